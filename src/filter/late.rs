//! What of filters is in another part of the program: all that the row of chips opens.

use model::{Condition, FieldKey, Filter, ObjectKey};
use wasm_split_helpers::wasm_split;

use super::{
    condition::{ConditionForm, FieldPicker},
    dialog::FilterDialog,
};
use crate::part::{Late, extra, piece};
use crate::reactive::prelude::*;

/// The dialog that builds a whole filter.
pub(super) fn filter_dialog(open: RwSignal<bool>, object: ObjectKey, filter: Signal<Filter>, on_apply: Callback<Filter>) -> AnyView {
    extra(late_dialog, move |make| make(open, object.clone(), filter, on_apply))
}

#[wasm_split(everyday, fallible)]
fn late_dialog() -> Late<fn(RwSignal<bool>, ObjectKey, Signal<Filter>, Callback<Filter>) -> AnyView> {
    Ok(|open, object, filter, on_apply| view! { <FilterDialog open=open object=object filter=filter on_apply=on_apply/> }.into_any())
}

/// The form of one condition.
pub(super) fn condition_form(object: ObjectKey, condition: Signal<Condition>, on_change: Callback<Condition>) -> AnyView {
    piece(late_form, move |make| make(object.clone(), condition, on_change))
}

#[wasm_split(everyday, fallible)]
fn late_form() -> Late<fn(ObjectKey, Signal<Condition>, Callback<Condition>) -> AnyView> {
    Ok(|object, condition, on_change| view! { <ConditionForm object=object condition=condition on_change=on_change/> }.into_any())
}

/// The fields that a new condition can be about.
pub(super) fn field_picker(object: ObjectKey, on_pick: Callback<Vec<FieldKey>>) -> AnyView {
    piece(late_picker, move |make| make(object.clone(), on_pick))
}

#[wasm_split(everyday, fallible)]
fn late_picker() -> Late<fn(ObjectKey, Callback<Vec<FieldKey>>) -> AnyView> {
    Ok(|object, on_pick| view! { <FieldPicker object=object path=Vec::new() autofocus=true on_pick=on_pick/> }.into_any())
}
