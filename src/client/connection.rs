//! How the engine stands.

use bridge::status::StorageTrouble;

/// How the engine stands.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Connection {
    /// It is on its way. Requests wait.
    #[default]
    Starting,
    /// It answers.
    Ready {
        /// Milliseconds from the worker's start.
        millis: u32,
        /// Whether there is no record at all.
        empty: bool,
        /// Whether data was here before and is gone.
        evicted: bool,
    },
    /// It cannot open the database. Requests are answered with [`super::AskError::Lost`].
    CannotOpen(StorageTrouble),
    /// It is gone; [`super::Engine::restart`] starts another one.
    Lost {
        /// For the details.
        reason: String,
    },
}

impl Connection {
    /// Whether it answers.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self, Connection::Ready { .. })
    }
}
