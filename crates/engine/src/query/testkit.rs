//! Small workspaces for tests, made of changes as the product makes them.

use bridge::Cell;
use model::field::ObjectDef;
use model::{ActorId, Address, Currency, FieldDef, FieldKind, Intent, Life, Money, Op, PersonName, RecordId, Value, Zone};
use proptest::prelude::*;

use crate::computed::{Computed, Moment};
use crate::custom::custom_key;
use crate::query::filter::Kept;
use crate::query::indexes::Indexes;
use crate::reader::Reader;
use crate::table::{Effect, Table};
use crate::workspace::Workspace;

/// Sunday, 22 November 2026.
pub(crate) const TODAY: i32 = 20_779;

/// A workspace with what queries need beside it.
pub(crate) struct World {
    pub(crate) workspace: Workspace,
    pub(crate) computed: Computed,
    pub(crate) moment: Moment,
    pub(crate) indexes: Indexes,
    /// Filters that follow changes.
    pub(crate) kept: Vec<Kept>,
    /// Chooses the fields that random writes and questions are about; all when empty.
    pub(crate) focus: Vec<u8>,
}

/// An hour east of Greenwich, all the time.
static EAST: Zone = Zone::fixed(60);

impl World {
    pub(crate) fn new() -> Self {
        let now_millis = i64::from(TODAY) * 86_400_000 + 12 * 3_600_000;
        Self {
            workspace: Workspace::new(ActorId(1)),
            computed: Computed::default(),
            moment: Moment {
                now_millis,
                today: TODAY,
                zone: &EAST,
                week_starts_on: 0,
                base: Currency::EUR,
            },
            indexes: Indexes::new(),
            kept: Vec::new(),
            focus: Vec::new(),
        }
    }

    /// A world whose contacts have a custom field of every kind that built-in ones lack, and some rates.
    pub(crate) fn of_every_kind() -> Self {
        let mut world = Self::new();
        let kinds = [
            FieldKind::Integer,
            FieldKind::Number,
            FieldKind::Money,
            FieldKind::DateTime,
            FieldKind::Duration,
            FieldKind::Boolean,
            FieldKind::Rating,
        ];
        let mut ops = kinds
            .into_iter()
            .zip(0x1_0000u128..)
            .flat_map(|(kind, n)| field_ops("contact", n, kind, None))
            .collect::<Vec<_>>();
        ops.extend(field_ops("contact", 0x2_0000, FieldKind::Choices, None));
        ops.extend(field_ops("deal", 0x2_0001, FieldKind::References, Some("contact")));
        for (currency, rate) in [("USD", 0.8), ("JPY", 0.005)] {
            let id = RecordId::v5("rate", currency);
            ops.push(set_op("rate", id, "currency", Value::from(currency)));
            ops.push(set_op("rate", id, "rate", Value::Number(rate)));
        }
        world.commit(ops);
        world
    }

    pub(crate) fn custom_field(&mut self, object: &str, n: u128, kind: FieldKind, target: Option<&str>) -> String {
        self.commit(field_ops(object, n, kind, target));
        custom_key(RecordId(n))
    }

    pub(crate) fn commit(&mut self, ops: Vec<Op>) -> Vec<Effect> {
        let effects = self
            .workspace
            .commit(Intent::default(), ops, self.moment.now_millis as u64)
            .outcome
            .effects;
        self.indexes.note(&self.workspace, &effects);
        for kept in &mut self.kept {
            kept.note(&self.workspace, self.computed.links(), &effects);
        }
        self.computed.note(&self.workspace, &effects);
        effects
    }

    pub(crate) fn set(&mut self, object: &str, record: RecordId, field: &str, value: impl Into<Option<Value>>) -> Vec<Effect> {
        self.commit(vec![set_op(object, record, field, value)])
    }

    pub(crate) fn element(&mut self, object: &str, record: RecordId, field: &str, element: Value, present: bool) -> Vec<Effect> {
        self.commit(vec![Op::Element {
            object: object.into(),
            field: field.into(),
            element,
            present,
            records: vec![record],
        }])
    }

    pub(crate) fn life(&mut self, object: &str, record: RecordId, life: Life) -> Vec<Effect> {
        self.commit(vec![Op::Life {
            object: object.into(),
            life,
            records: vec![record],
        }])
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader {
            workspace: &self.workspace,
            computed: &self.computed,
            moment: self.moment,
        }
    }

    pub(crate) fn table(&self, object: &str) -> &Table {
        self.workspace.table(object).unwrap()
    }

    pub(crate) fn row(&self, object: &str, record: RecordId) -> u32 {
        crate::query::find::row(self.workspace.handles(), self.table(object), record).unwrap()
    }

    pub(crate) fn object(&self, object: &str) -> &ObjectDef {
        self.workspace.schema().object(object).unwrap()
    }

    /// The value of a stored field: further ones behind the primary one.
    pub(crate) fn value(&self, object: &str, row: u32, field: &str) -> Option<Value> {
        let table = self.table(object);
        table.value(row, table.field(field).unwrap(), self.workspace.handles())
    }
}

fn set_op(object: &str, record: RecordId, field: &str, value: impl Into<Option<Value>>) -> Op {
    Op::Set {
        object: object.into(),
        record,
        field: field.into(),
        value: value.into(),
    }
}

fn field_ops(object: &str, n: u128, kind: FieldKind, target: Option<&str>) -> Vec<Op> {
    let set = |field: &str, value: Value| set_op("field", RecordId(n), field, value);
    let mut ops = vec![
        set("label", Value::Text(format!("Own {}", kind.key()))),
        set("object", Value::from(object)),
        set("kind", Value::from(kind.key())),
    ];
    ops.extend(target.map(|target| set("target", Value::from(target))));
    ops
}

/// The `n`th record of an object.
pub(crate) fn id(object: &str, n: u8) -> RecordId {
    RecordId::v5(object, &n.to_string())
}

/// A value of a small pool, so that random data and random questions often meet.
pub(crate) fn pooled(field: &FieldDef, n: u8) -> Value {
    let pick = |pool: &[&str]| pool[usize::from(n) % pool.len()].to_owned();
    match field.kind {
        FieldKind::Text | FieldKind::LongText => Value::Text(pick(&[
            "Ärger",
            "arger",
            "Arger 10",
            "Arger 9",
            "b",
            "ab",
            "Zürich, nord",
            "ÄB",
            "ab\nc",
            "数据",
        ])),
        FieldKind::Email => Value::Text(pick(&["ab@example.org", "AB@example.org", "b@x.net", "zoe.arger@b.de", "a@a.aa"])),
        FieldKind::Phone => Value::Text(pick(&["+4930123456", "+49301234", "030123456", "112", "+3120555"])),
        FieldKind::Url => Value::Text(pick(&["https://ab.example", "https://b.example/ä"])),
        FieldKind::Integer | FieldKind::Duration => Value::Int([0, 1, 2, -5, 90, i64::MAX, i64::MIN + 1][usize::from(n) % 7]),
        FieldKind::Rating => Value::Int(i64::from(n % 6)),
        FieldKind::Number | FieldKind::Percent => Value::Number([0.0, -0.0, 1.0, 1.5, -5.0, 1e9, 100.0][usize::from(n) % 7]),
        FieldKind::Money => {
            let minor = [0, 100, 125, 10_000, -100, i64::MAX][usize::from(n) % 6];
            let currency = ["EUR", "USD", "JPY", "CHF"][usize::from(n / 6) % 4];
            Value::Money(Money::new(minor, currency.parse().unwrap()))
        }
        FieldKind::Date => Value::Date(TODAY + [0, -1, 1, -6, -7, 8, -30, -31, -92, 40, -365][usize::from(n) % 11]),
        FieldKind::DateTime => {
            let day = i64::from(TODAY + [0, -1, 1, -6, -7, 8, -31][usize::from(n) % 7]);
            Value::Time(day * 86_400_000 + [0, -3_600_000, -3_600_001, 43_200_000, 82_800_000][usize::from(n / 7) % 5])
        }
        FieldKind::Boolean => Value::Bool(n.is_multiple_of(2)),
        FieldKind::Choice | FieldKind::Choices => {
            let options = field
                .options
                .iter()
                .map(|option| option.key.clone())
                .chain(field.open.then(|| vec!["wild".into(), "Ample".into()]).into_iter().flatten());
            let options = options.collect::<Vec<_>>();
            options
                .get(usize::from(n) % options.len().max(1))
                .map_or(Value::Text("none".into()), |option| Value::Text(option.clone()))
        }
        FieldKind::PersonName => {
            let given = pick(&["Zoë", "zoe", "Ab", ""]);
            let family = ["Ärger", "b", "Zz"][usize::from(n / 4) % 3].to_owned();
            Value::Name(PersonName { given, family })
        }
        FieldKind::Address => {
            let city = pick(&["Zürich", "Ab", "Bonn"]);
            Value::Address(Box::new(Address {
                street: "Am Ring 1\nHof".into(),
                city,
                postal_code: format!("0{n}"),
                ..Address::default()
            }))
        }
        FieldKind::Reference | FieldKind::References => Value::Ref(id(field.target.as_deref().unwrap(), n % 6)),
    }
}

/// One random write. Numbers are reduced to what there is, so that every combination means something.
#[derive(Clone, Debug)]
pub(crate) struct Write {
    object: usize,
    record: u8,
    field: usize,
    value: u8,
    kind: u8,
}

pub(crate) const OBJECTS: [&str; 3] = ["contact", "company", "deal"];

pub(crate) fn writes(count: usize) -> impl Strategy<Value = Vec<Write>> {
    let write = (0..3usize, 0..6u8, 0..60usize, 0..60u8, 0..20u8);
    prop::collection::vec(
        write.prop_map(|(object, record, field, value, kind)| Write {
            object,
            record,
            field,
            value,
            kind,
        }),
        0..count,
    )
}

/// Numbers that choose a few fields, so that what is written and what is asked meet.
pub(crate) fn focus() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 1..4)
}

impl World {
    /// Fields of an object that random writes and questions are about: references between the objects, and those in focus.
    pub(crate) fn fields(&self, object: &str) -> Vec<FieldDef> {
        let stored = self
            .object(object)
            .fields
            .iter()
            .filter(|field| field.computed.is_none())
            .cloned()
            .collect::<Vec<_>>();
        let in_focus = |index: usize| self.focus.iter().any(|&number| usize::from(number) % stored.len() == index);
        let is_link = |field: &FieldDef| field.target.as_deref().is_some_and(|target| OBJECTS.contains(&target));
        let kept = stored
            .iter()
            .enumerate()
            .filter(|(index, field)| self.focus.is_empty() || in_focus(*index) || is_link(field));
        kept.map(|(_, field)| field.clone()).collect()
    }

    pub(crate) fn write(&mut self, write: &Write) -> Vec<Effect> {
        let object = OBJECTS[write.object];
        let record = id(object, write.record);
        let fields = self.fields(object);
        let field = &fields[write.field % fields.len()];
        let key = field.key.to_string();
        let value = pooled(field, write.value);
        match write.kind {
            0 | 1 => self.life(object, record, Life::Trashed),
            2 => self.life(object, record, Life::Alive),
            3 => self.set(object, record, &key, None),
            4..=6 if field.has_elements() => {
                // Further addresses are kept as text: sets hold words.
                let element = if let Value::Address(address) = &value {
                    Value::Text(address.to_parts())
                } else {
                    value
                };
                self.element(object, record, &key, element, write.kind != 6)
            }
            _ if field.kind.is_set() => self.element(object, record, &key, value, true),
            _ => self.set(object, record, &key, value),
        }
    }
}

/// The amount of a cell, for short assertions.
pub(crate) fn minor(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Money(money) => Some(money.minor),
        _ => None,
    }
}
