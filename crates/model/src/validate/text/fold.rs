//! Folding of text for search and comparison: lower case, without accents, one form for what people type in several ways.
//!
//! Folding decides what is found and never what is shown.
//! It gives composed and decomposed text (NFC and NFD) the same form for Latin, Greek, Cyrillic, Hebrew, Arabic, Devanagari, kana and Hangul,
//! and folding twice gives the same as folding once. Runs of ASCII are copied and lowered by vector code.
//! The tables follow the decompositions of the Unicode Character Database; letters with strokes, which have none, follow common usage.

use super::{decimal_digit, is_invisible};

/// Base letters of U+00C0 to U+024F. `*`: see [`digraph`]. `_`: has no base letter.
const LATIN: &[u8; 400] = b"\
aaaaaa*ceeeeiiiidnooooo_ouuuuy**aaaaaa*ceeeeiiiidnooooo_ouuuuy*y\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll\
lllnnnnnn*nnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs\
bbbb__occdddd_eeeffgg*iikkl__nnooo__pp_____ttttuuuvyyzz_________\
____*********aaiioouuuuuuuuuueaaaa**ggggkkoooo**j***gg*_nnaa**oo\
aaaaeeeeiiiioooorrrruuuusstt__hhnd**zzaaeeooooooooyylntj**acclts\
z__bu_eejjqqrryy";

/// Base letters of U+1E00 to U+1EFF, in the same notation.
const LATIN_ADDITIONAL: &[u8; 256] = b"\
aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
wwwwwwwwwwxxxxyyzzzzzzhtwyasss*_aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy**vvyy";

/// Hiragana of the half-width katakana U+FF66 to U+FF9D.
const HALF_WIDTH: &str = "をぁぃぅぇぉゃゅょっーあいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん";

/// The text in the form in which search and comparison see it.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded form of `text`, as search arenas are filled. What is in `folded` already is not touched.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.reserve(text.len());
    let start = folded.len();
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, after) = rest.split_at(ascii_len(rest));
        let from = folded.len();
        folded.push_str(ascii);
        folded[from..].make_ascii_lowercase();
        let (other, after) = after.split_at(after.bytes().position(|byte| byte.is_ascii()).unwrap_or(after.len()));
        for char in other.chars() {
            push_folded(char, folded, start);
        }
        rest = after;
    }
}

/// Bytes until the first that is not ASCII.
fn ascii_len(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len())
    }
}

/// Appends one character. Marks that complete the character before them look back, though never beyond `start`.
fn push_folded(char: char, folded: &mut String, start: usize) {
    if let Some(letter) = latin(char) {
        folded.push(letter);
        return;
    }
    match char {
        // The bulk of the great scripts goes by without the tests below: letters without case and accents, and case by arithmetic.
        '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | 'ぁ'..='ゖ' | 'א'..='ת' => folded.push(char),
        'а'..='и' | 'к'..='я' | 'α'..='ρ' | 'σ'..='ω' => folded.push(char),
        'А'..='И' | 'К'..='Я' | 'Α'..='Ρ' | 'Σ'..='Ω' => folded.push(char::from_u32(char as u32 + 0x20).unwrap_or(char)),
        'ァ'..='ヶ' | 'ء'..='غ' | 'ف'..='ي' => folded.push(base(char)),
        '\u{3099}' | '\u{ff9e}' => drop(complete(folded, start, voiced)),
        '\u{309a}' | '\u{ff9f}' => drop(complete(folded, start, half_voiced)),
        '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' => {
            if !complete(folded, start, |last| syllable(last, char)) {
                folded.push(char);
            }
        }
        _ if is_mark(char) || is_invisible(char) => {}
        _ => match decimal_digit(char) {
            Some(digit) => folded.push((b'0' + digit) as char),
            None => push_lower(char, folded),
        },
    }
}

/// The base letter of a Latin letter with accent or stroke.
fn latin(char: char) -> Option<char> {
    let letter = match char {
        '\u{c0}'..='\u{24f}' => LATIN[char as usize - 0xc0],
        '\u{1e00}'..='\u{1eff}' => LATIN_ADDITIONAL[char as usize - 0x1e00],
        _ => return None,
    };
    letter.is_ascii_lowercase().then_some(letter as char)
}

fn push_lower(char: char, folded: &mut String) {
    let mut lower = char.to_lowercase();
    // Only İ becomes more than one character, and the table has it.
    let lower = lower.next().filter(|_| lower.next().is_none()).unwrap_or(char);
    match digraph(lower) {
        Some(letters) => folded.push_str(letters),
        None => folded.push(latin(lower).unwrap_or_else(|| base(lower))),
    }
}

/// Replaces the last character by what it makes together with the mark that follows. `false` if it makes nothing.
fn complete(folded: &mut String, start: usize, with_mark: impl Fn(char) -> Option<char>) -> bool {
    let Some(whole) = folded[start..].chars().next_back().and_then(with_mark) else {
        return false;
    };
    folded.pop();
    folded.push(whole);
    true
}

/// Hiragana with the voicing mark: か and the mark make が.
fn voiced(kana: char) -> Option<char> {
    let is_plain = match kana {
        'う' => return Some('ゔ'),
        'か'..='ち' => (kana as u32 - 'か' as u32).is_multiple_of(2),
        'は'..='ほ' => (kana as u32 - 'は' as u32).is_multiple_of(3),
        'つ' | 'て' | 'と' | 'ゝ' => true,
        _ => false,
    };
    if is_plain { char::from_u32(kana as u32 + 1) } else { None }
}

/// Hiragana with the half-voicing mark: は and the mark make ぱ.
fn half_voiced(kana: char) -> Option<char> {
    let is_plain = ('は'..='ほ').contains(&kana) && (kana as u32 - 'は' as u32).is_multiple_of(3);
    if is_plain { char::from_u32(kana as u32 + 2) } else { None }
}

/// Hangul of conjoining letters: leading consonant and vowel, or a syllable without final consonant and one (Unicode Standard, 3.12).
fn syllable(last: char, letter: char) -> Option<char> {
    let (last, letter) = (last as u32, letter as u32);
    match (last, letter) {
        (0x1100..=0x1112, 0x1161..=0x1175) => char::from_u32(0xac00 + ((last - 0x1100) * 21 + letter - 0x1161) * 28),
        (0xac00..=0xd7a3, 0x11a8..=0x11c2) if (last - 0xac00).is_multiple_of(28) => char::from_u32(last + letter - 0x11a7),
        _ => None,
    }
}

/// Accents, points and vowel signs that people leave out, and marks that only change how a character looks.
fn is_mark(char: char) -> bool {
    matches!(char,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' // general and Cyrillic
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' // Hebrew points
        | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' // Arabic vowels and the stretching line
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{93c}' // the dot of Devanagari
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}') // joiners, variants, tags
}

/// Letters that stand for several. Takes lower case.
fn digraph(char: char) -> Option<&'static str> {
    Some(match char {
        'æ' | 'ǣ' | 'ǽ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ĳ' => "ij",
        'ŉ' => "'n",
        'ǆ' | 'ǳ' => "dz",
        'ǉ' => "lj",
        'ǌ' => "nj",
        'ǯ' => "ʒ",
        'ƕ' => "hv",
        'ȣ' => "ou",
        'ȸ' => "db",
        'ȹ' => "qp",
        'ỻ' => "ll",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '…' => "...",
        '№' => "no",
        _ => return None,
    })
}

/// The character that stands for this one in comparisons; the character itself if none does. Takes lower case.
fn base(char: char) -> char {
    match char {
        // Signs
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '‐'..='―' | '−' => '-',
        '‘'..='‛' | '′' | '´' | 'ʹ'..='ʿ' | 'ˈ' | '\u{374}' => '\'',
        '“'..='‟' | '″' | '«' | '»' => '"',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(char as u32 - 0xfee0).unwrap_or(char).to_ascii_lowercase(),
        // Latin outside the two tables
        'ª' | 'ⱥ' => 'a',
        'º' | 'ɔ' | 'ɵ' => 'o',
        'ɓ' => 'b',
        'ɖ' | 'ɗ' => 'd',
        'ə' | 'ɛ' => 'e',
        'ɠ' | 'ɣ' => 'g',
        'ⱨ' => 'h',
        'ɨ' | 'ɩ' => 'i',
        'ⱪ' => 'k',
        'ɫ' | 'ⱡ' => 'l',
        'ɲ' => 'n',
        'ɽ' => 'r',
        'ʈ' | 'ⱦ' => 't',
        'ʉ' | 'ʊ' => 'u',
        'ʋ' => 'v',
        'ⱬ' => 'z',
        '\u{37e}' => ';',
        '\u{385}' => '¨',
        '\u{387}' => '·',
        // Greek, and from U+1F00 on ancient Greek
        'ά' | '\u{1f00}'..='\u{1f07}' | '\u{1f70}' | '\u{1f71}' | '\u{1f80}'..='\u{1f87}' | '\u{1fb0}'..='\u{1fb7}' => 'α',
        'έ' | '\u{1f10}'..='\u{1f15}' | '\u{1f72}' | '\u{1f73}' => 'ε',
        'ή' | '\u{1f20}'..='\u{1f27}' | '\u{1f74}' | '\u{1f75}' | '\u{1f90}'..='\u{1f97}' | '\u{1fc2}'..='\u{1fc7}' => 'η',
        'ί' | 'ϊ' | 'ΐ' | '\u{1f30}'..='\u{1f37}' | '\u{1f76}' | '\u{1f77}' | '\u{1fbe}' | '\u{1fd0}'..='\u{1fd7}' => 'ι',
        'ό' | '\u{1f40}'..='\u{1f45}' | '\u{1f78}' | '\u{1f79}' => 'ο',
        '\u{1fe4}' | '\u{1fe5}' => 'ρ',
        'ς' => 'σ',
        'ύ'
        | 'ϋ'
        | 'ΰ'
        | '\u{3d2}'..='\u{3d4}'
        | '\u{1f50}'..='\u{1f57}'
        | '\u{1f7a}'
        | '\u{1f7b}'
        | '\u{1fe0}'..='\u{1fe3}'
        | '\u{1fe6}'
        | '\u{1fe7}' => 'υ',
        'ώ' | '\u{1f60}'..='\u{1f67}' | '\u{1f7c}' | '\u{1f7d}' | '\u{1fa0}'..='\u{1fa7}' | '\u{1ff2}'..='\u{1ff7}' => 'ω',
        // Cyrillic
        'ӑ' | 'ӓ' => 'а',
        'ґ' | 'ѓ' => 'г',
        'ё' | 'ѐ' | 'ӗ' => 'е',
        'ӂ' | 'ӝ' => 'ж',
        'ӟ' => 'з',
        'й' | 'ѝ' | 'ӣ' | 'ӥ' => 'и',
        'ї' => 'і',
        'ќ' => 'к',
        'ӧ' => 'о',
        'ў' | 'ӯ' | 'ӱ' | 'ӳ' => 'у',
        'ӵ' => 'ч',
        'ӹ' => 'ы',
        'ӭ' => 'э',
        'ӛ' => 'ә',
        'ӫ' => 'ө',
        'ѷ' => 'ѵ',
        // Arabic and Persian
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        'ۀ' => 'ە',
        'ۂ' => 'ہ',
        'ۓ' => 'ے',
        // Devanagari
        'ऩ' => 'न',
        'ऱ' => 'र',
        'ऴ' => 'ळ',
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95a}' => 'ग',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95d}' => 'ढ',
        '\u{95e}' => 'फ',
        '\u{95f}' => 'य',
        // Japanese: katakana as hiragana
        'ヷ' => 'わ',
        'ヸ' => 'ゐ',
        'ヹ' => 'ゑ',
        'ヺ' => 'を',
        'ァ'..='ヶ' | 'ヽ' | 'ヾ' => char::from_u32(char as u32 - 0x60).unwrap_or(char),
        '\u{ff66}'..='\u{ff9d}' => HALF_WIDTH.chars().nth(char as usize - 0xff66).unwrap_or(char),
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn what_people_type_finds_what_is_written() {
        for (written, folded) in [
            ("Noor van den BERG", "noor van den berg"),
            ("Müller-Lüdenscheidt", "muller-ludenscheidt"),
            ("STRAẞE Straße", "strasse strasse"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Ærøskøbing Þór Đorđe Œuvre", "aeroskobing thor dorde oeuvre"),
            ("İstanbul Işık ıssız", "istanbul isik issiz"),
            ("Nguyễn Thị Phương Đặng Trường", "nguyen thi phuong dang truong"),
            ("Ɓala Ǆemal Ĳssel Əliyev", "bala dzemal ijssel eliyev"),
            ("ﬁnanzen eﬃzient", "finanzen effizient"),
            ("O’Brien “Bob” — A\u{a0}B", "o'brien \"bob\" - a b"),
            ("Ἀθῆναι ΑΘΉΝΑ Σίσυφος", "αθηναι αθηνα σισυφοσ"),
            ("Фёдор Андрей Їжак", "федор андреи іжак"),
            ("أحمد إبراهيم آمال مُحَمَّد علـــي", "احمد ابراهيم امال محمد علي"),
            ("کریمی كريمي می\u{200c}خواهم", "كريمي كريمي ميخواهم"),
            ("שָׁלוֹם", "שלום"),
            ("タナカ ﾀﾅｶ たなか ガ ｶﾞ ヴ ﾊﾟ", "たなか たなか たなか が が ゔ ぱ"),
            ("ＡＢＣ－１２３　Ｘ", "abc-123 x"),
            ("٠١٢ ۳۴۵ ६७", "012 345 67"),
            ("김철수", "김철수"),
            ("क़ ज़", "क ज"),
            ("山田 🏳\u{fe0f}\u{200d}🌈", "山田 🏳🌈"),
            ("a\u{300}\u{301}\u{489}z", "a\u{489}z"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn every_sign_of_the_tables_leads_somewhere() {
        for (table, first) in [(LATIN.as_slice(), 0xc0), (LATIN_ADDITIONAL.as_slice(), 0x1e00)] {
            for (place, letter) in table.iter().enumerate() {
                let char = char::from_u32(first + place as u32).unwrap();
                assert!(matches!(letter, b'a'..=b'z' | b'*' | b'_'), "{char}");
                assert_eq!(*letter == b'*', digraph(char.to_lowercase().next().unwrap()).is_some(), "{char}");
            }
        }
        assert_eq!(HALF_WIDTH.chars().count(), 0xff9e - 0xff66);
    }

    #[test]
    fn every_character_folds_once_and_as_its_other_case() {
        for char in '\0'..=char::MAX {
            let folded = fold(&char.to_string());
            assert_eq!(fold(&folded), folded, "{char:?}");
            let lower = char.to_lowercase().collect::<String>();
            assert_eq!(fold(&lower), folded, "{char:?}");
        }
    }

    #[test]
    fn composed_and_decomposed_characters_are_one() {
        let blocks = [
            '\u{c0}'..='\u{24f}',
            '\u{370}'..='\u{5ff}',
            '\u{600}'..='\u{6ff}',
            '\u{900}'..='\u{97f}',
            '\u{1e00}'..='\u{1fbc}',
            '\u{212a}'..='\u{212b}',
            '\u{3040}'..='\u{30ff}',
            '\u{ac00}'..='\u{d7a3}',
        ];
        for char in blocks.into_iter().flatten() {
            assert_eq!(fold(&char.nfd().collect::<String>()), fold(&char.to_string()), "{char:?}");
        }
    }

    #[test]
    fn the_arena_before_is_never_touched() {
        let mut arena = fold("か");
        fold_into("\u{3099}ア", &mut arena);
        assert_eq!(arena, "かあ");
        let mut arena = String::from("\u{1100}");
        fold_into("\u{1161}", &mut arena);
        assert_eq!(arena, "\u{1100}\u{1161}");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "\\PC*|(\\PC|[\u{1100}-\u{1112}\u{1161}-\u{1175}\u{11a8}-\u{11c2}]|[か-んカ-ン\u{3099}\u{309a}\u{ff66}-\u{ff9f}]|[\u{300}-\u{36f}\u{200b}-\u{200f}])*") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&folded), folded);
        }

        #[test]
        fn folding_ascii_is_lowering(text in "[\\x00-\\x7f]*") {
            prop_assert_eq!(fold(&text), text.to_ascii_lowercase());
        }

        #[test]
        fn folding_parts_is_folding_the_whole(ascii in "[ -~]*", text in "\\PC*") {
            prop_assert_eq!(fold(&format!("{ascii} {text}")), format!("{} {}", fold(&ascii), fold(&text)));
        }
    }
}
