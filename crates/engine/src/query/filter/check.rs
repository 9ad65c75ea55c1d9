//! What a condition asks of one value, as compiled: everything looked up but values, days and rates.

use model::{Condition, FieldDef, FieldKind, Operator, RecordId, Span, Value};

use super::amounts::{Amount, Bounds, Number, Point};
use super::text::TextTest;
use crate::query::{Needs, QueryError};

/// The positive part of a condition: "is not" is the negation of "is", and so on.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Check {
    /// There is a value.
    Filled,
    /// Yes.
    True,
    /// The text passes; `None` never passes.
    Text(Option<TextTest>),
    /// The whole number is in range.
    Ints(Bounds<Number>),
    /// The number is in range.
    Floats(Bounds<Number>),
    /// The amount is in range.
    Money(Bounds<Amount>),
    /// The day or instant is in range.
    Days(Bounds<Point>),
    /// The day or instant is in a span around today.
    Relative(Operator, Span),
    /// One of the words, or all of them.
    Words(Vec<String>, Quantifier),
    /// One of the records, or all of them.
    Records(Vec<RecordId>, Quantifier),
}

/// How many of several values have to be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Quantifier {
    Any,
    All,
}

/// The check of a condition on a field, and whether it is negated.
///
/// # Errors
/// [`QueryError::Operator`] and [`QueryError::Values`].
pub(super) fn check(field: &FieldDef, condition: &Condition) -> Result<(Check, bool), QueryError> {
    let operator = condition.operator;
    if !Operator::of(field.kind).contains(&operator) {
        return Err(QueryError::Operator {
            field: field.label.clone(),
            kind: field.kind,
            operator,
        });
    }
    let negated = matches!(
        operator,
        Operator::IsNot | Operator::ContainsNot | Operator::NoneOf | Operator::Empty | Operator::False
    );
    let check = match operator {
        Operator::Filled | Operator::Empty => Check::Filled,
        Operator::True | Operator::False => Check::True,
        Operator::InLast | Operator::InNext | Operator::InThis | Operator::InPrevious | Operator::BeforeLast => {
            Check::Relative(operator, condition.span.ok_or_else(|| needs(field, Needs::Span))?)
        }
        Operator::AnyOf | Operator::NoneOf => of_values(field, condition, Quantifier::Any)?,
        Operator::AllOf => of_values(field, condition, Quantifier::All)?,
        _ => compared(field, condition)?,
    };
    Ok((check, negated))
}

fn needs(field: &FieldDef, needs: Needs) -> QueryError {
    QueryError::Values {
        field: field.label.clone(),
        needs,
    }
}

/// Values of a condition; a list counts as its elements.
fn values(condition: &Condition) -> impl Iterator<Item = &Value> {
    condition.values.iter().flat_map(Value::elements)
}

fn of_values(field: &FieldDef, condition: &Condition, quantifier: Quantifier) -> Result<Check, QueryError> {
    if matches!(field.kind, FieldKind::Reference | FieldKind::References) {
        let ids = values(condition)
            .map(Value::as_ref)
            .collect::<Option<_>>()
            .ok_or_else(|| needs(field, Needs::Records))?;
        return Ok(Check::Records(ids, quantifier));
    }
    let words = values(condition)
        .map(|value| value.as_text().map(str::to_owned))
        .collect::<Option<_>>()
        .ok_or_else(|| needs(field, Needs::Options))?;
    Ok(Check::Words(words, quantifier))
}

fn compared(field: &FieldDef, condition: &Condition) -> Result<Check, QueryError> {
    if let (Some(mode), model::kind::Storage::Text) = (TextTest::mode(condition.operator), field.kind.storage()) {
        let text = match &condition.values[..] {
            [Value::Text(text)] if !text.trim().is_empty() => text.clone(),
            [Value::Name(name)] => name.full(),
            [Value::Address(address)] => address.line(),
            _ => return Err(needs(field, Needs::Text)),
        };
        return Ok(Check::Text(TextTest::new(mode, &text, field.kind)));
    }
    Ok(match field.kind {
        FieldKind::Money => Check::Money(bounds(field, condition, Needs::Amount, amount)?),
        FieldKind::Date | FieldKind::DateTime => Check::Days(bounds(field, condition, Needs::Day, point)?),
        FieldKind::Number | FieldKind::Percent => Check::Floats(bounds(field, condition, Needs::Number, number)?),
        _ => Check::Ints(bounds(field, condition, Needs::Number, number)?),
    })
}

fn bounds<T: Copy>(
    field: &FieldDef,
    condition: &Condition,
    what: Needs,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Bounds<T>, QueryError> {
    let values = values(condition)
        .map(read)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| needs(field, what))?;
    Bounds::new(condition.operator, &values).ok_or_else(|| {
        needs(
            field,
            if condition.operator == Operator::Between {
                Needs::Values
            } else {
                what
            },
        )
    })
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Int(int) => Some(Number::Int(*int)),
        Value::Number(number) if number.is_finite() => Some(Number::Float(*number)),
        _ => None,
    }
}

fn amount(value: &Value) -> Option<Amount> {
    match value {
        Value::Money(money) => Some(Amount::Money(*money)),
        Value::Int(int) => Some(Amount::Base(*int as f64)),
        Value::Number(number) if number.is_finite() => Some(Amount::Base(*number)),
        _ => None,
    }
}

fn point(value: &Value) -> Option<Point> {
    match value {
        Value::Date(day) => Some(Point::Day(*day)),
        Value::Time(millis) => Some(Point::Instant(*millis)),
        _ => None,
    }
}
