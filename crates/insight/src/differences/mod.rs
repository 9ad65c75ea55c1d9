//! What sets two groups apart, and what moves a score: every field compared on its own, with many comparisons in mind.
//!
//! - [`separates`]: what separates won from lost. Numbers by Welch's test (1947) with the standardised difference of Cohen (1988),
//!   each label by the test of two proportions with the difference of its shares.
//! - [`drivers`]: what moves a score, such as an answer from 0 to 10. Numbers by their correlation (Pearson), labels by how far the
//!   mean of those who have it is from the mean of the others, both in standard deviations of the score.
//!
//! p-values are adjusted together by Benjamini & Hochberg (1995): among what is at most 0.05, about 5 % are chance. A comparison is
//! no cause: it says where to look.
//!
//! ```
//! use insight::differences::{Compared, separates};
//!
//! let calls: Vec<f64> = (0..40).map(|deal| f64::from(deal % 4) + if deal < 20 { 3.0 } else { 0.0 }).collect();
//! let won: Vec<bool> = (0..40).map(|deal| deal < 20).collect();
//! let found = separates(&[Compared::Numbers(&calls)], &won)?;
//! assert!(found[0].effect > 2.0 && found[0].p_adjusted < 0.001);
//! # Ok::<(), insight::differences::DifferencesError>(())
//! ```

#[cfg(test)]
mod tests;

use crate::experiment::{Moments, Proportion, adjusted_p_values, difference_of_means, difference_of_proportions};
use crate::special::student_t_two_sided;
use std::error::Error;
use std::fmt;

/// The label of a record that has none.
pub const NO_LABEL: u32 = u32::MAX;
/// Records that a side, or a label, needs to be compared.
const LEAST: u64 = 5;
/// Confidence of the tests, whose limits are not used here.
const CONFIDENCE: f64 = 0.95;

/// A field that is compared.
#[derive(Debug, Clone, Copy)]
pub enum Compared<'a> {
    /// Numbers; what is not finite is missing.
    Numbers(&'a [f64]),
    /// Labels as numbers from 0; [`NO_LABEL`] is missing.
    Labels(&'a [u32]),
}

/// One comparison.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// The field, by its place.
    pub field: usize,
    /// Of a field of labels, the label.
    pub label: Option<u32>,
    /// How strong it is and which way, without a unit: see [`separates`] and [`drivers`].
    pub effect: f64,
    /// Mean or share with the outcome, or mean score with the label; of a driver of numbers, the correlation.
    pub with: f64,
    /// Mean or share without it, or mean score without the label; of a driver of numbers, 0.
    pub without: f64,
    /// Records compared.
    pub records: u64,
    /// How likely chance alone gives as much.
    pub p_value: f64,
    /// The same with all comparisons in mind.
    pub p_adjusted: f64,
}

/// Why nothing can be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferencesError {
    /// A field differs in length from the outcomes or scores.
    Rows {
        /// The field.
        field: usize,
        /// Its length.
        rows: usize,
        /// The number of outcomes or scores.
        expected: usize,
    },
    /// A side has fewer than five records, or fewer than five scores are there.
    TooFew {
        /// Records with the outcome, or with a score.
        with: u64,
        /// Records without it.
        without: u64,
    },
    /// All scores are the same.
    NoSpread,
}

impl fmt::Display for DifferencesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rows { field, rows, expected } => write!(f, "field {field} has {rows} records and not {expected}"),
            Self::TooFew { with, without } => write!(
                f,
                "a comparison needs {LEAST} records on either side; there are {with} and {without}"
            ),
            Self::NoSpread => write!(f, "all scores are the same"),
        }
    }
}

impl Error for DifferencesError {}

/// What separates records with the outcome from those without, strongest first.
///
/// The effect of a number is the difference of means in pooled standard deviations, of a label the difference of the shares that
/// have it over the root of p (1 − p), where p is the share of all: both are 0.2 for small, 0.5 for middling, 0.8 for large.
///
/// # Errors
/// [`DifferencesError`]
pub fn separates(fields: &[Compared<'_>], outcomes: &[bool]) -> Result<Vec<Difference>, DifferencesError> {
    lengths(fields, outcomes.len())?;
    let with = outcomes.iter().filter(|outcome| **outcome).count() as u64;
    let without = outcomes.len() as u64 - with;
    if with.min(without) < LEAST {
        return Err(DifferencesError::TooFew { with, without });
    }
    let mut found = Vec::new();
    for (field, compared) in fields.iter().enumerate() {
        match compared {
            Compared::Numbers(numbers) => {
                let mut sides = [Moments::default(); 2];
                for (number, &outcome) in numbers.iter().zip(outcomes).filter(|(number, _)| number.is_finite()) {
                    sides[usize::from(outcome)].add(*number);
                }
                let [b, a] = sides;
                let Ok(test) = difference_of_means(&a, &b, CONFIDENCE) else {
                    continue;
                };
                let pooled = ((a.squares + b.squares) / (a.n + b.n - 2) as f64).sqrt();
                if a.n.min(b.n) >= LEAST && pooled > 0.0 && pooled.is_finite() {
                    let p_value = test.p_value;
                    found.push(difference(
                        field,
                        None,
                        (a.mean - b.mean) / pooled,
                        (a.mean, b.mean),
                        a.n + b.n,
                        p_value,
                    ));
                }
            }
            Compared::Labels(labels) => {
                let (counts, known) = label_counts(labels, |row| usize::from(outcomes[row]));
                for (label, count) in (0..).zip(&counts) {
                    let of = |side: usize| Proportion {
                        successes: count[side],
                        n: known[side],
                    };
                    let Ok(test) = difference_of_proportions(of(1), of(0), CONFIDENCE) else {
                        continue;
                    };
                    let share = (count[0] + count[1]) as f64 / (known[0] + known[1]) as f64;
                    if count[0] + count[1] >= LEAST && share < 1.0 {
                        let shares = (count[1] as f64 / known[1] as f64, count[0] as f64 / known[0] as f64);
                        let effect = test.difference / (share * (1.0 - share)).sqrt();
                        found.push(difference(field, Some(label), effect, shares, known[0] + known[1], test.p_value));
                    }
                }
            }
        }
    }
    Ok(adjusted(found))
}

/// What moves `scores` (not finite is missing), strongest first.
///
/// The effect of a number is its correlation with the score; of a label the mean score of those who have it less that of the others,
/// in standard deviations of the score.
///
/// # Errors
/// [`DifferencesError`]
pub fn drivers(fields: &[Compared<'_>], scores: &[f64]) -> Result<Vec<Difference>, DifferencesError> {
    lengths(fields, scores.len())?;
    let mut all = Moments::default();
    scores.iter().filter(|score| score.is_finite()).for_each(|score| all.add(*score));
    if all.n < LEAST {
        return Err(DifferencesError::TooFew { with: all.n, without: 0 });
    }
    let spread = (all.squares / all.n as f64).sqrt();
    if !(spread > 0.0 && spread.is_finite()) {
        return Err(DifferencesError::NoSpread);
    }
    let mut found = Vec::new();
    for (field, compared) in fields.iter().enumerate() {
        match compared {
            Compared::Numbers(numbers) => {
                if let Some((correlation, n, p_value)) = correlation(numbers, scores) {
                    found.push(difference(field, None, correlation, (correlation, 0.0), n, p_value));
                }
            }
            Compared::Labels(labels) => {
                let levels = levels(labels);
                let mut of = vec![Moments::default(); levels];
                for (&label, score) in labels.iter().zip(scores).filter(|(_, score)| score.is_finite()) {
                    if let Some(moments) = of.get_mut(label as usize) {
                        moments.add(*score);
                    }
                }
                let known = of.iter().fold(Moments::default(), |known, one| merged(known, *one));
                for (label, one) in (0..).zip(&of) {
                    let others = without(known, *one);
                    let Ok(test) = difference_of_means(one, &others, CONFIDENCE) else {
                        continue;
                    };
                    if one.n.min(others.n) >= LEAST {
                        let effect = test.difference / spread;
                        found.push(difference(
                            field,
                            Some(label),
                            effect,
                            (one.mean, others.mean),
                            known.n,
                            test.p_value,
                        ));
                    }
                }
            }
        }
    }
    Ok(adjusted(found))
}

fn lengths(fields: &[Compared<'_>], expected: usize) -> Result<(), DifferencesError> {
    let rows = |compared: &Compared<'_>| match compared {
        Compared::Numbers(numbers) => numbers.len(),
        Compared::Labels(labels) => labels.len(),
    };
    match fields.iter().position(|compared| rows(compared) != expected) {
        Some(field) => Err(DifferencesError::Rows {
            field,
            rows: rows(&fields[field]),
            expected,
        }),
        None => Ok(()),
    }
}

fn levels(labels: &[u32]) -> usize {
    labels
        .iter()
        .filter(|label| **label != NO_LABEL)
        .max()
        .map_or(0, |most| *most as usize + 1)
}

/// Records per label and side, and records with any label per side.
fn label_counts(labels: &[u32], side: impl Fn(usize) -> usize) -> (Vec<[u64; 2]>, [u64; 2]) {
    let mut counts = vec![[0; 2]; levels(labels)];
    let mut known = [0; 2];
    for (row, &label) in labels.iter().enumerate() {
        if let Some(count) = counts.get_mut(label as usize) {
            count[side(row)] += 1;
            known[side(row)] += 1;
        }
    }
    (counts, known)
}

/// Both together (Chan, Golub & LeVeque 1983).
fn merged(a: Moments, b: Moments) -> Moments {
    let n = a.n + b.n;
    if n == 0 {
        return a;
    }
    let (part_a, part_b) = (a.n as f64 / n as f64, b.n as f64 / n as f64);
    let apart = b.mean - a.mean;
    Moments {
        n,
        mean: part_a * a.mean + part_b * b.mean,
        squares: a.squares + b.squares + apart * apart * a.n as f64 * part_b,
    }
}

/// What is left of `all` without a part of it.
fn without(all: Moments, part: Moments) -> Moments {
    let n = all.n - part.n;
    if n == 0 {
        return Moments::default();
    }
    let mean = (all.mean * all.n as f64 - part.mean * part.n as f64) / n as f64;
    let apart = part.mean - mean;
    let squares = all.squares - part.squares - apart * apart * n as f64 * part.n as f64 / all.n as f64;
    Moments {
        n,
        mean,
        // Rounding can leave a little below nothing.
        squares: squares.max(0.0),
    }
}

/// Correlation, records and p-value by Student's t; `None` for too few records, and where one side does not vary.
fn correlation(numbers: &[f64], scores: &[f64]) -> Option<(f64, u64, f64)> {
    let pairs = || {
        numbers
            .iter()
            .zip(scores)
            .filter(|(number, score)| number.is_finite() && score.is_finite())
    };
    // Divided by the largest, so that squares of huge numbers do not overflow.
    let largest = |side: fn((&f64, &f64)) -> f64| pairs().map(side).fold(0.0f64, |most, value| most.max(value.abs()));
    let (most_a, most_b) = (largest(|pair| *pair.0), largest(|pair| *pair.1));
    let (mut a, mut b, mut together) = (Moments::default(), Moments::default(), 0.0);
    for (number, score) in pairs() {
        let (number, score) = (number / most_a.max(f64::MIN_POSITIVE), score / most_b.max(f64::MIN_POSITIVE));
        let before = number - a.mean;
        a.add(number);
        b.add(score);
        together += before * (score - b.mean);
    }
    if a.n < LEAST || a.squares <= 0.0 || b.squares <= 0.0 {
        return None;
    }
    let correlation = (together / (a.squares * b.squares).sqrt()).clamp(-1.0, 1.0);
    let degrees = a.n as f64 - 2.0;
    let rest = 1.0 - correlation * correlation;
    let p_value = if rest > 0.0 {
        student_t_two_sided(correlation * (degrees / rest).sqrt(), degrees)
    } else {
        0.0
    };
    correlation.is_finite().then_some((correlation, a.n, p_value))
}

fn difference(field: usize, label: Option<u32>, effect: f64, (with, without): (f64, f64), records: u64, p_value: f64) -> Difference {
    Difference {
        field,
        label,
        effect,
        with,
        without,
        records,
        p_value,
        p_adjusted: p_value,
    }
}

/// Adjusts all p-values together and puts the strongest effects first.
fn adjusted(mut found: Vec<Difference>) -> Vec<Difference> {
    let p_values: Vec<f64> = found.iter().map(|one| one.p_value).collect();
    for (one, p_adjusted) in found.iter_mut().zip(adjusted_p_values(&p_values)) {
        one.p_adjusted = p_adjusted;
    }
    found.sort_by(|a, b| {
        let by_effect = b.effect.abs().total_cmp(&a.effect.abs());
        by_effect.then(a.field.cmp(&b.field)).then(a.label.cmp(&b.label))
    });
    found
}
