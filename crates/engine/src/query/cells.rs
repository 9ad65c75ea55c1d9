//! Cells: values with the names of what they refer to, ready to be shown.

use bridge::{Cell, ChoiceCell, RecordLink};
use model::block::{NONE_I64, NONE_U32, int_value};
use model::order;
use model::{Address, FieldDef, FieldKind, PersonName, Tone, Value};

use crate::columns::Column;
use crate::reader::Reader;
use crate::table::Table;

/// The cell of a row: the primary value and further ones.
#[must_use]
pub fn cell(reader: Reader<'_>, table: &Table, row: u32, field: u16) -> Cell {
    let table = &reader.workspace.tables()[usize::from(table.number)];
    let meta = &table.fields()[usize::from(field)];
    let definition = reader.field(table, field);
    let own = reader.column(table, field);
    if meta.computed
        && own.is_none(row)
        && let Some(trouble) = reader.computed.trouble(table.number, field, row)
    {
        return Cell::Failed(trouble);
    }
    let further = meta
        .further
        .map(|further| table.column(further))
        .filter(|column| column.len() > row as usize);
    let more = match further {
        Some(Column::WordSet(words, sets)) => sets.get(row).iter().map(|&code| words.word(code).to_owned()).collect(),
        _ => Vec::new(),
    };
    match own {
        Column::Text(column) => texts(column.get(row), more, meta.kind),
        Column::Int(values) => values.get(row as usize).map_or(Cell::Empty, |&value| int(value, meta.kind)),
        Column::Float(values) => match values.get(row as usize) {
            Some(value) if !value.is_nan() => float(*value, meta.kind),
            _ => Cell::Empty,
        },
        Column::Money(column) => match column.get(row) {
            Some(money) => Cell::Money(money),
            None if meta.computed && reader.computed.is_overflow(table.number, field, row) => Cell::Overflow,
            None => Cell::Empty,
        },
        Column::Word(column) => column.get(row).map_or(Cell::Empty, |word| Cell::Choice(choice(definition, word))),
        Column::WordSet(words, sets) => match sets.get(row) {
            [] => Cell::Empty,
            codes => Cell::Choices(in_option_order(
                codes.iter().map(|&code| choice(definition, words.word(code))).collect(),
                definition,
            )),
        },
        Column::Ref(handles) => {
            let own = handles.get(row as usize).copied().filter(|&handle| handle != NONE_U32);
            let more = match further {
                Some(Column::RefSet(sets)) => sets.get(row),
                _ => &[],
            };
            let mut links = own
                .into_iter()
                .chain(more.iter().copied().filter(|&handle| Some(handle) != own))
                .map(|handle| link(reader, handle))
                .collect::<Vec<_>>();
            match links.len() {
                0 => Cell::Empty,
                1 => Cell::Record(links.remove(0)),
                _ => Cell::Records(links),
            }
        }
        Column::RefSet(sets) => match sets.get(row) {
            [] => Cell::Empty,
            handles => {
                let mut links = handles.iter().map(|&handle| link(reader, handle)).collect::<Vec<_>>();
                order::sort_by_cached_key(&mut links, |link| (link.label.is_empty(), model::validate::fold(&link.label)));
                Cell::Records(links)
            }
        },
    }
}

/// The cell of a value that is in no column: of history, of a conflict.
#[must_use]
pub fn cell_of(reader: Reader<'_>, definition: &FieldDef, value: Option<&Value>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    let kind = definition.kind;
    match value {
        Value::List(values) if matches!(kind, FieldKind::Reference | FieldKind::References) => {
            let mut links = values
                .iter()
                .filter_map(Value::as_ref)
                .map(|id| id_link(reader, definition, id))
                .collect::<Vec<_>>();
            if links.len() == 1 && kind == FieldKind::Reference {
                Cell::Record(links.remove(0))
            } else {
                Cell::Records(links)
            }
        }
        Value::List(values) if matches!(kind, FieldKind::Choice | FieldKind::Choices) => Cell::Choices(
            values
                .iter()
                .filter_map(Value::as_text)
                .map(|word| choice(Some(definition), word))
                .collect(),
        ),
        Value::List(values) => {
            let mut parts = values.iter().filter_map(|value| match value {
                Value::Text(text) => Some(text.clone()),
                Value::Address(address) => Some(address.to_parts()),
                Value::Name(name) => Some(name.to_parts()),
                _ => None,
            });
            let first = parts.next();
            texts(first.as_deref(), parts.collect(), kind)
        }
        Value::Text(text) if matches!(kind, FieldKind::Choice) => Cell::Choice(choice(Some(definition), text)),
        Value::Text(text) if matches!(kind, FieldKind::Choices) => Cell::Choices(vec![choice(Some(definition), text)]),
        Value::Text(text) => texts(Some(text), Vec::new(), kind),
        Value::Name(name) => Cell::Name(name.clone()),
        Value::Address(address) => Cell::Addresses(vec![(**address).clone()]),
        Value::Int(value) => int(*value, kind),
        Value::Number(value) => float(*value, kind),
        Value::Money(money) => Cell::Money(*money),
        Value::Date(day) => Cell::Date(*day),
        Value::Time(millis) => Cell::Time(*millis),
        Value::Bool(bool) => Cell::Bool(*bool),
        Value::Ref(id) if kind == FieldKind::References => Cell::Records(vec![id_link(reader, definition, *id)]),
        Value::Ref(id) => Cell::Record(id_link(reader, definition, *id)),
    }
}

fn texts(own: Option<&str>, more: Vec<String>, kind: FieldKind) -> Cell {
    let mut all = own.map(str::to_owned).into_iter().collect::<Vec<_>>();
    all.extend(more.into_iter().filter(|text| Some(&**text) != own));
    match (kind, all.len()) {
        (_, 0) => Cell::Empty,
        (FieldKind::PersonName, _) => Cell::Name(PersonName::from_parts(&all[0])),
        (FieldKind::Address, _) => Cell::Addresses(all.iter().map(|parts| Address::from_parts(parts)).collect()),
        (_, 1) => Cell::Text(all.remove(0)),
        _ => Cell::Texts(all),
    }
}

/// The cell of an integer of a kind.
pub(crate) fn int(value: i64, kind: FieldKind) -> Cell {
    if value == NONE_I64 {
        return Cell::Empty;
    }
    match kind {
        FieldKind::Duration => Cell::Duration(value),
        FieldKind::Rating => Cell::Rating(value.clamp(0, 5) as u8),
        _ => match int_value(value, kind) {
            Some(Value::Date(day)) => Cell::Date(day),
            Some(Value::Time(millis)) => Cell::Time(millis),
            Some(Value::Bool(bool)) => Cell::Bool(bool),
            _ => Cell::Int(value),
        },
    }
}

/// The cell of a number of a kind.
pub(crate) fn float(value: f64, kind: FieldKind) -> Cell {
    if kind == FieldKind::Percent {
        Cell::Percent(value)
    } else {
        Cell::Number(value)
    }
}

/// An option as it is shown; a word that is no option is its own label.
#[must_use]
pub fn choice(definition: Option<&FieldDef>, key: &str) -> ChoiceCell {
    match definition.and_then(|definition| definition.option(key)) {
        Some(option) => ChoiceCell {
            key: option.key.clone(),
            label: option.label.clone(),
            tone: option.tone,
        },
        None => ChoiceCell {
            key: key.to_owned(),
            label: key.to_owned(),
            tone: Tone::Neutral,
        },
    }
}

fn in_option_order(mut cells: Vec<ChoiceCell>, definition: Option<&FieldDef>) -> Vec<ChoiceCell> {
    let options = definition.map_or(&[][..], |definition| &definition.options);
    order::sort_by_cached_key(&mut cells, |cell| {
        (
            options.iter().position(|option| option.key == cell.key).unwrap_or(usize::MAX),
            model::validate::fold(&cell.label),
        )
    });
    cells
}

/// A record by name. Records in the bin keep their name and are marked as gone.
#[must_use]
pub fn link(reader: Reader<'_>, handle: u32) -> RecordLink {
    match reader.place(handle) {
        Some((table, row)) => row_link(reader, table, row),
        None => RecordLink {
            object: "".into(),
            id: reader.id(handle),
            label: String::new(),
            gone: true,
            fill: None,
        },
    }
}

/// The record of a row by name.
#[must_use]
pub fn row_link(reader: Reader<'_>, table: &Table, row: u32) -> RecordLink {
    let handle = table.handle(row);
    let fill = if table.object == *"stage" {
        stage_fill(reader, table, row)
    } else {
        None
    };
    RecordLink {
        object: table.object.clone(),
        id: reader.id(handle),
        label: reader.name(handle),
        gone: !table.is_alive(row),
        fill,
    }
}

fn id_link(reader: Reader<'_>, definition: &FieldDef, id: model::RecordId) -> RecordLink {
    let target = definition.target.as_deref().and_then(|target| reader.table(target));
    let row = target.and_then(|table| super::find::row(reader.workspace.handles(), table, id).map(|row| (table, row)));
    match row {
        Some((table, row)) => row_link(reader, table, row),
        None => RecordLink {
            object: definition.target.clone().unwrap_or_else(|| "".into()),
            id,
            label: String::new(),
            gone: true,
            fill: None,
        },
    }
}

/// How far along a stage is among the open stages of its pipeline: the first one is empty, won is full, lost is none.
#[must_use]
pub fn stage_fill(reader: Reader<'_>, stages: &Table, row: u32) -> Option<u8> {
    match stage_outcome(stages, row) {
        "won" => Some(100),
        "lost" => None,
        _ => {
            let pipeline = stages.field("pipeline");
            let pipeline_of = |row: u32| pipeline.and_then(|pipeline| stages.reference(row, pipeline));
            let own = (stage_rank(reader, stages, row), row);
            let open = stages
                .alive()
                .rows()
                .filter(|&other| stage_outcome(stages, other) == "open" && pipeline_of(other) == pipeline_of(row) && other != row);
            let (mut before, mut all) = (0usize, 1usize);
            for other in open {
                all += 1;
                let place = (stage_rank(reader, stages, other), other);
                before += usize::from(place.0.total_cmp(&own.0).then(place.1.cmp(&own.1)).is_lt());
            }
            Some((before * 100 / all) as u8)
        }
    }
}

/// Outcome of a stage: `open` unless it says otherwise.
pub(crate) fn stage_outcome(stages: &Table, row: u32) -> &str {
    stages
        .field("outcome")
        .and_then(|outcome| stages.text(row, outcome))
        .unwrap_or("open")
}

/// Position of a stage in its pipeline.
pub(crate) fn stage_rank(reader: Reader<'_>, stages: &Table, row: u32) -> f64 {
    let rank = stages
        .field("rank")
        .and_then(|rank| stages.register(row, rank, reader.workspace.handles()));
    match rank {
        Some(Value::Number(rank)) => rank,
        _ => f64::MAX,
    }
}

/// What tells a record from others of its name: company, e-mail, stage and the like, at most two. Long texts are shortened.
#[must_use]
pub fn detail(reader: Reader<'_>, table: &Table, row: u32) -> Vec<Cell> {
    let fields: &[&str] = match table.object.as_str() {
        "contact" => &["company", "job_title", "email"],
        "company" => &["industry", "country", "website"],
        "deal" => &["company", "stage", "contact"],
        "ticket" => &["number", "status", "requester"],
        "task" => &["due", "contact", "company", "deal"],
        "activity" => &["type", "at", "contact"],
        "product" => &["sku", "category"],
        "order" => &["date", "contact", "company"],
        "campaign" => &["status", "start"],
        "member" => &["email", "team"],
        "stage" => &["pipeline"],
        _ => &["owner", "description"],
    };
    let cells = fields
        .iter()
        .filter_map(|key| table.field(key))
        .map(|field| match cell(reader, table, row, field) {
            Cell::Text(text) => Cell::Text(shorten(&text, 60)),
            cell => cell,
        });
    cells.filter(|cell| !cell.is_empty()).take(2).collect()
}

/// The first line of a text, cut behind `most` characters.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use model::Life;

    use super::*;
    use crate::query::testkit::{World, id};

    fn cell_at(world: &World, object: &str, n: u8, field: &str) -> Cell {
        let table = world.table(object);
        cell(world.reader(), table, world.row(object, id(object, n)), table.field(field).unwrap())
    }

    #[test]
    fn one_value_is_shown_as_one_and_several_as_several() {
        let mut world = World::of_every_kind();
        let contact = id("contact", 1);
        assert!(world.table("contact").is_empty());
        world.set("contact", contact, "job_title", Value::from("Buyer"));
        assert_eq!(cell_at(&world, "contact", 1, "email"), Cell::Empty);
        world.set("contact", contact, "email", Value::from("a@b.cd"));
        assert_eq!(cell_at(&world, "contact", 1, "email"), Cell::Text("a@b.cd".into()));
        world.element("contact", contact, "email", Value::from("x@b.cd"), true);
        world.element("contact", contact, "email", Value::from("a@b.cd"), true);
        assert_eq!(
            cell_at(&world, "contact", 1, "email"),
            Cell::Texts(vec!["a@b.cd".into(), "x@b.cd".into()])
        );
        world.set("contact", contact, "email", None);
        let Cell::Texts(texts) = cell_at(&world, "contact", 1, "email") else {
            panic!("further values stay without a primary one")
        };
        assert_eq!(texts.len(), 2);
    }

    #[test]
    fn records_are_named_and_those_that_are_gone_are_marked() {
        let mut world = World::new();
        for (n, name) in [(1, "Acme"), (2, "Beta")] {
            world.set("company", id("company", n), "name", Value::from(name));
        }
        let contact = id("contact", 1);
        world.set("contact", contact, "company", Value::Ref(id("company", 1)));
        let link = |n, label: &str, gone| RecordLink {
            object: "company".into(),
            id: id("company", n),
            label: label.into(),
            gone,
            fill: None,
        };
        assert_eq!(cell_at(&world, "contact", 1, "company"), Cell::Record(link(1, "Acme", false)));
        world.element("contact", contact, "company", Value::Ref(id("company", 2)), true);
        world.life("company", id("company", 2), Life::Trashed);
        assert_eq!(
            cell_at(&world, "contact", 1, "company"),
            Cell::Records(vec![link(1, "Acme", false), link(2, "Beta", true)])
        );
        world.set("contact", contact, "owner", Value::Ref(id("member", 7)));
        let Cell::Record(owner) = cell_at(&world, "contact", 1, "owner") else {
            panic!("a reference to what never came is a reference")
        };
        assert!(owner.gone && owner.label.is_empty());
    }

    #[test]
    fn options_have_labels_and_the_order_of_the_schema() {
        let mut world = World::of_every_kind();
        let contact = id("contact", 1);
        world.set("contact", contact, "newsletter", Value::from("no"));
        assert_eq!(
            cell_at(&world, "contact", 1, "newsletter"),
            Cell::Choice(ChoiceCell {
                key: "no".into(),
                label: "Opted out".into(),
                tone: Tone::Danger
            })
        );
        world.set("contact", contact, "source", Value::from("Fair"));
        assert_eq!(
            cell_at(&world, "contact", 1, "source"),
            Cell::Choice(ChoiceCell {
                key: "Fair".into(),
                label: "Fair".into(),
                tone: Tone::Neutral
            })
        );
        for tag in ["Zebra", "ärger"] {
            let tag_id = model::RecordId::v5("tag", tag);
            world.set("tag", tag_id, "name", Value::from(tag));
            world.element("contact", contact, "tags", Value::Ref(tag_id), true);
        }
        let Cell::Records(tags) = cell_at(&world, "contact", 1, "tags") else {
            panic!("tags are a set")
        };
        assert_eq!(tags.iter().map(|tag| &*tag.label).collect::<Vec<_>>(), ["ärger", "Zebra"]);
    }

    #[test]
    fn values_outside_columns_make_the_same_cells() {
        let mut world = World::of_every_kind();
        let stored = ["job_title", "company", "stage", "birthday", "tags"];
        world.set("company", id("company", 1), "name", Value::from("Acme"));
        let contact = id("contact", 1);
        world.set("contact", contact, "job_title", Value::from("Buyer"));
        world.set("contact", contact, "company", Value::Ref(id("company", 1)));
        world.set("contact", contact, "stage", Value::from("lead"));
        world.set("contact", contact, "birthday", Value::Date(3));
        world.set("tag", id("tag", 1), "name", Value::from("vip"));
        world.element("contact", contact, "tags", Value::Ref(id("tag", 1)), true);
        for key in stored {
            let definition = world.object("contact").field(key).unwrap();
            let value = world.value("contact", 0, key);
            assert_eq!(
                cell_of(world.reader(), definition, value.as_ref()),
                cell_at(&world, "contact", 1, key),
                "{key}"
            );
            assert_eq!(cell_of(world.reader(), definition, None), Cell::Empty);
        }
    }

    #[test]
    fn details_tell_records_apart() {
        let mut world = World::new();
        world.set("company", id("company", 1), "name", Value::from("Acme"));
        world.set("contact", id("contact", 1), "company", Value::Ref(id("company", 1)));
        world.set("contact", id("contact", 1), "email", Value::from("a@b.cd"));
        let told = detail(world.reader(), world.table("contact"), 0);
        let [Cell::Record(company), email] = &told[..] else {
            panic!("{told:?}")
        };
        assert_eq!((&*company.label, email), ("Acme", &Cell::Text("a@b.cd".into())));
        world.set("order", id("order", 1), "date", Value::Time(1_788_541_140_000));
        assert_eq!(detail(world.reader(), world.table("order"), 0), [Cell::Time(1_788_541_140_000)]);
        assert_eq!(shorten("zwei Wörter\nund mehr", 8), "zwei Wör…");
    }
}
