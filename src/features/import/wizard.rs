//! The wizard's handle: its state as the engine has it, and requests that change it.
//!
//! The state lives in the engine, so leaving the page loses nothing. Counts are asked for by themselves after each change,
//! unless the person stopped them.

use std::{sync::Arc, time::Duration};

use bridge::import::{FileState, ImportRequest, ImportState, Phase, Target};
use leptos::task::spawn_local;
use model::ObjectKey;
use web_sys::File;

use crate::client::{AskError, Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::words;

/// How long changes are waited for before everything is counted again.
const QUIET: Duration = Duration::from_millis(250);

/// The wizard; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Wizard {
    pub session: Session,
    state: RwSignal<Option<Arc<ImportState>>>,
    /// What went wrong with the last request.
    pub error: RwSignal<String>,
    /// A request that takes its time is under way.
    pub busy: RwSignal<bool>,
    /// The file that is looked at.
    pub file: RwSignal<usize>,
    /// Counting was stopped and waits for the next change.
    stopped: RwSignal<bool>,
}

impl Wizard {
    /// Follows the engine's state from here.
    pub fn new() -> Self {
        let engine = Engine::expect();
        let wizard = Self {
            session: Session::expect(),
            state: RwSignal::new(None),
            error: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            file: RwSignal::new(0),
            stopped: RwSignal::new(false),
        };
        let answer = use_answer(Follow::Import, move || engine.import(ImportRequest::State)).value();
        Effect::new(move || {
            if let Some(state) = answer.get() {
                wizard.take(&state);
            }
        });
        wizard.count_after_changes();
        wizard
    }

    fn take(self, state: &ImportState) {
        if self.state.try_with_untracked(|known| known.as_deref() == Some(state)) == Some(false) {
            self.state.try_set(Some(Arc::new(state.clone())));
        }
    }

    /// Asks for counts once the mapping stands still.
    fn count_after_changes(self) {
        let due = Memo::new(move |_| self.phase() == Phase::Mapping && !self.stopped.get() && self.is_ready());
        Effect::new(move |before: Option<Option<TimeoutHandle>>| {
            if let Some(Some(timer)) = before {
                timer.clear();
            }
            // Each new state starts the wait afresh.
            self.state.track();
            due.get()
                .then(|| set_timeout_with_handle(move || self.send(ImportRequest::Preview), QUIET).ok())
                .flatten()
        });
    }

    /// The state; none before the engine has answered.
    pub fn state(self) -> Option<Arc<ImportState>> {
        self.state.get()
    }

    /// Which step the engine is at.
    pub fn phase(self) -> Phase {
        self.state.with(|state| state.as_ref().map_or(Phase::Empty, |state| state.phase))
    }

    /// Whether any column of any file goes anywhere.
    pub fn is_ready(self) -> bool {
        self.state
            .with(|state| state.as_ref().is_some_and(|state| state.files.iter().any(goes_somewhere)))
    }

    /// Something of a file.
    pub fn of_file<T>(self, file: usize, read: impl FnOnce(&FileState) -> T) -> Option<T> {
        self.state
            .with(|state| state.as_ref().and_then(|state| state.files.get(file)).map(read))
    }

    /// Sends a request; its answer is the new state.
    pub fn send(self, request: ImportRequest) {
        spawn_local(async move {
            let answer = self.session.engine.import(request).await;
            self.answered(answer);
        });
    }

    /// Sends a request of the person: counting starts again.
    pub fn change(self, request: ImportRequest) {
        self.stopped.set(false);
        self.error.set(String::new());
        self.send(request);
    }

    /// Another target for a column.
    pub fn set_target(self, file: usize, column: u32, target: Target) {
        self.change(ImportRequest::SetTarget {
            file: file as u32,
            column,
            target,
        });
    }

    /// The same text for a column of several rows.
    pub fn edit(self, file: usize, rows: Vec<u32>, column: u32, text: String) {
        self.stopped.set(false);
        self.error.set(String::new());
        spawn_local(async move {
            let mut answer = None;
            for row in rows {
                let request = ImportRequest::EditCell {
                    file: file as u32,
                    row,
                    column,
                    text: text.clone(),
                };
                let state = self.session.engine.import(request).await;
                let failed = state.is_err();
                answer = Some(state);
                if failed {
                    break;
                }
            }
            if let Some(answer) = answer {
                self.answered(answer);
            }
        });
    }

    /// Starts with files.
    pub fn start(self, files: Vec<File>, object: Option<ObjectKey>) {
        let names = files.iter().map(File::name).collect();
        self.begin(
            ImportRequest::Start {
                names,
                pasted: None,
                object,
                tasks: words::import::tasks().to_owned(),
            },
            files,
        );
    }

    /// Starts with a pasted table.
    pub fn start_pasted(self, text: String, object: Option<ObjectKey>) {
        self.begin(
            ImportRequest::Start {
                names: vec![words::import::pasted().to_owned()],
                pasted: Some(text),
                object,
                tasks: words::import::tasks().to_owned(),
            },
            Vec::new(),
        );
    }

    fn begin(self, request: ImportRequest, files: Vec<File>) {
        self.stopped.set(false);
        self.error.set(String::new());
        self.file.set(0);
        self.busy.set(true);
        spawn_local(async move {
            let answer = self.session.engine.import_files(request, files).await;
            self.busy.try_set(false);
            self.answered(answer);
        });
    }

    /// Writes it.
    pub fn run(self) {
        self.busy.set(true);
        self.error.set(String::new());
        spawn_local(async move {
            let answer = self.session.engine.import(ImportRequest::Run).await;
            self.busy.try_set(false);
            self.answered(answer);
        });
    }

    /// Stops reading or counting. Nothing was written.
    pub fn stop(self) {
        self.stopped.set(true);
        spawn_local(async move {
            if let Err(error) = self.session.engine.cancel().await {
                self.failed(&error);
            }
        });
    }

    fn answered(self, answer: Result<Box<ImportState>, AskError>) {
        match answer {
            Ok(state) => self.take(&state),
            Err(error) => self.failed(&error),
        }
    }

    fn failed(self, error: &AskError) {
        if !error.is_cancelled() {
            self.error.try_set(words::failure::line(error, None));
        }
    }
}

/// Whether a file has rows that would be imported.
pub(super) fn goes_somewhere(file: &FileState) -> bool {
    file.refused.is_none() && file.object.is_some() && file.rows > 0 && file.columns.iter().any(|column| column.target != Target::Skip)
}
