//! How a board is drawn: how many cards a column should have, and how much cards show.

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    dialog::Dialog,
    field::{Field, TextInput},
    icon::Glyph,
};
use crate::words;

/// Asks how many cards a column should have at most.
#[component]
pub(super) fn LimitDialog(lens: Lens, limiting: RwSignal<Option<(String, String)>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let typed = RwSignal::new(String::new());
    let problem = RwSignal::new(String::new());
    Effect::new(move || {
        if let Some((key, _)) = limiting.get() {
            let look = untrack(|| lens.board());
            let known = look.limits.into_iter().find(|(of, _)| *of == key);
            typed.set(known.map(|(_, limit)| limit.to_string()).unwrap_or_default());
            problem.set(String::new());
            open.set(true);
        }
    });
    let close = move || {
        open.set(false);
        limiting.set(None);
    };
    let save = move || {
        let Some((key, _)) = limiting.get_untracked() else { return };
        let text = typed.get_untracked();
        match (text.trim().is_empty(), text.trim().parse::<u32>()) {
            (true, _) => lens.limit_column(&key, None),
            (false, Ok(limit)) if limit > 0 => lens.limit_column(&key, Some(limit)),
            _ => {
                problem.set(words::list::limit_wrong().to_owned());
                return;
            }
        }
        close();
    };
    view! {
        <Dialog
            open=open
            title=move || words::list::limit_title(&limiting.get().map(|(_, label)| label).unwrap_or_default())
            on_close=close
            on_submit=save
            foot=move || view! {
                <Button on_click=move |_| close()>{words::list::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{words::list::save()}</Button>
            }
        >
            <Field label=words::list::limit() help=words::list::limit_help() error=problem>
                <TextInput value=typed input_mode="numeric" on_input=move |text| {
                    problem.set(String::new());
                    typed.set(text);
                }/>
            </Field>
        </Dialog>
    }
}

/// Cards with all there is, or less.
#[component]
pub(super) fn CompactToggle(lens: Lens) -> impl IntoView {
    let pressed = Signal::derive(move || lens.board().compact);
    let label = move || {
        if pressed.get() {
            words::list::cards_full()
        } else {
            words::list::cards_compact()
        }
        .to_owned()
    };
    view! { <IconButton icon=Glyph::List label=label on_click=move |_| lens.change_board(|look| look.compact = !look.compact)/> }
}
