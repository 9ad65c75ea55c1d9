//! Answers on a scale: recommendation and satisfaction, over time and by groups, and what goes with them.

use std::collections::BTreeMap;

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Report, ReportQuery, Term, Topic};
use insight::differences::drivers;
use insight::survey::{net_promoter, satisfaction};
use model::{FieldDef, FieldKind, Filter, ObjectKey, Operator, Unit, Value, order};

use super::behind::{between, not};
use super::facets::{Data, Facet, facets};
use super::feedback::{LEAST, SHOWN, rounded, unit};
use super::periods::{first_day, period_of};
use super::{line, part, sheet, term};
use crate::computed::fields::int;
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;

/// Adjusted probability of chance up to which a driver is shown.
const CHANCE: f64 = 0.05;
/// Confidence of the limits.
const CONFIDENCE: f64 = 0.95;

/// What was answered, by the field that is chosen, or the first one.
pub(super) fn report(reader: Reader<'_>, query: &ReportQuery, report: &mut Report) {
    let scales = scales(reader);
    report
        .fields
        .extend(scales.iter().map(|(object, field)| (object.clone(), field.key.clone())));
    let chosen = |(object, field): &&(ObjectKey, FieldDef)| query.field.as_ref().is_none_or(|(of, key)| of == object && *key == field.key);
    match scales.iter().find(chosen) {
        Some((object, field)) => answers(reader, object, field, unit(query), report),
        None => report.parts.push(part(Topic::Nps, Vec::new(), Err(Reason::NoField))),
    }
}

/// Fields that hold answers on a scale of up to ten: whole numbers from 0 to 10 wherever there is a value. Own fields first.
fn scales(reader: Reader<'_>) -> Vec<(ObjectKey, FieldDef)> {
    let mut found = Vec::new();
    for object in reader.workspace.schema().objects().iter().filter(|object| !object.hidden) {
        let Some(table) = reader.table(&object.key) else { continue };
        for field in object.fields.iter().filter(|field| field.computed.is_none() && !field.hidden) {
            if matches!(field.kind, FieldKind::Integer | FieldKind::Number | FieldKind::Rating) {
                let scores = scores(reader, table, field);
                let whole = |score: &f64| (0.0..=10.0).contains(score) && score.fract() == 0.0;
                if !scores.is_empty() && scores.iter().all(|(_, score)| whole(score)) {
                    found.push((object.key.clone(), field.clone()));
                }
            }
        }
    }
    order::sort_by_key(&mut found, |(_, field)| !field.custom);
    found
}

fn scores(reader: Reader<'_>, table: &Table, field: &FieldDef) -> Vec<(u32, f64)> {
    let Some(number) = table.field(&field.key) else { return Vec::new() };
    let read = |row: u32| match reader.workspace.tables()[usize::from(table.number)].column(number) {
        crate::columns::Column::Int(values) => int(values, row).map(|value| value as f64),
        crate::columns::Column::Float(values) => values.get(row as usize).copied().filter(|value| value.is_finite()),
        _ => None,
    };
    table.alive().rows().filter_map(|row| Some((row, read(row)?))).collect()
}

/// The score of a group with its limits: recommendation up to ten, satisfaction up to five.
fn scored(answers: &[f64], ten: bool) -> Option<Vec<Cell>> {
    if ten {
        let found = net_promoter(answers, CONFIDENCE).ok()?;
        let number = |value: f64| Cell::Number((value * 10.0).round() / 10.0);
        return Some(vec![
            number(found.score),
            number(found.interval.0),
            number(found.interval.1),
            Cell::Int(found.promoters as i64),
            Cell::Int(found.passives as i64),
            Cell::Int(found.detractors as i64),
        ]);
    }
    let found = satisfaction(answers, (0.0, 5.0), 4.0, CONFIDENCE).ok()?;
    let share = |value: f64| Cell::Percent(100.0 * value);
    let (low, high) = found.interval?;
    Some(vec![share(found.value), share(low), share(high), Cell::Int(found.n as i64)])
}

fn answers(reader: Reader<'_>, object: &ObjectKey, field: &FieldDef, unit: Unit, report: &mut Report) {
    let Some(table) = reader.table(object) else { return };
    let scores = scores(reader, table, field);
    let answers: Vec<f64> = scores.iter().map(|(_, score)| *score).collect();
    let ten = answers.iter().any(|score| *score > 5.0);
    let heads: &[Head] = if ten {
        &[Head::Nps, Head::Low, Head::High, Head::Promoters, Head::Passives, Head::Detractors]
    } else {
        &[Head::Satisfied, Head::Low, Head::High, Head::Count]
    };
    let topics = if ten {
        [Topic::Nps, Topic::NpsTime, Topic::NpsBy]
    } else {
        [Topic::Satisfaction, Topic::SatisfactionTime, Topic::SatisfactionBy]
    };
    let facts = || vec![Fact::Answers(answers.len() as u32)];
    let told = |line: Line, of: &Filter| with_scores(line, object, field, of, ten);
    let said = scored(&answers, ten).map(|cells| {
        let lines = vec![told(term(Term::All, cells, None), &Filter::everything())];
        sheet(Form::Table, 0, heads, lines)
    });
    report.parts.push(part(topics[0], facts(), said.ok_or(Reason::Nothing)));

    let mut steps: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
    for (row, score) in &scores {
        let day = reader.moment.day_of(created_millis(reader.workspace, table, *row));
        steps.entry(period_of(day, unit)).or_default().push(*score);
    }
    let lines: Vec<Line> = steps
        .iter()
        .filter(|(_, answers)| answers.len() >= LEAST)
        .filter_map(|(period, answers)| {
            let (first, last) = (first_day(*period, unit), first_day(*period + 1, unit) - 1);
            let cells = scored(answers, ten)?;
            Some(told(
                line(Label::Period(first, unit), cells, None),
                &between("created", first, last),
            ))
        })
        .collect();
    if lines.len() > 1 {
        report.parts.push(part(topics[1], facts(), Ok(sheet(Form::Lines, 1, heads, lines))));
    }

    let rows: Vec<u32> = scores.iter().map(|(row, _)| *row).collect();
    let found = facets(reader, table, &rows, &[field.key.as_str()], &["company"]);
    report.parts.push(moves(reader, object, field, &found, &answers));
    if let Some(facet) = found.iter().find(|facet| facet.is_group(answers.len(), LEAST)) {
        let Data::Labels(labels) = &facet.data else { return };
        let levels = labels
            .iter()
            .filter(|level| **level != insight::classify::NO_LEVEL)
            .max()
            .map_or(0, |most| *most + 1);
        let lines = (0..levels).filter_map(|level| {
            let of: Vec<f64> = labels
                .iter()
                .zip(&answers)
                .filter(|(own, _)| **own == level)
                .map(|(_, answer)| *answer)
                .collect();
            let cells = scored(&of, ten).filter(|_| of.len() >= LEAST)?;
            let label = Label::Field(facet.object.clone(), facet.key(), facet.level(reader, level));
            Some(told(line(label, cells, None), &facet.records(level)?))
        });
        let lines: Vec<Line> = lines.collect();
        if !lines.is_empty() {
            report.parts.push(part(topics[2], facts(), Ok(sheet(Form::Table, 0, heads, lines))));
        }
    }
}

/// A line about answers with the records behind it: all, and those behind each of its counts.
fn with_scores(mut line: Line, object: &ObjectKey, field: &FieldDef, of: &Filter, ten: bool) -> Line {
    let score = |score: i64| match field.kind {
        FieldKind::Number => Value::Number(score as f64),
        _ => Value::Int(score),
    };
    let answered = |operator, scores: &[i64]| {
        let values = scores.iter().map(|&least| score(least)).collect();
        Some((object.clone(), Filter::field(&field.key, operator, values).and(of.clone())))
    };
    line.records = answered(Operator::Filled, &[]);
    if !ten {
        return line.with_behind(0, answered(Operator::AtLeast, &[4]));
    }
    line.with_behind(3, answered(Operator::AtLeast, &[9]))
        .with_behind(4, answered(Operator::Between, &[7, 8]))
        .with_behind(5, answered(Operator::AtMost, &[6]))
}

/// What goes with high and low answers.
fn moves(reader: Reader<'_>, object: &ObjectKey, field: &FieldDef, found: &[Facet], answers: &[f64]) -> Part {
    let compared: Vec<_> = found.iter().map(Facet::compared).collect();
    let mut facts = vec![Fact::Answers(answers.len() as u32)];
    let differences = match drivers(&compared, answers) {
        Ok(differences) => differences,
        Err(_) => return part(Topic::Drivers, facts, Err(Reason::TooFew(answers.len() as u32, 5))),
    };
    facts.push(Fact::Comparisons(differences.len() as u32));
    let lines: Vec<Line> = differences
        .iter()
        .filter(|difference| difference.p_adjusted <= CHANCE)
        .take(SHOWN)
        .map(|difference| {
            let facet = &found[difference.field];
            let value = difference.label.map_or(Cell::Empty, |level| facet.level(reader, level));
            let mean = |mean: f64| {
                if difference.label.is_some() {
                    Cell::Number(rounded(mean))
                } else {
                    Cell::Empty
                }
            };
            let answered = Filter::field(&field.key, Operator::Filled, Vec::new());
            let level = difference.label.and_then(|level| facet.records(level));
            let of = |of: Filter| (object.clone(), answered.clone().and(of));
            let without = level.clone().map(|level| of(facet.known().and(not(level))));
            let cells = vec![
                mean(difference.with),
                mean(difference.without),
                Cell::Number(rounded(difference.effect)),
                Cell::Percent(100.0 * difference.p_adjusted),
            ];
            let records = of(level.unwrap_or_else(|| facet.known()));
            line(Label::Field(facet.object.clone(), facet.key(), value), cells, Some(records)).with_behind(1, without)
        })
        .collect();
    let heads = [Head::With, Head::Without, Head::Effect, Head::Adjusted];
    let said = if lines.is_empty() {
        Err(Reason::NothingStandsOut)
    } else {
        Ok(sheet(Form::Table, 0, &heads, lines))
    };
    part(Topic::Drivers, facts, said)
}
