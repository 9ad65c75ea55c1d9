//! How urgent an action is, as a factor from 1 (can wait) to 5 (now).
//!
//! The curves are stated in the documentation of [the module](super); the constants below are theirs.

/// The largest urgency factor.
pub const MOST_URGENT: f64 = 5.0;
const DUE_TODAY: f64 = 0.6;
const DUE_HALVES_IN_DAYS: f64 = 7.0;
const SLA_RUN_OUT: f64 = 0.9;
const SLA_HALVES_IN_MINUTES: f64 = 240.0;

/// Priority of a ticket or task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// When there is time.
    Low,
    /// The usual.
    Normal,
    /// Before the usual.
    High,
    /// Before everything.
    Urgent,
}

/// How long nothing has happened, and how long that is all right: the rotting days of a stage, or the usual gap
/// between a customer's orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// Days since the last sign of life.
    pub days: u32,
    /// Days that are all right; 0 is taken as 1.
    pub allowed: u32,
}

/// What is known about the urgency of an action; an absent signal adds nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signals {
    /// Whole days until it is due: 0 today, negative overdue.
    pub due_in_days: Option<i32>,
    /// Silence against the silence allowed.
    pub quiet: Option<Quiet>,
    /// Minutes until an answer is late, negative when it is.
    pub sla_minutes_left: Option<i64>,
    /// Priority somebody set.
    pub priority: Option<Priority>,
}

/// One signal that is present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// Due in so many days.
    Due {
        /// Days until it is due, negative overdue.
        in_days: i32,
    },
    /// Quiet for so long.
    Quiet(Quiet),
    /// An answer is due in so many minutes.
    Sla {
        /// Minutes until it is late, negative when it is.
        minutes_left: i64,
    },
    /// A priority.
    Priority(Priority),
}

impl Driver {
    /// The pressure of this signal alone, 0 to 1, by the curves of [the module](super).
    pub fn pressure(self) -> f64 {
        match self {
            Self::Due { in_days } if in_days >= 0 => DUE_TODAY * DUE_HALVES_IN_DAYS / (DUE_HALVES_IN_DAYS + f64::from(in_days)),
            Self::Due { in_days } => DUE_TODAY + (1.0 - DUE_TODAY) * approach(-f64::from(in_days), DUE_HALVES_IN_DAYS),
            Self::Quiet(Quiet { days, allowed }) => {
                let (days, allowed) = (f64::from(days), f64::from(allowed.max(1)));
                days * days / (days * days + allowed * allowed)
            }
            Self::Sla { minutes_left } if minutes_left >= 0 => {
                SLA_RUN_OUT * SLA_HALVES_IN_MINUTES / (SLA_HALVES_IN_MINUTES + minutes_left as f64)
            }
            Self::Sla { minutes_left } => SLA_RUN_OUT + (1.0 - SLA_RUN_OUT) * approach(-(minutes_left as f64), SLA_HALVES_IN_MINUTES),
            Self::Priority(Priority::Low) => 0.1,
            Self::Priority(Priority::Normal) => 0.3,
            Self::Priority(Priority::High) => 0.6,
            Self::Priority(Priority::Urgent) => 0.9,
        }
    }
}

/// From 0 towards 1, half way at `half`. Each operation is monotone, so the whole is, also where `half` is lost beside `value`.
fn approach(value: f64, half: f64) -> f64 {
    1.0 - half / (value + half)
}

impl Signals {
    /// The signals that are present.
    pub fn drivers(self) -> impl Iterator<Item = Driver> {
        [
            self.due_in_days.map(|in_days| Driver::Due { in_days }),
            self.quiet.map(Driver::Quiet),
            self.sla_minutes_left.map(|minutes_left| Driver::Sla { minutes_left }),
            self.priority.map(Driver::Priority),
        ]
        .into_iter()
        .flatten()
    }

    /// The urgency factor, 1 to [`MOST_URGENT`]; 1 without any signal.
    pub fn urgency(self) -> f64 {
        let calm = self.drivers().fold(1.0, |calm, driver| calm * (1.0 - driver.pressure()));
        1.0 + (MOST_URGENT - 1.0) * (1.0 - calm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() < 0.006
    }

    #[test]
    fn the_curves_pass_their_stated_points() {
        for (in_days, expected) in [(0, 0.6), (7, 0.3), (28, 0.12), (-1, 0.65), (-7, 0.8), (-28, 0.92)] {
            assert!(close(Driver::Due { in_days }.pressure(), expected), "{in_days} days");
        }
        for (days, expected) in [(0, 0.0), (5, 0.2), (10, 0.5), (20, 0.8), (30, 0.9)] {
            assert!(
                close(Driver::Quiet(Quiet { days, allowed: 10 }).pressure(), expected),
                "{days} days quiet"
            );
        }
        for (minutes_left, expected) in [(0, 0.9), (240, 0.45), (1_440, 0.13), (-240, 0.95)] {
            assert!(close(Driver::Sla { minutes_left }.pressure(), expected), "{minutes_left} minutes");
        }
        assert_eq!(Signals::default().urgency(), 1.0);
        assert_eq!(
            Signals {
                priority: Some(Priority::Urgent),
                ..Signals::default()
            }
            .urgency(),
            4.6
        );
        let both = Signals {
            due_in_days: Some(0),
            priority: Some(Priority::Normal),
            ..Signals::default()
        };
        assert!(close(both.urgency(), 1.0 + 4.0 * (1.0 - 0.4 * 0.7)));
    }

    fn signals() -> impl Strategy<Value = Signals> {
        let priority = prop_oneof![
            Just(Priority::Low),
            Just(Priority::Normal),
            Just(Priority::High),
            Just(Priority::Urgent)
        ];
        let quiet = (any::<u32>(), any::<u32>()).prop_map(|(days, allowed)| Quiet { days, allowed });
        (
            any::<Option<i32>>(),
            prop::option::of(quiet),
            any::<Option<i64>>(),
            prop::option::of(priority),
        )
            .prop_map(|(due_in_days, quiet, sla_minutes_left, priority)| Signals {
                due_in_days,
                quiet,
                sla_minutes_left,
                priority,
            })
    }

    proptest! {
        #[test]
        fn urgency_is_between_one_and_five(signals in signals()) {
            prop_assert!((1.0..=MOST_URGENT).contains(&signals.urgency()));
            for driver in signals.drivers() {
                prop_assert!((0.0..=1.0).contains(&driver.pressure()));
            }
        }

        #[test]
        fn later_quieter_and_higher_never_calms(signals in signals(), more in 1u32..10_000) {
            let urgency = signals.urgency();
            let later = Signals {
                due_in_days: signals.due_in_days.map(|days| days.saturating_sub_unsigned(more)),
                quiet: signals.quiet.map(|quiet| Quiet { days: quiet.days.saturating_add(more), ..quiet }),
                sla_minutes_left: signals.sla_minutes_left.map(|minutes| minutes.saturating_sub(i64::from(more))),
                priority: signals.priority.map(|_| Priority::Urgent),
            };
            prop_assert!(later.urgency() >= urgency);
            for without in [
                Signals { due_in_days: None, ..signals },
                Signals { quiet: None, ..signals },
                Signals { sla_minutes_left: None, ..signals },
                Signals { priority: None, ..signals },
            ] {
                prop_assert!(without.urgency() <= urgency);
            }
        }
    }
}
