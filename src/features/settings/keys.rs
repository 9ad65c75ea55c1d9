//! Shortcuts: switched off, changed with a look at what stands in the way, and put back.

use std::time::Duration;

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::setting::SettingLine;
use crate::platform::keys::Shortcut;
use crate::reactive::prelude::*;
use crate::shortcuts::{Action, Conflict, Keys, Line, Scope, Shortcuts, TABLE};
use crate::ui::{
    button::{Button, ButtonKind, IconButton, Kbd},
    card::Card,
    dom::{announce, listen},
    field::Switch,
    icon::Glyph,
};
use crate::words::keys as say;

const SCOPES: [Scope; 5] = [Scope::Everywhere, Scope::List, Scope::Record, Scope::Inbox, Scope::Cells];

/// How long a second key is waited for.
const PATIENCE: Duration = Duration::from_millis(1_200);

/// The line whose keys are being pressed, what was pressed so far, and what stands in the way.
#[derive(Clone, Copy)]
struct Capture {
    shortcuts: Shortcuts,
    action: RwSignal<Option<Action>>,
    first: RwSignal<Option<Shortcut>>,
    problem: RwSignal<String>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Capture {
    fn new() -> Self {
        let capture = Self {
            shortcuts: Shortcuts::expect(),
            action: RwSignal::new(None),
            first: RwSignal::new(None),
            problem: RwSignal::new(String::new()),
            timer: StoredValue::new(None),
        };
        // Before every control and before the shortcuts themselves: no key means anything else meanwhile.
        listen(&window(), "keydown", true, move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                capture.hear(event);
            }
        });
        on_cleanup(move || capture.stop_timer());
        capture
    }

    fn start(self, action: Action) {
        self.stop_timer();
        self.first.set(None);
        self.problem.set(String::new());
        self.action.set(Some(action));
        announce(say::press());
    }

    fn stop(self) {
        self.stop_timer();
        self.first.try_set(None);
        self.action.try_set(None);
    }

    fn stop_timer(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }

    fn hear(self, event: &KeyboardEvent) {
        let Some(Some(action)) = self.action.try_get_untracked() else {
            return;
        };
        if matches!(event.key().as_str(), "Shift" | "Control" | "Alt" | "Meta" | "AltGraph") || event.is_composing() {
            return;
        }
        // Who wants to leave by Tab is not held.
        if event.key() == "Tab" {
            self.stop();
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        if event.key() == "Escape" {
            self.stop();
            return;
        }
        self.stop_timer();
        let pressed = Shortcut::of(event);
        match self.first.get_untracked() {
            Some(first) => self.take(
                action,
                &Keys {
                    first,
                    then: Some(pressed),
                },
            ),
            // Only letters begin two keys one after the other.
            None if pressed.is_character() => {
                self.first.set(Some(pressed.clone()));
                let alone = Keys {
                    first: pressed,
                    then: None,
                };
                let timer = set_timeout_with_handle(move || self.take(action, &alone), PATIENCE);
                self.timer.set_value(timer.ok());
            }
            None => self.take(
                action,
                &Keys {
                    first: pressed,
                    then: None,
                },
            ),
        }
    }

    fn take(self, action: Action, keys: &Keys) {
        let conflict = self.shortcuts.keymap().with_untracked(|keymap| keymap.conflict(action, keys));
        let label = keys.label();
        let told = match conflict {
            None => {
                self.shortcuts.change(|keymap| keymap.set(action, keys));
                self.stop();
                announce(&say::set((action.line().words)(), &label));
                return;
            }
            Some(Conflict::Taken(other)) => say::taken(&label, (other.line().words)()),
            Some(Conflict::Reserved) => say::reserved(&label),
        };
        // The line still listens: another key can be tried at once.
        self.first.try_set(None);
        announce(&told);
        self.problem.try_set(told);
    }
}

/// The section.
#[component]
pub(super) fn KeysSection() -> impl IntoView {
    let shortcuts = Shortcuts::expect();
    let capture = Capture::new();
    let changed = Memo::new(move |_| {
        shortcuts
            .keymap()
            .with(|keymap| TABLE.iter().any(|line| keymap.is_own(line.action)))
    });
    let card = move |scope: Scope| {
        let lines = TABLE
            .iter()
            .filter(|line| line.scope == scope)
            .map(|line| line_view(line, capture))
            .collect_view();
        view! { <Card title=say::place(scope)><dl class="keys keys--settings">{lines}</dl></Card> }
    };
    view! {
        <Card title=say::sheet() class="setting-card">
            <SettingLine label=say::single() help=say::single_help()>
                <Switch
                    checked=Signal::derive(move || shortcuts.keymap().with(|keymap| keymap.single))
                    on_change=move |on| shortcuts.change(|keymap| keymap.single = on)
                ><span class="visually-hidden">{say::single()}</span></Switch>
                {move || changed.get().then(|| view! {
                    <Button on_click=move |_| shortcuts.change(crate::shortcuts::Keymap::reset_all)>{say::reset_all()}</Button>
                })}
            </SettingLine>
            <p class="faint setting__text">{say::first_column()}</p>
        </Card>
        <div class="keys-cards">{SCOPES.into_iter().map(card).collect_view()}</div>
    }
}

fn line_view(line: &'static Line, capture: Capture) -> AnyView {
    let shortcuts = capture.shortcuts;
    let action = line.action;
    let does = (line.words)();
    let taking = Memo::new(move |_| capture.action.get() == Some(action));
    let keys = move || {
        if taking.get() {
            let begun = capture.first.get().map(|first| first.label()).unwrap_or_default();
            return view! { <span class="keys__press"><Kbd key=begun/>{say::press()}</span> }.into_any();
        }
        let (keys, off) = shortcuts
            .keymap()
            .with(|keymap| (keymap.keys(action), keymap.in_force(action).is_empty()));
        let keys = keys
            .iter()
            .map(|keys| view! { <span class="keys__one"><Kbd key=keys.label()/></span> })
            .collect_view();
        view! { <span class="keys__all" class:keys__all--off=off>{keys}</span>{off.then(|| view! { <span class="faint">{say::off()}</span> })} }.into_any()
    };
    let own = Memo::new(move |_| shortcuts.keymap().with(|keymap| keymap.is_own(action)));
    let problem = move || {
        let problem = capture.problem.get();
        (taking.get() && !problem.is_empty()).then(|| view! { <p class="keys__problem">{problem}</p> })
    };
    let tools = (!line.fixed).then(|| view! {
        <span class="keys__tools">
            {move || own.get().then(|| view! {
                <IconButton icon=Glyph::Undo label=say::reset_of(does) on_click=move |_| shortcuts.change(|keymap| keymap.reset(action))/>
            })}
            <IconButton icon=Glyph::Edit kind=ButtonKind::Ghost label=say::change_of(does) pressed=Signal::from(taking)
                on_click=move |_| if taking.get_untracked() { capture.stop() } else { capture.start(action) }/>
        </span>
    });
    view! { <div class="keys__line"><dt>{does}{problem}</dt><dd>{keys}{tools}</dd></div> }.into_any()
}
