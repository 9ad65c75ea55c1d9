//! E-mail: messages (.eml, RFC 5322) and mailboxes (mbox, RFC 4155). Each message is a row, whose columns go to the fields of
//! activities.
//!
//! Of a message its people, its subject, its time and its text are taken. Markup becomes plain text, attachments are counted and
//! never opened, messages within messages are attachments, and nothing that a message refers to is ever fetched.
//!
//! A reader of our own: with it the engine grows by 17 KB (brotli). mail-parser 0.11 was measured at 54 KB without the encodings of
//! East Asia, in whose mails it then reads neither text nor names, and at 149 KB with them; here the browser's decoder reads those.

mod body;
mod headers;
mod html;
mod people;
#[cfg(test)]
mod tests;
mod transfer;

use std::borrow::Cow;
use std::rc::Rc;

use memchr::{memchr, memchr_iter, memmem};
use model::{FileKind, RecordId};

use crate::csv::FormProblem;
use crate::decode::LegacyDecoder;
use crate::extract::{Extracted, Origin, Overfull, RowWriter, Tally};
use crate::mapping::{MatchBy, Target};
use crate::typed::join_list;
use body::Body;
use headers::Headers;
use model::reading::MailError;
use people::Person;

impl From<Overfull> for MailError {
    fn from(Overfull: Overfull) -> Self {
        MailError::TooLarge
    }
}

/// Most bytes of a subject.
const MAX_SUBJECT: usize = 1_000;
/// People of a message that are kept.
const MOST_PEOPLE: usize = 200;

/// The columns, by their names in our own export.
const COLUMNS: [&str; 8] = [
    "Subject",
    "Type",
    "At",
    "Direction",
    "Text",
    "Contact",
    "Contact (further)",
    "External ID",
];

/// Where the columns go. Whom a message is from or to is made where it is not known; whoever else it names is only linked.
fn targets() -> Vec<Target> {
    let field = |key: &str| Target::Field(key.into());
    let mut targets = ["subject", "type", "at", "direction", "body"].map(field).to_vec();
    targets.extend([
        Target::Reference {
            field: "contact".into(),
            match_by: MatchBy::Email,
            create_missing: true,
        },
        Target::Further("contact".into()),
        field("external_id"),
    ]);
    targets
}

/// Header fields of which one alone tells a message from a table.
const TELLING: [&str; 10] = [
    "from",
    "to",
    "date",
    "subject",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "content-type",
];

/// Whether a file that begins like this holds messages: the line before each message of a mailbox, or header fields of which two
/// are those of messages.
pub(crate) fn begins_mail(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let end = |rest: &[u8]| rest.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(rest.len());
    if is_envelope(&head[..end(head)]) {
        return true;
    }
    let (mut rest, mut telling) = (head, 0);
    while !rest.is_empty() {
        let (line, more) = rest.split_at(end(rest));
        rest = more.strip_prefix(b"\r\n").or(more.get(1..)).unwrap_or_default();
        match headers::name_of(line) {
            Some(name) => telling += u32::from(TELLING.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))),
            None if line.starts_with(b" ") || line.starts_with(b"\t") => {}
            // The first bytes may end within a line.
            None => return telling >= 2 && (line.is_empty() || more.is_empty()),
        }
    }
    telling >= 2
}

/// Whether a line stands before a message of a mailbox: `From somebody Sat Jan  3 01:05:34 1996`.
fn is_envelope(line: &[u8]) -> bool {
    let is_time = |word: &[u8]| word.len() >= 5 && word[2] == b':' && word[..2].iter().chain(&word[3..5]).all(u8::is_ascii_digit);
    let is_year = |word: &[u8]| word.len() == 4 && word.iter().all(u8::is_ascii_digit);
    let words = || line.split(u8::is_ascii_whitespace);
    line.starts_with(b"From ") && words().any(is_time) && words().any(is_year)
}

/// Reads messages in steps.
pub(crate) struct Reading {
    bytes: Rc<Vec<u8>>,
    at: usize,
    line: u32,
    is_mailbox: bool,
    /// Addresses of one's own team.
    own: Vec<String>,
    legacy: Option<Box<dyn LegacyDecoder>>,
    attachments: Tally,
    writer: RowWriter,
}

impl Reading {
    /// Opens a file of messages. `own` are the addresses by which received messages are told from sent ones.
    pub(crate) fn new(mut bytes: Rc<Vec<u8>>, own: &[String], legacy: Option<Box<dyn LegacyDecoder>>) -> Result<Self, MailError> {
        if memchr(b'\n', &bytes).is_none() && memchr(b'\r', &bytes).is_some() {
            Rc::make_mut(&mut bytes)
                .iter_mut()
                .filter(|byte| **byte == b'\r')
                .for_each(|byte| *byte = b'\n');
        }
        let start = bytes.len() - bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start().len();
        let mut writer = RowWriter::default();
        writer.row(1, &COLUMNS)?;
        Ok(Self {
            is_mailbox: is_envelope(first_line(&bytes[start..]).0),
            line: 1 + lines_in(&bytes[..start]),
            at: start,
            bytes,
            own: own.iter().map(|address| address.to_lowercase()).collect(),
            legacy,
            attachments: Tally::default(),
            writer,
        })
    }

    /// Goes on for about `max` bytes and says whether everything is done.
    pub(crate) fn step(&mut self, max: usize) -> Result<bool, MailError> {
        let until = self.at.saturating_add(max);
        let bytes = self.bytes.clone();
        while self.at < until.min(bytes.len()) {
            let end = self.message_end(&bytes);
            let whole = &bytes[self.at..end];
            let message = if self.is_mailbox { first_line(whole).1 } else { whole };
            self.take(&unquoted(message, self.is_mailbox))?;
            self.line += lines_in(whole);
            self.at = end;
        }
        if self.at < self.bytes.len() {
            return Ok(false);
        }
        // The row of column names is always there.
        if self.writer.rows() < 2 {
            Err(MailError::NoMessages)
        } else {
            Ok(true)
        }
    }

    /// Where the message ends that begins here: before the next line of a mailbox that stands between two messages.
    fn message_end(&self, bytes: &[u8]) -> usize {
        if !self.is_mailbox {
            return bytes.len();
        }
        let rest = &bytes[self.at..];
        let begins = memmem::find_iter(rest, b"\nFrom ").map(|place| place + 1);
        let next = begins.into_iter().find(|&place| {
            let before = &rest[..place - 1];
            let is_blank = before.ends_with(b"\n") || before.ends_with(b"\n\r");
            is_blank && is_envelope(first_line(&rest[place..]).0)
        });
        next.map_or(bytes.len(), |place| self.at + place)
    }

    fn take(&mut self, message: &[u8]) -> Result<(), MailError> {
        let problems = &mut self.writer.problems;
        let (headers, content) = Headers::read(message);
        if headers.is_empty() {
            problems.add(self.line, None, FormProblem::NotAProperty);
            return Ok(());
        }
        let mut body = Body::default();
        let text = body.read(&headers, content, &mut self.legacy);
        for _ in 0..body.attachments {
            self.attachments.add(self.line);
        }
        let mut found = body.problems;
        let subject = headers.text("subject", &mut self.legacy);
        let subject = body::cut(subject, MAX_SUBJECT, &mut found);
        let (direction, people) = self.people(&headers);
        found.dedup();
        for kind in found {
            self.writer.problems.add(self.line, None, kind);
        }
        let id = headers.text("message-id", &mut self.legacy);
        let id = id.trim().trim_start_matches('<').trim_end_matches('>').trim();
        // A message without an id is told by its headers.
        let id = if id.is_empty() {
            RecordId::v5("mail", &headers.whole()).to_string()
        } else {
            id.to_owned()
        };
        let mut people = people.iter().map(Person::to_string);
        let cells = [
            subject,
            "email".to_owned(),
            headers.moment(&mut self.legacy),
            direction.to_owned(),
            text,
            people.next().unwrap_or_default(),
            join_list(people.collect::<Vec<_>>().iter().map(String::as_str)),
            body::cut(id, MAX_SUBJECT, &mut Vec::new()),
        ];
        Ok(self.writer.row(self.line, &cells)?)
    }

    /// Whether a message was received or sent, and the people it is about, the one whom it is from or to first; one's own team is
    /// not among them. Where no address of the team is known, that cannot be told.
    fn people(&mut self, headers: &Headers) -> (&'static str, Vec<Person>) {
        let mut of = |field: &str| people::read(headers.get(field).unwrap_or_default(), &mut self.legacy);
        let mut from = of("from");
        if from.is_empty() {
            from = of("sender");
        }
        let to = ["to", "cc", "bcc"].into_iter().flat_map(of).collect::<Vec<_>>();
        let is_own = |person: &Person| self.own.contains(&person.address);
        let direction = match () {
            () if from.iter().any(is_own) => "out",
            () if to.iter().any(is_own) || !self.own.is_empty() => "in",
            () => "",
        };
        let mut people: Vec<Person> = Vec::new();
        for person in from.into_iter().chain(to) {
            if !is_own(&person) && people.len() < MOST_PEOPLE && !people.iter().any(|known| known.address == person.address) {
                people.push(person);
            }
        }
        (direction, people)
    }

    pub(crate) fn progress(&self) -> (u64, u64, u32) {
        (self.at as u64, self.bytes.len() as u64, self.writer.rows())
    }

    pub(crate) fn finish(mut self) -> Extracted {
        let problems = &mut self.writer.problems;
        self.attachments.report(|count| FormProblem::AttachmentsLeftOut { count }, problems);
        problems.sort();
        let extracted = self.writer.finish(Origin {
            kind: FileKind::Mail,
            meaning: Some(("activity", targets())),
            ..Origin::default()
        });
        Extracted {
            packed: self.bytes,
            ..extracted
        }
    }
}

/// The first line, without its end, and what follows.
fn first_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = memchr(b'\n', bytes).unwrap_or(bytes.len());
    let line = &bytes[..end];
    (line.strip_suffix(b"\r").unwrap_or(line), bytes.get(end + 1..).unwrap_or_default())
}

fn lines_in(bytes: &[u8]) -> u32 {
    memchr_iter(b'\n', bytes).count() as u32
}

/// A message of a mailbox without the sign before lines that begin like the line between messages.
fn unquoted(message: &[u8], is_mailbox: bool) -> Cow<'_, [u8]> {
    let is_quoted = |line: &[u8]| {
        let signs = line.iter().take_while(|byte| **byte == b'>').count();
        signs > 0 && line[signs..].starts_with(b"From ")
    };
    if !is_mailbox || memmem::find(message, b">From ").is_none() {
        return Cow::Borrowed(message);
    }
    let mut plain = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        plain.extend_from_slice(if is_quoted(line) { &line[1..] } else { line });
    }
    Cow::Owned(plain)
}
