//! Why a request has no answer.

use std::fmt;

use bridge::{CommandFailure, Failure};

/// Why a request has no answer.
#[derive(Clone, PartialEq, Debug)]
pub enum AskError {
    /// The engine refused; nothing was changed.
    Refused(Failure),
    /// The engine is gone. For a command: it is not known whether it was applied before that.
    Lost,
    /// Interface and engine are of different versions: a reload brings both to one.
    Mismatch,
}

impl AskError {
    /// Why a command was refused, if it was one.
    #[must_use]
    pub fn command(&self) -> Option<&CommandFailure> {
        match self {
            AskError::Refused(Failure::Command(failure)) => Some(failure),
            _ => None,
        }
    }

    /// Whether the person stopped the work.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        *self == AskError::Refused(Failure::Cancelled)
    }
}

/// For logs and details; screens choose their words by variant.
impl fmt::Display for AskError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AskError::Refused(failure) => write!(formatter, "refused: {failure:?}"),
            AskError::Lost => formatter.write_str("the engine is gone"),
            AskError::Mismatch => formatter.write_str("interface and engine are of different versions"),
        }
    }
}

impl std::error::Error for AskError {}
