//! What is done with a whole dashboard: the buttons and the menu of the page, and the dialog for its name.

use model::Dashboard;

use super::desk::Desk;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    field::{Field, TextInput},
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::widget::{free_key, fresh};
use crate::words;

/// What is done with the whole dashboard.
#[component]
pub(super) fn Actions(desk: Desk) -> impl IntoView {
    let own = Memo::new(move |_| desk.saved().is_some_and(|saved| saved.dashboard.is_some()));
    let add = move |_| {
        let key = untrack(|| desk.dashboard()).map_or(1, |dashboard| free_key(&dashboard));
        desk.editing.set(Some(fresh(key)));
    };
    let entries = Signal::derive(move || menu(desk));
    view! {
        {move || match (own.get(), desk.arranging.get()) {
            (true, true) => view! {
                <Button icon=Glyph::Plus on_click=add>{words::dashboards::add()}</Button>
                <Button kind=ButtonKind::Primary icon=Glyph::Check on_click=move |_| desk.arranging.set(false)>{words::dashboards::done()}</Button>
            }
            .into_any(),
            (true, false) => view! {
                <Button icon=Glyph::Grip on_click=move |_| desk.arranging.set(true)>{words::dashboards::change()}</Button>
            }
            .into_any(),
            (false, _) => view! {
                <Button icon=Glyph::Edit on_click=move |_| copy(desk)>{words::dashboards::change_ready()}</Button>
            }
            .into_any(),
        }}
        <MenuButton icon=Glyph::More label=words::dashboards::more() align=Align::End entries=entries/>
    }
}

/// A copy of what is seen.
fn copy(desk: Desk) {
    if let Some((name, dashboard)) = untrack(|| desk.dashboard().map(|dashboard| (desk.name(), dashboard))) {
        desk.make(words::catalogue::plain(&words::dashboards::copy_of(&name)), dashboard);
    }
}

fn menu(desk: Desk) -> Vec<MenuEntry> {
    let filters = untrack(|| desk.press_filters());
    let mut entries: Vec<MenuEntry> = vec![
        MenuItem::new(words::dashboards::press_filters(), move || desk.set_press_filters(!filters))
            .checked(filters)
            .into(),
        MenuEntry::Rule,
        MenuItem::new(words::dashboards::new(), move || {
            desk.make(words::dashboards::unnamed().to_owned(), Dashboard::default());
        })
        .icon(Glyph::Plus)
        .into(),
        MenuItem::new(words::dashboards::duplicate(), move || copy(desk))
            .icon(Glyph::Copy)
            .into(),
        MenuItem::new(words::past::look_menu(), move || desk.session.looking.set(true))
            .icon(Glyph::History)
            .into(),
        MenuItem::new(words::dashboards::print(), || {
            // A browser that cannot print says so itself.
            let _ = window().print();
        })
        .icon(Glyph::File)
        .into(),
    ];
    if let Some(saved) = untrack(|| desk.saved()) {
        let label = if saved.favourite {
            words::dashboards::unfavour()
        } else {
            words::dashboards::favour()
        };
        entries.extend([
            MenuEntry::Rule,
            MenuItem::new(words::dashboards::rename(), move || desk.renaming.set(true))
                .icon(Glyph::Edit)
                .into(),
            MenuItem::new(label, move || desk.save(|saved| saved.favourite = !saved.favourite))
                .icon(Glyph::Star)
                .into(),
            MenuItem::new(words::dashboards::delete(), move || desk.trash(saved.id))
                .icon(Glyph::Archive)
                .into(),
        ]);
    }
    entries
}

/// Asks for the name.
#[component]
pub(super) fn RenameDialog(desk: Desk) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    Effect::new(move || {
        if desk.renaming.get() {
            name.set(untrack(|| desk.name()));
            problem.set(String::new());
        }
    });
    let save = move || {
        let typed = name.get_untracked().trim().to_owned();
        if typed.is_empty() {
            problem.set(words::dashboards::name_needed().to_owned());
            return;
        }
        desk.renaming.set(false);
        desk.save(move |saved| saved.name = typed);
    };
    view! {
        <Dialog
            open=desk.renaming
            title=words::dashboards::rename_title()
            on_submit=save
            foot=move || view! {
                <Button on_click=move |_| desk.renaming.set(false)>{words::dashboards::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{words::dashboards::save()}</Button>
            }
        >
            <Field label=words::dashboards::name() error=problem required=true>
                <TextInput value=name on_input=move |text| {
                    problem.set(String::new());
                    name.set(text);
                }/>
            </Field>
        </Dialog>
    }
}
