//! Which language and place the person reads in.

use js_sys::{Function, Reflect};
use model::validate::{DateOrder, DecimalStyle};
use model::{Currency, ParseContext};
use wasm_bindgen::{JsCast, JsValue};

use super::intl::{DateTimeFormat, Locale, NumberFormat, options};
use crate::platform::clock;
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::{document, window};

/// The language of the page as a BCP 47 tag, with the region that the browser prefers for it: `de-AT`, `en-GB`, `ar`.
#[must_use]
pub fn locale() -> String {
    thread_local! {
        static LOCALE: String = {
            let root = document().document_element();
            let page = root.and_then(|root| root.get_attribute("lang")).unwrap_or_default();
            let preferred = window().navigator().languages();
            let tags = preferred.iter().filter_map(|tag| tag.as_string());
            variant_of(&page, tags).unwrap_or(page)
        };
    }
    LOCALE.with(Clone::clone)
}

/// The first tag of the same language.
fn variant_of(language: &str, mut tags: impl Iterator<Item = String>) -> Option<String> {
    tags.find(|tag| tag.split('-').next() == Some(language))
}

/// Where the person is, as their browser says, whatever language they read in: ISO 3166-1; empty where it does not say.
fn country() -> String {
    let place = window().navigator().language().unwrap_or_else(locale);
    let maximal = Locale::new(&place).ok().map(|locale| locale.maximize());
    maximal.and_then(|locale| locale.region()).unwrap_or_default()
}

/// The currency of where the person is.
#[must_use]
pub fn home_currency() -> Currency {
    currency_of(&country())
}

/// How text is read here and now: order of dates, decimal mark, country and its currency, today and the offset of local time.
#[must_use]
pub fn context() -> ParseContext {
    let locale = locale();
    let country = country();
    let now = clock::now();
    ParseContext {
        date_order: date_order(&locale),
        decimal: decimal(&locale),
        currency: currency_of(&country),
        country,
        today: clock::day_of(now),
        zone: clock::zone(),
        week_starts_on: week_starts_on(),
    }
}

/// First day of the week: 0 is Monday, 6 is Sunday. What the person chose, else that of the region.
#[must_use]
pub fn week_starts_on() -> u8 {
    preferences::read(Key::WeekStart)
        .filter(|day| *day < 7)
        .unwrap_or_else(week_of_region)
}

/// First day of the week where the person is; Monday (ISO 8601) where the browser does not say. Asked once: browsers take long to answer.
fn week_of_region() -> u8 {
    thread_local! {
        static FIRST: u8 = asked_week_of_region();
    }
    FIRST.with(|first| *first)
}

fn asked_week_of_region() -> u8 {
    let Ok(locale) = Locale::new(&locale()) else { return 0 };
    let locale: JsValue = locale.into();
    // A method in the standard, an attribute in browsers that came first.
    let method = Reflect::get(&locale, &"getWeekInfo".into())
        .ok()
        .and_then(|method| method.dyn_into::<Function>().ok());
    let info = match method {
        Some(method) => method.call0(&locale).ok(),
        None => Reflect::get(&locale, &"weekInfo".into()).ok(),
    };
    let first = info.and_then(|info| Reflect::get(&info, &"firstDay".into()).ok()?.as_f64());
    first.map_or(0, |first| (first as u8 + 6) % 7)
}

fn date_order(locale: &str) -> DateOrder {
    let numeric = ["day", "month", "year"].map(|part| (part, "numeric".into()));
    let Ok(format) = DateTimeFormat::new(locale, &options(&numeric)) else {
        return DateOrder::DayFirst;
    };
    let kinds = format
        .parts(0.0)
        .iter()
        .filter_map(|part| Reflect::get(&part, &"type".into()).ok()?.as_string())
        .collect::<Vec<_>>();
    let place = |kind: &str| kinds.iter().position(|found| found == kind);
    match (place("year"), place("month"), place("day")) {
        (Some(year), Some(month), _) if year < month => DateOrder::YearFirst,
        (_, Some(month), Some(day)) if month < day => DateOrder::MonthFirst,
        _ => DateOrder::DayFirst,
    }
}

fn decimal(locale: &str) -> DecimalStyle {
    let written = NumberFormat::new(locale, &options(&[])).map(|format| format.format(&1.5.into()));
    if written.is_ok_and(|written| written.contains(',')) {
        DecimalStyle::Comma
    } else {
        DecimalStyle::Point
    }
}

/// Countries by the currency that is legal tender there (ISO 4217 list one, 2025); the euro elsewhere, until the person chooses.
const TENDERS: [(&[u8; 3], &str); 40] = [
    (b"AED", "AE"),
    (b"ARS", "AR"),
    (b"AUD", "AU KI NR TV"),
    (b"BGN", "BG"),
    (b"BRL", "BR"),
    (b"CAD", "CA"),
    (b"CHF", "CH LI"),
    (b"CLP", "CL"),
    (b"CNY", "CN"),
    (b"COP", "CO"),
    (b"CZK", "CZ"),
    (b"DKK", "DK FO GL"),
    (b"EGP", "EG"),
    (b"GBP", "GB GG IM JE"),
    (b"HKD", "HK"),
    (b"HUF", "HU"),
    (b"IDR", "ID"),
    (b"ILS", "IL PS"),
    (b"INR", "IN BT"),
    (b"ISK", "IS"),
    (b"JPY", "JP"),
    (b"KES", "KE"),
    (b"KRW", "KR"),
    (b"MXN", "MX"),
    (b"MYR", "MY"),
    (b"NGN", "NG"),
    (b"NOK", "NO SJ"),
    (b"NZD", "NZ"),
    (b"PHP", "PH"),
    (b"PLN", "PL"),
    (b"RON", "RO"),
    (b"SAR", "SA"),
    (b"SEK", "SE"),
    (b"SGD", "SG"),
    (b"THB", "TH"),
    (b"TRY", "TR"),
    (b"TWD", "TW"),
    (b"UAH", "UA"),
    (b"USD", "US EC SV PR"),
    (b"ZAR", "ZA"),
];

fn currency_of(country: &str) -> Currency {
    let tender = TENDERS
        .iter()
        .find(|(_, countries)| countries.split(' ').any(|known| known == country));
    tender
        .and_then(|(code, _)| std::str::from_utf8(*code).ok()?.parse().ok())
        .unwrap_or(Currency::EUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_is_that_of_the_language() {
        let browser = ["fr-CH", "de-CH", "de"].map(str::to_owned);
        assert_eq!(variant_of("de", browser.iter().cloned()).as_deref(), Some("de-CH"));
        assert_eq!(variant_of("ar", browser.iter().cloned()), None);
    }

    #[test]
    fn a_country_has_its_currency() {
        assert_eq!(currency_of("GB").code(), "GBP");
        assert_eq!(currency_of("LI").code(), "CHF");
        assert_eq!(currency_of("DE").code(), "EUR");
        assert_eq!(currency_of("").code(), "EUR");
    }
}
