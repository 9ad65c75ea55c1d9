//! The directory of a ZIP file and the bytes of its entries, unpacked piece by piece.
//!
//! Sizes are taken from the directory. What unpacks to another size than is said there is damaged or a trap, and refused.

use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZError, MZFlush, MZStatus};

use model::reading::{WorkbookDamage, WorkbookError, WorkbookExcess};

use super::too_large;
use crate::limits::MAX_UNPACKED;

/// Most entries of a directory; workbooks have some dozens.
const MAX_ENTRIES: usize = 20_000;
/// Bytes unpacked at once.
const PIECE: usize = 128 * 1024;
/// Longest text without a tag, or tag, of a part.
const MAX_TOKEN: usize = 4 * 1024 * 1024;
/// In place of a size or place that stands elsewhere with 64 bits.
const ZIP64: u32 = u32::MAX;

/// A file in the ZIP file.
pub(super) struct Entry {
    pub(super) name: String,
    encrypted: bool,
    method: u16,
    /// Where its header is.
    at: usize,
    packed: usize,
    size: u64,
}

/// The files in a ZIP file.
pub(super) struct Directory(Vec<Entry>);

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
}

/// Sizes and places; where they are [`ZIP64`], they stand behind the name, one after the other. Some programs always write them there.
fn wide(values: [u32; 3], mut extra: &[u8]) -> Option<[u64; 3]> {
    let plain = values.map(u64::from);
    if !values.contains(&ZIP64) {
        return Some(plain);
    }
    loop {
        let (kind, length) = (u16_at(extra, 0)?, usize::from(u16_at(extra, 2)?));
        let field = extra.get(4..4 + length)?;
        if kind != 1 {
            extra = &extra[4 + length..];
            continue;
        }
        let mut wide = plain;
        let mut at = 0;
        for value in wide.iter_mut().filter(|value| **value == u64::from(ZIP64)) {
            *value = u64::from(u32_at(field, at)?) | u64::from(u32_at(field, at + 4)?) << 32;
            at += 8;
        }
        return Some(wide);
    }
}

impl Directory {
    /// Reads the directory at the end of the file.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, WorkbookError> {
        Self::try_read(bytes)?.ok_or(WorkbookError::Damaged(WorkbookDamage::Directory))
    }

    fn try_read(bytes: &[u8]) -> Result<Option<Self>, WorkbookError> {
        // The last record, which a comment of up to 64 KiB may follow.
        let tail = bytes.len().saturating_sub(22 + 65_535);
        let Some(end) = (tail..bytes.len()).rfind(|&at| bytes[at..].starts_with(b"PK\x05\x06")) else {
            return Ok(None);
        };
        let (Some(size), Some(start)) = (u32_at(bytes, end + 12), u32_at(bytes, end + 16)) else {
            return Ok(None);
        };
        if size == ZIP64 || start == ZIP64 {
            return Err(WorkbookError::Packing);
        }
        // Where something stands before the first file, places count from behind it.
        let Some(before) = (end as u64).checked_sub(u64::from(size) + u64::from(start)) else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        let mut at = end - size as usize;
        while at < end {
            if bytes.get(at..at + 4) != Some(b"PK\x01\x02") {
                return Ok(None);
            }
            let short = |offset: usize| u16_at(bytes, at + offset);
            let long = |offset: usize| u32_at(bytes, at + offset);
            let fields = (|| {
                let (name, extra, comment) = (short(28)?, short(30)?, short(32)?);
                let (name_end, extra) = (at + 46 + usize::from(name), usize::from(extra));
                let (name, more) = (bytes.get(at + 46..name_end)?, bytes.get(name_end..name_end + extra)?);
                let sizes = wide([long(24)?, long(20)?, long(42)?], more)?;
                Some((name_end + extra + usize::from(comment), name, short(8)?, short(10)?, sizes))
            })();
            let Some((next, name, flags, method, [size, packed, place])) = fields else {
                return Ok(None);
            };
            let within = |value: u64| usize::try_from(value).ok().filter(|value| *value <= bytes.len());
            let (Some(place), Some(packed)) = (within(before.saturating_add(place)), within(packed)) else {
                return Ok(None);
            };
            if entries.len() == MAX_ENTRIES {
                return Err(too_large(WorkbookExcess::Files, entries.len() as u64, MAX_ENTRIES as u64));
            }
            entries.push(Entry {
                name: String::from_utf8_lossy(name).replace('\\', "/").trim_start_matches('/').to_owned(),
                encrypted: flags & 1 == 1,
                method,
                at: place,
                packed,
                size,
            });
            at = next;
        }
        Ok(Some(Self(entries)))
    }

    /// The entry of a path; letter case does not count.
    pub(super) fn find(&self, path: &str) -> Option<&Entry> {
        let exact = self.0.iter().find(|entry| entry.name == path);
        exact.or_else(|| self.0.iter().find(|entry| entry.name.eq_ignore_ascii_case(path)))
    }

    /// The entry that lists the sheets.
    pub(super) fn workbook(&self, bytes: &[u8]) -> Result<&Entry, WorkbookError> {
        let ends = |ending: &str| self.0.iter().find(|entry| entry.name.to_ascii_lowercase().ends_with(ending));
        if let Some(book) = self.find("xl/workbook.xml").or_else(|| ends("/workbook.xml")) {
            return Ok(book);
        }
        if ends("workbook.bin").is_some() {
            return Err(WorkbookError::BinaryFormat);
        }
        let kind = self.find("mimetype").and_then(|entry| Part::whole(bytes, entry, 256).ok());
        if kind.is_some_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument")) {
            return Err(WorkbookError::OpenDocument);
        }
        Err(WorkbookError::NoWorkbook)
    }
}

/// An entry that is being unpacked.
pub(super) struct Part {
    /// What is still packed.
    at: usize,
    end: usize,
    stored: bool,
    inflate: Box<InflateState>,
    /// Unpacked and not used yet.
    pub(super) buffer: Vec<u8>,
    /// Whether nothing comes after the buffer.
    pub(super) ended: bool,
    size: u64,
    produced: u64,
}

impl Part {
    /// Begins with an entry.
    pub(super) fn open(bytes: &[u8], entry: &Entry) -> Result<Self, WorkbookError> {
        if entry.encrypted {
            return Err(WorkbookError::Encrypted);
        }
        if !matches!(entry.method, 0 | 8) {
            return Err(WorkbookError::Packing);
        }
        if entry.size > MAX_UNPACKED {
            return Err(too_large(WorkbookExcess::Bytes, entry.size, MAX_UNPACKED));
        }
        let is_header = bytes.get(entry.at..).is_some_and(|rest| rest.starts_with(b"PK\x03\x04"));
        let names = u16_at(bytes, entry.at + 26).zip(u16_at(bytes, entry.at + 28));
        let Some((name, extra)) = names.filter(|_| is_header) else {
            return Err(WorkbookError::Damaged(WorkbookDamage::PartMissing));
        };
        let at = entry.at + 30 + usize::from(name) + usize::from(extra);
        let end = at + entry.packed;
        if end > bytes.len() {
            return Err(WorkbookError::Damaged(WorkbookDamage::PartCut));
        }
        Ok(Self {
            at,
            end,
            stored: entry.method == 0,
            inflate: InflateState::new_boxed(DataFormat::Raw),
            buffer: Vec::new(),
            ended: false,
            size: entry.size,
            produced: 0,
        })
    }

    /// All of an entry that has at most `max` bytes.
    pub(super) fn whole(bytes: &[u8], entry: &Entry, max: usize) -> Result<Vec<u8>, WorkbookError> {
        if entry.size > max as u64 {
            return Err(too_large(WorkbookExcess::PartBytes, entry.size, max as u64));
        }
        let mut part = Self::open(bytes, entry)?;
        while !part.ended {
            part.unpack(bytes)?;
        }
        Ok(part.buffer)
    }

    /// Where in the file it is.
    pub(super) fn packed_done(&self) -> u64 {
        self.at as u64
    }

    /// Drops `used` bytes of the buffer, unpacks the next piece behind the rest and says how long it is.
    pub(super) fn more(&mut self, bytes: &[u8], used: usize) -> Result<usize, WorkbookError> {
        self.buffer.drain(..used);
        if self.buffer.len() > MAX_TOKEN {
            return Err(WorkbookError::Damaged(WorkbookDamage::PartContent));
        }
        self.unpack(bytes)
    }

    fn unpack(&mut self, bytes: &[u8]) -> Result<usize, WorkbookError> {
        let packed = &bytes[self.at..self.end];
        let before = self.buffer.len();
        if self.stored {
            let piece = &packed[..packed.len().min(PIECE)];
            self.buffer.extend_from_slice(piece);
            self.at += piece.len();
            self.ended = self.at == self.end;
        } else {
            self.buffer.resize(before + PIECE, 0);
            let result = inflate(&mut self.inflate, packed, &mut self.buffer[before..], MZFlush::None);
            self.buffer.truncate(before + result.bytes_written);
            self.at += result.bytes_consumed;
            self.ended = match result.status {
                Ok(MZStatus::StreamEnd) => true,
                Ok(_) if result.bytes_written > 0 || result.bytes_consumed > 0 => false,
                Ok(_) | Err(MZError::Buf) => return Err(WorkbookError::Damaged(WorkbookDamage::PartCut)),
                Err(_) => return Err(WorkbookError::Damaged(WorkbookDamage::PartPacking)),
            };
        }
        let added = self.buffer.len() - before;
        self.produced += added as u64;
        if self.produced > self.size || self.ended && self.produced != self.size {
            return Err(WorkbookError::Damaged(WorkbookDamage::PartSize));
        }
        Ok(added)
    }
}
