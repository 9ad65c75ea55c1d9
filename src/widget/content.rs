//! The content of a widget: what the engine is asked for, and its answer as it is drawn.

use std::sync::Arc;

use bridge::Page;
use bridge::chart::{ChartPage, PointPage};
use model::{Chart, Form, PointChart, Widget};

use super::figures::{Leads, course, figures, spots};
use super::only::{Only, narrowed};
use crate::client::{AskError, Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::chart::{ChartKind, Drawing, Figures};

/// Most points of one widget.
const POINTS: u32 = 600;
/// Colours that can be told apart; of more categories the rest is one.
const COLOURS: u8 = 6;

/// The kind of chart of a form; none for forms that are no chart.
pub fn kind_of(form: Form) -> Option<ChartKind> {
    Some(match form {
        Form::Bar => ChartKind::Bars,
        Form::Stacked => ChartKind::Stacked,
        Form::Rows => ChartKind::Rows,
        Form::Funnel => ChartKind::Funnel,
        Form::Line => ChartKind::Lines,
        Form::Area => ChartKind::Areas,
        Form::Donut => ChartKind::Donut,
        Form::Heat => ChartKind::Heat,
        Form::Number | Form::Scatter | Form::Table | Form::List => return None,
    })
}

/// What the engine is asked for.
fn asked(widget: &Widget, only: &[Only]) -> Chart {
    let mut chart = widget.chart.clone();
    chart.filter = narrowed(&chart.filter, &chart.object, only);
    if widget.form.dimensions() < 2 {
        chart.split = None;
    }
    if widget.form.dimensions() < 1 {
        chart.by = None;
    }
    if widget.form == Form::Donut {
        chart.limit = chart.limit.min(COLOURS);
    }
    chart
}

/// What a widget shows.
#[derive(Clone)]
pub(super) enum Shown {
    Figures(ChartPage),
    Points(PointPage),
    Rows(Page),
}

async fn ask(engine: Engine, widget: Widget, only: Vec<Only>) -> Result<Shown, AskError> {
    let chart = asked(&widget, &only);
    match (widget.form, &widget.fields[..]) {
        (Form::List, fields) => {
            // The engine's own chart knows the filter of a saved view, and words to search for.
            let page = engine
                .chart(Chart {
                    by: None,
                    split: None,
                    ..chart.clone()
                })
                .await?;
            let view = model::View {
                filter: page.filter,
                search: page.search,
                columns: fields.to_vec(),
                sort: widget.sort.clone(),
                ..model::View::table(&chart.object)
            };
            Ok(Shown::Rows(engine.first_rows(view, u32::from(chart.limit)).await?))
        }
        (Form::Scatter, [x, y, ..]) => {
            let points = PointChart {
                x: x.clone(),
                y: y.clone(),
                chart,
                most: POINTS,
            };
            Ok(Shown::Points(engine.points(points).await?))
        }
        (Form::Funnel, _) => Ok(Shown::Figures(course(&*engine.chart(chart).await?))),
        _ => Ok(Shown::Figures(*engine.chart(chart).await?)),
    }
}

/// A widget's content as it is drawn.
#[derive(Clone, Copy)]
pub struct Content {
    /// The newest answer.
    pub(super) shown: Signal<Option<Arc<Shown>>>,
    /// Why there is none.
    pub(super) error: Signal<Option<AskError>>,
    /// Figures, for those that are measures.
    pub(super) figures: Memo<Option<Drawn>>,
}

/// Figures with the number of records behind them; equal when they are the same answer.
#[derive(Clone)]
pub(super) struct Drawn {
    of: Arc<Shown>,
    leads: Leads,
    pub figures: Arc<Figures>,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.of, &other.of) && self.leads == other.leads
    }
}

/// Asks for what a widget shows, and again when it may have changed.
pub fn use_content(widget: Signal<Widget>, only: Signal<Vec<Only>>, leads: Signal<Leads>) -> Content {
    let engine = Engine::expect();
    // Moving and renaming ask for nothing.
    let wanted = Memo::new(move |_| {
        let mut widget = widget.get();
        (widget.title, widget.width, widget.height) = (String::new(), 0, 0);
        (widget, only.get())
    });
    let answer = use_answer(Follow::Anything, move || {
        let (widget, only) = wanted.get();
        ask(engine, widget, only)
    });
    let shown = answer.value();
    let figures = Memo::new(move |_| {
        let of = shown.get()?;
        let leads = leads.get();
        let Shown::Figures(page) = &*of else { return None };
        let figures = Arc::new(figures(page, &widget.with(|widget| widget.chart.object.clone()), &leads));
        Some(Drawn { of, leads, figures })
    });
    Content {
        shown,
        error: answer.error(),
        figures,
    }
}

impl Content {
    /// The figures as they are now, for those that are measures.
    #[must_use]
    pub fn figures_now(self) -> Option<Arc<Figures>> {
        self.figures.get_untracked().map(|drawn| drawn.figures)
    }

    /// Draws it as it is on the page.
    #[must_use]
    pub fn draw(self, widget: &Widget, (width, height): (f64, f64)) -> Option<Drawing> {
        if widget.form == Form::Scatter {
            let session = Session::expect();
            let base = session.context().currency;
            let shown = self.shown.get()?;
            let Shown::Points(page) = &*shown else { return None };
            let fields = [widget.fields.first()?.as_str(), widget.fields.get(1)?.as_str()];
            let spots = session
                .engine
                .schema()
                .with(|schema| spots(page, &widget.chart, fields, schema, base));
            return Some(spots.draw(width, height));
        }
        let kind = kind_of(widget.form)?;
        Some(self.figures.get()?.figures.draw(kind, width, height))
    }
}

#[cfg(test)]
mod tests {
    use model::{Dimension, Filter};

    use super::*;

    #[test]
    fn a_form_asks_for_what_it_can_show() {
        let widget = |form| Widget {
            key: 1,
            title: String::new(),
            form,
            chart: Chart {
                by: Some(Dimension::field("stage")),
                split: Some(Dimension::field("owner")),
                limit: 30,
                ..Chart::of("deal")
            },
            fields: Vec::new(),
            sort: Vec::new(),
            width: 6,
            height: 3,
        };
        let sides = |form| {
            let chart = asked(&widget(form), &[]);
            (chart.by.is_some(), chart.split.is_some(), chart.limit)
        };
        assert_eq!(sides(Form::Number), (false, false, 30));
        assert_eq!(sides(Form::Donut), (true, false, 6));
        assert_eq!(sides(Form::Heat), (true, true, 30));
        let only = Only {
            object: "deal".into(),
            label: String::new(),
            filter: Filter::field("stage", model::Operator::Filled, Vec::new()),
        };
        assert!(!asked(&widget(Form::Bar), &[only]).filter.is_everything());
    }
}
