//! The import wizard behind the bridge.

use bridge::import::{ImportRequest, Phase, ProblemLine};
use bridge::status::FileFault;
use bridge::{Failure, Reply};
use interchange::export::problem_rows;
use interchange::has_tasks_beside_events;
use model::FieldKey;
use model::reading::LoadError;

use super::{Attachment, Service};
use crate::import::{ImportFile, view};
use crate::store::Store;
use crate::workspace::Workspace;

impl<S: Store> Service<S> {
    /// Answers a request of the wizard with its state, or with a file.
    pub(super) fn import(&self, request: ImportRequest, files: Vec<Attachment>) -> Result<Reply, Failure> {
        match request {
            ImportRequest::Start {
                names,
                pasted,
                object,
                tasks,
            } => self.start_import(&names, pasted, object, &tasks, files),
            ImportRequest::State => {}
            ImportRequest::SetObject { file, object } => {
                self.on_file(file, |file, schema| {
                    file.set_object(object, schema);
                    Ok(())
                })?;
            }
            ImportRequest::SetDialect { file, dialect } => {
                self.on_file(file, |file, schema| file.set_dialect(&dialect, schema).map_err(refused))?;
            }
            ImportRequest::SetSheet { file, sheet } => {
                self.on_file(file, |file, schema| file.set_sheet(&sheet, schema).map_err(refused))?;
            }
            ImportRequest::SetOwn { file, own } => {
                let surroundings = self.surroundings.borrow();
                self.on_file(file, |file, schema| {
                    file.set_own(own, schema, &*surroundings.legacy).map_err(refused)
                })?;
            }
            ImportRequest::SetTarget { file, column, target } => {
                self.on_file(file, |file, _| {
                    if let Some(mapping) = &mut file.mapping {
                        mapping.choose(column as usize, view::chosen(&target));
                    }
                    Ok(())
                })?;
            }
            ImportRequest::SetMatch { file, key } => {
                self.on_file(file, |file, _| {
                    file.match_key = key;
                    Ok(())
                })?;
            }
            ImportRequest::SetPolicy { file, field, policy } => {
                self.on_file(file, |file, _| {
                    set_policy(file, field, policy);
                    Ok(())
                })?;
            }
            ImportRequest::EditCell { file, row, column, text } => {
                self.on_file(file, |file, _| {
                    file.edits.set(row, u16::try_from(column).unwrap_or(u16::MAX), text);
                    Ok(())
                })?;
            }
            ImportRequest::Preview => {
                let context = self.parse_context();
                let now = self.now();
                // Ids are looked up without changing the index from here on: bring it up to date once.
                let mut session = self.session.borrow_mut();
                let _ = session.workspace.find(model::RecordId::NIL);
                self.wizard.borrow_mut().preview(&session.workspace, &context, now);
            }
            ImportRequest::Run => self.run_import()?,
            ImportRequest::Problems { file } => return Ok(Reply::Problems(self.import_problems(file))),
            ImportRequest::ErrorFile { file, name, columns, rows } => return self.error_file(file, name, &columns, rows),
            ImportRequest::Discard => self.wizard.borrow_mut().discard(),
        }
        let session = self.session.borrow();
        Ok(Reply::Import(Box::new(self.wizard.borrow().state(&session.workspace))))
    }

    fn start_import(
        &self,
        names: &[String],
        pasted: Option<String>,
        object: Option<model::ObjectKey>,
        tasks: &str,
        files: Vec<Attachment>,
    ) {
        let context = self.parse_context();
        let surroundings = self.surroundings.borrow();
        let legacy = &surroundings.legacy;
        let own = own_addresses(&self.session.borrow().workspace);
        let object = object.filter(|_| files.len() <= 1);
        let mut opened = Vec::new();
        let mut open = |name: &str, bytes: &[u8]| {
            let mut one = |name: &str, is_tasks: bool, object: Option<model::ObjectKey>| {
                opened.push(ImportFile::new(name, bytes, is_tasks, &own, object, &context, &|| legacy()));
            };
            // Tasks beside events are rows of another kind, and so another file to the wizard.
            match (has_tasks_beside_events(bytes), object.as_deref()) {
                (false, _) | (true, Some("activity")) => one(name, false, object.clone()),
                (true, Some("task")) => one(name, true, object.clone()),
                (true, _) => {
                    one(name, false, None);
                    one(&format!("{name} ({tasks})"), true, None);
                }
            }
        };
        for (index, file) in files.iter().enumerate() {
            open(names.get(index).map_or(file.name.as_str(), String::as_str), &file.bytes);
        }
        if let Some(text) = pasted {
            open(names.get(files.len()).map_or("", String::as_str), text.as_bytes());
        }
        self.wizard.borrow_mut().start(opened, self.now());
    }

    fn on_file(&self, index: u32, change: impl FnOnce(&mut ImportFile, &model::Schema) -> Result<(), Failure>) -> Result<(), Failure> {
        let session = self.session.borrow();
        let mut wizard = self.wizard.borrow_mut();
        if matches!(wizard.phase, Phase::Running | Phase::Done) {
            return Err(Failure::File(FileFault::ImportDone));
        }
        let file = wizard.file(index).ok_or(Failure::Gone)?;
        let changed = change(file, session.workspace.schema());
        wizard.back_to_mapping();
        changed
    }

    /// Writes the plan: one group, one step of undo, kept in one transaction.
    fn run_import(&self) -> Result<(), Failure> {
        let plan = self.wizard.borrow_mut().take_plan(&self.session.borrow().workspace);
        let Some(plan) = plan else {
            self.wizard.borrow_mut().back_to_mapping();
            return Err(Failure::File(FileFault::ImportStale));
        };
        let begun = (self.surroundings.borrow().elapsed)();
        let intent = plan.intent(self.new_id());
        self.commit_group(&intent, plan.changes);
        let millis = (self.surroundings.borrow().elapsed)() - begun;
        let mut wizard = self.wizard.borrow_mut();
        let spent = wizard.millis;
        wizard.written(spent + millis.max(0.0) as u32);
        Ok(())
    }

    /// All problems found so far of a file, by line, where the state shows the first ones.
    #[must_use]
    pub fn import_problems(&self, file: u32) -> Vec<ProblemLine> {
        let mut wizard = self.wizard.borrow_mut();
        wizard.file(file).map(|file| view::problems(file, usize::MAX)).unwrap_or_default()
    }

    /// Rows with problems, as they stand in the file, with what is wrong in a last column: in the words of the screen, which the app
    /// gives, because the engine has none.
    fn error_file(&self, index: u32, name: String, columns: &[String], rows: Vec<(u32, String)>) -> Result<Reply, Failure> {
        let mut wizard = self.wizard.borrow_mut();
        let file = wizard.file(index).ok_or(Failure::Gone)?;
        let sheet = file.sheet.as_ref().ok_or(Failure::Gone)?;
        let header = sheet.columns.iter().enumerate();
        let header = header.map(|(at, column)| columns.get(at).map_or(column.name.as_str(), String::as_str));
        let rows = rows.into_iter().filter(|(row, _)| *row < sheet.rows());
        let bytes = problem_rows(header, rows.map(|(row, words)| (sheet.row(row), words)));
        Ok(Reply::File(bridge::FileReply {
            name,
            media_type: "text/csv".to_owned(),
            bytes,
        }))
    }
}

fn refused(why: LoadError) -> Failure {
    Failure::File(FileFault::Import(why))
}

/// The e-mail addresses of one's own team.
fn own_addresses(workspace: &Workspace) -> Vec<String> {
    let Some((table, email)) = workspace.table("member").and_then(|table| Some((table, table.field("email")?))) else {
        return Vec::new();
    };
    table
        .alive()
        .rows()
        .filter_map(|row| table.text(row, email).map(str::to_owned))
        .collect()
}

fn set_policy(file: &mut ImportFile, field: Option<FieldKey>, policy: bridge::import::Policy) {
    match field {
        None => file.policy = policy,
        Some(field) => {
            file.field_policies.retain(|(known, _)| *known != field);
            file.field_policies.push((field, policy));
        }
    }
}
