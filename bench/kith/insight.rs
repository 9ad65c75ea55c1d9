//! The models of `insight` on columns of this page: what the benchmarks of models call, compiled and optimised as the engine is.
//!
//! Columns of several fields come one after the other in one array.

use insight::basket::{Baskets, ItemSets, Thresholds};
use insight::classify::{BackTest, Field, Method, Model, Training};
use insight::clusters::{KMeans, Points, Scaling};
use insight::forecast::{self, forecast};
use insight::lifetime::{BgNbd, Histories};
use insight::recommend::{Ease, Purchases, RelatedItems, RelationRules};
use wasm_bindgen::prelude::*;

/// All random choices of models.
const SEED: u64 = 1;

fn main() {}

fn failed(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

/// r, alpha, a, b and the log-likelihood.
#[wasm_bindgen]
pub fn bg_nbd(repeats: Vec<u32>, recency: Vec<f64>, age: Vec<f64>) -> Result<Vec<f64>, JsError> {
    let histories = Histories {
        customer: (0..repeats.len() as u32).collect(),
        value: vec![f64::NAN; repeats.len()],
        total: vec![0.0; repeats.len()],
        repeats,
        recency,
        age,
        ..Histories::default()
    };
    let model = BgNbd::fit(&histories).map_err(failed)?;
    Ok(vec![model.r, model.alpha, model.a, model.b, model.log_likelihood])
}

/// A trained classifier.
#[wasm_bindgen]
pub struct Classifier(Model);

fn fields<'a>(numbers: &'a [f64], labels: &'a [u32], rows: usize) -> Vec<Field<'a>> {
    let numbers = numbers.chunks_exact(rows).map(Field::Numbers);
    numbers.chain(labels.chunks_exact(rows).map(Field::Labels)).collect()
}

#[wasm_bindgen]
impl Classifier {
    /// Back-test in folds, calibration, and the fit on all records.
    pub fn train(numbers: &[f64], labels: &[u32], outcomes: &[u8], boosting: bool) -> Result<Self, JsError> {
        let outcomes: Vec<bool> = outcomes.iter().map(|outcome| *outcome == 1).collect();
        let method = if boosting { Method::Boosting } else { Method::Logistic };
        let fields = fields(numbers, labels, outcomes.len());
        Training::run_all(&fields, &outcomes, method, BackTest::Folds, SEED)
            .map(Self)
            .map_err(failed)
    }

    /// The probability of every record.
    pub fn predict(&self, numbers: &[f64], labels: &[u32], rows: usize) -> Result<Vec<f64>, JsError> {
        self.0.predict(&fields(numbers, labels, rows)).map_err(failed)
    }

    /// The area under the curve in the back-test, and the trees of the model.
    pub fn quality(&self) -> Vec<f64> {
        vec![self.0.chosen().quality.auc, self.0.trees() as f64]
    }
}

/// Neighbours of items.
#[wasm_bindgen]
pub struct Neighbours(RelatedItems);

#[wasm_bindgen]
impl Neighbours {
    /// By cosine, as many as wanted, of all that have a buyer in common.
    pub fn of(buyers: usize, items: usize, buyer_of: &[u32], item_of: &[u32], partners: usize) -> Result<Self, JsError> {
        let purchases = Purchases::from_pairs(buyers, items, buyer_of, item_of).map_err(failed)?;
        let rules = RelationRules {
            min_together: 1,
            min_lift: 0.0,
            shrinkage: 0,
            partners,
        };
        Ok(Self(RelatedItems::build(&purchases, rules)))
    }

    /// Scores of an item's neighbours, best first.
    pub fn scores(&self, item: usize) -> Vec<f64> {
        self.0.of(item).map(|also| also.score).collect()
    }
}

/// Weights between items.
#[wasm_bindgen]
pub struct Weights(Ease);

#[wasm_bindgen]
impl Weights {
    /// EASE.
    pub fn fit(buyers: usize, items: usize, buyer_of: &[u32], item_of: &[u32], regularisation: f64) -> Result<Self, JsError> {
        let purchases = Purchases::from_pairs(buyers, items, buyer_of, item_of).map_err(failed)?;
        Ease::fit(&purchases, regularisation).map(Self).map_err(failed)
    }

    /// From one item to all.
    pub fn row(&self, item: u32) -> Vec<f64> {
        (0..self.0.items() as u32).map(|other| self.0.weight(item, other)).collect()
    }
}

/// Frequent sets, each as its length, its items and its count.
#[wasm_bindgen]
pub fn item_sets(baskets: usize, items: usize, basket_of: &[u32], item_of: &[u32], support: f64) -> Result<Vec<u32>, JsError> {
    let baskets = Baskets::from_pairs(baskets, items, basket_of, item_of).map_err(failed)?;
    let thresholds = Thresholds {
        support,
        ..Thresholds::default()
    };
    let found = ItemSets::mine(&baskets, thresholds).map_err(failed)?;
    let mut flat = Vec::new();
    for set in found.sets {
        flat.push(set.items.len() as u32);
        flat.extend(set.items);
        flat.push(set.count);
    }
    Ok(flat)
}

/// Inertia of columns made comparable, after so many starts.
#[wasm_bindgen]
pub fn k_means(values: &[f64], columns: usize, clusters: usize, starts: u32) -> Result<f64, JsError> {
    let slices: Vec<&[f64]> = values.chunks_exact(values.len() / columns).collect();
    let points = Points::prepare(&slices, Scaling::default()).map_err(failed)?;
    Ok(KMeans::fit(&points, clusters, starts, SEED).map_err(failed)?.inertia)
}

/// Exponential smoothing chosen for each of several series, of these lengths: expected values, one series after the other.
#[wasm_bindgen]
pub fn ets(values: &[f64], lengths: &[u32], period: usize, horizon: usize) -> Result<Vec<f64>, JsError> {
    let mut points = Vec::with_capacity(lengths.len() * horizon);
    let mut rest = values;
    for &length in lengths {
        let (series, after) = rest.split_at(length as usize);
        points.extend(
            forecast(series, period, horizon, forecast::Method::Ets, 0.9)
                .map_err(failed)?
                .points,
        );
        rest = after;
    }
    Ok(points)
}
