//! The second step: where each column goes, who is the same, and what counts when both have a value.

use std::sync::Arc;

use bridge::import::{FileState, ImportRequest, ImportState, MatchKey, Phase, Policy, Target};
use model::{FileKind, ObjectDef};

use super::{
    dialect::DialectForm,
    go_to_review,
    mapping::MappingTable,
    policies::FieldPolicies,
    steps::{Tallies, used_rows},
    targets::match_label,
    wizard::Wizard,
};
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::routes::Navigator;
use crate::ui::{
    button::{Button, ButtonKind},
    field::{Field, Select, SelectOption, TextInput, TextKind},
    icon::Glyph,
    state::{Callout, Empty},
    tabs::{Tab, TabPanel, Tabs},
    tone::Tone,
};
use crate::words::{self, count};

/// Every policy with the name it has in a select.
pub(super) const POLICIES: [(&str, Policy); 5] = [
    ("fill", Policy::FillEmpty),
    ("overwrite", Policy::Overwrite),
    ("clear", Policy::OverwriteAndClear),
    ("append", Policy::Append),
    ("skip", Policy::Skip),
];

/// The name of a policy in a select.
pub(super) fn policy_key(policy: Policy) -> String {
    POLICIES
        .iter()
        .find(|(_, own)| *own == policy)
        .map_or("", |(key, _)| key)
        .to_owned()
}

/// Policies to choose from.
pub(super) fn policy_options() -> Vec<SelectOption> {
    POLICIES
        .iter()
        .map(|(key, policy)| SelectOption::new(*key, words::import::policy(*policy)))
        .collect()
}

/// The step.
#[component]
pub(super) fn ColumnsStep(wizard: Wizard) -> impl IntoView {
    let navigator = Navigator::expect();
    let several = Memo::new(move |_| wizard.state().is_some_and(|state| state.files.len() > 1));
    let rows = Memo::new(move |_| wizard.state().map_or(0, |state| used_rows(&state)));
    let stopped = Memo::new(move |_| wizard.phase() == Phase::Mapping);
    let selected = Signal::derive(move || wizard.file.get().to_string());
    let tabs = Memo::new(move |_| wizard.state().map(|state| file_tabs(&state)).unwrap_or_default());
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words::import::step_columns()>
            {move || several.get().then(|| view! {
                <div class="import__files">
                    <Tabs label=words::import::files() tabs=tabs selected=selected on_select=move |key: String| wizard.file.set(key.parse().unwrap_or_default())/>
                </div>
            })}
            {move || {
                let file = wizard.file.get();
                if several.get() {
                    view! { <TabPanel of=file.to_string() selected=selected><FilePanel wizard=wizard file=file/></TabPanel> }.into_any()
                } else {
                    view! { <FilePanel wizard=wizard file=file/> }.into_any()
                }
            }}
        </div>
        <footer class="wizard-foot">
            <Tallies wizard=wizard/>
            <span class="push faint only-wide">{words::import::undo_note()}</span>
            {move || (wizard.phase() == Phase::Previewing).then(|| view! {
                <Button on_click=move |_| wizard.stop()>{words::import::stop_counting()}</Button>
            })}
            {move || (stopped.get() && wizard.is_ready()).then(|| view! {
                <Button on_click=move |_| wizard.change(ImportRequest::Preview)>{words::import::count_now()}</Button>
            })}
            <Button kind=ButtonKind::Primary icon_end=Glyph::ChevronRight
                disabled=Signal::derive(move || !wizard.is_ready())
                on_click=move |_| go_to_review(navigator, true)>
                {move || words::import::review(&count::rows(rows.get()))}
            </Button>
        </footer>
    }
}

fn file_tabs(state: &ImportState) -> Vec<Tab> {
    let tab = |(index, file): (usize, &FileState)| {
        let tab = Tab::new(index.to_string(), file.name.clone());
        if file.refused.is_some() {
            tab.icon(Glyph::ErrorCircle)
        } else if file.problem_count > 0 {
            tab.icon(Glyph::Alert).count(words::number(u64::from(file.rows)))
        } else {
            tab.count(words::number(u64::from(file.rows)))
        }
    };
    state.files.iter().enumerate().map(tab).collect()
}

/// One file: what it is, how it is written, its columns.
#[component]
fn FilePanel(wizard: Wizard, file: usize) -> impl IntoView {
    let navigator = Navigator::expect();
    let schema = Engine::expect().schema();
    let refused = Memo::new(move |_| {
        wizard
            .of_file(file, |file| file.refused.clone().map(|why| (file.name.clone(), why)))
            .flatten()
    });
    let object = Memo::new(move |_| {
        let key = wizard.of_file(file, |file| file.object.clone()).flatten()?;
        schema.with(|schema| schema.object(&key).cloned()).map(Arc::new)
    });
    let bad = Memo::new(move |_| {
        wizard
            .of_file(file, |file| file.columns.iter().map(|column| column.bad).sum::<u32>())
            .unwrap_or(0)
    });
    let is_mail = Memo::new(move |_| wizard.of_file(file, |file| file.dialect.kind == FileKind::Mail).unwrap_or(false));
    let intro = Memo::new(move |_| wizard.of_file(file, intro_words).unwrap_or_default());
    dynamic(move || {
        if let Some((name, why)) = refused.get() {
            return view! { <div class="import"><Callout tone=Tone::Danger title=words::import::unreadable(&name)>{words::reading::refusal(&why)}</Callout></div> }
                .into_any();
        }
        view! {
            <div class="import">
                <div class="import__intro">
                    <div>
                        <h2 class="page-title">{words::import::match_columns()}</h2>
                        <p class="muted">{move || intro.get()}</p>
                    </div>
                    <div class="import__options">
                        <ObjectChoice wizard=wizard file=file/>
                        {move || is_mail.get().then(|| view! { <OwnChoice wizard=wizard file=file/> })}
                        {move || object.get().map(|object| view! {
                            <MatchChoice wizard=wizard file=file object=object.clone()/>
                            <PolicyChoice wizard=wizard file=file object=object/>
                        })}
                    </div>
                </div>
                <DialectForm wizard=wizard file=file/>
                {move || (bad.get() > 0).then(|| view! {
                    <Callout tone=Tone::Danger title=words::import::cannot_read(&count::values(u64::from(bad.get())))
                        action=move || view! { <Button on_click=move |_| go_to_review(navigator, true)>{words::import::show_problems()}</Button> }>
                        {words::import::cannot_read_help()}
                    </Callout>
                })}
                {move || match object.get() {
                    Some(object) => view! { <MappingTable wizard=wizard file=file object=object/> }.into_any(),
                    None => view! { <Empty icon=Glyph::File title=words::import::leave_out() text=words::import::left_out_text()/> }.into_any(),
                }}
            </div>
        }
        .into_any()
    })
}

fn intro_words(file: &FileState) -> String {
    let sure = file
        .columns
        .iter()
        .filter(|column| column.sure && column.target != Target::Skip)
        .count();
    let unsure = file.columns.iter().any(|column| !column.sure && column.target != Target::Skip);
    let found = words::import::found(&count::columns(file.columns.len() as u64), &words::number(sure as u64));
    let hint = if unsure {
        words::import::check_marked()
    } else {
        words::import::all_sure()
    };
    format!("{found} {hint}")
}

/// What the rows are.
#[component]
fn ObjectChoice(wizard: Wizard, file: usize) -> impl IntoView {
    let schema = Engine::expect().schema();
    let value = Signal::derive(move || {
        wizard
            .of_file(file, |file| file.object.as_ref().map(ToString::to_string))
            .flatten()
            .unwrap_or_default()
    });
    let options = Signal::derive(move || {
        schema.with(|schema| {
            let shown = schema.objects().iter().filter(|object| !object.hidden || object.key == *"member");
            let objects = shown.map(|object| SelectOption::new(object.key.as_str(), object.plural.clone()));
            objects
                .chain([SelectOption::new("", words::import::leave_out())])
                .collect::<Vec<_>>()
        })
    });
    let change = move |key: String| {
        let object = Some(key).filter(|key| !key.is_empty()).map(|key| key.as_str().into());
        wizard.change(ImportRequest::SetObject { file: file as u32, object });
    };
    view! { <Field label=words::import::rows_are()><Select value=value options=options on_change=change/></Field> }
}

/// Whose mail it is.
#[component]
fn OwnChoice(wizard: Wizard, file: usize) -> impl IntoView {
    let value = Signal::derive(move || wizard.of_file(file, |file| file.dialect.own.join(", ")).unwrap_or_default());
    let change = move |text: String| {
        let addresses = text.split([',', ';', ' ']).filter(|address| !address.is_empty());
        wizard.change(ImportRequest::SetOwn {
            file: file as u32,
            own: addresses.map(str::to_owned).collect(),
        });
    };
    view! { <Field label=words::import::own() help=words::import::own_help()><TextInput value=value kind=TextKind::Email placeholder="you@example.org" on_change=change/></Field> }
}

/// When a row is a record that is known.
#[component]
fn MatchChoice(wizard: Wizard, file: usize, object: Arc<ObjectDef>) -> impl IntoView {
    let keys = Memo::new(move |_| wizard.of_file(file, |file| file.match_keys.clone()).unwrap_or_default());
    let value = Signal::derive(move || wizard.of_file(file, |file| format!("{:?}", file.match_key)).unwrap_or_default());
    let label = words::import::same_when(&words::inside(&object.label));
    let options = Signal::derive(move || {
        let option = |key: &MatchKey| SelectOption::new(format!("{key:?}"), match_label(Some(&object), key));
        keys.with(|keys| keys.iter().map(option).collect::<Vec<_>>())
    });
    let change = move |chosen: String| {
        let key = keys.with_untracked(|keys| keys.iter().find(|key| format!("{key:?}") == chosen).cloned());
        if let Some(key) = key {
            wizard.change(ImportRequest::SetMatch { file: file as u32, key });
        }
    };
    view! { <Field label=label><Select value=value options=options on_change=change/></Field> }
}

/// What counts when both have a value.
#[component]
fn PolicyChoice(wizard: Wizard, file: usize, object: Arc<ObjectDef>) -> impl IntoView {
    let value = Signal::derive(move || wizard.of_file(file, |file| policy_key(file.policy)).unwrap_or_default());
    // Without a match key nothing is the same, and there is nothing to decide.
    let off = Signal::derive(move || wizard.of_file(file, |file| file.match_key == MatchKey::Never).unwrap_or(true));
    let change = move |chosen: String| {
        if let Some((_, policy)) = POLICIES.iter().find(|(key, _)| *key == chosen) {
            wizard.change(ImportRequest::SetPolicy {
                file: file as u32,
                field: None,
                policy: *policy,
            });
        }
    };
    view! {
        <div class="import__policy">
            <Field label=words::import::when_both()><Select value=value options=policy_options() disabled=off on_change=change/></Field>
            <FieldPolicies wizard=wizard file=file object=object off=off/>
        </div>
    }
}
