//! Words of filters as sentences: "Industry is Software and Country is not Germany". [`crate::filter::Sentence`] puts them together.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::{FieldKind, Operator, Span, Unit};

phrases! {
    everything { English: "everything" }
    nothing { English: "nothing" }
    both(one, other) { English: "{one} and {other}" }
    either(one, other) { English: "{one} or {other}" }
    group(rule) { English: "({rule})" }
    not(rule) { English: "not ({rule})" }
    in_segment(name) { English: "is in segment “{name}”" }
    not_in_segment(name) { English: "is not in segment “{name}”" }
    all_of_these { English: "all of these" }
    any_of_these { English: "at least one of these" }
    not_this { English: "not this" }
    quoted(text) { English: "“{text}”" }
    unknown { English: "?" }
    empty { English: "empty" }
    comma(before, value) { English: "{before}, {value}" }
    or_more(before, count) { English: "{before} or {count} more" }
    and_more(before, count) { English: "{before} and {count} more" }

    is(field, value) { English: "{field} is {value}" }
    is_not(field, value) { English: "{field} is not {value}" }
    contains(field, value) { English: "{field} contains {value}" }
    contains_not(field, value) { English: "{field} does not contain {value}" }
    starts_with(field, value) { English: "{field} starts with {value}" }
    ends_with(field, value) { English: "{field} ends with {value}" }
    is_empty(field) { English: "{field} is empty" }
    is_filled(field) { English: "{field} is not empty" }
    is_after(field, value) { English: "{field} is after {value}" }
    is_more(field, value) { English: "{field} is more than {value}" }
    is_on_or_after(field, value) { English: "{field} is on or after {value}" }
    is_at_least(field, value) { English: "{field} is at least {value}" }
    is_before(field, value) { English: "{field} is before {value}" }
    is_less(field, value) { English: "{field} is less than {value}" }
    is_on_or_before(field, value) { English: "{field} is on or before {value}" }
    is_at_most(field, value) { English: "{field} is at most {value}" }
    is_between(field, from, to) { English: "{field} is between {from} and {to}" }
    is_one_of_nothing(field) { English: "{field} is one of nothing" }
    is_anything(field) { English: "{field} is anything" }
    has(field, value) { English: "{field} has {value}" }
    has_any(field, values) { English: "{field} has any of {values}" }
    has_not(field, values) { English: "{field} has not {values}" }
    is_yes(field) { English: "{field} is yes" }
    is_not_yes(field) { English: "{field} is not yes" }

    today(field) { English: "{field} is today" }
    this_week(field) { English: "{field} is this week" }
    this_month(field) { English: "{field} is this month" }
    this_quarter(field) { English: "{field} is this quarter" }
    this_year(field) { English: "{field} is this year" }
    yesterday(field) { English: "{field} was yesterday" }
    last_week(field) { English: "{field} was last week" }
    last_month(field) { English: "{field} was last month" }
    last_quarter(field) { English: "{field} was last quarter" }
    last_year(field) { English: "{field} was last year" }
    in_last(field, length) { English: "{field} is in the last {length}" }
    in_next(field, length) { English: "{field} is in the next {length}" }
    longer_ago(field, length) { English: "{field} is longer ago than {length}" }
    before_this(field, length) { English: "{field} was in the {length} before the current one" }

    sum_of(field, plural) { English: "Sum of {field:inside} of {plural:inside}" }
    average_of(field, plural) { English: "Average {field:inside} of {plural:inside}" }
    least_of(field, plural) { English: "Smallest {field:inside} of {plural:inside}" }
    greatest_of(field, plural) { English: "Greatest {field:inside} of {plural:inside}" }
    share_without(field, plural) { English: "Share of {plural:inside} without {field:inside}" }
    where_(of, rule) { English: "{of} where {rule}," }
}

/// Values with a word between the last two, and how many there are besides: those of a rule, of which one is enough.
#[must_use]
pub fn one_of(values: &[String], more: usize) -> String {
    listed(values, more, either, or_more)
}

/// All of the values.
#[must_use]
pub fn all_of(values: &[String], more: usize) -> String {
    listed(values, more, both, and_more)
}

fn listed(values: &[String], more: usize, last_two: fn(&str, &str) -> String, and_more: fn(&str, &str) -> String) -> String {
    let together = |values: &[String]| {
        let with = |before: String, value: &String| if before.is_empty() { value.clone() } else { comma(&before, value) };
        values.iter().fold(String::new(), with)
    };
    match values {
        _ if more > 0 => and_more(&together(values), &super::number(more as u64)),
        [before @ .., last] if !before.is_empty() => last_two(&together(before), last),
        values => together(values),
    }
}

/// A field that is compared with values, which are words already.
#[must_use]
pub fn comparison(field: &str, operator: Operator, kind: FieldKind, values: &[String], span: Option<Span>) -> String {
    let is_time = matches!(kind, FieldKind::Date | FieldKind::DateTime);
    let value = |place: usize| values.get(place).map_or(unknown(), String::as_str);
    let (first, second) = (value(0), value(1));
    // More than these are counted.
    let named = &values[..values.len().min(5)];
    let one_of = || one_of(named, values.len() - named.len());
    match operator {
        Operator::Is => is(field, first),
        Operator::IsNot => is_not(field, first),
        Operator::Contains => contains(field, first),
        Operator::ContainsNot => contains_not(field, first),
        Operator::StartsWith => starts_with(field, first),
        Operator::EndsWith => ends_with(field, first),
        Operator::Empty => is_empty(field),
        Operator::Filled => is_filled(field),
        Operator::Greater if is_time => is_after(field, first),
        Operator::Greater => is_more(field, first),
        Operator::AtLeast if is_time => is_on_or_after(field, first),
        Operator::AtLeast => is_at_least(field, first),
        Operator::Less if is_time => is_before(field, first),
        Operator::Less => is_less(field, first),
        Operator::AtMost if is_time => is_on_or_before(field, first),
        Operator::AtMost => is_at_most(field, first),
        Operator::Between => is_between(field, first, second),
        Operator::AnyOf if values.is_empty() => is_one_of_nothing(field),
        Operator::AnyOf if kind.is_set() && values.len() > 1 => has_any(field, &one_of()),
        Operator::AnyOf if kind.is_set() => has(field, first),
        Operator::AnyOf => is(field, &one_of()),
        Operator::NoneOf | Operator::AllOf if values.is_empty() => is_anything(field),
        Operator::NoneOf if kind.is_set() => has_not(field, &one_of()),
        Operator::NoneOf => is_not(field, &one_of()),
        Operator::AllOf => has(field, &all_of(named, values.len() - named.len())),
        Operator::True => is_yes(field),
        Operator::False => is_not_yes(field),
        Operator::InLast | Operator::InNext | Operator::InThis | Operator::InPrevious | Operator::BeforeLast => match span {
            Some(span) => relative(field, operator, span.count.max(1), span.unit),
            None => is(field, unknown()),
        },
    }
}

fn relative(field: &str, operator: Operator, count: u32, unit: Unit) -> String {
    let length = || super::filter::span_words(unit, count);
    match (operator, unit) {
        (Operator::InLast | Operator::InNext, Unit::Day) if count == 1 => today(field),
        (Operator::InLast, _) => in_last(field, &length()),
        (Operator::InNext, _) => in_next(field, &length()),
        (Operator::BeforeLast, _) => longer_ago(field, &length()),
        (Operator::InPrevious, _) if count > 1 => before_this(field, &length()),
        (Operator::InPrevious, Unit::Day) => yesterday(field),
        (Operator::InPrevious, Unit::Week) => last_week(field),
        (Operator::InPrevious, Unit::Month) => last_month(field),
        (Operator::InPrevious, Unit::Quarter) => last_quarter(field),
        (Operator::InPrevious, Unit::Year) => last_year(field),
        (_, Unit::Day) => today(field),
        (_, Unit::Week) => this_week(field),
        (_, Unit::Month) => this_month(field),
        (_, Unit::Quarter) => this_quarter(field),
        (_, Unit::Year) => this_year(field),
    }
}
