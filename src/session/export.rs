//! Lists and other things made here as files.

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
                Ok(file) => session.save_file(file.name, &file.media_type, file.bytes),
                Err(error) => session.refused(&error, Some(&object)),
            }
        });
    }

    /// Saves bytes as a file and says how that went. Giving up says nothing.
    pub fn save_file(self, name: String, media_type: &str, bytes: Vec<u8>) {
        let file = FileToSave {
            name: name.clone(),
            media_type: media_type.to_owned(),
            bytes,
        };
        spawn_local(async move {
            match files::save(file).await {
                Ok(Saved::Cancelled) => {}
                Ok(_) => {
                    self.toaster.show(Toast::success(words::list::exported(&name)));
                }
                Err(_) => {
                    self.toaster.show(Toast::danger(words::list::export_failed()));
                }
            }
        });
    }
}
