//! Why a lifetime model cannot be fitted.

use std::error::Error;
use std::fmt;

/// Why a lifetime model cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LifetimeError {
    /// Columns of one table differ in length.
    Columns {
        /// Length of the first.
        first: usize,
        /// Length of the one that differs.
        other: usize,
    },
    /// A row names a customer beyond the number of customers.
    UnknownCustomer {
        /// The row.
        row: usize,
        /// The customer it names.
        customer: u32,
    },
    /// A history that cannot be: times that are not finite, negative, or a last purchase after the end of observation.
    Impossible {
        /// The customer.
        customer: usize,
    },
    /// Too few customers to tell one from another.
    TooFewCustomers {
        /// Customers there are.
        found: usize,
        /// The fewest.
        least: usize,
    },
    /// Too few customers bought again (or, for values: bought again for more than nothing).
    TooFewRepeaters {
        /// Those who did.
        found: usize,
        /// The fewest.
        least: usize,
    },
    /// Nobody was watched for any time.
    NoTime,
    /// All values are the same, so that nothing tells customers apart.
    NoSpread,
    /// No contract has ended, or all have.
    OneOutcome,
    /// The likelihood has no greatest value within reach of numbers.
    NoMaximum,
}

impl fmt::Display for LifetimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { first, other } => write!(f, "columns differ in length: {first} and {other}"),
            Self::UnknownCustomer { row, customer } => write!(f, "row {row} names customer {customer}, whom there is not"),
            Self::Impossible { customer } => write!(f, "the history of customer {customer} is impossible: check its times"),
            Self::TooFewCustomers { found, least } => write!(f, "too few customers: {found}; the model needs {least}"),
            Self::TooFewRepeaters { found, least } => write!(f, "too few customers who bought again: {found}; the model needs {least}"),
            Self::NoTime => write!(f, "nobody was observed for any time after the first purchase"),
            Self::NoSpread => write!(f, "all values are the same"),
            Self::OneOutcome => write!(f, "either no contract has ended or all have"),
            Self::NoMaximum => write!(f, "no parameters describe these histories best"),
        }
    }
}

impl Error for LifetimeError {}
