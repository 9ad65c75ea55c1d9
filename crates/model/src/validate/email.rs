//! E-mail addresses: what browsers take for one (HTML Living Standard, "valid e-mail address"), opened for other scripts and closed for typing slips.
//!
//! Beside that rule, letters of every script may stand on both sides of the @ sign (RFC 6531), the domain needs a dot,
//! and dots in the local part neither begin, end nor follow one another (RFC 5321).
//! The local part is kept as written, because case can matter there; the domain is in lower case.

use super::text::is_invisible;
use super::{EmailCure, FieldError};

/// Most bytes of an address (RFC 5321, 4.5.3.1.3, less the angle brackets).
const MAX_ADDRESS: usize = 254;
/// Most bytes of a label of a domain name (RFC 1035, 2.3.4).
const MAX_LABEL: usize = 63;

/// One address, bare or as mail programs write it: `Noor <noor@example.org>`, `noor@example.org (Noor)`, `mailto:noor@example.org`.
///
/// # Errors
/// [`FieldError::NotAnEmail`] with the cure.
pub fn parse_email(text: &str) -> Result<String, FieldError> {
    address(bare(text.trim_matches(' '))).map_err(|cure| FieldError::NotAnEmail { cure })
}

/// The address without the name beside it.
fn bare(text: &str) -> &str {
    let text = text.trim_end_matches([',', ';', ' ']);
    if let Some((name, address)) = text.strip_suffix('>').and_then(|text| text.split_once('<'))
        && !address.contains(['<', '>'])
        && !name.contains('>')
    {
        return address.trim_matches(' ');
    }
    if let Some((address, comment)) = text.strip_suffix(')').and_then(|text| text.split_once(" ("))
        && !comment.contains(['(', ')', '@'])
    {
        return address.trim_end_matches(' ');
    }
    match text.split_at_checked(7) {
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto:") => address.split('?').next().unwrap_or(address),
        _ => text,
    }
}

fn address(text: &str) -> Result<String, EmailCure> {
    let (local, domain) = text.split_once(['@', '＠']).ok_or(EmailCure::AddAt)?;
    if domain.contains(['@', '＠']) {
        return Err(EmailCure::OneAt);
    }
    if local.is_empty() {
        return Err(EmailCure::AddLocal);
    }
    let domain = if domain.is_ascii() {
        domain.to_ascii_lowercase()
    } else {
        domain.to_lowercase().replace(['。', '．', '｡'], ".")
    };
    if domain.is_empty() || domain.ends_with('.') || !domain.contains('.') {
        return Err(EmailCure::AddDomain);
    }
    let is_local = local.chars().all(is_local_char) && local.split('.').all(|atom| !atom.is_empty());
    let is_domain = domain.split('.').all(is_label);
    if !is_local || !is_domain {
        return Err(EmailCure::RemoveCharacter);
    }
    let is_long = local.len() + 1 + domain.len() > MAX_ADDRESS || domain.split('.').any(|label| label.len() > MAX_LABEL);
    if is_long {
        Err(EmailCure::Shorten)
    } else {
        Ok(format!("{local}@{domain}"))
    }
}

fn is_local_char(char: char) -> bool {
    match char {
        'a'..='z'
        | 'A'..='Z'
        | '0'..='9'
        | '.'
        | '!'
        | '#'
        | '$'
        | '%'
        | '&'
        | '\''
        | '*'
        | '+'
        | '/'
        | '='
        | '?'
        | '^'
        | '_'
        | '`'
        | '{'
        | '|'
        | '}'
        | '~'
        | '-' => true,
        _ => is_foreign_letter(char),
    }
}

fn is_label(label: &str) -> bool {
    let is_inner = |char: char| char.is_ascii_alphanumeric() || char == '-' || is_foreign_letter(char);
    !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_inner)
}

/// Letters, marks and pictures of other scripts, and no punctuation, blanks or signs.
fn is_foreign_letter(char: char) -> bool {
    let is_sign = matches!(char, '\u{80}'..='\u{a9}' | '\u{ab}'..='\u{b6}' | '\u{b8}' | '\u{b9}' | '\u{bb}'..='\u{bf}' | '×' | '÷')
        || matches!(char, '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{ff00}'..='\u{ff20}' | '\u{fff0}'..='\u{ffff}');
    !char.is_ascii() && !is_sign && !char.is_whitespace() && !char.is_control() && !is_invisible(char)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_are_found_in_the_forms_people_paste() {
        for (text, address) in [
            ("noor@example.org", "noor@example.org"),
            ("Noor.Berg@EXAMPLE.Org", "Noor.Berg@example.org"),
            ("noor+tag@sub.example.co.uk", "noor+tag@sub.example.co.uk"),
            ("Noor <noor@x.nl>", "noor@x.nl"),
            ("\"Berg, Noor\" <noor@x.nl>", "noor@x.nl"),
            ("noor@old.nl <noor@x.nl>", "noor@x.nl"),
            ("<noor@x.nl>,", "noor@x.nl"),
            ("noor@x.nl (Noor van den Berg)", "noor@x.nl"),
            ("MAILTO:noor@x.nl?subject=Hi", "noor@x.nl"),
            ("noor@x.nl;", "noor@x.nl"),
            ("noor＠x。nl", "noor@x.nl"),
            ("o'brien@x.ie", "o'brien@x.ie"),
            ("用户@例子.公司", "用户@例子.公司"),
            ("kontakt@MÜLLER.de", "kontakt@müller.de"),
            ("संपर्क@डाटामेल.भारत", "संपर्क@डाटामेल.भारत"),
            ("i@❤.ws", "i@❤.ws"),
            ("test@xn--hxajbheg2az3al.xn--jxalpdlp", "test@xn--hxajbheg2az3al.xn--jxalpdlp"),
            ("a@b.c", "a@b.c"),
        ] {
            assert_eq!(parse_email(text), Ok(address.to_owned()), "{text}");
        }
    }

    #[test]
    fn every_fault_has_its_cure() {
        use EmailCure::{AddAt, AddDomain, AddLocal, OneAt, RemoveCharacter, Shorten};
        for (text, cure) in [
            ("", AddAt),
            ("noor", AddAt),
            ("noor.example.org", AddAt),
            ("Noor <noor>", AddAt),
            ("a@x.nl, b@x.nl", OneAt),
            ("a@x.nl;b@x.nl", OneAt),
            ("a@@x.nl", OneAt),
            ("A <a@x.nl> B <b@x.nl>", OneAt),
            ("@example.org", AddLocal),
            ("noor@", AddDomain),
            ("noor@localhost", AddDomain),
            ("noor@example.", AddDomain),
            ("noor@example.org.", AddDomain),
            ("noor berg@example.org", RemoveCharacter),
            ("noor@exam ple.org", RemoveCharacter),
            ("noor@example..org", RemoveCharacter),
            ("noor@.org", RemoveCharacter),
            ("noor..berg@example.org", RemoveCharacter),
            (".noor@example.org", RemoveCharacter),
            ("noor.@example.org", RemoveCharacter),
            ("noor@-example.org", RemoveCharacter),
            ("noor@example-.org", RemoveCharacter),
            ("noor@exa_mple.org", RemoveCharacter),
            ("noor@[127.0.0.1]", RemoveCharacter),
            ("\"noor berg\"@example.org", RemoveCharacter),
            ("noor“@example.org", RemoveCharacter),
            ("noor@example.org\n", RemoveCharacter),
            ("no\0or@example.org", RemoveCharacter),
            ("no\u{202e}or@example.org", RemoveCharacter),
            ("javascript:alert(1)@x.nl", RemoveCharacter),
        ] {
            assert_eq!(parse_email(text), Err(FieldError::NotAnEmail { cure }), "{text:?}");
        }
        let shorten = Err(FieldError::NotAnEmail { cure: Shorten });
        assert_eq!(parse_email(&format!("{}@example.org", "a".repeat(300))), shorten);
        assert_eq!(parse_email(&format!("a@{}.org", "b".repeat(64))), shorten);
        assert_eq!(parse_email(&format!("a@{}org", "b.".repeat(130))), shorten);
        assert!(parse_email(&format!("{}@example.org", "a".repeat(242))).is_ok());
    }

    /// Addresses and categories of the isEmail suite, its control pictures turned into control characters.
    fn is_email_suite(file: &str) -> Option<Vec<(String, String)>> {
        let path = PathBuf::from(std::env::var_os("KITH_DATA")?).join("isemail").join(file);
        let xml = std::fs::read_to_string(path).unwrap();
        let element = |test: &str, name: &str| {
            let content = test
                .split_once(&format!("<{name}>"))
                .and_then(|(_, rest)| rest.split_once(&format!("</{name}>")))
                .map_or("", |(content, _)| content);
            let content = (0..32_u32).fold(content.to_owned(), |text, code| {
                let char = char::from_u32(code).unwrap().to_string();
                text.replace(&format!("&#x{:x};", 0x2400 + code), &char)
                    .replace(&format!("&#x{:X};", 0x2400 + code), &char)
            });
            content
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
        };
        Some(
            xml.split("<test ")
                .skip(1)
                .map(|test| (element(test, "address"), element(test, "category")))
                .collect(),
        )
    }

    #[test]
    fn the_is_email_suite_is_judged_as_its_categories_say() {
        for (file, tests) in [("tests.xml", 164), ("tests-original.xml", 279)] {
            let Some(suite) = is_email_suite(file) else { return };
            assert_eq!(suite.len(), tests);
            for (address, category) in suite {
                let has_dot = address.rsplit_once('@').is_some_and(|(_, domain)| domain.contains('.'));
                match category.as_str() {
                    "ISEMAIL_ERR" => assert!(parse_email(&address).is_err(), "{address:?}"),
                    "ISEMAIL_VALID_CATEGORY" | "ISEMAIL_DNSWARN" if has_dot => assert!(parse_email(&address).is_ok(), "{address:?}"),
                    _ => {}
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_canonical_form_stands(text in "\\PC*|[a-zA-ZİΣß.]{1,8}@[a-zA-ZİΣß.-]{1,8}(>|\\)|;)?|.{0,4}<?[a-z]@[a-z]\\.[a-zÉ。]>?") {
            if let Ok(address) = parse_email(&text) {
                prop_assert_eq!(parse_email(&address), Ok(address));
            }
        }
    }
}
