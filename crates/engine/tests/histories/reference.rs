//! The reference model: keep every delivered change, sort by stamp, fold one record at a time.
//!
//! Written from the merge rules alone and without the engine's tables; slow and short on purpose. What it says:
//! - a register holds its greatest write; within one change the last op counts;
//! - consent is "no" while an opt-out stands that no other answer has seen, else the greatest other answer;
//! - an element is in when its greatest write says so; within one change present wins;
//! - life follows its greatest write, purge is for ever, and nothing else takes a record away;
//! - a losing write must be in the journal when nobody has seen it, and may be when somebody beat it without having seen it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::LazyLock;

use model::field::MergeRule;
use model::{ActorId, Block, Change, ChangeId, FieldKey, FieldKind, Life, Op, RecordId, Schema, Stamp, Value};

/// How many changes of each actor are there.
pub type Seen = BTreeMap<ActorId, u64>;

/// A change with everything that its author had applied before.
#[derive(Debug)]
pub struct Known {
    pub change: Change,
    pub context: Seen,
}

/// Whether `seen` includes a change.
pub fn has(seen: &Seen, id: ChangeId) -> bool {
    seen.get(&id.actor).is_some_and(|&seq| seq >= id.seq)
}

pub static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::built_in);

/// How a field behaves.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// Greatest write; values of another kind leave it empty.
    Register(FieldKind),
    /// Opt-outs win.
    Consent,
    /// Elements only: writes of a whole value have no effect.
    Set,
    /// Filled by the engine: no write has an effect.
    Computed,
    /// Greatest write, whatever the value: the field is not known here.
    Unknown,
}

/// The rule of a field, and whether elements may stand beside its value.
pub fn rule(object: &str, field: &str) -> (Rule, bool) {
    let Some(definition) = SCHEMA.field(object, field.trim_end_matches('+')) else {
        return (Rule::Unknown, false);
    };
    let further = field.ends_with('+');
    let rule = match definition {
        _ if further && !definition.multi => Rule::Unknown,
        _ if definition.computed.is_some() => Rule::Computed,
        _ if further || definition.kind.is_set() => Rule::Set,
        _ if definition.merge == MergeRule::OptOutWins => Rule::Consent,
        _ => Rule::Register(definition.kind),
    };
    (rule, definition.kind.is_set() || definition.multi)
}

/// Whether a value is of a kind.
pub fn is_of(kind: FieldKind, value: &Value) -> bool {
    use FieldKind as K;
    match value {
        Value::Text(_) => matches!(kind, K::Text | K::LongText | K::Email | K::Phone | K::Url | K::Choice),
        Value::Int(_) => matches!(kind, K::Integer | K::Duration | K::Rating),
        Value::Number(_) => matches!(kind, K::Number | K::Percent),
        Value::Money(_) => kind == K::Money,
        Value::Date(_) => kind == K::Date,
        Value::Time(_) => kind == K::DateTime,
        Value::Bool(_) => kind == K::Boolean,
        Value::Name(_) => kind == K::PersonName,
        Value::Address(_) => kind == K::Address,
        Value::Ref(_) => kind == K::Reference,
        Value::List(_) => false,
    }
}

/// What a person would see of one record, with the stamp of every part.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Record {
    pub exists: bool,
    pub purged: bool,
    pub life: Life,
    pub newest: Stamp,
    pub cells: BTreeMap<FieldKey, (Option<Value>, Stamp)>,
    /// By field and element, as text: in or out.
    pub elements: BTreeMap<(FieldKey, String), (bool, Stamp)>,
}

impl Record {
    pub fn is_alive(&self) -> bool {
        self.exists && !self.purged && self.life == Life::Alive
    }
}

/// One write to a register.
#[derive(Clone)]
struct Write {
    by: Rc<Known>,
    value: Option<Value>,
}

impl Write {
    fn stamp(&self) -> Stamp {
        self.by.change.stamp()
    }

    fn is_seen_by(&self, other: &Write) -> bool {
        has(&other.by.context, self.by.change.id())
    }

    fn is_opt_out(&self) -> bool {
        self.value.as_ref().and_then(Value::as_text) == Some("no")
    }
}

/// A losing write: object, record, field and stamp.
pub type LoserKey = (String, RecordId, FieldKey, Stamp);

/// Writes that the journal has to hold, and those that it may hold.
#[derive(Default)]
pub struct Losers {
    pub must: BTreeSet<LoserKey>,
    pub may: BTreeMap<LoserKey, Option<Value>>,
}

/// All changes that a replica has applied.
#[derive(Clone, Default)]
pub struct Reference {
    known: BTreeMap<(Stamp, u64), (usize, Rc<Known>)>,
    held: Vec<Rc<Known>>,
    pub vector: Seen,
}

impl Reference {
    /// Takes a change in; returns those that it completes, in a causal order. A change never passes what it depends on.
    pub fn take(&mut self, arriving: &Rc<Known>) -> Vec<Rc<Known>> {
        let id = arriving.change.id();
        if has(&self.vector, id) || self.held.iter().any(|held| held.change.id() == id) {
            return Vec::new();
        }
        self.held.push(arriving.clone());
        let mut delivered = Vec::new();
        while let Some(place) = self.held.iter().position(|held| self.is_ready(held)) {
            let ready = self.held.swap_remove(place);
            self.apply(&ready);
            delivered.push(ready);
        }
        delivered
    }

    /// Whether everything that a change depends on is there.
    pub fn is_ready(&self, known: &Known) -> bool {
        known
            .context
            .iter()
            .all(|(&actor, &seq)| has(&self.vector, ChangeId { actor, seq }))
    }

    /// Applies a change that depends on nothing missing.
    pub fn apply(&mut self, known: &Rc<Known>) {
        let id = known.change.id();
        self.vector.insert(id.actor, id.seq);
        let arrival = self.known.len();
        self.known.insert((known.change.stamp(), id.seq), (arrival, known.clone()));
    }

    /// Changes that wait for something before them.
    pub fn waiting(&self) -> &[Rc<Known>] {
        &self.held
    }

    /// Changes in stamp order, each with its place in the order of arrival.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = (usize, &Rc<Known>)> {
        self.known.values().map(|(arrival, known)| (*arrival, known))
    }

    /// Every record that a change names.
    pub fn records(&self) -> BTreeSet<(String, RecordId)> {
        let ops = self.known.values().flat_map(|(_, known)| &known.change.ops);
        ops.flat_map(|op| op.records().iter().filter_map(|&record| Some((op.object()?.to_string(), record))))
            .collect()
    }

    /// One record, folded.
    pub fn record(&self, object: &str, record: RecordId) -> Record {
        let mut folded = Record::default();
        for (_, known) in self.known.values() {
            let stamp = known.change.stamp();
            for op in naming(&known.change, object, record) {
                folded.newest = stamp;
                folded.exists |= !matches!(op, Op::Life { .. } | Op::Purge { .. });
                match op {
                    Op::Life { life, .. } => folded.life = *life,
                    Op::Purge { .. } => folded.purged = true,
                    Op::Element {
                        field, element, present, ..
                    } => {
                        if let Some(key) = element_key(object, field, element) {
                            let entry = folded.elements.entry(key).or_insert((false, Stamp::default()));
                            *entry = (*present || (entry.1 == stamp && entry.0), stamp);
                        }
                    }
                    _ => {}
                }
            }
        }
        if folded.purged {
            folded.elements.clear();
            return folded;
        }
        for (field, writes) in self.writes(object, record) {
            let (rule, _) = rule(object, &field);
            let shown = if rule == Rule::Consent { consent(&writes) } else { writes.last() };
            if let (Some(write), false) = (shown, matches!(rule, Rule::Set | Rule::Computed)) {
                folded.cells.insert(field, (kept(rule, write.value.as_ref()), write.stamp()));
            }
        }
        folded
    }

    /// The losing writes of one record.
    pub fn losers(&self, object: &str, record: RecordId, losers: &mut Losers) {
        let purged = self
            .known
            .values()
            .any(|(_, known)| naming(&known.change, object, record).any(|op| matches!(op, Op::Purge { .. })));
        for (field, writes) in self.writes(object, record) {
            let (rule, _) = rule(object, &field);
            if matches!(rule, Rule::Set | Rule::Computed) {
                continue;
            }
            let shown = if rule == Rule::Consent { consent(&writes) } else { writes.last() };
            for (place, write) in writes.iter().enumerate() {
                let key = (object.to_owned(), record, field.clone(), write.stamp());
                let standing = rule == Rule::Consent && write.is_opt_out();
                // Opt-outs that nobody has answered stand, however many there are: none of them loses.
                let beaten =
                    |by: &Write| !write.is_seen_by(by) && (by.stamp() > write.stamp() || rule == Rule::Consent && !by.is_seen_by(write));
                if !standing && writes.iter().enumerate().any(|(other, by)| other != place && beaten(by)) {
                    losers.may.insert(key.clone(), kept(rule, write.value.as_ref()));
                }
                let lost = !standing && shown.is_some_and(|shown| shown.stamp() != write.stamp());
                let unseen = !writes.iter().enumerate().any(|(other, by)| other != place && write.is_seen_by(by));
                if lost && unseen && !purged {
                    losers.must.insert(key);
                }
            }
        }
    }

    /// Writes to the registers of a record, in stamp order, the last one of each change.
    fn writes(&self, object: &str, record: RecordId) -> BTreeMap<FieldKey, Vec<Write>> {
        let mut fields: BTreeMap<FieldKey, Vec<Write>> = BTreeMap::new();
        for (_, known) in self.known.values() {
            for op in naming(&known.change, object, record) {
                for (field, value) in written(object, op, record) {
                    let writes = fields.entry(field).or_default();
                    if writes.last().is_some_and(|last| Rc::ptr_eq(&last.by, known)) {
                        writes.pop();
                    }
                    writes.push(Write { by: known.clone(), value });
                }
            }
        }
        fields
    }
}

/// Ops of a change that name a record.
pub fn naming<'a>(change: &'a Change, object: &'a str, record: RecordId) -> impl Iterator<Item = &'a Op> {
    change
        .ops
        .iter()
        .filter(move |op| op.object().is_some_and(|of| **of == *object) && op.records().contains(&record))
}

/// The greatest standing opt-out, else the greatest other answer.
fn consent(writes: &[Write]) -> Option<&Write> {
    let stands = |opt_out: &&Write| opt_out.is_opt_out() && !writes.iter().any(|other| !other.is_opt_out() && opt_out.is_seen_by(other));
    writes
        .iter()
        .rev()
        .find(stands)
        .or_else(|| writes.iter().rev().find(|write| !write.is_opt_out()))
}

/// What a register keeps of a value: what its kind can hold.
pub fn kept(rule: Rule, value: Option<&Value>) -> Option<Value> {
    let kind = match rule {
        Rule::Register(kind) => kind,
        Rule::Consent => FieldKind::Choice,
        _ => return value.cloned(),
    };
    match (kind, value?) {
        (FieldKind::PersonName | FieldKind::Address, Value::Text(text)) => Some(model::block::text_value(text, kind)),
        (FieldKind::Number | FieldKind::Percent, Value::Int(int)) => Some(Value::Number(*int as f64)),
        (kind, value) => is_of(kind, value).then(|| value.clone()),
    }
}

/// The registers of a record that an op writes, with what it writes; in the order of the op.
pub fn written(object: &str, op: &Op, record: RecordId) -> Vec<(FieldKey, Option<Value>)> {
    match op {
        Op::Set { field, value, .. } => vec![(field.clone(), value.clone())],
        Op::Clear { field, .. } => vec![(field.clone(), None)],
        Op::Rows { records, columns, .. } => {
            let rows = records
                .iter()
                .enumerate()
                .filter(|(_, of)| **of == record)
                .map(|(row, _)| row)
                .collect::<Vec<_>>();
            let cells = |(field, block): &(FieldKey, Block)| {
                let kind = match rule(object, field).0 {
                    Rule::Register(kind) => Some(kind),
                    Rule::Consent => Some(FieldKind::Choice),
                    _ => None,
                };
                let value = |&row: &usize| Some((field.clone(), Some(in_block(block, row, kind)?)));
                rows.iter().filter_map(value).collect::<Vec<_>>()
            };
            columns.iter().flat_map(cells).collect()
        }
        _ => Vec::new(),
    }
}

fn in_block(block: &Block, row: usize, kind: Option<FieldKind>) -> Option<Value> {
    match (block, kind) {
        (Block::Text { .. }, kind) => {
            let text = block.texts().nth(row)??;
            Some(kind.map_or_else(|| Value::Text(text.to_owned()), |kind| model::block::text_value(text, kind)))
        }
        (Block::Int(_), None) => block.get(row, FieldKind::Integer),
        (block, kind) => block.get(row, kind.unwrap_or(FieldKind::Text)),
    }
}

/// The element of a set as a key; `None` when the field takes no such element.
pub fn element_key(object: &str, field: &str, element: &Value) -> Option<(FieldKey, String)> {
    let field = field.trim_end_matches('+');
    let definition = SCHEMA.field(object, field).filter(|definition| definition.has_elements())?;
    let fits = match definition.kind {
        FieldKind::Choices => matches!(element, Value::Text(_)),
        FieldKind::References => matches!(element, Value::Ref(_)),
        kind => is_of(kind, element),
    };
    fits.then(|| (field.into(), format!("{element:?}")))
}
