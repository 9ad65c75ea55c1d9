//! Running a program on rows.

use std::cmp::Ordering;

use model::block::int_value;
use model::validate::fold;
use model::{Address, FieldKind, Money, PersonName, Value};

use super::arithmetic::{WHOLE, divided, duration, finite_number, number, rounded, same_currency, scaled, whole};
use super::check::{Code, FieldRead, Program};
use super::functions::Function;
use super::parse::Operator;
use super::{Datum, Trouble, dates};
use crate::columns::Column;
use crate::computed::exact;
use crate::query::calendar::DAY_MILLIS;
use crate::query::cells::choice;
use crate::reader::Reader;
use crate::table::Table;

/// What comes out for a row.
pub(super) type Outcome = Result<Option<Datum>, Trouble>;

/// Longest text that a formula makes, in bytes.
const LONGEST: usize = 10_000;

impl Program {
    /// The value of a row, as a field of `kind` keeps it. What it reads has been brought up to date.
    ///
    /// # Errors
    /// [`Trouble`] when there is no such value.
    pub fn run(&self, reader: Reader<'_>, row: u32, table: &Table, kind: FieldKind) -> Result<Option<Value>, Trouble> {
        let run = Run {
            program: self,
            reader,
            table,
            row,
        };
        run.code(&self.root)?.map(|datum| keep(datum, kind)).transpose()
    }
}

/// The value of a datum in a field of a kind.
fn keep(datum: Datum, kind: FieldKind) -> Result<Value, Trouble> {
    Ok(match (datum, kind) {
        (Datum::Number(number), FieldKind::Integer) => Value::Int(whole(number.round())?),
        (Datum::Number(number), FieldKind::Percent) => Value::Number(finite_number(number * 100.0)?),
        (Datum::Number(number), _) => Value::Number(number),
        (Datum::Money(money), _) => Value::Money(money),
        (Datum::Day(day), _) => Value::Date(day),
        (Datum::Instant(millis), _) => Value::Time(millis),
        (Datum::Duration(seconds), _) => Value::Int(seconds),
        (Datum::Truth(truth), _) => Value::Bool(truth),
        (Datum::Text(text), _) => Value::Text(text),
    })
}

fn text(text: String) -> Outcome {
    if text.len() > LONGEST {
        return Err(Trouble::TooLarge);
    }
    Ok((!text.is_empty()).then_some(Datum::Text(text)))
}

struct Run<'a> {
    program: &'a Program,
    reader: Reader<'a>,
    table: &'a Table,
    row: u32,
}

impl Run<'_> {
    fn code(&self, code: &Code) -> Outcome {
        match code {
            Code::Constant(Datum::Text(text)) if text.is_empty() => Ok(None),
            Code::Constant(datum) => Ok(Some(datum.clone())),
            Code::Field(index) => Ok(self.field(&self.program.fields[*index])),
            Code::Negate(inner) => match self.code(inner)? {
                Some(datum) => scaled(datum, -1.0),
                None => Ok(None),
            },
            Code::Not(inner) => Ok(Some(Datum::Truth(!self.holds(inner)?))),
            Code::Binary(operator, left, right) => self.binary(*operator, left, right),
            Code::Call(function, arguments) => self.call(*function, arguments),
        }
    }

    /// Whether a condition holds; without a value it does not.
    fn holds(&self, code: &Code) -> Result<bool, Trouble> {
        Ok(self.code(code)? == Some(Datum::Truth(true)))
    }

    fn field(&self, read: &FieldRead) -> Option<Datum> {
        let tables = self.reader.workspace.tables();
        let mut row = self.row;
        if let Some(hop) = read.hop {
            let place = self.reader.workspace.handles().place(self.table.reference(row, hop)?)?;
            if place.table != read.table || !tables[usize::from(place.table)].is_alive(place.row) {
                return None;
            }
            row = place.row;
        }
        let table = &tables[usize::from(read.table)];
        datum(self.reader, table, row, read.field, read.kind)
    }

    fn binary(&self, operator: Operator, left: &Code, right: &Code) -> Outcome {
        match operator {
            Operator::And => return Ok(Some(Datum::Truth(self.holds(left)? && self.holds(right)?))),
            Operator::Or => return Ok(Some(Datum::Truth(self.holds(left)? || self.holds(right)?))),
            Operator::Join => return text(self.words(left)? + &self.words(right)?),
            _ => {}
        }
        let (left, right) = (self.code(left)?, self.code(right)?);
        let (Some(left), Some(right)) = (left, right) else {
            return Ok(None);
        };
        match operator {
            Operator::Add => self.sum(left, right, 1),
            Operator::Subtract => self.sum(left, right, -1),
            Operator::Multiply => match (left, right) {
                (datum, Datum::Number(factor)) | (Datum::Number(factor), datum) => scaled(datum, factor),
                _ => Ok(None),
            },
            Operator::Divide => divided(left, right),
            _ => {
                let order = self.order(&left, &right)?;
                let holds = match operator {
                    Operator::Equal => order.is_eq(),
                    Operator::Unequal => order.is_ne(),
                    Operator::Less => order.is_lt(),
                    Operator::AtMost => order.is_le(),
                    Operator::Greater => order.is_gt(),
                    _ => order.is_ge(),
                };
                Ok(Some(Datum::Truth(holds)))
            }
        }
    }

    /// The day of a day or instant.
    fn day(&self, datum: &Datum) -> Option<i32> {
        match datum {
            Datum::Day(day) => Some(*day),
            Datum::Instant(millis) => Some(self.reader.moment.day_of(*millis)),
            _ => None,
        }
    }

    fn sum(&self, left: Datum, right: Datum, sign: i64) -> Outcome {
        let instant = |millis: Option<i64>| {
            let fits = millis.filter(|millis| millis.abs() < DAY_MILLIS * 4_000_000);
            fits.map(|millis| Some(Datum::Instant(millis))).ok_or(Trouble::NoSuchDay)
        };
        let signed = sign as f64;
        match (left, right) {
            (Datum::Number(one), Datum::Number(other)) => number(one + signed * other),
            (Datum::Money(one), Datum::Money(other)) => same_currency(one, other).and_then(|()| {
                let minor = exact::amount(i128::from(one.minor) + i128::from(sign) * i128::from(other.minor));
                minor
                    .map(|minor| Some(Datum::Money(Money::new(minor, one.currency))))
                    .map_err(|_| Trouble::TooLarge)
            }),
            (Datum::Duration(one), Datum::Duration(other)) => duration(other.checked_mul(sign).and_then(|other| one.checked_add(other))),
            (Datum::Day(day), Datum::Number(days)) => dates::add_days(day, signed * days).map(|day| Some(Datum::Day(day))),
            (Datum::Instant(millis), Datum::Number(days)) => {
                let by = signed * days * DAY_MILLIS as f64;
                instant((by.abs() < WHOLE).then(|| millis.saturating_add(by as i64)))
            }
            (Datum::Instant(millis), Datum::Duration(seconds)) => {
                instant(seconds.checked_mul(sign * 1_000).and_then(|by| millis.checked_add(by)))
            }
            (Datum::Instant(one), Datum::Instant(other)) => duration(Some(one.saturating_sub(other) / 1_000)),
            (one, other) => match (self.day(&one), self.day(&other)) {
                (Some(one), Some(other)) => number(f64::from(one) - f64::from(other)),
                _ => Ok(None),
            },
        }
    }

    /// Text is compared without regard to case and accents.
    fn order(&self, left: &Datum, right: &Datum) -> Result<Ordering, Trouble> {
        Ok(match (left, right) {
            (Datum::Number(one), Datum::Number(other)) => one.partial_cmp(other).unwrap_or(Ordering::Equal),
            (Datum::Money(one), Datum::Money(other)) => {
                same_currency(*one, *other)?;
                one.minor.cmp(&other.minor)
            }
            (Datum::Duration(one), Datum::Duration(other)) => one.cmp(other),
            (Datum::Truth(one), Datum::Truth(other)) => one.cmp(other),
            (Datum::Text(one), Datum::Text(other)) => fold(one).cmp(&fold(other)),
            (Datum::Instant(one), Datum::Instant(other)) => one.cmp(other),
            (one, other) => self.day(one).cmp(&self.day(other)),
        })
    }

    /// A value as text; nothing is no text.
    fn words(&self, code: &Code) -> Result<String, Trouble> {
        Ok(match self.code(code)? {
            None => String::new(),
            Some(Datum::Number(number)) => format!("{number}"),
            Some(Datum::Money(money)) => money.to_string(),
            Some(Datum::Day(day)) => dates::words(day),
            Some(Datum::Instant(millis)) => dates::instant_words(millis, self.reader.moment),
            Some(Datum::Duration(seconds)) => {
                let minutes = seconds / 60;
                format!("{}:{:02}", minutes / 60, (minutes % 60).abs())
            }
            Some(Datum::Truth(truth)) => if truth { "yes" } else { "no" }.to_owned(),
            Some(Datum::Text(text)) => text,
        })
    }

    fn call(&self, function: Function, arguments: &[Code]) -> Outcome {
        match function {
            Function::If => {
                return match (self.holds(&arguments[0])?, arguments.get(2)) {
                    (true, _) => self.code(&arguments[1]),
                    (false, Some(otherwise)) => self.code(otherwise),
                    (false, None) => Ok(None),
                };
            }
            Function::IfEmpty => {
                return match self.code(&arguments[0])? {
                    None => self.code(&arguments[1]),
                    some => Ok(some),
                };
            }
            Function::IsEmpty => return Ok(Some(Datum::Truth(self.code(&arguments[0])?.is_none()))),
            Function::Text | Function::Concat => {
                let mut whole = String::new();
                for argument in arguments {
                    whole += &self.words(argument)?;
                    if whole.len() > LONGEST {
                        return Err(Trouble::TooLarge);
                    }
                }
                return text(whole);
            }
            Function::Contains | Function::StartsWith => {
                let (whole, part) = (fold(&self.words(&arguments[0])?), fold(&self.words(&arguments[1])?));
                let holds = if function == Function::Contains {
                    whole.contains(&part)
                } else {
                    whole.starts_with(&part)
                };
                return Ok(Some(Datum::Truth(holds)));
            }
            _ => {}
        }
        let mut data = Vec::with_capacity(arguments.len());
        for argument in arguments {
            data.push(self.code(argument)?);
        }
        if matches!(function, Function::Min | Function::Max | Function::Sum | Function::Average) {
            return self.gathered(function, data.into_iter().flatten().collect());
        }
        match data.into_iter().collect::<Option<Vec<_>>>() {
            Some(data) => self.applied(function, &data),
            None => Ok(None),
        }
    }

    /// A function over those of its values that are there.
    fn gathered(&self, function: Function, data: Vec<Datum>) -> Outcome {
        let count = data.len() as f64;
        let mut data = data.into_iter();
        let Some(mut result) = data.next() else { return Ok(None) };
        for datum in data {
            match function {
                Function::Min | Function::Max => {
                    let order = self.order(&datum, &result)?;
                    if (function == Function::Min && order.is_lt()) || (function == Function::Max && order.is_gt()) {
                        result = datum;
                    }
                }
                _ => match self.sum(result, datum, 1)? {
                    Some(sum) => result = sum,
                    None => return Ok(None),
                },
            }
        }
        if function == Function::Average {
            divided(result, Datum::Number(count))
        } else {
            Ok(Some(result))
        }
    }

    /// A function over values that are all there.
    fn applied(&self, function: Function, data: &[Datum]) -> Outcome {
        let of = |index: usize| match data.get(index) {
            Some(Datum::Number(number)) => *number,
            _ => 0.0,
        };
        let days = |index: usize| data.get(index).and_then(|datum| self.day(datum)).unwrap_or_default();
        let words = |index: usize| match data.get(index) {
            Some(Datum::Text(text)) => text.as_str(),
            _ => "",
        };
        let day = |day: Result<i32, Trouble>| day.map(|day| Some(Datum::Day(day)));
        let part = |index: usize| dates::parts(days(0)).and_then(|parts| number(f64::from(parts[index])));
        match function {
            Function::Round | Function::RoundUp | Function::RoundDown => rounded(function, &data[0], of(1)),
            Function::Abs => match &data[0] {
                Datum::Number(value) => number(value.abs()),
                Datum::Money(money) if money.minor < 0 => scaled(data[0].clone(), -1.0),
                Datum::Duration(seconds) => duration(seconds.checked_abs()),
                other => Ok(Some(other.clone())),
            },
            Function::Mod if of(1) == 0.0 => Err(Trouble::Undefined),
            Function::Mod => number(of(0) - of(1) * (of(0) / of(1)).floor()),
            Function::Power => {
                let power = of(0).powf(of(1));
                if power.is_nan() || of(0) == 0.0 && of(1) < 0.0 {
                    Err(Trouble::Undefined)
                } else {
                    number(power)
                }
            }
            Function::Sqrt if of(0) < 0.0 => Err(Trouble::Undefined),
            Function::Sqrt => number(of(0).sqrt()),
            Function::Amount => match &data[0] {
                Datum::Money(money) => number(money.to_f64()),
                _ => Ok(None),
            },
            Function::Today => Ok(Some(Datum::Day(self.reader.moment.today))),
            Function::Date => day(dates::of_parts(of(0), of(1), of(2))),
            Function::Days => number(f64::from(days(1)) - f64::from(days(0))),
            Function::Months => dates::months_between(days(0), days(1)).and_then(number),
            Function::Years => dates::months_between(days(0), days(1)).and_then(|months| number((months / 12.0).trunc())),
            Function::AddDays => day(dates::add_days(days(0), of(1))),
            Function::AddMonths => day(dates::add_months(days(0), of(1))),
            Function::Year => part(0),
            Function::Month => part(1),
            Function::Day => part(2),
            Function::Weekday => part(3),
            Function::Hours => match &data[0] {
                Datum::Duration(seconds) => number(*seconds as f64 / 3_600.0),
                _ => Ok(None),
            },
            Function::Upper => text(words(0).to_uppercase()),
            Function::Lower => text(words(0).to_lowercase()),
            Function::Trim => text(words(0).trim().to_owned()),
            Function::Length => number(words(0).chars().count() as f64),
            Function::Left => text(words(0).chars().take(of(1).max(0.0) as usize).collect()),
            Function::Right => {
                let skipped = words(0).chars().count().saturating_sub(of(1).max(0.0) as usize);
                text(words(0).chars().skip(skipped).collect())
            }
            _ => Ok(None),
        }
    }
}

/// The value of a cell as formulas see it: the primary value of a field with several, sets as a list of words.
fn datum(reader: Reader<'_>, table: &Table, row: u32, field: u16, kind: FieldKind) -> Option<Datum> {
    let label = |handle: u32| {
        let (table, row) = reader.place(handle)?;
        table.is_alive(row).then(|| reader.label(handle)).filter(|label| !label.is_empty())
    };
    let words = |parts: Vec<String>| (!parts.is_empty()).then(|| Datum::Text(parts.join(", ")));
    let column = reader.column(&reader.workspace.tables()[usize::from(table.number)], field);
    match column {
        Column::Text(texts) => {
            let text = texts.get(row)?;
            let text = match kind {
                FieldKind::PersonName => PersonName::from_parts(text).full(),
                FieldKind::Address => Address::from_parts(text).line(),
                _ => text.to_owned(),
            };
            (!text.is_empty()).then_some(Datum::Text(text))
        }
        Column::Int(values) => {
            let value = *values.get(row as usize)?;
            match int_value(value, kind)? {
                Value::Date(day) => Some(Datum::Day(day)),
                Value::Time(millis) => Some(Datum::Instant(millis)),
                Value::Bool(truth) => Some(Datum::Truth(truth)),
                _ if kind == FieldKind::Duration => Some(Datum::Duration(value)),
                _ => Some(Datum::Number(value as f64)),
            }
        }
        Column::Float(values) => {
            let value = values.get(row as usize).copied().filter(|value| !value.is_nan())?;
            Some(Datum::Number(if kind == FieldKind::Percent { value / 100.0 } else { value }))
        }
        Column::Money(amounts) => amounts.get(row).map(Datum::Money),
        Column::Word(column) => Some(Datum::Text(choice(reader.field(table, field), column.get(row)?).label)),
        Column::Ref(_) => label(table_reference(column, row)?).map(Datum::Text),
        Column::WordSet(list, sets) => {
            let definition = reader.field(table, field);
            words(
                sets.get(row)
                    .iter()
                    .map(|&code| choice(definition, list.word(code)).label)
                    .collect(),
            )
        }
        Column::RefSet(sets) => words(sets.get(row).iter().filter_map(|&handle| label(handle)).collect()),
    }
}

fn table_reference(column: &Column, row: u32) -> Option<u32> {
    crate::query::filter::linked(column, row).first().copied()
}
