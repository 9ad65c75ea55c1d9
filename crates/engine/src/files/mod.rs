//! Contents of files: in chunks, under the SHA-256 of the whole, so that the same contents are kept once.
//!
//! A chunk begins with a hash of its own: of a file that does not fit its hash one can then tell which part is bad, put that
//! aside, and say so. Records of the object `file` name contents by hash and size; they are written after all chunks are
//! durable, so a file that is listed was whole when it was added.

mod name;
mod sha256;

use rustc_hash::FxHashSet;

use crate::store::{Store, StoreError};

pub use name::cleaned;
pub(crate) use sha256::{hex, sha256};

/// Bytes of a chunk's hash.
const HASH: usize = 32;
/// Bytes of contents in a chunk: with its hash a chunk has one MiB at most.
pub(crate) const CHUNK: usize = (1 << 20) - HASH;

/// Why contents cannot be read.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ReadError {
    /// Parts of them are not here.
    #[error("parts of it are missing")]
    Missing,
    /// They are not those that were kept. The bad parts were put aside.
    #[error("it was damaged")]
    Damaged,
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How many chunks so many bytes have.
pub(crate) fn parts(size: u64) -> u64 {
    size.div_ceil(CHUNK as u64)
}

fn key(sha256: &str, part: u64) -> String {
    format!("{sha256}/{part}")
}

/// The hash of the file that a chunk belongs to.
pub(crate) fn file_of(key: &str) -> &str {
    key.split_once('/').map_or(key, |(sha256, _)| sha256)
}

/// Keeps a chunk. Whatever was there under its key is replaced, which also heals a bad one.
pub(crate) async fn keep_part<S: Store>(store: &S, sha256: &str, part: u64, contents: &[u8]) -> Result<(), StoreError> {
    let mut chunk = Vec::with_capacity(HASH + contents.len());
    chunk.extend(self::sha256(contents));
    chunk.extend_from_slice(contents);
    store.put_chunk(&key(sha256, part), &chunk).await
}

/// Keeps contents. They are durable when this returns their hash.
pub(crate) async fn keep<S: Store>(store: &S, contents: &[u8]) -> Result<String, StoreError> {
    let sha256 = hex(self::sha256(contents));
    for (part, contents) in (0..).zip(contents.chunks(CHUNK)) {
        keep_part(store, &sha256, part, contents).await?;
    }
    Ok(sha256)
}

/// One part of contents. A bad one is put aside.
pub(crate) async fn read_part<S: Store>(store: &S, sha256: &str, part: u64) -> Result<Vec<u8>, ReadError> {
    let key = key(sha256, part);
    let mut chunk = store.chunk(&key).await?.ok_or(ReadError::Missing)?;
    let sound = chunk.len() >= HASH && self::sha256(&chunk[HASH..]) == chunk[..HASH];
    if !sound {
        // Where nothing can be put aside, the next reader finds it bad again.
        if store.quarantine(format!("file {key}"), chunk).await.is_ok() {
            let _ = store.drop_chunks(&[key]).await;
        }
        return Err(ReadError::Damaged);
    }
    chunk.drain(..HASH);
    Ok(chunk)
}

/// Contents, compared with their hash.
pub(crate) async fn read<S: Store>(store: &S, sha256: &str, size: u64) -> Result<Vec<u8>, ReadError> {
    let mut contents = Vec::new();
    for part in 0..parts(size) {
        contents.extend(read_part(store, sha256, part).await?);
    }
    if contents.len() as u64 != size || hex(self::sha256(&contents)) != sha256 {
        return Err(ReadError::Damaged);
    }
    Ok(contents)
}

/// Keys of all chunks whose file is not among those that are needed.
pub(crate) async fn unneeded<S: Store>(store: &S, needed: &FxHashSet<String>) -> Result<Vec<String>, StoreError> {
    let mut keys = store.chunk_keys().await?;
    keys.retain(|key| !needed.contains(file_of(key)));
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use pollster::block_on;

    use super::*;
    use crate::store::MemoryStore;

    fn contents(size: usize) -> Vec<u8> {
        (0..size).map(|number| (number % 251) as u8).collect()
    }

    #[test]
    fn contents_of_any_size_come_back() {
        for size in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK] {
            let store = MemoryStore::new();
            let bytes = contents(size);
            let sha256 = block_on(keep(&store, &bytes)).unwrap();
            assert_eq!(block_on(read(&store, &sha256, size as u64)).unwrap(), bytes, "{size} bytes");
            let keys = block_on(store.chunk_keys()).unwrap();
            assert_eq!(keys.len() as u64, parts(size as u64));
            assert!(keys.iter().all(|key| block_on(store.chunk(key)).unwrap().unwrap().len() <= 1 << 20));
        }
    }

    #[test]
    fn a_bad_part_is_put_aside_and_healed_by_keeping_it_again() {
        let store = MemoryStore::new();
        let bytes = contents(2 * CHUNK);
        let sha256 = block_on(keep(&store, &bytes)).unwrap();
        let bad = format!("{sha256}/1");
        store.damage_chunk(&bad, |chunk| chunk[1_000] ^= 1);
        let size = bytes.len() as u64;
        assert_eq!(block_on(read(&store, &sha256, size)), Err(ReadError::Damaged));
        assert_eq!(block_on(store.quarantined()).unwrap(), [format!("file {bad}")]);
        assert_eq!(block_on(read(&store, &sha256, size)), Err(ReadError::Missing));
        assert_eq!(block_on(keep(&store, &bytes)).unwrap(), sha256);
        assert_eq!(block_on(read(&store, &sha256, size)).unwrap(), bytes);
    }

    #[test]
    fn contents_that_do_not_fit_what_is_said_of_them_are_not_handed_out() {
        let store = MemoryStore::new();
        let sha256 = block_on(keep(&store, b"abc")).unwrap();
        assert_eq!(block_on(read(&store, &sha256, 2)), Err(ReadError::Damaged));
        assert_eq!(block_on(read(&store, &sha256, u64::MAX)), Err(ReadError::Missing));
        assert_eq!(block_on(read(&store, "abc", 3)), Err(ReadError::Missing));
    }
}
