//! Columns of what is learned: chances of deals, and who falls silent next.
//!
//! Learning goes on in slices, while the columns say what was so before. What is learned of the same as before is not learned again.

use model::Computed as Field;

use super::fields_of;
use super::groups::{Due, Group};
use super::lifetime::FitStep;
use super::{Computed, Moment};
use crate::columns::{Column, WordColumn, Words};
use crate::reader::Reader;
use crate::reports::chance::{self, Basis};
use crate::table::Table;
use crate::workspace::Workspace;

/// Customers about whom something is learned as soon as a column asks; of more it is begun in a slice of its own.
const AT_ONCE: usize = 2_000;

impl Computed {
    /// Looks at the open deals again; what has to be learned first goes on in slices.
    pub(super) fn begin_chances(&mut self, workspace: &Workspace, table: &Table, moment: Moment) {
        if chance::learn(self.reading(workspace, moment)) {
            self.write_chances(workspace, table, moment);
        } else {
            self.chances_due = Some(table.number);
        }
    }

    /// Looks at the customers again, unless what their chances come from is still being fitted.
    pub(super) fn begin_leaving(&mut self, workspace: &Workspace, table: &Table, moment: Moment) {
        let is_fitted = self.fit_progress(table.number).is_none() && !self.refits.contains(&table.number);
        if self
            .lifetime(table.number)
            .is_some_and(|lifetime| lifetime.histories.len() > AT_ONCE)
        {
            self.relearns.insert(table.number);
        } else if is_fitted {
            self.churns.borrow_mut().begin_for(self.reading(workspace, moment), table);
        }
        self.write_leaving(workspace, table);
    }

    /// Whether something is being learned.
    pub(super) fn is_learning(&self) -> bool {
        self.chances_due.is_some() || !self.relearns.is_empty() || self.churns.borrow().is_learning()
    }

    /// Does a slice of what is being learned.
    pub(super) fn learn(&mut self, workspace: &Workspace) -> FitStep {
        let Some(moment) = self.moment else { return FitStep::Nothing };
        let table = |number: u16| &workspace.tables()[usize::from(number)];
        if let Some(number) = self.relearns.pop_first() {
            self.churns.borrow_mut().begin_for(self.reading(workspace, moment), table(number));
            self.write_leaving(workspace, table(number));
            return FitStep::Going;
        }
        if let Some(number) = self.chances_due {
            if !chance::learn(self.reading(workspace, moment)) {
                return FitStep::Going;
            }
            self.chances_due = None;
            return FitStep::Done(number, self.write_chances(workspace, table(number), moment));
        }
        if !self.churns.get_mut().is_learning() {
            return FitStep::Nothing;
        }
        match self.churns.get_mut().step() {
            Some(number) => FitStep::Done(number, self.write_leaving(workspace, table(number))),
            None => FitStep::Going,
        }
    }

    fn reading<'a>(&'a self, workspace: &'a Workspace, moment: Moment) -> Reader<'a> {
        Reader {
            workspace,
            computed: self,
            moment,
        }
    }

    fn write_chances(&mut self, workspace: &Workspace, table: &Table, moment: Moment) -> Vec<u16> {
        let chances = chance::chances(self.reading(workspace, moment));
        let write = |field: Field| match field {
            Field::WinChance => {
                let mut values = vec![f64::NAN; table.len()];
                chances
                    .iter()
                    .for_each(|chance| values[chance.row as usize] = percent(chance.value));
                Column::Float(values)
            }
            _ => {
                let keys = [Basis::Learned, Basis::Stage, Basis::Given].map(|basis| basis.key().to_owned());
                let words = Words::from_list(keys.to_vec());
                let mut column = WordColumn { words, codes: Vec::new() };
                chances.iter().for_each(|chance| column.set(chance.row, Some(chance.basis.key())));
                Column::Word(column)
            }
        };
        self.write_learned(workspace, table, Group::Chance, write)
    }

    fn write_leaving(&mut self, workspace: &Workspace, table: &Table) -> Vec<u16> {
        if !self.due.contains_key(&(table.number, Group::Leaving)) {
            return Vec::new();
        }
        let mut values = vec![f64::NAN; table.len()];
        for (row, risk) in self.churns.get_mut().risks(table.number) {
            if table.is_alive(row) {
                values[row as usize] = percent(risk);
            }
        }
        self.write_learned(workspace, table, Group::Leaving, |_| Column::Float(values.clone()))
    }

    /// Writes the columns of a group anew; their numbers.
    fn write_learned(&mut self, workspace: &Workspace, table: &Table, group: Group, write: impl Fn(Field) -> Column) -> Vec<u16> {
        let fields = fields_of(workspace, table, group);
        for &(field, number) in &fields {
            self.columns.insert((table.number, number), write(field));
        }
        let numbers: Vec<u16> = fields.into_iter().map(|(_, number)| number).collect();
        self.pass_on(workspace, table, |field| numbers.contains(&field), &Due::Everything);
        numbers
    }
}

/// A share of 0 to 1 in percent, to a tenth.
fn percent(share: f64) -> f64 {
    (share * 1_000.0).round() / 10.0
}

#[cfg(test)]
mod tests;
