//! Which rows are in view, and where they stand.
//!
//! Browsers stop at some element height (Firefox at 17.5 million pixels), so the canvas is never higher than
//! [`TALLEST`]. Below that, one pixel of the scroll bar is one pixel of rows. Above it the scroll bar is a map: a jump
//! (dragging the thumb) goes to the same fraction of the rows, while small steps (wheel, keys) still move by real pixels;
//! the difference is settled when scrolling rests.

use std::ops::Range;

/// Greatest height of the canvas, in pixels. Well below every browser's limit.
pub const TALLEST: f64 = 8_000_000.0;

/// Rows drawn before and after those in view.
pub const OVERSCAN: usize = 8;

/// The scrolled rows.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// How many rows there are.
    pub count: usize,
    /// Height of each, in pixels.
    pub row: f64,
    /// Height of the part of the scroller that shows rows, in pixels.
    pub height: f64,
    /// Scroll position of the element, in pixels.
    scroll: f64,
    /// The same in pixels of rows, from the top of the first one.
    offset: f64,
}

impl Viewport {
    /// Height of all rows.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.count as f64 * self.row
    }

    /// Height the canvas is given.
    #[must_use]
    pub fn canvas(&self) -> f64 {
        self.total().min(TALLEST)
    }

    fn max_offset(&self) -> f64 {
        (self.total() - self.height).max(0.0)
    }

    fn max_scroll(&self) -> f64 {
        (self.canvas() - self.height).max(0.0)
    }

    fn is_scaled(&self) -> bool {
        self.total() > TALLEST
    }

    fn offset_at(&self, scroll: f64) -> f64 {
        if self.is_scaled() {
            scroll / self.max_scroll() * self.max_offset()
        } else {
            scroll
        }
    }

    fn scroll_at(&self, offset: f64) -> f64 {
        if self.is_scaled() {
            offset / self.max_offset() * self.max_scroll()
        } else {
            offset
        }
    }

    /// Position in pixels of rows.
    #[must_use]
    pub fn offset(&self) -> f64 {
        self.offset
    }

    /// Takes new dimensions and keeps the first row in view where it was.
    pub fn resize(&mut self, count: usize, row: f64, height: f64) {
        let first = if self.row > 0.0 { self.offset / self.row } else { 0.0 };
        (self.count, self.row, self.height) = (count, row, height);
        self.offset = (first * row).clamp(0.0, self.max_offset());
        self.scroll = self.scroll_at(self.offset);
    }

    /// Takes the element's scroll position after it was scrolled.
    pub fn scrolled(&mut self, scroll: f64) {
        let scroll = scroll.clamp(0.0, self.max_scroll());
        let moved = scroll - self.scroll;
        self.scroll = scroll;
        let at_edge = scroll <= 0.0 || scroll >= self.max_scroll();
        self.offset = if !self.is_scaled() || at_edge || moved.abs() > self.height {
            self.offset_at(scroll)
        } else {
            (self.offset + moved).clamp(0.0, self.max_offset())
        };
    }

    /// Where the element should be scrolled to for the rows it shows; differs from where it is only after small steps
    /// through a scaled canvas. The caller sets it and calls [`Viewport::settled`].
    #[must_use]
    pub fn settle(&self) -> Option<f64> {
        let wanted = self.scroll_at(self.offset);
        (self.is_scaled() && (wanted - self.scroll).abs() > 1.0).then_some(wanted)
    }

    /// The element was scrolled to `scroll` without the rows moving.
    pub fn settled(&mut self, scroll: f64) {
        self.scroll = scroll;
    }

    /// Scrolls so that `offset` is at the top; returns the scroll position to set.
    pub fn go_to(&mut self, offset: f64) -> f64 {
        self.offset = offset.clamp(0.0, self.max_offset());
        self.scroll = self.scroll_at(self.offset);
        self.scroll
    }

    /// The offset that shows row `index` whole with the least movement; `None` when it is in view.
    #[must_use]
    pub fn reveal(&self, index: usize) -> Option<f64> {
        let top = index as f64 * self.row;
        if top < self.offset {
            Some(top)
        } else if top + self.row > self.offset + self.height {
            Some(top + self.row - self.height)
        } else {
            None
        }
    }

    /// Rows of which at least a part is in view.
    #[must_use]
    pub fn visible(&self) -> Range<usize> {
        if self.row <= 0.0 || self.count == 0 {
            return 0..0;
        }
        let first = (self.offset / self.row).floor() as usize;
        let end = ((self.offset + self.height) / self.row).ceil() as usize;
        first.min(self.count)..end.min(self.count)
    }

    /// Rows that are drawn: those in view and some around them.
    #[must_use]
    pub fn drawn(&self) -> Range<usize> {
        let visible = self.visible();
        visible.start.saturating_sub(OVERSCAN)..(visible.end + OVERSCAN).min(self.count)
    }

    /// Where the first drawn row stands inside the canvas, in pixels.
    #[must_use]
    pub fn shift(&self) -> f64 {
        self.drawn().start as f64 * self.row - self.offset + self.scroll
    }

    /// Whole rows a page key moves by.
    #[must_use]
    pub fn page(&self) -> usize {
        if self.row <= 0.0 {
            1
        } else {
            ((self.height / self.row).floor() as usize).saturating_sub(1).max(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(count: usize) -> Viewport {
        let mut viewport = Viewport::default();
        viewport.resize(count, 36.0, 720.0);
        viewport
    }

    #[test]
    fn draws_what_is_in_view_and_a_little_more() {
        let mut view = viewport(1000);
        assert_eq!((view.visible(), view.drawn()), (0..20, 0..28));
        view.scrolled(360.0);
        assert_eq!((view.visible(), view.drawn(), view.shift()), (10..30, 2..38, 72.0));
        view.scrolled(1e9);
        assert_eq!((view.visible(), view.drawn()), (980..1000, 972..1000));
    }

    #[test]
    fn nothing_to_draw_is_fine() {
        assert_eq!(viewport(0).drawn(), 0..0);
        assert_eq!(Viewport::default().drawn(), 0..0);
        let mut view = viewport(3);
        view.scrolled(500.0);
        assert_eq!((view.offset(), view.drawn()), (0.0, 0..3));
    }

    #[test]
    fn small_steps_are_exact_in_a_scaled_canvas_and_rest_settles_them() {
        let mut view = viewport(1_000_000);
        assert_eq!(view.canvas(), TALLEST);
        view.scrolled(4_000_000.0);
        let middle = view.offset();
        assert!((middle / 36.0 - 500_000.0).abs() < 60.0, "half way is about the middle row");
        view.scrolled(4_000_100.0);
        assert!(
            (view.offset() - middle - 100.0).abs() < 1e-6,
            "a wheel step moves by its own pixels"
        );
        let rest = view.settle().expect("the bar is ahead of the rows");
        view.settled(rest);
        assert_eq!(view.settle(), None);
        assert!((view.offset() - middle - 100.0).abs() < 1e-6, "settling moves no row");
    }

    #[test]
    fn both_ends_are_reached_in_a_scaled_canvas() {
        let mut view = viewport(1_000_000);
        view.scrolled(1e9);
        assert_eq!(view.visible().end, 1_000_000);
        view.scrolled(0.0);
        assert_eq!(view.visible().start, 0);
    }

    #[test]
    fn every_row_can_be_revealed() {
        let mut view = viewport(1_000_000);
        for index in [0, 19, 20, 123_456, 777_777, 999_999] {
            if let Some(offset) = view.reveal(index) {
                view.go_to(offset);
            }
            assert!(view.visible().contains(&index) && view.reveal(index).is_none(), "row {index}");
        }
    }

    #[test]
    fn a_change_of_density_keeps_the_first_row() {
        let mut view = viewport(10_000);
        view.scrolled(3600.0);
        view.resize(10_000, 28.0, 720.0);
        assert_eq!(view.visible().start, 100);
        view.resize(50, 28.0, 720.0);
        assert_eq!(view.visible().end, 50);
    }

    #[test]
    fn a_page_keeps_one_row_of_context() {
        assert_eq!(viewport(100).page(), 19);
        assert_eq!(Viewport::default().page(), 1);
    }
}
