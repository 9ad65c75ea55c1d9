//! Words of filters: operators, spans, and the dialog that builds them.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::{Aggregate, FieldKind, Operator, Unit};

phrases! {
    filter { English: "Filter" }
    filters(count) { English: "Filters {count}" }
    add_filter { English: "Filter" }
    clear_all { English: "Clear all" }
    advanced { English: "All filters" }
    title(plural) { English: "Filter {plural:inside}" }
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
    number_of(plural) { English: "Number of {plural:inside}" }
    which_of(plural) { English: "Only {plural:inside} where" }
    segment { English: "Segment" }
    in_segment { English: "is in" }
    choose_segment { English: "Choose a segment" }
    apply { English: "Show them" }
    cancel { English: "Cancel" }
    matches(counted) { English: "{counted} match" }
    counting { English: "Counting" }
    nothing_yet { English: "No condition yet: everything matches" }
    group { English: "Group" }
    path(reference, field) { English: "{reference}: {field}" }
    several(count, noun) { English: "{count} {noun}" }
    values(count: u64) { English: one "{count} value", other "{count} values" }
    between(from, to) { English: "{from} and {to}" }
    search { English: "Search these" }
    search_in(plural) { English: "Search {plural:inside}" }
    any_of_group(count) { English: "Any of {count}" }
    all_of_group(count) { English: "All of {count}" }
    unreadable { English: "A part of this address could not be read" }
    unreadable_text { English: "The rest of it is shown. Nothing was changed" }

    op_is { English: "is" }
    op_not { English: "is not" }
    op_contains { English: "contains" }
    op_does_not_contain { English: "does not contain" }
    op_starts_with { English: "starts with" }
    op_ends_with { English: "ends with" }
    op_empty { English: "is empty" }
    op_filled_in { English: "is filled in" }
    op_after { English: "is after" }
    op_more_than { English: "is more than" }
    op_on_or_after { English: "is on or after" }
    op_at_least { English: "is at least" }
    op_before { English: "is before" }
    op_less_than { English: "is less than" }
    op_on_or_before { English: "is on or before" }
    op_at_most { English: "is at most" }
    op_between { English: "is between" }
    op_any_of { English: "is any of" }
    op_none_of { English: "is none of" }
    op_has_all_of { English: "has all of" }
    op_in_the_last { English: "in the last" }
    op_in_the_next { English: "in the next" }
    op_in_this { English: "is in this" }
    op_in_the_previous { English: "is in the previous" }
    op_longer_ago_than { English: "is longer ago than" }
    op_yes { English: "is yes" }
    op_no { English: "is no" }
    unit_day { English: "day" }
    unit_days { English: "days" }
    span_days(count: u64) { English: one "{count} day", other "{count} days" }
    unit_week { English: "week" }
    unit_weeks { English: "weeks" }
    span_weeks(count: u64) { English: one "{count} week", other "{count} weeks" }
    unit_month { English: "month" }
    unit_months { English: "months" }
    span_months(count: u64) { English: one "{count} month", other "{count} months" }
    unit_quarter { English: "quarter" }
    unit_quarters { English: "quarters" }
    span_quarters(count: u64) { English: one "{count} quarter", other "{count} quarters" }
    unit_year { English: "year" }
    unit_years { English: "years" }
    span_years(count: u64) { English: one "{count} year", other "{count} years" }
    number { English: "Number" }
    empty_of(field) { English: "Empty {field:inside}" }
    not_of(what) { English: "Not {what:inside}" }
}

/// An operator in words, for the kind of the field it compares.
#[must_use]
pub fn operator_words(operator: Operator, kind: FieldKind) -> &'static str {
    let dates = matches!(kind, FieldKind::Date | FieldKind::DateTime);
    match (operator, dates) {
        (Operator::Is, _) => op_is(),
        (Operator::IsNot, _) => op_not(),
        (Operator::Contains, _) => op_contains(),
        (Operator::ContainsNot, _) => op_does_not_contain(),
        (Operator::StartsWith, _) => op_starts_with(),
        (Operator::EndsWith, _) => op_ends_with(),
        (Operator::Empty, _) => op_empty(),
        (Operator::Filled, _) => op_filled_in(),
        (Operator::Greater, true) => op_after(),
        (Operator::Greater, false) => op_more_than(),
        (Operator::AtLeast, true) => op_on_or_after(),
        (Operator::AtLeast, false) => op_at_least(),
        (Operator::Less, true) => op_before(),
        (Operator::Less, false) => op_less_than(),
        (Operator::AtMost, true) => op_on_or_before(),
        (Operator::AtMost, false) => op_at_most(),
        (Operator::Between, _) => op_between(),
        (Operator::AnyOf, _) => op_any_of(),
        (Operator::NoneOf, _) => op_none_of(),
        (Operator::AllOf, _) => op_has_all_of(),
        (Operator::InLast, _) => op_in_the_last(),
        (Operator::InNext, _) => op_in_the_next(),
        (Operator::InThis, _) => op_in_this(),
        (Operator::InPrevious, _) => op_in_the_previous(),
        (Operator::BeforeLast, _) => op_longer_ago_than(),
        (Operator::True, _) => op_yes(),
        (Operator::False, _) => op_no(),
    }
}

/// A unit of time, for a count of its own beside it.
#[must_use]
pub fn unit_words(unit: Unit, count: u32) -> &'static str {
    match (unit, count == 1) {
        (Unit::Day, true) => unit_day(),
        (Unit::Day, false) => unit_days(),
        (Unit::Week, true) => unit_week(),
        (Unit::Week, false) => unit_weeks(),
        (Unit::Month, true) => unit_month(),
        (Unit::Month, false) => unit_months(),
        (Unit::Quarter, true) => unit_quarter(),
        (Unit::Quarter, false) => unit_quarters(),
        (Unit::Year, true) => unit_year(),
        (Unit::Year, false) => unit_years(),
    }
}

/// A span after its operator: in the last `3 days`.
#[must_use]
pub fn span_words(unit: Unit, count: u32) -> String {
    let count = u64::from(count);
    match unit {
        Unit::Day => span_days(count),
        Unit::Week => span_weeks(count),
        Unit::Month => span_months(count),
        Unit::Quarter => span_quarters(count),
        Unit::Year => span_years(count),
    }
}

/// What is computed, before the name of its field.
#[must_use]
pub fn aggregate_words(aggregate: &Aggregate, field: &str) -> String {
    match aggregate {
        Aggregate::Count => number().to_owned(),
        Aggregate::Sum(_) => super::dashboards::sum_of(field),
        Aggregate::Average(_) => super::dashboards::average_of(field),
        Aggregate::Min(_) => super::dashboards::least(field),
        Aggregate::Max(_) => super::dashboards::greatest(field),
        Aggregate::EmptyShare(_) => empty_of(field),
    }
}
