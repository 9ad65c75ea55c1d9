//! Guided tours over the real screens: a few stops, each a mark beside what it is about, that blocks nothing.
//!
//! A tour is data: where it begins, and its stops by selectors of what they point at. A stop whose target is not on the
//! screen is passed over, so that one tour serves wide windows and phones, empty workspaces and full ones.

mod mark;
mod place;

use model::{Layout, View};

pub use mark::TourMark;

use crate::routes::{Query, Route, ViewState};
use crate::session::Session;
use crate::words::tour as say;

/// A tour.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tour {
    /// The start page and the frame around every page.
    Start,
    /// Lists and views.
    Lists,
    /// The board.
    Board,
    /// The page of a record.
    Record,
    /// Insights.
    Insights,
}

/// A stop: what it points at, and what is said about it.
#[derive(Clone, Copy, Debug)]
struct Stop {
    /// A selector; the first match that is visible is meant.
    anchor: &'static str,
    title: fn() -> &'static str,
    text: fn() -> &'static str,
}

const fn stop(anchor: &'static str, title: fn() -> &'static str, text: fn() -> &'static str) -> Stop {
    Stop { anchor, title, text }
}

/// The start page, then the frame.
const START: &[Stop] = &[
    stop(".today__head .button", say::role, say::role_text),
    stop(".first-steps .card__head", say::steps, say::steps_text),
    stop(".next-actions .card__head", say::actions, say::actions_text),
    stop(".task-card .card__head", say::tasks, say::tasks_text),
    stop(".sidebar__search", say::search, say::search_text),
    stop(".sidebar__nav, .bottom-bar", say::places, say::places_text),
    stop(".sidebar__foot .storage", say::storage, say::storage_text),
];
const LISTS: &[Stop] = &[
    stop(".viewbar .tabs__item", say::views, say::views_text),
    stop(".filterbar > .chip", say::filters, say::filters_text),
    stop(".filterbar__end", say::arrange, say::arrange_text),
    stop(".grid__head .grid__cell:not(.grid__cell--check)", say::heads, say::heads_text),
    stop(".grid__rows > .grid__row", say::cells, say::cells_text),
    stop(".viewbar__tools .segmented", say::layouts, say::layouts_text),
    stop(".topbar__actions .button--primary, .fab", say::new, say::new_text),
];
const BOARD: &[Stop] = &[
    stop(".board__head, .stepper", say::columns, say::columns_text),
    stop(".board__card", say::cards, say::cards_text),
    stop(".filterbar__end", say::sums, say::sums_text),
    stop(".viewbar__tools .segmented", say::layouts, say::layouts_text),
];
const RECORD: &[Stop] = &[
    stop(".record-head__actions", say::quick, say::quick_text),
    stop(".record__side:not(.record__side--end) .facts__row", say::facts, say::facts_text),
    stop(".record__tabs .tabs__item", say::story, say::story_text),
    stop(".composer", say::compose, say::compose_text),
    stop(".record__side--end .section__head", say::related, say::related_text),
];
const INSIGHTS: &[Stop] = &[
    stop(".viewbar .tabs__item", say::parts, say::parts_text),
    stop(".main > .scroll .card__head", say::verdicts, say::verdicts_text),
    stop(".main > .scroll .heat, .main > .scroll .chart", say::marks, say::marks_text),
];

impl Tour {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Tour; 5] = [Tour::Start, Tour::Lists, Tour::Board, Tour::Record, Tour::Insights];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Tour::Start => say::start(),
            Tour::Lists => say::lists(),
            Tour::Board => say::board(),
            Tour::Record => say::record(),
            Tour::Insights => say::insights(),
        }
    }

    fn stops(self) -> &'static [Stop] {
        match self {
            Tour::Start => START,
            Tour::Lists => LISTS,
            Tour::Board => BOARD,
            Tour::Record => RECORD,
            Tour::Insights => INSIGHTS,
        }
    }

    /// Where it begins; none where there is nothing to begin at.
    async fn place(self, session: Session) -> Option<String> {
        let list = |object: &str, layout: Option<Layout>| {
            let state = ViewState {
                all: true,
                layout,
                ..ViewState::default()
            };
            Route::List(object.into()).href_with(&state.write(Query::default()))
        };
        Some(match self {
            Tour::Start => Route::Today.href(),
            Tour::Lists => list("contact", None),
            Tour::Board => list("deal", Some(Layout::Board)),
            Tour::Insights => Route::Insights.href(),
            Tour::Record => {
                let rows = session.engine.first_rows(View::table("contact"), 1).await.ok()?.rows;
                Route::Record("contact".into(), rows.first()?.id).href()
            }
        })
    }
}
