//! Deleting for ever: asks first, and says what cannot be undone.

use bridge::Command;
use model::ObjectDef;

use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
    state::Callout,
    tone::Tone,
};
use crate::words;

/// What is to be deleted for ever.
#[derive(Clone, PartialEq)]
pub(super) struct Purging {
    /// The records.
    pub selection: bridge::Selection,
    /// How many they are.
    pub count: u64,
}

/// The question.
#[component]
pub(super) fn PurgeDialog(
    def: ObjectDef,
    purging: RwSignal<Option<Purging>>,
    /// They are gone.
    #[prop(into)]
    on_done: Callback<()>,
) -> impl IntoView {
    let session = Session::expect();
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    Effect::new(move || {
        let asked = purging.with(Option::is_some);
        problem.set(String::new());
        open.set(asked);
    });
    let close = move || {
        purging.try_set(None);
    };
    let def = StoredValue::new(def);
    let what =
        move || purging.with(|purging| def.with_value(|def| words::counted(def, purging.as_ref().map_or(0, |purging| purging.count))));
    let delete = move |_| {
        let Some(asked) = purging.get_untracked() else { return };
        busy.set(true);
        let command = Command::Purge {
            object: def.with_value(|def| def.key.clone()),
            selection: asked.selection,
        };
        session.act_then(command, move |result| {
            busy.try_set(false);
            match result {
                Ok(_) => {
                    close();
                    on_done.try_run(());
                    false
                }
                Err(error) => {
                    problem.try_set(words::failure::line(error, def.try_get_value().as_ref()));
                    true
                }
            }
        });
    };
    view! {
        <Dialog open=open title=Signal::derive(move || words::bin::confirm(&what())) on_close=close
            foot=move || view! {
                <Button on_click=move |_| close()>{words::bin::keep()}</Button>
                <Button kind=ButtonKind::Danger busy=busy on_click=delete>{move || words::bin::confirm_do(&what())}</Button>
            }>
            <div class="bin-confirm">
                <p>{words::bin::confirm_text()}</p>
                {def.with_value(|def| !def.hidden).then(|| view! { <p class="muted">{words::bin::confirm_files()}</p> })}
                <p class="muted">{words::bin::confirm_links()}</p>
                <p class="muted">{words::bin::confirm_backup()}</p>
                {move || (!problem.with(String::is_empty)).then(|| view! { <Callout tone=Tone::Danger title=problem/> })}
            </div>
        </Dialog>
    }
}
