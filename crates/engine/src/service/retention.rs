//! The bin empties itself where the person wants that: what has lain there for longer than they said is deleted for good.

use bridge::status::{BIN_DAYS, DELETED, bin_days};
use bridge::{Command, CommandFailure, Failure, Selection};
use model::filter::{Span, Unit};
use model::{Condition, Filter, Operator};

use super::Service;
use crate::commands::{self, file::FILE};
use crate::store::Store;

impl<S: Store> Service<S> {
    /// Deletes for good what has been in the bin for longer than the workspace keeps it. Says how many records that were.
    ///
    /// Only records that people see go by themselves, and the files among them: a deleted view, segment or field stays until somebody
    /// deletes it.
    ///
    /// # Errors
    /// When the store cannot be read, or the deletion is refused; what was not deleted stays.
    pub async fn empty_old_bin(&self) -> Result<u32, Failure> {
        self.complete().await.map_err(|error| Failure::Storage(super::trouble(&error)))?;
        let (days, objects) = {
            let session = self.session.borrow();
            let value = commands::setting(&session.workspace, BIN_DAYS);
            let objects = session.workspace.schema().objects().iter();
            let objects = objects.filter(|object| !object.hidden || object.key == *FILE);
            (
                value.as_deref().and_then(bin_days),
                objects.map(|object| object.key.clone()).collect::<Vec<_>>(),
            )
        };
        let Some(days) = days else { return Ok(0) };
        let mut deleted = 0;
        for object in objects {
            let selection = Selection::Matching {
                filter: Filter::Field(Condition {
                    path: vec![DELETED.into()],
                    operator: Operator::BeforeLast,
                    values: Vec::new(),
                    span: Some(Span {
                        // Today counts as one of the last days, and a day that has begun is not over.
                        count: days.saturating_add(1),
                        unit: Unit::Day,
                    }),
                }),
                search: String::new(),
                bin: true,
            };
            match self.run(Command::Purge { object, selection }).await {
                Ok(done) => deleted += done.count,
                Err(CommandFailure::NothingSelected) => {}
                Err(failure) => return Err(Failure::Command(failure)),
            }
        }
        Ok(deleted)
    }
}
