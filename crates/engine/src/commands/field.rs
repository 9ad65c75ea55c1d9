//! Defining fields: one's own of every kind, formulas and roll-ups, and what people say about fields that come with Kith.

use bridge::record::FieldDraft;
use bridge::{CommandFailure, DefinitionError};
use model::change::Verb;
use model::schema::MAX_CUSTOM_FIELDS;
use model::{Check, Choice, Derived, FieldDef, FieldKind, Filter, ObjectDef, RecordId, Value};

use super::definition::{check_filter, json};
use super::{Draft, Drafting};
use crate::computed::plans::{self, Plan, PlanError};
use crate::custom::{custom_key, option_line};
use crate::query::filter::Compiled;
use crate::workspace::Workspace;

/// Adds a field, or changes one. The reply's record is the field's own record; the key of a new field follows from it.
pub(super) fn save(field: FieldDraft, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let object = drafting.object(&field.object)?;
    let label = model::validate::clean_short(&field.label);
    let known = match &field.key {
        Some(key) => Some(drafting.field(&field.object, key)?),
        None => None,
    };
    let is_own = known.as_ref().is_none_or(|known| known.custom);
    if label.is_empty() && is_own {
        return Err(refused(DefinitionError::NoName));
    }
    let same = |other: &&FieldDef| Some(&other.key) != field.key.as_ref() && !other.hidden;
    if object
        .fields
        .iter()
        .filter(same)
        .any(|other| model::validate::fold(&other.label) == model::validate::fold(&label))
    {
        return Err(refused(DefinitionError::SameLabel {
            object: object.plural,
            label,
        }));
    }
    let record = match &known {
        Some(known) => record_of(&object, known, drafting.workspace),
        None => new_record(&object, drafting)?,
    };
    let mut draft = Draft::new(if known.is_some() { Verb::Edit } else { Verb::Create }, "field").about(label.clone());
    let text = |text: String| (!text.is_empty()).then_some(Value::Text(text));
    let mut write = |key: &str, value: Option<Value>, drafting: &mut Drafting<'_>| {
        if drafting.value("field", record, key) != value {
            draft.set("field", record, key, value);
        }
    };
    write("object", Some(Value::from(&*field.object)), drafting);
    match &known {
        Some(known) if !known.custom => {
            write("of", Some(Value::from(&*known.key)), drafting);
            let built_in = model::Schema::built_in().field(&field.object, &known.key).cloned();
            let is_changed = built_in.is_none_or(|built_in| built_in.label != label);
            write("label", text(label).filter(|_| is_changed), drafting);
        }
        _ => write("label", text(label), drafting),
    }
    let kind = known
        .as_ref()
        .filter(|known| known.derived.is_none())
        .map_or(field.kind, |known| known.kind);
    let derived = match (&field.derived, &known) {
        (Some(_), Some(known)) if known.derived.is_none() => {
            return Err(refused(DefinitionError::FilledIn));
        }
        (None, Some(known)) if known.derived.is_some() => return Err(refused(DefinitionError::NoFormula)),
        (derived, _) => derived.as_ref(),
    };
    let mut kind = kind;
    if let Some(derived) = derived {
        let number = known.as_ref().and_then(|known| {
            let table = drafting.workspace.table(&field.object)?;
            Some((table.number, table.field(&known.key)?))
        });
        let planned =
            planned(&field.object, derived, kind, number, drafting.workspace).map_err(|error| refused(DefinitionError::Derived(error)))?;
        kind = planned.kind;
        let (formula, roll_up) = match planned.derived {
            Derived::Formula(formula) => (text(formula), None),
            Derived::RollUp(roll_up) => (None, text(json(&roll_up)?)),
        };
        write("formula", formula, drafting);
        write("roll_up", roll_up, drafting);
    }
    if is_own {
        write("kind", Some(Value::from(kind.key())), drafting);
        if known.is_none() {
            write("target", target(&field, drafting.workspace)?, drafting);
        } else if let Some(Derived::RollUp(roll_up)) = derived {
            write("target", roll_up_target(roll_up, drafting.workspace), drafting);
        }
        if known.is_none()
            && let Some(Derived::RollUp(roll_up)) = derived
        {
            write("target", roll_up_target(roll_up, drafting.workspace), drafting);
        }
    }
    write("help", text(model::validate::clean_short(&field.help)), drafting);
    write(
        "required",
        (field.required && derived.is_none()).then_some(Value::Bool(true)),
        drafting,
    );
    write("options", text(options(kind, &field.options, is_own)), drafting);
    write("check", check(field.check.filter(|_| derived.is_none()))?.and_then(text), drafting);
    write(
        "shown_if",
        shown_if(field.shown_if, &field.object, drafting.workspace)?.and_then(text),
        drafting,
    );
    draft.record = Some(("field".into(), record));
    Ok(draft)
}

/// Takes a field away; its record stays and says so, and so do the values.
pub(super) fn remove(object: &str, key: &str, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let definition = drafting.object(object)?;
    let field = drafting.field(object, key)?;
    if !field.custom {
        return Err(refused(DefinitionError::BuiltInField));
    }
    let record = record_of(&definition, &field, drafting.workspace);
    let mut draft = Draft::new(Verb::Trash, "field").about(field.label);
    draft.set("field", record, "removed", Value::Bool(true));
    Ok(draft)
}

fn refused(why: DefinitionError) -> CommandFailure {
    CommandFailure::Definition(why)
}

fn new_record(object: &ObjectDef, drafting: &mut Drafting<'_>) -> Result<RecordId, CommandFailure> {
    if object.fields.iter().filter(|field| field.custom).count() >= MAX_CUSTOM_FIELDS {
        return Err(refused(DefinitionError::TooManyFields {
            object: object.plural.clone(),
            most: MAX_CUSTOM_FIELDS as u32,
        }));
    }
    // A key is six characters of the id: draw again in the unlikely case that the object has it already.
    let mut record = drafting.new_id();
    while object.field(&custom_key(record)).is_some() {
        record = drafting.new_id();
    }
    Ok(record)
}

/// The record that defines a field, or says something about one that comes with Kith: equal on every device.
fn record_of(object: &ObjectDef, field: &FieldDef, workspace: &Workspace) -> RecordId {
    let own = workspace.table("field").filter(|_| field.custom).and_then(|table| {
        let ids = table.alive().rows().map(|row| table.id(row, workspace.handles()));
        ids.into_iter().find(|&id| custom_key(id) == field.key.as_str())
    });
    own.unwrap_or_else(|| RecordId::v5("field", &format!("{}.{}", object.key, field.key)))
}

/// A derived field that can be kept: formulas name fields by their keys.
pub(crate) struct Planned {
    pub(crate) derived: Derived,
    pub(crate) kind: FieldKind,
    pub(crate) plan: Plan,
}

/// Plans a derived field of an object, new or known by table and field.
pub(crate) fn planned(
    object: &str,
    derived: &Derived,
    wish: FieldKind,
    known: Option<(u16, u16)>,
    workspace: &Workspace,
) -> Result<Planned, PlanError> {
    let (derived, kind) = plans::settled(derived, wish, object, workspace)?;
    let mut field = FieldDef::new("", "", kind);
    field.derived = Some(derived.clone());
    let plan = plans::plan_of(&field, object, workspace)?;
    if known.is_some_and(|known| workspace.plans.leads_to(&plan, known)) {
        return Err(PlanError::Cycle);
    }
    Ok(Planned { derived, kind, plan })
}

fn target(field: &FieldDraft, workspace: &Workspace) -> Result<Option<Value>, CommandFailure> {
    if field.derived.is_some() || !matches!(field.kind, FieldKind::Reference | FieldKind::References) {
        return Ok(None);
    }
    let known = field.target.as_deref().filter(|target| workspace.schema().object(target).is_some());
    known
        .map(|target| Some(Value::from(target)))
        .ok_or_else(|| refused(DefinitionError::NoTarget))
}

/// What the latest of a reference field points to.
fn roll_up_target(roll_up: &model::RollUp, workspace: &Workspace) -> Option<Value> {
    let field = workspace.schema().field(&roll_up.object, roll_up.measure.field()?)?;
    field.target.as_deref().map(Value::from)
}

/// Options as lines. Of a field that comes with Kith only those are kept that are called something else.
fn options(kind: FieldKind, options: &[Choice], is_own: bool) -> String {
    if !matches!(kind, FieldKind::Choice | FieldKind::Choices) {
        return String::new();
    }
    let kept = options.iter().filter(|option| is_own || option.key != option.label);
    kept.map(option_line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn check(check: Option<Check>) -> Result<Option<String>, CommandFailure> {
    let Some(check) = check.filter(|check| *check != Check::default()) else {
        return Ok(None);
    };
    let bounds = [check.least, check.most];
    if bounds.iter().flatten().any(|bound| !bound.is_finite()) || check.least.zip(check.most).is_some_and(|(least, most)| least > most) {
        return Err(refused(DefinitionError::Bounds));
    }
    json(&check).map(Some)
}

fn shown_if(filter: Option<Filter>, object: &str, workspace: &Workspace) -> Result<Option<String>, CommandFailure> {
    let Some(filter) = filter.filter(|filter| !filter.is_everything()) else {
        return Ok(None);
    };
    check_filter(&filter)?;
    Compiled::new(&filter, object, workspace).map_err(|error| refused(DefinitionError::Condition(error)))?;
    json(&filter).map(Some)
}
