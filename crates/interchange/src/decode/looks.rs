//! Files of other formats, told by how they begin.

use model::FileKind;
use model::reading::LooksLike;

use crate::mail::begins_mail;

/// Bytes looked at before anything is decoded.
pub(crate) const HEAD: usize = 4096;

const SIGNATURES: [(&[u8], LooksLike); 15] = [
    (b"PK\x03\x04", LooksLike::Workbook),
    (b"PK\x05\x06", LooksLike::Workbook),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LooksLike::OldWorkbook),
    (b"%PDF-", LooksLike::Pdf),
    (b"\x1f\x8b", LooksLike::Compressed),
    (b"7z\xbc\xaf\x27\x1c", LooksLike::Compressed),
    (b"\x28\xb5\x2f\xfd", LooksLike::Compressed),
    (b"Rar!\x1a\x07", LooksLike::Compressed),
    (b"\x89PNG\r\n\x1a\n", LooksLike::Picture),
    (b"\xff\xd8\xff", LooksLike::Picture),
    (b"GIF87a", LooksLike::Picture),
    (b"GIF89a", LooksLike::Picture),
    (b"SQLite format 3\0", LooksLike::Database),
    (b"\xff\xfe\0\0", LooksLike::Utf32),
    (b"\0\0\xfe\xff", LooksLike::Utf32),
];

/// Beginnings of text formats that are no tables; blanks before them and letter case do not count.
const OPENINGS: [(&str, LooksLike); 7] = [
    ("<!doctype html", LooksLike::WebPage),
    ("<html", LooksLike::WebPage),
    ("{\"kith\":", LooksLike::Backup),
    ("{\"", LooksLike::Json),
    ("[{\"", LooksLike::Json),
    ("begin:vcard", LooksLike::VCard),
    ("begin:vcalendar", LooksLike::Calendar),
];

/// The kind of file that begins like this, whatever it is called.
pub(crate) fn file_kind(head: &[u8]) -> FileKind {
    match other_format(head) {
        // Old workbooks are told from encrypted ones, and refused, by the reader of workbooks.
        Some(LooksLike::Workbook | LooksLike::OldWorkbook) => FileKind::Workbook,
        Some(LooksLike::VCard) => FileKind::Cards,
        Some(LooksLike::Calendar) => FileKind::Calendar,
        None if begins_mail(head) => FileKind::Mail,
        _ => FileKind::Text,
    }
}

/// The other format that `head` begins, if it is one.
pub(super) fn other_format(head: &[u8]) -> Option<LooksLike> {
    if let Some((_, looks)) = SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)) {
        return Some(*looks);
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |opening: &str| {
        text.get(..opening.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(opening.as_bytes()))
    };
    OPENINGS.iter().find(|(opening, _)| begins(opening)).map(|(_, looks)| *looks)
}
