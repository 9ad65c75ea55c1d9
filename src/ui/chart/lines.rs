//! Lines over time, alone or filled and on top of each other.

use super::Figures;
use super::drawing::{Drawing, HIT, disc, number};
use super::frame::{axes, colour, foot, legend};
use super::scale::Scale;

pub(super) fn draw(figures: &Figures, filled: bool, width: f64, height: f64) -> Drawing {
    let mut drawing = Drawing::new(width, height, figures.all_marks());
    let top = legend(&mut drawing, &figures.series);
    let count = figures.categories.len();
    let scale = if filled {
        Scale::new((0..count).map(|category| figures.sum(category)), true)
    } else {
        Scale::new(figures.marks.iter().flatten().filter_map(|mark| mark.value), true)
    };
    let area = axes(&mut drawing, &scale, &*figures.ticks, top);
    let step = if count > 1 { area.width / (count - 1) as f64 } else { 0.0 };
    let x = |category: usize| area.left + if count > 1 { step * category as f64 } else { area.width / 2.0 };
    let mut floor = vec![0.0; count];
    for series in 0..figures.series.len() {
        let tops = (0..count)
            .map(|category| if filled { floor[category] } else { 0.0 } + figures.value(category, series))
            .collect::<Vec<_>>();
        let along = tops
            .iter()
            .enumerate()
            .map(|(category, &value)| format!("{} {}", number(x(category)), number(area.y(&scale, value))))
            .collect::<Vec<_>>()
            .join("L");
        if count > 0 {
            if filled {
                let back = floor
                    .iter()
                    .enumerate()
                    .rev()
                    .map(|(category, &value)| format!("{} {}", number(x(category)), number(area.y(&scale, value))))
                    .collect::<Vec<_>>()
                    .join("L");
                drawing.path(format!("M{along}L{back}Z"), format!("chart__area {}", colour(series)), None);
            }
            drawing.path(format!("M{along}"), format!("chart__line {}", colour(series)), None);
        }
        for (category, &value) in tops.iter().enumerate() {
            let mark = Some(figures.mark(category, series));
            let (x, y) = (x(category), area.y(&scale, value));
            if step == 0.0 || step > 14.0 {
                drawing.path(disc(x, y, 2.5), format!("chart__dot {}", colour(series)), mark);
            }
            drawing.path(disc(x, y, (step / 2.0).clamp(4.0, 12.0)), HIT, mark);
        }
        if filled {
            floor = tops;
        }
    }
    foot(&mut drawing, area, &figures.categories, true);
    drawing
}
