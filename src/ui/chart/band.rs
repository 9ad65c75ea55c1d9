//! What came and what is expected over time, with the limits of the expectation as a band: four series, of which a category
//! has those that are known.

use super::Figures;
use super::drawing::{Drawing, HIT, disc, number, rectangle};
use super::frame::{axes, colour, foot, legend};
use super::scale::Scale;

/// What came, what is expected, the lower and the upper limit.
const SERIES: usize = 4;

pub(super) fn draw(figures: &Figures, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height, figures.all_marks());
    let named = figures.series.len().min(2);
    let top = legend(&mut drawing, &figures.series[..named]);
    let scale = Scale::new(figures.marks.iter().flatten().filter_map(|mark| mark.value), true);
    let area = axes(&mut drawing, &scale, &*figures.ticks, top);
    let count = figures.categories.len();
    let step = if count > 1 { area.width / (count - 1) as f64 } else { 0.0 };
    let x = |category: usize| area.left + if count > 1 { step * category as f64 } else { area.width / 2.0 };
    let value = |category: usize, series: usize| figures.marks[category].get(series).and_then(|mark| mark.value);
    let point = |category: usize, value: f64| format!("{} {}", number(x(category)), number(area.y(&scale, value)));
    let path = |points: Vec<String>| format!("M{}", points.join("L"));
    let along = |series: usize| {
        let known = (0..count).filter_map(|category| Some(point(category, value(category, series)?)));
        known.collect::<Vec<_>>()
    };
    // The expectation starts where the past ends, so that the two are one picture.
    let last = (0..count).rev().find_map(|category| Some(point(category, value(category, 0)?)));
    let [low, mut high, expected] = [2, 3, 1].map(along);
    if !low.is_empty() && low.len() == high.len() {
        high.reverse();
        let outline = last.iter().cloned().chain(low).chain(high).collect();
        drawing.path(format!("{}Z", path(outline)), format!("chart__area {}", colour(1)), None);
    }
    let past = along(0);
    if !past.is_empty() {
        drawing.path(path(past), format!("chart__line {}", colour(0)), None);
    }
    if !expected.is_empty() {
        let line = path(last.into_iter().chain(expected).collect());
        drawing.path(line, format!("chart__line chart__line--expected {}", colour(1)), None);
    }
    for category in 0..count {
        for series in 0..figures.series.len().min(SERIES) {
            let Some(value) = value(category, series) else { continue };
            let mark = Some(figures.mark(category, series));
            let (x, y) = (x(category), area.y(&scale, value));
            // Limits are told by the band; a dot of their own would be noise, a place to point at is not.
            if series < 2 && (step == 0.0 || step > 14.0) {
                drawing.path(disc(x, y, 2.5), format!("chart__dot {}", colour(series)), mark);
            }
            let reach = (step / 2.0).clamp(4.0, 12.0);
            drawing.path(rectangle(x - reach, y - 5.0, reach * 2.0, 10.0), HIT, mark);
        }
    }
    foot(&mut drawing, area, &figures.categories, true);
    drawing
}
