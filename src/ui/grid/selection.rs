//! Which rows are checked, without listing a million of them.

use std::collections::HashSet;

use super::RowId;

/// Checked rows: some, or all that match except some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// These.
    Some(HashSet<RowId>),
    /// Everything the view matches, except these.
    AllExcept(HashSet<RowId>),
}

impl Default for Selection {
    fn default() -> Self {
        Self::Some(HashSet::new())
    }
}

/// State of the checkbox in the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadCheck {
    /// No row is checked.
    Off,
    /// Some are.
    Mixed,
    /// All are.
    On,
}

impl Selection {
    /// Everything the view matches.
    #[must_use]
    pub fn all() -> Self {
        Self::AllExcept(HashSet::new())
    }

    /// The row is checked.
    #[must_use]
    pub fn contains(&self, id: RowId) -> bool {
        match self {
            Self::Some(ids) => ids.contains(&id),
            Self::AllExcept(ids) => !ids.contains(&id),
        }
    }

    /// How many of `total` rows are checked.
    #[must_use]
    pub fn count(&self, total: usize) -> usize {
        match self {
            Self::Some(ids) => ids.len(),
            Self::AllExcept(ids) => total.saturating_sub(ids.len()),
        }
    }

    /// No row is checked.
    #[must_use]
    pub fn is_empty(&self, total: usize) -> bool {
        self.count(total) == 0
    }

    /// Checks or unchecks a row.
    pub fn set(&mut self, id: RowId, on: bool) {
        match self {
            Self::Some(ids) if on => {
                ids.insert(id);
            }
            Self::Some(ids) => {
                ids.remove(&id);
            }
            Self::AllExcept(ids) if on => {
                ids.remove(&id);
            }
            Self::AllExcept(ids) => {
                ids.insert(id);
            }
        }
    }

    /// Checks what was not and the reverse.
    pub fn toggle(&mut self, id: RowId) {
        self.set(id, !self.contains(id));
    }

    /// Unchecks everything.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// State of the checkbox in the head of `total` rows.
    #[must_use]
    pub fn head(&self, total: usize) -> HeadCheck {
        match self.count(total) {
            0 => HeadCheck::Off,
            some if some < total => HeadCheck::Mixed,
            _ => HeadCheck::On,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_and_all_except_mirror_each_other() {
        let mut selection = Selection::default();
        selection.set(7, true);
        selection.toggle(9);
        assert!(selection.contains(7) && selection.contains(9) && !selection.contains(1));
        assert_eq!((selection.count(100), selection.head(100)), (2, HeadCheck::Mixed));
        selection = Selection::all();
        assert_eq!((selection.count(100), selection.head(100)), (100, HeadCheck::On));
        selection.toggle(7);
        assert!(!selection.contains(7) && selection.contains(8));
        assert_eq!((selection.count(100), selection.head(100)), (99, HeadCheck::Mixed));
        selection.set(7, true);
        assert_eq!(selection, Selection::all());
        selection.clear();
        assert_eq!(selection.head(100), HeadCheck::Off);
    }

    #[test]
    fn an_empty_view_has_nothing_checked() {
        assert_eq!(Selection::all().head(0), HeadCheck::Off);
        assert!(Selection::all().is_empty(0));
    }
}
