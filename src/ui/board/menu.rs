//! "Move to…": the way to move a card without dragging.

use super::{BoardColumn, BoardLane, CardId, CardMove, Spot, state::BoardState};
use crate::ui::{
    icon::Glyph,
    menu::{MenuEntry, MenuItem},
};

/// Every column of the card's lane, the zones, and every other lane with its columns.
pub(super) fn places_entry(board: BoardState, id: CardId) -> Option<MenuEntry> {
    board.on_move?;
    let from = board.spot_of(id)?;
    let go = |to: Spot| {
        let from = from.clone();
        move || {
            board.move_card(CardMove {
                id,
                from: from.clone(),
                to: to.clone(),
                position: 0,
            })
        }
    };
    let columns_of = |lane: &BoardLane| -> Vec<MenuEntry> {
        let item = |column: &BoardColumn| {
            let to = Spot {
                column: column.key.clone(),
                lane: lane.key.clone(),
            };
            let here = to == from;
            let item = MenuItem::new(column.label.clone(), go(to)).icon(column.kind.looks().1);
            item.disabled(here).into()
        };
        board.columns.with(|columns| columns.iter().map(item).collect())
    };
    let (own, others): (Vec<_>, Vec<_>) = board.lanes.get().into_iter().partition(|lane| lane.key == from.lane);
    let mut entries = own.first().map(columns_of).unwrap_or_default();
    let zones = board.zones.get();
    if !zones.is_empty() {
        entries.push(MenuEntry::Rule);
    }
    entries.extend(zones.into_iter().map(|zone| {
        let to = Spot {
            column: zone.key,
            lane: from.lane.clone(),
        };
        MenuItem::new(zone.label, go(to)).icon(zone.icon).hint(zone.hint).into()
    }));
    if !others.is_empty() {
        entries.push(MenuEntry::Rule);
    }
    entries.extend(others.iter().map(|lane| MenuEntry::Group {
        label: lane.label.clone(),
        icon: None,
        entries: columns_of(lane),
    }));
    let label = board.words.with_value(|words| words.move_to.to_owned());
    Some(MenuEntry::Group {
        label,
        icon: Some(Glyph::ArrowRight),
        entries,
    })
}
