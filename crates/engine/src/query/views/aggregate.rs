//! Aggregates over the rows of a view. Integers and amounts are added exactly and never wrap.

use bridge::{Aggregated, Cell};
use model::block::NONE_I64;
use model::{Aggregate, FieldKind, Money};

use crate::bitmap::Bitmap;
use crate::columns::{Column, MoneyColumn};
use crate::query::cells::{float, int};
use crate::query::filter::filled;
use crate::query::rates::{Rates, Total};
use crate::reader::Reader;
use crate::table::Table;

/// An aggregate over some rows. A field that is gone gives an empty cell.
pub(crate) fn aggregated(
    reader: Reader<'_>,
    rates: &Rates,
    table: &Table,
    rows: &Bitmap,
    aggregate: &Aggregate,
    field: Option<u16>,
) -> Aggregated {
    let table = &reader.workspace.tables()[usize::from(table.number)];
    let mut without_rate = Vec::new();
    let value = match (aggregate, field) {
        (Aggregate::Count, _) => Cell::Int(rows.count() as i64),
        (_, None) => Cell::Empty,
        (Aggregate::EmptyShare(_), Some(field)) => empty_share(reader, table, rows, field),
        (aggregate, Some(field)) => {
            let kind = table.fields()[usize::from(field)].kind;
            match reader.column(table, field) {
                Column::Int(values) => of_ints(rows, values, aggregate, kind),
                Column::Float(values) => of_floats(rows, values, aggregate, kind),
                // A sum of sums that do not fit does not fit either.
                Column::Money(column) if has_overflow(reader, table, rows, field, column) => Cell::Overflow,
                Column::Money(column) => of_money(rows, column, aggregate, rates, &mut without_rate),
                _ => Cell::Empty,
            }
        }
    };
    Aggregated {
        aggregate: aggregate.clone(),
        value,
        without_rate,
    }
}

fn has_overflow(reader: Reader<'_>, table: &Table, rows: &Bitmap, field: u16, column: &MoneyColumn) -> bool {
    table.fields()[usize::from(field)].computed
        && rows
            .rows()
            .any(|row| column.get(row).is_none() && reader.computed.is_overflow(table.number, field, row))
}

fn empty_share(reader: Reader<'_>, table: &Table, rows: &Bitmap, field: u16) -> Cell {
    let all = rows.count();
    if all == 0 {
        return Cell::Empty;
    }
    let mut has = filled(
        reader.column(&reader.workspace.tables()[usize::from(table.number)], field),
        rows.len(),
    );
    if let Some(further) = table.fields()[usize::from(field)].further {
        has.or(&filled(table.column(further), rows.len()));
    }
    has.and(rows);
    Cell::Percent((all - has.count()) as f64 * 100.0 / all as f64)
}

fn of_ints(rows: &Bitmap, values: &[i64], aggregate: &Aggregate, kind: FieldKind) -> Cell {
    let (mut sum, mut count, mut least, mut most) = (0i128, 0i128, i64::MAX, i64::MIN);
    for row in rows.rows() {
        match values.get(row as usize) {
            Some(&value) if value != NONE_I64 => {
                sum += i128::from(value);
                count += 1;
                least = least.min(value);
                most = most.max(value);
            }
            _ => {}
        }
    }
    match aggregate {
        Aggregate::Sum(_) => match i64::try_from(sum).ok().filter(|&sum| sum != NONE_I64) {
            Some(sum) if kind == FieldKind::Rating => Cell::Int(sum),
            Some(sum) => int(sum, kind),
            None => Cell::Overflow,
        },
        _ if count == 0 => Cell::Empty,
        Aggregate::Average(_) if kind == FieldKind::Duration => Cell::Duration((sum as f64 / count as f64).round() as i64),
        Aggregate::Average(_) => Cell::Number(sum as f64 / count as f64),
        Aggregate::Min(_) => int(least, kind),
        _ => int(most, kind),
    }
}

fn of_floats(rows: &Bitmap, values: &[f64], aggregate: &Aggregate, kind: FieldKind) -> Cell {
    let (mut sum, mut count, mut least, mut most) = (0.0f64, 0u32, f64::INFINITY, f64::NEG_INFINITY);
    for row in rows.rows() {
        match values.get(row as usize) {
            Some(&value) if !value.is_nan() => {
                sum += value;
                count += 1;
                least = least.min(value);
                most = most.max(value);
            }
            _ => {}
        }
    }
    match aggregate {
        Aggregate::Sum(_) if !sum.is_finite() => Cell::Overflow,
        Aggregate::Sum(_) => float(sum, kind),
        _ if count == 0 => Cell::Empty,
        Aggregate::Average(_) if !sum.is_finite() => Cell::Overflow,
        Aggregate::Average(_) => float(sum / f64::from(count), kind),
        Aggregate::Min(_) => float(least, kind),
        _ => float(most, kind),
    }
}

/// Sum, mean and extremes of amounts in the base currency. Amounts without a rate are left out and named.
fn of_money(rows: &Bitmap, column: &MoneyColumn, aggregate: &Aggregate, rates: &Rates, without_rate: &mut Vec<(String, u32)>) -> Cell {
    let total = total(rows, column);
    *without_rate = total.without_rate(rates);
    match aggregate {
        Aggregate::Sum(_) => total.cell(rates),
        Aggregate::Average(_) => total.mean(rates),
        _ => extreme(rows, column, matches!(aggregate, Aggregate::Min(_)), rates),
    }
}

/// Exact sum of the amounts of some rows, per currency.
pub(crate) fn total(rows: &Bitmap, column: &MoneyColumn) -> Total {
    let mut sums = vec![(0i128, 0u32); column.currencies.len()];
    for row in rows.rows() {
        add(&mut sums, column, row);
    }
    total_of(&sums, column)
}

/// Adds the amount of a row to the sums of its currency.
pub(crate) fn add(sums: &mut [(i128, u32)], column: &MoneyColumn, row: u32) {
    let row = row as usize;
    if let (Some(&minor), Some(&currency)) = (column.minor.get(row), column.currency.get(row))
        && minor != NONE_I64
        && let Some(sum) = sums.get_mut(usize::from(currency))
    {
        sum.0 += i128::from(minor);
        sum.1 += 1;
    }
}

/// Sums per currency code of a column as a total.
pub(crate) fn total_of(sums: &[(i128, u32)], column: &MoneyColumn) -> Total {
    let mut total = Total::default();
    for (&(minor, count), &currency) in sums.iter().zip(&column.currencies).filter(|((_, count), _)| *count > 0) {
        total.add_sum(currency, minor, count);
    }
    total
}

fn extreme(rows: &Bitmap, column: &MoneyColumn, least: bool, rates: &Rates) -> Cell {
    // Per currency the extreme is an amount; only those few are converted and compared.
    let mut extremes = vec![None; column.currencies.len()];
    for row in rows.rows() {
        let Some(money) = column.get(row) else { continue };
        let extreme: &mut Option<i64> = &mut extremes[usize::from(column.currency[row as usize])];
        *extreme = Some(extreme.map_or(
            money.minor,
            |known| if least { known.min(money.minor) } else { known.max(money.minor) },
        ));
    }
    let amounts = extremes
        .into_iter()
        .zip(&column.currencies)
        .filter_map(|(minor, &currency)| minor.map(|minor| Money { minor, currency }));
    let known = amounts
        .filter(|money| rates.rate(money.currency).is_some())
        .map(|money| rates.to_base(money))
        .collect::<Option<Vec<_>>>();
    let Some(known) = known else { return Cell::Overflow };
    let chosen = known.into_iter().reduce(|a, b| if (b.minor < a.minor) == least { b } else { a });
    chosen.map_or(Cell::Empty, Cell::Money)
}
