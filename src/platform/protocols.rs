//! Addresses of other kinds (`mailto:`, `tel:`, `web+kith:`) opened with Kith, once the person has agreed to each.
//!
//! Browsers ask before they hand over a kind, and only after a click. What arrives is an address from anywhere: it is read
//! strictly, and all it can do is look a record up or fill in a form.

use wasm_bindgen::JsValue;

use super::untyped::{call, get};
use crate::reactive::prelude::*;

/// Kinds of addresses that Kith can open.
pub const KINDS: [&str; 3] = ["mailto", "tel", "web+kith"];

/// Longest address that is looked at, in bytes.
const LONGEST: usize = 2_000;

/// What an address asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// Somebody by e-mail address.
    Mail(String),
    /// Somebody by phone number.
    Phone(String),
    /// A place of the app, as a path.
    Place(String),
}

/// Whether this browser lets sites open addresses of other kinds.
#[must_use]
pub fn is_known() -> bool {
    get(&window().navigator(), "registerProtocolHandler").is_some()
}

/// Asks the browser to open addresses of a kind with Kith. `address` holds `%s` where the address goes. To be called from
/// a click. Returns false when the browser refuses outright; whether the person agrees it tells nobody.
pub fn register(kind: &str, address: &str) -> bool {
    let arguments = [JsValue::from(kind), JsValue::from(address)];
    call(&window().navigator(), "registerProtocolHandler", &arguments).is_some()
}

/// Reads an address that was handed over; none when it is not exactly what it claims to be.
#[must_use]
pub fn read(address: &str) -> Option<Asked> {
    if address.len() > LONGEST || address.chars().any(char::is_control) {
        return None;
    }
    let (kind, rest) = address.split_once(':')?;
    match kind.to_ascii_lowercase().as_str() {
        "mailto" => mail(rest).map(Asked::Mail),
        "tel" => phone(rest).map(Asked::Phone),
        "web+kith" => {
            let path = rest.trim_start_matches('/');
            let plain = path
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '/'));
            (plain && !path.is_empty()).then(|| Asked::Place(path.to_owned()))
        }
        _ => None,
    }
}

/// The one recipient of a `mailto:` address (RFC 6068); subject, body and further recipients are left out.
fn mail(rest: &str) -> Option<String> {
    let to = rest.split(['?', ',']).next()?;
    let to = decoded(to)?;
    let (local, domain) = to.rsplit_once('@')?;
    let plain = |letter: char| !letter.is_whitespace() && !matches!(letter, '<' | '>' | '"' | ',' | ';' | '\\' | '(' | ')');
    let whole = !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.');
    (whole && to.len() <= 254 && to.chars().all(plain)).then_some(to)
}

/// The number of a `tel:` address (RFC 3966) without its parameters.
fn phone(rest: &str) -> Option<String> {
    let number = decoded(rest.split(';').next()?)?;
    let number = number.trim();
    let plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | '(' | ')' | ' ' | '/');
    let digits = number.chars().filter(char::is_ascii_digit).count();
    (number.chars().all(plain) && (3..=20).contains(&digits)).then(|| number.to_owned())
}

/// Percent-encoding undone; none when it is broken or hides something that nobody can see.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_strictly() {
        let check = |address: &str, expected: Option<Asked>| assert_eq!(read(address), expected, "{address}");
        check("mailto:ada@example.org", Some(Asked::Mail("ada@example.org".into())));
        check(
            "MAILTO:ada%2Bcrm@example.org?subject=Hi&bcc=x@y.z",
            Some(Asked::Mail("ada+crm@example.org".into())),
        );
        check(
            "mailto:ada@example.org,eve@example.org",
            Some(Asked::Mail("ada@example.org".into())),
        );
        check("tel:+49-30-901820;ext=7", Some(Asked::Phone("+49-30-901820".into())));
        check("tel:(030)%20901820", Some(Asked::Phone("(030) 901820".into())));
        check(
            "web+kith://contact/0190f7c2-1111-7000-8000-000000000001",
            Some(Asked::Place("contact/0190f7c2-1111-7000-8000-000000000001".into())),
        );
        for refused in [
            "",
            "mailto:",
            "mailto:ada",
            "mailto:%0d%0abcc:eve@example.org",
            "mailto:\"<b>\"@example.org",
            "mailto:a%zz@example.org",
            "mailto:a@b%",
            "tel:call-me",
            "tel:12",
            "javascript:alert(1)",
            "https://example.org/",
            "web+kith:contact?filter=x",
            "web+kith://../../etc",
            "web+kith:%2e%2e",
        ] {
            check(refused, None);
        }
        check(&format!("mailto:{}@example.org", "a".repeat(3_000)), None);
    }
}
