//! The scrolled part: measures, draws the rows in view, and knows which rows to ask for.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    cell::{GridRowKind, GridWindow},
    column::{CHECK_PX, GridColumn},
    keys::{Line, Place},
    paint::set,
    pool::{Marks, Pool},
    selection::Selection,
    viewport::Viewport,
};
use crate::ui::dom::set_property;

/// Ranges asked for start and end at multiples of this, so that a slow scroll asks seldom.
const STRIDE: usize = 32;

/// What a drawing depends on besides the scroll position.
pub(super) struct Scene<'a> {
    pub window: &'a GridWindow,
    /// `None` where rows cannot be checked.
    pub selection: Option<&'a Selection>,
    pub current: Option<u128>,
    pub active: Place,
    pub anchor: Option<Place>,
    /// Focus is on a row.
    pub focused: bool,
}

/// Elements and measures of the scrolled part.
pub(super) struct Body {
    root: HtmlElement,
    canvas: HtmlElement,
    rows: HtmlElement,
    pub viewport: Viewport,
    pool: Pool,
    columns: Vec<GridColumn>,
    checks: bool,
    editable: bool,
    asked: Range<usize>,
    shift: f64,
    tab_stop: Option<HtmlElement>,
    ranged: bool,
}

impl Body {
    /// Takes hold of the elements inside `root`; `None` if they are not there.
    pub fn new(root: HtmlElement, checks: bool, editable: bool, check_label: String) -> Option<Self> {
        let find = |selector: &str| -> Option<HtmlElement> { root.query_selector(selector).ok().flatten()?.dyn_into().ok() };
        let (canvas, rows) = (find(".grid__canvas")?, find(".grid__rows")?);
        let pool = Pool::new(rows.clone(), check_label);
        Some(Self {
            root,
            canvas,
            rows,
            viewport: Viewport::default(),
            pool,
            columns: Vec::new(),
            checks,
            editable,
            asked: 0..0,
            shift: f64::NAN,
            tab_stop: None,
            ranged: false,
        })
    }

    /// Columns, the column of checkboxes counted.
    pub fn width(&self) -> usize {
        self.columns.len() + usize::from(self.checks)
    }

    /// Takes new columns; rebuilds rows unless only widths or sorting changed.
    pub fn set_columns(&mut self, columns: Vec<GridColumn>) {
        let built = |column: &GridColumn| {
            (
                column.key.clone(),
                column.align,
                column.title,
                column.place,
                column.editable,
                column.frozen,
            )
        };
        if !self.columns.iter().map(built).eq(columns.iter().map(built)) {
            self.pool.clear();
        }
        self.columns = columns;
    }

    /// Measures where the columns stand that stay in view.
    pub fn place_frozen(&self) {
        let mut at = if self.checks { CHECK_PX } else { 0.0 };
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 && !column.frozen {
                break;
            }
            set_property(&self.root, &format!("--at-{index}"), &format!("{at}px"));
            let head = Place {
                line: Line::Head,
                column: index + usize::from(self.checks),
            };
            at += self.cell(head).map_or(0.0, |head| head.get_bounding_client_rect().width());
        }
    }

    /// Measures the element and takes `count` rows. Keeps the first row in view.
    pub fn measure(&mut self, count: usize) {
        let height_of = |selector: &str| {
            let found = self.root.query_selector(selector).ok().flatten();
            found.map_or(0.0, |element| element.get_bounding_client_rect().height())
        };
        let row = height_of(".grid__probe");
        let height = f64::from(self.root.client_height()) - height_of(".grid__head") - height_of(".grid__foot");
        let (row, height) = (row.max(1.0), height.max(0.0));
        let viewport = &mut self.viewport;
        if (viewport.count, viewport.row, viewport.height) == (count, row, height) {
            return;
        }
        let density_changed = viewport.row != row;
        viewport.resize(count, row, height);
        set_property(&self.canvas, "block-size", &format!("{}px", viewport.canvas()));
        if density_changed {
            self.root.set_scroll_top(self.viewport.go_to(self.viewport.offset()) as i32);
        }
    }

    /// Takes the scroll position from the element.
    pub fn scrolled(&mut self) {
        self.viewport.scrolled(f64::from(self.root.scroll_top()));
    }

    /// Brings the scroll bar of a scaled canvas in line with the rows.
    pub fn settle(&mut self) {
        if let Some(scroll) = self.viewport.settle() {
            self.root.set_scroll_top(scroll as i32);
            self.viewport.settled(f64::from(self.root.scroll_top()));
        }
    }

    /// Scrolls to row `index` being the first in view.
    pub fn scroll_to(&mut self, index: usize) {
        let scroll = self.viewport.go_to(index as f64 * self.viewport.row);
        self.root.set_scroll_top(scroll as i32);
    }

    /// Scrolls as little as needed for the place to be seen.
    pub fn reveal(&mut self, place: Place) {
        if let Line::Row(index) = place.line
            && let Some(offset) = self.viewport.reveal(index)
        {
            let scroll = self.viewport.go_to(offset);
            self.root.set_scroll_top(scroll as i32);
        }
    }

    /// Scrolls sideways as little as needed for the cell to be seen beside the frozen columns.
    pub fn reveal_sideways(&self, cell: &Element) {
        if cell.class_list().contains("grid__cell--frozen") {
            return;
        }
        let frame = self.root.get_bounding_client_rect();
        let area = cell.get_bounding_client_rect();
        let frozen = self.root.query_selector_all(".grid__head > .grid__cell--frozen").ok();
        let frozen_px: f64 = frozen
            .map(|found| {
                (0..found.length())
                    .filter_map(|at| found.item(at)?.dyn_into::<Element>().ok())
                    .map(|head| head.get_bounding_client_rect().width())
                    .sum()
            })
            .unwrap_or_default();
        let before = frame.left() + frozen_px - area.left();
        let after = area.right() - frame.left() - f64::from(self.root.client_width());
        if before > 0.0 {
            self.root.set_scroll_left(self.root.scroll_left() - before.ceil() as i32);
        } else if after > 0.0 {
            self.root.set_scroll_left(self.root.scroll_left() + after.ceil() as i32);
        }
    }

    /// The element of a place, if it is drawn.
    pub fn cell(&self, place: Place) -> Option<HtmlElement> {
        match place.line {
            Line::Row(index) => self.pool.get(index)?.cell(place.column),
            Line::Head => {
                let selector = format!(".grid__head > [aria-colindex='{}']", place.column + 1);
                self.root.query_selector(&selector).ok().flatten()?.dyn_into().ok()
            }
        }
    }

    /// Top of row `index` inside the canvas, in pixels.
    pub fn top_of(&self, index: usize) -> f64 {
        self.viewport.shift() + (index as f64 - self.viewport.drawn().start as f64) * self.viewport.row
    }

    /// Draws. Returns the rows to ask for, when what is drawn needs others than those asked for before.
    pub fn draw(&mut self, scene: &Scene<'_>) -> Option<Range<usize>> {
        let drawn = self.viewport.drawn();
        let kept = match scene.active.line {
            Line::Row(index) if scene.focused => Some(index),
            _ => None,
        };
        self.pool
            .show(drawn.clone(), kept, &self.columns, (self.checks, self.editable), |index| {
                let row = scene.window.get(index).cloned();
                let marks = match &row {
                    Some(row) if row.kind == GridRowKind::Record => Marks {
                        selected: scene.selection.map(|selection| selection.contains(row.id)),
                        current: scene.current == Some(row.id),
                    },
                    _ => Marks::default(),
                };
                (row, marks)
            });
        let shift = self.viewport.shift();
        if shift != self.shift {
            self.shift = shift;
            set_property(&self.rows, "transform", &format!("translateY({shift}px)"));
        }
        self.mark_tab_stop(scene.active);
        self.mark_range(scene);
        self.missing(drawn, scene.window)
    }

    /// One cell of the grid can be reached by Tab: the active one, or one in view while the active row is elsewhere.
    fn mark_tab_stop(&mut self, active: Place) {
        let stop = self.cell(active).or_else(|| {
            let first = self.viewport.visible().start;
            self.cell(Place {
                line: Line::Row(first),
                column: active.column,
            })
        });
        if self.tab_stop != stop {
            if let Some(before) = &self.tab_stop {
                set(before, "tabindex", "-1");
            }
            if let Some(stop) = &stop {
                set(stop, "tabindex", "0");
            }
            self.tab_stop = stop;
        }
    }

    fn mark_range(&mut self, scene: &Scene<'_>) {
        let range = scene
            .anchor
            .and_then(|anchor| CellRange::between(anchor, scene.active, self.checks));
        if range.is_none() && !self.ranged {
            return;
        }
        self.ranged = range.is_some();
        for node in self.pool.nodes() {
            let inside = range.as_ref().is_some_and(|range| range.rows.contains(&node.index));
            for (column, cell) in node.cells.iter().enumerate() {
                let on = inside && range.as_ref().is_some_and(|range| range.columns.contains(&column));
                let _ = cell.element.class_list().toggle_with_force("is-range", on);
            }
        }
    }

    fn missing(&mut self, drawn: Range<usize>, window: &GridWindow) -> Option<Range<usize>> {
        let inside = |outer: &Range<usize>| drawn.is_empty() || (outer.start <= drawn.start && drawn.end <= outer.end);
        // What was asked for is on its way, or answered; the owner answers again by itself when its data changes.
        if inside(&self.asked) || (self.asked.is_empty() && window.covers(drawn.clone())) {
            return None;
        }
        let page = drawn.len();
        let start = drawn.start.saturating_sub(page) / STRIDE * STRIDE;
        let end = ((drawn.end + page).div_ceil(STRIDE) * STRIDE).min(self.viewport.count);
        self.asked = start..end;
        Some(start..end)
    }
}

/// A block of cells, in rows and columns of data (checkboxes not counted).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRange {
    /// Row numbers.
    pub rows: Range<usize>,
    /// Column numbers.
    pub columns: Range<usize>,
}

impl CellRange {
    /// The block with these corners; `None` when one is in the head.
    pub(super) fn between(from: Place, to: Place, checks: bool) -> Option<Self> {
        let (Line::Row(a), Line::Row(b)) = (from.line, to.line) else {
            return None;
        };
        let column = |place: Place| place.column.saturating_sub(usize::from(checks));
        let (c, d) = (column(from), column(to));
        Some(Self {
            rows: a.min(b)..a.max(b) + 1,
            columns: c.min(d)..c.max(d) + 1,
        })
    }

    /// How many cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len() * self.columns.len()
    }

    /// No cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
