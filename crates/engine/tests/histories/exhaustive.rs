//! Every small history: one change that both authors have seen or none, then one change of each kind by each of two authors,
//! seen by the other or not, at an earlier, equal or later time, delivered to a third in every order and twice.

use std::collections::BTreeMap;
use std::rc::Rc;

use engine::workspace::Workspace;
use model::{ActorId, Block, Change, Intent, Life, Op, RecordId, Value};

use crate::checks::{Invariant, compare_all};
use crate::reference::{Known, Losers, Reference};

const RECORD: RecordId = RecordId(42);

fn set(field: &str, value: Option<&str>) -> Op {
    Op::Set {
        object: "contact".into(),
        record: RECORD,
        field: field.into(),
        value: value.map(Value::from),
    }
}

fn life(life: Life) -> Op {
    Op::Life {
        object: "contact".into(),
        life,
        records: vec![RECORD],
    }
}

fn element(field: &str, element: Value, present: bool) -> Op {
    Op::Element {
        object: "contact".into(),
        field: field.into(),
        element,
        present,
        records: vec![RECORD],
    }
}

fn rows() -> Op {
    let mut titles = Block::new(model::kind::Storage::Text).expect("texts have blocks");
    titles.push_text("block");
    titles.push_empty();
    Op::Rows {
        object: "contact".into(),
        records: vec![RECORD, RecordId(43)],
        columns: vec![("job_title".into(), titles)],
    }
}

/// One change of every kind, all about one record.
fn kinds() -> Vec<Vec<Op>> {
    let tag = || Value::Ref(RecordId(7));
    let clear = Op::Clear {
        object: "contact".into(),
        field: "job_title".into(),
        records: vec![RECORD],
    };
    let purge = Op::Purge {
        object: "contact".into(),
        records: vec![RECORD],
    };
    let unknown = Op::Unknown { tag: 200, bytes: vec![1] };
    vec![
        vec![set("job_title", Some("a"))],
        vec![clear],
        vec![rows()],
        vec![element("tags", tag(), true)],
        vec![element("tags", tag(), false)],
        vec![element("tags", tag(), true), element("tags", tag(), false)],
        vec![element("phone", "1".into(), true)],
        vec![set("newsletter", Some("no"))],
        vec![set("newsletter", Some("yes"))],
        vec![set("newsletter", None)],
        vec![set("x-unknown", Some("a"))],
        vec![life(Life::Trashed)],
        vec![life(Life::Alive)],
        vec![life(Life::Retracted)],
        vec![life(Life::Trashed), set("job_title", Some("b"))],
        vec![purge],
        vec![unknown],
    ]
}

/// An author: the engine's state beside the reference's.
#[derive(Clone)]
struct Author {
    workspace: Workspace,
    reference: Reference,
}

impl Author {
    fn new(blank: &Workspace, actor: u64) -> Self {
        let mut workspace = blank.clone();
        workspace.set_actor(ActorId(actor));
        Self {
            workspace,
            reference: Reference::default(),
        }
    }

    fn commit(&mut self, ops: &[Op], now: u64) -> Rc<Known> {
        let change = self.workspace.commit(Intent::default(), ops.to_vec(), now).change;
        let known = Rc::new(Known {
            change,
            context: self.reference.vector.clone(),
        });
        self.reference.apply(&known);
        known
    }

    /// Takes a change in; returns the losing writes that it brought to light.
    fn receive(&mut self, known: &Rc<Known>) -> Vec<(String, RecordId, model::FieldKey, model::Stamp)> {
        self.reference.take(known);
        let outcomes = self.workspace.receive(known.change.clone(), 0);
        let entries = outcomes.into_iter().flat_map(|(_, outcome)| outcome.journal);
        entries
            .map(|entry| (entry.object.to_string(), entry.record, entry.field, entry.loser.stamp))
            .collect()
    }

    fn check(&self, told: impl Fn() -> String) {
        if let Err(violation) = compare_all(&self.workspace, &self.reference, Invariant::Convergence) {
            panic!("{} is broken in {}: {}", violation.invariant.name(), told(), violation.detail);
        }
    }
}

/// Every order of a few changes.
fn orders(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![Vec::new()];
    }
    let shorter = orders(count - 1);
    let longer = shorter.iter().flat_map(|order| {
        (0..count).map(move |place| {
            let mut order = order.clone();
            order.insert(place, count - 1);
            order
        })
    });
    longer.collect()
}

/// What three replicas make of one small history.
fn check(blank: &Workspace, before: Option<&[Op]>, [one, other]: [&[Op]; 2], is_seen: bool, now: u64) -> usize {
    let (mut first, mut second) = (Author::new(blank, 1), Author::new(blank, 2));
    let mut changes = Vec::new();
    if let Some(ops) = before {
        changes.push(first.commit(ops, 10));
        second.receive(&changes[0]);
    }
    let written = first.commit(one, 20);
    if is_seen {
        second.receive(&written);
    }
    changes.push(written.clone());
    changes.push(second.commit(other, now));
    if !is_seen {
        second.receive(&written);
    }
    let last = changes.len() - 1;
    first.receive(&changes[last]);
    let told = || format!("{before:?}, {one:?}, {other:?}, seen {is_seen}, at {now}");
    first.check(told);
    second.check(told);
    let digest = first.workspace.digest();
    assert_eq!(second.workspace.digest(), digest, "I1 convergence of the authors in {}", told());
    let mut losers = Losers::default();
    first.reference.losers("contact", RECORD, &mut losers);
    let orders = orders(changes.len());
    for order in &orders {
        let mut third = Author::new(blank, 3);
        let journal = order.iter().flat_map(|&place| third.receive(&changes[place])).collect::<Vec<_>>();
        assert_eq!(third.workspace.digest(), digest, "I1 convergence in {}, as {order:?}", told());
        let mut counted: BTreeMap<_, usize> = BTreeMap::new();
        journal.into_iter().for_each(|key| *counted.entry(key).or_default() += 1);
        let right = counted.iter().all(|(key, count)| losers.may.contains_key(key) && *count == 1);
        let whole = losers.must.iter().all(|key| counted.contains_key(key));
        assert!(
            right && whole,
            "I6 journal of losers: {counted:?} of {:?} in {}, as {order:?}",
            losers.must,
            told()
        );
        let again = order.iter().flat_map(|&place| third.receive(&changes[place])).count();
        assert!(
            again == 0 && third.workspace.digest() == digest,
            "I7 idempotence in {}, as {order:?}",
            told()
        );
    }
    orders.len()
}

fn every(befores: &[Option<Vec<Op>>]) {
    let (kinds, blank) = (kinds(), Workspace::new(ActorId(0)));
    let mut count = 0;
    for before in befores {
        for one in &kinds {
            for other in &kinds {
                for (is_seen, now) in [(false, 15), (false, 20), (false, 25), (true, 15), (true, 25)] {
                    count += check(&blank, before.as_deref(), [one, other], is_seen, now);
                }
            }
        }
    }
    println!("{count} deliveries");
}

#[test]
fn every_pair_of_ops_on_a_new_record_gives_the_same_in_every_order() {
    every(&[None]);
}

#[test]
fn every_pair_of_ops_on_a_record_that_is_there_gives_the_same_in_every_order() {
    every(&[Some(vec![
        set("job_title", Some("old")),
        element("tags", Value::Ref(RecordId(7)), true),
    ])]);
}

#[test]
fn every_pair_of_ops_after_an_opt_out_or_the_bin_gives_the_same_in_every_order() {
    every(&[Some(vec![set("newsletter", Some("no")), life(Life::Trashed)])]);
}

/// The changes of a history as somebody who was never asked would get them: known to nobody, so that all three are concurrent.
#[test]
fn every_three_concurrent_ops_give_the_same_in_every_order() {
    let (kinds, blank) = (kinds(), Workspace::new(ActorId(0)));
    let orders = orders(3);
    let by = |actor: u64, ops: &[Op], now: u64| Author::new(&blank, actor).commit(ops, now);
    for (place, one) in kinds.iter().enumerate() {
        for (second, other) in kinds.iter().enumerate().skip(place) {
            for third in &kinds[second..] {
                let changes = [by(1, one, 20), by(2, other, 20), by(3, third, 20)];
                let mut digest = None;
                for order in &orders {
                    let mut reader = Author::new(&blank, 9);
                    order.iter().for_each(|&place| {
                        reader.receive(&changes[place]);
                    });
                    if digest.is_none() {
                        reader.check(|| format!("{:?}", changes.each_ref().map(|known| &known.change.ops)));
                    }
                    let found = reader.workspace.digest();
                    assert_eq!(
                        *digest.get_or_insert(found),
                        found,
                        "I1 convergence of {:?}, as {order:?}",
                        changes.each_ref().map(|known: &Rc<Known>| -> &Change { &known.change })
                    );
                }
            }
        }
    }
}
