//! Settings: the workspace, how one starts, how it looks on this device, where the data is, pipelines, fields, keys, what the device does
//! with Kith, and what can be known about privacy and accessibility.

mod accessibility;
mod appearance;
mod device;
mod field_form;
mod fields;
mod formula;
mod inbox;
mod keys;
mod news;
mod pipelines;
mod privacy;
mod replies;
mod safety;
mod setting;
mod stage_form;
mod start;
mod steps;
mod storage;
mod tags;
mod templates;
mod workspace;

use crate::reactive::prelude::*;

use crate::routes::{Route, SETTINGS, use_title};
use crate::ui::{
    frame::TopBar,
    tabs::{Tab, TabLinks},
};
use crate::words;

/// The page, at a section; an unknown one shows the first.
#[component]
pub fn SettingsPage(
    /// The section's name in the address.
    #[prop(into)]
    section: Signal<String>,
) -> impl IntoView {
    let current = Memo::new(move |_| section.with(|section| SETTINGS.into_iter().find(|own| *own == section.as_str()).unwrap_or_default()));
    let tabs = SETTINGS
        .map(|section| {
            Tab::link(
                section,
                words::settings::section(section),
                Route::Settings(section.to_owned()).href(),
            )
        })
        .to_vec();
    use_title(move || {
        vec![
            words::settings::section(current.get()).to_owned(),
            words::settings::title().to_owned(),
        ]
    });
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::settings::title()/>
            <div class="viewbar"><TabLinks label=words::settings::title() tabs=Signal::stored(tabs) current=Signal::derive(move || current.get().to_owned())/></div>
            <div class="scroll" tabindex="0" role="region" aria-label=move || words::settings::section(current.get())>
                <div class="settings">
                    {move || match current.get() {
                        "start" => view! { <start::StartSection/> }.into_any(),
                        "appearance" => view! { <appearance::AppearanceSection/> }.into_any(),
                        "inbox" => view! { <inbox::InboxSection/> }.into_any(),
                        "storage" => view! { <storage::StorageSection/> }.into_any(),
                        "pipelines" => view! { <pipelines::PipelinesSection/> }.into_any(),
                        "fields" => view! { <fields::FieldsSection/> }.into_any(),
                        "tags" => view! { <tags::TagsSection/> }.into_any(),
                        "replies" => view! { <replies::RepliesSection/> }.into_any(),
                        "templates" => view! { <templates::TemplatesSection/> }.into_any(),
                        "steps" => view! { <steps::StepsSection/> }.into_any(),
                        "device" => view! { <device::DeviceSection/> }.into_any(),
                        "privacy" => view! { <privacy::PrivacySection/> }.into_any(),
                        "accessibility" => view! { <accessibility::AccessibilitySection/> }.into_any(),
                        "news" => view! { <news::NewsSection/> }.into_any(),
                        "keys" => view! { <keys::KeysSection/> }.into_any(),
                        _ => view! { <workspace::WorkspaceSection/> }.into_any(),
                    }}
                </div>
            </div>
        </main>
    }
}
