//! What customers are worth and who may be leaving, each figure with what it comes from.

use model::Money;
use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;

/// What all customers are worth.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CustomerValue {
    /// Customers who bought.
    pub customers: u32,
    /// Those of them who bought again.
    pub again: u32,
    /// Months of purchases to come that a value counts.
    pub months: u32,
    /// The last day that was looked at.
    pub as_of: i32,
    /// Whether that is today; otherwise the data ends there.
    pub is_current: bool,
    /// Purchases of unknown value, because they have no amount or there is no rate for their currency.
    pub without_amount: u32,
    /// The share that is done while newer figures are being computed.
    pub progress: Option<f64>,
    /// What the figures come from.
    pub basis: ValueBasis,
    /// Discounted value of all purchases to come; `None` where amounts are not known.
    pub value: Option<Money>,
    /// Its limits.
    pub interval: Option<(Money, Money)>,
    /// Purchases of all within twelve months.
    pub purchases: f64,
    /// How many of them are still customers, by their probabilities; `None` without a model.
    pub alive: Option<f64>,
    /// Classes by share of the value, most valuable first; empty where nothing tells customers apart.
    pub classes: Vec<ValueClass>,
    /// The best customers' share of the value, from few of them to all.
    pub curve: Vec<CurvePoint>,
}

/// What figures of value come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ValueBasis {
    /// Nobody bought anything.
    Nobody,
    /// A model of everybody's purchases.
    Model {
        /// Whether each customer's own purchases say what one is worth; otherwise the mean of all does.
        own_spend: bool,
    },
    /// The rate of all together, for this reason.
    Pooled(TooLittle),
}

/// Why no model describes customers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TooLittle {
    /// Too few customers.
    Customers {
        /// There are.
        found: u32,
        /// Needed.
        least: u32,
    },
    /// Too few who bought again.
    Again {
        /// There are.
        found: u32,
        /// Needed.
        least: u32,
    },
    /// Everybody bought for the first time on the last day.
    Time,
    /// Their purchases follow no pattern that the model knows.
    Pattern,
}

/// Customers who make up a share of the value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ValueClass {
    /// Its key.
    pub key: String,
    /// Customers in it.
    pub customers: u32,
    /// Their value.
    pub value: Money,
    /// Its share of the value of all, 0 to 1.
    pub share: f64,
}

/// The best customers up to one of them.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct CurvePoint {
    /// How many.
    pub customers: u32,
    /// Their share of all customers, 0 to 1.
    pub share: f64,
    /// Their share of the value, 0 to 1.
    pub value: f64,
    /// The least value among them.
    pub least: Money,
}

/// What one customer is worth, and why.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CustomerWorth {
    /// Days with a purchase.
    pub purchases: u32,
    /// The first of them.
    pub first: i32,
    /// The last of them.
    pub last: i32,
    /// Usual days between two; `None` for one purchase.
    pub usual_days: Option<f64>,
    /// The last day that was looked at.
    pub as_of: i32,
    /// All that was paid up to then; `None` where it does not fit an amount.
    pub spent: Option<Money>,
    /// Probability of buying again at all, 0 to 1; `None` without a model.
    pub p_alive: Option<f64>,
    /// Purchases within twelve months.
    pub ahead: f64,
    /// What one of them is worth.
    pub spend: Option<Money>,
    /// Discounted value of those within the months.
    pub value: Option<Money>,
    /// Its limits.
    pub interval: Option<(Money, Money)>,
    /// Months that the value counts.
    pub months: u32,
    /// Key of the class of value.
    pub class: Option<String>,
    /// What the figures come from.
    pub basis: ValueBasis,
    /// Customers who were looked at together.
    pub of: u32,
    /// Whether newer figures are being computed.
    pub pending: bool,
}

/// Customers who are silent for longer than they usually are.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RiskList {
    /// Silence counts from so many times the usual gap.
    pub times: f64,
    /// All of them.
    pub total: u32,
    /// Customers with a usual gap, who bought at least twice.
    pub of: u32,
    /// What all of them would still spend if they stayed, less what is expected of them now.
    pub stake: Option<Money>,
    /// The last day that was looked at.
    pub as_of: i32,
    /// The first ones, most at stake first.
    pub customers: Vec<RiskyCustomer>,
}

/// A customer who may be leaving.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RiskyCustomer {
    /// Key of the suggestion to get in touch.
    pub key: String,
    /// Who.
    pub about: RecordLink,
    /// What would be lost: the value if they stayed less what is expected now.
    pub stake: Option<Money>,
    /// Probability of buying again at all, 0 to 1.
    pub p_alive: Option<f64>,
    /// Days with a purchase.
    pub purchases: u32,
    /// The last of them.
    pub last: i32,
    /// Days since then.
    pub silent_days: u32,
    /// Usual days between two purchases.
    pub usual_days: u32,
    /// Whether a suggestion about it was accepted or dismissed already.
    pub answered: bool,
}
