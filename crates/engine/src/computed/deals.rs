//! What a deal gets from its stage, and how long nothing has happened on it.

use model::Money;
use model::block::{NONE_I64, NONE_U32};

use super::exact::{Overflow, share};
use super::fields::{self, Ends, int};
use super::fold::Pass;
use super::stages::{Outcome, Stage};
use crate::columns::MoneyColumn;
use crate::table::Table;

/// Deals, each seen through its stage.
pub(crate) struct Deals<'a> {
    pass: Pass<'a>,
    deal: &'a Table,
    stages: Ends<'a>,
    own_probability: &'a [f64],
    values: &'a MoneyColumn,
    stage_since: &'a [i64],
    opened_on: &'a [i64],
    closed_on: &'a [i64],
}

impl<'a> Deals<'a> {
    /// The deals of a table.
    pub(crate) fn of(pass: Pass<'a>, deal: &'a Table) -> Self {
        Self {
            pass,
            deal,
            stages: Ends::of_key(deal, "stage"),
            own_probability: fields::floats(deal, "own_probability"),
            values: fields::amounts(deal, "value"),
            stage_since: fields::ints(deal, "stage_since"),
            opened_on: fields::ints(deal, "opened_on"),
            closed_on: fields::ints(deal, "closed_on"),
        }
    }

    /// The stage of a deal, if it is in use.
    pub(crate) fn stage(&self, row: u32) -> Option<&'a Stage> {
        self.pass.stages.get(self.pass.workspace.handles(), self.stages.first(row)?)
    }

    /// Handle of the deal's pipeline; [`NONE_U32`] without one.
    pub(super) fn pipeline(&self, row: u32) -> u32 {
        self.stage(row).map_or(NONE_U32, |stage| stage.pipeline)
    }

    /// Whether the deal is open, won or lost; nothing without a stage in use.
    pub(crate) fn outcome(&self, row: u32) -> Option<Outcome> {
        self.stage(row).map(|stage| stage.outcome)
    }

    /// The chance of the deal in percent: certain once it is decided, else its own, else its stage's.
    pub(crate) fn probability(&self, row: u32) -> Option<f64> {
        let stage = self.stage(row);
        match stage.map(|stage| stage.outcome) {
            Some(Outcome::Won) => Some(100.0),
            Some(Outcome::Lost) => Some(0.0),
            _ => fields::float(self.own_probability, row).or_else(|| stage?.probability),
        }
    }

    /// Value of the deal.
    pub(crate) fn value(&self, row: u32) -> Option<Money> {
        self.values.get(row)
    }

    /// Value times probability, in the currency of the deal.
    pub(super) fn weighted(&self, row: u32) -> Result<Option<Money>, Overflow> {
        let (Some(value), Some(probability)) = (self.value(row), self.probability(row)) else {
            return Ok(None);
        };
        Ok(Some(Money {
            minor: share(value.minor, probability)?,
            currency: value.currency,
        }))
    }

    /// Whole days since the deal entered its stage, by the calendar; [`NONE_I64`] where that is not known. A deal that came in
    /// decided entered its stage on the day it was closed.
    pub(crate) fn days_in_stage(&self, row: u32) -> i64 {
        let closed = || {
            matches!(self.outcome(row), Some(Outcome::Won | Outcome::Lost))
                .then(|| fields::day(self.closed_on, row))
                .flatten()
        };
        let entered = int(self.stage_since, row)
            .map(|since| self.pass.moment.day_of(since))
            .or_else(closed);
        entered.map_or(NONE_I64, |day| self.days_since(day))
    }

    /// Whole days since anything happened on an open deal: an activity, a stage, its opening, its making. [`NONE_I64`] for
    /// deals that are not open.
    pub(crate) fn quiet_days(&self, row: u32, last_activity: Option<i64>) -> i64 {
        if self.outcome(row) != Some(Outcome::Open) {
            return NONE_I64;
        }
        let moment = self.pass.moment;
        let newest = [
            last_activity,
            int(self.stage_since, row),
            Some(crate::rank::created_millis(self.pass.workspace, self.deal, row)),
        ];
        let days = newest.into_iter().flatten().map(|millis| moment.day_of(millis));
        // Opening days may lie ahead, as stage entries of a wrong clock may; what is still to come is no silence.
        let newest = days.chain(fields::day(self.opened_on, row)).max();
        newest.map_or(NONE_I64, |day| self.days_since(day))
    }

    fn days_since(&self, day: i32) -> i64 {
        (i64::from(self.pass.moment.today) - i64::from(day)).max(0)
    }
}
