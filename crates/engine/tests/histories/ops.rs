//! Random ops over every kind of op, field and value, on few records, so that writes meet.

use model::kind::Storage;
use model::{Address, Block, Currency, FieldKey, FieldKind, Life, Money, ObjectKey, Op, PersonName, RecordId, Value};

use crate::random::Random;
use crate::reference::{Rule, SCHEMA, rule};

/// What the writers of one history write about.
pub struct Topic {
    objects: Vec<Subject>,
    /// Records that anything may refer to.
    referred: Vec<RecordId>,
    next_record: u64,
    /// Most ops of one change.
    most_ops: usize,
}

struct Subject {
    object: ObjectKey,
    fields: Vec<FieldKey>,
    records: Vec<RecordId>,
}

/// Objects of every kind of storage, and one that nobody knows.
const OBJECTS: [(u32, &str); 8] = [
    (10, "contact"),
    (5, "deal"),
    (2, "ticket"),
    (2, "order"),
    (2, "line"),
    (2, "view"),
    (1, "campaign"),
    (2, "widget"),
];

/// Fields that nobody knows: of a newer version, or of one that was removed.
const UNKNOWN: [&str; 2] = ["from-tomorrow", "x-unknown"];

impl Topic {
    pub fn new(random: &mut Random) -> Self {
        let mut topic = Topic {
            objects: Vec::new(),
            referred: vec![RecordId(7)],
            next_record: 1,
            most_ops: random.between(1, 3),
        };
        for _ in 0..random.between(1, 2) {
            let object = random.weighted(&OBJECTS);
            if topic.objects.iter().any(|known| *known.object == *object) {
                continue;
            }
            let mut subject = Subject {
                object: object.into(),
                fields: fields(object, random),
                records: Vec::new(),
            };
            for _ in 0..random.between(1, 4) {
                subject.records.push(topic.new_record(random));
            }
            topic.objects.push(subject);
        }
        topic
    }

    fn new_record(&mut self, random: &mut Random) -> RecordId {
        self.next_record += 1;
        let record = RecordId::v7(self.next_record, u128::from(random.next()));
        self.referred.push(record);
        record
    }

    /// The ops of one intent.
    pub fn intent(&mut self, random: &mut Random) -> Vec<Op> {
        (0..random.between(1, self.most_ops)).map(|_| self.op(random)).collect()
    }

    fn op(&mut self, random: &mut Random) -> Op {
        let subject = random.below(self.objects.len());
        let field = self.field(subject, random);
        let object = self.objects[subject].object.clone();
        match random.weighted(&[(34, 0), (14, 1), (14, 2), (6, 3), (10, 4), (1, 5), (2, 6)]) {
            0 => {
                let value = if random.chance(15) {
                    None
                } else {
                    Some(self.value(&object, &field, random))
                };
                Op::Set {
                    object,
                    record: self.record(subject, random),
                    field,
                    value,
                }
            }
            1 => self.element(subject, random),
            2 => self.rows(subject, random),
            3 => Op::Clear {
                object,
                field,
                records: self.records(subject, random),
            },
            4 => {
                let life = random.weighted(&[(5, Life::Trashed), (5, Life::Alive), (1, Life::Retracted)]);
                Op::Life {
                    object,
                    life,
                    records: self.records(subject, random),
                }
            }
            5 => Op::Purge {
                object,
                records: vec![self.record(subject, random)],
            },
            // Tag 3 is that of rows, with a payload that cannot be one.
            _ => Op::Unknown {
                tag: random.weighted(&[(3, 200), (1, 3)]),
                bytes: vec![0xff; random.between(1, 9)],
            },
        }
    }

    fn field(&self, subject: usize, random: &mut Random) -> FieldKey {
        random.pick(&self.objects[subject].fields).clone()
    }

    fn record(&mut self, subject: usize, random: &mut Random) -> RecordId {
        if self.objects[subject].records.len() < 8 && random.chance(6) {
            let record = self.new_record(random);
            self.objects[subject].records.push(record);
        }
        // Files can say anything, even that two objects have a record of the same id.
        let of = if random.chance(2) {
            random.below(self.objects.len())
        } else {
            subject
        };
        *random.pick(&self.objects[of].records)
    }

    fn records(&mut self, subject: usize, random: &mut Random) -> Vec<RecordId> {
        (0..random.between(1, 3)).map(|_| self.record(subject, random)).collect()
    }

    fn element(&mut self, subject: usize, random: &mut Random) -> Op {
        let object = self.objects[subject].object.clone();
        let sets = self.objects[subject]
            .fields
            .iter()
            .filter(|field| rule(&object, field).1)
            .cloned()
            .collect::<Vec<_>>();
        // Now and then a field that is no set: the op has no effect but to say that the record exists.
        let field = if sets.is_empty() || random.chance(5) {
            self.field(subject, random)
        } else {
            random.pick(&sets).clone()
        };
        let kind = SCHEMA.field(&object, field.trim_end_matches('+')).map(|field| field.kind);
        let element = self.value_of(kind.unwrap_or(FieldKind::Text), random);
        Op::Element {
            object,
            field,
            element,
            present: random.chance(60),
            records: self.records(subject, random),
        }
    }

    /// A block of several records: new ones, old ones, or both.
    fn rows(&mut self, subject: usize, random: &mut Random) -> Op {
        let object = self.objects[subject].object.clone();
        let count = random.between(1, 4);
        let all_new = random.chance(40) && self.objects[subject].records.len() < 8;
        let records = if all_new {
            let records = (0..count).map(|_| self.new_record(random)).collect::<Vec<_>>();
            self.objects[subject].records.extend(&records);
            records
        } else {
            (0..count).map(|_| self.record(subject, random)).collect()
        };
        let columns = (0..random.between(0, 3)).map(|_| {
            let field = self.field(subject, random);
            let block = self.block(&object, &field, count, random);
            (field, block)
        });
        Op::Rows {
            columns: columns.collect(),
            object,
            records,
        }
    }

    fn block(&self, object: &str, field: &str, count: usize, random: &mut Random) -> Block {
        let known = match rule(object, field).0 {
            Rule::Register(kind) => Some(kind),
            Rule::Consent => Some(FieldKind::Choice),
            _ => None,
        };
        let kind = known
            .filter(|_| !random.chance(4))
            .unwrap_or_else(|| *random.pick(&[FieldKind::Text, FieldKind::Integer, FieldKind::Choice]));
        let mut block = Block::new(kind.storage()).unwrap_or(Block::Int(Vec::new()));
        for _ in 0..count {
            if random.chance(25) {
                block.push_empty();
            } else if known.is_some() && kind.storage() == Storage::Word {
                block.push(&self.value(object, field, random));
            } else {
                block.push(&self.value_of(kind, random));
            }
        }
        block
    }

    /// A value for a register: of its kind, but now and then of none.
    fn value(&self, object: &str, field: &str, random: &mut Random) -> Value {
        match rule(object, field).0 {
            _ if random.chance(2) => Value::List(Vec::new()),
            Rule::Consent => (*random.pick(&["yes", "no", "no", "perhaps"])).into(),
            Rule::Register(kind) => self.value_of(kind, random),
            _ => self.value_of(*random.pick(&[FieldKind::Text, FieldKind::Integer, FieldKind::Money]), random),
        }
    }

    /// One of few values of a kind, so that equal ones meet.
    fn value_of(&self, kind: FieldKind, random: &mut Random) -> Value {
        let number = random.below(3) as i64;
        let text = (*random.pick(&["a", "b", "Zoë 🦀", ""])).to_owned();
        match kind {
            FieldKind::PersonName => Value::Name(PersonName {
                given: text,
                family: "Berg".to_owned(),
            }),
            FieldKind::Address => Value::Address(Box::new(Address {
                city: text,
                ..Address::default()
            })),
            FieldKind::Integer | FieldKind::Duration | FieldKind::Rating => {
                Value::Int(if random.chance(5) { i64::MAX } else { number - 1 })
            }
            FieldKind::Number | FieldKind::Percent => Value::Number([0.5, -0.0, 1e300][number as usize]),
            FieldKind::Money => Value::Money(Money {
                minor: number - 1,
                currency: *random.pick(&[Currency::EUR, Currency::USD]),
            }),
            FieldKind::Date => Value::Date([-3, 0, 20_000][number as usize]),
            FieldKind::DateTime => Value::Time(number * 1_000 - 500),
            FieldKind::Boolean => Value::Bool(number > 0),
            FieldKind::Reference | FieldKind::References => Value::Ref(*random.pick(&self.referred)),
            _ if random.chance(3) => Value::Text("long ".repeat(random.between(1, 80))),
            _ => Value::Text(text),
        }
    }
}

/// Few fields of an object: those with rules of their own first, then some of any kind, then one that nobody knows.
fn fields(object: &str, random: &mut Random) -> Vec<FieldKey> {
    let mut fields: Vec<FieldKey> = vec![(*random.pick(&UNKNOWN)).into()];
    let Some(definition) = SCHEMA.object(object) else {
        return UNKNOWN.map(FieldKey::from).to_vec();
    };
    for field in &definition.fields {
        let weight = match rule(object, &field.key) {
            (Rule::Consent, _) => 70,
            (Rule::Computed, _) => 1,
            (_, true) => 50,
            _ => 15,
        };
        if random.chance(weight) {
            if field.multi && random.chance(5) {
                fields.push(format!("{}+", field.key).into());
            }
            fields.push(field.key.clone());
        }
    }
    if fields.len() < 3 {
        fields.extend(definition.fields.iter().take(3).map(|field| field.key.clone()));
    }
    fields
}
