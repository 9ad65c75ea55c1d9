//! Charts: figures in, a drawing of plain shapes out, shown as SVG with every mark a link.
//!
//! A drawing is data, made by one function per kind and known to nothing of the browser: the same drawing is shown, kept
//! as a file and looked at by tests. A chart is one Tab stop; arrows go from mark to mark, and each mark says in words
//! what it stands for. Colours follow the order of the series; a label stands beside every colour.

mod band;
mod bars;
mod cells;
mod drawing;
mod export;
mod frame;
mod lines;
mod points;
mod round;
mod rows;
mod scale;
mod table;
mod view;

use std::sync::Arc;

pub use drawing::Drawing;
pub use export::{png, svg};
pub use table::ChartTable;
pub use view::ChartView;

/// The form of a chart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChartKind {
    /// Bars side by side.
    Bars,
    /// Bars whose parts add up.
    Stacked,
    /// Bars along the page with their words before them.
    Rows,
    /// Rows in the order of a course, each with its share of the one before.
    Funnel,
    /// Lines over time.
    Lines,
    /// Filled lines that add up.
    Areas,
    /// Shares of a whole.
    Donut,
    /// Two dimensions, the measure as depth of colour.
    Heat,
    /// Four series: what came, what is expected, and its limits as a band.
    Band,
}

/// What a mark stands for.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mark {
    /// The measure; none where there is nothing to measure.
    pub value: Option<f64>,
    /// The measure in words.
    pub words: String,
    /// All that the mark says: what it stands for and the measure.
    pub label: String,
    /// Where it leads, if anywhere.
    pub href: Option<String>,
}

/// Writes the number of an axis.
pub type Ticks = Arc<dyn Fn(f64) -> String + Send + Sync>;

/// Figures of a chart.
#[derive(Clone)]
pub struct Figures {
    /// Names of the categories.
    pub categories: Vec<String>,
    /// Names of the series; one without a name when there is only one.
    pub series: Vec<String>,
    /// Of every category the marks of every series.
    pub marks: Vec<Vec<Mark>>,
    /// Writes the numbers of the axis.
    pub ticks: Ticks,
}

/// One point of a chart of points.
#[derive(Clone, PartialEq, Debug)]
pub struct Spot {
    /// Along the page.
    pub x: f64,
    /// Up the page.
    pub y: f64,
    /// All that it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// Points with the names of their axes.
#[derive(Clone)]
pub struct Spots {
    /// The points.
    pub spots: Vec<Spot>,
    /// Names of the axes: along and up.
    pub names: [String; 2],
    /// Writes the numbers of the axes.
    pub ticks: [Ticks; 2],
}

impl Figures {
    /// Draws them.
    #[must_use]
    pub fn draw(&self, kind: ChartKind, width: f64, height: f64) -> Drawing {
        match kind {
            ChartKind::Bars => bars::draw(self, false, width, height),
            ChartKind::Stacked => bars::draw(self, true, width, height),
            ChartKind::Rows => rows::draw(self, false, width),
            ChartKind::Funnel => rows::draw(self, true, width),
            ChartKind::Lines => lines::draw(self, false, width, height),
            ChartKind::Areas => lines::draw(self, true, width, height),
            ChartKind::Donut => round::draw(self, width, height),
            ChartKind::Heat => cells::draw(self, width),
            ChartKind::Band => band::draw(self, width, height),
        }
    }

    /// The measure of a category and series; zero where there is none.
    fn value(&self, category: usize, series: usize) -> f64 {
        self.marks
            .get(category)
            .and_then(|marks| marks.get(series))
            .and_then(|mark| mark.value)
            .unwrap_or_default()
    }

    /// The sum of a category over all series.
    fn sum(&self, category: usize) -> f64 {
        (0..self.series.len()).map(|series| self.value(category, series)).sum()
    }

    /// Number of the mark of a category and series.
    fn mark(&self, category: usize, series: usize) -> usize {
        category * self.series.len() + series
    }

    /// Every mark, by its number.
    fn all_marks(&self) -> Vec<Mark> {
        self.marks.iter().flatten().cloned().collect()
    }
}

impl Spots {
    /// Draws them.
    #[must_use]
    pub fn draw(&self, width: f64, height: f64) -> Drawing {
        points::draw(self, width, height)
    }
}

#[cfg(test)]
mod tests;
