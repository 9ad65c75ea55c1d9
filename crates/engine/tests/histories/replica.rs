//! A replica: a session on a store beside the reference of what it has applied; every step is done to both and compared.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use engine::session::{Session, drive};
use engine::store::{MemoryStore, Store};
use model::{ActorId, ChangeId, FieldKey, Intent, Life, Op, RecordId, Stamp, Value, codec};
use pollster::block_on;

use crate::checks::{self, Checked, Invariant, Violation, ensure};
use crate::reference::{Known, LoserKey, Losers, Record, Reference, Rule, element_key, kept, naming, rule, written};
use crate::undoing;

/// Every change that was ever made, by its id.
pub type Registry = HashMap<ChangeId, Rc<Known>>;

type Named = BTreeSet<(String, RecordId)>;

pub struct Replica {
    pub actor: ActorId,
    pub store: MemoryStore,
    pub session: RefCell<Session>,
    pub reference: Reference,
    /// Whether another tab writes to the same store.
    shared: bool,
    /// Losing values met, and whether none can be missing.
    journal: BTreeMap<LoserKey, Option<Value>>,
    journal_whole: bool,
    journal_read: usize,
    /// Records as they were before each own change.
    pub before: HashMap<ChangeId, BTreeMap<(String, RecordId), Record>>,
    observed: BTreeMap<(String, RecordId, FieldKey), Stamp>,
}

impl Replica {
    pub fn new(actor: ActorId, store: MemoryStore, shared: bool) -> Self {
        let session = block_on(drive::open(&store, actor)).expect("an empty store opens");
        Self {
            actor,
            store,
            session: RefCell::new(session),
            reference: Reference::default(),
            shared,
            journal: BTreeMap::new(),
            journal_whole: true,
            journal_read: 0,
            before: HashMap::new(),
            observed: BTreeMap::new(),
        }
    }

    /// Says whether another tab writes to the same store.
    pub fn set_shared(&mut self, shared: bool) {
        self.shared = shared;
    }

    pub fn is_shared(&self) -> bool {
        self.shared
    }

    /// Makes a change here.
    pub fn commit(&mut self, intent: Intent, ops: Vec<Op>, now: u64, registry: &mut Registry) -> Checked {
        let unsaved = self.session.borrow().unsaved();
        self.session.borrow_mut().commit(intent, ops.clone(), now);
        let made = self.note_own(unsaved, registry)?;
        let change = &made[0].change;
        let same = codec::encode_ops(&change.ops) == codec::encode_ops(&ops);
        ensure(same, Invariant::Forwarding, || format!("wrote {ops:?}, kept {:?}", change.ops))?;
        self.reads_own_writes(&made[0])?;
        self.check(&made)
    }

    /// Takes the changes that the session has just made over into the reference; `unsaved` is how many it had to keep before.
    pub fn note_own(&mut self, unsaved: usize, registry: &mut Registry) -> Result<Vec<Rc<Known>>, Violation> {
        let changes = self.session.borrow().unsaved_changes();
        let mut made = Vec::new();
        for bytes in &changes[unsaved..] {
            let change = codec::decode(bytes).map_err(|error| Violation {
                invariant: Invariant::Forwarding,
                detail: error.to_string(),
            })?;
            let newest = self.reference.changes().next_back().map(|(_, known)| known.change.stamp());
            ensure(
                newest.is_none_or(|newest| newest < change.stamp()),
                Invariant::WritesFollowReads,
                || format!("{:?} was made after {newest:?} was read", change.stamp()),
            )?;
            self.before.insert(
                change.id(),
                named(&[&change])
                    .into_iter()
                    .map(|key| (key.clone(), self.reference.record(&key.0, key.1)))
                    .collect(),
            );
            let known = Rc::new(Known {
                change,
                context: self.reference.vector.clone(),
            });
            self.reference.apply(&known);
            registry.insert(known.change.id(), known.clone());
            made.push(known);
        }
        Ok(made)
    }

    /// Takes a change from elsewhere in, as it came over the network.
    pub fn adopt(&mut self, bytes: &[u8], known: &Rc<Known>, now: u64) -> Checked {
        let change = codec::decode(bytes).map_err(|error| Violation {
            invariant: Invariant::Forwarding,
            detail: error.to_string(),
        })?;
        let before = self.fingerprint();
        self.session.borrow_mut().adopt(change, now);
        let delivered = self.reference.take(known);
        if delivered.is_empty() {
            let after = self.fingerprint();
            ensure(before == after, Invariant::Idempotence, || {
                format!("{:?} was known, or came too early: {before:?} became {after:?}", known.change.id())
            })?;
        }
        self.check(&delivered)
    }

    /// Applies what another tab wrote to the log.
    pub fn catch_up(&mut self, now: u64, registry: &Registry) -> Checked {
        let from = self.session.borrow().applied_seq();
        let rows = block_on(self.store.log_after(from, u32::MAX)).expect("the store can be read");
        block_on(drive::catch_up(&self.session, &self.store, now)).expect("the store can be read");
        let mut delivered = Vec::new();
        for row in rows {
            let id = codec::decode_header(&row.change).expect("the log holds changes").id();
            delivered.extend(self.reference.take(&registry[&id]));
        }
        self.check(&delivered)
    }

    /// Closes and opens again. What was not kept is gone, everything else is as it was.
    pub fn restart(&mut self, registry: &Registry) -> Checked {
        let whole = self.session.borrow().unsaved() == 0;
        let before = (whole && !self.shared).then(|| self.session.borrow().workspace.digest());
        let undo = self.session.borrow().undo.clone();
        let session = block_on(drive::open(&self.store, self.actor)).expect("the store can be read");
        ensure(session.problems().is_empty(), Invariant::Rebuild, || {
            format!("{:?}", session.problems())
        })?;
        self.session = RefCell::new(session);
        block_on(drive::load_undo(&self.session, &self.store)).expect("the store can be read");
        if whole {
            undoing::survives(&undo, &self.session.borrow().undo, registry)?;
        }
        self.reference = durable(&self.store, registry);
        checks::compare_all(&self.session.borrow().workspace, &self.reference, Invariant::Rebuild)?;
        let after = self.session.borrow().workspace.digest();
        ensure(before.is_none_or(|before| before == after), Invariant::Rebuild, || {
            format!("{before:x?} was {after:x} after opening again")
        })?;
        let stamps = self
            .reference
            .changes()
            .map(|(_, known)| known.change.stamp())
            .collect::<BTreeSet<_>>();
        self.observed.retain(|_, stamp| stamps.contains(stamp));
        self.journal = kept_journal(&self.store);
        self.journal_read = 0;
        // Tabs on one log find conflicts between each other while reading it; what they found so is not kept with the log.
        self.journal_whole = !self.shared;
        self.check_all()
    }

    /// The state of log alone, of checkpoint and tail, and of this session are the same.
    pub fn rebuilds(&self, registry: &Registry) -> Checked {
        let log_only = MemoryStore::new();
        let rows = block_on(self.store.log_after(0, u32::MAX)).expect("the store can be read");
        let rows = rows.into_iter().map(|row| (row.change, row.inverse)).collect();
        block_on(log_only.append(engine::store::Batch { rows, journal: Vec::new() })).expect("an empty store takes everything");
        let expected = durable(&self.store, registry);
        let mut digests = Vec::new();
        // Without a checkpoint the log is all there is.
        let whole = block_on(self.store.manifest()).expect("the store can be read").map(|_| &self.store);
        for store in whole.into_iter().chain([&log_only]) {
            let session = block_on(drive::open(store, self.actor)).expect("the store can be read");
            ensure(session.problems().is_empty(), Invariant::Rebuild, || {
                format!("{:?}", session.problems())
            })?;
            checks::compare_all(&session.workspace, &expected, Invariant::Rebuild)?;
            digests.push(session.workspace.digest());
            let session = RefCell::new(block_on(drive::open_partly(store, self.actor, 0)).expect("the store can be read"));
            block_on(drive::bring(&session, store, |column| column.field % 2 == 1)).expect("the store can be read");
            block_on(drive::complete(&session, store)).expect("the store can be read");
            let session = session.into_inner();
            ensure(session.problems().is_empty(), Invariant::Rebuild, || {
                format!("read in parts: {:?}", session.problems())
            })?;
            checks::compare_all(&session.workspace, &expected, Invariant::Rebuild)?;
            digests.push(session.workspace.digest());
        }
        ensure(digests.iter().all(|digest| *digest == digests[0]), Invariant::Rebuild, || {
            format!("checkpoint and log differ: {digests:x?}")
        })
    }

    /// Checks everything that is known.
    pub fn check_all(&mut self) -> Checked {
        checks::compare_all(&self.session.borrow().workspace, &self.reference, Invariant::Convergence)?;
        let records = self.reference.records();
        self.check_journal(&records)
    }

    /// Checks what changes that were just applied have touched.
    pub fn check(&mut self, delivered: &[Rc<Known>]) -> Checked {
        let changes = delivered.iter().map(|known| &known.change).collect::<Vec<_>>();
        let touched = named(&changes);
        {
            let session = self.session.borrow();
            let workspace = &session.workspace;
            checks::applied(workspace, &self.reference)?;
            ensure(
                workspace.waiting() == self.reference.waiting().len(),
                Invariant::WritesFollowReads,
                || format!("{} changes wait, {} have to", workspace.waiting(), self.reference.waiting().len()),
            )?;
            for (object, record) in &touched {
                self.vanishes(workspace, object, *record, &changes)?;
                checks::compare(workspace, &self.reference, object, *record, Invariant::Convergence)?;
                let shown = checks::shown(workspace, object, *record);
                for (field, stamp) in checks::growing(object, &shown) {
                    let key = (object.clone(), *record, field);
                    let last = self.observed.insert(key.clone(), stamp);
                    ensure(last.is_none_or(|last| last <= stamp), Invariant::MonotonicReads, || {
                        format!("{key:?} went from {last:?} back to {stamp:?}")
                    })?;
                }
            }
            checks::digest(workspace).map_err(|violation| Violation {
                detail: format!("{} after {changes:#?}", violation.detail),
                ..violation
            })?;
        }
        self.check_journal(&touched)
    }

    /// A record that was in use and is not any more was named by an op that says so.
    fn vanishes(&self, workspace: &engine::workspace::Workspace, object: &str, record: RecordId, changes: &[&model::Change]) -> Checked {
        let was = self.observed.keys().any(|(of, id, _)| of == object && *id == record);
        let ends = |op: &Op| matches!(op, Op::Life { .. } | Op::Purge { .. });
        let ended = || {
            self.reference
                .changes()
                .any(|(_, known)| naming(&known.change, object, record).any(ends))
        };
        let there = checks::shown(workspace, object, record).exists;
        ensure(!was || there || ended(), Invariant::NothingVanishes, || {
            format!("{object} {record} is gone after {changes:?}")
        })
    }

    /// Every losing value met is in the journal, exactly once, and nothing else is.
    fn check_journal(&mut self, touched: &Named) -> Checked {
        let session = self.session.borrow();
        let entries = &session.journal()[self.journal_read..];
        let mut losers = Losers::default();
        touched
            .iter()
            .for_each(|(object, record)| self.reference.losers(object, *record, &mut losers));
        for entry in entries {
            let key = (entry.object.to_string(), entry.record, entry.field.clone(), entry.loser.stamp);
            let value = losers.may.get(&key);
            ensure(value.is_some(), Invariant::JournalOfLosers, || {
                format!("{key:?} is journaled, but was known to whoever wrote over it")
            })?;
            ensure(value == Some(&entry.value), Invariant::JournalOfLosers, || {
                format!("{key:?} is journaled as {:?}, was {value:?}", entry.value)
            })?;
            let known = self.journal.insert(key.clone(), entry.value.clone());
            // A tab that opens reads the end of the log again and finds the same losers again. An answer that an opt-out hid can
            // show after all and lose again; the store keeps it under the same key.
            let again = known.is_some() && self.journal_read > 0 && rule(&key.0, &key.2).0 != Rule::Consent;
            ensure(!again, Invariant::JournalOfLosers, || format!("{key:?} is journaled twice"))?;
        }
        self.journal_read = session.journal().len();
        let missing = losers.must.iter().find(|key| !self.journal.contains_key(*key));
        ensure(missing.is_none() || !self.journal_whole, Invariant::JournalOfLosers, || {
            format!("{missing:?} is neither shown nor journaled")
        })
    }

    /// Number of losing values met.
    pub fn journaled(&self) -> usize {
        self.journal.len()
    }

    /// What a change wrote here is what is read here.
    fn reads_own_writes(&self, made: &Known) -> Checked {
        let session = self.session.borrow();
        for (object, record) in named(&[&made.change]) {
            let shown = checks::shown(&session.workspace, &object, record);
            let mut cells: BTreeMap<FieldKey, Option<Value>> = BTreeMap::new();
            let mut elements: BTreeMap<(FieldKey, String), bool> = BTreeMap::new();
            let mut life: Option<Life> = None;
            for op in naming(&made.change, &object, record) {
                cells.extend(written(&object, op, record));
                match op {
                    Op::Element {
                        field, element, present, ..
                    } => {
                        if let Some(key) = element_key(&object, field, element) {
                            *elements.entry(key).or_default() |= present;
                        }
                    }
                    Op::Life { life: last, .. } => life = Some(*last),
                    _ => {}
                }
            }
            let wrong = |what: String| Violation {
                invariant: Invariant::ReadYourWrites,
                detail: format!("{object} {record}: {what}, shown is {shown:?}"),
            };
            if life.is_some_and(|life| life != shown.life) {
                return Err(wrong(format!("wrote {life:?}")));
            }
            if shown.purged {
                continue;
            }
            for (field, value) in cells {
                let (rule, _) = rule(&object, &field);
                if matches!(rule, Rule::Set | Rule::Computed) {
                    continue;
                }
                let read = shown.cells.get(&field).map(|(value, _)| value.clone());
                if read.as_ref() != Some(&kept(rule, value.as_ref())) {
                    return Err(wrong(format!("wrote {value:?} to {field}")));
                }
            }
            for (key, present) in elements {
                if shown.elements.contains_key(&key) != present {
                    return Err(wrong(format!("wrote {key:?} {present}")));
                }
            }
        }
        Ok(())
    }

    fn fingerprint(&self) -> (u128, usize, usize, usize) {
        let session = self.session.borrow();
        (
            session.workspace.digest(),
            session.journal().len(),
            session.unsaved(),
            session.workspace.stamps().len(),
        )
    }
}

/// Records that changes name.
pub fn named(changes: &[&model::Change]) -> Named {
    let ops = changes.iter().flat_map(|change| &change.ops);
    ops.flat_map(|op| op.records().iter().filter_map(|&record| Some((op.object()?.to_string(), record))))
        .collect()
}

/// The reference of everything that a store's log holds.
pub fn durable(store: &MemoryStore, registry: &Registry) -> Reference {
    let mut reference = Reference::default();
    for row in block_on(store.log_after(0, u32::MAX)).expect("the store can be read") {
        let id = codec::decode_header(&row.change).expect("the log holds changes").id();
        reference.take(&registry[&id]);
    }
    reference
}

/// The journal as the store keeps it.
fn kept_journal(store: &MemoryStore) -> BTreeMap<LoserKey, Option<Value>> {
    type Body = (model::ObjectKey, RecordId, FieldKey, Option<Value>, Stamp, u64);
    let rows = block_on(store.journal()).expect("the store can be read");
    let decoded = rows
        .into_iter()
        .map(|(_, bytes)| postcard::from_bytes::<Body>(&bytes).expect("the journal holds losing values"));
    decoded
        .map(|(object, record, field, value, stamp, _)| ((object.to_string(), record, field, stamp), value))
        .collect()
}
