//! Values of vCard 2.1, which may be written in bytes of another encoding than the file.

use std::borrow::Cow;

use crate::csv::{FormProblem, Problems};
use crate::decode::{Decoder, Encoding};
use crate::lines::Line;

/// The value of a property, with quoted-printable read. Encodings with large tables are for whole files; cards name them hardly ever.
pub(super) fn decoded<'a>(line: &'a Line, problems: &mut Problems) -> Cow<'a, str> {
    if !line.is_quoted_printable() {
        return Cow::Borrowed(&line.value);
    }
    let bytes = quoted_printable(&line.value);
    let label = line.parameter("CHARSET").next().unwrap_or("utf-8");
    let known = match label {
        // What browsers read them as, too.
        label if ["iso-8859-1", "us-ascii"].iter().any(|name| label.eq_ignore_ascii_case(name)) => Some(Encoding::Windows1252),
        label => Encoding::from_label(label),
    };
    if known.is_none() {
        problems.add(line.line, None, FormProblem::UnknownCharset);
    }
    let mut decoder = Decoder::new(Some(known.unwrap_or(Encoding::Utf8)), bytes.len());
    match decoder.push(&bytes).and_then(|()| decoder.finish()) {
        Ok(decoded) => {
            for problem in decoded.problems {
                problems.add(line.line, None, problem.kind);
            }
            Cow::Owned(decoded.text)
        }
        Err(_) => {
            problems.add(line.line, None, FormProblem::UnknownCharset);
            Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
        }
    }
}

/// Bytes of quoted-printable (RFC 2045, 6.7). A sign that begins nothing stands for itself.
fn quoted_printable(written: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'=', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    // Line ends are written as two bytes; one is enough.
    bytes.retain(|byte| *byte != b'\r');
    bytes
}
