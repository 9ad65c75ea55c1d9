//! One setting: what it is, what it does, and its control.

use crate::reactive::prelude::*;

/// A line with words at its start and a control at its end.
#[component]
pub(super) fn SettingLine(
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// What it does; empty for none.
    #[prop(optional, into)]
    help: Signal<String>,
    /// The control.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="setting">
            <div class="setting__words">
                <p class="setting__label">{move || label.get()}</p>
                {move || {
                    let help = help.get();
                    (!help.is_empty()).then(|| view! { <p class="faint">{help}</p> })
                }}
            </div>
            <div class="setting__control">{children()}</div>
        </div>
    }
}
