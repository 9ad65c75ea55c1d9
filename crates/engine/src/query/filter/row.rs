//! Evaluation for one row: what a small change needs, and what the explanation of a record asks.

use model::block::{NONE_I64, NONE_U32};

use super::evaluate::{has_all, in_range};
use super::ready::{Ask, Leaf, Ready, ReadyHop, ReadyNode, ReadyTest};
use crate::columns::Column;
use crate::query::folded::form;
use crate::table::Table;

impl Ready<'_> {
    /// Whether the filter holds for a row.
    #[must_use]
    pub fn matches(&self, row: u32) -> bool {
        self.holds(&self.root, self.table, row)
    }

    pub(super) fn holds(&self, node: &ReadyNode<'_>, table: &Table, row: u32) -> bool {
        match node {
            ReadyNode::All(parts) => parts.iter().all(|part| self.holds(part, table, row)),
            ReadyNode::Any(parts) => parts.iter().any(|part| self.holds(part, table, row)),
            ReadyNode::Not(part) => !self.holds(part, table, row),
            ReadyNode::Test(test) => self.test_holds(test, row),
            ReadyNode::Related(related) => self.related_holds(related, table, row),
            ReadyNode::Segment(index) => self.segment_holds(*index, row),
        }
    }

    pub(super) fn test_holds(&self, test: &ReadyTest<'_>, row: u32) -> bool {
        self.reaches(&test.hops, test, row) != test.negated
    }

    /// Whether a value that the path reaches passes.
    fn reaches(&self, hops: &[ReadyHop<'_>], test: &ReadyTest<'_>, row: u32) -> bool {
        let Some((hop, rest)) = hops.split_first() else {
            return test.leaves.iter().any(|leaf| leaf_holds(leaf, row));
        };
        let workspace = self.context.reader.workspace;
        hop.links.iter().flat_map(|column| linked(column, row)).any(|&handle| {
            let place = workspace.handles().place(handle).filter(|place| place.table == hop.target.number);
            place.is_some_and(|place| hop.target.is_alive(place.row) && self.reaches(rest, test, place.row))
        })
    }

    /// A segment that was evaluated for all rows answers from that; otherwise only this row is evaluated.
    fn segment_holds(&self, index: usize, row: u32) -> bool {
        let segment = &self.segments[index];
        if let Some(rows) = &*segment.rows.borrow() {
            return rows.get(row as usize);
        }
        if let Some(&known) = segment.known.borrow().get(&row) {
            return known;
        }
        let holds = self.holds(&segment.node, segment.table, row);
        segment.known.borrow_mut().insert(row, holds);
        holds
    }
}

/// Handles that a row of a column of references names.
pub(crate) fn linked(column: &Column, row: u32) -> &[u32] {
    match column {
        Column::Ref(values) => values
            .get(row as usize..)
            .and_then(|rest| rest.get(..1))
            .filter(|handle| handle[0] != NONE_U32)
            .unwrap_or_default(),
        Column::RefSet(sets) => sets.get(row),
        _ => &[],
    }
}

fn leaf_holds(leaf: &Leaf<'_>, row: u32) -> bool {
    let index = row as usize;
    match (&leaf.ask, leaf.column) {
        (Ask::Always, _) => true,
        (Ask::Filled, column) => !column.is_none(row),
        (Ask::Ints((low, high)), Column::Int(values)) => values
            .get(index)
            .is_some_and(|value| value != &NONE_I64 && value >= low && value <= high),
        (Ask::Floats(low, high), Column::Float(values)) => values.get(index).is_some_and(|value| value >= low && value <= high),
        (Ask::Money(ranges), Column::Money(column)) => column
            .minor
            .get(index)
            .zip(column.currency.get(index))
            .is_some_and(|(&minor, &currency)| in_range(ranges, minor, currency)),
        (Ask::Any(codes), Column::Word(column)) => column.codes.get(index).is_some_and(|&code| codes.has(code)),
        (Ask::Any(codes), Column::WordSet(_, sets)) => sets.get(row).iter().any(|&code| codes.has(code)),
        (Ask::Any(handles), column @ (Column::Ref(_) | Column::RefSet(_))) => linked(column, row).iter().any(|&handle| handles.has(handle)),
        (Ask::All(codes), Column::WordSet(_, sets) | Column::RefSet(sets)) => !sets.get(row).is_empty() && has_all(sets.get(row), codes),
        (Ask::Text(test), Column::Text(column)) => column.get(row).is_some_and(|text| test.passes(form(text, leaf.kind).as_bytes())),
        _ => false,
    }
}
