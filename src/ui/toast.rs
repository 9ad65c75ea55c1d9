//! Toasts: one line about what just happened, with at most one action, usually Undo.
//!
//! [`Toaster::provide`] once at the root, [`ToastStack`] mounted once; anywhere below:
//! ```ignore
//! let toaster = Toaster::expect();
//! toaster.show(Toast::success("Moved Design system audit to Negotiation").action("Undo", move || undo()));
//! ```
//! A toast goes after 8 s; time stands still while pointer or focus is on the stack. At most three are shown; the
//! oldest makes room. Errors are announced at once and stay until dismissed. A toast is never the only record of an event.

use std::{sync::Arc, time::Duration};

use leptos::html;

use super::{
    button::{Button, ButtonKind, IconButton},
    dom::announce_now,
    icon::{Glyph, Icon},
    tone::Tone,
    words::use_words,
};
use crate::reactive::prelude::*;

const MOST: usize = 3;
const LIFE_MS: u32 = 8_000;
const TICK_MS: u32 = 250;

/// What an action does.
type Act = Arc<dyn Fn() + Send + Sync>;

/// One message.
#[derive(Clone)]
pub struct Toast {
    tone: Tone,
    text: String,
    action: Option<(String, Option<String>, Act)>,
    stays: bool,
}

impl Toast {
    fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self {
            tone,
            text: text.into(),
            action: None,
            stays: false,
        }
    }

    /// Something was done.
    pub fn success(text: impl Into<String>) -> Self {
        Self::new(Tone::Success, text)
    }

    /// News.
    pub fn info(text: impl Into<String>) -> Self {
        Self::new(Tone::Info, text)
    }

    /// Something needs a look.
    pub fn warning(text: impl Into<String>) -> Self {
        Self::new(Tone::Warning, text)
    }

    /// Something failed: what happened, what is safe, what to do. Stays until dismissed.
    pub fn danger(text: impl Into<String>) -> Self {
        Self {
            stays: true,
            ..Self::new(Tone::Danger, text)
        }
    }

    /// Its one action. The toast goes when it is taken.
    #[must_use]
    pub fn action(mut self, label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        self.action = Some((label.into(), None, Arc::new(act)));
        self
    }

    /// Shortcut of the action.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        if let Some(action) = &mut self.action {
            action.1 = Some(key.into());
        }
        self
    }

    /// Stays until dismissed.
    #[must_use]
    pub fn stays(mut self) -> Self {
        self.stays = true;
        self
    }
}

/// A shown toast and the time it has left.
#[derive(Clone)]
struct Shown {
    id: u32,
    toast: Toast,
    left_ms: u32,
}

/// Where toasts are shown from; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Toaster {
    shown: RwSignal<Vec<Shown>>,
    next: StoredValue<u32>,
}

/// Names one toast, to take it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToastId(u32);

impl Toaster {
    /// Creates the toaster and puts it in context.
    pub fn provide() -> Self {
        let toaster = Self {
            shown: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        };
        provide_context(toaster);
        toaster
    }

    /// The toaster in context.
    ///
    /// # Panics
    /// When [`Toaster::provide`] was not called above; a fault of the app's root, found at its first render.
    #[must_use]
    #[track_caller]
    pub fn expect() -> Self {
        use_context().expect("Toaster::provide is called at the root of the app")
    }

    /// Shows a toast.
    pub fn show(self, toast: Toast) -> ToastId {
        let id = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let id = id.unwrap_or_default();
        if toast.tone == Tone::Danger {
            announce_now(&toast.text);
        }
        self.shown.try_update(|shown| {
            if shown.len() >= MOST {
                // An error is only pushed out by three newer ones.
                let oldest = shown.iter().position(|shown| !shown.toast.stays).unwrap_or(0);
                shown.remove(oldest);
            }
            shown.push(Shown {
                id,
                toast,
                left_ms: LIFE_MS,
            });
        });
        ToastId(id)
    }

    /// Takes a toast away.
    pub fn dismiss(self, id: ToastId) {
        self.shown.try_update(|shown| shown.retain(|shown| shown.id != id.0));
    }

    /// Lets time pass for all toasts that do not stay.
    fn tick(self, passed_ms: u32) {
        let due = self
            .shown
            .try_with_untracked(|shown| shown.iter().any(|shown| !shown.toast.stays))
            .unwrap_or(false);
        if !due {
            return;
        }
        self.shown.maybe_update(|shown| {
            for shown in shown.iter_mut().filter(|shown| !shown.toast.stays) {
                shown.left_ms = shown.left_ms.saturating_sub(passed_ms);
            }
            let before = shown.len();
            shown.retain(|shown| shown.left_ms > 0);
            shown.len() != before
        });
    }
}

/// Where toasts appear. Mounted once, at the end of the root.
#[component]
pub fn ToastStack() -> impl IntoView {
    let toaster = Toaster::expect();
    let words = use_words();
    let node_ref = NodeRef::<html::Div>::new();
    let hovered = RwSignal::new(false);
    let focused = RwSignal::new(false);
    let any = Memo::new(move |_| toaster.shown.with(|shown| shown.last().map(|last| last.id)));

    let timer = set_interval_with_handle(
        move || {
            let held = hovered.try_get_untracked().unwrap_or(true) || focused.try_get_untracked().unwrap_or(true);
            if !held {
                toaster.tick(TICK_MS);
            }
        },
        Duration::from_millis(u64::from(TICK_MS)),
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    Effect::new(move || {
        let Some(stack) = node_ref.get() else { return };
        // Shown again for each new toast, which brings the stack above dialogs opened since.
        let _ = stack.hide_popover();
        if any.get().is_some() {
            let _ = stack.show_popover();
        } else {
            hovered.set(false);
            focused.set(false);
        }
    });
    view! {
        <div
            class="toasts"
            popover="manual"
            role="status"
            node_ref=node_ref
            on:pointerenter=move |_| hovered.set(true)
            on:pointerleave=move |_| hovered.set(false)
            on:focusin=move |_| focused.set(true)
            on:focusout=move |_| focused.set(false)
        >
            <For each=move || toaster.shown.get() key=|shown| shown.id let(Shown { id, toast, .. })>
                {
                    let dismiss = move || {
                        // What is taken away with the focus in it does not say that it has lost it.
                        focused.set(false);
                        toaster.dismiss(ToastId(id));
                    };
                    let glyph = match toast.tone {
                        Tone::Success => Glyph::CheckCircle,
                        Tone::Danger | Tone::Warning => Glyph::Alert,
                        _ => Glyph::Info,
                    };
                    view! {
                        <div class=toast.tone.class("toast")>
                            <Icon glyph=glyph/>
                            <span class="toast__text">{toast.text}</span>
                            {toast.action.map(|(label, key, act)| {
                                let take = move |_| {
                                    dismiss();
                                    act();
                                };
                                match key {
                                    Some(key) => view! { <Button kind=ButtonKind::Ghost key=key on_click=take>{label}</Button> }.into_any(),
                                    None => view! { <Button kind=ButtonKind::Ghost on_click=take>{label}</Button> }.into_any(),
                                }
                            })}
                            <IconButton icon=Glyph::Close label=words.dismiss on_click=move |_| dismiss()/>
                        </div>
                    }
                }
            </For>
        </div>
    }
}
