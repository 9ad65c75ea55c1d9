//! Cells: values as text, quoted by the rules of RFC 4180.

use model::money::Money;
use model::validate::{DecimalStyle, days_to_date};
use model::value::Address;
use model::{RecordId, Value};

use super::guard::needs_guard;
use super::{Mode, Style};
use crate::typed::join_list;

/// What a field holds: a primary value, and values beside it or elements of a set.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportCell<'a> {
    /// The primary value.
    pub primary: Option<Item<'a>>,
    /// Values beside it, or the elements.
    pub further: &'a [Item<'a>],
}

/// One value.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// A plain value.
    Value(&'a Value),
    /// Another record, by its id and what it is called.
    Record(RecordId, &'a str),
}

impl ExportCell<'_> {
    /// A cell without anything.
    pub const EMPTY: ExportCell<'static> = ExportCell {
        primary: None,
        further: &[],
    };
}

/// Writes cells and rows.
pub(super) struct Writer {
    pub(super) style: Style,
    out: Vec<u8>,
    at_start: bool,
}

impl Writer {
    pub(super) fn new(style: Style) -> Self {
        let out = if style.bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        Self {
            style,
            out,
            at_start: true,
        }
    }

    /// Appends a cell, quoted where it has to be.
    pub(super) fn cell(&mut self, text: &str) {
        if !std::mem::take(&mut self.at_start) {
            self.out.push(self.style.delimiter);
        }
        let delimiter = self.style.delimiter;
        let special = text.bytes().any(|byte| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r'));
        if !special && !text.starts_with([' ', '\u{feff}']) && !text.ends_with(' ') {
            self.out.extend_from_slice(text.as_bytes());
            return;
        }
        self.out.push(b'"');
        for (index, piece) in text.split('"').enumerate() {
            if index > 0 {
                self.out.extend_from_slice(b"\"\"");
            }
            self.out.extend_from_slice(piece.as_bytes());
        }
        self.out.push(b'"');
    }

    /// Appends a cell of people's text.
    pub(super) fn guarded(&mut self, text: &str) {
        if needs_guard(text, self.style.mode == Mode::Spreadsheet) {
            self.cell(&format!("'{text}"));
        } else {
            self.cell(text);
        }
    }

    pub(super) fn end_row(&mut self) {
        self.out.extend_from_slice(b"\r\n");
        self.at_start = true;
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }
}

/// A value as the import reads it. Names and addresses have columns of their own and come here only as elements.
pub(super) fn text_of(value: &Value, is_duration: bool, style: Style) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(seconds) if is_duration => duration(*seconds),
        Value::Int(int) => int.to_string(),
        Value::Number(number) => decimal(number_text(*number), style),
        Value::Money(money) => decimal(amount(*money), style) + " " + money.currency.code(),
        Value::Date(day) => day_text(i64::from(*day)).unwrap_or_default(),
        Value::Time(millis) => instant(*millis).unwrap_or_default(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Name(name) => name.full(),
        Value::Address(address) => address_text(address),
        Value::Ref(id) => id.to_string(),
        Value::List(values) => {
            let texts = values.iter().map(|value| text_of(value, is_duration, style)).collect::<Vec<_>>();
            join_list(texts.iter().map(String::as_str))
        }
    }
}

/// The number of an amount, with the decimals of its currency.
pub(super) fn amount(money: Money) -> String {
    let text = money.to_string();
    let number = text.split(' ').next().unwrap_or_default();
    unmistakable(number.to_owned())
}

/// A number that cannot be mistaken for one with a mark between thousands.
pub(crate) fn number_text(number: f64) -> String {
    if number != 0.0 && !(1e-6..1e15).contains(&number.abs()) {
        return unmistakable(format!("{number:e}"));
    }
    unmistakable(number.to_string())
}

/// Three decimals look like a group of thousands; a zero more does not.
fn unmistakable(mut text: String) -> String {
    let mantissa = text.split('e').next().unwrap_or_default();
    if let Some((_, decimals)) = mantissa.split_once('.')
        && decimals.len() == 3
    {
        text.insert(mantissa.len(), '0');
    }
    text
}

/// The text with the decimal mark of the style.
pub(super) fn decimal(text: String, style: Style) -> String {
    if style.mode == Mode::Spreadsheet && style.decimal == DecimalStyle::Comma {
        text.replace('.', ",")
    } else {
        text
    }
}

/// `1:30:00`; hours go on beyond 24.
fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let seconds = seconds.unsigned_abs();
    format!("{sign}{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// `2026-01-31`; `None` outside the years 1 to 9999.
pub(crate) fn day_text(day: i64) -> Option<String> {
    i32::try_from(day).ok().and_then(days_to_date).map(|date| date.to_string())
}

/// `2026-01-31T10:15:30Z`, with milliseconds where there are some; `None` outside the years 1 to 9999.
pub(crate) fn instant(millis: i64) -> Option<String> {
    const DAY: i64 = 86_400_000;
    let day = day_text(millis.div_euclid(DAY))?;
    let of_day = millis.rem_euclid(DAY);
    let (hours, minutes, seconds) = (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1_000 % 60);
    let fraction = match of_day % 1_000 {
        0 => String::new(),
        fraction => format!(".{fraction:03}"),
    };
    Some(format!("{day}T{hours:02}:{minutes:02}:{seconds:02}{fraction}Z"))
}

/// The five parts of an address as a list, empty ones included.
pub(crate) fn address_text(address: &Address) -> String {
    let parts = [
        &address.street,
        &address.city,
        &address.region,
        &address.postal_code,
        &address.country,
    ];
    let parts = parts.map(|part| format!("\"{}\"", part.replace('"', "\"\"")));
    parts.join("; ")
}
