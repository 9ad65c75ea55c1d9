//! Web addresses that are safe to put into a link: `http`, `https`, `mailto` and `tel`, and nothing that a browser would run.
//!
//! The host is in lower case, a missing scheme is `https`, everything behind the host stays as written.
//! Addresses with a user name before the host are refused, because they show one host and open another.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::text::is_invisible;
use super::{FieldError, parse_email, parse_phone};

/// Most bytes of a host name (RFC 1035, 2.3.4).
const MAX_HOST: usize = 253;
/// Most bytes of one label of it.
const MAX_LABEL: usize = 63;
/// Most bytes of an address; longer ones are cut by mail programs and servers.
const MAX_URL: usize = 8 * 1024;

/// A web address. What has no scheme is taken for a host if it looks like one.
///
/// # Errors
/// [`FieldError::NotAUrl`], also for schemes that can run code; [`FieldError::TooLong`] beyond 8 KiB.
pub fn parse_url(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    if text.len() > MAX_URL {
        return Err(FieldError::TooLong {
            max: MAX_URL,
            found: text.len(),
        });
    }
    if text.chars().any(is_refused) {
        return Err(FieldError::NotAUrl);
    }
    let url = match split_scheme(text) {
        Some(("https" | "http", rest)) if !rest.starts_with("//") => None,
        Some((scheme @ ("https" | "http"), rest)) => web(scheme, &rest[2..], true),
        Some(("mailto", rest)) => mail(rest),
        Some(("tel", rest)) => parse_phone(rest, "").ok().map(|phone| format!("tel:{phone}")),
        Some(_) => None,
        None => web("https", text.strip_prefix("//").unwrap_or(text), false),
    };
    url.ok_or(FieldError::NotAUrl)
}

/// Characters that are never part of an address as it is written, and that hide what an address is.
fn is_refused(char: char) -> bool {
    char.is_whitespace() || char.is_control() || is_invisible(char) || matches!(char, '<' | '>' | '"' | '\\' | '`')
}

/// The scheme in lower case and what follows its colon; `None` for `example.org:8080` and everything without a colon.
fn split_scheme(text: &str) -> Option<(&'static str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    let is_port = scheme.contains('.') && rest.starts_with(|char: char| char.is_ascii_digit());
    if !is_scheme || is_port {
        // A colon in the path, or in front of a port.
        return if scheme.contains(['.', '/', '[']) { None } else { Some(("", rest)) };
    }
    let known = ["https", "http", "mailto", "tel"]
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(scheme));
    Some((known.unwrap_or_default(), rest))
}

fn web(scheme: &str, text: &str, has_scheme: bool) -> Option<String> {
    let end = text.find(['/', '?', '#']).unwrap_or(text.len());
    let (authority, path) = text.split_at(end);
    if authority.contains('@') {
        return None;
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host = canonical_host(host)?;
    if !has_scheme && !looks_like_host(&host) {
        return None;
    }
    match port {
        None => Some(format!("{scheme}://{host}{path}")),
        Some(port) => {
            let is_port = (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit());
            let number = port.parse::<u16>().ok().filter(|_| is_port)?;
            Some(format!("{scheme}://{host}:{number}{path}"))
        }
    }
}

/// The host in lower case: a name, or an IP address as the standard libraries write it.
fn canonical_host(host: &str) -> Option<String> {
    if let Some(address) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return address.parse::<Ipv6Addr>().ok().map(|address| format!("[{address}]"));
    }
    let host = host.to_lowercase().replace(['。', '．', '｡'], ".");
    let host = host.strip_suffix('.').unwrap_or(&host);
    let last = host.rsplit('.').next()?;
    let is_hexadecimal = last
        .strip_prefix("0x")
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_hexadecimal || last.bytes().all(|byte| byte.is_ascii_digit()) {
        // Browsers read a name that ends in a number as an IPv4 address, in more ways than people do.
        return host.parse::<Ipv4Addr>().ok().map(|address| address.to_string());
    }
    let is_letter = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_') || (!char.is_ascii() && is_host_letter(char));
    let is_label = |label: &str| {
        !label.is_empty() && label.len() <= MAX_LABEL && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_letter)
    };
    (host.len() <= MAX_HOST && host.split('.').all(is_label)).then(|| host.to_owned())
}

/// Letters and pictures of other scripts, without the punctuation and full-width signs that browsers turn into ASCII.
fn is_host_letter(char: char) -> bool {
    !matches!(char, '\u{80}'..='\u{b6}' | '\u{b8}'..='\u{bf}' | '×' | '÷' | '\u{2000}'..='\u{200b}' | '\u{200e}'..='\u{206f}' | '\u{2100}'..='\u{218f}'
        | '\u{2460}'..='\u{24ff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{fe00}'..='\u{fe6f}' | '\u{ff00}'..='\u{ffff}')
}

/// Whether a text without scheme is meant as a host: it has a dot and ends in letters, or is an IP address.
fn looks_like_host(host: &str) -> bool {
    if host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok() {
        return true;
    }
    host.rsplit_once('.')
        .is_some_and(|(_, last)| last.chars().count() >= 2 && (last.starts_with("xn--") || last.chars().all(char::is_alphabetic)))
}

fn mail(rest: &str) -> Option<String> {
    let (address, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
    parse_email(address).ok().map(|address| format!("mailto:{address}{query}"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn web_addresses_are_kept_with_their_host_in_lower_case() {
        for (text, url) in [
            ("https://example.org", "https://example.org"),
            ("HTTP://Example.ORG/Path?Q=A#F", "http://example.org/Path?Q=A#F"),
            ("example.org", "https://example.org"),
            ("www.Example.org/a:b@c", "https://www.example.org/a:b@c"),
            ("//example.org/x", "https://example.org/x"),
            ("example.org:8080/x", "https://example.org:8080/x"),
            ("https://example.org:08443", "https://example.org:8443"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://intranet/wiki", "https://intranet/wiki"),
            ("https://127.0.0.1/", "https://127.0.0.1/"),
            ("127.0.0.1:8080", "https://127.0.0.1:8080"),
            ("https://[2001:DB8::1]:8080/", "https://[2001:db8::1]:8080/"),
            ("müller.de", "https://müller.de"),
            ("https://例子。公司/路径", "https://例子.公司/路径"),
            ("https://❤.ws", "https://❤.ws"),
            ("example.xn--p1ai", "https://example.xn--p1ai"),
            ("https://example.org./x", "https://example.org/x"),
            (
                "https://web.archive.org/web/2020/https://example.org",
                "https://web.archive.org/web/2020/https://example.org",
            ),
            ("example.org/?next=http://x.org", "https://example.org/?next=http://x.org"),
            ("linkedin.com/in/noor-berg", "https://linkedin.com/in/noor-berg"),
            ("mailto:Noor@EXAMPLE.org?subject=Hi", "mailto:Noor@example.org?subject=Hi"),
            ("TEL:+49-30-1234567", "tel:+49301234567"),
            ("  https://example.org \n", "https://example.org"),
        ] {
            assert_eq!(parse_url(text), Ok(url.to_owned()), "{text}");
        }
    }

    #[test]
    fn nothing_that_runs_or_misleads_is_kept() {
        for text in [
            "",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\nscript:alert(1)",
            "java\u{200b}script:alert(1)",
            "javascript://example.org/%0aalert(1)",
            "javascript:example.org",
            " \u{1}javascript:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "data:text/html;base64,PHNjcmlwdD4=",
            "vbscript:msgbox(1)",
            "file:///etc/passwd",
            "blob:https://example.org/1",
            "about:blank",
            "ftp://example.org",
            "view-source:https://example.org",
            "web+crm:open",
            "&#106;avascript:alert(1)",
            "https:example.org",
            "https:/example.org",
            "https:\\\\example.org",
            "https://",
            "https:///path",
            "https://user:secret@example.org",
            "https://example.org@evil.test/",
            "noor@example.org",
            "https://exa mple.org",
            "https://example.org/a b",
            "https://example.org/<script>",
            "https://example.org/\"onclick=",
            "https://example.org:99999",
            "https://example.org:",
            "https://example.org:80a",
            "https://example..org",
            "https://-example.org",
            "https://exam%70le.org",
            "https://1.2.3",
            "https://999.1.1.1",
            "https://0x7f.1",
            "https://0x7f000001",
            "https://2130706433",
            "https://[::1",
            "https://[evil]",
            "https://ｅxample.org",
            "https://example.org\u{202e}gro",
            "https://https://example.org",
            "example",
            "3.14",
            "1.2.3",
            "e.g",
            "a.b.c",
            ".org",
            "mailto:nobody",
            "mailto:a@x.nl,b@x.nl",
            "tel:letters",
        ] {
            assert_eq!(parse_url(text), Err(FieldError::NotAUrl), "{text}");
        }
        assert_eq!(parse_url(&format!("https://{}.org", "a".repeat(64))), Err(FieldError::NotAUrl));
        assert_eq!(parse_url(&format!("https://{}org", "a.".repeat(130))), Err(FieldError::NotAUrl));
        let long = format!("https://example.org/{}", "a".repeat(MAX_URL));
        assert_eq!(
            parse_url(&long),
            Err(FieldError::TooLong {
                max: MAX_URL,
                found: long.len()
            })
        );
    }

    #[test]
    fn collected_attacks_give_no_scheme_that_runs() {
        let Some(data) = std::env::var_os("KITH_DATA") else { return };
        let mut count = 0;
        for file in ["JHADDIX_XSS.txt", "RSNAKE_XSS.txt", "xss_payloads_quick.txt"] {
            let payloads = std::fs::read(PathBuf::from(&data).join("xss_payloads_dev").join(file)).unwrap();
            for line in String::from_utf8_lossy(&payloads).lines() {
                count += 1;
                for part in line.split(['"', '\'', ' ', '=']).chain([line]) {
                    if let Ok(url) = parse_url(part) {
                        assert!(
                            ["https://", "http://", "mailto:", "tel:"]
                                .iter()
                                .any(|scheme| url.starts_with(scheme)),
                            "{part}"
                        );
                    }
                }
            }
        }
        assert!(count > 100);
    }

    proptest! {
        #[test]
        fn the_canonical_form_stands_and_has_a_safe_scheme(text in "\\PC*|((https?|HTTP|mailto|tel|javascript|data):)?/{0,3}[a-zA-Z0-9.İΣß@:\\[\\]-]{1,20}([/?#]\\PC{0,8})?") {
            if let Ok(url) = parse_url(&text) {
                prop_assert!(["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| url.starts_with(scheme)));
                prop_assert_eq!(parse_url(&url), Ok(url));
            }
        }
    }
}
