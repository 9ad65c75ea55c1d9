//! From a tree to a program: fields looked up, kinds checked.

use std::ops::Range;

use model::validate::fold;
use model::{Currency, FieldDef, FieldKind, ObjectDef};

use super::functions::{Function, find};
use super::parse::{Form, Operator, Part, parse};
use super::{Datum, FormulaError, Problem, Type};
use crate::workspace::Workspace;

/// A formula that fits the schema.
#[derive(Clone, PartialEq, Debug)]
pub struct Program {
    pub(super) root: Code,
    pub(super) fields: Vec<FieldRead>,
    result: Type,
    text: String,
}

/// A field that a formula reads.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldRead {
    /// The reference to follow first, by number in the formula's own table.
    pub hop: Option<u16>,
    /// Table of the field.
    pub table: u16,
    /// The field.
    pub field: u16,
    pub(super) kind: FieldKind,
}

/// A step of a program.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Code {
    Constant(Datum),
    /// Index among the fields that are read.
    Field(usize),
    Negate(Box<Code>),
    Not(Box<Code>),
    Binary(Operator, Box<Code>, Box<Code>),
    Call(Function, Vec<Code>),
}

impl Program {
    /// Compiles a formula of an object.
    ///
    /// # Errors
    /// [`FormulaError`] with the place in the text.
    pub fn compile(text: &str, object: &str, workspace: &Workspace) -> Result<Self, FormulaError> {
        let tree = parse(text)?;
        let unknown = || FormulaError::new(0..text.len(), Problem::UnknownField(object.to_owned()));
        let mut checker = Checker {
            workspace,
            object: workspace.schema().object(object).ok_or_else(unknown)?,
            fields: Vec::new(),
            names: Vec::new(),
        };
        let (root, result) = checker.part(&tree)?;
        let mut canonical = text.to_owned();
        // From the back, so that places in front stay where they are.
        checker.names.sort_by_key(|(at, _)| std::cmp::Reverse(at.start));
        for (at, name) in checker.names {
            canonical.replace_range(at, &name);
        }
        Ok(Self {
            root,
            fields: checker.fields,
            result,
            text: canonical.trim().to_owned(),
        })
    }

    /// What comes out of it.
    #[must_use]
    pub fn result(&self) -> Type {
        self.result
    }

    /// The formula with every field named by its key: labels may change.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Fields that it reads.
    #[must_use]
    pub fn fields(&self) -> &[FieldRead] {
        &self.fields
    }
}

struct Checker<'a> {
    workspace: &'a Workspace,
    object: &'a ObjectDef,
    fields: Vec<FieldRead>,
    /// Places of field names, with the keys that stand for them.
    names: Vec<(Range<usize>, String)>,
}

type Checked = Result<(Code, Type), FormulaError>;

impl Checker<'_> {
    fn part(&mut self, part: &Part) -> Checked {
        Ok(match &part.form {
            Form::Number(number) => (Code::Constant(Datum::Number(*number)), Type::Number),
            Form::Text(text) => (Code::Constant(Datum::Text(text.clone())), Type::Text),
            Form::Truth(truth) => (Code::Constant(Datum::Truth(*truth)), Type::Truth),
            Form::Field(names) => self.field(part, names)?,
            Form::Negate(inner) => {
                let (code, found) = self.part(inner)?;
                if !is_amount(found) {
                    return Err(needs(inner, Type::Number, found));
                }
                (Code::Negate(Box::new(code)), found)
            }
            Form::Not(inner) => (Code::Not(Box::new(self.want(inner, Type::Truth)?)), Type::Truth),
            Form::Binary(operator, left, right) => self.binary(part, *operator, left, right)?,
            Form::Call(name, arguments) => self.call(part, name, arguments)?,
        })
    }

    fn field(&mut self, part: &Part, names: &[String]) -> Checked {
        let object = self.object;
        let (own, target) = match names {
            [own] => (own, None),
            [own, target] => (own, Some(target)),
            _ => return Err(FormulaError::new(part.at.clone(), Problem::TooFar)),
        };
        let unknown = |name: &String| FormulaError::new(part.at.clone(), Problem::UnknownField(name.clone()));
        let own_field = field_named(object, own).ok_or_else(|| unknown(own))?;
        let mut keys = format!("{{{}}}", own_field.key);
        let table = self.workspace.table(&object.key).ok_or_else(|| unknown(own))?;
        let number = table.field(&own_field.key).ok_or_else(|| unknown(own))?;
        let read = match target {
            None => FieldRead {
                hop: None,
                table: table.number,
                field: number,
                kind: own_field.kind,
            },
            Some(name) => {
                let leads = own_field.target.as_deref().filter(|_| own_field.kind == FieldKind::Reference);
                let target = leads.and_then(|target| Some((self.workspace.schema().object(target)?, self.workspace.table(target)?)));
                let (target, target_table) =
                    target.ok_or_else(|| FormulaError::new(part.at.clone(), Problem::NoReference(own_field.label.clone())))?;
                let field = field_named(target, name).ok_or_else(|| unknown(name))?;
                keys = format!("{keys}.{{{}}}", field.key);
                FieldRead {
                    hop: Some(number),
                    table: target_table.number,
                    field: target_table.field(&field.key).ok_or_else(|| unknown(name))?,
                    kind: field.kind,
                }
            }
        };
        self.names.push((part.at.clone(), keys));
        let result = Type::of(read.kind);
        let index = self.fields.iter().position(|known| *known == read).unwrap_or_else(|| {
            self.fields.push(read);
            self.fields.len() - 1
        });
        Ok((Code::Field(index), result))
    }

    /// A part that has to be of a type. A point in time will do for a day.
    fn want(&mut self, part: &Part, needed: Type) -> Result<Code, FormulaError> {
        let (code, found) = self.part(part)?;
        if found == needed || needed == Type::Day && found == Type::Instant {
            Ok(code)
        } else {
            Err(needs(part, needed, found))
        }
    }

    fn binary(&mut self, part: &Part, operator: Operator, left: &Part, right: &Part) -> Checked {
        let ((left, one), (right, other)) = (self.part(left)?, self.part(right)?);
        use Type::{Day, Duration, Instant, Number, Text, Truth};
        let is_date = |found| matches!(found, Day | Instant);
        let result = match (operator, one, other) {
            (Operator::And | Operator::Or, Truth, Truth) => Some(Truth),
            (Operator::Join, ..) => Some(Text),
            (Operator::Equal | Operator::Unequal, ..) if one == other || is_date(one) && is_date(other) => Some(Truth),
            (Operator::Less | Operator::AtMost | Operator::Greater | Operator::AtLeast, ..)
                if one == other && one != Truth || is_date(one) && is_date(other) =>
            {
                Some(Truth)
            }
            (Operator::Add | Operator::Subtract, ..) if one == other && is_amount(one) => Some(one),
            (Operator::Add | Operator::Subtract, Day, Number) => Some(Day),
            (Operator::Add | Operator::Subtract, Instant, Number | Duration) => Some(Instant),
            (Operator::Subtract, Instant, Instant) => Some(Duration),
            (Operator::Subtract, ..) if is_date(one) && is_date(other) => Some(Number),
            (Operator::Multiply | Operator::Divide, _, Number) if is_amount(one) => Some(one),
            (Operator::Multiply, Number, _) if is_amount(other) => Some(other),
            (Operator::Divide, ..) if one == other && is_amount(one) => Some(Number),
            _ => None,
        };
        let result = result.ok_or_else(|| FormulaError::new(part.at.clone(), Problem::Mixed(one, other, operator.sign().to_owned())))?;
        Ok((Code::Binary(operator, Box::new(left), Box::new(right)), result))
    }

    fn call(&mut self, part: &Part, name: &str, arguments: &[Part]) -> Checked {
        let signature = find(name).ok_or_else(|| FormulaError::new(part.at.clone(), Problem::UnknownFunction(name.to_owned())))?;
        if !(signature.least..=signature.most).contains(&arguments.len()) {
            return Err(FormulaError::new(
                part.at.clone(),
                Problem::Arguments(signature.name.to_owned(), signature.takes),
            ));
        }
        use Type::{Day, Duration, Money, Number, Text, Truth};
        let fixed: (&[Type], Type) = match signature.function {
            Function::If | Function::IfEmpty | Function::IsEmpty | Function::Text | Function::Concat => {
                return self.any(signature.function, arguments);
            }
            Function::Min | Function::Max | Function::Sum | Function::Average | Function::Abs => {
                return self.alike(signature.function, arguments);
            }
            Function::Round | Function::RoundUp | Function::RoundDown => return self.round(signature.function, arguments),
            Function::Money => return self.money(arguments),
            Function::Mod | Function::Power => (&[Number, Number], Number),
            Function::Sqrt => (&[Number], Number),
            Function::Amount => (&[Money], Number),
            Function::Today => (&[], Day),
            Function::Date => (&[Number, Number, Number], Day),
            Function::Days | Function::Months | Function::Years => (&[Day, Day], Number),
            Function::AddDays | Function::AddMonths => (&[Day, Number], Day),
            Function::Year | Function::Month | Function::Day | Function::Weekday => (&[Day], Number),
            Function::Hours => (&[Duration], Number),
            Function::Upper | Function::Lower | Function::Trim => (&[Text], Text),
            Function::Length => (&[Text], Number),
            Function::Left | Function::Right => (&[Text, Number], Text),
            Function::Contains | Function::StartsWith => (&[Text, Text], Truth),
        };
        let (needed, result) = fixed;
        let codes = arguments.iter().zip(needed).map(|(part, &needed)| self.want(part, needed));
        Ok((Code::Call(signature.function, codes.collect::<Result<_, _>>()?), result))
    }

    /// Functions over values of any type.
    fn any(&mut self, function: Function, arguments: &[Part]) -> Checked {
        let mut codes = Vec::with_capacity(arguments.len());
        let mut result = match function {
            Function::IsEmpty => Some(Type::Truth),
            Function::Text | Function::Concat => Some(Type::Text),
            _ => None,
        };
        let fixed = result.is_some();
        for (index, part) in arguments.iter().enumerate() {
            if function == Function::If && index == 0 {
                codes.push(self.want(part, Type::Truth)?);
                continue;
            }
            let (code, found) = self.part(part)?;
            if !fixed {
                match result {
                    Some(wanted) if wanted != found => return Err(needs(part, wanted, found)),
                    _ => result = Some(found),
                }
            }
            codes.push(code);
        }
        Ok((Code::Call(function, codes), result.unwrap_or(Type::Text)))
    }

    /// Functions over values of one type that can be added or ordered.
    fn alike(&mut self, function: Function, arguments: &[Part]) -> Checked {
        let (first, wanted) = self.part(&arguments[0])?;
        let ordered = matches!(function, Function::Min | Function::Max) && matches!(wanted, Type::Day | Type::Instant);
        if !is_amount(wanted) && !ordered {
            return Err(needs(&arguments[0], Type::Number, wanted));
        }
        let mut codes = vec![first];
        for part in &arguments[1..] {
            codes.push(self.want(part, wanted)?);
        }
        Ok((Code::Call(function, codes), wanted))
    }

    fn round(&mut self, function: Function, arguments: &[Part]) -> Checked {
        let (first, found) = self.part(&arguments[0])?;
        if !matches!(found, Type::Number | Type::Money) {
            return Err(needs(&arguments[0], Type::Number, found));
        }
        let mut codes = vec![first];
        for part in &arguments[1..] {
            codes.push(self.want(part, Type::Number)?);
        }
        Ok((Code::Call(function, codes), found))
    }

    fn money(&mut self, arguments: &[Part]) -> Checked {
        let number = self.want(&arguments[0], Type::Number)?;
        let currency = match &arguments[1].form {
            Form::Text(code) => code.parse::<Currency>().ok(),
            _ => None,
        };
        let currency = currency.ok_or_else(|| FormulaError::new(arguments[1].at.clone(), Problem::Currency))?;
        let unit = Datum::Money(model::Money::new(currency.minor_per_major(), currency));
        let product = Code::Binary(Operator::Multiply, Box::new(Code::Constant(unit)), Box::new(number));
        Ok((product, Type::Money))
    }
}

/// Whether values can be added up.
fn is_amount(found: Type) -> bool {
    matches!(found, Type::Number | Type::Money | Type::Duration)
}

fn needs(part: &Part, needed: Type, found: Type) -> FormulaError {
    FormulaError::new(part.at.clone(), Problem::Type { needed, found })
}

/// The field of a key, or else of a label.
fn field_named<'a>(object: &'a ObjectDef, name: &str) -> Option<&'a FieldDef> {
    let folded = fold(name);
    object
        .field(name)
        .or_else(|| object.fields.iter().find(|field| !field.hidden && fold(&field.label) == folded))
}
