//! Phone numbers as people read them: in groups (ITU-T E.123).

use super::plans::Plan;

/// Digits at the end of a number that stay together.
const LAST: usize = 4;
/// Digits of the groups before them.
const GROUP: usize = 3;

/// A stored number in groups: `+31 10 555 0142`. The calling code stands apart and the rest is cut from its end, four digits and
/// then threes, because where an area code ends differs from country to country and often within one.
/// A number whose country is not known, and what is no number, stay as they are.
#[must_use]
pub fn grouped_phone(stored: &str) -> String {
    let (number, extension) = stored.split_once(";ext=").unwrap_or((stored, ""));
    let grouped = number.strip_prefix('+').and_then(|digits| {
        let (plan, rest) = Plan::of_digits(digits).filter(|(_, rest)| rest.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(format!("+{} {}", plan.code, groups(rest)))
    });
    let grouped = grouped.unwrap_or_else(|| number.to_owned());
    if extension.is_empty() {
        grouped
    } else {
        // What is typed back in is read as an extension again.
        format!("{grouped} x{extension}")
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
