//! Settings: the workspace, how it looks on this device, where the data is, pipelines, fields, keys.

mod appearance;
mod fields;
mod keys;
mod pipelines;
mod safety;
mod setting;
mod stage_form;
mod storage;
mod workspace;

use crate::reactive::prelude::*;

use crate::routes::{Route, use_title};
use crate::ui::{
    frame::TopBar,
    tabs::{Tab, TabLinks},
};
use crate::words;

/// Sections by their name in the address.
const SECTIONS: [&str; 6] = ["", "appearance", "storage", "pipelines", "fields", "keys"];

fn label(section: &str) -> &'static str {
    match section {
        "appearance" => words::settings::appearance(),
        "storage" => words::settings::storage(),
        "pipelines" => words::settings::pipelines(),
        "fields" => words::settings::fields(),
        "keys" => words::settings::keys(),
        _ => words::settings::workspace(),
    }
}

/// The page, at a section; an unknown one shows the first.
#[component]
pub fn SettingsPage(
    /// The section's name in the address.
    #[prop(into)]
    section: Signal<String>,
) -> impl IntoView {
    let current = Memo::new(move |_| section.with(|section| SECTIONS.into_iter().find(|own| *own == section.as_str()).unwrap_or_default()));
    let tabs = SECTIONS
        .map(|section| Tab::link(section, label(section), Route::Settings(section.to_owned()).href()))
        .to_vec();
    use_title(move || vec![label(current.get()).to_owned(), words::settings::title().to_owned()]);
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::settings::title()/>
            <div class="viewbar"><TabLinks label=words::settings::title() tabs=Signal::stored(tabs) current=Signal::derive(move || current.get().to_owned())/></div>
            <div class="scroll" tabindex="0" role="region" aria-label=move || label(current.get())>
                <div class="settings">
                    {move || match current.get() {
                        "appearance" => view! { <appearance::AppearanceSection/> }.into_any(),
                        "storage" => view! { <storage::StorageSection/> }.into_any(),
                        "pipelines" => view! { <pipelines::PipelinesSection/> }.into_any(),
                        "fields" => view! { <fields::FieldsSection/> }.into_any(),
                        "keys" => view! { <keys::KeysSection/> }.into_any(),
                        _ => view! { <workspace::WorkspaceSection/> }.into_any(),
                    }}
                </div>
            </div>
        </main>
    }
}
