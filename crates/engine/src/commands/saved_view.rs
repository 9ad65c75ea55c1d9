//! Views that people keep: saved, copied, named, put in order, made one's own or the one that opens first.

use bridge::command::ViewChange;
use bridge::{CommandFailure, DefinitionError};
use model::change::Verb;
use model::{Layout, RecordId, Value, View};

use super::definition::{check_filter, json, named};
use super::{Draft, Drafting};
use crate::rank::{between, board_rank};

/// The member who works here.
pub(crate) fn own_member() -> RecordId {
    RecordId::v5("member", "self")
}

/// Saves a view, or replaces the one of an id.
pub(super) fn save(
    id: Option<RecordId>,
    name: &str,
    view: &View,
    favourite: bool,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    check_filter(&view.filter)?;
    drafting.object(&view.object)?;
    let name = named(name)?;
    let mut draft = Draft::new(if id.is_some() { Verb::Edit } else { Verb::Create }, "view").about(name.clone());
    let record = id.unwrap_or_else(|| drafting.new_id());
    draft.set("view", record, "name", Value::Text(name));
    draft.set("view", record, "object", Value::from(&*view.object));
    let stored = id.and_then(|id| drafting.value("view", id, "definition"));
    draft.set("view", record, "definition", Value::Text(definition(view, stored.as_ref())?));
    draft.set("view", record, "favourite", Value::Bool(favourite));
    if id.is_none() {
        start(&mut draft, record, &view.object, drafting);
    }
    draft.record = Some(("view".into(), record));
    Ok(draft)
}

/// Another view that looks the same. What a newer version has put into the first one is copied as it is.
pub(super) fn copy(view: RecordId, name: &str, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    drafting.row("view", view)?;
    let name = named(name)?;
    let record = drafting.new_id();
    let mut draft = Draft::new(Verb::Create, "view").about(name.clone());
    draft.set("view", record, "name", Value::Text(name));
    for field in ["object", "definition", "icon", "personal"] {
        if let Some(value) = drafting.value("view", view, field) {
            draft.set("view", record, field, value);
        }
    }
    let object = object_of(view, drafting);
    start(&mut draft, record, &object, drafting);
    draft.record = Some(("view".into(), record));
    Ok(draft)
}

/// What every new view has: its maker, and the last place.
fn start(draft: &mut Draft, record: RecordId, object: &str, drafting: &mut Drafting<'_>) {
    if drafting.workspace.find(own_member()).is_some() {
        draft.set("view", record, "owner", Value::Ref(own_member()));
    }
    let last = ranks(object, drafting).into_iter().map(|(_, rank)| rank).max_by(f64::total_cmp);
    draft.set("view", record, "rank", Value::Number(between(last, None)));
}

/// Changes something about a view that is not how it looks at records.
pub(super) fn change(view: RecordId, change: ViewChange, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    drafting.row("view", view)?;
    let mut draft = Draft::new(Verb::Edit, "view");
    let mut set = |field: &str, value: Option<Value>| draft.set("view", view, field, value);
    match change {
        ViewChange::Name(name, icon) => {
            set("name", Some(Value::Text(named(&name)?)));
            set("icon", (!icon.is_empty()).then_some(Value::Text(icon)));
        }
        ViewChange::Favourite(on) => set("favourite", Some(Value::Bool(on))),
        ViewChange::Personal(on) => {
            set("personal", Some(Value::Bool(on)));
            // A view from before views had makers belongs to whoever makes it personal.
            if on && drafting.value("view", view, "owner").is_none() && drafting.workspace.find(own_member()).is_some() {
                set("owner", Some(Value::Ref(own_member())));
            }
        }
        ViewChange::Opens(on) => {
            let object = object_of(view, drafting);
            for (other, _) in ranks(&object, drafting) {
                let before = drafting.value("view", other, "opens") == Some(Value::Bool(true));
                let now = on && other == view;
                if before != now {
                    draft.set("view", other, "opens", Value::Bool(now));
                }
            }
        }
        ViewChange::Behind(before) => {
            let object = object_of(view, drafting);
            let others = ranks(&object, drafting).into_iter().filter(|(other, _)| *other != view);
            let others = others.collect::<Vec<_>>();
            let at = before.and_then(|before| others.iter().position(|(other, _)| *other == before));
            let next = at.map_or(0, |at| at + 1);
            let rank = between(at.map(|at| others[at].1), others.get(next).map(|(_, rank)| *rank));
            draft.set("view", view, "rank", Value::Number(rank));
        }
    }
    draft.record = Some(("view".into(), view));
    Ok(draft)
}

fn object_of(view: RecordId, drafting: &mut Drafting<'_>) -> String {
    match drafting.value("view", view, "object") {
        Some(Value::Text(object)) => object,
        _ => String::new(),
    }
}

/// Views of an object with their ranks, in order.
fn ranks(object: &str, drafting: &Drafting<'_>) -> Vec<(RecordId, f64)> {
    let workspace = &*drafting.workspace;
    let Some(table) = workspace.table("view") else { return Vec::new() };
    let of = table.field("object");
    let own = table
        .alive()
        .rows()
        .filter(|&row| of.and_then(|of| table.text(row, of)) == Some(object))
        .map(|row| (table.id(row, workspace.handles()), board_rank(workspace, table, row)));
    let mut own = own.collect::<Vec<_>>();
    model::order::sort_by(&mut own, |one, other| one.1.total_cmp(&other.1));
    own
}

/// A view as it is stored. What a newer version has put into the stored one, and a form that only it knows, stays there.
fn definition(view: &View, stored: Option<&Value>) -> Result<String, CommandFailure> {
    type Parts = serde_json::Map<String, serde_json::Value>;
    let unreadable = |_| CommandFailure::Definition(DefinitionError::Unwritable);
    let mut parts = stored
        .and_then(Value::as_text)
        .and_then(|text| serde_json::from_str::<Parts>(text).ok())
        .unwrap_or_default();
    let serde_json::Value::Object(mut new) = serde_json::to_value(view).map_err(unreadable)? else {
        return json(view);
    };
    if view.layout == Layout::Unknown {
        new.remove("layout");
    }
    parts.extend(new);
    json(&parts)
}
