//! The inbox: what concerns the person now, found in the records as they stand. Only what was read and what was put off is kept,
//! as records of the object `notice`, one for each key: so it merges, is undone and survives a reload like everything else.
//!
//! A notice is about a matter of a record and has the same key as long as it is. It is unread again when the matter comes up anew:
//! a task whose day has come and then passed, a deal that was taken up and fell quiet once more.

mod change;
mod matters;
#[cfg(test)]
mod tests;

use bridge::inbox::{Inbox, Matter, Notice, NoticeGroup, NoticeKind};
use bridge::status::{BACKUP_AGE, backup_is_due};
use model::{RecordId, Value, order};
use rustc_hash::FxHashMap;

use crate::commands;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;
use crate::today::{value, word};

pub(crate) use change::change;
pub use matters::computed;

/// Where answers to notices are kept.
pub(crate) const NOTICE: &str = "notice";

/// Most notices that are listed. The counts know of all.
const MOST: usize = 300;

/// What is known about back-ups.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// When the last one was made, in UTC milliseconds.
    pub last: Option<i64>,
    /// Changes that are in none.
    pub changes: u32,
    /// Records in use that did not come with the sample data.
    pub records: u32,
}

/// A notice before it is worded.
pub(crate) struct Found {
    /// What names it.
    key: String,
    what: Matter,
    /// The record that it comes from; none for the workspace.
    record: Option<(u16, u32)>,
    /// Handle of the record that it is about, where that is another one.
    about: Option<u32>,
    /// When it came to be so by what the records say.
    at: i64,
    /// When it came to be known: never before what makes it so was written.
    since: i64,
}

/// What somebody has done to a notice.
#[derive(Clone, Copy, Default)]
struct Answer {
    /// When it was read.
    read: Option<i64>,
    /// The day on which it comes back.
    until: Option<i32>,
}

/// The notices that stand, with whether they were read. Those that were put off are counted only.
struct Standing {
    awake: Vec<(Found, bool)>,
    asleep: u32,
}

fn standing(reader: Reader<'_>, kept: Option<Kept>) -> Standing {
    let off = commands::setting(reader.workspace, NoticeKind::OFF).unwrap_or_default();
    let mut found = matters::all(reader, |kind| !kind.is_off(&off));
    found.extend(
        kept.filter(|_| !NoticeKind::Backup.is_off(&off))
            .and_then(|kept| backup(reader, kept)),
    );
    let answers = answers(reader);
    let mut asleep = 0;
    let awake = found.into_iter().filter_map(|mut notice| {
        let answer = answers.get(notice.key.as_str()).copied().unwrap_or_default();
        if let Some(until) = answer.until {
            if until > reader.moment.today {
                asleep += 1;
                return None;
            }
            let back = reader.moment.start_of(until);
            (notice.at, notice.since) = (notice.at.max(back), notice.since.max(back));
        }
        let read = answer.read.is_some_and(|read| read >= notice.since);
        Some((notice, read))
    });
    let awake = awake.collect();
    Standing { awake, asleep }
}

/// What was read and put off, by the key of the notice.
fn answers(reader: Reader<'_>) -> FxHashMap<String, Answer> {
    let Some(table) = reader.table(NOTICE) else {
        return FxHashMap::default();
    };
    let answer = |row: u32| {
        let read = match value(reader, table, row, "read") {
            Some(Value::Time(at)) => Some(at),
            _ => None,
        };
        let until = match value(reader, table, row, "until") {
            Some(Value::Date(day)) => Some(day),
            _ => None,
        };
        (word(table, row, "key").to_owned(), Answer { read, until })
    };
    table.alive().rows().map(answer).collect()
}

/// Records that are in no back-up, once there is something to lose.
fn backup(reader: Reader<'_>, kept: Kept) -> Option<Found> {
    if !backup_is_due(kept.last, kept.changes, kept.records, reader.moment.now_millis) {
        return None;
    }
    // Without any back-up it is so from the day on which it is found, and again on every other.
    let at = match kept.last {
        Some(last) => last + BACKUP_AGE,
        None => reader.moment.start_of(reader.moment.today),
    };
    Some(Found {
        key: "backup".to_owned(),
        what: Matter::Backup(kept.last),
        record: None,
        about: None,
        at,
        since: at,
    })
}

/// What there is in the inbox, the newest first, at most `limit` notices of it.
#[must_use]
pub fn inbox(reader: Reader<'_>, kept: Option<Kept>, limit: u32) -> Inbox {
    let Standing { mut awake, asleep } = standing(reader, kept);
    let unread = awake.iter().filter(|(_, read)| !read).count() as u32;
    let total = awake.len() as u32;
    // Of two of the same time the one of the later row is newer.
    order::keep_first_by_key(&mut awake, MOST.min(limit as usize), |(notice, _)| {
        (std::cmp::Reverse((notice.at, notice.record)), notice.key.clone())
    });
    let mut groups: Vec<(Option<u32>, NoticeGroup)> = Vec::new();
    for (notice, read) in awake {
        let table = |number: u16| &reader.workspace.tables()[usize::from(number)];
        let own = notice.record.map(|(number, row)| table(number).handle(row));
        let about = notice.about.or(own);
        let record = notice
            .record
            .filter(|_| about != own)
            .map(|(number, row)| cells::row_link(reader, table(number), row));
        let told = Notice {
            key: notice.key,
            what: notice.what,
            record,
            at: notice.at,
            read,
        };
        match groups.iter_mut().find(|(of, _)| *of == about) {
            Some((_, group)) => group.notices.push(told),
            None => groups.push((
                about,
                NoticeGroup {
                    about: about.map(|handle| cells::link(reader, handle)),
                    detail: about.map(|handle| detail(reader, handle)).unwrap_or_default(),
                    notices: vec![told],
                },
            )),
        }
    }
    Inbox {
        groups: groups.into_iter().map(|(_, group)| group).collect(),
        total,
        unread,
        asleep,
    }
}

fn detail(reader: Reader<'_>, handle: u32) -> Vec<bridge::Cell> {
    reader
        .place(handle)
        .map(|(table, row)| cells::detail(reader, table, row))
        .unwrap_or_default()
}

/// Keys of all notices that were not read.
#[must_use]
pub fn unread(reader: Reader<'_>, kept: Option<Kept>) -> Vec<String> {
    let unread = standing(reader, kept).awake.into_iter().filter(|(_, read)| !read);
    unread.map(|(notice, _)| notice.key).collect()
}

/// What names a notice about a record.
fn key(matter: &str, reader: Reader<'_>, table: &Table, row: u32) -> String {
    let id: RecordId = table.id(row, reader.workspace.handles());
    format!("{matter}/{id}")
}
