//! Months and quarters as numbers in a row, so that series and cohorts can count with them.

use chrono::{Datelike, NaiveDate};
use insight::rfm::MISSING_DAY;
use model::Unit;
use model::block::NONE_I64;
use model::validate::days_to_date;

use crate::computed::fields::ints;
use crate::computed::lifetime::day_of_data;
use crate::reader::Reader;

/// The day on which one looks at deals and sales: today, or the last one on which anything happened where that is long ago, so that
/// old data is not taken for a business that has stopped.
pub(super) fn looked_at(reader: Reader<'_>) -> i32 {
    let today = reader.moment.today;
    let sales = reader.computed.purchases(reader.workspace, reader.moment);
    let sold = sales.day.iter().copied().filter(|&day| day != MISSING_DAY);
    let deals = reader.table("deal").map(|table| {
        let days = ["opened_on", "closed_on"].map(|key| ints(table, key));
        let known = move |row: u32| days.into_iter().filter_map(move |days| days.get(row as usize).copied());
        table.alive().rows().flat_map(known).filter(|&day| day != NONE_I64)
    });
    let deals = deals.into_iter().flatten().filter_map(|day| i32::try_from(day).ok());
    let newest = sold.chain(deals).filter(|&day| day <= today).max();
    newest.map_or(today, |newest| day_of_data(newest, today))
}

/// Months of a step; reports know months and quarters.
fn months(unit: Unit) -> i32 {
    if unit == Unit::Quarter { 3 } else { 1 }
}

/// The number of the step that a day lies in.
pub(super) fn period_of(day: i32, unit: Unit) -> i32 {
    let date = days_to_date(day).unwrap_or_default();
    (date.year() * 12 + date.month0() as i32).div_euclid(months(unit))
}

/// The first day of a step.
pub(super) fn first_day(period: i32, unit: Unit) -> i32 {
    let month = period * months(unit);
    let date = NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1).unwrap_or_default();
    (date - NaiveDate::default()).num_days() as i32
}

/// How many steps a year has.
pub(super) fn per_year(unit: Unit) -> usize {
    (12 / months(unit)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_find_back_to_their_months_and_quarters() {
        for unit in [Unit::Month, Unit::Quarter] {
            for day in (-1_000..40_000).step_by(13) {
                let period = period_of(day, unit);
                assert!(first_day(period, unit) <= day && day < first_day(period + 1, unit));
            }
        }
        assert_eq!(first_day(period_of(20_000, Unit::Month), Unit::Month), 19_997, "1 October 2024");
        assert_eq!(first_day(period_of(20_060, Unit::Quarter), Unit::Quarter), 19_997);
    }
}
