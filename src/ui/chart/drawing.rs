//! A drawing: shapes with a class each, in the order in which they are painted.

use std::fmt::Write;

use super::Mark;

/// Rough width of a letter, for deciding what has room: of the larger of the two sizes, in a font 12 % wider than the usual one.
const LETTER: f64 = 7.2;

/// Class of what only answers to the pointer.
pub(super) const HIT: &str = "chart__hit";

/// Width that a label of an axis needs, in CSS pixels.
pub(super) fn width_of(text: &str) -> f64 {
    text.chars().count() as f64 * LETTER
}

/// A text cut to a width, with an ellipsis.
pub(super) fn cut(text: &str, width: f64) -> String {
    let most = (width / LETTER).floor().max(0.0) as usize;
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept = text.chars().take(most.saturating_sub(1)).collect::<String>();
    format!("{}…", kept.trim_end())
}

/// Where a text stands about its point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// It starts there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

impl Anchor {
    /// As SVG says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// What is painted.
#[derive(Clone, PartialEq, Debug)]
pub enum Form {
    /// A path, as the attribute `d`.
    Path(String),
    /// A text on its base line.
    Text {
        /// Along.
        x: f64,
        /// Down.
        y: f64,
        /// About its point.
        anchor: Anchor,
        /// What it says.
        text: String,
    },
}

/// A shape.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    /// What is painted.
    pub form: Form,
    /// How, by the style sheet.
    pub class: String,
    /// Number of the mark that it is, or is part of.
    pub mark: Option<usize>,
}

/// Shapes on a sheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Drawing {
    /// In CSS pixels.
    pub width: f64,
    /// In CSS pixels.
    pub height: f64,
    /// In the order in which they are painted.
    pub shapes: Vec<Shape>,
    /// What the shapes' marks stand for.
    pub marks: Vec<Mark>,
}

impl Drawing {
    pub(super) fn new(width: f64, height: f64, marks: Vec<Mark>) -> Self {
        Self {
            width,
            height,
            shapes: Vec::new(),
            marks,
        }
    }

    pub(super) fn path(&mut self, d: String, class: impl Into<String>, mark: Option<usize>) {
        self.shapes.push(Shape {
            form: Form::Path(d),
            class: class.into(),
            mark,
        });
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, text: impl Into<String>, class: &str) {
        let text = text.into();
        // A number beyond all numbers has no place on a sheet.
        if !text.is_empty() && x.is_finite() && y.is_finite() {
            self.shapes.push(Shape {
                form: Form::Text { x, y, anchor, text },
                class: class.to_owned(),
                mark: None,
            });
        }
    }

    /// As the text of an SVG file. `paint` gives the declarations of a class, of a text or of a
    /// path, so that the file needs no style sheet.
    #[must_use]
    pub fn to_svg(&self, title: &str, paint: &dyn Fn(&str, bool) -> String) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" role=\"img\"><title>{}</title>",
            escaped(title),
            w = number(self.width),
            h = number(self.height),
        );
        // Writing to a string cannot fail.
        let _ = write!(
            svg,
            "<rect width=\"100%\" height=\"100%\" style=\"{}\"/>",
            escaped(&paint("chart__sheet", false))
        );
        // What only answers to the pointer is nothing on paper.
        for shape in self.shapes.iter().filter(|shape| !shape.class.starts_with(HIT)) {
            let style = escaped(&paint(&shape.class, matches!(shape.form, Form::Text { .. })));
            let _ = match &shape.form {
                Form::Path(d) => write!(svg, "<path d=\"{d}\" style=\"{style}\"/>"),
                Form::Text { x, y, anchor, text } => write!(
                    svg,
                    "<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" style=\"{style}\">{}</text>",
                    number(*x),
                    number(*y),
                    anchor.name(),
                    escaped(text)
                ),
            };
        }
        svg.push_str("</svg>");
        svg
    }
}

/// A length with at most one decimal: shorter, and as exact as a screen.
pub(super) fn number(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    if rounded == 0.0 || !rounded.is_finite() {
        "0".to_owned()
    } else {
        rounded.to_string()
    }
}

/// A rectangle with two rounded corners at its far end: `up` for columns, else to the right.
pub(super) fn bar(x: f64, y: f64, width: f64, height: f64, radius: f64, up: bool) -> String {
    let r = radius.min(width / 2.0).min(height / 2.0).max(0.0);
    let n = number;
    let (right, bottom) = (x + width, y + height);
    if up {
        format!(
            "M{} {}V{}Q{x} {y} {} {y}H{}Q{right} {y} {right} {}V{}Z",
            n(x),
            n(bottom),
            n(y + r),
            n(x + r),
            n(right - r),
            n(y + r),
            n(bottom),
            x = n(x),
            y = n(y),
            right = n(right),
        )
    } else {
        format!(
            "M{x} {y}H{}Q{right} {y} {right} {}V{}Q{right} {bottom} {} {bottom}H{x}Z",
            n(right - r),
            n(y + r),
            n(bottom - r),
            n(right - r),
            x = n(x),
            y = n(y),
            right = n(right),
            bottom = n(bottom),
        )
    }
}

/// A plain rectangle.
pub(super) fn rectangle(x: f64, y: f64, width: f64, height: f64) -> String {
    let n = number;
    format!("M{} {}h{}v{}h{}Z", n(x), n(y), n(width), n(height), n(-width))
}

/// A disc.
pub(super) fn disc(x: f64, y: f64, radius: f64) -> String {
    let n = number;
    format!(
        "M{} {}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0Z",
        n(x - radius),
        n(y),
        r = n(radius),
        d = n(radius * 2.0)
    )
}

/// Text as it stands in a file of markup. Characters that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}
