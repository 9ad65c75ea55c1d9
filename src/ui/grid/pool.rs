//! Row elements: a few dozen, kept in document order and rebound as rows come and go.
//!
//! Invariants: an element that holds focus is never moved or taken out of the document while its row is active; a row
//! that leaves the view with focus stays, out of sight, until focus goes elsewhere.

use std::{ops::Range, sync::Arc};

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::{
    cell::{GridCell, GridRow, GridRowKind},
    column::{GridColumn, frozen_at},
    paint::{CellNode, element, icon_of, set, set_or_remove, set_text},
};
use crate::ui::{dom::set_property, icon::Glyph};

/// What a row shows besides its cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Checked; `None` where rows cannot be.
    pub selected: Option<bool>,
    /// Open beside the grid.
    pub current: bool,
}

/// Elements of one row.
pub(super) struct RowNode {
    pub element: HtmlElement,
    pub index: usize,
    check: Option<HtmlElement>,
    pub cells: Vec<CellNode>,
    group: HtmlElement,
    drawn: Option<Arc<GridRow>>,
    pending: bool,
    /// Something of it is picked out.
    tinted: bool,
    marks: Option<Marks>,
    aside: bool,
}

impl RowNode {
    fn new(columns: &[GridColumn], checks: bool, editable: bool, check_label: &str) -> Self {
        let row = element("div", "grid__row");
        set(&row, "role", "row");
        let check = checks.then(|| {
            let cell = element("div", "grid__cell grid__cell--check grid__cell--frozen");
            set(&cell, "role", "gridcell");
            set(&cell, "aria-colindex", "1");
            set(&cell, "tabindex", "-1");
            let check = element("span", "grid__check");
            set(&check, "role", "checkbox");
            set(&check, "aria-checked", "false");
            set(&check, "aria-label", check_label);
            let _ = cell.append_child(&check);
            let _ = row.append_child(&cell);
            check
        });
        let cells = columns
            .iter()
            .enumerate()
            .map(|(index, column)| {
                let at = frozen_at(index, column);
                let cell = CellNode::new(column, index + 1 + usize::from(checks), at.is_some(), editable && !column.editable);
                if let Some(at) = at {
                    set_property(&cell.element, "--at", &at);
                }
                let _ = row.append_child(&cell.element);
                cell
            })
            .collect();
        let group = element("div", "grid__group");
        set(&group, "role", "gridcell");
        set(&group, "aria-colindex", "1");
        set(&group, "tabindex", "-1");
        Self {
            element: row,
            index: usize::MAX,
            check,
            cells,
            group,
            drawn: None,
            pending: false,
            tinted: false,
            marks: None,
            aside: false,
        }
    }

    /// The element of a column, the column of checkboxes counted; a group head is one cell.
    pub fn cell(&self, column: usize) -> Option<HtmlElement> {
        if self.is_group() {
            return Some(self.group.clone());
        }
        match (&self.check, column) {
            (Some(check), 0) => check.parent_element().map(JsCast::unchecked_into),
            (Some(_), column) => self.cells.get(column - 1).map(|cell| cell.element.clone()),
            (None, column) => self.cells.get(column).map(|cell| cell.element.clone()),
        }
    }

    fn is_group(&self) -> bool {
        self.drawn.as_ref().is_some_and(|row| row.kind != GridRowKind::Record)
    }

    /// Shows `row` as row number `index`; `None` while it is not at hand.
    fn bind(&mut self, index: usize, row: Option<&Arc<GridRow>>, marks: Marks) {
        if self.index != index {
            self.index = index;
            set(&self.element, "aria-rowindex", &(index + 2).to_string());
        }
        match row {
            Some(row) => self.draw(row),
            None => self.wait(),
        }
        if self.marks != Some(marks) {
            let selected = marks.selected.map(|on| if on { "true" } else { "false" });
            set_or_remove(&self.element, "aria-selected", selected);
            set_or_remove(&self.element, "aria-current", marks.current.then_some("true"));
            if let (Some(check), Some(selected)) = (&self.check, selected) {
                set(check, "aria-checked", selected);
            }
            self.marks = Some(marks);
        }
    }

    fn draw(&mut self, row: &Arc<GridRow>) {
        self.set_pending(false);
        if self.drawn.as_ref().is_some_and(|drawn| Arc::ptr_eq(drawn, row) || drawn == row) {
            self.drawn = Some(Arc::clone(row));
            return;
        }
        // What a group's head took the place of is not known any more.
        let before = self.drawn.take().filter(|before| before.kind == GridRowKind::Record);
        self.show_kind(&row.kind);
        if row.kind == GridRowKind::Record {
            let empty = GridCell::Empty;
            let same_link = before.as_ref().is_some_and(|before| before.href == row.href);
            for (index, node) in self.cells.iter_mut().enumerate() {
                let cell = row.cells.get(index).unwrap_or(&empty);
                let drawn = before
                    .as_ref()
                    .filter(|_| same_link || index > 0)
                    .map(|before| before.cells.get(index).unwrap_or(&empty));
                if drawn != Some(cell) {
                    node.draw(cell, row);
                }
            }
        }
        if before
            .as_ref()
            .map_or(!row.tints.is_empty() || self.tinted, |before| before.tints != row.tints)
        {
            self.tint(row);
        }
        self.drawn = Some(Arc::clone(row));
    }

    /// Picks out the row and its cells. A row's word stands in its first cell.
    fn tint(&mut self, row: &GridRow) {
        let of = |cell: Option<usize>| row.tints.iter().find(|tint| tint.cell == cell);
        let whole = of(None);
        set_or_remove(&self.element, "data-tone", whole.map(|tint| tint.tone.suffix()));
        for (at, node) in self.cells.iter().enumerate() {
            let own = of(Some(at));
            set_or_remove(&node.element, "data-tone", own.map(|tint| tint.tone.suffix()));
            let word = own.or(whole.filter(|_| at == 0));
            set_or_remove(&node.element, "data-mark", word.map(|tint| tint.label.as_str()));
        }
        self.tinted = !row.tints.is_empty();
    }

    /// Shows the shape of a row. What was drawn stays, out of sight, and is only written over when the row comes: a jump would
    /// otherwise build every cell twice.
    fn wait(&mut self) {
        if self.pending {
            return;
        }
        if self.is_group() {
            self.show_kind(&GridRowKind::Record);
            self.drawn = None;
        }
        if self.tinted {
            self.tint(&GridRow::default());
            self.drawn = None;
        }
        self.set_pending(true);
    }

    fn set_pending(&mut self, pending: bool) {
        if self.pending != pending {
            self.pending = pending;
            let _ = self.element.class_list().toggle_with_force("grid__row--pending", pending);
            set_or_remove(&self.element, "aria-busy", pending.then_some("true"));
        }
    }

    /// A group head is one cell over all columns in place of the row's own.
    fn show_kind(&self, kind: &GridRowKind) {
        match kind {
            GridRowKind::Record => {
                if self.group.is_connected() {
                    self.group.remove();
                    let _ = self.element.class_list().remove_1("grid__row--group");
                }
            }
            GridRowKind::Group { label, count, note, open } => {
                if self.group.first_element_child().is_none() {
                    let _ = self.group.append_child(&icon_of(Glyph::ChevronRight));
                    for class in ["grid__group-name", "count", "grid__group-note"] {
                        let _ = self.group.append_child(&element("span", class));
                    }
                }
                set(&self.group, "aria-expanded", if *open { "true" } else { "false" });
                let mut part = self.group.first_element_child();
                for text in [label, count, note] {
                    part = part.and_then(|part| part.next_element_sibling());
                    if let Some(part) = &part {
                        set_text(part, text);
                    }
                }
                if !self.group.is_connected() {
                    let _ = self.element.append_child(&self.group);
                    let _ = self.element.class_list().add_1("grid__row--group");
                }
            }
        }
    }

    fn set_aside(&mut self, aside: bool) {
        if self.aside != aside {
            self.aside = aside;
            let _ = self.element.class_list().toggle_with_force("grid__row--aside", aside);
        }
    }
}

/// The row elements and where they live.
pub(super) struct Pool {
    rows: HtmlElement,
    nodes: Vec<RowNode>,
    spare: Vec<RowNode>,
    check_label: String,
}

impl Pool {
    pub fn new(rows: HtmlElement, check_label: String) -> Self {
        Self {
            rows,
            nodes: Vec::new(),
            spare: Vec::new(),
            check_label,
        }
    }

    /// Forgets all elements: the columns have changed.
    pub fn clear(&mut self) {
        for node in self.nodes.drain(..) {
            node.element.remove();
        }
        self.spare.clear();
    }

    /// The elements of row `index`, if it is drawn.
    pub fn get(&self, index: usize) -> Option<&RowNode> {
        self.nodes.iter().find(|node| node.index == index)
    }

    /// All drawn rows, in document order.
    pub fn nodes(&self) -> &[RowNode] {
        &self.nodes
    }

    /// Draws the rows of `range`, and row `kept` out of sight when it is outside.
    pub fn show(
        &mut self,
        range: Range<usize>,
        kept: Option<usize>,
        columns: &[GridColumn],
        (checks, editable): (bool, bool),
        row: impl Fn(usize) -> (Option<Arc<GridRow>>, Marks),
    ) {
        let kept = kept.filter(|kept| !range.contains(kept) && self.get(*kept).is_some());
        let before = kept.filter(|kept| *kept < range.start);
        let after = kept.filter(|kept| *kept >= range.end);
        let wanted: Vec<usize> = before.into_iter().chain(range).chain(after).collect();

        let (mut staying, mut free): (Vec<RowNode>, Vec<RowNode>) =
            self.nodes.drain(..).partition(|node| wanted.binary_search(&node.index).is_ok());
        // When nothing stays, rows are rebound where they are; else the freed ones leave so that the others need not move.
        if !staying.is_empty() {
            for node in &free {
                node.element.remove();
            }
        }
        free.reverse();
        staying.reverse();
        for index in wanted {
            let mut node = if staying.last().is_some_and(|node| node.index == index) {
                staying.pop()
            } else {
                free.pop().or_else(|| self.spare.pop())
            }
            .unwrap_or_else(|| RowNode::new(columns, checks, editable, &self.check_label));
            let (content, marks) = row(index);
            node.bind(index, content.as_ref(), marks);
            node.set_aside(kept == Some(index));
            self.nodes.push(node);
        }
        for node in free {
            node.element.remove();
            self.spare.push(node);
        }
        self.order();
    }

    /// Puts the elements into document order without moving those that already stand right.
    fn order(&self) {
        let mut next: Option<Node> = self.rows.first_child();
        for node in &self.nodes {
            let own: &Node = node.element.as_ref();
            if next.as_ref() == Some(own) {
                next = own.next_sibling();
            } else {
                let _ = self.rows.insert_before(own, next.as_ref());
            }
        }
    }
}
