//! Combobox: an input with a list of suggestions under it, after ARIA 1.2. One value or several.
//!
//! ```ignore
//! <Field label="Company">
//!     <Combobox picked=move || company.get().into_iter().collect() options=options loading=loading
//!         on_query=move |text| search(text) on_pick=move |o: ComboOption| company.set(Some(o))
//!         on_unpick=move |_| company.set(None) on_create=move |text| create(text)/>
//! </Field>
//! ```
//! The caller answers `on_query` by setting `options`, at once (see [`super::filter_options`]) or after asking the engine;
//! `loading` keeps the list honest meanwhile. Focus stays in the input; arrows move, Enter picks, Esc closes first and
//! then restores, Backspace in an empty input takes back the last of several values.

use leptos::{ev::KeyboardEvent, html};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{FieldContext, split_match};
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::{Avatar, Face},
    dom::{announce, fresh_id},
    icon::{Glyph, Icon, IconSize},
    popover::{InitialFocus, Popover},
    words::{fill, use_words},
};

/// One suggestion, or one picked value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComboOption {
    /// What is handed back.
    pub value: String,
    /// What is shown and matched.
    pub label: String,
    /// Quiet words at its end.
    pub hint: String,
    /// Avatar before it.
    pub face: Option<Face>,
    /// Icon before it.
    pub icon: Option<Glyph>,
}

impl ComboOption {
    /// An option.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// Quiet words at its end.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Avatar before it.
    #[must_use]
    pub fn face(mut self, face: Face) -> Self {
        self.face = Some(face);
        self
    }

    /// Icon before it.
    #[must_use]
    pub fn icon(mut self, icon: Glyph) -> Self {
        self.icon = Some(icon);
        self
    }
}

/// An input with suggestions.
#[component]
pub fn Combobox(
    /// What is picked: at most one, unless `many`.
    #[prop(into)]
    picked: Signal<Vec<ComboOption>>,
    /// Suggestions for what was typed last.
    #[prop(into)]
    options: Signal<Vec<ComboOption>>,
    /// The typed text changed, or the list opened (with empty text).
    #[prop(into)]
    on_query: Callback<String>,
    /// A suggestion was picked. Picking a picked one of `many` again means taking it back.
    #[prop(into)]
    on_pick: Callback<ComboOption>,
    /// A value was taken back.
    #[prop(optional, into)]
    on_unpick: Option<Callback<ComboOption>>,
    /// Offers to create what was typed.
    #[prop(optional, into)]
    on_create: Option<Callback<String>>,
    /// Suggestions are on their way.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Several values.
    #[prop(optional)]
    many: bool,
    /// Shown while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Name for screen readers when no [`super::Field`] is around.
    #[prop(optional, into)]
    label: Option<String>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Opens when it appears, with this already typed: for cells, which are one step further than forms.
    #[prop(optional)]
    eager: Option<String>,
) -> impl IntoView {
    let field = FieldContext::current();
    let words = StoredValue::new(use_words());
    let open = RwSignal::new(false);
    let query = RwSignal::new(None::<String>);
    let active = RwSignal::new(0_usize);
    let anchor = NodeRef::<html::Span>::new();
    let input = NodeRef::<html::Input>::new();
    let list_id = StoredValue::new(fresh_id("list"));
    let option_id = move |index: usize| list_id.with_value(|id| format!("{id}-{index}"));

    // While nothing is typed the input of a single combobox shows what is picked.
    let text = move || match query.get() {
        Some(query) => query,
        None if many => String::new(),
        None => picked.with(|picked| picked.first().map(|option| option.label.clone()).unwrap_or_default()),
    };
    let creates = Memo::new(move |_| {
        let typed = query.get().map(|query| query.trim().to_owned()).filter(|query| !query.is_empty())?;
        on_create?;
        options
            .with(|options| !options.iter().any(|option| option.label.to_lowercase() == typed.to_lowercase()))
            .then_some(typed)
    });
    let total = move || options.with(Vec::len) + usize::from(creates.get().is_some());

    // An untouched list starts at what is picked.
    let picked_at = move || {
        let value = picked
            .with_untracked(|picked| picked.first().map(|picked| picked.value.clone()))
            .filter(|_| !many && query.with_untracked(Option::is_none));
        value
            .and_then(|value| options.with_untracked(|options| options.iter().position(|option| option.value == value)))
            .unwrap_or(0)
    };
    let show = move || {
        if !open.get_untracked() && !disabled.get_untracked() {
            active.set(picked_at());
            open.set(true);
            on_query.run(query.get_untracked().unwrap_or_default());
        }
    };
    let eager = StoredValue::new(eager);
    input.on_load(move |input| {
        let eager = eager.get_value();
        if autofocus || eager.is_some() {
            crate::ui::dom::focus_all(&input);
        }
        if let Some(typed) = eager {
            query.set(Some(typed).filter(|typed| !typed.is_empty()));
            show();
        }
    });
    let reset = move || {
        query.try_set(None);
        open.try_set(false);
    };
    let pick = move |index: usize| {
        let option = options.with_untracked(|options| options.get(index).cloned());
        match option {
            Some(option) => {
                let again = many && picked.with_untracked(|picked| picked.iter().any(|picked| picked.value == option.value));
                match on_unpick.filter(|_| again) {
                    Some(on_unpick) => on_unpick.run(option),
                    None => on_pick.run(option),
                }
            }
            None => {
                if let (Some(text), Some(on_create)) = (creates.get_untracked(), on_create) {
                    on_create.run(text);
                }
            }
        }
        query.set(None);
        if many {
            on_query.run(String::new());
        } else {
            open.set(false);
        }
    };
    let unpick_last = move || {
        if let (Some(on_unpick), Some(last)) = (on_unpick, picked.with_untracked(|picked| picked.last().cloned())) {
            on_unpick.run(last);
        }
    };
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        let is_open = open.get_untracked();
        let last = total().saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" if !is_open => show(),
            "ArrowDown" => active.update(|active| *active = if *active >= last { 0 } else { *active + 1 }),
            "ArrowUp" if is_open => active.update(|active| *active = if *active == 0 { last } else { *active - 1 }),
            "PageDown" if is_open => active.update(|active| *active = (*active + 8).min(last)),
            "PageUp" if is_open => active.update(|active| *active = active.saturating_sub(8)),
            "Enter" if is_open && total() > 0 => pick(active.get_untracked()),
            "Escape" if !is_open && query.get_untracked().is_some() => reset(),
            "Backspace" if many && query.get_untracked().is_none_or(|query| query.is_empty()) => {
                unpick_last();
                return;
            }
            "Tab" => {
                open.set(false);
                return;
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    // A new answer starts at its first line, and says how many there are.
    Effect::new(move |before: Option<usize>| {
        let found = options.with(Vec::len);
        if open.get_untracked() && !loading.get_untracked() && before.is_some_and(|before| before != found) {
            announce(&words.with_value(|words| fill(words.results, &[&found.to_string()])));
        }
        active.set(picked_at());
        found
    });
    Effect::new(move || {
        if open.get()
            && let Some(line) = document().get_element_by_id(&option_id(active.get()))
        {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });

    let lines = move || {
        let typed = query.get().unwrap_or_default();
        let chosen = picked.get();
        let found = options.get();
        let count = found.len();
        let mut views: Vec<AnyView> = found
            .into_iter()
            .enumerate()
            .map(|(index, option)| {
                let on = chosen.iter().any(|chosen| chosen.value == option.value);
                let words = highlighted(&option.label, &typed);
                view! {
                    <div
                        class="menu__item"
                        class:is-active=move || active.get() == index
                        role="option"
                        id=option_id(index)
                        aria-selected=on.to_string()
                        on:pointermove=move |_| if active.get_untracked() != index { active.set(index) }
                        on:click=move |_| pick(index)
                    >
                        {option.face.map(|face| view! { <Avatar face=face/> })}
                        {option.icon.map(|glyph| view! { <Icon glyph=glyph/> })}
                        <span class="truncate">{words}</span>
                        {(!option.hint.is_empty()).then(|| view! { <span class="menu__hint">{option.hint}</span> })}
                        {on.then(|| view! { <span class="menu__hint"><Icon glyph=Glyph::Check size=IconSize::Small/></span> })}
                    </div>
                }
                .into_any()
            })
            .collect();
        if let Some(text) = creates.get() {
            views.push(
                view! {
                    <div
                        class="menu__item"
                        class:is-active=move || active.get() == count
                        role="option"
                        id=option_id(count)
                        aria-selected="false"
                        on:pointermove=move |_| if active.get_untracked() != count { active.set(count) }
                        on:click=move |_| pick(count)
                    >
                        <Icon glyph=Glyph::Plus/>
                        <span class="truncate">{words.with_value(|words| fill(words.create, &[&text]))}</span>
                    </div>
                }
                .into_any(),
            );
        }
        views
    };
    let note = move || {
        let words = words.get_value();
        if loading.get() {
            Some(words.loading)
        } else if total() == 0 {
            Some(words.no_match)
        } else {
            None
        }
    };
    let picks = move || {
        many.then(|| {
            picked
                .get()
                .into_iter()
                .map(|option| {
                    let name = words.with_value(|words| fill(words.remove, &[&option.label]));
                    let label = option.label.clone();
                    view! {
                        <span class="combobox__picked">
                            <span>{label}</span>
                            {on_unpick.map(|on_unpick| view! {
                                <button type="button" class="combobox__unpick" aria-label=name tabindex="-1" on:click=move |_| on_unpick.run(option.clone())>
                                    <Icon glyph=Glyph::Close size=IconSize::Small/>
                                </button>
                            })}
                        </span>
                    }
                })
                .collect_view()
        })
    };
    view! {
        <div
            class="combobox"
            on:focusout=move |event| {
                // Focus moving within (to a remove button, to the list) is not leaving.
                let to = event.related_target().and_then(|to| to.dyn_into::<HtmlElement>().ok());
                let inside = event.current_target().and_then(|own| own.dyn_into::<HtmlElement>().ok()).is_some_and(|own| own.contains(to.as_ref().map(AsRef::as_ref)));
                if !inside {
                    reset();
                }
            }
        >
            <span class="input" node_ref=anchor>
                {picks}
                <input
                    id=field.id
                    role="combobox"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=label
                    aria-autocomplete="list"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=move || open.get().then(|| list_id.get_value())
                    aria-activedescendant=move || (open.get() && total() > 0).then(|| option_id(active.get()))
                    aria-invalid=move || field.invalid.get().then_some("true")
                    aria-describedby=move || field.described_by.get()
                    aria-required=field.required.then_some("true")
                    placeholder=move || placeholder.get()
                    disabled=move || disabled.get()
                    node_ref=input
                    prop:value=text
                    on:input=move |event| {
                        let typed = event_target_value(&event);
                        query.set(Some(typed.clone()));
                        if open.get_untracked() { on_query.run(typed) } else { show() }
                    }
                    on:click=move |_| show()
                    on:keydown=on_key
                />
                <button
                    type="button"
                    class="combobox__toggle"
                    tabindex="-1"
                    aria-label=words.with_value(|words| words.show_options)
                    disabled=move || disabled.get()
                    on:pointerdown=move |event| {
                        // Focus belongs in the input.
                        event.prevent_default();
                        if open.get_untracked() {
                            open.set(false);
                        } else {
                            if let Some(input) = input.get_untracked() {
                                crate::ui::dom::focus(&input);
                            }
                            show();
                        }
                    }
                >
                    <Icon glyph=Glyph::ChevronUpDown size=IconSize::Small/>
                </button>
            </span>
            <Popover open=open anchor=anchor role="" initial_focus=InitialFocus::Stay sheet=false class="combobox__list">
                <div class="menu" on:pointerdown=move |event| event.prevent_default()>
                    <div role="listbox" id=list_id.get_value() aria-multiselectable=many.then_some("true") aria-label=words.with_value(|words| words.show_options)>
                        {lines}
                    </div>
                    {move || note().map(|text| view! { <p class="combobox__note">{text}</p> })}
                </div>
            </Popover>
        </div>
    }
}

/// The label with the typed part marked.
fn highlighted(label: &str, typed: &str) -> AnyView {
    match split_match(label, typed) {
        Some((before, found, after)) => view! { {before.to_owned()}<mark>{found.to_owned()}</mark>{after.to_owned()} }.into_any(),
        None => label.to_owned().into_any(),
    }
}
