//! Planning: what every row of every file would do, counted, and the ops that do it.

mod cells;
mod claims;
mod rows;

use bridge::import::{Counts, ProblemKind, ProblemLine};
use interchange::limits::MAX_LISTED;
use interchange::mapping::{Mapping, Target, order_of_files};
use interchange::typed::{Reader, TypedSlice};
use model::change::Verb;
use model::{FieldKey, Intent, Op, ParseContext, RecordId, Value};
use rustc_hash::FxHashMap;

use super::links::Links;
use super::unique::Unique;
use super::{Entropy, ImportFile, Plan, new_id};
use crate::custom::custom_key;
use crate::workspace::Workspace;

/// Bytes of cell texts kept with the problems of a file; beyond it problems are counted only.
const MOST_PROBLEM_TEXT: usize = 4 * 1024 * 1024;

/// Plans the files of an import one after the other, in slices.
pub(super) struct Planner {
    order: Vec<usize>,
    position: usize,
    /// Goes through the rows of the current file.
    reader: Option<Reader>,
    done: u64,
    of: u64,
    links: Links,
    unique: Unique,
    /// Names of all files.
    names: Vec<String>,
    /// Fields that the import makes.
    fields: Vec<Vec<Op>>,
    /// What rows say of records that an earlier file makes, where that file's values stand: written before them.
    joined: Vec<Vec<Op>>,
    changes: Vec<Vec<Op>>,
    results: Vec<FileResult>,
    /// Row of the current file in which each id stood first.
    seen: FxHashMap<RecordId, u32>,
    /// Row and column of the cells of the slice that cannot be read: they are not empty ones.
    unread: Vec<(u32, u16)>,
    /// Records that rows of the file became, and whether they were made: parents of rows that are parts.
    became: FxHashMap<u32, (RecordId, bool)>,
    /// Keys of fields that the import makes, by file and column.
    new_fields: FxHashMap<(usize, FieldKey), FieldKey>,
    now: i64,
    day: i32,
}

#[derive(Default)]
struct FileResult {
    counts: Counts,
    problems: Vec<ProblemLine>,
    problem_count: u32,
    /// Bytes of text in `problems`.
    problem_text: usize,
    column_counts: Vec<(u32, u32)>,
}

impl FileResult {
    fn problem(&mut self, problem: ProblemLine) {
        self.problem_count += 1;
        if self.problems.len() < MAX_LISTED && self.problem_text + problem.text.len() <= MOST_PROBLEM_TEXT {
            self.problem_text += problem.text.len();
            self.problems.push(problem);
        }
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Action {
    Create(RecordId),
    /// It says more of a record that the import makes already.
    Join(RecordId),
    Update(RecordId),
    Leave,
}

impl Planner {
    /// A planner of the files that are used, in the order in which they refer to each other.
    pub fn new(files: &[ImportFile], workspace: &Workspace, context: ParseContext, now: i64) -> Self {
        let used = files
            .iter()
            .enumerate()
            .filter(|(_, file)| file.is_used())
            .map(|(index, _)| index)
            .collect::<Vec<_>>();
        let mappings = used.iter().filter_map(|&index| files[index].mapping.as_ref()).collect::<Vec<_>>();
        let mut links = Links::default();
        for mapping in &mappings {
            links.expect(mapping, &mappings, workspace);
        }
        let order = order_of_files(&mappings).into_iter().map(|place| used[place]).collect::<Vec<_>>();
        let of = order
            .iter()
            .filter_map(|&index| files[index].sheet.as_ref())
            .map(|sheet| u64::from(sheet.rows()))
            .sum();
        let results = files
            .iter()
            .map(|file| FileResult {
                column_counts: vec![(0, 0); file.column_counts.len()],
                ..FileResult::default()
            })
            .collect();
        Self {
            order,
            position: 0,
            reader: None,
            done: 0,
            of,
            links,
            unique: Unique::default(),
            names: files.iter().map(|file| file.name.clone()).collect(),
            fields: Vec::new(),
            joined: Vec::new(),
            changes: Vec::new(),
            results,
            seen: FxHashMap::default(),
            unread: Vec::new(),
            became: FxHashMap::default(),
            new_fields: FxHashMap::default(),
            now,
            day: context.today,
        }
    }

    /// Rows planned and rows in all.
    pub fn rows(&self) -> (u64, u64) {
        (self.done, self.of)
    }

    /// Plans a slice; returns whether there is more.
    pub fn step(&mut self, files: &[ImportFile], workspace: &Workspace, rows: u32, entropy: &mut Entropy<'_>) -> bool {
        // Random bits are dear in the browser: the ids of a slice count up from one draw, as RFC 9562 (6.2) allows.
        let mut bits = entropy();
        let entropy: &mut Entropy<'_> = &mut || {
            bits = bits.wrapping_add(1);
            bits
        };
        let Some(&index) = self.order.get(self.position) else {
            return false;
        };
        let file = &files[index];
        let (Some(sheet), Some(mapping)) = (&file.sheet, &file.mapping) else {
            self.next_file();
            return true;
        };
        let reader = match &mut self.reader {
            Some(reader) => reader,
            None => {
                self.make_fields(index, mapping, entropy);
                match Reader::new(sheet, mapping, workspace.schema()) {
                    Ok(reader) => self.reader.insert(reader),
                    Err(error) => {
                        self.results[index].problem(ProblemLine {
                            line: 1,
                            row: None,
                            column: None,
                            text: String::new(),
                            problem: ProblemKind::Mapping(error),
                        });
                        self.next_file();
                        return true;
                    }
                }
            }
        };
        match reader.step(sheet, &file.edits, rows) {
            Some(slice) => {
                self.done += u64::from(slice.next_row - slice.first_row);
                self.plan_slice(index, file, slice, workspace, entropy);
            }
            None => self.next_file(),
        }
        true
    }

    fn next_file(&mut self) {
        self.position += 1;
        self.reader = None;
        self.seen.clear();
        self.links.forget_rows();
        self.became.clear();
    }

    /// Fields that the person wants made for columns of a file: their records come before the rows.
    fn make_fields(&mut self, index: usize, mapping: &Mapping, entropy: &mut Entropy<'_>) {
        let mut ops = Vec::new();
        for (column, target) in mapping.targets() {
            let Target::NewField { kind, label } = target else { continue };
            let record = new_id(self.now, entropy);
            let mut set = |field: &str, value: Value| {
                ops.push(Op::Set {
                    object: "field".into(),
                    record,
                    field: field.into(),
                    value: Some(value),
                });
            };
            set("label", Value::Text(label.clone()));
            set("object", Value::from(mapping.object.as_str()));
            set("kind", Value::from(kind.key()));
            self.new_fields
                .insert((index, Mapping::new_field_key(column)), custom_key(record).into());
        }
        if !ops.is_empty() {
            self.fields.push(ops);
        }
    }

    fn plan_slice(&mut self, index: usize, file: &ImportFile, slice: TypedSlice, workspace: &Workspace, entropy: &mut Entropy<'_>) {
        let lines = |row: u32| file.sheet.as_ref().map_or(0, |sheet| sheet.line(row));
        for problem in &slice.problems {
            let result = &mut self.results[index];
            if let Some((_, bad)) = result.column_counts.get_mut(usize::from(problem.column)) {
                *bad += 1;
            }
            result.problem(ProblemLine {
                line: problem.line,
                row: Some(problem.row),
                column: Some(u32::from(problem.column)),
                text: problem.text.clone(),
                problem: ProblemKind::Cell(problem.error.clone()),
            });
        }
        for conflict in &slice.conflicts {
            let problem = ProblemKind::Differs {
                line: lines(conflict.first_row),
            };
            let (row, column) = (Some(conflict.row), Some(u32::from(conflict.column)));
            self.results[index].problem(ProblemLine {
                line: lines(conflict.row),
                row,
                column,
                text: conflict.text.clone(),
                problem,
            });
        }
        for skipped in slice.skipped {
            let result = &mut self.results[index];
            result.counts.skip += 1;
            let problem = ProblemKind::Row(skipped.reason);
            result.problem(rows::left_out(skipped.line, skipped.row, String::new(), problem));
        }
        self.unread = slice.problems.iter().map(|problem| (problem.row, problem.column)).collect();
        let Some(mapping) = &file.mapping else { return };
        self.plan_rows(index, file, &mapping.object, slice.records, true, &lines, workspace, entropy);
        if let (Some(children), Some(grouping)) = (slice.children, &mapping.grouping) {
            self.plan_rows(index, file, &grouping.child, children, false, &lines, workspace, entropy);
        }
    }

    fn real_field(&self, index: usize, field: &FieldKey) -> FieldKey {
        self.new_fields.get(&(index, field.clone())).unwrap_or(field).clone()
    }

    /// The plan, with what was found written into the files.
    pub fn finish(self, files: &mut [ImportFile]) -> Plan {
        let mut total = Counts::default();
        for (file, result) in files.iter_mut().zip(self.results) {
            let counts = result.counts;
            total.create += counts.create;
            total.update += counts.update;
            total.duplicate += counts.duplicate;
            total.skip += counts.skip;
            total.unchanged += counts.unchanged;
            file.counts = counts;
            file.problem_count = result.problem_count;
            file.problems = result.problems;
            model::order::sort_by_key(&mut file.problems, |problem| problem.line);
            file.column_counts = result.column_counts;
        }
        total.linked = self.links.made;
        let used = self
            .order
            .iter()
            .filter_map(|&index| files.get(index))
            .map(|file| file.name.as_str())
            .collect::<Vec<_>>();
        Plan {
            changes: self.fields.into_iter().chain(self.joined).chain(self.changes).collect(),
            counts: total,
            detail: used.join(", "),
        }
    }
}

impl Plan {
    /// The intent of writing the plan.
    #[must_use]
    pub fn intent(&self, group: RecordId) -> Intent {
        let count = self.counts.create + self.counts.update;
        Intent {
            verb: Verb::Import,
            object: String::new(),
            count,
            detail: self.detail.clone(),
            group: Some(group),
            reverts: None,
        }
    }
}

fn column_of_reference(mapping: &Mapping, field: &FieldKey) -> Option<u32> {
    mapping
        .targets()
        .find(|(_, target)| matches!(target, Target::Reference { field: key, .. } if key == field))
        .map(|(column, _)| column as u32)
}
