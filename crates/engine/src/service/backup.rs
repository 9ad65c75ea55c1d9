//! Back-up files: everything out, everything back in.
//!
//! A back-up holds every record in readable form, the log, so that history survives, and the contents of files. Restoring into an empty workspace
//! takes the log over; restoring into one with records writes new changes, which can be undone like any other.
//! Nothing is replaced before a restore point of the same state was written and read back.

use bridge::Done;
use bridge::status::{BackupFault, BackupProblem, BackupSummary, FileFault};
use bridge::{Failure, Reply};
use interchange::backup::{BackupError, BackupRecord, Header, Item, Reader as BackupReader, Writer};
use model::change::Verb;
use model::{Change, Intent, Life, ObjectKey, Vector, codec};

use super::backup_files::{Comparing, FilesOfBackup, PIECE};
use super::keeping::{Device, trouble};
use super::restoring::restoring;
use super::{Attachment, Service};
use crate::commands::{self, file::FILE};
use crate::session::drive;
use crate::store::Store;
use crate::workspace::Workspace;

/// A back-up that was read and found whole.
pub(super) struct Checked {
    records: Vec<BackupRecord>,
    changes: Vec<Change>,
    name: String,
    files: FilesOfBackup,
}

impl Checked {
    /// Records that come from elsewhere than a file.
    pub(super) fn of_records(records: Vec<BackupRecord>, name: &str) -> Self {
        Self {
            records,
            changes: Vec::new(),
            name: name.to_owned(),
            files: FilesOfBackup::default(),
        }
    }
}

/// Everything, written.
struct Written {
    bytes: Vec<u8>,
    /// When, in UTC milliseconds.
    created: i64,
    /// What it holds.
    state: Vector,
    /// The last row of the log in it.
    last: u64,
}

impl<S: Store> Service<S> {
    /// Everything as a file, which is then the last back-up.
    pub(super) async fn backup(&self) -> Result<Reply, Failure> {
        let Written {
            bytes,
            created,
            state,
            last,
        } = self.written().await?;
        *self.restore_point.borrow_mut() = Some(state);
        let mut device = Device::read(&self.store).await.ok().flatten().unwrap_or_default();
        device.last_backup = Some(created);
        device.backup_seq = last;
        device.write(&self.store).await.map_err(|error| Failure::Storage(trouble(&error)))?;
        let day = model::validate::days_to_date(self.moment().today)
            .map(|day| day.to_string())
            .unwrap_or_default();
        Ok(Reply::File(bridge::FileReply {
            name: format!("kith-{day}.kith.json"),
            media_type: "application/json".to_owned(),
            bytes,
        }))
    }

    /// Everything as the bytes of a back-up, for a copy on the same device: it is nobody's back-up.
    ///
    /// # Errors
    /// [`Failure`] as with a back-up.
    pub async fn everything(&self) -> Result<Vec<u8>, Failure> {
        self.complete().await.map_err(|error| Failure::Storage(trouble(&error)))?;
        Ok(self.written().await?.bytes)
    }

    /// Everything in the form of a file. It is read back and counted before it is handed out.
    async fn written(&self) -> Result<Written, Failure> {
        self.cancelled.set(false);
        drive::flush(&self.session, &self.store)
            .await
            .map_err(|error| Failure::Storage(trouble(&error)))?;
        let created = self.now();
        let state = self.session.borrow().workspace.applied().clone();
        let name = commands::setting(&self.session.borrow().workspace, "workspace").unwrap_or_default();
        let header = Header { created, workspace: name };
        let mut files = self.contents_named();
        files.retain(|(_, contents)| contents.listed);
        // Versions before there were files read what has none.
        let mut writer = if files.is_empty() {
            Writer::new(&header)
        } else {
            Writer::with_files(&header)
        };
        let mut bytes = Vec::new();
        let mut written = 0;
        {
            let session = self.session.borrow();
            for table in session.workspace.tables() {
                for row in 0..table.len() as u32 {
                    if let Some(record) = record_of(&session.workspace, table, row) {
                        writer.record(&record).map_err(|_| Failure::File(FileFault::NotAsWritten))?;
                        written += 1;
                    }
                }
                bytes.extend(writer.take());
            }
        }
        let last = self.session.borrow().applied_seq();
        let mut seq = 0;
        while seq < last {
            let rows = self
                .store
                .log_after(seq, 64)
                .await
                .map_err(|error| Failure::Storage(trouble(&error)))?;
            let Some(end) = rows.last().map(|row| row.seq) else { break };
            // A damaged change is in quarantine, where it does not keep the others from being restored.
            for row in rows.iter().filter(|row| codec::decode(&row.change).is_ok()) {
                writer.change(&row.change);
            }
            bytes.extend(writer.take());
            seq = end;
            self.progress("backup", seq, last, seq >= last);
            if self.cancelled.get() {
                return Err(Failure::Cancelled);
            }
        }
        let whole = self.write_files(&files, &mut writer, &mut bytes).await?;
        bytes.extend(writer.finish());
        let read = read_backup(&bytes).map_err(unreadable)?.checked;
        if (read.records.len(), read.files.whole.len()) != (written, whole) {
            return Err(Failure::File(FileFault::NotAsWritten));
        }
        Ok(Written {
            bytes,
            created,
            state,
            last,
        })
    }

    /// Reads a back-up file and says what is in it. Nothing is written.
    pub(super) fn check_backup(&self, files: Vec<Attachment>) -> Result<BackupSummary, Failure> {
        let file = files.into_iter().next().ok_or(Failure::File(FileFault::NoFile))?;
        let mut read = read_backup(&file.bytes).map_err(unreadable)?;
        if !read.checked.files.whole.is_empty() {
            read.checked.files.backup = file.bytes;
        }
        Ok(self.summed(read.checked, read.created, read.unknown))
    }

    /// What is in a file that was read, which is kept for [`Service::restore`].
    pub(super) fn summed(&self, mut checked: Checked, created: i64, unknown: usize) -> BackupSummary {
        let is_setup = super::setup::is_setup(&checked.records);
        let mut problems = if is_setup {
            self.check_looks(&mut checked.records)
        } else {
            Vec::new()
        };
        let mut counts: Vec<(ObjectKey, u32)> = Vec::new();
        let mut known = 0;
        for record in checked.records.iter().filter(|record| record.life == Life::Alive) {
            match counts.iter_mut().find(|(object, _)| *object == record.object) {
                Some((_, count)) => *count += 1,
                None => counts.push((record.object.clone(), 1)),
            }
            let mut session = self.session.borrow_mut();
            known += u32::from(session.workspace.find_alive(&record.object, record.id).is_some());
        }
        let of = |record: &BackupRecord| record.unknown.len() + record.unknown_fields.len();
        let unknown = unknown + checked.records.iter().map(of).sum::<usize>();
        if unknown > 0 {
            problems.push(BackupProblem::UnknownValues(unknown as u32));
        }
        problems.extend(without_contents(&checked));
        let summary = BackupSummary {
            created,
            workspace: checked.name.clone(),
            records: counts,
            known,
            problems,
            setup: self.setup_lines(&checked.records),
        };
        *self.checked.borrow_mut() = Some(checked);
        summary
    }

    /// Restores the checked back-up: adds to what is here, or replaces it.
    pub(super) async fn restore(&self, merge: bool) -> Result<Done, Failure> {
        let checked = self.checked.borrow_mut().take().ok_or(Failure::File(FileFault::NoFile))?;
        let group = self.new_id();
        let count = checked.records.len() as u32;
        let is_setup = super::setup::is_setup(&checked.records);
        let intent = Intent {
            verb: if is_setup { Verb::Import } else { Verb::RestoreBackup },
            object: if is_setup { "field" } else { "contact" }.to_owned(),
            count,
            detail: checked.name.clone(),
            group: Some(group),
            reverts: None,
        };
        let empty = self.session.borrow().workspace.tables().iter().all(|table| table.is_empty());
        // A file of unsaved changes has no records, only changes: they are taken over as they are.
        let adopts = (empty || checked.records.is_empty()) && !checked.changes.is_empty();
        if !adopts && !merge && self.restore_point.borrow().as_ref() != Some(self.session.borrow().workspace.applied()) {
            *self.checked.borrow_mut() = Some(checked);
            return Err(Failure::File(FileFault::NoRestorePoint));
        }
        if let Err(failure) = self.keep_files(&checked.files).await {
            *self.checked.borrow_mut() = Some(checked);
            return Err(failure);
        }
        // A file whose record is not restored, because it was deleted for good here, has nobody.
        self.purged.set(true);
        if adopts {
            return Ok(self.adopt(checked, &intent));
        }
        let changes = restoring(&mut self.session.borrow_mut().workspace, &checked.records, merge);
        Ok(self.commit_group(&intent, changes))
    }

    /// Changes that could not be kept, as a back-up of the log alone: restoring it brings them back.
    pub(super) fn unsaved_file(&self) -> Reply {
        let mut writer = Writer::new(&Header {
            created: self.now(),
            workspace: String::new(),
        });
        for change in self.session.borrow().unsaved_changes() {
            writer.change(&change);
        }
        Reply::File(bridge::FileReply {
            name: "kith-unsaved.kith.json".to_owned(),
            media_type: "application/json".to_owned(),
            bytes: writer.finish(),
        })
    }

    /// Takes the log of a back-up over.
    fn adopt(&self, checked: Checked, intent: &Intent) -> Done {
        let now = self.now().max(0) as u64;
        let mut effects = Vec::new();
        let mut last = None;
        for change in checked.changes {
            last = Some(change.id());
            effects.extend(self.session.borrow_mut().adopt(change, now));
        }
        self.note(&effects);
        Done::of(last, intent)
    }
}

/// A back-up file as it was read.
struct CheckedFile {
    created: i64,
    unknown: usize,
    checked: Checked,
}

fn unreadable(fault: BackupFault) -> Failure {
    Failure::File(FileFault::Backup(fault))
}

fn fault(error: BackupError) -> BackupFault {
    match error {
        BackupError::Empty => BackupFault::Empty,
        BackupError::NotABackup => BackupFault::NotABackup,
        BackupError::Newer(format) => BackupFault::Newer(format),
        BackupError::TooLarge(most) => BackupFault::TooLarge(most),
        BackupError::Truncated { bytes } => BackupFault::Truncated(bytes),
        BackupError::Trailing { byte } => BackupFault::Trailing(byte),
        BackupError::Json { line, byte, .. } | BackupError::Shape { line, byte, .. } => BackupFault::Damaged { line, byte },
        BackupError::Count { what, expected, found } => BackupFault::Count { what, expected, found },
        BackupError::Checksum | BackupError::NoChecksum => BackupFault::Checksum,
    }
}

fn read_backup(bytes: &[u8]) -> Result<CheckedFile, BackupFault> {
    let mut reader = BackupReader::new();
    let mut pieces = bytes.chunks(PIECE);
    let mut comparing = Comparing::default();
    let mut file = CheckedFile {
        created: 0,
        unknown: 0,
        checked: Checked {
            records: Vec::new(),
            changes: Vec::new(),
            name: String::new(),
            files: FilesOfBackup::default(),
        },
    };
    loop {
        let Some(item) = reader.next().map_err(fault)? else {
            match pieces.next() {
                Some(piece) => reader.push(piece),
                None => reader.end_of_input(),
            }
            continue;
        };
        match item {
            Item::Header(header) => {
                file.created = header.created;
                file.checked.name = header.workspace;
            }
            Item::Record(record) => file.checked.records.push(record),
            Item::Change(bytes) => file.checked.changes.push(codec::decode(&bytes).map_err(|_| BackupFault::Change)?),
            Item::Part(part) => comparing.take(&part),
            Item::Unknown(..) => file.unknown += 1,
            Item::End(_) => {
                file.checked.files.whole = comparing.finish();
                return Ok(file);
            }
        }
    }
}

/// Which files are listed in a back-up without being in it: they were damaged or missing when it was made.
fn without_contents(checked: &Checked) -> Option<BackupProblem> {
    let lacks = |record: &&BackupRecord| {
        let sha256 = record
            .fields
            .iter()
            .find(|(key, _)| *key == *"sha256")
            .and_then(|(_, value)| value.as_text());
        let listed = !record.purged && record.life != Life::Retracted && *record.object == *FILE;
        listed && sha256.is_some_and(|sha256| !checked.files.whole.contains(sha256))
    };
    let name = |record: &BackupRecord| {
        let name = record
            .fields
            .iter()
            .find(|(key, _)| *key == *"name")
            .and_then(|(_, value)| value.as_text());
        name.unwrap_or_default().to_owned()
    };
    let names = checked.records.iter().filter(lacks).map(name).collect::<Vec<_>>();
    (!names.is_empty()).then_some(BackupProblem::WithoutContents(names))
}

/// A record as a back-up keeps it; nothing for records whose making was undone.
pub(super) fn record_of(workspace: &Workspace, table: &crate::table::Table, row: u32) -> Option<BackupRecord> {
    let (life, purged) = (table.life(row), table.is_purged(row));
    if life == Life::Retracted || !(purged || table.is_alive(row) || table.binned().get(row as usize)) {
        return None;
    }
    let fields = table
        .fields()
        .iter()
        .enumerate()
        .filter(|(_, field)| !field.computed && !field.key.ends_with('+'));
    let fields = fields.filter_map(|(number, field)| Some((field.key.clone(), table.value(row, number as u16, workspace.handles())?)));
    Some(BackupRecord {
        object: table.object.clone(),
        id: table.id(row, workspace.handles()),
        life,
        purged,
        fields: if purged { Vec::new() } else { fields.collect() },
        unknown_fields: Vec::new(),
        unknown: Vec::new(),
    })
}
