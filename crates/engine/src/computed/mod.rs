//! Computed fields: columns that the engine fills from other records, kept beside the tables and refreshed when what they read changes.

use model::Currency;
use rustc_hash::FxHashMap;

use crate::columns::Column;
use crate::table::Effect;
use crate::workspace::Workspace;

/// What computed fields depend on besides records.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// Now, in UTC milliseconds.
    pub now_millis: i64,
    /// Today in the person's time zone, in days since the epoch.
    pub today: i32,
    /// Minutes to add to UTC for local time.
    pub offset_minutes: i32,
    /// Currency of totals.
    pub base: Currency,
}

/// Columns of computed fields, by table and field number.
#[derive(Default)]
pub struct Computed {
    columns: FxHashMap<(u16, u16), Column>,
}

impl Computed {
    /// Brings the columns of these fields up to date. Fields that are not computed are ignored.
    pub fn refresh(&mut self, workspace: &Workspace, fields: &[(u16, u16)], moment: Moment) {
        let _ = (workspace, fields, moment);
    }

    /// The column of a computed field, as of the last refresh.
    #[must_use]
    pub fn column(&self, table: u16, field: u16) -> Option<&Column> {
        self.columns.get(&(table, field))
    }

    /// Notes what a change touched, so that the next refresh knows what to compute again.
    pub fn note(&mut self, workspace: &Workspace, effects: &[Effect]) {
        let _ = (workspace, effects);
    }
}
