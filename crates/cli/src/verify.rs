//! `kith verify`: whether a back-up is whole, files included, and restores.

use std::path::PathBuf;

use bridge::{Reply, Request};
use clap::Args;
use engine::service::Attachment;
use interchange::backup::MAX_BACKUP;
use serde::Serialize;

use crate::failure::{Failure, print_json, read_at_most, say};
use crate::words;
use crate::workspace::Workspace;

/// Reads a back-up and checks that it is whole and restores.
#[derive(Args)]
pub struct Verify {
    /// The back-up file.
    file: PathBuf,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told {
    created_millis: i64,
    workspace: String,
    records: Vec<(String, u32)>,
    files: u64,
    log_rows: u64,
    problems: Vec<String>,
}

impl Verify {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file is no whole back-up. What can be read of it is printed before.
    pub fn run(self) -> Result<(), Failure> {
        let workspace = Workspace::new()?;
        let path = self.file.display().to_string();
        let attachment = Attachment {
            name: path.clone(),
            bytes: read_at_most(&self.file, MAX_BACKUP)?,
        };
        let unreadable = |failure: Failure| Failure::Unreadable {
            path: path.clone(),
            why: failure.to_string(),
        };
        let Reply::BackupChecked(summary) = workspace.ask_with(Request::CheckBackup, vec![attachment]).map_err(unreadable)? else {
            return Err(Failure::Engine("unexpected answer".to_owned()));
        };
        workspace.ask(Request::Restore { merge: true })?;
        let Reply::Verified(verified) = workspace.ask(Request::Verify)? else {
            return Err(Failure::Engine("unexpected answer".to_owned()));
        };
        let problems = summary.problems.iter().map(words::of_backup);
        let problems = problems.chain(verified.problems.iter().map(words::kept)).collect();
        let told = Told {
            created_millis: summary.created,
            workspace: summary.workspace,
            records: summary
                .records
                .into_iter()
                .map(|(object, count)| (object.to_string(), count))
                .collect(),
            files: verified.files,
            log_rows: verified.log_rows,
            problems,
        };
        if self.json {
            print_json(&told)?;
        } else {
            let records = told.records.iter().map(|(object, count)| format!("{object:<14} {count}\n"));
            let problems = told.problems.iter().map(|problem| format!("{problem}\n"));
            let whole = told.problems.is_empty().then(|| "whole, and restores\n".to_owned());
            say(&records.chain(problems).chain(whole).collect::<String>())?;
        }
        match told.problems.first() {
            Some(why) => Err(Failure::Unreadable { path, why: why.clone() }),
            None => Ok(()),
        }
    }
}
