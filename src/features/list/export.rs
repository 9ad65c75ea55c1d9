//! What can be done with a whole list: export, and the bin.

use leptos::task::spawn_local;
use model::View;

use super::lens::Lens;
use crate::platform::files::{self, FileToSave, Saved};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
    toast::Toast,
};
use crate::words;

/// The menu of the top bar.
#[component]
pub(super) fn ListMenu(lens: Lens) -> impl IntoView {
    let session = Session::expect();
    let export = move |for_spreadsheet: bool| {
        if let Some(view) = lens.view.get_untracked() {
            export_view(session, view, for_spreadsheet);
        }
    };
    let entries = Signal::derive(move || {
        vec![
            MenuItem::link(words::list::import(), Route::Import.href())
                .icon(Glyph::Upload)
                .into(),
            MenuItem::new(words::list::export_csv(), move || export(false))
                .icon(Glyph::Download)
                .into(),
            MenuItem::new(words::list::export_spreadsheet(), move || export(true))
                .icon(Glyph::Table)
                .into(),
            MenuEntry::Rule,
            MenuItem::link(words::list::open_bin(), Route::Bin(lens.object()).href())
                .icon(Glyph::Archive)
                .into(),
        ]
    });
    view! { <MenuButton icon=Glyph::More label=words::list::more() align=Align::End entries=entries/> }
}

/// Saves the records of a view as a CSV file that imports unchanged, or as one that spreadsheets open without running cells.
pub(super) fn export_view(session: Session, view: View, for_spreadsheet: bool) {
    let object = view.object.clone();
    spawn_local(async move {
        match session.engine.export_csv(view, for_spreadsheet).await {
            Ok(file) => {
                let name = file.name.clone();
                match files::save(FileToSave {
                    name: file.name,
                    media_type: file.media_type,
                    bytes: file.bytes,
                })
                .await
                {
                    Ok(Saved::Cancelled) => {}
                    Ok(_) => {
                        session.toaster.show(Toast::success(words::list::exported(&name)));
                    }
                    Err(_) => {
                        session.toaster.show(Toast::danger(words::list::export_failed()));
                    }
                }
            }
            Err(error) => session.refused(&error, Some(&object)),
        }
    });
}
