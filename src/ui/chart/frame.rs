//! What charts with axes have in common: the legend above, ticks with their lines, names along the foot.

use super::drawing::{Anchor, Drawing, cut, number, rectangle, width_of};
use super::scale::Scale;

/// Room for the names along the foot.
const FOOT: f64 = 22.0;
/// Room for the legend.
const LEGEND: f64 = 24.0;
/// Room behind the last point.
const EDGE: f64 = 6.0;
/// Least distance between two names along the foot.
const BETWEEN: f64 = 6.0;

/// The class of a colour: the seventh and later series are the rest.
pub(super) fn colour(series: usize) -> String {
    if series < 6 {
        format!("chart__c{}", series + 1)
    } else {
        "chart__c0".to_owned()
    }
}

/// The inside of the axes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    /// Where a value stands, from the top.
    pub(super) fn y(&self, scale: &Scale, value: f64) -> f64 {
        self.top + self.height * (1.0 - scale.place(value))
    }
}

/// Names of several series with their colours, in one row above. Returns where the rest begins.
pub(super) fn legend(drawing: &mut Drawing, series: &[String]) -> f64 {
    if series.len() < 2 {
        return 6.0;
    }
    let each = (drawing.width / series.len() as f64 - 22.0).max(24.0);
    let mut x = 0.0;
    for (index, name) in series.iter().enumerate() {
        let name = cut(name, each.min(160.0));
        drawing.path(rectangle(x, 5.0, 8.0, 8.0), colour(index), None);
        drawing.text((x + 12.0, 13.0), Anchor::Start, name.clone(), "chart__label");
        x += 12.0 + width_of(&name) + 10.0;
    }
    LEGEND
}

/// Ticks and lines of the upright axis; returns the inside.
pub(super) fn axes(drawing: &mut Drawing, scale: &Scale, tick: &dyn Fn(f64) -> String, top: f64) -> Area {
    let names = scale.ticks.iter().map(|&value| tick(value)).collect::<Vec<_>>();
    let wide = names.iter().map(|name| width_of(name)).fold(0.0, f64::max).min(drawing.width / 3.0);
    let area = Area {
        left: wide + 8.0,
        top,
        width: (drawing.width - wide - 8.0 - EDGE).max(10.0),
        height: (drawing.height - top - FOOT).max(10.0),
    };
    for (&value, name) in scale.ticks.iter().zip(&names) {
        let y = area.y(scale, value);
        let class = if value == 0.0 { "chart__axis" } else { "chart__grid" };
        drawing.path(
            format!("M{} {}H{}", number(area.left), number(y), number(area.left + area.width)),
            class,
            None,
        );
        drawing.text((wide, y + 4.0), Anchor::End, cut(name, wide + 1.0), "chart__label");
    }
    area
}

/// Names along the foot, at the middle of `count` equal steps; as many as have room.
pub(super) fn foot(drawing: &mut Drawing, area: Area, names: &[String], edge: bool) {
    let count = names.len();
    if count == 0 {
        return;
    }
    let step = if edge && count > 1 {
        area.width / (count - 1) as f64
    } else {
        area.width / count as f64
    };
    // Long names are cut before they are left out, down to a width at which they still say something.
    let wide = names
        .iter()
        .map(|name| width_of(name))
        .fold(0.0, f64::max)
        .min((step - BETWEEN).max(72.0));
    let every = ((wide + BETWEEN) / step).ceil().max(1.0) as usize;
    let mut free = f64::NEG_INFINITY;
    for (index, name) in names.iter().enumerate().step_by(every) {
        let offset = if edge && count > 1 { index as f64 } else { index as f64 + 0.5 };
        let x = area.left + step * offset;
        let half = (width_of(name).min(wide)) / 2.0;
        let (x, anchor) = if x + half > drawing.width {
            (drawing.width, Anchor::End)
        } else if x - half < 0.0 {
            (0.0, Anchor::Start)
        } else {
            (x, Anchor::Middle)
        };
        let start = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - half,
            Anchor::End => x - half * 2.0,
        };
        // A name that was pushed in from the edge may meet the one before it.
        if start >= free {
            drawing.text((x, area.top + area.height + 17.0), anchor, cut(name, wide + 1.0), "chart__label");
            free = start + half * 2.0 + BETWEEN / 2.0;
        }
    }
}
