//! Whether a model that came from elsewhere can be used as it is. Nothing else here checks what it is given: it was fitted here.

use super::boosting::{Boosting, Tree};
use super::fields::{Coding, RARE};
use super::logistic::{Block, Logistic};
use super::model::{Fitted, Model};
use super::training::Candidate;

/// Why a model that came from elsewhere cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsound {
    /// It reads other fields.
    Fields,
    /// Its parts do not fit together.
    Shape,
    /// Some numbers of it are none, or cannot be.
    Numbers,
}

impl Model {
    /// Whether it can be used. `fields` says of each field it reads whether it is one of labels.
    ///
    /// # Errors
    /// [`Unsound`].
    pub fn check(&self, fields: &[bool]) -> Result<(), Unsound> {
        let finite = |numbers: &[f64]| numbers.iter().all(|number| number.is_finite());
        let share = |number: f64| (0.0..=1.0).contains(&number);
        let count = fields.len();
        let codings = &self.codings.0;
        if count == 0 || codings.len() != count || !codings.iter().zip(fields).all(|(coding, labels)| coding.is_labels() == *labels) {
            return Err(Unsound::Fields);
        }
        let is_whole = codings.iter().all(Coding::is_sound)
            && match &self.fitted {
                Fitted::Logistic(model) => model.is_sound(codings),
                Fitted::Boosting(model) => model.is_sound(count),
            };
        let lengths = [self.importance.len(), self.alone.len(), self.missing_and_rare.len()];
        let chosen = self.candidates.iter().any(|candidate| candidate.method == self.method);
        let spread = self.candidates.iter().all(|candidate| candidate.spread.is_sound());
        if !is_whole || !chosen || !spread || lengths != [count; 3] || self.positives > self.rows {
            return Err(Unsound::Shape);
        }
        let measured = self.candidates.iter().all(|Candidate { quality, .. }| {
            let bins = quality.calibration.iter().all(|bin| share(bin.predicted) && share(bin.observed));
            let (low, high) = quality.auc_interval;
            bins && share(quality.auc) && share(low) && share(high) && share(quality.brier) && quality.log_loss.is_finite()
        });
        let platt = self.platt.slope > 0.0 && finite(&[self.platt.slope, self.platt.offset]);
        if measured && platt && finite(&self.importance) && self.alone.iter().all(|alone| share(alone.auc)) {
            Ok(())
        } else {
            Err(Unsound::Numbers)
        }
    }
}

impl Coding {
    /// Whether records can be seen by it.
    fn is_sound(&self) -> bool {
        match self {
            Coding::Numbers {
                bounds,
                median,
                mean,
                deviation,
                ..
            } => {
                let ascends = bounds.windows(2).all(|pair| pair[0] <= pair[1]);
                let mut numbers = bounds.iter().chain([median, mean, deviation]);
                bounds.len() < usize::from(RARE) && ascends && *deviation >= 0.0 && numbers.all(|number| number.is_finite())
            }
            Coding::Labels { slot_of, slots } => {
                *slots <= usize::from(RARE) && slot_of.iter().all(|&slot| slot == RARE || usize::from(slot) < *slots)
            }
        }
    }
}

impl Logistic {
    /// Whether every weight that a record may ask for is there.
    fn is_sound(&self, codings: &[Coding]) -> bool {
        let fits = |(block, coding): (&Block, &Coding)| match (*block, coding) {
            (Block::Nothing, _) => true,
            (Block::Numbers { at, missing }, Coding::Numbers { .. }) => at < self.weights.len() - usize::from(missing),
            (Block::Labels { at, slots }, Coding::Labels { slots: coded, .. }) => {
                slots == *coded && at < self.weights.len().saturating_sub(slots + 1)
            }
            _ => false,
        };
        let count = codings.len();
        !self.weights.is_empty()
            && self.blocks.len() == count
            && self.means.len() == count
            && self.blocks.iter().zip(codings).all(fits)
            && self.weights.iter().chain(&self.means).all(|number| number.is_finite())
    }
}

impl Boosting {
    /// Whether every record finds a leaf in every tree.
    fn is_sound(&self, fields: usize) -> bool {
        self.start.is_finite() && self.trees.iter().all(|tree| tree.is_sound(fields))
    }
}

impl Tree {
    /// Whether every way ends in a leaf: nodes lead to later ones only.
    fn is_sound(&self, fields: usize) -> bool {
        let later = |place: usize, below: u32| (place + 1..self.nodes.len()).contains(&(below as usize));
        let mut nodes = self.nodes.iter().enumerate();
        !self.nodes.is_empty()
            && nodes.all(|(place, node)| {
                let leads = later(place, node.left) && later(place, node.right) && (node.field as usize) < fields;
                (node.left == 0 || leads) && node.value.is_finite()
            })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A model that asks for what is not there.
    pub(crate) fn point_beyond(model: &mut Model) {
        match &mut model.fitted {
            Fitted::Logistic(logistic) => logistic.weights.truncate(1),
            Fitted::Boosting(boosting) => boosting.trees[0].nodes[0].left = 1_000_000,
        }
    }

    /// A model with a number in it that is none.
    pub(crate) fn not_a_number_inside(model: &mut Model) {
        match &mut model.fitted {
            Fitted::Logistic(logistic) => logistic.weights[1] = f64::NAN,
            Fitted::Boosting(boosting) => boosting.trees[0].nodes[0].value = f64::NAN,
        }
    }
}
