//! Words of filters: operators, spans, and the dialog that builds them.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::{Aggregate, FieldKind, Operator, Unit};

phrases! {
    filter { English: "Filter" }
    filters(count) { English: format!("Filters {count}") }
    add_filter { English: "Filter" }
    clear_all { English: "Clear all" }
    advanced { English: "All filters" }
    title(plural) { English: format!("Filter {}", super::inside(plural)) }
    field { English: "Field" }
    choose_field { English: "Choose a field" }
    operator { English: "Comparison" }
    value { English: "Value" }
    from { English: "From" }
    to { English: "To" }
    how_many { English: "How many" }
    unit { English: "Unit" }
    all_of_these { English: "All of these hold" }
    any_of_these { English: "At least one of these holds" }
    how_joined { English: "How the conditions are joined" }
    not { English: "Not" }
    add_condition { English: "Condition" }
    add_related { English: "Related records" }
    add_segment { English: "Segment" }
    add_group { English: "Group" }
    remove_condition { English: "Remove condition" }
    remove_group { English: "Remove group" }
    related { English: "Related records" }
    measured { English: "What is measured" }
    number_of(plural) { English: format!("Number of {}", super::inside(plural)) }
    which_of(plural) { English: format!("Only {} where", super::inside(plural)) }
    segment { English: "Segment" }
    in_segment { English: "is in" }
    choose_segment { English: "Choose a segment" }
    apply { English: "Show them" }
    cancel { English: "Cancel" }
    matches(counted) { English: format!("{counted} match") }
    counting { English: "Counting" }
    nothing_yet { English: "No condition yet: everything matches" }
    group { English: "Group" }
    path(reference, field) { English: format!("{reference}: {field}") }
    several(count, noun) { English: format!("{count} {noun}") }
    values(count) { English: format!("{count} values") }
    between(from, to) { English: format!("{from} and {to}") }
    search { English: "Search these" }
    search_in(plural) { English: format!("Search {}", super::inside(plural)) }
    conditions(count) { English: format!("{count} conditions") }
    one_condition { English: "1 condition" }
    any_of_group(count) { English: format!("Any of {count}") }
    all_of_group(count) { English: format!("All of {count}") }
    not_group { English: "Not" }
    unreadable { English: "A part of this address could not be read" }
    unreadable_text { English: "The rest of it is shown. Nothing was changed" }
}

/// An operator in words, for the kind of the field it compares.
#[must_use]
pub fn operator_words(operator: Operator, kind: FieldKind) -> &'static str {
    let dates = matches!(kind, FieldKind::Date | FieldKind::DateTime);
    match (operator, dates) {
        (Operator::Is, _) => "is",
        (Operator::IsNot, _) => "is not",
        (Operator::Contains, _) => "contains",
        (Operator::ContainsNot, _) => "does not contain",
        (Operator::StartsWith, _) => "starts with",
        (Operator::EndsWith, _) => "ends with",
        (Operator::Empty, _) => "is empty",
        (Operator::Filled, _) => "is filled in",
        (Operator::Greater, true) => "is after",
        (Operator::Greater, false) => "is more than",
        (Operator::AtLeast, true) => "is on or after",
        (Operator::AtLeast, false) => "is at least",
        (Operator::Less, true) => "is before",
        (Operator::Less, false) => "is less than",
        (Operator::AtMost, true) => "is on or before",
        (Operator::AtMost, false) => "is at most",
        (Operator::Between, _) => "is between",
        (Operator::AnyOf, _) => "is any of",
        (Operator::NoneOf, _) => "is none of",
        (Operator::AllOf, _) => "has all of",
        (Operator::InLast, _) => "in the last",
        (Operator::InNext, _) => "in the next",
        (Operator::InThis, _) => "is in this",
        (Operator::InPrevious, _) => "is in the previous",
        (Operator::BeforeLast, _) => "is longer ago than",
        (Operator::True, _) => "is yes",
        (Operator::False, _) => "is no",
    }
}

/// A unit of time in the number of `count`.
#[must_use]
pub fn unit_words(unit: Unit, count: u32) -> &'static str {
    let one = count == 1;
    match unit {
        Unit::Day if one => "day",
        Unit::Day => "days",
        Unit::Week if one => "week",
        Unit::Week => "weeks",
        Unit::Month if one => "month",
        Unit::Month => "months",
        Unit::Quarter if one => "quarter",
        Unit::Quarter => "quarters",
        Unit::Year if one => "year",
        Unit::Year => "years",
    }
}

/// What is computed, before the name of its field.
#[must_use]
pub fn aggregate_words(aggregate: &Aggregate, field: &str) -> String {
    let field = super::inside(field);
    match aggregate {
        Aggregate::Count => "Number".to_owned(),
        Aggregate::Sum(_) => format!("Sum of {field}"),
        Aggregate::Average(_) => format!("Average {field}"),
        Aggregate::Min(_) => format!("Lowest {field}"),
        Aggregate::Max(_) => format!("Highest {field}"),
        Aggregate::EmptyShare(_) => format!("Empty {field}"),
    }
}
