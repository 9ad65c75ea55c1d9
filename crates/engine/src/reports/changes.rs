//! What changed in the pipeline within a week.
//!
//! No snapshots are kept, because none are needed: the log of stage entries says when deals moved, and the history that every
//! record has says what their amounts and closing days were before. Files that came in, samples and restored back-ups are no
//! change of the business; deals in them count by their own days.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Part, Reason, ReportQuery, Term, Topic};
use model::change::Verb;
use model::{FieldKey, Filter, Op, Operator, RecordId, Unit, Value, order};
use rustc_hash::FxHashMap;

use super::behind::{deals_that_are, has, of_pipeline};
use super::book::{Book, Deal};
use super::{deals, line, part, sheet, term};
use crate::computed::Outcome;
use crate::query::cells;
use crate::reader::Reader;

/// Days that the comparison looks back.
pub const WEEK: i32 = 7;
/// Deals named one by one.
const NAMED: usize = 12;
/// Fields whose past is read from the history.
const FIELDS: [&str; 2] = ["value", "expected_close"];

/// What a field of a deal held before the week began; `None` where it was empty.
#[derive(Clone, PartialEq, Debug)]
pub struct Before {
    /// The deal.
    pub record: RecordId,
    /// `value` or `expected_close`.
    pub field: FieldKey,
    /// What it held.
    pub value: Option<Value>,
}

/// What changes replaced in deals, from what each did and the ops that take it back, newest first: what the oldest of them found
/// stands.
#[must_use]
pub fn before(changes: &[(Verb, Vec<Op>)]) -> Vec<Before> {
    let mut found: FxHashMap<(RecordId, &'static str), Option<Value>> = FxHashMap::default();
    for (verb, inverse) in changes {
        if matches!(verb, Verb::Import | Verb::Sample | Verb::RestoreBackup) {
            continue;
        }
        for op in inverse.iter().filter(|op| op.object().is_some_and(|object| *object == *"deal")) {
            let known = |field: &FieldKey| FIELDS.into_iter().find(|known| *known == field.as_str());
            match op {
                Op::Set { record, field, value, .. } => {
                    if let Some(field) = known(field) {
                        found.insert((*record, field), value.clone());
                    }
                }
                Op::Clear { records, field, .. } => {
                    if let Some(field) = known(field) {
                        found.extend(records.iter().map(|&record| ((record, field), None)));
                    }
                }
                Op::Rows { records, columns, .. } => {
                    for (field, block) in columns.iter().filter_map(|(field, block)| Some((known(field)?, block))) {
                        let kind = if field == "value" {
                            model::FieldKind::Money
                        } else {
                            model::FieldKind::Date
                        };
                        let values = records
                            .iter()
                            .enumerate()
                            .filter_map(|(row, &record)| Some((record, block.get(row, kind)?)));
                        found.extend(values.map(|(record, value)| ((record, field), Some(value))));
                    }
                }
                _ => {}
            }
        }
    }
    let mut before: Vec<Before> = found
        .into_iter()
        .map(|((record, field), value)| Before {
            record,
            field: field.into(),
            value,
        })
        .collect();
    order::sort_by(&mut before, |one, other| {
        (one.record, &one.field).cmp(&(other.record, &other.field))
    });
    before
}

/// Deals and their sum.
#[derive(Clone, Copy, Default)]
struct Sum {
    deals: usize,
    minor: f64,
}

impl Sum {
    fn add(&mut self, minor: f64) {
        self.deals += 1;
        self.minor += minor;
    }
}

/// The kinds of change with their sums, and the deals whose amount or day changed most.
pub(super) fn parts(reader: Reader<'_>, query: &ReportQuery, book: &Book<'_>, before: &[Before]) -> Vec<Part> {
    const TERMS: [Term; 9] = [
        Term::New,
        Term::MovedOn,
        Term::MovedBack,
        Term::Won,
        Term::Lost,
        Term::Raised,
        Term::Lowered,
        Term::PutOff,
        Term::BroughtForward,
    ];
    let since = reader.moment.today - WEEK;
    let mut sums = [Sum::default(); TERMS.len()];
    let mut note = |term: Term, minor: f64| sums[TERMS.iter().position(|known| *known == term).unwrap_or_default()].add(minor);
    for deal in &book.deals {
        let value = deal.value.unwrap_or_default() as f64;
        if deal.opened.is_some_and(|opened| opened > since && opened <= reader.moment.today) {
            note(Term::New, value);
        }
        match (deal.outcome, deal.closed) {
            (Outcome::Won, Some(closed)) if closed > since => note(Term::Won, value),
            (Outcome::Lost, Some(closed)) if closed > since => note(Term::Lost, value),
            (Outcome::Open, _) => {
                if let Some(moved) = moved(book, deal, since) {
                    note(moved, value);
                }
            }
            _ => {}
        }
    }
    let mut named = Vec::new();
    let table = reader.table("deal");
    let ids: Vec<RecordId> = before.iter().map(|change| change.record).collect();
    let rows = table
        .map(|table| crate::query::find::places(reader.workspace.handles(), table, &ids))
        .unwrap_or_default();
    for change in before {
        let place = table.zip(rows.get(&change.record)).and_then(|(table, row)| {
            let deal = book.deals.binary_search_by_key(row, |deal| deal.row).ok()?;
            Some((table, &book.deals[deal]))
        });
        let Some((table, deal)) = place.filter(|(_, deal)| deal.opened.is_none_or(|opened| opened <= since)) else {
            continue;
        };
        let now = table.field(&change.field).and_then(|field| reader.value(table, deal.row, field));
        let (term, size, [was, is]) = match (&change.value, &now) {
            (Some(Value::Money(was)), Some(Value::Money(is))) if was.currency == is.currency && was != is => {
                let grown = (is.minor - was.minor) as f64;
                let term = if grown > 0.0 { Term::Raised } else { Term::Lowered };
                (term, grown, [Cell::Money(*was), Cell::Money(*is)])
            }
            (Some(Value::Date(was)), Some(Value::Date(is))) if was != is => {
                let term = if is > was { Term::PutOff } else { Term::BroughtForward };
                (term, deal.value.unwrap_or_default() as f64, [Cell::Date(*was), Cell::Date(*is)])
            }
            _ => continue,
        };
        note(term, size);
        let link = Cell::Record(cells::row_link(reader, table, deal.row));
        named.push((size.abs(), line(Label::Change(term, link), vec![was, is], None)));
    }
    let week = |field: &str| Filter::relative(field, Operator::InLast, WEEK as u32, Unit::Day);
    let entered = has("stage_entry", "deal", week("entered"));
    let lines: Vec<_> = TERMS
        .iter()
        .zip(sums)
        .filter(|(_, sum)| sum.deals > 0)
        .map(|(&kind, sum)| {
            let records = match kind {
                Term::New => Some(week("opened_on").and(of_pipeline(query.pipeline))),
                Term::Won => Some(deals_that_are("won", query.pipeline).and(week("closed_on"))),
                Term::Lost => Some(deals_that_are("lost", query.pipeline).and(week("closed_on"))),
                Term::MovedOn | Term::MovedBack => Some(deals_that_are("open", query.pipeline).and(entered.clone())),
                _ => None,
            };
            term(
                kind,
                vec![Cell::Int(sum.deals as i64), reader.amount(sum.minor)],
                records.and_then(deals),
            )
        })
        .collect();
    let facts = vec![Fact::Since(since), Fact::FromHistory];
    let said = if lines.is_empty() {
        Err(Reason::Nothing)
    } else {
        Ok(sheet(Form::Table, 0, &[Head::Count, Head::Amount], lines))
    };
    let mut parts = vec![part(Topic::Changes, facts.clone(), said)];
    if !named.is_empty() {
        order::sort_by(&mut named, |one, other| other.0.total_cmp(&one.0));
        let lines = named.into_iter().take(NAMED).map(|(_, line)| line).collect();
        let said = sheet(Form::Table, 0, &[Head::Before, Head::Now], lines);
        parts.push(part(Topic::ChangedDeals, facts, Ok(said)));
    }
    parts
}

/// Whether an open deal stands further on than a week ago, or further back.
fn moved(book: &Book<'_>, deal: &Deal, since: i32) -> Option<Term> {
    let was = book.way(deal).rfind(|entry| entry.entered <= since)?;
    let rank = |stage: u32| book.stage(stage).map(|stage| stage.rank);
    let (was, is) = (rank(was.stage)?, rank(deal.stage)?);
    match is.total_cmp(&was) {
        std::cmp::Ordering::Greater => Some(Term::MovedOn),
        std::cmp::Ordering::Less => Some(Term::MovedBack),
        std::cmp::Ordering::Equal => None,
    }
}
