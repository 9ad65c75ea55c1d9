//! Feedback: how friendly notes, tickets and messages are, and what they are about.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Records, Report, ReportQuery, Subject, Term, Topic};
use insight::sentiment::{Lexicon, Polarity, analyse};
use insight::themes::themes;
use model::validate::fold;
use model::{Filter, Operator, RecordId, Unit, Value, order};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

use super::behind::{any_of, between, has, not};
use super::periods::{first_day, period_of};
use super::{Step, answers, line, part, sheet, term};
use crate::computed::fields::{Ends, int, ints};
use crate::query::cells;
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;

/// Texts that are read, newest first: more take a person's time and tell no more.
const TEXTS: usize = 20_000;
/// Texts that are read in one go: some hundredths of a second.
const AT_ONCE: usize = 1_000;
/// Texts whose themes are found.
const THEMED: usize = 4_000;
/// Lines that are shown of each kind.
pub(super) const SHOWN: usize = 12;
/// Letters of a text that are shown.
const LETTERS: usize = 140;
/// Texts, or answers, of a step that is drawn.
pub(super) const LEAST: usize = 3;

/// Fields that are read of an activity, a ticket and a message.
const ACTIVITY: [&str; 2] = ["subject", "body"];
const TICKET: [&str; 2] = ["subject", "description"];
const MESSAGE: [&str; 1] = ["body"];

/// Something that was written.
struct Written {
    at: i64,
    source: Term,
    /// The record it belongs to, for the person who wants to read on.
    handle: u32,
    text: String,
    tone: f64,
}

/// Texts that are to be read, newest first, and those that were.
#[derive(Default)]
pub(super) struct Texts {
    waiting: Option<std::vec::IntoIter<Waiting>>,
    read: Vec<Written>,
}

pub(super) const STEPS: [Step; 4] = [
    |making, reader| read_some(&mut making.texts, reader),
    |making, reader| {
        let (texts, parts) = (&making.texts.read, &mut making.report.parts);
        if texts.is_empty() {
            parts.push(part(Topic::Sentiment, Vec::new(), Err(Reason::Nothing)));
        } else {
            parts.push(tones(reader, texts));
            parts.push(tones_over_time(reader, texts, unit(&making.query)));
            parts.push(least_friendly(reader, texts));
        }
        true
    },
    |making, reader| {
        if !making.texts.read.is_empty() {
            let themes = subjects(reader, &making.texts.read, making.query.least);
            making.report.parts.push(themes);
        }
        true
    },
    |making, reader| {
        answers::report(reader, &making.query, &mut making.report);
        true
    },
];
pub(super) const TICKET_STEPS: [Step; 1] = [|making, reader| {
    if let Subject::Ticket(id) = making.query.subject {
        ticket(reader, id, &mut making.report);
    }
    true
}];

pub(super) fn unit(query: &ReportQuery) -> Unit {
    if query.unit == Unit::Quarter { Unit::Quarter } else { Unit::Month }
}

/// The tone of what a ticket's requester wrote.
fn ticket(reader: Reader<'_>, ticket: RecordId, report: &mut Report) {
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
    let own = text_of(table, row, &TICKET);
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
            add(text_of(messages, row, &MESSAGE));
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

pub(super) fn rounded(value: f64) -> f64 {
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

/// When something was written, what it is, and where it lies.
type Waiting = (i64, Term, u16, u32);

/// Reads the tone of some more texts; whether there are no more.
fn read_some(texts: &mut Texts, reader: Reader<'_>) -> bool {
    let Texts { waiting, read } = texts;
    let waiting = waiting.get_or_insert_with(|| newest(reader).into_iter());
    let lexicon = Lexicon::own();
    read.extend(waiting.by_ref().take(AT_ONCE).filter_map(|text| written(reader, &lexicon, text)));
    waiting.len() == 0
}

/// Newest notes, tickets and messages from customers.
fn newest(reader: Reader<'_>) -> Vec<Waiting> {
    let mut found: Vec<Waiting> = Vec::new();
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
    found.retain(|(at, ..)| reader.moment.day_of(*at) <= reader.moment.today);
    order::keep_first_by_key(&mut found, TEXTS, |(at, _, table, row)| (std::cmp::Reverse(*at), *table, *row));
    found
}

/// A text with its tone; nothing where nothing is written.
fn written(reader: Reader<'_>, lexicon: &Lexicon, (at, source, table, row): Waiting) -> Option<Written> {
    let table = &reader.workspace.tables()[usize::from(table)];
    let keys: &[&str] = match source {
        Term::Activities => &ACTIVITY,
        Term::Tickets => &TICKET,
        _ => &MESSAGE,
    };
    let text = text_of(table, row, keys);
    let tone = analyse(&text, lexicon).compound;
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
}

fn tones(reader: Reader<'_>, texts: &[Written]) -> Part {
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
        let those = texts.iter().filter(|text| source.is_none_or(|source| text.source == source));
        let kinds = behind(those, &About::any(reader));
        (!of.is_empty()).then(|| with_kinds(term(source.unwrap_or(Term::All), cells, None), kinds, 5))
    };
    let sources = [Some(Term::Activities), Some(Term::Tickets), Some(Term::Messages), None];
    let lines = sources.into_iter().filter_map(of).collect();
    let heads = [
        Head::Friendly,
        Head::Neutral,
        Head::Unfriendly,
        Head::Tone,
        Head::Count,
        Head::Activities,
        Head::Tickets,
    ];
    let facts = vec![Fact::Texts(texts.len() as u32)];
    part(Topic::Sentiment, facts, Ok(sheet(Form::Stacked, 3, &heads, lines)))
}

fn tones_over_time(reader: Reader<'_>, texts: &[Written], unit: Unit) -> Part {
    let mut steps: BTreeMap<i32, Vec<&Written>> = BTreeMap::new();
    for text in texts {
        let period = period_of(reader.moment.day_of(text.at), unit);
        steps.entry(period).or_default().push(text);
    }
    let told: Vec<_> = steps.into_iter().filter(|(_, texts)| texts.len() >= LEAST).collect();
    let facts = vec![Fact::Texts(texts.len() as u32)];
    if told.len() < 2 {
        return part(Topic::SentimentTime, facts, Err(Reason::Nothing));
    }
    let lines = told[told.len().saturating_sub(24)..].iter().map(|(period, texts)| {
        let tones: Vec<f64> = texts.iter().map(|text| text.tone).collect();
        let mean = tones.iter().sum::<f64>() / tones.len() as f64;
        let unfriendly = tones.iter().filter(|tone| Polarity::of(**tone) == Polarity::Negative).count();
        let cells = vec![
            Cell::Number(rounded(mean)),
            Cell::Percent(100.0 * unfriendly as f64 / tones.len() as f64),
            super::count(tones.len()),
        ];
        let (first, last) = (first_day(*period, unit), first_day(*period + 1, unit) - 1);
        let about = About {
            days: (Some(first), last.min(reader.moment.today)),
            word: None,
        };
        with_kinds(
            line(Label::Period(first, unit), cells, None),
            behind(texts.iter().copied(), &about),
            3,
        )
    });
    let heads = [Head::Tone, Head::Unfriendly, Head::Count, Head::Activities, Head::Tickets];
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
    let mut met = FxHashSet::default();
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

/// Which texts: written on these days, and with a word in them.
struct About<'a> {
    days: (Option<i32>, i32),
    word: Option<&'a str>,
}

impl About<'_> {
    fn any(reader: Reader<'_>) -> Self {
        About {
            days: (None, reader.moment.today),
            word: None,
        }
    }

    fn written(&self, field: &str) -> Filter {
        match self.days {
            (Some(first), last) => between(field, first, last),
            (None, last) => not(Filter::field(field, Operator::Greater, vec![Value::Date(last)])),
        }
    }

    /// One of these fields has the word, or any text.
    fn said(&self, fields: &[&str]) -> Filter {
        let of = |field: &&str| match self.word {
            Some(word) => Filter::field(field, Operator::Contains, vec![word.into()]),
            None => Filter::field(field, Operator::Filled, Vec::new()),
        };
        Filter::Any(fields.iter().map(of).collect())
    }
}

/// The activities and the tickets behind texts, with how many they are: as many as their filter finds.
fn behind<'a>(texts: impl Iterator<Item = &'a Written>, about: &About<'_>) -> [(usize, Records); 2] {
    let word = about.word.map(fold);
    let mut records = [FxHashSet::default(), FxHashSet::default()];
    let (mut own, mut received) = (false, false);
    for text in texts.filter(|text| word.as_ref().is_none_or(|word| fold(&text.text).contains(word.as_str()))) {
        records[usize::from(text.source != Term::Activities)].insert(text.handle);
        own |= text.source == Term::Tickets;
        received |= text.source == Term::Messages;
    }
    let mut ways = Vec::new();
    if own {
        ways.push(about.written("created").and(about.said(&TICKET)));
    }
    if received {
        let from_customer = any_of("direction", ["in"]).and(not(any_of("visibility", ["internal"])));
        let message = from_customer.and(about.written("at")).and(about.said(&MESSAGE));
        ways.push(has("message", "ticket", message));
    }
    let [activities, tickets] = records.map(|records| records.len());
    [
        (activities, ("activity".into(), about.written("at").and(about.said(&ACTIVITY)))),
        (tickets, ("ticket".into(), Filter::Any(ways))),
    ]
}

/// A line with a cell for activities and one for tickets, from a column on; the line itself leads to where there are more.
fn with_kinds(mut line: Line, kinds: [(usize, Records); 2], column: u8) -> Line {
    let [activities, tickets] = &kinds;
    let more = if tickets.0 > activities.0 { tickets } else { activities };
    line.records = Some(more.1.clone());
    for ((records, behind), column) in kinds.into_iter().zip(column..) {
        line.cells.push(super::count(records));
        line = line.with_behind(column, (records > 0).then_some(behind));
    }
    line
}

fn subjects(reader: Reader<'_>, texts: &[Written], least: u32) -> Part {
    let all = texts.len();
    let texts = &texts[..all.min(THEMED)];
    // Where not all texts are read, the filter has to know where they begin.
    let first = (texts.len() < all || all == TEXTS).then(|| reader.moment.day_of(texts.last().map_or(0, |text| text.at)));
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
        let about = About {
            days: (first, reader.moment.today),
            word: Some(&theme.word),
        };
        let kinds = behind(texts.iter(), &about);
        with_kinds(line(Label::Cell(Cell::Text(theme.word)), cells, None), kinds, 2)
    });
    let heads = [Head::Texts, Head::Tone, Head::Activities, Head::Tickets];
    part(Topic::Themes, facts, Ok(sheet(Form::Rows, 1, &heads, lines.collect())))
}
