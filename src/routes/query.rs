//! The query part of an address as ordered names and values.

/// Names and values behind the question mark, in order. A name stands once.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `?a=1&b=2`; the question mark may be missing. Of equal names the first counts.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for pair in text.trim_start_matches('?').split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name);
            if query.get(&name).is_none() {
                query.0.push((name, decode(value)));
            }
        }
        query
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Sets a value, or takes it away.
    pub fn set(&mut self, name: &str, value: Option<String>) {
        let at = self.0.iter().position(|(own, _)| own == name);
        match (at, value) {
            (Some(at), Some(value)) => self.0[at].1 = value,
            (Some(at), None) => {
                self.0.remove(at);
            }
            (None, Some(value)) => self.0.push((name.to_owned(), value)),
            (None, None) => {}
        }
    }

    /// With a value set, or taken away.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<String>) -> Self {
        self.set(name, value);
        self
    }

    /// As it stands in an address: `?a=1&b=2`, or nothing.
    #[must_use]
    pub fn suffix(&self) -> String {
        let pairs = self.0.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value)));
        let pairs = pairs.collect::<Vec<_>>().join("&");
        if pairs.is_empty() { pairs } else { format!("?{pairs}") }
    }
}

/// Signs that stand for themselves in paths and queries. Brackets and quotes are among those that do not.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~,:*!".contains(&byte)
}

/// Percent-encodes a part of an address (RFC 3986).
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// Takes percent-encoding and plus signs back. What is not valid UTF-8 becomes the replacement character.
pub(super) fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], hex) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 2;
            }
            (b'+', _) => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_survives_an_address() {
        for text in ["", "a b", "a+b", "ü/?#&=%", "{\"All\":[]}", "100%", "日本"] {
            let query = Query::default().with("f", Some(text.to_owned())).with("x", Some("1".to_owned()));
            assert_eq!(Query::parse(&query.suffix()), query);
        }
    }

    #[test]
    fn broken_encoding_is_taken_as_it_is() {
        assert_eq!(decode("%zz%4"), "%zz%4");
        assert_eq!(Query::parse("?a=1&a=2&&b").get("a"), Some("1"));
        assert_eq!(Query::parse("b").get("b"), Some(""));
    }

    #[test]
    fn taking_the_last_away_leaves_nothing() {
        assert_eq!(Query::parse("a=1").with("a", None).suffix(), "");
    }
}
