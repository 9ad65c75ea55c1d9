//! From text to a tree. Operators bind, loosest first: `or`, `and`, `not`, comparisons, `&`, `+ -`, `* /`, the sign.
//!
//! Fields are written as a name or key, in braces where it has spaces; a dot leads to a field of the record that a reference
//! names. Texts stand in quotation marks, which are doubled inside a text.

use std::ops::Range;

use super::{FormulaError, MAX_DEPTH, MAX_LENGTH, Problem};

/// A part of a formula with its place.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Part {
    pub(super) at: Range<usize>,
    pub(super) form: Form,
    /// Levels of parts below it: whoever walks the tree calls itself so often.
    depth: usize,
}

impl Part {
    fn new(at: Range<usize>, form: Form) -> Result<Self, FormulaError> {
        let depth = match &form {
            Form::Number(_) | Form::Text(_) | Form::Truth(_) | Form::Field(_) => 0,
            Form::Negate(part) | Form::Not(part) => part.depth + 1,
            Form::Binary(_, left, right) => left.depth.max(right.depth) + 1,
            Form::Call(_, arguments) => arguments.iter().map(|part| part.depth).max().unwrap_or(0) + 1,
        };
        // Parentheses nest the text and long sums the tree: the second may be as deep again.
        if depth > 2 * MAX_DEPTH {
            return Err(FormulaError::new(at, Problem::TooDeep));
        }
        Ok(Self { at, form, depth })
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(super) enum Form {
    Number(f64),
    Text(String),
    Truth(bool),
    /// Names of fields: a reference first where there are two.
    Field(Vec<String>),
    Negate(Box<Part>),
    Not(Box<Part>),
    Binary(Operator, Box<Part>, Box<Part>),
    Call(String, Vec<Part>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    Unequal,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
}

impl Operator {
    /// As it is written, and how tightly it binds.
    const ALL: [(&str, Operator, u8); 14] = [
        ("or", Operator::Or, 1),
        ("and", Operator::And, 2),
        ("<=", Operator::AtMost, 4),
        (">=", Operator::AtLeast, 4),
        ("<>", Operator::Unequal, 4),
        ("!=", Operator::Unequal, 4),
        ("=", Operator::Equal, 4),
        ("<", Operator::Less, 4),
        (">", Operator::Greater, 4),
        ("&", Operator::Join, 5),
        ("+", Operator::Add, 6),
        ("-", Operator::Subtract, 6),
        ("*", Operator::Multiply, 7),
        ("/", Operator::Divide, 7),
    ];

    pub(super) fn sign(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, operator, _)| *operator == self)
            .map_or("", |(sign, ..)| sign)
    }
}

/// How tightly `not` binds: looser than a comparison.
const NOT: u8 = 3;
/// How tightly a sign binds.
const SIGN: u8 = 8;

/// The tree of a formula.
pub(super) fn parse(text: &str) -> Result<Part, FormulaError> {
    if text.len() > MAX_LENGTH {
        return Err(FormulaError::new(0..text.len(), Problem::TooLong));
    }
    let mut parser = Parser { text, place: 0, depth: 0 };
    parser.space();
    if parser.rest().is_empty() {
        return Err(FormulaError::new(0..text.len(), Problem::Empty));
    }
    let part = parser.part(0)?;
    if parser.rest().is_empty() {
        Ok(part)
    } else {
        Err(parser.unexpected())
    }
}

struct Parser<'a> {
    text: &'a str,
    place: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.place..]
    }

    fn space(&mut self) {
        self.place = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes a sign or word, if it stands here. A word ends where no letter follows.
    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest();
        let is_here = rest.get(..sign.len()).is_some_and(|start| start.eq_ignore_ascii_case(sign))
            && !(sign.starts_with(char::is_alphabetic) && rest[sign.len()..].starts_with(is_name));
        if is_here {
            self.place += sign.len();
            self.space();
        }
        is_here
    }

    fn unexpected(&self) -> FormulaError {
        let rest = self.rest();
        match rest.chars().next() {
            None => FormulaError::new(self.place..self.place, Problem::Unfinished),
            Some(first) => {
                let length = if is_name(first) { name_length(rest) } else { first.len_utf8() };
                FormulaError::new(self.place..self.place + length, Problem::Unexpected(rest[..length].to_owned()))
            }
        }
    }

    /// A part whose operators bind at least so tightly.
    fn part(&mut self, least: u8) -> Result<Part, FormulaError> {
        if self.depth >= MAX_DEPTH {
            return Err(FormulaError::new(self.place..self.text.len(), Problem::TooDeep));
        }
        self.depth += 1;
        let mut left = self.start()?;
        while let Some(&(sign, operator, strength)) = Operator::ALL.iter().find(|(sign, ..)| self.starts_with(sign)) {
            if strength < least {
                break;
            }
            self.take(sign);
            let right = self.part(strength + 1)?;
            left = Part::new(left.at.start..right.at.end, Form::Binary(operator, Box::new(left), Box::new(right)))?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn starts_with(&self, sign: &str) -> bool {
        Parser { ..*self }.take(sign)
    }

    fn start(&mut self) -> Result<Part, FormulaError> {
        let from = self.place;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Err(self.unexpected());
        };
        let form = match first {
            '(' => {
                self.take("(");
                let part = self.part(0)?;
                self.close()?;
                part.form
            }
            '-' => {
                self.take("-");
                Form::Negate(Box::new(self.part(SIGN)?))
            }
            '"' => self.quoted()?,
            '{' => self.field()?,
            _ if first.is_ascii_digit() || first == '.' => self.number()?,
            _ if is_name(first) => self.word()?,
            _ => return Err(self.unexpected()),
        };
        let end = from + self.text[from..self.place].trim_end().len();
        Part::new(from..end, form)
    }

    fn close(&mut self) -> Result<(), FormulaError> {
        if self.take(")") { Ok(()) } else { Err(self.unexpected()) }
    }

    fn number(&mut self) -> Result<Form, FormulaError> {
        let rest = self.rest();
        let length = rest.find(|char: char| !char.is_ascii_digit() && char != '.').unwrap_or(rest.len());
        let number = rest[..length].parse::<f64>().ok().filter(|number| number.is_finite());
        let number =
            number.ok_or_else(|| FormulaError::new(self.place..self.place + length, Problem::Unexpected(rest[..length].to_owned())))?;
        self.place += length;
        self.space();
        Ok(Form::Number(if self.take("%") { number / 100.0 } else { number }))
    }

    fn quoted(&mut self) -> Result<Form, FormulaError> {
        let from = self.place;
        let mut text = String::new();
        let mut letters = self.text[from + 1..].char_indices().peekable();
        while let Some((index, letter)) = letters.next() {
            if letter != '"' {
                text.push(letter);
            } else if letters.next_if(|(_, next)| *next == '"').is_some() {
                text.push('"');
            } else {
                self.place = from + 1 + index + 1;
                self.space();
                return Ok(Form::Text(text));
            }
        }
        Err(FormulaError::new(from..self.text.len(), Problem::Unclosed))
    }

    fn field(&mut self) -> Result<Form, FormulaError> {
        let mut names = vec![self.braced()?];
        while self.text[..self.place].ends_with('}') && self.rest().starts_with('.') {
            self.place += 1;
            names.push(if self.rest().starts_with('{') {
                self.braced()?
            } else {
                self.plain()?
            });
        }
        self.space();
        Ok(Form::Field(names))
    }

    fn braced(&mut self) -> Result<String, FormulaError> {
        let rest = self.rest();
        let Some(end) = rest.find('}') else {
            return Err(FormulaError::new(self.place..self.text.len(), Problem::Unclosed));
        };
        self.place += end + 1;
        Ok(rest[1..end].trim().to_owned())
    }

    fn plain(&mut self) -> Result<String, FormulaError> {
        let length = name_length(self.rest());
        if length == 0 {
            return Err(self.unexpected());
        }
        let name = self.rest()[..length].to_owned();
        self.place += length;
        Ok(name)
    }

    /// A word: a value, `not`, a function where a parenthesis follows, else a field.
    fn word(&mut self) -> Result<Form, FormulaError> {
        for (word, value) in [("true", true), ("false", false), ("yes", true), ("no", false)] {
            if self.take(word) {
                return Ok(Form::Truth(value));
            }
        }
        if self.take("not") {
            return Ok(Form::Not(Box::new(self.part(NOT)?)));
        }
        let mut names = vec![self.plain()?];
        if self.rest().trim_start().starts_with('(') {
            self.space();
            self.take("(");
            return Ok(Form::Call(names.remove(0), self.arguments()?));
        }
        while self.rest().starts_with('.') {
            self.place += 1;
            names.push(if self.rest().starts_with('{') {
                self.braced()?
            } else {
                self.plain()?
            });
        }
        self.space();
        Ok(Form::Field(names))
    }

    fn arguments(&mut self) -> Result<Vec<Part>, FormulaError> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.part(0)?);
            if !self.take(",") && !self.take(";") {
                self.close()?;
                return Ok(arguments);
            }
        }
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn name_length(text: &str) -> usize {
    text.find(|letter| !is_name(letter)).unwrap_or(text.len())
}
