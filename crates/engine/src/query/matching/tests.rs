//! Search in a view against looking at every value.

use model::validate::{fold, phone_digits};
use model::{FieldKind, Value};
use proptest::prelude::*;

use super::matching;
use super::terms::Terms;
use crate::query::filter::tests::world_of;
use crate::query::testkit::{OBJECTS, World, focus, id, writes};

/// Everything that is searched of a record: folded texts, and digits of phone numbers.
fn searched(world: &World, object: &str, row: u32) -> (Vec<String>, Vec<String>) {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    let definition = world.object(object);
    for field in definition
        .fields
        .iter()
        .filter(|field| (field.searched || field.key == definition.primary) && field.computed.is_none())
    {
        let Some(value) = world.value(object, row, &field.key) else {
            continue;
        };
        for element in value.elements() {
            match element {
                Value::Text(text) if field.kind == FieldKind::Phone => numbers.push(phone_digits(text)),
                Value::Text(text) if text.contains('\u{1f}') => texts.push(fold(&model::Address::from_parts(text).line())),
                Value::Text(text) => texts.push(fold(text)),
                Value::Name(name) => texts.push(fold(&name.full())),
                Value::Address(address) => texts.push(fold(&address.line())),
                Value::Ref(record) => {
                    let handle = world.workspace.handles().find_known(*record).unwrap();
                    texts.push(fold(&world.reader().label(handle)));
                }
                other => panic!("{other:?} is not searched"),
            }
        }
    }
    (texts, numbers)
}

fn holds(world: &World, object: &str, row: u32, terms: &Terms) -> bool {
    let (texts, numbers) = searched(world, object, row);
    let number = |digits: &Option<String>| {
        digits
            .as_ref()
            .is_some_and(|digits| numbers.iter().any(|number| number.contains(digits)))
    };
    let word = |term: &super::Term| texts.iter().any(|text| text.contains(&term.text)) || number(&term.digits);
    terms.words.iter().all(word) || number(&terms.number)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_holds_the_words_is_missed_and_nothing_else_is_found(
        focus in focus(),
        before in writes(60),
        after in writes(5),
        text in "(ab|Ä|arger|030|12|3|b |zo| |@|\\.|\\+49|数|ring|beta|1 2){0,3}",
        object in 0..3usize,
    ) {
        let mut world = world_of(&focus, &before);
        let object = OBJECTS[object];
        world.set("company", id("company", 1), "name", Value::from("Beta Arger"));
        let terms = Terms::new(&text);
        for step in 0..=after.len() {
            let table = world.table(object);
            let found = matching(world.reader(), &world.indexes, table, &text);
            prop_assert_eq!(found.is_none(), terms.is_empty());
            for row in 0..table.len() as u32 {
                let expected = terms.is_empty() || holds(&world, object, row, &terms);
                prop_assert_eq!(found.as_ref().is_none_or(|found| found.get(row as usize)), expected, "{:?} in row {}", text, row);
            }
            if let Some(write) = after.get(step) {
                world.write(write);
            }
        }
    }
}

#[test]
fn words_match_in_any_order_across_fields_and_numbers_in_any_format() {
    let mut world = World::new();
    world.set("company", id("company", 1), "name", Value::from("Havenlicht BV"));
    let contact = id("contact", 1);
    world.set(
        "contact",
        contact,
        "name",
        Value::Name(model::PersonName {
            given: "Noor".into(),
            family: "van den Berg".into(),
        }),
    );
    world.set("contact", contact, "company", Value::Ref(id("company", 1)));
    world.set("contact", contact, "phone", Value::from("+31201234567"));
    world.element("contact", contact, "email", Value::from("noor@havenlicht.example"), true);
    let finds = |text: &str| {
        matching(world.reader(), &world.indexes, world.table("contact"), text)
            .unwrap()
            .get(0)
    };
    for text in [
        "berg noor",
        "HAVEN noor",
        "bv",
        "020 123 45 67",
        "(0)20-1234",
        "0031 20",
        "@havenlicht",
        "234 noor",
    ] {
        assert!(finds(text), "{text}");
    }
    for text in ["berg nora", "20 99", "020 124 45"] {
        assert!(!finds(text), "{text}");
    }
}
