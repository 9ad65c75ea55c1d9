//! Writing a formula: fields are completed as one types, and what comes out is shown for real records.

use bridge::record::{FieldDraft, FieldTrial};
use leptos::html;
use model::{FieldDef, FieldKind, ObjectDef, ObjectKey, Schema};

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dom::focus,
    field::{Field, TextArea},
};
use crate::value::plain;
use crate::words::{self, own as say};

/// A formula as people read it: fields by their labels instead of their keys.
pub(super) fn worded(text: &str, schema: &Schema, object: &ObjectKey) -> String {
    let mut out = String::new();
    let mut rest = text;
    // The object that the next name belongs to, while a path goes on.
    let mut scope: Option<&ObjectDef> = None;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        let def = scope.take().filter(|_| before == ".").or_else(|| schema.object(object));
        let field = def.and_then(|def| def.field(name));
        out.push_str(before);
        out.push('{');
        out.push_str(field.map_or(name, |field| &field.label));
        out.push('}');
        scope = field.and_then(|field| schema.object(field.target.as_deref()?));
        rest = behind;
    }
    out + rest
}

/// The place of the name that is being written, and what is written of it: behind a brace that is not closed.
fn open_name(before: &str) -> Option<(usize, &str)> {
    let brace = before.rfind('{')?;
    let name = &before[brace + 1..];
    (!name.contains('}') && !name.contains('\n')).then_some((brace + 1, name))
}

/// Fields whose label has what was typed.
fn matching<'a>(def: &'a ObjectDef, typed: &'a str) -> impl Iterator<Item = &'a FieldDef> {
    let typed = model::validate::fold(typed);
    def.fields
        .iter()
        .filter(move |field| !field.hidden && model::validate::fold(&field.label).contains(&typed))
        .take(MOST_FIELDS)
}

/// Fields offered at once.
const MOST_FIELDS: usize = 8;

/// The text of a formula with its fields offered.
#[component]
pub(super) fn FormulaInput(object: ObjectDef, text: RwSignal<String>, #[prop(into)] error: Signal<String>) -> impl IntoView {
    let node = NodeRef::<html::Textarea>::new();
    // What stands before the caret.
    let before = RwSignal::new(String::new());
    let look = move |typed: &str| {
        let caret = node.get_untracked().and_then(|area| area.selection_start().ok().flatten());
        let units: Vec<u16> = typed.encode_utf16().collect();
        let end = caret.map_or(units.len(), |caret| (caret as usize).min(units.len()));
        before.set(String::from_utf16_lossy(&units[..end]));
    };
    let def = StoredValue::new(object);
    let choose = move |label: String| {
        let (written, all) = (before.get_untracked(), text.get_untracked());
        let Some((place, _)) = open_name(&written) else { return };
        let start = format!("{}{label}}}", &written[..place]);
        let rest = all.get(written.len()..).unwrap_or_default();
        text.set(format!("{start}{rest}"));
        before.set(start.clone());
        if let Some(area) = node.get_untracked() {
            let caret = start.encode_utf16().count() as u32;
            request_animation_frame(move || {
                focus(&area);
                let _ = area.set_selection_range(caret, caret);
            });
        }
    };
    let offers = move || {
        let written = before.get();
        let (_, typed) = open_name(&written)?;
        let labels: Vec<String> = def.with_value(|def| matching(def, typed).map(|field| field.label.clone()).collect());
        let button = |label: String| {
            let chosen = label.clone();
            view! { <Button kind=ButtonKind::Ghost on_click=move |_| choose(chosen.clone())>{label}</Button> }
        };
        Some(view! {
            <div class="formula__fields" role="group" aria-label=say::formula_fields()>{labels.into_iter().map(button).collect_view()}</div>
        })
    };
    view! {
        <Field label=say::formula() help=say::formula_help() error=error>
            <TextArea value=text rows=3 node_ref=node on_input=move |typed: String| { look(&typed); text.set(typed); }/>
        </Field>
        {offers}
    }
}

/// What a draft gives for the newest records, and whether it can be made.
#[component]
pub(super) fn Trial(draft: Memo<FieldDraft>, #[prop(into)] on_trial: Callback<FieldTrial>) -> impl IntoView {
    let engine = Engine::expect();
    let trial = use_answer(Follow::Anything, move || engine.try_field(draft.get())).value();
    Effect::new(move || {
        if let Some(trial) = trial.get() {
            on_trial.try_run((**trial).clone());
        }
    });
    let shown = move || {
        let trial = trial.get()?;
        let kind = trial.kind?;
        let row = |(link, cell): &(bridge::RecordLink, bridge::Cell)| {
            let value = match cell {
                bridge::Cell::Failed(why) => say::trouble(*why).to_owned(),
                cell => plain(cell),
            };
            let value = if value.is_empty() {
                words::value::empty().to_owned()
            } else {
                value
            };
            view! { <div class="formula__sample"><dt class="truncate">{link.label.clone()}</dt><dd>{value}</dd></div> }
        };
        let samples = trial.samples.iter().map(row).collect_view();
        Some(view! {
            <section class="formula__trial" aria-label=say::preview()>
                <p class="formula__kind"><b>{say::preview()}</b> <span class="muted">{say::result(words::kind::label(kind))}</span></p>
                {trial.samples.is_empty().then(|| view! { <p class="muted">{say::preview_none()}</p> })}
                <dl>{samples}</dl>
            </section>
        })
    };
    view! { <div aria-live="polite">{shown}</div> }
}

/// Kinds that a formula may be asked for: how a number is shown.
pub(super) const SHOWN_AS: [FieldKind; 3] = [FieldKind::Number, FieldKind::Integer, FieldKind::Percent];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_labels_along_paths() {
        let schema = Schema::built_in();
        for (kept, read) in [
            ("{value} * {own_probability}", "{Value} * {Own probability}"),
            ("{company}.{name} & {name}", "{Company}.{Name} & {Name}"),
            ("{x-gone} + 1", "{x-gone} + 1"),
            ("1 + {", "1 + {"),
            ("\"}\" & {name}", "\"}\" & {Name}"),
        ] {
            assert_eq!(worded(kept, &schema, &"deal".into()), read);
        }
    }

    #[test]
    fn a_name_is_being_written_behind_an_open_brace() {
        assert_eq!(open_name("1 + {Val"), Some((5, "Val")));
        assert_eq!(open_name("{Value} + "), None);
        assert_eq!(open_name("{"), Some((1, "")));
        assert_eq!(open_name(""), None);
        let deal = Schema::built_in();
        let labels: Vec<_> = matching(deal.object("deal").unwrap(), "PROB")
            .map(|field| field.label.as_str())
            .collect();
        assert_eq!(labels, ["Own probability", "Probability"]);
    }
}
