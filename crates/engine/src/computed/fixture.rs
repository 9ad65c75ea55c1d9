//! A small workspace for tests, written to and read from in few words.

use model::{ActorId, Currency, Intent, Life, Money, Op, RecordId, Value};

use super::{Computed, Moment, Rates};
use crate::columns::Column;
use crate::reader::Reader;
use crate::workspace::Workspace;

/// The day of the tests: 4 October 2024.
pub(crate) const TODAY: i32 = 20_000;
/// Noon of that day, in UTC milliseconds.
pub(crate) const NOW: i64 = TODAY as i64 * 86_400_000 + 43_200_000;
const HOUR: i64 = 3_600_000;

/// A workspace with its computed fields, noted after every change.
pub(crate) struct Fixture {
    pub(crate) workspace: Workspace,
    pub(crate) computed: Computed,
    pub(crate) moment: Moment,
    /// Whether changes are noted.
    pub(crate) notes: bool,
    made: u128,
}

/// Noon of the day that is so many days from today.
pub(crate) fn noon(days: i32) -> Value {
    Value::Time(NOW + i64::from(days) * 24 * HOUR)
}

/// The day that is so many days from today.
pub(crate) fn day(days: i32) -> Value {
    Value::Date(TODAY + days)
}

/// An amount in euro cents.
pub(crate) fn eur(minor: i64) -> Value {
    Value::Money(Money::new(minor, Currency::EUR))
}

impl Fixture {
    pub(crate) fn new() -> Self {
        let moment = Moment {
            now_millis: NOW,
            today: TODAY,
            zone: &model::zone::UTC,
            week_starts_on: 0,
            base: Currency::EUR,
        };
        Self {
            workspace: Workspace::new(ActorId::new(7, 0)),
            computed: Computed::default(),
            moment,
            notes: true,
            made: 0,
        }
    }

    /// An id that nobody has yet, of a record made a year ago.
    pub(crate) fn id(&mut self) -> RecordId {
        self.made += 1;
        RecordId::v7((NOW - 365 * 24 * HOUR) as u64, self.made)
    }

    pub(crate) fn apply(&mut self, ops: Vec<Op>) {
        let committed = self.workspace.commit(Intent::default(), ops, self.moment.now_millis as u64);
        if self.notes {
            self.computed.note(&self.workspace, &committed.outcome.effects);
        }
    }

    pub(crate) fn make_as(&mut self, object: &str, record: RecordId, fields: &[(&str, Value)]) -> RecordId {
        let mut ops = Vec::new();
        for (field, value) in fields {
            for (index, value) in value.elements().iter().enumerate() {
                let (object, field, value) = (object.into(), (*field).into(), value.clone());
                ops.push(match index {
                    0 => Op::Set {
                        object,
                        record,
                        field,
                        value: Some(value),
                    },
                    _ => Op::Element {
                        object,
                        field,
                        element: value,
                        present: true,
                        records: vec![record],
                    },
                });
            }
        }
        if ops.is_empty() {
            ops.push(Op::Set {
                object: object.into(),
                record,
                field: "sample".into(),
                value: None,
            });
        }
        self.apply(ops);
        record
    }

    /// A record of these fields; further values of a field stand in a list behind the primary one.
    pub(crate) fn make(&mut self, object: &str, fields: &[(&str, Value)]) -> RecordId {
        let record = self.id();
        self.make_as(object, record, fields)
    }

    pub(crate) fn set(&mut self, object: &str, record: RecordId, field: &str, value: Option<Value>) {
        self.apply(vec![Op::Set {
            object: object.into(),
            record,
            field: field.into(),
            value,
        }]);
    }

    pub(crate) fn element(&mut self, object: &str, record: RecordId, field: &str, element: Value, present: bool) {
        self.apply(vec![Op::Element {
            object: object.into(),
            field: field.into(),
            element,
            present,
            records: vec![record],
        }]);
    }

    pub(crate) fn life(&mut self, object: &str, record: RecordId, life: Life) {
        self.apply(vec![Op::Life {
            object: object.into(),
            life,
            records: vec![record],
        }]);
    }

    pub(crate) fn trash(&mut self, object: &str, record: RecordId) {
        self.life(object, record, Life::Trashed);
    }

    pub(crate) fn restore(&mut self, object: &str, record: RecordId) {
        self.life(object, record, Life::Alive);
    }

    pub(crate) fn purge(&mut self, object: &str, record: RecordId) {
        self.apply(vec![Op::Purge {
            object: object.into(),
            records: vec![record],
        }]);
    }

    pub(crate) fn rate(&mut self, currency: &str, rate: f64, day: Option<i32>) -> RecordId {
        let mut fields = vec![("currency", Value::from(currency)), ("rate", Value::Number(rate))];
        fields.extend(day.map(|day| ("day", Value::Date(day))));
        self.make("rate", &fields)
    }

    pub(crate) fn rates(&self) -> Rates {
        Rates::of(&self.workspace, self.moment)
    }

    /// A pipeline with stages named and outcomed `open` (40 %, quiet after 10 days), `won` and `lost`.
    pub(crate) fn stages(&mut self) -> [RecordId; 3] {
        let pipeline = self.make("pipeline", &[("name", "Sales".into())]);
        ["open", "won", "lost"].map(|outcome| {
            let mut fields = vec![("name", outcome.into()), ("outcome", outcome.into()), ("pipeline", pipeline.into())];
            if outcome == "open" {
                fields.extend([("probability", Value::Number(40.0)), ("rotting_days", Value::Int(10))]);
            }
            self.make("stage", &fields)
        })
    }

    /// Handle of a record.
    pub(crate) fn handle(&mut self, record: RecordId) -> u32 {
        let (table, row) = self.workspace.find(record).expect("a record of the test");
        self.workspace.tables()[usize::from(table)].handle(row)
    }

    /// Row of a record.
    pub(crate) fn row(&mut self, record: RecordId) -> u32 {
        self.workspace.find(record).expect("a record of the test").1
    }

    fn field(&self, object: &str, field: &str) -> (u16, u16) {
        let table = self.workspace.table(object).expect("an object of the test");
        (table.number, table.field(field).expect("a field of the test"))
    }

    /// Brings a field up to date and reads it.
    pub(crate) fn get(&mut self, object: &str, record: RecordId, field: &str) -> Option<Value> {
        let key = self.field(object, field);
        self.computed.refresh(&self.workspace, &[key], self.moment);
        let row = self.row(record);
        let reader = self.reader();
        reader.value(&reader.workspace.tables()[usize::from(key.0)], row, key.1)
    }

    /// Brings a field up to date and gives its column.
    pub(crate) fn column(&mut self, object: &str, field: &str) -> &Column {
        let key = self.field(object, field);
        self.computed.refresh(&self.workspace, &[key], self.moment);
        self.computed.column(key.0, key.1).expect("a refreshed column")
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader {
            workspace: &self.workspace,
            computed: &self.computed,
            moment: self.moment,
        }
    }

    pub(crate) fn is_overflow(&mut self, object: &str, record: RecordId, field: &str) -> bool {
        let (table, field) = self.field(object, field);
        let row = self.row(record);
        self.computed.is_overflow(table, field, row)
    }
}
