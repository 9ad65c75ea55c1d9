//! A heat map: a cell per category and series, its depth of colour by its share of the greatest, the number in it.

use super::Figures;
use super::drawing::{Anchor, Drawing, cut, rectangle, width_of};

/// Height of a row of cells.
const ROW: f64 = 30.0;
/// Height of the heads.
const HEAD: f64 = 22.0;
/// Depths of colour.
const DEPTHS: f64 = 6.0;

pub(super) fn draw(figures: &Figures, width: f64) -> Drawing {
    let count = figures.categories.len();
    let mut drawing = Drawing::new(width, HEAD + ROW * count as f64 + 2.0, figures.all_marks());
    let named = figures.categories.iter().map(|name| width_of(name)).fold(0.0, f64::max);
    let left = named.min(width * 0.3) + 8.0;
    let wide = (width - left) / figures.series.len().max(1) as f64;
    for (series, name) in figures.series.iter().enumerate() {
        let x = left + wide * (series as f64 + 0.5);
        drawing.text((x, 14.0), Anchor::Middle, cut(name, wide - 4.0), "chart__label");
    }
    let most = figures.marks.iter().flatten().filter_map(|mark| mark.value).fold(0.0, f64::max);
    for (category, name) in figures.categories.iter().enumerate() {
        let y = HEAD + ROW * category as f64;
        drawing.text((left - 8.0, y + ROW / 2.0 + 4.0), Anchor::End, cut(name, left - 7.0), "chart__name");
        for series in 0..figures.series.len() {
            let value = figures.value(category, series);
            let depth = if most > 0.0 { (value / most * DEPTHS).ceil() as u8 } else { 1 };
            let depth = depth.clamp(1, DEPTHS as u8);
            let x = left + wide * series as f64;
            let mark = Some(figures.mark(category, series));
            drawing.path(
                rectangle(x + 1.0, y + 1.0, wide - 2.0, ROW - 2.0),
                format!("chart__heat chart__h{depth}"),
                mark,
            );
            let words = &figures.marks[category][series].words;
            drawing.text(
                (x + wide / 2.0, y + ROW / 2.0 + 4.0),
                Anchor::Middle,
                cut(words, wide - 4.0),
                &format!("chart__in chart__in{depth}"),
            );
        }
    }
    drawing
}
