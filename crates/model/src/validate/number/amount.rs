//! Amounts of money: a number and, before or after it, a currency sign or code. Exact in minor units; no float is involved.

use super::DecimalStyle;
use super::numeral::{ScaleError, Written};
use crate::money::{Currency, Money, SIGNS};
use crate::validate::FieldError;

/// Signs and abbreviations beside [`SIGNS`], with the code of the currency each one means.
const FURTHER_SIGNS: &[(&str, &str)] = &[
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("HK$", "HKD"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    ("NZ$", "NZD"),
    ("S$", "SGD"),
    ("SFr", "CHF"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("руб", "RUB"),
    ("р", "RUB"),
    ("грн", "UAH"),
    ("TL", "TRY"),
    ("R", "ZAR"),
    ("RM", "MYR"),
    ("Rp", "IDR"),
    ("Rs", "INR"),
    ("円", "JPY"),
    ("元", "CNY"),
    ("￥", "JPY"),
    ("＄", "USD"),
    ("￡", "GBP"),
    ("￦", "KRW"),
    ("₦", "NGN"),
    ("₫", "VND"),
    ("₱", "PHP"),
    ("₲", "PYG"),
    ("₵", "GHS"),
    ("₸", "KZT"),
    ("₼", "AZN"),
    ("₾", "GEL"),
    ("฿", "THB"),
    ("₡", "CRC"),
    ("₭", "LAK"),
    ("₮", "MNT"),
    ("৳", "BDT"),
    ("៛", "KHR"),
];

/// Currencies that share a sign: beside such a sign the currency in force is meant if it is among them.
const SHARED: &[(&str, &str)] = &[
    (
        "$",
        "USD CAD AUD NZD SGD HKD TWD MXN ARS BBD BMD BND BSD BZD CLP COP CUP DOP FJD GYD JMD KYD LRD NAD SBD SRD TTD UYU XCD",
    ),
    ("£", "GBP EGP FKP GIP LBP SDG SHP SSP SYP"),
    ("¥", "JPY CNY"),
    ("kr", "SEK NOK DKK ISK"),
    ("Rs", "INR PKR LKR NPR MUR SCR"),
];

/// Alphabetic codes of ISO 4217, and those replaced in this century, which old files still hold. Sorted; every one has a blank behind it.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD CAD CDF CHE CHF CHW \
CLF CLP CNY COP COU CRC CUC CUP CVE CYP CZK DEM DJF DKK DOP DZD EEK EGP ERN ESP ETB EUR FIM FJD FKP FRF GBP GEL GHS GIP GMD GNF GRD GTQ GYD HKD HNL HRK \
HTG HUF IDR IEP ILS INR IQD IRR ISK ITL JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LUF LVL LYD MAD MDL MGA MKD MMK MNT MOP \
MRO MRU MTL MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NLG NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PTE PYG QAR ROL RON RSD RUB RWF SAR SBD SCR SDG SEK SGD \
SHP SIT SKK SLE SLL SOS SRD SSP STD STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XAG \
XAU XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR ZMK ZMW ZWG ZWL ";

/// An amount, in its own currency if it names one and else in `currency`.
///
/// # Errors
/// [`FieldError::NotANumber`]; [`FieldError::TooManyDecimals`] if minor units would be split; [`FieldError::OutOfRange`] beyond 64 bits of minor units.
pub fn parse_money(text: &str, style: DecimalStyle, currency: Currency) -> Result<Money, FieldError> {
    let written = Written::read(text, style).ok_or_else(|| style.not_a_number())?;
    let currency = named(written.before, written.after, currency).ok_or_else(|| style.not_a_number())?;
    match written.numeral.scaled(currency.exponent()) {
        Ok(minor) => Ok(Money::new(minor, currency)),
        Err(ScaleError::Fraction) => Err(FieldError::TooManyDecimals {
            currency: currency.code().to_owned(),
            decimals: currency.exponent(),
        }),
        Err(ScaleError::Overflow) => {
            let max = Money::new(i64::MAX, currency);
            Err(FieldError::OutOfRange {
                min: Money::new(-i64::MAX, currency).to_string(),
                max: max.to_string(),
            })
        }
    }
}

/// The currency that is named on either side; `None` if something else is, or two that differ. A code says more than a sign.
fn named(before: &str, after: &str, default: Currency) -> Option<Currency> {
    let mut by_code = None;
    let mut by_sign = None;
    for word in before.split_whitespace().chain(after.split_whitespace()) {
        let (found, known) = match of_code(word, default) {
            Some(code) => (code, &mut by_code),
            None => (of_sign(word, default)?, &mut by_sign),
        };
        if known.replace(found).is_some_and(|known| known != found) {
            return None;
        }
    }
    Some(by_code.or(by_sign).unwrap_or(default))
}

fn of_code(word: &str, default: Currency) -> Option<Currency> {
    let code = word.parse::<Currency>().ok()?;
    let (known, _) = CODES.as_bytes().as_chunks::<4>();
    let is_known = known.binary_search_by(|known| known[..3].cmp(code.code().as_bytes())).is_ok();
    (code == default || is_known).then_some(code)
}

fn of_sign(word: &str, default: Currency) -> Option<Currency> {
    let plain = |sign: &str| sign.trim_end_matches('.').to_lowercase();
    let word = plain(word);
    let shared = SHARED.iter().find(|(sign, _)| plain(sign) == word);
    if shared.is_some_and(|(_, codes)| codes.split(' ').any(|code| code == default.code())) {
        return Some(default);
    }
    let sign = SIGNS.iter().find(|(sign, _)| plain(sign) == word).map(|(_, currency)| *currency);
    sign.or_else(|| {
        FURTHER_SIGNS
            .iter()
            .find(|(sign, _)| plain(sign) == word)
            .and_then(|(_, code)| code.parse().ok())
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::DecimalStyle::{Comma, Point};
    use super::*;

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, code.parse().unwrap())
    }

    #[test]
    fn amounts_are_exact_in_the_decimals_of_their_currency() {
        for (text, style, minor, code) in [
            ("1234.5", Point, 123_450, "EUR"),
            ("0", Point, 0, "EUR"),
            ("€ 1.234,50", Comma, 123_450, "EUR"),
            ("1.234,50€", Comma, 123_450, "EUR"),
            ("$1,234.50", Point, 123_450, "USD"),
            ("-$5", Point, -500, "USD"),
            ("$-5", Point, -500, "USD"),
            ("$ 5-", Point, -500, "USD"),
            ("($1,234.50)", Point, -123_450, "USD"),
            ("$(5)", Point, -500, "USD"),
            ("US$ 12", Point, 1_200, "USD"),
            ("$100 CAD", Point, 10_000, "CAD"),
            ("CHF 1'234.50", Point, 123_450, "CHF"),
            ("Fr.5", Point, 500, "CHF"),
            ("5.–", Point, 500, "EUR"),
            ("99,- €", Comma, 9_900, "EUR"),
            ("CHF 1'234.-", Point, 123_400, "CHF"),
            ("kr 500", Comma, 50_000, "SEK"),
            ("500 kr.", Comma, 50_000, "SEK"),
            ("12,50 zł", Comma, 1_250, "PLN"),
            ("1 234,50 Kč", Comma, 123_450, "CZK"),
            ("¥1,000", Point, 1_000, "JPY"),
            ("1,000円", Point, 1_000, "JPY"),
            ("1.500 KWD", Point, 1_500, "KWD"),
            ("usd 3", Point, 300, "USD"),
            ("10.1000", Point, 1_010, "EUR"),
            ("1E3", Point, 100_000, "EUR"),
            (".99", Point, 99, "EUR"),
            ("₹1,23,456.70", Point, 12_345_670, "INR"),
            ("92233720368547758.07", Point, i64::MAX, "EUR"),
            ("0.1", Point, 10, "EUR"),
            ("500 DEM", Point, 50_000, "DEM"),
        ] {
            assert_eq!(parse_money(text, style, Currency::EUR), Ok(money(minor, code)), "{text}");
        }
    }

    #[test]
    fn a_shared_sign_means_the_currency_in_force() {
        for (text, default, code) in [
            ("$5", "CAD", "CAD"),
            ("kr 5", "NOK", "NOK"),
            ("¥5", "CNY", "CNY"),
            ("£5", "EUR", "GBP"),
            ("US$5", "CAD", "USD"),
        ] {
            assert_eq!(
                parse_money(text, Point, default.parse().unwrap()).map(|money| money.currency.to_string()),
                Ok(code.to_owned()),
                "{text}"
            );
        }
        assert_eq!(parse_money("5 QQQ", Point, "QQQ".parse().unwrap()), Ok(money(500, "QQQ")));
    }

    #[test]
    fn minor_units_are_never_split_or_rounded() {
        for (text, code, decimals) in [
            ("1.005", "EUR", 2),
            ("10.5 JPY", "JPY", 0),
            ("1.0001 KWD", "KWD", 3),
            ("1E-5", "EUR", 2),
        ] {
            let error = FieldError::TooManyDecimals {
                currency: code.to_owned(),
                decimals,
            };
            assert_eq!(parse_money(text, Point, Currency::EUR), Err(error), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "€",
            "abc",
            "5 apples",
            "5 pcs",
            "€5 $",
            "EUR 5 USD",
            "5 EUR 3",
            "1,5",
            "NaN",
            "€€5",
            "1.2.3",
            "5 . -",
            "12 % EUR",
        ] {
            assert_eq!(parse_money(text, Point, Currency::EUR), Err(Point.not_a_number()), "{text}");
        }
        let range = FieldError::OutOfRange {
            min: "-92233720368547758.07 EUR".into(),
            max: "92233720368547758.07 EUR".into(),
        };
        assert_eq!(parse_money("92233720368547758.08", Point, Currency::EUR), Err(range));
        assert!(matches!(
            parse_money("1E999999999", Point, Currency::EUR),
            Err(FieldError::OutOfRange { .. })
        ));
    }

    #[test]
    fn every_sign_names_a_known_currency() {
        for (sign, code) in FURTHER_SIGNS {
            assert!(CODES.contains(code), "{sign}");
            assert!(of_sign(sign, Currency::EUR).is_some(), "{sign}");
        }
        for (sign, codes) in SHARED {
            assert!(codes.split(' ').all(|code| CODES.contains(code)), "{sign}");
        }
        let (codes, rest) = CODES.as_bytes().as_chunks::<4>();
        assert!(rest.is_empty() && codes.is_sorted() && codes.iter().all(|code| code[3] == b' '));
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC*|[-+(). ,'€$KRkr0-9]{0,12}") {
            for style in [Point, Comma] {
                if let Ok(money) = parse_money(&text, style, Currency::EUR) {
                    prop_assert!(money.minor != i64::MIN);
                }
            }
        }

        #[test]
        fn what_exports_write_is_read_back(minor in -i64::MAX.., code in "EUR|JPY|KWD|CLF|USD") {
            let amount = money(minor, &code);
            prop_assert_eq!(parse_money(&amount.to_string(), Point, Currency::USD), Ok(amount));
        }
    }
}
