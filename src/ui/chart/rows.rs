//! Rows: a bar along the page behind its name, the measure at its end. A funnel adds each one's share of the one before.

use super::Figures;
use super::drawing::{Anchor, Drawing, HIT, bar, cut, rectangle, width_of};
use super::frame::colour;

/// Height of a row.
const ROW: f64 = 28.0;
/// Height of its bar.
const BAR: f64 = 16.0;

pub(super) fn draw(figures: &Figures, funnel: bool, width: f64) -> Drawing {
    let count = figures.categories.len();
    let mut drawing = Drawing::new(width, ROW * count as f64 + 4.0, figures.all_marks());
    let named = figures.categories.iter().map(|name| width_of(name)).fold(0.0, f64::max);
    let left = named.min(width * 0.36) + 10.0;
    let ends = (0..count).map(|category| end(figures, category, funnel)).collect::<Vec<_>>();
    let right = ends.iter().map(|words| width_of(words)).fold(0.0, f64::max) + 10.0;
    let room = (width - left - right).max(20.0);
    let most = (0..count).map(|category| figures.value(category, 0).abs()).fold(0.0, f64::max);
    for (category, name) in figures.categories.iter().enumerate() {
        let y = ROW * category as f64 + 2.0;
        let value = figures.value(category, 0);
        let long = if most > 0.0 { room * value.abs() / most } else { 0.0 };
        let start = if funnel { left + (room - long) / 2.0 } else { left };
        let mark = Some(figures.mark(category, 0));
        let middle = y + ROW / 2.0;
        drawing.text((left - 10.0, middle + 4.0), Anchor::End, cut(name, left - 9.0), "chart__name");
        if value != 0.0 {
            let radius = if funnel { 0.0 } else { 3.0 };
            drawing.path(
                bar(start, middle - BAR / 2.0, long.max(1.0), BAR, radius, false),
                format!("chart__mark {}", colour(0)),
                mark,
            );
        }
        let beside = if funnel { left + room } else { start + long };
        drawing.text((beside + 6.0, middle + 4.0), Anchor::Start, ends[category].clone(), "chart__value");
        drawing.path(rectangle(0.0, y, width, ROW), HIT, mark);
    }
    drawing
}

/// The measure in words; in a funnel with the share of the one before.
fn end(figures: &Figures, category: usize, funnel: bool) -> String {
    let words = figures.marks[category].first().map(|mark| mark.words.clone()).unwrap_or_default();
    let before = category
        .checked_sub(1)
        .map(|before| figures.value(before, 0))
        .filter(|&before| before > 0.0);
    match before {
        Some(before) if funnel => format!("{words} · {} %", (figures.value(category, 0) / before * 100.0).round()),
        _ => words,
    }
}
