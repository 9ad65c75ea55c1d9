//! A filter while it is being built: a tree of signals, so that typing in one condition rebuilds nothing else.
//!
//! Signals live in a tree that grows and shrinks, so they are counted references, not arena handles.

use std::sync::atomic::{AtomicU32, Ordering};

use model::{Aggregate, Condition, FieldKey, Filter, ObjectKey, Operator, RecordId, Related};

use super::fields::is_complete;
use crate::reactive::prelude::*;

/// Parts that are joined.
#[derive(Clone)]
pub struct FilterTree {
    /// One is enough.
    pub(super) any: ArcRwSignal<bool>,
    /// The parts.
    pub(super) parts: ArcRwSignal<Vec<Part>>,
}

/// One part.
#[derive(Clone)]
pub(super) struct Part {
    /// Tells parts apart while the tree lives.
    pub id: u32,
    /// It must not hold.
    pub not: ArcRwSignal<bool>,
    /// What it is.
    pub node: Node,
}

/// What a part is.
#[derive(Clone)]
pub(super) enum Node {
    /// Parts of its own.
    Group(FilterTree),
    /// A condition on a field; without a path while no field is chosen.
    Field(ArcRwSignal<Condition>),
    /// A condition on related records.
    Related(RelatedNode),
    /// Membership of a segment.
    Segment(ArcRwSignal<Option<RecordId>>),
}

/// A condition on related records.
#[derive(Clone)]
pub(super) struct RelatedNode {
    pub object: ObjectKey,
    pub link: FieldKey,
    pub aggregate: ArcRwSignal<Aggregate>,
    pub operator: ArcRwSignal<Operator>,
    pub values: ArcRwSignal<Vec<f64>>,
    /// Which of them count.
    pub inner: FilterTree,
}

impl Part {
    pub fn new(node: Node) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self {
            id: NEXT.fetch_add(1, Ordering::Relaxed),
            not: ArcRwSignal::new(false),
            node,
        }
    }

    fn of(filter: &Filter) -> Self {
        match filter {
            Filter::Not(part) => {
                let part = Self::of(part);
                // Twice not is the thing itself.
                part.not.update(|not| *not = !*not);
                part
            }
            Filter::All(_) | Filter::Any(_) => Self::new(Node::Group(FilterTree::of(filter))),
            Filter::Field(condition) => Self::new(Node::Field(ArcRwSignal::new(condition.clone()))),
            Filter::Related(related) => Self::new(Node::Related(RelatedNode::of(related))),
            Filter::Segment(id) => Self::new(Node::Segment(ArcRwSignal::new(Some(*id)))),
        }
    }

    fn filter(&self) -> Option<Filter> {
        let filter = match &self.node {
            Node::Group(tree) => Some(tree.filter()).filter(|filter| !filter.is_everything()),
            Node::Field(condition) => condition.with(|condition| is_complete(condition).then(|| Filter::Field(condition.clone()))),
            Node::Related(related) => related.filter().map(Filter::Related),
            Node::Segment(id) => id.get().map(Filter::Segment),
        }?;
        Some(if self.not.get() { Filter::Not(Box::new(filter)) } else { filter })
    }
}

impl RelatedNode {
    pub fn of(related: &Related) -> Self {
        Self {
            object: related.object.clone(),
            link: related.link.clone(),
            aggregate: ArcRwSignal::new(related.aggregate.clone()),
            operator: ArcRwSignal::new(related.operator),
            values: ArcRwSignal::new(related.values.clone()),
            inner: FilterTree::of(&related.filter),
        }
    }

    fn filter(&self) -> Option<Related> {
        let values = self.values.get();
        let needed = if self.operator.get() == Operator::Between { 2 } else { 1 };
        (values.len() == needed).then(|| Related {
            object: self.object.clone(),
            link: self.link.clone(),
            filter: Box::new(self.inner.filter()),
            aggregate: self.aggregate.get(),
            operator: self.operator.get(),
            values,
        })
    }
}

impl FilterTree {
    /// A tree without parts.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            any: ArcRwSignal::new(false),
            parts: ArcRwSignal::new(Vec::new()),
        }
    }

    /// The tree of a filter.
    #[must_use]
    pub fn of(filter: &Filter) -> Self {
        let (any, parts) = match filter {
            Filter::All(parts) => (false, parts.iter().map(Part::of).collect()),
            Filter::Any(parts) => (true, parts.iter().map(Part::of).collect()),
            single => (false, vec![Part::of(single)]),
        };
        Self {
            any: ArcRwSignal::new(any),
            parts: ArcRwSignal::new(parts),
        }
    }

    /// The filter it stands for, without parts that are not finished. Reads signals: inside an effect or memo it follows them.
    #[must_use]
    pub fn filter(&self) -> Filter {
        let parts = self.parts.with(|parts| parts.iter().filter_map(Part::filter).collect::<Vec<_>>());
        match (parts.len(), self.any.get()) {
            // Nothing asked for lets everything through; "any of nothing" would let nothing through.
            (0, _) => Filter::everything(),
            (_, true) => Filter::Any(parts),
            (_, false) => Filter::All(parts),
        }
    }

    /// Whether there is no part at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.with(Vec::is_empty)
    }

    pub(super) fn add(&self, node: Node) {
        self.parts.update(|parts| parts.push(Part::new(node)));
    }

    pub(super) fn remove(&self, id: u32) {
        self.parts.update(|parts| parts.retain(|part| part.id != id));
    }
}

#[cfg(test)]
mod tests {
    use model::{Unit, Value};

    use super::*;

    fn nested() -> Filter {
        Filter::All(vec![
            Filter::field("name", Operator::Contains, vec!["berg".into()]),
            Filter::Not(Box::new(Filter::Any(vec![
                Filter::relative("last_activity", Operator::InLast, 90, Unit::Day),
                Filter::Segment(RecordId(7)),
            ]))),
            Filter::Related(Related {
                object: "order".into(),
                link: "contact".into(),
                filter: Box::new(Filter::All(vec![Filter::relative("date", Operator::InLast, 90, Unit::Day)])),
                aggregate: Aggregate::Count,
                operator: Operator::AtLeast,
                values: vec![2.0],
            }),
        ])
    }

    #[test]
    fn a_tree_stands_for_the_filter_it_was_made_of() {
        let owner = Owner::new();
        owner.set();
        assert_eq!(FilterTree::of(&nested()).filter(), nested());
        assert_eq!(FilterTree::of(&Filter::everything()).filter(), Filter::everything());
    }

    #[test]
    fn unfinished_parts_do_not_count() {
        let owner = Owner::new();
        owner.set();
        let tree = FilterTree::of(&nested());
        let open = Condition {
            path: vec!["email".into()],
            operator: Operator::Contains,
            values: Vec::new(),
            span: None,
        };
        tree.add(Node::Field(ArcRwSignal::new(open)));
        tree.add(Node::Group(FilterTree::empty()));
        tree.add(Node::Segment(ArcRwSignal::new(None)));
        assert_eq!(tree.filter(), nested());
        tree.any.set(true);
        assert!(matches!(tree.filter(), Filter::Any(parts) if parts.len() == 3));
    }

    #[test]
    fn twice_not_is_the_thing_itself() {
        let owner = Owner::new();
        owner.set();
        let part = Filter::field("email", Operator::Filled, Vec::<Value>::new());
        let twice = Filter::Not(Box::new(Filter::Not(Box::new(part.clone()))));
        assert_eq!(FilterTree::of(&twice).filter(), Filter::All(vec![part]));
    }
}
