//! What cells and rows hold. Plain data: the grid draws it onto recycled elements without building views.

use std::sync::Arc;

use crate::ui::{avatar::Face, badge::StageKind, icon::Glyph, meter::MeterLevel, tone::Tone};

/// Identity of a row, the caller's own.
pub type RowId = u128;

/// Content of one cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum GridCell {
    /// No value: an en dash.
    #[default]
    Empty,
    /// Words.
    Text(String),
    /// Quiet words, such as a relative date; `exact` is shown on hover when not empty.
    Muted {
        /// As shown.
        text: String,
        /// In full.
        exact: String,
    },
    /// A number as shown, already in the person's format.
    Number(String),
    /// A person or company with its name. In the title column it links to the row.
    Name {
        /// Avatar.
        face: Face,
        /// Name.
        name: String,
    },
    /// An avatar alone; its name is the label.
    Face {
        /// Avatar.
        face: Face,
        /// Whose it is.
        name: String,
    },
    /// A state.
    Badge {
        /// What the colour says.
        tone: Tone,
        /// Icon that says the same.
        icon: Option<Glyph>,
        /// The word.
        text: String,
    },
    /// Labels; what does not fit is cut.
    Tags(Vec<String>),
    /// A stage.
    Stage {
        /// How far.
        kind: StageKind,
        /// Its name.
        text: String,
    },
    /// A measured value with its bar.
    Meter {
        /// 0 to 100.
        value: f64,
        /// How worrying.
        level: MeterLevel,
        /// The number as shown.
        text: String,
    },
    /// Yes or no.
    Check(bool),
    /// Words that lead somewhere: web address, `mailto:`, `tel:`.
    Link {
        /// As shown.
        text: String,
        /// Where to.
        href: String,
    },
    /// What was entered is wrong; shown as it was entered.
    Invalid {
        /// As entered.
        text: String,
        /// What is wrong and how to cure it.
        problem: String,
    },
}

impl GridCell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// Quiet words.
    pub fn muted(text: impl Into<String>, exact: impl Into<String>) -> Self {
        Self::Muted {
            text: text.into(),
            exact: exact.into(),
        }
    }

    /// A number as shown.
    pub fn number(text: impl Into<String>) -> Self {
        Self::Number(text.into())
    }

    /// The cell as copied text: one line, no tabs.
    #[must_use]
    pub fn plain(&self, yes: &str, no: &str) -> String {
        let text = match self {
            Self::Empty => String::new(),
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Muted { text, exact } => {
                if exact.is_empty() {
                    text.clone()
                } else {
                    exact.clone()
                }
            }
            Self::Name { name, .. } | Self::Face { name, .. } => name.clone(),
            Self::Badge { text, .. } | Self::Stage { text, .. } | Self::Meter { text, .. } => text.clone(),
            Self::Tags(tags) => tags.join(", "),
            Self::Check(on) => if *on { yes } else { no }.to_owned(),
            Self::Link { text, .. } | Self::Invalid { text, .. } => text.clone(),
        };
        text.replace(['\t', '\n', '\r'], " ")
    }
}

/// What a row is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum GridRowKind {
    /// A record.
    #[default]
    Record,
    /// The head of a group of the rows after it.
    Group {
        /// Its name.
        label: String,
        /// How many rows, as shown.
        count: String,
        /// Totals over its rows, as shown; empty for none.
        note: String,
        /// Its rows are shown.
        open: bool,
    },
}

/// A row or cell that is picked out: what the colour says, and the word that says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tint {
    /// Number of the cell; the whole row when there is none.
    pub cell: Option<usize>,
    /// What the colour says.
    pub tone: Tone,
    /// The word.
    pub label: String,
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridRow {
    /// Whose row.
    pub id: RowId,
    /// Its address: the title becomes a link that opens in a new tab with the usual keys.
    pub href: String,
    /// Cells in column order; missing ones are empty.
    pub cells: Vec<GridCell>,
    /// Record or group head.
    pub kind: GridRowKind,
    /// What of it is picked out; the first for the row and the first for each cell count.
    pub tints: Vec<Tint>,
}

/// The rows the caller has at hand: `rows[0]` is row number `start` of the whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GridWindow {
    /// Number of the first row.
    pub start: usize,
    /// The rows.
    pub rows: Vec<Arc<GridRow>>,
}

impl GridWindow {
    /// Row number `index` of the whole, if at hand.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<&Arc<GridRow>> {
        self.rows.get(index.checked_sub(self.start)?)
    }

    /// Every row of the range is at hand.
    #[must_use]
    pub fn covers(&self, range: std::ops::Range<usize>) -> bool {
        range.is_empty() || (self.start <= range.start && range.end <= self.start + self.rows.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_text_is_one_line() {
        assert_eq!(GridCell::Text("a\tb\nc".into()).plain("Yes", "No"), "a b c");
        assert_eq!(GridCell::Tags(vec!["x".into(), "y".into()]).plain("Yes", "No"), "x, y");
        assert_eq!(GridCell::muted("Yesterday", "2026-03-11").plain("", ""), "2026-03-11");
        assert_eq!(GridCell::Check(true).plain("Yes", "No"), "Yes");
        assert_eq!(GridCell::text(""), GridCell::Empty);
    }

    #[test]
    fn window_knows_what_it_covers() {
        let window = GridWindow {
            start: 10,
            rows: vec![Arc::default(); 5],
        };
        assert!(window.covers(10..15) && window.covers(20..20));
        assert!(!window.covers(9..11) && !window.covers(14..16));
        assert!(window.get(14).is_some() && window.get(15).is_none() && window.get(3).is_none());
    }
}
