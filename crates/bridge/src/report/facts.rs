//! What a part was made from, and why it may say nothing.

use serde::{Deserialize, Serialize};

/// What a part was made from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fact {
    /// Deals.
    Deals(u32),
    /// Deals, open or ended.
    AllDeals(u32),
    /// Stages of a pipeline.
    Stages(u32),
    /// Those that are won or lost.
    Decided(u32),
    /// Won deals, or orders.
    Sales(u32),
    /// Orders.
    Orders(u32),
    /// Orders that carry a rule at least.
    LeastOrders(u32),
    /// Texts.
    Texts(u32),
    /// Answers.
    Answers(u32),
    /// Customers.
    Customers(u32),
    /// Months of history.
    Months(u32),
    /// Random draws.
    Draws(u32),
    /// Left out without an amount or a rate.
    NoAmount(u32),
    /// Left out without a day.
    NoDay(u32),
    /// Comparisons made at once.
    Comparisons(u32),
    /// From this day on.
    Since(i32),
    /// Deals whose stage had too little history of its own.
    FromAllStages(u32),
    /// Learned from deals decided before this day, tested on those after it.
    TestedAfter(i32),
    /// What was learned may be no better than guessing, and is not used.
    NoBetter,
    /// Instead, the share won of the deals that were in its stage, in percent.
    StageShare(u32),
    /// Instead, what people gave its stage, in percent.
    StageGiven(u32),
    /// Symmetric error of the forecast in percent, one step ahead.
    Error(u32),
    /// The same of repeating the value one season ago.
    NaiveError(u32),
    /// What came lay within the limits: so often of so many.
    Within(u32, u32),
    /// Changes of amounts and days are read from the history of every record.
    FromHistory,
    /// Customers or orders that were kept apart for the test.
    Holdout(u32),
}

/// Why a part says nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// There is nothing of the kind yet.
    Nothing,
    /// Too little of it: found, needed.
    TooFew(u32, u32),
    /// Too few deals of one outcome: won, lost, needed of each.
    OneSided(u32, u32, u32),
    /// Nothing has a day.
    NoDays,
    /// Nothing tells the records apart.
    NothingVaries,
    /// Numbers are too large, or none.
    Numbers,
    /// Nothing stands out. Said after looking.
    NothingStandsOut,
    /// What was learned ranks no better than guessing.
    Guessing,
    /// It is decided already.
    Decided,
    /// No field holds such answers.
    NoField,
}
