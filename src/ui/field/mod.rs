//! Form fields: a label, a control, and help or an error under it.
//!
//! ```ignore
//! let email = RwSignal::new(String::new());
//! <Field label="E-mail" help="Work address" error=move || problem.get()>
//!     <TextInput value=email on_input=move |text| email.set(text) kind=TextKind::Email/>
//! </Field>
//! ```
//! [`Field`] gives its control an id, its description and its validity through context, so any control of this module
//! inside it is labelled and announced without wiring. Values go in as signals and come back through callbacks:
//! `on_input` for each keystroke, `on_change` when the person is done (blur or Enter). A control never clears a value.
//!
//! Browsers send `blur` and `change` also while a focused control is taken out of the document, when its owner is gone
//! already: controls call back with `try_run`, and such late events end there. Who removes a control saves first.

mod calendar;
mod caret;
mod check;
mod combobox;
mod date;
mod matching;
mod number;
mod select;
mod text;

use leptos::context::Provider;

use crate::reactive::prelude::*;

pub use calendar::{Calendar, tell_today, tell_week_start};
pub use caret::insert_at_caret;
pub use check::{Checkbox, RadioGroup, Switch};
pub use combobox::{ComboOption, Combobox};
pub use date::DateInput;
pub use matching::{filter_options, split_match};
pub use number::NumberInput;
pub use select::{Select, SelectOption};
pub use text::{TextArea, TextInput, TextKind};

use super::{
    dom::fresh_id,
    icon::{Glyph, Icon},
};

/// What a [`Field`] tells the control inside it.
#[derive(Clone)]
pub struct FieldContext {
    /// Id of the control, which the label points at.
    pub id: String,
    /// Id of help or error, while there is one.
    pub described_by: Signal<Option<String>>,
    /// There is an error.
    pub invalid: Signal<bool>,
    /// A value is needed.
    pub required: bool,
}

impl FieldContext {
    /// The field around, or one of its own for a control that stands alone and is named by `aria-label`.
    pub(crate) fn current() -> Self {
        use_context().unwrap_or_else(|| Self {
            id: fresh_id("control"),
            described_by: Signal::stored(None),
            invalid: Signal::stored(false),
            required: false,
        })
    }
}

/// Label above, control, then help or the error that takes its place.
#[component]
pub fn Field(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// A sentence under the control; empty for none.
    #[prop(optional, into)]
    help: Signal<String>,
    /// What is wrong and how to cure it; empty while all is well.
    #[prop(optional, into)]
    error: Signal<String>,
    /// A value is needed.
    #[prop(optional)]
    required: bool,
    /// Keeps the label for screen readers only.
    #[prop(optional)]
    hide_label: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The control.
    children: Children,
) -> impl IntoView {
    let id = fresh_id("field");
    let note_id = format!("{id}-note");
    let context = FieldContext {
        id: id.clone(),
        described_by: Signal::derive({
            let note_id = note_id.clone();
            move || (!error.get().is_empty() || !help.get().is_empty()).then(|| note_id.clone())
        }),
        invalid: Signal::derive(move || !error.get().is_empty()),
        required,
    };
    let note = move || {
        let id = note_id.clone();
        let (error, help) = (error.get(), help.get());
        if !error.is_empty() {
            view! { <p class="field__error" id=id><Icon glyph=Glyph::ErrorCircle/><span>{error}</span></p> }.into_any()
        } else if !help.is_empty() {
            view! { <p class="field__help" id=id>{help}</p> }.into_any()
        } else {
            ().into_any()
        }
    };
    view! {
        <div class=format!("field {class}")>
            <label class=if hide_label { "visually-hidden" } else { "field__label" } for=id>
                {move || label.get()}
                {required.then(|| view! { <span class="field__required" aria-hidden="true">" *"</span> })}
            </label>
            <Provider value=context>{children()}</Provider>
            {note}
        </div>
    }
}
