//! Reads a backup that arrives in chunks, piece by piece.

use std::collections::BTreeMap;

use model::{FieldKey, Life, ObjectKey};

use super::{BackupError, BackupRecord, FilePart, Header, Item, MAX_BACKUP, Summary, VERSION, WITHOUT_FILES, base64, value};
use crate::json::{Builder, Json, JsonMistake, Token, Tokens};
use model::validate::{ParseContext, parse_date_time};

/// Reads a backup: push chunks, take items until there is none, at last say that the input is at its end and take the rest.
///
/// Items may be looked at as they come, but nothing may be kept before [`Item::End`]: only it says that nothing is missing.
pub struct Reader {
    tokens: Tokens,
    state: State,
    received: u64,
    is_last: bool,
    has_version: bool,
    has_objects: bool,
    header: Header,
    summary: Summary,
    counts: Option<BTreeMap<String, u64>>,
    /// What the document says its checksum is, and what it is.
    checksum: Option<(String, u64)>,
    error: Option<BackupError>,
}

enum State {
    /// Before the first byte.
    Mark,
    /// Before the brace.
    Opening,
    /// Among the members of the document.
    Member,
    /// Behind the name of a member, whose value is collected.
    Value(String, Builder),
    /// Behind `objects`, before its brace.
    Objects,
    /// Among the objects.
    Object,
    /// Behind the name of an object, before its bracket.
    Records(ObjectKey),
    /// Among the records of an object.
    Record(ObjectKey, Builder),
    /// Behind `log`, before its bracket.
    Log,
    /// Among the changes.
    Change,
    /// Behind `files`, before its bracket.
    Files,
    /// Among the parts of files.
    Part(Builder),
    /// Behind the brace.
    Ended,
    /// [`Item::End`] was given.
    Done,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// Before the first byte.
    #[must_use]
    pub fn new() -> Self {
        Self {
            tokens: Tokens::new(),
            state: State::Mark,
            received: 0,
            is_last: false,
            has_version: false,
            has_objects: false,
            header: Header {
                created: 0,
                workspace: String::new(),
            },
            summary: Summary::default(),
            counts: None,
            checksum: None,
            error: None,
        }
    }

    /// Takes the next bytes. A megabyte at a time keeps memory small.
    pub fn push(&mut self, bytes: &[u8]) {
        self.received += bytes.len() as u64;
        if self.received <= MAX_BACKUP {
            self.tokens.push(bytes);
        } else {
            self.error.get_or_insert(BackupError::TooLarge(MAX_BACKUP));
        }
    }

    /// Says that all bytes were pushed.
    pub fn end_of_input(&mut self) {
        self.is_last = true;
        self.tokens.end_of_input();
    }

    /// Bytes that were pushed.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// The next item; `None` when more bytes are needed, or after the end.
    ///
    /// # Errors
    /// [`BackupError`]; every later call returns the same one.
    #[expect(
        clippy::should_implement_trait,
        reason = "an iterator ends at the first None, which here only asks for more bytes"
    )]
    pub fn next(&mut self) -> Result<Option<Item>, BackupError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let result = self.read();
        if let Err(error) = &result {
            self.error = Some(error.clone());
        }
        result
    }

    fn read(&mut self) -> Result<Option<Item>, BackupError> {
        if matches!(self.state, State::Mark) {
            if self.received == 0 && !self.is_last || self.tokens.skip_mark().is_none() {
                return Ok(None);
            }
            self.state = State::Opening;
        }
        loop {
            let token = match self.tokens.next() {
                Ok(Some(token)) => token,
                Ok(None) => return self.pause(),
                Err(mistake) => return Err(self.broken(mistake)),
            };
            if let Some(item) = self.take(token)? {
                return Ok(Some(item));
            }
        }
    }

    /// Nothing is left to read: more is to come, or this is the end.
    fn pause(&mut self) -> Result<Option<Item>, BackupError> {
        match self.state {
            State::Done => Ok(None),
            _ if !self.is_last => Ok(None),
            State::Ended => {
                self.state = State::Done;
                self.verify().map(Some)
            }
            State::Opening => Err(BackupError::Empty),
            _ => Err(BackupError::Truncated { bytes: self.received }),
        }
    }

    fn broken(&self, mistake: JsonMistake) -> BackupError {
        let place = self.tokens.place();
        match self.state {
            State::Opening => BackupError::NotABackup,
            State::Ended | State::Done => BackupError::Trailing { byte: place.byte },
            _ => BackupError::Json {
                line: place.line,
                byte: place.byte,
                mistake,
            },
        }
    }

    fn shape(&self, what: &'static str) -> BackupError {
        let place = self.tokens.place();
        BackupError::Shape {
            line: place.line,
            byte: place.byte,
            what,
        }
    }

    /// Takes a token; gives an item when one is complete.
    fn take(&mut self, token: Token) -> Result<Option<Item>, BackupError> {
        let state = std::mem::replace(&mut self.state, State::Done);
        let (state, item) = match (state, token) {
            (State::Opening, Token::BeginObject) => (State::Member, None),
            (State::Opening, _) => return Err(BackupError::NotABackup),
            (State::Member, Token::EndObject) => (State::Ended, None),
            (State::Member, Token::Key(key)) => match key.as_str() {
                "kith" => (State::Value(key, Builder::default()), None),
                // The version comes first: before it, nothing says what the rest means.
                _ if !self.has_version => return Err(BackupError::NotABackup),
                _ if self.checksum.is_some() => return Err(self.shape("the end")),
                "objects" => (State::Objects, None),
                "log" => (State::Log, None),
                "files" => (State::Files, None),
                _ => (State::Value(key, Builder::default()), None),
            },
            (State::Value(key, mut builder), token) => match builder.take(token) {
                None => (State::Value(key, builder), None),
                Some(json) => (State::Member, self.member(key, json)?),
            },
            (State::Objects, Token::BeginObject) => {
                self.has_objects = true;
                (State::Object, Some(Item::Header(self.header.clone())))
            }
            (State::Objects, _) => return Err(self.shape("an object of objects")),
            (State::Object, Token::EndObject) => (State::Member, None),
            (State::Object, Token::Key(key)) => (State::Records(key.into()), None),
            (State::Records(object), Token::BeginArray) => {
                self.summary.records.entry(object.clone()).or_default();
                (State::Record(object, Builder::default()), None)
            }
            (State::Records(_), _) => return Err(self.shape("an array of records")),
            (State::Record(object, mut builder), token) => {
                if token == Token::EndArray && self.tokens.depth() == 2 {
                    (State::Object, None)
                } else {
                    let json = builder.take(token);
                    let record = json.map(|json| self.record(&object, json)).transpose()?;
                    (State::Record(object, builder), record.map(Item::Record))
                }
            }
            (State::Log, Token::BeginArray) => (State::Change, None),
            (State::Log, _) => return Err(self.shape("an array of changes")),
            (State::Change, Token::EndArray) => (State::Member, None),
            (State::Change, Token::String(text)) => {
                let bytes = base64::read(&text).ok_or_else(|| self.shape("a change in Base64"))?;
                self.summary.changes += 1;
                (State::Change, Some(Item::Change(bytes)))
            }
            (State::Change, _) => return Err(self.shape("a change in Base64")),
            (State::Files, Token::BeginArray) => (State::Part(Builder::default()), None),
            (State::Files, _) => return Err(self.shape("an array of files")),
            (State::Part(mut builder), token) => {
                if token == Token::EndArray && self.tokens.depth() == 1 {
                    (State::Member, None)
                } else {
                    let json = builder.take(token);
                    let part = json.map(|json| self.part(json)).transpose()?;
                    (State::Part(builder), part.map(Item::Part))
                }
            }
            // The grammar lets nothing else through.
            (_, _) => return Err(self.shape("another value")),
        };
        self.state = state;
        Ok(item)
    }

    /// A member of the document other than records and changes.
    fn member(&mut self, key: String, json: Json) -> Result<Option<Item>, BackupError> {
        match (key.as_str(), &json) {
            ("kith", Json::Number(version)) => match version.parse::<u64>() {
                Ok(WITHOUT_FILES..=VERSION) => self.has_version = true,
                Ok(newer) if newer > VERSION => return Err(BackupError::Newer(newer)),
                _ => return Err(BackupError::NotABackup),
            },
            ("kith", _) => return Err(BackupError::NotABackup),
            ("created", Json::String(text)) => {
                self.header.created = parse_date_time(text, &ParseContext::default()).map_err(|_| self.shape("a moment"))?;
            }
            ("workspace", Json::String(text)) => self.header.workspace.clone_from(text),
            ("counts", Json::Object(members)) => {
                let count = |(key, json): &(String, Json)| match json {
                    Json::Number(count) => count.parse().ok().map(|count| (key.clone(), count)),
                    _ => None,
                };
                let mut counts = BTreeMap::new();
                for member in members {
                    let (what, count) = count(member).ok_or_else(|| self.shape("numbers of records"))?;
                    counts.insert(what, count);
                }
                self.counts = Some(counts);
            }
            ("checksum", Json::String(text)) => self.checksum = Some((text.clone(), self.tokens.checksum_before_key())),
            ("created" | "workspace" | "counts" | "checksum", _) => return Err(self.shape("another value")),
            _ => {
                self.summary.unknown += 1;
                return Ok(Some(Item::Unknown(key, json.to_text())));
            }
        }
        Ok(None)
    }

    fn record(&mut self, object: &ObjectKey, json: Json) -> Result<BackupRecord, BackupError> {
        let Json::Object(members) = json else {
            return Err(self.shape("a record"));
        };
        let mut record = BackupRecord {
            object: object.clone(),
            id: model::RecordId::NIL,
            life: Life::Alive,
            purged: false,
            fields: Vec::new(),
            unknown_fields: Vec::new(),
            unknown: Vec::new(),
        };
        for (key, json) in members {
            match (key.as_str(), json) {
                ("id", Json::String(text)) => record.id = text.parse().map_err(|_| self.shape("a record id"))?,
                ("life", Json::String(life)) => match life.as_str() {
                    "alive" => {}
                    "trashed" => record.life = Life::Trashed,
                    "retracted" => record.life = Life::Retracted,
                    "purged" => record.purged = true,
                    _ => return Err(self.shape("a state of a record")),
                },
                ("fields", Json::Object(fields)) => {
                    for (key, json) in fields {
                        match value::read(&json) {
                            Some(value) => record.fields.push((FieldKey::from(key), value)),
                            None => record.unknown_fields.push((FieldKey::from(key), json.to_text())),
                        }
                    }
                }
                ("id" | "life" | "fields", _) => return Err(self.shape("a record")),
                (_, json) => record.unknown.push((key, json.to_text())),
            }
        }
        if record.id == model::RecordId::NIL {
            return Err(self.shape("a record id"));
        }
        self.summary.unknown += (record.unknown.len() + record.unknown_fields.len()) as u64;
        *self.summary.records.entry(object.clone()).or_default() += 1;
        Ok(record)
    }

    fn part(&mut self, json: Json) -> Result<FilePart, BackupError> {
        let Json::Object(members) = json else {
            return Err(self.shape("a part of a file"));
        };
        let (mut sha256, mut number, mut bytes) = (None, None, None);
        for (key, json) in members {
            match (key.as_str(), json) {
                ("sha256", Json::String(text)) => sha256 = Some(text),
                ("part", Json::Number(text)) => number = text.parse().ok(),
                ("data", Json::String(text)) => bytes = base64::read(&text),
                ("sha256" | "part" | "data", _) => return Err(self.shape("a part of a file")),
                _ => self.summary.unknown += 1,
            }
        }
        self.summary.parts += 1;
        match (sha256, number, bytes) {
            (Some(sha256), Some(part), Some(bytes)) => Ok(FilePart { sha256, part, bytes }),
            _ => Err(self.shape("a part of a file")),
        }
    }

    /// Whether everything is there that should be.
    fn verify(&self) -> Result<Item, BackupError> {
        let (said, found) = self.checksum.as_ref().ok_or(BackupError::NoChecksum)?;
        if *said != format!("xxh64:{found:016x}") {
            return Err(BackupError::Checksum);
        }
        if !self.has_objects {
            return Err(self.shape("an object of objects"));
        }
        let counts = self.counts.as_ref().ok_or_else(|| self.shape("numbers of records"))?;
        let records = self.summary.records.iter().map(|(object, count)| (object.to_string(), *count));
        let mut found = BTreeMap::new();
        let others = [("log", self.summary.changes), ("files", self.summary.parts)];
        found.extend(records.chain(others.map(|(what, count)| (what.to_owned(), count))));
        for what in found.keys().chain(counts.keys()) {
            let of = |counts: &BTreeMap<String, u64>| counts.get(what).copied().unwrap_or(0);
            let (expected, found) = (of(counts), of(&found));
            if expected != found {
                return Err(BackupError::Count {
                    what: what.clone(),
                    expected,
                    found,
                });
            }
        }
        Ok(Item::End(self.summary.clone()))
    }
}
