//! Chances of deals, learned from those that were won and lost.
//!
//! Every decided deal is a record for each stage it was in, so that what is learned also knows how far a deal has come; a record
//! knows only what was known when the deal entered the stage. Fields that seem to know the outcome are left out and told. Of more
//! records than [`RECORDS`] the latest count: they are the nearest to what is open, and nobody waits.

use std::rc::Rc;

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Report, Term, Topic};
use insight::classify::{BackTest, ClassifyError, ENOUGH, Field, Method, Model, NO_LEVEL, Tested, Training};
use insight::special::logistic;
use model::{RecordId, order};

use super::book::{Book, Deal, NO_STAGE};
use super::facets::{Facet, facets};
use super::trends::{STAGED, THROUGH};
use super::{line, part, sheet, term};
use crate::computed::Outcome;
use crate::reader::Reader;

/// Records that are learned from at most.
const RECORDS: usize = 6_000;
/// Every device divides its folds alike.
const SEED: u64 = 0x6b69_7468;
/// Fields that are told by their importance.
const SHOWN: usize = 12;
/// Points below which a field is told among everything else.
const SMALL: f64 = 0.5;
/// Fields before the facets: the stage, and how old the deal was when it entered it.
const OWN: usize = 2;

/// A deal in a stage.
#[derive(Clone, Copy)]
struct Visit {
    row: u32,
    stage: u32,
    age: f64,
    closed: i32,
    won: bool,
}

/// What was learned, and the open deals that it is asked about.
pub(crate) struct Learned {
    /// What it was learned from: the same gives the same.
    basis: Vec<u64>,
    /// Decided deals, won and lost.
    decided: [u32; 2],
    stages: Vec<u32>,
    stage_of: Vec<u32>,
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
    model: Result<Model, Reason>,
}

/// The model for the deals as they are, learned again when something that it comes from has changed.
pub(crate) fn learned(reader: Reader<'_>) -> Rc<Learned> {
    let mut kept = reader.computed.chances().borrow_mut();
    let basis = basis(reader);
    match &*kept {
        Some(known) if known.basis == basis => Rc::clone(known),
        _ => Rc::clone(kept.insert(Rc::new(learn(reader, basis)))),
    }
}

fn basis(reader: Reader<'_>) -> Vec<u64> {
    let tables = ["deal", "stage", "stage_entry", "company", "contact", "rate"];
    let versions = tables
        .iter()
        .map(|object| reader.table(object).map_or(0, crate::table::Table::version));
    versions.chain([reader.moment.today as u64]).collect()
}

fn learn(reader: Reader<'_>, basis: Vec<u64>) -> Learned {
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
    let learned = visits.len();
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
        decided,
        stage_of: visits.iter().map(level).collect(),
        ages: visits.iter().map(|visit| visit.age).collect(),
        stages,
        facets: found.unwrap_or_default(),
        leaks: Vec::new(),
        learned,
        open: open.iter().map(|deal| deal.row).collect(),
        tested_after: None,
        model: Err(Reason::Nothing),
    };
    learned.model = train(&mut learned, &outcomes, &times);
    if let Ok(Model {
        tested: Tested::Later { rows },
        ..
    }) = &learned.model
    {
        learned.tested_after = times
            .len()
            .checked_sub(*rows as usize)
            .and_then(|first| times.get(first))
            .map(|day| *day as i32);
    }
    learned
}

/// Trains on all fields but those that know the outcome.
fn train(learned: &mut Learned, outcomes: &[bool], times: &[f64]) -> Result<Model, Reason> {
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
    let first = Training::new(
        &learned.fields(range.clone()),
        outcomes,
        Method::Logistic,
        BackTest::Later(times),
        SEED,
    )
    .map_err(cannot)?;
    let alone: Vec<(bool, f64)> = first.alone().iter().map(|alone| (alone.leak.is_some(), alone.auc)).collect();
    let mut kept = Vec::new();
    for (facet, (leaks, auc)) in std::mem::take(&mut learned.facets).into_iter().zip(alone.into_iter().skip(OWN)) {
        if leaks {
            learned.leaks.push((facet, auc));
        } else {
            kept.push(facet);
        }
    }
    learned.facets = kept;
    let fields = learned.fields(range);
    Training::run_all(&fields, outcomes, Method::Auto, BackTest::Later(times), SEED).map_err(cannot)
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
            Field::Labels(&self.stage_of[range.clone()]),
            Field::Numbers(&self.ages[range.clone()]),
        ];
        own.into_iter()
            .chain(self.facets.iter().map(|facet| facet.part(range.clone())))
            .collect()
    }

    /// What a field is called, and its value of a record or nothing.
    fn label(&self, reader: Reader<'_>, field: usize, place: Option<usize>) -> Label {
        match field.checked_sub(OWN) {
            Some(facet) => {
                let facet = &self.facets[facet];
                let value = place.map_or(Cell::Empty, |place| facet.shown(reader, place));
                Label::Field(facet.object.clone(), facet.key(), value)
            }
            None if field == 0 => {
                let stage = place.and_then(|place| self.stages.get(self.stage_of[place] as usize));
                let value = stage.map_or(Cell::Empty, |stage| Cell::Text(reader.label(*stage)));
                Label::Field("deal".into(), "stage".into(), value)
            }
            None => Label::Term(Term::Age),
        }
    }
}

/// How good the chances are, what they go by, and which fields know the outcome.
pub(super) fn parts(reader: Reader<'_>) -> Vec<Part> {
    let learned = learned(reader);
    let mut facts = vec![Fact::Decided(learned.decided.iter().sum())];
    facts.extend(learned.tested_after.map(Fact::TestedAfter));
    let mut parts = Vec::new();
    let model = match &learned.model {
        Ok(model) => model,
        Err(reason) => return vec![part(Topic::Chance, facts, Err(*reason))],
    };
    facts.extend(learned.useful().is_err().then_some(Fact::NoBetter));
    let quality = &model.chosen().quality;
    let share = quality.positives as f64 / quality.rows.max(1) as f64;
    let (low, high) = quality.auc_interval;
    let number = |value: f64| Cell::Number((value * 1000.0).round() / 1000.0);
    let lines = vec![
        term(
            Term::Ranking,
            vec![
                Cell::Percent(100.0 * quality.auc),
                Cell::Percent(100.0 * low),
                Cell::Percent(100.0 * high),
            ],
            None,
        ),
        term(Term::Brier, vec![number(quality.brier), Cell::Empty, Cell::Empty], None),
        term(Term::BrierBase, vec![number(share * (1.0 - share)), Cell::Empty, Cell::Empty], None),
    ];
    let heads = [Head::Value, Head::Low, Head::High];
    parts.push(part(Topic::Chance, facts.clone(), Ok(sheet(Form::Figures, 0, &heads, lines))));
    let bins = quality.calibration.iter().map(|bin| {
        let cells = vec![
            Cell::Percent(100.0 * bin.observed),
            Cell::Percent(100.0 * bin.predicted),
            super::count(bin.rows),
        ];
        line(Label::Cell(Cell::Percent((100.0 * bin.predicted).round())), cells, None)
    });
    let heads = [Head::Observed, Head::Predicted, Head::Count];
    parts.push(part(
        Topic::Calibration,
        facts.clone(),
        Ok(sheet(Form::Lines, 2, &heads, bins.collect())),
    ));
    let mut weights: Vec<(usize, f64)> = model.importance.iter().copied().enumerate().collect();
    order::sort_by(&mut weights, |one, other| other.1.total_cmp(&one.1));
    let lines = weights
        .into_iter()
        .take(SHOWN)
        .filter(|(_, weight)| points(*weight) >= SMALL)
        .map(|(field, weight)| line(learned.label(reader, field, None), vec![Cell::Number(points(weight).round())], None));
    let lines: Vec<Line> = lines.collect();
    let said = if lines.is_empty() {
        Err(Reason::NothingStandsOut)
    } else {
        Ok(sheet(Form::Rows, 1, &[Head::Points], lines))
    };
    parts.push(part(Topic::Importance, facts.clone(), said));
    if !learned.leaks.is_empty() {
        let lines = learned.leaks.iter().map(|(facet, auc)| {
            line(
                Label::Field(facet.object.clone(), facet.key(), Cell::Empty),
                vec![Cell::Percent(100.0 * auc)],
                None,
            )
        });
        parts.push(part(
            Topic::Leaks,
            facts,
            Ok(sheet(Form::Table, 0, &[Head::Alone], lines.collect())),
        ));
    }
    parts
}

/// Log-odds as points of a chance at even odds.
fn points(log_odds: f64) -> f64 {
    100.0 * (logistic(log_odds) - 0.5)
}

/// The chance of every open deal, 0 to 1 by row; not a number for others. Where nothing useful could be learned, it is the share won
/// of the deals that were in the same stage, and below [`insight::stage_rates::ENOUGH_CLOSED`] of them what people gave the stage.
#[must_use]
pub fn chances(reader: Reader<'_>) -> Vec<f64> {
    let learned = learned(reader);
    let mut column = vec![f64::NAN; reader.table("deal").map_or(0, crate::table::Table::len)];
    let fields = learned.fields(learned.learned..learned.learned + learned.open.len());
    let chances = learned.useful().ok().and_then(|model| model.predict(&fields).ok());
    match chances {
        Some(chances) => {
            for (&row, chance) in learned.open.iter().zip(chances) {
                column[row as usize] = chance;
            }
        }
        None => {
            let book = Book::read(reader, None);
            let (stages, rates) = book.rates();
            for deal in book.deals.iter().filter(|deal| deal.outcome == Outcome::Open) {
                let given = book.stage(deal.stage).and_then(|stage| stage.probability).unwrap_or(f64::NAN) / 100.0;
                let place = stages.binary_search(&deal.stage).unwrap_or(usize::MAX);
                column[deal.row as usize] = rates.probability(place, given).value;
            }
        }
    }
    column
}

/// Why one open deal has its chance. The points of the fields add up to it: each is the share of the way from the chance of all that
/// its log-odds are of all log-odds.
pub(super) fn deal(reader: Reader<'_>, deal: RecordId, report: &mut Report) {
    let Some(table) = reader.table("deal") else { return };
    let Some(row) = crate::query::find::row(reader.workspace.handles(), table, deal) else {
        return;
    };
    let learned = learned(reader);
    let facts = vec![Fact::Decided(learned.decided.iter().sum())];
    let said = match (learned.useful(), learned.open.binary_search(&row)) {
        (_, Err(_)) => Err(Reason::Decided),
        (Err(reason), _) => Err(reason),
        (Ok(model), Ok(place)) => reasons(reader, &learned, model, learned.learned + place),
    };
    report.parts.push(part(Topic::DealReasons, facts, said));
}

fn reasons(reader: Reader<'_>, learned: &Learned, model: &Model, place: usize) -> Result<bridge::report::Sheet, Reason> {
    let fields = learned.fields(place..place + 1);
    let explained = model.explain(&fields, &[0]).map_err(|_| Reason::Numbers)?;
    let explanation = explained.first().ok_or(Reason::Numbers)?;
    let all: f64 = explanation.parts.iter().sum();
    let (base, chance) = (logistic(explanation.base), logistic(explanation.base + all));
    let each = |part: f64| {
        if all.abs() > 1e-9 {
            100.0 * (chance - base) * part / all
        } else {
            points(part)
        }
    };
    let mut parts: Vec<(usize, f64)> = explanation.parts.iter().map(|part| each(*part)).enumerate().collect();
    order::sort_by(&mut parts, |one, other| other.1.abs().total_cmp(&one.1.abs()));
    let percent = |share: f64| Cell::Percent((100.0 * share).round());
    let mut lines = vec![
        term(Term::Chance, vec![percent(chance)], None),
        term(Term::Base, vec![percent(base)], None),
    ];
    let mut other = 0.0;
    for (count, (field, points)) in parts.into_iter().enumerate() {
        if count >= SHOWN || points.abs() < SMALL {
            other += points;
            continue;
        }
        lines.push(line(
            learned.label(reader, field, Some(place)),
            vec![Cell::Number(points.round())],
            None,
        ));
    }
    if other.abs() >= SMALL {
        lines.push(term(Term::Other, vec![Cell::Number(other.round())], None));
    }
    Ok(sheet(Form::Table, 0, &[Head::Points], lines))
}
