//! The people of a message: lists of addresses with names beside them (RFC 5322, 3.4).

use std::fmt;

use super::headers::words;
use crate::decode::LegacyDecoder;

/// A name and an address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) address: String,
}

impl fmt::Display for Person {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() {
            out.write_str(&self.address)
        } else {
            write!(out, "{} <{}>", self.name, self.address)
        }
    }
}

/// The people of a field; what has no address is nobody.
pub(super) fn read(field: &[u8], legacy: &mut Option<Box<dyn LegacyDecoder>>) -> Vec<Person> {
    let (mut people, mut quoted, mut escaped, mut depth, mut angle) = (Vec::new(), false, false, 0_u32, false);
    let mut start = 0;
    // Split before words are decoded: a comma in one belongs to a name.
    for (place, &byte) in field.iter().enumerate() {
        match byte {
            _ if escaped => {}
            b'"' if depth == 0 => quoted = !quoted,
            _ if quoted => {}
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            b'<' => angle = true,
            b'>' => angle = false,
            _ if angle => {}
            // The name of a group stands before a colon, and its end is a semicolon.
            b':' => start = place + 1,
            b',' | b';' => {
                people.extend(person(&field[start..place], legacy));
                start = place + 1;
            }
            _ => {}
        }
        escaped = byte == b'\\' && !escaped;
    }
    people.extend(person(field.get(start..).unwrap_or_default(), legacy));
    people
}

fn person(written: &[u8], legacy: &mut Option<Box<dyn LegacyDecoder>>) -> Option<Person> {
    let written = written.trim_ascii();
    let open = written.iter().rposition(|byte| *byte == b'<');
    let (name, address) = match open {
        Some(open) => {
            let address = &written[open + 1..];
            let end = address.iter().position(|byte| *byte == b'>').unwrap_or(address.len());
            (&written[..open], &address[..end])
        }
        // `ada@example.org (Ada Lovelace)`, as old programs write it.
        None => match written.iter().position(|byte| *byte == b'(') {
            Some(open) => (&written[open + 1..], &written[..open]),
            None => (&[][..], written),
        },
    };
    let address = String::from_utf8_lossy(address.trim_ascii()).to_lowercase();
    if !address.contains('@') || address.contains(char::is_whitespace) {
        return None;
    }
    let name = words(name, legacy);
    let name = name.trim().trim_matches(['"', '\'', ')', ',']).replace(['<', '>', '\\', '"'], "");
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // A name that only repeats the address says nothing.
    let name = if name.to_lowercase().contains(&address) {
        String::new()
    } else {
        name
    };
    Some(Person { name, address })
}
