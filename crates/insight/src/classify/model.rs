//! A trained model: predicts and says why.

use super::boosting::Boosting;
use super::calibration::Platt;
use super::error::ClassifyError;
use super::fields::Field;
use super::folds::Tested;
use super::leaks::FieldAlone;
use super::logistic::Logistic;
use super::table::{Codings, Table};
use super::training::{Candidate, Method};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Records that importance is averaged over.
const IMPORTANCE_ROWS: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Fitted {
    Logistic(Logistic),
    Boosting(Boosting),
}

/// A model and what is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    pub(super) codings: Codings,
    pub(super) fitted: Fitted,
    /// How scores become probabilities.
    pub platt: Platt,
    /// [`Method::Logistic`] or [`Method::Boosting`].
    pub method: Method,
    /// What the back-test was.
    pub tested: Tested,
    /// How each method did in it.
    pub candidates: Vec<Candidate>,
    /// What each field does alone, with warnings of those that know the outcome.
    pub alone: Vec<FieldAlone>,
    /// Mean magnitude of each field's contribution, in log-odds.
    pub importance: Vec<f64>,
    /// How much each field missed and had rare levels in training.
    pub missing_and_rare: Vec<(usize, usize)>,
    /// Records trained on.
    pub rows: usize,
    /// Those with the outcome.
    pub positives: usize,
    /// Whether the fit came to its end; boosting always does.
    pub converged: bool,
}

/// What training hands over.
pub(super) struct Kept {
    pub codings: Codings,
    pub fitted: Fitted,
    pub platt: Platt,
    pub method: Method,
    pub tested: Tested,
    pub candidates: Vec<Candidate>,
    pub alone: Vec<FieldAlone>,
    pub table: Rc<Table>,
    pub outcomes: Rc<[bool]>,
}

/// Why a record has its probability: log-odds that add up.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Log-odds of everybody.
    pub base: f64,
    /// What each field adds to them for this record.
    pub parts: Vec<f64>,
}

impl Fitted {
    fn asks_for_bins(&self) -> bool {
        matches!(self, Fitted::Boosting(_))
    }

    fn scores(&self, table: &Table) -> Vec<f64> {
        match self {
            Fitted::Logistic(model) => model.scores(table),
            Fitted::Boosting(model) => model.scores(table),
        }
    }

    fn contributions(&self, table: &Table, row: usize) -> (f64, Vec<f64>) {
        match self {
            Fitted::Logistic(model) => model.contributions(table, row),
            Fitted::Boosting(model) => model.contributions(table, row),
        }
    }
}

impl Model {
    pub(super) fn new(kept: Kept) -> Self {
        let table = &kept.table;
        let stride = table.rows.div_ceil(IMPORTANCE_ROWS).max(1);
        let mut importance = vec![0.0; table.columns.len()];
        let rows: Vec<usize> = (0..table.rows).step_by(stride).collect();
        for &row in &rows {
            let (_, parts) = kept.fitted.contributions(table, row);
            for (sum, part) in importance.iter_mut().zip(parts) {
                *sum += kept.platt.slope * part.abs() / rows.len() as f64;
            }
        }
        Self {
            importance,
            missing_and_rare: (0..table.columns.len()).map(|field| table.missing_and_rare(field)).collect(),
            rows: table.rows,
            positives: kept.outcomes.iter().filter(|outcome| **outcome).count(),
            converged: match &kept.fitted {
                Fitted::Logistic(model) => model.converged,
                Fitted::Boosting(_) => true,
            },
            codings: kept.codings,
            fitted: kept.fitted,
            platt: kept.platt,
            method: kept.method,
            tested: kept.tested,
            candidates: kept.candidates,
            alone: kept.alone,
        }
    }

    /// The probability of the outcome for every record, strictly between 0 and 1. Fields are those trained on, in that order,
    /// with the same numbers for levels.
    ///
    /// # Errors
    /// [`ClassifyError::Shape`], [`ClassifyError::Rows`].
    pub fn predict(&self, fields: &[Field<'_>]) -> Result<Vec<f64>, ClassifyError> {
        let table = self.codings.apply(fields, self.fitted.asks_for_bins())?;
        let scores = self.fitted.scores(&table);
        Ok(scores.into_iter().map(|score| self.platt.probability(score)).collect())
    }

    /// Why each of the chosen records has its probability: for logistic regression coefficient × deviation from the mean, for
    /// boosting the way through the trees.
    ///
    /// # Errors
    /// Those of [`Model::predict`]. A record that does not exist has no explanation.
    pub fn explain(&self, fields: &[Field<'_>], records: &[usize]) -> Result<Vec<Explanation>, ClassifyError> {
        let table = self.codings.apply(fields, self.fitted.asks_for_bins())?;
        let explain = |row: &usize| {
            let (base, parts) = self.fitted.contributions(&table, *row);
            Explanation {
                base: self.platt.slope * base + self.platt.offset,
                parts: parts.into_iter().map(|part| self.platt.slope * part).collect(),
            }
        };
        Ok(records.iter().filter(|row| **row < table.rows).map(explain).collect())
    }

    /// How the method that was chosen did in the back-test.
    pub fn chosen(&self) -> &Candidate {
        let chosen = self.candidates.iter().find(|candidate| candidate.method == self.method);
        chosen.expect("a model is one of its candidates")
    }

    /// Trees of a boosting; none of a logistic regression.
    pub fn trees(&self) -> usize {
        match &self.fitted {
            Fitted::Logistic(_) => 0,
            Fitted::Boosting(model) => model.trees.len(),
        }
    }
}
