//! What makes baskets unfit for rules.

use std::error::Error;
use std::fmt;

/// Why no rules can be found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BasketError {
    /// The columns differ in length.
    Columns {
        /// Length of `basket_of`.
        baskets: usize,
        /// Length of `item_of`.
        items: usize,
    },
    /// A row names a basket that does not exist.
    UnknownBasket {
        /// The row.
        row: usize,
        /// The basket it names.
        basket: u32,
        /// Number of baskets there are.
        baskets: usize,
    },
    /// A row names an item that does not exist.
    UnknownItem {
        /// The row.
        row: usize,
        /// The item it names.
        item: u32,
        /// Number of items there are.
        items: usize,
    },
    /// More rows than a 32-bit count can hold.
    TooMany {
        /// How many there were.
        count: usize,
    },
    /// No basket holds anything.
    NoBaskets,
    /// A share that is not above 0 and at most 1.
    Share {
        /// The share.
        value: f64,
    },
    /// So many sets are frequent that nobody can use them.
    TooManySets {
        /// The most there may be.
        most: usize,
    },
}

impl fmt::Display for BasketError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { baskets, items } => write!(f, "columns differ in length: {baskets} baskets, {items} items"),
            Self::UnknownBasket { row, basket, baskets } => write!(f, "row {row} names basket {basket} of {baskets}"),
            Self::UnknownItem { row, item, items } => write!(f, "row {row} names item {item} of {items}"),
            Self::TooMany { count } => write!(f, "more rows than baskets can count: {count}"),
            Self::NoBaskets => write!(f, "there is no basket with an item in it"),
            Self::Share { value } => write!(
                f,
                "support is a share above 0 and at most 1, and confidence one from 0 to 1, not {value}"
            ),
            Self::TooManySets { most } => write!(f, "more than {most} sets of items are that frequent; ask for a higher support"),
        }
    }
}

impl Error for BasketError {}
