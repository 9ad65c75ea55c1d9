//! Markup to plain text. Tags, comments, styles and scripts are passed over, never interpreted; nothing is nested, so that no depth
//! of tags costs anything.

/// Elements whose contents are not text.
const HIDDEN: [&str; 6] = ["script", "style", "title", "template", "noscript", "svg"];
/// Elements that stand on lines of their own.
const BLOCKS: [&str; 22] = [
    "address",
    "article",
    "blockquote",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "li",
    "ol",
    "section",
    "tr",
    "ul",
];
/// Elements with an empty line around them.
const PARAGRAPHS: [&str; 3] = ["p", "table", "hr"];

/// Names of signs beyond Latin-1, which mails are full of.
const NAMES: [(&str, char); 38] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("trade", '™'),
    ("hellip", '…'),
    ("bull", '•'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("dagger", '†'),
    ("permil", '‰'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
    ("Yuml", 'Ÿ'),
    ("fnof", 'ƒ'),
    ("larr", '←'),
    ("rarr", '→'),
    ("uarr", '↑'),
    ("darr", '↓'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
];

/// Names of the signs from U+00A0 to U+00FF.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro \
    para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc \
    Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
    agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc \
    otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Longest reference to a sign.
const MAX_REFERENCE: usize = 32;

/// The text of a page.
pub(super) fn text(page: &str) -> String {
    let mut text = Text::default();
    let mut rest = page;
    while let Some(place) = rest.find(['<', '&']) {
        text.push(&rest[..place]);
        rest = &rest[place..];
        rest = if rest.starts_with('&') {
            let (sign, after) = reference(rest);
            text.push_sign(sign);
            after
        } else {
            tag(rest, &mut text)
        };
    }
    text.push(rest);
    let kept = text.text.trim_end().len();
    text.text.truncate(kept);
    text.text
}

/// Text with its blanks collapsed, as a page is shown.
#[derive(Default)]
struct Text {
    text: String,
    /// A blank is due before the next word.
    blank: bool,
    /// Line ends that are due before the next word.
    lines: usize,
    /// Whether line ends count, as in `pre`.
    kept: bool,
}

impl Text {
    fn push(&mut self, written: &str) {
        for char in written.chars() {
            match char {
                '\n' if self.kept => self.lines += 1,
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => self.blank = true,
                char => self.push_sign(char),
            }
        }
    }

    fn push_sign(&mut self, sign: char) {
        // What shows nothing, and the soft hyphen, are there to fool filters or to break words.
        if matches!(sign, '\0' | '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{34f}') {
            return;
        }
        let sign = if sign == '\u{a0}' { ' ' } else { sign };
        if sign == ' ' {
            self.blank = true;
            return;
        }
        if self.text.is_empty() {
            (self.lines, self.blank) = (0, false);
        }
        if self.lines > 0 {
            (0..self.lines.min(2)).for_each(|_| self.text.push('\n'));
        } else if self.blank {
            self.text.push(' ');
        }
        (self.lines, self.blank) = (0, false);
        self.text.push(sign);
    }

    /// At least so many line ends before the next word.
    fn at_least(&mut self, lines: usize) {
        self.lines = self.lines.max(lines);
    }
}

/// Passes over a tag, a comment, or an element whose contents are not text. A sign that begins no tag is text.
fn tag<'a>(rest: &'a str, text: &mut Text) -> &'a str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let inside = &rest[1..];
    let is_end = inside.starts_with('/');
    let named = inside.strip_prefix('/').unwrap_or(inside);
    if !named.starts_with(|char: char| char.is_ascii_alphabetic() || matches!(char, '!' | '?')) {
        text.push_sign('<');
        return inside;
    }
    let length = named.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(named.len());
    let name = named[..length].to_ascii_lowercase();
    let after = end_of_tag(&named[length..]);
    let has = |list: &[&str]| list.contains(&&*name);
    match () {
        () if !is_end && has(&HIDDEN) => return behind(after, &name),
        () if name == "br" => text.lines += 1,
        () if name == "pre" => {
            text.at_least(1);
            text.kept = !is_end;
        }
        () if has(&BLOCKS) => text.at_least(1),
        () if has(&PARAGRAPHS) => text.at_least(2),
        () if name == "td" || name == "th" => text.blank = true,
        () => {}
    }
    if !is_end && name == "li" {
        text.push_sign('•');
        text.blank = true;
    }
    after
}

/// What follows the end of a tag; signs in quotes do not end it. A tag that is never closed takes the rest.
fn end_of_tag(attributes: &str) -> &str {
    let mut quote = None;
    let mut before = '=';
    for (place, char) in attributes.char_indices() {
        match (quote, char) {
            (None, '>') => return &attributes[place + 1..],
            // A quote only opens a value.
            (None, '"' | '\'') if before == '=' => quote = Some(char),
            (Some(open), char) if char == open => quote = None,
            _ => {}
        }
        if !char.is_ascii_whitespace() {
            before = char;
        }
    }
    ""
}

/// What follows the end of an element; all of the rest belongs to one that is never closed.
fn behind<'a>(rest: &'a str, name: &str) -> &'a str {
    let mut at = 0;
    while let Some(place) = rest[at..].find("</") {
        let end = &rest[at + place + 2..];
        if end.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return end_of_tag(&end[name.len()..]);
        }
        at += place + 2;
    }
    ""
}

/// The sign of a reference such as `&euro;` or `&#8364;`, and what follows. One that is not known stands for itself.
fn reference(rest: &str) -> (char, &str) {
    let inside = &rest[1..];
    let end = inside
        .bytes()
        .take(MAX_REFERENCE)
        .position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#');
    let end = end.unwrap_or(inside.len().min(MAX_REFERENCE));
    let name = &inside[..end];
    let after = inside[end..].strip_prefix(';');
    let sign = match name.strip_prefix('#') {
        Some(number) => {
            let number = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            number.map(|number| {
                char::from_u32(number)
                    .filter(|char| !char.is_control())
                    .unwrap_or(char::REPLACEMENT_CHARACTER)
            })
        }
        // Without a semicolon it may be the parameter of an address.
        None => after.and_then(|_| named(name)),
    };
    match sign {
        Some(sign) => (sign, after.unwrap_or(&inside[end..])),
        None => ('&', inside),
    }
}

fn named(name: &str) -> Option<char> {
    let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign);
    let latin = || LATIN.split_ascii_whitespace().position(|known| known == name);
    known.or_else(|| char::from_u32(0xa0 + latin()? as u32))
}
