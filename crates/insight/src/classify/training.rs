//! Training with a back-test: both methods are judged on records they have not seen, the better is fitted to all.

use super::boosting::{BoostingFit, Growth};
use super::calibration::Platt;
use super::error::ClassifyError;
use super::fields::Field;
use super::folds::{BackTest, Split};
use super::leaks::{FieldAlone, judge};
use super::logistic::LogisticFit;
use super::metrics::Quality;
use super::model::{Fitted, Kept, Model};
use super::table::{Codings, Table};
use crate::drift::Spread;
use crate::special::{exp_held, ln};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Records of either outcome that it takes.
pub const ENOUGH: usize = 20;
/// Trees at most.
const MOST_TREES: usize = 400;
/// Trees without a gain on the records a fold is judged by, after which its growth ends.
const PATIENCE: usize = 25;

/// What to fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// Logistic regression.
    Logistic,
    /// Gradient boosting.
    Boosting,
    /// Whichever gives the lower logarithmic loss in the back-test.
    Auto,
}

/// How a method did in the back-test, after calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// [`Method::Logistic`] or [`Method::Boosting`].
    pub method: Method,
    /// On records it was not trained on.
    pub quality: Quality,
    /// How the probabilities of these records are spread: what those of later ones are compared with.
    pub spread: Spread,
}

/// Training in slices. Dropping it cancels it.
#[derive(Debug)]
pub struct Training {
    codings: Codings,
    table: Rc<Table>,
    outcomes: Rc<[bool]>,
    split: Split,
    /// Methods to judge; the first is at hand.
    left: Vec<Method>,
    methods: usize,
    fold: u32,
    stage: Stage,
    /// Scores of the method at hand for records it was judged by.
    judged: Vec<(u32, f64)>,
    best_trees: Vec<usize>,
    candidates: Vec<(Candidate, Platt, usize)>,
    alone: Vec<FieldAlone>,
}

#[derive(Debug)]
enum Stage {
    NextFold,
    Logistic(LogisticFit, Rc<Validation>),
    Boosting(BoostingFit, Rc<Validation>, Growing),
    FinalLogistic(LogisticFit),
    FinalBoosting(BoostingFit, usize),
    Done(Fitted),
}

/// The records a fold is judged by.
#[derive(Debug)]
struct Validation {
    rows: Vec<u32>,
    table: Table,
}

/// How growth goes on the records that a fold is judged by.
#[derive(Debug)]
struct Growing {
    scores: Vec<f64>,
    best_scores: Vec<f64>,
    best_loss: f64,
    best_trees: usize,
}

impl Training {
    /// Prepares fields of one length and `outcomes`; nothing is fitted yet. `seed` decides on folds alone.
    ///
    /// # Errors
    /// No fields, different lengths, fewer than [`ENOUGH`] records of an outcome, nothing that varies.
    pub fn new(fields: &[Field<'_>], outcomes: &[bool], method: Method, back_test: BackTest<'_>, seed: u64) -> Result<Self, ClassifyError> {
        let codings = Codings::learn(fields, outcomes.len(), seed)?;
        let positives = outcomes.iter().filter(|outcome| **outcome).count();
        let negatives = outcomes.len() - positives;
        if positives.min(negatives) < ENOUGH {
            return Err(ClassifyError::NotEnough {
                positives,
                negatives,
                needed: ENOUGH,
            });
        }
        let table = codings.apply(fields, true)?;
        if (0..fields.len()).all(|field| !table.varies(field)) {
            return Err(ClassifyError::NothingVaries);
        }
        let split = Split::new(back_test, outcomes, seed);
        let alone = judge(&codings, &table, outcomes, &split);
        let left = match method {
            Method::Auto => vec![Method::Logistic, Method::Boosting],
            one => vec![one],
        };
        Ok(Self {
            codings,
            table: Rc::new(table),
            outcomes: outcomes.into(),
            split,
            methods: left.len(),
            left,
            fold: 0,
            stage: Stage::NextFold,
            judged: Vec::new(),
            best_trees: Vec::new(),
            candidates: Vec::new(),
            alone,
        })
    }

    /// Trains in one go.
    ///
    /// # Errors
    /// Those of [`Training::new`].
    pub fn run_all(
        fields: &[Field<'_>],
        outcomes: &[bool],
        method: Method,
        back_test: BackTest<'_>,
        seed: u64,
    ) -> Result<Model, ClassifyError> {
        let mut training = Self::new(fields, outcomes, method, back_test, seed)?;
        while !training.run(u64::MAX) {}
        Ok(training.finish())
    }

    /// Passes over about `rows` records (a million take some milliseconds per field), at least one step; whether it is done.
    pub fn run(&mut self, rows: u64) -> bool {
        let mut spent = 0;
        while !matches!(self.stage, Stage::Done(_)) {
            spent += self.step();
            if spent >= rows {
                break;
            }
        }
        matches!(self.stage, Stage::Done(_))
    }

    /// The share that is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        if matches!(self.stage, Stage::Done(_)) {
            return 1.0;
        }
        let folds = self.methods as f64 * f64::from(self.split.folds);
        let done = (self.methods - self.left.len()) as f64 * f64::from(self.split.folds) + f64::from(self.fold);
        done / (folds + 1.0)
    }

    /// What each field does alone; known from the start.
    pub fn alone(&self) -> &[FieldAlone] {
        &self.alone
    }

    /// The model; what is not done yet is done now.
    pub fn finish(mut self) -> Model {
        while !self.run(u64::MAX) {}
        let Stage::Done(fitted) = self.stage else {
            unreachable!("run ends when the stage is done");
        };
        let (chosen, platt, _) = &self.candidates[better(&self.candidates)];
        Model::new(Kept {
            codings: self.codings,
            fitted,
            platt: *platt,
            method: chosen.method,
            tested: self.split.tested,
            candidates: self.candidates.iter().map(|(candidate, ..)| candidate.clone()).collect(),
            alone: self.alone,
            table: self.table,
            outcomes: self.outcomes,
        })
    }

    /// One iteration, one tree, or one change of stage; the records it passed over.
    fn step(&mut self) -> u64 {
        let rows = self.table.rows as u64;
        match std::mem::replace(&mut self.stage, Stage::NextFold) {
            Stage::NextFold => self.next_fold(),
            Stage::Logistic(mut fit, validation) => {
                if fit.run(1) {
                    let scores = fit.finish().scores(&validation.table);
                    self.judged.extend(validation.rows.iter().copied().zip(scores));
                    self.fold += 1;
                } else {
                    self.stage = Stage::Logistic(fit, validation);
                }
            }
            Stage::Boosting(mut fit, validation, mut growing) => {
                if growing.add(&mut fit, &validation, &self.outcomes) {
                    self.judged.extend(validation.rows.iter().copied().zip(growing.best_scores));
                    self.best_trees.push(growing.best_trees);
                    self.fold += 1;
                } else {
                    self.stage = Stage::Boosting(fit, validation, growing);
                }
            }
            Stage::FinalLogistic(mut fit) => {
                self.stage = if fit.run(1) {
                    Stage::Done(Fitted::Logistic(fit.finish()))
                } else {
                    Stage::FinalLogistic(fit)
                };
            }
            Stage::FinalBoosting(mut fit, trees) => {
                let grown = fit.trees() >= trees || fit.add_tree().is_leaf();
                self.stage = if grown {
                    Stage::Done(Fitted::Boosting(fit.finish()))
                } else {
                    Stage::FinalBoosting(fit, trees)
                };
            }
            done @ Stage::Done(_) => self.stage = done,
        }
        rows
    }

    fn next_fold(&mut self) {
        let Some(&method) = self.left.first() else {
            return self.last_fit();
        };
        if self.fold == self.split.folds {
            self.judge_method(method);
            self.left.remove(0);
            self.fold = 0;
            return;
        }
        let (train, judge) = self.split.sides(self.fold);
        let outcomes: Rc<[bool]> = train.iter().map(|&row| self.outcomes[row as usize]).collect();
        let table = Rc::new(self.table.rows(&train));
        let validation = Rc::new(Validation {
            table: self.table.rows(&judge),
            rows: judge,
        });
        self.stage = match method {
            Method::Boosting => {
                let fit = BoostingFit::new(&self.codings, table, outcomes, Growth::default());
                let scores = vec![fit.start(); validation.rows.len()];
                let growing = Growing {
                    best_scores: scores.clone(),
                    best_loss: f64::INFINITY,
                    best_trees: 0,
                    scores,
                };
                Stage::Boosting(fit, validation, growing)
            }
            _ => Stage::Logistic(LogisticFit::new(&self.codings, table, outcomes), validation),
        };
    }

    /// Calibrates and measures what the folds of a method gave.
    fn judge_method(&mut self, method: Method) {
        let judged = std::mem::take(&mut self.judged);
        let scores: Vec<f64> = judged.iter().map(|(_, score)| *score).collect();
        let outcomes: Vec<bool> = judged.iter().map(|(row, _)| self.outcomes[*row as usize]).collect();
        let platt = Platt::fit(&scores, &outcomes);
        let probabilities: Vec<f64> = scores.iter().map(|score| platt.probability(*score)).collect();
        let trees = std::mem::take(&mut self.best_trees);
        let mean = trees.iter().sum::<usize>() as f64 / trees.len().max(1) as f64;
        let candidate = Candidate {
            method,
            quality: Quality::measure(&probabilities, &outcomes),
            spread: Spread::of(&probabilities),
        };
        self.candidates.push((candidate, platt, (mean.round() as usize).max(1)));
    }

    fn last_fit(&mut self) {
        let (chosen, _, trees) = &self.candidates[better(&self.candidates)];
        let (table, outcomes) = (Rc::clone(&self.table), Rc::clone(&self.outcomes));
        self.stage = match chosen.method {
            Method::Boosting => Stage::FinalBoosting(BoostingFit::new(&self.codings, table, outcomes, Growth::default()), *trees),
            _ => Stage::FinalLogistic(LogisticFit::new(&self.codings, table, outcomes)),
        };
    }
}

/// The candidate of the lowest loss, the first of equals.
fn better(candidates: &[(Candidate, Platt, usize)]) -> usize {
    let loss = |place: usize| candidates[place].0.quality.log_loss;
    (1..candidates.len()).fold(0, |best, place| if loss(place) < loss(best) { place } else { best })
}

impl Growing {
    /// Adds a tree; whether growth is over.
    fn add(&mut self, fit: &mut BoostingFit, validation: &Validation, outcomes: &[bool]) -> bool {
        let tree = fit.add_tree();
        if tree.is_leaf() {
            return true;
        }
        tree.add_to(&validation.table, &mut self.scores);
        let loss: f64 = self
            .scores
            .iter()
            .zip(&validation.rows)
            .map(|(score, &row)| {
                let outcome = f64::from(u8::from(outcomes[row as usize]));
                score.max(0.0) - outcome * score + ln(1.0 + exp_held(-score.abs()))
            })
            .sum();
        if loss < self.best_loss {
            self.best_loss = loss;
            self.best_trees = fit.trees();
            self.best_scores.copy_from_slice(&self.scores);
        }
        fit.trees() >= MOST_TREES || fit.trees() - self.best_trees >= PATIENCE
    }
}
