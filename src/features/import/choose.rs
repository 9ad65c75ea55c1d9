//! The first step: files dropped or picked, or a table pasted.

use leptos::{html, task::spawn_local};

use super::wizard::Wizard;
use crate::client::Engine;
use crate::platform::files::{self, Pick};
use crate::reactive::prelude::*;
use crate::routes::Navigator;
use crate::ui::{
    button::{Button, ButtonKind},
    field::{Field, Select, SelectOption, TextArea},
    icon::{Glyph, Icon, IconSize},
    state::Callout,
    tone::Tone,
};
use crate::words;

/// Parameter of the address that names the object one came from.
const OBJECT: &str = "object";

/// The step.
#[component]
pub(super) fn ChooseStep(wizard: Wizard) -> impl IntoView {
    let schema = Engine::expect().schema();
    let query = Navigator::expect().query();
    let object = RwSignal::new(query.with_untracked(|query| query.get(OBJECT).unwrap_or_default().to_owned()));
    let wanted = move || {
        Some(object.get_untracked())
            .filter(|key| !key.is_empty())
            .map(|key| key.as_str().into())
    };
    let pasted = RwSignal::new(String::new());
    let drop_zone = NodeRef::<html::Div>::new();
    let over = files::use_drop(drop_zone, move |files| {
        if !files.is_empty() {
            wizard.start(files, wanted());
        }
    });
    let pick = move |_| {
        spawn_local(async move {
            let chosen = files::pick(Pick {
                accept: files::IMPORTED.to_owned(),
                many: true,
            })
            .await;
            if !chosen.is_empty() {
                wizard.start(
                    chosen,
                    object
                        .try_get_untracked()
                        .filter(|key| !key.is_empty())
                        .map(|key| key.as_str().into()),
                );
            }
        });
    };
    let objects = move || {
        let detect = SelectOption::new("", words::import::rows_detect());
        schema.with(|schema| {
            let shown = schema.objects().iter().filter(|object| !object.hidden);
            std::iter::once(detect.clone())
                .chain(shown.map(|object| SelectOption::new(object.key.as_str(), object.plural.clone())))
                .collect::<Vec<_>>()
        })
    };
    let stopped = Memo::new(move |_| wizard.phase() == bridge::import::Phase::Cancelled);
    view! {
        <div class="scroll import-scroll" node_ref=drop_zone>
            <div class="import import--narrow">
                <div>
                    <h2 class="page-title">{words::import::choose_title()}</h2>
                    <p class="muted">{words::import::choose_text()}</p>
                </div>
                {move || stopped.get().then(|| view! { <Callout tone=Tone::Info title=words::import::stopped()/> })}
                <div class="file-drop" class:file-drop--over=move || over.get()>
                    <Icon glyph=Glyph::Upload size=IconSize::Large/>
                    <p class="file-drop__title only-wide">{move || if over.get() { words::import::dropping() } else { words::import::drop() }}</p>
                    <p class="faint only-wide">{words::import::or()}</p>
                    <Button kind=ButtonKind::Primary busy=wizard.busy on_click=pick>{words::import::choose()}</Button>
                </div>
                <Field label=words::import::rows_are()>
                    <Select value=object options=Signal::derive(objects) on_change=move |key| object.set(key)/>
                </Field>
                <details class="fold">
                    <summary><Icon glyph=Glyph::ChevronRight size=IconSize::Small/>{words::import::paste()}</summary>
                    <div class="fold__body" data-table="">
                        <Field label=words::import::paste_label()>
                            <TextArea value=pasted rows=6 placeholder=words::import::paste_example() on_input=move |text| pasted.set(text)/>
                        </Field>
                        <Button
                            busy=wizard.busy
                            disabled=Signal::derive(move || pasted.with(|text| text.trim().is_empty()))
                            on_click=move |_| wizard.start_pasted(pasted.get_untracked(), wanted())
                        >
                            {words::import::read_pasted()}
                        </Button>
                    </div>
                </details>
                <p class="faint">{words::import::promise()}</p>
            </div>
        </div>
    }
}
