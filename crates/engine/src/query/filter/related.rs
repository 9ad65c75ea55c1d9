//! Aggregates over related records: one pass over their table, scattered into one accumulator per record here.
//!
//! Accumulators are kept by handle: records of a table got theirs mostly in one run, so they lie together,
//! and no place has to be looked up per related row.

use model::block::{NONE_I64, NONE_U32};
use model::{Aggregate, FieldKind};

use super::ready::{Context, Ready, ReadyNode, ReadyRelated};
use super::row::linked;
use crate::bitmap::Bitmap;
use crate::columns::{Column, MoneyColumn};
use crate::computed::Moment;
use crate::table::Table;

/// What was gathered about one record: how many related records, how many of them with a value, and the value so far.
#[derive(Clone, Copy, Default)]
struct Gathered {
    records: u32,
    values: u32,
    value: f64,
}

impl Gathered {
    fn add(&mut self, aggregate: &Aggregate, value: Option<f64>) {
        self.records += 1;
        let Some(value) = value else { return };
        self.value = match aggregate {
            Aggregate::Min(_) if self.values > 0 => self.value.min(value),
            Aggregate::Max(_) if self.values > 0 => self.value.max(value),
            Aggregate::Min(_) | Aggregate::Max(_) => value,
            _ => self.value + value,
        };
        self.values += 1;
    }

    /// The aggregate; `None` when there is nothing to take a mean, a least or a share of.
    fn result(self, aggregate: &Aggregate) -> Option<f64> {
        match aggregate {
            Aggregate::Count => Some(f64::from(self.records)),
            Aggregate::Sum(_) => Some(self.value),
            Aggregate::Average(_) => (self.values > 0).then(|| self.value / f64::from(self.values)),
            Aggregate::Min(_) | Aggregate::Max(_) => (self.values > 0).then_some(self.value),
            Aggregate::EmptyShare(_) => (self.records > 0).then(|| f64::from(self.records - self.values) * 100.0 / f64::from(self.records)),
        }
    }
}

impl ReadyRelated<'_> {
    fn passes(&self, gathered: Gathered) -> bool {
        let aggregate = &self.plan.aggregate;
        let holds = if self.plan.filled {
            match aggregate {
                Aggregate::Count | Aggregate::EmptyShare(_) => gathered.records > 0,
                _ => gathered.values > 0,
            }
        } else {
            gathered.result(aggregate).is_some_and(|value| self.plan.bounds.has(value))
        };
        holds != self.plan.negated
    }
}

impl Ready<'_> {
    /// Rows of `table` for whose related records the comparison holds.
    pub(super) fn related_rows(&self, related: &ReadyRelated<'_>, table: &Table) -> Bitmap {
        let mut rows = self.rows(&related.node, related.table);
        rows.and(related.table.alive());
        let (Some(&least), Some(&most)) = (table.handles.iter().min(), table.handles.iter().max()) else {
            return Bitmap::default();
        };
        if related.plan.aggregate == Aggregate::Count {
            let mut counts = vec![0u32; (most - least) as usize + 1];
            scatter(related, &rows, |_, handle| {
                if let Some(count) = counts.get_mut(handle.wrapping_sub(least) as usize) {
                    *count += 1;
                }
            });
            let passes = |records| {
                related.passes(Gathered {
                    records,
                    ..Gathered::default()
                })
            };
            // Most counts are small: each is judged once.
            let judged = (0..256).map(passes).collect::<Vec<_>>();
            return super::scan::bits(&table.handles, table.len(), |handle| {
                let count = counts[(handle - least) as usize];
                judged.get(count as usize).copied().unwrap_or_else(|| passes(count))
            });
        }
        let reading = related.reading(&self.context);
        if matches!(related.plan.aggregate, Aggregate::Sum(_)) && !related.plan.filled {
            // A sum alone is half as much to go back and forth over.
            let mut sums = vec![0.0; (most - least) as usize + 1];
            scatter(related, &rows, |row, handle| {
                if let Some(sum) = sums.get_mut(handle.wrapping_sub(least) as usize) {
                    *sum += reading.value(row).unwrap_or(0.0);
                }
            });
            let (bounds, negated) = (&related.plan.bounds, related.plan.negated);
            return super::scan::bits(&table.handles, table.len(), |handle| {
                bounds.has(sums[(handle - least) as usize]) != negated
            });
        }
        let mut gathered = vec![Gathered::default(); (most - least) as usize + 1];
        scatter(related, &rows, |row, handle| {
            if let Some(gathered) = gathered.get_mut(handle.wrapping_sub(least) as usize) {
                gathered.add(&related.plan.aggregate, reading.value(row));
            }
        });
        super::scan::bits(&table.handles, table.len(), |handle| {
            related.passes(gathered[(handle - least) as usize])
        })
    }

    /// What a filter that is one aggregate over related records computes for a row; `None` when there is nothing to compute it of,
    /// or when the filter is of another form.
    #[must_use]
    pub fn aggregate(&self, row: u32) -> Option<f64> {
        let ReadyNode::Related(related) = &self.root else { return None };
        self.gather(related, self.table, row).result(&related.plan.aggregate)
    }

    /// Whether the comparison holds for the records that are related to one row.
    pub(super) fn related_holds(&self, related: &ReadyRelated<'_>, table: &Table, row: u32) -> bool {
        related.passes(self.gather(related, table, row))
    }

    fn gather(&self, related: &ReadyRelated<'_>, table: &Table, row: u32) -> Gathered {
        let handle = table.handle(row);
        let reading = related.reading(&self.context);
        let mut gathered = Gathered::default();
        let links = self.context.reader.computed.links();
        for other in links.rows(self.context.reader.workspace, related.table, related.plan.link, handle) {
            if related.table.is_alive(other) && self.holds(&related.node, related.table, other) {
                gathered.add(&related.plan.aggregate, reading.value(other));
            }
        }
        gathered
    }
}

/// Calls `visit` with every row and each record that it names, once.
fn scatter(related: &ReadyRelated<'_>, rows: &Bitmap, mut visit: impl FnMut(u32, u32)) {
    match &related.links[..] {
        [] => {}
        [Column::Ref(handles)] => {
            rows.each(|row| match handles.get(row as usize) {
                Some(&handle) if handle != NONE_U32 => visit(row, handle),
                _ => {}
            });
        }
        links => {
            let (first, further) = (links[0], &links[1..]);
            for row in rows.rows() {
                let own = linked(first, row);
                own.iter().for_each(|&handle| visit(row, handle));
                // The primary one may be among the further ones too.
                let more = further.iter().flat_map(|column| linked(column, row));
                more.filter(|handle| !own.contains(handle)).for_each(|&handle| visit(row, handle));
            }
        }
    }
}

/// How a row's value is read as a number.
enum Reading<'a> {
    Nothing,
    /// Any value counts as one, further ones too.
    Presence(&'a Column, Option<&'a Column>),
    Ints(&'a [i64]),
    /// Instants as local days.
    Days(&'a [i64], Moment),
    Floats(&'a [f64]),
    /// Amounts in major units of the base currency, with the worth of a minor unit of each currency; NaN without a rate.
    Money(&'a MoneyColumn, Vec<f64>),
}

impl Reading<'_> {
    #[inline]
    fn value(&self, row: u32) -> Option<f64> {
        let index = row as usize;
        match self {
            Reading::Nothing => None,
            Reading::Presence(column, further) => {
                let is_filled = |column: &Column| !column.is_none(row);
                (is_filled(column) || further.is_some_and(is_filled)).then_some(1.0)
            }
            Reading::Ints(values) => values.get(index).filter(|&&value| value != NONE_I64).map(|&value| value as f64),
            Reading::Days(values, moment) => values
                .get(index)
                .filter(|&&value| value != NONE_I64)
                .map(|&value| f64::from(moment.day_of(value))),
            Reading::Floats(values) => values.get(index).copied().filter(|value| !value.is_nan()),
            Reading::Money(column, factors) => {
                let minor = *column.minor.get(index)?;
                let factor = *factors.get(usize::from(*column.currency.get(index)?))?;
                (minor != NONE_I64 && !factor.is_nan()).then_some(minor as f64 * factor)
            }
        }
    }
}

impl ReadyRelated<'_> {
    fn reading(&self, context: &Context<'_>) -> Reading<'_> {
        let Some((column, kind)) = self.values else {
            return Reading::Nothing;
        };
        if matches!(self.plan.aggregate, Aggregate::EmptyShare(_)) {
            return Reading::Presence(column, self.further);
        }
        match column {
            Column::Int(values) if kind == FieldKind::DateTime => Reading::Days(values, context.reader.moment),
            Column::Int(values) => Reading::Ints(values),
            Column::Float(values) => Reading::Floats(values),
            Column::Money(column) => Reading::Money(column, context.rates.factors(&column.currencies)),
            _ => Reading::Nothing,
        }
    }
}
