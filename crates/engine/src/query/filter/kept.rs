//! The rows of a filter, kept from one question to the next and brought up to date by what changed in between.
//!
//! After a change only the rows that it may concern are judged again. A new day, another zone or base currency, changes that nobody
//! noted, and changes that may concern any row lead to an evaluation in full.

use super::Compiled;
use super::touched::{Touched, Ways};
use crate::bitmap::Bitmap;
use crate::computed::{Links, OfDay};
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

/// More changed rows than these, and a filter is evaluated in full.
const MOST_JUDGED: usize = 256;
/// Rows for which records that point to them are looked for without an index.
const MOST_SCANNED: usize = 4;

/// A filter with its rows.
pub(crate) struct Kept {
    compiled: Compiled,
    ways: Ways,
    rows: Bitmap,
    changed: Touched,
    /// Day, zone and currency that it was evaluated for.
    evaluated: Option<OfDay>,
    /// Version and number of rows of each table after the last change that was noted.
    noted: Vec<(u64, u32)>,
}

impl Kept {
    /// A filter that was not evaluated yet. `None` for filters on computed fields, which may change as time passes.
    pub(crate) fn new(compiled: &Compiled) -> Option<Self> {
        compiled.computed().is_empty().then(|| Self {
            ways: Ways::of(compiled),
            compiled: compiled.clone(),
            rows: Bitmap::default(),
            changed: Touched::Anything,
            evaluated: None,
            noted: Vec::new(),
        })
    }

    /// Notes what a change touched, once after every change and before `links` take it in.
    pub(crate) fn note(&mut self, workspace: &Workspace, links: &Links, effects: &[Effect]) {
        let met = self.noted.iter().map(|(_, rows)| *rows).collect::<Vec<_>>();
        self.noted = state(workspace);
        let Touched::Rows(changed) = &mut self.changed else { return };
        match self.ways.touched(&self.compiled, workspace, links, &met, effects) {
            Touched::Rows(rows) if changed.len() + rows.len() <= MOST_JUDGED => changed.extend(rows),
            _ => self.changed = Touched::Anything,
        }
    }

    /// References whose index would help to bring the rows up to date, by table and field: none while nothing has changed.
    pub(crate) fn links(&self) -> &[(u16, u16)] {
        match &self.changed {
            Touched::Rows(rows) if rows.is_empty() => &[],
            _ if self.evaluated.is_none() => &[],
            _ => self.ways.links(),
        }
    }

    /// Whether a segment that it names may have changed.
    pub(crate) fn is_outdated(&self, workspace: &Workspace) -> bool {
        self.compiled.is_outdated(workspace)
    }

    /// Rows for which the filter holds, whether their records are in use or not.
    pub(crate) fn rows(&mut self, reader: Reader<'_>, indexes: &Indexes) -> &Bitmap {
        let now = reader.moment.of_day();
        let state = state(reader.workspace);
        let table = &reader.workspace.tables()[usize::from(self.compiled.table)];
        let links = reader.computed.links();
        let is_indexed = || self.ways.links().iter().all(|&(table, link)| links.is_indexed(table, link));
        match &self.changed {
            Touched::Rows(rows) if self.evaluated == Some(now) && self.noted == state && (rows.len() <= MOST_SCANNED || is_indexed()) => {
                let ready = self.compiled.ready(reader, indexes);
                self.rows.resize(table.len());
                for &row in rows {
                    self.rows.set(row as usize, ready.matches(row));
                }
            }
            _ => self.rows = self.compiled.evaluate(reader, indexes),
        }
        self.changed = Touched::Rows(Vec::new());
        self.evaluated = Some(now);
        self.noted = state;
        &self.rows
    }
}

fn state(workspace: &Workspace) -> Vec<(u64, u32)> {
    let of = |table: &Table| (table.version(), table.len() as u32);
    workspace.tables().iter().map(of).collect()
}
