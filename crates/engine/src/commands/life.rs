//! The bin: moving records there, taking them back, deleting them for good.

use bridge::{CommandFailure, Selection};
use model::change::Verb;
use model::{Life, Op};

use super::{Draft, Drafting, file};

/// Moves records to the bin. Their fields are kept.
pub(super) fn trash(object: &str, selection: &Selection, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    change_life(Verb::Trash, Life::Trashed, object, selection, drafting)
}

/// Takes records out of the bin.
pub(super) fn restore(object: &str, selection: &Selection, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    change_life(Verb::Restore, Life::Alive, object, selection, drafting)
}

fn change_life(verb: Verb, life: Life, object: &str, selection: &Selection, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let records = drafting.selected(object, selection)?;
    let mut draft = Draft::new(verb, object);
    draft.intent.count = records.len() as u32;
    if let [record] = records[..] {
        draft.intent.detail = drafting.name(object, record);
        draft.record = Some((object.into(), record));
    }
    draft.ops.push(Op::Life {
        object: object.into(),
        life,
        records,
    });
    Ok(draft)
}

/// Deletes records for good, and their files with them. Only what lies in the bin can be deleted; this is the one thing that undo cannot bring back.
pub(super) fn purge(object: &str, selection: &Selection, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let records = drafting.selected(object, selection)?;
    for &record in &records {
        let binned = drafting
            .workspace
            .find(record)
            .is_some_and(|(table, row)| drafting.workspace.tables()[usize::from(table)].life(row) == Life::Trashed);
        if !binned {
            return Err(CommandFailure::NotInBin);
        }
    }
    let mut draft = Draft::new(Verb::Purge, object);
    draft.intent.count = records.len() as u32;
    draft.ops.extend(file::purged_with(&records, drafting));
    draft.ops.push(Op::Purge {
        object: object.into(),
        records,
    });
    Ok(draft)
}
