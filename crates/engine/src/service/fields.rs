//! Derived fields tried on records before they are saved.

use bridge::record::{FieldDraft, FieldTrial};
use model::{FieldDef, ObjectKey};

use super::Service;
use crate::commands::{Planned, planned};
use crate::computed::PlanError;
use crate::query::cells;
use crate::store::Store;

/// Records that a field is tried on.
const SAMPLES: usize = 5;

impl<S: Store> Service<S> {
    /// What a formula or roll-up gives for the newest records, or why it cannot be made.
    pub(super) fn try_field(&self, draft: &FieldDraft) -> FieldTrial {
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let failed = |error: Option<PlanError>| FieldTrial {
            kind: None,
            error,
            samples: Vec::new(),
        };
        let (Some(derived), Some(table)) = (&draft.derived, workspace.table(&draft.object)) else {
            return failed(None);
        };
        let known = draft.key.as_ref().and_then(|key| Some((table.number, table.field(key)?)));
        let Planned { kind, plan, .. } = match planned(&draft.object, derived, draft.kind, known, workspace) {
            Ok(planned) => planned,
            Err(error) => return failed(Some(error)),
        };
        let number = table.number;
        let read = plan.reads.iter().map(|read| (read.table, read.field)).collect::<Vec<_>>();
        drop(session);
        let samples = self.read(&read, |reader, _| {
            let table = &reader.workspace.tables()[usize::from(number)];
            let last = table.len() as u32;
            let rows = (0..last).rev().filter(|&row| table.is_alive(row)).take(SAMPLES).collect::<Vec<_>>();
            let (column, troubles) = reader.computed.tried(reader.workspace, table, &plan, &rows, reader.moment);
            let mut definition = FieldDef::new("", "", kind);
            definition.target = target_of(draft, reader.workspace);
            let cell = |row: u32| match troubles.get(&row) {
                Some(&trouble) => bridge::Cell::Failed(trouble),
                None => {
                    let value = column.get(row, kind, reader.workspace.handles());
                    cells::cell_of(reader, &definition, value.as_ref())
                }
            };
            rows.iter().map(|&row| (cells::row_link(reader, table, row), cell(row))).collect()
        });
        FieldTrial {
            kind: Some(kind),
            error: None,
            samples,
        }
    }
}

fn target_of(draft: &FieldDraft, workspace: &crate::workspace::Workspace) -> Option<ObjectKey> {
    let Some(model::Derived::RollUp(roll_up)) = &draft.derived else {
        return None;
    };
    workspace.schema().field(&roll_up.object, roll_up.measure.field()?)?.target.clone()
}
