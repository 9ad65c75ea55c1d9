//! Every encoding in every cut, and damage with its place.

use proptest::prelude::*;

use super::*;

fn decode_in(bytes: &[u8], chunk: usize, encoding: Option<Encoding>) -> Result<Decoded, TextError> {
    let mut decoder = Decoder::new(encoding, bytes.len());
    decoder.set_legacy(Box::new(NativeDecoder::default()));
    for chunk in bytes.chunks(chunk.max(1)) {
        decoder.push(chunk)?;
    }
    decoder.finish()
}

/// Decodes whole and in small chunks, which must not differ.
fn decode(bytes: &[u8]) -> Result<Decoded, TextError> {
    let whole = decode_in(bytes, usize::MAX, None);
    for chunk in [1, 2, 3, 7, 4096, 4099] {
        assert_eq!(decode_in(bytes, chunk, None), whole, "in chunks of {chunk}");
    }
    whole
}

fn detected(bytes: &[u8]) -> (Encoding, String) {
    let decoded = decode(bytes).unwrap();
    (decoded.encoding, decoded.text)
}

fn problems(bytes: &[u8]) -> (String, Vec<(usize, FormProblem)>) {
    let decoded = decode(bytes).unwrap();
    (
        decoded.text,
        decoded.problems.into_iter().map(|problem| (problem.at, problem.kind)).collect(),
    )
}

const WESTERN: &str =
    "name;city;price\nJürgen Müller;Köln;12,50 €\nÉlodie Façade;Besançon;3\nJosé Nuñez;A Coruña;7\nSøren Ångström;Århus;8\n";
const JAPANESE: &str =
    "氏名,会社,住所\n渡辺 千代,日本電気株式会社,東京都港区\n加藤 明美,トヨタ自動車,愛知県豊田市\nヤマダ タロウ,ソニー,東京\n";

fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = mark.then_some(0xfeff_u16);
    mark.into_iter().chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn encodings_are_told_apart() {
    let encoded = |encoding: &'static encoding_rs::Encoding, text: &str| {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy);
        bytes.into_owned()
    };
    let mac = WESTERN.chars().map(|char| match char {
        char if char.is_ascii() => char as u8,
        char => 0x80 + single_byte::MAC_ROMAN.iter().position(|known| *known == char).unwrap() as u8,
    });
    let cases: Vec<(&str, Encoding, Vec<u8>, &str)> = vec![
        ("plain", Encoding::Utf8, WESTERN.as_bytes().to_vec(), WESTERN),
        ("mark", Encoding::Utf8Bom, [b"\xef\xbb\xbf", WESTERN.as_bytes()].concat(), WESTERN),
        ("16 le", Encoding::Utf16Le, utf16(JAPANESE, true, u16::to_le_bytes), JAPANESE),
        ("16 be", Encoding::Utf16Be, utf16(JAPANESE, true, u16::to_be_bytes), JAPANESE),
        ("16 le bare", Encoding::Utf16Le, utf16(WESTERN, false, u16::to_le_bytes), WESTERN),
        ("16 be bare", Encoding::Utf16Be, utf16(JAPANESE, false, u16::to_be_bytes), JAPANESE),
        ("1252", Encoding::Windows1252, encoded(encoding_rs::WINDOWS_1252, WESTERN), WESTERN),
        ("8859-15", Encoding::Iso8859_15, encoded(encoding_rs::ISO_8859_15, WESTERN), WESTERN),
        ("mac", Encoding::MacRoman, mac.collect(), WESTERN),
        ("sjis", Encoding::ShiftJis, encoded(encoding_rs::SHIFT_JIS, JAPANESE), JAPANESE),
    ];
    for (name, encoding, bytes, text) in cases {
        assert_eq!(detected(&bytes), (encoding, text.to_owned()), "{name}");
        assert_eq!(decode_in(&bytes, 5, Some(encoding)).unwrap().text, text, "{name}, chosen");
    }
}

#[test]
fn one_accent_late_in_a_long_file_decides() {
    let mut bytes = b"name,city\n".repeat(20_000);
    bytes.extend_from_slice(b"Ren\xe9,Paris\n");
    let (encoding, text) = detected(&bytes);
    assert_eq!(encoding, Encoding::Windows1252);
    assert!(text.ends_with("René,Paris\n"));
}

#[test]
fn tables_agree_with_the_encoding_standard() {
    for (table, encoding) in [
        (&single_byte::WINDOWS_1252, encoding_rs::WINDOWS_1252),
        (&single_byte::ISO_8859_15, encoding_rs::ISO_8859_15),
        (&single_byte::MAC_ROMAN, encoding_rs::MACINTOSH),
    ] {
        for byte in 0x80..=0xff_u8 {
            let byte_text = [byte];
            let (expected, _) = encoding.decode_without_bom_handling(&byte_text);
            let ours = table[usize::from(byte) - 0x80];
            // The standard reads the five undefined bytes of Windows-1252 as control characters; we report them.
            if ours != char::REPLACEMENT_CHARACTER {
                assert_eq!(expected, ours.to_string(), "{byte:#x} of {}", encoding.name());
            } else {
                assert!(expected.chars().all(char::is_control));
            }
        }
    }
}

#[test]
fn damage_is_reported_where_it_is_and_nothing_is_lost() {
    let good = "äöü äöü äöü,";
    let damaged = |bytes: &[u8]| {
        let (text, problems) = problems(&[good.as_bytes(), bytes, b",end"].concat());
        let middle = text.strip_prefix(good).unwrap().strip_suffix(",end").unwrap().to_owned();
        (
            middle,
            problems.into_iter().map(|(at, kind)| (at - good.len(), kind)).collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        damaged(b"Ren\xe9"),
        ("René".into(), vec![(3, FormProblem::InvalidByte { byte: 0xe9, read_as: 'é' })])
    );
    assert_eq!(damaged(b"x\xc0\x80y"), ("x\u{fffd}y".into(), vec![(1, FormProblem::Overlong)]));
    assert_eq!(damaged(b"\xe0\x80\xaf"), ("\u{fffd}".into(), vec![(0, FormProblem::Overlong)]));
    assert_eq!(damaged(b"\xf0\x80\x80\xaf"), ("\u{fffd}".into(), vec![(0, FormProblem::Overlong)]));
    assert_eq!(damaged(b"\xed\xa0\xbd"), ("\u{fffd}".into(), vec![(0, FormProblem::LoneSurrogate)]));
    let (text, problems) = problems(&[good.as_bytes(), b"\xe3\x81"].concat());
    assert_eq!(text, format!("{good}\u{fffd}"));
    assert_eq!(problems, [(good.len(), FormProblem::CutShort)]);
}

#[test]
fn halves_of_utf_16_are_reported() {
    let mut bytes = utf16("a,b\n", true, u16::to_le_bytes);
    bytes.extend_from_slice(&0xd83d_u16.to_le_bytes());
    bytes.extend_from_slice(&u16::to_le_bytes(b'x'.into()));
    bytes.extend_from_slice(&0xdc00_u16.to_le_bytes());
    bytes.push(b'!');
    let (text, problems) = problems(&bytes);
    assert_eq!(text, "a,b\n\u{fffd}x\u{fffd}\u{fffd}");
    let kinds = problems.into_iter().map(|(_, kind)| kind).collect::<Vec<_>>();
    assert_eq!(
        kinds,
        [FormProblem::LoneSurrogate, FormProblem::LoneSurrogate, FormProblem::CutShort]
    );
    assert_eq!(detected(&utf16("a,b\n😀,2\n", true, u16::to_be_bytes)).1, "a,b\n😀,2\n");
}

#[test]
fn undefined_bytes_of_a_table_are_reported() {
    let decoded = decode_in(b"a\x81b", 1, Some(Encoding::Windows1252)).unwrap();
    assert_eq!(decoded.text, "a\u{fffd}b");
    assert_eq!(
        decoded.problems,
        [TextProblem {
            at: 1,
            kind: FormProblem::InvalidByte {
                byte: 0x81,
                read_as: '\u{fffd}'
            }
        }]
    );
}

#[test]
fn other_formats_are_named() {
    for (bytes, looks) in [
        (&b"PK\x03\x04\x14\0\x06\0"[..], LooksLike::Workbook),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", LooksLike::OldWorkbook),
        (b"%PDF-1.7\n", LooksLike::Pdf),
        (b"\x1f\x8b\x08", LooksLike::Compressed),
        (b"\n <!DOCTYPE HTML><html>", LooksLike::WebPage),
        (b"[{\"a\": 1}]", LooksLike::Json),
        (b"\xff\xfe\0\0a\0\0\0", LooksLike::Utf32),
        (&[0; 64], LooksLike::Binary),
        (&std::array::from_fn::<u8, 256, _>(|byte| byte as u8), LooksLike::Binary),
    ] {
        assert_eq!(decode(bytes), Err(TextError::NotText(looks)));
    }
    assert_eq!(decode(b"\xef\xbb\xbf{\"kith\":1"), Err(TextError::Backup));
    assert_eq!(detected(b"<script>alert(1)</script>,b\n").0, Encoding::Utf8);
}

#[test]
fn an_encoding_without_decoder_is_an_error_that_stays() {
    let mut decoder = Decoder::new(Some(Encoding::ShiftJis), 0);
    decoder.push(b"abc").unwrap();
    assert_eq!(decoder.push(&[b'a'; HEAD]), Err(TextError::NeedsDecoder(Encoding::ShiftJis)));
    assert_eq!(decoder.push(b"x"), Err(TextError::NeedsDecoder(Encoding::ShiftJis)));
    assert_eq!(decoder.finish(), Err(TextError::NeedsDecoder(Encoding::ShiftJis)));
}

#[test]
fn nothing_and_a_mark_alone_are_empty_text() {
    assert_eq!(detected(b""), (Encoding::Utf8, String::new()));
    assert_eq!(detected(b"\xef\xbb\xbf"), (Encoding::Utf8Bom, String::new()));
    assert_eq!(detected(b"\xff\xfe"), (Encoding::Utf16Le, String::new()));
}

proptest! {
    #[test]
    fn any_bytes_decode_alike_in_any_cut(bytes in prop::collection::vec(any::<u8>(), 0..600), chunk in 1_usize..700) {
        let whole = decode_in(&bytes, usize::MAX, None);
        prop_assert_eq!(decode_in(&bytes, chunk, None), whole);
        for encoding in Encoding::ALL {
            let whole = decode_in(&bytes, usize::MAX, Some(encoding));
            let cut = decode_in(&bytes, chunk, Some(encoding)).map(|decoded| decoded.text);
            prop_assert_eq!(cut, whole.map(|decoded| decoded.text));
        }
    }

    #[test]
    fn utf_8_text_stays_as_it_is(text in "\\PC*", chunk in 1_usize..50) {
        let decoded = decode_in(text.as_bytes(), chunk, Some(Encoding::Utf8)).unwrap();
        prop_assert_eq!(decoded.text, text);
        prop_assert!(decoded.problems.is_empty());
    }

    #[test]
    fn problems_point_into_the_text(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(decoded) = decode_in(&bytes, 64, Some(Encoding::Utf8)) {
            for problem in decoded.problems {
                prop_assert!(decoded.text.is_char_boundary(problem.at) && problem.at < decoded.text.len());
            }
        }
    }
}
