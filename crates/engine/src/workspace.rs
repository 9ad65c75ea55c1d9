//! The workspace: schema, tables, clock and what was applied. Changes go in, state comes out; no input or output.
//!
//! Invariants (checked by the history tests):
//! - the state is a function of the set of applied changes, whatever their order of arrival (I1, I9);
//! - a change is applied entirely or not at all, and never twice (I5, I7);
//! - only Life and Purge ops take records away (I8).

use model::clock::Hlc;
use model::schema::ExtendError;
use model::{ActorId, Change, ChangeId, Clock, FieldDef, FieldKind, Inbox, Intent, ObjectKey, Op, RecordId, Schema, Value, Vector};

use crate::columns::Column;
use crate::computed::plans::Plans;
use crate::custom;
use crate::handles::Handles;
use crate::history::HistoryIndex;
use crate::stamps::Stamps;
use crate::table::{Arriving, Outcome, Table};

/// All records of a workspace and what is needed to change them.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(crate) schema: Schema,
    pub(crate) tables: Vec<Table>,
    pub(crate) handles: Handles,
    pub(crate) stamps: Stamps,
    pub(crate) clock: Clock,
    pub(crate) inbox: Inbox,
    /// What our own changes have said to have seen so far.
    pub(crate) told: Vector,
    actor: ActorId,
    /// Which changes touched which record.
    pub(crate) history: HistoryIndex,
    /// Problems of custom fields and objects that could not be taken into the schema.
    pub(crate) schema_problems: Vec<ExtendError>,
    /// How fields are computed that people derive from others.
    pub(crate) plans: Plans,
}

/// A change made here, applied and ready to be kept.
#[derive(Debug)]
pub struct Committed {
    /// The change.
    pub change: Change,
    /// What was applied before it.
    pub context: Vector,
    /// What it touched, journaled and how it is taken back.
    pub outcome: Outcome,
}

impl Workspace {
    /// An empty workspace for an actor.
    #[must_use]
    pub fn new(actor: ActorId) -> Self {
        let mut workspace = Self {
            schema: Schema::default(),
            tables: Vec::new(),
            handles: Handles::default(),
            stamps: Stamps::default(),
            clock: Clock::default(),
            inbox: Inbox::default(),
            told: Vector::default(),
            actor,
            history: HistoryIndex::default(),
            schema_problems: Vec::new(),
            plans: Plans::default(),
        };
        workspace.take_schema();
        workspace
    }

    /// The schema in force.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Custom fields and objects that could not be taken into the schema.
    #[must_use]
    pub fn schema_problems(&self) -> &[ExtendError] {
        &self.schema_problems
    }

    /// Who writes here.
    #[must_use]
    pub fn actor(&self) -> ActorId {
        self.actor
    }

    /// Continues as another actor, as when a tab gets its slot after loading.
    pub fn set_actor(&mut self, actor: ActorId) {
        self.actor = actor;
        self.told = self.inbox.contexts().get(&actor).cloned().unwrap_or_default();
    }

    /// All tables: those of the schema first, then those of objects that this version does not know.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table of an object.
    #[must_use]
    pub fn table(&self, object: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.object == *object)
    }

    /// Record ids and places.
    #[must_use]
    pub fn handles(&self) -> &Handles {
        &self.handles
    }

    /// Stamps by index.
    #[must_use]
    pub fn stamps(&self) -> &Stamps {
        &self.stamps
    }

    /// What was applied.
    #[must_use]
    pub fn applied(&self) -> &Vector {
        self.inbox.applied()
    }

    /// Changes that wait for something before them.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.inbox.waiting().count()
    }

    /// Table and row of a record.
    pub fn find(&mut self, record: RecordId) -> Option<(u16, u32)> {
        let handle = self.handles.find(record)?;
        self.handles.place(handle).map(|place| (place.table, place.row))
    }

    /// Table and row of a record of an object, whatever other objects have a record of that id.
    pub(crate) fn find_in(&mut self, object: &str, record: RecordId) -> Option<(u16, u32)> {
        let handle = self.handles.find(record)?;
        let table = self.tables.iter().find(|table| table.object == *object)?;
        let home = self.handles.place(handle).filter(|place| place.table == table.number);
        let row = home.map(|place| place.row).or_else(|| table.second_homes.get(&handle).copied())?;
        Some((table.number, row))
    }

    /// Row of a record of an object, if the record is in use.
    pub fn find_alive(&mut self, object: &str, record: RecordId) -> Option<u32> {
        let (table, row) = self.find_in(object, record)?;
        self.tables[usize::from(table)].is_alive(row).then_some(row)
    }

    /// Which changes touched which record.
    #[must_use]
    pub fn history(&self) -> &HistoryIndex {
        &self.history
    }

    /// Field number and code under which an element is kept in its set column, if it was ever met.
    pub fn element_code(&mut self, object: &str, field: &str, element: &Value) -> Option<(u16, u32)> {
        let table = self.tables.iter_mut().find(|table| table.object == *object)?;
        let number = table.set_field(field)?;
        let code = match (&table.columns[usize::from(number)], table.as_element(field, element)) {
            (Column::WordSet(words, _), Value::Text(word)) => words.find(&word)?,
            (Column::RefSet(_), Value::Ref(id)) => self.handles.find(id)?,
            _ => return None,
        };
        Some((number, code))
    }

    /// Digest of the whole state.
    #[must_use]
    pub fn digest(&self) -> u128 {
        self.tables.iter().fold(0, |sum, table| sum.wrapping_add(table.digest()))
    }

    /// The digest computed afresh.
    #[must_use]
    pub fn recompute_digest(&self) -> u128 {
        self.tables.iter().fold(0, |sum, table| {
            sum.wrapping_add(table.recompute_digest(&self.handles, &self.stamps))
        })
    }

    /// Bytes of memory held by records.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.handles.memory() + self.tables.iter().map(Table::memory).sum::<usize>() + self.stamps.len() * 24
    }

    /// Makes a change of ops and applies it. The clock moves on, whatever the wall clock says.
    pub fn commit(&mut self, intent: Intent, ops: Vec<Op>, now_millis: u64) -> Committed {
        let applied = self.inbox.applied().clone();
        let seen = applied
            .since(&self.told)
            .into_iter()
            .filter(|&(actor, _)| actor != self.actor)
            .collect::<Vec<_>>();
        for &(actor, seq) in &seen {
            self.told.raise(actor, seq);
        }
        #[cfg(feature = "planted-defects")]
        let seen = if model::merge::defect::is(model::merge::defect::Defect::SeenForgotten) {
            Vec::new()
        } else {
            seen
        };
        let change = Change {
            actor: self.actor,
            seq: applied.get(self.actor) + 1,
            hlc: self.clock.send(now_millis),
            seen,
            intent,
            ops,
        };
        let context = self.inbox.deliver(&change);
        let outcome = self.apply(&change, &context);
        Committed {
            change,
            context: applied,
            outcome,
        }
    }

    /// Takes in a change made elsewhere, and whatever waited for it. Known changes give nothing.
    pub fn receive(&mut self, change: Change, now_millis: u64) -> Vec<(Change, Outcome)> {
        #[cfg(feature = "planted-defects")]
        if model::merge::defect::is(model::merge::defect::Defect::AppliedTwice) && self.inbox.applied().has(change.actor, change.seq) {
            let context = self.inbox.contexts().get(&change.actor).cloned().unwrap_or_default();
            return vec![(change.clone(), self.apply(&change, &context))];
        }
        let ready = self.inbox.take(change);
        self.apply_all(ready, now_millis)
    }

    /// Applies changes that wait for something that is lost. What is lost is from now on taken for known.
    pub(crate) fn release(&mut self, is_cut_off: impl Fn(ChangeId) -> bool, now_millis: u64) -> Vec<(Change, Outcome)> {
        let ready = self.inbox.release(is_cut_off);
        self.apply_all(ready, now_millis)
    }

    fn apply_all(&mut self, ready: Vec<(Change, Vector)>, now_millis: u64) -> Vec<(Change, Outcome)> {
        let mut outcomes = Vec::with_capacity(ready.len());
        for (change, context) in ready {
            self.clock.receive(change.hlc, now_millis);
            let outcome = self.apply(&change, &context);
            outcomes.push((change, outcome));
        }
        outcomes
    }

    /// Takes in a change of our own log while opening: as [`Workspace::receive`], but the clock only catches up.
    pub fn replay(&mut self, change: Change) -> Vec<(Change, Outcome)> {
        let millis = change.hlc.millis().saturating_sub(1);
        self.receive(change, millis)
    }

    fn apply(&mut self, change: &Change, context: &Vector) -> Outcome {
        let stamp = self.stamps.push(change);
        let mut outcome = Outcome::default();
        let ops = change.ops.as_slice();
        #[cfg(feature = "planted-defects")]
        let ops = if model::merge::defect::is(model::merge::defect::Defect::AppliedInPart) {
            &ops[..ops.len().min(1)]
        } else {
            ops
        };
        for op in ops {
            let Some(object) = op.object() else { continue };
            let number = self.table_number(object);
            let arriving = Arriving {
                stamp,
                context,
                stamps: &self.stamps,
            };
            self.tables[usize::from(number)].apply(op, &arriving, &mut self.handles, &mut outcome);
        }
        let handles = &mut self.handles;
        self.history.note(change, stamp, |record| handles.find(record));
        if outcome
            .effects
            .iter()
            .any(|effect| custom::defines_schema(&self.tables[usize::from(effect.table)].object))
        {
            self.take_schema();
        }
        outcome
    }

    /// The number of an object's table; objects that this version does not know get a table that keeps everything.
    fn table_number(&mut self, object: &ObjectKey) -> u16 {
        if let Some(table) = self.tables.iter().find(|table| table.object == *object) {
            return table.number;
        }
        let number = self.tables.len() as u16;
        self.tables.push(Table::new(number, object.clone()));
        number
    }

    /// The number of the table that a checkpoint's table is read into.
    pub(crate) fn table_for_loading(&mut self, object: &str) -> u16 {
        self.table_number(&ObjectKey::from(object))
    }

    /// Builds the schema of built-in objects and custom ones, and gives every table its columns.
    pub(crate) fn take_schema(&mut self) {
        let (schema, problems) = custom::schema(&self.tables, &self.handles);
        self.schema = schema;
        self.schema_problems = problems;
        for index in 0..self.schema.objects().len() {
            let key = self.schema.objects()[index].key.clone();
            let number = self.table_number(&key);
            self.tables[usize::from(number)].take_fields(&self.schema.objects()[index]);
        }
        // A field that was removed hides its data and keeps it: the columns stay, also when a checkpoint is read.
        for (object, field) in defined_fields(&self.tables, &self.handles) {
            let number = self.table_number(&object);
            self.tables[usize::from(number)].take_field(&field);
        }
        for table in &mut self.tables {
            table.adopt_extras(&self.stamps, &mut self.handles);
        }
        self.plans = Plans::of(self, self.plans.generation + 1);
    }

    /// Greatest time applied or sent.
    #[must_use]
    pub fn last_time(&self) -> Hlc {
        self.clock.last()
    }
}

/// Every field that was ever defined, also those in the bin, by its object.
fn defined_fields(tables: &[Table], handles: &Handles) -> Vec<(ObjectKey, FieldDef)> {
    let Some(table) = tables.iter().find(|table| *table.object == *"field") else {
        return Vec::new();
    };
    let text = |row: u32, field: &str| table.field(field).and_then(|field| table.text(row, field));
    let defined = (0..table.len() as u32).filter_map(|row| {
        let (object, kind) = (text(row, "object")?, FieldKind::from_key(text(row, "kind")?)?);
        let key = custom::custom_key(table.id(row, handles));
        Some((object.into(), FieldDef::new(&key, &key, kind)))
    });
    defined.collect()
}
