//! The header of a message or a part: its fields, unfolded, with their encoded words read (RFC 5322, 2047).

use std::borrow::Cow;

use super::{first_line, transfer};
use crate::decode::{LegacyDecoder, labelled};

/// The fields that are read; of each the first one counts, for a second one is somebody's forgery or mistake.
const FIELDS: [&str; 13] = [
    "from",
    "sender",
    "to",
    "cc",
    "bcc",
    "subject",
    "date",
    "received",
    "message-id",
    "content-type",
    "content-transfer-encoding",
    "content-disposition",
    "mime-version",
];

/// Longest encoded word; RFC 2047 allows 75 bytes, and many write more.
const MAX_WORD: usize = 4_096;

/// The fields of a header, by their names in small letters.
#[derive(Default)]
pub(super) struct Headers {
    fields: Vec<(&'static str, Vec<u8>)>,
}

/// The name of a line that is a field.
pub(super) fn name_of(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    (!name.is_empty() && name.iter().all(|byte| byte.is_ascii_graphic())).then_some(name)
}

impl Headers {
    /// Reads a header; gives back what follows the blank line at its end. Lines that are no field are passed over.
    pub(super) fn read(message: &[u8]) -> (Self, &[u8]) {
        let mut headers = Headers::default();
        let mut rest = message;
        // Whether further lines belong to a field that is kept.
        let mut folds = false;
        while !rest.is_empty() {
            let (line, more) = first_line(rest);
            rest = more;
            match line.first() {
                None => break,
                Some(b' ' | b'\t') => {
                    if let (true, Some((_, value))) = (folds, headers.fields.last_mut()) {
                        value.push(b' ');
                        value.extend_from_slice(line.trim_ascii());
                    }
                }
                Some(_) => {
                    let name = name_of(line);
                    let known = name.and_then(|name| FIELDS.into_iter().find(|known| name.eq_ignore_ascii_case(known.as_bytes())));
                    folds = known.is_some_and(|known| headers.get(known).is_none());
                    if let (true, Some(known)) = (folds, known) {
                        let value = line.splitn(2, |byte| *byte == b':').nth(1).unwrap_or_default();
                        headers.fields.push((known, value.trim_ascii().to_vec()));
                    }
                }
            }
        }
        (headers, rest)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// All fields, as they are written.
    pub(super) fn whole(&self) -> String {
        let fields = self.fields.iter();
        fields
            .map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value)))
            .collect()
    }

    /// A field as it is written.
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        self.fields
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_slice())
    }

    /// A field as text.
    pub(super) fn text(&self, name: &str, legacy: &mut Option<Box<dyn LegacyDecoder>>) -> String {
        words(self.get(name).unwrap_or_default(), legacy)
    }

    /// A word such as `text/html` or `base64`, in small letters and without parameters.
    pub(super) fn word(&self, name: &str) -> String {
        let value = self.get(name).unwrap_or_default();
        let word = value.split(|byte| *byte == b';').next().unwrap_or_default();
        String::from_utf8_lossy(word.trim_ascii()).to_ascii_lowercase()
    }

    /// A parameter of the type of the content.
    pub(super) fn parameter(&self, wanted: &str) -> Option<String> {
        let value = String::from_utf8_lossy(self.get("content-type")?);
        let mut quoted = false;
        let parameters = value.split(|char| {
            quoted ^= char == '"';
            char == ';' && !quoted
        });
        parameters.skip(1).find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            // RFC 2231 writes the encoding of a long one into its name.
            let name = name.trim().trim_end_matches('*').trim_end_matches("*0");
            let value = value.trim();
            let value = value
                .strip_prefix('"')
                .map_or(value, |inside| inside.split('"').next().unwrap_or(inside));
            name.eq_ignore_ascii_case(wanted).then(|| value.replace('\\', ""))
        })
    }

    /// When it was sent, or else when it arrived, as the import reads it; what is no such time stays as it is written.
    pub(super) fn moment(&self, legacy: &mut Option<Box<dyn LegacyDecoder>>) -> String {
        let sent = self.text("date", legacy);
        if !sent.is_empty() {
            return moment(&sent).unwrap_or(sent);
        }
        let received = self.text("received", legacy);
        received.rsplit_once(';').and_then(|(_, at)| moment(at)).unwrap_or_default()
    }
}

/// `Tue, 10 Mar 2026 09:00:00 +0100 (CET)` as `2026-03-10T09:00:00+01:00`; old forms leave things out.
fn moment(written: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const ZONES: [(&str, &str); 8] = [
        ("est", "-05:00"),
        ("edt", "-04:00"),
        ("cst", "-06:00"),
        ("cdt", "-05:00"),
        ("mst", "-07:00"),
        ("mdt", "-06:00"),
        ("pst", "-08:00"),
        ("pdt", "-07:00"),
    ];
    let plain = written.split('(').next().unwrap_or(written).to_ascii_lowercase();
    let mut words = plain.split([' ', ',', '-', '\t']).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| !word.starts_with(|char: char| char.is_ascii_digit()));
    let day = words.next()?.parse::<u32>().ok()?;
    let month = words.next()?;
    let month = MONTHS.iter().position(|known| month.starts_with(known))? + 1;
    let year = words.next()?.parse::<u32>().ok()?;
    let year = match year {
        0..50 => 2_000 + year,
        50..1_000 => 1_900 + year,
        year => year,
    };
    let mut clock = words.next()?.split(':').map(|part| part.parse::<u32>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next().unwrap_or(Some(0))?);
    let zone = plain.rsplit([' ', '\t']).find(|word| !word.is_empty()).unwrap_or_default();
    let zone = match zone.as_bytes() {
        [b'+' | b'-', digits @ ..] if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) => {
            format!("{}:{}", &zone[..3], &zone[3..])
        }
        // One that is not known is written as if it were UTC, as RFC 5322 (4.3) has it.
        _ => ZONES
            .iter()
            .find(|(name, _)| *name == zone)
            .map_or("Z", |(_, offset)| offset)
            .to_owned(),
    };
    // The sixtieth second is one that was put in.
    Some(format!(
        "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{:02}{zone}",
        second.min(59)
    ))
}

/// The text of a field: encoded words read, those side by side joined before they are decoded, for some split a character.
pub(super) fn words(value: &[u8], legacy: &mut Option<Box<dyn LegacyDecoder>>) -> String {
    let mut text = String::new();
    // The encoding and bytes of the encoded words before this place.
    let mut pending: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while !rest.is_empty() {
        let gap = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if let Some((label, bytes, after)) = encoded_word(&rest[gap..]) {
            match &mut pending {
                Some((known, all)) if known.eq_ignore_ascii_case(&label) => all.extend(bytes),
                pending => {
                    if let Some((label, bytes)) = pending.take() {
                        text.push_str(&labelled(Some(&label), &bytes, legacy).0);
                    } else {
                        text.push_str(if gap > 0 { " " } else { "" });
                    }
                    *pending = Some((label, bytes));
                }
            }
            rest = after;
            continue;
        }
        if let Some((label, bytes)) = pending.take() {
            text.push_str(&labelled(Some(&label), &bytes, legacy).0);
        }
        // Up to where an encoded word may begin.
        let next = memchr::memmem::find(&rest[gap..][1.min(rest.len() - gap)..], b"=?").map_or(rest.len(), |place| gap + 1 + place);
        let plain = rest[..next].trim_ascii_end();
        let blanks = &rest[plain.len()..next];
        text.push_str(&labelled(None, plain, legacy).0);
        rest = &rest[next..];
        // The blank before an encoded word is told with the word.
        if !rest.is_empty() && !blanks.is_empty() {
            text.push(' ');
        }
    }
    if let Some((label, bytes)) = pending {
        text.push_str(&labelled(Some(&label), &bytes, legacy).0);
    }
    text
}

/// `=?utf-8?q?Gr=C3=BC=C3=9Fe?=` at the beginning: its encoding, its bytes, and what follows.
fn encoded_word(rest: &[u8]) -> Option<(String, Vec<u8>, &[u8])> {
    let inside = rest.strip_prefix(b"=?")?;
    let mut parts = inside[..inside.len().min(MAX_WORD)].splitn(3, |byte| *byte == b'?');
    let (label, how, data) = (parts.next()?, parts.next()?, parts.next()?);
    let end = memchr::memmem::find(data, b"?=")?;
    let after = &inside[label.len() + how.len() + data[..end].len() + 4..];
    let data = &data[..end];
    let is_base64 = how.eq_ignore_ascii_case(b"b");
    if is_base64 && data.iter().any(u8::is_ascii_whitespace) {
        return None;
    }
    if label.is_empty() || !label.iter().all(u8::is_ascii_graphic) {
        return None;
    }
    let bytes = match how {
        _ if is_base64 => transfer::base64(data).0,
        b"q" | b"Q" => {
            let spaced = data.iter().map(|byte| if *byte == b'_' { b' ' } else { *byte }).collect::<Vec<_>>();
            Cow::into_owned(transfer::quoted_printable(&spaced))
        }
        _ => return None,
    };
    // RFC 2231 may put a language behind the encoding.
    let label = String::from_utf8_lossy(label).split('*').next().unwrap_or_default().to_owned();
    Some((label, bytes, after))
}
