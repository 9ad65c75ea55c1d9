//! Computed fields: columns that the engine fills from other records, kept beside the tables.
//!
//! A column is computed when somebody first asks for it, in one pass over the records it comes from, and from then on kept
//! up to date: [`Computed::note`] finds out which rows a change concerns, [`Computed::refresh`] computes those again. A change
//! of one record costs what depends on it, a bulk change one pass. Nobody asks for a field, nobody pays for it.
//!
//! Invariants (checked against plain counting over random histories):
//! - after a refresh a column equals what a pass over everything would give, whatever was noted and when;
//! - records in the bin, purged ones and references to what is not there add nothing anywhere;
//! - amounts are exact, in the base currency through [`Rates`]; what has no rate is left out and counted.
//!
//! In reading order: `groups` (what is computed together), `fold` (records into what they point to), the definitions
//! (`activity`, `counts`, `orders`, `deals`, `sales`, `customers`, `scores`, `lifetime`, `learned`, `leads`), those that people made (`plans`,
//! `derived`), `refresh` with `compute`, `affected`.
//!
//! What takes long is done in slices: after a refresh [`Computed::is_fitting`] says whether there is more to do, and
//! [`Computed::fit`] does some of it. Until then columns of fits say what was so before.

mod activity;
mod affected;
mod compute;
mod counts;
mod customers;
mod deals;
mod derived;
pub(crate) mod exact;
pub(crate) mod fields;
#[cfg(test)]
pub(crate) mod fixture;
mod fold;
mod groups;
pub(crate) mod leads;
mod learned;
pub(crate) mod lifetime;
mod links;
mod orders;
pub(crate) mod plans;
mod purchases;
mod rates;
mod refresh;
mod sales;
mod scores;
mod stages;
#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use insight::rfm::RfmTable;
use model::{Currency, Zone};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::columns::Column;
use crate::insights::Churns;
use crate::reports::chance::Chances;
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

use customers::Bought;
use groups::{Due, Group};
use lifetime::{Fitting, Lifetime};

pub use exact::Overflow;
pub(crate) use fold::Wanted;
pub use links::Links;
pub use plans::PlanError;
pub use purchases::Purchases;
pub use rates::{ConvertError, Rates};
pub use sales::{Sale, Worth};
pub use stages::{Outcome, Stage, Stages};

/// What of a moment lasts: the day, the zone, the first day of the week, the currency of totals.
pub(crate) type OfDay = (i32, &'static Zone, u8, Currency);

/// What computed fields depend on besides records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Now, in UTC milliseconds.
    pub now_millis: i64,
    /// Today in the person's time zone, in days since the epoch.
    pub today: i32,
    /// Where the person is.
    pub zone: &'static Zone,
    /// First day of their week: 0 is Monday, 6 is Sunday.
    pub week_starts_on: u8,
    /// Currency of totals.
    pub base: Currency,
}

impl Moment {
    /// The local day of an instant, in days since the epoch.
    #[must_use]
    pub fn day_of(&self, millis: i64) -> i32 {
        self.zone.day(millis)
    }

    /// The last instant of a local day, in UTC milliseconds.
    #[must_use]
    pub fn end_of(&self, day: i32) -> i64 {
        self.start_of(day.saturating_add(1)).saturating_sub(1)
    }

    /// What of the moment decides which days spans and units of the calendar are, and what amounts are worth.
    #[must_use]
    pub(crate) fn of_day(&self) -> OfDay {
        (self.today, self.zone, self.week_starts_on, self.base)
    }

    /// The instant at which a local day starts, in UTC milliseconds.
    #[must_use]
    pub fn start_of(&self, day: i32) -> i64 {
        self.zone.start(day)
    }
}

/// Columns of computed fields, by table and field number.
pub struct Computed {
    columns: FxHashMap<(u16, u16), Column>,
    /// Rows whose sum does not fit an amount, by table and field.
    overflows: FxHashMap<(u16, u16), FxHashSet<u32>>,
    /// Rows of derived fields that could not be computed, by table and field.
    troubles: FxHashMap<(u16, u16), derived::Troubles>,
    /// Generation of the plans that columns of derived fields come from.
    planned: u64,
    /// What is out of date, for every group that was ever asked for.
    due: FxHashMap<(u16, Group), Due>,
    links: Links,
    bought: FxHashMap<u16, Bought>,
    rfm: FxHashMap<u16, RfmTable>,
    lifetimes: FxHashMap<u16, Rc<Lifetime>>,
    fitting: BTreeMap<u16, Fitting>,
    /// Tables of many customers whose purchases have changed since their fit began.
    refits: BTreeSet<u16>,
    stages: Stages,
    rates: Option<Rates>,
    /// Versions of the tables of stages, rates and settings that the above come from.
    few: [u64; 3],
    moment: Option<Moment>,
    /// The earliest instant still ahead that an activity is dated at.
    horizon: i64,
    /// Version of each table up to which its changes were noted.
    noted: Vec<u64>,
    /// Rows that each table had then.
    met: Vec<u32>,
    purchases: RefCell<purchases::Kept>,
    chances: RefCell<Chances>,
    /// The table of deals, while its chances wait for what is being learned.
    chances_due: Option<u16>,
    churns: RefCell<Churns>,
    /// Tables of many customers about whom something may have to be learned again.
    relearns: BTreeSet<u16>,
}

impl Default for Computed {
    fn default() -> Self {
        Self {
            columns: FxHashMap::default(),
            overflows: FxHashMap::default(),
            troubles: FxHashMap::default(),
            planned: 0,
            due: FxHashMap::default(),
            links: Links::default(),
            bought: FxHashMap::default(),
            rfm: FxHashMap::default(),
            lifetimes: FxHashMap::default(),
            fitting: BTreeMap::new(),
            refits: BTreeSet::new(),
            stages: Stages::default(),
            rates: None,
            few: [0; 3],
            moment: None,
            horizon: i64::MAX,
            noted: Vec::new(),
            met: Vec::new(),
            purchases: RefCell::default(),
            chances: RefCell::default(),
            chances_due: None,
            churns: RefCell::default(),
            relearns: BTreeSet::new(),
        }
    }
}

/// Objects whose records a computed field is made of when it is brought up to date, together with the fields it is computed with.
/// Its own object and what is few (stages, rates) are not named.
#[must_use]
pub fn sources(field: model::Computed) -> Vec<&'static str> {
    Group::all_sources(field)
}

/// Tables that a derived field is made of, through others too, together with the fields that the engine computes among them.
#[must_use]
pub(crate) fn derived_sources(workspace: &Workspace, table: u16, field: u16) -> (Vec<u16>, Vec<(u16, u16)>) {
    let (mut tables, mut fields, mut seen) = (Vec::new(), Vec::new(), Vec::new());
    let mut open = vec![(table, field)];
    while let Some(key) = open.pop() {
        let Some(plan) = workspace.plans.get(key.0, key.1).filter(|_| !seen.contains(&key)) else {
            continue;
        };
        seen.push(key);
        tables.extend(&plan.wide);
        for read in &plan.reads {
            tables.push(read.table);
            if workspace.tables()[usize::from(read.table)].fields()[usize::from(read.field)].computed {
                fields.push((read.table, read.field));
                open.push((read.table, read.field));
            }
        }
    }
    (tables, fields)
}

/// The fields of a table that are computed as a group, with their numbers.
fn fields_of(workspace: &Workspace, table: &Table, group: Group) -> Vec<(model::Computed, u16)> {
    let object = workspace.schema().object(&table.object);
    let fields = object.into_iter().flat_map(|object| &object.fields);
    let computed = fields.filter_map(|field| Some((field.computed?, table.field(&field.key)?)));
    computed.filter(|&(field, _)| Group::of(field) == group).collect()
}

impl Computed {
    /// Brings the columns of these fields up to date, by table and field number. Fields that are not computed are ignored.
    ///
    /// Changes that were not noted are found by the versions of tables and cost a pass over everything that reads them.
    pub fn refresh(&mut self, workspace: &Workspace, fields: &[(u16, u16)], moment: Moment) {
        self.catch_up(workspace, moment);
        self.bring_up(workspace, fields, moment);
    }

    /// The column of a computed field, as of the last refresh.
    #[must_use]
    pub fn column(&self, table: u16, field: u16) -> Option<&Column> {
        self.columns.get(&(table, field))
    }

    /// Whether the cell is empty because its sum does not fit an amount.
    #[must_use]
    pub fn is_overflow(&self, table: u16, field: u16, row: u32) -> bool {
        self.overflows.get(&(table, field)).is_some_and(|rows| rows.contains(&row))
    }

    /// Notes what a change touched, so that the next refresh knows what to compute again. Called once after every change
    /// with all of its effects; after anything else (a back-up was restored) start with a new value.
    pub fn note(&mut self, workspace: &Workspace, effects: &[Effect]) {
        for effect in effects {
            self.note_effect(workspace, effect);
        }
    }

    /// Builds what makes later edits cheap, for the groups that were asked for. Worth calling when there is nothing to do.
    pub fn warm_up(&mut self, workspace: &Workspace) {
        let groups = self.due.keys().copied().collect::<Vec<_>>();
        for (table, group) in groups {
            self.build_links(workspace, table, group);
        }
    }

    /// Builds the indexes of reference fields, by table and field number, unless they are there.
    pub fn index_links(&mut self, workspace: &Workspace, fields: &[(u16, u16)]) {
        for &(table, field) in fields {
            self.links.build(workspace, &workspace.tables()[usize::from(table)], field);
        }
    }

    /// References the other way round.
    #[must_use]
    pub fn links(&self) -> &Links {
        &self.links
    }

    /// Stages in use, as of the last refresh.
    #[must_use]
    pub fn stages(&self) -> &Stages {
        &self.stages
    }

    /// Exchange rates, as of the last refresh; `None` before the first.
    #[must_use]
    pub fn rates(&self) -> Option<&Rates> {
        self.rates.as_ref()
    }

    /// RFM of the records of a table by row, as of the last refresh of one of its score fields.
    #[must_use]
    pub fn rfm(&self, table: u16) -> Option<&RfmTable> {
        self.rfm.get(&table)
    }

    /// What the records of a table are worth, as of the last refresh of one of its fields or the last fit since.
    #[must_use]
    pub fn lifetime(&self, table: u16) -> Option<&Rc<Lifetime>> {
        self.lifetimes.get(&table)
    }

    /// Sales of a table's records that were left out of their totals because their currency has no rate.
    #[must_use]
    pub fn without_rate(&self, table: u16) -> u32 {
        self.bought.get(&table).map_or(0, Bought::without_rate)
    }

    /// What was last learned about the chances of deals.
    pub(crate) fn chances(&self) -> &RefCell<Chances> {
        &self.chances
    }

    /// What was last learned about who falls silent.
    pub(crate) fn churns(&self) -> &RefCell<Churns> {
        &self.churns
    }

    /// Bytes of memory held by columns and indexes.
    #[must_use]
    pub fn memory(&self) -> usize {
        let bought = self.bought.values().map(Bought::memory).sum::<usize>();
        self.columns.values().map(Column::memory).sum::<usize>() + self.links.memory() + bought
    }
}
