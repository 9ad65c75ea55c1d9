//! The member of the family that describes a series best for its number of parameters, tried one by one.

use super::recursion::Passes;
use super::{ErrorKind, EtsKind, Model, Season, Trend};
use crate::minimise::Progress;

/// Seasons longer than this have more states than a series can tell; they are taken out before.
pub const LONGEST_SEASON: usize = 24;

/// A choice under way: each step fits one member.
#[derive(Debug, Clone)]
pub struct EtsChoice<'a> {
    values: &'a [f64],
    period: usize,
    left: Vec<EtsKind>,
    passes: Passes,
    best: Option<Model>,
}

impl<'a> EtsChoice<'a> {
    /// Begins to choose among all members that the series allows. A period of 1 is no season.
    #[must_use]
    pub fn new(values: &'a [f64], period: usize) -> Self {
        let seasons: &[Season] = if (2..=LONGEST_SEASON).contains(&period) && values.len() >= 2 * period {
            &[Season::Multiplicative, Season::Additive, Season::None]
        } else {
            &[Season::None]
        };
        let mut left = Vec::new();
        for season in seasons {
            for trend in [Trend::Damped, Trend::Additive, Trend::None] {
                for error in [ErrorKind::Multiplicative, ErrorKind::Additive] {
                    left.push(EtsKind {
                        error,
                        trend,
                        season: *season,
                    });
                }
            }
        }
        Self {
            values,
            period,
            left,
            passes: Passes::default(),
            best: None,
        }
    }

    /// Fits the next member.
    pub fn step(&mut self) -> Progress {
        let Some(kind) = self.left.pop() else { return Progress::Done };
        let fitted = Model::fit(kind, self.values, self.period, &mut self.passes);
        if let Some(fitted) = fitted
            && self.best.as_ref().is_none_or(|best| fitted.aicc < best.aicc)
        {
            self.best = Some(fitted);
        }
        Progress::Going
    }

    /// The best member; `None` where the series allows none.
    pub(in crate::forecast) fn finish(mut self) -> Option<Model> {
        while self.step() == Progress::Going {}
        self.best
    }
}
