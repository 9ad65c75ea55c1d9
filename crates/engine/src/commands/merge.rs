//! Merging: one record takes the place of others, as one step. What refers to them refers to it from then on, and they go to the bin.

use bridge::CommandFailure;
use bridge::duplicates::MOST_MERGED;
use model::change::Verb;
use model::field::MergeRule;
use model::objects::{EXTERNAL_ID, MERGED_IDS};
use model::validate::fold;
use model::{FieldDef, FieldKey, FieldKind, Life, ObjectKey, Op, RecordId, Value};

use super::refer::refer;
use super::{Draft, Drafting, edit};

/// The answer that stands whichever record it comes from.
const OPT_OUT: &str = "no";

/// What a merge comes to.
pub(crate) struct Plan {
    /// The records, each once, the one that stays first.
    pub(crate) all: Vec<RecordId>,
    /// What becomes of the fields that people write.
    pub(crate) fields: Vec<Merged>,
}

/// What becomes of a field.
pub(crate) struct Merged {
    /// The field.
    pub(crate) field: FieldDef,
    /// What each record has.
    pub(crate) held: Vec<Option<Value>>,
    /// What the record that stays comes to have.
    pub(crate) value: Option<Value>,
    /// Place of the record whose value that is; nothing where several are kept.
    pub(crate) taken: Option<usize>,
}

/// Puts a record in place of others.
pub(super) fn merge(
    object: &ObjectKey,
    into: RecordId,
    others: &[RecordId],
    taken: &[(FieldKey, RecordId)],
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    let plan = plan(object, into, others, taken, drafting)?;
    draft(object, &plan, drafting)
}

/// The record that stays keeps what it has and takes what it lacks from the others, in their order; elements and further values come
/// together; long texts are put under each other; an opt-out of any of them stands. `taken` names fields whose value comes from
/// another record.
pub(crate) fn plan(
    object: &ObjectKey,
    into: RecordId,
    others: &[RecordId],
    taken: &[(FieldKey, RecordId)],
    drafting: &mut Drafting<'_>,
) -> Result<Plan, CommandFailure> {
    let mut all = vec![into];
    for &other in others {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    if all.len() < 2 {
        return Err(CommandFailure::NothingSelected);
    }
    if all.len() > MOST_MERGED {
        return Err(CommandFailure::TooMany(MOST_MERGED as u32));
    }
    for &record in &all {
        drafting.row(object, record)?;
    }
    let definition = drafting.object(object)?;
    let written = definition.fields.into_iter().filter(|field| field.is_editable() && !field.hidden);
    let of = |field: FieldDef| {
        let held = all
            .iter()
            .map(|&record| drafting.value(object, record, &field.key))
            .collect::<Vec<_>>();
        let chosen = taken.iter().find(|(key, _)| *key == field.key).map(|(_, record)| *record);
        let chosen = chosen.and_then(|record| all.iter().position(|&other| other == record));
        merged(field, held, &all, chosen)
    };
    let fields = written.map(of).collect();
    Ok(Plan { all, fields })
}

/// The change that a plan comes to.
pub(crate) fn draft(object: &ObjectKey, plan: &Plan, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let (into, others) = (plan.all[0], plan.all[1..].to_vec());
    let name = drafting.name(object, into);
    let mut draft = Draft::new(Verb::Merge, object).about(name);
    draft.intent.count = others.len() as u32;
    draft.record = Some((object.clone(), into));
    draft.holders.leave(&others);
    for merged in &plan.fields {
        if merged.field.key == *EXTERNAL_ID {
            keep_ids(object, &plan.all, merged.value.as_ref(), drafting, &mut draft)?;
        }
        edit::write(object, into, &merged.field, merged.value.clone(), drafting, &mut draft)?;
    }
    if draft.ops.is_empty() {
        // Its history names the merge also where it had everything already.
        let primary = drafting.object(object)?.primary;
        let value = drafting.value(object, into, &primary);
        draft.set(object, into, &primary, value);
    }
    refer(object, &others, Some(into), drafting.workspace, &mut draft);
    draft.ops.push(Op::Life {
        object: object.clone(),
        life: Life::Trashed,
        records: others,
    });
    Ok(draft)
}

/// Keeps the ids in other systems that the record does not go by from now on: an import that brings one of them again means this record.
fn keep_ids(
    object: &ObjectKey,
    all: &[RecordId],
    goes_by: Option<&Value>,
    drafting: &mut Drafting<'_>,
    draft: &mut Draft,
) -> Result<(), CommandFailure> {
    let Some(field) = drafting.object(object)?.field(MERGED_IDS).cloned() else {
        return Ok(());
    };
    let mut kept: Vec<Value> = Vec::new();
    for &record in all {
        for key in [MERGED_IDS, EXTERNAL_ID] {
            let values = drafting.value(object, record, key);
            for value in values.iter().flat_map(Value::elements) {
                if Some(value) != goes_by && !kept.contains(value) {
                    kept.push(value.clone());
                }
            }
        }
    }
    let kept = (!kept.is_empty()).then_some(Value::List(kept));
    edit::write(object, all[0], &field, kept, drafting, draft)
}

fn merged(field: FieldDef, held: Vec<Option<Value>>, all: &[RecordId], chosen: Option<usize>) -> Merged {
    // No record may come to refer to itself.
    let is_own = |value: &&Value| value.as_ref().is_some_and(|record| all.contains(&record));
    let elements = |place: usize| {
        let elements = held[place].as_ref().map(Value::elements).unwrap_or_default();
        elements.iter().filter(|value| !is_own(value)).cloned().collect::<Vec<_>>()
    };
    let order = chosen
        .into_iter()
        .chain((0..held.len()).filter(|&place| Some(place) != chosen))
        .collect::<Vec<_>>();
    let (value, taken) = if field.has_elements() {
        let mut kept: Vec<Value> = Vec::new();
        for value in order.iter().flat_map(|&place| elements(place)) {
            if !kept.iter().any(|known| is_same(known, &value, field.kind)) {
                kept.push(value);
            }
        }
        ((!kept.is_empty()).then_some(Value::List(kept)), None)
    } else if field.kind == FieldKind::LongText && chosen.is_none() {
        (under_each_other(order.iter().flat_map(|&place| elements(place))), None)
    } else {
        let opt_out = |place: &usize| field.merge == MergeRule::OptOutWins && elements(*place).contains(&Value::Text(OPT_OUT.into()));
        let filled = |place: &usize| !elements(*place).is_empty();
        // A person may also choose that there be nothing.
        let taken = order
            .iter()
            .copied()
            .find(opt_out)
            .or(chosen)
            .or_else(|| order.iter().copied().find(filled));
        (taken.and_then(|place| elements(place).into_iter().next()), taken)
    };
    Merged { field, held, value, taken }
}

/// Whether two values of a field say the same: addresses do in any case of letters.
fn is_same(one: &Value, other: &Value, kind: FieldKind) -> bool {
    match (kind, one, other) {
        (FieldKind::Email, Value::Text(one), Value::Text(other)) => fold(one) == fold(other),
        _ => one == other,
    }
}

/// Different texts with an empty line between them: what was noted is not to be lost.
fn under_each_other(texts: impl Iterator<Item = Value>) -> Option<Value> {
    let mut together: Vec<String> = Vec::new();
    for value in texts {
        if let Value::Text(text) = value
            && !together.contains(&text)
        {
            together.push(text);
        }
    }
    (!together.is_empty()).then(|| Value::Text(together.join("\n\n")))
}
