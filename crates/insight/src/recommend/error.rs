//! What makes purchases unusable as a whole.

use std::error::Error;
use std::fmt;

/// The columns handed in do not describe one set of buyers and items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurchasesError {
    /// `buyer_of` and `item_of` differ in length.
    Columns {
        /// Length of `buyer_of`.
        buyers: usize,
        /// Length of `item_of`.
        items: usize,
    },
    /// A row names a buyer that is neither below the number of buyers nor [`NOBODY`](super::NOBODY).
    UnknownBuyer {
        /// The row.
        row: usize,
        /// The buyer it names.
        buyer: u32,
        /// Number of buyers there are.
        buyers: usize,
    },
    /// A row names an item that is neither below the number of items nor [`NOTHING`](super::NOTHING).
    UnknownItem {
        /// The row.
        row: usize,
        /// The item it names.
        item: u32,
        /// Number of items there are.
        items: usize,
    },
    /// The row bounds do not start at zero, descend, or do not end at the number of items listed.
    Bounds {
        /// Position of the first bound that is wrong.
        position: usize,
    },
    /// More buyers, items or rows than a 32-bit count can hold.
    TooMany {
        /// How many there were.
        count: usize,
    },
}

impl fmt::Display for PurchasesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { buyers, items } => {
                write!(f, "purchase columns differ in length: {buyers} buyers, {items} items")
            }
            Self::UnknownBuyer { row, buyer, buyers } => write!(f, "purchase {row} names buyer {buyer} of {buyers}"),
            Self::UnknownItem { row, item, items } => write!(f, "purchase {row} names item {item} of {items}"),
            Self::Bounds { position } => write!(f, "row bounds are not ascending at position {position}"),
            Self::TooMany { count } => write!(f, "more rows than purchases can count: {count}"),
        }
    }
}

impl Error for PurchasesError {}
