//! What can be done with a whole list: export, print, and the bin; from its menu and from the palette.

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{Deed, Session};
use crate::shortcuts::Action;
use crate::ui::{
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::words;

/// The menu of the top bar.
#[component]
pub(super) fn ListMenu(lens: Lens, printing: RwSignal<Option<model::View>>) -> impl IntoView {
    let session = Session::expect();
    let export = move |for_spreadsheet: bool| {
        if let Some(view) = lens.view.get_untracked() {
            session.export(view, for_spreadsheet);
        }
    };
    let repeats = Memo::new(move |_| lens.def.with(|def| def.as_ref().is_some_and(|def| def.is_of_single_things())));
    let entries = Signal::derive(move || {
        let mut entries: Vec<MenuEntry> = vec![
            MenuItem::link(words::list::import(), Route::Import.href())
                .icon(Glyph::Upload)
                .into(),
            MenuItem::new(words::list::export_csv(), move || export(false))
                .icon(Glyph::Download)
                .into(),
            MenuItem::new(words::list::export_spreadsheet(), move || export(true))
                .icon(Glyph::Table)
                .into(),
            MenuItem::new(words::list::print(), move || printing.set(untrack(|| lens.view.get())))
                .icon(Glyph::Print)
                .key(session.shortcuts.label(Action::Print))
                .into(),
            MenuEntry::Rule,
        ];
        if repeats.get() {
            let page = Route::Duplicates(lens.object()).href();
            entries.push(MenuItem::link(words::duplicates::find(), page).icon(Glyph::Merge).into());
        }
        entries.extend([
            MenuItem::new(words::past::look_menu(), move || session.looking.set(true))
                .icon(Glyph::History)
                .into(),
            MenuItem::link(words::list::open_bin(), Route::Bin(lens.object()).href())
                .icon(Glyph::Archive)
                .into(),
        ]);
        entries
    });
    let about = Signal::derive(move || words::search::on_list(&lens.title_now()));
    session.offer(
        about,
        Signal::derive(move || {
            let find = move || session.navigator.go(&Route::Duplicates(lens.object()).href());
            let find = repeats.get().then(|| Deed::new(words::duplicates::find(), Glyph::Merge, find));
            let deeds = [
                Deed::new(words::list::add_filter(), Glyph::Filter, move || {
                    session.shortcuts.run(Action::Filter);
                })
                .key(Action::Filter),
                Deed::new(words::list::export_csv(), Glyph::Download, move || export(false)),
                Deed::new(words::list::export_spreadsheet(), Glyph::Table, move || export(true)),
                Deed::new(words::list::print(), Glyph::Print, move || {
                    printing.set(untrack(|| lens.view.get()))
                }),
                Deed::new(words::list::favour_view(), Glyph::Star, move || {
                    session.shortcuts.run(Action::Favourite);
                })
                .key(Action::Favourite),
            ];
            deeds.into_iter().chain(find).collect()
        }),
    );
    view! { <MenuButton icon=Glyph::More label=words::list::more() align=Align::End entries=entries/> }
}
