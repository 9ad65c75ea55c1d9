//! Drawings by hand: what is seen is what was measured, whatever the numbers are.

use std::sync::Arc;

use proptest::prelude::*;

use super::drawing::{Form, cut};
use super::*;

fn figures(values: &[&[Option<f64>]]) -> Figures {
    let series = values.first().map_or(1, |values| values.len());
    Figures {
        categories: (0..values.len()).map(|n| format!("Category {n}")).collect(),
        series: (0..series)
            .map(|n| if series == 1 { String::new() } else { format!("Series {n}") })
            .collect(),
        marks: values
            .iter()
            .map(|values| {
                let mark = |value: &Option<f64>| Mark {
                    value: *value,
                    words: value.map(|value| value.to_string()).unwrap_or_default(),
                    ..Mark::default()
                };
                values.iter().map(mark).collect()
            })
            .collect(),
        ticks: Arc::new(|value| value.to_string()),
    }
}

const KINDS: [ChartKind; 9] = [
    ChartKind::Bars,
    ChartKind::Stacked,
    ChartKind::Rows,
    ChartKind::Funnel,
    ChartKind::Lines,
    ChartKind::Areas,
    ChartKind::Donut,
    ChartKind::Heat,
    ChartKind::Band,
];

#[test]
fn every_measure_has_a_shape_that_answers_for_it() {
    let figures = figures(&[&[Some(1.0)], &[Some(3.0)], &[Some(2.0)]]);
    for kind in KINDS {
        let drawing = figures.draw(kind, 400.0, 200.0);
        for mark in 0..3 {
            assert!(drawing.shapes.iter().any(|shape| shape.mark == Some(mark)), "{kind:?} hides {mark}");
        }
    }
}

#[test]
fn nothing_to_show_is_an_empty_sheet() {
    for kind in KINDS {
        let drawing = figures(&[]).draw(kind, 400.0, 200.0);
        assert!(drawing.shapes.iter().all(|shape| shape.mark.is_none()), "{kind:?}");
    }
}

#[test]
fn a_funnel_tells_the_share_of_the_step_before() {
    let drawing = figures(&[&[Some(200.0)], &[Some(50.0)], &[Some(50.0)]]).draw(ChartKind::Funnel, 400.0, 200.0);
    let texts = drawing.shapes.iter().filter_map(|shape| match &shape.form {
        Form::Text { text, .. } => Some(text.as_str()),
        Form::Path(_) => None,
    });
    let texts = texts.collect::<Vec<_>>();
    assert!(texts.contains(&"50 · 25 %") && texts.contains(&"50 · 100 %"), "{texts:?}");
}

#[test]
fn a_file_needs_no_style_sheet_and_keeps_text_as_text() {
    let mut figures = figures(&[&[Some(1.0)]]);
    figures.categories[0] = "<b>\"&\u{0}".to_owned();
    let svg = figures
        .draw(ChartKind::Rows, 400.0, 200.0)
        .to_svg("A & B", &|class, _| format!("fill:\"{class}\""));
    assert!(
        svg.contains("<title>A &amp; B</title>") && svg.contains("&lt;b&gt;&quot;&amp;<"),
        "{svg}"
    );
    assert!(!svg.contains("class=") && !svg.contains("style=\"fill:\"c"), "{svg}");
}

#[test]
fn names_are_cut_with_an_ellipsis() {
    assert_eq!(cut("Negotiation", 200.0), "Negotiation");
    assert_eq!(cut("Negotiation", 44.0), "Negot…");
    assert_eq!(cut("x", 0.0), "…");
}

proptest! {
    #[test]
    fn whatever_the_numbers_are_every_coordinate_is_one(values in prop::collection::vec(prop::collection::vec(prop::option::of(any::<f64>()), 3), 0..12), width in 0.0f64..2_000.0, height in 0.0f64..900.0) {
        let rows = values.iter().map(Vec::as_slice).collect::<Vec<_>>();
        for kind in KINDS {
            let drawing = figures(&rows).draw(kind, width, height);
            for shape in &drawing.shapes {
                let fine = match &shape.form {
                    Form::Path(d) => !d.contains("NaN") && !d.contains("inf"),
                    Form::Text { x, y, .. } => x.is_finite() && y.is_finite(),
                };
                prop_assert!(fine, "{:?} draws {:?}", kind, shape);
            }
        }
    }
}

#[test]
fn a_band_shows_what_is_known_and_goes_on_from_the_past() {
    let figures = figures(&[
        &[Some(4.0), None, None, None],
        &[Some(6.0), None, None, None],
        &[None, Some(7.0), Some(5.0), Some(9.0)],
    ]);
    let drawing = figures.draw(ChartKind::Band, 400.0, 200.0);
    let path = |class: &str| {
        let shape = drawing.shapes.iter().find(|shape| shape.class.starts_with(class)).unwrap();
        let Form::Path(d) = &shape.form else { panic!("{shape:?}") };
        d.matches('L').count()
    };
    assert_eq!(path("chart__area"), 2, "from the last that came to both limits");
    assert_eq!(path("chart__line chart__line--expected"), 1);
    let marks = |mark: usize| drawing.shapes.iter().filter(|shape| shape.mark == Some(mark)).count();
    assert_eq!((marks(1), marks(4), marks(10)), (0, 2, 1), "nothing stands for what is not known");
}
