//! What makes records unfit for learning a yes or no from them.

use std::error::Error;
use std::fmt;

/// Why nothing can be learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassifyError {
    /// There is no field to learn from.
    NoFields,
    /// A field differs in length from the outcomes.
    Rows {
        /// The field.
        field: usize,
        /// Its length.
        rows: usize,
        /// Number of outcomes.
        outcomes: usize,
    },
    /// Fields to predict from are not of the kinds that the model was trained on.
    Shape {
        /// The first field that differs, or the number of fields where that differs.
        field: usize,
    },
    /// Too few records of one outcome; nothing learned from so few holds.
    NotEnough {
        /// Records with the outcome.
        positives: usize,
        /// Records without it.
        negatives: usize,
        /// The least of either.
        needed: usize,
    },
    /// Every field is the same for all records, or different for every one.
    NothingVaries,
    /// More records than a 32-bit number can name.
    TooMany {
        /// How many there were.
        count: usize,
    },
}

impl fmt::Display for ClassifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFields => write!(f, "there is no field to learn from"),
            Self::Rows { field, rows, outcomes } => write!(f, "field {field} has {rows} rows and there are {outcomes} outcomes"),
            Self::Shape { field } => write!(f, "field {field} is not what the model was trained on"),
            Self::NotEnough {
                positives,
                negatives,
                needed,
            } => write!(
                f,
                "not enough data: {positives} records with the outcome and {negatives} without; {needed} of each are needed"
            ),
            Self::NothingVaries => write!(
                f,
                "no field tells records apart: each is the same for all, or different for every one"
            ),
            Self::TooMany { count } => write!(f, "more records than can be numbered: {count}"),
        }
    }
}

impl Error for ClassifyError {}
