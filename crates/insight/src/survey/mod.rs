//! What customers say in surveys: Net Promoter Score, satisfaction and effort, with the limits that so few answers allow.
//!
//! - NPS (Reichheld 2003): share of promoters (9 and 10) less share of detractors (0 to 6), in points from −100 to 100. The interval is
//!   the adjusted Wald one (Rocks 2016): three answers are added as ¾ promoters, ¾ detractors and 1½ passives, so that it holds for few
//!   answers and where all agree.
//! - CSAT: share of the answers at or above a mark (4 of 1 to 5), with Wilson's interval.
//! - CES: mean answer, with Student's t.

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

use crate::experiment::{ExperimentError, Moments, Proportion, mean_interval, wilson_interval};
use crate::special::normal_quantile;

/// Why answers give no score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SurveyError {
    /// There is no answer.
    NoAnswer,
    /// An answer is not on the scale.
    OffScale {
        /// Place of the answer.
        place: usize,
        /// The answer.
        answer: f64,
    },
    /// The confidence is not between 0 and 1.
    Confidence {
        /// The confidence.
        confidence: f64,
    },
    /// The scale has no two marks, or the mark to reach is not on it.
    Scale,
}

impl fmt::Display for SurveyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAnswer => write!(f, "there is no answer"),
            Self::OffScale { place, answer } => write!(f, "answer {} is {answer}, which is not on the scale", place + 1),
            Self::Confidence { confidence } => write!(f, "a confidence of {confidence} is not between 0 and 1"),
            Self::Scale => write!(f, "the scale has no two marks, or the mark to reach is not on it"),
        }
    }
}

impl Error for SurveyError {}

/// Net Promoter Score with its counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NetPromoter {
    /// −100 to 100.
    pub score: f64,
    /// Limits of the score.
    pub interval: (f64, f64),
    /// Answers of 9 and 10.
    pub promoters: u64,
    /// Answers of 7 and 8.
    pub passives: u64,
    /// Answers of 0 to 6.
    pub detractors: u64,
}

/// A share or mean of answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answered {
    /// The share (0 to 1) or mean.
    pub value: f64,
    /// Its limits; `None` where one answer says nothing about chance.
    pub interval: Option<(f64, f64)>,
    /// Number of answers.
    pub n: u64,
}

/// Whether an answer is on the scale from 0 to 10.
#[must_use]
pub fn is_promoter_answer(answer: f64) -> bool {
    (0.0..=10.0).contains(&answer) && answer.fract() == 0.0
}

/// Net Promoter Score of answers from 0 to 10.
///
/// # Errors
/// [`SurveyError`].
pub fn net_promoter(answers: &[f64], confidence: f64) -> Result<NetPromoter, SurveyError> {
    if let Some(place) = answers.iter().position(|answer| !is_promoter_answer(*answer)) {
        return Err(SurveyError::OffScale {
            place,
            answer: answers[place],
        });
    }
    let count = |range: std::ops::RangeInclusive<f64>| answers.iter().filter(|answer| range.contains(answer)).count() as u64;
    net_promoter_of_counts(count(9.0..=10.0), count(7.0..=8.0), count(0.0..=6.0), confidence)
}

/// Net Promoter Score of counted answers.
///
/// # Errors
/// [`SurveyError::NoAnswer`], [`SurveyError::Confidence`].
pub fn net_promoter_of_counts(promoters: u64, passives: u64, detractors: u64, confidence: f64) -> Result<NetPromoter, SurveyError> {
    if !(confidence > 0.0 && confidence < 1.0) {
        return Err(SurveyError::Confidence { confidence });
    }
    let n = promoters as f64 + passives as f64 + detractors as f64;
    if n == 0.0 {
        return Err(SurveyError::NoAnswer);
    }
    let z = normal_quantile(0.5 + 0.5 * confidence);
    let (for_it, against) = ((promoters as f64 + 0.75) / (n + 3.0), (detractors as f64 + 0.75) / (n + 3.0));
    let centre = for_it - against;
    let half = z * ((for_it + against - centre * centre) / (n + 3.0)).sqrt();
    let score = 100.0 * (promoters as f64 - detractors as f64) / n;
    Ok(NetPromoter {
        score,
        interval: (
            (100.0 * (centre - half)).clamp(-100.0, score),
            (100.0 * (centre + half)).clamp(score, 100.0),
        ),
        promoters,
        passives,
        detractors,
    })
}

/// Share of answers that reach a mark, on a scale from `lowest` to `highest`.
///
/// # Errors
/// [`SurveyError`].
pub fn satisfaction(answers: &[f64], scale: (f64, f64), mark: f64, confidence: f64) -> Result<Answered, SurveyError> {
    on_scale(answers, scale)?;
    if !(scale.0..=scale.1).contains(&mark) {
        return Err(SurveyError::Scale);
    }
    let proportion = Proportion {
        successes: answers.iter().filter(|answer| **answer >= mark).count() as u64,
        n: answers.len() as u64,
    };
    let interval = wilson_interval(proportion, confidence).map_err(of_interval)?;
    Ok(Answered {
        value: proportion.successes as f64 / proportion.n as f64,
        interval: Some(interval),
        n: proportion.n,
    })
}

/// Mean answer, on a scale from `lowest` to `highest`. Limits stay on the scale.
///
/// # Errors
/// [`SurveyError`].
pub fn effort(answers: &[f64], scale: (f64, f64), confidence: f64) -> Result<Answered, SurveyError> {
    on_scale(answers, scale)?;
    let moments = Moments::of(answers);
    let interval = match mean_interval(&moments, confidence) {
        Ok((low, high)) => Some((low.max(scale.0), high.min(scale.1))),
        Err(ExperimentError::TooFew { .. }) => None,
        Err(error) => return Err(of_interval(error)),
    };
    Ok(Answered {
        value: moments.mean,
        interval,
        n: moments.n,
    })
}

fn on_scale(answers: &[f64], (lowest, highest): (f64, f64)) -> Result<(), SurveyError> {
    if !(lowest.is_finite() && highest.is_finite() && lowest < highest) {
        return Err(SurveyError::Scale);
    }
    if answers.is_empty() {
        return Err(SurveyError::NoAnswer);
    }
    match answers.iter().position(|answer| !(lowest..=highest).contains(answer)) {
        Some(place) => Err(SurveyError::OffScale {
            place,
            answer: answers[place],
        }),
        None => Ok(()),
    }
}

/// Answers were counted and are on a scale, so all that is left to be wrong is the confidence.
fn of_interval(error: ExperimentError) -> SurveyError {
    match error {
        ExperimentError::Confidence { confidence } => SurveyError::Confidence { confidence },
        _ => SurveyError::NoAnswer,
    }
}
