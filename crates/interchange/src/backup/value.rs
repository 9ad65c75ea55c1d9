//! Values as JSON that says what they are.

use model::money::Currency;
use model::validate::{DecimalStyle, ParseContext, parse_date, parse_date_time, parse_money};
use model::{Address, PersonName, RecordId, Value};

use crate::export::{day_text, instant};
use crate::json::{Json, write_string};

/// Appends a value.
pub(super) fn write(to: &mut String, value: &Value) {
    match value {
        Value::Text(text) => write_string(to, text),
        Value::Int(int) => to.push_str(&int.to_string()),
        // `{:?}` always has a point or an exponent, which is how a number is told from a whole one.
        Value::Number(number) if number.is_finite() => to.push_str(&format!("{number:?}")),
        Value::Number(_) => to.push_str("null"),
        Value::Bool(bool) => to.push_str(if *bool { "true" } else { "false" }),
        Value::Money(money) => {
            let text = money.to_string();
            let (amount, currency) = text.split_once(' ').unwrap_or((&text, ""));
            members(to, &[("amount", amount), ("currency", currency)]);
        }
        Value::Date(day) => match day_text(i64::from(*day)) {
            Some(text) => members(to, &[("date", &text)]),
            None => to.push_str(&format!("{{\"date\":{day}}}")),
        },
        Value::Time(millis) => match instant(*millis) {
            Some(text) => members(to, &[("time", &text)]),
            None => to.push_str(&format!("{{\"time\":{millis}}}")),
        },
        Value::Name(name) => members(to, &[("given", &name.given), ("family", &name.family)]),
        Value::Address(address) => {
            let parts = [
                ("street", &*address.street),
                ("city", &address.city),
                ("region", &address.region),
                ("postal_code", &address.postal_code),
                ("country", &address.country),
            ];
            let filled = parts
                .into_iter()
                .filter(|(key, text)| *key == "street" || !text.is_empty())
                .collect::<Vec<_>>();
            members(to, &filled);
        }
        Value::Ref(id) => members(to, &[("ref", &id.to_string())]),
        Value::List(values) => {
            to.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    to.push(',');
                }
                write(to, value);
            }
            to.push(']');
        }
    }
}

fn members(to: &mut String, members: &[(&str, &str)]) {
    for (index, (key, text)) in members.iter().enumerate() {
        to.push(if index == 0 { '{' } else { ',' });
        write_string(to, key);
        to.push(':');
        write_string(to, text);
    }
    to.push('}');
}

/// The value of its JSON; `None` for shapes that this version does not know.
pub(super) fn read(json: &Json) -> Option<Value> {
    match json {
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Bool(bool) => Some(Value::Bool(*bool)),
        Json::Number(number) => read_number(number),
        Json::Array(values) => {
            let values = values.iter().map(read).collect::<Option<Vec<_>>>()?;
            (!values.iter().any(|value| matches!(value, Value::List(_)))).then_some(Value::List(values))
        }
        Json::Object(members) => read_members(members),
        Json::Null => None,
    }
}

fn read_number(number: &str) -> Option<Value> {
    if number.contains(['.', 'e', 'E']) {
        return number.parse().ok().filter(|number: &f64| number.is_finite()).map(Value::Number);
    }
    number.parse().ok().filter(|int| *int != i64::MIN).map(Value::Int)
}

fn read_members(members: &[(String, Json)]) -> Option<Value> {
    let utc = ParseContext::default();
    match members {
        [(key, Json::String(text))] if key == "date" => parse_date(text, &utc).ok().map(Value::Date),
        [(key, Json::Number(day))] if key == "date" => day.parse().ok().map(Value::Date),
        [(key, Json::String(text))] if key == "time" => parse_date_time(text, &utc).ok().map(Value::Time),
        [(key, Json::Number(millis))] if key == "time" => millis.parse().ok().map(Value::Time),
        [(key, Json::String(text))] if key == "ref" => text.parse::<RecordId>().ok().map(Value::Ref),
        _ => {
            let texts = members.iter().map(|(key, json)| match json {
                Json::String(text) => Some((key.as_str(), text.as_str())),
                _ => None,
            });
            let texts = texts.collect::<Option<Vec<_>>>()?;
            let only = |known: &[&str]| texts.iter().all(|(key, _)| known.contains(key));
            let get = |wanted: &str| texts.iter().find(|(key, _)| *key == wanted).map(|(_, text)| *text);
            let text = |wanted: &str| get(wanted).unwrap_or_default().to_owned();
            match () {
                () if texts.is_empty() => None,
                () if only(&["amount", "currency"]) => {
                    let currency = get("currency")?.parse::<Currency>().ok()?;
                    parse_money(get("amount")?, DecimalStyle::Point, currency).ok().map(Value::Money)
                }
                () if only(&["given", "family"]) => Some(Value::Name(PersonName {
                    given: text("given"),
                    family: text("family"),
                })),
                () if only(&["street", "city", "region", "postal_code", "country"]) => Some(Value::Address(Box::new(Address {
                    street: text("street"),
                    city: text("city"),
                    region: text("region"),
                    postal_code: text("postal_code"),
                    country: text("country"),
                }))),
                () => None,
            }
        }
    }
}
