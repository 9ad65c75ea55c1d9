//! Opening: the frame of the checkpoint and the log behind it at once, the columns of large tables when they are needed.
//!
//! What the first answer does not read need not be read before it: [`open_partly`] gives a session that knows every record but not
//! every column, [`bring`] reads columns, and [`complete`] the rest of them. [`open`] does all of it.
//!
//! Invariants (checked by `tests/opening.rs`):
//! - nothing reads or writes a column that is absent: whoever asks waits for it, and the log behind the checkpoint brings what it
//!   touches before it is applied;
//! - nothing is committed before the session is whole, so a session that turns out to stand on a damaged checkpoint can be replaced
//!   by one that was rebuilt from the log, and no change is lost;
//! - segments have the same keys in every checkpoint: one that does not fit its checksum is damaged only if no other tab has written
//!   a newer checkpoint meanwhile. If one has, everything is read anew.

use std::cell::RefCell;

use model::{ActorId, Op, codec};
use rustc_hash::FxHashMap;

use super::{Problem, Session};
use crate::custom::defines_schema;
use crate::segment::{AbsentColumn, LoadError, ManifestBody, frame_keys, load};
use crate::store::{FORMAT, LogRow, Manifest, Store, StoreError};

/// Log rows read at once.
pub(super) const PAGE: u32 = 500;
/// Segments of columns read at once: few enough that somebody who waits for another column does not wait long, and that the second
/// copy of the bytes stays small. A column of more segments than these is read alone.
const SEGMENT_PAGE: usize = 4;
/// Segments of the frame read at once; nobody can be answered before it is there.
const FRAME_PAGE: usize = 64;
/// Tables of so many rows are read whole: their segments are small, and a segment costs more than its bytes.
pub const SMALL_ROWS: u32 = 4_096;
/// A tab that writes checkpoints faster than this one reads them is given up on after so many; the log is never superseded.
const TRIES: usize = 4;

/// Why a workspace cannot be opened.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum OpenError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The data belongs to a newer version of Kith.
    #[error("this data was written by a newer version of Kith")]
    Newer,
}

impl From<OpenError> for StoreError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Store(error) => error,
            OpenError::Newer => StoreError::VersionTooNew { found: FORMAT + 1 },
        }
    }
}

/// Opens the workspace of a store with every column: checkpoint first, then the log behind it.
///
/// A checkpoint that cannot be used is put aside and the whole log is replayed; a log row that cannot be read is put aside
/// and reported. Neither hides good rows.
///
/// # Errors
/// [`OpenError`] when the store cannot be read at all or belongs to a newer version.
pub async fn open<S: Store>(store: &S, actor: ActorId) -> Result<Session, OpenError> {
    open_to(store, actor, SMALL_ROWS, Extent::Whole).await
}

/// Opens the workspace of a store without the columns of tables of more than `small_rows` rows (normally [`SMALL_ROWS`]), but for
/// those that the log behind the checkpoint touches.
///
/// # Errors
/// As [`open`].
pub async fn open_partly<S: Store>(store: &S, actor: ActorId, small_rows: u32) -> Result<Session, OpenError> {
    open_to(store, actor, small_rows, Extent::Partly).await
}

/// Reads the absent columns that are `wanted`. Returns at once when there are none.
///
/// When a segment cannot be used the session is replaced: by the newer checkpoint that another tab wrote, or by what the log gives.
/// [`Session::take_replaced`] then says so once.
///
/// # Errors
/// [`OpenError`] as for [`open`]; what was read stays.
pub async fn bring<S: Store>(session: &RefCell<Session>, store: &S, wanted: impl Fn(&AbsentColumn) -> bool) -> Result<(), OpenError> {
    let version = session.borrow().base.as_ref().map_or(0, |(version, _)| *version);
    let Err(error) = read_absent(session, store, wanted).await? else {
        return Ok(());
    };
    let actor = session.borrow().workspace.actor();
    let newest = store.manifest().await?;
    let fresh = match newest {
        Some(newest) if newest.version == version => rebuild(store, actor, error, &newest.bytes).await?,
        _ => open(store, actor).await?,
    };
    let mut session = session.borrow_mut();
    // Somebody else who met the same damage may have been faster, and changes may stand on theirs.
    if !session.is_whole() {
        *session = fresh;
        session.replaced = true;
    }
    Ok(())
}

/// Reads a page of what is still absent.
///
/// # Errors
/// As [`bring`].
pub async fn bring_some<S: Store>(session: &RefCell<Session>, store: &S) -> Result<(), OpenError> {
    let page = session.borrow().next_absent(|_| true);
    bring(session, store, |column| page.contains(column)).await
}

/// Reads every column that is still absent.
///
/// # Errors
/// As [`bring`].
pub async fn complete<S: Store>(session: &RefCell<Session>, store: &S) -> Result<(), OpenError> {
    bring(session, store, |_| true).await
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Partly,
    Whole,
}

async fn open_to<S: Store>(store: &S, actor: ActorId, small_rows: u32, extent: Extent) -> Result<Session, OpenError> {
    let mut newest = store.manifest().await?;
    for _ in 0..TRIES {
        let Some(manifest) = newest else { break };
        let error = match open_checkpoint(store, &manifest, actor, small_rows, extent).await? {
            Ok(session) => return Ok(session),
            Err(LoadError::Newer(_)) => return Err(OpenError::Newer),
            Err(error) => error,
        };
        newest = store.manifest().await?;
        if newest.as_ref().is_some_and(|newest| newest.version == manifest.version) {
            return Ok(rebuild(store, actor, error, &manifest.bytes).await?);
        }
    }
    let session = RefCell::new(Session::new(actor));
    let _ = replay_log(&session, store).await?;
    Ok(session.into_inner())
}

type Opened<T> = Result<Result<T, LoadError>, StoreError>;

async fn open_checkpoint<S: Store>(store: &S, manifest: &Manifest, actor: ActorId, small_rows: u32, extent: Extent) -> Opened<Session> {
    let body = match ManifestBody::read(&manifest.bytes) {
        Ok(body) => body,
        Err(error) => return Ok(Err(error)),
    };
    let mut segments = FxHashMap::default();
    for page in frame_keys(&body, small_rows).chunks(FRAME_PAGE) {
        let found = store.segments(page).await?;
        segments.extend(page.iter().cloned().zip(found).filter_map(|(key, bytes)| Some((key, bytes?))));
    }
    let frame = match load(&body, &segments, small_rows, actor) {
        Ok(frame) => frame,
        Err(error) => return Ok(Err(error)),
    };
    drop(segments);
    let mut session = Session::new(actor);
    session.workspace = frame.workspace;
    session.log_seqs = frame.log_seqs;
    session.absent = frame.absent;
    session.applied_seq = body.log_seq;
    session.base = Some((manifest.version, body));
    let session = RefCell::new(session);
    if let Err(error) = replay_log(&session, store).await? {
        return Ok(Err(error));
    }
    if extent == Extent::Whole
        && let Err(error) = read_absent(&session, store, |_| true).await?
    {
        return Ok(Err(error));
    }
    Ok(Ok(session.into_inner()))
}

/// What the log gives, without a checkpoint that cannot be used.
async fn rebuild<S: Store>(store: &S, actor: ActorId, error: LoadError, manifest: &[u8]) -> Result<Session, StoreError> {
    put_aside(store, &error, manifest).await;
    let mut session = Session::new(actor);
    session.problems.push(Problem::Checkpoint(error));
    let session = RefCell::new(session);
    // Without a checkpoint no column is absent, so nothing of one can be damaged.
    let _ = replay_log(&session, store).await?;
    Ok(session.into_inner())
}

/// Keeps the bytes that could not be used. A store that cannot even do that has a larger problem, which opening will report.
async fn put_aside<S: Store>(store: &S, error: &LoadError, manifest: &[u8]) {
    let (name, bytes) = match error {
        LoadError::Damaged(key) | LoadError::Missing(key) => {
            let found = store
                .segments(std::slice::from_ref(key))
                .await
                .ok()
                .and_then(|mut found| found.pop().flatten());
            (format!("segment {key}"), found.unwrap_or_default())
        }
        LoadError::Manifest | LoadError::Newer(_) => ("manifest".to_owned(), manifest.to_vec()),
    };
    // Ignored on purpose: quarantine is a courtesy to later repair, the log is what counts.
    let _ = store.quarantine(name, bytes).await;
}

/// Reads wanted columns page by page. No borrow is held while the store works, so what is there already can be asked meanwhile.
async fn read_absent<S: Store>(session: &RefCell<Session>, store: &S, wanted: impl Fn(&AbsentColumn) -> bool) -> Opened<()> {
    loop {
        let page = session.borrow().next_absent(&wanted);
        if page.is_empty() {
            return Ok(Ok(()));
        }
        let keys = page.iter().flat_map(AbsentColumn::keys).map(str::to_owned).collect::<Vec<_>>();
        let mut found = store.segments(&keys).await?.into_iter();
        for column in page {
            let blocks = found.by_ref().take(column.keys().count()).collect::<Vec<_>>();
            if let Err(error) = session.borrow_mut().install(&column, &blocks) {
                return Ok(Err(error));
            }
        }
    }
}

async fn replay_log<S: Store>(session: &RefCell<Session>, store: &S) -> Opened<()> {
    loop {
        let from = session.borrow().applied_seq;
        let rows = store.log_after(from, PAGE).await?;
        if rows.is_empty() {
            // The clock only catches up with what is released.
            session.borrow_mut().release_cut_off(0);
            return Ok(Ok(()));
        }
        let touched = session.borrow().touched_by(&rows);
        if let Err(error) = read_absent(session, store, |column| touched.contains(column)).await? {
            return Ok(Err(error));
        }
        for row in rows {
            let (seq, bytes) = (row.seq, row.change.clone());
            let (before, after) = {
                let mut session = session.borrow_mut();
                let before = session.problems.len();
                let millis = codec::decode_header(&row.change).map_or(0, |header| header.hlc.millis());
                session.receive(row, millis);
                (before, session.problems.len())
            };
            if after > before {
                let _ = store.quarantine(format!("log row {seq}"), bytes).await;
            }
        }
    }
}

impl Session {
    /// Whether every column is there. Only a whole session may be changed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.absent.is_empty()
    }

    /// Whether the session was replaced since this was last asked: whoever keeps anything made of it starts anew.
    pub fn take_replaced(&mut self) -> bool {
        std::mem::take(&mut self.replaced)
    }

    /// The next columns to read: as many as fit a page, but one at least.
    fn next_absent(&self, wanted: impl Fn(&AbsentColumn) -> bool) -> Vec<AbsentColumn> {
        let mut room = SEGMENT_PAGE;
        let mut page = Vec::new();
        for column in self.absent.iter().filter(|column| wanted(column)) {
            let segments = column.keys().count();
            if !page.is_empty() && segments > room {
                break;
            }
            room = room.saturating_sub(segments);
            page.push(column.clone());
        }
        page
    }

    /// Puts a column in its place, unless somebody else has done so.
    fn install(&mut self, column: &AbsentColumn, blocks: &[Option<Vec<u8>>]) -> Result<(), LoadError> {
        let Some(place) = self.absent.iter().position(|absent| absent == column) else {
            return Ok(());
        };
        if let Some((_, manifest)) = &self.base {
            column.install(&mut self.workspace, manifest, blocks)?;
        }
        self.absent.swap_remove(place);
        Ok(())
    }

    /// Absent columns that applying rows of the log reads or writes.
    fn touched_by(&self, rows: &[LogRow]) -> Vec<AbsentColumn> {
        if self.is_whole() {
            return Vec::new();
        }
        let changes = rows.iter().filter_map(|row| codec::decode(&row.change).ok());
        let ops = changes.flat_map(|change| change.ops).collect::<Vec<_>>();
        let touched = |column: &&AbsentColumn| ops.iter().any(|op| self.touches(op, column));
        self.absent.iter().filter(touched).cloned().collect()
    }

    fn touches(&self, op: &Op, column: &AbsentColumn) -> bool {
        let table = &self.workspace.tables()[usize::from(column.table)];
        let Some(object) = op.object() else { return false };
        if defines_schema(object) {
            // A field that becomes known takes in the values that waited for it.
            return true;
        }
        let is_field = |key: &str| {
            table.field(key).is_some_and(|field| {
                let further = table.fields()[usize::from(field)].further;
                field == column.field || further == Some(column.field)
            })
        };
        *object == table.object
            && match op {
                Op::Set { field, .. } | Op::Element { field, .. } | Op::Clear { field, .. } => is_field(field),
                Op::Rows { columns, .. } => columns.iter().any(|(field, _)| is_field(field)),
                Op::Life { .. } => false,
                Op::Purge { .. } | Op::Unknown { .. } => true,
            }
    }
}
