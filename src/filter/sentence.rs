//! A filter as a sentence: "Industry is Software and Country is not Germany". Fields that are gone are named by their key.

use bridge::query::{Named, WhyPart};
use bridge::{Cell, RecordLink};
use model::kind::Storage;
use model::{Aggregate, Condition, Currency, FieldDef, FieldKind, Filter, Money, RecordId, Related, Schema, Value};

use super::fields::{field_at, path_label};
use crate::value::exact;
use crate::words::{self, rule};

/// What the sentences of a filter need to know.
pub struct Sentence<'a> {
    schema: &'a Schema,
    /// Records and segments that the filter names.
    names: &'a [RecordLink],
    /// The currency in which aggregates of amounts are compared.
    base: Currency,
    /// A value in words.
    words_of: fn(&Cell) -> String,
}

impl<'a> Sentence<'a> {
    /// Sentences about a filter, or about the parts of one.
    #[must_use]
    pub fn of(schema: &'a Schema, named: &'a Named) -> Self {
        Self {
            schema,
            names: &named.links,
            base: named.base,
            words_of: exact,
        }
    }

    /// A line of an explanation.
    #[must_use]
    pub fn part(&self, object: &str, part: &WhyPart) -> String {
        match part {
            WhyPart::All => rule::all_of_these().to_owned(),
            WhyPart::Any => rule::any_of_these().to_owned(),
            WhyPart::Not => rule::not_this().to_owned(),
            WhyPart::Rule(filter) => self.filter(object, filter),
        }
    }

    /// A filter in one sentence.
    #[must_use]
    pub fn filter(&self, object: &str, filter: &Filter) -> String {
        match filter {
            Filter::All(parts) if parts.is_empty() => rule::everything().to_owned(),
            Filter::Any(parts) if parts.is_empty() => rule::nothing().to_owned(),
            Filter::All(parts) => self.joined(object, parts, rule::both),
            Filter::Any(parts) => self.joined(object, parts, rule::either),
            Filter::Not(part) => match &**part {
                Filter::Segment(segment) => rule::not_in_segment(&self.name(*segment, rule::unknown())),
                part => rule::not(&self.filter(object, part)),
            },
            Filter::Field(condition) => self.condition(object, condition),
            Filter::Related(related) => self.related(related),
            Filter::Segment(segment) => rule::in_segment(&self.name(*segment, rule::unknown())),
        }
    }

    fn joined(&self, object: &str, parts: &[Filter], join: fn(&str, &str) -> String) -> String {
        let words = parts.iter().map(|part| {
            let words = self.filter(object, part);
            match part {
                Filter::All(inner) | Filter::Any(inner) if inner.len() > 1 && parts.len() > 1 => rule::group(&words),
                _ => words,
            }
        });
        words.reduce(|before, part| join(&before, &part)).unwrap_or_default()
    }

    fn name(&self, id: RecordId, gone: &str) -> String {
        let found = self.names.iter().find(|link| link.id == id && !link.label.is_empty());
        found.map_or_else(|| gone.to_owned(), words::labels::name)
    }

    fn condition(&self, object: &str, condition: &Condition) -> String {
        let field = field_at(self.schema, object, &condition.path);
        let values = condition.values.iter().flat_map(Value::elements);
        let values = values.map(|value| self.value(field, value)).collect::<Vec<_>>();
        rule::comparison(
            &path_label(self.schema, object, &condition.path),
            condition.operator,
            field.map_or(FieldKind::Text, |field| field.kind),
            &values,
            condition.span,
        )
    }

    fn value(&self, field: Option<&FieldDef>, value: &Value) -> String {
        let kind = field.map_or(FieldKind::Text, |field| field.kind);
        let option = |key: &str| field.and_then(|field| field.option(key)).map(|option| option.label.clone());
        let cell = match value {
            Value::Text(key) if matches!(kind, FieldKind::Choice | FieldKind::Choices) => {
                return option(key).unwrap_or_else(|| key.clone());
            }
            Value::Text(text) if kind.storage() == Storage::Text => return rule::quoted(text),
            Value::Text(text) => Cell::Text(text.clone()),
            Value::Int(seconds) if kind == FieldKind::Duration => Cell::Duration(*seconds),
            Value::Int(stars) if kind == FieldKind::Rating => Cell::Rating((*stars).clamp(0, 5) as u8),
            Value::Int(number) => Cell::Int(*number),
            Value::Number(share) if kind == FieldKind::Percent => Cell::Percent(*share),
            Value::Number(number) => Cell::Number(*number),
            Value::Money(money) => Cell::Money(*money),
            Value::Date(day) => Cell::Date(*day),
            Value::Time(millis) => Cell::Time(*millis),
            Value::Bool(bool) => Cell::Bool(*bool),
            Value::Name(name) => Cell::Name(name.clone()),
            Value::Address(address) => Cell::Addresses(vec![(**address).clone()]),
            Value::Ref(id) => return self.name(*id, words::value::gone()),
            Value::List(_) => Cell::Empty,
        };
        (self.words_of)(&cell)
    }

    fn related(&self, related: &Related) -> String {
        let object = self.schema.object(&related.object);
        let plural = object.map_or(related.object.as_str(), |object| &object.plural);
        let field = related.aggregate.field().and_then(|key| object?.field(key));
        let label = match (field, related.aggregate.field()) {
            (Some(field), _) => &field.label,
            (None, Some(key)) => key.as_str(),
            (None, None) => "",
        };
        let of = match &related.aggregate {
            Aggregate::Count => words::filter::number_of(plural),
            Aggregate::Sum(_) => rule::sum_of(label, plural),
            Aggregate::Average(_) => rule::average_of(label, plural),
            Aggregate::Min(_) => rule::least_of(label, plural),
            Aggregate::Max(_) => rule::greatest_of(label, plural),
            Aggregate::EmptyShare(_) => rule::share_without(label, plural),
        };
        let of = if related.filter.is_everything() {
            of
        } else {
            rule::where_(&of, &self.filter(&related.object, &related.filter))
        };
        let kind = match (&related.aggregate, field) {
            (Aggregate::EmptyShare(_), _) => FieldKind::Percent,
            (Aggregate::Count, _) | (_, None) => FieldKind::Number,
            (Aggregate::Min(_) | Aggregate::Max(_), Some(field)) if field.kind == FieldKind::DateTime => FieldKind::Date,
            (_, Some(field)) => field.kind,
        };
        let values = related.values.iter().map(|&value| (self.words_of)(&self.aggregated(kind, value)));
        rule::comparison(&of, related.operator, kind, &values.collect::<Vec<_>>(), None)
    }

    /// What an aggregate is compared with; amounts are in major units.
    fn aggregated(&self, kind: FieldKind, value: f64) -> Cell {
        match kind {
            FieldKind::Date => Cell::Date(value as i32),
            FieldKind::Money => {
                let minor = value * self.base.minor_per_major() as f64;
                Cell::Money(Money::new(minor.round() as i64, self.base))
            }
            FieldKind::Percent => Cell::Percent(value),
            FieldKind::Duration => Cell::Duration(value as i64),
            _ => Cell::Number(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::{Operator, Span, Unit};

    use super::*;

    /// Values without `Intl`, which only browsers have.
    fn told(cell: &Cell) -> String {
        match cell {
            Cell::Number(number) => number.to_string(),
            Cell::Money(money) => money.to_string(),
            Cell::Date(day) => format!("day {day}"),
            other => panic!("no case has {other:?}"),
        }
    }

    fn id(n: u128) -> RecordId {
        RecordId(n)
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

    fn check(cases: &[(Filter, &str)]) {
        let schema = Schema::built_in();
        let name = |object: &str, n: u128, label: &str| RecordLink {
            object: object.into(),
            id: id(n),
            label: label.to_owned(),
            gone: false,
            fill: None,
        };
        let sentence = Sentence {
            schema: &schema,
            names: &[name("company", 1, "Havenlicht"), name("segment", 2, "Tech")],
            base: Currency::EUR,
            words_of: told,
        };
        for (filter, expected) in cases {
            assert_eq!(sentence.filter("contact", filter), *expected);
        }
    }

    fn lead() -> Filter {
        Filter::field("stage", Operator::AnyOf, vec!["lead".into()])
    }

    #[test]
    fn conditions_read_as_sentences() {
        check(&[
            (lead(), "Stage is Lead"),
            (
                Filter::field("stage", Operator::NoneOf, vec!["lead".into(), "customer".into(), "other".into()]),
                "Stage is not Lead, Customer or other",
            ),
            (
                Filter::field("stage", Operator::AnyOf, (0..7).map(|n| Value::Text(n.to_string())).collect()),
                "Stage is 0, 1, 2, 3, 4 or 2 more",
            ),
            (Filter::field("name", Operator::Contains, vec!["no".into()]), "Name contains “no”"),
            (
                path(&["company", "industry"], Operator::Filled, vec![]),
                "Company: Industry is not empty",
            ),
            (
                path(&["company"], Operator::AnyOf, vec![Value::Ref(id(1)), Value::Ref(id(9))]),
                "Company is Havenlicht or Deleted record",
            ),
            (
                Filter::field("birthday", Operator::Less, vec![Value::Date(20_000)]),
                "Birthday is before day 20000",
            ),
            (Filter::field("gone", Operator::Is, vec!["x".into()]), "gone is “x”"),
        ]);
    }

    #[test]
    fn spans_read_as_people_say_them() {
        let days = |operator, count, unit| Filter::relative("birthday", operator, count, unit);
        check(&[
            (days(Operator::InLast, 3, Unit::Month), "Birthday is in the last 3 months"),
            (days(Operator::InLast, 1, Unit::Day), "Birthday is today"),
            (days(Operator::InThis, 1, Unit::Day), "Birthday is today"),
            (days(Operator::InNext, 1, Unit::Week), "Birthday is in the next 1 week"),
            (days(Operator::InPrevious, 1, Unit::Week), "Birthday was last week"),
            (days(Operator::BeforeLast, 1, Unit::Year), "Birthday is longer ago than 1 year"),
        ]);
        let without = Condition {
            path: vec!["birthday".into()],
            operator: Operator::InNext,
            values: vec![],
            span: None::<Span>,
        };
        check(&[(Filter::Field(without), "Birthday is ?")]);
    }

    #[test]
    fn groups_segments_and_related_records_read_as_sentences() {
        check(&[
            (Filter::everything(), "everything"),
            (Filter::Any(vec![]), "nothing"),
            (
                Filter::All(vec![lead(), Filter::Any(vec![lead(), path(&["email"], Operator::Empty, vec![])])]),
                "Stage is Lead and (Stage is Lead or E-mail is empty)",
            ),
            (
                Filter::Any(vec![Filter::All(vec![lead(), lead()])]),
                "Stage is Lead and Stage is Lead",
            ),
            (Filter::Not(Box::new(lead())), "not (Stage is Lead)"),
            (Filter::Segment(id(2)), "is in segment “Tech”"),
            (Filter::Not(Box::new(Filter::Segment(id(3)))), "is not in segment “?”"),
            (
                related(Aggregate::Count, Filter::everything(), Operator::AtLeast, &[2.0]),
                "Number of deals is at least 2",
            ),
            (
                related(
                    Aggregate::Sum("value".into()),
                    Filter::relative("opened_on", Operator::InLast, 90, Unit::Day),
                    Operator::Greater,
                    &[99.5],
                ),
                "Sum of value of deals where Opened on is in the last 90 days, is more than 99.50 EUR",
            ),
        ]);
    }
}
