//! Phone numbers as people read them: in groups (ITU-T E.123).

use super::plans::Plan;

/// Digits at the end of a number that stay together.
const LAST: usize = 4;
/// Digits of the groups before them.
const GROUP: usize = 3;

/// Digits that are read at a glance: what follows an area code is not cut up to here.
const WHOLE: usize = 6;

/// How countries write their numbers where a cut from the end would go through an area code: calling code, first digits
/// (none for all others of the country), and the sizes of the groups. What is left behind them is cut as usual.
#[rustfmt::skip]
const USAGES: [(u16, &str, &[u8]); 21] = [
    (31, "6", &[1]),
    (31, "10 13 15 2 30 33 35 36 38 40 43 45 46 5 7", &[2]),
    (31, "", &[3]),
    (33, "", &[1, 2, 2, 2, 2]),
    (34, "", &[3, 3, 3]),
    (39, "02 06", &[2]),
    (43, "1", &[1]),
    (44, "20 23 24 28 29", &[2]),
    (44, "11 121 131 141 151 161 171 181 191 3 8 9", &[3]),
    (44, "", &[4]),
    (45, "", &[2, 2, 2, 2]),
    (47, "", &[2, 2, 2, 2]),
    (48, "", &[3, 3, 3]),
    (49, "30 40 69 89", &[2]),
    (49, "16 17 201 202 203 208 209 212 214 228 234 335 340 345 355 365 375 385 395 906", &[3]),
    (49, "15", &[4]),
    (61, "4", &[3, 3, 3]),
    (61, "", &[1]),
    (86, "10 2", &[2]),
    (86, "1", &[3]),
    (91, "", &[5, 5]),
];

/// A stored number in groups: `+31 10 555 0142`. The calling code stands apart, then the area code where countries agree on one;
/// the rest is cut from its end, four digits and then threes.
/// A number whose country is not known, and what is no number, stay as they are.
#[must_use]
pub fn grouped_phone(stored: &str) -> String {
    let (number, extension) = stored.split_once(";ext=").unwrap_or((stored, ""));
    let grouped = number.strip_prefix('+').and_then(|digits| {
        let (plan, rest) =
            Plan::of_digits(digits).filter(|(_, rest)| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(format!("+{} {}", plan.code, national(plan.code, rest)))
    });
    let grouped = grouped.unwrap_or_else(|| number.to_owned());
    if extension.is_empty() {
        grouped
    } else {
        // What is typed back in is read as an extension again.
        format!("{grouped} x{extension}")
    }
}

/// A national number as its country writes it.
fn national(code: u16, mut digits: &str) -> String {
    let fits = |prefixes: &str| prefixes.is_empty() || prefixes.split(' ').any(|prefix| digits.starts_with(prefix));
    let usage = USAGES.iter().find(|(of, prefixes, _)| *of == code && fits(prefixes));
    // Hundreds of German towns have three digits that end in a one.
    let town = code == 49 && matches!(digits.as_bytes(), [b'2'..=b'9', b'1'..=b'9', b'1', ..]);
    let sizes = usage.map_or(if town { &[3][..] } else { &[] }, |(_, _, sizes)| sizes);
    let mut grouped = String::with_capacity(digits.len() + 4);
    for size in sizes {
        let Some((group, rest)) = digits.split_at_checked(usize::from(*size)).filter(|(_, rest)| !rest.is_empty()) else {
            break;
        };
        grouped.extend([group, " "]);
        digits = rest;
    }
    if grouped.is_empty() || digits.len() > WHOLE {
        grouped + &groups(digits)
    } else {
        grouped + digits
    }
}

/// Digits in groups. A single digit never stands alone at the front: it joins the group behind it.
fn groups(digits: &str) -> String {
    let mut cuts = Vec::new();
    let mut left = digits.len().saturating_sub(LAST);
    while left > 1 {
        cuts.push(left);
        left = left.saturating_sub(GROUP);
    }
    let mut grouped = String::with_capacity(digits.len() + cuts.len());
    for (at, digit) in digits.char_indices() {
        if cuts.contains(&at) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::super::parse_phone;
    use super::*;

    #[test]
    fn numbers_are_grouped_behind_their_calling_code() {
        for (stored, shown) in [
            ("+31105550142", "+31 10 555 0142"),
            ("+12025550143", "+1 202 555 0143"),
            ("+354555101283", "+354 55 510 1283"),
            ("+3545551283", "+354 555 1283"),
            ("+85221234567", "+852 2123 4567"),
            ("+4915112345678", "+49 1511 234 5678"),
            ("+49301234567;ext=12", "+49 30 123 4567 x12"),
            ("+4930901820", "+49 30 901820"),
            ("+498912345678", "+49 89 1234 5678"),
            ("+492215550143", "+49 221 555 0143"),
            ("+49221901820", "+49 221 901820"),
            ("+491711234567", "+49 171 123 4567"),
            ("+31612345678", "+31 6 1234 5678"),
            ("+31111123456", "+31 111 123456"),
            ("+33123456789", "+33 1 23 45 67 89"),
            ("+34612345678", "+34 612 345 678"),
            ("+442079460958", "+44 20 7946 0958"),
            ("+441214960123", "+44 121 496 0123"),
            ("+447911123456", "+44 7911 123456"),
            ("+4532123456", "+45 32 12 34 56"),
            ("+390212345678", "+39 02 1234 5678"),
            ("+393331234567", "+39 333 123 4567"),
            ("+61291234567", "+61 2 9123 4567"),
            ("+8613800138000", "+86 138 0013 8000"),
            ("+919876543210", "+91 98765 43210"),
            ("+33", "+33"),
            ("030123456", "030123456"),
            ("", ""),
            ("+", "+"),
            ("no number", "no number"),
        ] {
            assert_eq!(grouped_phone(stored), shown, "{stored}");
        }
    }

    #[test]
    fn what_is_shown_is_read_back_as_what_is_stored() {
        for stored in [
            "+31105550142",
            "+49301234567;ext=12",
            "+12025550143",
            "0301234567",
            "+8613800138000",
        ] {
            assert_eq!(parse_phone(&grouped_phone(stored), ""), Ok(stored.to_owned()));
        }
    }
}
