//! A view with everything looked up: its filter, its order, its columns and aggregates, and what all of that reads.

use model::view::Scope;
use model::{Aggregate, FieldKey, FieldKind, View};

use super::groups::{Groups, can_group};
use crate::bitmap::Bitmap;
use crate::query::QueryError;
use crate::query::filter::{Compiled, fits};
use crate::query::indexes::Indexes;
use crate::query::matching::{self, matching};
use crate::query::reads::Reads;
use crate::query::sort::{self, Level};
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// A compiled view.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) view: View,
    pub(crate) table: u16,
    pub(crate) filter: Compiled,
    pub(crate) levels: Vec<Level>,
    pub(crate) columns: Vec<(u16, FieldKey)>,
    /// Each with its field; an aggregate of a field that is gone has none.
    pub(crate) aggregates: Vec<(Aggregate, Option<u16>)>,
    /// Rules of colour, each with its place in the view. One that does not compile any more colours nothing.
    pub(crate) colours: Vec<(u8, Compiled)>,
    /// Field of the groups of rows.
    pub(crate) group: Option<u16>,
    /// What decides which rows are in it.
    pub(crate) members: Reads,
    /// What decides their order.
    pub(crate) order: Reads,
    /// All that is read: members, order, cells and aggregates.
    pub(crate) reads: Reads,
}

impl Plan {
    /// Compiles a view. Columns and sortings by fields that are gone are left out: a saved view outlives its fields.
    ///
    /// # Errors
    /// [`QueryError`] when the object is unknown, the filter does not compile, or an aggregate makes no sense.
    pub(crate) fn new(view: View, workspace: &Workspace) -> Result<Self, QueryError> {
        let filter = Compiled::new(&view.filter, &view.object, workspace)?;
        let unknown = || QueryError::UnknownObject(view.object.clone());
        let object = workspace.schema().object(&view.object).ok_or_else(unknown)?;
        let table = workspace.table(&view.object).ok_or_else(unknown)?;
        let known = |key: &FieldKey| object.field(key).and_then(|definition| Some((definition, table.field(key)?)));
        let sort = view
            .sort
            .iter()
            .filter(|sort| known(&sort.field).is_some())
            .cloned()
            .collect::<Vec<_>>();
        let levels = sort::levels(&sort, object, table)?;
        let keys = if view.columns.is_empty() { &object.columns } else { &view.columns };
        let columns = keys
            .iter()
            .filter_map(|key| known(key).map(|(_, field)| (field, key.clone())))
            .collect::<Vec<_>>();
        let mut aggregates = Vec::with_capacity(view.aggregates.len());
        for aggregate in &view.aggregates {
            let field = aggregate.field().map(known);
            if let Some(Some((definition, _))) = field
                && !fits(aggregate, definition.kind)
            {
                return Err(QueryError::Aggregate {
                    field: definition.label.clone(),
                });
            }
            aggregates.push((aggregate.clone(), field.flatten().map(|(_, field)| field)));
        }
        // A table whose field is gone, or groups by no more than it can, is shown without groups.
        let group = view.rows.as_ref().and_then(|rows| known(&rows.field));
        let group = group.filter(|(definition, _)| can_group(definition.kind)).map(|(_, field)| field);
        let rules = view.colours.iter().zip(0..=u8::MAX);
        let colours = rules.filter_map(|(rule, place)| Some((place, Compiled::new(&rule.filter, &view.object, workspace).ok()?)));
        let mut plan = Self {
            colours: colours.collect(),
            group,
            table: table.number,
            members: Reads::default(),
            order: Reads::default(),
            reads: Reads::default(),
            filter,
            levels,
            columns,
            aggregates,
            view,
        };
        plan.note_reads(workspace, table);
        Ok(plan)
    }

    fn note_reads(&mut self, workspace: &Workspace, table: &Table) {
        self.members = self.filter.reads().clone();
        self.members.members(self.table);
        if !self.view.search.trim().is_empty() {
            matching::reads(workspace, table, &mut self.members);
        }
        for level in &self.levels {
            shown(workspace, table, level.field, &mut self.order);
        }
        self.reads = self.members.clone();
        self.reads.merge(&self.order);
        for (_, rule) in &self.colours {
            self.reads.merge(rule.reads());
        }
        let fields = self
            .columns
            .iter()
            .map(|(field, _)| *field)
            .chain(self.aggregates.iter().filter_map(|(_, field)| *field))
            .chain(self.group)
            .collect::<Vec<_>>();
        for field in fields {
            shown(workspace, table, field, &mut self.reads);
        }
    }

    /// Adds a field whose values are shown besides the columns.
    pub(crate) fn show(&mut self, workspace: &Workspace, field: u16) {
        shown(workspace, &workspace.tables()[usize::from(self.table)], field, &mut self.reads);
    }

    /// Whether a segment that the view names has changed its rule.
    pub(crate) fn is_outdated(&self, workspace: &Workspace) -> bool {
        self.filter.is_outdated(workspace) || self.colours.iter().any(|(_, rule)| rule.is_outdated(workspace))
    }

    /// Rows in the view, unordered.
    pub(crate) fn members(&self, reader: Reader<'_>, indexes: &Indexes) -> Bitmap {
        let table = &reader.workspace.tables()[usize::from(self.table)];
        let mut rows = self.scope(table).clone();
        if !self.view.filter.is_everything() {
            rows.and(&self.filter.evaluate(reader, indexes));
        }
        if let Some(found) = matching(reader, indexes, table, &self.view.search) {
            rows.and(&found);
        }
        rows
    }

    /// Rows that the view could have: records in use, or those in the bin.
    pub(crate) fn scope<'a>(&self, table: &'a Table) -> &'a Bitmap {
        match self.view.scope {
            Scope::Alive => table.alive(),
            Scope::Bin => table.binned(),
        }
    }

    /// Whether a row's membership depends on nothing but its own stored values, so that an edit of it can be judged alone.
    pub(crate) fn is_local(&self) -> bool {
        self.view.search.trim().is_empty() && self.filter.is_local()
    }

    /// The members in the order of the view, under the heads of their groups where it has any.
    pub(crate) fn arranged(&self, reader: Reader<'_>, indexes: &Indexes, members: &Bitmap) -> (Vec<u32>, Option<Groups>) {
        let mut rows = self.ordered(reader, indexes, members);
        let wanted = self.group.zip(self.view.rows.as_ref());
        let groups = wanted.map(|(field, wanted)| Groups::divide(&mut rows, field, wanted, self, reader, indexes));
        (rows, groups)
    }

    /// The members in the order of the view, not grouped.
    fn ordered(&self, reader: Reader<'_>, indexes: &Indexes, members: &Bitmap) -> Vec<u32> {
        sort::order(
            reader,
            indexes,
            &reader.workspace.tables()[usize::from(self.table)],
            members,
            &self.levels,
        )
    }
}

/// Adds what showing a field reads: its values, the names of records that it names, rates for amounts.
fn shown(workspace: &Workspace, table: &Table, field: u16, reads: &mut Reads) {
    reads.field(workspace, table.number, field);
    let meta = &table.fields()[usize::from(field)];
    if let Some(target) = workspace
        .schema()
        .field(&table.object, &meta.key)
        .and_then(|definition| definition.target.as_deref())
    {
        reads.names(workspace, target);
    }
    if meta.kind == FieldKind::Money {
        reads.object(workspace, "rate");
    }
}
