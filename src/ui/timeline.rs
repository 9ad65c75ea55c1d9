//! Timeline: newest first, days as headings, one line per event, a box only around words a person wrote.
//!
//! ```ignore
//! <TimelineDay title="Yesterday">
//!     <TimelineItem icon=Glyph::Ticket time="14:20" exact="11 March 2026, 14:20"
//!         line=move || view! { <strong>"Noor"</strong>" opened a ticket" }>
//!         <p>"The colours in the print files are off."</p>
//!     </TimelineItem>
//! </TimelineDay>
//! ```

use crate::reactive::prelude::*;

use super::icon::{Glyph, Icon};

/// One day and its events.
#[component]
pub fn TimelineDay(
    /// The day in words.
    #[prop(into)]
    title: Signal<String>,
    /// Its events.
    children: Children,
) -> impl IntoView {
    view! {
        <h3 class="timeline__day">{move || title.get()}</h3>
        <ol class="timeline">{children()}</ol>
    }
}

/// One event.
#[component]
pub fn TimelineItem(
    /// What kind of event.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// When, short.
    #[prop(into)]
    time: Signal<String>,
    /// When, exactly; shown on hover.
    #[prop(optional, into)]
    exact: Signal<String>,
    /// Who did what; `strong` for names.
    #[prop(into)]
    line: ViewFn,
    /// Buttons after the line, such as pin or undo.
    #[prop(optional, into)]
    tools: Option<ViewFn>,
    /// Words a person wrote.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <li class="timeline__item">
            <span class="timeline__mark"><Icon glyph=icon/></span>
            <div>
                <p class="timeline__line">
                    <span>{line.run()}</span>
                    {tools.map(|tools| tools.run())}
                    <time data-tip=move || exact.get()>{move || time.get()}</time>
                </p>
                {children.map(|children| view! { <div class="timeline__body">{children()}</div> })}
            </div>
        </li>
    }
}
