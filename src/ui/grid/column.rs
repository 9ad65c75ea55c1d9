//! Columns: what they are called, how wide they are, where they stand on a phone.

/// Smallest width a column can be given, in pixels.
pub const NARROWEST: f64 = 48.0;

/// Width of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Width {
    /// So many pixels.
    Fixed(f64),
    /// At least so many, and a share of what is left over: two for the title.
    Flexible(f64),
}

/// How cells stand in their column. Heads follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnAlign {
    /// Words.
    #[default]
    Start,
    /// Numbers.
    End,
    /// Marks without words.
    Centre,
}

/// Sorted how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortDirection {
    /// Lowest first.
    Ascending,
    /// Highest first.
    Descending,
}

/// Where a column's cell stands when rows are cards (up to 640 px).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardPlace {
    /// Not shown.
    #[default]
    Hidden,
    /// First line, start: the name, with its avatar beside both lines.
    Title,
    /// Second line, start.
    Subtitle,
    /// First line, end.
    Value,
    /// Second line, end.
    Note,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct GridColumn {
    /// What callbacks hand back.
    pub key: String,
    /// Its head.
    pub label: String,
    /// Its width.
    pub width: Width,
    /// How cells stand.
    pub align: ColumnAlign,
    /// Its head sorts.
    pub sortable: bool,
    /// Rows are sorted by it.
    pub sorted: Option<SortDirection>,
    /// Its cells can be edited in place.
    pub editable: bool,
    /// Its cells name the row: medium weight. The first column, as a rule.
    pub title: bool,
    /// It stays in view beside the first one. Frozen columns come before the others.
    pub frozen: bool,
    /// Where it stands on a phone.
    pub place: CardPlace,
}

impl GridColumn {
    /// A sortable text column of 140 px.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            width: Width::Fixed(140.0),
            align: ColumnAlign::Start,
            sortable: true,
            sorted: None,
            editable: false,
            title: false,
            frozen: false,
            place: CardPlace::Hidden,
        }
    }

    /// So many pixels wide.
    #[must_use]
    pub fn width(mut self, pixels: f64) -> Self {
        self.width = Width::Fixed(pixels.max(NARROWEST));
        self
    }

    /// At least so many pixels wide, and takes what is left over.
    #[must_use]
    pub fn flexible(mut self, at_least: f64) -> Self {
        self.width = Width::Flexible(at_least.max(NARROWEST));
        self
    }

    /// No narrower than so many pixels.
    #[must_use]
    pub fn at_least(mut self, pixels: f64) -> Self {
        let (Width::Fixed(own) | Width::Flexible(own)) = &mut self.width;
        *own = own.max(pixels);
        self
    }

    /// Numbers: cells and head at the end.
    #[must_use]
    pub fn number(mut self) -> Self {
        self.align = ColumnAlign::End;
        self
    }

    /// Marks without words.
    #[must_use]
    pub fn centre(mut self) -> Self {
        self.align = ColumnAlign::Centre;
        self
    }

    /// Sorted this way, or not.
    #[must_use]
    pub fn sorted(mut self, sorted: Option<SortDirection>) -> Self {
        self.sorted = sorted;
        self
    }

    /// Its head does not sort.
    #[must_use]
    pub fn unsortable(mut self) -> Self {
        self.sortable = false;
        self
    }

    /// Its cells can be edited.
    #[must_use]
    pub fn editable(mut self, editable: bool) -> Self {
        self.editable = editable;
        self
    }

    /// It names the row.
    #[must_use]
    pub fn title(mut self) -> Self {
        self.title = true;
        self.place = CardPlace::Title;
        self
    }

    /// It stays in view.
    #[must_use]
    pub fn frozen(mut self, frozen: bool) -> Self {
        self.frozen = frozen;
        self
    }

    /// Where it stands on a phone.
    #[must_use]
    pub fn at(mut self, place: CardPlace) -> Self {
        self.place = place;
        self
    }
}

/// Width of the column of checkboxes.
pub(super) const CHECK_PX: f64 = 36.0;

/// Where a column that stays in view stands, as a custom property that the grid measures; none for those that scroll.
pub(super) fn frozen_at(index: usize, column: &GridColumn) -> Option<String> {
    (index == 0 || column.frozen).then(|| format!("var(--at-{index}, 0px)"))
}

/// Grid track list and smallest total width for the columns.
pub(super) fn tracks(columns: &[GridColumn], checks: bool) -> (String, f64) {
    let mut list = String::new();
    let mut least = 0.0;
    if checks {
        list.push_str("36px ");
        least += CHECK_PX;
    }
    let flexible = columns.iter().any(|column| matches!(column.width, Width::Flexible(_)));
    for (index, column) in columns.iter().enumerate() {
        match column.width {
            // With no flexible column the last takes the rest, so that rows reach the edge.
            Width::Fixed(pixels) if !flexible && index + 1 == columns.len() => {
                list.push_str(&format!("minmax({pixels}px, 1fr) "));
                least += pixels;
            }
            Width::Fixed(pixels) => {
                list.push_str(&format!("{pixels}px "));
                least += pixels;
            }
            Width::Flexible(pixels) => {
                let share = if column.title { 2 } else { 1 };
                list.push_str(&format!("minmax({pixels}px, {share}fr) "));
                least += pixels;
            }
        }
    }
    (list, least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tracks_add_up_and_fill() {
        let columns = [GridColumn::new("a", "A").flexible(160.0), GridColumn::new("b", "B").width(100.0)];
        assert_eq!(tracks(&columns, true), ("36px minmax(160px, 1fr) 100px ".to_owned(), 296.0));
        let shared = [
            GridColumn::new("a", "A").flexible(160.0).title(),
            GridColumn::new("b", "B").flexible(100.0),
        ];
        assert_eq!(tracks(&shared, false).0, "minmax(160px, 2fr) minmax(100px, 1fr) ");
        let columns = [GridColumn::new("a", "A").width(60.0), GridColumn::new("b", "B").width(10.0)];
        assert_eq!(tracks(&columns, false), ("60px minmax(48px, 1fr) ".to_owned(), 108.0));
    }
}
