//! Why a definition or a question does not fit.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::DefinitionError;
use bridge::query::{Needs, QueryError};

use super::labels::label;

phrases! {
    no_name { English: "Give it a name" }
    same_label(object, field) { English: "{object} have a field “{field}” already" }
    filled_in { English: "A field that people fill in cannot become a computed one" }
    no_formula { English: "Write a formula, or remove the field" }
    built_in_field { English: "Only fields of your own can be removed" }
    too_many_fields(object, most) { English: "{object} have {most} fields of your own already" }
    no_target { English: "Choose what the field points to" }
    bounds { English: "The smallest value must not be greater than the greatest" }
    built_in_object { English: "Only objects of your own can be removed" }
    too_many_objects(most) { English: "There are {most} objects of your own already" }
    too_many_cells(most) { English: "At most {most} cells are written at once" }
    too_many_widgets(most) { English: "A dashboard has at most {most} widgets" }
    too_deep(most) { English: "The rule is nested deeper than {most} levels" }
    no_stage { English: "A pipeline needs at least one stage" }
    probability(stage) { English: "The probability of “{stage}” must be from 0 to 100 %" }
    unwritable { English: "It cannot be kept as it is" }

    unknown_object(object) { English: "there is no object “{object}”" }
    unknown_field(object, field) { English: "{object} have no field “{field}”" }
    no_field { English: "a condition names no field" }
    no_reference(field) { English: "“{field}” does not lead to another record" }
    operator(field, comparison) { English: "“{field}” cannot be compared by “{comparison}”" }
    values(field, needs) { English: "the condition on “{field}” needs {needs}" }
    no_date(field) { English: "“{field}” has no days for a calendar" }
    nested { English: "the rule is nested too deep" }
    segments_nested { English: "segments are nested too deep" }
    dimension(field) { English: "a chart cannot be drawn by “{field}”" }
    no_view { English: "the saved view that this shows is gone" }
    no_segment { English: "a segment that the rule names is gone" }
    unreadable_segment(name) { English: "the rule of segment “{name}” cannot be read" }
    other_segment(name) { English: "segment “{name}” is about other records" }
    segment_cycle(name) { English: "segment “{name}” contains itself" }
    not_related(object) { English: "{object} do not point here" }
    aggregate(field) { English: "“{field}” cannot be added up or compared" }
    no_board(field) { English: "a board needs a choice or a reference to make columns of, “{field}” is neither" }

    needs_span { English: "a length of time" }
    needs_records { English: "records" }
    needs_options { English: "options" }
    needs_text { English: "a text" }
    needs_number { English: "a number" }
    needs_numbers { English: "two numbers" }
    needs_amount { English: "an amount" }
    needs_day { English: "a day" }
    needs_values { English: "two values" }
}

/// What does not fit about a definition, as a sentence.
#[must_use]
pub fn definition(error: &DefinitionError) -> String {
    let most = |most: &u32| super::number(u64::from(*most));
    match error {
        DefinitionError::NoName => no_name().to_owned(),
        DefinitionError::SameLabel { object, label: field } => same_label(&label(object), field),
        DefinitionError::FilledIn => filled_in().to_owned(),
        DefinitionError::NoFormula => no_formula().to_owned(),
        DefinitionError::Derived(error) => super::formula::line(error),
        DefinitionError::BuiltInField => built_in_field().to_owned(),
        DefinitionError::TooManyFields { object, most: of } => too_many_fields(&label(object), &most(of)),
        DefinitionError::NoTarget => no_target().to_owned(),
        DefinitionError::Bounds => bounds().to_owned(),
        DefinitionError::Condition(error) => super::failure::bad_query(&query(error)),
        DefinitionError::BuiltInObject => built_in_object().to_owned(),
        DefinitionError::TooManyObjects(of) => too_many_objects(&most(of)),
        DefinitionError::TooManyCells(of) => too_many_cells(&most(of)),
        DefinitionError::TooManyWidgets(of) => too_many_widgets(&most(of)),
        DefinitionError::TooDeep(of) => too_deep(&most(of)),
        DefinitionError::NoStage => no_stage().to_owned(),
        DefinitionError::Probability(stage) => probability(stage),
        DefinitionError::Unwritable => unwritable().to_owned(),
    }
}

/// Why a filter, view or chart cannot be answered, as a part of a sentence.
#[must_use]
pub fn query(error: &QueryError) -> String {
    match error {
        QueryError::UnknownObject(object) => unknown_object(object),
        QueryError::UnknownField { object, field } => unknown_field(&label(object), field),
        QueryError::NoField => no_field().to_owned(),
        QueryError::NoReference { field } => no_reference(&label(field)),
        QueryError::Operator { field, kind, operator: by } => operator(&label(field), super::filter::operator_words(*by, *kind)),
        QueryError::Values { field, needs } => values(&label(field), needed(*needs)),
        QueryError::NoDateField { field } => no_date(&label(field)),
        QueryError::TooDeep => nested().to_owned(),
        QueryError::SegmentsTooDeep => segments_nested().to_owned(),
        QueryError::Dimension { field } => dimension(&label(field)),
        QueryError::NoView(_) => no_view().to_owned(),
        QueryError::NoSegment(_) => no_segment().to_owned(),
        QueryError::UnreadableSegment { name } => unreadable_segment(name),
        QueryError::OtherSegment { name, .. } => other_segment(name),
        QueryError::SegmentCycle { name } => segment_cycle(name),
        QueryError::NotRelated { object, .. } => not_related(&label(object)),
        QueryError::Aggregate { field } => aggregate(&label(field)),
        QueryError::NoBoardField { field } => no_board(&label(field)),
        QueryError::NoSuchView(_) => super::failure::no_such_view().to_owned(),
    }
}

fn needed(needs: Needs) -> &'static str {
    match needs {
        Needs::Span => needs_span(),
        Needs::Records => needs_records(),
        Needs::Options => needs_options(),
        Needs::Text => needs_text(),
        Needs::Number => needs_number(),
        Needs::Numbers => needs_numbers(),
        Needs::Amount => needs_amount(),
        Needs::Day => needs_day(),
        Needs::Values => needs_values(),
    }
}
