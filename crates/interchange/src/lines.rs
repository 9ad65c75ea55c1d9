//! Content lines, of which contact cards and calendars consist (RFC 6350 and 5545, section 3; vCard 2.1):
//! a name, parameters and a value, folded over several lines of the file.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr2};

use crate::csv::Problems;
use crate::decode::TextProblem;

/// One property.
pub(crate) struct Line<'a> {
    /// Line of the file on which it begins, from 1.
    pub(crate) line: u32,
    /// Its name in capitals, without the group before it; empty when it is no property.
    pub(crate) name: String,
    /// Names of parameters in capitals, and their values; a parameter without a name is a type.
    parameters: Vec<(String, String)>,
    /// The value as it is written.
    pub(crate) value: Cow<'a, str>,
}

impl Line<'_> {
    /// The values of a parameter; those that stand in a list one by one.
    pub(crate) fn parameter(&self, name: &str) -> impl Iterator<Item = &str> {
        let of_name = self.parameters.iter().filter(move |(known, _)| known == name);
        of_name.flat_map(|(_, value)| value.split(',')).map(str::trim)
    }

    /// A parameter as it stands: names of time zones may have commas in them.
    pub(crate) fn whole_parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.trim())
    }

    /// Whether one of the values of a parameter is this one; letter case does not count.
    pub(crate) fn says(&self, parameter: &str, wanted: &str) -> bool {
        self.parameter(parameter).any(|value| value.eq_ignore_ascii_case(wanted))
    }

    /// Whether the value is this word.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.value.trim().eq_ignore_ascii_case(word)
    }

    /// Whether it is written in quoted-printable, as vCard 2.1 may.
    pub(crate) fn is_quoted_printable(&self) -> bool {
        self.says("ENCODING", "QUOTED-PRINTABLE") || self.says("TYPE", "QUOTED-PRINTABLE")
    }

    /// The value with its escapes read.
    pub(crate) fn text(&self) -> String {
        unescaped(&self.value)
    }
}

/// Reads the properties of a text from a place on.
pub(crate) struct Lines<'a> {
    text: &'a str,
    /// Where the next property begins.
    pub(crate) at: usize,
    /// Its line.
    pub(crate) line: u32,
    /// Properties whose values are not read: pictures may have megabytes.
    without_value: &'static [&'static str],
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str, at: usize, line: u32, without_value: &'static [&'static str]) -> Self {
        Self {
            text,
            at,
            line,
            without_value,
        }
    }

    /// The next line of the file, without its end.
    fn next_line(&mut self) -> &'a str {
        let rest = &self.text[self.at..];
        let end = memchr2(b'\r', b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let length = match rest.as_bytes()[end..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        self.at += end + length;
        self.line += 1;
        &rest[..end]
    }

    fn is_folded(&self) -> bool {
        self.text[self.at..].starts_with([' ', '\t'])
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        loop {
            if self.at >= self.text.len() {
                return None;
            }
            let line = self.line;
            let first = self.next_line();
            let mut whole = Cow::Borrowed(first);
            let keeps_value = !self.without_value.contains(&&*name_of(first));
            // Lines of quoted-printable are joined by the sign at their end, and may begin with a blank that counts.
            let soft = first.ends_with('=') && first.split(':').next().is_some_and(|head| contains_word(head, "quoted-printable"));
            while soft && whole.ends_with('=') && self.at < self.text.len() {
                let more = self.next_line();
                let whole = whole.to_mut();
                whole.pop();
                whole.push_str(more);
            }
            while !soft && self.is_folded() {
                let more = self.next_line();
                if keeps_value || !whole.contains(':') {
                    whole.to_mut().push_str(&more[1..]);
                }
            }
            if !whole.trim().is_empty() {
                return Some(read(line, whole));
            }
        }
    }
}

fn contains_word(text: &str, word: &str) -> bool {
    text.to_ascii_lowercase().contains(word)
}

/// The name at the beginning of a line.
fn name_of(line: &str) -> String {
    let end = line.find([';', ':']).unwrap_or(line.len());
    let name = line[..end].trim();
    name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase()
}

fn read(line: u32, whole: Cow<'_, str>) -> Line<'_> {
    let Some(colon) = outside_quotes(&whole, ':').next() else {
        return Line {
            line,
            name: String::new(),
            parameters: Vec::new(),
            value: whole,
        };
    };
    let head = &whole[..colon];
    let mut starts = outside_quotes(head, ';').map(|place| place + 1).collect::<Vec<_>>();
    starts.push(colon + 1);
    let parameters = starts.windows(2).map(|pair| {
        let parameter = &head[pair[0]..pair[1] - 1];
        let (name, value) = parameter.split_once('=').unwrap_or(("TYPE", parameter));
        (name.trim().to_ascii_uppercase(), value.replace('"', ""))
    });
    let (parameters, name) = (parameters.collect(), name_of(head));
    let value = match whole {
        Cow::Borrowed(whole) => Cow::Borrowed(&whole[colon + 1..]),
        Cow::Owned(mut whole) => {
            whole.drain(..=colon);
            Cow::Owned(whole)
        }
    };
    Line {
        line,
        name,
        parameters,
        value,
    }
}

/// Where a sign stands outside quotes.
fn outside_quotes(text: &str, sign: char) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.char_indices().filter_map(move |(place, char)| {
        quoted ^= char == '"';
        (char == sign && !quoted).then_some(place)
    })
}

/// A text with `\n`, `\,`, `\;`, `\:` and `\\` read; another backslash stands for itself.
pub(crate) fn unescaped(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut chars = written.chars();
    while let Some(char) = chars.next() {
        let next = chars.as_str().chars().next().filter(|_| char == '\\');
        text.push(match next {
            Some('n' | 'N') => '\n',
            Some(next @ (',' | ';' | ':' | '\\')) => next,
            _ => {
                text.push(char);
                continue;
            }
        });
        chars.next();
    }
    text
}

/// The parts of a value between signs that are not escaped, with their escapes read.
pub(crate) fn parts(written: &str, between: char) -> Vec<String> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (place, char) in written.char_indices() {
        if char == between && !escaped {
            parts.push(unescaped(&written[start..place]).trim().to_owned());
            start = place + 1;
        }
        escaped = char == '\\' && !escaped;
    }
    parts.push(unescaped(&written[start..]).trim().to_owned());
    parts
}

/// Moves folds that stand within a character of UTF-8 behind it. Old programs count bytes and not characters.
pub(crate) fn mend_folds(bytes: &mut [u8]) {
    let ends = memchr_iter(b'\n', bytes).collect::<Vec<_>>();
    for end in ends {
        let start = if end > 0 && bytes[end - 1] == b'\r' { end - 1 } else { end };
        let is_fold = matches!(bytes.get(end + 1), Some(b' ' | b'\t'));
        if !is_fold || start == 0 || bytes[start - 1] < 0x80 {
            continue;
        }
        let rest = bytes[end + 2..]
            .iter()
            .take(3)
            .take_while(|byte| (0x80..0xc0).contains(*byte))
            .count();
        bytes[start..end + 2 + rest].rotate_left(end + 2 - start);
    }
}

/// Places the mistakes of a text by line.
pub(crate) fn place(text: &str, found: &[TextProblem], problems: &mut Problems) {
    let (mut line, mut counted) = (1, 0);
    for problem in found {
        let at = problem.at.clamp(counted, text.len());
        line += memchr_iter(b'\n', &text.as_bytes()[counted..at]).count() as u32;
        counted = at;
        problems.add(line, None, problem.kind);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(text: &str) -> Vec<(u32, String, String)> {
        let lines = Lines::new(text, 0, 1, &["PHOTO"]);
        lines.map(|line| (line.line, line.name.clone(), line.value.to_string())).collect()
    }

    #[test]
    fn lines_are_unfolded_and_keep_their_number() {
        let text =
            "BEGIN:VCARD\r\nNOTE:a long\r\n  text\n\titem\nitem1.email;type=\"a:b;c\":x@example.org\nPHOTO;ENCODING=b:AAAA\n BBBB\n\nrest";
        let expected = [
            (1, "BEGIN", "VCARD"),
            (2, "NOTE", "a long textitem"),
            (5, "EMAIL", "x@example.org"),
            (6, "PHOTO", "AAAA"),
            (9, "", "rest"),
        ];
        let expected = expected.map(|(line, name, value)| (line, name.to_owned(), value.to_owned()));
        assert_eq!(all(text), expected);
    }

    #[test]
    fn soft_breaks_of_quoted_printable_join_lines() {
        assert_eq!(
            all("NOTE;ENCODING=QUOTED-PRINTABLE:one=\n two=0D=0A=\nthree\nFN:x")[0].2,
            "one two=0D=0Athree"
        );
        assert_eq!(all("URL:a=\nFN:x")[0].2, "a=", "other values may end in the sign");
    }

    #[test]
    fn parts_are_split_where_no_backslash_stands() {
        assert_eq!(parts(r"a\;b;;c\\;d\nE", ';'), ["a;b", "", r"c\", "d\nE"]);
        assert_eq!(unescaped(r"C:\temp\, \x"), r"C:\temp, \x");
    }

    #[test]
    fn a_fold_within_a_character_moves_behind_it() {
        let mut bytes = "é".as_bytes()[..1].to_vec();
        bytes.extend(b"\r\n ");
        bytes.extend(&"é".as_bytes()[1..]);
        bytes.extend(b"x\n y");
        mend_folds(&mut bytes);
        assert_eq!(bytes, "é\r\n x\n y".as_bytes());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[ -~\r\n\t=:;\"\\\\é]{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let count = all(&text).len();
            prop_assert!(count <= text.len());
            let mut mended = bytes.clone();
            mend_folds(&mut mended);
            prop_assert_eq!(mended.len(), bytes.len());
        }
    }
}
