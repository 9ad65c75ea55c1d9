//! Reports: models of the crate `insight` fed with the columns of deals, sales, texts and answers.
//!
//! Every part says what it was made from and which records stand behind its lines; what cannot be said is a typed reason. Nothing
//! here reads a clock or draws a number: two devices with the same records show the same report.
//!
//! In reading order: `periods` and `book` (the calendar, and deals with their way through the stages), `behind` (which records stand
//! behind a mark), then a file per subject.

mod answers;
pub(crate) mod behind;
mod book;
pub(crate) mod chance;
mod changes;
mod facets;
mod feedback;
mod first;
mod forecast;
mod periods;
mod products;
mod proposals;
mod retention;
#[cfg(test)]
mod tests;
mod trends;
mod won;

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Records, Report, ReportQuery, Sheet, Subject, Term, Topic};
use model::{Filter, Money};

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

/// Answers a question at once. `before` is what the history says that deals were a week ago; only the forecast reads it.
#[must_use]
pub fn report(reader: Reader<'_>, query: &ReportQuery, before: &[Before]) -> Report {
    let mut making = Making::new(query.clone(), before.to_vec());
    while !making.slice(reader) {}
    making.report
}

/// A report that is made in slices, so that others are answered meanwhile. All slices read the same records: when some have changed,
/// one begins again.
pub struct Making {
    query: ReportQuery,
    before: Vec<Before>,
    report: Report,
    steps: &'static [Step],
    next: usize,
    texts: feedback::Texts,
    sold: products::Selling,
}

/// Does a slice of a part of a report; whether the part is done.
type Step = fn(&mut Making, Reader<'_>) -> bool;

impl Making {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(query: ReportQuery, before: Vec<Before>) -> Self {
        let steps = match query.subject {
            Subject::Forecast => &forecast::STEPS[..],
            Subject::Chances => &chance::STEPS,
            Subject::Trends => &trends::STEPS,
            Subject::Products => &products::STEPS,
            Subject::Feedback => &feedback::STEPS,
            Subject::Ticket(_) => &feedback::TICKET_STEPS,
            Subject::Deal(_) => &chance::DEAL_STEPS,
        };
        Self {
            query,
            before,
            report: Report::default(),
            steps,
            next: 0,
            texts: feedback::Texts::default(),
            sold: products::Selling::default(),
        }
    }

    /// Goes on for a while, some hundredths of a second at most; whether it is done.
    pub fn slice(&mut self, reader: Reader<'_>) -> bool {
        if self.next == 0 {
            self.report.day = reader.moment.today;
        }
        if let Some(step) = self.steps.get(self.next)
            && step(self, reader)
        {
            self.next += 1;
        }
        self.next >= self.steps.len()
    }

    /// Parts that are done, and all.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.next as u64, self.steps.len() as u64)
    }

    /// What was made.
    #[must_use]
    pub fn finish(self) -> Report {
        self.report
    }
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

fn line(label: Label, cells: Vec<Cell>, records: Option<Records>) -> Line {
    Line {
        label,
        cells,
        records,
        behind: Vec::new(),
    }
}

fn term(term: Term, cells: Vec<Cell>, records: Option<Records>) -> Line {
    line(Label::Term(term), cells, records)
}

fn count(number: usize) -> Cell {
    Cell::Int(number as i64)
}

fn deals(filter: Filter) -> Option<Records> {
    Some(("deal".into(), filter))
}

/// Handle of the pipeline that is asked about.
fn pipeline_of(reader: Reader<'_>, query: &ReportQuery) -> Option<u32> {
    let table = reader.table("pipeline")?;
    let row = crate::query::find::row(reader.workspace.handles(), table, query.pipeline?)?;
    Some(table.handle(row))
}
