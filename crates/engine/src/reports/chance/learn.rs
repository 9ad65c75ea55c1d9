//! Learning from decided deals, in slices. What was learned of the same records and fields is taken over.

use std::hash::Hasher;
use std::rc::Rc;

use bridge::report::Reason;
use insight::classify::{BackTest, ClassifyError, ENOUGH, Method, Model, NO_LEVEL, Tested, Training};
use model::order;
use rustc_hash::FxHasher;

use super::super::book::{Book, Deal, NO_STAGE};
use super::super::facets::{Data, Facet, facets};
use super::super::trends::{STAGED, THROUGH};
use super::{Learned, OWN};
use crate::computed::Outcome;
use crate::reader::Reader;

/// Records that are learned from at most.
const RECORDS: usize = 6_000;
/// Every device divides its folds alike.
const SEED: u64 = 0x6b69_7468;

/// A deal in a stage.
#[derive(Clone, Copy)]
struct Visit {
    row: u32,
    stage: u32,
    age: f64,
    closed: i32,
    won: bool,
}

/// A model that is being learned; [`Learned::model`] says nothing until it is done.
pub(crate) struct Teaching {
    learned: Learned,
    times: Vec<f64>,
    training: Option<Box<Training>>,
}

impl Teaching {
    /// Begins: of the same records and fields as `known` there is nothing to learn, and of the same as `begun` it goes on.
    pub(super) fn begin(reader: Reader<'_>, basis: Vec<u64>, known: Option<&Learned>, begun: Option<Teaching>) -> Self {
        let book = Book::read(reader, None);
        let mut visits = Vec::new();
        let mut decided = [0; 2];
        for deal in &book.deals {
            let Some(closed) = deal.closed else { continue };
            let won = deal.outcome == Outcome::Won;
            decided[usize::from(!won)] += 1;
            let visit = |stage: u32, entered: i32| Visit {
                row: deal.row,
                stage,
                age: f64::from(entered - deal.opened.unwrap_or(entered)),
                closed,
                won,
            };
            let known = visits.len();
            visits.extend(book.way(deal).map(|entry| visit(entry.stage, entry.entered)));
            if known == visits.len() {
                visits.push(visit(NO_STAGE, closed));
            }
        }
        order::sort_by_key(&mut visits, |visit| (visit.closed, visit.row, visit.stage));
        visits.drain(..visits.len().saturating_sub(RECORDS));
        let count = visits.len();
        let open: Vec<&Deal> = book.deals.iter().filter(|deal| deal.outcome == Outcome::Open).collect();
        let times: Vec<f64> = visits.iter().map(|visit| f64::from(visit.closed)).collect();
        let outcomes: Vec<bool> = visits.iter().map(|visit| visit.won).collect();
        visits.extend(open.iter().map(|deal| {
            let entered = book.way(deal).next_back().map(|entry| entry.entered).or(deal.opened);
            Visit {
                row: deal.row,
                stage: deal.stage,
                age: entered
                    .zip(deal.opened)
                    .map_or(0.0, |(entered, opened)| f64::from(entered - opened)),
                closed: i32::MAX,
                won: false,
            }
        }));
        let mut stages: Vec<u32> = visits.iter().map(|visit| visit.stage).filter(|stage| *stage != NO_STAGE).collect();
        order::sort(&mut stages);
        stages.dedup();
        let level = |visit: &Visit| stages.binary_search(&visit.stage).map_or(NO_LEVEL, |level| level as u32);
        let rows: Vec<u32> = visits.iter().map(|visit| visit.row).collect();
        let found = reader.table("deal").map(|table| facets(reader, table, &rows, &STAGED, &THROUGH));
        let mut learned = Learned {
            basis,
            digest: 0,
            decided,
            stage_of: visits.iter().map(level).collect(),
            ages: visits.iter().map(|visit| visit.age).collect(),
            stages,
            stage_coded: None,
            facets: found.unwrap_or_default(),
            leaks: Vec::new(),
            learned: count,
            open: open.iter().map(|deal| deal.row).collect(),
            tested_after: None,
            model: Err(Reason::Nothing),
            origin: None,
        };
        if let Some(file) = super::files::imported(reader) {
            learned.adopt(reader, file);
            return Self {
                learned,
                times,
                training: None,
            };
        }
        learned.digest = digest(&learned, &outcomes, &times);
        let digest = learned.digest;
        let mut training = None;
        if let Some(known) = known.filter(|known| known.digest == digest && known.origin.is_none()) {
            learned.take_over(known);
        } else if let Some(begun) = begun.filter(|begun| begun.learned.digest == digest) {
            learned.take_over(&begun.learned);
            training = begun.training;
        } else {
            match train(&mut learned, &outcomes, &times) {
                Ok(begun) => training = Some(Box::new(begun)),
                Err(reason) => learned.model = Err(reason),
            }
        }
        Self { learned, times, training }
    }

    /// What it is learned from.
    pub(super) fn basis(&self) -> &[u64] {
        &self.learned.basis
    }

    /// Passes over about so many records; whether it is done.
    pub(super) fn run(&mut self, rows: u64) -> bool {
        self.training.as_mut().is_none_or(|training| training.run(rows))
    }

    /// What was learned; what is not done yet is done now.
    pub(super) fn finish(self) -> Learned {
        let Self {
            mut learned,
            times,
            training,
        } = self;
        if let Some(training) = training {
            let model = training.finish();
            if let Tested::Later { rows } = model.tested {
                let first = times.len().checked_sub(rows as usize);
                learned.tested_after = first.and_then(|first| times.get(first)).map(|day| *day as i32);
            }
            learned.model = Ok(Rc::<Model>::new(model));
        }
        learned
    }
}

impl Learned {
    /// Takes the model of what was learned from the same, for the open deals as they are now.
    fn take_over(&mut self, known: &Learned) {
        self.model = known.model.clone();
        self.tested_after = known.tested_after;
        for facet in std::mem::take(&mut self.facets) {
            match known.leaks.iter().find(|(leak, _)| leak.is_same(&facet)) {
                Some((_, auc)) => self.leaks.push((facet, *auc)),
                None => self.facets.push(facet),
            }
        }
    }
}

/// Everything that a model is learned from, as one number.
fn digest(learned: &Learned, outcomes: &[bool], times: &[f64]) -> u64 {
    let mut hasher = FxHasher::default();
    let count = learned.learned;
    let numbers = |hasher: &mut FxHasher, numbers: &[f64]| numbers.iter().for_each(|number| hasher.write_u64(number.to_bits()));
    let labels = |hasher: &mut FxHasher, labels: &[u32]| labels.iter().for_each(|label| hasher.write_u32(*label));
    outcomes.iter().for_each(|won| hasher.write_u8(u8::from(*won)));
    numbers(&mut hasher, times);
    numbers(&mut hasher, &learned.ages[..count]);
    labels(&mut hasher, &learned.stage_of[..count]);
    for facet in &learned.facets {
        hasher.write(facet.object.as_str().as_bytes());
        facet.path.iter().for_each(|key| hasher.write(key.as_str().as_bytes()));
        match &facet.data {
            Data::Numbers(data) => numbers(&mut hasher, &data[..count]),
            Data::Labels(data) => labels(&mut hasher, &data[..count]),
        }
    }
    hasher.finish()
}

/// Prepares learning from all fields but those that know the outcome.
fn train(learned: &mut Learned, outcomes: &[bool], times: &[f64]) -> Result<Training, Reason> {
    let [won, lost] = learned.decided;
    let needed = ENOUGH as u32;
    if won.min(lost) < needed {
        return Err(Reason::OneSided(won, lost, needed));
    }
    let cannot = |error: ClassifyError| match error {
        ClassifyError::NotEnough { .. } => Reason::OneSided(won, lost, needed),
        ClassifyError::NothingVaries | ClassifyError::NoFields => Reason::NothingVaries,
        ClassifyError::Rows { .. } | ClassifyError::Shape { .. } | ClassifyError::TooMany { .. } => Reason::Numbers,
    };
    let range = 0..learned.learned;
    let prepare = |learned: &Learned, method: Method| {
        let fields = learned.fields(range.clone());
        Training::new(&fields, outcomes, method, BackTest::Later(times), SEED).map_err(cannot)
    };
    let first = prepare(learned, Method::Logistic)?;
    let alone: Vec<(bool, f64)> = first.alone().iter().map(|alone| (alone.leak.is_some(), alone.auc)).collect();
    let mut kept: Vec<Facet> = Vec::new();
    for (facet, (leaks, auc)) in std::mem::take(&mut learned.facets).into_iter().zip(alone.into_iter().skip(OWN)) {
        if leaks {
            learned.leaks.push((facet, auc));
        } else {
            kept.push(facet);
        }
    }
    learned.facets = kept;
    prepare(learned, Method::Auto)
}
