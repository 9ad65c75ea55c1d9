//! The icon sprite: one 16 px grid, 1.5 px stroke, drawn for Kith.
//!
//! [`IconSprite`] is mounted once at the root; [`Icon`] refers to its symbols, so an icon costs two elements.
//! Icons are decoration (`aria-hidden`): the control around them carries the name.
//!
//! ```ignore
//! <Icon glyph=Glyph::Phone size=IconSize::Small/>
//! ```

mod sprite;

use crate::reactive::{fixed, prelude::*};

pub use sprite::IconSprite;

/// Declares every drawing once: its name and the id of its symbol.
macro_rules! glyphs {
    ($($name:ident $id:literal),+ $(,)?) => {
        /// Every drawing of the sprite. The same idea has the same icon everywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the name is the drawing")]
        pub enum Glyph {
            $($name,)+
        }

        impl Glyph {
            /// All drawings, in sprite order.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// Reference to the symbol in the sprite, as `use` wants it.
            #[must_use]
            pub const fn href(self) -> &'static str {
                match self {
                    $(Self::$name => concat!("#", $id),)+
                }
            }
        }
    };
}

fixed!(Glyph);

glyphs! {
    Search "i-search",
    Today "i-today",
    Inbox "i-inbox",
    Person "i-contacts",
    People "i-users",
    Company "i-company",
    Deal "i-deal",
    Ticket "i-ticket",
    Task "i-task",
    Campaign "i-campaign",
    Insights "i-insights",
    Dashboard "i-dashboard",
    Settings "i-settings",
    Home "i-home",
    Star "i-star",
    View "i-view",
    Table "i-table",
    Board "i-board",
    Calendar "i-calendar",
    List "i-list",
    Filter "i-filter",
    Sort "i-sort",
    Columns "i-columns",
    Group "i-group",
    Plus "i-plus",
    Close "i-x",
    Check "i-check",
    ChevronUp "i-up",
    ChevronDown "i-down",
    ChevronLeft "i-left",
    ChevronRight "i-right",
    ChevronUpDown "i-updown",
    ArrowUp "i-arrowup",
    ArrowDown "i-arrowdown",
    ArrowRight "i-arrowright",
    Expand "i-expand",
    Panel "i-panel",
    Sidebar "i-sidebar",
    More "i-more",
    Grip "i-grip",
    Edit "i-edit",
    Trash "i-trash",
    Archive "i-archive",
    Merge "i-merge",
    Copy "i-copy",
    Undo "i-undo",
    History "i-restore",
    Download "i-download",
    Upload "i-upload",
    Send "i-send",
    Link "i-link",
    Pin "i-pin",
    Attachment "i-clip",
    File "i-file",
    Camera "i-camera",
    Note "i-note",
    Mail "i-mail",
    Phone "i-phone",
    Meeting "i-meeting",
    Bell "i-bell",
    Clock "i-clock",
    Snooze "i-snooze",
    Eye "i-eye",
    Lock "i-lock",
    Globe "i-globe",
    Cloud "i-cloud",
    Device "i-device",
    Sync "i-sync",
    Moon "i-moon",
    Command "i-command",
    Enter "i-enter",
    Hash "i-hash",
    Text "i-text",
    Tag "i-tag",
    Smile "i-smile",
    Flame "i-flame",
    Trophy "i-trophy",
    Sparkle "i-spark",
    TrendUp "i-trendup",
    TrendDown "i-trenddown",
    Info "i-info",
    CheckCircle "i-ok",
    Alert "i-alert",
    ErrorCircle "i-stop",
    StageNone "i-s-none",
    Stage0 "i-s0",
    Stage1 "i-s1",
    Stage2 "i-s2",
    Stage3 "i-s3",
    Stage4 "i-s4",
    Stage5 "i-s5",
    StageWon "i-s6",
    StageLost "i-lost",
    Kith "i-kith",
    Minus "i-minus",
    Sun "i-sun",
    Help "i-help",
    Money "i-money",
    Box "i-box",
    Heart "i-heart",
    External "i-external",
    Print "i-print",
    Keyboard "i-keyboard",
    Flow "i-flow",
}

impl Glyph {
    /// Disc that fills as something moves through `steps` stages: empty at step 0, full at the last one.
    #[must_use]
    pub fn stage(step: usize, steps: usize) -> Self {
        const DISCS: [Glyph; 6] = [
            Glyph::Stage0,
            Glyph::Stage1,
            Glyph::Stage2,
            Glyph::Stage3,
            Glyph::Stage4,
            Glyph::Stage5,
        ];
        let last = steps.saturating_sub(1).max(1);
        DISCS[(step.min(last) * 5).div_ceil(last).min(5)]
    }
}

/// Size of an icon.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    /// 14 px, beside 12 px text.
    Small,
    /// 16 px, the interface.
    #[default]
    Medium,
    /// 20 px, bottom bar and empty states.
    Large,
}

/// One icon in the colour of its text.
#[component]
pub fn Icon(
    /// What is drawn.
    #[prop(into)]
    glyph: Signal<Glyph>,
    /// 16 px unless told.
    #[prop(optional)]
    size: IconSize,
) -> impl IntoView {
    let class = match size {
        IconSize::Small => "icon icon--small",
        IconSize::Medium => "icon",
        IconSize::Large => "icon icon--large",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use href=move || glyph.get().href()></use>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_unique() {
        let mut hrefs: Vec<_> = Glyph::ALL.iter().map(|glyph| glyph.href()).collect();
        hrefs.sort_unstable();
        hrefs.dedup();
        assert_eq!(hrefs.len(), Glyph::ALL.len());
    }

    #[test]
    fn stage_discs_start_empty_and_end_full() {
        assert_eq!(Glyph::stage(0, 6), Glyph::Stage0);
        assert_eq!(Glyph::stage(1, 6), Glyph::Stage1);
        assert_eq!(Glyph::stage(5, 6), Glyph::Stage5);
        assert_eq!(Glyph::stage(1, 3), Glyph::Stage3);
        assert_eq!(Glyph::stage(9, 3), Glyph::Stage5);
        assert_eq!(Glyph::stage(0, 0), Glyph::Stage0);
    }
}
