//! Cohorts: of those who began together, how many came back, and what they were worth, one period after the other.
//!
//! Retention of a period is the share of the cohort that was active in it; the period of the beginning is 0 and has everybody. Shares
//! are only told for periods that are over for the whole cohort.

use std::error::Error;
use std::fmt;

/// Why there are no cohorts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CohortError {
    /// Columns differ in length.
    Columns {
        /// Length of the first.
        first: usize,
        /// Length of the one that differs.
        other: usize,
    },
    /// A row names a customer beyond their number.
    UnknownCustomer {
        /// The row.
        row: usize,
    },
    /// Periods reach over more than [`MOST_PERIODS`].
    TooLong {
        /// Periods from first to last.
        found: u64,
    },
}

impl fmt::Display for CohortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { first, other } => write!(f, "columns differ in length: {first} and {other}"),
            Self::UnknownCustomer { row } => write!(f, "row {row} names a customer whom there is not"),
            Self::TooLong { found } => write!(f, "{found} periods are more than a table of cohorts holds ({MOST_PERIODS})"),
        }
    }
}

impl Error for CohortError {}

/// Most periods from the first to the last: fifty years of weeks.
pub const MOST_PERIODS: u64 = 2_600;

/// What customers did, a row each time.
#[derive(Debug, Clone, Copy)]
pub struct Activity<'a> {
    /// The customer, below their number.
    pub customer_of: &'a [u32],
    /// The period, such as months since a day the caller chose.
    pub period: &'a [i32],
    /// What it was worth, in minor units.
    pub amount: &'a [i64],
}

/// Customers whose first activity was in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The period of the first activity.
    pub period: i32,
    /// How many they are.
    pub customers: u32,
    /// Those active in the same period, the next, and so on.
    pub active: Vec<u32>,
    /// What they were worth in each, in minor units.
    pub revenue: Vec<i128>,
}

impl Cohort {
    /// Share that was active so many periods after the first; `None` beyond what is known.
    #[must_use]
    pub fn retention(&self, after: usize) -> Option<f64> {
        self.active.get(after).map(|active| f64::from(*active) / f64::from(self.customers))
    }
}

/// Cohorts in the order of their periods, known up to and with the period `until`.
///
/// # Errors
/// [`CohortError`].
pub fn cohorts(activity: Activity, customers: usize, until: i32) -> Result<Vec<Cohort>, CohortError> {
    let first = activity.customer_of.len();
    for other in [activity.period.len(), activity.amount.len()] {
        if other != first {
            return Err(CohortError::Columns { first, other });
        }
    }
    let mut began = vec![i32::MAX; customers];
    for (row, (customer, period)) in activity.customer_of.iter().zip(activity.period).enumerate() {
        let began = began.get_mut(*customer as usize).ok_or(CohortError::UnknownCustomer { row })?;
        *began = (*began).min(*period);
    }
    let mut order: Vec<i32> = began
        .iter()
        .copied()
        .filter(|period| *period <= until && *period != i32::MAX)
        .collect();
    order.sort_unstable();
    let Some(earliest) = order.first() else { return Ok(Vec::new()) };
    let found = (i64::from(until) - i64::from(*earliest)).unsigned_abs() + 1;
    if found > MOST_PERIODS {
        return Err(CohortError::TooLong { found });
    }
    let known = |period: i32| (i64::from(until) - i64::from(period)) as usize + 1;
    let mut cohorts: Vec<Cohort> = order
        .chunk_by(|a, b| a == b)
        .map(|alike| Cohort {
            period: alike[0],
            customers: alike.len() as u32,
            active: vec![0; known(alike[0])],
            revenue: vec![0; known(alike[0])],
        })
        .collect();
    let mut rows: Vec<(u32, i32, i64)> = (0..first)
        .map(|row| (activity.customer_of[row], activity.period[row], activity.amount[row]))
        .filter(|row| row.1 <= until)
        .collect();
    rows.sort_unstable();
    for alike in rows.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let (customer, period, _) = alike[0];
        let began = began[customer as usize];
        // Everybody in the rows began in a period that has a cohort.
        if let Ok(place) = cohorts.binary_search_by_key(&began, |cohort| cohort.period) {
            let after = (i64::from(period) - i64::from(began)) as usize;
            cohorts[place].active[after] += 1;
            cohorts[place].revenue[after] += alike.iter().map(|row| i128::from(row.2)).sum::<i128>();
        }
    }
    Ok(cohorts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn those_who_began_together_are_followed_together() {
        let activity = Activity {
            customer_of: &[0, 0, 0, 1, 1, 2, 3],
            period: &[1, 1, 3, 1, 2, 2, 9],
            amount: &[5, 5, 7, 1, -1, 4, 100],
        };
        let found = cohorts(activity, 5, 3).expect("columns");
        let first = Cohort {
            period: 1,
            customers: 2,
            active: vec![2, 1, 1],
            revenue: vec![11, -1, 7],
        };
        let second = Cohort {
            period: 2,
            customers: 1,
            active: vec![1, 0],
            revenue: vec![4, 0],
        };
        assert_eq!(found, [first, second]);
        assert_eq!((found[0].retention(1), found[0].retention(3)), (Some(0.5), None));
    }

    #[test]
    fn what_gives_no_cohorts_is_said() {
        let of = |customer_of: &[u32], period: &[i32], amount: &[i64]| {
            cohorts(
                Activity {
                    customer_of,
                    period,
                    amount,
                },
                1,
                5,
            )
        };
        assert_eq!(of(&[], &[], &[]), Ok(Vec::new()));
        assert_eq!(of(&[0], &[9], &[1]), Ok(Vec::new()), "the future");
        assert_eq!(of(&[0], &[], &[1]), Err(CohortError::Columns { first: 1, other: 0 }));
        assert_eq!(of(&[1], &[1], &[1]), Err(CohortError::UnknownCustomer { row: 0 }));
        assert_eq!(of(&[0], &[i32::MIN], &[1]), Err(CohortError::TooLong { found: (1 << 31) + 6 }));
    }

    proptest! {
        #[test]
        fn everybody_is_in_one_cohort_and_all_money_too(rows in prop::collection::vec((0u32..20, 0i32..30, -100i64..1000), 0..200)) {
            let columns = |of: fn(&(u32, i32, i64)) -> i64| rows.iter().map(of).collect::<Vec<_>>();
            let customer_of: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let period: Vec<i32> = rows.iter().map(|row| row.1).collect();
            let amount = columns(|row| row.2);
            let found = cohorts(Activity { customer_of: &customer_of, period: &period, amount: &amount }, 20, 30).expect("columns");
            let mut seen = customer_of.clone();
            seen.sort_unstable();
            seen.dedup();
            prop_assert_eq!(found.iter().map(|cohort| cohort.customers as usize).sum::<usize>(), seen.len());
            prop_assert_eq!(found.iter().flat_map(|cohort| &cohort.revenue).sum::<i128>(), amount.iter().map(|a| i128::from(*a)).sum::<i128>());
            for cohort in &found {
                prop_assert_eq!(cohort.active[0], cohort.customers);
                prop_assert!(cohort.active.iter().all(|active| *active <= cohort.customers));
            }
        }
    }
}
