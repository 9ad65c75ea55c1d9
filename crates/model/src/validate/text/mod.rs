//! Cleaning of text that people typed or files held.
//!
//! Clean text is what every text column may keep: no control characters (so never the part separator of composed values),
//! no signs that turn the writing direction or show nothing, and no blanks at its ends.
//! Joiners stay where scripts and emoji need them. Cleaning twice gives the same as cleaning once.
//! It runs for every imported cell, so text that is clean already costs one pass and one copy.

mod fold;

pub use self::fold::{fold, fold_into};

/// One line: line ends and tabs become spaces, control and invisible characters go, the ends are trimmed.
#[must_use]
pub fn clean_short(text: &str) -> String {
    if is_plain(text, |byte| !is_printable(byte)) {
        return text.trim().to_owned();
    }
    clean(text, Lines::One)
}

/// Several lines: every kind of line end becomes `\n`, tabs stay, other control and invisible characters go, the ends are trimmed.
#[must_use]
pub fn clean_long(text: &str) -> String {
    if is_plain(text, |byte| !is_printable(byte) && byte != b'\n' && byte != b'\t') {
        return text.trim().to_owned();
    }
    clean(text, Lines::Many)
}

/// The value of a decimal digit of any script that has ten in a row, such as ٣ or ３.
#[must_use]
pub(super) fn decimal_digit(char: char) -> Option<u8> {
    /// Zeros of the scripts whose digits turn up in files: Arabic, Persian, Indic, Thai, Lao, Tibetan, Burmese, Khmer, Mongolian, full width.
    const ZEROS: [u32; 19] = [
        0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xa8d0,
        0xff10,
    ];
    if char.is_ascii() {
        return char.is_ascii_digit().then(|| char as u8 - b'0');
    }
    let code = u32::from(char);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .map(|zero| (code - zero) as u8)
}

/// Characters that show nothing and stand for nothing in CRM text, wherever they are: soft hyphen, zero-width space, direction signs.
///
/// The joiners U+200C and U+200D are not among them.
#[must_use]
pub(super) fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0001}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Lines {
    One,
    Many,
}

fn is_printable(byte: u8) -> bool {
    byte >= 0x20 && byte != 0x7f
}

/// Whether nothing but the ends can need cleaning. `refused` says which ASCII bytes do.
fn is_plain(text: &str, refused: impl Fn(u8) -> bool) -> bool {
    // No early exit, so that the compiler makes vector code of it: clean text is the rule, and it has to be read to its end anyway.
    let blemish = text.bytes().fold(0_u8, |blemish, byte| {
        blemish | u8::from(refused(byte)) | (u8::from(is_lead_of_invisible(byte)) << 1)
    });
    blemish == 0
}

/// Whether a character that is dropped or depends on its neighbours can begin with this byte of UTF-8.
fn is_lead_of_invisible(byte: u8) -> bool {
    // U+0080 to U+00BF, U+0600 to U+063F, U+1000 to U+2FFF, U+F000 to U+FFFF and U+C0000 up.
    matches!(byte, 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3)
}

fn clean(text: &str, lines: Lines) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut last = None;
    let mut after_return = false;
    for char in text.chars() {
        let completes_line_end = after_return && char == '\n';
        after_return = char == '\r';
        if completes_line_end {
            continue;
        }
        let kept = match char {
            // Vertical tabs are the line ends inside a spreadsheet cell or a paragraph of older word processors.
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(if lines == Lines::Many { '\n' } else { ' ' }),
            '\t' => Some(if lines == Lines::Many { '\t' } else { ' ' }),
            '\u{200c}' | '\u{200d}' => last.is_some_and(takes_joiner).then_some(char),
            // Letters of a flag's name, after the flag.
            '\u{e0020}'..='\u{e007f}' => last
                .is_some_and(|last| matches!(last, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}'))
                .then_some(char),
            _ if char.is_control() || is_invisible(char) => None,
            _ => Some(char),
        };
        // A dropped character at the start leaves a blank in front, and blanks at the start are no part of clean text.
        if let Some(kept) = kept.filter(|kept| last.is_some() || !kept.is_whitespace()) {
            clean.push(kept);
            last = Some(kept);
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// Whether a joiner after this character can change how it looks: scripts from Hebrew on, and emoji.
fn takes_joiner(last: char) -> bool {
    last >= '\u{590}' && !last.is_whitespace() && !matches!(last, '\u{200c}' | '\u{200d}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_line_is_one_line() {
        for (text, clean) in [
            ("Noor", "Noor"),
            ("  Noor van den Berg\t", "Noor van den Berg"),
            ("\u{a0}\u{3000}Łukasz\u{2003}", "Łukasz"),
            ("a\r\nb\rc\nd\te\u{2028}f\u{85}g", "a b c d e f g"),
            ("a\0b\u{1f}c\u{7f}d\u{9b}e\u{1b}[31m", "abcde[31m"),
            ("invoice\u{202e}fdp.exe\u{2066}", "invoicefdp.exe"),
            ("zero\u{200b}width\u{feff} soft\u{ad}hyphen", "zerowidth softhyphen"),
            ("\u{202a}+49 30 1234567\u{202c}", "+49 30 1234567"),
            ("\u{200b} \u{feff}", ""),
            ("", ""),
        ] {
            assert_eq!(clean_short(text), clean, "{text:?}");
        }
    }

    #[test]
    fn joiners_stay_where_they_mean_something() {
        for text in [
            "👩\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
            "می\u{200c}خواهم",
            "ක\u{dca}\u{200d}ෂ",
            "അവന\u{d4d}\u{200d}",
        ] {
            assert_eq!(clean_short(text), text);
        }
        assert_eq!(clean_short("pay\u{200d}pal\u{200c}"), "paypal");
        assert_eq!(clean_short("\u{200d}👩\u{200d}\u{200d}👧"), "👩\u{200d}👧");
    }

    #[test]
    fn tags_stay_in_flags_only() {
        let scotland = "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}";
        assert_eq!(clean_short(scotland), scotland);
        assert_eq!(clean_short("Noor\u{e0068}\u{e0069}"), "Noor");
    }

    #[test]
    fn several_lines_keep_their_lines() {
        assert_eq!(
            clean_long("\n one\r\ntwo\rthree\u{2029}\tfour\u{b}five\n\n"),
            "one\ntwo\nthree\n\tfour\nfive"
        );
        assert_eq!(clean_long("plain\n\ttext "), "plain\n\ttext");
        assert_eq!(clean_long("a\u{1f}b\u{202e}"), "ab");
    }

    #[test]
    fn digits_of_all_scripts_have_their_value() {
        assert_eq!(
            "0٣۷९９๒".chars().map(decimal_digit).collect::<Option<Vec<_>>>(),
            Some(vec![0, 3, 7, 9, 9, 2])
        );
        assert_eq!(['a', '²', '五', 'Ⅷ'].map(decimal_digit), [None; 4]);
    }

    /// The definition without the shortcut, for every character between two letters of a script that takes joiners.
    #[test]
    fn the_shortcut_misses_no_character() {
        for char in '\0'..=char::MAX {
            for text in [format!("x{char}y"), format!("ක{char}ෂ")] {
                assert_eq!(clean_short(&text), clean(&text, Lines::One), "{text:?}");
                assert_eq!(clean_long(&text), clean(&text, Lines::Many), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_leaves_nothing_unclean(text in "(\\PC|[\\x00-\\x1f\\x7f-\\x9f]|[\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{ad}\u{a0} ]|👩|ක|\u{e0041})*") {
            let short = clean_short(&text);
            prop_assert_eq!(&clean_short(&short), &short);
            prop_assert!(!short.chars().any(|char| char.is_control() || is_invisible(char)));
            prop_assert_eq!(short.trim(), &short);
            let long = clean_long(&text);
            prop_assert_eq!(&clean_long(&long), &long);
            prop_assert!(!long.chars().any(|char| (char.is_control() && !matches!(char, '\n' | '\t')) || is_invisible(char)));
        }
    }
}
