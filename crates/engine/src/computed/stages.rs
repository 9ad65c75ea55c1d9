//! Stages of pipelines, as deals see them.

use model::block::NONE_U32;

use super::fields::{self, ChoiceTest};
use crate::handles::Handles;
use crate::workspace::Workspace;

/// Whether deals of a stage are open, won or lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Not decided yet.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

impl Outcome {
    /// The key of the deal's status.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Won => "won",
            Self::Lost => "lost",
        }
    }
}

/// One stage in use.
#[derive(Clone, PartialEq, Debug)]
pub struct Stage {
    /// Handle of its pipeline; [`NONE_U32`] without one.
    pub pipeline: u32,
    /// Whether its deals are open, won or lost.
    pub outcome: Outcome,
    /// In percent, as somebody gave it.
    pub probability: Option<f64>,
    /// Days until a deal without activity counts as quiet.
    pub rotting_days: Option<i64>,
    /// Position in its pipeline.
    pub rank: f64,
}

/// All stages in use, by row of their table. A stage in the bin is none: its deals have no status until it comes back.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Stages {
    table: u16,
    stages: Vec<Option<Stage>>,
}

impl Stages {
    /// The stages of a workspace.
    #[must_use]
    pub fn of(workspace: &Workspace) -> Self {
        let Some(table) = workspace.table("stage") else {
            return Self {
                table: u16::MAX,
                stages: Vec::new(),
            };
        };
        let won = ChoiceTest::new(table, "outcome", false, |outcome| outcome == "won");
        let lost = ChoiceTest::new(table, "outcome", false, |outcome| outcome == "lost");
        let pipelines = fields::Ends::of_key(table, "pipeline");
        let mut stages = vec![None; table.len()];
        for row in table.alive().rows() {
            stages[row as usize] = Some(Stage {
                pipeline: pipelines.first(row).unwrap_or(NONE_U32),
                outcome: if won.holds(row) {
                    Outcome::Won
                } else if lost.holds(row) {
                    Outcome::Lost
                } else {
                    Outcome::Open
                },
                probability: fields::float(fields::floats(table, "probability"), row),
                rotting_days: fields::int(fields::ints(table, "rotting_days"), row),
                rank: fields::float(fields::floats(table, "rank"), row).unwrap_or(f64::INFINITY),
            });
        }
        Self {
            table: table.number,
            stages,
        }
    }

    /// The stage of a handle, if it is in use.
    #[must_use]
    pub fn get(&self, handles: &Handles, handle: u32) -> Option<&Stage> {
        let place = handles.place(handle).filter(|place| place.table == self.table)?;
        self.stages.get(place.row as usize)?.as_ref()
    }

    /// The outcome of a deal in a stage; `None` without a stage in use.
    #[must_use]
    pub fn outcome(&self, handles: &Handles, stage: Option<u32>) -> Option<Outcome> {
        self.get(handles, stage?).map(|stage| stage.outcome)
    }
}
