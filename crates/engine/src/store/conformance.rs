//! One story that every store must tell the same way. Run natively on the memory store and in a browser on IndexedDB.

use super::{Batch, Checkpoint, Slot, Store, StoreError};

/// Checks an empty store against the promises of [`Store`].
///
/// # Panics
/// When a promise is broken, with what was expected.
pub async fn check<S: Store>(store: S) {
    starts_empty(&store).await;
    appends_in_order(&store).await;
    replaces_checkpoints_by_version(&store).await;
    keeps_values_aside(&store).await;
    keeps_chunks_of_files(&store).await;
    forgets_on_demand(&store).await;
}

fn ok<T>(result: Result<T, StoreError>, what: &str) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("{what}: {error}"),
    }
}

async fn starts_empty<S: Store>(store: &S) {
    assert!(ok(store.manifest().await, "manifest").is_none(), "an empty store has no manifest");
    assert!(ok(store.log_after(0, 10).await, "log").is_empty(), "an empty store has no log");
    assert!(ok(store.slot(Slot::Device).await, "slot").is_none(), "an empty store has no device");
    assert!(ok(store.chunk_keys().await, "chunks").is_empty(), "an empty store has no chunks");
}

async fn appends_in_order<S: Store>(store: &S) {
    let rows = |from: u8| vec![(vec![from], vec![from, 0]), (vec![from + 1], vec![])];
    let first = ok(
        store
            .append(Batch {
                rows: rows(1),
                journal: vec![("loser".into(), vec![9])],
            })
            .await,
        "append",
    );
    let second = ok(
        store
            .append(Batch {
                rows: rows(3),
                journal: vec![],
            })
            .await,
        "append again",
    );
    let seqs = [first, second].concat();
    assert!(seqs.windows(2).all(|pair| pair[0] < pair[1]), "sequence numbers grow: {seqs:?}");
    let log = ok(store.log_after(0, 10).await, "log");
    assert_eq!(
        log.iter().map(|row| row.seq).collect::<Vec<_>>(),
        seqs,
        "the log has what was appended"
    );
    assert_eq!(
        log.iter().map(|row| row.change[0]).collect::<Vec<_>>(),
        [1, 2, 3, 4],
        "in the order of appends"
    );
    assert_eq!(log[0].inverse, [1, 0], "with its inverse");
    let tail = ok(store.log_after(seqs[1], 1).await, "tail");
    assert_eq!(
        tail.iter().map(|row| row.seq).collect::<Vec<_>>(),
        [seqs[2]],
        "paged after a position"
    );
    let picked = ok(store.log_rows(&[seqs[3], u64::from(u32::MAX), seqs[0]]).await, "rows");
    assert_eq!(picked.len(), 2, "missing rows are left out");
    assert_eq!(ok(store.journal().await, "journal"), [("loser".to_owned(), vec![9])]);
}

async fn replaces_checkpoints_by_version<S: Store>(store: &S) {
    let segments = vec![("a".to_owned(), vec![1; 100]), ("b".to_owned(), vec![2; 300_000])];
    let first = Checkpoint {
        replaces: 0,
        segments,
        dropped: vec![],
        manifest: vec![1],
    };
    assert_eq!(ok(store.checkpoint(first.clone()).await, "checkpoint"), 1);
    assert_eq!(
        store.checkpoint(first).await,
        Err(StoreError::Superseded),
        "a checkpoint on an old version is refused"
    );
    let second = Checkpoint {
        replaces: 1,
        segments: vec![("c".to_owned(), vec![3])],
        dropped: vec!["a".to_owned()],
        manifest: vec![2],
    };
    assert_eq!(ok(store.checkpoint(second).await, "second checkpoint"), 2);
    let keys = ["a", "b", "c"].map(str::to_owned);
    let found = ok(store.segments(&keys).await, "segments");
    assert_eq!(
        found,
        [None, Some(vec![2; 300_000]), Some(vec![3])],
        "dropped, kept and new segments"
    );
    let manifest = ok(store.manifest().await, "manifest").map(|manifest| (manifest.version, manifest.bytes));
    assert_eq!(manifest, Some((2, vec![2])));
}

async fn keeps_values_aside<S: Store>(store: &S) {
    ok(store.put_slot(Slot::Device, vec![1]).await, "put");
    ok(store.put_slot(Slot::Device, vec![2]).await, "put again");
    assert_eq!(ok(store.slot(Slot::Device).await, "slot"), Some(vec![2]));
    assert_eq!(ok(store.slot(Slot::Work).await, "other slot"), None);
    ok(store.quarantine("segment a".into(), vec![0xff]).await, "quarantine");
    assert_eq!(ok(store.quarantined().await, "quarantined"), ["segment a"]);
}

async fn keeps_chunks_of_files<S: Store>(store: &S) {
    ok(store.put_chunk("b/0", &[1; 1 << 20]).await, "put a chunk");
    ok(store.put_chunk("a/0", &[2]).await, "put another");
    ok(store.put_chunk("a/0", &[2]).await, "put it again");
    ok(store.put_chunk("a/1", &[]).await, "put an empty one");
    assert_eq!(ok(store.chunk_keys().await, "keys"), ["a/0", "a/1", "b/0"]);
    assert_eq!(ok(store.chunk("b/0").await, "chunk"), Some(vec![1; 1 << 20]));
    assert_eq!(ok(store.chunk("a/1").await, "empty chunk"), Some(vec![]));
    assert_eq!(ok(store.chunk("c/0").await, "missing chunk"), None);
    let dropped = ["a/0", "c/0"].map(str::to_owned);
    ok(store.drop_chunks(&dropped).await, "drop");
    assert_eq!(ok(store.chunk_keys().await, "keys"), ["a/1", "b/0"], "dropped and kept chunks");
}

async fn forgets_on_demand<S: Store>(store: &S) {
    let last = ok(store.log_after(0, 100).await, "log").last().map_or(0, |row| row.seq);
    ok(store.erase().await, "erase");
    starts_empty(store).await;
    let seqs = ok(
        store
            .append(Batch {
                rows: vec![(vec![7], vec![])],
                journal: vec![],
            })
            .await,
        "append after erase",
    );
    assert!(seqs[0] > last, "sequence numbers are not used twice");
}
