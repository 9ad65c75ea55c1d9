//! Editing a cell in place.
//!
//! The grid opens an editor over the cell and gives it a [`CellEdit`]. The editor owns the draft; it saves through the
//! caller and then says how it ended. Esc restores, Enter saves and moves down, Tab saves and moves on, leaving saves.
//! A value that is refused stays in the editor with the reason under it.

use chrono::NaiveDate;
use leptos::ev::KeyboardEvent;

use super::{cell::RowId, state::GridState};
use crate::reactive::prelude::*;
use crate::ui::{
    field::{ComboOption, Combobox, DateInput, FieldContext, TextInput, TextKind, filter_options},
    icon::{Glyph, Icon},
};

/// How editing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditEnd {
    /// Focus back to the cell.
    Stay,
    /// Focus to the cell below.
    Down,
    /// Focus to the next cell.
    Next,
    /// Focus to the previous cell.
    Previous,
    /// Focus went elsewhere by itself.
    Left,
}

/// A cell being edited.
#[derive(Clone)]
pub struct CellEdit {
    /// Whose row.
    pub id: RowId,
    /// Row number.
    pub index: usize,
    /// Column number, checkboxes not counted.
    pub column: usize,
    /// Key of the column.
    pub key: String,
    /// What was typed to start; it replaces the value.
    pub typed: Option<String>,
    grid: GridState,
}

impl CellEdit {
    pub(super) fn new(id: RowId, index: usize, column: usize, key: String, typed: Option<String>, grid: GridState) -> Self {
        Self {
            id,
            index,
            column,
            key,
            typed,
            grid,
        }
    }

    /// Closes the editor.
    pub fn finish(&self, end: EditEnd) {
        self.grid.finish_edit(end);
    }

    /// Where Enter and Tab end the edit; `None` for keys that stay with the editor.
    #[must_use]
    pub fn end_of(event: &KeyboardEvent) -> Option<EditEnd> {
        if event.is_composing() {
            return None;
        }
        match event.key().as_str() {
            "Enter" => Some(EditEnd::Down),
            "Tab" if event.shift_key() => Some(EditEnd::Previous),
            "Tab" => Some(EditEnd::Next),
            _ => None,
        }
    }
}

/// Saves a draft: `Err` with the reason when it is refused.
pub type Save<T> = Callback<T, Result<(), String>>;

fn problem_view(problem: RwSignal<String>) -> impl IntoView {
    dynamic(move || {
        let text = problem.get();
        (!text.is_empty()).then(|| view! { <p class="field__error" role="alert"><Icon glyph=Glyph::ErrorCircle/><span>{text}</span></p> })
    })
}

/// Makes the control inside show the problem.
fn provide_validity(problem: RwSignal<String>) {
    provide_context(FieldContext {
        id: crate::ui::dom::fresh_id("cell"),
        described_by: Signal::stored(None),
        invalid: Signal::derive(move || !problem.with(String::is_empty)),
        required: false,
    });
}

/// Edits text and numbers.
#[component]
pub fn CellTextEditor(
    /// The cell.
    edit: CellEdit,
    /// The value as it is edited, which may differ from how it is shown.
    #[prop(into)]
    value: String,
    /// What the cell is called.
    #[prop(into)]
    label: String,
    /// Saves.
    #[prop(into)]
    save: Save<String>,
    /// What kind of text.
    #[prop(optional)]
    kind: TextKind,
    /// Numbers: a keyboard with digits.
    #[prop(optional)]
    number: bool,
) -> impl IntoView {
    let draft = RwSignal::new(edit.typed.clone().unwrap_or_else(|| value.clone()));
    let problem = RwSignal::new(String::new());
    let ended = StoredValue::new(false);
    provide_validity(problem);
    let typed = edit.typed.is_some();
    let edit = StoredValue::new(edit);
    let before = StoredValue::new(value);
    let end = move |end: EditEnd| {
        if ended.try_get_value() != Some(false) {
            return;
        }
        let text = draft.get_untracked();
        let unchanged = before.with_value(|before| *before == text);
        match if unchanged { Ok(()) } else { save.run(text) } {
            Ok(()) => {
                ended.set_value(true);
                edit.with_value(|edit| edit.finish(end));
            }
            Err(reason) => problem.set(reason),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            ended.set_value(true);
            edit.with_value(|edit| edit.finish(EditEnd::Stay));
        } else if let Some(to) = CellEdit::end_of(&event) {
            event.prevent_default();
            end(to);
        }
    };
    let node_ref = NodeRef::new();
    node_ref.on_load(move |input: web_sys::HtmlInputElement| {
        if typed {
            crate::ui::dom::focus(&input);
        } else {
            crate::ui::dom::focus_all(&input);
        }
    });
    view! {
        <TextInput
            value=draft
            label=label
            kind=kind
            input_mode=if number { "decimal" } else { "" }
            node_ref=node_ref
            on_input=move |text| {
                problem.set(String::new());
                draft.set(text);
            }
            on_key=on_key
            on_blur=move || end(EditEnd::Left)
        />
        {problem_view(problem)}
    }
}

/// Edits a choice, by finding it.
#[component]
pub fn CellChoiceEditor(
    /// The cell.
    edit: CellEdit,
    /// What is chosen now.
    chosen: Option<ComboOption>,
    /// What can be chosen.
    options: Vec<ComboOption>,
    /// What the cell is called.
    #[prop(into)]
    label: String,
    /// Saves the chosen value.
    #[prop(into)]
    save: Save<String>,
) -> impl IntoView {
    let problem = RwSignal::new(String::new());
    provide_validity(problem);
    let typed = edit.typed.clone().unwrap_or_default();
    let query = RwSignal::new(typed.clone());
    let edit = StoredValue::new(edit);
    let picked: Vec<ComboOption> = chosen.into_iter().collect();
    view! {
        <div on:keydown=move |event: KeyboardEvent| {
            match event.key().as_str() {
                "Escape" if !event.default_prevented() => {
                    event.prevent_default();
                    edit.with_value(|edit| edit.finish(EditEnd::Stay));
                }
                "Tab" => {
                    event.prevent_default();
                    let end = CellEdit::end_of(&event).unwrap_or(EditEnd::Next);
                    edit.with_value(|edit| edit.finish(end));
                }
                _ => {}
            }
        }>
            <Combobox
                label=label
                picked=picked
                options=move || query.with(|query| filter_options(&options, query))
                on_query=move |text| query.set(text)
                on_pick=move |option: ComboOption| match save.run(option.value) {
                    Ok(()) => edit.with_value(|edit| edit.finish(EditEnd::Stay)),
                    Err(reason) => problem.set(reason),
                }
                eager=typed
            />
        </div>
        {problem_view(problem)}
    }
}

/// Edits a day.
#[component]
pub fn CellDateEditor(
    /// The cell.
    edit: CellEdit,
    /// The day now.
    value: Option<NaiveDate>,
    /// What the cell is called.
    #[prop(into)]
    label: String,
    /// Saves.
    #[prop(into)]
    save: Save<Option<NaiveDate>>,
) -> impl IntoView {
    let problem = RwSignal::new(String::new());
    provide_validity(problem);
    let draft = RwSignal::new(value);
    let edit = StoredValue::new(edit);
    let keep = move || -> bool {
        // A late focusout, after the editor is gone, has nothing to keep.
        let Some(day) = draft.try_get_untracked() else { return false };
        match if day == value { Ok(()) } else { save.run(day) } {
            Ok(()) => true,
            Err(reason) => {
                problem.set(reason);
                false
            }
        }
    };
    view! {
        <div on:keydown=move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() {
                event.prevent_default();
                edit.with_value(|edit| edit.finish(EditEnd::Stay));
            } else if event.key() == "Enter" && let Some(end) = CellEdit::end_of(&event) && keep() {
                event.prevent_default();
                edit.with_value(|edit| edit.finish(end));
            }
        }
        on:focusout=move |event| {
            use wasm_bindgen::JsCast;
            let inside = event.current_target().zip(event.related_target()).is_some_and(|(own, to)| {
                own.unchecked_ref::<web_sys::Node>().contains(Some(to.unchecked_ref()))
            });
            if !inside && keep() {
                edit.with_value(|edit| edit.finish(EditEnd::Left));
            }
        }>
            <DateInput value=draft label=label autofocus=true on_change=move |day| {
                problem.set(String::new());
                draft.set(day);
            }/>
        </div>
        {problem_view(problem)}
    }
}
