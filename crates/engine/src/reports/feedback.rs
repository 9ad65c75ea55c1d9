//! Feedback: how friendly notes, tickets and messages are, what they are about, and answers on a scale.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Report, ReportQuery, Term, Topic};
use insight::differences::drivers;
use insight::sentiment::{Lexicon, Polarity, analyse};
use insight::survey::{net_promoter, satisfaction};
use insight::themes::themes;
use model::{FieldDef, FieldKind, ObjectKey, RecordId, Unit, order};
use std::collections::BTreeMap;

use super::facets::{Data, Facet, facets};
use super::periods::{first_day, period_of};
use super::{line, part, sheet, term};
use crate::computed::fields::{Ends, int, ints};
use crate::query::cells;
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;

/// Texts that are read, newest first: more take a person's time and tell no more.
const TEXTS: usize = 20_000;
/// Texts whose themes are found.
const THEMED: usize = 4_000;
/// Lines that are shown of each kind.
const SHOWN: usize = 12;
/// Letters of a text that are shown.
const LETTERS: usize = 140;
/// Texts, or answers, of a step that is drawn.
const LEAST: usize = 3;
/// Adjusted probability of chance up to which a driver is shown.
const CHANCE: f64 = 0.05;
/// Confidence of the limits.
const CONFIDENCE: f64 = 0.95;

/// Something that was written.
struct Written {
    at: i64,
    source: Term,
    /// The record it belongs to, for the person who wants to read on.
    handle: u32,
    text: String,
    tone: f64,
}

pub(super) fn report(reader: Reader<'_>, query: &ReportQuery, report: &mut Report) {
    let unit = if query.unit == Unit::Quarter { Unit::Quarter } else { Unit::Month };
    let texts = written(reader);
    if texts.is_empty() {
        report.parts.push(part(Topic::Sentiment, Vec::new(), Err(Reason::Nothing)));
    } else {
        report.parts.push(tones(&texts));
        report.parts.push(tones_over_time(reader, &texts, unit));
        report.parts.push(least_friendly(reader, &texts));
        report.parts.push(subjects(&texts, query.least));
    }
    let scales = scales(reader);
    report.fields.extend(scales.iter().map(|(object, field)| {
        let name = reader.workspace.schema().object(object).map(|object| object.plural.clone());
        (
            object.clone(),
            field.key.clone(),
            format!("{}: {}", name.unwrap_or_default(), field.label),
        )
    }));
    let chosen = |(object, field): &&(ObjectKey, FieldDef)| query.field.as_ref().is_none_or(|(of, key)| of == object && *key == field.key);
    match scales.iter().find(chosen) {
        Some((object, field)) => answers(reader, object, field, unit, report),
        None => report.parts.push(part(Topic::Nps, Vec::new(), Err(Reason::NoField))),
    }
}

/// The tone of what a ticket's requester wrote.
pub(super) fn ticket(reader: Reader<'_>, ticket: RecordId, report: &mut Report) {
    let Some(table) = reader.table("ticket") else { return };
    let Some(row) = crate::query::find::row(reader.workspace.handles(), table, ticket) else {
        return;
    };
    let lexicon = Lexicon::own();
    let mut lines = Vec::new();
    let mut add = |label: String| {
        let tone = analyse(&label, &lexicon).compound;
        lines.push(line(
            Label::Cell(Cell::Text(short(&label))),
            vec![Cell::Number(rounded(tone))],
            None,
        ));
    };
    let own = text_of(table, row, &["subject", "description"]);
    if !own.is_empty() {
        add(own);
    }
    if let Some(messages) = reader.table("message") {
        let field = messages.field("ticket");
        let rows = field
            .map(|field| Ends::of(messages, field).scan(table.handle(row)))
            .unwrap_or_default();
        for row in rows
            .into_iter()
            .filter(|&row| messages.is_alive(row) && is_from_customer(messages, row))
        {
            add(text_of(messages, row, &["body"]));
        }
    }
    let facts = vec![Fact::Texts(lines.len() as u32)];
    let said = if lines.is_empty() {
        Err(Reason::Nothing)
    } else {
        Ok(sheet(Form::Table, 0, &[Head::Tone], lines))
    };
    report.parts.push(part(Topic::TicketTone, facts, said));
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

fn text_of(table: &Table, row: u32, keys: &[&str]) -> String {
    let texts = keys.iter().filter_map(|key| table.text(row, table.field(key)?));
    texts.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(". ")
}

fn is_from_customer(messages: &Table, row: u32) -> bool {
    let word = |key: &str| crate::computed::fields::words(messages, key).and_then(|words| words.get(row));
    word("direction") == Some("in") && word("visibility") != Some("internal")
}

fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LETTERS {
        return text;
    }
    format!("{}…", text.chars().take(LETTERS).collect::<String>().trim_end())
}

/// Newest notes, tickets and messages from customers with their tone.
fn written(reader: Reader<'_>) -> Vec<Written> {
    let mut found: Vec<(i64, Term, u16, u32)> = Vec::new();
    for (object, source) in [
        ("activity", Term::Activities),
        ("ticket", Term::Tickets),
        ("message", Term::Messages),
    ] {
        let Some(table) = reader.table(object) else { continue };
        let at = ints(table, "at");
        let theirs = |row: &u32| object != "message" || is_from_customer(table, *row);
        found.extend(table.alive().rows().filter(theirs).map(|row| {
            let at = int(at, row).unwrap_or_else(|| created_millis(reader.workspace, table, row));
            (at, source, table.number, row)
        }));
    }
    // What is dated ahead is a plan.
    found.retain(|(at, ..)| *at <= reader.moment.now_millis);
    order::keep_first_by_key(&mut found, TEXTS, |(at, _, table, row)| (std::cmp::Reverse(*at), *table, *row));
    let lexicon = Lexicon::own();
    let read = |(at, source, table, row): (i64, Term, u16, u32)| {
        let table = &reader.workspace.tables()[usize::from(table)];
        let keys: &[&str] = match source {
            Term::Activities => &["subject", "body"],
            Term::Tickets => &["subject", "description"],
            _ => &["body"],
        };
        let text = text_of(table, row, keys);
        let tone = analyse(&text, &lexicon).compound;
        let handle = match source {
            Term::Messages => Ends::of_key(table, "ticket").first(row).unwrap_or_else(|| table.handle(row)),
            _ => table.handle(row),
        };
        (!text.is_empty()).then_some(Written {
            at,
            source,
            handle,
            text,
            tone,
        })
    };
    found.into_iter().filter_map(read).collect()
}

fn tones(texts: &[Written]) -> Part {
    let of = |source: Option<Term>| {
        let of: Vec<f64> = texts
            .iter()
            .filter(|text| source.is_none_or(|source| text.source == source))
            .map(|text| text.tone)
            .collect();
        let share = |polarity: Polarity| {
            let those = of.iter().filter(|tone| Polarity::of(**tone) == polarity).count();
            Cell::Percent(100.0 * those as f64 / of.len().max(1) as f64)
        };
        let mean = of.iter().sum::<f64>() / of.len().max(1) as f64;
        let cells = vec![
            share(Polarity::Positive),
            share(Polarity::Neutral),
            share(Polarity::Negative),
            Cell::Number(rounded(mean)),
            super::count(of.len()),
        ];
        (!of.is_empty()).then(|| term(source.unwrap_or(Term::All), cells, None))
    };
    let sources = [Some(Term::Activities), Some(Term::Tickets), Some(Term::Messages), None];
    let lines = sources.into_iter().filter_map(of).collect();
    let heads = [Head::Friendly, Head::Neutral, Head::Unfriendly, Head::Tone, Head::Count];
    let facts = vec![Fact::Texts(texts.len() as u32)];
    part(Topic::Sentiment, facts, Ok(sheet(Form::Stacked, 3, &heads, lines)))
}

fn tones_over_time(reader: Reader<'_>, texts: &[Written], unit: Unit) -> Part {
    let mut steps: BTreeMap<i32, Vec<f64>> = BTreeMap::new();
    for text in texts {
        let period = period_of(reader.moment.day_of(text.at), unit);
        steps.entry(period).or_default().push(text.tone);
    }
    let told: Vec<_> = steps.into_iter().filter(|(_, tones)| tones.len() >= LEAST).collect();
    let facts = vec![Fact::Texts(texts.len() as u32)];
    if told.len() < 2 {
        return part(Topic::SentimentTime, facts, Err(Reason::Nothing));
    }
    let lines = told[told.len().saturating_sub(24)..].iter().map(|(period, tones)| {
        let mean = tones.iter().sum::<f64>() / tones.len() as f64;
        let unfriendly = tones.iter().filter(|tone| Polarity::of(**tone) == Polarity::Negative).count();
        let cells = vec![
            Cell::Number(rounded(mean)),
            Cell::Percent(100.0 * unfriendly as f64 / tones.len() as f64),
            super::count(tones.len()),
        ];
        line(Label::Period(first_day(*period, unit), unit), cells, None)
    });
    let heads = [Head::Tone, Head::Unfriendly, Head::Count];
    part(Topic::SentimentTime, facts, Ok(sheet(Form::Lines, 1, &heads, lines.collect())))
}

fn least_friendly(reader: Reader<'_>, texts: &[Written]) -> Part {
    let mut unfriendly: Vec<&Written> = texts.iter().filter(|text| Polarity::of(text.tone) == Polarity::Negative).collect();
    let facts = vec![Fact::Texts(texts.len() as u32)];
    if unfriendly.is_empty() {
        return part(Topic::Unfriendly, facts, Err(Reason::NothingStandsOut));
    }
    // Of equally unfriendly ones the newest first, as they came.
    order::sort_by(&mut unfriendly, |one, other| one.tone.total_cmp(&other.tone));
    // What is sent again and again is one text.
    let mut met = rustc_hash::FxHashSet::default();
    unfriendly.retain(|text| met.insert(text.text.as_str()));
    let lines = unfriendly.into_iter().take(SHOWN).map(|text| {
        let link = cells::link(reader, text.handle);
        let cells = vec![
            Cell::Text(short(&text.text)),
            Cell::Date(reader.moment.day_of(text.at)),
            Cell::Number(rounded(text.tone)),
        ];
        line(Label::Cell(Cell::Record(link)), cells, None)
    });
    let heads = [Head::Words, Head::Day, Head::Tone];
    part(Topic::Unfriendly, facts, Ok(sheet(Form::Table, 0, &heads, lines.collect())))
}

fn subjects(texts: &[Written], least: u32) -> Part {
    let texts = &texts[..texts.len().min(THEMED)];
    let facts = vec![Fact::Texts(texts.len() as u32)];
    let said: Vec<&str> = texts.iter().map(|text| text.text.as_str()).collect();
    let mut found = themes(&said, least.max(2) as usize, SHOWN).unwrap_or_default();
    order::sort_by_key(&mut found, |theme| std::cmp::Reverse(theme.texts.len()));
    if found.is_empty() {
        return part(Topic::Themes, facts, Err(Reason::NothingStandsOut));
    }
    let lines = found.into_iter().map(|theme| {
        let tone = theme.texts.iter().map(|text| texts[*text as usize].tone).sum::<f64>() / theme.texts.len().max(1) as f64;
        let cells = vec![super::count(theme.texts.len()), Cell::Number(rounded(tone))];
        line(Label::Cell(Cell::Text(theme.word)), cells, None)
    });
    let heads = [Head::Texts, Head::Tone];
    part(Topic::Themes, facts, Ok(sheet(Form::Rows, 1, &heads, lines.collect())))
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
    let answered = model::Filter::field(field.key.as_str(), model::Operator::Filled, Vec::new());
    let said = scored(&answers, ten).map(|cells| {
        let lines = vec![term(Term::All, cells, Some((object.clone(), answered)))];
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
        .filter_map(|(period, answers)| Some(line(Label::Period(first_day(*period, unit), unit), scored(answers, ten)?, None)))
        .collect();
    if lines.len() > 1 {
        report.parts.push(part(topics[1], facts(), Ok(sheet(Form::Lines, 1, heads, lines))));
    }

    let rows: Vec<u32> = scores.iter().map(|(row, _)| *row).collect();
    let found = facets(reader, table, &rows, &[field.key.as_str()], &["company"]);
    report.parts.push(moves(reader, object, &found, &answers));
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
            let records = facet.records(level).map(|filter| (object.clone(), filter));
            Some(line(
                Label::Field(facet.object.clone(), facet.key(), facet.level(reader, level)),
                cells,
                records,
            ))
        });
        let lines: Vec<Line> = lines.collect();
        if !lines.is_empty() {
            report.parts.push(part(topics[2], facts(), Ok(sheet(Form::Table, 0, heads, lines))));
        }
    }
}

/// What goes with high and low answers.
fn moves(reader: Reader<'_>, object: &ObjectKey, found: &[Facet], answers: &[f64]) -> Part {
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
            let records = difference
                .label
                .and_then(|level| facet.records(level))
                .map(|filter| (object.clone(), filter));
            let cells = vec![
                mean(difference.with),
                mean(difference.without),
                Cell::Number(rounded(difference.effect)),
                Cell::Percent(100.0 * difference.p_adjusted),
            ];
            line(Label::Field(facet.object.clone(), facet.key(), value), cells, records)
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
