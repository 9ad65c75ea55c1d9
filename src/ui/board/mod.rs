//! The board: columns of cards that are moved between them, and lanes across the columns.
//!
//! ```ignore
//! <Board label="Deals" columns=columns lanes=lanes name=move |id| name_of(id) card=move |id| view! { <DealCard id/> }.into_any()
//!     menu=move |id| vec![MenuItem::new("Edit", move || edit(id)).into()]
//!     on_move=move |moved: CardMove| move_deal(moved) on_open=move |id| open(id) on_add=move |key| add(key)
//!     zones=vec![DropZone::new("won", "Won", "creates an order", Tone::Success, Glyph::Trophy)]/>
//! ```
//!
//! Cells hold ids only and thousands of them stay smooth: a cell draws the cards in view. A move is the caller's to make: it
//! changes `lanes`, at once or a moment later.
//!
//! Every card lies in a cell: where a lane crosses a column. A board that is not divided has one lane without a head, and its
//! columns scroll; one with lanes scrolls as a whole, and the heads of its columns stay.
//!
//! Pointer: a mouse drags after 6 px, a finger after resting 250 ms (moving earlier scrolls). The card tilts, a dashed gap
//! shows where it lands, a neutral one where it came from; edges scroll; Esc cancels. Zones rise from the foot meanwhile.
//! Without dragging: every card has a menu with "Move to…". Keyboard: the board is one Tab stop; arrows walk over cards,
//! Enter opens, Alt+arrows move the card, Page Up and Page Down go from lane to lane. Positions are announced.
//!
//! A column can be folded to a strip, a lane to its head; a column that has more cards than it should says so.
//!
//! Up to 640 px one column is seen at a time; a stepper, or a swipe, goes to the next.

mod cell;
mod column;
mod component;
mod drag;
mod head;
mod keyboard;
mod lanes;
mod menu;
mod stack;
mod state;

use std::sync::Arc;

pub use component::Board;

use super::{avatar::Face, badge::StageKind, icon::Glyph, tone::Tone};

/// Identity of a card, the caller's own.
pub type CardId = u128;

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardColumn {
    /// What callbacks hand back.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Its disc.
    pub kind: StageKind,
    /// How many cards, as shown.
    pub count: String,
    /// Total and what it is worth weighted, as shown; empty for none.
    pub sums: (String, String),
    /// It is a narrow strip; its cards are not drawn.
    pub folded: bool,
    /// It has more cards than it should; `count` says of how many.
    pub over: bool,
}

/// One lane.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardLane {
    /// What callbacks hand back.
    pub key: String,
    /// Its name.
    pub label: String,
    /// Whose it is.
    pub face: Option<Face>,
    /// How many cards, as shown.
    pub count: String,
    /// Their total, as shown; empty for none.
    pub sum: String,
    /// Only its head is drawn.
    pub folded: bool,
    /// Not drawn, but a place where cards can go.
    pub hidden: bool,
    /// Where it crosses the columns, in their order.
    pub cells: Vec<BoardCell>,
}

impl BoardLane {
    /// The one lane of a board that is not divided.
    #[must_use]
    pub fn whole(cells: Vec<BoardCell>) -> Self {
        Self {
            key: String::new(),
            label: String::new(),
            face: None,
            count: String::new(),
            sum: String::new(),
            folded: false,
            hidden: false,
            cells,
        }
    }

    fn is_open(&self) -> bool {
        !self.folded && !self.hidden
    }
}

/// Where a lane crosses a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoardCell {
    /// Its cards, from top to bottom.
    pub cards: Arc<Vec<CardId>>,
    /// What says how many more there are that are not at hand; empty for none.
    pub more: String,
}

/// A cell by the keys of its column and lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Key of a column or zone.
    pub column: String,
    /// Key of a lane; empty for boards that are not divided.
    pub lane: String,
}

/// A card is to be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardMove {
    /// Which card.
    pub id: CardId,
    /// Where it lies.
    pub from: Spot,
    /// Where it goes; to a zone in its own lane.
    pub to: Spot,
    /// Position among the other cards of that cell; 0 for zones.
    pub position: usize,
}

/// A place outside the columns where a card can go, such as Won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropZone {
    /// What callbacks hand back.
    pub key: String,
    /// Its name.
    pub label: String,
    /// What happens there, such as "creates an order".
    pub hint: String,
    /// What its colour says.
    pub tone: Tone,
    /// Its icon.
    pub icon: Glyph,
}

impl DropZone {
    /// A zone.
    pub fn new(key: impl Into<String>, label: impl Into<String>, hint: impl Into<String>, tone: Tone, icon: Glyph) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            hint: hint.into(),
            tone,
            icon,
        }
    }
}
