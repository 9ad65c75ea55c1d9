//! Tags in place of others: on every record of every object, as one step.

use bridge::CommandFailure;
use model::change::Verb;
use model::{Life, Op, RecordId, Value};

use super::{Draft, Drafting};
use crate::columns::Column;

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
    let workspace = &drafting.workspace;
    let handles = others
        .iter()
        .filter_map(|&tag| workspace.handles().find_known(tag))
        .collect::<Vec<_>>();
    for table in workspace.tables() {
        let Some(object) = workspace.schema().object(&table.object) else {
            continue;
        };
        for field in object.fields.iter().filter(|field| field.target.as_deref() == Some("tag")) {
            let Some(Column::RefSet(sets)) = table.column_of(&field.key) else {
                continue;
            };
            let mut element = |tag: RecordId, present: bool, records: Vec<RecordId>| {
                if !records.is_empty() {
                    draft.ops.push(Op::Element {
                        object: table.object.clone(),
                        field: field.key.clone(),
                        element: Value::Ref(tag),
                        present,
                        records,
                    });
                }
            };
            let with = |handle: u32| {
                // Records in the bin too: they may come back.
                let rows = (0..sets.len() as u32).filter(move |&row| sets.get(row).binary_search(&handle).is_ok());
                rows.map(|row| table.id(row, workspace.handles())).collect::<Vec<_>>()
            };
            let mut all = Vec::new();
            for (&tag, &handle) in others.iter().zip(&handles) {
                let records = with(handle);
                all.extend(&records);
                element(tag, false, records);
            }
            if let Some(into) = into {
                let known = workspace.handles().find_known(into).map(with).unwrap_or_default();
                all.sort_unstable();
                all.dedup();
                all.retain(|record| !known.contains(record));
                element(into, true, all);
            }
        }
    }
    draft.ops.push(Op::Life {
        object: "tag".into(),
        life: Life::Trashed,
        records: others,
    });
    Ok(draft)
}
