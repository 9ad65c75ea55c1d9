//! Chances of deals, learned from those that were won and lost.
//!
//! Every decided deal is a record for each stage it was in, so that what is learned also knows how far a deal has come; a record
//! knows only what was known when the deal entered the stage. Fields that seem to know the outcome are left out and told. Of more
//! records than a few thousand the latest count: they are the nearest to what is open. Learning goes on in slices, or at once for
//! somebody who waits for what it says.

mod files;
mod learn;
mod told;

use std::rc::Rc;

use bridge::report::{Reason, Subject};
use bridge::scoring::ModelOrigin;
use insight::classify::{Field, Model};
use insight::stage_rates::ProbabilityBasis;

use super::Step;
use super::book::Book;
use super::facets::Facet;
use crate::computed::Outcome;
use crate::reader::Reader;
use crate::table::Table;
use learn::Teaching;

pub(crate) use files::{fits, model_file, model_state};
pub(super) use told::parts;

/// Fields before the facets: the stage, and how old the deal was when it entered it.
const OWN: usize = 2;
/// Records that one slice passes over.
const SLICE: u64 = 60_000;

/// What was learned, and the open deals that it is asked about.
pub(crate) struct Learned {
    /// What it was read from: the same gives the same.
    basis: Vec<u64>,
    /// Everything that the model was learned from, as one number.
    digest: u64,
    /// Decided deals, won and lost.
    decided: [u32; 2],
    stages: Vec<u32>,
    stage_of: Vec<u32>,
    /// Stages by the numbers that a model from elsewhere gives them.
    stage_coded: Option<Vec<u32>>,
    ages: Vec<f64>,
    /// Fields that are learned from.
    facets: Vec<Facet>,
    /// Fields that seem to know the outcome, with the area under the curve of each alone.
    leaks: Vec<(Facet, f64)>,
    /// Records that were learned from; open deals follow.
    learned: usize,
    /// Rows of the open deals, ascending.
    open: Vec<u32>,
    /// The first day of those that it was tested on.
    tested_after: Option<i32>,
    model: Result<Rc<Model>, Reason>,
    /// The file that the model came from.
    origin: Option<ModelOrigin>,
}

/// What was learned last, and what is being learned.
#[derive(Default)]
pub(crate) struct Chances {
    kept: Option<Rc<Learned>>,
    teaching: Option<Teaching>,
}

/// What the chance of a deal comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// The model.
    Learned,
    /// The share won of the deals that were in its stage.
    Stage,
    /// What people gave the stage.
    Given,
}

impl Basis {
    /// Its key as a choice.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Basis::Learned => "learned",
            Basis::Stage => "stage",
            Basis::Given => "given",
        }
    }
}

/// The chance of an open deal.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chance {
    /// Its row.
    pub row: u32,
    /// 0 to 1.
    pub value: f64,
    /// What it comes from.
    pub basis: Basis,
}

/// The model for the deals as they are, learned again when something that it comes from has changed.
fn learned(reader: Reader<'_>) -> Rc<Learned> {
    while !slice(reader, u64::MAX) {}
    let chances = reader.computed.chances().borrow();
    Rc::clone(chances.kept.as_ref().expect("a slice is the last one when something was learned"))
}

/// Learns, then tells.
pub(super) const STEPS: [Step; 2] = [
    |_, reader| learn(reader),
    |making, reader| {
        making.report.parts.extend(told::parts(reader));
        true
    },
];
pub(super) const DEAL_STEPS: [Step; 2] = [
    |_, reader| learn(reader),
    |making, reader| {
        if let Subject::Deal(deal) = making.query.subject {
            told::deal(reader, deal, &mut making.report);
        }
        true
    },
];

/// Learns for a while; whether what was learned is of the deals as they are.
pub(crate) fn learn(reader: Reader<'_>) -> bool {
    slice(reader, SLICE)
}

fn slice(reader: Reader<'_>, rows: u64) -> bool {
    let basis = basis(reader);
    let mut chances = reader.computed.chances().borrow_mut();
    let chances = &mut *chances;
    if chances.kept.as_ref().is_some_and(|kept| kept.basis == basis) {
        chances.teaching = None;
        return true;
    }
    let mut teaching = match chances.teaching.take() {
        Some(teaching) if teaching.basis() == basis => teaching,
        begun => Teaching::begin(reader, basis, chances.kept.as_deref(), begun),
    };
    let is_done = teaching.run(rows);
    if is_done {
        chances.kept = Some(Rc::new(teaching.finish()));
    } else {
        chances.teaching = Some(teaching);
    }
    is_done
}

fn basis(reader: Reader<'_>) -> Vec<u64> {
    let tables = ["deal", "stage", "stage_entry", "company", "contact", "rate", "setting"];
    let versions = tables.iter().map(|object| reader.table(object).map_or(0, Table::version));
    versions.chain([reader.moment.today as u64]).collect()
}

impl Learned {
    /// The model, where it is certain to rank better than guessing.
    fn useful(&self) -> Result<&Model, Reason> {
        let model = self.model.as_ref().map_err(|reason| *reason)?;
        if model.chosen().quality.auc_interval.0 > 0.5 {
            Ok(model)
        } else {
            Err(Reason::Guessing)
        }
    }

    /// The fields of some of the records.
    fn fields(&self, range: std::ops::Range<usize>) -> Vec<Field<'_>> {
        let own = [
            Field::Labels(&self.stage_coded.as_ref().unwrap_or(&self.stage_of)[range.clone()]),
            Field::Numbers(&self.ages[range.clone()]),
        ];
        own.into_iter()
            .chain(self.facets.iter().map(|facet| facet.part(range.clone())))
            .collect()
    }

    /// The fields of the open deals.
    fn open_fields(&self) -> Vec<Field<'_>> {
        self.fields(self.learned..self.learned + self.open.len())
    }

    /// The chances of the open deals by the model; `None` where nothing useful was learned.
    fn predicted(&self) -> Option<Vec<Chance>> {
        let chances = self.useful().ok()?.predict(&self.open_fields()).ok()?;
        let each = self.open.iter().zip(chances);
        Some(
            each.map(|(&row, value)| Chance {
                row,
                value,
                basis: Basis::Learned,
            })
            .collect(),
        )
    }
}

/// The chance of every open deal, by ascending row. Where nothing useful could be learned, it is the share won of the deals that were
/// in the same stage, and below [`insight::stage_rates::ENOUGH_CLOSED`] of them what people gave the stage; a deal whose stage was
/// given nothing has none then.
#[must_use]
pub fn chances(reader: Reader<'_>) -> Vec<Chance> {
    if let Some(chances) = learned(reader).predicted() {
        return chances;
    }
    let book = Book::read(reader, None);
    let (stages, rates) = book.rates();
    let open = book.deals.iter().filter(|deal| deal.outcome == Outcome::Open);
    open.filter_map(|deal| {
        let given = book.stage(deal.stage).and_then(|stage| stage.probability);
        let place = stages.binary_search(&deal.stage).unwrap_or(usize::MAX);
        let found = rates.probability(place, given.unwrap_or(f64::NAN) / 100.0);
        let basis = match found.basis {
            ProbabilityBasis::History(_) => Basis::Stage,
            ProbabilityBasis::StageDefault { .. } => Basis::Given,
        };
        (basis == Basis::Stage || given.is_some()).then_some(Chance {
            row: deal.row,
            value: found.value,
            basis,
        })
    })
    .collect()
}
