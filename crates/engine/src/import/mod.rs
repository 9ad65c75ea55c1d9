//! Import: files in, records out, with everything counted before anything is written.
//!
//! The wizard lives here and not on screen, so that it survives navigation. Long parts run in slices from [`Wizard::step`].
//! Nothing is written until [`Wizard::take_plan`]; its changes share a group and are one step of undo.

mod files;
mod keys;
mod links;
mod plan;
mod stages;
mod unique;
pub(crate) mod view;

use bridge::import::{Counts, ImportState, MatchKey, Phase, Policy, Progress};
use interchange::decode::LegacyDecoder;
use model::{Op, ParseContext, RecordId};

use crate::workspace::Workspace;

pub use files::ImportFile;
use plan::Planner;

/// Makes decoders for encodings that the engine has no tables for.
pub type Legacy<'a> = dyn Fn() -> Option<Box<dyn LegacyDecoder>> + 'a;

/// Random bits for new ids.
pub type Entropy<'a> = dyn FnMut() -> u128 + 'a;

/// What a finished plan writes.
pub struct Plan {
    /// Changes in order; the group's id is the caller's.
    pub changes: Vec<Vec<Op>>,
    /// What they do.
    pub counts: Counts,
    /// Names of the files.
    pub detail: String,
}

/// The import under way.
#[derive(Default)]
pub struct Wizard {
    pub(crate) files: Vec<ImportFile>,
    pub(crate) phase: Phase,
    planner: Option<Planner>,
    plan: Option<Plan>,
    /// Digest of the workspace that the plan was made for.
    planned_for: u128,
    counts: Counts,
    pub(crate) millis: u32,
    changed: bool,
    progress: Option<Progress>,
    begun: i64,
}

/// Bytes or rows per slice: a few milliseconds each.
const SLICE_BYTES: usize = 512 * 1024;
const SLICE_ROWS: u32 = 2_048;

impl Wizard {
    /// Starts with files; what was under way is forgotten.
    pub fn start(&mut self, files: Vec<ImportFile>, now: i64) {
        *self = Wizard {
            files,
            phase: Phase::Reading,
            begun: now,
            changed: true,
            ..Wizard::default()
        };
    }

    /// Forgets everything.
    pub fn discard(&mut self) {
        *self = Wizard {
            changed: true,
            ..Wizard::default()
        };
    }

    /// Stops what is under way. Nothing was written.
    pub fn cancel(&mut self) {
        self.planner = None;
        match self.phase {
            Phase::Reading => self.discard(),
            Phase::Previewing => self.back_to_mapping(),
            _ => {}
        }
    }

    /// Something about the mapping changed: counts are void.
    pub fn back_to_mapping(&mut self) {
        if self.phase != Phase::Reading {
            self.phase = Phase::Mapping;
        }
        self.planner = None;
        self.plan = None;
        self.counts = Counts::default();
        self.changed = true;
    }

    /// A file of the import.
    pub fn file(&mut self, index: u32) -> Option<&mut ImportFile> {
        self.files.get_mut(index as usize)
    }

    /// Starts counting what would happen.
    pub fn preview(&mut self, workspace: &Workspace, context: &ParseContext, now_millis: i64) {
        if !matches!(self.phase, Phase::Mapping | Phase::Ready) {
            return;
        }
        self.planned_for = workspace.digest();
        self.planner = Some(Planner::new(&self.files, workspace, context.clone(), now_millis));
        self.plan = None;
        self.begun = now_millis;
        self.phase = Phase::Previewing;
        self.changed = true;
    }

    /// Does a slice; returns whether there is more.
    pub fn step(&mut self, workspace: &Workspace, now: i64, entropy: &mut Entropy<'_>) -> bool {
        match self.phase {
            Phase::Reading => self.step_reading(workspace, now),
            Phase::Previewing => self.step_planning(workspace, now, entropy),
            _ => false,
        }
    }

    fn step_reading(&mut self, workspace: &Workspace, now: i64) -> bool {
        let of: u64 = self.files.iter().map(ImportFile::size).sum();
        let more = self.files.iter_mut().find(|file| file.is_loading()).is_some_and(|file| {
            file.step(SLICE_BYTES, workspace.schema());
            true
        });
        let done = self.files.iter().map(ImportFile::bytes_read).sum();
        self.tell("read", done, of, !more, now);
        if !more {
            self.phase = Phase::Mapping;
            self.changed = true;
        }
        more
    }

    fn step_planning(&mut self, workspace: &Workspace, now: i64, entropy: &mut Entropy<'_>) -> bool {
        let Some(planner) = &mut self.planner else { return false };
        let more = planner.step(&self.files, workspace, SLICE_ROWS, entropy);
        let (done, of) = planner.rows();
        self.tell("preview", done, of, !more, now);
        if !more && let Some(planner) = self.planner.take() {
            let plan = planner.finish(&mut self.files);
            self.counts = plan.counts;
            self.plan = Some(plan);
            self.phase = Phase::Ready;
            self.millis = (now - self.begun).max(0) as u32;
            self.changed = true;
        }
        more
    }

    fn tell(&mut self, work: &str, done: u64, of: u64, finished: bool, now: i64) {
        let rate = done * 1000 / (now - self.begun).max(1) as u64;
        self.progress = Some(Progress {
            work: work.to_owned(),
            done,
            of,
            rate: u32::try_from(rate).unwrap_or(u32::MAX),
            finished,
        });
    }

    /// What is to be told since the last call.
    pub fn take_progress(&mut self) -> Option<Progress> {
        self.progress.take()
    }

    /// Whether the state changed since the last call.
    pub fn take_changed(&mut self) -> bool {
        std::mem::take(&mut self.changed)
    }

    /// The plan, once: `None` while it is not ready or when the records changed since it was made.
    pub fn take_plan(&mut self, workspace: &Workspace) -> Option<Plan> {
        if self.phase != Phase::Ready || workspace.digest() != self.planned_for {
            return None;
        }
        self.plan.take()
    }

    /// The import was written.
    pub fn written(&mut self, millis: u32) {
        self.phase = Phase::Done;
        self.millis = millis;
        self.changed = true;
    }

    /// The state as the interface shows it.
    #[must_use]
    pub fn state(&self, workspace: &Workspace) -> ImportState {
        let files = self.files.iter().map(|file| view::file_state(file, workspace)).collect();
        ImportState {
            phase: self.phase,
            files,
            counts: self.counts,
            millis: self.millis,
        }
    }
}

/// What happens to one field of a matched record.
fn policy_of(file: &ImportFile, field: &str) -> Policy {
    file.field_policies
        .iter()
        .find(|(key, _)| key == field)
        .map_or(file.policy, |(_, policy)| *policy)
}

/// The field whose value tells that two records are the same.
fn match_field(key: &MatchKey) -> Option<&str> {
    match key {
        MatchKey::Field(field) => Some(field.as_str()),
        MatchKey::Never | MatchKey::Id => None,
    }
}

/// A new id of the import's instant.
fn new_id(now_millis: i64, entropy: &mut Entropy<'_>) -> RecordId {
    RecordId::v7(now_millis.max(0) as u64, entropy())
}
