//! Filters in words, and why a record is in one or out of it.

use bridge::Cell;
use bridge::query::{Why, WhyLine};
use chrono::Datelike;
use model::{Aggregate, Condition, FieldDef, FieldKey, FieldKind, Filter, Operator, RecordId, Related, Unit, Value};

use super::calendar::{DAY_MILLIS, date, local_day};
use super::cells::{cell, cell_of, shorten};
use super::filter::{Compiled, segment_filter};
use super::indexes::Indexes;
use crate::computed::Moment;
use crate::reader::Reader;
use crate::table::Table;

/// Most lines of an explanation.
const MOST_LINES: usize = 200;

/// Most values that are named.
const MOST_VALUES: usize = 5;

/// A filter in one sentence: "Industry is Software and Country is not Germany". Fields that are gone are named by their key.
#[must_use]
pub fn filter_words(reader: Reader<'_>, object: &str, filter: &Filter) -> String {
    match filter {
        Filter::All(parts) if parts.is_empty() => "everything".to_owned(),
        Filter::Any(parts) if parts.is_empty() => "nothing".to_owned(),
        Filter::All(parts) => join(reader, object, parts, " and "),
        Filter::Any(parts) => join(reader, object, parts, " or "),
        Filter::Not(part) => match &**part {
            Filter::Segment(segment) => format!("is not in segment “{}”", segment_name(reader, *segment)),
            part => format!("not ({})", filter_words(reader, object, part)),
        },
        Filter::Field(condition) => condition_words(reader, object, condition),
        Filter::Related(related) => related_words(reader, related),
        Filter::Segment(segment) => format!("is in segment “{}”", segment_name(reader, *segment)),
    }
}

fn join(reader: Reader<'_>, object: &str, parts: &[Filter], between: &str) -> String {
    if let [part] = parts {
        return filter_words(reader, object, part);
    }
    let words = parts.iter().map(|part| {
        let words = filter_words(reader, object, part);
        if matches!(part, Filter::All(parts) | Filter::Any(parts) if parts.len() > 1) {
            format!("({words})")
        } else {
            words
        }
    });
    words.collect::<Vec<_>>().join(between)
}

fn segment_name(reader: Reader<'_>, segment: RecordId) -> String {
    let name = reader.table("segment").and_then(|table| {
        let row = super::find::row(reader.workspace.handles(), table, segment)?;
        table.text(row, table.field("name")?).map(str::to_owned)
    });
    name.unwrap_or_else(|| "?".to_owned())
}

/// Labels of a path, and the definition of its last field.
fn path_words<'a>(reader: Reader<'a>, object: &str, path: &[FieldKey]) -> (String, Option<&'a FieldDef>) {
    let mut labels = Vec::with_capacity(path.len());
    let mut object = reader.workspace.schema().object(object);
    let mut last = None;
    for key in path {
        last = object.and_then(|object| object.field(key));
        labels.push(last.map_or_else(|| key.to_string(), |field| field.label.clone()));
        object = last
            .and_then(|field| field.target.as_deref())
            .and_then(|target| reader.workspace.schema().object(target));
    }
    (labels.join(" › "), last)
}

fn condition_words(reader: Reader<'_>, object: &str, condition: &Condition) -> String {
    let (label, field) = path_words(reader, object, &condition.path);
    let values = condition.values.iter().flat_map(Value::elements);
    let values = values.map(|value| value_words(reader, field, value)).collect::<Vec<_>>();
    let kind = field.map_or(FieldKind::Text, |field| field.kind);
    format!("{label} {}", operator_words(condition.operator, kind, &values, condition.span))
}

fn value_words(reader: Reader<'_>, field: Option<&FieldDef>, value: &Value) -> String {
    let quoted = field.is_none_or(|field| field.kind.storage() == model::kind::Storage::Text);
    match (field, value) {
        (_, Value::Text(text)) if quoted => format!("“{text}”"),
        (Some(field), value) => {
            let words = cell_words(&cell_of(reader, field, Some(value)), reader.moment);
            if words.is_empty() { "?".to_owned() } else { words }
        }
        (None, _) => "?".to_owned(),
    }
}

fn operator_words(operator: Operator, kind: FieldKind, values: &[String], span: Option<model::Span>) -> String {
    let is_time = matches!(kind, FieldKind::Date | FieldKind::DateTime);
    let first = values.first().map_or("?", String::as_str);
    let second = values.get(1).map_or("?", String::as_str);
    let listed = || listed(values, "or");
    let many = values.len() != 1;
    match operator {
        Operator::Is => format!("is {first}"),
        Operator::IsNot => format!("is not {first}"),
        Operator::Contains => format!("contains {first}"),
        Operator::ContainsNot => format!("does not contain {first}"),
        Operator::StartsWith => format!("starts with {first}"),
        Operator::EndsWith => format!("ends with {first}"),
        Operator::Empty => "is empty".to_owned(),
        Operator::Filled => "is not empty".to_owned(),
        Operator::Greater if is_time => format!("is after {first}"),
        Operator::Greater => format!("is more than {first}"),
        Operator::AtLeast if is_time => format!("is on or after {first}"),
        Operator::AtLeast => format!("is at least {first}"),
        Operator::Less if is_time => format!("is before {first}"),
        Operator::Less => format!("is less than {first}"),
        Operator::AtMost if is_time => format!("is on or before {first}"),
        Operator::AtMost => format!("is at most {first}"),
        Operator::Between => format!("is between {first} and {second}"),
        Operator::AnyOf if values.is_empty() => "is one of nothing".to_owned(),
        Operator::AnyOf if kind.is_set() && many => format!("has any of {}", listed()),
        Operator::AnyOf if kind.is_set() => format!("has {first}"),
        Operator::AnyOf => format!("is {}", listed()),
        Operator::NoneOf if values.is_empty() => "is anything".to_owned(),
        Operator::NoneOf if kind.is_set() => format!("has not {}", listed()),
        Operator::NoneOf => format!("is not {}", listed()),
        Operator::AllOf if values.is_empty() => "is anything".to_owned(),
        Operator::AllOf => format!("has {}", self::listed(values, "and")),
        Operator::True => "is yes".to_owned(),
        Operator::False => "is not yes".to_owned(),
        Operator::InLast | Operator::InNext | Operator::InThis | Operator::InPrevious | Operator::BeforeLast => {
            span.map_or_else(|| "is ?".to_owned(), |span| span_words(operator, span.count.max(1), span.unit))
        }
    }
}

fn span_words(operator: Operator, count: u32, unit: Unit) -> String {
    let name = match unit {
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Quarter => "quarter",
        Unit::Year => "year",
    };
    let length = if count == 1 { name.to_owned() } else { format!("{count} {name}s") };
    match (operator, unit, count) {
        (Operator::InLast, Unit::Day, 1) | (Operator::InNext, Unit::Day, 1) | (Operator::InThis, Unit::Day, _) => "is today".to_owned(),
        (Operator::InPrevious, Unit::Day, 1) => "was yesterday".to_owned(),
        (Operator::InLast, ..) => format!("is in the last {length}"),
        (Operator::InNext, ..) => format!("is in the next {length}"),
        (Operator::InThis, ..) => format!("is this {name}"),
        (Operator::InPrevious, _, 1) => format!("was last {name}"),
        (Operator::InPrevious, ..) => format!("was in the {length} before this {name}"),
        _ => format!("is longer ago than {count} {name}{}", if count == 1 { "" } else { "s" }),
    }
}

fn listed(values: &[String], word: &str) -> String {
    let named = &values[..values.len().min(MOST_VALUES)];
    match named {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        named if named.len() < values.len() => format!("{} {word} {} more", named.join(", "), values.len() - named.len()),
        [before @ .., last] => format!("{} {word} {last}", before.join(", ")),
    }
}

fn related_words(reader: Reader<'_>, related: &Related) -> String {
    let object = reader.workspace.schema().object(&related.object);
    let plural = object.map_or_else(|| related.object.to_string(), |object| object.plural.to_lowercase());
    let label = |key: &FieldKey| {
        object
            .and_then(|object| object.field(key))
            .map_or_else(|| key.to_string(), |field| field.label.clone())
    };
    let of = match &related.aggregate {
        Aggregate::Count => format!("number of {plural}"),
        Aggregate::Sum(key) => format!("sum of {} of {plural}", label(key)),
        Aggregate::Average(key) => format!("average {} of {plural}", label(key)),
        Aggregate::Min(key) => format!("smallest {} of {plural}", label(key)),
        Aggregate::Max(key) => format!("greatest {} of {plural}", label(key)),
        Aggregate::EmptyShare(key) => format!("share of {plural} without {}", label(key)),
    };
    let which = if related.filter.is_everything() {
        String::new()
    } else {
        format!(" where {}", filter_words(reader, &related.object, &related.filter))
    };
    let values = related
        .values
        .iter()
        .map(|&value| aggregate_words(reader, related, value))
        .collect::<Vec<_>>();
    let kind = aggregate_kind(reader, related);
    let compared = operator_words(related.operator, kind, &values, None);
    if which.is_empty() {
        format!("{of} {compared}")
    } else {
        format!("{of}{which}, {compared}")
    }
}

/// The kind that an aggregate's result is read as.
fn aggregate_kind(reader: Reader<'_>, related: &Related) -> FieldKind {
    let field = related
        .aggregate
        .field()
        .and_then(|key| reader.workspace.schema().field(&related.object, key));
    match (&related.aggregate, field) {
        (Aggregate::EmptyShare(_), _) => FieldKind::Percent,
        (Aggregate::Min(_) | Aggregate::Max(_), Some(field)) if matches!(field.kind, FieldKind::Date | FieldKind::DateTime) => {
            FieldKind::Date
        }
        (Aggregate::Sum(_) | Aggregate::Average(_) | Aggregate::Min(_) | Aggregate::Max(_), Some(field)) => field.kind,
        _ => FieldKind::Number,
    }
}

fn aggregate_words(reader: Reader<'_>, related: &Related, value: f64) -> String {
    match aggregate_kind(reader, related) {
        FieldKind::Date => cell_words(&Cell::Date(value as i32), reader.moment),
        FieldKind::Money => format!("{} {}", number_words(value), reader.moment.base),
        FieldKind::Percent => format!("{} %", number_words(value)),
        FieldKind::Duration => cell_words(&Cell::Duration(value as i64), reader.moment),
        _ => number_words(value),
    }
}

/// Why a record is in a filter or out of it: a line per condition with what the record has.
#[must_use]
pub fn why(reader: Reader<'_>, indexes: &Indexes, compiled: &Compiled, filter: &Filter, row: u32) -> Why {
    let mut lines = Vec::new();
    let table = &reader.workspace.tables()[usize::from(compiled.table())];
    explain(
        &Asked {
            reader,
            indexes,
            table,
            row,
        },
        filter,
        0,
        &mut lines,
    );
    Why {
        inside: compiled.matches(reader, indexes, row),
        lines,
    }
}

struct Asked<'a> {
    reader: Reader<'a>,
    indexes: &'a Indexes,
    table: &'a Table,
    row: u32,
}

fn explain(asked: &Asked<'_>, filter: &Filter, depth: u8, lines: &mut Vec<WhyLine>) {
    if lines.len() >= MOST_LINES {
        return;
    }
    let object = &*asked.table.object;
    // Every part was compiled as part of the whole before.
    let Ok(compiled) = Compiled::new(filter, object, asked.reader.workspace) else {
        return;
    };
    let holds = compiled.matches(asked.reader, asked.indexes, asked.row);
    let mut line = |condition: String, found: String| {
        lines.push(WhyLine {
            depth,
            holds,
            condition,
            found,
        })
    };
    match filter {
        Filter::All(parts) | Filter::Any(parts) if parts.len() == 1 => explain(asked, &parts[0], depth, lines),
        Filter::All(parts) if depth == 0 => parts.iter().for_each(|part| explain(asked, part, depth, lines)),
        Filter::All(parts) | Filter::Any(parts) => {
            line(
                if matches!(filter, Filter::All(_)) {
                    "all of these"
                } else {
                    "at least one of these"
                }
                .to_owned(),
                String::new(),
            );
            parts.iter().for_each(|part| explain(asked, part, depth.saturating_add(1), lines));
        }
        Filter::Not(part) => {
            line("not this".to_owned(), String::new());
            explain(asked, part, depth.saturating_add(1), lines);
        }
        Filter::Field(condition) => line(filter_words(asked.reader, object, filter), found(asked, condition)),
        Filter::Related(related) => {
            let result = compiled.ready(asked.reader, asked.indexes).aggregate(asked.row);
            let words = result.map_or_else(|| "none".to_owned(), |value| aggregate_words(asked.reader, related, value));
            line(filter_words(asked.reader, object, filter), words);
        }
        Filter::Segment(segment) => {
            let words = filter_words(asked.reader, object, filter);
            // A segment that was explained above is not explained again.
            let known = lines.iter().any(|line| line.condition == words);
            lines.push(WhyLine {
                depth,
                holds,
                condition: words,
                found: String::new(),
            });
            if let (false, Ok(inner)) = (known, segment_filter(asked.reader.workspace, *segment)) {
                explain_inside(asked, &inner, depth.saturating_add(1), lines);
            }
        }
    }
}

/// The parts of a segment's rule, without a line for the rule as a whole.
fn explain_inside(asked: &Asked<'_>, filter: &Filter, depth: u8, lines: &mut Vec<WhyLine>) {
    match filter {
        Filter::All(parts) => parts.iter().for_each(|part| explain(asked, part, depth, lines)),
        filter => explain(asked, filter, depth, lines),
    }
}

/// What the record has where a condition looks.
fn found(asked: &Asked<'_>, condition: &Condition) -> String {
    let mut places = vec![(asked.table, asked.row)];
    let Some((last, before)) = condition.path.split_last() else {
        return String::new();
    };
    for key in before {
        let mut next = Vec::new();
        for (table, row) in places {
            let Some(field) = table.field(key) else { continue };
            let links = match cell(asked.reader, table, row, field) {
                Cell::Record(link) => vec![link],
                Cell::Records(links) => links,
                _ => vec![],
            };
            let targets = links.iter().filter(|link| !link.gone).filter_map(|link| {
                let table = asked.reader.table(&link.object)?;
                super::find::row(asked.reader.workspace.handles(), table, link.id).map(|row| (table, row))
            });
            next.extend(targets);
        }
        places = next;
    }
    let cells = places
        .into_iter()
        .filter_map(|(table, row)| table.field(last).map(|field| cell(asked.reader, table, row, field)));
    let words = cells
        .map(|cell| cell_words(&cell, asked.reader.moment))
        .filter(|words| !words.is_empty())
        .collect::<Vec<_>>();
    if words.is_empty() {
        "empty".to_owned()
    } else {
        shorten(&listed(&words, "and"), 200)
    }
}

/// A cell in plain words, without a locale: for explanations and second lines.
#[must_use]
pub fn cell_words(cell: &Cell, moment: Moment) -> String {
    let lines = |texts: Vec<String>| texts.join(", ");
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Texts(texts) => lines(texts.clone()),
        Cell::Int(value) => value.to_string(),
        Cell::Number(value) => number_words(*value),
        Cell::Percent(value) => format!("{} %", number_words(*value)),
        Cell::Money(money) => money.to_string(),
        Cell::Overflow | Cell::Failed(bridge::cell::Trouble::TooLarge) => "too large".to_owned(),
        Cell::Failed(_) => "cannot be computed".to_owned(),
        Cell::Date(day) => day_words(*day),
        Cell::Time(millis) => {
            let local = millis
                .saturating_add(i64::from(moment.offset_minutes) * 60_000)
                .rem_euclid(DAY_MILLIS)
                / 60_000;
            format!(
                "{}, {:02}:{:02}",
                day_words(local_day(*millis, moment.offset_minutes)),
                local / 60,
                local % 60
            )
        }
        Cell::Duration(seconds) => duration_words(*seconds),
        Cell::Bool(true) => "yes".to_owned(),
        Cell::Bool(false) => "no".to_owned(),
        Cell::Rating(stars) => format!("{stars} of 5"),
        Cell::Choice(choice) => choice.label.clone(),
        Cell::Choices(choices) => lines(choices.iter().map(|choice| choice.label.clone()).collect()),
        Cell::Name(name) => name.full(),
        Cell::Addresses(addresses) => lines(addresses.iter().map(model::Address::line).collect()),
        Cell::Record(link) => link_words(link),
        Cell::Records(links) => lines(links.iter().map(link_words).collect()),
    }
}

fn link_words(link: &bridge::RecordLink) -> String {
    if link.label.is_empty() {
        "a record that is gone".to_owned()
    } else {
        link.label.clone()
    }
}

pub(super) fn day_words(day: i32) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match date(day) {
        Some(date) => format!("{} {} {}", date.day(), MONTHS[date.month0() as usize % 12], date.year()),
        None => "a day beyond all calendars".to_owned(),
    }
}

fn duration_words(seconds: i64) -> String {
    let minutes = seconds.unsigned_abs() / 60;
    let sign = if seconds < 0 { "-" } else { "" };
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{seconds} s"),
        (0, minutes) => format!("{sign}{minutes} min"),
        (hours, 0) => format!("{sign}{hours} h"),
        (hours, minutes) => format!("{sign}{hours} h {minutes} min"),
    }
}

/// A number with at most two decimals.
fn number_words(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use model::{Money, Span};

    use super::*;
    use crate::query::testkit::{World, id};

    fn world() -> World {
        let mut world = World::of_every_kind();
        world.set("company", id("company", 1), "name", Value::from("Havenlicht"));
        world.set("company", id("company", 1), "industry", Value::from("Software"));
        world.set("contact", id("contact", 1), "company", Value::Ref(id("company", 1)));
        world.set("contact", id("contact", 1), "stage", Value::from("lead"));
        world.set("contact", id("contact", 1), "birthday", Value::Date(20_000));
        for n in 0..2 {
            world.set("deal", id("deal", n), "contact", Value::Ref(id("contact", 1)));
            world.set(
                "deal",
                id("deal", n),
                "value",
                Value::Money(Money::new(12_550, model::Currency::EUR)),
            );
        }
        world
    }

    fn path(path: &[&str], operator: Operator, values: Vec<Value>) -> Filter {
        Filter::Field(Condition {
            path: path.iter().map(|&key| key.into()).collect(),
            operator,
            values,
            span: None,
        })
    }

    fn related(aggregate: Aggregate, filter: Filter, operator: Operator, values: &[f64]) -> Filter {
        Filter::Related(Related {
            object: "deal".into(),
            link: "contact".into(),
            filter: Box::new(filter),
            aggregate,
            operator,
            values: values.to_vec(),
        })
    }

    #[test]
    fn filters_read_as_sentences() {
        let world = world();
        let lead = || Filter::field("stage", Operator::AnyOf, vec!["lead".into()]);
        let cases = [
            (Filter::everything(), "everything"),
            (Filter::Any(vec![]), "nothing"),
            (lead(), "Stage is Lead"),
            (
                Filter::field("stage", Operator::NoneOf, vec!["lead".into(), "customer".into(), "other".into()]),
                "Stage is not Lead, Customer or other",
            ),
            (Filter::field("name", Operator::Contains, vec!["no".into()]), "Name contains “no”"),
            (
                path(&["company", "industry"], Operator::Filled, vec![]),
                "Company › Industry is not empty",
            ),
            (
                path(
                    &["company"],
                    Operator::AnyOf,
                    vec![Value::Ref(id("company", 1)), Value::Ref(id("company", 9))],
                ),
                "Company is Havenlicht or a record that is gone",
            ),
            (
                Filter::field("birthday", Operator::Less, vec![Value::Date(20_000)]),
                "Birthday is before 4 Oct 2024",
            ),
            (
                Filter::relative("birthday", Operator::InLast, 3, Unit::Month),
                "Birthday is in the last 3 months",
            ),
            (Filter::relative("birthday", Operator::InThis, 1, Unit::Day), "Birthday is today"),
            (
                Filter::relative("birthday", Operator::InPrevious, 1, Unit::Week),
                "Birthday was last week",
            ),
            (
                Filter::relative("birthday", Operator::BeforeLast, 1, Unit::Year),
                "Birthday is longer ago than 1 year",
            ),
            (
                Filter::All(vec![lead(), Filter::Any(vec![lead(), path(&["email"], Operator::Empty, vec![])])]),
                "Stage is Lead and (Stage is Lead or E-mail is empty)",
            ),
            (Filter::Not(Box::new(lead())), "not (Stage is Lead)"),
            (Filter::Segment(id("segment", 1)), "is in segment “?”"),
            (
                related(Aggregate::Count, Filter::everything(), Operator::AtLeast, &[2.0]),
                "number of deals is at least 2",
            ),
            (
                related(
                    Aggregate::Sum("value".into()),
                    Filter::relative("opened_on", Operator::InLast, 90, Unit::Day),
                    Operator::Greater,
                    &[99.5],
                ),
                "sum of Value of deals where Opened on is in the last 90 days, is more than 99.5 EUR",
            ),
            (Filter::field("gone", Operator::Is, vec!["x".into()]), "gone is “x”"),
        ];
        for (filter, words) in cases {
            assert_eq!(filter_words(world.reader(), "contact", &filter), words);
        }
        let span = Condition {
            path: vec!["birthday".into()],
            operator: Operator::InNext,
            values: vec![],
            span: Some(Span {
                count: 1,
                unit: Unit::Week,
            }),
        };
        assert_eq!(
            filter_words(world.reader(), "contact", &Filter::Field(span)),
            "Birthday is in the next week"
        );
    }

    #[test]
    fn an_explanation_says_what_holds_and_what_the_record_has() {
        let mut world = world();
        let segment = id("segment", 1);
        let inner = path(&["company", "industry"], Operator::AnyOf, vec!["Software".into()]);
        world.set("segment", segment, "name", Value::from("Tech"));
        world.set("segment", segment, "object", Value::from("contact"));
        world.set("segment", segment, "filter", Value::Text(serde_json::to_string(&inner).unwrap()));
        let filter = Filter::All(vec![
            Filter::Segment(segment),
            Filter::Not(Box::new(Filter::field("birthday", Operator::Less, vec![Value::Date(0)]))),
            Filter::Any(vec![
                related(Aggregate::Sum("value".into()), Filter::everything(), Operator::AtLeast, &[500.0]),
                related(Aggregate::Count, Filter::everything(), Operator::Is, &[3.0]),
                path(&["email"], Operator::Filled, vec![]),
            ]),
        ]);
        let compiled = Compiled::new(&filter, "contact", &world.workspace).unwrap();
        let why = why(world.reader(), &world.indexes, &compiled, &filter, 0);
        assert!(!why.inside);
        let lines = why.lines.iter().map(|line| {
            format!(
                "{}{} {} [{}]",
                "  ".repeat(usize::from(line.depth)),
                if line.holds { '+' } else { '-' },
                line.condition,
                line.found
            )
        });
        let expected = [
            "+ is in segment “Tech” []",
            "  + Company › Industry is Software [Software]",
            "+ not this []",
            "  - Birthday is before 1 Jan 1970 [4 Oct 2024]",
            "- at least one of these []",
            "  - sum of Value of deals is at least 500 EUR [251 EUR]",
            "  - number of deals is 3 [2]",
            "  - E-mail is not empty [empty]",
        ];
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn cells_have_words_without_a_locale() {
        let moment = World::new().moment;
        for (cell, words) in [
            (Cell::Duration(5_400), "1 h 30 min"),
            (Cell::Duration(40), "40 s"),
            (Cell::Number(1.5), "1.5"),
            (Cell::Number(-0.001), "-0"),
            (Cell::Percent(25.0), "25 %"),
            (Cell::Time(23 * 3_600_000), "2 Jan 1970, 00:00"),
            (Cell::Date(i32::MAX), "a day beyond all calendars"),
            (Cell::Rating(4), "4 of 5"),
            (Cell::Overflow, "too large"),
        ] {
            assert_eq!(cell_words(&cell, moment), words);
        }
    }
}
