//! The board: columns of cards that are moved between them.
//!
//! ```ignore
//! <Board label="Deals" columns=columns name=move |id| name_of(id) card=move |id| view! { <DealCard id/> }.into_any()
//!     menu=move |id| vec![MenuItem::new("Edit", move || edit(id)).into()]
//!     want=move |(key, ids): (String, Vec<CardId>)| request(key, ids)
//!     on_move=move |moved: CardMove| move_deal(moved) on_open=move |(id, how)| open(id, how) on_add=move |key| add(key)
//!     zones=vec![DropZone::new("won", "Won", "creates an order", Tone::Success, Glyph::Trophy)]/>
//! ```
//!
//! Columns hold ids only and thousands of them stay smooth: a column draws the cards in view and asks for them with
//! `want`. A move is the caller's to make: it changes `columns`, at once or a moment later.
//!
//! Pointer: a mouse drags after 6 px, a finger after resting 250 ms (moving earlier scrolls). The card tilts, a dashed gap
//! shows where it lands, a neutral one where it came from; edges scroll; Esc cancels. Zones rise from the foot meanwhile.
//! Without dragging: every card has a menu with "Move to…". Keyboard: the board is one Tab stop; arrows walk over cards,
//! Enter and Space open as they do in the grid, Alt+arrows move the card. Positions are announced. Where cards can be
//! selected, Shift+Space and the menu select one and Shift+arrows extend.
//!
//! A column can be folded to a strip; one that has more cards than it should says so.
//!
//! Up to 640 px one column is seen at a time; a stepper, or a swipe, goes to the next.

mod column;
mod component;
mod drag;
mod keyboard;
mod stack;
mod state;

use std::sync::Arc;

pub use component::Board;

use super::{badge::StageKind, icon::Glyph, tone::Tone};

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
    /// Its cards, from top to bottom.
    pub cards: Arc<Vec<CardId>>,
}

/// A card is to be moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardMove {
    /// Which card.
    pub id: CardId,
    /// Key of its column.
    pub from: String,
    /// Key of a column or zone.
    pub to: String,
    /// Position among the other cards of that column; 0 for zones.
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
