//! One random history: replicas edit, a network duplicates, reorders and loses, clocks jump, tabs crash; then all is delivered.
//!
//! Everything follows from the seed. Changes travel only once they are durable, as they do in the product.

use std::collections::{BTreeMap, HashMap};

use engine::session::drive;
use engine::store::{Fault, MemoryStore, Store, StoreError};
use model::change::Verb;
use model::{ActorId, ChangeId, Intent, Op, RecordId, codec};
use pollster::block_on;

use crate::checks::{Checked, Invariant, ensure};
use crate::ops::Topic;
use crate::random::Random;
use crate::reference::Reference;
use crate::replica::{Registry, Replica, durable};
use crate::undoing;

/// How often each kind of fault and of act was met. A run in which one is missing proves nothing about it.
pub type Met = BTreeMap<&'static str, u64>;

/// Every kind that a run of many histories has to meet.
pub const KINDS: [&str; 20] = [
    "alone",
    "tabs",
    "change",
    "duplicate",
    "reordered",
    "lost",
    "held back",
    "behind",
    "clock jump",
    "tie",
    "crash",
    "restart",
    "checkpoint",
    "full disk",
    "undo",
    "redo",
    "undo left alone",
    "loser",
    "purge",
    "rebuild",
];

struct Device {
    store: MemoryStore,
    /// Log rows that were sent to the others.
    sent: u64,
    /// Changes on their way here.
    coming: Vec<ChangeId>,
}

struct World {
    random: Random,
    topic: Topic,
    replicas: Vec<Replica>,
    devices: Vec<Device>,
    /// Device of each replica.
    home: Vec<usize>,
    skew: Vec<i64>,
    registry: Registry,
    /// Bytes of every change that was ever durable, as its author wrote them.
    bytes: HashMap<ChangeId, Vec<u8>>,
    time: i64,
    plan: Plan,
    met: Met,
}

/// What can go wrong in a history; drawn first, so that some histories are quiet and some are not.
struct Plan {
    steps: usize,
    loss: u32,
    duplicates: u32,
    disorder: u32,
    crashes: u32,
    jumps: u32,
    undo: u32,
    full: u32,
}

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Runs the history of a seed.
pub fn run(seed: u64) -> Result<Met, crate::checks::Violation> {
    let mut world = World::new(seed);
    for _ in 0..world.plan.steps {
        world.step()?;
    }
    world.heal()?;
    Ok(world.met)
}

impl World {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let topic = Topic::new(&mut random);
        let count = random.weighted(&[(2, 1), (8, 2), (6, 3), (3, 4), (1, 5), (1, 6), (1, 8)]);
        let tabs = random.chance(20);
        let mut rare = |percent: u32, most: usize| {
            if random.chance(percent) {
                random.between(1, most) as u32
            } else {
                0
            }
        };
        let plan = Plan {
            steps: 0,
            loss: rare(50, 30),
            duplicates: rare(50, 30),
            disorder: rare(60, 100),
            crashes: rare(60, 8),
            jumps: rare(50, 10),
            undo: rare(50, 15),
            full: rare(30, 8),
        };
        let plan = Plan {
            steps: 20 + random.below(181).min(random.below(181)).min(random.below(181)),
            ..plan
        };
        let mut world = World {
            topic,
            replicas: Vec::new(),
            devices: Vec::new(),
            home: Vec::new(),
            skew: Vec::new(),
            registry: Registry::new(),
            bytes: HashMap::new(),
            time: 1_700_000_000_000,
            plan,
            met: Met::new(),
            random,
        };
        let skewed = world.random.chance(50);
        for number in 0..count {
            let first = number == 0 || !tabs || world.random.chance(50);
            if first {
                world.devices.push(Device {
                    store: MemoryStore::new(),
                    sent: 0,
                    coming: Vec::new(),
                });
            }
            let device = world.devices.len() - 1;
            let slot = world.home.iter().filter(|home| **home == device).count() as u16;
            world.home.push(device);
            world.skew.push(if skewed {
                world.random.below(2 * DAY as usize) as i64 - DAY
            } else {
                0
            });
            // Actors out of order, so that ties are not always won by whoever came first.
            let actor = ActorId::new((device as u64 * 7 + 3) % 11 + 1, slot);
            world.replicas.push(Replica::new(actor, world.devices[device].store.clone(), false));
        }
        for number in 0..count {
            let shared = world.home.iter().filter(|home| **home == world.home[number]).count() > 1;
            world.replicas[number].set_shared(shared);
        }
        if count == 1 {
            world.meet("alone");
        }
        if world.devices.len() < count {
            world.meet("tabs");
        }
        world
    }

    fn meet(&mut self, kind: &'static str) {
        *self.met.entry(kind).or_default() += 1;
    }

    fn now(&self, replica: usize) -> u64 {
        (self.time + self.skew[replica]).max(0) as u64
    }

    fn step(&mut self) -> Checked {
        // Often no time passes at all, so that equal times are met.
        self.time += if self.random.chance(50) {
            0
        } else {
            self.random.below(3_000) as i64
        };
        let replica = self.random.below(self.replicas.len());
        if self.random.chance(self.plan.jumps) {
            self.skew[replica] = self.random.below(2 * DAY as usize) as i64 - DAY;
            self.meet("clock jump");
        }
        if self.random.chance(self.plan.crashes) {
            return if self.random.chance(50) {
                self.crash(replica)
            } else {
                self.restart(replica)
            };
        }
        if self.random.chance(self.plan.undo) {
            return self.revert(replica);
        }
        match self.random.weighted(&[(40, 0), (14, 1), (34, 2), (3, 3), (3, 4), (4, 5), (1, 6)]) {
            0 => self.edit(replica),
            1 => self.flush(replica),
            2 => self.deliver(replica),
            3 => self.deliver_again(replica),
            4 => self.checkpoint(replica),
            5 => self.catch_up(replica),
            _ => self.rebuild(replica),
        }
    }

    fn edit(&mut self, replica: usize) -> Checked {
        let changes = if self.random.chance(6) { self.random.between(2, 3) } else { 1 };
        let group = (changes > 1).then(|| RecordId(u128::from(self.random.next())));
        for _ in 0..changes {
            let ops = self.topic.intent(&mut self.random);
            if ops.iter().any(|op| matches!(op, Op::Purge { .. })) {
                self.meet("purge");
            }
            let verb = if group.is_some() { Verb::Import } else { Verb::Edit };
            let intent = Intent {
                verb,
                group,
                ..Intent::default()
            };
            let now = self.now(replica);
            self.replicas[replica].commit(intent, ops, now, &mut self.registry)?;
            self.meet("change");
        }
        Ok(())
    }

    /// Keeps what was changed, and sends what is durable. The disk may be full.
    fn flush(&mut self, replica: usize) -> Checked {
        if self.random.chance(self.plan.full) && self.replicas[replica].session.borrow().unsaved() > 0 {
            self.meet("full disk");
            let this = &self.replicas[replica];
            let unsaved = this.session.borrow().unsaved();
            this.store.set_fault(Some(Fault::Full));
            let refused = block_on(drive::flush(&this.session, &this.store));
            this.store.set_fault(None);
            ensure(
                refused == Err(StoreError::Quota) && this.session.borrow().unsaved() == unsaved,
                Invariant::Atomicity,
                || {
                    format!(
                        "a full disk gave {refused:?} and left {} of {unsaved} to keep",
                        this.session.borrow().unsaved()
                    )
                },
            )?;
            return Ok(());
        }
        self.keep(replica)
    }

    fn keep(&mut self, replica: usize) -> Checked {
        let this = &self.replicas[replica];
        block_on(drive::flush(&this.session, &this.store)).expect("a working store keeps everything");
        self.send(self.home[replica])
    }

    /// Sends new rows of a device's log to all others, over a network that is as bad as the plan says.
    fn send(&mut self, device: usize) -> Checked {
        let rows = block_on(self.devices[device].store.log_after(self.devices[device].sent, u32::MAX)).expect("the store can be read");
        for row in rows {
            self.devices[device].sent = row.seq;
            let change = codec::decode(&row.change).expect("the log holds changes");
            let own = self
                .replicas
                .iter()
                .zip(&self.home)
                .any(|(replica, home)| *home == device && replica.actor == change.actor);
            if !own {
                ensure(self.bytes[&change.id()] == row.change, Invariant::Forwarding, || {
                    format!("{:?} is kept with other bytes", change.id())
                })?;
                continue;
            }
            let tie = self
                .registry
                .values()
                .any(|known| known.change.hlc == change.hlc && known.change.actor != change.actor);
            if tie {
                self.meet("tie");
            }
            self.bytes.insert(change.id(), row.change);
            for other in (0..self.devices.len()).filter(|other| *other != device) {
                if self.random.chance(self.plan.loss) {
                    self.meet("lost");
                    continue;
                }
                self.devices[other].coming.push(change.id());
                if self.random.chance(self.plan.duplicates) {
                    self.devices[other].coming.push(change.id());
                    self.meet("duplicate");
                }
            }
        }
        Ok(())
    }

    fn deliver(&mut self, replica: usize) -> Checked {
        let device = self.home[replica];
        if self.devices[device].coming.is_empty() {
            return if self.random.chance(30) { self.ask(replica) } else { Ok(()) };
        }
        let waiting = self.devices[device].coming.len();
        let place = if self.random.chance(self.plan.disorder) {
            self.random.below(waiting)
        } else {
            0
        };
        if place > 0 {
            self.meet("reordered");
        }
        let id = self.devices[device].coming.remove(place);
        self.arrive(replica, id)
    }

    fn arrive(&mut self, replica: usize, id: ChangeId) -> Checked {
        let now = self.now(replica);
        let known = self.registry[&id].clone();
        // Tabs share a log, and a change may only stand in it behind what it depends on: what comes too early is asked for later.
        if self.replicas[replica].is_shared() && !self.replicas[replica].reference.is_ready(&known) {
            return Ok(());
        }
        let held = self.replicas[replica].reference.waiting().len();
        let losers = self.replicas[replica].journaled();
        let behind = self.replicas[replica]
            .reference
            .changes()
            .next_back()
            .is_some_and(|(_, newest)| newest.change.stamp() > known.change.stamp());
        self.replicas[replica].adopt(&self.bytes[&id], &known, now)?;
        if self.replicas[replica].reference.waiting().len() > held {
            self.meet("held back");
        }
        if self.replicas[replica].journaled() > losers {
            self.meet("loser");
        }
        if behind {
            self.meet("behind");
        }
        Ok(())
    }

    /// A change that was sent once is sent again, whether it arrived or not.
    fn deliver_again(&mut self, replica: usize) -> Checked {
        let mut ids = self.bytes.keys().copied().collect::<Vec<_>>();
        if ids.is_empty() {
            return Ok(());
        }
        ids.sort_unstable();
        let id = *self.random.pick(&ids);
        self.meet("duplicate");
        self.arrive(replica, id)
    }

    /// Asks some device for everything that it has and we have not.
    fn ask(&mut self, replica: usize) -> Checked {
        let from = self.random.below(self.devices.len());
        let there = durable(&self.devices[from].store, &self.registry);
        let mut missing = missing(&there, &self.replicas[replica].reference);
        self.random.shuffle(&mut missing);
        missing.into_iter().try_for_each(|id| self.arrive(replica, id))
    }

    fn catch_up(&mut self, replica: usize) -> Checked {
        let now = self.now(replica);
        self.replicas[replica].catch_up(now, &self.registry)
    }

    fn checkpoint(&mut self, replica: usize) -> Checked {
        if self.random.chance(80) {
            self.keep(replica)?;
        }
        self.catch_up(replica)?;
        let now = self.now(replica);
        let this = &self.replicas[replica];
        if block_on(drive::checkpoint(&this.session, &this.store, now)).expect("a working store takes a checkpoint") {
            self.meet("checkpoint");
            self.replicas[replica].rebuilds(&self.registry)?;
        }
        Ok(())
    }

    fn rebuild(&mut self, replica: usize) -> Checked {
        self.meet("rebuild");
        self.replicas[replica].rebuilds(&self.registry)
    }

    fn crash(&mut self, replica: usize) -> Checked {
        self.meet("crash");
        self.replicas[replica].restart(&self.registry)
    }

    fn restart(&mut self, replica: usize) -> Checked {
        self.meet("restart");
        self.keep(replica)?;
        self.replicas[replica].restart(&self.registry)
    }

    fn revert(&mut self, replica: usize) -> Checked {
        let verb = if self.random.chance(60) { Verb::Undo } else { Verb::Redo };
        for _ in 0..self.random.between(1, 3) {
            let (now, group) = (self.now(replica), RecordId(u128::from(self.random.next())));
            match undoing::revert(&mut self.replicas[replica], verb, group, now, &mut self.registry)? {
                None => break,
                Some(skipped) => {
                    self.meet(if verb == Verb::Undo { "undo" } else { "redo" });
                    if skipped > 0 {
                        self.meet("undo left alone");
                    }
                }
            }
        }
        Ok(())
    }

    /// Everything is kept and delivered; then all replicas are the same.
    fn heal(&mut self) -> Checked {
        for replica in 0..self.replicas.len() {
            self.keep(replica)?;
        }
        for replica in 0..self.replicas.len() {
            self.catch_up(replica)?;
            for from in 0..self.devices.len() {
                let there = durable(&self.devices[from].store, &self.registry);
                let mut missing = missing(&there, &self.replicas[replica].reference);
                if !self.replicas[replica].is_shared() {
                    self.random.shuffle(&mut missing);
                }
                missing.into_iter().try_for_each(|id| self.arrive(replica, id))?;
            }
            self.keep(replica)?;
        }
        for replica in 0..self.replicas.len() {
            self.catch_up(replica)?;
            self.replicas[replica].check_all()?;
            // Tabs share one log.
            if self.home[..replica].contains(&self.home[replica]) {
                continue;
            }
            self.replicas[replica].rebuilds(&self.registry)?;
        }
        let digest = |replica: &Replica| replica.session.borrow().workspace.digest();
        let first = &self.replicas[0];
        for other in &self.replicas[1..] {
            ensure(first.reference.vector == other.reference.vector, Invariant::Convergence, || {
                "not everything was delivered".to_owned()
            })?;
            ensure(digest(first) == digest(other), Invariant::Convergence, || {
                format!("{:?} and {:?} differ", first.actor, other.actor)
            })?;
        }
        Ok(())
    }
}

/// Changes that one has and the other has not.
fn missing(there: &Reference, here: &Reference) -> Vec<ChangeId> {
    let new = there
        .changes()
        .map(|(_, known)| known.change.id())
        .filter(|&id| !crate::reference::has(&here.vector, id));
    new.collect()
}
