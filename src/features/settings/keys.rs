//! Every key that does something, by where it does it.

use crate::reactive::prelude::*;

use crate::platform::keys::Shortcut;
use crate::ui::{button::Kbd, card::Card};
use crate::words::settings as say;

/// Keys as they are written, and what they do. Alternatives are separated by a space.
type Line = (&'static str, fn() -> &'static str);

const EVERYWHERE: [Line; 8] = [
    ("Mod+K", say::key_palette),
    ("/", say::key_search),
    ("?", say::key_help),
    ("N", say::key_new),
    ("Mod+Z", say::key_undo),
    ("Mod+Shift+Z", say::key_redo),
    ("Mod+B", say::key_sidebar),
    ("Escape", say::key_close),
];

const LISTS: [Line; 8] = [
    ("↑ ↓ ← →", say::key_move),
    ("PageUp PageDown", say::key_page),
    ("Mod+Home Mod+End", say::key_ends),
    ("Space", say::key_open),
    ("Mod+Enter", say::key_open_page),
    ("X", say::key_select),
    ("Shift+↑ Shift+↓", say::key_extend),
    ("Mod+C", say::key_copy),
];

const CELLS: [Line; 4] = [
    ("Enter F2", say::key_edit),
    ("Tab", say::key_save),
    ("Escape", say::key_restore),
    ("Mod+Enter", say::key_submit),
];

/// Keys of one place.
fn card(title: &'static str, lines: &'static [Line]) -> impl IntoView {
    let line = |(keys, does): &Line| {
        let keys = keys
            .split(' ')
            .map(|key| view! { <Kbd key=Shortcut::new(key).label()/> })
            .collect_view();
        view! { <div class="keys__line"><dt>{does()}</dt><dd>{keys}</dd></div> }
    };
    view! { <Card title=title><dl class="keys">{lines.iter().map(line).collect_view()}</dl></Card> }
}

/// The section.
#[component]
pub(super) fn KeysSection() -> impl IntoView {
    view! {
        <div class="keys-cards">
            {card(say::keys_everywhere(), &EVERYWHERE)}
            {card(say::keys_lists(), &LISTS)}
            {card(say::keys_cells(), &CELLS)}
        </div>
    }
}
