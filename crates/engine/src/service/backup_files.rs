//! Files in back-ups: written part by part, compared with their hashes when a back-up is read, kept before anything of it is restored.

use bridge::Failure;
use interchange::backup::{FilePart, Item, Reader, Writer};
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::files::{Named, refused};
use super::{Service, trouble};
use crate::files::{self, ReadError, hex};
use crate::store::Store;

/// Bytes that a reader takes at once.
pub(super) const PIECE: usize = 1 << 20;

/// Files of a back-up that are whole, and the back-up to take them from.
#[derive(Default)]
pub(super) struct FilesOfBackup {
    /// Hashes.
    pub(super) whole: FxHashSet<String>,
    /// The bytes of the back-up; empty when it has no files.
    pub(super) backup: Vec<u8>,
}

/// Compares the parts of files with the hashes of the files as they come.
#[derive(Default)]
pub(super) struct Comparing {
    whole: FxHashSet<String>,
    current: Option<Current>,
}

struct Current {
    sha256: String,
    next: u64,
    hash: Sha256,
}

impl Comparing {
    /// Takes the next part.
    pub(super) fn take(&mut self, part: &FilePart) {
        if self.current.as_ref().is_none_or(|current| current.sha256 != part.sha256) {
            self.close();
            self.current = Some(Current {
                sha256: part.sha256.clone(),
                next: 0,
                hash: Sha256::default(),
            });
        }
        if let Some(current) = &mut self.current
            && current.next == part.part
            && part.bytes.len() <= files::CHUNK
        {
            current.next += 1;
            current.hash.update(&part.bytes);
        }
    }

    fn close(&mut self) {
        if let Some(Current { sha256, hash, .. }) = self.current.take()
            && hex(hash.finalize().into()) == sha256
        {
            self.whole.insert(sha256);
        }
    }

    /// Hashes of the files that are whole.
    pub(super) fn finish(mut self) -> FxHashSet<String> {
        self.close();
        self.whole
    }
}

impl<S: Store> Service<S> {
    /// Writes files into a back-up and returns how many are whole in it. What is missing or damaged here is left out: whoever reads
    /// the back-up is told.
    pub(super) async fn write_files(&self, named: &[(String, Named)], writer: &mut Writer, bytes: &mut Vec<u8>) -> Result<usize, Failure> {
        let mut whole = 0;
        'files: for (at, (sha256, contents)) in (0..).zip(named) {
            self.progress("backup", at, named.len() as u64, false);
            if self.cancelled.get() {
                return Err(Failure::Cancelled);
            }
            // Contents of no bytes have a part all the same, which says that they are there.
            for part in 0..files::parts(contents.size).max(1) {
                let read = if contents.size == 0 {
                    Ok(Vec::new())
                } else {
                    files::read_part(&self.store, sha256, part).await
                };
                let part = match read {
                    Ok(bytes) => FilePart {
                        sha256: sha256.clone(),
                        part,
                        bytes,
                    },
                    Err(ReadError::Store(error)) => return Err(Failure::Storage(trouble(&error))),
                    Err(ReadError::Missing | ReadError::Damaged) => continue 'files,
                };
                writer.part(&part);
                bytes.extend(writer.take());
            }
            whole += 1;
        }
        Ok(whole)
    }

    /// Keeps the files of a back-up, before anything of it is restored. When there is no room, none of them stays.
    pub(super) async fn keep_files(&self, files: &FilesOfBackup) -> Result<(), Failure> {
        let before = self.chunk_keys().await?;
        let mut reader = Reader::new();
        let mut pieces = files.backup.chunks(PIECE);
        // The back-up was read once already: there are no surprises in it.
        while let Ok(item) = reader.next() {
            match item {
                Some(Item::Part(part)) if files.whole.contains(&part.sha256) && !part.bytes.is_empty() => {
                    if let Err(error) = files::keep_part(&self.store, &part.sha256, part.part, &part.bytes).await {
                        self.take_back(&before).await;
                        return Err(refused(&error));
                    }
                }
                Some(Item::End(_)) => break,
                Some(_) => {}
                None => match pieces.next() {
                    Some(piece) => reader.push(piece),
                    None => reader.end_of_input(),
                },
            }
        }
        Ok(())
    }
}
