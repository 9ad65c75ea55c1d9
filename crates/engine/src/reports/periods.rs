//! Months and quarters as numbers in a row, so that series and cohorts can count with them.

use chrono::{Datelike, NaiveDate};
use model::Unit;
use model::validate::days_to_date;

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
