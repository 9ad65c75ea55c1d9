//! A donut: shares of a whole, each named beside it.

use std::f64::consts::TAU;

use super::Figures;
use super::drawing::{Anchor, Drawing, HIT, cut, number, rectangle, width_of};
use super::frame::colour;

/// Height of a line of the legend.
const LINE: f64 = 22.0;

pub(super) fn draw(figures: &Figures, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height, figures.all_marks());
    let count = figures.categories.len();
    // Shares of a whole are never negative; what is below zero has no part in it.
    let value = |category: usize| figures.value(category, 0).max(0.0);
    let whole = (0..count).map(value).sum::<f64>();
    let size = (height - 8.0).min(width * 0.46).max(40.0);
    let radius = size / 2.0;
    let centre = (radius + 2.0, height / 2.0);
    let mut turn = 0.0;
    for category in 0..count {
        let share = if whole > 0.0 { value(category) / whole } else { 0.0 };
        if share > 0.0 {
            let d = slice(centre, radius, radius * 0.6, turn, turn + share);
            drawing.path(d, format!("chart__slice {}", colour(category)), Some(figures.mark(category, 0)));
        }
        turn += share;
    }
    let left = size + 20.0;
    let lines = count.min((height / LINE).floor().max(1.0) as usize);
    let top = (height - LINE * lines as f64) / 2.0;
    for category in 0..lines {
        let y = top + LINE * category as f64;
        let share = if whole > 0.0 { value(category) / whole * 100.0 } else { 0.0 };
        let words = figures.marks[category].first().map(|mark| mark.words.clone()).unwrap_or_default();
        let end = format!("{words} · {} %", share.round());
        drawing.path(rectangle(left, y + 7.0, 8.0, 8.0), colour(category), None);
        let room = (width - left - 14.0 - width_of(&end) - 8.0).max(24.0);
        drawing.text(
            (left + 14.0, y + 15.0),
            Anchor::Start,
            cut(&figures.categories[category], room),
            "chart__name",
        );
        drawing.text((width, y + 15.0), Anchor::End, end, "chart__value");
        drawing.path(rectangle(left, y, width - left, LINE), HIT, Some(figures.mark(category, 0)));
    }
    drawing
}

/// Part of a ring from one share of a turn to another; a whole ring is two halves.
fn slice(centre: (f64, f64), outer: f64, inner: f64, from: f64, to: f64) -> String {
    if to - from > 0.9999 {
        return format!(
            "{}{}",
            slice(centre, outer, inner, from, from + 0.5),
            slice(centre, outer, inner, from + 0.5, from + 0.9998)
        );
    }
    let at = |radius: f64, turn: f64| {
        let angle = (turn - 0.25) * TAU;
        format!(
            "{} {}",
            number(centre.0 + radius * angle.cos()),
            number(centre.1 + radius * angle.sin())
        )
    };
    let large = i32::from(to - from > 0.5);
    format!(
        "M{}A{r} {r} 0 {large} 1 {}L{}A{i} {i} 0 {large} 0 {}Z",
        at(outer, from),
        at(outer, to),
        at(inner, to),
        at(inner, from),
        r = number(outer),
        i = number(inner),
    )
}
