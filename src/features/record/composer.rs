//! Adds an entry to a record: a note, a call, an e-mail, a task, a meeting.
//!
//! What is typed is kept per record while the window lives, also when one goes elsewhere in between.

use bridge::{Command, Input};
use chrono::NaiveDate;
use leptos::{ev::KeyboardEvent, html};
use model::{FieldKey, Value};

use super::{compose_kind::ComposeKind, subject::Subject};
use crate::platform::keys::Shortcut;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dom::{focus, is_mod},
    field::{DateInput, NumberInput, TextArea, TextInput},
    icon::{Glyph, Icon, IconSize},
    roving::{Axis, rove},
};
use crate::value::days_of;
use crate::words;

/// The box over a timeline.
#[component]
pub(super) fn Composer(
    /// The record.
    subject: Subject,
    /// The kind of entry.
    kind: RwSignal<ComposeKind>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// An entry was added.
    #[prop(optional, into)]
    on_added: Option<Callback<()>>,
) -> impl IntoView {
    let session = subject.session;
    let text = RwSignal::new(subject.shown().map(|id| session.draft_of(&id.to_string())).unwrap_or_default());
    let title = RwSignal::new(String::new());
    let minutes = RwSignal::new(String::new());
    let due = RwSignal::new(None::<NaiveDate>);
    let problem = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let area = NodeRef::<html::Textarea>::new();
    if autofocus {
        area.on_load(|area| focus(&area));
    }
    // Another kind from outside: the text box is where one goes on.
    Effect::new(move |before: Option<ComposeKind>| {
        let now = kind.get();
        if before.is_some_and(|before| before != now)
            && let Some(area) = area.get_untracked()
        {
            focus(&area);
        }
        now
    });
    let keep = move |typed: String| {
        if let Some(id) = subject.shown() {
            session.keep_draft(&id.to_string(), &typed);
        }
        problem.set(String::new());
        text.set(typed);
    };
    let add = move || {
        let kind = kind.get_untracked();
        let typed = text.get_untracked().trim().to_owned();
        let Some(record) = subject.shown() else { return };
        if typed.is_empty() {
            problem.set(words::record::something_needed().to_owned());
            return;
        }
        let link = session
            .engine
            .schema()
            .with_untracked(|schema| kind.link(schema, &subject.object()));
        let Some(link) = link else { return };
        let mut fields = entry_fields(
            kind,
            &typed,
            title.get_untracked().trim(),
            &minutes.get_untracked(),
            due.get_untracked(),
        );
        fields.push((link, Input::Value(Value::Ref(record))));
        busy.set(true);
        session.act_then(
            Command::Create {
                object: kind.object().into(),
                fields,
            },
            move |result| {
                busy.try_set(false);
                if result.is_ok() {
                    session.keep_draft(&record.to_string(), "");
                    text.try_set(String::new());
                    title.try_set(String::new());
                    minutes.try_set(String::new());
                    due.try_set(None);
                    if let Some(on_added) = on_added {
                        on_added.try_run(());
                    }
                }
                false
            },
        );
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && is_mod(&event) && !event.is_composing() {
            event.prevent_default();
            add();
        }
    };
    view! {
        <form class="composer" on:submit=move |event| {
            event.prevent_default();
            add();
        }>
            <KindPicker kind=kind/>
            {move || matches!(kind.get(), ComposeKind::Email | ComposeKind::Meeting).then(|| view! {
                <span class="composer__subject">
                    <TextInput value=title quiet=true label=words::record::subject() placeholder=words::record::subject() on_input=move |typed| title.set(typed)/>
                </span>
            })}
            <TextArea
                value=text
                rows=2
                class="composer__text"
                label=words::record::compose_kind()
                placeholder=Signal::derive(move || kind.get().prompt().to_owned())
                node_ref=area
                on_input=keep
                on_key=on_key
            />
            {move || {
                let text = problem.get();
                (!text.is_empty()).then(|| view! { <p class="field__error composer__problem" role="alert"><Icon glyph=Glyph::ErrorCircle/><span>{text}</span></p> })
            }}
            <div class="composer__foot">
                {move || match kind.get() {
                    ComposeKind::Task => view! {
                        <span class="composer__extra"><DateInput value=due label=words::record::due() on_change=move |day| due.set(day)/></span>
                    }
                    .into_any(),
                    ComposeKind::Call | ComposeKind::Meeting => view! {
                        <span class="composer__extra composer__extra--short">
                            <NumberInput value=minutes whole=true label=words::record::minutes() placeholder=words::record::minutes() on_input=move |typed| minutes.set(typed)/>
                        </span>
                    }
                    .into_any(),
                    ComposeKind::Note | ComposeKind::Email => ().into_any(),
                }}
                <span class="push"></span>
                <Button kind=ButtonKind::Primary submit=true busy=busy key=Shortcut::new("Mod+Enter").label()>{move || kind.get().verb()}</Button>
            </div>
        </form>
    }
}

/// What an entry consists of.
fn entry_fields(kind: ComposeKind, text: &str, title: &str, minutes: &str, due: Option<NaiveDate>) -> Vec<(FieldKey, Input)> {
    let word = |word: &str| Input::Value(Value::from(word));
    let typed = |text: &str| Input::Text(text.to_owned());
    if kind == ComposeKind::Task {
        // The first line says what to do, the rest how.
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mut fields = vec![("title".into(), typed(first))];
        if !rest.trim().is_empty() {
            fields.push(("description".into(), typed(rest.trim())));
        }
        fields.extend(due.map(|day| ("due".into(), Input::Value(Value::Date(days_of(day))))));
        return fields;
    }
    let mut fields: Vec<(FieldKey, Input)> = vec![("type".into(), word(kind.key())), ("body".into(), typed(text))];
    if !title.is_empty() {
        fields.push(("subject".into(), typed(title)));
    }
    if kind == ComposeKind::Email {
        fields.push(("direction".into(), word("out")));
    }
    if let Ok(minutes) = minutes.trim().parse::<u32>() {
        fields.push(("duration".into(), Input::Value(Value::Int(i64::from(minutes) * 60))));
    }
    fields
}

/// The kinds, one of them on. Arrows move and choose.
#[component]
fn KindPicker(kind: RwSignal<ComposeKind>) -> impl IntoView {
    let group = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        if let Some(group) = group.get_untracked()
            && let Some(to) = rove(&event, &group, "[role=radio]", Axis::Row)
            && let Some(next) = ComposeKind::ALL.get(to)
        {
            kind.set(*next);
        }
    };
    view! {
        <div class="composer__tabs segmented" role="radiogroup" aria-label=words::record::compose_kind() node_ref=group on:keydown=on_key>
            {ComposeKind::ALL.into_iter().map(|own| {
                let on = move || kind.get() == own;
                view! {
                    <button
                        type="button"
                        role="radio"
                        class="segmented__item"
                        aria-checked=move || on().to_string()
                        tabindex=move || if on() { "0" } else { "-1" }
                        on:click=move |_| kind.set(own)
                    >
                        <Icon glyph=own.glyph() size=IconSize::Small/>
                        {own.label()}
                    </button>
                }
            }).collect_view()}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(fields: &[(FieldKey, Input)]) -> Vec<&str> {
        fields.iter().map(|(key, _)| key.as_str()).collect()
    }

    #[test]
    fn the_first_line_of_a_task_is_its_title() {
        let fields = entry_fields(
            ComposeKind::Task,
            "Call Noor\nabout the retainer",
            "",
            "",
            NaiveDate::from_ymd_opt(2026, 3, 16),
        );
        assert_eq!(keys(&fields), ["title", "description", "due"]);
        assert_eq!(fields[0].1, Input::Text("Call Noor".into()));
        assert_eq!(fields[2].1, Input::Value(Value::Date(20_528)));
    }

    #[test]
    fn a_call_has_its_length_in_seconds() {
        let fields = entry_fields(ComposeKind::Call, "All well", "", " 12 ", None);
        assert_eq!(keys(&fields), ["type", "body", "duration"]);
        assert_eq!(fields[2].1, Input::Value(Value::Int(720)));
        assert_eq!(keys(&entry_fields(ComposeKind::Note, "x", "", "soon", None)), ["type", "body"]);
    }
}
