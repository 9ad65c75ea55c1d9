//! A pipeline while it is edited: its stages as signals, and what they become when it is saved.

use std::sync::atomic::{AtomicU32, Ordering};

use bridge::record::{Pipeline, PipelineDraft, Stage, StageDraft};
use model::{FieldKey, RecordId};

use crate::reactive::prelude::*;

/// A stage being edited. Signals are counted references: stages come and go while the form stays.
#[derive(Clone)]
pub(super) struct StageForm {
    /// Tells stages apart while the form lives.
    pub key: u32,
    /// Its record, once it has one.
    pub id: Option<RecordId>,
    pub name: ArcRwSignal<String>,
    /// As typed.
    pub probability: ArcRwSignal<String>,
    /// As typed; empty for never.
    pub quiet: ArcRwSignal<String>,
    /// `open`, `won` or `lost`.
    pub outcome: ArcRwSignal<String>,
    pub required: ArcRwSignal<Vec<FieldKey>>,
    /// Deals in it now.
    pub deals: u32,
}

/// The percentage as typed; none for what is no number from 0 to 100.
pub(super) fn probability_of(text: &str) -> Option<f64> {
    let number: f64 = text.trim().trim_end_matches('%').trim_end().replace(',', ".").parse().ok()?;
    (0.0..=100.0).contains(&number).then_some(number)
}

/// Days as typed: `Some(None)` for an empty field, none for what is no number of days.
pub(super) fn days_of(text: &str) -> Option<Option<i64>> {
    let text = text.trim();
    if text.is_empty() {
        return Some(None);
    }
    text.parse::<u32>().ok().map(|days| Some(i64::from(days)))
}

impl StageForm {
    fn with(
        id: Option<RecordId>,
        name: &str,
        probability: f64,
        quiet: Option<i64>,
        outcome: &str,
        required: Vec<FieldKey>,
        deals: u32,
    ) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        Self {
            key: NEXT.fetch_add(1, Ordering::Relaxed),
            id,
            name: ArcRwSignal::new(name.to_owned()),
            probability: ArcRwSignal::new(probability.to_string()),
            quiet: ArcRwSignal::new(quiet.map(|days| days.to_string()).unwrap_or_default()),
            outcome: ArcRwSignal::new(outcome.to_owned()),
            required: ArcRwSignal::new(required),
            deals,
        }
    }

    fn of(stage: &Stage) -> Self {
        Self::with(
            Some(stage.link.id),
            &stage.link.label,
            stage.probability,
            stage.rotting_days,
            &stage.outcome,
            stage.required.clone(),
            stage.deals,
        )
    }

    /// A new stage.
    pub fn fresh(name: &str, probability: f64, outcome: &str) -> Self {
        let quiet = (outcome == "open").then_some(14);
        Self::with(None, name, probability, quiet, outcome, Vec::new(), 0)
    }

    fn draft(&self) -> Option<StageDraft> {
        Some(StageDraft {
            id: self.id,
            name: self.name.get(),
            outcome: self.outcome.get(),
            probability: probability_of(&self.probability.get())?,
            rotting_days: days_of(&self.quiet.get())?,
            required: self.required.get(),
        })
    }
}

/// A pipeline being edited; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct PipelineForm {
    pub id: Option<RecordId>,
    pub name: RwSignal<String>,
    pub stages: RwSignal<Vec<StageForm>>,
}

impl PipelineForm {
    /// The form of a pipeline.
    pub fn of(pipeline: &Pipeline) -> Self {
        Self {
            id: Some(pipeline.link.id),
            name: RwSignal::new(pipeline.link.label.clone()),
            stages: RwSignal::new(pipeline.stages.iter().map(StageForm::of).collect()),
        }
    }

    /// A new pipeline, with stages to start from: name, probability and outcome of each.
    pub fn fresh(stages: &[(&str, f64, &str)]) -> Self {
        let stages = stages
            .iter()
            .map(|(name, probability, outcome)| StageForm::fresh(name, *probability, outcome));
        Self {
            id: None,
            name: RwSignal::new(String::new()),
            stages: RwSignal::new(stages.collect()),
        }
    }

    /// What is saved; none while something cannot be read. Reads signals: inside a memo it follows them.
    pub fn draft(self) -> Option<PipelineDraft> {
        let stages = self
            .stages
            .with(|stages| stages.iter().map(StageForm::draft).collect::<Option<Vec<_>>>())?;
        Some(PipelineDraft {
            id: self.id,
            name: self.name.get(),
            stages,
        })
    }

    /// Moves a stage by so many places.
    pub fn shift(self, key: u32, by: isize) {
        self.stages.update(|stages| {
            if let Some(from) = stages.iter().position(|stage| stage.key == key)
                && let Some(to) = from.checked_add_signed(by).filter(|to| *to < stages.len())
            {
                let stage = stages.remove(from);
                stages.insert(to, stage);
            }
        });
    }

    /// Adds a stage before the ones that end the pipeline.
    pub fn add(self, name: &str) {
        self.stages.update(|stages| {
            let end = stages
                .iter()
                .position(|stage| stage.outcome.get_untracked() != "open")
                .unwrap_or(stages.len());
            stages.insert(end, StageForm::fresh(name, 50.0, "open"));
        });
    }

    /// Takes a stage out.
    pub fn remove(self, key: u32) {
        self.stages.update(|stages| stages.retain(|stage| stage.key != key));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_refused() {
        assert_eq!(
            [probability_of("25"), probability_of(" 12,5 % "), probability_of("0")],
            [Some(25.0), Some(12.5), Some(0.0)]
        );
        assert!(["", "101", "-1", "NaN", "x"].iter().all(|text| probability_of(text).is_none()));
        assert_eq!(
            [days_of("14"), days_of(" "), days_of("-1"), days_of("1.5")],
            [Some(Some(14)), Some(None), None, None]
        );
    }

    #[test]
    fn stages_move_within_their_row_and_new_ones_come_before_the_end() {
        let owner = Owner::new();
        owner.set();
        let form = PipelineForm::fresh(&[("New", 10.0, "open"), ("Won", 100.0, "won"), ("Lost", 0.0, "lost")]);
        let names = || {
            form.stages
                .with_untracked(|stages| stages.iter().map(|stage| stage.name.get_untracked()).collect::<Vec<_>>())
        };
        form.add("Proposal");
        assert_eq!(names(), ["New", "Proposal", "Won", "Lost"]);
        let first = form.stages.with_untracked(|stages| stages[0].key);
        form.shift(first, 1);
        form.shift(first, -9);
        assert_eq!(names(), ["Proposal", "New", "Won", "Lost"]);
        form.remove(first);
        assert_eq!(form.draft().map(|draft| draft.stages.len()), Some(3));
        form.stages.with_untracked(|stages| stages[0].probability.set("many".into()));
        assert_eq!(form.draft(), None);
    }
}
