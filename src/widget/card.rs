//! A widget in its frame: its title, its menu, and its grip while it is arranged.

use model::{Dashboard, Form, Widget};

use super::arrange::Step;
use super::body::WidgetBody;
use super::content::{Content, kind_of, use_content};
use super::editor::fresh;
use super::export::{save_csv, save_png, save_svg};
use super::figures::Leads;
use super::grip::Grip;
use super::only::Only;
use super::title::title;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::words;

/// What is done with a widget; without it, it is only looked at.
#[derive(Clone, Copy)]
pub struct Arranging {
    /// Its grip and its menu are there.
    pub on: Signal<bool>,
    /// A step was taken.
    pub on_step: Callback<Step>,
    /// The dialog of the widget of a key is asked for.
    pub on_edit: Callback<u32>,
    /// The widget that is dragged, and the one it is over.
    pub dragged: RwSignal<Option<(u32, u32)>>,
    /// It was dropped on another.
    pub on_drop: Callback<(u32, u32)>,
}

/// A widget in its frame.
fn widget_card(widget: Signal<Widget>, only: Signal<Vec<Only>>, leads: Signal<Leads>, arranging: Arranging) -> impl IntoView {
    let session = Session::expect();
    let schema = session.engine.schema();
    let key = widget.get_untracked().key;
    let name = Memo::new(move |_| schema.with(|schema| widget.with(|widget| title(widget, schema))));
    let content = use_content(widget, only, leads);
    let as_table = RwSignal::new(false);
    let entries = Signal::derive(move || entries(session, widget, content, name.get_untracked(), as_table, arranging));
    let style = move || widget.with(|widget| format!("--columns:{};--rows:{}", widget.width, widget.height));
    let over = move || {
        arranging
            .dragged
            .with(|dragged| dragged.is_some_and(|(from, over)| over == key && from != key))
    };
    let lifted = move || arranging.dragged.with(|dragged| dragged.is_some_and(|(from, _)| from == key));
    let flat = move || widget.with(|widget| widget.form == Form::Number);
    view! {
        <section class="widget card" class:widget--figure=flat class:widget--over=over class:widget--lifted=lifted style=style
            aria-label=move || name.get() data-widget=key.to_string()>
            <div class="widget__head">
                {move || arranging.on.get().then(|| view! {
                    <Grip widget=key title=name dragged=arranging.dragged on_step=arranging.on_step on_drop=arranging.on_drop/>
                })}
                <h2 class="truncate">{move || name.get()}</h2>
                <span class="push"></span>
                <MenuButton icon=Glyph::More label=Signal::derive(move || words::dashboards::widget_menu(&name.get())) align=Align::End entries=entries/>
            </div>
            <WidgetBody widget=widget content=content as_table=as_table name=name/>
        </section>
    }
}

/// The widgets of a dashboard in their order.
#[component]
pub fn WidgetGrid(
    /// What is shown; nothing while it is on its way.
    #[prop(into)]
    dashboard: Signal<Option<Dashboard>>,
    /// Filters of the moment.
    #[prop(into)]
    only: Signal<Vec<Only>>,
    /// Where marks lead.
    #[prop(into)]
    leads: Signal<Leads>,
    /// What is done with the widgets, but for dropping one on another, which is a step too.
    arranging: Arranging,
) -> impl IntoView {
    let keys = move || {
        dashboard.with(|dashboard| {
            let widgets = dashboard.iter().flat_map(|dashboard| &dashboard.widgets);
            widgets.map(|widget| widget.key).collect::<Vec<_>>()
        })
    };
    view! {
        <div class="widgets" class:widgets--arranging=move || arranging.on.get()>
            <For each=keys key=|key| *key let(key)>
                {
                    let widget = Memo::new(move |before: Option<&Widget>| {
                        let found = dashboard.with(|dashboard| {
                            dashboard.as_ref()?.widgets.iter().find(|widget| widget.key == key).cloned()
                        });
                        // While it is being taken away it is what it was.
                        found.or_else(|| before.cloned()).unwrap_or_else(|| fresh(key))
                    });
                    untrack(|| widget_card(widget.into(), only, leads, arranging))
                }
            </For>
        </div>
    }
}

/// What the menu of a widget offers.
fn entries(
    session: Session,
    widget: Signal<Widget>,
    content: Content,
    name: String,
    as_table: RwSignal<bool>,
    arranging: Arranging,
) -> Vec<MenuEntry> {
    let now = widget.get_untracked();
    let key = now.key;
    let mut entries: Vec<MenuEntry> = Vec::new();
    let drawn = kind_of(now.form).is_some();
    if drawn {
        let (label, icon) = if as_table.get_untracked() {
            (words::dashboards::as_chart(), Glyph::Insights)
        } else {
            (words::dashboards::as_table(), Glyph::Table)
        };
        entries.push(
            MenuItem::new(label, move || as_table.update(|table| *table = !*table))
                .icon(icon)
                .into(),
        );
    }
    let figures = content.figures_now();
    if drawn || now.form == Form::Scatter {
        // As wide as a page of a report.
        let size = (880.0, 420.0);
        let drawing = untrack(|| content.draw(&now, size));
        if let Some(drawing) = drawing {
            let (png, title, other) = (drawing.clone(), name.clone(), name.clone());
            entries.push(
                MenuItem::new(words::dashboards::save_svg(), move || save_svg(session, title.clone(), &drawing))
                    .icon(Glyph::Download)
                    .into(),
            );
            entries.push(
                MenuItem::new(words::dashboards::save_png(), move || save_png(session, other.clone(), png.clone()))
                    .icon(Glyph::Download)
                    .into(),
            );
        }
    }
    if let Some(figures) = figures {
        entries.push(
            MenuItem::new(words::dashboards::save_csv(), move || save_csv(session, &name, &figures))
                .icon(Glyph::Download)
                .into(),
        );
    }
    if !arranging.on.get_untracked() {
        return entries;
    }
    if !entries.is_empty() {
        entries.push(MenuEntry::Rule);
    }
    let step = |label: &'static str, icon: Glyph, step: Step| -> MenuEntry {
        MenuItem::new(label, move || arranging.on_step.run(step.clone()))
            .icon(icon)
            .keep_open()
            .into()
    };
    entries.push(
        MenuItem::new(words::dashboards::edit(), move || arranging.on_edit.run(key))
            .icon(Glyph::Edit)
            .into(),
    );
    entries.extend([
        step(words::dashboards::earlier(), Glyph::ArrowUp, Step::MoveBy(key, -1)),
        step(words::dashboards::later(), Glyph::ArrowDown, Step::MoveBy(key, 1)),
        step(words::dashboards::wider(), Glyph::Plus, Step::Resize(key, 1, 0)),
        step(words::dashboards::narrower(), Glyph::Close, Step::Resize(key, -1, 0)),
        step(words::dashboards::taller(), Glyph::ChevronDown, Step::Resize(key, 0, 1)),
        step(words::dashboards::lower(), Glyph::ChevronUp, Step::Resize(key, 0, -1)),
        MenuEntry::Rule,
        MenuItem::new(words::dashboards::copy(), move || arranging.on_step.run(Step::Copy(key)))
            .icon(Glyph::Copy)
            .into(),
        MenuItem::new(words::dashboards::remove(), move || arranging.on_step.run(Step::Remove(key)))
            .icon(Glyph::Trash)
            .into(),
    ]);
    entries
}
