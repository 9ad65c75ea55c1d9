//! Numbers, amounts, sizes and lengths of time.

use std::ops::RangeInclusive;

use model::{Currency, Money};
use wasm_bindgen::JsValue;

use super::intl::{Cache, DisplayNames, NumberFormat, cached, options};
use super::locale;

/// What a formatter of numbers is for.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Kind {
    Plain { least: u8, most: u8 },
    Compact,
    Percent,
    Money { currency: Currency, decimals: u8 },
    MoneyShort { currency: Currency },
    Unit { unit: &'static str, decimals: u8 },
}

fn formatted(kind: Kind, value: &JsValue) -> String {
    thread_local! {
        static FORMATS: Cache<Kind, NumberFormat> = Cache::default();
    }
    let format = FORMATS.with(|formats| cached(formats, kind, |kind| NumberFormat::new(&locale(), &options_of(kind))));
    format.map_or_else(
        || {
            value
                .as_string()
                .or_else(|| value.as_f64().map(|number| number.to_string()))
                .unwrap_or_default()
        },
        |format| format.format(value),
    )
}

fn options_of(kind: &Kind) -> JsValue {
    let digits = |least: u8, most: u8| {
        [
            ("minimumFractionDigits", JsValue::from(least)),
            ("maximumFractionDigits", JsValue::from(most)),
        ]
    };
    match kind {
        Kind::Plain { least, most } => options(&digits(*least, *most)),
        Kind::Compact => options(&[("notation", "compact".into()), ("maximumFractionDigits", 1.into())]),
        Kind::Percent => options(&[("style", "percent".into()), ("maximumFractionDigits", 1.into())]),
        Kind::Money { currency, decimals } => {
            let [least, most] = digits(*decimals, *decimals);
            options(&[
                ("style", "currency".into()),
                ("currency", currency.code().into()),
                ("currencyDisplay", "narrowSymbol".into()),
                least,
                most,
            ])
        }
        Kind::MoneyShort { currency } => options(&[
            ("style", "currency".into()),
            ("currency", currency.code().into()),
            ("currencyDisplay", "narrowSymbol".into()),
            ("notation", "compact".into()),
            ("maximumFractionDigits", 1.into()),
            // Where a language has no short word for thousands, an amount is rounded instead: 728.700 £, not 728.689,2 £.
            ("maximumSignificantDigits", 4.into()),
            ("roundingPriority", "lessPrecision".into()),
        ]),
        Kind::Unit { unit, decimals } => options(&[
            ("style", "unit".into()),
            ("unit", (*unit).into()),
            ("unitDisplay", "short".into()),
            ("maximumFractionDigits", (*decimals).into()),
        ]),
    }
}

/// A number with so many decimals, such as `1,234.5`.
#[must_use]
pub fn number(value: f64, decimals: RangeInclusive<u8>) -> String {
    formatted(
        Kind::Plain {
            least: *decimals.start(),
            most: *decimals.end(),
        },
        &value.into(),
    )
}

/// A whole number, such as `1,234`.
#[must_use]
pub fn integer(value: i64) -> String {
    // As text, because a float holds only 53 bits.
    formatted(Kind::Plain { least: 0, most: 0 }, &value.to_string().into())
}

/// A number in short, such as `1.2M`.
#[must_use]
pub fn compact(value: f64) -> String {
    formatted(Kind::Compact, &value.into())
}

/// A share in percent: 62 is `62%`.
#[must_use]
pub fn percent(value: f64) -> String {
    formatted(Kind::Percent, &(value / 100.0).into())
}

/// An exact amount, such as `€1,234.50`.
#[must_use]
pub fn money(amount: Money) -> String {
    let decimals = amount.currency.exponent() as u8;
    formatted(
        Kind::Money {
            currency: amount.currency,
            decimals,
        },
        &decimal(amount).into(),
    )
}

/// An amount without its minor units, such as `€1,235`, for columns that are compared at a glance.
#[must_use]
pub fn money_whole(amount: Money) -> String {
    formatted(
        Kind::Money {
            currency: amount.currency,
            decimals: 0,
        },
        &decimal(amount).into(),
    )
}

/// An amount in short, such as `€1.2M`, for cards and charts.
#[must_use]
pub fn money_short(amount: Money) -> String {
    if amount.to_f64().abs() < 10_000.0 {
        return formatted(
            Kind::Money {
                currency: amount.currency,
                decimals: 0,
            },
            &decimal(amount).into(),
        );
    }
    formatted(Kind::MoneyShort { currency: amount.currency }, &amount.to_f64().into())
}

/// A currency by name, such as `Euro`.
#[must_use]
pub fn currency_name(currency: Currency) -> String {
    thread_local! {
        static NAMES: Cache<(), DisplayNames> = Cache::default();
    }
    let names = NAMES.with(|names| {
        cached(names, (), |()| {
            DisplayNames::new(&locale(), &options(&[("type", "currency".into())]))
        })
    });
    names
        .and_then(|names| names.of(currency.code()).ok().flatten())
        .unwrap_or_else(|| currency.code().to_owned())
}

/// A size, such as `12 kB`, in steps of a thousand.
#[must_use]
pub fn bytes(size: u64) -> String {
    const UNITS: [&str; 5] = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];
    let step = (1..UNITS.len()).take_while(|&step| size >= 1000_u64.pow(step as u32)).count();
    let value = size as f64 / 1000_f64.powi(step as i32);
    formatted(
        Kind::Unit {
            unit: UNITS[step],
            decimals: u8::from(value < 10.0 && step > 1),
        },
        &value.into(),
    )
}

/// A length of time in its two largest units, such as `1 hr 20 min`.
#[must_use]
pub fn duration(seconds: i64) -> String {
    let sign = if seconds < 0 { "−" } else { "" };
    let parts = units_of(seconds.unsigned_abs())
        .into_iter()
        .map(|(unit, value)| formatted(Kind::Unit { unit, decimals: 0 }, &(value as f64).into()));
    format!("{sign}{}", parts.collect::<Vec<_>>().join(" "))
}

/// The two largest units of a length of time; the second only if it is not zero.
fn units_of(seconds: u64) -> Vec<(&'static str, u64)> {
    const UNITS: [(&str, u64); 4] = [("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)];
    let first = UNITS.iter().position(|(_, length)| seconds >= *length).unwrap_or(UNITS.len() - 1);
    let (unit, length) = UNITS[first];
    let mut parts = vec![(unit, seconds / length)];
    if let Some((unit, next)) = UNITS.get(first + 1) {
        let rest = seconds % length / next;
        if rest > 0 {
            parts.push((unit, rest));
        }
    }
    parts
}

/// The amount as a plain decimal: exact, whatever its size.
fn decimal(amount: Money) -> String {
    let digits = amount.currency.exponent() as usize;
    let minor = format!("{:0>width$}", amount.minor.unsigned_abs(), width = digits + 1);
    let (major, minor) = minor.split_at(minor.len() - digits);
    let sign = if amount.minor < 0 { "-" } else { "" };
    if digits == 0 {
        format!("{sign}{major}")
    } else {
        format!("{sign}{major}.{minor}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_decimals() {
        let check = |minor, currency: &str, text| assert_eq!(decimal(Money::new(minor, currency.parse().unwrap())), text);
        check(123_450, "EUR", "1234.50");
        check(-5, "EUR", "-0.05");
        check(1_234, "JPY", "1234");
        check(1_234, "KWD", "1.234");
        check(i64::MAX, "USD", "92233720368547758.07");
    }

    #[test]
    fn lengths_of_time_have_two_units_at_most() {
        assert_eq!(units_of(0), [("second", 0)]);
        assert_eq!(units_of(59), [("second", 59)]);
        assert_eq!(units_of(4_800), [("hour", 1), ("minute", 20)]);
        assert_eq!(units_of(3_600), [("hour", 1)]);
        assert_eq!(units_of(90_061), [("day", 1), ("hour", 1)]);
    }
}
