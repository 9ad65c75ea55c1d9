//! Meter and progress: small bars beside their numbers, never instead of them.

use crate::reactive::{fixed, prelude::*};

use super::button::{Button, ButtonKind};
use super::words::use_words;

/// How worrying a measured value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MeterLevel {
    /// Nothing to see.
    #[default]
    Low,
    /// Worth a look.
    Medium,
    /// Act.
    High,
}

fixed!(MeterLevel);

impl MeterLevel {
    /// CSS class of the meter.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Low => "meter",
            Self::Medium => "meter meter--medium",
            Self::High => "meter meter--high",
        }
    }
}

/// A value of 0 to 100 with its bar.
#[component]
pub fn Meter(
    /// 0 to 100; more is clipped.
    #[prop(into)]
    value: Signal<f64>,
    /// The number as shown, such as `62%`.
    #[prop(into)]
    text: Signal<String>,
    /// How worrying.
    #[prop(optional, into)]
    level: Signal<MeterLevel>,
) -> impl IntoView {
    view! {
        <span class=move || level.get().class()>
            <span class="meter__track" aria-hidden="true">
                <span class="meter__fill" style:--value=move || value.get().clamp(0.0, 100.0).to_string()></span>
            </span>
            <span class="meter__value">{move || text.get()}</span>
        </span>
    }
}

/// Work under way: title, how far, how fast, and a way out.
///
/// ```ignore
/// <Progress title="Importing contacts" done=done total=total count="61,400 of 100,000"
///     rate="52,000 rows a second, 1 s left" on_cancel=move || cancel()/>
/// ```
#[component]
pub fn Progress(
    /// What is being done.
    #[prop(into)]
    title: Signal<String>,
    /// Units done.
    #[prop(into)]
    done: Signal<f64>,
    /// Units in all; 0 or less means not known yet, and the bar waits at its start.
    #[prop(into)]
    total: Signal<f64>,
    /// How far in words, such as `61,400 of 100,000`.
    #[prop(into)]
    count: Signal<String>,
    /// How fast and how long still.
    #[prop(optional, into)]
    rate: Signal<String>,
    /// Stops the work; without it there is no Cancel.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let words = use_words();
    let percent = move || {
        let total = total.get();
        if total > 0.0 {
            (done.get() / total * 100.0).clamp(0.0, 100.0)
        } else {
            0.0
        }
    };
    view! {
        <div class="busy">
            <div class="busy__line">
                <b>{move || title.get()}</b>
                <span class="faint push">{move || count.get()}</span>
            </div>
            <div
                class="progress"
                role="progressbar"
                aria-label=move || title.get()
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=move || format!("{:.0}", percent())
                aria-valuetext=move || count.get()
            >
                <span class="progress__fill" style:--value=move || format!("{:.1}", percent())></span>
            </div>
            <div class="busy__line">
                <span class="muted">{move || rate.get()}</span>
                {on_cancel.map(|cancel| {
                    view! {
                        <Button kind=ButtonKind::Ghost class="push" on_click=move |_| cancel.run(())>
                            {words.cancel}
                        </Button>
                    }
                })}
            </div>
        </div>
    }
}
