//! What makes an RFM input unusable as a whole. Bad single rows are never errors: they are counted in
//! [`LeftOut`](super::LeftOut) and the rest is scored.

use std::error::Error;
use std::fmt;

/// The columns handed in do not describe one set of customers and purchases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RfmError {
    /// The columns of one event source differ in length.
    EventColumns {
        /// Position of the source in the slice of sources.
        source: usize,
        /// Length of `customer_of`.
        customers: usize,
        /// Length of `day`.
        days: usize,
        /// Length of `amount`.
        amounts: usize,
    },
    /// An event names a customer that is neither below the number of customers nor
    /// [`NO_CUSTOMER`](super::NO_CUSTOMER).
    UnknownCustomer {
        /// Position of the source in the slice of sources.
        source: usize,
        /// Row inside that source.
        row: usize,
        /// The customer it names.
        customer: u32,
        /// Number of customers there are.
        customers: usize,
    },
    /// The columns of a summary differ in length.
    SummaryColumns {
        /// Length of `recency_days`.
        recencies: usize,
        /// Length of `frequency`.
        frequencies: usize,
        /// Length of `monetary`.
        amounts: usize,
    },
    /// More customers or events than a 32-bit count can hold.
    TooMany {
        /// How many there were.
        count: usize,
    },
}

impl fmt::Display for RfmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EventColumns {
                source,
                customers,
                days,
                amounts,
            } => write!(
                f,
                "columns of purchase source {source} differ in length: {customers} customers, {days} days, {amounts} amounts"
            ),
            Self::UnknownCustomer {
                source,
                row,
                customer,
                customers,
            } => write!(f, "purchase source {source}, row {row} names customer {customer} of {customers}"),
            Self::SummaryColumns {
                recencies,
                frequencies,
                amounts,
            } => write!(
                f,
                "summary columns differ in length: {recencies} recencies, {frequencies} frequencies, {amounts} amounts"
            ),
            Self::TooMany { count } => write!(f, "more rows than RFM can count: {count}"),
        }
    }
}

impl Error for RfmError {}
