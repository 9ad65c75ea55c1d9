//! Groups: computed fields that are computed together, and which of their rows are out of date.

use model::Computed as Field;
use rustc_hash::FxHashSet;

/// Computed fields of one table that come from the same records. In the order in which they are brought up to date: what a
/// group reads of another one stands before it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Group {
    /// Totals of order lines.
    LineTotal,
    /// Totals of orders.
    OrderTotal,
    /// Newest activity or message.
    LastActivity,
    /// Earliest open task.
    NextStep,
    /// Open deals.
    OpenDeals,
    /// Open tickets.
    OpenTickets,
    /// People of a company.
    People,
    /// Orders of a product.
    ProductOrders,
    /// What a deal gets from its stage.
    Stage,
    /// Days in stage and quiet days of a deal.
    Days,
    /// Orders, revenue and last order of a customer.
    Customer,
    /// RFM scores of customers.
    Scores,
    /// What customers are worth, by the fit over all of them.
    Lifetime,
    /// Which customers fall silent next, by what was learned about all of them.
    Leaving,
    /// Points and grades of leads.
    Lead,
    /// The chance of open deals, by what was learned from decided ones.
    Chance,
    /// When records were made and changed.
    Stamps,
    /// A formula or roll-up: how many others it builds on at most, and its field.
    Derived(u16, u16),
}

impl Group {
    /// The group that a computed field belongs to.
    pub(super) fn of(field: Field) -> Self {
        match field {
            Field::Created | Field::Updated => Self::Stamps,
            Field::LastActivity => Self::LastActivity,
            Field::NextStep => Self::NextStep,
            Field::OrderCount | Field::Revenue | Field::LastOrder => Self::Customer,
            Field::Recency | Field::Frequency | Field::Monetary | Field::RfmSegment => Self::Scores,
            Field::StillCustomer | Field::PurchasesAhead | Field::ValueAhead | Field::ValueClass | Field::Silence => Self::Lifetime,
            Field::Leaving => Self::Leaving,
            Field::WinChance | Field::ChanceBasis => Self::Chance,
            Field::LeadFit | Field::LeadEngagement | Field::LeadGrade => Self::Lead,
            Field::OpenDeals => Self::OpenDeals,
            Field::OpenTickets => Self::OpenTickets,
            Field::Pipeline | Field::DealStatus | Field::Probability | Field::Weighted => Self::Stage,
            Field::DaysInStage | Field::QuietDays => Self::Days,
            Field::OrderTotal => Self::OrderTotal,
            Field::LineTotal => Self::LineTotal,
            Field::ContactCount => Self::People,
            Field::ProductOrders => Self::ProductOrders,
            // The field is known to whoever asks: see [`super::derived`].
            Field::Derived => Self::Derived(0, 0),
        }
    }

    /// The group read by this one, and the object whose table it belongs to; `None` stands for the group's own.
    pub(super) fn reads(self) -> Option<(Group, Option<&'static str>)> {
        match self {
            Self::Days => Some((Self::LastActivity, None)),
            Self::Customer | Self::Lifetime => Some((Self::OrderTotal, Some("order"))),
            Self::Scores => Some((Self::Customer, None)),
            Self::Leaving => Some((Self::Lifetime, None)),
            Self::Chance => Some((Self::Stage, None)),
            _ => None,
        }
    }

    /// Objects whose records a computed field is made of when it is brought up to date: those of its group, and of the groups that
    /// this one reads.
    pub(super) fn all_sources(field: Field) -> Vec<&'static str> {
        let mut sources = Vec::new();
        let mut next = Some(Self::of(field));
        while let Some(group) = next {
            sources.extend(group.sources());
            let read = group.reads();
            sources.extend(read.and_then(|(_, object)| object));
            next = read.map(|(group, _)| group);
        }
        sources
    }

    /// Objects whose records the group reads, besides the one it belongs to. Stages and rates are few and compared as a whole.
    pub(super) fn sources(self) -> &'static [&'static str] {
        match self {
            Self::LastActivity | Self::Days => &["activity", "message", "ticket"],
            Self::NextStep => &["task"],
            Self::OpenDeals => &["deal"],
            Self::OpenTickets => &["ticket"],
            Self::People => &["contact"],
            Self::ProductOrders => &["line", "order"],
            Self::OrderTotal => &["line"],
            Self::Customer | Self::Scores | Self::Lifetime => &["order", "line", "deal"],
            Self::Leaving => &["order", "line", "deal", "activity", "ticket"],
            Self::Lead => &["activity", "ticket", "company"],
            Self::Chance => &["stage_entry", "company", "contact"],
            Self::LineTotal | Self::Stage | Self::Stamps | Self::Derived(..) => &[],
        }
    }

    /// Reference fields that are followed backwards to compute single rows: object and field.
    pub(super) fn links(self, object: &str) -> &'static [(&'static str, &'static str)] {
        match (self, object) {
            (Self::LastActivity, "contact") => &[("activity", "contact"), ("ticket", "requester"), ("message", "ticket")],
            (Self::LastActivity, "company") => &[("activity", "company"), ("ticket", "company"), ("message", "ticket")],
            (Self::LastActivity, "deal") => &[("activity", "deal")],
            (Self::Lead, _) => &[("activity", "contact"), ("ticket", "requester")],
            (Self::NextStep, "contact") => &[("task", "contact")],
            (Self::NextStep, "company") => &[("task", "company")],
            (Self::NextStep, "deal") => &[("task", "deal")],
            (Self::OpenDeals, "contact") => &[("deal", "contact")],
            (Self::OpenDeals, "company") => &[("deal", "company")],
            (Self::OpenTickets, "contact") => &[("ticket", "requester")],
            (Self::OpenTickets, "company") => &[("ticket", "company")],
            (Self::People, _) => &[("contact", "company")],
            (Self::ProductOrders, _) => &[("line", "product"), ("line", "order")],
            (Self::OrderTotal, _) => &[("line", "order")],
            (Self::Customer, "contact") => &[("order", "contact"), ("deal", "contact"), ("order", "deal")],
            (Self::Customer, "company") => &[("order", "company"), ("deal", "company"), ("order", "deal")],
            _ => &[],
        }
    }
}

/// Groups that change when stages do.
pub(super) const OF_STAGES: [Group; 8] = [
    Group::Stage,
    Group::Days,
    Group::OpenDeals,
    Group::Customer,
    Group::Scores,
    Group::Lifetime,
    Group::Leaving,
    Group::Chance,
];
/// Groups that change when rates or the base currency do.
pub(super) const OF_RATES: [Group; 6] = [
    Group::OrderTotal,
    Group::Customer,
    Group::Scores,
    Group::Lifetime,
    Group::Leaving,
    Group::Chance,
];
/// Groups that change when the day or the time zone does.
pub(super) const OF_TODAY: [Group; 8] = [
    Group::NextStep,
    Group::Days,
    Group::Customer,
    Group::Scores,
    Group::Lifetime,
    Group::Leaving,
    Group::Chance,
    Group::Lead,
];
/// Groups that change when settings of the workspace do.
pub(super) const OF_SETTINGS: [Group; 4] = [Group::Lifetime, Group::Leaving, Group::Chance, Group::Lead];
/// Groups that change when the time comes of what was still ahead.
pub(super) const OF_NOW: [Group; 2] = [Group::LastActivity, Group::Days];

/// Which rows of a group are out of date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// All of them.
    Everything,
    /// These.
    Rows(FxHashSet<u32>),
}

/// Rows computed one by one at most; a pass over everything is cheaper then.
const ROWS: usize = 2_048;

impl Due {
    /// Nothing is out of date.
    pub(super) fn nothing() -> Self {
        Self::Rows(FxHashSet::default())
    }

    /// Adds a row.
    pub(super) fn add(&mut self, row: u32) {
        if let Self::Rows(rows) = self {
            rows.insert(row);
            if rows.len() > ROWS {
                *self = Self::Everything;
            }
        }
    }

    /// Whether nothing is out of date.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Rows(rows) if rows.is_empty())
    }
}
