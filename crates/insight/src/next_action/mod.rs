//! The next best action: candidates ranked by value × probability × urgency.
//!
//! A candidate is an action somebody could take (call, answer, offer, win back) with what is at stake in minor
//! units of the base currency, the chance that it comes to that, and what makes it urgent. Expected value is the
//! usual criterion of decision under risk; urgency scales it by 1 to 5 with the curves below. Each line carries its factors, so it can say why it stands where it stands.
//!
//! The ranking is a pure function: the clock comes in with [`RankingSettings`], decisions of people with their
//! expiry as [`Decision`]s.
//!
//! ```
//! use insight::next_action::{Candidate, RankingSettings, Signals, rank};
//!
//! let overdue = Signals { due_in_days: Some(-7), ..Signals::default() };
//! let call = Candidate { key: "call", value_minor: Some(90_000), probability: 0.4, signals: overdue };
//! let mail = Candidate { key: "mail", value_minor: Some(90_000), probability: 0.4, signals: Signals::default() };
//! let settings = RankingSettings { now_ms: 0, assumed_value_minor: 0, wanted: 5 };
//! let ranking = rank(&[mail, call], &[], settings);
//! assert_eq!(ranking.lines[0].key, "call");
//! assert_eq!(ranking.lines[0].pressures[0].pressure, 0.8);
//! ```
//!
//! # Urgency curves
//!
//! Every signal gives a pressure from 0 to 1 by a curve of its own:
//!
//! | signal | pressure | at |
//! | --- | --- | --- |
//! | due in d days | 0.6 × 7 / (7 + d) | today 0.60, in a week 0.30, in four weeks 0.12 |
//! | o days overdue | 0.6 + 0.4 × o / (o + 7) | a day 0.65, a week 0.80, four weeks 0.92 |
//! | quiet for q days, a allowed | q² / (q² + a²) | half of a 0.20, a 0.50, twice 0.80, three times 0.90 |
//! | m minutes left to answer | 0.9 × 240 / (240 + m) | none 0.90, four hours 0.45, a day 0.13 |
//! | answer b minutes late | 0.9 + 0.1 × b / (b + 240) | four hours 0.95 |
//! | priority | 0.1, 0.3, 0.6, 0.9 | low, normal, high, urgent |
//!
//! Pressures p combine as 1 − Π (1 − p): each takes its share of the calm the others leave, so a second
//! signal always adds and the sum never passes 1. The factor is 1 + 4 × that. The curves are fractions rather
//! than exponentials because `+ × ÷` give the same bits on every device.

mod ranking;
#[cfg(test)]
mod tests;
mod urgency;

pub use ranking::{
    Candidate, Decision, LeftOutReason, Pressure, RankedAction, Ranking, RankingSettings, ValueBasis, Verdict, rank, typical_value,
};
pub use urgency::{Driver, MOST_URGENT, Priority, Quiet, Signals};
