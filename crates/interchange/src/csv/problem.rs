//! What is wrong with a file of rows: each problem with its place. Problems are data; reading goes on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::MAX_LISTED;
use model::order;
use model::reading::FormProblem;

/// One problem and where it is.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the file, from 1, as an editor counts.
    pub line: u32,
    /// Column of the table, from 0, where one can be named.
    pub column: Option<u16>,
    /// What is wrong.
    pub kind: FormProblem,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(formatter, "line {}, column {}: {}", self.line, column + 1, self.kind),
            None => write!(formatter, "line {}: {}", self.line, self.kind),
        }
    }
}

/// Whether only the first one is listed and the others are counted.
fn is_listed_once(kind: FormProblem) -> bool {
    matches!(
        kind,
        FormProblem::TrailingDelimiter
            | FormProblem::BlankLine
            | FormProblem::MixedLineEnds
            | FormProblem::TooManyColumns { .. }
            | FormProblem::NotAProperty
    )
}

/// Problems in order of finding, listed up to [`MAX_LISTED`] and counted without limit.
#[derive(Clone, PartialEq, Debug)]
pub struct Problems {
    list: Vec<Problem>,
    counts: [u64; FormProblem::KEYS.len()],
}

impl Default for Problems {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            counts: [0; FormProblem::KEYS.len()],
        }
    }
}

impl Problems {
    /// Adds one.
    pub fn add(&mut self, line: u32, column: Option<u16>, kind: FormProblem) {
        let count = &mut self.counts[kind.number()];
        *count += 1;
        if self.list.len() < MAX_LISTED && (*count == 1 || !is_listed_once(kind)) {
            self.list.push(Problem { line, column, kind });
        }
    }

    /// Counts more of a kind without listing them.
    pub fn count_more(&mut self, kind: FormProblem, more: u64) {
        self.counts[kind.number()] += more;
    }

    /// The listed problems.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// How many of each kind there are, by stable name; kinds without any are left out.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        FormProblem::KEYS.into_iter().zip(self.counts).filter(|(_, count)| *count > 0)
    }

    /// How many of one kind there are; details within the kind do not count.
    #[must_use]
    pub fn count(&self, kind: &FormProblem) -> u64 {
        self.counts[kind.number()]
    }

    /// All problems, listed or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// Puts the listed problems into the order of the file.
    pub fn sort(&mut self) {
        order::sort_by_key(&mut self.list, |problem| (problem.line, problem.column));
    }
}
