//! Segments, RFM, recommendations and next best actions, each with its reasons.

use model::{Filter, Money, ObjectKey, RecordId};
use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;
use crate::query::Named;

/// A saved segment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SegmentSummary {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its object.
    pub object: ObjectKey,
    /// Who is in.
    pub filter: Filter,
    /// What the filter names by its ids, and the currency in which it compares aggregates.
    pub named: Named,
    /// One sentence by the person.
    pub description: String,
    /// Records in it now.
    pub count: u32,
    /// Records of the object in all.
    pub of: u32,
}

/// RFM cells of all customers.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct RfmSummary {
    /// Customers with at least one purchase.
    pub customers: u32,
    /// Cells in order of precedence.
    pub cells: Vec<RfmCell>,
    /// Quintile cut points of recency in days, of frequency, and of money in major units of the base currency.
    pub cuts: [Vec<f64>; 3],
    /// Day up to which purchases count.
    pub as_of: i32,
    /// Purchases left out because their currency has no rate.
    pub without_rate: u32,
}

/// One named cell.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RfmCell {
    /// Its name.
    pub name: String,
    /// Lowest and highest score of recency, frequency and money; `None` for everybody whom no other rule takes.
    pub rule: Option<[(u8, u8); 3]>,
    /// Customers in it.
    pub customers: u32,
    /// What they spent, in the base currency.
    pub revenue: Money,
}

/// A product to offer.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Recommendation {
    /// The product.
    pub product: RecordLink,
    /// Its price.
    pub price: Option<Money>,
    /// The product that the reason starts from.
    pub because: RecordLink,
    /// Customers who bought both.
    pub both: u32,
    /// Customers who bought the product that the reason starts from.
    pub of: u32,
    /// How much likelier than by chance.
    pub lift: f64,
}

/// Something worth doing now.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NextAction {
    /// Its key: stays the same while its reason stands.
    pub key: String,
    /// What to do.
    pub verb: ActionVerb,
    /// With whom or about what.
    pub about: RecordLink,
    /// The person or company behind a deal or ticket.
    pub person: Option<RecordLink>,
    /// Why, most important first.
    pub reasons: Vec<ActionReason>,
    /// What is at stake, in the base currency.
    pub value: Option<Money>,
    /// Probability that it matters, 0 to 1.
    pub probability: f64,
    /// Urgency, 0 to 1.
    pub urgency: f64,
    /// Product of the three; only for ranking.
    pub score: f64,
}

/// What a suggestion asks to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ActionVerb {
    /// Call or write to a customer.
    Reconnect,
    /// Take a quiet deal up again.
    FollowUp,
    /// Plan the next step of a deal.
    PlanNextStep,
    /// Close a deal whose day has come.
    Close,
    /// Reply to a ticket.
    Reply,
    /// Offer a product.
    Offer,
}

/// One reason with its number.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ActionReason {
    /// Nothing happened for so many days, where so many are usual.
    Quiet {
        /// Days.
        days: i64,
        /// Days usual or allowed.
        usual: i64,
    },
    /// No open task.
    NoNextStep,
    /// Expected to close on this day, which has passed or is near.
    CloseDay(i32),
    /// Due in so many minutes; negative when late.
    Due(i64),
    /// Priority of a ticket.
    Priority(String),
    /// Stage and its probability in percent.
    Stage(String, f64),
    /// RFM cell.
    Segment(String),
    /// Spent so much.
    Spent(Money),
    /// So many of so many customers who bought one product bought the other.
    Together {
        /// Product they have.
        product: String,
        /// Bought both.
        both: u32,
        /// Bought the first.
        of: u32,
    },
}
