//! Bringing columns up to date: what the clock, stages and rates changed, then group after group.

use std::collections::BTreeSet;

use super::groups::{Due, Group, OF_NOW, OF_RATES, OF_SETTINGS, OF_STAGES, OF_TODAY};
use super::plans::Way;
use super::{Computed, Moment, Rates, Stages};
use crate::table::Table;
use crate::workspace::Workspace;

/// Rows that are computed by looking through tables; for more of them indexes are built first.
const SCANNED_ROWS: usize = 8;

impl Computed {
    /// Takes in the moment, stages, rates, and changes that nobody noted.
    pub(super) fn catch_up(&mut self, workspace: &Workspace, moment: Moment) {
        self.take_plans(workspace);
        if let Some(before) = self.moment {
            if (before.today, before.zone) != (moment.today, moment.zone) {
                self.outdate(&OF_TODAY);
            }
            if moment.now_millis >= self.horizon || moment.now_millis < before.now_millis {
                self.horizon = i64::MAX;
                self.outdate(&OF_NOW);
            }
        }
        let few = ["stage", "rate", "setting"].map(|object| workspace.table(object).map_or(0, Table::version));
        let same = |before: Moment| (before.today, before.base) == (moment.today, moment.base);
        if self.few != few || !self.moment.is_some_and(same) {
            let (stages, rates) = (Stages::of(workspace), Rates::of(workspace, moment));
            if stages != self.stages {
                self.stages = stages;
                self.outdate(&OF_STAGES);
            }
            if self.rates.as_ref() != Some(&rates) {
                self.rates = Some(rates);
                self.outdate(&OF_RATES);
            }
            if self.few[2] != few[2] {
                self.outdate(&OF_SETTINGS);
            }
            self.few = few;
        }
        self.moment = Some(moment);
        for table in workspace.tables() {
            let number = usize::from(table.number);
            if self.noted.len() <= number {
                self.noted.resize(number + 1, 0);
                self.met.resize(number + 1, 0);
            }
            if self.noted[number] != table.version() {
                self.noted[number] = table.version();
                self.met[number] = table.len() as u32;
                self.outdate_readers(workspace, table);
            }
        }
    }

    fn outdate(&mut self, groups: &[Group]) {
        // A new day or rate is rare: derived fields, which may read either, are computed anew then.
        self.due
            .iter_mut()
            .filter(|((_, group), _)| groups.contains(group) || matches!(group, Group::Derived(..)))
            .for_each(|(_, due)| *due = Due::Everything);
    }

    /// Rows of a table changed in ways unknown: everything that reads it is out of date.
    pub(super) fn outdate_readers(&mut self, workspace: &Workspace, table: &Table) {
        self.links.forget(table.number);
        for (&(number, group), due) in &mut self.due {
            let is_read = match group {
                Group::Derived(_, field) => workspace.plans.get(number, field).is_none_or(|plan| plan.reads_table(table.number)),
                group => group.sources().contains(&&*table.object),
            };
            if number == table.number || is_read {
                *due = Due::Everything;
            }
        }
    }

    pub(super) fn build_links(&mut self, workspace: &Workspace, table: u16, group: Group) {
        if let Group::Derived(_, field) = group
            && let Some(plan) = workspace.plans.get(table, field)
        {
            for read in &plan.reads {
                if let Way::Link(link) = read.way {
                    self.links.build(workspace, &workspace.tables()[usize::from(read.table)], link);
                }
            }
        }
        for (object, key) in group.links(&workspace.tables()[usize::from(table)].object) {
            if let Some((source, field)) = workspace.table(object).and_then(|source| Some((source, source.field(key)?))) {
                self.links.build(workspace, source, field);
            }
        }
    }

    pub(super) fn bring_up(&mut self, workspace: &Workspace, fields: &[(u16, u16)], moment: Moment) {
        let mut wanted = BTreeSet::new();
        let mut open = fields.to_vec();
        while let Some((number, field)) = open.pop() {
            if let Some(plan) = workspace.plans.get(number, field) {
                if wanted.insert((Group::Derived(plan.rank, field), number)) {
                    open.extend(plan.reads.iter().map(|read| (read.table, read.field)));
                    self.due
                        .entry((number, Group::Derived(plan.rank, field)))
                        .or_insert(Due::Everything);
                }
                continue;
            }
            let Some(table) = workspace.tables().get(usize::from(number)) else {
                continue;
            };
            let Some(key) = table
                .fields()
                .get(usize::from(field))
                .filter(|field| field.computed)
                .map(|field| &field.key)
            else {
                continue;
            };
            let computed = workspace.schema().field(&table.object, key).and_then(|field| field.computed);
            let mut next = computed.map(|computed| (Group::of(computed), number));
            while let Some((group, number)) = next {
                wanted.insert((group, number));
                self.due.entry((number, group)).or_insert(Due::Everything);
                next = group.reads().and_then(|(group, object)| match object {
                    Some(object) => workspace.table(object).map(|table| (group, table.number)),
                    None => Some((group, number)),
                });
            }
        }
        for (group, number) in wanted {
            let due = self.due.insert((number, group), Due::nothing()).unwrap_or(Due::Everything);
            if due.is_nothing() {
                continue;
            }
            if matches!(&due, Due::Rows(rows) if rows.len() > SCANNED_ROWS) {
                self.build_links(workspace, number, group);
            }
            let table = &workspace.tables()[usize::from(number)];
            match group {
                Group::Derived(_, field) => {
                    self.compute_derived(workspace, table, field, &due, moment);
                    self.pass_on(workspace, table, |read| read == field, &due);
                }
                group => {
                    self.compute(workspace, table, group, &due, moment);
                    if !workspace.plans.is_empty() {
                        let object = workspace.schema().object(&table.object);
                        let is_of_group = |field: u16| {
                            let key = &table.fields()[usize::from(field)].key;
                            let computed = object.and_then(|object| object.field(key)?.computed);
                            computed.is_some_and(|computed| Group::of(computed) == group)
                        };
                        self.pass_on(workspace, table, is_of_group, &due);
                    }
                }
            }
        }
    }
}
