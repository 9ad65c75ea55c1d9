//! Points: two numbers of every record.

use super::drawing::{Anchor, Drawing, disc, number, width_of};
use super::frame::axes;
use super::scale::Scale;
use super::{Mark, Spots};

pub(super) fn draw(spots: &Spots, width: f64, height: f64) -> Drawing {
    let marks = spots.spots.iter().map(|spot| Mark {
        value: Some(spot.y),
        words: String::new(),
        label: spot.label.clone(),
        href: Some(spot.href.clone()),
    });
    // The name of the upright axis stands above it, that of the other behind its last tick.
    let mut drawing = Drawing::new(width, height, marks.collect());
    drawing.text((0.0, 11.0), Anchor::Start, spots.names[1].clone(), "chart__label");
    let along = Scale::new(spots.spots.iter().map(|spot| spot.x), false);
    let up = Scale::new(spots.spots.iter().map(|spot| spot.y), false);
    let area = axes(&mut drawing, &up, &*spots.ticks[1], 22.0);
    let x = |value: f64| area.left + area.width * along.place(value);
    let foot = area.top + area.height;
    drawing.path(
        format!("M{} {}H{}", number(area.left), number(foot), number(area.left + area.width)),
        "chart__axis",
        None,
    );
    let names = along.ticks.iter().map(|&value| (spots.ticks[0])(value)).collect::<Vec<_>>();
    let wide = names.iter().map(|name| width_of(name)).fold(0.0, f64::max) + 12.0;
    let own = width_of(&spots.names[0]) + 12.0;
    let step = area.width / (names.len().max(2) - 1) as f64;
    let every = (wide / step).ceil().max(1.0) as usize;
    for (tick, name) in names.iter().enumerate().step_by(every) {
        let at = area.left + step * tick as f64;
        if at + wide / 2.0 < width - own {
            drawing.text((at, foot + 15.0), Anchor::Middle, name.clone(), "chart__label");
        }
    }
    drawing.text((width, foot + 15.0), Anchor::End, spots.names[0].clone(), "chart__label");
    for (index, spot) in spots.spots.iter().enumerate() {
        drawing.path(disc(x(spot.x), area.y(&up, spot.y), 3.5), "chart__spot chart__c1", Some(index));
    }
    drawing
}
