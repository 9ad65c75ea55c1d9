//! Undo and redo, checked cell by cell: what the step overwrote is back, and what somebody wrote since is left alone.

use std::rc::Rc;

use engine::session::drive::{self, RevertError};
use engine::undo::UndoList;
use model::change::Verb;
use model::{ActorId, ChangeId, Life, Op, RecordId};
use pollster::block_on;

use crate::checks::{Checked, Invariant, Violation, ensure};
use crate::reference::{Known, Record, Reference, Rule, element_key, has, naming, rule, written};
use crate::replica::{Registry, Replica, named};

/// Takes a step back or does it again. Returns how many cells were left alone, or nothing when there was no step.
pub fn revert(replica: &mut Replica, verb: Verb, group: RecordId, now: u64, registry: &mut Registry) -> Result<Option<usize>, Violation> {
    let (step, lists) = {
        let session = replica.session.borrow();
        let step = if verb == Verb::Redo {
            session.undo.next_redo()
        } else {
            session.undo.next_undo()
        };
        (step.cloned(), Lists::of(&session.undo))
    };
    let earlier = replica.reference.clone();
    let unsaved = replica.session.borrow().unsaved();
    let outcome = block_on(drive::revert(&replica.session, &replica.store, verb, group, now));
    let Some(step) = step else {
        ensure(matches!(outcome, Err(RevertError::Nothing)), Invariant::Undo, || {
            "there was no step to take back".to_owned()
        })?;
        return Ok(None);
    };
    let spent = matches!(outcome, Err(RevertError::Overwritten));
    let skipped = match outcome {
        Ok(reverted) => {
            let made = replica.note_own(unsaved, registry)?;
            replica.check(&made)?;
            reverted.skipped
        }
        Err(RevertError::Overwritten) => 1,
        Err(error) => {
            return Err(Violation {
                invariant: Invariant::Undo,
                detail: error.to_string(),
            });
        }
    };
    lists.became(&Lists::of(&replica.session.borrow().undo), verb, spent)?;
    let changes = step.changes.iter().map(|id| registry[id].clone()).collect::<Vec<_>>();
    for (object, record) in named(&changes.iter().map(|known| &known.change).collect::<Vec<_>>()) {
        check_record(replica, &earlier, &changes, &object, record)?;
    }
    Ok(Some(skipped))
}

/// The steps that can be taken back, oldest first, and how many can be done again.
#[derive(Debug)]
struct Lists {
    done: Vec<ChangeId>,
    undone: usize,
}

impl Lists {
    fn of(list: &UndoList) -> Self {
        Self {
            done: list.steps().iter().filter_map(|step| step.changes.first().copied()).collect(),
            undone: list.redo_count(),
        }
    }

    /// One step has gone from one list to the other, as a new change; a spent one has only gone. All others are where they were.
    fn became(&self, now: &Lists, verb: Verb, spent: bool) -> Checked {
        let came = usize::from(!spent);
        let (done, undone) = if verb == Verb::Redo {
            (self.done.len() + came, self.undone - 1)
        } else {
            (self.done.len() - 1, self.undone + came)
        };
        let kept = self.done.len().min(done);
        let right = now.done.len() == done && now.undone == undone && now.done[..kept] == self.done[..kept];
        ensure(right, Invariant::Undo, || format!("one {verb:?} and {self:?} became {now:?}"))
    }
}

/// What could be taken back before closing can be taken back after opening, and what its author had seen is known again.
///
/// Steps of which nothing was left to revert leave the list for good only with the next step that is reverted.
pub fn survives(before: &UndoList, after: &UndoList, registry: &Registry) -> Checked {
    let (was, now) = (Lists::of(before), Lists::of(after));
    let mut rest = now.done.iter();
    let kept = was.done.iter().all(|step| rest.any(|other| other == step));
    ensure(kept && now.undone >= was.undone, Invariant::Undo, || {
        format!("{was:?} became {now:?} by opening again")
    })?;
    for step in after.steps() {
        let Some(first) = step.changes.first().map(|id| &registry[id]) else {
            continue;
        };
        let others = |seen: &mut dyn Iterator<Item = (ActorId, u64)>| {
            let others = seen.filter(|&(actor, seq)| actor != first.change.actor && seq > 0);
            others.collect::<Vec<_>>()
        };
        let (known, expected) = (
            others(&mut step.context.iter()),
            others(&mut first.context.iter().map(|(&actor, &seq)| (actor, seq))),
        );
        ensure(known == expected, Invariant::Undo, || {
            format!(
                "{:?} had seen {expected:?}, taken back as if it had seen {known:?}",
                first.change.id()
            )
        })?;
    }
    Ok(())
}

/// Who else touched a record without the step's author having seen it.
struct Since<'a> {
    reference: &'a Reference,
    first: &'a Known,
    object: &'a str,
    record: RecordId,
}

impl Since<'_> {
    /// Changes of others that the author had not seen before the step.
    fn unseen(&self) -> impl Iterator<Item = &Rc<Known>> {
        self.reference
            .changes()
            .map(|(_, known)| known)
            .filter(|known| known.change.actor != self.first.change.actor && !has(&self.first.context, known.change.id()))
    }

    /// Those that name the record.
    fn foreign(&self) -> impl Iterator<Item = &Rc<Known>> {
        self.unseen()
            .filter(|known| naming(&known.change, self.object, self.record).next().is_some())
    }

    /// Whether one of them names the record, or one of another object with the same id. Only files have such records;
    /// to leave more of them alone than need be is allowed.
    fn is_touched(&self) -> bool {
        self.unseen()
            .any(|known| known.change.ops.iter().any(|op| op.records().contains(&self.record)))
    }

    /// Whether one of them won over the step with an op for which `writes` holds.
    fn overwrote(&self, step: &Known, writes: impl Fn(&Op) -> bool) -> bool {
        self.foreign()
            .any(|known| known.change.stamp() > step.change.stamp() && naming(&known.change, self.object, self.record).any(&writes))
    }
}

fn check_record(replica: &Replica, earlier: &Reference, changes: &[Rc<Known>], object: &str, record: RecordId) -> Checked {
    let Some(first) = changes.iter().find(|known| naming(&known.change, object, record).next().is_some()) else {
        return Ok(());
    };
    // Changes of an earlier opening of the same tab may be older than what this test has written down.
    let Some(base) = replica
        .before
        .get(&first.change.id())
        .and_then(|before| before.get(&(object.to_owned(), record)))
    else {
        return Ok(());
    };
    let (was, now) = (earlier.record(object, record), replica.reference.record(object, record));
    if now.purged || base.purged {
        return Ok(());
    }
    let since = Since {
        reference: earlier,
        first,
        object,
        record,
    };
    let touched = since.is_touched();
    let wrong = |what: &str| Violation {
        invariant: Invariant::Undo,
        detail: format!("{object} {record}: {what}\n base {base:?}\n was  {was:?}\n now  {now:?}\n step {changes:?}"),
    };
    if !base.exists {
        let made = |op: &Op| !matches!(op, Op::Life { .. } | Op::Purge { .. });
        if !changes.iter().any(|known| naming(&known.change, object, record).any(made)) {
            return Ok(());
        }
        let written = since.foreign().next().is_some();
        return match (touched, now.is_alive()) {
            (false, true) => Err(wrong("was made by the step and is still there")),
            (_, false) if written && was.is_alive() => Err(wrong("somebody else has written to it and it is gone")),
            _ => Ok(()),
        };
    }
    let last = |writes: &dyn Fn(&Op) -> bool| {
        changes
            .iter()
            .rev()
            .find(|known| naming(&known.change, object, record).any(writes))
            .cloned()
    };
    // A step that brought back what was retracted is taken back by retracting it again, whatever its cells hold.
    let hidden = base.life == Life::Retracted && now.life == Life::Retracted;
    for (field, restored) in cells(base, &was) {
        let writes = |op: &Op| written(object, op, record).iter().any(|(written, _)| *written == field);
        let value = |record: &Record| record.cells.get(&field).and_then(|(value, _)| value.clone());
        let verdict = match last(&writes) {
            None => {
                if value(&now) == value(&was) {
                    Verdict::Right
                } else {
                    Verdict::Touched
                }
            }
            Some(step) => verdict(
                value(&now) == restored,
                value(&now) == value(&was),
                since.overwrote(&step, writes),
                touched,
            ),
        };
        let may = rule(object, &field).0 == Rule::Consent && verdict == Verdict::Clobbered;
        if !(may || hidden && verdict == Verdict::Left) {
            verdict.report(&field).map_or(Ok(()), |what| Err(wrong(&what)))?;
        }
    }
    for (key, restored) in elements(base, &was) {
        let writes =
            |op: &Op| matches!(op, Op::Element { field, element, .. } if element_key(object, field, element).as_ref() == Some(&key));
        let present = |record: &Record| record.elements.get(&key).is_some_and(|(present, _)| *present);
        if let Some(step) = last(&writes) {
            let verdict = verdict(
                present(&now) == restored,
                present(&now) == present(&was),
                since.overwrote(&step, writes),
                touched,
            );
            if !(hidden && verdict == Verdict::Left) {
                verdict.report(&key.1).map_or(Ok(()), |what| Err(wrong(&what)))?;
            }
        }
    }
    let lives = |op: &Op| matches!(op, Op::Life { .. });
    match last(&lives) {
        Some(step) => {
            let verdict = verdict(now.life == base.life, now.life == was.life, since.overwrote(&step, lives), touched);
            verdict.report("life").map_or(Ok(()), |what| Err(wrong(&what)))
        }
        None if now.life != was.life => Err(wrong("life changed although the step did not write it")),
        None => Ok(()),
    }
}

fn cells(base: &Record, was: &Record) -> Vec<(model::FieldKey, Option<model::Value>)> {
    let keys = base.cells.keys().chain(was.cells.keys()).collect::<std::collections::BTreeSet<_>>();
    keys.into_iter()
        .map(|key| (key.clone(), base.cells.get(key).and_then(|(value, _)| value.clone())))
        .collect()
}

fn elements(base: &Record, was: &Record) -> Vec<((model::FieldKey, String), bool)> {
    let keys = base
        .elements
        .keys()
        .chain(was.elements.keys())
        .collect::<std::collections::BTreeSet<_>>();
    keys.into_iter()
        .map(|key| (key.clone(), base.elements.get(key).is_some_and(|(present, _)| *present)))
        .collect()
}

/// What became of one cell that the step wrote.
#[derive(PartialEq)]
enum Verdict {
    Right,
    /// Changed although the step did not write it.
    Touched,
    /// Changed although somebody else had written it since.
    Clobbered,
    /// Not restored although nobody else had touched the record.
    Left,
}

impl Verdict {
    fn report(self, cell: &str) -> Option<String> {
        match self {
            Verdict::Right => None,
            Verdict::Touched => Some(format!("{cell} changed although the step did not write it")),
            Verdict::Clobbered => Some(format!("{cell} was written by somebody else since and is gone")),
            Verdict::Left => Some(format!("{cell} was not restored although nobody else had touched the record")),
        }
    }
}

fn verdict(restored: bool, untouched: bool, overwritten: bool, touched: bool) -> Verdict {
    match (overwritten, restored, untouched, touched) {
        (true, _, false, _) => Verdict::Clobbered,
        (true, ..) | (_, true, ..) => Verdict::Right,
        // Somebody else wrote to the record: leaving more alone than need be is allowed.
        (false, false, true, true) => Verdict::Right,
        _ => Verdict::Left,
    }
}
