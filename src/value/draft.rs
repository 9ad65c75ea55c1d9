//! What stands in the controls while a value is edited, and the value it becomes.
//!
//! A draft keeps what was typed, right or wrong. Reading it goes through the model's one gate, so that an error is known
//! before the engine is asked; the engine checks again.

use bridge::{Cell, Input};
use chrono::NaiveDate;
use model::validate::days_to_date;
use model::{Address, FieldDef, FieldError, FieldKind, ParseContext, PersonName, Value};

use super::face_of;
use crate::platform::{clock, format, working::WorkingHours};
use crate::ui::field::ComboOption;
use crate::words;

const MINUTE_MILLIS: i64 = 60_000;

/// The value of an option that stands for none.
pub const NONE: &str = "";
/// Marks the value of an option that is not there yet and is made with the record.
pub const FRESH: char = '\u{1}';

/// What stands in the controls.
#[derive(Clone, PartialEq, Debug)]
pub enum Draft {
    /// One text.
    Text(String),
    /// Several texts, the primary one first.
    Lines(Vec<String>),
    /// Options or records, the primary one first.
    Picked(Vec<ComboOption>),
    /// A person's name.
    Name(PersonName),
    /// Postal addresses, the primary one first.
    Places(Vec<Address>),
    /// A day.
    Day(Option<NaiveDate>),
    /// A day and the time of that day as typed.
    Moment(Option<NaiveDate>, String),
    /// Yes, no or nothing.
    Flag(Option<bool>),
}

impl Draft {
    /// The draft of a value.
    #[must_use]
    pub fn of(field: &FieldDef, cell: &Cell, context: &ParseContext) -> Self {
        match field.kind {
            FieldKind::Choice | FieldKind::Choices | FieldKind::Reference | FieldKind::References => Draft::Picked(options_of(cell)),
            FieldKind::PersonName => Draft::Name(match cell {
                Cell::Name(name) => name.clone(),
                Cell::Text(text) => PersonName::from_full(text),
                _ => PersonName::default(),
            }),
            FieldKind::Address => Draft::Places(match cell {
                Cell::Addresses(addresses) => addresses.clone(),
                _ => vec![Address::default()],
            }),
            FieldKind::Date => Draft::Day(match cell {
                Cell::Date(day) => days_to_date(*day),
                _ => None,
            }),
            FieldKind::DateTime => match cell {
                Cell::Time(millis) => Draft::Moment(days_to_date(clock::day_of(*millis)), clock_text(*millis)),
                _ => Draft::Moment(None, String::new()),
            },
            FieldKind::Boolean => Draft::Flag(match cell {
                Cell::Bool(on) => Some(*on),
                _ => None,
            }),
            _ if field.multi => Draft::Lines(match cell {
                Cell::Texts(texts) => texts.clone(),
                Cell::Text(text) => vec![text.clone()],
                _ => vec![String::new()],
            }),
            _ => Draft::Text(typed_text(cell, context)),
        }
    }

    /// The draft of a field without a value.
    #[must_use]
    pub fn empty(field: &FieldDef) -> Self {
        Self::of(field, &Cell::Empty, &ParseContext::default())
    }

    /// The draft after somebody started to type over the value.
    #[must_use]
    pub fn typed(self, text: &str) -> Self {
        match self {
            Draft::Text(_) => Draft::Text(text.to_owned()),
            Draft::Lines(mut lines) => {
                if let Some(first) = lines.first_mut() {
                    text.clone_into(first);
                }
                Draft::Lines(lines)
            }
            Draft::Name(_) => Draft::Name(PersonName {
                given: text.to_owned(),
                family: String::new(),
            }),
            other => other,
        }
    }

    /// As text that [`model::parse`] reads back: what a table copies.
    #[must_use]
    pub fn copied(&self) -> String {
        match self {
            Draft::Text(text) => text.clone(),
            Draft::Lines(lines) => lines.join("; "),
            Draft::Picked(picked) => picked.iter().map(|option| option.label.as_str()).collect::<Vec<_>>().join("; "),
            Draft::Name(name) => name.full(),
            Draft::Places(places) => places.iter().map(Address::line).collect::<Vec<_>>().join("; "),
            // ISO 8601 is the same day in every order of dates.
            Draft::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
            Draft::Moment(day, time) => day.map(|day| format!("{day} {time}")).unwrap_or_default(),
            Draft::Flag(flag) => flag.map(|on| if on { "true" } else { "false" }.to_owned()).unwrap_or_default(),
        }
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Draft::Text(text) => text.trim().is_empty(),
            Draft::Lines(lines) => lines.iter().all(|line| line.trim().is_empty()),
            Draft::Picked(picked) => picked.iter().all(|option| option.value == NONE),
            Draft::Name(name) => name.full().trim().is_empty(),
            Draft::Places(places) => places.iter().all(|place| place.line().trim().is_empty()),
            Draft::Day(day) => day.is_none(),
            Draft::Moment(day, time) => day.is_none() && time.trim().is_empty(),
            Draft::Flag(flag) => flag.is_none(),
        }
    }

    /// The value it stands for; `None` for nothing.
    ///
    /// # Errors
    /// What is wrong with it, in words that say the cure.
    pub fn read(&self, field: &FieldDef, context: &ParseContext) -> Result<Option<Value>, DraftError> {
        if self.is_empty() {
            return if field.required {
                Err(FieldError::Required.into())
            } else {
                Ok(None)
            };
        }
        let value = match self {
            Draft::Text(text) => return Ok(model::parse(field, text, context)?),
            Draft::Lines(lines) => {
                let mut values = Vec::new();
                for line in lines.iter().filter(|line| !line.trim().is_empty()) {
                    if let Some(value) = model::parse(field, line, context)?
                        && !values.contains(&value)
                    {
                        values.push(value);
                    }
                }
                Value::List(values)
            }
            Draft::Picked(picked) => return Ok(Some(picked_value(field, picked))),
            Draft::Name(name) => Value::Name(name.clone()),
            Draft::Places(places) => {
                let filled = places.iter().filter(|place| !place.line().trim().is_empty());
                let values: Vec<Value> = filled.map(|place| Value::Address(Box::new(place.clone()))).collect();
                if field.multi {
                    Value::List(values)
                } else {
                    values.into_iter().next().unwrap_or(Value::List(Vec::new()))
                }
            }
            Draft::Day(day) => Value::Date(days_of((*day).ok_or(FieldError::Required)?)),
            Draft::Moment(day, time) => Value::Time(instant(*day, time, context)?),
            Draft::Flag(flag) => Value::Bool(*flag == Some(true)),
        };
        Ok(Some(model::validate(field, value)?))
    }

    /// What a command takes.
    ///
    /// # Errors
    /// As [`Draft::read`].
    pub fn input(&self, field: &FieldDef, context: &ParseContext) -> Result<Input, DraftError> {
        Ok(self.read(field, context)?.map_or(Input::Clear, Input::Value))
    }
}

/// What is wrong with a draft.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DraftError {
    /// The model's gate refuses it.
    #[error("{}", words::invalid::line(.0))]
    Field(#[from] FieldError),
    /// The time of day cannot be read.
    #[error("{}", words::value::not_a_time())]
    Time,
}

/// Days since the epoch of a date.
#[must_use]
pub fn days_of(date: NaiveDate) -> i32 {
    (date - NaiveDate::default()).num_days() as i32
}

fn picked_value(field: &FieldDef, picked: &[ComboOption]) -> Value {
    let reference = field.target.is_some();
    let values = picked
        .iter()
        .filter(|option| option.value != NONE)
        .map(|option| match option.value.strip_prefix(FRESH) {
            Some(_) => Value::Text(option.label.clone()),
            None if reference => option.value.parse().map_or_else(|_| Value::Text(option.label.clone()), Value::Ref),
            None => Value::Text(option.value.clone()),
        });
    let values: Vec<Value> = values.collect();
    match values.as_slice() {
        [single] if !field.has_elements() => single.clone(),
        _ => Value::List(values),
    }
}

/// An instant of a local day and a time as typed; the beginning of work without a time, today without a day.
fn instant(day: Option<NaiveDate>, time: &str, context: &ParseContext) -> Result<i64, DraftError> {
    let day = day.or_else(|| days_to_date(context.today)).ok_or(FieldError::YearOutOfRange)?;
    let time_of_day = if time.trim().is_empty() {
        WorkingHours::read().morning()
    } else {
        let (hours, minutes) = clock_of(time).ok_or(DraftError::Time)?;
        i64::from(hours * 60 + minutes) * MINUTE_MILLIS
    };
    // The offset is that of the day; the one of today may differ.
    Ok(clock::instant(days_of(day), time_of_day))
}

/// Hours and minutes of `14:30`, `14.30`, `1430`, `9`, `2:30 pm`.
fn clock_of(text: &str) -> Option<(i32, i32)> {
    let text = text.trim().to_lowercase();
    let (digits, half) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(digits), _) => (digits.trim(), Some(12)),
        (_, Some(digits)) => (digits.trim(), Some(0)),
        _ => (text.as_str(), None),
    };
    let (hours, minutes) = match digits.split_once([':', '.', 'h']) {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some((hours, "")) => (hours, "0"),
        Some(_) => return None,
        None if digits.len() > 2 => digits.split_at_checked(digits.len() - 2)?,
        None => (digits, "0"),
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    let hours = match half {
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some(later) => hours % 12 + later,
        None => hours,
    };
    (hours < 24 && minutes < 60).then_some((i32::from(hours), i32::from(minutes)))
}

/// The local time of day of an instant, as it is typed.
fn clock_text(millis: i64) -> String {
    let minutes = clock::time_of_day(millis) / MINUTE_MILLIS;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A value as it is typed: plain digits, the decimal sign in force, a currency only where it is not the usual one.
fn typed_text(cell: &Cell, context: &ParseContext) -> String {
    let decimal = |text: String| match context.decimal {
        model::validate::DecimalStyle::Comma => text.replace('.', ","),
        model::validate::DecimalStyle::Point => text,
    };
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Texts(texts) => texts.first().cloned().unwrap_or_default(),
        Cell::Int(number) => number.to_string(),
        Cell::Number(number) | Cell::Percent(number) => decimal(number.to_string()),
        Cell::Money(money) => {
            let text = money.to_string();
            let (amount, currency) = text.split_once(' ').unwrap_or((&text, ""));
            let amount = decimal(amount.to_owned());
            if money.currency == context.currency {
                amount
            } else {
                format!("{amount} {currency}")
            }
        }
        Cell::Duration(seconds) => format::duration(*seconds),
        Cell::Rating(stars) => stars.to_string(),
        _ => String::new(),
    }
}

fn options_of(cell: &Cell) -> Vec<ComboOption> {
    let record = |link: &bridge::RecordLink| {
        let option = ComboOption::new(link.id.to_string(), words::labels::name(link));
        match face_of(&link.object, &link.label) {
            Some(face) => option.face(face),
            None => option,
        }
    };
    match cell {
        Cell::Choice(choice) => vec![ComboOption::new(choice.key.clone(), words::labels::choice(choice))],
        Cell::Choices(choices) => choices
            .iter()
            .map(|choice| ComboOption::new(choice.key.clone(), words::labels::choice(choice)))
            .collect(),
        Cell::Record(link) => vec![record(link)],
        Cell::Records(links) => links.iter().map(record).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use model::{Currency, Money, RecordId, Schema};

    use super::*;

    fn field(object: &str, key: &str) -> FieldDef {
        Schema::built_in().field(object, key).expect("a built-in field").clone()
    }

    fn context() -> ParseContext {
        ParseContext {
            today: 20_500,
            ..ParseContext::default()
        }
    }

    #[test]
    fn times_of_day_are_read_as_people_write_them() {
        let cases = [
            ("14:30", Some((14, 30))),
            ("9", Some((9, 0))),
            ("0930", Some((9, 30))),
            ("2:30 pm", Some((14, 30))),
            ("12 am", Some((0, 0))),
        ];
        for (text, expected) in cases {
            assert_eq!(clock_of(text), expected, "{text}");
        }
        for text in ["24:00", "12:60", "13 pm", "1:2", "noon", ""] {
            assert_eq!(clock_of(text), None, "{text}");
        }
    }

    #[test]
    fn several_texts_are_all_of_them_without_repeats() {
        let email = field("contact", "email");
        let draft = Draft::Lines(vec![
            "Noor@Havenlicht.NL".into(),
            " ".into(),
            "noor@havenlicht.nl".into(),
            "n@x.org".into(),
        ]);
        let Ok(Some(Value::List(values))) = draft.read(&email, &context()) else {
            panic!("a list of addresses")
        };
        assert_eq!(values.last(), Some(&Value::Text("n@x.org".into())));
        assert_eq!(values.len(), 3, "the local part of an address may tell capitals apart");
        assert!(Draft::Lines(vec!["no address".into()]).read(&email, &context()).is_err());
        assert_eq!(Draft::Lines(vec![String::new()]).read(&email, &context()), Ok(None));
    }

    #[test]
    fn required_fields_refuse_nothing() {
        let name = field("contact", "name");
        assert_eq!(Draft::empty(&name).read(&name, &context()), Err(FieldError::Required.into()));
        let value = Draft::empty(&name).typed("Noor").read(&name, &context());
        assert_eq!(
            value,
            Ok(Some(Value::Name(PersonName {
                given: "Noor".into(),
                family: String::new()
            })))
        );
    }

    #[test]
    fn records_are_picked_by_id_and_fresh_tags_by_word() {
        let id = RecordId::v7(1, 1);
        let tags = field("contact", "tags");
        let draft = Draft::Picked(vec![
            ComboOption::new(id.to_string(), "vip"),
            ComboOption::new(format!("{FRESH}x"), "new one"),
        ]);
        assert_eq!(
            draft.read(&tags, &context()),
            Ok(Some(Value::List(vec![Value::Ref(id), Value::Text("new one".into())])))
        );
        let owner = field("contact", "owner");
        let draft = Draft::Picked(vec![ComboOption::new(id.to_string(), "Jana")]);
        assert_eq!(draft.read(&owner, &context()), Ok(Some(Value::Ref(id))));
        assert_eq!(
            Draft::Picked(vec![ComboOption::new(NONE, "Nobody")]).read(&owner, &context()),
            Ok(None)
        );
    }

    #[test]
    fn amounts_are_typed_with_their_currency_only_where_it_is_another() {
        let value = field("deal", "value");
        let draft = |money| Draft::of(&value, &Cell::Money(money), &context());
        assert_eq!(draft(Money::new(1_234_550, Currency::EUR)), Draft::Text("12345.50".into()));
        assert_eq!(draft(Money::new(500, Currency::USD)), Draft::Text("5.00 USD".into()));
    }
}
