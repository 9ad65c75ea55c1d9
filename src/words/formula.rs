//! Why a formula or roll-up cannot be made.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::formula::{MAX_LENGTH, PlanError, Problem, Takes, Type};

phrases! {
    empty { English: "Write a formula; { begins the name of a field" }
    too_long(most) { English: "A formula has at most {most} characters" }
    too_deep { English: "Nested too deep" }
    unexpected(text) { English: "“{text}” cannot stand here" }
    unfinished { English: "Something is missing at the end" }
    unclosed { English: "This is not closed" }
    unknown_field(name) { English: "There is no field “{name}”" }
    no_reference(name) { English: "“{name}” does not lead to another record" }
    too_far { English: "Only one step from record to record can be taken" }
    unknown_function(name) { English: "There is no function “{name}”" }
    arguments(function, takes) { English: "{function} takes {takes}" }
    wrong_type(needed, found) { English: "Here {needed} is needed, but this is {found}" }
    mixed(one, other, sign) { English: "{one} and {other} do not go together with “{sign}”" }
    currency { English: "A currency is three letters in quotes, such as \"EUR\"" }
    result(found) { English: "The result is {found}, which does not fit the field" }
    cycle { English: "The field would be made of itself" }
    source { English: "There is nothing to gather from" }
    measure { English: "That cannot be made of values of this kind" }
    segment { English: "Segments cannot be part of the condition" }

    a_number { English: "a number" }
    an_amount { English: "an amount" }
    a_day { English: "a day" }
    an_instant { English: "a point in time" }
    a_duration { English: "a length of time" }
    a_truth { English: "yes or no" }
    a_text { English: "text" }

    takes_nothing { English: "nothing" }
    takes_condition { English: "a condition, a value, and a value for otherwise" }
    takes_stand_in { English: "a value and what stands in for it" }
    takes_value { English: "one value" }
    takes_values { English: "values" }
    takes_alike { English: "values of one kind" }
    takes_decimals { English: "a number and how many decimals" }
    takes_number { English: "one number" }
    takes_numbers { English: "two numbers" }
    takes_currency { English: "a number and a currency" }
    takes_amount { English: "one amount" }
    takes_date { English: "year, month and day" }
    takes_day { English: "one day" }
    takes_days { English: "two days: from and to" }
    takes_day_and_number { English: "a day and a number" }
    takes_duration { English: "one length of time" }
    takes_text { English: "one text" }
    takes_texts { English: "two texts" }
    takes_letters { English: "a text and how many letters" }
}

/// Why a field cannot be computed.
#[must_use]
pub fn line(error: &PlanError) -> String {
    match error {
        PlanError::Formula(error) => problem(&error.problem),
        PlanError::Kind(found) => result(a_type(*found)),
        PlanError::Cycle => cycle().to_owned(),
        PlanError::Source => source().to_owned(),
        PlanError::Measure => measure().to_owned(),
        PlanError::Filter(error) => super::refusal::query(error),
        PlanError::Segment => segment().to_owned(),
    }
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Empty => empty().to_owned(),
        Problem::TooLong => too_long(&super::number(MAX_LENGTH as u64)),
        Problem::TooDeep => too_deep().to_owned(),
        Problem::Unexpected(text) => unexpected(text),
        Problem::Unfinished => unfinished().to_owned(),
        Problem::Unclosed => unclosed().to_owned(),
        Problem::UnknownField(name) => unknown_field(name),
        Problem::NoReference(name) => no_reference(&super::labels::label(name)),
        Problem::TooFar => too_far().to_owned(),
        Problem::UnknownFunction(name) => unknown_function(name),
        Problem::Arguments(function, takes) => arguments(function, what(*takes)),
        Problem::Type { needed, found } => wrong_type(a_type(*needed), a_type(*found)),
        Problem::Mixed(one, other, sign) => mixed(a_type(*one), a_type(*other), sign),
        Problem::Currency => currency().to_owned(),
    }
}

fn a_type(found: Type) -> &'static str {
    match found {
        Type::Number => a_number(),
        Type::Money => an_amount(),
        Type::Day => a_day(),
        Type::Instant => an_instant(),
        Type::Duration => a_duration(),
        Type::Truth => a_truth(),
        Type::Text => a_text(),
    }
}

fn what(takes: Takes) -> &'static str {
    match takes {
        Takes::Nothing => takes_nothing(),
        Takes::Condition => takes_condition(),
        Takes::StandIn => takes_stand_in(),
        Takes::Value => takes_value(),
        Takes::Values => takes_values(),
        Takes::Alike => takes_alike(),
        Takes::Decimals => takes_decimals(),
        Takes::Number => takes_number(),
        Takes::Numbers => takes_numbers(),
        Takes::Currency => takes_currency(),
        Takes::Amount => takes_amount(),
        Takes::Date => takes_date(),
        Takes::Day => takes_day(),
        Takes::Days => takes_days(),
        Takes::DayAndNumber => takes_day_and_number(),
        Takes::Duration => takes_duration(),
        Takes::Text => takes_text(),
        Takes::Texts => takes_texts(),
        Takes::Letters => takes_letters(),
    }
}
