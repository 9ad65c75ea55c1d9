//! Currencies and countries to choose from, by their names in the reader's language.

use js_sys::{Array, Object, Reflect};
use model::Currency;

use crate::platform::format;
use crate::ui::field::SelectOption;

/// Currencies in circulation (ISO 4217, 2025), without funds codes and metals.
const CURRENCIES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD \
    CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL \
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
    MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR \
    SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND \
    VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG";

/// Countries and territories (ISO 3166-1 alpha-2).
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW \
    BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR \
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX \
    MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE \
    SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG \
    VI VN VU WF WS XK YE YT ZA ZM ZW";

/// Every currency, by name; the code is the value.
#[must_use]
pub fn currencies() -> Vec<SelectOption> {
    by_name(
        CURRENCIES
            .split_whitespace()
            .filter_map(|code| code.parse().ok())
            .map(currency)
            .collect(),
    )
}

/// One currency.
#[must_use]
pub fn currency(currency: Currency) -> SelectOption {
    let (name, code) = (format::currency_name(currency), currency.code());
    // Where the language has no name for it the code stands alone.
    let label = if name == code { name } else { format!("{name} ({code})") };
    SelectOption::new(code, label)
}

/// Every country, by name; the code is the value.
#[must_use]
pub fn countries() -> Vec<SelectOption> {
    let names = country_names();
    let named = |code| SelectOption::new(code, names.of(code).map_or_else(|| code.to_owned(), String::from));
    by_name(COUNTRIES.split_whitespace().map(named).collect())
}

fn by_name(mut options: Vec<SelectOption>) -> Vec<SelectOption> {
    options.sort_by(|one, other| format::compare(&one.label, &other.label));
    options
}

fn country_names() -> js_sys::Intl::DisplayNames {
    let options = Object::new();
    // Setting a property of an object of our own cannot fail.
    let _ = Reflect::set(&options, &"type".into(), &"region".into());
    let locale = Array::of1(&format::locale().into());
    js_sys::Intl::DisplayNames::new(&locale, &options)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_whole_and_stand_once() {
        for (list, letters) in [(CURRENCIES, 3), (COUNTRIES, 2)] {
            let codes: Vec<&str> = list.split_whitespace().collect();
            assert!(
                codes
                    .iter()
                    .all(|code| code.len() == letters && code.bytes().all(|letter| letter.is_ascii_uppercase()))
            );
            assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
        }
        assert!(CURRENCIES.split_whitespace().all(|code| code.parse::<Currency>().is_ok()));
    }
}
