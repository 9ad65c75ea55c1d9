//! What a change may do to the rows of a filter: nothing, something to a few rows that are known, or anything.
//!
//! A filter looks at the row itself, at records that point to it, and at whatever those lead to. A change of the row or of a record
//! that points to it concerns that row, or the rows that the record points to now and before; any other change may concern every row.

use super::{Compiled, Hop, Node};
use crate::computed::Links;
use crate::computed::fields::Ends;
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

/// Rows of a filter's table whose answer may differ after a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Touched {
    /// These, possibly repeated or none.
    Rows(Vec<u32>),
    /// Any.
    Anything,
}

/// Most rows of a change that are followed one by one.
const MOST_FOLLOWED: usize = 256;

/// The ways from other tables to the rows of a filter.
#[derive(Clone, Default, Debug)]
pub(super) struct Ways {
    /// References of records that point to the row, by table and field.
    links: Vec<(u16, u16)>,
    /// Tables that are read in any other way.
    far: Vec<u16>,
}

impl Ways {
    pub(super) fn of(compiled: &Compiled) -> Self {
        let mut ways = Self::default();
        ways.near(&compiled.root, compiled);
        ways
    }

    /// A condition on the row itself.
    fn near(&mut self, node: &Node, compiled: &Compiled) {
        match node {
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| self.near(part, compiled)),
            Node::Not(part) => self.near(part, compiled),
            Node::Test(test) => self.hops(&test.hops),
            Node::Related(related) => {
                self.links.push((related.table, related.link));
                self.pointing(&related.node, compiled);
            }
            Node::Segment(index) => self.near(&compiled.segments[*index].node, compiled),
        }
    }

    /// A condition on a record that points to the row.
    fn pointing(&mut self, node: &Node, compiled: &Compiled) {
        match node {
            Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| self.pointing(part, compiled)),
            Node::Not(part) => self.pointing(part, compiled),
            Node::Test(test) => self.hops(&test.hops),
            Node::Related(related) => {
                self.far.push(related.table);
                self.pointing(&related.node, compiled);
            }
            Node::Segment(index) => self.pointing(&compiled.segments[*index].node, compiled),
        }
    }

    fn hops(&mut self, hops: &[Hop]) {
        self.far.extend(hops.iter().map(|hop| hop.target));
    }

    /// References of records that point to the row, by table and field.
    pub(super) fn links(&self) -> &[(u16, u16)] {
        &self.links
    }

    /// Rows that a change may concern. `links` knows what records pointed to before it, `met` how many rows each table had.
    pub(super) fn touched(&self, compiled: &Compiled, workspace: &Workspace, links: &Links, met: &[u32], effects: &[Effect]) -> Touched {
        let own = &workspace.tables()[usize::from(compiled.table)];
        let mut rows = Vec::new();
        for effect in effects {
            let is_own = effect.table == own.number;
            let is_read = compiled.reads.touched_by(std::slice::from_ref(effect));
            if !(is_read || is_own && effect.membership) {
                continue;
            }
            let mut pointing = self.links.iter().filter(|(table, _)| *table == effect.table).peekable();
            let is_near = is_own || pointing.peek().is_some();
            if !is_near || self.far.contains(&effect.table) || effect.rows.len() > MOST_FOLLOWED {
                return Touched::Anything;
            }
            if is_own {
                rows.extend_from_slice(&effect.rows);
            }
            let table = &workspace.tables()[usize::from(effect.table)];
            let met = met.get(usize::from(effect.table)).copied().unwrap_or(0);
            for &(_, link) in pointing {
                for &row in &effect.rows {
                    let Some(handles) = named(workspace, links, table, link, row, row < met, effect) else {
                        return Touched::Anything;
                    };
                    rows.extend(handles.into_iter().filter_map(|handle| row_of(workspace, own, handle)));
                }
            }
        }
        Touched::Rows(rows)
    }
}

/// What a reference of a written row names now and, of a row that `was` there, named before; `None` when nobody knows that.
fn named(workspace: &Workspace, links: &Links, table: &Table, link: u16, row: u32, was: bool, effect: &Effect) -> Option<Vec<u32>> {
    let mut handles = Vec::new();
    Ends::of(table, link).each(row, |handle| handles.push(handle));
    let further = table.fields()[usize::from(link)].further;
    let is_written = effect.fields.iter().any(|&field| field == link || Some(field) == further);
    if was && (is_written || table.is_purged(row)) {
        handles.extend(links.seen(workspace, table.number, link, row)?);
    }
    Some(handles)
}

fn row_of(workspace: &Workspace, table: &Table, handle: u32) -> Option<u32> {
    let home = workspace.handles().place(handle).filter(|place| place.table == table.number);
    home.map(|place| place.row).or_else(|| table.second_homes.get(&handle).copied())
}
