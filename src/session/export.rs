//! Lists as files.

use leptos::task::spawn_local;
use model::View;

use super::Session;
use crate::platform::files::{self, FileToSave, Saved};
use crate::ui::toast::Toast;
use crate::words;

impl Session {
    /// Saves the records of a view as a CSV file that imports unchanged, or as one that spreadsheets open without running cells.
    pub fn export(self, view: View, for_spreadsheet: bool) {
        let session = self;
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
}
