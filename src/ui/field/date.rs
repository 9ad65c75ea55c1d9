//! A plain day, never an instant: typed in the platform's own date field, or chosen from a calendar.

use chrono::NaiveDate;
use leptos::html;

use super::{Calendar, FieldContext};
use crate::reactive::prelude::*;
use crate::ui::{
    icon::{Glyph, Icon},
    popover::{Align, Popover},
    words::use_words,
};

/// A day.
#[component]
pub fn DateInput(
    /// The day it shows.
    #[prop(into)]
    value: Signal<Option<NaiveDate>>,
    /// A whole day was typed or chosen, or the field was emptied. Half-typed days are not reported.
    #[prop(into)]
    on_change: Callback<Option<NaiveDate>>,
    /// Name for screen readers when no [`super::Field`] is around.
    #[prop(optional, into)]
    label: Option<String>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let field = FieldContext::current();
    let words = use_words();
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Span>::new();
    let input = NodeRef::<html::Input>::new();
    if autofocus {
        input.on_load(|input| crate::ui::dom::focus(&input));
    }
    let typed = move |text: String| {
        let day = day_of(&text);
        // Empty text with segments still in the field is a half-typed day: the browser calls it bad input.
        let half_typed = input.try_get_untracked().flatten().is_none_or(|input| input.validity().bad_input());
        if day.is_some() || (text.is_empty() && !half_typed) {
            on_change.try_run(day);
        }
    };
    view! {
        <span class="input input--date" node_ref=anchor>
            <input
                id=field.id
                type="date"
                aria-label=label
                aria-invalid=move || field.invalid.get().then_some("true")
                aria-describedby=move || field.described_by.get()
                aria-required=field.required.then_some("true")
                disabled=move || disabled.get()
                node_ref=input
                prop:value=move || value.get().map(|day| day.to_string()).unwrap_or_default()
                on:change=move |event| typed(event_target_value(&event))
            />
            <button
                type="button"
                class="combobox__toggle"
                aria-label=words.choose_date
                aria-expanded=move || open.get().to_string()
                disabled=move || disabled.get()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon glyph=Glyph::Calendar/>
            </button>
            <Popover open=open anchor=anchor label=words.choose_date align=Align::End>
                <Calendar
                    value=value
                    on_choose=move |day| {
                        open.set(false);
                        on_change.run(Some(day));
                    }
                />
            </Popover>
        </span>
    }
}

/// The day that a date field of the platform holds: year, month and day with dashes between, by the HTML standard.
/// chrono's own reader takes many more shapes and brings several kilobytes with it.
fn day_of(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_the_platform_writes_them() {
        assert_eq!(day_of("2026-02-28"), NaiveDate::from_ymd_opt(2026, 2, 28));
        assert_eq!(day_of("12026-02-28"), NaiveDate::from_ymd_opt(12026, 2, 28));
        for other in ["", "2026-02-30", "2026-02", "2026-02-28-1", "28.2.2026"] {
            assert_eq!(day_of(other), None, "{other}");
        }
    }
}
