//! Evaluation for all rows: one pass per condition over the raw column, bitmaps between them.

use std::rc::Rc;

use model::block::{NONE_I64, NONE_U32};

use super::ready::{Ask, Context, Leaf, Ready, ReadyHop, ReadyNode, ReadyTest};
use super::scan::{CodeSet, bits};
use super::text::Mode;
use crate::bitmap::Bitmap;
use crate::columns::{Column, SetColumn};
use crate::lanes::int_bits;
use crate::table::Table;

/// When fewer than one row in so many is left, the rest of a group is evaluated row by row.
const SPARSE: usize = 64;

impl Ready<'_> {
    /// Rows of the table for which the filter holds, whether their records are in use or not.
    #[must_use]
    pub fn evaluate(&self) -> Bitmap {
        self.rows(&self.root, self.table)
    }

    pub(super) fn rows(&self, node: &ReadyNode<'_>, table: &Table) -> Bitmap {
        match node {
            ReadyNode::All(parts) => self.all(parts, table),
            ReadyNode::Any(parts) => {
                let mut rows = Bitmap::filled(table.len(), false);
                for part in parts {
                    rows.or(&self.rows(part, table));
                }
                rows
            }
            ReadyNode::Not(part) => {
                let mut rows = self.rows(part, table);
                rows.invert();
                rows
            }
            ReadyNode::Test(test) => test_rows(test, &self.context),
            ReadyNode::Related(related) => self.related_rows(related, table),
            ReadyNode::Segment(index) => (*self.segment(*index)).clone(),
        }
    }

    fn all(&self, parts: &[ReadyNode<'_>], table: &Table) -> Bitmap {
        let Some((first, rest)) = parts.split_first() else {
            return Bitmap::filled(table.len(), true);
        };
        let mut rows = self.rows(first, table);
        for part in rest {
            let left = rows.count();
            if left == 0 {
                break;
            }
            if left * SPARSE < table.len() && matches!(part, ReadyNode::Test(_)) {
                let out = rows.rows().filter(|&row| !self.holds(part, table, row)).collect::<Vec<_>>();
                out.into_iter().for_each(|row| rows.set(row as usize, false));
            } else {
                rows.and(&self.rows(part, table));
            }
        }
        rows
    }

    /// Rows of a segment, evaluated when they are first asked for.
    pub(super) fn segment(&self, index: usize) -> Rc<Bitmap> {
        let segment = &self.segments[index];
        if let Some(rows) = &*segment.rows.borrow() {
            return rows.clone();
        }
        let rows = Rc::new(self.rows(&segment.node, segment.table));
        *segment.rows.borrow_mut() = Some(rows.clone());
        rows
    }
}

fn test_rows(test: &ReadyTest<'_>, context: &Context<'_>) -> Bitmap {
    let mut rows = any_leaf(test, context);
    for hop in test.hops.iter().rev() {
        rows.and(hop.target.alive());
        rows = lift(hop, &rows);
    }
    if test.negated {
        rows.invert();
    }
    rows
}

fn any_leaf(test: &ReadyTest<'_>, context: &Context<'_>) -> Bitmap {
    let len = test.table.len();
    let mut leaves = test.leaves.iter().map(|leaf| leaf_rows(leaf, test.table, context));
    let Some(mut rows) = leaves.next() else {
        return Bitmap::filled(len, false);
    };
    for more in leaves {
        rows.or(&more);
    }
    rows
}

/// Rows whose reference names one of the target's rows.
fn lift(hop: &ReadyHop<'_>, targets: &Bitmap) -> Bitmap {
    let handles = targets.rows().map(|row| hop.target.handle(row)).collect::<Vec<_>>();
    let handles = CodeSet::new(handles.iter().copied());
    let len = hop.table.len();
    let mut rows = Bitmap::filled(len, false);
    for column in hop.links.iter().filter(|_| !handles.is_empty()) {
        rows.or(&naming(column, &handles, len));
    }
    rows
}

/// Rows of a column of references that name one of the handles.
pub(crate) fn naming(column: &Column, handles: &CodeSet, len: usize) -> Bitmap {
    match column {
        Column::Ref(values) => handles.rows(values, len),
        Column::RefSet(sets) => set_bits(sets, len, |set| set.iter().any(|&handle| handles.has(handle))),
        _ => Bitmap::filled(len, false),
    }
}

fn set_bits(sets: &SetColumn, len: usize, test: impl Fn(&[u32]) -> bool) -> Bitmap {
    let mut rows = Bitmap::from_fn(sets.len().min(len), |row| {
        let set = sets.get(row as u32);
        !set.is_empty() && test(set)
    });
    rows.resize(len);
    rows
}

fn leaf_rows(leaf: &Leaf<'_>, table: &Table, context: &Context<'_>) -> Bitmap {
    let len = table.len();
    match (&leaf.ask, leaf.column) {
        (Ask::Always, _) => Bitmap::filled(len, true),
        (Ask::Filled, column) => filled(column, len),
        (Ask::Ints((low, high)), Column::Int(values)) => between(values, *low, *high, len),
        (Ask::Floats(low, high), Column::Float(values)) => bits(values, len, |value| value >= *low && value <= *high),
        (Ask::Money(ranges), Column::Money(column)) => match &ranges[..] {
            [(low, high)] => between(&column.minor, *low, *high, len),
            ranges => {
                let rows = column.minor.len().min(column.currency.len()).min(len);
                let mut found = Bitmap::from_fn(rows, |row| in_range(ranges, column.minor[row], column.currency[row]));
                found.resize(len);
                found
            }
        },
        (Ask::Any(codes), Column::Word(column)) => codes.rows(&column.codes, len),
        (Ask::Any(handles), Column::Ref(_) | Column::RefSet(_)) => naming(leaf.column, handles, len),
        (Ask::Any(codes), Column::WordSet(_, sets)) => set_bits(sets, len, |set| set.iter().any(|&code| codes.has(code))),
        (Ask::All(codes), Column::WordSet(_, sets) | Column::RefSet(sets)) => set_bits(sets, len, |set| has_all(set, codes)),
        (Ask::Text(test), Column::Text(_)) => match context.indexes.folded(context.reader, table, leaf.field) {
            Some(folded) if test.mode == Mode::Contains => folded.containing(test.needle.as_bytes(), len),
            Some(folded) => folded.filter(len, |text| test.passes(text)),
            None => Bitmap::filled(len, false),
        },
        _ => Bitmap::filled(len, false),
    }
}

/// Rows whose value is from `low` to `high`.
fn between(values: &[i64], low: i64, high: i64, len: usize) -> Bitmap {
    Bitmap::from_words(int_bits(&values[..values.len().min(len)], low, high), len)
}

/// Whether an amount is in the range of its currency.
pub(super) fn in_range(ranges: &[(i64, i64)], minor: i64, currency: u8) -> bool {
    ranges
        .get(usize::from(currency))
        .is_some_and(|&(low, high)| minor >= low && minor <= high)
}

/// Whether sorted codes hold all of some.
pub(super) fn has_all(set: &[u32], codes: &[u32]) -> bool {
    codes.iter().all(|code| set.binary_search(code).is_ok())
}

/// Rows with a value.
pub(crate) fn filled(column: &Column, len: usize) -> Bitmap {
    match column {
        Column::Int(values) => bits(values, len, |value| value != NONE_I64),
        Column::Float(values) => bits(values, len, |value| !value.is_nan()),
        Column::Money(column) => bits(&column.minor, len, |minor| minor != NONE_I64),
        Column::Word(column) => bits(&column.codes, len, |code| code != NONE_U32),
        Column::Ref(handles) => bits(handles, len, |handle| handle != NONE_U32),
        Column::WordSet(_, sets) | Column::RefSet(sets) => set_bits(sets, len, |_| true),
        Column::Text(column) => {
            let mut rows = Bitmap::from_fn(column.len().min(len), |row| column.get(row as u32).is_some());
            rows.resize(len);
            rows
        }
    }
}
