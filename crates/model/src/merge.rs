//! The merge rules: which of two writes to a cell stands, and which loser must stay readable.
//!
//! The rules are functions of two writes and know nothing of tables, so the engine and the reference model of the tests share them.
//! The rule of each kind of field stands in `docs/ARCHITECTURE.md`, section "Merge".

use crate::causality::Vector;
use crate::clock::Stamp;
use crate::id::ActorId;

/// A write as the rules see it: its stamp, and the number of its change among its author's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Write {
    /// Time and author.
    pub stamp: Stamp,
    /// The author's change number.
    pub seq: u64,
}

impl Write {
    /// Whether the author of a change with `context` had this write before them.
    #[must_use]
    pub fn is_seen_by(&self, context: &Vector) -> bool {
        context.has(self.stamp.actor, self.seq)
    }

    /// Who wrote it.
    #[must_use]
    pub fn actor(&self) -> ActorId {
        self.stamp.actor
    }
}

/// What becomes of a register when a write arrives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The arriving write stands, and its author knew the old value.
    Replace,
    /// The arriving write stands; the old value was written concurrently and goes to the journal.
    ReplaceAndJournal,
    /// The current value stands; the arriving value goes to the journal.
    KeepAndJournal,
    /// The same write again.
    Known,
}

/// Last writer wins per register, by stamp; concurrent losers are journaled.
#[must_use]
pub fn register(current: Option<Write>, arriving: Write, context: &Vector) -> Outcome {
    let Some(current) = current else { return Outcome::Replace };
    if current.stamp == arriving.stamp {
        return Outcome::Known;
    }
    #[cfg(feature = "planted-defects")]
    if defect::is(defect::Defect::TieByArrival) && current.stamp.hlc == arriving.stamp.hlc {
        return Outcome::ReplaceAndJournal;
    }
    #[cfg(feature = "planted-defects")]
    if defect::is(defect::Defect::SkippedAtHighCounter) && arriving.stamp.hlc.counter() >= 8 {
        return Outcome::KeepAndJournal;
    }
    #[cfg(feature = "planted-defects")]
    if defect::is(defect::Defect::SequentialJournaled) && arriving.stamp > current.stamp {
        return Outcome::ReplaceAndJournal;
    }
    if current.is_seen_by(context) {
        // Causally later is always the greater stamp, because the clock's receive rule makes it so.
        return if arriving.stamp > current.stamp {
            Outcome::Replace
        } else {
            Outcome::KeepAndJournal
        };
    }
    if arriving.stamp > current.stamp {
        Outcome::ReplaceAndJournal
    } else {
        Outcome::KeepAndJournal
    }
}

/// Element of a set: later wins; equal stamps cannot differ, but if they did, present would win.
#[must_use]
pub fn element(current: Option<(Stamp, bool)>, arriving: (Stamp, bool)) -> bool {
    match current {
        None => arriving.1,
        Some((stamp, present)) if stamp == arriving.0 => present || arriving.1,
        Some((stamp, present)) => {
            if arriving.0 > stamp {
                arriving.1
            } else {
                present
            }
        }
    }
}

/// Life: the later stamp decides about the bin, and within one change the later op.
#[must_use]
pub fn life_replaces(current: Option<Stamp>, arriving: Stamp) -> bool {
    #[cfg(feature = "planted-defects")]
    if defect::is(defect::Defect::DeleteAlwaysWins) {
        return true;
    }
    current.is_none_or(|current| arriving >= current)
}

/// Consent: an opt-out stands until an opt-in whose author had seen it.
///
/// `opt_outs` are the opt-outs that still stand; an arriving opt-in removes those its author had seen.
pub fn opt_in(opt_outs: &mut Vec<Write>, context: &Vector) {
    opt_outs.retain(|opt_out| !opt_out.is_seen_by(context));
}

/// Defects that tests switch on to show that they are caught. Only compiled for tests, never into the product.
#[cfg(feature = "planted-defects")]
pub mod defect {
    use std::cell::Cell;

    /// A known way to get merging wrong, with the incident it is taken from.
    #[derive(Clone, Copy, PartialEq, Eq, Debug)]
    pub enum Defect {
        /// The clock does not move past what it receives (calimero-network/core#2662).
        ReceiveIgnoresRemote,
        /// Equal times are decided by who arrives last.
        TieByArrival,
        /// Changes are applied although something before them is missing (PouchDB#1240).
        ReplayPastGap,
        /// A delete wins whatever its stamp.
        DeleteAlwaysWins,
        /// The digest is not maintained when a value is overwritten.
        DigestForgetsOverwrite,
        /// A losing concurrent value is dropped instead of journaled (Logseq#8112).
        LoserDropped,
        /// A change is applied again when it is delivered again.
        AppliedTwice,
        /// An opt-in that never saw the opt-out switches it off.
        OptInWins,
        /// Undo takes back what somebody else has written since.
        UndoOfOthers,
        /// Undo of several changes takes a step off the list for each of them.
        UndoStepPerChange,
        /// A write is skipped when the counter of its time is high.
        SkippedAtHighCounter,
        /// Only the first op of a change is applied.
        AppliedInPart,
        /// Writes to a purged record bring it back.
        PurgeForgotten,
        /// A value goes to the journal although whoever wrote over it had seen it.
        SequentialJournaled,
        /// Changes do not say what their author had seen.
        SeenForgotten,
        /// A checkpoint leaves out what changed since the one before.
        CheckpointForgetsBlocks,
    }

    impl Defect {
        /// All of them.
        pub const ALL: [Defect; 16] = [
            Defect::ReceiveIgnoresRemote,
            Defect::TieByArrival,
            Defect::ReplayPastGap,
            Defect::DeleteAlwaysWins,
            Defect::DigestForgetsOverwrite,
            Defect::LoserDropped,
            Defect::AppliedTwice,
            Defect::OptInWins,
            Defect::UndoOfOthers,
            Defect::UndoStepPerChange,
            Defect::SkippedAtHighCounter,
            Defect::AppliedInPart,
            Defect::PurgeForgotten,
            Defect::SequentialJournaled,
            Defect::SeenForgotten,
            Defect::CheckpointForgetsBlocks,
        ];
    }

    thread_local! {
        static PLANTED: Cell<Option<Defect>> = const { Cell::new(None) };
    }

    /// Plants a defect for this thread, or removes it.
    pub fn plant(defect: Option<Defect>) {
        PLANTED.set(defect);
    }

    /// Whether the defect is planted.
    #[must_use]
    pub fn is(defect: Defect) -> bool {
        PLANTED.get() == Some(defect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Hlc;

    fn write(millis: u64, actor: u64, seq: u64) -> Write {
        Write {
            stamp: Stamp {
                hlc: Hlc::new(millis, 0),
                actor: ActorId(actor),
            },
            seq,
        }
    }

    #[test]
    fn sequential_edits_leave_no_journal_and_concurrent_ones_do() {
        let seen: Vector = [(ActorId(1), 1)].into_iter().collect();
        let unseen = Vector::default();
        let old = Some(write(1, 1, 1));
        assert_eq!(register(None, write(2, 2, 1), &unseen), Outcome::Replace);
        assert_eq!(register(old, write(2, 2, 1), &seen), Outcome::Replace);
        assert_eq!(register(old, write(2, 2, 1), &unseen), Outcome::ReplaceAndJournal);
        assert_eq!(register(Some(write(3, 1, 1)), write(2, 2, 1), &unseen), Outcome::KeepAndJournal);
        assert_eq!(register(old, write(1, 1, 1), &seen), Outcome::Known);
    }

    #[test]
    fn equal_times_are_decided_by_actor_in_either_order() {
        let (low, high) = (write(5, 1, 1), write(5, 2, 1));
        assert_eq!(register(Some(low), high, &Vector::default()), Outcome::ReplaceAndJournal);
        assert_eq!(register(Some(high), low, &Vector::default()), Outcome::KeepAndJournal);
    }

    #[test]
    fn an_opt_in_removes_only_the_opt_outs_it_saw() {
        let mut standing = vec![write(1, 1, 1), write(9, 2, 1)];
        opt_in(&mut standing, &[(ActorId(1), 1)].into_iter().collect());
        assert_eq!(standing, [write(9, 2, 1)]);
    }
}
