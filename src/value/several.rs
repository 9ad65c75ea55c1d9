//! Controls for fields with several values, of which the first is the primary one.

use model::{Address, FieldDef};

use super::{draft::Draft, input::text_kind};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    dom::fresh_id,
    field::{FieldContext, TextInput},
    icon::Glyph,
};
use crate::words;

/// A context for a control that is a part of a field: its own id, described by its own label.
#[must_use]
pub(super) fn part_context() -> FieldContext {
    FieldContext {
        id: fresh_id("part"),
        described_by: Signal::stored(None),
        invalid: Signal::stored(false),
        required: false,
    }
}

fn update<T>(draft: RwSignal<Draft>, list: impl Fn(&mut Draft) -> Option<&mut Vec<T>>, change: impl FnOnce(&mut Vec<T>)) {
    draft.update(|draft| {
        if let Some(values) = list(draft) {
            change(values);
        }
    });
}

fn lines(draft: &mut Draft) -> Option<&mut Vec<String>> {
    match draft {
        Draft::Lines(lines) => Some(lines),
        _ => None,
    }
}

fn places(draft: &mut Draft) -> Option<&mut Vec<Address>> {
    match draft {
        Draft::Places(places) => Some(places),
        _ => None,
    }
}

/// E-mails, phones or web addresses, one under the other.
#[component]
pub(super) fn LinesInput(field: FieldDef, draft: RwSignal<Draft>, autofocus: bool) -> impl IntoView {
    let count = Memo::new(move |_| draft.with(|draft| if let Draft::Lines(lines) = draft { lines.len().max(1) } else { 1 }));
    let label = StoredValue::new(field.label.clone());
    let kind = text_kind(field.kind);
    let value = move |at: usize| {
        Signal::derive(move || {
            draft.with(|draft| match draft {
                Draft::Lines(lines) => lines.get(at).cloned().unwrap_or_default(),
                _ => String::new(),
            })
        })
    };
    let write = move |at: usize, text: String| {
        update(draft, lines, |lines| {
            lines.resize(lines.len().max(at + 1), String::new());
            lines[at] = text;
        });
    };
    let line = move |at: usize| {
        let name = label.with_value(|label| {
            if at == 0 {
                label.clone()
            } else {
                words::value::numbered(label, &(at + 1).to_string())
            }
        });
        let spoken = name.clone();
        let input = move || {
            view! {
                <TextInput value=value(at) kind=kind label=name.clone() autofocus=autofocus && at == 0 on_input=move |text| write(at, text)/>
            }
        };
        view! {
            <span class="several__line">
                {if at == 0 {
                    input().into_any()
                } else {
                    view! { <leptos::context::Provider value=part_context()>{input()}</leptos::context::Provider> }.into_any()
                }}
                {(at > 0).then(|| view! {
                    <IconButton icon=Glyph::Star label=words::value::make_primary(&spoken)
                        on_click=move |_| update(draft, lines, |lines| if at < lines.len() { lines[..=at].rotate_right(1) })/>
                })}
                {move || (count.get() > 1).then(|| {
                    let spoken = spoken.clone();
                    view! {
                        <IconButton icon=Glyph::Close label=words::value::remove(&spoken)
                            on_click=move |_| update(draft, lines, |lines| if at < lines.len() { lines.remove(at); })/>
                    }
                })}
            </span>
        }
    };
    view! {
        <span class="several">
            {move || (0..count.get()).map(line).collect_view()}
            <Button kind=ButtonKind::Link icon=Glyph::Plus on_click=move |_| update(draft, lines, |lines| lines.push(String::new()))>
                {label.with_value(|label| words::value::further(label))}
            </Button>
        </span>
    }
}

/// A part of an address: its name, and where it is kept.
type Part = (fn() -> &'static str, fn(&mut Address) -> &mut String);

const PARTS: [Part; 5] = [
    (words::value::street, |place| &mut place.street),
    (words::value::postal_code, |place| &mut place.postal_code),
    (words::value::city, |place| &mut place.city),
    (words::value::region, |place| &mut place.region),
    (words::value::country, |place| &mut place.country),
];

/// Postal addresses, each with its parts.
#[component]
pub(super) fn PlacesInput(field: FieldDef, draft: RwSignal<Draft>, autofocus: bool) -> impl IntoView {
    let count = Memo::new(move |_| {
        draft.with(|draft| {
            if let Draft::Places(places) = draft {
                places.len().max(1)
            } else {
                1
            }
        })
    });
    let label = StoredValue::new(field.label.clone());
    let multi = field.multi;
    let part = move |at: usize, index: usize, (name, of): Part| {
        let value = Signal::derive(move || {
            draft.with(|draft| match draft {
                Draft::Places(places) => places
                    .get(at)
                    .cloned()
                    .map(|mut place| std::mem::take(of(&mut place)))
                    .unwrap_or_default(),
                _ => String::new(),
            })
        });
        let first = at == 0 && index == 0;
        let write = move |text: String| {
            update(draft, places, |places| {
                places.resize(places.len().max(at + 1), Address::default());
                *of(&mut places[at]) = text;
            });
        };
        let input = move || view! { <TextInput value=value label=name() placeholder=name() autofocus=autofocus && first on_input=write/> };
        if first {
            input().into_any()
        } else {
            view! { <leptos::context::Provider value=part_context()>{input()}</leptos::context::Provider> }.into_any()
        }
    };
    let place = move |at: usize| {
        let name = label.with_value(|label| words::value::numbered(label, &(at + 1).to_string()));
        view! {
            <span class="several__place">
                {PARTS.into_iter().enumerate().map(|(index, one)| part(at, index, one)).collect_view()}
                {(at > 0).then(|| view! {
                    <span class="several__tools">
                        <IconButton icon=Glyph::Star label=words::value::make_primary(&name)
                            on_click=move |_| update(draft, places, |places| if at < places.len() { places[..=at].rotate_right(1) })/>
                        <IconButton icon=Glyph::Close label=words::value::remove(&name)
                            on_click=move |_| update(draft, places, |places| if at < places.len() { places.remove(at); })/>
                    </span>
                })}
            </span>
        }
    };
    view! {
        <span class="several">
            {move || (0..count.get()).map(place).collect_view()}
            {multi.then(|| view! {
                <Button kind=ButtonKind::Link icon=Glyph::Plus on_click=move |_| update(draft, places, |places| places.push(Address::default()))>
                    {label.with_value(|label| words::value::further(label))}
                </Button>
            })}
        </span>
    }
}
