//! Tags in place of others: on every record of every object, as one step.

use bridge::CommandFailure;
use model::change::Verb;
use model::{Life, Op, RecordId};

use super::refer::refer;
use super::{Draft, Drafting};

/// Puts a tag in place of others, or takes them off when there is none. The others go to the bin.
pub(super) fn merge(tags: &[RecordId], into: Option<RecordId>, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let others = tags.iter().copied().filter(|&tag| Some(tag) != into).collect::<Vec<_>>();
    if others.is_empty() {
        return Err(CommandFailure::NothingSelected);
    }
    for &tag in others.iter().chain(&into) {
        drafting.row("tag", tag)?;
    }
    let name = match (into, &others[..]) {
        (Some(into), _) => drafting.name("tag", into),
        (None, [only]) => drafting.name("tag", *only),
        (None, _) => String::new(),
    };
    let mut draft = Draft::new(if into.is_some() { Verb::Merge } else { Verb::Trash }, "tag").about(name);
    draft.intent.count = others.len() as u32;
    refer("tag", &others, into, drafting.workspace, &mut draft);
    draft.ops.push(Op::Life {
        object: "tag".into(),
        life: Life::Trashed,
        records: others,
    });
    Ok(draft)
}
