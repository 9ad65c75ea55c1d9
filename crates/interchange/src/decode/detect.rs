//! Which encoding it is: marks and zero bytes first, then whether the bytes are UTF-8, then what the letters look like.

use super::Encoding;
use super::LooksLike;
use super::looks::other_format;
use super::single_byte::{MAC_ROMAN, WINDOWS_1252};

/// What the first bytes of a file say.
pub(super) enum Head {
    /// Another format.
    Not(LooksLike),
    /// A certain encoding, after a mark of so many bytes.
    Marked(Encoding, usize),
    /// UTF-8 until a byte speaks against it.
    Bytes,
}

/// Reads the first bytes of a file.
pub(super) fn head(head: &[u8]) -> Head {
    match other_format(head) {
        // These are text, whatever else they are.
        None | Some(LooksLike::VCard | LooksLike::Calendar) => {}
        Some(looks) => return Head::Not(looks),
    }
    for encoding in [Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
        let length = mark_length(head, encoding);
        if length > 0 {
            return Head::Marked(encoding, length);
        }
    }
    let pairs = head.len() / 2;
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Separators, digits and line ends have a zero byte in UTF-16, whatever the script; text in bytes has next to none.
    let many = |zeros: usize, others: usize| zeros * 10 >= pairs && zeros > 0 && others * 20 <= zeros;
    if many(odd, even) {
        Head::Marked(Encoding::Utf16Le, 0)
    } else if many(even, odd) {
        Head::Marked(Encoding::Utf16Be, 0)
    } else if (even + odd) * 10 > head.len() || controls(head) * 20 > head.len() {
        Head::Not(LooksLike::Binary)
    } else {
        Head::Bytes
    }
}

/// Bytes that no text has but by accident; blanks, line ends and the escape that begins Japanese in seven bits are not among them.
fn controls(head: &[u8]) -> usize {
    head.iter()
        .filter(|byte| matches!(byte, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f))
        .count()
}

/// Length of the byte order mark of `encoding` at the start of `head`.
pub(super) fn mark_length(head: &[u8], encoding: Encoding) -> usize {
    let mark: &[u8] = match encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => b"\xef\xbb\xbf",
        Encoding::Utf16Le => b"\xff\xfe",
        Encoding::Utf16Be => b"\xfe\xff",
        _ => return 0,
    };
    if head.starts_with(mark) { mark.len() } else { 0 }
}

/// The encoding of bytes that are not all UTF-8; `None` when they are UTF-8 with damage.
/// `sample` begins at the first byte that is not UTF-8; `multi_byte` valid sequences of several bytes came before it.
pub(super) fn legacy(sample: &[u8], multi_byte: u64) -> Option<Encoding> {
    let (mut valid, mut invalid) = (multi_byte, 0);
    for chunk in sample.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count() as u64;
        invalid += u64::from(!chunk.invalid().is_empty());
    }
    if valid > invalid {
        return None;
    }
    if is_shift_jis(sample) {
        return Some(Encoding::ShiftJis);
    }
    let (windows, mac) = (plausibility(sample, &WINDOWS_1252), plausibility(sample, &MAC_ROMAN));
    Some(match () {
        () if mac > windows => Encoding::MacRoman,
        () if is_latin_9(sample) => Encoding::Iso8859_15,
        () => Encoding::Windows1252,
    })
}

/// Whether the bytes form Japanese text: valid pairs, and most of them side by side.
/// Accented letters of Western text can pass for pairs too, but stand alone between ASCII letters.
fn is_shift_jis(sample: &[u8]) -> bool {
    let (mut pairs, mut neighbours, mut bad, mut singles) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut rest = sample;
    let mut after_pair = false;
    while let Some((&first, tail)) = rest.split_first() {
        let mut length = 1;
        let mut pair = false;
        match first {
            0x00..=0x7f => {}
            0xa1..=0xdf => singles += 1,
            0x81..=0x9f | 0xe0..=0xfc => match tail.first() {
                Some(0x40..=0x7e | 0x80..=0xfc) => {
                    pair = true;
                    length = 2;
                }
                // The sample may end inside a pair.
                None => {}
                Some(_) => bad += 1,
            },
            _ => bad += 1,
        }
        if pair {
            pairs += 1;
            neighbours += usize::from(after_pair);
        }
        after_pair = pair;
        rest = rest.get(length..).unwrap_or_default();
    }
    let characters = pairs + singles;
    characters > 0 && bad * 50 <= characters && (neighbours * 5 >= pairs * 2 && pairs > 0) && pairs >= singles
}

/// Letters that are common in Western European text.
const COMMON: &str = "àâäáãåçéèêëíìîïñóòôöõúùûüßæøÀÂÄÁÅÇÉÈÊÍÎÑÓÖÚÜÆØ";

/// How well bytes above ASCII fit as characters of `table`, judged by their neighbours.
fn plausibility(sample: &[u8], table: &[char; 128]) -> i64 {
    let mut score = 0;
    for (index, &byte) in sample.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()) {
        let char = table[usize::from(byte) - 0x80];
        let before = index.checked_sub(1).and_then(|index| sample.get(index)).copied().unwrap_or(b' ');
        let after = sample.get(index + 1).copied().unwrap_or(b' ');
        let in_word = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        score += match char {
            char::REPLACEMENT_CHARACTER => -8,
            _ if char.is_uppercase() && before.is_ascii_lowercase() => -4,
            _ if char.is_alphabetic() && in_word => {
                if COMMON.contains(char) {
                    4
                } else {
                    1
                }
            }
            _ if char.is_alphabetic() => i64::from(COMMON.contains(char)),
            '’' if before.is_ascii_alphabetic() => 2,
            '‘' | '’' | '“' | '”' | '„' | '–' | '—' | '…' | '€' | '«' | '»' | '\u{a0}' | '°' | '£' | '§' if !in_word => {
                1
            }
            '‘' | '“' | '„' | '«' if after.is_ascii_alphabetic() && !before.is_ascii_alphabetic() => 1,
            '”' | '»' | '…' | '®' | '™' if !after.is_ascii_alphabetic() => 1,
            _ if in_word => -4,
            _ => -1,
        };
    }
    score
}

/// Whether the few places in which ISO-8859-15 differs from Latin-1 make sense only in the former.
fn is_latin_9(sample: &[u8]) -> bool {
    let mut fitting = 0;
    for (index, &byte) in sample.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| sample.get(index)).copied().unwrap_or(b' ');
        let after = sample.get(index + 1).copied().unwrap_or(b' ');
        match byte {
            // Printable in Windows-1252, control characters in ISO-8859-15.
            0x80..=0x9f => return false,
            // The currency sign nobody uses, where files have the euro.
            0xa4 => fitting += 1,
            // Œ and œ inside words, where Latin-1 has fractions.
            0xbc | 0xbd if before.is_ascii_alphabetic() || after.is_ascii_alphabetic() && !before.is_ascii_digit() => fitting += 1,
            _ => {}
        }
    }
    fitting > 0
}
