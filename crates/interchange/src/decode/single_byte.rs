//! Encodings of one byte per character. The lower half is ASCII; the tables hold the upper half.
//!
//! Source: the index tables of the WHATWG Encoding Standard, except that the five bytes that Windows-1252 leaves
//! undefined are reported instead of becoming control characters.

use super::Output;
use crate::csv::FormProblem;

/// Western European, Windows.
pub(super) const WINDOWS_1252: [char; 128] = latin(
    &[
        '€', NONE, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', NONE, 'Ž', NONE, NONE, '‘', '’', '“', '”', '•', '–', '—', '˜',
        '™', 'š', '›', 'œ', NONE, 'ž', 'Ÿ',
    ],
    &[],
);

/// Western European with the euro sign.
pub(super) const ISO_8859_15: [char; 128] = latin(
    &[],
    &[
        (0xa4, '€'),
        (0xa6, 'Š'),
        (0xa8, 'š'),
        (0xb4, 'Ž'),
        (0xb8, 'ž'),
        (0xbc, 'Œ'),
        (0xbd, 'œ'),
        (0xbe, 'Ÿ'),
    ],
);

/// Western European, old Mac.
#[rustfmt::skip]
pub(super) const MAC_ROMAN: [char; 128] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è',
    'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü',
    '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '≠', 'Æ', 'Ø',
    '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø',
    '¿', '¡', '¬', '√', 'ƒ', '≈', '∆', '«', '»', '…', '\u{a0}', 'À', 'Ã', 'Õ', 'Œ', 'œ',
    '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ', '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ',
    '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô',
    '\u{f8ff}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸', '˝', '˛', 'ˇ',
];

/// Stands for bytes without a character.
const NONE: char = char::REPLACEMENT_CHARACTER;

/// Latin-1 with other characters from 0x80 on and in single places.
const fn latin(first: &[char], places: &[(u8, char)]) -> [char; 128] {
    let mut table = ['\0'; 128];
    let mut index = 0;
    while index < 128 {
        table[index] = (index + 0x80) as u8 as char;
        index += 1;
    }
    index = 0;
    while index < first.len() {
        table[index] = first[index];
        index += 1;
    }
    index = 0;
    while index < places.len() {
        table[places[index].0 as usize - 0x80] = places[index].1;
        index += 1;
    }
    table
}

/// Appends the text of `bytes`.
pub(super) fn decode(mut bytes: &[u8], table: &[char; 128], output: &mut Output) {
    while !bytes.is_empty() {
        let ascii = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len());
        let (plain, rest) = bytes.split_at(ascii);
        output.text.push_str(std::str::from_utf8(plain).expect("ASCII is UTF-8"));
        let Some((&byte, rest)) = rest.split_first() else { return };
        match table[usize::from(byte) - 0x80] {
            NONE => output.replace(FormProblem::InvalidByte { byte, read_as: NONE }, NONE),
            char => output.text.push(char),
        }
        bytes = rest;
    }
}
