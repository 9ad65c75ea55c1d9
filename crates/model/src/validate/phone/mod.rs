//! Phone numbers in international form (ITU-T E.164) where the country is known, and as cleaned digits where it is not.
//!
//! This reads numbers; it does not judge whether somebody answers. A number whose country or length leaves a doubt keeps the digits that were written:
//! a wrong country code is worse than none. An extension stays behind the number as RFC 3966 writes it: `+49301234567;ext=12`.

mod grouped;
mod plans;

pub use self::grouped::grouped_phone;
use self::plans::Plan;
use super::text::decimal_digit;
use super::{FieldError, fold};

/// Fewest digits of a number, with or without its country.
const MIN_DIGITS: usize = 7;
/// Most digits of an international number (E.164, 6.1).
const MAX_DIGITS: usize = 15;
/// Most digits of an extension.
const MAX_EXTENSION: usize = 10;
/// What stands before an extension, folded, without blanks and dots.
#[rustfmt::skip]
const EXTENSION_MARKS: &[&str] = &[
    ";ext=", "ext", "extn", "extension", "x", "#", "durchwahl", "dw", "apparat", "poste", "int", "interno", "anexo", "toestel", "tst", "доб", "内线", "内線",
];

/// A phone number. `country` is the ISO 3166 country of numbers that do not say theirs, or empty.
///
/// # Errors
/// [`FieldError::NotAPhone`] for letters and other signs, and for fewer than 7 or more than 15 digits.
pub fn parse_phone(text: &str, country: &str) -> Result<String, FieldError> {
    parse(text, country).ok_or(FieldError::NotAPhone)
}

/// The calling code of an ISO 3166 country, such as 49 of `DE`.
#[must_use]
pub fn calling_code(country: &str) -> Option<u16> {
    Plan::of_country(&country.to_ascii_uppercase()).map(|plan| plan.code)
}

/// The digits alone, of whatever script, as search compares fragments of numbers.
#[must_use]
pub fn phone_digits(text: &str) -> String {
    text.chars().filter_map(decimal_digit).map(|digit| (b'0' + digit) as char).collect()
}

fn parse(text: &str, country: &str) -> Option<String> {
    let text = text.trim_matches(|char: char| char.is_whitespace() || char == '\'');
    let text = match text.split_at_checked(4) {
        Some((scheme, number)) if scheme.eq_ignore_ascii_case("tel:") => number,
        _ => text,
    };
    let (number, extension) = split_extension(without_float(text))?;
    let Dialled {
        digits,
        has_plus,
        zero_in_brackets,
    } = Dialled::read(number)?;
    let mut phone = if has_plus {
        international(&digits, zero_in_brackets)
    } else {
        let plan = Plan::of_country(&country.to_ascii_uppercase());
        with_prefix(&digits, plan, zero_in_brackets)
            .or_else(|| plan.and_then(|plan| national(&digits, plan)))
            .unwrap_or(digits)
    };
    let len = phone.len() - usize::from(phone.starts_with('+'));
    if !(MIN_DIGITS..=MAX_DIGITS).contains(&len) {
        return None;
    }
    if let Some(extension) = extension {
        phone.push_str(";ext=");
        phone.push_str(&extension);
    }
    Some(phone)
}

/// Spreadsheets and data frames write long numbers as floats: `491701234567.0`.
fn without_float(text: &str) -> &str {
    match text.strip_suffix(".0") {
        Some(digits) if digits.len() >= MIN_DIGITS && digits.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit()) => digits,
        _ => text,
    }
}

/// The number and its extension; `None` if something else stands behind the number.
fn split_extension(text: &str) -> Option<(&str, Option<String>)> {
    let Some(at) = text.find(|char: char| char.is_alphabetic() || matches!(char, '#' | ';')) else {
        return Some((text, None));
    };
    let (number, rest) = text.split_at(at);
    let digits_at = rest.find(|char| decimal_digit(char).is_some())?;
    let (mark, digits) = rest.split_at(digits_at);
    let mark = fold(mark).replace([' ', '.', ':'], "");
    let extension = digits
        .chars()
        .map(|char| decimal_digit(char).map(|digit| (b'0' + digit) as char))
        .collect::<Option<String>>()?;
    (EXTENSION_MARKS.contains(&mark.as_str()) && extension.len() <= MAX_EXTENSION).then_some((number, Some(extension)))
}

/// What was written, without its separators.
struct Dialled {
    digits: String,
    has_plus: bool,
    /// Where `(0)` stands among the digits: the zero that is dialled inside the country only.
    zero_in_brackets: Option<usize>,
}

impl Dialled {
    fn read(text: &str) -> Option<Self> {
        let mut dialled = Self {
            digits: String::with_capacity(text.len()),
            has_plus: false,
            zero_in_brackets: None,
        };
        for char in text.chars() {
            match char {
                '+' | '＋' if dialled.digits.is_empty() && !dialled.has_plus => dialled.has_plus = true,
                '(' | ')' | '[' | ']' | '-' | '.' | '/' | '·' | '‐'..='―' | '−' | '（' | '）' | '－' => {}
                _ if char.is_whitespace() => {}
                _ => dialled.digits.push((b'0' + decimal_digit(char)?) as char),
            }
        }
        if let Some((before, _)) = text.split_once("(0)") {
            dialled.zero_in_brackets = Some(phone_digits(before).len());
        }
        // A zero after the plus is a slip: `+0049` means `+49`, and `+030` has no country.
        if dialled.has_plus && dialled.digits.starts_with('0') {
            dialled.has_plus = false;
        }
        Some(dialled)
    }
}

/// International form of digits that begin with a calling code.
fn international(digits: &str, zero_in_brackets: Option<usize>) -> String {
    let Some((plan, rest)) = Plan::of_digits(digits) else {
        // A code that is not assigned yet: shape over table.
        return format!("+{digits}");
    };
    let rest = if plan.has_zero_trunk() {
        rest.trim_start_matches('0')
    } else if zero_in_brackets == Some(digits.len() - rest.len()) && !plan.zero_belongs() {
        rest.strip_prefix('0').unwrap_or(rest)
    } else {
        rest
    };
    format!("+{}{rest}", plan.code)
}

/// International form of digits that begin with what is dialled to reach other countries, `00` in most.
fn with_prefix(digits: &str, plan: Option<&Plan>, zero_in_brackets: Option<usize>) -> Option<String> {
    let own = match plan.map(|plan| plan.code) {
        Some(1) => "011",
        Some(7 | 375 | 992 | 993) => "810",
        Some(61) => "0011",
        Some(81) => "010",
        _ => "00",
    };
    let prefix = [own, "00"].into_iter().find(|prefix| digits.starts_with(prefix))?;
    let behind = &digits[prefix.len()..];
    let (plan, rest) = Plan::of_digits(behind)?;
    // Without a plus a doubtful number is left as it was written.
    let is_usual = rest.len() >= usize::from(plan.shortest) && behind.len() <= MAX_DIGITS;
    is_usual.then(|| international(behind, zero_in_brackets.and_then(|at| at.checked_sub(prefix.len()))))
}

/// International form of a national number; `None` if its length fits no reading.
fn national(digits: &str, plan: &Plan) -> Option<String> {
    let code = plan.code.to_string();
    let (shortest, longest) = (usize::from(plan.shortest), usize::from(plan.longest));
    let greatest = if plan.is_open() { MAX_DIGITS - code.len() } else { longest };
    let fits = |number: &str| (shortest..=greatest).contains(&number.len()) && (!number.starts_with('0') || plan.zero_belongs());
    let e164 = |number: &str| Some(format!("+{code}{number}"));
    for trunk in plan.trunks() {
        // A zero in front is always the trunk prefix; other digits may begin a number too.
        if let Some(number) = digits.strip_prefix(trunk).filter(|number| fits(number))
            && (trunk == "0" || digits.len() > longest)
        {
            return e164(number);
        }
    }
    // The plus often gets lost in spreadsheets.
    let is_long = digits.len() > longest || (plan.is_open() && digits.len() > 10);
    if is_long && let Some(number) = digits.strip_prefix(code.as_str()).filter(|number| fits(number)) {
        return e164(number);
    }
    if fits(digits) { e164(digits) } else { None }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_become_international_where_the_country_is_known() {
        for (text, country, phone) in [
            ("+49 30 1234567", "", "+49301234567"),
            ("+49 (0)30 123-45 67", "", "+49301234567"),
            ("(+49) 030/1234567", "US", "+49301234567"),
            ("0049 30 1234567", "", "+49301234567"),
            ("+0049 30 1234567", "", "+49301234567"),
            ("030 1234567", "DE", "+49301234567"),
            ("030 1234567", "de", "+49301234567"),
            ("30 1234567", "DE", "+49301234567"),
            ("4917012345678", "DE", "+4917012345678"),
            ("491701234567.0", "DE", "+491701234567"),
            ("tel:+49-30-1234567", "", "+49301234567"),
            ("'+49301234567", "", "+49301234567"),
            ("(415) 555-2671", "US", "+14155552671"),
            ("1-415-555-2671", "US", "+14155552671"),
            ("011 44 20 7946 0018", "US", "+442079460018"),
            ("001-304-624-8611x5523", "", "+13046248611;ext=5523"),
            ("06 28 12 34 56", "FR", "+33628123456"),
            ("33628123456", "FR", "+33628123456"),
            ("020 7946 0018", "GB", "+442079460018"),
            ("+44 (0)20 7946 0018", "", "+442079460018"),
            ("06 1234567", "IT", "+39061234567"),
            ("+39 (06) 1234567", "", "+39061234567"),
            ("+39 (0)6 1234567", "", "+39061234567"),
            ("393331234567", "IT", "+393331234567"),
            ("391 234 5678", "IT", "+393912345678"),
            ("+45 (0)12 34 56 78", "", "+4512345678"),
            ("8 (916) 123-45-67", "RU", "+79161234567"),
            ("79161234567", "RU", "+79161234567"),
            ("8 10 49 30 1234567", "RU", "+49301234567"),
            ("06 20 123 4567", "HU", "+36201234567"),
            ("8 029 491-19-11", "BY", "+375294911911"),
            ("861234567", "LT", "+37061234567"),
            ("0812-3456-7890", "ID", "+6281234567890"),
            ("628123456789", "ID", "+628123456789"),
            ("０３－１２３４－５６７８", "JP", "+81312345678"),
            ("٠٥٠ ١٢٣ ٤٥٦٧", "AE", "+971501234567"),
            ("0011 49 30 1234567", "AU", "+49301234567"),
            ("+999 1234567", "", "+9991234567"),
            ("+1 800 555 0199 ext. 12", "", "+18005550199;ext=12"),
            ("030 1234567 Durchwahl 12", "DE", "+49301234567;ext=12"),
            ("030 1234567 доб. 007", "DE", "+49301234567;ext=007"),
            ("\u{202f}+33\u{a0}6 28 12 34 56", "", "+33628123456"),
        ] {
            assert_eq!(parse_phone(text, country), Ok(phone.to_owned()), "{text} in {country}");
        }
    }

    #[test]
    fn doubtful_numbers_keep_their_digits() {
        for (text, country, phone) in [
            ("030 1234567", "", "0301234567"),
            ("(415) 555-2671", "", "4155552671"),
            ("555-2671", "US", "5552671"),
            ("0000000", "AU", "0000000"),
            ("0123", "DE", ""),
            ("123 456 789 012", "US", "123456789012"),
            ("030 1234567", "ZZ", "0301234567"),
            ("(00)/088-3873", "DE", "000883873"),
            ("00 999 1234567", "", "009991234567"),
            ("+030 1234567", "", "0301234567"),
            ("0301234567 x 12", "", "0301234567;ext=12"),
        ] {
            assert_eq!(parse_phone(text, country).unwrap_or_default(), phone, "{text} in {country}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "+",
            "112",
            "1234",
            "+49 1",
            "1234567890123456",
            "+1234567890123456",
            "1-800-FLOWERS",
            "call me",
            "030 1234567 / 0170 1234567",
            "*31#1234567",
            "030,1234567",
            "4.91701E+11",
            "+49+30 1234567",
            "49+301234567",
            "1234567 ext",
            "1234567 ext 12345678901",
            "1234567 fax 12",
            "1234567;1234567",
            "noor@x.nl",
            "<b>1234567</b>",
            "=1234567",
            "²³⁴⁵⁶⁷⁸⁹",
            "1234567x12x13",
        ] {
            assert_eq!(parse_phone(text, "DE"), Err(FieldError::NotAPhone), "{text}");
        }
        assert_eq!(parse_phone("123456", ""), Err(FieldError::NotAPhone));
    }

    #[test]
    fn calling_codes_are_those_of_the_itu() {
        for (country, code) in [
            ("DE", 49),
            ("us", 1),
            ("CA", 1),
            ("KZ", 7),
            ("XK", 383),
            ("VA", 39),
            ("TA", 290),
            ("GB", 44),
            ("NL", 31),
            ("JP", 81),
        ] {
            assert_eq!(calling_code(country), Some(code), "{country}");
        }
        assert_eq!(["", "ZZ", "D", "DEU", "Ñ", "  "].map(calling_code), [None; 6]);
    }

    #[test]
    fn digits_are_those_of_all_scripts() {
        assert_eq!(phone_digits("+49 (0)30-١٢٣x4"), "490301234");
        assert_eq!(phone_digits("no digits"), "");
    }

    #[test]
    fn every_example_of_its_region_is_taken_as_its_own() {
        let Some(data) = std::env::var_os("KITH_DATA") else { return };
        let json = std::fs::read_to_string(PathBuf::from(data).join("phone_examples_libphonenumber/examples.mobile.json")).unwrap();
        let words = json.split('"').skip(1).step_by(2).collect::<Vec<_>>();
        let examples = words.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>();
        assert_eq!(examples.len(), 245);
        for (country, number) in examples {
            let e164 = format!("+{}{number}", calling_code(country).unwrap());
            assert_eq!(parse_phone(number, country), Ok(e164.clone()), "{country}");
            assert_eq!(parse_phone(&e164, ""), Ok(e164.clone()), "{country}");
            // Their own code can begin a national number of that length too.
            if !["MM", "TK"].contains(&country) {
                assert_eq!(parse_phone(&e164[1..], country), Ok(e164.clone()), "{country} without its plus");
            }
            assert_eq!(parse_phone(&format!("00{}", &e164[1..]), ""), Ok(e164), "{country} with 00");
        }
    }

    proptest! {
        #[test]
        fn the_canonical_form_stands(text in "\\PC*|[+]?[0-9 ()/.-]{5,20}( ?(x|ext\\.|#) ?[0-9]{1,4})?|(00|0|\\+|\\+0|8|011)?[0-9]{5,16}|\\+[0-9]{1,3} ?\\(0\\)[0-9]{4,12}",
            country in "|DE|US|IT|RU|HU|BY|GB|FR|CI|CN|ID|AU|DK|MX|LT") {
            if let Ok(phone) = parse_phone(&text, &country) {
                prop_assert_eq!(parse_phone(&phone, &country), Ok(phone.clone()));
                prop_assert_eq!(parse_phone(&phone, ""), Ok(phone));
            }
        }
    }
}
