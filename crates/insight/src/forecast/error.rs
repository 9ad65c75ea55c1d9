//! Why a series cannot be forecast.

use std::error::Error;
use std::fmt;

/// Why a series cannot be forecast.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ForecastError {
    /// The series has fewer values than the method needs.
    TooShort {
        /// Values there are.
        found: usize,
        /// The fewest.
        least: usize,
    },
    /// A value is missing, infinite, or too great to compute with.
    NotFinite {
        /// Place of the value.
        place: usize,
    },
    /// The horizon is zero or beyond reason.
    Horizon {
        /// The horizon.
        horizon: usize,
    },
    /// The confidence is not between 0 and 1.
    Confidence {
        /// The confidence.
        confidence: f64,
    },
    /// The model needs values above zero.
    NotPositive,
    /// No parameters fit the series.
    NoFit,
}

impl fmt::Display for ForecastError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { found, least } => write!(f, "the series has {found} values; it needs {least}"),
            Self::NotFinite { place } => write!(f, "value {} is missing or too great to compute with", place + 1),
            Self::Horizon { horizon } => write!(f, "a horizon of {horizon} is none"),
            Self::Confidence { confidence } => write!(f, "a confidence of {confidence} is not between 0 and 1"),
            Self::NotPositive => write!(f, "the model needs values above zero"),
            Self::NoFit => write!(f, "no parameters fit the series"),
        }
    }
}

impl Error for ForecastError {}
