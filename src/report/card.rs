//! A part of a report: its chart and figures, what it was made from, and how it comes about; or why it says nothing.

use std::sync::Arc;

use bridge::Cell;
use bridge::report::{Form, Head, Part, Reason, Report, ReportQuery, Sheet, Subject, Topic};
use model::Schema;

use super::figures::{cell_href, figures, href, kind, name, shown};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::ui::card::Card;
use crate::ui::chart::ChartView;
use crate::words;

/// A part as a card of a page.
#[component]
pub fn ReportCard(
    /// What it is about.
    topic: Topic,
    /// The report that it is part of.
    #[prop(into)]
    report: Signal<Option<Arc<Report>>>,
) -> impl IntoView {
    let part = Memo::new(move |_| {
        report.with(|report| {
            let report = report.as_ref()?;
            let part = report.parts.iter().find(|part| part.topic == topic)?;
            Some((part.clone(), report.day))
        })
    });
    view! { <Card title=words::report::title(topic) class="finding">{part_view(topic, part)}</Card> }
}

/// The first part of a report about one record, with the day of the report. What is decided, or empty, is none.
pub fn use_first_part(subject: impl Fn() -> Subject + Send + Sync + 'static) -> Memo<Option<(Part, i32)>> {
    let engine = Engine::expect();
    let found = use_answer(Follow::Anything, move || engine.report(ReportQuery::about(subject()))).value();
    Memo::new(move |_| {
        found.with(|found| {
            let report = found.as_ref()?;
            let part = report.parts.first()?;
            let silent = matches!(part.said, Err(Reason::Decided | Reason::Nothing));
            (!silent).then(|| (part.clone(), report.day))
        })
    })
}

/// What is shown of a part, in parts that stay when its numbers change: what was unfolded stays so.
pub fn part_view(topic: Topic, part: Memo<Option<(Part, i32)>>) -> AnyView {
    let form = Memo::new(move |_| part.with(|part| part.as_ref().and_then(|(part, _)| Some(part.said.as_ref().ok()?.form))));
    let facts = move || {
        part.with(|part| {
            let (part, day) = part.as_ref()?;
            let facts = part.facts.iter().filter_map(|fact| words::report::fact(*fact));
            Some(
                facts
                    .chain([words::report::up_to(&format::date(*day))])
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        })
    };
    view! {
        {move || said(topic, form.get(), part)}
        <p class="finding__facts">{facts}</p>
        <details class="finding__more">
            <summary>{words::report::how()}</summary>
            <p>{words::explanation::of(topic)}</p>
        </details>
    }
    .into_any()
}

fn said(topic: Topic, form: Option<Form>, part: Memo<Option<(Part, i32)>>) -> AnyView {
    let schema = Engine::expect().schema();
    let title = words::report::title(topic);
    let shown = move |show: fn(&Sheet, &'static str, &Schema) -> AnyView| {
        move || {
            part.with(|part| {
                let sheet = part.as_ref()?.0.said.as_ref().ok()?;
                Some(schema.with(|schema| show(sheet, title, schema)))
            })
        }
    };
    let Some(form) = form else {
        let reason = move || {
            part.with(|part| {
                part.as_ref()?
                    .0
                    .said
                    .as_ref()
                    .err()
                    .map(|reason| words::report::reason(topic, *reason))
            })
        };
        return view! { <p class="finding__none">{reason}</p> }.into_any();
    };
    let Some(kind) = kind(form) else {
        let show: fn(&Sheet, &'static str, &Schema) -> AnyView = if form == Form::Figures { tiles } else { table };
        return view! { {shown(show)} }.into_any();
    };
    let class = match form {
        Form::Rows | Form::Funnel | Form::Heat => "finding__chart",
        _ => "finding__chart finding__chart--tall",
    };
    let draw = Callback::new(move |(width, height)| {
        part.with(|part| {
            let sheet = part.as_ref()?.0.said.as_ref().ok()?;
            Some(schema.with(|schema| figures(sheet, schema)).draw(kind, width, height))
        })
    });
    // A short table stands beside its picture; a long one would push the next card away.
    let short = matches!(form, Form::Rows | Form::Funnel | Form::Stacked);
    view! {
        <div class=class><ChartView label=title draw=draw/></div>
        <details class="finding__more" open=short>
            <summary>{words::report::as_table()}</summary>
            {shown(table)}
        </details>
    }
    .into_any()
}

/// Figures side by side: the amount, its range, and how many records.
fn tiles(sheet: &Sheet, _title: &'static str, schema: &Schema) -> AnyView {
    let tile = |line: &bridge::report::Line| {
        let cell = |head: Head| {
            let place = sheet.heads.iter().position(|known| *known == head);
            place.and_then(|place| line.cells.get(place)).filter(|cell| **cell != Cell::Empty)
        };
        let value = line.cells.first().map(shown).unwrap_or_default();
        let range = cell(Head::Low)
            .zip(cell(Head::High))
            .map(|(low, high)| words::report::from_to(&shown(low), &shown(high)));
        let count = match cell(Head::Count) {
            Some(Cell::Int(count)) => Some(words::count::records(u64::try_from(*count).unwrap_or(0))),
            _ => None,
        };
        let label = name(&line.label, schema);
        let inside = view! {
            <span class="finding__label">{label}</span>
            <span class="finding__value">{value}</span>
            <span class="finding__range">{range.or(count)}</span>
        };
        match href(line) {
            None => view! { <li><div class="finding__figure">{inside}</div></li> }.into_any(),
            Some(href) => view! { <li><a class="finding__figure" href=href>{inside}</a></li> }.into_any(),
        }
    };
    view! { <ul class="finding__figures">{sheet.lines.iter().map(tile).collect_view()}</ul> }.into_any()
}

fn table(sheet: &Sheet, title: &'static str, schema: &Schema) -> AnyView {
    let row = |line: &bridge::report::Line| {
        let label = name(&line.label, schema);
        let label = match href(line) {
            None => label.into_any(),
            Some(href) => view! { <a class="table__link" href=href>{label}</a> }.into_any(),
        };
        let cells = line.cells.iter().zip(&sheet.heads).enumerate().map(|(column, (cell, head))| {
            let class = (!matches!(cell, Cell::Text(_))).then_some("table__number");
            // Points go up and down: which way is the first thing to see.
            let up = matches!(cell, Cell::Number(points) if *head == Head::Points && *points > 0.0);
            let words = if up { words::report::up(&shown(cell)) } else { shown(cell) };
            let words = match cell_href(line, column) {
                Some(href) => view! { <a class="table__link" href=href>{words}</a> }.into_any(),
                None => words.into_any(),
            };
            view! { <td class=class>{words}</td> }
        });
        view! { <tr><th scope="row">{label}</th>{cells.collect_view()}</tr> }
    };
    let texts = |place: usize| sheet.lines.iter().any(|line| matches!(line.cells.get(place), Some(Cell::Text(_))));
    let heads = sheet.heads.iter().enumerate().map(|(place, head)| {
        let class = (!texts(place)).then_some("table__number");
        view! { <th scope="col" class=class>{words::report::head(*head)}</th> }
    });
    view! {
        <div class="finding__scroll" tabindex="0" role="region" aria-label=title>
            <table class="table">
                <caption class="visually-hidden">{title}</caption>
                <thead><tr><td></td>{heads.collect_view()}</tr></thead>
                <tbody>{sheet.lines.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
