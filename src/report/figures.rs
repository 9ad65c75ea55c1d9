//! The table of a part in words, and as figures of a chart.

use std::sync::Arc;

use bridge::Cell;
use bridge::report::{Form, Label, Line, Records, Sheet};
use model::Schema;

use crate::platform::format;
use crate::routes::Route;
use crate::ui::chart::{ChartKind, Figures, Mark};
use crate::value::{plain, sum_words};
use crate::widget::{period, size, ticks};
use crate::words;

/// What a line is called.
pub(super) fn name(label: &Label, schema: &Schema) -> String {
    match label {
        Label::Cell(cell) => plain(cell),
        Label::Rule(left, right) => {
            let left = left.iter().map(plain).collect::<Vec<_>>();
            words::report::follows(&format::list(&left), &plain(right))
        }
        Label::Period(first, unit) => period(*first, *unit),
        Label::InPeriod(term, first, unit) => words::report::changed(&words::inside(words::report::term(*term)), &period(*first, *unit)),
        Label::Term(term) => words::report::term(*term).to_owned(),
        Label::Change(term, cell) => words::report::changed(&words::inside(words::report::term(*term)), &plain(cell)),
        Label::Field(object, field, value) => {
            let label = schema
                .field(object, field)
                .map_or_else(|| field.to_string(), |field| field.label.clone());
            match value {
                Cell::Empty => label,
                value => words::report::of_field(&label, &shown(value)),
            }
        }
    }
}

/// A cell in words: amounts without cents, shares without decimals, numbers with two at most.
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => words::report::none().to_owned(),
        Cell::Money(_) | Cell::Overflow => sum_words(cell),
        Cell::Number(value) => format::number(*value, 0..=2),
        // Small shares have a decimal: 0.4 % of all orders are some, not none.
        Cell::Percent(share) if share.abs() < 9.95 && share.abs() >= 0.05 => format::percent((share * 10.0).round() / 10.0),
        Cell::Percent(share) => format::percent(share.round()),
        cell => plain(cell),
    }
}

/// Where records lead.
fn records_href((object, filter): &Records) -> String {
    Route::records_href(object, filter.clone(), "")
}

/// Where a cell leads that leads elsewhere than its line.
pub(super) fn cell_href(line: &Line, column: usize) -> Option<String> {
    line.records_of(column).map(records_href)
}

/// Where a line leads, if anywhere.
pub(super) fn href(line: &Line) -> Option<String> {
    match (&line.records, &line.label) {
        (Some(records), _) => Some(records_href(records)),
        (None, Label::Cell(Cell::Record(link)) | Label::Change(_, Cell::Record(link))) if !link.gone => {
            Some(Route::Record(link.object.clone(), link.id).href())
        }
        _ => None,
    }
}

/// The chart of a form; none for what is a table or figures.
pub(super) fn kind(form: Form) -> Option<ChartKind> {
    Some(match form {
        Form::Table | Form::Figures => return None,
        Form::Bars => ChartKind::Bars,
        Form::Stacked => ChartKind::Stacked,
        Form::Rows => ChartKind::Rows,
        Form::Funnel => ChartKind::Funnel,
        Form::Lines => ChartKind::Lines,
        Form::Band => ChartKind::Band,
        Form::Heat => ChartKind::Heat,
    })
}

/// The columns of a part that are drawn.
pub(super) fn figures(sheet: &Sheet, schema: &Schema) -> Figures {
    let drawn = usize::from(sheet.drawn);
    let heads: Vec<&str> = sheet.heads.iter().take(drawn).map(|head| words::report::head(*head)).collect();
    let like = sheet
        .lines
        .iter()
        .flat_map(|line| line.cells.iter().take(drawn))
        .find(|cell| size(cell).is_some());
    let marks = |line: &Line| {
        let label = name(&line.label, schema);
        let all = href(line);
        let mark = |(column, (cell, head)): (usize, (&Cell, &&str))| {
            let words = shown(cell);
            Mark {
                value: size(cell),
                label: words::report::mark(&label, head, &words),
                words: if *cell == Cell::Empty { String::new() } else { words },
                href: cell_href(line, column).or_else(|| all.clone()),
            }
        };
        line.cells.iter().zip(&heads).enumerate().map(mark).collect::<Vec<_>>()
    };
    Figures {
        categories: sheet.lines.iter().map(|line| name(&line.label, schema)).collect(),
        series: if drawn == 1 {
            vec![String::new()]
        } else {
            heads.iter().map(|head| (*head).to_owned()).collect()
        },
        marks: sheet.lines.iter().map(marks).collect(),
        ticks: like.map_or_else(|| Arc::new(format::compact) as _, ticks),
    }
}
