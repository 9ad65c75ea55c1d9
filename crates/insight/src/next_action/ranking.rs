//! From candidates to a ranked list that says why, and what was left out of it and why.

use super::urgency::{Driver, Signals};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// An action somebody could take next. `K` names it across runs: which record, which kind of action.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<K> {
    /// Its name; decisions are matched by it, and it breaks ties.
    pub key: K,
    /// What is at stake in minor units of the base currency; `None` takes
    /// [`RankingSettings::assumed_value_minor`].
    pub value_minor: Option<i64>,
    /// Chance that it comes to that, 0 to 1.
    pub probability: f64,
    /// What makes it urgent.
    pub signals: Signals,
}

/// What a person said to a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Not wanted.
    Dismissed,
    /// Taken on: a task exists.
    Accepted,
}

/// A verdict on one action, which keeps it off the list for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision<K> {
    /// The action.
    pub key: K,
    /// The verdict.
    pub verdict: Verdict,
    /// From this instant (milliseconds since 1970-01-01 UTC) on it may be suggested again; `None` is never.
    pub until_ms: Option<i64>,
}

/// What the ranking needs beside the candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankingSettings {
    /// The instant decisions are checked against, milliseconds since 1970-01-01 UTC.
    pub now_ms: i64,
    /// Stands in for values that are not known, see [`typical_value`]; below zero is taken as zero.
    pub assumed_value_minor: i64,
    /// Longest list wanted.
    pub wanted: usize,
}

/// Where the value of a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueBasis {
    /// The candidate's own.
    Known,
    /// The assumed value, since the candidate has none.
    Assumed,
}

/// One signal and how much it presses, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pressure {
    /// The signal.
    pub driver: Driver,
    /// Its pressure alone.
    pub pressure: f64,
}

/// One line of the list: score = value × probability × urgency.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedAction<K> {
    /// The action.
    pub key: K,
    /// Position of its candidate in the input.
    pub candidate: usize,
    /// What the list is ordered by: minor units, expected, times urgency.
    pub score: f64,
    /// What is at stake, minor units.
    pub value_minor: i64,
    /// Whether that is known or assumed.
    pub value_basis: ValueBasis,
    /// Chance that it comes to that.
    pub probability: f64,
    /// Urgency, 1 to [`MOST_URGENT`](super::MOST_URGENT).
    pub urgency: f64,
    /// The signals behind the urgency, the strongest first.
    pub pressures: Vec<Pressure>,
}

/// Why a candidate is not on the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LeftOutReason {
    /// Somebody decided, and the decision has not expired.
    Decided {
        /// The verdict.
        verdict: Verdict,
        /// When it expires; `None` is never.
        until_ms: Option<i64>,
    },
    /// The value is below zero.
    NegativeValue {
        /// The value.
        value_minor: i64,
    },
    /// The probability is not a number from 0 to 1.
    ImpossibleProbability {
        /// What was given.
        probability: f64,
    },
}

/// The list and what is not on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking<K> {
    /// Best first, at most [`RankingSettings::wanted`].
    pub lines: Vec<RankedAction<K>>,
    /// Candidates that could have been on the list, its length included.
    pub eligible: usize,
    /// Positions in the input of those that could not, ascending, with the reason.
    pub left_out: Vec<(usize, LeftOutReason)>,
}

/// Ranks candidates by value × probability × urgency.
///
/// Equal scores are ordered by urgency, then by expected value, then by key, then by position: the order does not
/// depend on the order of candidates as long as keys differ. Nothing here is an error; what cannot be ranked is
/// in [`Ranking::left_out`].
pub fn rank<K: Ord + Clone>(candidates: &[Candidate<K>], decisions: &[Decision<K>], settings: RankingSettings) -> Ranking<K> {
    let standing = standing_decisions(decisions, settings.now_ms);
    let mut left_out = vec![];
    let mut places: Vec<Place<'_, K>> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        match eligibility(candidate, &standing) {
            Ok(()) => places.push(Place::of(index, candidate, settings)),
            Err(reason) => left_out.push((index, reason)),
        }
    }
    let eligible = places.len();
    if settings.wanted > 0 && settings.wanted < places.len() {
        places.select_nth_unstable_by(settings.wanted - 1, Place::best_first);
    }
    places.truncate(settings.wanted);
    places.sort_unstable_by(Place::best_first);
    let lines = places.iter().map(|place| place.line(&candidates[place.index], settings)).collect();
    Ranking { lines, eligible, left_out }
}

/// The value to assume where none is known: the median of the values above zero (the lower of two middle ones), or
/// `None` where there are none.
pub fn typical_value(values: impl IntoIterator<Item = Option<i64>>) -> Option<i64> {
    let mut known: Vec<i64> = values.into_iter().flatten().filter(|value| *value > 0).collect();
    let middle = known.len().checked_sub(1)? / 2;
    Some(*known.select_nth_unstable(middle).1)
}

/// For every action the decision that stands longest; of two that stand as long, acceptance.
fn standing_decisions<K: Ord>(decisions: &[Decision<K>], now_ms: i64) -> BTreeMap<&K, (Option<i64>, Verdict)> {
    let strength = |(until_ms, verdict): (Option<i64>, Verdict)| (until_ms.is_none(), until_ms, verdict);
    let mut standing: BTreeMap<&K, (Option<i64>, Verdict)> = BTreeMap::new();
    for decision in decisions
        .iter()
        .filter(|decision| decision.until_ms.is_none_or(|until| now_ms < until))
    {
        let other = (decision.until_ms, decision.verdict);
        standing
            .entry(&decision.key)
            .and_modify(|held| *held = if strength(other) > strength(*held) { other } else { *held })
            .or_insert(other);
    }
    standing
}

fn eligibility<K: Ord>(candidate: &Candidate<K>, standing: &BTreeMap<&K, (Option<i64>, Verdict)>) -> Result<(), LeftOutReason> {
    if let Some(&(until_ms, verdict)) = standing.get(&candidate.key) {
        return Err(LeftOutReason::Decided { verdict, until_ms });
    }
    if let Some(value_minor) = candidate.value_minor.filter(|value| *value < 0) {
        return Err(LeftOutReason::NegativeValue { value_minor });
    }
    if !(0.0..=1.0).contains(&candidate.probability) {
        return Err(LeftOutReason::ImpossibleProbability {
            probability: candidate.probability,
        });
    }
    Ok(())
}

/// What a candidate is ordered by.
struct Place<'a, K> {
    score: f64,
    urgency: f64,
    expected: f64,
    key: &'a K,
    index: usize,
}

impl<'a, K: Ord + Clone> Place<'a, K> {
    fn of(index: usize, candidate: &'a Candidate<K>, settings: RankingSettings) -> Self {
        let expected = value(candidate, settings).0 as f64 * candidate.probability;
        let urgency = candidate.signals.urgency();
        Self {
            score: expected * urgency,
            urgency,
            expected,
            key: &candidate.key,
            index,
        }
    }

    fn best_first(a: &Self, b: &Self) -> Ordering {
        b.score
            .total_cmp(&a.score)
            .then(b.urgency.total_cmp(&a.urgency))
            .then(b.expected.total_cmp(&a.expected))
            .then(a.key.cmp(b.key))
            .then(a.index.cmp(&b.index))
    }

    fn line(&self, candidate: &Candidate<K>, settings: RankingSettings) -> RankedAction<K> {
        let (value_minor, value_basis) = value(candidate, settings);
        let mut pressures: Vec<Pressure> = vec![];
        // At most four: each goes behind those that press as much.
        for driver in candidate.signals.drivers() {
            let pressure = driver.pressure();
            let place = pressures.partition_point(|other| other.pressure.total_cmp(&pressure).is_ge());
            pressures.insert(place, Pressure { driver, pressure });
        }
        RankedAction {
            key: candidate.key.clone(),
            candidate: self.index,
            score: self.score,
            value_minor,
            value_basis,
            probability: candidate.probability,
            urgency: self.urgency,
            pressures,
        }
    }
}

fn value<K>(candidate: &Candidate<K>, settings: RankingSettings) -> (i64, ValueBasis) {
    match candidate.value_minor {
        Some(value) => (value, ValueBasis::Known),
        None => (settings.assumed_value_minor.max(0), ValueBasis::Assumed),
    }
}
