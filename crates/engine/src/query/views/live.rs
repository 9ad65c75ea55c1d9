//! The state of an open view, and how it follows changes.

use bridge::Aggregated;

use super::aggregate;
use super::groups::{Groups, Line};
use super::plan::Plan;
use crate::bitmap::Bitmap;
use crate::computed::OfDay;
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::table::Effect;
use crate::workspace::Workspace;

/// More changed rows than these are not judged one by one.
const MOST_CHANGED: usize = 256;

/// A view with its rows.
pub(crate) struct Live {
    pub(crate) plan: Plan,
    members: Bitmap,
    rows: Vec<u32>,
    groups: Option<Groups>,
    /// Rows that fit each rule of colour.
    coloured: Vec<(u8, Bitmap)>,
    stale: Stale,
    /// Rows that changed, while that is all that is stale.
    changed: Vec<u32>,
    /// Day, zone and currency that it was evaluated for.
    evaluated: Option<OfDay>,
    /// Versions of all tables after the last change that was noted.
    noted: Vec<u64>,
    aggregates: Option<Vec<Aggregated>>,
}

/// How much has to be evaluated again.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Stale {
    /// Nothing.
    Nothing,
    /// The order of the rows.
    Order,
    /// Which of the changed rows are in it, and the order.
    Rows,
    /// Everything.
    Everything,
}

impl Live {
    /// A view that was not evaluated yet.
    pub(crate) fn new(plan: Plan) -> Self {
        Self {
            plan,
            members: Bitmap::default(),
            rows: Vec::new(),
            groups: None,
            coloured: Vec::new(),
            stale: Stale::Everything,
            changed: Vec::new(),
            evaluated: None,
            noted: Vec::new(),
            aggregates: None,
        }
    }

    /// The rows in order, as of the last refresh.
    pub(crate) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Lines of the table.
    pub(crate) fn lines(&self) -> u32 {
        self.groups.as_ref().map_or(self.rows.len() as u32, Groups::lines)
    }

    /// What a line of the table shows.
    pub(super) fn line(&self, line: u32) -> Line {
        self.groups.as_ref().map_or(Line::Row(line as usize), |groups| groups.line(line))
    }

    /// The line of a row by its position; none when it is folded.
    pub(super) fn line_of(&self, position: u32) -> Option<u32> {
        self.groups.as_ref().map_or(Some(position), |groups| groups.line_of(position))
    }

    /// The head of a group. Nothing is a head where nothing is grouped.
    pub(super) fn head(&mut self, group: usize, reader: Reader<'_>, indexes: &Indexes) -> bridge::Row {
        let groups = self.groups.as_mut().expect("lines are heads only where rows are grouped");
        groups.head(group, &self.rows, &self.plan, reader, indexes)
    }

    /// Places of the rules of colour that a row fits.
    pub(crate) fn colours(&self, row: u32) -> Vec<u8> {
        let fitting = self.coloured.iter().filter(|(_, rows)| rows.get(row as usize));
        fitting.map(|(place, _)| *place).collect()
    }

    /// The rows as a set, as of the last refresh.
    pub(crate) fn members(&self) -> &Bitmap {
        &self.members
    }

    /// Notes what a change touched; whether anything of the view may differ.
    pub(crate) fn note(&mut self, workspace: &Workspace, effects: &[Effect]) -> bool {
        self.noted = versions(workspace);
        let own = effects.iter().filter(|effect| effect.table == self.plan.table).collect::<Vec<_>>();
        let came = own.iter().any(|effect| effect.membership);
        let touched = came || self.plan.reads.touched_by(effects);
        if !touched {
            return false;
        }
        self.aggregates = None;
        if self.groups.is_some() || !self.plan.colours.is_empty() {
            // Heads show sums, a row may have come into another group or have got another colour.
            self.stale = self.stale.max(Stale::Order);
        }
        if self.plan.members.touched_by(effects) || came {
            let others = effects
                .iter()
                .any(|effect| effect.table != self.plan.table && self.plan.members.touched_by(std::slice::from_ref(effect)));
            let rows = own.iter().flat_map(|effect| effect.rows.iter().copied());
            self.changed.extend(rows);
            let alone = self.plan.is_local() && !others && self.changed.len() <= MOST_CHANGED;
            self.stale = self.stale.max(if alone { Stale::Rows } else { Stale::Everything });
        }
        if self.plan.order.touched_by(effects) {
            self.stale = self.stale.max(Stale::Order);
        }
        if self.stale == Stale::Everything {
            self.changed.clear();
        }
        true
    }

    /// Evaluates what is stale. A new day, another zone or base currency, and changes that nobody noted make everything stale.
    pub(crate) fn refresh(&mut self, reader: Reader<'_>, indexes: &Indexes) {
        let now = reader.moment.of_day();
        if self.evaluated != Some(now) || self.noted != versions(reader.workspace) {
            self.stale = Stale::Everything;
        }
        match self.stale {
            Stale::Nothing => return,
            Stale::Order => {}
            Stale::Rows => self.judge(reader, indexes),
            Stale::Everything => {
                self.members = self.plan.members(reader, indexes);
                self.aggregates = None;
            }
        }
        (self.rows, self.groups) = self.plan.arranged(reader, indexes, &self.members);
        let rules = self.plan.colours.iter();
        self.coloured = rules.map(|(place, rule)| (*place, rule.evaluate(reader, indexes))).collect();
        self.changed.clear();
        self.stale = Stale::Nothing;
        self.evaluated = Some(now);
        self.noted = versions(reader.workspace);
    }

    /// Judges the changed rows one by one.
    fn judge(&mut self, reader: Reader<'_>, indexes: &Indexes) {
        let table = &reader.workspace.tables()[usize::from(self.plan.table)];
        let scope = self.plan.scope(table);
        let filter = self.plan.filter.ready(reader, indexes);
        self.members.resize(table.len());
        for &row in &self.changed {
            let inside = scope.get(row as usize) && filter.matches(row);
            self.members.set(row as usize, inside);
        }
    }

    /// The aggregates of the foot.
    pub(crate) fn aggregates(&mut self, reader: Reader<'_>, indexes: &Indexes) -> Vec<Aggregated> {
        let (plan, members) = (&self.plan, &self.members);
        let aggregates = self.aggregates.get_or_insert_with(|| {
            let table = &reader.workspace.tables()[usize::from(plan.table)];
            let rates = indexes.rates(reader);
            plan.aggregates
                .iter()
                .map(|(aggregate, field)| aggregate::aggregated(reader, &rates, table, members, aggregate, *field))
                .collect()
        });
        aggregates.clone()
    }
}

fn versions(workspace: &Workspace) -> Vec<u64> {
    workspace.tables().iter().map(crate::table::Table::version).collect()
}
