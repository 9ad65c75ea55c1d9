//! Why two groups cannot be compared.

use std::error::Error;
use std::fmt;

/// Why two groups cannot be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExperimentError {
    /// A group has fewer members than the method needs.
    TooFew {
        /// Members of the smaller group.
        found: u64,
        /// The fewest.
        least: u64,
    },
    /// More successes than members.
    MoreSuccesses {
        /// Successes.
        successes: u64,
        /// Members.
        n: u64,
    },
    /// All measurements of both groups are equal within their group, so there is no spread to compare the difference with.
    NoSpread,
    /// A measurement is no finite number, or the sums are too great for one.
    NotFinite,
    /// The confidence is not between 0 and 1.
    Confidence {
        /// The confidence.
        confidence: f64,
    },
}

impl fmt::Display for ExperimentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { found, least } => write!(f, "a group of {found} is too small; the least is {least}"),
            Self::MoreSuccesses { successes, n } => write!(f, "{successes} successes among {n}"),
            Self::NoSpread => write!(f, "all measurements are equal, so nothing can be said about chance"),
            Self::NotFinite => write!(f, "a measurement is too great to compute with"),
            Self::Confidence { confidence } => write!(f, "a confidence of {confidence} is not between 0 and 1"),
        }
    }
}

impl Error for ExperimentError {}
