//! From a change to the rows of computed columns that it concerns.
//!
//! What a written record points to now is concerned, and what it pointed to before. Where it cannot be told what that was, the
//! group is computed as a whole, and an index is built so that it can be told the next time.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::Computed;
use super::fields::Ends;
use super::groups::{Due, Group};
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

/// Rows of a change that are followed one by one.
const ROWS: usize = 1_024;
/// Rows whose former references are looked up one by one.
const FORMER: usize = 8;

/// A written row, as the groups see it.
struct Written<'a> {
    workspace: &'a Workspace,
    table: &'a Table,
    effect: &'a Effect,
    /// The row was met with this change or after the last noted one.
    fresh: bool,
    row: u32,
    /// What its references point to, now and before, once it was asked: an index that is built on the way knows only now.
    ends: RefCell<FxHashMap<u16, Option<Vec<u32>>>>,
}

impl Written<'_> {
    fn touched(&self, key: &str) -> bool {
        self.table.field(key).is_some_and(|field| touches(self.table, self.effect, field))
    }

    fn touched_any(&self, keys: &[&str]) -> bool {
        self.effect.membership || keys.iter().any(|key| self.touched(key))
    }
}

/// Whether an effect wrote a field or its further values.
fn touches(table: &Table, effect: &Effect, field: u16) -> bool {
    effect.fields.contains(&field)
        || table.fields()[usize::from(field)]
            .further
            .is_some_and(|further| effect.fields.contains(&further))
}

impl Computed {
    pub(super) fn note_effect(&mut self, workspace: &Workspace, effect: &Effect) {
        let Some(table) = workspace.tables().get(usize::from(effect.table)) else {
            return;
        };
        if matches!(&*table.object, "deal" | "stage_entry" | "company" | "contact") {
            // What is learned from all of them is looked at as a whole, and learned again only if it would be another one.
            self.outdate_group("deal", Group::Chance, workspace);
        }
        let number = usize::from(table.number);
        if self.noted.len() <= number {
            self.noted.resize(number + 1, 0);
            self.met.resize(number + 1, 0);
        }
        if !self.due.is_empty() || !self.links.is_empty() {
            let mut rows = effect.rows.clone();
            rows.sort_unstable();
            rows.dedup();
            if rows.len() > ROWS {
                self.outdate_readers(workspace, table);
            } else {
                let known = self.met[number];
                let followed = if self.due.is_empty() { &[][..] } else { &rows };
                for &row in followed {
                    let many = rows.len() > FORMER;
                    self.note_row(
                        &Written {
                            workspace,
                            table,
                            effect,
                            fresh: row >= known,
                            row,
                            ends: RefCell::default(),
                        },
                        many,
                    );
                }
                self.links.note(table, &rows, |field| touches(table, effect, field));
            }
        }
        self.noted[number] = table.version();
        self.met[number] = table.len() as u32;
    }

    fn note_row(&mut self, written: &Written<'_>, many: bool) {
        let own = written.table.number;
        self.mark(own, Group::Stamps, written.row);
        self.mark(own, Group::Lead, written.row);
        if written.effect.membership {
            self.mark_all_of_row(own, written.row);
        }
        if !written.workspace.plans.is_empty() {
            let touched = |field: u16| written.effect.membership || touches(written.table, written.effect, field);
            let ends = |computed: &mut Self, link: u16| {
                let key = written.table.fields()[usize::from(link)].key.clone();
                computed.ends(written, many, &key)
            };
            self.mark_derived(written.workspace, written.table, written.row, touched, ends);
        }
        match &*written.table.object {
            "activity" if written.touched_any(&["at", "type", "contact", "company", "deal"]) => {
                self.mark_ends(
                    written,
                    many,
                    "contact",
                    "contact",
                    &[Group::LastActivity, Group::Lead, Group::Leaving],
                );
                self.mark_ends(written, many, "company", "company", &[Group::LastActivity, Group::Leaving]);
                self.mark_ends(written, many, "deal", "deal", &[Group::LastActivity]);
            }
            "message" if written.touched_any(&["at", "ticket", "visibility"]) => self.mark_message(written, many),
            "ticket" if written.touched_any(&["status", "requester", "company"]) => {
                let groups = [Group::LastActivity, Group::OpenTickets];
                self.mark_ends(written, many, "requester", "contact", &groups);
                self.mark_ends(written, many, "requester", "contact", &[Group::Lead, Group::Leaving]);
                self.mark_ends(written, many, "company", "company", &groups);
                self.mark_ends(written, many, "company", "company", &[Group::Leaving]);
            }
            "task" if written.touched_any(&["status", "due", "snoozed_until", "contact", "company", "deal"]) => {
                for object in ["contact", "company", "deal"] {
                    self.mark_ends(written, many, object, object, &[Group::NextStep]);
                }
            }
            "contact" if written.touched_any(&["company"]) => self.mark_ends(written, many, "company", "company", &[Group::People]),
            "company" if written.touched_any(&["industry"]) => self.outdate_group("contact", Group::Lead, written.workspace),
            "line" => self.mark_line(written, many),
            "order" => self.mark_order(written, many),
            "deal" => self.mark_deal(written, many),
            _ => {}
        }
    }

    fn mark_message(&mut self, written: &Written<'_>, many: bool) {
        let Some(ticket) = written.workspace.table("ticket") else { return };
        let Some(handles) = self.ends(written, many, "ticket") else {
            self.outdate_group("contact", Group::LastActivity, written.workspace);
            self.outdate_group("company", Group::LastActivity, written.workspace);
            return;
        };
        for handle in handles {
            if let Some(row) = row_in(written.workspace, ticket, handle) {
                self.mark_targets(written.workspace, ticket, row, "requester", "contact", Group::LastActivity);
                self.mark_targets(written.workspace, ticket, row, "company", "company", Group::LastActivity);
            }
        }
    }

    fn mark_line(&mut self, written: &Written<'_>, many: bool) {
        if !written.touched_any(&["order", "product", "quantity", "unit_price", "discount"]) {
            return;
        }
        self.mark(written.table.number, Group::LineTotal, written.row);
        if written.touched_any(&["order", "product"]) {
            self.mark_ends(written, many, "product", "product", &[Group::ProductOrders]);
        }
        let Some(order) = written.workspace.table("order") else { return };
        let Some(handles) = self.ends(written, many, "order") else {
            self.outdate_group("order", Group::OrderTotal, written.workspace);
            self.outdate_customers(written.workspace);
            return;
        };
        for handle in handles {
            if let Some(row) = row_in(written.workspace, order, handle) {
                self.mark_total(written.workspace, order, row);
            }
        }
    }

    fn mark_order(&mut self, written: &Written<'_>, many: bool) {
        let (workspace, order) = (written.workspace, written.table);
        if written.touched("amount") {
            self.mark(order.number, Group::OrderTotal, written.row);
        }
        if written.touched_any(&["date", "status", "amount", "contact", "company", "deal"]) {
            self.mark_ends(written, many, "contact", "contact", &[Group::Customer]);
            self.mark_ends(written, many, "company", "company", &[Group::Customer]);
        }
        if written.touched_any(&["status", "deal"])
            && let Some(deal) = workspace.table("deal")
        {
            match self.ends(written, many, "deal") {
                Some(handles) => handles
                    .into_iter()
                    .filter_map(|handle| row_in(workspace, deal, handle))
                    .for_each(|row| {
                        self.mark_targets(workspace, deal, row, "contact", "contact", Group::Customer);
                        self.mark_targets(workspace, deal, row, "company", "company", Group::Customer);
                    }),
                None => self.outdate_customers(workspace),
            }
        }
        let products = self.due.keys().any(|(_, group)| *group == Group::ProductOrders);
        if products
            && written.touched_any(&["status"])
            && let Some(line) = workspace.table("line")
        {
            for row in self.links.alive(workspace, line, "order", order.handle(written.row)) {
                self.mark_targets(workspace, line, row, "product", "product", Group::ProductOrders);
            }
        }
    }

    fn mark_deal(&mut self, written: &Written<'_>, many: bool) {
        if written.touched_any(&["stage", "own_probability", "value", "stage_since", "opened_on", "closed_on"]) {
            self.mark(written.table.number, Group::Stage, written.row);
            self.mark(written.table.number, Group::Days, written.row);
        }
        if written.touched_any(&["stage", "contact", "company", "value", "closed_on"]) {
            self.mark_ends(written, many, "contact", "contact", &[Group::OpenDeals, Group::Customer]);
            self.mark_ends(written, many, "company", "company", &[Group::OpenDeals, Group::Customer]);
        }
    }

    /// Marks what a reference field of a written row points to, now and before.
    fn mark_ends(&mut self, written: &Written<'_>, many: bool, key: &str, target: &str, groups: &[Group]) {
        let Some(target) = written.workspace.table(target) else { return };
        if !groups.iter().any(|&group| self.is_asked_for(target.number, group)) {
            return;
        }
        match self.ends(written, many, key) {
            Some(handles) => {
                for row in handles.into_iter().filter_map(|handle| row_in(written.workspace, target, handle)) {
                    groups.iter().for_each(|&group| self.mark(target.number, group, row));
                }
            }
            None => groups
                .iter()
                .for_each(|&group| self.outdate_group(&target.object, group, written.workspace)),
        }
    }

    /// What a row points to now and, if that may have changed, before; `None` when it cannot be told.
    fn ends(&mut self, written: &Written<'_>, many: bool, key: &str) -> Option<Vec<u32>> {
        let table = written.table;
        let Some(field) = table.field(key) else { return Some(Vec::new()) };
        if let Some(known) = written.ends.borrow().get(&field) {
            return known.clone();
        }
        let ends = self.ends_of(written, many, field);
        written.ends.borrow_mut().insert(field, ends.clone());
        ends
    }

    fn ends_of(&mut self, written: &Written<'_>, many: bool, field: u16) -> Option<Vec<u32>> {
        let table = written.table;
        let mut handles = Vec::new();
        Ends::of(table, field).each(written.row, |handle| handles.push(handle));
        let may_differ = touches(table, written.effect, field) || table.is_purged(written.row);
        if may_differ && !written.fresh {
            let seen = if many {
                None
            } else {
                self.links.seen(written.workspace, table.number, field, written.row)
            };
            if seen.is_none() && !many {
                self.links.build(written.workspace, table, field);
            }
            handles.extend(seen?);
        }
        Some(handles)
    }

    /// Marks what a reference field of another record points to now.
    fn mark_targets(&mut self, workspace: &Workspace, table: &Table, row: u32, key: &str, target: &str, group: Group) {
        let Some(target) = workspace.table(target) else { return };
        if self.is_asked_for(target.number, group) {
            Ends::of_key(table, key).each(row, |handle| {
                if let Some(row) = row_in(workspace, target, handle) {
                    self.mark(target.number, group, row);
                }
            });
        }
    }

    /// The total of an order changed, and with it what its customers spent.
    fn mark_total(&mut self, workspace: &Workspace, order: &Table, row: u32) {
        self.mark(order.number, Group::OrderTotal, row);
        self.mark_targets(workspace, order, row, "contact", "contact", Group::Customer);
        self.mark_targets(workspace, order, row, "company", "company", Group::Customer);
    }

    /// Whether a group is asked for, or one that is marked with it.
    fn is_asked_for(&self, table: u16, group: Group) -> bool {
        self.due.contains_key(&(table, group)) || group == Group::Customer && self.due.contains_key(&(table, Group::Lifetime))
    }

    fn mark(&mut self, table: u16, group: Group, row: u32) {
        if let Some(due) = self.due.get_mut(&(table, group)) {
            due.add(row);
        }
        match group {
            Group::LastActivity => self.mark(table, Group::Days, row),
            Group::Customer => {
                self.mark(table, Group::Scores, row);
                self.mark(table, Group::Lifetime, row);
                self.mark(table, Group::Leaving, row);
            }
            _ => {}
        }
    }

    /// A record came, went to the bin or came back: every group computes its row, and scores leave it out or take it in.
    fn mark_all_of_row(&mut self, table: u16, row: u32) {
        self.due
            .iter_mut()
            .filter(|((number, _), _)| *number == table)
            .for_each(|(_, due)| due.add(row));
    }

    pub(super) fn outdate_group(&mut self, object: &str, group: Group, workspace: &Workspace) {
        let Some(table) = workspace.table(object) else { return };
        for group in [
            Some(group),
            matches!(group, Group::LastActivity).then_some(Group::Days),
            matches!(group, Group::Customer).then_some(Group::Scores),
            matches!(group, Group::Customer).then_some(Group::Lifetime),
            matches!(group, Group::Customer).then_some(Group::Leaving),
        ] {
            if let Some(due) = group.and_then(|group| self.due.get_mut(&(table.number, group))) {
                *due = Due::Everything;
            }
        }
    }

    fn outdate_customers(&mut self, workspace: &Workspace) {
        self.outdate_group("contact", Group::Customer, workspace);
        self.outdate_group("company", Group::Customer, workspace);
    }
}

/// The row of a handle in a table, whatever its life.
fn row_in(workspace: &Workspace, table: &Table, handle: u32) -> Option<u32> {
    workspace
        .handles()
        .place(handle)
        .filter(|place| place.table == table.number)
        .map(|place| place.row)
}
