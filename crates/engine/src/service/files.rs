//! Files of records: added, listed, read, compared with their hashes, and taken away when nothing refers to them any more.
//!
//! Contents come first: the change that names a file is made only after all of its chunks are durable. What was kept for a change
//! that did not come about is taken away again. Contents stay as long as a record names them that is in use or in the bin, and
//! for a while after their adding was undone, so that it can be done again.

use bridge::file::{FileLine, FileTrouble, MAX_ALL, MAX_AT_ONCE, MAX_FILE, NewFile};
use bridge::status::KeptProblem;
use bridge::{Done, Failure, Reply};
use model::{Life, ObjectKey, RecordId, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Attachment, Service, trouble};
use crate::commands::file::{self, FILE, Kept};
use crate::files::{self, ReadError};
use crate::query::cells;
use crate::rank::created_millis;
use crate::session::drive;
use crate::store::{Store, StoreError};
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

/// How long contents stay whose adding was undone.
const UNDONE_MILLIS: i64 = 30 * 86_400_000;

/// Contents that records name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Named {
    /// Name of a file with them.
    pub(super) name: String,
    /// Bytes.
    pub(super) size: u64,
    /// Whether one of the records is in use or in the bin.
    pub(super) listed: bool,
}

impl<S: Store> Service<S> {
    /// Keeps contents, then attaches them to a record in one change.
    pub(super) async fn add_files(
        &self,
        object: &ObjectKey,
        record: RecordId,
        new: Vec<NewFile>,
        contents: Vec<Attachment>,
    ) -> Result<Done, Failure> {
        self.fits(&contents)?;
        let before = self.chunk_keys().await?;
        let mut kept = Vec::with_capacity(new.len());
        for (new, contents) in new.into_iter().zip(contents) {
            match files::keep(&self.store, &contents.bytes).await {
                Ok(sha256) => kept.push(Kept {
                    name: new.name,
                    media_type: new.media_type,
                    size: contents.bytes.len() as u64,
                    sha256,
                }),
                Err(error) => {
                    self.take_back(&before).await;
                    return Err(refused(&error));
                }
            }
        }
        let drafted = self.drafting(|drafting| file::add(object, record, kept, drafting));
        match drafted {
            Ok(draft) => Ok(self.commit(draft)),
            Err(failure) => {
                self.take_back(&before).await;
                Err(Failure::Command(failure))
            }
        }
    }

    /// Whether files may be added.
    fn fits(&self, contents: &[Attachment]) -> Result<(), Failure> {
        let size = |file: &Attachment| file.bytes.len() as u64;
        if let Some(large) = contents.iter().find(|file| size(file) > MAX_FILE) {
            return Err(Failure::Attached(FileTrouble::TooLarge {
                name: files::cleaned(&large.name),
                most: MAX_FILE,
            }));
        }
        let sum = contents.iter().map(size).sum::<u64>();
        if sum > MAX_AT_ONCE {
            return Err(Failure::Attached(FileTrouble::TooMuchAtOnce { most: MAX_AT_ONCE }));
        }
        let (_, here) = self.files_kept();
        if here.saturating_add(sum) > MAX_ALL {
            return Err(Failure::Attached(FileTrouble::TooMuchInAll { most: MAX_ALL }));
        }
        Ok(())
    }

    pub(super) async fn chunk_keys(&self) -> Result<FxHashSet<String>, Failure> {
        let keys = self.store.chunk_keys().await.map_err(|error| refused(&error))?;
        Ok(keys.into_iter().collect())
    }

    /// Takes chunks away that were not there before and that no record names.
    pub(super) async fn take_back(&self, before: &FxHashSet<String>) {
        let Ok(keys) = self.store.chunk_keys().await else { return };
        let named = named(&self.session.borrow().workspace, self.now());
        let of_nobody = |key: &String| !before.contains(key) && !named.contains_key(files::file_of(key));
        let keys = keys.into_iter().filter(of_nobody).collect::<Vec<_>>();
        // What cannot be taken away now goes with the next sweep.
        let _ = self.store.drop_chunks(&keys).await;
    }

    /// Files of a record in use, newest first.
    pub(super) fn files_of(&self, record: RecordId) -> Vec<FileLine> {
        let Some(handle) = self.session.borrow_mut().workspace.handles.find(record) else {
            return Vec::new();
        };
        self.read(&[], |reader, _| {
            let Some(table) = reader.table(FILE) else { return Vec::new() };
            let rows = reader.computed.links().alive(reader.workspace, table, "record", handle);
            let line = |row: u32| FileLine {
                id: table.id(row, reader.workspace.handles()),
                name: text(table, row, "name").to_owned(),
                media_type: text(table, row, "media_type").to_owned(),
                size: size(reader.workspace, table, row).unwrap_or_default(),
                by: table
                    .field("by")
                    .and_then(|field| table.reference(row, field))
                    .map(|by| cells::link(reader, by)),
                at: created_millis(reader.workspace, table, row),
            };
            rows.into_iter().rev().map(line).collect()
        })
    }

    /// The contents of a file. What is missing or damaged is said, and nothing else is touched by it.
    pub(super) async fn file_contents(&self, file: RecordId) -> Result<Reply, Failure> {
        let (name, media_type, sha256, size) = {
            let mut session = self.session.borrow_mut();
            let (number, row) = session.workspace.find(file).ok_or(Failure::Gone)?;
            let workspace = &session.workspace;
            let table = &workspace.tables()[usize::from(number)];
            if table.object != *FILE || table.is_purged(row) {
                return Err(Failure::Gone);
            }
            let text = |key| text(table, row, key).to_owned();
            (text("name"), text("media_type"), text("sha256"), size(workspace, table, row))
        };
        let missing = || Failure::Attached(FileTrouble::Missing { name: name.clone() });
        match files::read(&self.store, &sha256, size.ok_or_else(missing)?).await {
            Ok(bytes) => Ok(Reply::File(bridge::FileReply { name, media_type, bytes })),
            Err(ReadError::Missing) => Err(missing()),
            Err(ReadError::Damaged) => Err(Failure::Attached(FileTrouble::Damaged { name })),
            Err(ReadError::Store(error)) => Err(Failure::Storage(trouble(&error))),
        }
    }

    /// How many contents are kept here, and their bytes.
    pub(super) fn files_kept(&self) -> (u32, u64) {
        let named = named(&self.session.borrow().workspace, self.now());
        (
            named.len() as u32,
            named.values().fold(0, |sum: u64, contents| sum.saturating_add(contents.size)),
        )
    }

    /// Contents that records name, by hash, in the order of the hashes.
    pub(super) fn contents_named(&self) -> Vec<(String, Named)> {
        let mut named = named(&self.session.borrow().workspace, self.now()).into_iter().collect::<Vec<_>>();
        model::order::sort_by_key(&mut named, |(sha256, _)| sha256.clone());
        named
    }

    /// Reads every file and compares it with its hash. Returns how many there are and what is wrong with them.
    pub(super) async fn verify_files(&self) -> Result<(u64, Vec<KeptProblem>), Failure> {
        let named = self.contents_named();
        let listed = named.into_iter().filter(|(_, contents)| contents.listed).collect::<Vec<_>>();
        let mut problems = Vec::new();
        for (at, (sha256, Named { name, size, .. })) in (0..).zip(&listed) {
            self.progress("verify", at, listed.len() as u64, false);
            if self.cancelled.get() {
                return Err(Failure::Cancelled);
            }
            match files::read(&self.store, sha256, *size).await {
                Ok(_) => {}
                Err(ReadError::Store(error)) => return Err(Failure::Storage(trouble(&error))),
                Err(ReadError::Missing) => problems.push(KeptProblem::FileMissing(name.clone())),
                Err(ReadError::Damaged) => problems.push(KeptProblem::FileDamaged(name.clone())),
            }
        }
        Ok((listed.len() as u64, problems))
    }

    /// Whether something was deleted for good since the last sweep.
    #[must_use]
    pub fn wants_sweep(&self) -> bool {
        self.purged.get()
    }

    /// Takes contents away that no record names any more. Whoever calls it sees to it that nobody adds files meanwhile.
    ///
    /// # Errors
    /// When the store refuses; what is not needed then goes with the next sweep.
    pub async fn sweep_files(&self) -> Result<(), StoreError> {
        // What other tabs have added names contents too, and nothing goes before the deletion itself is durable.
        drive::flush(&self.session, &self.store).await?;
        let now = self.now();
        let effects = drive::catch_up(&self.session, &self.store, now.max(0) as u64).await?;
        self.note(&effects);
        if self.session.borrow().unsaved() > 0 {
            return Ok(());
        }
        let named = named(&self.session.borrow().workspace, now);
        let keys = files::unneeded(&self.store, &named.into_keys().collect()).await?;
        self.store.drop_chunks(&keys).await?;
        self.purged.set(false);
        Ok(())
    }
}

/// Contents could not be kept.
pub(super) fn refused(error: &StoreError) -> Failure {
    match error {
        StoreError::Quota => Failure::Attached(FileTrouble::NoRoom),
        error => Failure::Storage(trouble(error)),
    }
}

/// Contents that records name, by hash.
fn named(workspace: &Workspace, now: i64) -> FxHashMap<String, Named> {
    let mut named: FxHashMap<String, Named> = FxHashMap::default();
    let Some(table) = workspace.table(FILE) else { return named };
    for row in 0..table.len() as u32 {
        let owner = table
            .field("record")
            .and_then(|field| workspace.handles().place(table.reference(row, field)?))
            .map(|place| (&workspace.tables()[usize::from(place.table)], place.row));
        // Who has nothing to be attached to any more is in no list, and nobody could take it away.
        let homes = [Some((table, row)), owner];
        if homes.into_iter().flatten().any(|(table, row)| table.is_purged(row)) {
            continue;
        }
        let undone = homes.into_iter().flatten().filter_map(|(table, row)| match table.life.get(&row) {
            Some(&(Life::Retracted, stamp)) => Some(workspace.stamps().stamp(stamp).hlc.millis() as i64),
            _ => None,
        });
        let undone = undone.min();
        let listed = undone.is_none();
        let sha256 = text(table, row, "sha256");
        let (false, Some(size), false) = (
            undone.is_some_and(|at| now - at > UNDONE_MILLIS),
            size(workspace, table, row),
            sha256.is_empty(),
        ) else {
            continue;
        };
        let contents = named.entry(sha256.to_owned()).or_insert_with(|| Named {
            name: text(table, row, "name").to_owned(),
            size,
            listed: false,
        });
        contents.listed |= listed;
    }
    named
}

/// Records whose files were touched: their pages and histories show them.
pub(super) fn owners(workspace: &Workspace, effect: &Effect) -> Vec<RecordId> {
    let table = &workspace.tables()[usize::from(effect.table)];
    let Some(field) = table.field("record").filter(|_| table.object == *FILE) else {
        return Vec::new();
    };
    let owners = effect.rows.iter().filter_map(|&row| table.reference(row, field));
    owners.map(|handle| workspace.handles().id(handle)).collect()
}

fn text<'a>(table: &'a Table, row: u32, key: &str) -> &'a str {
    table.field(key).and_then(|field| table.text(row, field)).unwrap_or_default()
}

fn size(workspace: &Workspace, table: &Table, row: u32) -> Option<u64> {
    match table.register(row, table.field("size")?, workspace.handles())? {
        Value::Int(size) => u64::try_from(size).ok(),
        _ => None,
    }
}
