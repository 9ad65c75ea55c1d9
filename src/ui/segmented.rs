//! Segmented control: two to four choices that change the view. More than four is a select.
//!
//! ```ignore
//! <Segmented label="Layout" value=layout on_change=move |key| layout.set(key)
//!     choices=vec![Choice::icon("table", "Table", Glyph::Table), Choice::icon("board", "Board", Glyph::Board)]/>
//! ```

use leptos::{ev::KeyboardEvent, html};

use super::{
    icon::{Glyph, Icon},
    roving::{Axis, rove},
};
use crate::reactive::prelude::*;

/// One choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    key: String,
    label: String,
    icon: Option<Glyph>,
    words: bool,
}

impl Choice {
    /// A choice in words.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            icon: None,
            words: true,
        }
    }

    /// A choice that is an icon; the label names it.
    pub fn icon(key: impl Into<String>, label: impl Into<String>, icon: Glyph) -> Self {
        Self {
            icon: Some(icon),
            words: false,
            ..Self::new(key, label)
        }
    }

    /// Icon before the words.
    #[must_use]
    pub fn with_icon(mut self, icon: Glyph) -> Self {
        self.icon = Some(icon);
        self
    }
}

/// A row of choices of which one is on. Arrows move and choose.
#[component]
pub fn Segmented(
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The choices.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// Key of the one that is on.
    #[prop(into)]
    value: Signal<String>,
    /// Another was chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// 24 px high, for heads of cards.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        if let Some(group) = node_ref.get_untracked()
            && let Some(to) = rove(&event, &group, "[role=radio]", Axis::Both)
            && let Some(key) = choices.with_untracked(|choices| choices.get(to).map(|choice| choice.key.clone()))
        {
            on_change.run(key);
        }
    };
    let class = if small { "segmented segmented--small" } else { "segmented" };
    view! {
        <div class=class role="radiogroup" aria-label=move || label.get() node_ref=node_ref on:keydown=on_key>
            {move || {
                choices
                    .get()
                    .into_iter()
                    .map(|choice| {
                        let Choice { key, label, icon, words } = choice;
                        let key = StoredValue::new(key);
                        let name = (!words).then(|| label.clone());
                        let on = move || key.with_value(|key| value.with(|value| value == key));
                        view! {
                            <button
                                type="button"
                                role="radio"
                                class="segmented__item"
                                aria-checked=move || on().to_string()
                                aria-label=name.clone()
                                data-tip=name
                                tabindex=move || if on() { "0" } else { "-1" }
                                on:click=move |_| on_change.run(key.get_value())
                            >
                                {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
                                {words.then_some(label)}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
