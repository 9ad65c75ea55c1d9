//! Boards: the rows of a view as cards in columns, by a choice or by a reference, and in lanes across them by another one.
//!
//! A board by stage shows one pipeline. Nothing on it gets lost: stages in the bin that still have deals keep a column, and what
//! has no stage at all stands on the board of the first pipeline.

mod cards;
mod columns;

use bridge::query::{OpenBoard, ViewId};
use bridge::{BoardCell, BoardColumn, BoardLane, BoardPage, Cell};
use model::{FieldKey, FieldKind, ObjectDef, ObjectKey, RecordId, View};

use super::QueryError;
use super::indexes::Indexes;
use super::rates::{Rates, Total};
use super::views::{Live, Plan, add, total_of};
use crate::columns::{Column, MoneyColumn};
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;
use cards::Dealer;
use columns::Columns;

/// A compiled board.
#[derive(Clone, Debug)]
pub(super) struct Board {
    open: OpenBoard,
    key: FieldKey,
    columns: Axis,
    lanes: Option<Axis>,
    /// Amount that is added up.
    money: Option<u16>,
    /// Amount by probability.
    weighted: Option<u16>,
    /// Fields of a card.
    card: Vec<(u16, FieldKey)>,
    /// Cards show next steps and days.
    is_of_deals: bool,
}

/// What columns or lanes are of.
#[derive(Clone, Debug)]
struct Axis {
    field: u16,
    /// Object of a reference.
    target: Option<ObjectKey>,
    /// The stages of a pipeline.
    by_stage: bool,
    pipeline: Option<RecordId>,
}

impl Axis {
    fn new(key: &FieldKey, object: &ObjectDef, table: &Table, plan: &mut Plan, workspace: &Workspace) -> Result<Self, QueryError> {
        let missing = || QueryError::UnknownField {
            object: object.plural.clone(),
            field: key.as_str().into(),
        };
        let definition = object.field(key).ok_or_else(missing)?;
        if !matches!(definition.kind, FieldKind::Choice | FieldKind::Reference) {
            return Err(QueryError::NoBoardField {
                field: definition.label.clone(),
            });
        }
        let field = table.field(key).ok_or_else(missing)?;
        plan.show(workspace, field);
        if let Some(target) = &definition.target {
            plan.reads.object(workspace, target);
        }
        Ok(Self {
            field,
            target: definition.target.clone(),
            by_stage: false,
            pipeline: None,
        })
    }
}

/// Fewest cards that each cell of a lane has in the reply.
const LEAST_CARDS: usize = 10;

/// Fields of a deal that its card shows in its own way.
const DEAL_FIELDS: [&str; 4] = ["days_in_stage", "quiet_days", "status", "stage"];

impl Board {
    /// Compiles a board.
    ///
    /// # Errors
    /// [`QueryError`] when the view does not compile or its group is neither a choice nor a reference.
    pub(super) fn new(open: OpenBoard, workspace: &Workspace) -> Result<(ViewId, Self, Plan), QueryError> {
        let mut plan = Plan::new(open.view.clone(), workspace)?;
        let unknown = || QueryError::UnknownObject(open.view.object.clone());
        let object = workspace.schema().object(&open.view.object).ok_or_else(unknown)?;
        let table = workspace.table(&open.view.object).ok_or_else(unknown)?;
        let key = open
            .view
            .group
            .clone()
            .or_else(|| object.board.clone())
            .ok_or_else(|| QueryError::NoBoardField {
                field: object.plural.clone(),
            })?;
        let mut columns = Axis::new(&key, object, table, &mut plan, workspace)?;
        let is_of_deals = open.view.object == *"deal";
        columns.by_stage = is_of_deals && key == *"stage";
        columns.pipeline = open.pipeline;
        let lanes = open.view.board.lanes.as_ref();
        let lanes = lanes
            .map(|lanes| Axis::new(lanes, object, table, &mut plan, workspace))
            .transpose()?;
        let keys = if open.view.card.is_empty() { &object.card } else { &open.view.card };
        let shown = keys.iter().filter(|candidate| **candidate != key && **candidate != object.primary);
        let card = shown
            .filter_map(|key| object.field(key).and_then(|_| table.field(key)).map(|field| (field, key.clone())))
            .collect::<Vec<_>>();
        let is_money = |key: &&FieldKey| object.field(key).is_some_and(|field| field.kind == FieldKind::Money);
        let money = if is_of_deals {
            table.field("value")
        } else {
            object.card.iter().find(is_money).and_then(|key| table.field(key))
        };
        let weighted = if is_of_deals { table.field("weighted") } else { None };
        let own = if is_of_deals { &DEAL_FIELDS[..] } else { &[] };
        let read = own
            .iter()
            .filter_map(|key| table.field(key))
            .chain(card.iter().map(|(field, _)| *field))
            .chain(money)
            .chain(weighted);
        let naming = object.naming().filter_map(|field| table.field(&field.key));
        for field in read.chain(naming).chain(table.field("rank")) {
            plan.show(workspace, field);
        }
        if is_of_deals {
            ["task", "pipeline"]
                .into_iter()
                .for_each(|object| plan.reads.object(workspace, object));
        }
        Ok((
            open.id,
            Self {
                key,
                columns,
                lanes,
                money,
                weighted,
                card,
                is_of_deals,
                open,
            },
            plan,
        ))
    }

    /// What was asked for, with its view.
    pub(super) fn reopened(&self, view: View) -> OpenBoard {
        OpenBoard { view, ..self.open.clone() }
    }

    /// The board with the first cards of every column.
    pub(super) fn page(&self, id: ViewId, live: &Live, reader: Reader<'_>, indexes: &Indexes) -> BoardPage {
        let table = &reader.workspace.tables()[usize::from(live.plan.table)];
        let rates = indexes.rates(reader);
        let (mut columns, column_of) = Columns::new(&self.columns, reader, table, live.members());
        let lanes = self.lanes.as_ref().map(|axis| Columns::new(axis, reader, table, live.members()));
        let (mut lanes, lane_of) = lanes.unzip();
        // Rows per cell: the columns of the first lane, then those of the next. A board without lanes is one.
        let width = columns.len();
        let height = lanes.as_ref().map_or(1, Columns::len);
        let mut rows = vec![Vec::new(); width * height];
        let mut sums = Sums::new(reader, table, self.money, width);
        let mut weighted = Sums::new(reader, table, self.weighted, width);
        let mut lane_sums = Sums::new(reader, table, self.money, height);
        let mut counts = vec![0; width];
        let mut unlaned = 0;
        // In the order of the view: a board that somebody sorted keeps that order, any other is dealt by position below.
        for &row in live.rows() {
            let Some(column) = column_of.column(row) else { continue };
            counts[column] += 1;
            sums.add(column, row);
            weighted.add(column, row);
            let lane = lane_of.as_ref().map_or(Some(0), |lane_of| lane_of.column(row));
            match lane {
                Some(lane) => rows[lane * width + column].push(row),
                None => unlaned += 1,
            }
            if let Some(lane) = lane.filter(|_| !is_end(columns.get(column))) {
                lane_sums.add(lane, row);
            }
        }
        let dealer = Dealer::new(self, reader, table, live.plan.levels.is_empty());
        let most = self.open.cards as usize;
        if lanes.is_none() {
            for (column, rows) in columns.iter_mut().zip(&mut rows) {
                column.cards = dealer.deal(std::mem::take(rows), most);
            }
        }
        for (index, column) in columns.iter_mut().enumerate() {
            column.count = counts[index];
            column.sum = sums.cell(index, &rates);
            column.weighted = weighted.cell(index, &rates);
        }
        if let Some(lanes) = &mut lanes {
            for (index, lane) in lanes.iter_mut().enumerate() {
                let cells = rows[index * width..][..width].iter().enumerate();
                let open = cells.filter(|(column, _)| !is_end(columns.get(*column)));
                lane.count = open.map(|(_, rows)| rows.len() as u32).sum();
                lane.sum = lane_sums.cell(index, &rates);
            }
        }
        let (columns, shown): (Vec<_>, Vec<_>) = columns.into_all().unzip();
        let lanes = lanes.map_or_else(Vec::new, |lanes| {
            let folded = &self.open.view.board.folded_lanes;
            let is_open = |lane: &BoardColumn| lane.count > 0 && folded.iter().all(|key| key != lane.key.as_deref().unwrap_or_default());
            let lanes = lanes.into_all().map(|(lane, _)| lane).collect::<Vec<_>>();
            let most = most / lanes.iter().filter(|lane| is_open(lane)).count().max(1);
            let mut rows = rows.into_iter();
            let mut cells = |lane: &BoardColumn| {
                let crossed = columns.iter().zip(&shown).zip(rows.by_ref().take(width));
                let shown = crossed.filter(|((_, shown), _)| **shown);
                shown
                    .map(|((column, _), rows)| BoardCell {
                        count: rows.len() as u32,
                        cards: if is_open(lane) && !is_end(column) {
                            dealer.deal(rows, most.max(LEAST_CARDS))
                        } else {
                            Vec::new()
                        },
                    })
                    .collect()
            };
            let lanes = lanes.into_iter().map(|head| BoardLane { cells: cells(&head), head });
            lanes.collect()
        });
        let columns = columns.into_iter().zip(shown).filter(|(_, shown)| *shown).map(|(column, _)| column);
        let columns = columns.collect::<Vec<_>>();
        BoardPage {
            view: id,
            group: self.key.to_string(),
            total: columns.iter().map(|column| column.count).sum(),
            sum: sums.all(&rates),
            weighted: weighted.all(&rates),
            columns,
            lanes,
            unlaned,
            micros: 0,
        }
    }
}

/// Whether a column is an end, where cards are dropped rather than kept in view.
fn is_end(column: &BoardColumn) -> bool {
    matches!(column.outcome.as_deref(), Some("won" | "lost"))
}

/// Sums of an amount per column of the board; without an amount all cells are empty.
struct Sums<'a> {
    column: Option<&'a MoneyColumn>,
    /// Per board column and currency: minor units and number of amounts.
    sums: Vec<Vec<(i128, u32)>>,
}

impl<'a> Sums<'a> {
    fn new(reader: Reader<'a>, table: &'a Table, field: Option<u16>, columns: usize) -> Self {
        let column = field.and_then(|field| match reader.column(table, field) {
            Column::Money(column) => Some(column),
            _ => None,
        });
        let currencies = column.map_or(0, |column| column.currencies.len());
        Self {
            column,
            sums: vec![vec![(0, 0); currencies]; columns],
        }
    }

    fn add(&mut self, column: usize, row: u32) {
        if let Some(amounts) = self.column {
            add(&mut self.sums[column], amounts, row);
        }
    }

    fn cell(&self, column: usize, rates: &Rates) -> Cell {
        self.column
            .map_or(Cell::Empty, |amounts| total_of(&self.sums[column], amounts).cell(rates))
    }

    fn all(&self, rates: &Rates) -> Cell {
        let Some(amounts) = self.column else { return Cell::Empty };
        let mut total = Total::default();
        self.sums.iter().for_each(|sums| total.merge(&total_of(sums, amounts)));
        total.cell(rates)
    }
}

#[cfg(test)]
mod tests;
