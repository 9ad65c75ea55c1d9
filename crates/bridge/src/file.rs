//! Files attached to records.

use model::RecordId;
use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;

/// Most bytes of one file.
pub const MAX_FILE: u64 = 50_000_000;
/// Most bytes that are added at once: they are in memory together.
pub const MAX_AT_ONCE: u64 = 150_000_000;
/// Most bytes of all files of a workspace: a back-up with all of them has to fit into the memory of a browser.
pub const MAX_ALL: u64 = 500_000_000;

/// A file that somebody attaches.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewFile {
    /// Its name, as the device has it.
    pub name: String,
    /// Its media type, as the browser says; may be empty.
    pub media_type: String,
}

/// A file of a record, as its list shows it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FileLine {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its media type; may be empty, and says nothing about what is really in it.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// Who added it.
    pub by: Option<RecordLink>,
    /// When it was added, in UTC milliseconds.
    pub at: i64,
}

/// Why a file cannot be added or read. Nothing was added then, and nothing else is touched by it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FileTrouble {
    /// One file is larger than a file may be.
    TooLarge {
        /// Its name.
        name: String,
        /// Bytes that a file may have.
        most: u64,
    },
    /// Together they are more than can be added at once.
    TooMuchAtOnce {
        /// Bytes that can be.
        most: u64,
    },
    /// With them the files of the workspace would be more than a back-up can hold.
    TooMuchInAll {
        /// Bytes that there may be.
        most: u64,
    },
    /// The device or the browser's share of it is full.
    NoRoom,
    /// Parts of its contents are not on this device.
    Missing {
        /// Its name.
        name: String,
    },
    /// Its contents are not those that were added. What is bad was put aside.
    Damaged {
        /// Its name.
        name: String,
    },
}
