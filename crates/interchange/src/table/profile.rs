//! What the columns of a table hold, from rows taken evenly over the whole file.

use std::hash::BuildHasher;

use model::order;
use model::validate::{DateOrder, DecimalStyle, FieldError};
use model::{Currency, FieldKind};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::Sheet;
use super::kinds;
use super::shape::{DateShape, Shape, shape_of};
use crate::csv::{FormProblem, Overrides, Span};

/// Rows looked at, at most.
const SAMPLE: u32 = 2_000;
/// Rows at the beginning that are all looked at: they are what a person compares with.
const FIRST: u32 = 50;
/// Of the rows after the first ones, one in so many is looked at a second time.
const KEPT_EVERY: u32 = 5;
/// Samples kept for showing.
const SHOWN: usize = 5;
/// Different words kept with their counts.
const WORDS: usize = 64;
/// Longest sample, in bytes.
const SAMPLE_BYTES: usize = 200;

/// What a column holds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// The header as it stands; empty where there is none.
    pub header: String,
    /// A name that no other column has.
    pub name: String,
    /// The kind of field that fits best.
    pub kind: FieldKind,
    /// 0 to 1: share of the looked-at values that the kind can read.
    pub confidence: f32,
    /// Other kinds that fit, with their shares.
    pub alternatives: Vec<(FieldKind, f32)>,
    /// The first different values.
    pub samples: Vec<String>,
    /// Rows with a value, estimated over all rows.
    pub filled: u32,
    /// Values looked at.
    pub sampled: u32,
    /// Different values, estimated over all rows.
    pub distinct: u32,
    /// Longest value looked at, in bytes.
    pub longest: u32,
    /// Smallest value looked at, of numbers, amounts and dates.
    pub min: Option<String>,
    /// Greatest value looked at.
    pub max: Option<String>,
    /// Order of day, month and year, where some date shows it.
    pub date_order: Option<DateOrder>,
    /// Decimal mark, where some number shows it.
    pub decimal: Option<DecimalStyle>,
    /// Currency that most of the values name.
    pub currency: Option<Currency>,
    /// Values and their counts among those looked at, when there are few; the most frequent first.
    pub words: Vec<(String, u32)>,
    /// Values looked at that the kind cannot read; a few.
    pub problems: Vec<ExampleProblem>,
}

/// A value that does not fit its column.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ExampleProblem {
    /// Data row, from 0.
    pub row: u32,
    /// Line of the file, from 1.
    pub line: u32,
    /// The value.
    pub text: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// What was seen of one column.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) rows: u32,
    pub(super) filled: u32,
    pub(super) longest: u32,
    pub(super) lines: u32,
    pub(super) shapes: FxHashMap<FieldKind, u32>,
    pub(super) codes: u32,
    pub(super) point: u32,
    pub(super) comma: u32,
    pub(super) year_first: u32,
    pub(super) day_first: u32,
    pub(super) month_first: u32,
    pub(super) either: u32,
    pub(super) currencies: Vec<(Currency, u32)>,
    pub(super) samples: Vec<String>,
    /// Values for the second look, with their rows.
    pub(super) kept: Vec<(u32, String)>,
    words: FxHashMap<String, u32>,
    many_words: bool,
    hashes: FxHashSet<u64>,
}

/// Looks at columns in steps.
pub(super) struct Profiler {
    rows: Vec<u32>,
    next: usize,
    columns: Vec<Seen>,
    spans: Vec<Span>,
}

impl Profiler {
    pub(super) fn new(sheet: &Sheet) -> Self {
        let rows = sheet.rows();
        let first = 0..rows.min(FIRST);
        let rest = rows - first.end;
        let taken = rest.min(SAMPLE - FIRST);
        // Evenly over the rest, so that what changes half-way through a file is seen.
        let even = (0..taken).map(|index| first.end + (u64::from(index) * u64::from(rest) / u64::from(taken)) as u32);
        let columns = sheet.columns.iter().map(|_| Seen::default()).collect();
        Self {
            rows: first.clone().chain(even).collect(),
            next: 0,
            columns,
            spans: Vec::new(),
        }
    }

    /// Looks at some more rows, about `max` bytes of them, and says whether all were looked at.
    pub(super) fn step(&mut self, sheet: &Sheet, max: usize) -> bool {
        // Looking at a cell takes as long as scanning some hundred bytes for rows.
        let cells = (max / 256).max(1);
        let rows = (cells / self.columns.len().max(1)).max(1);
        let until = self.rows.len().min(self.next.saturating_add(rows));
        for &row in &self.rows[self.next..until] {
            self.spans.clear();
            sheet.spans(row, &mut self.spans);
            for (seen, span) in self.columns.iter_mut().zip(&self.spans) {
                seen.look(row, &sheet.text_of(*span));
            }
        }
        self.next = until;
        self.next == self.rows.len()
    }

    /// Draws the conclusions for the columns and for the whole file.
    pub(super) fn finish(self, sheet: &mut Sheet, overrides: &Overrides) {
        kinds::settle_dialect(&self.columns, &mut sheet.dialect, overrides);
        let looked_at = self.rows.len() as u32;
        for (index, seen) in self.columns.into_iter().enumerate() {
            let profile = conclude(sheet, index, seen, looked_at);
            sheet.columns[index] = profile;
        }
    }
}

impl Seen {
    fn look(&mut self, row: u32, text: &str) {
        self.rows += 1;
        let shape = shape_of(text);
        if shape == Shape::Empty {
            return;
        }
        let text = text.trim();
        self.filled += 1;
        self.longest = self.longest.max(text.len() as u32);
        self.lines += u32::from(text.contains('\n'));
        *self.shapes.entry(shape.kind()).or_default() += 1;
        match shape {
            Shape::Code => self.codes += 1,
            Shape::Date(order) | Shape::DateTime(order) => match order {
                DateShape::YearFirst => self.year_first += 1,
                DateShape::DayFirst => self.day_first += 1,
                DateShape::MonthFirst => self.month_first += 1,
                DateShape::Either => self.either += 1,
                DateShape::Named => {}
            },
            Shape::Money(currency, style) => {
                self.note_style(style);
                if let Some(currency) = currency {
                    match self.currencies.iter_mut().find(|(known, _)| *known == currency) {
                        Some((_, count)) => *count += 1,
                        None => self.currencies.push((currency, 1)),
                    }
                }
            }
            Shape::Percent(style) | Shape::Number(_, style) => self.note_style(style),
            _ => {}
        }
        let fresh = self.hashes.insert(FxBuildHasher.hash_one(text));
        if fresh && self.samples.len() < SHOWN {
            self.samples.push(shortened(text));
        }
        if text.len() <= SAMPLE_BYTES {
            if self.rows <= FIRST || self.rows.is_multiple_of(KEPT_EVERY) {
                self.kept.push((row, text.to_owned()));
            }
            self.count_word(text);
        } else {
            self.many_words = true;
        }
    }

    fn note_style(&mut self, style: Option<DecimalStyle>) {
        match style {
            Some(DecimalStyle::Point) => self.point += 1,
            Some(DecimalStyle::Comma) => self.comma += 1,
            None => {}
        }
    }

    fn count_word(&mut self, text: &str) {
        if self.many_words {
            return;
        }
        if let Some(count) = self.words.get_mut(text) {
            *count += 1;
        } else if self.words.len() < WORDS {
            self.words.insert(text.to_owned(), 1);
        } else {
            self.many_words = true;
            self.words = FxHashMap::default();
        }
    }

    /// Different values looked at.
    pub(super) fn distinct(&self) -> u32 {
        self.hashes.len() as u32
    }

    /// How many of the values looked at have the shape of a kind.
    pub(super) fn votes(&self, kind: FieldKind) -> u32 {
        self.shapes.get(&kind).copied().unwrap_or(0)
    }
}

fn conclude(sheet: &Sheet, index: usize, seen: Seen, looked_at: u32) -> ColumnProfile {
    let before = &sheet.columns[index];
    let verdict = kinds::decide(&before.header, &seen, sheet);
    let over_all = |count: u32| (u64::from(count) * u64::from(sheet.rows()) / u64::from(looked_at.max(1))) as u32;
    let filled = over_all(seen.filled);
    // When every value looked at was another one, most of the others are too.
    let distinct = if seen.distinct() * 2 > seen.filled {
        over_all(seen.distinct())
    } else {
        seen.distinct()
    };
    let mut words = if seen.many_words {
        Vec::new()
    } else {
        seen.words.into_iter().collect::<Vec<_>>()
    };
    order::sort_by(&mut words, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    ColumnProfile {
        header: before.header.clone(),
        name: before.name.clone(),
        kind: verdict.kind,
        confidence: verdict.confidence,
        alternatives: verdict.alternatives,
        samples: seen.samples,
        filled,
        sampled: seen.filled,
        distinct,
        longest: seen.longest,
        min: verdict.min,
        max: verdict.max,
        date_order: verdict.date_order,
        decimal: verdict.decimal,
        // A few amounts in another currency say nothing of those that name none.
        currency: seen
            .currencies
            .iter()
            .find(|(_, count)| *count * 2 > seen.filled)
            .map(|(currency, _)| *currency),
        words,
        problems: verdict.problems,
    }
}

fn shortened(text: &str) -> String {
    if text.len() <= SAMPLE_BYTES {
        return text.to_owned();
    }
    format!("{}…", &text[..text.floor_char_boundary(SAMPLE_BYTES)])
}

/// Columns with names only, and what is odd about the names.
pub(super) fn header_names(header: Option<Vec<String>>, columns: usize) -> (Vec<ColumnProfile>, Vec<(Option<u16>, FormProblem)>) {
    let mut odd = Vec::new();
    let named = header.is_some();
    let header = header.unwrap_or_default();
    if header.len() > columns && header[columns..].iter().any(|name| !name.trim().is_empty()) {
        odd.push((
            None,
            FormProblem::TooManyColumns {
                found: header.len() as u32,
            },
        ));
    }
    let mut taken = FxHashMap::<String, u32>::default();
    let mut profiles = Vec::with_capacity(columns);
    for index in 0..columns {
        let header = header
            .get(index)
            .map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default();
        if header.is_empty() && named {
            odd.push((Some(index as u16), FormProblem::EmptyHeader));
        }
        let base = if header.is_empty() {
            format!("Column {}", index + 1)
        } else {
            header.clone()
        };
        let mut name = base.clone();
        let count = taken.entry(base.to_lowercase()).or_insert(0);
        *count += 1;
        if *count > 1 {
            odd.push((Some(index as u16), FormProblem::DuplicateHeader));
            let mut number = *count;
            name = format!("{base} ({number})");
            while taken.contains_key(&name.to_lowercase()) {
                number += 1;
                name = format!("{base} ({number})");
            }
            taken.insert(name.to_lowercase(), 1);
        }
        profiles.push(ColumnProfile::named(header, name));
    }
    (profiles, odd)
}

impl ColumnProfile {
    fn named(header: String, name: String) -> Self {
        Self {
            header,
            name,
            kind: FieldKind::Text,
            confidence: 0.0,
            alternatives: Vec::new(),
            samples: Vec::new(),
            filled: 0,
            sampled: 0,
            distinct: 0,
            longest: 0,
            min: None,
            max: None,
            date_order: None,
            decimal: None,
            currency: None,
            words: Vec::new(),
            problems: Vec::new(),
        }
    }
}
