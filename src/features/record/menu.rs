//! What can be done with a record as a whole.

use leptos::task::spawn_local;

use super::subject::Subject;
use crate::platform::{clipboard, print};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::shortcuts::Action;
use crate::ui::{
    button::ButtonKind,
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
    toast::Toast,
};
use crate::words;

/// The menu button of panel and page.
#[component]
pub(super) fn RecordMenu(
    /// The record.
    subject: Subject,
    /// Edged, beside edged buttons.
    #[prop(optional)]
    edged: bool,
    /// Offers the page.
    #[prop(optional)]
    to_page: bool,
) -> impl IntoView {
    let entries = Signal::derive(move || entries(subject, to_page));
    let kind = if edged { ButtonKind::Default } else { ButtonKind::Ghost };
    view! { <MenuButton icon=Glyph::More kind=kind label=words::record::more() align=Align::End entries=entries/> }
}

fn entries(subject: Subject, to_page: bool) -> Vec<MenuEntry> {
    let Some(page) = subject.page.get() else { return Vec::new() };
    let href = Route::Record(subject.object(), page.link.id).href();
    let mut entries = Vec::new();
    if to_page {
        entries.push(MenuItem::link(words::record::open_page(), href.clone()).icon(Glyph::Expand).into());
    }
    entries.push(
        MenuItem::new(words::record::copy_link(), move || copy_link(subject, href.clone()))
            .icon(Glyph::Link)
            .into(),
    );
    let (session, object, record) = (subject.session, subject.object(), page.link.id);
    let favourite = if session.favourites.has(record) {
        words::list::unfavour()
    } else {
        words::list::favour()
    };
    entries.push(
        MenuItem::new(favourite, move || session.toggle_favourite(&object, record))
            .icon(Glyph::Star)
            .key(session.shortcuts.label(Action::FavouriteRecord))
            .into(),
    );
    entries.push(MenuItem::new(words::record::print(), print::print).icon(Glyph::Print).into());
    entries.push(MenuEntry::Rule);
    entries.push(if page.binned {
        MenuItem::new(words::record::restore(), move || subject.restore())
            .icon(Glyph::History)
            .into()
    } else {
        MenuItem::new(words::record::trash(), move || subject.trash())
            .icon(Glyph::Archive)
            .key(session.shortcuts.label(Action::ArchiveRecord))
            .into()
    });
    entries
}

pub(super) fn copy_link(subject: Subject, href: String) {
    let toaster = subject.session.toaster;
    spawn_local(async move {
        let origin = window().location().origin().unwrap_or_default();
        let toast = if clipboard::copy_text(&format!("{origin}{href}")).await {
            Toast::success(words::record::link_copied())
        } else {
            Toast::warning(words::record::not_copied())
        };
        toaster.show(toast);
    });
}
