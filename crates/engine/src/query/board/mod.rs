//! Boards: the rows of a view as cards in columns, by a choice or by a reference.
//!
//! A board by stage shows one pipeline. Nothing on it gets lost: stages in the bin that still have deals keep a column, and what
//! has no stage at all stands on the board of the first pipeline.

mod cards;
mod columns;

use bridge::query::{OpenBoard, ViewId};
use bridge::{BoardPage, Cell};
use model::{FieldKey, FieldKind, View};

use super::error::QueryError;
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
    /// Field of the columns.
    group: u16,
    key: FieldKey,
    /// Amount that is added up.
    money: Option<u16>,
    /// Amount by probability.
    weighted: Option<u16>,
    /// Fields of a card.
    card: Vec<(u16, FieldKey)>,
    /// Cards show next steps and days.
    is_of_deals: bool,
}

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
        let missing = |field: &str| QueryError::UnknownField {
            object: object.plural.clone(),
            field: field.into(),
        };
        let key = open
            .view
            .group
            .clone()
            .or_else(|| object.board.clone())
            .ok_or_else(|| QueryError::NoBoardField {
                field: object.plural.clone(),
            })?;
        let definition = object.field(&key).ok_or_else(|| missing(&key))?;
        if !matches!(definition.kind, FieldKind::Choice | FieldKind::Reference) {
            return Err(QueryError::NoBoardField {
                field: definition.label.clone(),
            });
        }
        let group = table.field(&key).ok_or_else(|| missing(&key))?;
        let is_of_deals = open.view.object == *"deal";
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
            .chain([group])
            .chain(money)
            .chain(weighted);
        for field in read.chain(table.field(&object.primary)).chain(table.field("rank")) {
            plan.show(workspace, field);
        }
        if let Some(target) = &definition.target {
            plan.reads.object(workspace, target);
        }
        if is_of_deals {
            ["task", "pipeline"]
                .into_iter()
                .for_each(|object| plan.reads.object(workspace, object));
        }
        Ok((
            open.id,
            Self {
                group,
                key,
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
        let (mut columns, column_of) = Columns::new(self, reader, table, live.members());
        let mut rows = vec![Vec::new(); columns.len()];
        let mut sums = Sums::new(reader, table, self.money, columns.len());
        let mut weighted = Sums::new(reader, table, self.weighted, columns.len());
        // In the order of the view: a board that somebody sorted keeps that order, any other is dealt by position below.
        for &row in live.rows() {
            let Some(column) = column_of.column(row) else { continue };
            rows[column].push(row);
            sums.add(column, row);
            weighted.add(column, row);
        }
        let dealer = Dealer::new(self, reader, table, live.plan.levels.is_empty());
        for (index, (column, rows)) in columns.iter_mut().zip(rows).enumerate() {
            column.count = rows.len() as u32;
            column.sum = sums.cell(index, &rates);
            column.weighted = weighted.cell(index, &rates);
            column.cards = dealer.deal(rows, self.open.cards as usize);
        }
        let columns = columns.into_shown();
        BoardPage {
            view: id,
            group: self.key.to_string(),
            total: columns.iter().map(|column| column.count).sum(),
            sum: sums.all(&rates),
            weighted: weighted.all(&rates),
            columns,
            micros: 0,
        }
    }
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
