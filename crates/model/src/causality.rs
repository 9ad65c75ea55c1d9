//! Who has seen what: version vectors, and delivery of changes in an order that respects cause and effect.
//!
//! Every actor numbers its changes 1, 2, 3 … without gaps, and every change says what its author had applied before.
//! A change is delivered only when its predecessor and everything its author had seen are there: replay never passes a gap.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::change::{Change, ChangeId};
use crate::id::ActorId;
use crate::order;

/// How many changes of each actor are known. Missing actors stand at zero.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Vector(BTreeMap<ActorId, u64>);

impl Vector {
    /// The number of the last known change of `actor`.
    #[must_use]
    pub fn get(&self, actor: ActorId) -> u64 {
        self.0.get(&actor).copied().unwrap_or(0)
    }

    /// Whether change number `seq` of `actor` is included.
    #[must_use]
    pub fn has(&self, actor: ActorId, seq: u64) -> bool {
        self.get(actor) >= seq
    }

    /// Raises one entry; lowering has no effect.
    pub fn raise(&mut self, actor: ActorId, seq: u64) {
        let entry = self.0.entry(actor).or_insert(0);
        *entry = (*entry).max(seq);
    }

    /// Lowers one entry; raising has no effect.
    pub fn lower(&mut self, actor: ActorId, seq: u64) {
        if let Some(entry) = self.0.get_mut(&actor) {
            *entry = (*entry).min(seq);
        }
    }

    /// Raises every entry to that of `other`.
    pub fn join(&mut self, other: &Vector) {
        for (&actor, &seq) in &other.0 {
            self.raise(actor, seq);
        }
    }

    /// The entries of `self` that `earlier` does not have.
    #[must_use]
    pub fn since(&self, earlier: &Vector) -> Vec<(ActorId, u64)> {
        self.0
            .iter()
            .filter(|(actor, seq)| earlier.get(**actor) < **seq)
            .map(|(&actor, &seq)| (actor, seq))
            .collect()
    }

    /// All entries, by actor.
    pub fn iter(&self) -> impl Iterator<Item = (ActorId, u64)> + '_ {
        self.0.iter().map(|(&actor, &seq)| (actor, seq))
    }
}

impl FromIterator<(ActorId, u64)> for Vector {
    fn from_iter<I: IntoIterator<Item = (ActorId, u64)>>(entries: I) -> Self {
        let mut vector = Vector::default();
        for (actor, seq) in entries {
            vector.raise(actor, seq);
        }
        vector
    }
}

/// Orders arriving changes: holds back what came too early, drops what is known.
#[derive(Default, Debug, Clone)]
pub struct Inbox {
    applied: Vector,
    contexts: BTreeMap<ActorId, Vector>,
    waiting: BTreeMap<(ActorId, u64), Change>,
}

impl Inbox {
    /// An inbox that continues after what is already applied.
    /// `contexts` is what each actor had seen at its last applied change.
    #[must_use]
    pub fn after(applied: Vector, contexts: BTreeMap<ActorId, Vector>) -> Self {
        Self {
            applied,
            contexts,
            waiting: BTreeMap::new(),
        }
    }

    /// What has been delivered.
    #[must_use]
    pub fn applied(&self) -> &Vector {
        &self.applied
    }

    /// What each actor had seen at its last delivered change.
    #[must_use]
    pub fn contexts(&self) -> &BTreeMap<ActorId, Vector> {
        &self.contexts
    }

    /// Changes held back because something before them is missing.
    pub fn waiting(&self) -> impl Iterator<Item = &Change> {
        self.waiting.values()
    }

    /// Takes one change in and hands out all that can be applied now, in a causal order, each with its author's full context.
    ///
    /// A change that is already applied or waiting gives nothing (re-delivery is harmless).
    pub fn take(&mut self, change: Change) -> Vec<(Change, Vector)> {
        if self.applied.has(change.actor, change.seq) {
            return Vec::new();
        }
        self.waiting.entry((change.actor, change.seq)).or_insert(change);
        let mut ready = Vec::new();
        while let Some(key) = self.next_ready() {
            let change = self.waiting.remove(&key).expect("next_ready names a waiting change");
            let context = self.deliver(&change);
            ready.push((change, context));
        }
        ready
    }

    /// Records a change as delivered and returns its author's full context before it.
    pub fn deliver(&mut self, change: &Change) -> Vector {
        let context = self.contexts.entry(change.actor).or_default();
        for &(actor, seq) in &change.seen {
            context.raise(actor, seq);
        }
        context.raise(change.actor, change.seq - 1);
        let seen = context.clone();
        context.raise(change.actor, change.seq);
        self.applied.raise(change.actor, change.seq);
        seen
    }

    /// Hands out waiting changes although something before them is missing, because it is lost: those for which `is_cut_off` holds,
    /// in the order of their stamps, which never puts an effect before its cause.
    pub fn release(&mut self, is_cut_off: impl Fn(ChangeId) -> bool) -> Vec<(Change, Vector)> {
        let cut_off = self.waiting.values().map(Change::id).filter(|&id| is_cut_off(id));
        let cut_off = cut_off.collect::<Vec<_>>();
        let mut released = cut_off
            .iter()
            .filter_map(|id| self.waiting.remove(&(id.actor, id.seq)))
            .collect::<Vec<_>>();
        order::sort_by_key(&mut released, Change::stamp);
        let mut ready = Vec::with_capacity(released.len());
        for change in released {
            let context = self.deliver(&change);
            ready.push((change, context));
        }
        ready
    }

    fn next_ready(&self) -> Option<(ActorId, u64)> {
        self.waiting.iter().find(|(_, change)| self.is_ready(change)).map(|(&key, _)| key)
    }

    fn is_ready(&self, change: &Change) -> bool {
        #[cfg(feature = "planted-defects")]
        if crate::merge::defect::is(crate::merge::defect::Defect::ReplayPastGap) {
            return true;
        }
        self.applied.get(change.actor) + 1 == change.seq && change.seen.iter().all(|&(actor, seq)| self.applied.has(actor, seq))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Intent;
    use crate::clock::Hlc;

    fn change(actor: u64, seq: u64, seen: &[(u64, u64)]) -> Change {
        let seen = seen.iter().map(|&(actor, seq)| (ActorId(actor), seq)).collect();
        Change {
            actor: ActorId(actor),
            seq,
            hlc: Hlc::new(seq, 0),
            seen,
            intent: Intent::default(),
            ops: Vec::new(),
        }
    }

    fn delivered(inbox: &mut Inbox, change: Change) -> Vec<(u64, u64)> {
        inbox
            .take(change)
            .into_iter()
            .map(|(change, _)| (change.actor.0, change.seq))
            .collect()
    }

    #[test]
    fn nothing_passes_a_gap() {
        let mut inbox = Inbox::default();
        assert_eq!(delivered(&mut inbox, change(1, 2, &[])), []);
        assert_eq!(inbox.waiting().count(), 1);
        assert_eq!(delivered(&mut inbox, change(1, 1, &[])), [(1, 1), (1, 2)]);
    }

    #[test]
    fn an_answer_waits_for_its_question() {
        let mut inbox = Inbox::default();
        assert_eq!(delivered(&mut inbox, change(2, 1, &[(1, 1)])), []);
        assert_eq!(delivered(&mut inbox, change(1, 1, &[])), [(1, 1), (2, 1)]);
    }

    #[test]
    fn redelivery_gives_nothing() {
        let mut inbox = Inbox::default();
        assert_eq!(delivered(&mut inbox, change(1, 1, &[])), [(1, 1)]);
        assert_eq!(delivered(&mut inbox, change(1, 1, &[])), []);
    }

    #[test]
    fn the_context_accumulates_over_an_authors_changes() {
        let mut inbox = Inbox::default();
        inbox.take(change(1, 1, &[]));
        inbox.take(change(2, 1, &[(1, 1)]));
        let (_, context) = inbox.take(change(2, 2, &[])).remove(0);
        assert!(context.has(ActorId(1), 1) && context.has(ActorId(2), 1) && !context.has(ActorId(2), 2));
    }
}
