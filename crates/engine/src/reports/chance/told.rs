//! The chances told: how good they are, what they go by, which fields know the outcome, and why one deal has its chance.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Report, Sheet, Term, Topic};
use insight::classify::Model;
use insight::special::logistic;
use model::{RecordId, order};

use super::super::behind::{about_as_said, any_of, deals_decided};
use super::super::{count, deals, line, part, sheet, term};
use super::{Basis, Learned, OWN, chances, learned};
use crate::query::cells;
use crate::reader::Reader;

/// Fields that are told by their importance.
const SHOWN: usize = 12;
/// Points below which a field is told among everything else.
const SMALL: f64 = 0.5;

impl Learned {
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
                let value = stage.map_or(Cell::Empty, |stage| Cell::Record(cells::link(reader, *stage)));
                Label::Field("deal".into(), "stage".into(), value)
            }
            None => Label::Term(Term::Age),
        }
    }
}

/// How good the chances are, what they go by, and which fields know the outcome.
pub(in crate::reports) fn parts(reader: Reader<'_>) -> Vec<Part> {
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
    let decided = deals(deals_decided(None));
    let lines = vec![
        term(
            Term::Ranking,
            vec![
                Cell::Percent(100.0 * quality.auc),
                Cell::Percent(100.0 * low),
                Cell::Percent(100.0 * high),
            ],
            decided.clone(),
        ),
        term(Term::Brier, vec![number(quality.brier), Cell::Empty, Cell::Empty], decided.clone()),
        term(
            Term::BrierBase,
            vec![number(share * (1.0 - share)), Cell::Empty, Cell::Empty],
            decided.clone(),
        ),
    ];
    let heads = [Head::Value, Head::Low, Head::High];
    parts.push(part(Topic::Chance, facts.clone(), Ok(sheet(Form::Figures, 0, &heads, lines))));
    // Of those that were counted nobody knows any more what was said: a mark leads to deals of which as much is said today.
    let said = about_as_said("win_chance", &quality.calibration);
    let bins = quality.calibration.iter().zip(said).map(|(bin, said)| {
        let cells = vec![
            Cell::Percent(100.0 * bin.observed),
            Cell::Percent(100.0 * bin.predicted),
            count(bin.rows),
        ];
        let said = deals(any_of("chance_basis", [Basis::Learned.key()]).and(said));
        let told = line(Label::Cell(Cell::Percent((100.0 * bin.predicted).round())), cells, None);
        told.with_behind(0, said.clone()).with_behind(1, said)
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
        .map(|(field, weight)| {
            line(
                learned.label(reader, field, None),
                vec![Cell::Number(points(weight).round())],
                decided.clone(),
            )
        });
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
                deals(facet.known().and(deals_decided(None))),
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

/// Why one open deal has its chance. The points of the fields add up to it: each is the share of the way from the chance of all that
/// its log-odds are of all log-odds.
pub(in crate::reports) fn deal(reader: Reader<'_>, deal: RecordId, report: &mut Report) {
    let Some(table) = reader.table("deal") else { return };
    let Some(row) = crate::query::find::row(reader.workspace.handles(), table, deal) else {
        return;
    };
    let learned = learned(reader);
    let mut facts = vec![Fact::Decided(learned.decided.iter().sum())];
    let said = match (learned.useful(), learned.open.binary_search(&row)) {
        (_, Err(_)) => Err(Reason::Decided),
        (Err(reason), _) => Err(reason),
        (Ok(model), Ok(place)) => reasons(reader, &learned, model, learned.learned + place),
    };
    if said.is_err()
        && let Some(chance) = chances(reader).into_iter().find(|chance| chance.row == row)
    {
        let percent = (100.0 * chance.value).round() as u32;
        facts.extend(match chance.basis {
            Basis::Learned => None,
            Basis::Stage => Some(Fact::StageShare(percent)),
            Basis::Given => Some(Fact::StageGiven(percent)),
        });
    }
    report.parts.push(part(Topic::DealReasons, facts, said));
}

fn reasons(reader: Reader<'_>, learned: &Learned, model: &Model, place: usize) -> Result<Sheet, Reason> {
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
