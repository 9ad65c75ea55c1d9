//! Workbooks (XLSX): the sheet that is wanted, or the first one with something in it, as rows of text.
//!
//! A reader of our own, because the crates for it cost ten times its size in the browser: the directory of the ZIP file,
//! inflation by `miniz_oxide`, a pull parser, and of the format what a table of values needs. Parts are unpacked piece by piece,
//! so that a small file that unpacks to a huge one takes neither memory nor time.

mod formats;
mod sheet;
mod strings;
#[cfg(test)]
mod tests;
mod xml;
mod zip;

use std::rc::Rc;

use crate::extract::{Extracted, Origin, Overfull, RowWriter};
use crate::limits::{MAX_CELLS, MAX_UNPACKED};
use formats::Format;
use model::reading::{WorkbookDamage, WorkbookError, WorkbookExcess};
use model::{FileKind, order};
use sheet::SheetScan;
use strings::{StringScan, Strings};
use xml::{Pull, Token, attribute, plain};
use zip::{Directory, Part};

/// Largest part that is read at once: the list of sheets, formats.
const MAX_PART: usize = 16 * 1024 * 1024;

/// Begins a container of old Office.
const CONTAINER: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Tells an encrypted workbook from one of old Office: both are containers of the same kind.
fn old_office(bytes: &[u8]) -> WorkbookError {
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    if memchr::memmem::find(bytes, &name).is_some() {
        WorkbookError::Encrypted
    } else {
        WorkbookError::OldFormat
    }
}

/// A sheet of the workbook.
struct SheetEntry {
    name: String,
    path: String,
    hidden: bool,
}

enum Stage {
    Strings(Part, StringScan),
    Sheet(Part, SheetScan),
    Done,
}

/// Reads a workbook in steps.
pub(crate) struct Reading {
    bytes: Rc<Vec<u8>>,
    directory: Directory,
    /// Those that are shown first.
    sheets: Vec<SheetEntry>,
    /// The sheet that is read.
    current: usize,
    /// Whether no other sheet will do.
    is_wanted: bool,
    strings: Strings,
    formats: Vec<Format>,
    base_1904: bool,
    stage: Stage,
    unpacked: u64,
    writer: RowWriter,
}

impl Reading {
    /// Opens a workbook, at the sheet that is wanted.
    pub(crate) fn new(bytes: Rc<Vec<u8>>, wanted: Option<&str>) -> Result<Self, WorkbookError> {
        if bytes.starts_with(CONTAINER) {
            return Err(old_office(&bytes));
        }
        let directory = Directory::read(&bytes)?;
        let book = directory.workbook(&bytes)?;
        let folder = book.name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let relations = relations(&directory, &bytes, &book.name, folder)?;
        let text = Part::whole(&bytes, book, MAX_PART)?;
        let (mut sheets, base_1904) = sheets(&text, &relations)?;
        order::sort_by_key(&mut sheets, |sheet| sheet.hidden);
        let current = match wanted {
            Some(wanted) => sheets
                .iter()
                .position(|sheet| sheet.name == wanted)
                .ok_or_else(|| WorkbookError::NoSheet {
                    wanted: wanted.to_owned(),
                    found: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
                })?,
            None => 0,
        };
        let part = |ending: &str| {
            let relation = relations.iter().find(|relation| relation.kind.ends_with(ending));
            relation.and_then(|relation| directory.find(&relation.target))
        };
        let formats = match part("/styles") {
            Some(entry) => formats::read(&Part::whole(&bytes, entry, MAX_PART)?)?,
            None => Vec::new(),
        };
        let strings = part("/sharedStrings").map(|entry| Part::open(&bytes, entry)).transpose()?;
        let mut reading = Self {
            stage: strings.map_or(Stage::Done, |part| Stage::Strings(part, StringScan::default())),
            bytes,
            directory,
            sheets,
            current,
            is_wanted: wanted.is_some(),
            strings: Strings::default(),
            formats,
            base_1904,
            unpacked: 0,
            writer: RowWriter::default(),
        };
        if matches!(reading.stage, Stage::Done) {
            reading.open_sheet()?;
        }
        Ok(reading)
    }

    /// Opens the sheet that is next.
    fn open_sheet(&mut self) -> Result<(), WorkbookError> {
        let sheet = self.sheets.get(self.current).ok_or(WorkbookError::NoRows)?;
        let entry = self
            .directory
            .find(&sheet.path)
            .ok_or(WorkbookError::Damaged(WorkbookDamage::SheetMissing))?;
        self.stage = Stage::Sheet(Part::open(&self.bytes, entry)?, SheetScan::default());
        Ok(())
    }

    /// Goes on for about `max` unpacked bytes and says whether everything is done.
    pub(crate) fn step(&mut self, max: usize) -> Result<bool, WorkbookError> {
        let until = self.unpacked.saturating_add(max as u64);
        while self.unpacked < until {
            let (part, used, ended) = match &mut self.stage {
                Stage::Done => return Ok(true),
                Stage::Strings(part, scan) => {
                    let mut pull = Pull::new(&part.buffer, part.ended);
                    let ended = scan.take(&mut pull, &mut self.strings)?;
                    let used = pull.at;
                    (part, used, ended)
                }
                Stage::Sheet(part, scan) => {
                    let mut pull = Pull::new(&part.buffer, part.ended);
                    let book = sheet::Book {
                        strings: &self.strings,
                        formats: &self.formats,
                        base_1904: self.base_1904,
                    };
                    let ended = scan.take(&mut pull, &book, &mut self.writer)?;
                    if scan.cells > MAX_CELLS {
                        return Err(too_large(WorkbookExcess::Cells, scan.cells, MAX_CELLS));
                    }
                    let used = pull.at;
                    (part, used, ended)
                }
            };
            if ended {
                self.next_part()?;
            } else if part.ended {
                return Err(WorkbookError::Damaged(WorkbookDamage::SheetCut));
            } else {
                self.unpacked += part.more(&self.bytes, used)? as u64;
                if self.unpacked > MAX_UNPACKED {
                    return Err(too_large(WorkbookExcess::Bytes, self.unpacked, MAX_UNPACKED));
                }
            }
        }
        Ok(matches!(self.stage, Stage::Done))
    }

    /// A part is read to its end: the first sheet follows the strings, the next sheet an empty one.
    fn next_part(&mut self) -> Result<(), WorkbookError> {
        if matches!(self.stage, Stage::Strings(..)) {
            return self.open_sheet();
        }
        if self.writer.rows() > 0 {
            self.stage = Stage::Done;
            return Ok(());
        }
        if self.is_wanted {
            return Err(WorkbookError::EmptySheet(self.sheets[self.current].name.clone()));
        }
        self.current += 1;
        self.open_sheet()
    }

    pub(crate) fn progress(&self) -> (u64, u64, u32) {
        let all = self.bytes.len() as u64;
        let done = match &self.stage {
            Stage::Strings(part, _) | Stage::Sheet(part, _) => part.packed_done(),
            Stage::Done => all,
        };
        (done, all, self.writer.rows())
    }

    pub(crate) fn finish(self) -> Extracted {
        let extracted = self.writer.finish(Origin {
            kind: FileKind::Workbook,
            sheet: self.sheets.get(self.current).map(|sheet| sheet.name.clone()),
            sheets: self.sheets.into_iter().map(|sheet| sheet.name).collect(),
            ..Origin::default()
        });
        Extracted {
            packed: self.bytes,
            ..extracted
        }
    }
}

fn too_large(what: WorkbookExcess, found: u64, max: u64) -> WorkbookError {
    WorkbookError::TooLarge { what, found, max }
}

impl From<Overfull> for WorkbookError {
    fn from(Overfull: Overfull) -> Self {
        let max = crate::limits::MAX_FILE;
        too_large(WorkbookExcess::TextBytes, max, max)
    }
}

/// What a part refers to.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

/// The parts that the list of sheets refers to.
fn relations(directory: &Directory, bytes: &[u8], book: &str, folder: &str) -> Result<Vec<Relation>, WorkbookError> {
    let name = book.rsplit('/').next().unwrap_or(book);
    let path = join(folder, &format!("_rels/{name}.rels"));
    let entry = directory.find(&path).ok_or(WorkbookError::Damaged(WorkbookDamage::PartList))?;
    let text = Part::whole(bytes, entry, MAX_PART)?;
    let mut pull = Pull::new(&text, true);
    let mut relations = Vec::new();
    while let Some(token) = pull.next()? {
        if let Token::Open {
            name: b"Relationship",
            attributes,
            ..
        } = token
        {
            let value = |name: &str| {
                attribute(attributes, name)
                    .map(|value| plain(value).into_owned())
                    .unwrap_or_default()
            };
            relations.push(Relation {
                id: value("Id"),
                kind: value("Type"),
                target: join(folder, &value("Target")),
            });
        }
    }
    Ok(relations)
}

/// The path of a target; one that begins with a stroke begins at the top.
fn join(folder: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut parts = folder.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The sheets in their order, and whether days are counted from 1904.
fn sheets(book: &[u8], relations: &[Relation]) -> Result<(Vec<SheetEntry>, bool), WorkbookError> {
    let mut pull = Pull::new(book, true);
    let (mut sheets, mut base_1904) = (Vec::new(), false);
    while let Some(token) = pull.next()? {
        match token {
            Token::Open {
                name: b"workbookPr",
                attributes,
                ..
            } => base_1904 = attribute(attributes, "date1904").is_some_and(is_true),
            Token::Open {
                name: b"sheet",
                attributes,
                ..
            } => {
                let value = |name: &str| attribute(attributes, name).map(plain).unwrap_or_default();
                let id = value("id");
                // Sheets of charts and macros have other kinds of relations.
                let relation = relations
                    .iter()
                    .find(|relation| relation.id == *id && relation.kind.ends_with("/worksheet"));
                if let Some(relation) = relation {
                    sheets.push(SheetEntry {
                        name: value("name").into_owned(),
                        path: relation.target.clone(),
                        hidden: value("state").to_ascii_lowercase().contains("hidden"),
                    });
                }
            }
            _ => {}
        }
    }
    Ok((sheets, base_1904))
}

fn is_true(value: &[u8]) -> bool {
    matches!(value, b"1" | b"true" | b"on")
}
