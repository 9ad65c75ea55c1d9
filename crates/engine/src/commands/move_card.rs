//! Moving a card on a board: to another column, to another place, with what the column asks for.

use bridge::{CommandFailure, Input};
use model::change::Verb;
use model::{FieldDef, FieldKey, RecordId, Value};

use super::{Draft, Drafting, edit, read_input};
use crate::rank::{between, board_rank};

/// Where a card goes.
pub(super) struct Target {
    /// The field of the columns.
    pub field: FieldKey,
    /// Choice key or record id as text; `None` clears.
    pub column: Option<String>,
    /// The field of the lanes, and the lane as for the column.
    pub lane: Option<(FieldKey, Option<String>)>,
    /// The card it comes to lie behind; `None` for the top.
    pub after: Option<RecordId>,
}

/// Moves a card behind another one, or to the top of a column; to another lane in the same change.
pub(super) fn move_card(
    object: &str,
    record: RecordId,
    to: Target,
    answers: Vec<(FieldKey, Input)>,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    drafting.row(object, record)?;
    let field = drafting.field(object, &to.field)?;
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
        return Err(CommandFailure::Fields(object.into(), refused));
    }
    if let Some((lane, key)) = &to.lane {
        let lanes = drafting.field(object, lane)?;
        let value = value_of(object, &lanes, key.as_deref())?;
        edit::write(object, record, &lanes, value, drafting, &mut draft)?;
    }
    let value = value_of(object, &field, to.column.as_deref())?;
    edit::write(object, record, &field, value.clone(), drafting, &mut draft)?;
    if drafting.object(object)?.field("rank").is_some() {
        let rank = place(object, record, &field.key, value.as_ref(), to.after, drafting);
        draft.set(object, record, "rank", Value::Number(rank));
    }
    draft.record = Some((object.into(), record));
    Ok(draft)
}

/// What a record has in a column or lane of a key.
fn value_of(object: &str, field: &FieldDef, key: Option<&str>) -> Result<Option<Value>, CommandFailure> {
    Ok(match key {
        None => None,
        Some(text) if field.target.is_some() => Some(Value::Ref(
            text.parse()
                .map_err(|_| CommandFailure::Unknown(format!("{object}.{}: {text}", field.key)))?,
        )),
        Some(text) => Some(Value::Text(text.to_owned())),
    })
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
