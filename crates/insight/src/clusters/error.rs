//! What makes columns unfit for clusters.

use std::error::Error;
use std::fmt;

/// Why no clusters can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClustersError {
    /// No column was given.
    NoColumns,
    /// The columns differ in length.
    Columns {
        /// The first column that differs from column 0.
        column: usize,
        /// Its length.
        rows: usize,
        /// Length of column 0.
        expected: usize,
    },
    /// Every row has a missing or infinite value.
    NoRows {
        /// Rows that were left out for it.
        left_out: usize,
    },
    /// Every column holds one value only.
    NothingVaries,
    /// No cluster was asked for.
    NoClusters,
    /// More clusters than there are different rows.
    TooFewDistinct {
        /// Different rows.
        distinct: usize,
        /// Clusters asked for.
        clusters: usize,
    },
}

impl fmt::Display for ClustersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoColumns => write!(f, "clusters need at least one column"),
            Self::Columns { column, rows, expected } => write!(f, "column {column} has {rows} rows and not {expected}"),
            Self::NoRows { left_out } => write!(
                f,
                "no row has a number in every column; rows with a missing or infinite value: {left_out}"
            ),
            Self::NothingVaries => write!(f, "all rows are the same in these columns"),
            Self::NoClusters => write!(f, "clusters need k of 1 or more"),
            Self::TooFewDistinct { distinct, clusters } => {
                write!(f, "{clusters} clusters need as many different rows; there are {distinct}")
            }
        }
    }
}

impl Error for ClustersError {}
