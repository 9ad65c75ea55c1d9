//! The set-up of a workspace as a file, and templates: fields, objects, pipelines, views, dashboards and saved replies without any
//! records.
//!
//! A set-up is a back-up with nothing else in it, so it is read, checked and merged as one: what is here already stays as it is.

use bridge::status::{BackupSummary, FileFault, SetupLine};
use bridge::{Failure, Reply};
use interchange::backup::{BackupRecord, Header, Writer};
use model::Value;

use super::Service;
use super::backup::{Checked, record_of};
use crate::commands;
use crate::store::Store;
use crate::templates;

/// Objects whose records make up a set-up, those that others point to first.
pub(super) const OBJECTS: [&str; 9] = [
    "object",
    "field",
    "pipeline",
    "stage",
    "tag",
    "segment",
    "view",
    "dashboard",
    "reply",
];

/// Most lines of what a set-up has in it.
const MOST_LINES: usize = 300;

impl<S: Store> Service<S> {
    /// The set-up as a file.
    pub(super) fn setup_file(&self) -> Result<Reply, Failure> {
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let name = commands::setting(workspace, "workspace").unwrap_or_default();
        let mut writer = Writer::new(&Header {
            created: self.now(),
            workspace: name,
        });
        for table in OBJECTS.iter().filter_map(|object| workspace.table(object)) {
            for row in table.alive().rows() {
                if let Some(record) = record_of(workspace, table, row) {
                    writer.record(&record).map_err(|_| Failure::File(FileFault::NotAsWritten))?;
                }
            }
        }
        Ok(Reply::File(bridge::FileReply {
            name: "kith-set-up.kith.json".to_owned(),
            media_type: "application/json".to_owned(),
            bytes: writer.finish(),
        }))
    }

    /// Checks a template, to be merged with [`bridge::Request::Restore`].
    pub(super) fn check_template(&self, key: &str) -> Result<BackupSummary, Failure> {
        let (name, records) = templates::records(key).ok_or(Failure::Gone)?;
        Ok(self.summed(Checked::of_records(records, name), self.now(), 0))
    }

    /// What a set-up has in it by name, and what of it is here already. Nothing for files that hold more than a set-up.
    pub(super) fn setup_lines(&self, records: &[BackupRecord]) -> Vec<SetupLine> {
        if !is_setup(records) {
            return Vec::new();
        }
        let mut session = self.session.borrow_mut();
        let told = records.iter().filter(|record| *record.object != *"stage");
        let lines = told.map(|record| {
            let text = |key: &str| {
                let value = record.fields.iter().find(|(field, _)| *field == *key).map(|(_, value)| value);
                value.and_then(Value::as_text).unwrap_or_default().to_owned()
            };
            let (name, label) = (text("name"), text("label"));
            SetupLine {
                object: record.object.clone(),
                name: if name.is_empty() { label } else { name },
                of: text("object"),
                known: session.workspace.find_alive(&record.object, record.id).is_some(),
            }
        });
        lines.filter(|line| !line.name.is_empty()).take(MOST_LINES).collect()
    }
}

/// Whether records are those of a set-up and nothing else.
pub(super) fn is_setup(records: &[BackupRecord]) -> bool {
    !records.is_empty() && records.iter().all(|record| OBJECTS.contains(&&*record.object))
}
