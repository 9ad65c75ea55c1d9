//! Cards of a column: in which order, and what each shows.

use bridge::Card;
use bridge::query::NextStep;
use model::Value;
use model::block::{NONE_I64, NONE_U32};
use model::order;
use rustc_hash::FxHashMap;

use super::Board;
use crate::columns::Column;
use crate::query::cells::{cell, stage_outcome};
use crate::rank::board_rank;
use crate::reader::Reader;
use crate::table::Table;

/// Deals out cards.
pub(super) struct Dealer<'a> {
    board: &'a Board,
    reader: Reader<'a>,
    table: &'a Table,
    /// By the position that cards were moved to, newest first where they were not; otherwise as the view is sorted.
    by_position: bool,
    /// Earliest open task per deal: title's row and day.
    steps: FxHashMap<u32, (i64, u32)>,
}

impl<'a> Dealer<'a> {
    pub(super) fn new(board: &'a Board, reader: Reader<'a>, table: &'a Table, by_position: bool) -> Self {
        let steps = if board.is_of_deals { steps(reader) } else { FxHashMap::default() };
        Self {
            board,
            reader,
            table,
            by_position,
            steps,
        }
    }

    /// The first cards of a column's rows.
    pub(super) fn deal(&self, mut rows: Vec<u32>, most: usize) -> Vec<Card> {
        if self.by_position {
            let mut placed = rows
                .into_iter()
                .map(|row| (board_rank(self.reader.workspace, self.table, row), row))
                .collect::<Vec<_>>();
            let before = |a: &(f64, u32), b: &(f64, u32)| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1));
            order::keep_first_by(&mut placed, most, before);
            rows = placed.into_iter().map(|(_, row)| row).collect();
        }
        rows.truncate(most);
        rows.into_iter().map(|row| self.card(row)).collect()
    }

    fn card(&self, row: u32) -> Card {
        let handle = self.table.handle(row);
        let cells = self
            .board
            .card
            .iter()
            .map(|(field, key)| (key.clone(), cell(self.reader, self.table, row, *field)));
        let mut card = Card {
            id: self.reader.id(handle),
            title: self.reader.name(handle),
            cells: cells.filter(|(_, cell)| !cell.is_empty()).collect(),
            next_step: None,
            days: None,
            quiet: None,
        };
        if self.board.is_of_deals {
            self.fill_deal(row, handle, &mut card);
        }
        card
    }

    fn fill_deal(&self, row: u32, handle: u32, card: &mut Card) {
        card.days = self.int(row, "days_in_stage");
        let stage = self
            .table
            .field("stage")
            .and_then(|stage| self.table.reference(row, stage))
            .and_then(|stage| self.reader.place(stage));
        let is_open = stage.is_none_or(|(stages, row)| stage_outcome(stages, row) == "open");
        if !is_open {
            return;
        }
        let allowed =
            stage.and_then(
                |(stages, row)| match stages.register(row, stages.field("rotting_days")?, self.reader.workspace.handles()) {
                    Some(Value::Int(days)) => Some(days),
                    _ => None,
                },
            );
        card.quiet = self
            .int(row, "quiet_days")
            .filter(|&days| allowed.is_some_and(|allowed| days > allowed));
        card.next_step = Some(self.next_step(handle));
    }

    fn next_step(&self, deal: u32) -> NextStep {
        let task = self.steps.get(&deal).zip(self.reader.table("task"));
        let Some((&(due, row), tasks)) = task else { return NextStep::None };
        let due = (due != i64::MAX).then_some(due as i32);
        NextStep::Task {
            title: self.reader.name(tasks.handle(row)),
            due,
            late: due.is_some_and(|due| due < self.reader.moment.today),
        }
    }

    /// A whole number of a field, stored or computed.
    fn int(&self, row: u32, key: &str) -> Option<i64> {
        match self.reader.value(self.table, row, self.table.field(key)?) {
            Some(Value::Int(value)) => Some(value),
            _ => None,
        }
    }
}

/// The open task of each deal that is due first; one without a day comes behind those with one.
fn steps(reader: Reader<'_>) -> FxHashMap<u32, (i64, u32)> {
    let mut steps = FxHashMap::default();
    let Some(tasks) = reader.table("task") else { return steps };
    let column = |key: &str| tasks.column_of(key);
    let Some(Column::Ref(deals)) = column("deal") else { return steps };
    let done = tasks.field("status");
    for row in tasks.alive().rows() {
        let deal = deals.get(row as usize).copied().unwrap_or(NONE_U32);
        if deal == NONE_U32 || done.and_then(|status| tasks.text(row, status)) == Some("done") {
            continue;
        }
        let due = match column("due") {
            Some(Column::Int(days)) => days.get(row as usize).copied().filter(|&day| day != NONE_I64),
            _ => None,
        };
        let step = (due.unwrap_or(i64::MAX), row);
        steps
            .entry(deal)
            .and_modify(|known: &mut (i64, u32)| *known = (*known).min(step))
            .or_insert(step);
    }
    steps
}
