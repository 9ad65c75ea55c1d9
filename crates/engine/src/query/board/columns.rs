//! The columns of a board, and which of them a row stands in.

use bridge::{BoardColumn, Cell};
use model::Tone;
use model::block::NONE_U32;
use model::order;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Axis;
use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::query::cells::{choice, link, stage_fill, stage_outcome, stage_rank};
use crate::query::find;
use crate::reader::Reader;
use crate::table::Table;

/// Most columns of a board by a reference: those with the most cards are kept.
const MOST_COLUMNS: usize = 100;

/// Columns in order, or lanes. Those that are only there for what is in them are left out when empty.
pub(super) struct Columns {
    columns: Vec<BoardColumn>,
    /// Whether the column is shown without cards too.
    stands: Vec<bool>,
}

/// Which column a row stands in.
pub(super) struct ColumnOf<'a> {
    codes: &'a [u32],
    by_code: FxHashMap<u32, usize>,
    /// Column of rows without a value.
    empty: Option<usize>,
}

impl ColumnOf<'_> {
    /// Column of a row; `None` for rows that are not on this board.
    pub(super) fn column(&self, row: u32) -> Option<usize> {
        match self.codes.get(row as usize).copied().unwrap_or(NONE_U32) {
            NONE_U32 => self.empty,
            code => self.by_code.get(&code).copied(),
        }
    }
}

impl Columns {
    /// Columns of a board whose rows are `members`, or its lanes.
    pub(super) fn new<'a>(axis: &Axis, reader: Reader<'a>, table: &'a Table, members: &Bitmap) -> (Self, ColumnOf<'a>) {
        let mut columns = Self {
            columns: Vec::new(),
            stands: Vec::new(),
        };
        let mut column_of = ColumnOf {
            codes: &[],
            by_code: FxHashMap::default(),
            empty: None,
        };
        match reader.column(table, axis.field) {
            Column::Word(column) => {
                column_of.codes = &column.codes;
                columns.of_words(axis, reader, table, column, &mut column_of);
            }
            Column::Ref(handles) => {
                column_of.codes = handles;
                if axis.by_stage {
                    columns.of_stages(axis, reader, handles, members, &mut column_of);
                } else {
                    columns.of_records(axis, reader, handles, members, &mut column_of);
                }
            }
            _ => {}
        }
        (columns, column_of)
    }

    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut BoardColumn> {
        self.columns.iter_mut()
    }

    pub(super) fn get(&self, index: usize) -> &BoardColumn {
        &self.columns[index]
    }

    /// All of them, each with whether it is shown.
    pub(super) fn into_all(self) -> impl Iterator<Item = (BoardColumn, bool)> {
        let shown = |(column, stands): (BoardColumn, bool)| {
            let shown = stands || column.count > 0;
            (column, shown)
        };
        self.columns.into_iter().zip(self.stands).map(shown)
    }

    fn push(&mut self, column: BoardColumn, stands: bool) -> usize {
        self.columns.push(column);
        self.stands.push(stands);
        self.columns.len() - 1
    }

    /// Rows without a value come first, where they are seen.
    fn push_empty(&mut self, column_of: &mut ColumnOf<'_>) {
        column_of.empty = Some(self.push(column(None, String::new()), false));
    }

    fn of_words(
        &mut self,
        axis: &Axis,
        reader: Reader<'_>,
        table: &Table,
        words: &crate::columns::WordColumn,
        column_of: &mut ColumnOf<'_>,
    ) {
        let definition = reader.field(table, axis.field);
        self.push_empty(column_of);
        let options = definition.map_or(&[][..], |definition| &definition.options);
        let option_keys = options.iter().map(|option| &*option.key);
        let mut others = words
            .words
            .list()
            .iter()
            .map(String::as_str)
            .filter(|word| options.iter().all(|option| option.key != *word))
            .collect::<Vec<_>>();
        order::sort_by_cached_key(&mut others, |word| model::validate::fold(word));
        for (key, stands) in option_keys
            .map(|key| (key, true))
            .chain(others.into_iter().map(|word| (word, false)))
        {
            let shown = choice(definition, key);
            let index = self.push(
                BoardColumn {
                    tone: shown.tone,
                    ..column(Some(shown.key), shown.label)
                },
                stands,
            );
            if let Some(code) = words.words.find(key) {
                column_of.by_code.insert(code, index);
            }
        }
    }

    fn of_records(&mut self, axis: &Axis, reader: Reader<'_>, handles: &[u32], members: &Bitmap, column_of: &mut ColumnOf<'_>) {
        // Of few records those without cards are columns too, where cards can be moved to.
        let few = axis.target.as_ref().and_then(|target| reader.table(target));
        let few = few.filter(|table| table.alive().count() <= MOST_COLUMNS);
        let idle = few.iter().flat_map(|table| table.alive().rows().map(|row| (table.handle(row), 0)));
        let mut counts = idle.collect::<FxHashMap<u32, u32>>();
        let named = members
            .rows()
            .filter_map(|row| handles.get(row as usize).copied())
            .filter(|&handle| handle != NONE_U32);
        named.for_each(|handle| *counts.entry(handle).or_default() += 1);
        let mut kept = counts.into_iter().collect::<Vec<_>>();
        order::keep_first_by_key(&mut kept, MOST_COLUMNS, |&(handle, count)| (u32::MAX - count, handle));
        let mut kept = kept
            .into_iter()
            .map(|(handle, _)| (handle, link(reader, handle)))
            .collect::<Vec<_>>();
        order::sort_by_cached_key(&mut kept, |(handle, link)| {
            (link.label.is_empty(), model::validate::fold(&link.label), *handle)
        });
        self.push_empty(column_of);
        for (handle, link) in kept {
            let index = self.push(
                BoardColumn {
                    fill: link.fill,
                    ..column(Some(link.id.to_string()), link.label)
                },
                false,
            );
            column_of.by_code.insert(handle, index);
        }
    }

    fn of_stages(&mut self, axis: &Axis, reader: Reader<'_>, handles: &[u32], members: &Bitmap, column_of: &mut ColumnOf<'_>) {
        let Some(stages) = reader.table("stage") else { return };
        let first = first_pipeline(reader);
        let handle_of = |id| {
            reader
                .table("pipeline")
                .and_then(|table| find::row(reader.workspace.handles(), table, id).map(|row| table.handle(row)))
        };
        let shown = axis.pipeline.map_or(first, handle_of);
        let is_first = shown == first;
        let own = |row: u32| match pipeline_of(reader, stages, row) {
            Some(pipeline) => Some(pipeline) == shown,
            None => is_first,
        };
        let named = members
            .rows()
            .filter_map(|row| handles.get(row as usize).copied())
            .filter(|&handle| handle != NONE_U32);
        let used = named.collect::<FxHashSet<_>>();
        let shows = |row: u32| stages.is_alive(row) || !stages.is_purged(row) && used.contains(&stages.handle(row));
        let mut rows = (0..stages.len() as u32).filter(|&row| own(row) && shows(row)).collect::<Vec<_>>();
        // Stages in the bin stand behind all others.
        order::sort_by(&mut rows, |&a, &b| {
            let key = |row: u32| (!stages.is_alive(row), stage_rank(reader, stages, row), row);
            let (a, b) = (key(a), key(b));
            a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2))
        });
        if is_first {
            self.push_empty(column_of);
            // Deals whose stage never arrived or was purged count as without one.
            let known = |handle: u32| {
                reader
                    .place(handle)
                    .is_some_and(|(table, row)| table.number == stages.number && !table.is_purged(row))
            };
            if let Some(empty) = column_of.empty {
                column_of
                    .by_code
                    .extend(used.iter().filter(|&&handle| !known(handle)).map(|&handle| (handle, empty)));
            }
        }
        for row in rows {
            let id = reader.id(stages.handle(row));
            let outcome = stage_outcome(stages, row).to_owned();
            let tone = stages
                .field("outcome")
                .map_or(Tone::Neutral, |field| choice(reader.field(stages, field), &outcome).tone);
            let probability = stages
                .field("probability")
                .and_then(|field| match stages.register(row, field, reader.workspace.handles()) {
                    Some(model::Value::Number(probability)) => Some(probability),
                    _ => None,
                });
            let index = self.push(
                BoardColumn {
                    tone,
                    fill: stage_fill(reader, stages, row),
                    probability,
                    outcome: Some(outcome),
                    ..column(Some(id.to_string()), reader.label(stages.handle(row)))
                },
                stages.is_alive(row),
            );
            column_of.by_code.insert(stages.handle(row), index);
        }
    }
}

fn column(key: Option<String>, label: String) -> BoardColumn {
    BoardColumn {
        key,
        label,
        tone: Tone::Neutral,
        fill: None,
        probability: None,
        outcome: None,
        count: 0,
        sum: Cell::Empty,
        weighted: Cell::Empty,
        cards: Vec::new(),
    }
}

/// Handle of the pipeline that comes first.
fn first_pipeline(reader: Reader<'_>) -> Option<u32> {
    let table = reader.table("pipeline")?;
    let first = table.alive().rows().min_by(|&a, &b| {
        stage_rank(reader, table, a)
            .total_cmp(&stage_rank(reader, table, b))
            .then(a.cmp(&b))
    });
    first.map(|row| table.handle(row))
}

/// Handle of a stage's pipeline, if that is in use.
fn pipeline_of(reader: Reader<'_>, stages: &Table, row: u32) -> Option<u32> {
    let pipeline = stages.reference(row, stages.field("pipeline")?)?;
    reader.place(pipeline).filter(|(table, row)| table.is_alive(*row)).map(|_| pipeline)
}
