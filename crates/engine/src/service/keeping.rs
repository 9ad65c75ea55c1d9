//! What is kept: the state of storage, unsaved changes, verification.

use bridge::Failure;
use bridge::status::{KeptProblem, Status, StorageTrouble, Verification};
use model::codec;
use serde::{Deserialize, Serialize};

use super::Service;
use crate::commands;
use crate::sample;
use crate::segment::LoadError;
use crate::session::Problem;
use crate::store::{Slot, Store, StoreError};

/// What this device keeps beside the records.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Device {
    /// 48 random bits.
    pub id: u64,
    /// When the last back-up file was made, in UTC milliseconds.
    pub last_backup: Option<i64>,
    /// Log position at that time.
    pub backup_seq: u64,
}

impl Device {
    /// What a store keeps; a new device where there is nothing readable.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn read<S: Store>(store: &S) -> Result<Option<Self>, StoreError> {
        Ok(store.slot(Slot::Device).await?.and_then(|bytes| postcard::from_bytes(&bytes).ok()))
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the store refuses.
    pub async fn write<S: Store>(&self, store: &S) -> Result<(), StoreError> {
        let bytes = postcard::to_allocvec(self).expect("growing a vector cannot fail, and no type here refuses to serialise");
        store.put_slot(Slot::Device, bytes).await
    }
}

/// A store's trouble as the interface tells it.
#[must_use]
pub fn trouble(error: &StoreError) -> StorageTrouble {
    match error {
        StoreError::Quota => StorageTrouble::Full,
        StoreError::VersionTooNew { .. } => StorageTrouble::Newer,
        StoreError::Closed => StorageTrouble::Closed,
        StoreError::Blocked => StorageTrouble::Blocked,
        StoreError::Refused => StorageTrouble::Refused,
        StoreError::Superseded => StorageTrouble::Other {
            name: "Superseded".to_owned(),
            message: error.to_string(),
        },
        StoreError::Backend { name, message } => StorageTrouble::Other {
            name: name.clone(),
            message: message.clone(),
        },
    }
}

/// A problem of the session as the interface tells it.
fn told(problem: &Problem) -> KeptProblem {
    match problem {
        Problem::Checkpoint(LoadError::Missing(part) | LoadError::Damaged(part)) => KeptProblem::Rebuilt(Some(part.clone())),
        Problem::Checkpoint(LoadError::Manifest | LoadError::Newer(_)) => KeptProblem::Rebuilt(None),
        Problem::LogRow { seq, .. } => KeptProblem::Change(*seq),
        Problem::Digest => KeptProblem::Digest,
    }
}

impl<S: Store> Service<S> {
    /// State of storage. What only the browser knows (use, quota, persistence) is filled in by the worker.
    pub(super) async fn status(&self) -> Status {
        let device = Device::read(&self.store).await.ok().flatten().unwrap_or_default();
        let quarantined = self.store.quarantined().await.unwrap_or_default();
        let files = self.files_kept();
        let workspace_name = commands::setting(&self.session.borrow().workspace, "workspace").unwrap_or_default();
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let own = workspace.schema().objects().iter().filter(|object| !object.hidden);
        let records = own
            .filter_map(|object| Some((object.key.clone(), workspace.table(&object.key)?.alive().count() as u32)))
            .collect();
        let mut problems = session.problems().iter().map(told).collect::<Vec<_>>();
        problems.extend(workspace.schema_problems().iter().cloned().map(KeptProblem::Definition));
        problems.extend(quarantined.into_iter().map(KeptProblem::PutAside));
        Status {
            unsaved: session.unsaved() as u32,
            trouble: session.stopped().map(trouble),
            used: None,
            quota: None,
            persistent: None,
            last_backup: device.last_backup,
            since: workspace
                .stamps()
                .writes()
                .iter()
                .map(|write| write.stamp.hlc.millis() as i64)
                .min(),
            changes_since_backup: session.applied_seq().saturating_sub(device.backup_seq) as u32,
            records,
            files,
            sample: sample::count(workspace),
            memory: workspace.memory() as u64,
            log_rows: (session.applied_seq(), session.tail().0 as u32),
            problems,
            workspace: workspace_name,
            currency: self.own_currency(),
        }
    }

    /// Re-reads the whole log and compares what it gives with what is on screen.
    pub(super) async fn verify(&self) -> Result<Verification, Failure> {
        self.cancelled.set(false);
        let mut problems = Vec::new();
        let (last, held, actor) = {
            let session = self.session.borrow();
            let workspace = &session.workspace;
            if workspace.recompute_digest() != workspace.digest() {
                problems.push(KeptProblem::Digest);
            }
            (session.applied_seq(), session.unsaved() == 0, workspace.actor())
        };
        let mut copy = crate::workspace::Workspace::new(actor);
        let mut seq = 0;
        let mut log_rows = 0;
        while seq < last {
            let rows = self
                .store
                .log_after(seq, 64)
                .await
                .map_err(|error| Failure::Storage(trouble(&error)))?;
            let Some(end) = rows.last().map(|row| row.seq) else { break };
            for row in rows.into_iter().filter(|row| row.seq <= last) {
                log_rows += 1;
                match codec::decode(&row.change) {
                    Ok(change) => {
                        copy.replay(change);
                    }
                    Err(_) => problems.push(KeptProblem::Change(row.seq)),
                }
            }
            seq = end;
            self.progress("verify", seq, last, seq >= last);
            if self.cancelled.get() {
                return Err(Failure::Cancelled);
            }
        }
        let (files, damaged) = self.verify_files().await?;
        problems.extend(damaged);
        let session = self.session.borrow();
        if held && session.applied_seq() == last && copy.digest() != session.workspace.digest() {
            problems.push(KeptProblem::Log);
        }
        let records = session.workspace.tables().iter().map(|table| table.alive().count() as u64).sum();
        Ok(Verification {
            records,
            log_rows,
            files,
            problems,
        })
    }

    pub(super) async fn keep_first_screen(&self, bytes: Vec<u8>) -> Result<(), Failure> {
        const MOST: usize = 100 * 1024;
        // A picture that is too large is none: the next start shows its frame without one.
        if bytes.len() > MOST {
            return Ok(());
        }
        self.store
            .put_slot(Slot::FirstScreen, bytes)
            .await
            .map_err(|error| Failure::Storage(trouble(&error)))
    }
}
