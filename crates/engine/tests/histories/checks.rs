//! What is checked after every step: the engine's state against the reference, the digest, the journal and the order of stamps.

use std::collections::BTreeMap;

use engine::workspace::Workspace;
use model::{FieldKey, Life, RecordId, Stamp};

use crate::reference::{Record, Reference, Rule, element_key, rule};

/// The invariants of the merge core.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Invariant {
    /// I1: equal vectors give equal digests and equal read models.
    Convergence,
    /// I2: what one writes is what one reads.
    ReadYourWrites,
    /// I3: a replica never shows an older value after a newer one.
    MonotonicReads,
    /// I4: a change comes after everything that its author had read, everywhere.
    WritesFollowReads,
    /// I5: a change is there entirely or not at all.
    Atomicity,
    /// I6: every value is current, superseded by somebody who knew it, or in the journal once.
    JournalOfLosers,
    /// I7: delivering again changes nothing.
    Idempotence,
    /// I8: only life and purge take records away.
    NothingVanishes,
    /// I9: log, checkpoint with tail, and live state are the same.
    Rebuild,
    /// I10: the digest kept up to date is the digest computed afresh.
    Digest,
    /// I14: what is kept and forwarded has the bytes that its author gave it.
    Forwarding,
    /// I16: nothing panics.
    NoPanic,
    /// Undo restores what the step overwrote, and nothing that somebody wrote since.
    Undo,
}

impl Invariant {
    /// Its number and name as they are printed.
    pub fn name(self) -> &'static str {
        match self {
            Invariant::Convergence => "I1 convergence",
            Invariant::ReadYourWrites => "I2 read your writes",
            Invariant::MonotonicReads => "I3 monotonic reads",
            Invariant::WritesFollowReads => "I4 writes follow reads",
            Invariant::Atomicity => "I5 atomicity",
            Invariant::JournalOfLosers => "I6 journal of losers",
            Invariant::Idempotence => "I7 idempotence",
            Invariant::NothingVanishes => "I8 nothing vanishes",
            Invariant::Rebuild => "I9 rebuild",
            Invariant::Digest => "I10 digest",
            Invariant::Forwarding => "I14 forwarding",
            Invariant::NoPanic => "I16 no panic",
            Invariant::Undo => "undo",
        }
    }
}

/// A broken invariant, and how it shows.
#[derive(Debug)]
pub struct Violation {
    pub invariant: Invariant,
    pub detail: String,
}

pub type Checked = Result<(), Violation>;

/// Holds, or the invariant is broken.
pub fn ensure(holds: bool, invariant: Invariant, detail: impl FnOnce() -> String) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Violation {
            invariant,
            detail: detail(),
        })
    }
}

/// A record as the engine shows it.
pub fn shown(workspace: &Workspace, object: &str, record: RecordId) -> Record {
    let mut shown = Record::default();
    let Some(table) = workspace.table(object) else { return shown };
    let handles = workspace.handles();
    let Some(row) = (0..table.len() as u32).find(|&row| table.id(row, handles) == record) else {
        return shown;
    };
    shown.exists = table.is_alive(row) || table.binned().get(row as usize);
    shown.purged = table.is_purged(row);
    shown.life = table.life(row);
    shown.newest = workspace.stamps().stamp(table.newest_stamp(row));
    for (number, field) in table.fields().iter().enumerate() {
        let number = number as u16;
        if field.kind.is_set() && field.key.ends_with('+') {
            continue;
        }
        let primary = table.register(row, number, handles).filter(|_| !field.kind.is_set());
        if field.kind.is_set() || field.further.is_some() {
            let value = table.value(row, number, handles);
            let elements = value.iter().flat_map(|value| value.elements()).skip(usize::from(primary.is_some()));
            for element in elements {
                let key = element_key(object, &field.key, element).unwrap_or_else(|| (field.key.clone(), format!("{element:?}")));
                shown.elements.insert(key, (true, Stamp::default()));
            }
        }
        if let (Some(stamp), false) = (table.cell_stamp(row, number), field.kind.is_set()) {
            shown.cells.insert(field.key.clone(), (primary, workspace.stamps().stamp(stamp)));
        }
    }
    for (key, value, stamp) in table.extras_of(row) {
        shown.cells.insert(key.clone(), (value.cloned(), workspace.stamps().stamp(stamp)));
    }
    shown
}

/// What of a folded record can be seen.
pub fn visible(mut record: Record) -> Record {
    record.exists = record.exists && !record.purged && record.life != Life::Retracted;
    record.elements.retain(|_, (present, _)| *present);
    record.elements.values_mut().for_each(|(_, stamp)| *stamp = Stamp::default());
    record
}

/// The engine shows of a record what the reference says.
pub fn compare(workspace: &Workspace, reference: &Reference, object: &str, record: RecordId, invariant: Invariant) -> Checked {
    let (ours, expected) = (shown(workspace, object, record), visible(reference.record(object, record)));
    ensure(ours == expected, invariant, || {
        let ops = reference.changes().flat_map(|(arrival, known)| {
            let ops = crate::reference::naming(&known.change, object, record);
            ops.map(move |op| format!("\n  #{arrival} {:?} saw {:?}: {op:?}", known.change.stamp(), known.context))
        });
        format!(
            "{object} {record}\n shown    {ours:?}\n expected {expected:?}\n ops {}",
            ops.collect::<String>()
        )
    })
}

/// Everything that the replica has applied is there, and nothing else.
pub fn compare_all(workspace: &Workspace, reference: &Reference, invariant: Invariant) -> Checked {
    applied(workspace, reference)?;
    let records = reference.records();
    for (object, record) in &records {
        compare(workspace, reference, object, *record, invariant)?;
    }
    for table in workspace.tables() {
        for row in table.alive().rows().chain(table.binned().rows()) {
            let record = table.id(row, workspace.handles());
            let known = records.contains(&(table.object.to_string(), record));
            ensure(known, invariant, || {
                format!("{} {record} was never named by any change", table.object)
            })?;
        }
    }
    digest(workspace)
}

/// The engine has applied exactly what the reference has.
pub fn applied(workspace: &Workspace, reference: &Reference) -> Checked {
    let ours = workspace.applied().iter().collect::<BTreeMap<_, _>>();
    ensure(ours == reference.vector, Invariant::WritesFollowReads, || {
        format!(
            "applied {ours:?}, ready were {:?}, held are {:?}",
            reference.vector,
            reference.waiting()
        )
    })
}

/// The digest kept up to date is the one computed afresh.
pub fn digest(workspace: &Workspace) -> Checked {
    let (kept, afresh) = (workspace.digest(), workspace.recompute_digest());
    ensure(kept == afresh, Invariant::Digest, || {
        let wrong = workspace
            .tables()
            .iter()
            .filter(|table| table.digest() != table.recompute_digest(workspace.handles(), workspace.stamps()));
        format!(
            "kept {kept:x}, afresh {afresh:x} in {:?}",
            wrong.map(|table| table.object.to_string()).collect::<Vec<_>>()
        )
    })
}

/// The stamps of a record's cells, where they can only grow.
pub fn growing(object: &str, record: &Record) -> Vec<(FieldKey, Stamp)> {
    // Consent shows an opt-out whatever was written later without knowing it.
    let grows = |field: &FieldKey| rule(object, field).0 != Rule::Consent;
    record
        .cells
        .iter()
        .filter(|(field, _)| grows(field))
        .map(|(field, (_, stamp))| (field.clone(), *stamp))
        .collect()
}
