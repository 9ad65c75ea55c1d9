//! Who will fall silent next: learned from what was known of customers at days in the past and what came of it.
//!
//! A customer has fallen silent who has not bought for so many times their own usual gap; how many, the workspace says. The model
//! is trained in slices on two days of the past and judged by the later one, which it has not seen; then it looks at today.
//! It is trained again when purchases, the day or the definition have changed.

mod facts;

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::rc::Rc;

use bridge::customer::{Calibrated, ChurnFact, ChurnMethod, ChurnModel, ChurnReason, ChurnRisk, ChurnState, ChurnSummary, StayStep};
use bridge::scoring::{ModelOrigin, ModelState};
use insight::classify::{BackTest, ClassifyError, Field, Method, Model, Tested, Training};
use insight::survival::Survival;
use model::Filter;
use rustc_hash::{FxHashMap, FxHasher};

use self::facts::{FACTS, Facts, Past};
use super::actions::{RECONNECT_KEY, answered, key};
use super::model_file::{self, FileField, Fitted, ModelFile};
use super::risk::silence_times;
use crate::computed::lifetime::CONFIDENCE;
use crate::query::cells;
use crate::reader::Reader;
use crate::reports::behind::{Buyers, about_as_said};
use crate::table::Table;

/// The facts, in the order of their columns.
const ORDER: [ChurnFact; FACTS] = [
    ChurnFact::Silence,
    ChurnFact::Gap,
    ChurnFact::Purchases,
    ChurnFact::Value,
    ChurnFact::Tenure,
    ChurnFact::Recent,
    ChurnFact::Activities,
    ChurnFact::Tickets,
];
/// Days between the days of the past that are learned from: the time in which it shows who falls silent.
const HORIZON: std::ops::RangeInclusive<i32> = 30..=365;
/// Seed of the folds: the same everywhere, so that two devices learn the same.
const SEED: u64 = 0x6b69_7468;
/// Records that one slice passes over.
const SLICE: u64 = 60_000;
/// Customers about whom something is learned as soon as anybody asks about one.
const FEW: usize = 5_000;
/// Reasons that are told of each customer.
const REASONS: usize = 3;
/// Steps of the curve of staying that are told.
const STEPS: u32 = 12;
/// Field that holds the chance of a customer to fall silent.
const LEAVING: &str = "leaving";

/// What was learned about the customers of a table.
struct Churn {
    of: u64,
    /// What was learned from, as one number: of the same there is nothing to learn again.
    facts: u64,
    as_of: i32,
    times: f64,
    horizon: i32,
    now: Facts,
    stays: Vec<StayStep>,
    learned: Result<(Model, Vec<f64>), ClassifyError>,
    /// The file that the model came from.
    origin: Option<ModelOrigin>,
}

/// A model that is being trained.
struct Learning {
    churn: Churn,
    training: Option<Box<Training>>,
}

/// What was learned, and what is being learned, by number of the table.
#[derive(Default)]
pub struct Churns {
    kept: FxHashMap<u16, Rc<Churn>>,
    learning: BTreeMap<u16, Learning>,
}

impl Churns {
    /// Whether something is being learned.
    #[must_use]
    pub fn is_learning(&self) -> bool {
        !self.learning.is_empty()
    }

    /// Does a slice; the table whose model is done with it.
    pub fn step(&mut self) -> Option<u16> {
        let mut entry = self.learning.first_entry()?;
        let training = &mut entry.get_mut().training;
        if !training.as_mut().is_none_or(|training| training.run(SLICE)) {
            return None;
        }
        let (table, learning) = entry.remove_entry();
        self.kept.insert(table, Rc::new(learning.finish()));
        Some(table)
    }

    /// Begins to learn about the customers of a table unless that is done.
    pub(crate) fn begin_for(&mut self, reader: Reader<'_>, table: &Table) {
        self.begin(reader, table, silence_times(reader.workspace));
    }

    /// What is known of the customers of a table who are not silent: their rows and chances to fall silent next, 0 to 1.
    pub(crate) fn risks(&self, table: u16) -> impl Iterator<Item = (u32, f64)> {
        let known = self.kept.get(&table).and_then(|churn| Some((churn, churn.learned.as_ref().ok()?)));
        known
            .into_iter()
            .flat_map(|(churn, (_, risks))| churn.now.row.iter().copied().zip(risks.iter().copied()))
    }

    /// Learns again at the next occasion, whatever has changed.
    pub fn forget(&mut self) {
        self.kept.clear();
        self.learning.clear();
    }

    /// What is known of the customers of a table; begins to learn it anew when something that it depends on has changed.
    pub fn summary(&mut self, reader: Reader<'_>, object: &str, limit: u32) -> ChurnSummary {
        let mut summary = ChurnSummary {
            times: silence_times(reader.workspace),
            as_of: reader.moment.today,
            progress: None,
            state: ChurnState::Nobody,
            customers: Vec::new(),
            watched: 0,
            stays: Vec::new(),
        };
        let Some(table) = reader.table(object) else { return summary };
        if reader.computed.fit_progress(table.number).is_some() {
            // What it learns from is being computed.
            summary.state = ChurnState::Pending;
        }
        let Some(of) = self.begin(reader, table, summary.times) else {
            return summary;
        };
        if let Some(learning) = self.learning.get(&table.number) {
            summary.progress = Some(learning.training.as_ref().map_or(0.0, |training| training.progress()));
        }
        let Some(churn) = self.kept.get(&table.number) else {
            summary.state = ChurnState::Pending;
            return summary;
        };
        debug_assert!(churn.of == of || summary.progress.is_some(), "what is out of date is being learned");
        summary.as_of = churn.as_of;
        summary.times = churn.times;
        summary.watched = churn.now.row.len() as u32;
        summary.stays = churn.stays.clone();
        match &churn.learned {
            Err(error) => summary.state = not_learned(*error),
            Ok((model, risks)) => {
                let mut importance = ORDER.into_iter().zip(model.importance.iter().copied()).collect::<Vec<_>>();
                importance.sort_by(|a, b| b.1.total_cmp(&a.1));
                summary.state = ChurnState::Learned(Box::new(model_summary(model, LEAVING, churn.horizon, importance)));
                summary.customers = customers(reader, table, churn, model, risks, limit);
            }
        }
        summary
    }

    /// The model as a file; nothing where none was learned.
    pub fn file(&self, reader: Reader<'_>, table: &Table) -> Option<String> {
        let churn = self.kept.get(&table.number)?;
        if churn.origin.is_some() {
            return model_file::imported(reader.workspace, &table.object);
        }
        let (model, _) = churn.learned.as_ref().ok()?;
        let file = ModelFile::new(
            &table.object,
            reader.moment.base,
            churn.as_of,
            file_fields(),
            Fitted::Classes(Box::new(model.clone())),
        );
        Some(file.text())
    }

    /// How the model stands.
    pub fn state(&self, table: &Table) -> ModelState {
        let churn = self.kept.get(&table.number);
        let learned = churn.and_then(|churn| churn.learned.as_ref().ok());
        ModelState {
            learned: learned.map(|(model, _)| model_summary(model, LEAVING, 0, Vec::new())),
            drift: learned.and_then(|(model, risks)| model.chosen().spread.index(risks.iter().copied())),
            asked: learned.map_or(0, |(_, risks)| risks.len() as u32),
            fields: FACTS as u32,
            origin: churn.and_then(|churn| churn.origin.clone()),
        }
    }

    /// Why one customer may fall silent; `None` where nothing is learned about them, or not yet.
    pub fn of_customer(&mut self, reader: Reader<'_>, table: &Table, row: u32) -> Option<ChurnRisk> {
        // Of many customers the page of one says what is known; learning waits for somebody who asks about all.
        let customers = reader.computed.lifetime(table.number)?.histories.len();
        if customers <= FEW {
            self.begin(reader, table, silence_times(reader.workspace))?;
        }
        let churn = self.kept.get(&table.number)?;
        let (model, risks) = churn.learned.as_ref().ok()?;
        let place = churn.now.row.binary_search(&row).ok()?;
        let mut found = told(reader, table, churn, model, risks, &[place]);
        found.pop()
    }

    /// The number that says what a model would depend on now; begins to learn when that is another one.
    fn begin(&mut self, reader: Reader<'_>, table: &Table, times: f64) -> Option<u64> {
        let lifetime = reader.computed.lifetime(table.number)?;
        if lifetime.histories.is_empty() {
            self.learning.remove(&table.number);
            self.kept.remove(&table.number);
            return None;
        }
        let imported = model_file::imported(reader.workspace, &table.object);
        let of = lifetime.digest() ^ times.to_bits() ^ imported.as_deref().map_or(0, digest) ^ happened(reader);
        let is_known = self.kept.get(&table.number).is_some_and(|churn| churn.of == of);
        let is_begun = self.learning.get(&table.number).is_some_and(|learning| learning.churn.of == of);
        if is_known || is_begun {
            return Some(of);
        }
        let past = Past::of(reader, table, lifetime);
        let mut now = Facts::default();
        past.at(lifetime.as_of, times, false, &mut now);
        let typical = past.typical_gap().unwrap_or_default();
        let horizon = ((times * typical) as i32).clamp(*HORIZON.start(), *HORIZON.end());
        let mut known = Facts::default();
        for back in [2, 1] {
            past.at(lifetime.as_of - back * horizon, times, true, &mut known);
        }
        let (lengths, ended) = past.stays(times);
        let buyers = Buyers::of(reader, table);
        let mut churn = Churn {
            of,
            facts: known.digest(),
            as_of: lifetime.as_of,
            times,
            horizon,
            now,
            stays: stays(&lengths, &ended, |days| buyers.bought(None, lifetime.as_of - days)),
            learned: Err(ClassifyError::NoFields),
            origin: None,
        };
        let begun = self.learning.remove(&table.number);
        let base = reader.moment.base;
        let file = imported.and_then(|text| ModelFile::read(&text, &table.object, base, fits).ok());
        let training = if let Some((origin, model)) = file.and_then(|file| Some((file.origin(), file.classes()?))) {
            churn.origin = origin;
            churn.predict(model);
            None
        } else if let Some(same) = self
            .kept
            .get(&table.number)
            .filter(|kept| kept.facts == churn.facts && kept.origin.is_none())
        {
            // What the past taught stands: it looks at what has happened since.
            match &same.learned {
                Ok((model, _)) => churn.predict(model.clone()),
                Err(error) => churn.learned = Err(*error),
            }
            None
        } else if let Some(begun) = begun.filter(|begun| begun.churn.facts == churn.facts) {
            begun.training
        } else {
            match known.training() {
                Ok(training) => Some(Box::new(training)),
                Err(error) => {
                    churn.learned = Err(error);
                    None
                }
            }
        };
        if training.is_some() {
            self.learning.insert(table.number, Learning { churn, training });
        } else {
            self.kept.insert(table.number, Rc::new(churn));
        }
        Some(of)
    }
}

impl Facts {
    fn training(&self) -> Result<Training, ClassifyError> {
        let fields = self.columns.each_ref().map(|column| Field::Numbers(column));
        Training::new(&fields, &self.left, Method::Auto, BackTest::Later(&self.day), SEED)
    }
}

/// A number that differs when something else has happened with customers than that they bought.
fn happened(reader: Reader<'_>) -> u64 {
    let mut hasher = FxHasher::default();
    for object in ["activity", "ticket"] {
        hasher.write_u64(reader.table(object).map_or(0, Table::version));
    }
    hasher.finish()
}

impl Learning {
    fn finish(self) -> Churn {
        let Self { mut churn, training } = self;
        if let Some(training) = training {
            churn.predict(training.finish());
        }
        churn
    }
}

impl Churn {
    /// Looks at today by a model.
    fn predict(&mut self, model: Model) {
        let fields = self.now.columns.each_ref().map(|column| Field::Numbers(column));
        self.learned = model.predict(&fields).map(|risks| (model, risks));
    }
}

/// The facts as fields of a file.
fn file_fields() -> Vec<FileField> {
    let name = |fact: ChurnFact| FileField::numbers(&[&format!("{fact:?}").to_lowercase()]);
    ORDER.map(name).to_vec()
}

/// Whether a model of these fields can score customers.
pub(crate) fn fits(fields: &[FileField]) -> bool {
    fields == file_fields()
}

fn digest(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Share of customers who stay longer than a number of days, at even steps of days; `since` names those who came that long ago.
fn stays(lengths: &[f64], ended: &[bool], since: impl Fn(i32) -> Filter) -> Vec<StayStep> {
    let Ok(curve) = Survival::of(lengths, ended, CONFIDENCE) else {
        return Vec::new();
    };
    let longest = curve.points.last().map_or(0.0, |point| point.time);
    let step = |place: u32| {
        let days = (longest * f64::from(place) / f64::from(STEPS)).round();
        let reached = curve.points.partition_point(|point| point.time <= days);
        let reached = reached.checked_sub(1).map(|last| &curve.points[last]);
        let (stay, (low, high)) = reached.map_or((1.0, (1.0, 1.0)), |point| (point.survival, point.interval));
        StayStep {
            days: days as u32,
            stay,
            low,
            high,
            behind: since(days as i32),
        }
    };
    let mut steps = (0..=STEPS).map(step).collect::<Vec<_>>();
    steps.dedup_by_key(|step| step.days);
    steps
}

fn not_learned(error: ClassifyError) -> ChurnState {
    match error {
        ClassifyError::NotEnough {
            positives,
            negatives,
            needed,
        } => ChurnState::NotEnough {
            left: positives as u32,
            stayed: negatives as u32,
            needed: needed as u32,
        },
        ClassifyError::NoFields
        | ClassifyError::Rows { .. }
        | ClassifyError::Shape { .. }
        | ClassifyError::NothingVaries
        | ClassifyError::TooMany { .. } => ChurnState::Alike,
    }
}

/// A model as it is told; `field` holds what it says of each record.
pub(crate) fn model_summary(model: &Model, field: &str, horizon_days: i32, importance: Vec<(ChurnFact, f64)>) -> ChurnModel {
    let method = |method: Method| match method {
        Method::Boosting => ChurnMethod::Boosting,
        Method::Logistic | Method::Auto => ChurnMethod::Logistic,
    };
    let chosen = &model.chosen().quality;
    let other = model.candidates.iter().find(|candidate| candidate.method != model.method);
    ChurnModel {
        method: method(model.method),
        rows: model.rows as u32,
        left: model.positives as u32,
        horizon_days,
        tested_later: matches!(model.tested, Tested::Later { .. }),
        tested: chosen.rows as u32,
        auc: chosen.auc,
        auc_interval: chosen.auc_interval,
        brier: chosen.brier,
        other_auc: other.map(|other| other.quality.auc),
        calibration: chosen
            .calibration
            .iter()
            .zip(about_as_said(field, &chosen.calibration))
            .map(|(bin, behind)| Calibrated {
                predicted: bin.predicted,
                observed: bin.observed,
                rows: bin.rows as u32,
                behind,
            })
            .collect(),
        importance,
    }
}

/// The customers most likely to fall silent, each with the facts that speak for it most.
fn customers(reader: Reader<'_>, table: &Table, churn: &Churn, model: &Model, risks: &[f64], limit: u32) -> Vec<ChurnRisk> {
    let mut places = (0..risks.len()).collect::<Vec<_>>();
    places.sort_by(|&a, &b| risks[b].total_cmp(&risks[a]).then(a.cmp(&b)));
    places.retain(|&place| churn.now.row.get(place).is_some_and(|&row| table.is_alive(row)));
    places.truncate(limit as usize);
    told(reader, table, churn, model, risks, &places)
}

fn told(reader: Reader<'_>, table: &Table, churn: &Churn, model: &Model, risks: &[f64], places: &[usize]) -> Vec<ChurnRisk> {
    let few = churn
        .now
        .columns
        .each_ref()
        .map(|column| places.iter().map(|&place| column[place]).collect::<Vec<_>>());
    let fields = few.each_ref().map(|column| Field::Numbers(column));
    let all = (0..places.len()).collect::<Vec<_>>();
    let explained = model.explain(&fields, &all).unwrap_or_default();
    let answers = answered(reader);
    let one = |(index, explanation): (usize, insight::classify::Explanation)| {
        let place = places[index];
        let row = churn.now.row[place];
        let mut parts = explanation.parts.into_iter().enumerate().collect::<Vec<_>>();
        parts.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let reasons = parts.into_iter().take(REASONS).filter(|(_, part)| *part != 0.0);
        let key = key(RECONNECT_KEY, reader, table, row);
        ChurnRisk {
            answered: answers.contains(&key),
            key,
            about: cells::row_link(reader, table, row),
            probability: risks[place],
            reasons: reasons
                .filter(|(fact, _)| few[*fact][index].is_finite())
                .map(|(fact, part)| ChurnReason {
                    fact: ORDER[fact],
                    value: few[fact][index],
                    currency: reader.moment.base,
                    raises: part > 0.0,
                })
                .collect(),
        }
    };
    explained.into_iter().enumerate().map(one).collect()
}

#[cfg(test)]
pub(crate) mod tests;
