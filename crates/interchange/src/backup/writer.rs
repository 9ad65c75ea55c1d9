//! Writes a backup record by record.

use std::collections::BTreeMap;

use model::{Life, ObjectKey};

use super::{BackupRecord, Checksum, FilePart, Header, VERSION, WITHOUT_FILES, base64, value};
use crate::export::instant;
use crate::json::write_string;

/// Writes a backup. What is written can be taken at any time, so that it is never in memory as a whole.
///
/// Records come object by object, then the changes of the log, oldest first, then the files.
pub struct Writer {
    out: String,
    checksum: Checksum,
    /// Bytes of `out` that the checksum has.
    summed: usize,
    part: Part,
    counts: BTreeMap<ObjectKey, u64>,
    changes: u64,
    parts: u64,
}

#[derive(PartialEq, Eq, Debug)]
enum Part {
    /// Before the first record.
    Beginning,
    Object(ObjectKey),
    Log,
    Files,
}

/// Why something cannot be written at this place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// Records of this object were written before, and others after them.
    #[error("the records of “{0}” do not stand together")]
    ObjectTwice(ObjectKey),
    /// The log or the files have begun.
    #[error("records come before the log and the files")]
    AfterLog,
}

impl Writer {
    /// Begins a backup without files.
    #[must_use]
    pub fn new(header: &Header) -> Self {
        Self::begin(header, WITHOUT_FILES)
    }

    /// Begins a backup that may have files.
    #[must_use]
    pub fn with_files(header: &Header) -> Self {
        Self::begin(header, VERSION)
    }

    fn begin(header: &Header, version: u64) -> Self {
        let mut out = format!("{{\"kith\":{version},\"created\":");
        write_string(&mut out, &instant(header.created).unwrap_or_default());
        out.push_str(",\"workspace\":");
        write_string(&mut out, &header.workspace);
        out.push_str(",\n\"objects\":{");
        Self {
            out,
            checksum: Checksum::default(),
            summed: 0,
            part: Part::Beginning,
            counts: BTreeMap::new(),
            changes: 0,
            parts: 0,
        }
    }

    /// Writes a record.
    ///
    /// # Errors
    /// [`WriteError`] when records of its object do not stand together, or the log has begun; nothing is written then.
    pub fn record(&mut self, record: &BackupRecord) -> Result<(), WriteError> {
        match &self.part {
            Part::Log | Part::Files => return Err(WriteError::AfterLog),
            Part::Object(object) if *object == record.object => self.out.push_str(",\n"),
            _ if self.counts.contains_key(&record.object) => return Err(WriteError::ObjectTwice(record.object.clone())),
            part => {
                self.out.push_str(if *part == Part::Beginning { "\n" } else { "\n],\n" });
                write_string(&mut self.out, &record.object);
                self.out.push_str(":[\n");
                self.part = Part::Object(record.object.clone());
            }
        }
        *self.counts.entry(record.object.clone()).or_default() += 1;
        self.write_record(record);
        Ok(())
    }

    fn write_record(&mut self, record: &BackupRecord) {
        let out = &mut self.out;
        out.push_str("{\"id\":");
        write_string(out, &record.id.to_string());
        let life = match record.life {
            _ if record.purged => "purged",
            Life::Alive => "",
            Life::Trashed => "trashed",
            Life::Retracted => "retracted",
        };
        if !life.is_empty() {
            out.push_str(",\"life\":");
            write_string(out, life);
        }
        out.push_str(",\"fields\":{");
        let mut first = true;
        let mut comma = |out: &mut String| {
            if !std::mem::take(&mut first) {
                out.push(',');
            }
        };
        for (key, field) in &record.fields {
            comma(out);
            write_string(out, key);
            out.push(':');
            value::write(out, field);
        }
        for (key, json) in &record.unknown_fields {
            comma(out);
            write_string(out, key);
            out.push(':');
            out.push_str(json);
        }
        out.push('}');
        for (key, json) in &record.unknown {
            out.push(',');
            write_string(out, key);
            out.push(':');
            out.push_str(json);
        }
        out.push('}');
    }

    /// Writes the bytes of a change of the log.
    pub fn change(&mut self, bytes: &[u8]) {
        match self.part {
            Part::Log => self.out.push_str(",\n\""),
            _ => {
                self.close_objects();
                self.out.push_str(",\n\"log\":[\n\"");
                self.part = Part::Log;
            }
        }
        base64::write(&mut self.out, bytes);
        self.out.push('"');
        self.changes += 1;
    }

    /// Writes a part of a file of a backup begun with [`Writer::with_files`]. No change of the log follows.
    pub fn part(&mut self, part: &FilePart) {
        match self.part {
            Part::Files => self.out.push_str(",\n"),
            _ => {
                match self.part {
                    Part::Log => self.out.push_str("\n]"),
                    _ => self.close_objects(),
                }
                self.out.push_str(",\n\"files\":[\n");
                self.part = Part::Files;
            }
        }
        self.out.push_str("{\"sha256\":");
        write_string(&mut self.out, &part.sha256);
        self.out.push_str(&format!(",\"part\":{},\"data\":\"", part.part));
        base64::write(&mut self.out, &part.bytes);
        self.out.push_str("\"}");
        self.parts += 1;
    }

    fn close_objects(&mut self) {
        self.out.push_str(if self.part == Part::Beginning { "}" } else { "\n]}" });
    }

    /// Writes the end, with counts and checksum, and gives what was not taken yet.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        match self.part {
            Part::Log | Part::Files => self.out.push_str("\n]"),
            _ => self.close_objects(),
        }
        self.out.push_str(",\n\"counts\":{");
        for (object, count) in &self.counts {
            write_string(&mut self.out, object);
            self.out.push_str(&format!(":{count},"));
        }
        self.out.push_str(&format!("\"log\":{}", self.changes));
        if self.parts > 0 {
            self.out.push_str(&format!(",\"files\":{}", self.parts));
        }
        self.out.push_str("},\n");
        self.sum();
        let checksum = self.checksum.digest();
        self.out.push_str(&format!("\"checksum\":\"xxh64:{checksum:016x}\"}}\n"));
        self.out.into_bytes()
    }

    /// Bytes that are written and not taken yet.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.out.len()
    }

    /// Takes what was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        self.sum();
        self.summed = 0;
        std::mem::take(&mut self.out).into_bytes()
    }

    /// Adds what was written to the checksum. Line ends are the only blanks that stand between tokens.
    fn sum(&mut self) {
        for line in self.out[self.summed..].split('\n') {
            self.checksum.update(line.as_bytes());
        }
        self.summed = self.out.len();
    }
}
