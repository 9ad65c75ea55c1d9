//! The dialog that shows what is in a back-up and asks what to do with it.

use std::sync::Arc;

use bridge::status::BackupSummary;
use wasm_split_helpers::wasm_split;

use super::{Restore, Step, holdings};
use crate::client::{Engine, Follow, use_answer};
use crate::part::{Late, extra};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    dom::fresh_id,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words;
use crate::work::WorkProgress;

/// The dialog of a page that is there before it is.
pub fn restore_dialog(restore: Restore) -> AnyView {
    extra(late_dialog, move |make| make(restore))
}

#[wasm_split(office, fallible)]
fn late_dialog() -> Late<fn(Restore) -> AnyView> {
    Ok(|restore| view! { <RestoreDialog restore=restore/> }.into_any())
}

/// Shown while a back-up is looked into and restored.
#[component]
pub fn RestoreDialog(
    /// The restore it belongs to.
    restore: Restore,
) -> impl IntoView {
    let engine = Engine::expect();
    let status = use_answer(Follow::Anything, move || engine.status()).value();
    let empty = Memo::new(move |_| {
        status.with(|status| {
            status
                .as_ref()
                .is_none_or(|status| status.records.iter().all(|(_, count)| *count == 0))
        })
    });
    let merge = RwSignal::new(true);
    let step = restore.step;
    let is_setup = Memo::new(move |_| step.with(|step| matches!(step, Step::Checked(summary) if !summary.setup.is_empty())));
    let title = Signal::derive(move || {
        if is_setup.get() {
            words::own::setup_title()
        } else {
            words::backup::title()
        }
        .to_owned()
    });
    // Work that has begun is not left half-way by closing its window: it goes on and says when it is done.
    let close = move || restore.open.set(false);
    let foot = move || {
        move || match step.get() {
            Step::Checked(_) => {
                let label = move || match (empty.get(), merge.get()) {
                    _ if is_setup.get() => words::own::setup_add(),
                    (true, _) => words::backup::restore(),
                    (false, true) => words::backup::merge_do(),
                    (false, false) => words::backup::replace_do(),
                };
                view! {
                    <Button on_click=move |_| close()>{move || if empty.get() { words::backup::cancel() } else { words::backup::keep() }}</Button>
                    <Button kind=ButtonKind::Primary submit=true>{label}</Button>
                }
                .into_any()
            }
            Step::Refused(_) => view! {
                <Button on_click=move |_| close()>{words::backup::cancel()}</Button>
                <Button kind=ButtonKind::Primary on_click=move |_| restore.choose()>{words::backup::another()}</Button>
            }
            .into_any(),
            _ => ().into_any(),
        }
    };
    let submit = move || {
        if matches!(step.get_untracked(), Step::Checked(_)) {
            let fresh = empty.get_untracked();
            restore.go(
                fresh || is_setup.get_untracked() || merge.get_untracked(),
                fresh && !is_setup.get_untracked(),
            );
        }
    };
    view! {
        <Dialog open=restore.open title=title on_close=close on_submit=submit foot=foot>
            {move || match step.get() {
                Step::Nothing => ().into_any(),
                Step::Checking => view! { <p>{words::backup::checking()}</p> <Skeleton waiting=true/> }.into_any(),
                Step::Refused(why) => view! { <Callout tone=Tone::Danger title=words::backup::cannot()>{why} " " {words::backup::nothing_changed()}</Callout> }.into_any(),
                Step::Checked(summary) if !summary.setup.is_empty() => view! { <SetupContents summary=summary/> }.into_any(),
                Step::Checked(summary) => view! { <Contents summary=summary empty=empty merge=merge/> }.into_any(),
                Step::Saving => view! { <p>{words::backup::point()}</p> <WorkProgress/> }.into_any(),
                Step::Restoring => view! { <p>{words::work::restoring()}</p> <WorkProgress can_stop=false/> }.into_any(),
            }}
        </Dialog>
    }
}

/// What a set-up adds, by kind, and what of it is here already.
#[component]
fn SetupContents(summary: Arc<BackupSummary>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let name_of = move |key: &str| schema.with_untracked(|schema| schema.object(key).map(|object| object.plural.clone()));
    let nothing = summary.setup.iter().all(|line| line.known);
    let part = |known: bool, title: &'static str| {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for line in summary.setup.iter().filter(|line| line.known == known) {
            let of = name_of(&line.of).map(|of| format!(" ({of})")).unwrap_or_default();
            let kind = name_of(&line.object).unwrap_or_default() + &of;
            match groups.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, names)) => names.push(line.name.clone()),
                None => groups.push((kind, vec![line.name.clone()])),
            }
        }
        let row =
            |(kind, names): (String, Vec<String>)| view! { <div class="facts__row"><dt>{kind}</dt><dd>{format::list(&names)}</dd></div> };
        (!groups.is_empty()).then(|| view! {
            <section class="setup-part"><h3>{title}</h3><dl class="facts backup-facts">{groups.into_iter().map(row).collect_view()}</dl></section>
        })
    };
    view! {
        <p class="muted">{if nothing { words::own::setup_nothing() } else { words::own::templates_help() }}</p>
        {part(false, words::own::setup_new())}
        {part(true, words::own::setup_known())}
        {problems(&summary)}
    }
}

/// What cannot be taken over as it is.
fn problems(summary: &BackupSummary) -> Option<AnyView> {
    let lines = summary.problems.iter().map(words::kept::of_backup);
    let lines = lines.map(|line| view! { <li>{line}</li> }).collect_view();
    (!summary.problems.is_empty()).then(|| {
        view! {
            <Callout tone=Tone::Warning title=words::backup::problems_title()>
                <ul class="plain-list">{lines}</ul>
            </Callout>
        }
        .into_any()
    })
}

/// What is in the file, and what to do with it.
#[component]
fn Contents(summary: Arc<BackupSummary>, empty: Memo<bool>, merge: RwSignal<bool>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let known = words::count::records(u64::from(summary.known));
    let name = fresh_id("restore");
    let records = summary.records.clone();
    let held = move || {
        let held = schema.with(|schema| holdings(schema, &records));
        if held.is_empty() {
            words::backup::nothing().to_owned()
        } else {
            format::list(&held)
        }
    };
    let workspace = summary.workspace.clone();
    view! {
        <dl class="facts backup-facts">
            <div class="facts__row"><dt>{words::backup::made()}</dt><dd>{format::date_time(summary.created)}</dd></div>
            {(!workspace.is_empty()).then(|| view! { <div class="facts__row"><dt>{words::backup::workspace()}</dt><dd>{workspace}</dd></div> })}
            <div class="facts__row"><dt>{words::backup::holds()}</dt><dd>{held}</dd></div>
            {(summary.known > 0).then(|| view! { <div class="facts__row"><dt>{words::backup::known_label()}</dt><dd>{known}</dd></div> })}
        </dl>
        {problems(&summary)}
        {move || if empty.get() {
            view! { <p>{words::backup::into_empty()}</p> }.into_any()
        } else {
            let choice = |on: bool, label: &'static str, help: &'static str| view! {
                <label class="check option">
                    <input type="radio" name=name.clone() prop:checked=move || merge.get() == on on:change=move |_| merge.set(on)/>
                    <span><b>{label}</b><span class="muted">{help}</span></span>
                </label>
            };
            view! {
                <fieldset class="options">
                    <legend class="field__label">{words::backup::how()}</legend>
                    {choice(true, words::backup::merge(), words::backup::merge_help())}
                    {choice(false, words::backup::replace(), words::backup::replace_help())}
                </fieldset>
            }
            .into_any()
        }}
    }
}
