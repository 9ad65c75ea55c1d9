//! What is inside the frame of a widget.

use std::sync::Arc;

use model::{Form, Widget};

use super::content::{Content, Drawn, Shown};
use super::figures::words_of;
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    chart::{ChartTable, ChartView},
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::value::plain;
use crate::words::{self, number};

/// What is inside the frame.
#[component]
pub fn WidgetBody(
    /// What it is.
    #[prop(into)]
    widget: Signal<Widget>,
    /// What it shows.
    content: Content,
    /// The figures instead of the drawing.
    #[prop(into)]
    as_table: Signal<bool>,
    /// Its title.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    let (shown, error) = (content.shown, content.error);
    let waiting = Signal::derive(move || shown.with(Option::is_none) && error.with(Option::is_none));
    let object = move || widget.with(|widget| widget.chart.object.clone());
    let form = Memo::new(move |_| widget.with(|widget| widget.form));
    view! {
        {move || error.get().map(|error| {
            let line = schema.with(|schema| words::failure::line(&error, schema.object(&object())));
            view! { <Callout tone=Tone::Warning title=words::dashboards::cannot()>{line}</Callout> }
        })}
        <Skeleton waiting=waiting lines=2/>
        {move || {
            if error.with(Option::is_some) || shown.with(Option::is_none) {
                return ().into_any();
            }
            match form.get() {
                Form::Number => view! { <Figure content=content object=object()/> }.into_any(),
                Form::List => view! { <Rows shown=shown object=object()/> }.into_any(),
                Form::Table => view! { <FigureTable content=content name=name/> }.into_any(),
                _ if as_table.get() => view! { <FigureTable content=content name=name/> }.into_any(),
                _ => view! {
                    <ChartView label=name draw=Callback::new(move |size| content.draw(&widget.get(), size))/>
                    <Foot content=content object=object()/>
                }
                .into_any(),
            }
        }}
    }
}

/// How many records, and what was left out.
#[component]
fn Foot(content: Content, object: model::ObjectKey) -> impl IntoView {
    let schema = Engine::expect().schema();
    let counted = move |total: u32, object: &model::ObjectKey| {
        schema.with(|schema| {
            schema
                .object(object)
                .map(|def| words::counted(def, u64::from(total)))
                .unwrap_or_default()
        })
    };
    view! {
        <p class="widget__foot">
            {move || content.shown.get().map(|shown| match &*shown {
                Shown::Figures(page) => {
                    let left_out: u32 = page.without_rate.iter().map(|(_, count)| count).sum();
                    let codes = page.without_rate.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>().join(", ");
                    let href = Route::records_href(&object, page.filter.clone(), &page.search);
                    view! {
                        <a href=href>{counted(page.total, &object)}</a>
                        {(left_out > 0).then(|| format!(" · {}", words::dashboards::without_rate(&number(u64::from(left_out)), &codes)))}
                    }
                    .into_any()
                }
                Shown::Points(page) if page.points.len() < page.total as usize => {
                    let shown = number(page.points.len() as u64);
                    words::dashboards::some_points(&shown, &counted(page.total, &object)).into_any()
                }
                Shown::Points(page) => counted(page.total, &object).into_any(),
                Shown::Rows(_) => ().into_any(),
            })}
        </p>
    }
}

/// One figure, which leads to its records.
#[component]
fn Figure(content: Content, object: model::ObjectKey) -> impl IntoView {
    let schema = Engine::expect().schema();
    let shown = content.shown;
    move || {
        let shown = shown.get()?;
        let Shown::Figures(page) = &*shown else { return None };
        let words = words_of(&page.whole);
        let counted = schema.with(|schema| {
            schema
                .object(&object)
                .map(|def| words::counted(def, u64::from(page.total)))
                .unwrap_or_default()
        });
        let href = Route::records_href(&object, page.filter.clone(), &page.search);
        let label = words::dashboards::mark(&counted, &words);
        Some(view! {
            <a class="widget__figure" href=href data-tip=counted.clone() aria-label=label>{words}</a>
        })
    }
}

/// The figures themselves.
#[component]
fn FigureTable(content: Content, #[prop(into)] name: Signal<String>) -> impl IntoView {
    move || {
        let Drawn { figures, .. } = content.figures.get()?;
        Some(view! { <ChartTable figures=figures name=name category=words::dashboards::category() measure=words::dashboards::total()/> })
    }
}

/// The first records.
#[component]
fn Rows(shown: Signal<Option<Arc<Shown>>>, object: model::ObjectKey) -> impl IntoView {
    let schema = Engine::expect().schema();
    move || {
        let shown = shown.get()?;
        let Shown::Rows(page) = &*shown else { return None };
        if page.rows.is_empty() {
            return Some(view! { <p class="widget__none">{words::dashboards::nothing()}</p> }.into_any());
        }
        let definition = |key: &model::FieldKey| schema.with(|schema| schema.field(&object, key).cloned());
        let fields: Vec<Option<model::FieldDef>> = page.columns.iter().map(definition).collect();
        let numeric = |index: usize| {
            let field = fields.get(index).and_then(Option::as_ref);
            field.is_some_and(|field| field.kind.is_numeric()).then_some("table__number")
        };
        let head = fields.iter().enumerate().map(|(index, field)| {
            let label = field.as_ref().map(|field| field.label.clone()).unwrap_or_default();
            view! { <th scope="col" class=numeric(index)>{label}</th> }
        });
        let row = |row: &bridge::Row| {
            let href = Route::Record(object.clone(), row.id).href();
            let cells = row.cells.iter().enumerate().map(|(index, cell)| {
                let words = plain(cell);
                if index == 0 {
                    view! { <th scope="row"><a class="table__link truncate" href=href.clone()>{words}</a></th> }.into_any()
                } else {
                    view! { <td class=numeric(index)><span class="truncate">{words}</span></td> }.into_any()
                }
            });
            view! { <tr>{cells.collect_view()}</tr> }
        };
        Some(
            view! {
                <div class="widget__scroll" tabindex="0" role="region" aria-label=schema.with(|schema| schema.object(&object).map(|def| def.plural.clone()))>
                    <table class="table">
                        <thead><tr>{head.collect_view()}</tr></thead>
                        <tbody>{page.rows.iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any(),
        )
    }
}
