//! Texts of JSON: escapes read and written.

use super::JsonMistake;

/// The text of what stands between two quotes, or where in it the mistake is.
pub(super) fn read_string(raw: &[u8]) -> Result<String, (usize, JsonMistake)> {
    let text = std::str::from_utf8(raw).map_err(|error| (error.valid_up_to(), JsonMistake::NotUtf8))?;
    if let Some(at) = raw.iter().position(|byte| *byte < 0x20) {
        return Err((at, JsonMistake::ControlCharacter));
    }
    if !raw.contains(&b'\\') {
        return Ok(text.to_owned());
    }
    let mut read = String::with_capacity(raw.len());
    let mut rest = text;
    while let Some((plain, escape)) = rest.split_once('\\') {
        let at = text.len() - escape.len() - 1;
        read.push_str(plain);
        let (char, length) = read_escape(escape.as_bytes()).map_err(|mistake| (at, mistake))?;
        read.push(char);
        rest = &escape[length..];
    }
    read.push_str(rest);
    Ok(read)
}

/// The character of an escape, and its length behind the backslash.
fn read_escape(escape: &[u8]) -> Result<(char, usize), JsonMistake> {
    let char = match escape.first() {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return read_unicode(escape),
        _ => return Err(JsonMistake::BadEscape),
    };
    Ok((char, 1))
}

fn read_unicode(escape: &[u8]) -> Result<(char, usize), JsonMistake> {
    let unit = |at: usize| {
        let digits = escape.get(at..at + 4).ok_or(JsonMistake::BadEscape)?;
        digits.iter().try_fold(0_u32, |unit, digit| {
            char::from(*digit)
                .to_digit(16)
                .map(|digit| unit * 16 + digit)
                .ok_or(JsonMistake::BadEscape)
        })
    };
    let first = unit(1)?;
    if (0xd800..0xdc00).contains(&first) && escape.get(5..7) == Some(b"\\u") {
        let second = unit(7)?;
        if (0xdc00..0xe000).contains(&second) {
            let code = 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00);
            return char::from_u32(code).map(|char| (char, 11)).ok_or(JsonMistake::LoneSurrogate);
        }
    }
    char::from_u32(first).map(|char| (char, 5)).ok_or(JsonMistake::LoneSurrogate)
}

/// Appends a text with its quotes. Only what has to be escaped is.
pub(crate) fn write_string(to: &mut String, text: &str) {
    to.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0..=0x1f => "",
            _ => continue,
        };
        to.push_str(&text[plain..at]);
        if escape.is_empty() {
            to.push_str(&format!("\\u{byte:04x}"));
        } else {
            to.push_str(escape);
        }
        plain = at + 1;
    }
    to.push_str(&text[plain..]);
    to.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn escapes_are_read() {
        for (raw, text) in [
            (r"a\n\t\/\\\u0041", "a\n\t/\\A"),
            (r"\ud83d\ude00", "😀"),
            (r"\u00e9é", "éé"),
            ("", ""),
        ] {
            assert_eq!(read_string(raw.as_bytes()).as_deref(), Ok(text));
        }
        for (raw, mistake) in [
            (&br"ab\x"[..], (2, JsonMistake::BadEscape)),
            (br"\u12", (0, JsonMistake::BadEscape)),
            (br"\ud83d", (0, JsonMistake::LoneSurrogate)),
            (br"x\ud83d\u0041", (1, JsonMistake::LoneSurrogate)),
            (br"\ude00\ud83d", (0, JsonMistake::LoneSurrogate)),
            (b"a\nb", (1, JsonMistake::ControlCharacter)),
            (b"a\xc0\x80", (1, JsonMistake::NotUtf8)),
            (b"a\\", (1, JsonMistake::BadEscape)),
        ] {
            assert_eq!(read_string(raw), Err(mistake));
        }
    }

    proptest! {
        #[test]
        fn texts_come_back_and_other_readers_agree(text in any::<String>()) {
            let mut written = String::new();
            write_string(&mut written, &text);
            prop_assert_eq!(read_string(&written.as_bytes()[1..written.len() - 1]), Ok(text.clone()));
            prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
        }
    }
}
