//! Stage bar: passed steps with their days, the current one filled, later ones neutral. A press moves there.

use crate::reactive::prelude::*;

use super::icon::{Glyph, Icon, IconSize};

/// One step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// What is handed back.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Time spent in it, such as `11 d`; empty for none.
    pub days: String,
}

/// The steps, in order.
#[component]
pub fn StageBar(
    /// What moves.
    #[prop(into)]
    label: Signal<String>,
    /// The steps.
    #[prop(into)]
    steps: Signal<Vec<Step>>,
    /// Key of the current one; one that is not among the steps means all are passed.
    #[prop(into)]
    current: Signal<String>,
    /// Another step was pressed.
    #[prop(into)]
    on_move: Callback<String>,
    /// The bar only shows.
    #[prop(optional, into)]
    fixed: Signal<bool>,
) -> impl IntoView {
    view! {
        <ol class="stage-bar" aria-label=move || label.get()>
            {move || {
                let steps = steps.get();
                let at = current.with(|current| steps.iter().position(|step| step.key == *current)).unwrap_or(steps.len());
                steps
                    .into_iter()
                    .enumerate()
                    .map(|(index, Step { key, label, days })| {
                        let done = index < at;
                        let class = if done { "stage-bar__step stage-bar__step--done" } else { "stage-bar__step" };
                        let here = (index == at).then_some("step");
                        let tip = label.clone();
                        let inside = view! {
                            {done.then(|| view! { <Icon glyph=Glyph::Check size=IconSize::Small/> })}
                            <span class="stage-bar__name">{label}</span>
                            {(!days.is_empty()).then(|| view! { <span class="stage-bar__days">{days}</span> })}
                        };
                        if fixed.get() {
                            view! { <li><span class=class aria-current=here>{inside}</span></li> }.into_any()
                        } else {
                            view! {
                                <li><button type="button" class=class aria-current=here data-tip=tip on:click=move |_| on_move.run(key.clone())>{inside}</button></li>
                            }
                            .into_any()
                        }
                    })
                    .collect_view()
            }}
        </ol>
    }
}
