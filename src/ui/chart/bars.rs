//! Bars: side by side, or on top of each other.

use super::Figures;
use super::drawing::{Drawing, HIT, bar, rectangle};
use super::frame::{axes, colour, foot, legend};
use super::scale::Scale;

/// Widest bar.
const WIDEST: f64 = 48.0;

pub(super) fn draw(figures: &Figures, stacked: bool, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height, figures.all_marks());
    let top = legend(&mut drawing, &figures.series);
    let count = figures.categories.len();
    let scale = if stacked {
        let ends = (0..count).flat_map(|category| {
            let sum = |sign: f64| {
                let values = (0..figures.series.len()).map(|series| figures.value(category, series));
                values.filter(|value| value * sign > 0.0).sum::<f64>()
            };
            [sum(1.0), sum(-1.0)]
        });
        Scale::new(ends, true)
    } else {
        Scale::new(figures.marks.iter().flatten().filter_map(|mark| mark.value), true)
    };
    let area = axes(&mut drawing, &scale, &*figures.ticks, top);
    let step = area.width / count.max(1) as f64;
    let lanes = if stacked { 1 } else { figures.series.len().max(1) };
    let wide = (step * 0.7 / lanes as f64).clamp(1.0, WIDEST);
    for category in 0..count {
        let middle = area.left + step * (category as f64 + 0.5);
        let first = middle - wide * lanes as f64 / 2.0;
        let (mut above, mut below) = (0.0, 0.0);
        for series in 0..figures.series.len() {
            let value = figures.value(category, series);
            let mark = Some(figures.mark(category, series));
            let from = if !stacked {
                0.0
            } else if value < 0.0 {
                below
            } else {
                above
            };
            let to = from + value;
            let x = if stacked { first } else { first + wide * series as f64 };
            let (high, low) = (area.y(&scale, from.max(to)), area.y(&scale, from.min(to)));
            if value != 0.0 {
                let gap = if wide > 4.0 { 1.0 } else { 0.0 };
                let radius = if stacked || value < 0.0 { 0.0 } else { 3.0 };
                // A value that is there is never invisible.
                let tall = (low - high).max(1.0);
                drawing.path(
                    bar(x + gap / 2.0, low - tall, wide - gap, tall, radius, true),
                    format!("chart__mark {}", colour(series)),
                    mark,
                );
            }
            if stacked {
                if value < 0.0 {
                    below = to;
                } else {
                    above = to;
                }
            }
        }
        if lanes == 1 && figures.series.len() == 1 {
            // The whole column answers to the pointer, also above a low bar.
            drawing.path(
                rectangle(middle - step / 2.0, area.top, step, area.height),
                HIT,
                Some(figures.mark(category, 0)),
            );
        }
    }
    foot(&mut drawing, area, &figures.categories, false);
    drawing
}
