//! Writing the columns of one group, from its definition.

use insight::lead_score::{self, Rules};
use model::block::{NONE_I64, NONE_U32};
use model::{Computed as Field, Money};
use rustc_hash::FxHashSet;

use super::customers::{Tally, tally};
use super::deals::Deals;
use super::exact::Overflow;
use super::fold::{Pass, Wanted};
use super::groups::{Due, Group};
use super::leads::{self, Leads};
use super::orders::{Lines, OrderTotals};
use super::scores::{self, Score};
use super::{Computed, Moment, Rates, activity, counts, fields};
use crate::columns::{Column, MoneyColumn, put};
use crate::rank::created_millis;
use crate::table::Table;
use crate::workspace::Workspace;

/// A column that is being written: its field, its number, and its rows that do not fit.
struct Slot {
    field: Field,
    number: u16,
    column: Column,
    overflows: FxHashSet<u32>,
}

impl Slot {
    fn set_money(&mut self, row: u32, total: Result<Option<Money>, Overflow>) {
        let Column::Money(column) = &mut self.column else { return };
        match total {
            Ok(money) => {
                column.set(row, money);
                if !self.overflows.is_empty() {
                    self.overflows.remove(&row);
                }
            }
            Err(Overflow) => {
                column.set(row, None);
                self.overflows.insert(row);
            }
        }
    }

    fn set_int(&mut self, row: u32, value: i64) {
        if let Column::Int(values) = &mut self.column {
            put(values, row as usize, value, NONE_I64);
        }
    }
}

impl Computed {
    /// Computes what is out of date of a group.
    pub(super) fn compute(&mut self, workspace: &Workspace, table: &Table, group: Group, due: &Due, moment: Moment) {
        // These read columns of other groups as they are, and may take longer than this.
        match group {
            Group::Lifetime => return self.begin_fit(workspace, table, moment),
            Group::Leaving => return self.begin_leaving(workspace, table, moment),
            Group::Chance => return self.begin_chances(workspace, table, moment),
            _ => {}
        }
        let mut slots = self.take_slots(workspace, table, group, due);
        let mut bought = self.bought.remove(&table.number).unwrap_or_default();
        let mut horizon = self.horizon;
        let rates = self.rates.take().unwrap_or_else(|| Rates::of(workspace, moment));
        let no_totals = MoneyColumn::default();
        let pass = self.pass(workspace, moment, &rates, &no_totals);
        match group {
            Group::LineTotal => {
                let lines = Lines::of(table);
                each(due, table, |row| {
                    slots.iter_mut().for_each(|slot| slot.set_money(row, lines.total(row)))
                });
            }
            Group::OrderTotal => {
                let all = (*due == Due::Everything).then(|| OrderTotals::of(&pass, table, None));
                each(due, table, |row| {
                    let total = match &all {
                        Some(totals) => totals.total(row),
                        None => OrderTotals::of(&pass, table, Some(table.handle(row))).total(row),
                    };
                    slots.iter_mut().for_each(|slot| slot.set_money(row, total));
                });
            }
            Group::LastActivity => ints(&mut slots, table, due, NONE_I64, |mut wanted| {
                activity::newest(&pass, table, &mut wanted, &mut horizon)
            }),
            Group::NextStep => ints(&mut slots, table, due, NONE_I64, |mut wanted| {
                activity::next_step(&pass, table, &mut wanted)
            }),
            Group::OpenDeals => ints(&mut slots, table, due, 0, |mut wanted| {
                counts::open_deals(&pass, table, &mut wanted)
            }),
            Group::OpenTickets => ints(&mut slots, table, due, 0, |mut wanted| {
                counts::open_tickets(&pass, table, &mut wanted)
            }),
            Group::People => ints(&mut slots, table, due, 0, |mut wanted| counts::people(&pass, table, &mut wanted)),
            Group::ProductOrders => ints(&mut slots, table, due, 0, |mut wanted| {
                counts::product_orders(&pass, table, &mut wanted)
            }),
            Group::Stage => {
                let deals = Deals::of(pass, table);
                each(due, table, |row| slots.iter_mut().for_each(|slot| set_stage(slot, &deals, row)));
            }
            Group::Days => {
                let deals = Deals::of(pass, table);
                let activity = table
                    .field("last_activity")
                    .and_then(|field| self.columns.get(&(table.number, field)));
                let activity = match activity {
                    Some(Column::Int(values)) => values.as_slice(),
                    _ => &[],
                };
                each(due, table, |row| {
                    for slot in &mut slots {
                        let quiet = slot.field == Field::QuietDays;
                        let days = if quiet {
                            deals.quiet_days(row, fields::int(activity, row))
                        } else {
                            deals.days_in_stage(row)
                        };
                        slot.set_int(row, days);
                    }
                });
            }
            Group::Customer => {
                let mut all = Vec::new();
                if *due == Due::Everything {
                    all.resize(table.len(), Tally::default());
                    tally(&pass, table, &mut Wanted::All(&mut all));
                }
                bought.reach(table.len(), *due == Due::Everything);
                each(due, table, |row| {
                    let mut one = Tally::default();
                    let found = all.get(row as usize).unwrap_or_else(|| {
                        tally(&pass, table, &mut Wanted::One(table.handle(row), &mut one));
                        &one
                    });
                    bought.set(row, found);
                    slots.iter_mut().for_each(|slot| set_customer(slot, found, row, moment));
                });
            }
            Group::Lead => {
                let (leads, rules) = (Leads::of(workspace, table, moment), leads::rules(workspace));
                let mut all = Vec::new();
                if *due == Due::Everything {
                    all.resize(table.len(), 0);
                    leads.engagement(&pass, rules, &mut Wanted::All(&mut all));
                }
                each(due, table, |row| {
                    let mut parts = all.get(row as usize).copied().unwrap_or_default();
                    if all.is_empty() {
                        leads.engagement(&pass, rules, &mut Wanted::One(table.handle(row), &mut parts));
                    }
                    let points = leads.is_lead(row).then(|| (leads.fit_points(row), lead_score::whole(parts)));
                    slots.iter_mut().for_each(|slot| set_lead(slot, points, rules, row));
                });
            }
            Group::Scores => {
                let rfm = scores::score(table, &bought, moment.today);
                let before = self.rfm.get(&table.number);
                for slot in &mut slots {
                    let score = match slot.field {
                        Field::Recency => Score::Recency,
                        Field::Frequency => Score::Frequency,
                        Field::Monetary => Score::Monetary,
                        _ => Score::Segment,
                    };
                    scores::write(score, &mut slot.column, &rfm, before);
                }
                self.rfm.insert(table.number, rfm);
            }
            // Begun above, or computed by its plan: see `derived`.
            Group::Lifetime | Group::Leaving | Group::Chance | Group::Derived(..) => {}
            Group::Stamps => each(due, table, |row| {
                for slot in &mut slots {
                    let made = slot.field == Field::Created;
                    slot.set_int(
                        row,
                        if made {
                            created_millis(workspace, table, row)
                        } else {
                            updated_millis(workspace, table, row)
                        },
                    );
                }
            }),
        }
        self.rates = Some(rates);
        self.horizon = horizon;
        self.bought.insert(table.number, bought);
        for slot in slots {
            self.overflows.insert((table.number, slot.number), slot.overflows);
            self.columns.insert((table.number, slot.number), slot.column);
        }
    }

    /// What computing reads, with the totals of orders as they are now.
    pub(super) fn pass<'a>(&'a self, workspace: &'a Workspace, moment: Moment, rates: &'a Rates, no_totals: &'a MoneyColumn) -> Pass<'a> {
        let totals = match workspace
            .table("order")
            .and_then(|order| self.columns.get(&(order.number, order.field("total")?)))
        {
            Some(Column::Money(totals)) => totals,
            _ => no_totals,
        };
        Pass {
            workspace,
            links: &self.links,
            moment,
            rates,
            stages: &self.stages,
            totals,
        }
    }

    /// Reads records as computing does, without computing anything.
    pub(crate) fn passing<T>(&self, workspace: &Workspace, moment: Moment, read: impl FnOnce(&Pass<'_>) -> T) -> T {
        let rates = self.rates.clone().unwrap_or_else(|| Rates::of(workspace, moment));
        read(&self.pass(workspace, moment, &rates, &MoneyColumn::default()))
    }

    /// Takes the columns of a group out, to be written and put back.
    fn take_slots(&mut self, workspace: &Workspace, table: &Table, group: Group, due: &Due) -> Vec<Slot> {
        super::fields_of(workspace, table, group)
            .into_iter()
            .map(|(field, number)| {
                let key = (table.number, number);
                // Scores are written where they differ, everything else anew.
                let anew = *due == Due::Everything && group != Group::Scores;
                let column = self.columns.remove(&key).filter(|_| !anew);
                let overflows = self.overflows.remove(&key).filter(|_| !anew).unwrap_or_default();
                let mut column = column.unwrap_or_else(|| Column::new(table.fields()[usize::from(number)].kind.storage()));
                reach(&mut column, table.len());
                Slot {
                    field,
                    number,
                    column,
                    overflows,
                }
            })
            .collect()
    }
}

/// Lets a column cover so many rows, so that writing them one by one does not grow it.
fn reach(column: &mut Column, rows: usize) {
    match column {
        Column::Int(values) => values.resize(rows, NONE_I64),
        Column::Float(values) => values.resize(rows, f64::NAN),
        Column::Ref(handles) => handles.resize(rows, NONE_U32),
        Column::Word(words) => words.codes.resize(rows, NONE_U32),
        Column::Money(amounts) => {
            amounts.minor.resize(rows, NONE_I64);
            amounts.currency.resize(rows, 0);
        }
        Column::Text(_) | Column::WordSet(..) | Column::RefSet(_) => {}
    }
}

/// Visits the rows that are out of date.
fn each(due: &Due, table: &Table, mut visit: impl FnMut(u32)) {
    match due {
        Due::Everything => (0..table.len() as u32).for_each(visit),
        Due::Rows(rows) => rows.iter().for_each(|&row| visit(row)),
    }
}

/// Computes a column of integers that start at `start`.
fn ints(slots: &mut [Slot], table: &Table, due: &Due, start: i64, mut fold: impl FnMut(Wanted<'_, i64>)) {
    let [slot] = slots else { return };
    match due {
        Due::Everything => {
            let mut totals = vec![start; table.len()];
            fold(Wanted::All(&mut totals));
            slot.column = Column::Int(totals);
        }
        Due::Rows(rows) => {
            for &row in rows {
                let mut total = start;
                fold(Wanted::One(table.handle(row), &mut total));
                slot.set_int(row, total);
            }
        }
    }
}

fn set_stage(slot: &mut Slot, deals: &Deals<'_>, row: u32) {
    match (slot.field, &mut slot.column) {
        (Field::Pipeline, Column::Ref(handles)) => put(handles, row as usize, deals.pipeline(row), NONE_U32),
        (Field::DealStatus, Column::Word(words)) => words.set(row, deals.outcome(row).map(super::Outcome::key)),
        (Field::Probability, Column::Float(values)) => put(values, row as usize, deals.probability(row).unwrap_or(f64::NAN), f64::NAN),
        (Field::Weighted, Column::Money(_)) => slot.set_money(row, deals.weighted(row)),
        _ => {}
    }
}

fn set_lead(slot: &mut Slot, points: Option<(u32, f64)>, rules: Rules, row: u32) {
    match (slot.field, &mut slot.column) {
        (Field::LeadFit, _) => slot.set_int(row, points.map_or(NONE_I64, |(fit, _)| i64::from(fit))),
        (_, Column::Float(values)) => put(
            values,
            row as usize,
            points.map_or(f64::NAN, |(_, engagement)| engagement),
            f64::NAN,
        ),
        (_, Column::Word(words)) => {
            let grade = points.map(|(fit, engagement)| rules.grade(f64::from(fit), engagement));
            words.set(row, grade.map(lead_score::Grade::name));
        }
        _ => {}
    }
}

fn set_customer(slot: &mut Slot, tally: &Tally, row: u32, moment: Moment) {
    match slot.field {
        Field::OrderCount => slot.set_int(row, i64::from(tally.orders)),
        Field::LastOrder => slot.set_int(row, tally.last_order().map_or(NONE_I64, i64::from)),
        _ => slot.set_money(
            row,
            tally.revenue().map(|minor| {
                minor.map(|minor| Money {
                    minor,
                    currency: moment.base,
                })
            }),
        ),
    }
}

/// When any field of a record was last written, in UTC milliseconds.
fn updated_millis(workspace: &Workspace, table: &Table, row: u32) -> i64 {
    workspace.stamps().stamp(table.newest_stamp(row)).hlc.millis() as i64
}
