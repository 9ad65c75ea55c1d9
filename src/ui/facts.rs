//! Facts: labels and values, editable in place.
//!
//! ```ignore
//! <Facts>
//!     <Fact label="E-mail" view=move || email.get()
//!         editor=move |edit: FactEdit| view! { <TextInput value=draft autofocus=true on_change=move |t| save(t)
//!             on_key=move |e| edit.keys(&e) on_blur=move || edit.done()/> }/>
//!     <Fact label="Lifetime value" view=move || "€18,420"/>
//! </Facts>
//! ```
//! A value looks like text, shows a tint on hover, and becomes an input of the same height at the same place.
//! Enter and blur save (`on_change` of the control), Esc restores; either way focus comes back to the value.

use leptos::{ev::KeyboardEvent, html};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    dom::{focus, fresh_id},
    field::FieldContext,
};
use crate::reactive::prelude::*;

/// Handle of a value being edited.
#[derive(Clone, Copy)]
pub struct FactEdit {
    editing: RwSignal<bool>,
    back: StoredValue<bool>,
}

impl FactEdit {
    /// Editing is over; whatever is to be saved has been.
    pub fn done(self) {
        self.editing.try_set(false);
    }

    /// Handles Enter (leaves the control, so that its `change` and blur come while it is still there) and Esc (done,
    /// without them). Returns true for Esc, when the caller must forget its draft.
    pub fn keys(self, event: &KeyboardEvent) -> bool {
        match event.key().as_str() {
            "Enter" if !event.is_composing() && !event.shift_key() => {
                event.prevent_default();
                self.back.try_set_value(true);
                if let Some(control) = document()
                    .active_element()
                    .and_then(|control| control.dyn_into::<HtmlElement>().ok())
                {
                    // Leaving a focused element cannot fail; a control that does not end by itself is ended below.
                    let _ = control.blur();
                }
                self.done();
                false
            }
            "Escape" => {
                event.prevent_default();
                event.stop_propagation();
                self.back.try_set_value(true);
                self.done();
                true
            }
            _ => false,
        }
    }
}

/// The list around facts.
#[component]
pub fn Facts(
    /// The facts.
    children: Children,
) -> impl IntoView {
    view! { <dl class="facts">{children()}</dl> }
}

/// One label and its value.
#[component]
pub fn Fact(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// The value as shown.
    #[prop(into)]
    view: ViewFn,
    /// The control that edits it; without it the value is read-only.
    #[prop(optional, into)]
    editor: Option<Callback<FactEdit, AnyView>>,
    /// What is wrong with what was entered last; empty while all is well.
    #[prop(optional, into)]
    error: Signal<String>,
) -> impl IntoView {
    let edit = FactEdit {
        editing: RwSignal::new(false),
        back: StoredValue::new(false),
    };
    let rest = NodeRef::<html::Button>::new();
    let id = fresh_id("fact");
    let note_id = format!("{id}-note");
    let label_id = format!("{id}-label");
    let context = FieldContext {
        id: id.clone(),
        described_by: Signal::derive({
            let note_id = note_id.clone();
            move || (!error.with(String::is_empty)).then(|| note_id.clone())
        }),
        invalid: Signal::derive(move || !error.with(String::is_empty)),
        required: false,
    };
    // After Enter and Esc the value takes the focus again; after blur it is already elsewhere.
    Effect::new(move || {
        if let Some(button) = rest.get()
            && edit.back.try_update_value(std::mem::take) == Some(true)
        {
            focus(&button);
        }
    });
    let shown = move || {
        let context = context.clone();
        let view_fn = view.clone();
        match editor {
            Some(editor) if edit.editing.get() => {
                view! { <leptos::context::Provider value=context>{editor.run(edit)}</leptos::context::Provider> }.into_any()
            }
            Some(_) => view! {
                <button type="button" class="facts__value" node_ref=rest aria-labelledby=format!("{id}-label {id}-value") on:click=move |_| edit.editing.set(true)>
                    <span class="truncate" id=format!("{id}-value")>{view_fn.run()}</span>
                </button>
            }
            .into_any(),
            None => view! { <span class="facts__value facts__value--fixed">{view_fn.run()}</span> }.into_any(),
        }
    };
    view! {
        <div class="facts__row">
            <dt id=label_id>{move || label.get()}</dt>
            <dd>
                {shown}
                {move || {
                    let text = error.get();
                    (!text.is_empty()).then(|| view! { <p class="field__error" id=note_id.clone()>{text}</p> })
                }}
            </dd>
        </div>
    }
}
