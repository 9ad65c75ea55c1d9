//! Small marks beside things: badge (state), tag (label), count, stage.
//!
//! ```ignore
//! <Badge tone=Tone::Warning icon=Glyph::Clock>"Due in 3 h"</Badge>
//! <Tag text="print"/> <Count text="1,284"/> <Count text="3" fresh=true/>
//! <Stage kind=StageKind::Live { step: 3, steps: 6 } text="Proposal"/>
//! ```

use crate::reactive::{fixed, prelude::*};

use super::{
    icon::{Glyph, Icon, IconSize},
    tone::Tone,
};

/// A state: its colour, an icon that means the same, and its word.
#[component]
pub fn Badge(
    /// What the colour says.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Icon that says the same.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
    /// The word.
    children: Children,
) -> impl IntoView {
    view! {
        <span class=move || tone.get().class("badge")>
            {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
            {children()}
        </span>
    }
}

/// A label without meaning of its own.
#[component]
pub fn Tag(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// Icon before it.
    #[prop(optional)]
    icon: Option<Glyph>,
) -> impl IntoView {
    view! {
        <span class="tag">
            {icon.map(|glyph| view! { <Icon glyph=glyph size=IconSize::Small/> })}
            {move || text.get()}
        </span>
    }
}

/// How many, as plain digits; filled accent only for what is unread.
#[component]
pub fn Count(
    /// Digits as shown, already grouped for the language.
    #[prop(into)]
    text: Signal<String>,
    /// Not seen yet.
    #[prop(optional)]
    fresh: bool,
) -> impl IntoView {
    view! { <span class=if fresh { "count count--new" } else { "count" }>{move || text.get()}</span> }
}

/// Where something stands in a row of stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageKind {
    /// Not in any stage.
    Idle,
    /// Under way: step (from 0) of steps.
    Live {
        /// Counted from 0.
        step: usize,
        /// How many stages there are before the end.
        steps: usize,
    },
    /// Reached its end.
    Won,
    /// Left without reaching it.
    Lost,
}

fixed!(StageKind);

impl StageKind {
    /// Class and drawing of the disc.
    #[must_use]
    pub fn looks(self) -> (&'static str, Glyph) {
        match self {
            Self::Idle => ("stage", Glyph::StageNone),
            Self::Live { step, steps } => ("stage stage--live", Glyph::stage(step, steps)),
            Self::Won => ("stage stage--won", Glyph::StageWon),
            Self::Lost => ("stage stage--lost", Glyph::StageLost),
        }
    }
}

/// A disc that fills as the thing moves, and the stage's name. Stages have no colours.
#[component]
pub fn Stage(
    /// How far.
    #[prop(into)]
    kind: Signal<StageKind>,
    /// The stage's name.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=move || kind.get().looks().0>
            <Icon glyph=Signal::derive(move || kind.get().looks().1)/>
            {move || text.get()}
        </span>
    }
}
