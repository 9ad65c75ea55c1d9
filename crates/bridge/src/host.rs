//! What the page and the engine's worker tell each other around requests and replies: who they are, when the page wakes,
//! and that the engine is no more.
//!
//! A message to the worker is an array: these bytes in a transferred `ArrayBuffer`, then the files that go with them.
//! A message from it is one transferred `ArrayBuffer`.

use serde::{Deserialize, Serialize};

use crate::{Asked, Reply, ReplyKind, Said, UnpackError};

/// Name of the channel on which tabs of one origin tell each other that the log grew.
pub const CHANNEL: &str = "kith";

/// From the page to its worker.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ToEngine {
    /// The first message; the engine says that it is ready after it.
    Hello {
        /// The id of this device as the page remembers it outside the database. With one and an empty database, data is gone.
        sentinel: Option<String>,
    },
    /// A request.
    Ask(Asked),
    /// The page is shown again, or was thawed: other tabs may have written meanwhile.
    Woke,
    /// The page is hidden and may never come back: what can be done now is done now.
    Hidden,
    /// Nobody waits for the answer to the request of this number any more.
    Forget(u32),
    /// The first message of a tab that practises, in place of [`ToEngine::Hello`]: the engine opens the practice copy.
    Practise {
        /// The id that the copy had when this tab first opened it. With another one the copy is gone, and an empty one stands there.
        sentinel: Option<String>,
    },
}

/// From the worker to its page.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum FromEngine<R = Reply> {
    /// A reply or an event.
    Said(Said<R>),
    /// Who the engine is, before it says that it is ready.
    Hello {
        /// The id of this device, for the page to remember outside the database.
        device: String,
        /// A Web Lock that the worker holds as long as it lives: whoever gets it knows that the engine is gone. Empty without locks.
        life: String,
    },
    /// The engine stopped at a programming error; it answers nothing any more.
    Crashed {
        /// What the error says, for the details.
        message: String,
    },
}

/// A message up to the kind of its reply, and the content of that reply.
///
/// # Errors
/// When page and worker are of different versions; both reload then.
pub fn unpack_head(bytes: &[u8]) -> Result<(FromEngine<ReplyKind>, &[u8]), UnpackError> {
    postcard::take_from_bytes(bytes).map_err(|_| UnpackError)
}
