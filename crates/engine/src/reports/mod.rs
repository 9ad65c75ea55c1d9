//! Reports: models of the crate `insight` fed with the columns of deals, sales, texts and answers.
//!
//! Every part says what it was made from and which records stand behind its lines; what cannot be said is a typed reason. Nothing
//! here reads a clock or draws a number: two devices with the same records show the same report.
//!
//! In reading order: `periods` and `book` (the calendar, and deals with their way through the stages), then a file per subject.

mod book;
pub(crate) mod chance;
mod changes;
mod facets;
mod feedback;
mod first;
mod forecast;
mod periods;
mod products;
#[cfg(test)]
mod tests;
mod trends;
mod won;

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Report, ReportQuery, Sheet, Subject, Term, Topic};
use model::{Filter, Money, ObjectKey, Operator, RecordId, Value};

use crate::reader::Reader;
use crate::workspace::Workspace;

pub use chance::{Basis, Chance, chances};
pub use changes::{Before, WEEK, before};
pub use first::{Members, first_purchases};

/// Computed fields that reports read; to be refreshed first.
#[must_use]
pub fn computed(workspace: &Workspace) -> Vec<(u16, u16)> {
    const FIELDS: [(&str, &str); 4] = [
        ("order", "total"),
        ("deal", "status"),
        ("deal", "probability"),
        ("deal", "pipeline"),
    ];
    let fields = FIELDS.iter().filter_map(|(object, field)| {
        let table = workspace.table(object)?;
        Some((table.number, table.field(field)?))
    });
    fields.collect()
}

/// Answers a question. `before` is what the history says that deals were a week ago; only the forecast reads it.
#[must_use]
pub fn report(reader: Reader<'_>, query: &ReportQuery, before: &[Before]) -> Report {
    let mut report = Report {
        day: reader.moment.today,
        ..Report::default()
    };
    match query.subject {
        Subject::Forecast => {
            forecast::report(reader, query, before, &mut report);
            report.parts.extend(chance::parts(reader));
        }
        Subject::Chances => report.parts.extend(chance::parts(reader)),
        Subject::Trends => trends::report(reader, query, &mut report),
        Subject::Products => products::report(reader, query, &mut report),
        Subject::Feedback => feedback::report(reader, query, &mut report),
        Subject::Ticket(ticket) => feedback::ticket(reader, ticket, &mut report),
        Subject::Deal(deal) => chance::deal(reader, deal, &mut report),
    }
    report
}

impl<'a> Reader<'a> {
    fn amount(self, minor: f64) -> Cell {
        if minor.is_finite() && minor.abs() < 9e18 {
            Cell::Money(Money::new(minor.round() as i64, self.moment.base))
        } else {
            Cell::Overflow
        }
    }
}

fn part(topic: Topic, facts: Vec<Fact>, said: Result<Sheet, Reason>) -> Part {
    Part { topic, facts, said }
}

fn sheet(form: Form, drawn: u8, heads: &[Head], lines: Vec<Line>) -> Sheet {
    Sheet {
        form,
        heads: heads.to_vec(),
        drawn,
        lines,
    }
}

fn line(label: Label, cells: Vec<Cell>, records: Option<(ObjectKey, Filter)>) -> Line {
    Line { label, cells, records }
}

fn term(term: Term, cells: Vec<Cell>, records: Option<(ObjectKey, Filter)>) -> Line {
    line(Label::Term(term), cells, records)
}

fn count(number: usize) -> Cell {
    Cell::Int(number as i64)
}

/// Deals of a pipeline that are so: `open`, `won` or `lost`.
fn deals_that_are(status: &str, pipeline: Option<RecordId>) -> Filter {
    let of = Filter::field("status", Operator::AnyOf, vec![status.into()]);
    pipeline.map_or(of.clone(), |pipeline| {
        of.and(Filter::field("pipeline", Operator::AnyOf, vec![Value::Ref(pipeline)]))
    })
}

fn between(field: &str, first: i32, last: i32) -> Filter {
    Filter::field(field, Operator::Between, vec![Value::Date(first), Value::Date(last)])
}

fn deals(filter: Filter) -> Option<(ObjectKey, Filter)> {
    Some(("deal".into(), filter))
}

/// Handle of the pipeline that is asked about.
fn pipeline_of(reader: Reader<'_>, query: &ReportQuery) -> Option<u32> {
    let table = reader.table("pipeline")?;
    let row = crate::query::find::row(reader.workspace.handles(), table, query.pipeline?)?;
    Some(table.handle(row))
}
