//! Formulas and roll-ups: their columns, computed by their plans, and what a change or another column concerns of them.
//!
//! A row that was computed anew makes the rows that read it due. Plans are brought up to date in the order of their ranks, so
//! one pass is enough, however many fields build on each other.

use model::block::{NONE_I64, NONE_U32};
use model::{FieldKind, Measure, Money, Value};
use rustc_hash::FxHashMap;

use super::exact::{amount, divide};
use super::fields::Ends;
use super::groups::{Due, Group};
use super::plans::{Gathering, Plan, Way, What};
use super::{Computed, Moment, Rates};
use crate::columns::{Column, put};
use crate::formula::Trouble;
use crate::query::indexes::Indexes;
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Rows whose value could not be computed, with the reason.
pub(super) type Troubles = FxHashMap<u32, Trouble>;

impl Computed {
    /// Why a cell of a derived field could not be computed.
    #[must_use]
    pub fn trouble(&self, table: u16, field: u16, row: u32) -> Option<Trouble> {
        self.troubles.get(&(table, field))?.get(&row).copied()
    }

    /// Values of a plan that is not part of the schema, for some rows. The fields that it reads have been brought up to date.
    #[must_use]
    pub(crate) fn tried(&self, workspace: &Workspace, table: &Table, plan: &Plan, rows: &[u32], moment: Moment) -> (Column, Troubles) {
        let due = Due::Rows(rows.iter().copied().collect());
        let mut filled = Filled::new(Column::new(plan.kind.storage()), Troubles::default());
        self.fill(workspace, table, plan, &due, moment, &mut filled);
        (filled.column, filled.troubles)
    }

    /// Forgets columns whose plans may have changed.
    pub(super) fn take_plans(&mut self, workspace: &Workspace) {
        if self.planned == workspace.plans.generation {
            return;
        }
        self.planned = workspace.plans.generation;
        self.due.retain(|(_, group), _| !matches!(group, Group::Derived(..)));
        let is_derived = |&(table, field): &(u16, u16)| workspace.plans.get(table, field).is_some();
        self.columns.retain(|key, _| !is_derived(key));
        self.troubles.clear();
    }

    pub(super) fn compute_derived(&mut self, workspace: &Workspace, table: &Table, field: u16, due: &Due, moment: Moment) {
        let Some(plan) = workspace.plans.get(table.number, field) else {
            return;
        };
        let key = (table.number, field);
        let anew = *due == Due::Everything;
        let column = self.columns.remove(&key).filter(|_| !anew);
        let troubles = self.troubles.remove(&key).filter(|_| !anew).unwrap_or_default();
        let mut filled = Filled::new(column.unwrap_or_else(|| Column::new(plan.kind.storage())), troubles);
        self.fill(workspace, table, plan, due, moment, &mut filled);
        self.columns.insert(key, filled.column);
        self.troubles.insert(key, filled.troubles);
    }

    fn fill(&self, workspace: &Workspace, table: &Table, plan: &Plan, due: &Due, moment: Moment, filled: &mut Filled) {
        let reader = Reader {
            workspace,
            computed: self,
            moment,
        };
        match &plan.what {
            What::Nothing => each(due, table, |row| filled.set(row, Err(Trouble::Formula))),
            What::Formula(program) => each(due, table, |row| filled.set(row, program.run(reader, row, table, plan.kind))),
            What::RollUp(gathering) => self.gather(reader, table, gathering, plan.kind, due, filled),
        }
    }

    fn gather(&self, reader: Reader<'_>, table: &Table, gathering: &Gathering, kind: FieldKind, due: &Due, filled: &mut Filled) {
        let workspace = reader.workspace;
        let source = &workspace.tables()[usize::from(gathering.table)];
        let indexes = Indexes::new();
        let ready = gathering.filter.as_ref().map(|filter| filter.ready(reader, &indexes));
        let rates = Rates::of(workspace, reader.moment);
        let measuring = Measuring {
            reader,
            source,
            measure: &gathering.measure,
            column: gathering.field.map(|field| reader.column(source, field)),
            rates: &rates,
        };
        let result = |gathered: &Gathered| measuring.result(gathered, kind);
        match due {
            Due::Everything => {
                let counted = ready.as_ref().map(|ready| ready.evaluate());
                let ends = Ends::of(source, gathering.link);
                let mut gathered = vec![Gathered::default(); table.len()];
                for row in source.alive().rows() {
                    if counted.as_ref().is_some_and(|counted| !counted.get(row as usize)) {
                        continue;
                    }
                    ends.each(row, |handle| {
                        let place = workspace.handles().place(handle).filter(|place| place.table == table.number);
                        if let Some(of) = place.and_then(|place| gathered.get_mut(place.row as usize)) {
                            measuring.add(of, row);
                        }
                    });
                }
                for (gathered, row) in gathered.iter().zip(0..) {
                    filled.set_gathered(row, result(gathered), &measuring, gathered);
                }
            }
            Due::Rows(rows) => {
                for &row in rows {
                    let mut gathered = Gathered::default();
                    for other in self.links.rows(workspace, source, gathering.link, table.handle(row)) {
                        if source.is_alive(other) && ready.as_ref().is_none_or(|ready| ready.matches(other)) {
                            measuring.add(&mut gathered, other);
                        }
                    }
                    filled.set_gathered(row, result(&gathered), &measuring, &gathered);
                }
            }
        }
    }

    /// A field of a row was written: derived fields that are made of it are due.
    pub(super) fn mark_derived(
        &mut self,
        workspace: &Workspace,
        table: &Table,
        row: u32,
        touched: impl Fn(u16) -> bool,
        mut before: impl FnMut(&mut Self, u16) -> Option<Vec<u32>>,
    ) {
        for ((number, field), plan) in workspace.plans.iter() {
            let group = Group::Derived(plan.rank, field);
            if !self.due.contains_key(&(number, group)) || !plan.reads_table(table.number) {
                continue;
            }
            if plan.wide.contains(&table.number) {
                self.due.insert((number, group), Due::Everything);
                continue;
            }
            for read in plan.reads.iter().filter(|read| read.table == table.number && touched(read.field)) {
                let own = &workspace.tables()[usize::from(number)];
                match read.way {
                    Way::Own => self.due_row(number, group, row),
                    Way::Hop(reference) => {
                        for row in self.links.rows(workspace, own, reference, table.handle(row)) {
                            self.due_row(number, group, row);
                        }
                    }
                    Way::Link(link) => match before(self, link) {
                        Some(handles) => {
                            for handle in handles {
                                if let Some(place) = workspace.handles().place(handle).filter(|place| place.table == number) {
                                    self.due_row(number, group, place.row);
                                }
                            }
                        }
                        None => {
                            self.due.insert((number, group), Due::Everything);
                        }
                    },
                }
            }
        }
    }

    fn due_row(&mut self, table: u16, group: Group, row: u32) {
        if let Some(due) = self.due.get_mut(&(table, group)) {
            due.add(row);
        }
    }

    /// A computed column was brought up to date: what reads it is due for the same rows, or those that they lead to.
    pub(super) fn pass_on(&mut self, workspace: &Workspace, table: &Table, is_written: impl Fn(u16) -> bool, written: &Due) {
        for ((number, field), plan) in workspace.plans.iter() {
            let key = (number, Group::Derived(plan.rank, field));
            if !self.due.contains_key(&key) {
                continue;
            }
            for read in plan
                .reads
                .iter()
                .filter(|read| read.table == table.number && is_written(read.field))
            {
                let Due::Rows(rows) = written else {
                    self.due.insert(key, Due::Everything);
                    break;
                };
                for &row in rows {
                    match read.way {
                        Way::Own if plan.wide.contains(&table.number) => {
                            self.due.insert(key, Due::Everything);
                        }
                        Way::Own => self.due_row(number, key.1, row),
                        Way::Hop(reference) => {
                            let own = &workspace.tables()[usize::from(number)];
                            for row in self.links.rows(workspace, own, reference, table.handle(row)) {
                                self.due_row(number, key.1, row);
                            }
                        }
                        Way::Link(link) => Ends::of(table, link).each(row, |handle| {
                            if let Some(place) = workspace.handles().place(handle).filter(|place| place.table == number) {
                                self.due_row(number, key.1, place.row);
                            }
                        }),
                    }
                }
            }
        }
    }
}

fn each(due: &Due, table: &Table, mut visit: impl FnMut(u32)) {
    match due {
        Due::Everything => (0..table.len() as u32).for_each(visit),
        Due::Rows(rows) => rows.iter().for_each(|&row| visit(row)),
    }
}

/// A column that is being written, with its troubles.
struct Filled {
    column: Column,
    troubles: Troubles,
}

impl Filled {
    fn new(column: Column, troubles: Troubles) -> Self {
        Self { column, troubles }
    }

    fn set(&mut self, row: u32, value: Result<Option<Value>, Trouble>) {
        self.troubles.remove(&row);
        let value = value.unwrap_or_else(|trouble| {
            self.troubles.insert(row, trouble);
            None
        });
        let index = row as usize;
        match (&mut self.column, value) {
            (Column::Text(column), Some(Value::Text(text))) => column.set(row, Some(&text)),
            (Column::Text(column), _) => column.set(row, None),
            (Column::Int(values), value) => {
                let int = match value {
                    Some(Value::Int(int) | Value::Time(int)) => int,
                    Some(Value::Date(day)) => i64::from(day),
                    Some(Value::Bool(truth)) => i64::from(truth),
                    _ => NONE_I64,
                };
                put(values, index, int, NONE_I64);
            }
            (Column::Float(values), value) => {
                let float = match value {
                    Some(Value::Number(number)) => number,
                    _ => f64::NAN,
                };
                put(values, index, float, f64::NAN);
            }
            (Column::Money(column), Some(Value::Money(money))) => column.set(row, Some(money)),
            (Column::Money(column), _) => column.set(row, None),
            (Column::Word(_) | Column::Ref(_) | Column::WordSet(..) | Column::RefSet(_), _) => {}
        }
    }

    /// Writes what was gathered. The latest value is copied as it is kept, whatever its kind.
    fn set_gathered(&mut self, row: u32, value: Result<Option<Value>, Trouble>, measuring: &Measuring<'_>, gathered: &Gathered) {
        match (&mut self.column, measuring.column) {
            (Column::Word(words), Some(Column::Word(source))) => {
                words.set(row, gathered.latest.and_then(|(_, from)| source.get(from)));
            }
            (Column::Ref(handles), Some(Column::Ref(source))) => {
                let handle = gathered.latest.and_then(|(_, from)| source.get(from as usize).copied());
                put(handles, row as usize, handle.unwrap_or(NONE_U32), NONE_U32);
            }
            (Column::Text(texts), Some(Column::Text(source))) => {
                texts.set(row, gathered.latest.and_then(|(_, from)| source.get(from)));
            }
            _ => self.set(row, value),
        }
    }
}

/// What was gathered of the records that point to one.
#[derive(Clone, Default)]
struct Gathered {
    records: u32,
    values: u32,
    /// Sum of whole numbers, days or minor units of the base currency.
    whole: i128,
    sum: f64,
    /// The row with the smallest or greatest value so far, and that value for comparison.
    best: Option<(f64, u32)>,
    /// When the newest record with a value was made, and its row.
    latest: Option<(i64, u32)>,
    too_large: bool,
}

/// How records are measured.
struct Measuring<'a> {
    reader: Reader<'a>,
    source: &'a Table,
    measure: &'a Measure,
    column: Option<&'a Column>,
    rates: &'a Rates,
}

impl Measuring<'_> {
    fn add(&self, gathered: &mut Gathered, row: u32) {
        gathered.records += 1;
        let Some(column) = self.column.filter(|column| !column.is_none(row)) else {
            return;
        };
        if matches!(self.measure, Measure::Latest(_)) {
            let made = created_millis(self.reader.workspace, self.source, row);
            // Of two made at once the later row counts: ids grow within one millisecond.
            if gathered.latest.is_none_or(|(before, other)| (before, other) <= (made, row)) {
                gathered.latest = Some((made, row));
            }
            return;
        }
        let value = match column {
            Column::Int(values) => {
                gathered.whole += i128::from(values[row as usize]);
                values[row as usize] as f64
            }
            Column::Float(values) => values[row as usize],
            Column::Money(amounts) => match amounts.get(row).map(|money| self.rates.to_base(money)) {
                Some(Ok(minor)) => {
                    gathered.whole += i128::from(minor);
                    minor as f64
                }
                Some(Err(super::ConvertError::Overflow(_))) => {
                    gathered.too_large = true;
                    return;
                }
                // An amount without a rate is left out, as in every total.
                _ => return,
            },
            _ => return,
        };
        gathered.values += 1;
        gathered.sum += value;
        let is_better = |best: f64| match self.measure {
            Measure::Min(_) => value < best,
            _ => value > best,
        };
        if gathered.best.is_none_or(|(best, _)| is_better(best)) {
            gathered.best = Some((value, row));
        }
    }

    fn result(&self, gathered: &Gathered, kind: FieldKind) -> Result<Option<Value>, Trouble> {
        if gathered.too_large {
            return Err(Trouble::TooLarge);
        }
        let money = |minor: i128| {
            let minor = amount(minor).map_err(|_| Trouble::TooLarge)?;
            Ok(Some(Value::Money(Money::new(minor, self.rates.base()))))
        };
        let whole = |sum: i128| match i64::try_from(sum) {
            Ok(sum) if sum != NONE_I64 => Ok(Some(Value::Int(sum))),
            _ => Err(Trouble::TooLarge),
        };
        let float = |value: f64| {
            if value.is_finite() {
                Ok(Some(Value::Number(value)))
            } else {
                Err(Trouble::TooLarge)
            }
        };
        match self.measure {
            Measure::Count => Ok(Some(Value::Int(i64::from(gathered.records)))),
            Measure::Sum(_) => match kind {
                FieldKind::Money => money(gathered.whole),
                FieldKind::Integer | FieldKind::Duration => whole(gathered.whole),
                _ => float(gathered.sum),
            },
            _ if matches!(self.measure, Measure::Average(_)) && gathered.values == 0 => Ok(None),
            Measure::Average(_) => match kind {
                FieldKind::Money => money(divide(gathered.whole, i128::from(gathered.values))),
                FieldKind::Duration => whole(divide(gathered.whole, i128::from(gathered.values))),
                _ => float(gathered.sum / f64::from(gathered.values)),
            },
            Measure::Min(_) | Measure::Max(_) => Ok(gathered.best.and_then(|(_, row)| self.value(row, kind))),
            Measure::Latest(_) => Ok(gathered.latest.and_then(|(_, row)| self.value(row, kind))),
        }
    }

    fn value(&self, row: u32, kind: FieldKind) -> Option<Value> {
        self.column?.get(row, kind, self.reader.workspace.handles())
    }
}
