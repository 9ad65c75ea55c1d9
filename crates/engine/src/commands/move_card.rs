//! Moving a card on a board: to another column, to another place, with what the column asks for.

use bridge::{CommandFailure, Input};
use model::change::Verb;
use model::{FieldKey, RecordId, Value};

use super::{Draft, Drafting, edit, read_input};
use crate::rank::{between, board_rank};

/// Moves a card behind another one, or to the top of a column.
pub(super) fn move_card(
    object: &str,
    record: RecordId,
    key: &FieldKey,
    column: Option<String>,
    after: Option<RecordId>,
    answers: Vec<(FieldKey, Input)>,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    drafting.row(object, record)?;
    let field = drafting.field(object, key)?;
    let mut draft = Draft::new(Verb::Move, object).about(drafting.name(object, record));
    let mut refused = Vec::new();
    for (answer, input) in answers {
        let asked = drafting.field(object, &answer)?;
        match read_input(&asked, &input, drafting, &mut draft) {
            Ok(value) => edit::write(object, record, &asked, value, drafting, &mut draft)?,
            Err(error) => refused.push((answer, error)),
        }
    }
    if !refused.is_empty() {
        return Err(CommandFailure::Fields(refused));
    }
    let value = match &column {
        None => None,
        Some(text) if field.target.is_some() => Some(Value::Ref(
            text.parse()
                .map_err(|_| CommandFailure::Unknown(format!("{object}.{key}: {text}")))?,
        )),
        Some(text) => Some(Value::Text(text.clone())),
    };
    edit::write(object, record, &field, value.clone(), drafting, &mut draft)?;
    if drafting.object(object)?.field("rank").is_some() {
        let rank = place(object, record, &field.key, value.as_ref(), after, drafting);
        draft.set(object, record, "rank", Value::Number(rank));
    }
    draft.record = Some((object.into(), record));
    Ok(draft)
}

/// A position between the card it comes to lie behind and the next one of the column.
fn place(object: &str, record: RecordId, key: &str, column: Option<&Value>, after: Option<RecordId>, drafting: &mut Drafting<'_>) -> f64 {
    let own = drafting.workspace.find(record).map(|(_, row)| row);
    let behind = after.and_then(|after| drafting.workspace.find(after)).map(|(_, row)| row);
    let workspace = &*drafting.workspace;
    let Some(table) = workspace.table(object) else { return 0.0 };
    let Some(field) = table.field(key) else { return 0.0 };
    let rank = |row: u32| board_rank(workspace, table, row);
    let floor = behind.map(rank);
    let rows = table.alive().rows().filter(|&row| Some(row) != own && Some(row) != behind);
    let mates = rows.filter(|&row| table.register(row, field, workspace.handles()).as_ref() == column);
    let next = mates
        .map(rank)
        .filter(|&rank| floor.is_none_or(|floor| rank >= floor))
        .min_by(f64::total_cmp);
    between(floor, next)
}
