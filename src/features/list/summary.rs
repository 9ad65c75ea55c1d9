//! The summary: figures and charts over the records of the list, each a way to those behind it.
//!
//! The widgets are part of how the list is looked at, as columns are: steps change the address, saving the view keeps them.

use model::{Chart, Dashboard, Widget};

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    dom::announce,
    icon::Glyph,
    state::Empty,
};
use crate::widget::{Arranging, Leads, Step, WidgetDialog, WidgetGrid, free_key, fresh, ready::usual, taken, title};
use crate::words;

/// What the parts of a summary share; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Summary {
    lens: Lens,
    session: Session,
    arranging: RwSignal<bool>,
    editing: RwSignal<Option<Widget>>,
}

impl Summary {
    /// Called in the body of a component.
    pub fn new(lens: Lens) -> Self {
        Self {
            lens,
            session: Session::expect(),
            arranging: RwSignal::new(false),
            editing: RwSignal::new(None),
        }
    }

    /// The widgets as they are kept, or those that summaries of this object usually have. Tracks.
    fn chosen(self) -> Option<Dashboard> {
        let def = self.lens.def.get()?;
        self.lens
            .view
            .with(|view| Some(view.as_ref()?.summary.clone().unwrap_or_else(|| usual(&def))))
    }

    /// A widget over the records of the list only. Tracks.
    fn narrowed(self, widget: Widget) -> Widget {
        let (filter, search) = self.lens.view.with(|view| {
            let view = view.as_ref();
            view.map(|view| (view.filter.clone(), view.search.clone())).unwrap_or_default()
        });
        let Chart { filter: own, view: _, .. } = &widget.chart;
        Widget {
            chart: Chart {
                view: None,
                filter: filter.and(own.clone()),
                search,
                ..widget.chart
            },
            ..widget
        }
    }

    fn find(self, key: u32) -> Option<Widget> {
        let chosen = untrack(|| self.chosen())?;
        chosen.widgets.into_iter().find(|widget| widget.key == key)
    }

    fn step(self, step: Step) {
        let Some(now) = untrack(|| self.chosen()) else { return };
        let Some(next) = taken(&now, step.clone()) else { return };
        if let Step::MoveBy(key, _) | Step::MoveTo(key, _) | Step::Resize(key, ..) = step
            && let Some(at) = next.widgets.iter().position(|widget| widget.key == key)
        {
            let widget = &next.widgets[at];
            let schema = self.session.engine.schema();
            let name = schema.with_untracked(|schema| title(widget, schema));
            announce(&if matches!(step, Step::Resize(..)) {
                words::dashboards::sized(&name, &widget.width.to_string(), &widget.height.to_string())
            } else {
                words::dashboards::moved(&name, &(at + 1).to_string(), &next.widgets.len().to_string())
            });
        }
        self.lens.change(|state| state.summary = Some(next));
    }

    fn add(self) {
        let Some(now) = untrack(|| self.chosen()) else { return };
        let object = self.lens.object();
        let blank = fresh(free_key(&now));
        let by = self
            .lens
            .def
            .with_untracked(|def| def.as_ref()?.board.as_ref().map(|board| model::Dimension::field(board)));
        self.arranging.set(true);
        self.editing.set(Some(Widget {
            chart: Chart { by, ..Chart::of(&object) },
            ..blank
        }));
    }
}

/// What is done with the widgets.
#[component]
pub(super) fn SummaryTools(summary: Summary) -> impl IntoView {
    let differs = Memo::new(move |_| {
        summary
            .lens
            .view
            .with(|view| view.as_ref().is_some_and(|view| view.summary.is_some()))
    });
    let reset = move |_| {
        let Some(def) = summary.lens.def.get_untracked() else { return };
        summary.lens.change(|state| state.summary = Some(usual(&def)));
    };
    move || {
        if summary.arranging.get() {
            view! {
                {differs.get().then(|| view! { <IconButton icon=Glyph::Undo label=words::list::usual_widgets() on_click=reset/> })}
                <Button icon=Glyph::Plus on_click=move |_| summary.add()>{words::dashboards::add()}</Button>
                <Button icon=Glyph::Check on_click=move |_| summary.arranging.set(false)>{words::dashboards::done()}</Button>
            }
            .into_any()
        } else {
            view! { <Button icon=Glyph::Grip on_click=move |_| summary.arranging.set(true)>{words::dashboards::change()}</Button> }
                .into_any()
        }
    }
}

/// The widgets.
#[component]
pub(super) fn ListSummary(lens: Lens, summary: Summary) -> impl IntoView {
    let chosen = Memo::new(move |_| summary.chosen());
    let shown = Memo::new(move |_| {
        let mut shown = chosen.get()?;
        shown.widgets = shown.widgets.into_iter().map(|widget| summary.narrowed(widget)).collect();
        Some(shown)
    });
    let arranging = Arranging {
        on: summary.arranging.into(),
        on_step: Callback::new(move |step| summary.step(step)),
        on_edit: Callback::new(move |key| summary.editing.set(summary.find(key))),
        dragged: RwSignal::new(None),
        on_drop: Callback::new(move |(from, over): (u32, u32)| {
            let place = |dashboard: &Option<Dashboard>| dashboard.as_ref()?.widgets.iter().position(|widget| widget.key == over);
            if let Some(place) = chosen.with_untracked(place) {
                summary.step(Step::MoveTo(from, place));
            }
        }),
    };
    let fresh_one = Signal::derive(move || {
        let key = summary.editing.with(|editing| editing.as_ref().map(|widget| widget.key));
        key.is_some_and(|key| chosen.with(|chosen| chosen.iter().flat_map(|all| &all.widgets).all(|widget| widget.key != key)))
    });
    let empty = Memo::new(move |_| chosen.with(|chosen| chosen.as_ref().is_some_and(|chosen| chosen.widgets.is_empty())));
    view! {
        <div class="scroll dashboard" tabindex="0" role="region" aria-label=move || words::list::summary_of(&lens.title_now())>
            <WidgetGrid dashboard=shown only=Signal::stored(Vec::new()) leads=Signal::stored(Leads::Records) arranging=arranging/>
            {move || empty.get().then(|| view! {
                <Empty icon=Glyph::Insights title=words::dashboards::empty() text=words::dashboards::empty_text()>
                    <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| summary.add()>{words::dashboards::add()}</Button>
                </Empty>
            })}
        </div>
        <WidgetDialog
            editing=summary.editing
            fresh_one=fresh_one
            narrow=move |widget: Widget| summary.narrowed(widget)
            on_save=move |widget: Widget| summary.step(Step::Put(Box::new(widget)))
        />
    }
}
