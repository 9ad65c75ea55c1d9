//! The book of deals: each with its amount, its days and its way through the stages, as plain numbers.
//!
//! The log of stage entries is what makes the past exact: which deals were open on a day, in which stage and worth what. A deal
//! that came in without one (from a file, say) is known by its first and last day only.

use insight::forecast::{OpenDeal, PastStay};
use insight::stage_rates::{self, StageRates, StageVisits};
use model::block::NONE_U32;
use model::{Value, order};

use super::periods::looked_at;
use crate::computed::fields::{Ends, amounts, day, int, ints};
use crate::computed::{Outcome, Stage};
use crate::reader::Reader;
use crate::table::Table;

/// The stage of a deal that has no log.
pub(super) const NO_STAGE: u32 = u32::MAX;

/// A deal.
pub(super) struct Deal {
    pub(super) row: u32,
    pub(super) outcome: Outcome,
    /// Handle of its stage.
    pub(super) stage: u32,
    /// In minor units of the base currency.
    pub(super) value: Option<i64>,
    pub(super) opened: Option<i32>,
    /// For decided deals.
    pub(super) closed: Option<i32>,
    pub(super) expected: Option<i32>,
    /// Its entries, by place.
    entries: (u32, u32),
}

/// When a deal entered a stage.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    deal: u32,
    pub(super) stage: u32,
    pub(super) entered: i32,
    /// What the deal was worth then, in minor units of the base currency.
    pub(super) value: Option<i64>,
}

/// All deals in use that have a stage.
pub(super) struct Book<'a> {
    reader: Reader<'a>,
    /// The day on which one looks at them.
    pub(super) today: i32,
    pub(super) deals: Vec<Deal>,
    entries: Vec<Entry>,
}

impl<'a> Book<'a> {
    /// The same as they are looked at: from today, or from the last day of data that is older.
    pub(super) fn seen(reader: Reader<'a>, pipeline: Option<u32>) -> Self {
        Self {
            today: looked_at(reader),
            ..Self::read(reader, pipeline)
        }
    }

    /// Reads the deals of a pipeline by its handle, or all.
    pub(super) fn read(reader: Reader<'a>, pipeline: Option<u32>) -> Self {
        let mut book = Self {
            reader,
            today: reader.moment.today,
            deals: Vec::new(),
            entries: Vec::new(),
        };
        let Some(table) = reader.table("deal") else { return book };
        let stages = Ends::of_key(table, "stage");
        let values = amounts(table, "value");
        let [opened, closed, expected, since] = ["opened_on", "closed_on", "expected_close", "stage_since"].map(|key| ints(table, key));
        let mut deal_of = vec![NONE_U32; table.len()];
        for row in table.alive().rows() {
            let Some((handle, stage)) = stages.first(row).and_then(|handle| Some((handle, book.stage(handle)?))) else {
                continue;
            };
            if pipeline.is_some_and(|pipeline| pipeline != stage.pipeline) {
                continue;
            }
            let decided = stage.outcome != Outcome::Open;
            let closed = day(closed, row).or_else(|| Some(reader.moment.day_of(int(since, row)?)));
            let value = values.get(row).and_then(|money| match money.currency == reader.moment.base {
                true => Some(money.minor),
                false => reader.computed.rates()?.to_base(money).ok(),
            });
            deal_of[row as usize] = book.deals.len() as u32;
            book.deals.push(Deal {
                row,
                outcome: stage.outcome,
                stage: handle,
                value,
                opened: day(opened, row),
                closed: closed.filter(|_| decided),
                expected: day(expected, row),
                entries: (0, 0),
            });
        }
        book.read_entries(table, &deal_of);
        for deal in &mut book.deals {
            let first = book.entries[deal.entries.0 as usize..deal.entries.1 as usize].first();
            let made = || {
                let made = reader.moment.day_of(crate::rank::created_millis(reader.workspace, table, deal.row));
                // A deal that came in decided was made here after its end.
                (deal.closed.is_none_or(|closed| made <= closed)).then_some(made)
            };
            deal.opened = deal.opened.or_else(|| first.map(|entry| entry.entered)).or_else(made);
        }
        book
    }

    fn read_entries(&mut self, deal: &Table, deal_of: &[u32]) {
        let Some(table) = self.reader.table("stage_entry") else { return };
        let (deals, stages) = (Ends::of_key(table, "deal"), Ends::of_key(table, "stage"));
        let (entered, values) = (ints(table, "entered"), amounts(table, "value"));
        let handles = self.reader.workspace.handles();
        for row in table.alive().rows() {
            let place = deals
                .first(row)
                .and_then(|handle| handles.place(handle))
                .filter(|place| place.table == deal.number);
            let of = place.and_then(|place| deal_of.get(place.row as usize)).copied().unwrap_or(NONE_U32);
            let (Some(stage), Some(at)) = (stages.first(row), int(entered, row)) else {
                continue;
            };
            if of != NONE_U32 {
                let base = self.reader.moment.base;
                self.entries.push(Entry {
                    deal: of,
                    stage,
                    entered: self.reader.moment.day_of(at),
                    value: values.get(row).filter(|money| money.currency == base).map(|money| money.minor),
                });
            }
        }
        order::sort_by_key(&mut self.entries, |entry| (entry.deal, entry.entered));
        let mut at = 0;
        for (number, deal) in self.deals.iter_mut().enumerate() {
            let end = at + self.entries[at..].partition_point(|entry| entry.deal as usize <= number);
            deal.entries = (at as u32, end as u32);
            at = end;
        }
    }

    /// The stage of a handle, if it is in use.
    pub(super) fn stage(&self, handle: u32) -> Option<&'a Stage> {
        self.reader.computed.stages().get(self.reader.workspace.handles(), handle)
    }

    /// The entries of a deal into open stages, in order.
    pub(super) fn way<'b>(&'b self, deal: &Deal) -> impl DoubleEndedIterator<Item = &'b Entry> + use<'a, 'b> {
        let entries = &self.entries[deal.entries.0 as usize..deal.entries.1 as usize];
        entries
            .iter()
            .filter(|entry| self.stage(entry.stage).is_some_and(|stage| stage.outcome == Outcome::Open))
    }

    /// Chance of a deal as people gave it, 0 to 1.
    pub(super) fn chance(&self, deal: &Deal) -> f64 {
        let table = self.reader.table("deal");
        let field = table.and_then(|table| Some((table, table.field("probability")?)));
        match field.and_then(|(table, field)| self.reader.value(table, deal.row, field)) {
            Some(Value::Number(percent)) if percent.is_finite() => (percent / 100.0).clamp(0.0, 1.0),
            _ => 0.0,
        }
    }

    /// Stays in open stages as they were known at the start of a day: of deals that had been decided, and of those that went on.
    pub(super) fn stays(&self, start: i32) -> Vec<PastStay> {
        let mut stays = Vec::new();
        for deal in &self.deals {
            let decided = deal.outcome != Outcome::Open;
            if decided && deal.closed.is_none() {
                continue;
            }
            let closed = deal.closed.filter(|&closed| closed < start);
            let until = closed.unwrap_or(start - 1);
            let stay = |stage: u32, entered: i32| PastStay {
                stage,
                days: f64::from(until - entered),
                won: closed.map(|_| deal.outcome == Outcome::Won),
            };
            let known = stays.len();
            let way = self.way(deal).filter(|entry| entry.entered <= until);
            stays.extend(way.map(|entry| stay(entry.stage, entry.entered)));
            if known == stays.len() {
                stays.extend(deal.opened.filter(|&opened| opened <= until).map(|opened| stay(NO_STAGE, opened)));
            }
        }
        stays
    }

    /// Deals that were open at the start of a day, as they were then, with their places. Later than today: as they are.
    pub(super) fn open_on(&self, start: i32) -> (Vec<usize>, Vec<OpenDeal>) {
        let now = start > self.today;
        let mut places = Vec::new();
        let mut open = Vec::new();
        for (place, deal) in self.deals.iter().enumerate() {
            let is_open = if now {
                deal.outcome == Outcome::Open
            } else {
                let ended = deal.outcome != Outcome::Open && deal.closed.is_none_or(|closed| closed < start);
                deal.opened.is_some_and(|opened| opened < start) && !ended
            };
            if !is_open {
                continue;
            }
            let entry = self.way(deal).rfind(|entry| now || entry.entered < start);
            let value = if now {
                deal.value
            } else {
                entry.and_then(|entry| entry.value).or(deal.value)
            };
            let Some(value) = value else { continue };
            let today = start.min(self.today);
            let since = entry.map(|entry| entry.entered).or(deal.opened).unwrap_or(today);
            let stage = if now {
                deal.stage
            } else {
                entry.map_or(NO_STAGE, |entry| entry.stage)
            };
            places.push(place);
            open.push(OpenDeal {
                stage,
                days: f64::from((today - since).max(0)),
                amount: value as f64,
            });
        }
        (places, open)
    }

    /// Handles of the open stages that deals were in, ascending, and how many of those deals were won.
    pub(super) fn rates(&self) -> (Vec<u32>, StageRates) {
        let (mut deal_of, mut stage_of) = (Vec::new(), Vec::new());
        for (place, deal) in self.deals.iter().enumerate() {
            for entry in self.way(deal) {
                deal_of.push(place as u32);
                stage_of.push(entry.stage);
            }
        }
        let mut stages = stage_of.clone();
        order::sort(&mut stages);
        stages.dedup();
        for stage in &mut stage_of {
            *stage = stages.binary_search(stage).expect("every stage of a visit is among the stages") as u32;
        }
        let ended = |deal: &Deal| match deal.outcome {
            Outcome::Open => stage_rates::Outcome::Open,
            Outcome::Won => stage_rates::Outcome::Won,
            Outcome::Lost => stage_rates::Outcome::Lost,
        };
        let outcomes: Vec<stage_rates::Outcome> = self.deals.iter().map(ended).collect();
        let visits = StageVisits {
            deal_of: &deal_of,
            stage_of: &stage_of,
        };
        let rates = stage_rates::stage_rates(stages.len(), &outcomes, visits);
        (stages, rates.expect("visits name deals of the book and stages of the list"))
    }
}
