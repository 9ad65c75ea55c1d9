//! Filters: compiled against the schema, evaluated column by column into bitmaps.
//!
//! A filter is compiled once ([`Compiled`]) and made ready for a moment and the current values ([`Ready`]); the ready form answers
//! for all rows of its table at once or for single rows. Meaning, the same for both and for the explanation in words:
//!
//! - A condition looks at all values that its path reaches: the field's own, further ones, and those of every record that a
//!   reference on the way names and that is in use. It holds when one of them passes.
//! - "Is not", "contains not", "none of" and "empty" hold exactly when "is", "contains", "any of" and "filled" do not.
//! - Text is compared folded and as it is read; phone numbers by their digits.
//! - Days are local days. A relative span is resolved when the filter is made ready.

mod amounts;
mod check;
mod compile;
mod evaluate;
mod kept;
mod ready;
mod related;
mod row;
mod scan;
mod text;
mod touched;

use model::{Aggregate, ObjectKey, RecordId};

use super::QueryError;
use super::indexes::Indexes;
use super::reads::Reads;
use crate::bitmap::Bitmap;
use crate::reader::Reader;
use crate::workspace::Workspace;

pub(super) use amounts::{Amount, Bound, Bounds, Number};
pub(crate) use check::Check;
pub(crate) use compile::{fits, segment_filter};
pub(crate) use evaluate::{filled, naming};
pub(crate) use kept::Kept;
pub use ready::Ready;
pub(crate) use row::linked;
pub(crate) use scan::CodeSet;
pub(super) use scan::bits;
pub(crate) use text::is_phone;

/// Segments within segments within segments: more are refused.
pub const MAX_SEGMENT_DEPTH: usize = 8;

/// A filter that fits the schema.
#[derive(Clone, Debug)]
pub struct Compiled {
    object: ObjectKey,
    table: u16,
    root: Node,
    segments: Vec<SegmentNode>,
    reads: Reads,
    /// Version of the table of segments, where any was read.
    segments_version: Option<u64>,
}

/// A filter with everything looked up that does not depend on values.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Test(Test),
    Related(Box<RelatedNode>),
    /// Index among the compiled segments.
    Segment(usize),
}

/// A compiled segment: compiled once, however often it is named.
#[derive(Clone, Debug)]
pub(crate) struct SegmentNode {
    pub(crate) id: RecordId,
    pub(crate) table: u16,
    pub(crate) node: Node,
}

/// A reference to follow.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hop {
    /// Table that has the reference.
    pub(crate) table: u16,
    /// The reference.
    pub(crate) field: u16,
    /// Table that it leads to.
    pub(crate) target: u16,
}

/// A condition on a field.
#[derive(Clone, Debug)]
pub(crate) struct Test {
    pub(crate) hops: Vec<Hop>,
    /// Table of the compared field.
    pub(crate) table: u16,
    pub(crate) field: u16,
    /// Table of the records that the field names, for references.
    pub(crate) target: Option<u16>,
    pub(crate) check: Check,
    /// Holds where the check does not.
    pub(crate) negated: bool,
}

/// A condition on records that point here.
#[derive(Clone, Debug)]
pub(crate) struct RelatedNode {
    /// Table of the related records.
    pub(crate) table: u16,
    /// Their reference.
    pub(crate) link: u16,
    pub(crate) node: Node,
    pub(crate) aggregate: Aggregate,
    /// The aggregated field.
    pub(crate) field: Option<u16>,
    pub(crate) bounds: Bounds<f64>,
    /// Compares whether there is anything to aggregate, not what comes out.
    pub(crate) filled: bool,
    pub(crate) negated: bool,
}

impl Compiled {
    /// Compiles a filter on records of an object.
    ///
    /// # Errors
    /// [`QueryError`] when it names what does not exist, compares what cannot be compared, nests too deep, or a segment contains itself.
    pub fn new(filter: &model::Filter, object: &str, workspace: &Workspace) -> Result<Self, QueryError> {
        compile::compile(filter, object, workspace)
    }

    /// The object.
    #[must_use]
    pub fn object(&self) -> &ObjectKey {
        &self.object
    }

    /// Number of the object's table.
    #[must_use]
    pub fn table(&self) -> u16 {
        self.table
    }

    /// Computed fields that it reads: to be refreshed before.
    #[must_use]
    pub fn computed(&self) -> &[(u16, u16)] {
        self.reads.computed()
    }

    /// What it reads.
    #[must_use]
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// Whether a segment that it names may have changed since it was compiled.
    #[must_use]
    pub fn is_outdated(&self, workspace: &Workspace) -> bool {
        self.segments_version
            .is_some_and(|version| workspace.table("segment").is_some_and(|table| table.version() != version))
    }

    /// Whether it depends on nothing but stored fields of the row itself.
    #[must_use]
    pub fn is_local(&self) -> bool {
        fn local(node: &Node) -> bool {
            match node {
                Node::All(parts) | Node::Any(parts) => parts.iter().all(local),
                Node::Not(part) => local(part),
                Node::Test(test) => test.hops.is_empty(),
                Node::Related(_) | Node::Segment(_) => false,
            }
        }
        self.reads.computed().is_empty() && local(&self.root)
    }

    /// Makes it ready for the values and the moment of a reader.
    #[must_use]
    pub fn ready<'a>(&'a self, reader: Reader<'a>, indexes: &'a Indexes) -> Ready<'a> {
        Ready::new(self, reader, indexes)
    }

    /// Rows of the table for which it holds, whether their records are in use or not.
    #[must_use]
    pub fn evaluate(&self, reader: Reader<'_>, indexes: &Indexes) -> Bitmap {
        self.ready(reader, indexes).evaluate()
    }

    /// Whether it holds for a row.
    #[must_use]
    pub fn matches(&self, reader: Reader<'_>, indexes: &Indexes, row: u32) -> bool {
        self.ready(reader, indexes).matches(row)
    }

    /// Number of records in use for which it holds.
    #[must_use]
    pub fn count(&self, reader: Reader<'_>, indexes: &Indexes) -> u32 {
        let mut rows = self.evaluate(reader, indexes);
        rows.and(reader.workspace.tables()[usize::from(self.table)].alive());
        rows.count() as u32
    }
}

#[cfg(test)]
pub(crate) mod tests;
