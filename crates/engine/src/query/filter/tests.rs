//! Filters against a plain reading of their meaning, value by value.

use model::validate::fold;
use model::{Aggregate, Condition, FieldDef, FieldKind, Filter, Operator, Related, Span, Unit, Value, Zone};
use proptest::prelude::*;

use super::Compiled;
use super::compile::fits;
use super::text::is_phone;
use crate::query::calendar::relative;
use crate::query::testkit::{OBJECTS, World, focus, id, pooled, writes};
use crate::query::{Needs, QueryError};

/// What a filter means for one record, read from values.
pub(crate) fn holds(filter: &Filter, world: &World, object: &str, row: u32) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| holds(part, world, object, row)),
        Filter::Any(parts) => parts.iter().any(|part| holds(part, world, object, row)),
        Filter::Not(part) => !holds(part, world, object, row),
        Filter::Field(condition) => condition_holds(condition, world, object, row),
        Filter::Related(related) => related_holds(related, world, object, row),
        Filter::Segment(segment) => {
            let row_of_segment = world.row("segment", *segment);
            let Some(Value::Text(json)) = world.value("segment", row_of_segment, "filter") else {
                return true;
            };
            holds(&serde_json::from_str(&json).unwrap(), world, object, row)
        }
    }
}

fn reached(path: &[model::FieldKey], world: &World, object: &str, row: u32) -> Vec<Value> {
    let value = world.value(object, row, &path[0]);
    let elements = value.iter().flat_map(|value| value.elements().to_vec()).collect::<Vec<_>>();
    if path.len() == 1 {
        return elements;
    }
    let target = world.object(object).field(&path[0]).unwrap().target.clone().unwrap();
    let records = elements.into_iter().filter_map(|value| value.as_ref());
    let rows = records.filter_map(|record| crate::query::find::row(world.workspace.handles(), world.table(&target), record));
    rows.filter(|&row| world.table(&target).is_alive(row))
        .flat_map(|row| reached(&path[1..], world, &target, row))
        .collect()
}

fn field_of<'a>(path: &[model::FieldKey], world: &'a World, object: &str) -> &'a FieldDef {
    let field = world.object(object).field(&path[0]).unwrap();
    if path.len() == 1 {
        field
    } else {
        field_of(&path[1..], world, field.target.as_deref().unwrap())
    }
}

fn condition_holds(condition: &Condition, world: &World, object: &str, row: u32) -> bool {
    use Operator::*;
    let field = field_of(&condition.path, world, object);
    let positive = match condition.operator {
        IsNot => Is,
        ContainsNot => Contains,
        NoneOf => AnyOf,
        Empty => Filled,
        False => True,
        other => other,
    };
    let passes = if positive == AllOf && field.kind.is_set() {
        // All of the values in one set: sets are asked one by one, per record that has them.
        all_of(condition, world, object, row)
    } else {
        reached(&condition.path, world, object, row)
            .iter()
            .any(|value| value_passes(value, positive, condition, field, world))
    };
    passes != (positive != condition.operator)
}

fn all_of(condition: &Condition, world: &World, object: &str, row: u32) -> bool {
    if condition.path.len() > 1 {
        let target = world.object(object).field(&condition.path[0]).unwrap().target.clone().unwrap();
        let rest = Condition {
            path: condition.path[1..].to_vec(),
            ..condition.clone()
        };
        let records = reached(&condition.path[..1], world, object, row)
            .into_iter()
            .filter_map(|value| value.as_ref());
        let rows = records.filter_map(|record| crate::query::find::row(world.workspace.handles(), world.table(&target), record));
        return rows
            .filter(|&row| world.table(&target).is_alive(row))
            .any(|row| all_of(&rest, world, &target, row));
    }
    let has = reached(&condition.path, world, object, row);
    condition.values.iter().all(|value| has.contains(value))
}

fn value_passes(value: &Value, operator: Operator, condition: &Condition, field: &FieldDef, world: &World) -> bool {
    use Operator::*;
    match operator {
        Filled => return true,
        True => return *value == Value::Bool(true),
        AnyOf => return condition.values.contains(value),
        InLast | InNext | InThis | InPrevious | BeforeLast => {
            let days = relative(operator, condition.span.unwrap(), world.moment.today, world.moment.week_starts_on).unwrap();
            let day = day(value, world);
            return day >= days.first && day <= days.last;
        }
        _ => {}
    }
    let asked = &condition.values;
    if field.kind == FieldKind::Phone {
        return phone_passes(value.as_text().unwrap(), operator, asked[0].as_text().unwrap());
    }
    if field.kind.storage() == model::kind::Storage::Text {
        let (text, needle) = (fold(&shown(value, field.kind)), fold(&shown(&asked[0], field.kind)));
        return match operator {
            Is => text == needle,
            Contains => text.contains(&needle),
            StartsWith => text.starts_with(&needle),
            EndsWith => text.ends_with(&needle),
            other => panic!("{other:?} compares no text"),
        };
    }
    let order = |other: &Value| order(value, other, world);
    match operator {
        Is => order(&asked[0]) == Some(std::cmp::Ordering::Equal),
        Greater => order(&asked[0]).is_some_and(std::cmp::Ordering::is_gt),
        AtLeast => order(&asked[0]).is_some_and(std::cmp::Ordering::is_ge),
        Less => order(&asked[0]).is_some_and(std::cmp::Ordering::is_lt),
        AtMost => order(&asked[0]).is_some_and(std::cmp::Ordering::is_le),
        Between => order(&asked[0]).is_some_and(std::cmp::Ordering::is_ge) && order(&asked[1]).is_some_and(std::cmp::Ordering::is_le),
        other => panic!("{other:?} compares no quantities"),
    }
}

fn shown(value: &Value, kind: FieldKind) -> String {
    match value {
        Value::Name(name) => name.full(),
        Value::Address(address) => address.line(),
        Value::Text(text) if kind == FieldKind::Address && text.contains('\u{1f}') => model::Address::from_parts(text).line(),
        Value::Text(text) => text.clone(),
        other => panic!("{other:?} is no text"),
    }
}

fn phone_passes(number: &str, operator: Operator, asked: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (number, given) = (digits(number), digits(asked));
    let needle = given.trim_start_matches('0');
    let national = given.len() == needle.len() + 1 && !asked.starts_with('+');
    if !is_phone(asked) || number.is_empty() {
        return false;
    }
    let tails = (0..=3usize)
        .filter(|&code| code == 0 || national)
        .filter_map(|code| number.get(code..))
        .filter(|tail| !tail.is_empty());
    let mut tails = tails;
    match operator {
        Operator::Is => tails.any(|tail| tail == needle),
        Operator::StartsWith => tails.any(|tail| tail.starts_with(needle)),
        Operator::Contains if asked.starts_with('+') => number.starts_with(needle),
        Operator::Contains => number.contains(needle),
        Operator::EndsWith => number.ends_with(needle),
        other => panic!("{other:?} compares no phone numbers"),
    }
}

fn day(value: &Value, world: &World) -> i32 {
    match value {
        Value::Date(day) => *day,
        Value::Time(millis) => world.moment.day_of(*millis),
        other => panic!("{other:?} is no day"),
    }
}

/// Order of two quantities; `None` for amounts that no rate brings together.
fn order(a: &Value, b: &Value, world: &World) -> Option<std::cmp::Ordering> {
    let rates = world.indexes.rates(world.reader());
    match (a, b) {
        (Value::Time(a), Value::Time(b)) => Some(a.cmp(b)),
        (Value::Time(_) | Value::Date(_), _) => Some(day(a, world).cmp(&day(b, world))),
        (Value::Money(a), Value::Money(b)) if a.currency == b.currency => Some(a.minor.cmp(&b.minor)),
        (Value::Money(a), Value::Money(b)) => {
            // In ten-thousandths of the base currency, exactly: rates of the tests have three decimals.
            let worth = |money: &model::Money| {
                let rate = (rates.rate(money.currency)? * 1000.0).round() as i128;
                Some(i128::from(money.minor) * rate * 10_000 / i128::from(money.currency.minor_per_major()))
            };
            Some(worth(a)?.cmp(&worth(b)?))
        }
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Number(a), Value::Number(b)) => a.partial_cmp(b),
        (a, b) => panic!("{a:?} and {b:?} do not compare"),
    }
}

fn related_holds(related: &Related, world: &World, object: &str, row: u32) -> bool {
    let record = world.table(object).id(row, world.workspace.handles());
    let table = world.table(&related.object);
    let rows = table.alive().rows().filter(|&other| {
        let links = world.value(&related.object, other, &related.link);
        links.is_some_and(|links| links.elements().contains(&Value::Ref(record))) && holds(&related.filter, world, &related.object, other)
    });
    let rows = rows.collect::<Vec<_>>();
    let rates = world.indexes.rates(world.reader());
    let values = related.aggregate.field().map_or(vec![], |field| {
        let values = rows.iter().filter_map(|&row| world.value(&related.object, row, field));
        let number = |value: Value| match value {
            Value::Int(int) => Some(int as f64),
            Value::Number(number) => Some(number),
            Value::Money(money) => rates.factor(money.currency).map(|factor| money.minor as f64 * factor),
            day @ (Value::Date(_) | Value::Time(_)) => Some(f64::from(self::day(&day, world))),
            _ => Some(1.0),
        };
        values.filter_map(number).collect::<Vec<_>>()
    });
    let share = |part: usize, of: usize| (of > 0).then(|| part as f64 * 100.0 / of as f64);
    let result = match &related.aggregate {
        Aggregate::Count => Some(rows.len() as f64),
        Aggregate::Sum(_) => Some(values.iter().sum()),
        Aggregate::Average(_) => (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64),
        Aggregate::Min(_) => values.iter().copied().reduce(f64::min),
        Aggregate::Max(_) => values.iter().copied().reduce(f64::max),
        Aggregate::EmptyShare(_) => share(rows.len() - values.len(), rows.len()),
    };
    let any = match related.aggregate {
        Aggregate::Count | Aggregate::EmptyShare(_) => !rows.is_empty(),
        _ => !values.is_empty(),
    };
    let asked = &related.values;
    match related.operator {
        Operator::Filled => any,
        Operator::Empty => !any,
        Operator::Is => result.is_some_and(|value| value == asked[0]),
        Operator::IsNot => result.is_none_or(|value| value != asked[0]),
        Operator::Greater => result.is_some_and(|value| value > asked[0]),
        Operator::AtLeast => result.is_some_and(|value| value >= asked[0]),
        Operator::Less => result.is_some_and(|value| value < asked[0]),
        Operator::AtMost => result.is_some_and(|value| value <= asked[0]),
        Operator::Between => result.is_some_and(|value| value >= asked[0] && value <= asked[1]),
        other => panic!("{other:?} compares no numbers"),
    }
}

/// A filter as numbers: reduced to what the schema has, so that it always compiles, and shrinks well.
#[derive(Clone, Debug)]
pub(crate) enum Draft {
    Group(u8, Vec<Draft>),
    Field {
        path: [u8; 3],
        length: u8,
        operator: u8,
        values: [u8; 3],
        unit: u8,
    },
    Related {
        link: u8,
        filter: Box<Draft>,
        aggregate: u8,
        field: u8,
        operator: u8,
        values: [u8; 2],
    },
}

pub(crate) fn drafts() -> impl Strategy<Value = Draft> {
    let field = (any::<[u8; 3]>(), 0..6u8, any::<u8>(), any::<[u8; 3]>(), any::<u8>());
    let leaf = field.prop_map(|(path, length, operator, values, unit)| Draft::Field {
        path,
        length,
        operator,
        values,
        unit,
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            3 => (0..3u8, prop::collection::vec(inner.clone(), 0..4)).prop_map(|(kind, parts)| Draft::Group(kind, parts)),
            2 => (any::<u8>(), inner, any::<u8>(), any::<u8>(), any::<u8>(), any::<[u8; 2]>()).prop_map(
                |(link, filter, aggregate, field, operator, values)| Draft::Related { link, filter: Box::new(filter), aggregate, field, operator, values }
            ),
        ]
    })
}

pub(crate) fn pick<T>(items: &[T], n: u8) -> &T {
    &items[usize::from(n) % items.len()]
}

pub(crate) fn filter_of(draft: &Draft, world: &World, object: &str) -> Filter {
    match draft {
        Draft::Group(kind, parts) => {
            let mut parts = parts.iter().map(|part| filter_of(part, world, object)).collect::<Vec<_>>();
            match kind {
                0 => Filter::All(parts),
                1 => Filter::Any(parts),
                _ => Filter::Not(Box::new(parts.pop().unwrap_or_default())),
            }
        }
        Draft::Field {
            path: numbers,
            length,
            operator,
            values,
            unit,
        } => {
            let mut object = object.to_owned();
            let mut path = Vec::new();
            for number in &numbers[..usize::from(length.saturating_sub(3))] {
                let links = world
                    .fields(&object)
                    .into_iter()
                    .filter(|field| field.target.as_deref().is_some_and(|target| OBJECTS.contains(&target)));
                let link = pick(&links.collect::<Vec<_>>(), *number).clone();
                path.push(link.key);
                object = link.target.unwrap().to_string();
            }
            let fields = world.fields(&object);
            let field = pick(&fields, numbers[2]);
            path.push(field.key.clone());
            let operator = *pick(Operator::of(field.kind), *operator);
            let count = match operator.arity() {
                model::filter::Arity::None | model::filter::Arity::Span => 0,
                model::filter::Arity::One => 1,
                model::filter::Arity::Two => 2,
                model::filter::Arity::Many => usize::from(values[2] % 4),
            };
            let span = Span {
                count: u32::from(values[0] % 5),
                unit: *pick(&[Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year], *unit),
            };
            let values = values.iter().take(count).map(|&value| asked(field, value)).collect();
            let span = (operator.arity() == model::filter::Arity::Span).then_some(span);
            Filter::Field(Condition {
                path,
                operator,
                values,
                span,
            })
        }
        Draft::Related {
            link,
            filter,
            aggregate,
            field,
            operator,
            values,
        } => {
            let links = OBJECTS.iter().flat_map(|&from| {
                let links = world
                    .fields(from)
                    .into_iter()
                    .filter(|field| field.target.as_deref() == Some(object));
                links.map(move |link| (from, link.key)).collect::<Vec<_>>()
            });
            let links = links.collect::<Vec<_>>();
            if links.is_empty() {
                return Filter::everything();
            }
            let (from, link) = pick(&links, *link).clone();
            let fields = world.fields(from);
            let key = |test: &dyn Fn(&Aggregate) -> bool, make: &dyn Fn(model::FieldKey) -> Aggregate| {
                let fitting = fields
                    .iter()
                    .map(|field| make(field.key.clone()))
                    .filter(|aggregate| test(aggregate))
                    .collect::<Vec<_>>();
                if fitting.is_empty() {
                    Aggregate::Count
                } else {
                    pick(&fitting, *field).clone()
                }
            };
            let fitting = |aggregate: &Aggregate| fits(aggregate, world.object(from).field(aggregate.field().unwrap()).unwrap().kind);
            let aggregate = match aggregate % 6 {
                0 => Aggregate::Count,
                1 => key(&fitting, &Aggregate::Sum),
                2 => key(&fitting, &Aggregate::Average),
                3 => key(&fitting, &Aggregate::Min),
                4 => key(&fitting, &Aggregate::Max),
                _ => key(&fitting, &Aggregate::EmptyShare),
            };
            let operator = *pick(Operator::of(FieldKind::Number), *operator);
            let count = match operator.arity() {
                model::filter::Arity::None => 0,
                model::filter::Arity::Two => 2,
                _ => 1,
            };
            let values = values
                .iter()
                .take(count)
                .map(|&value| *pick(&[0.0, 1.0, 2.0, 50.0, f64::from(crate::query::testkit::TODAY), 100.0], value))
                .collect();
            Filter::Related(Related {
                object: from.into(),
                link,
                filter: Box::new(filter_of(filter, world, from)),
                aggregate,
                operator,
                values,
            })
        }
    }
}

/// A value to ask for: one of the pool, or a part of one.
fn asked(field: &FieldDef, value: u8) -> Value {
    let whole = pooled(field, value);
    match &whole {
        Value::Name(name) => Value::Text(name.full()),
        Value::Address(address) => Value::Text(address.city.clone()),
        Value::Text(text) if field.kind == FieldKind::Phone && value > 100 => Value::Text(text.replace("+49", "0")),
        Value::Text(text) if field.kind.storage() == model::kind::Storage::Text && value > 180 => {
            Value::Text(text.chars().skip(1).take(2).filter(|char| *char != ' ').chain(['b']).collect())
        }
        Value::Date(day) if value > 200 => Value::Time(i64::from(*day) * 86_400_000 + 5),
        Value::Time(millis) if value > 60 => Value::Date(Zone::fixed(60).day(*millis)),
        _ => whole,
    }
}

pub(crate) fn world_of(focus: &[u8], writes: &[crate::query::testkit::Write]) -> World {
    let mut world = World::of_every_kind();
    world.focus = focus.to_vec();
    for write in writes {
        world.write(write);
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn columns_mean_what_values_mean(focus in focus(), writes in writes(80), draft in drafts(), object in 0..3usize) {
        let world = world_of(&focus, &writes);
        let object = OBJECTS[object];
        let filter = filter_of(&draft, &world, object);
        let compiled = Compiled::new(&filter, object, &world.workspace).unwrap();
        let rows = compiled.evaluate(world.reader(), &world.indexes);
        let one_by_one = compiled.ready(world.reader(), &world.indexes);
        for row in 0..world.table(object).len() as u32 {
            let expected = holds(&filter, &world, object, row);
            prop_assert_eq!(rows.get(row as usize), expected, "{:?} row {}", filter, row);
            prop_assert_eq!(one_by_one.matches(row), expected, "{:?} row {} alone", filter, row);
        }
        prop_assert_eq!(rows.len(), world.table(object).len());
    }

    #[test]
    fn caches_follow_changes(focus in focus(), before in writes(40), after in writes(20), draft in drafts()) {
        let mut world = world_of(&focus, &before);
        let filter = filter_of(&draft, &world, "contact");
        let compiled = Compiled::new(&filter, "contact", &world.workspace).unwrap();
        let _ = compiled.evaluate(world.reader(), &world.indexes);
        for write in &after {
            world.write(write);
            let kept = compiled.evaluate(world.reader(), &world.indexes);
            let fresh = compiled.evaluate(world.reader(), &crate::query::Indexes::new());
            prop_assert_eq!(&kept, &fresh);
        }
    }

    #[test]
    fn kept_rows_follow_every_change(
        focus in focus(),
        before in writes(40),
        after in prop::collection::vec((writes(4), any::<bool>(), 0..8u8), 1..8),
        draft in drafts(),
        object in 0..3usize,
    ) {
        let mut world = world_of(&focus, &before);
        let object = OBJECTS[object];
        let filter = filter_of(&draft, &world, object);
        let compiled = Compiled::new(&filter, object, &world.workspace).unwrap();
        let Some(kept) = super::Kept::new(&compiled) else { return Ok(()) };
        world.kept.push(kept);
        for (writes, indexed, days) in &after {
            if *indexed {
                let links = world.kept[0].links().to_vec();
                world.computed.index_links(&world.workspace, &links);
            }
            let mut kept = world.kept.remove(0);
            let rows = kept.rows(world.reader(), &world.indexes).clone();
            prop_assert_eq!(rows, compiled.evaluate(world.reader(), &crate::query::Indexes::new()), "{:?} before {:?}", filter, writes);
            world.kept.push(kept);
            for write in writes {
                world.write(write);
            }
            // Now and then days pass.
            world.moment.today += i32::from(*days == 0);
            world.moment.now_millis += i64::from(*days == 0) * 86_400_000;
        }
    }

    #[test]
    fn what_a_filter_does_not_read_does_not_change_it(focus in focus(), before in writes(40), after in writes(12), draft in drafts()) {
        let mut world = world_of(&focus, &before);
        let filter = filter_of(&draft, &world, "contact");
        let compiled = Compiled::new(&filter, "contact", &world.workspace).unwrap();
        for write in &after {
            let mut rows = compiled.evaluate(world.reader(), &world.indexes);
            let effects = world.write(write);
            let now = compiled.evaluate(world.reader(), &world.indexes);
            if !compiled.reads().touched_by(&effects) {
                let fresh = rows.len();
                rows.resize(now.len());
                // Rows that came are a matter of membership, which every view reads by itself.
                for row in 0..fresh {
                    prop_assert_eq!(rows.get(row), now.get(row), "{:?} changed by {:?}", filter, write);
                }
            }
        }
    }
}

fn text(field: &str, operator: Operator, value: &str) -> Filter {
    Filter::field(field, operator, vec![value.into()])
}

#[track_caller]
fn refused(filter: &Filter) -> QueryError {
    Compiled::new(filter, "contact", &World::of_every_kind().workspace).unwrap_err()
}

#[test]
fn what_does_not_fit_the_schema_is_refused_with_a_reason() {
    assert!(matches!(
        refused(&text("planet", Operator::Is, "x")),
        QueryError::UnknownField { .. }
    ));
    assert!(matches!(
        refused(&text("name", Operator::AtLeast, "x")),
        QueryError::Operator { .. }
    ));
    assert!(matches!(
        refused(&Filter::field("birthday", Operator::Between, vec![Value::Date(1)])),
        QueryError::Values { needs: Needs::Values, .. }
    ));
    assert!(matches!(
        refused(&text("birthday", Operator::Is, "x")),
        QueryError::Values { needs: Needs::Day, .. }
    ));
    assert!(matches!(refused(&text("name", Operator::Contains, " ")), QueryError::Values { .. }));
    assert!(matches!(
        refused(&text("company", Operator::AnyOf, "Acme")),
        QueryError::Values { needs: Needs::Records, .. }
    ));
    assert!(matches!(
        refused(&Filter::field("birthday", Operator::InLast, vec![])),
        QueryError::Values { .. }
    ));
    let path = |path: &[&str]| {
        let path = path.iter().map(|&key| key.into()).collect();
        Filter::Field(Condition {
            path,
            operator: Operator::Filled,
            values: vec![],
            span: None,
        })
    };
    assert!(matches!(refused(&path(&["email", "name"])), QueryError::NoReference { .. }));
    assert!(matches!(refused(&path(&[])), QueryError::NoField));
    assert!(matches!(refused(&path(&["email+"])), QueryError::UnknownField { .. }));
    let deep = (0..model::filter::MAX_DEPTH).fold(Filter::everything(), |inner, _| Filter::Not(Box::new(inner)));
    assert!(matches!(refused(&deep), QueryError::TooDeep));
    assert!(matches!(
        Compiled::new(&Filter::everything(), "planet", &World::new().workspace),
        Err(QueryError::UnknownObject(_))
    ));
}

fn related(object: &str, link: &str, aggregate: Aggregate, operator: Operator, values: &[f64]) -> Filter {
    Filter::Related(Related {
        object: object.into(),
        link: link.into(),
        filter: Box::default(),
        aggregate,
        operator,
        values: values.to_vec(),
    })
}

#[test]
fn aggregates_that_make_no_sense_are_refused() {
    assert!(matches!(
        refused(&related("planet", "contact", Aggregate::Count, Operator::Is, &[1.0])),
        QueryError::UnknownObject(_)
    ));
    assert!(matches!(
        refused(&related("deal", "company", Aggregate::Count, Operator::Is, &[1.0])),
        QueryError::NotRelated { .. }
    ));
    assert!(matches!(
        refused(&related("deal", "contact", Aggregate::Sum("name".into()), Operator::Is, &[1.0])),
        QueryError::Aggregate { .. }
    ));
    assert!(matches!(
        refused(&related("deal", "contact", Aggregate::Count, Operator::Contains, &[1.0])),
        QueryError::Operator { .. }
    ));
    assert!(matches!(
        refused(&related("deal", "contact", Aggregate::Count, Operator::Is, &[f64::NAN])),
        QueryError::Values { .. }
    ));
    assert!(matches!(
        refused(&related("deal", "contact", Aggregate::Count, Operator::Between, &[1.0])),
        QueryError::Values { .. }
    ));
}

fn segment(world: &mut World, n: u8, filter: &Filter) -> model::RecordId {
    let id = id("segment", n);
    world.set("segment", id, "name", Value::Text(format!("Segment {n}")));
    world.set("segment", id, "object", Value::from("contact"));
    world.set("segment", id, "filter", Value::Text(serde_json::to_string(filter).unwrap()));
    id
}

#[test]
fn segments_are_followed_and_circles_among_them_refused() {
    let mut world = World::of_every_kind();
    let contact = id("contact", 1);
    world.set("contact", contact, "job_title", Value::from("Buyer"));
    world.set("contact", id("contact", 2), "job_title", Value::from("Chef"));
    let buyers = segment(&mut world, 1, &text("job_title", Operator::Is, "buyer"));
    let others = segment(&mut world, 2, &Filter::Not(Box::new(Filter::Segment(buyers))));
    let filter = Filter::All(vec![Filter::Segment(others), Filter::Not(Box::new(Filter::Segment(buyers)))]);
    let compiled = Compiled::new(&filter, "contact", &world.workspace).unwrap();
    assert_eq!(compiled.count(world.reader(), &world.indexes), 1);
    assert!(!compiled.is_outdated(&world.workspace));
    segment(&mut world, 1, &Filter::Segment(others));
    assert!(compiled.is_outdated(&world.workspace));
    let error = Compiled::new(&filter, "contact", &world.workspace).unwrap_err();
    assert!(matches!(error, QueryError::SegmentCycle { .. }), "{error:?}");
    assert!(matches!(
        Compiled::new(&Filter::Segment(buyers), "company", &world.workspace),
        Err(QueryError::OtherSegment { .. })
    ));
    world.set("segment", buyers, "filter", Value::from("{nonsense"));
    assert!(matches!(
        Compiled::new(&filter, "contact", &world.workspace),
        Err(QueryError::UnreadableSegment { .. })
    ));
    world.life("segment", buyers, model::Life::Trashed);
    assert_eq!(
        Compiled::new(&filter, "contact", &world.workspace).unwrap_err(),
        QueryError::NoSegment(buyers)
    );
}

#[test]
fn segments_that_name_each_other_many_times_stay_cheap() {
    let mut world = World::of_every_kind();
    world.set("contact", id("contact", 1), "job_title", Value::from("Buyer"));
    let mut inner = segment(&mut world, 0, &text("job_title", Operator::Is, "buyer"));
    for n in 1..8 {
        inner = segment(&mut world, n, &Filter::All(vec![Filter::Segment(inner); 400]));
    }
    let compiled = Compiled::new(&Filter::Segment(inner), "contact", &world.workspace).unwrap();
    assert!(compiled.matches(world.reader(), &world.indexes, 0));
    assert_eq!(compiled.count(world.reader(), &world.indexes), 1);
    let deepest = segment(&mut world, 8, &Filter::Segment(inner));
    assert!(matches!(
        Compiled::new(&Filter::Segment(deepest), "contact", &world.workspace),
        Err(QueryError::SegmentsTooDeep)
    ));
}

#[test]
fn two_orders_in_ninety_days() {
    let mut world = World::of_every_kind();
    for (n, days) in [(0u8, vec![1i64, 89]), (1, vec![1, 90]), (2, vec![]), (3, vec![5, 6, 7])] {
        world.set("contact", id("contact", n), "job_title", Value::from("x"));
        for (day, k) in days.into_iter().zip(0u8..) {
            let order = id("order", n * 10 + k);
            world.set("order", order, "date", Value::Time(world.moment.now_millis - day * 86_400_000));
            world.set("order", order, "contact", Value::Ref(id("contact", n)));
        }
    }
    let recent = Filter::relative("date", Operator::InLast, 90, Unit::Day);
    let two = |operator, values: &[f64]| {
        let related = Related {
            object: "order".into(),
            link: "contact".into(),
            filter: Box::new(recent.clone()),
            aggregate: Aggregate::Count,
            operator,
            values: values.to_vec(),
        };
        let compiled = Compiled::new(&Filter::Related(related), "contact", &world.workspace).unwrap();
        compiled
            .evaluate(world.reader(), &world.indexes)
            .rows()
            .map(|row| world.table("contact").id(row, world.workspace.handles()))
            .collect::<Vec<_>>()
    };
    let ids = |numbers: &[u8]| numbers.iter().map(|&n| id("contact", n)).collect::<Vec<_>>();
    assert_eq!(two(Operator::AtLeast, &[2.0]), ids(&[0, 3]));
    assert_eq!(two(Operator::Is, &[0.0]), ids(&[2]));
    assert_eq!(two(Operator::Empty, &[]), ids(&[2]));
    assert_eq!(two(Operator::Between, &[1.0, 2.0]), ids(&[0, 1]));
}
