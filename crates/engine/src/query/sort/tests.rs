//! Sorting against comparing values one by one.

use std::cmp::Ordering;

use model::validate::{fold, phone_digits};
use model::{Direction, FieldDef, FieldKind, RecordId, Value};
use proptest::prelude::*;

use super::{Level, order};
use crate::bitmap::Bitmap;
use crate::query::Indexes;
use crate::query::filter::tests::{pick, world_of};
use crate::query::testkit::{OBJECTS, World, focus, id, writes};

/// What a value is sorted by: quantities, or a text with its spelling, or several of them.
#[derive(PartialEq, PartialOrd, Debug)]
enum Key {
    Number(f64),
    Int(i64),
    Texts(Vec<(usize, String, String)>),
}

fn text_key(value: &Value, kind: FieldKind) -> (usize, String, String) {
    let (shown, spelled) = match value {
        Value::Name(name) => (name.full(), name.to_parts()),
        Value::Address(address) => (address.line(), address.to_parts()),
        Value::Text(text) => (text.clone(), text.clone()),
        other => panic!("{other:?} is no text"),
    };
    (
        0,
        if kind == FieldKind::Phone {
            phone_digits(&shown)
        } else {
            fold(&shown)
        },
        spelled,
    )
}

/// Records sort by their names; those without a name behind all others, and alike.
fn name_key(world: &World, target: &str, record: RecordId) -> (usize, String, String) {
    let Some(row) = crate::query::find::row(world.workspace.handles(), world.table(target), record) else {
        return (1, String::new(), String::new());
    };
    let primary = world.object(target).primary_field();
    let name = world.value(target, row, &primary.key);
    name.map_or((1, String::new(), String::new()), |name| text_key(&name, primary.kind))
}

fn option_key(field: &FieldDef, word: &str) -> (usize, String, String) {
    match field.options.iter().position(|option| option.key == word) {
        Some(place) => (place, String::new(), String::new()),
        None => (usize::MAX, fold(word), word.to_owned()),
    }
}

fn key(world: &World, object: &str, row: u32, field: &FieldDef) -> Option<Key> {
    let table = world.table(object);
    let value = table.register(row, table.field(&field.key).unwrap(), world.workspace.handles())?;
    let rates = world.indexes.rates(world.reader());
    Some(match (field.kind, &value) {
        (FieldKind::Money, Value::Money(money)) => {
            let factor = rates
                .factor(money.currency)
                .unwrap_or(1.0 / money.currency.minor_per_major() as f64);
            Key::Number(money.minor as f64 * factor)
        }
        (_, Value::Number(number)) => Key::Number(*number),
        (_, Value::Int(int) | Value::Time(int)) => Key::Int(*int),
        (_, Value::Date(day)) => Key::Int(i64::from(*day)),
        (_, Value::Bool(bool)) => Key::Int(i64::from(*bool)),
        (FieldKind::Choice, Value::Text(word)) => Key::Texts(vec![option_key(field, word)]),
        (FieldKind::Choices | FieldKind::References | FieldKind::Reference, value) => {
            let element = |value: &Value| match value {
                Value::Ref(record) => name_key(world, field.target.as_deref().unwrap(), *record),
                Value::Text(word) => option_key(field, word),
                other => panic!("{other:?} is no element"),
            };
            let mut keys = value.elements().iter().map(element).collect::<Vec<_>>();
            keys.sort();
            Key::Texts(keys)
        }
        (kind, value) => Key::Texts(vec![text_key(value, kind)]),
    })
}

fn naive(world: &World, object: &str, members: &Bitmap, sort: &[(FieldDef, Direction)]) -> Vec<u32> {
    let mut rows = members.rows().collect::<Vec<_>>();
    rows.sort_by(|&a, &b| {
        let by_field = |(field, direction): &(FieldDef, Direction)| match (key(world, object, a, field), key(world, object, b, field)) {
            (Some(a), Some(b)) if *direction == Direction::Ascending => a.partial_cmp(&b).unwrap(),
            (Some(a), Some(b)) => b.partial_cmp(&a).unwrap(),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        sort.iter().map(by_field).find(|order| order.is_ne()).unwrap_or(b.cmp(&a))
    });
    rows
}

fn sort_of(world: &World, object: &str, numbers: &[(u8, bool)]) -> Vec<(FieldDef, Direction)> {
    let fields = world.fields(object);
    let mut sort: Vec<(FieldDef, Direction)> = Vec::new();
    for &(field, descending) in numbers {
        let field = pick(&fields, field).clone();
        if sort.iter().all(|(known, _)| known.key != field.key) {
            sort.push((field, if descending { Direction::Descending } else { Direction::Ascending }));
        }
    }
    sort
}

fn levels_of(world: &World, object: &str, sort: &[(FieldDef, Direction)]) -> Vec<Level> {
    sort.iter()
        .map(|(field, direction)| Level {
            field: world.table(object).field(&field.key).unwrap(),
            direction: *direction,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn rows_come_in_the_order_of_their_values(
        focus in focus(),
        before in writes(60),
        after in writes(8),
        numbers in prop::collection::vec((any::<u8>(), any::<bool>()), 0..4),
        object in 0..3usize,
        out in any::<u64>(),
    ) {
        let mut world = world_of(&focus, &before);
        let object = OBJECTS[object];
        let sort = sort_of(&world, object, &numbers);
        let levels = levels_of(&world, object, &sort);
        for step in 0..=after.len() {
            let members = Bitmap::from_fn(world.table(object).len(), |row| out >> (row % 64) & 3 != 0);
            let table = world.table(object);
            prop_assert_eq!(order(world.reader(), &world.indexes, table, &members, &levels), naive(&world, object, &members, &sort), "{:?}", sort);
            for level in &levels {
                let groups = |indexes: &Indexes| indexes.ranks(world.reader(), table, level.field).groups().map(<[u32]>::to_vec).collect::<Vec<_>>();
                prop_assert_eq!(groups(&world.indexes), groups(&Indexes::new()));
            }
            if let Some(write) = after.get(step) {
                world.write(write);
            }
        }
    }
}

#[test]
fn a_few_rows_of_many_come_in_the_same_order_as_all() {
    let mut world = World::of_every_kind();
    for n in 0..200u8 {
        let text = format!("{} {}", ["b", "A", "ä", "c"][usize::from(n % 4)], n % 7);
        world.set("company", id("company", n), "name", Value::Text(text));
        if n % 3 > 0 {
            world.set("company", id("company", n), "employees", Value::Int(i64::from(n % 5)));
        }
    }
    let table = world.table("company");
    let field = |key: &str| table.field(key).unwrap();
    let levels = [
        Level {
            field: field("employees"),
            direction: Direction::Descending,
        },
        Level {
            field: field("name"),
            direction: Direction::Ascending,
        },
    ];
    let all = order(world.reader(), &world.indexes, table, &Bitmap::filled(200, true), &levels);
    let few = Bitmap::from_fn(200, |row| row % 29 == 0);
    assert!(few.count() * 16 < table.len());
    let expected = all.into_iter().filter(|&row| few.get(row as usize)).collect::<Vec<_>>();
    assert_eq!(order(world.reader(), &world.indexes, table, &few, &levels), expected);
}

#[test]
fn a_renamed_target_moves_the_rows_that_name_it() {
    let mut world = World::of_every_kind();
    for n in 0..3u8 {
        world.set(
            "company",
            id("company", n),
            "name",
            Value::Text(["Beta", "Alpha", "Gamma"][usize::from(n)].to_owned()),
        );
        world.set("contact", id("contact", n), "company", Value::Ref(id("company", n)));
    }
    let rows = |world: &World| {
        let table = world.table("contact");
        let levels = [Level {
            field: table.field("company").unwrap(),
            direction: Direction::Ascending,
        }];
        order(world.reader(), &world.indexes, table, table.alive(), &levels)
    };
    assert_eq!(rows(&world), [1, 0, 2]);
    world.set("company", id("company", 1), "name", Value::from("Zeta"));
    assert_eq!(rows(&world), [0, 2, 1]);
}

#[test]
fn amounts_sort_by_their_worth() {
    let mut world = World::of_every_kind();
    for (n, text) in ["1.00 EUR", "1.10 USD", "300 JPY", "1.00 USD"].into_iter().enumerate() {
        let (amount, currency) = text.split_once(' ').unwrap();
        let minor = amount.replace('.', "").parse().unwrap();
        world.set(
            "deal",
            id("deal", n as u8),
            "value",
            Value::Money(model::Money::new(minor, currency.parse().unwrap())),
        );
    }
    let rows = |world: &World| {
        let table = world.table("deal");
        let levels = [Level {
            field: table.field("value").unwrap(),
            direction: Direction::Descending,
        }];
        order(world.reader(), &world.indexes, table, table.alive(), &levels)
    };
    assert_eq!(rows(&world), [2, 0, 1, 3]);
    world.set("rate", RecordId::v5("rate", "JPY"), "rate", Value::Number(0.0001));
    assert_eq!(rows(&world), [0, 1, 3, 2]);
}
