//! Problems of a file, told together where the same text is wrong in the same way.

use std::collections::BTreeMap;

use bridge::import::{FileState, ProblemKind, ProblemLine};

/// The same text, wrong in the same way, in one or many rows.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct ProblemGroup {
    /// Lines of the file, from 1.
    pub lines: Vec<u32>,
    /// Rows, from 0; empty for problems of the file's form.
    pub rows: Vec<u32>,
    /// The column.
    pub column: Option<u32>,
    /// The text as it stands.
    pub text: String,
    /// What is wrong.
    pub problem: ProblemKind,
}

impl ProblemGroup {
    fn same(&self, other: &ProblemLine) -> bool {
        // What is taken is corrected row by row: one text for several rows would be taken again.
        !matches!(self.problem, ProblemKind::Taken(_))
            && self.column == other.column
            && self.text == other.text
            && self.problem == other.problem
            && self.rows.is_empty() == other.row.is_none()
    }

    /// Whether its text can be corrected.
    pub fn is_editable(&self) -> bool {
        self.column.is_some() && !self.rows.is_empty()
    }

    /// A text that is close to one that is known.
    pub fn close(&self) -> Option<&str> {
        match &self.problem {
            ProblemKind::Link { close, .. } => close.as_deref(),
            _ => None,
        }
    }
}

/// Problems by what is wrong, in the order in which they are met.
pub(super) fn grouped(problems: &[ProblemLine]) -> Vec<ProblemGroup> {
    let mut groups: Vec<ProblemGroup> = Vec::new();
    for problem in problems {
        match groups.iter_mut().find(|group| group.same(problem)) {
            Some(group) => {
                group.lines.push(problem.line);
                group.rows.extend(problem.row);
            }
            None => groups.push(ProblemGroup {
                lines: vec![problem.line],
                rows: problem.row.into_iter().collect(),
                column: problem.column,
                text: problem.text.clone(),
                problem: problem.problem.clone(),
            }),
        }
    }
    groups
}

/// What is wrong with each row that has problems, in the order of the file: all of its problems in words.
pub(super) fn by_row(problems: &[ProblemLine], words: impl Fn(&ProblemKind) -> String) -> Vec<(u32, String)> {
    let mut rows = BTreeMap::<u32, Vec<String>>::new();
    for problem in problems {
        if let Some(row) = problem.row {
            rows.entry(row).or_default().push(words(&problem.problem));
        }
    }
    rows.into_iter().map(|(row, words)| (row, words.join("; "))).collect()
}

/// The problem behind an example of a column, if its text is one that cannot be read.
pub(super) fn of_example(file: &FileState, column: u32, example: &str) -> Option<ProblemGroup> {
    let own = |problem: &&ProblemLine| {
        // What is taken is right where it stands first.
        let is_read = matches!(problem.problem, ProblemKind::Taken(_));
        problem.column == Some(column) && problem.row.is_some() && problem.text == example && !is_read
    };
    let lines: Vec<ProblemLine> = file.problems.iter().filter(own).cloned().collect();
    grouped(&lines).into_iter().next()
}

#[cfg(test)]
mod tests {
    use bridge::import::Holder;
    use model::FieldError;
    use model::reading::FormProblem;

    use super::*;

    fn problem(line: u32, column: u32, text: &str, problem: ProblemKind) -> ProblemLine {
        ProblemLine {
            line,
            row: Some(line - 2),
            column: Some(column),
            text: text.to_owned(),
            problem,
        }
    }

    #[test]
    fn the_same_text_wrong_in_the_same_way_is_one_problem() {
        let link = || ProblemKind::Link {
            name: "GTXPro".into(),
            close: Some("gtx pro".into()),
        };
        let phone = || ProblemKind::Cell(FieldError::NotAPhone);
        let taken = || ProblemKind::Taken(Holder::Record("Ada".into()));
        let form = ProblemLine {
            line: 9,
            row: None,
            column: None,
            text: String::new(),
            problem: ProblemKind::Form(FormProblem::QuoteInCell),
        };
        let problems = [
            problem(2, 1, "GTXPro", link()),
            problem(3, 2, "x", phone()),
            problem(7, 1, "GTXPro", link()),
            form,
            problem(10, 3, "A-1", taken()),
            problem(11, 3, "A-1", taken()),
        ];
        let groups = grouped(&problems);
        assert_eq!(groups.len(), 5);
        assert_eq!((groups[0].lines.clone(), groups[0].rows.clone()), (vec![2, 7], vec![0, 5]));
        assert_eq!(groups[0].close(), Some("gtx pro"));
        assert!(groups[1].is_editable() && !groups[2].is_editable());
    }

    #[test]
    fn the_words_of_a_row_stand_together() {
        let required = |line| problem(line, 1, "", ProblemKind::Cell(FieldError::Required));
        let in_bin = |line| problem(line, 1, "", ProblemKind::InBin);
        let of_form = ProblemLine { row: None, ..in_bin(2) };
        let words = |problem: &ProblemKind| if *problem == ProblemKind::InBin { "bin" } else { "empty" }.to_owned();
        assert_eq!(
            by_row(&[of_form, required(9), required(3), in_bin(3)], words),
            [(1, "empty; bin".to_owned()), (7, "empty".to_owned())]
        );
    }
}
