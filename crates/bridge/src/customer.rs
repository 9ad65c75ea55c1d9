//! What customers are worth and who may be leaving, each figure with what it comes from.

use model::{Currency, Filter, Money};
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
    /// Names and values of what was fitted; empty without a model.
    pub parameters: Vec<(String, f64)>,
    /// How a model of the earlier part of the time did in the later one.
    pub check: Option<LifetimeCheck>,
    /// Population stability index of amounts: those of the last quarter of the time against those before. Nothing for few.
    pub drift: Option<f64>,
    /// The file that the model was imported from, until it is fitted again.
    pub origin: Option<crate::scoring::ModelOrigin>,
}

/// Purchases that a model of the earlier part of the time expected in the later one, and those that came.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct LifetimeCheck {
    /// Days of the later part.
    pub days: i32,
    /// Customers of the earlier part.
    pub customers: u32,
    /// Expected purchases of them.
    pub predicted: f64,
    /// Purchases that came.
    pub actual: f64,
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
    /// The risk of falling silent, where a model says something about it.
    pub churn: Option<ChurnRisk>,
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

/// Who will fall silent next, and how well that can be said.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChurnSummary {
    /// Silence counts from so many times the usual gap.
    pub times: f64,
    /// The last day that was looked at.
    pub as_of: i32,
    /// The share that is done while a newer model is being trained.
    pub progress: Option<f64>,
    /// What there is to say.
    pub state: ChurnState,
    /// Those most likely to fall silent, likeliest first.
    pub customers: Vec<ChurnRisk>,
    /// Customers who bought at least twice and are not silent yet.
    pub watched: u32,
    /// Share of customers who stay longer than a number of days.
    pub stays: Vec<StayStep>,
}

/// What is known of who will fall silent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ChurnState {
    /// Nobody bought anything.
    Nobody,
    /// A model is being trained.
    Pending,
    /// Too few of the past to learn from.
    NotEnough {
        /// Those who fell silent.
        left: u32,
        /// Those who did not.
        stayed: u32,
        /// Needed of either.
        needed: u32,
    },
    /// Nothing that is known tells customers apart.
    Alike,
    /// A model.
    Learned(Box<ChurnModel>),
}

/// A method of learning.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ChurnMethod {
    /// Logistic regression.
    Logistic,
    /// Boosted trees.
    Boosting,
}

/// A model of who falls silent, with how it did.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChurnModel {
    /// The method that did better.
    pub method: ChurnMethod,
    /// Customers of the past that it learned from, at either of two days.
    pub rows: u32,
    /// Those of them who fell silent.
    pub left: u32,
    /// Days between these two days, and from the later one to the last.
    pub horizon_days: i32,
    /// Whether it was judged by the later day alone; otherwise by parts that were left out in turn.
    pub tested_later: bool,
    /// Customers it was judged by.
    pub tested: u32,
    /// How often one who fell silent was ranked above one who did not; one half is guessing.
    pub auc: f64,
    /// Its 95 % interval.
    pub auc_interval: (f64, f64),
    /// Mean squared difference of probability and what happened.
    pub brier: f64,
    /// How the other method did.
    pub other_auc: Option<f64>,
    /// What was said against what happened, lowest first.
    pub calibration: Vec<Calibrated>,
    /// How much each fact moves the log-odds on average, most first.
    pub importance: Vec<(ChurnFact, f64)>,
}

/// Customers of about the same probability.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Calibrated {
    /// Mean probability, 0 to 1.
    pub predicted: f64,
    /// Share for which it came true, 0 to 1.
    pub observed: f64,
    /// Customers.
    pub rows: u32,
    /// Those of whom about as much is said today.
    pub behind: Filter,
}

/// Something known about a customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ChurnFact {
    /// Days since the last purchase, in multiples of the usual gap.
    Silence,
    /// Usual days between two purchases.
    Gap,
    /// Purchases so far.
    Purchases,
    /// Mean value of a purchase.
    Value,
    /// Days since the first purchase.
    Tenure,
    /// Purchases in the last 180 days.
    Recent,
    /// Activities in the last 90 days.
    Activities,
    /// Tickets in the last 180 days.
    Tickets,
}

/// A customer who may fall silent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChurnRisk {
    /// Key of the suggestion to get in touch.
    pub key: String,
    /// Who.
    pub about: RecordLink,
    /// Probability, 0 to 1.
    pub probability: f64,
    /// What speaks for and against it, strongest first.
    pub reasons: Vec<ChurnReason>,
    /// Whether a suggestion about it was accepted or dismissed already.
    pub answered: bool,
}

/// A fact that moves a probability.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChurnReason {
    /// The fact.
    pub fact: ChurnFact,
    /// Its value; of an amount in the smallest units of the currency.
    pub value: f64,
    /// The currency of amounts.
    pub currency: Currency,
    /// Whether it makes silence likelier.
    pub raises: bool,
}

/// A step of the curve of staying.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StayStep {
    /// Days since the first purchase.
    pub days: u32,
    /// Share that stays longer, 0 to 1.
    pub stay: f64,
    /// Its lower limit.
    pub low: f64,
    /// Its upper limit.
    pub high: f64,
    /// Customers whose first purchase is at least that long ago.
    pub behind: Filter,
}

/// Groups of customers who are alike in chosen fields.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClusterPage {
    /// Records with a number in every field.
    pub records: u32,
    /// Records without one in some of them.
    pub left_out: u32,
    /// How well the groups are set apart: 1 is far apart, 0 is overlapping.
    pub silhouette: f64,
    /// Numbers of groups that were compared, each with how well it sets apart; empty where the number was given.
    pub compared: Vec<(u8, f64)>,
    /// The groups, largest first.
    pub cards: Vec<ClusterCard>,
    /// Why there are none.
    pub none: Option<NoClusters>,
    /// The day they were found on.
    pub as_of: i32,
}

/// Why there are no groups.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NoClusters {
    /// No field was chosen.
    NoFields,
    /// No record has a number in every field.
    NoRows {
        /// Records that were left out for it.
        left_out: u32,
    },
    /// All records are the same in these fields.
    Alike,
    /// Fewer different records than groups.
    Few {
        /// Different records.
        distinct: u32,
    },
}

/// A group.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClusterCard {
    /// Its records.
    pub size: u32,
    /// Its share of all, 0 to 1.
    pub share: f64,
    /// What sets it apart, most first.
    pub traits: Vec<ClusterTrait>,
    /// The rule that comes closest to it.
    pub rule: Filter,
    /// Records that fit the rule.
    pub fitting: u32,
    /// Those of them that are in the group.
    pub of_cluster: u32,
}

/// A group in one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ClusterTrait {
    /// The field.
    pub field: model::FieldKey,
    /// How it compares with everybody: -2 much lower, -1 lower, 0 the same, 1 higher, 2 much higher.
    pub above: i8,
    /// Its median.
    pub median: model::Value,
}
