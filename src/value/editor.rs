//! Editing a value where it stands: on a record's page and in a cell of a table.
//!
//! Enter and leaving save, Esc restores, a pick saves at once. A draft that cannot be read stays in the control with the
//! reason under it; nothing typed is lost.

use bridge::Cell;
use leptos::{context::Provider, ev};
use model::{FieldDef, FieldKind, ObjectKey, Value};
use wasm_bindgen::JsCast;

use super::{draft::Draft, input::FieldInput};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    dom::{fresh_id, is_mod, target_element},
    field::FieldContext,
    icon::{Glyph, Icon},
};

/// How editing ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InlineEnd {
    /// By Enter.
    Enter,
    /// By Tab.
    Next,
    /// By Shift and Tab.
    Previous,
    /// By a pick.
    Picked,
    /// By Esc: nothing is to be saved.
    Escape,
    /// By going elsewhere.
    Left,
}

/// An editor in place of a value.
#[component]
pub fn InlineEditor(
    /// The object of the field.
    object: ObjectKey,
    /// The field.
    field: FieldDef,
    /// The value as it is.
    cell: Cell,
    /// What was typed to start; it replaces the value.
    #[prop(optional_no_strip)]
    typed: Option<String>,
    /// Tab ends the edit, as in a table.
    #[prop(optional)]
    tab_ends: bool,
    /// Saves a value that was read, `None` for nothing. Not called when nothing was changed.
    #[prop(into)]
    save: Callback<Option<Value>>,
    /// Editing is over. Called after `save`.
    #[prop(into)]
    on_end: Callback<InlineEnd>,
) -> impl IntoView {
    let context = Session::expect().context();
    let before = Draft::of(&field, &cell, &context);
    let draft = RwSignal::new(match &typed {
        Some(text) => before.clone().typed(text),
        None => before.clone(),
    });
    // The problem belongs to the draft it was found in: it goes with the next keystroke.
    let refused = RwSignal::new(None::<(Draft, String)>);
    let problem = Signal::derive(move || {
        refused.with(|refused| {
            refused
                .as_ref()
                .filter(|(of, _)| draft.with(|draft| draft == of))
                .map(|(_, text)| text.clone())
                .unwrap_or_default()
        })
    });
    let over = StoredValue::new(false);
    let kept = StoredValue::new((field.clone(), context, before));
    let long = field.kind == FieldKind::LongText;

    let finish = move |end: InlineEnd| {
        if over.try_get_value() != Some(false) {
            return;
        }
        let read = kept.with_value(|(field, context, before)| {
            draft.with_untracked(|draft| {
                if draft == before {
                    Ok(None)
                } else {
                    draft.read(field, context).map(Some)
                }
            })
        });
        match read {
            Ok(changed) => {
                over.set_value(true);
                if let Some(value) = changed {
                    save.run(value);
                }
                on_end.run(end);
            }
            Err(error) => {
                refused.try_set(Some((draft.get_untracked(), error.to_string())));
            }
        }
    };
    let give_up = move || {
        if over.try_get_value() == Some(false) {
            over.set_value(true);
            on_end.run(InlineEnd::Escape);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.is_composing() || event.default_prevented() {
            return;
        }
        let on_button = target_element(&event).is_some_and(|target| target.closest("button").ok().flatten().is_some());
        match event.key().as_str() {
            "Escape" => give_up(),
            "Enter" if on_button => return,
            "Enter" if !long || is_mod(&event) => finish(InlineEnd::Enter),
            "Tab" if tab_ends => finish(if event.shift_key() { InlineEnd::Previous } else { InlineEnd::Next }),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let on_leave = move |event: ev::FocusEvent| {
        let inside = event
            .current_target()
            .zip(event.related_target())
            .is_some_and(|(own, to)| own.unchecked_ref::<web_sys::Node>().contains(Some(to.unchecked_ref())));
        // A window that loses focus has no target to go to and comes back to the same control.
        let window_left = event.related_target().is_none() && !document().has_focus().unwrap_or(true);
        if !inside && !window_left {
            finish(InlineEnd::Left);
        }
    };
    let note = fresh_id("inline-note");
    let described = note.clone();
    let outer = use_context::<FieldContext>();
    let field_context = FieldContext {
        id: outer.map_or_else(|| fresh_id("inline"), |outer| outer.id),
        described_by: Signal::derive(move || (!problem.with(String::is_empty)).then(|| described.clone())),
        invalid: Signal::derive(move || !problem.with(String::is_empty)),
        required: field.required,
    };
    view! {
        <div class="inline-editor" on:keydown=on_key on:focusout=on_leave>
            <Provider value=field_context>
                <FieldInput object=object field=field draft=draft autofocus=true on_pick=move || finish(InlineEnd::Picked)/>
            </Provider>
            {move || {
                let text = problem.get();
                (!text.is_empty()).then(|| view! {
                    <p class="field__error" id=note.clone() role="alert"><Icon glyph=Glyph::ErrorCircle/><span>{text}</span></p>
                })
            }}
        </div>
    }
}
