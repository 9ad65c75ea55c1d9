//! Set-ups: templates for lines of business, one's own as a file, and somebody else's from a file.

use leptos::task::spawn_local;

use super::setting::SettingLine;
use crate::backup::{RestoreDialog, save, use_restore};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{button::Button, card::Card};
use crate::words::own::{self as say, TemplateWords};

/// The section.
#[component]
pub(super) fn TemplatesSection() -> impl IntoView {
    let session = Session::expect();
    let restore = use_restore();
    let export = move || {
        spawn_local(async move {
            match session.engine.setup_file().await {
                Ok(file) => drop(save(session, file).await),
                Err(error) => session.refused(&error, None),
            }
        });
    };
    let line = move |template: TemplateWords| {
        let (key, name) = (template.key, (template.name)());
        view! {
            <SettingLine label=name help=(template.text)()>
                <Button on_click=move |_| restore.check_template(key) attr:aria-label=say::look_at(name)>{say::look()}</Button>
            </SettingLine>
        }
    };
    view! {
        <p class="muted">{say::templates_help()}</p>
        <Card class="setting-card">{say::TEMPLATES.map(line).into_iter().collect_view()}</Card>
        <Card class="setting-card">
            <SettingLine label=say::setup_file() help=say::setup_file_text()>
                <Button on_click=move |_| restore.choose()>{say::setup_import()}</Button>
                <Button on_click=move |_| export()>{say::setup_export()}</Button>
            </SettingLine>
        </Card>
        <RestoreDialog restore=restore/>
    }
}
