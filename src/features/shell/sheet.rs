//! The sheet behind `?`: the keys that work where one is, and a search over all of them.

use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Route};
use crate::shortcuts::{Keys, Line, Scope, Shortcuts, TABLE};
use crate::ui::{
    button::Kbd,
    dialog::{Dialog, DialogSize},
    dom::announce,
    field::{TextInput, TextKind, split_match},
    icon::Glyph,
};
use crate::words::{self, keys as say};

const SCOPES: [Scope; 5] = [Scope::Everywhere, Scope::List, Scope::Record, Scope::Inbox, Scope::Cells];

/// Whether keys of a scope work at a place.
fn is_here(scope: Scope, route: &Route, panel: bool) -> bool {
    match scope {
        Scope::Everywhere => true,
        Scope::List => matches!(route, Route::List(_) | Route::Bin(_)),
        Scope::Record => matches!(route, Route::Record(..)) || panel,
        Scope::Inbox => matches!(route, Route::Inbox),
        Scope::Cells => matches!(route, Route::List(_) | Route::Bin(_) | Route::Record(..)),
    }
}

/// The sheet.
#[component]
pub fn ShortcutSheet() -> impl IntoView {
    let shortcuts = Shortcuts::expect();
    let navigator = Navigator::expect();
    let route = navigator.route();
    let panel = navigator.parameter(PageParameter::Panel);
    let typed = RwSignal::new(String::new());
    Effect::new(move || {
        if shortcuts.sheet.get() {
            typed.set(String::new());
        }
    });
    let shown = Memo::new(move |_| {
        let typed = typed.get();
        let searched = !typed.trim().is_empty();
        let keymap = shortcuts.keymap().get();
        let panel = panel.with(|panel| !panel.is_empty());
        let found = |line: &&'static Line| {
            let here = searched || route.with(|route| is_here(line.scope, route, panel));
            here && (!searched || split_match((line.words)(), typed.trim()).is_some()) && !keymap.in_force(line.action).is_empty()
        };
        TABLE
            .iter()
            .filter(found)
            .map(|line| (line.scope, (line.words)(), keymap.in_force(line.action)))
            .collect::<Vec<_>>()
    });
    Effect::new(move |before: Option<usize>| {
        let now = shown.with(Vec::len);
        if before.is_some_and(|before| before != now) && shortcuts.sheet.get_untracked() {
            announce(&say::found(&words::number(now as u64)));
        }
        now
    });
    let groups = move || {
        let group = |scope: Scope| {
            let lines = shown.with(|shown| {
                let own = shown.iter().filter(|(own, ..)| *own == scope);
                own.map(|(_, does, keys)| line(does, keys)).collect::<Vec<_>>()
            });
            (!lines.is_empty()).then(|| {
                view! {
                    <section class="keys-group">
                        <h3 class="keys-group__title">{say::place(scope)}</h3>
                        <dl class="keys">{lines}</dl>
                    </section>
                }
            })
        };
        SCOPES.into_iter().map(group).collect_view()
    };
    view! {
        <Dialog
            open=shortcuts.sheet
            title=say::sheet()
            size=DialogSize::Wide
            foot=move || view! {
                <p class="faint keys-sheet__note only-wide">{say::first_column()}</p>
                <a class="button" href=Route::Settings("keys".to_owned()).href() on:click=move |_| shortcuts.sheet.set(false)>{say::change_them()}</a>
            }
        >
            <TextInput value=typed kind=TextKind::Search icon=Glyph::Search label=say::find() placeholder=say::find() autofocus=true on_input=move |text| typed.set(text)/>
            <div class="keys-sheet" tabindex="0" role="region" aria-label=say::sheet()>
                {groups}
                {move || shown.with(Vec::is_empty).then(|| view! { <p class="faint">{say::none_found()}</p> })}
            </div>
        </Dialog>
    }
}

fn line(does: &'static str, keys: &[Keys]) -> AnyView {
    let keys = keys
        .iter()
        .map(|keys| view! { <span class="keys__one"><Kbd key=keys.label()/></span> })
        .collect_view();
    view! { <div class="keys__line"><dt>{does}</dt><dd>{keys}</dd></div> }.into_any()
}
