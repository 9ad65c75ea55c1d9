//! The typed expression tree behind filters, segments and conditions.
//!
//! A filter is data: it is kept in views and segments as JSON, lives in URLs, crosses the bridge,
//! is evaluated column-wise by the engine and explains itself in words.

use serde::{Deserialize, Serialize};

use crate::id::{FieldKey, ObjectKey, RecordId};
use crate::kind::FieldKind;
use crate::value::Value;

/// A condition on records of one object.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Filter {
    /// All parts hold; nothing in it means everything.
    All(Vec<Filter>),
    /// At least one part holds; nothing in it means nothing.
    Any(Vec<Filter>),
    /// The part does not hold.
    Not(Box<Filter>),
    /// A field compared with values.
    Field(Condition),
    /// An aggregate over related records compared with values: "orders in the last 90 days ≥ 2".
    Related(Related),
    /// Membership of a saved segment.
    Segment(RecordId),
}

impl Default for Filter {
    fn default() -> Self {
        Filter::All(Vec::new())
    }
}

/// Filters whose overlaps are told apart at most: four make fifteen combinations.
pub const OVERLAPPED: usize = 4;

/// Fields to follow: references first, the compared field last. `["company", "industry"]` is the industry of the company.
pub type Path = Vec<FieldKey>;

/// A field compared with values.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Condition {
    /// The field, through references if need be.
    pub path: Path,
    /// How it is compared.
    pub operator: Operator,
    /// With what: none, one, two ([`Operator::Between`]) or any number of values.
    pub values: Vec<Value>,
    /// The length of time of a relative operator.
    pub span: Option<Span>,
}

/// An aggregate over records that point to this one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Related {
    /// Object of the related records.
    pub object: ObjectKey,
    /// Their reference field that points here.
    pub link: FieldKey,
    /// Which of them count.
    pub filter: Box<Filter>,
    /// What is computed over them.
    pub aggregate: Aggregate,
    /// How it is compared: one of the number operators.
    pub operator: Operator,
    /// With what; money aggregates compare in major units of the base currency.
    pub values: Vec<f64>,
}

/// What is computed over related records or a table's column.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Aggregate {
    /// How many.
    Count,
    /// Sum of a numeric field.
    Sum(FieldKey),
    /// Mean of a numeric field.
    Average(FieldKey),
    /// Smallest value of a numeric or date field.
    Min(FieldKey),
    /// Greatest value of a numeric or date field.
    Max(FieldKey),
    /// Share of empty values, in percent.
    EmptyShare(FieldKey),
}

impl Aggregate {
    /// The aggregated field.
    #[must_use]
    pub fn field(&self) -> Option<&FieldKey> {
        match self {
            Aggregate::Count => None,
            Aggregate::Sum(field)
            | Aggregate::Average(field)
            | Aggregate::Min(field)
            | Aggregate::Max(field)
            | Aggregate::EmptyShare(field) => Some(field),
        }
    }
}

/// A length of time in the words of people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Span {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unit {
    /// Days.
    Day,
    /// Weeks, from the workspace's first day of the week.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
}

/// How a field is compared.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Operator {
    /// Equal; for text without regard to case and accents.
    Is,
    /// Not equal, or empty.
    IsNot,
    /// Contains the text.
    Contains,
    /// Does not contain the text.
    ContainsNot,
    /// Starts with the text.
    StartsWith,
    /// Ends with the text.
    EndsWith,
    /// Has no value.
    Empty,
    /// Has a value.
    Filled,
    /// Greater than; for dates, after.
    Greater,
    /// Greater or equal; for dates, on or after.
    AtLeast,
    /// Less than; for dates, before.
    Less,
    /// Less or equal; for dates, on or before.
    AtMost,
    /// From the first value to the second, both included.
    Between,
    /// One of the values; for sets, at least one of them is in it.
    AnyOf,
    /// None of the values.
    NoneOf,
    /// For sets: all of the values are in it.
    AllOf,
    /// In the last n units, today included.
    InLast,
    /// In the next n units, today included.
    InNext,
    /// In the current unit: today, this week, this month.
    InThis,
    /// In the unit before the current one: yesterday, last week.
    InPrevious,
    /// Longer ago than n units.
    BeforeLast,
    /// Yes.
    True,
    /// No, or empty.
    False,
}

impl Operator {
    /// The operators that make sense for a kind, the most used first.
    #[must_use]
    pub fn of(kind: FieldKind) -> &'static [Operator] {
        use Operator::{
            AllOf, AnyOf, AtLeast, AtMost, BeforeLast, Between, Contains, ContainsNot, Empty, EndsWith, False, Filled, Greater, InLast,
            InNext, InPrevious, InThis, Is, IsNot, Less, NoneOf, StartsWith, True,
        };
        match kind {
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::Url
            | FieldKind::Address
            | FieldKind::PersonName => &[Contains, Is, IsNot, ContainsNot, StartsWith, EndsWith, Filled, Empty],
            FieldKind::Integer | FieldKind::Number | FieldKind::Percent | FieldKind::Money | FieldKind::Duration | FieldKind::Rating => {
                &[AtLeast, AtMost, Greater, Less, Is, IsNot, Between, Filled, Empty]
            }
            FieldKind::Date | FieldKind::DateTime => &[
                InLast, InNext, InThis, InPrevious, BeforeLast, Is, Less, Greater, AtMost, AtLeast, Between, Filled, Empty,
            ],
            FieldKind::Boolean => &[True, False],
            FieldKind::Choice | FieldKind::Reference => &[AnyOf, NoneOf, Filled, Empty],
            FieldKind::Choices | FieldKind::References => &[AnyOf, AllOf, NoneOf, Filled, Empty],
        }
    }

    /// How many values the operator takes: none, a number, or any.
    #[must_use]
    pub fn arity(self) -> Arity {
        match self {
            Operator::Empty | Operator::Filled | Operator::True | Operator::False => Arity::None,
            Operator::InLast | Operator::InNext | Operator::InThis | Operator::InPrevious | Operator::BeforeLast => Arity::Span,
            Operator::Between => Arity::Two,
            Operator::AnyOf | Operator::NoneOf | Operator::AllOf => Arity::Many,
            _ => Arity::One,
        }
    }
}

/// What stands behind an operator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arity {
    /// Nothing.
    None,
    /// One value.
    One,
    /// Two values.
    Two,
    /// One or more values.
    Many,
    /// A length of time.
    Span,
}

/// Deepest nesting of groups that is evaluated; deeper filters are refused when they are read.
pub const MAX_DEPTH: usize = 32;

impl Filter {
    /// What is in some of several filters and in none of the others: each combination once, with the filters that hold as bits, from
    /// those that are in one filter alone to those that are in all. Nothing of what is in none.
    #[must_use]
    pub fn overlaps(filters: &[Filter]) -> Vec<(u32, Filter)> {
        let mut masks: Vec<u32> = (1..1u32 << filters.len().min(OVERLAPPED)).collect();
        crate::order::sort_by_key(&mut masks, |mask| (mask.count_ones(), *mask));
        let overlap = |mask: u32| {
            let each = filters
                .iter()
                .take(OVERLAPPED)
                .enumerate()
                .map(|(place, filter)| match mask >> place & 1 {
                    1 => filter.clone(),
                    _ => Filter::Not(Box::new(filter.clone())),
                });
            (mask, Filter::All(each.collect()))
        };
        masks.into_iter().map(overlap).collect()
    }

    /// Everything.
    #[must_use]
    pub fn everything() -> Self {
        Filter::default()
    }

    /// A condition on a field of the object itself.
    #[must_use]
    pub fn field(field: &str, operator: Operator, values: Vec<Value>) -> Self {
        Filter::Field(Condition {
            path: vec![field.into()],
            operator,
            values,
            span: None,
        })
    }

    /// A condition relative to today.
    #[must_use]
    pub fn relative(field: &str, operator: Operator, count: u32, unit: Unit) -> Self {
        Filter::Field(Condition {
            path: vec![field.into()],
            operator,
            values: Vec::new(),
            span: Some(Span { count, unit }),
        })
    }

    /// Whether the filter lets everything through.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        matches!(self, Filter::All(parts) if parts.iter().all(Filter::is_everything))
    }

    /// Both filters hold.
    #[must_use]
    pub fn and(self, other: Filter) -> Filter {
        match (self, other) {
            (one, other) if one.is_everything() => other,
            (one, other) if other.is_everything() => one,
            (Filter::All(mut parts), Filter::All(more)) => {
                parts.extend(more);
                Filter::All(parts)
            }
            (Filter::All(mut parts), other) => {
                parts.push(other);
                Filter::All(parts)
            }
            (one, other) => Filter::All(vec![one, other]),
        }
    }

    /// How many conditions it has.
    #[must_use]
    pub fn conditions(&self) -> usize {
        match self {
            Filter::All(parts) | Filter::Any(parts) => parts.iter().map(Filter::conditions).sum(),
            Filter::Not(part) => part.conditions(),
            Filter::Field(_) | Filter::Related(_) | Filter::Segment(_) => 1,
        }
    }

    /// The filter without the conditions that do not fit; none when nothing is left of a group. Groups that were empty stay.
    pub fn retained(&self, fits: &mut dyn FnMut(&Filter) -> bool) -> Option<Filter> {
        let mut parts_of = |parts: &[Filter]| {
            let kept: Vec<Filter> = parts.iter().filter_map(|part| part.retained(fits)).collect();
            (parts.is_empty() || !kept.is_empty()).then_some(kept)
        };
        match self {
            Filter::All(parts) => parts_of(parts).map(Filter::All),
            Filter::Any(parts) => parts_of(parts).map(Filter::Any),
            Filter::Not(part) => part.retained(fits).map(|part| Filter::Not(Box::new(part))),
            leaf => fits(leaf).then(|| leaf.clone()),
        }
    }

    /// Levels of nesting.
    #[must_use]
    pub fn depth(&self) -> usize {
        match self {
            Filter::All(parts) | Filter::Any(parts) => 1 + parts.iter().map(Filter::depth).max().unwrap_or(0),
            Filter::Not(part) => 1 + part.depth(),
            Filter::Related(related) => 1 + related.filter.depth(),
            Filter::Field(_) | Filter::Segment(_) => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_operators_of_known_arity() {
        for kind in FieldKind::ALL {
            assert!(!Operator::of(kind).is_empty());
            let relative = Operator::of(kind).iter().any(|operator| operator.arity() == Arity::Span);
            assert_eq!(relative, matches!(kind, FieldKind::Date | FieldKind::DateTime));
        }
    }

    #[test]
    fn overlaps_name_every_combination_once_and_no_more_than_four_filters() {
        let filters: Vec<Filter> = ["a", "b", "c", "d", "e"]
            .map(|key| Filter::field(key, Operator::Filled, vec![]))
            .to_vec();
        assert_eq!(Filter::overlaps(&[]), []);
        let masks = |count: usize| {
            Filter::overlaps(&filters[..count])
                .into_iter()
                .map(|(mask, _)| mask)
                .collect::<Vec<_>>()
        };
        assert_eq!(masks(2), [1, 2, 3]);
        assert_eq!(masks(3), [1, 2, 4, 3, 5, 6, 7], "from one alone to all");
        assert_eq!((masks(4).len(), masks(5).len()), (15, 15));
        let (a, b) = (filters[0].clone(), filters[1].clone());
        assert_eq!(Filter::overlaps(&filters[..2])[0].1, Filter::All(vec![a, Filter::Not(Box::new(b))]));
    }

    #[test]
    fn and_flattens_and_forgets_everything() {
        let a = Filter::field("a", Operator::Filled, vec![]);
        let b = Filter::field("b", Operator::Empty, vec![]);
        assert_eq!(Filter::everything().and(a.clone()), a);
        assert_eq!(a.clone().and(b.clone()).and(Filter::everything()), Filter::All(vec![a, b]));
    }
}
