//! What requests are about, for somebody who looks at the past.

use crate::Request;

/// What a request is about, for somebody who looks at the past.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// It reads records: the past answers.
    Records,
    /// It changes something, which the past refuses with [`Failure::Past`](crate::Failure::Past).
    Changes,
    /// It is about this device and what it keeps, whatever is looked at.
    Device,
}

impl Request {
    /// What it is about.
    #[must_use]
    pub fn reach(&self) -> Reach {
        match self {
            Request::Do(_)
            | Request::AddFiles { .. }
            | Request::Import(_)
            | Request::CheckTemplate { .. }
            | Request::CheckBackup
            | Request::Restore { .. } => Reach::Changes,
            Request::Steps
            | Request::Status
            | Request::Backup
            | Request::SetupFile
            | Request::UnsavedFile
            | Request::Verify
            // What can be stopped (back-ups, verification, imports) is of the present.
            | Request::Cancel
            | Request::KeepFirstScreen { .. }
            | Request::Flush
            | Request::FillPractice
            | Request::DiscardPractice
            | Request::LookBack(_) => Reach::Device,
            _ => Reach::Records,
        }
    }
}
