//! Folding records into the records they point to: for all at once, or for one.
//!
//! A computed field says once what a source record adds; [`Pass::fold`] does it for every target in one pass over the source
//! table, or for one target over the rows that point to it. Both give the same, so a field has one definition.

use super::Moment;
use super::fields::Ends;
use super::links::Links;
use super::rates::Rates;
use super::stages::Stages;
use crate::columns::MoneyColumn;
use crate::table::Table;
use crate::workspace::Workspace;

/// What computing reads.
#[derive(Clone, Copy)]
pub(crate) struct Pass<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) links: &'a Links,
    pub(crate) moment: Moment,
    pub(crate) rates: &'a Rates,
    pub(crate) stages: &'a Stages,
    /// Totals of orders, for groups that read them.
    pub(crate) totals: &'a MoneyColumn,
}

/// Whose result is wanted.
pub(crate) enum Wanted<'t, T> {
    /// Every row of the target's table.
    All(&'t mut [T]),
    /// The record of a handle.
    One(u32, &'t mut T),
}

/// Which references of a field with several count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// The primary one and further ones.
    Every,
    /// The primary one: what may not be counted twice, such as money.
    Primary,
}

impl<'a> Pass<'a> {
    /// The table of a built-in object.
    pub(crate) fn table(&self, object: &str) -> Option<&'a Table> {
        self.workspace.table(object)
    }

    /// The row that a handle has in a table, if its record is in use.
    pub(crate) fn alive(&self, table: &Table, handle: u32) -> Option<u32> {
        let place = self.workspace.handles().place(handle)?;
        (place.table == table.number && table.is_alive(place.row)).then_some(place.row)
    }

    /// Adds every record in use of `source` to the records of `target` that its field points to.
    pub(crate) fn fold<T>(
        &self,
        source: &Table,
        key: &str,
        which: Which,
        target: &Table,
        wanted: &mut Wanted<'_, T>,
        mut add: impl FnMut(&mut T, u32),
    ) {
        let ends = Ends::of_key(source, key);
        match wanted {
            Wanted::All(totals) => {
                let handles = self.workspace.handles();
                let mut visit = |row: u32, handle: u32| {
                    if let Some(place) = handles.place(handle)
                        && place.table == target.number
                        && let Some(total) = totals.get_mut(place.row as usize)
                    {
                        add(total, row);
                    }
                };
                let reached = ends.len() as u32;
                for row in source.alive().rows().take_while(|&row| row < reached) {
                    match which {
                        Which::Every => ends.each(row, |handle| visit(row, handle)),
                        Which::Primary => ends.first(row).into_iter().for_each(|handle| visit(row, handle)),
                    }
                }
            }
            Wanted::One(handle, total) => {
                for row in self.links.alive(self.workspace, source, key, *handle) {
                    if which == Which::Every || ends.first(row) == Some(*handle) {
                        add(total, row);
                    }
                }
            }
        }
    }
}
