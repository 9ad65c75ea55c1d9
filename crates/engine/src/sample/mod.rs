//! Sample data: a seeded generator of a business with two years of history.
//!
//! The same seed, size and day give the same records, ids included. Every record carries the flag `sample`, so that removing
//! the sample data touches nothing else. The generator writes column blocks, so it also serves as the load of the benchmarks.

mod outcomes;
mod people;
mod persona;
mod random;
mod sales;
mod service;
mod words;

use model::schema::SAMPLE;
use model::{Block, Currency, FieldKey, Life, Money, ObjectKey, Op, RecordId, Schema, Value};

use crate::table::Table;
use crate::workspace::Workspace;
pub use persona::Persona;
use random::Random;

/// What is generated.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Plan {
    /// Whose business it is.
    pub persona: &'static Persona,
    /// The seed.
    pub seed: u64,
    /// How many contacts; everything else follows from it.
    pub contacts: u32,
    /// Activities per contact, in tenths: 40 is four each.
    pub activities_tenths: u32,
    /// The last day of the history, in days since the epoch.
    pub today: i32,
    /// What everything costs is in it.
    pub currency: Currency,
}

impl Plan {
    /// The workspace of an agency, as a person would like to look at it.
    #[must_use]
    pub fn new(seed: u64, contacts: u32, today: i32, currency: Currency) -> Self {
        Self {
            persona: bridge::command::Persona::Agency.into(),
            seed,
            contacts,
            activities_tenths: 40,
            today,
            currency,
        }
    }

    /// The same of another business.
    #[must_use]
    pub fn of(self, persona: bridge::command::Persona) -> Self {
        Self {
            persona: persona.into(),
            ..self
        }
    }

    /// An amount given in hundredths of the currency's unit.
    fn money(&self, hundredths: i64) -> Money {
        Money::new(hundredths * self.currency.minor_per_major() / 100, self.currency)
    }
}

const DAY_MILLIS: i64 = 86_400_000;
/// Rows per op: a change of one is a log row of a few hundred kilobytes.
const CHUNK: usize = 4_096;

/// Everything generated, as ops in the order in which records refer to each other. Each inner list is meant as one change.
#[must_use]
pub fn generate(schema: &Schema, plan: Plan) -> Vec<Vec<Op>> {
    let mut random = Random::new(plan.seed);
    let mut sheets = Sheets {
        schema,
        plan,
        changes: Vec::new(),
    };
    let team = people::team(&mut sheets, &mut random);
    let pipelines = sales::pipeline(&mut sheets);
    let companies = people::companies(&mut sheets, &mut random, &team);
    let contacts = people::contacts(&mut sheets, &mut random, &team, &companies);
    let products = sales::products(&mut sheets, &mut random);
    let deals = sales::deals(&mut sheets, &mut random, &contacts, &products, &pipelines);
    let contacts = sales::orders(&mut sheets, &mut random, contacts, &products);
    let tickets = service::tickets(&mut sheets, &mut random, &team, &contacts);
    service::activities(&mut sheets, &mut random, &team, &contacts, &deals);
    service::tasks(&mut sheets, &mut random, &team, &contacts, &deals, &tickets);
    sheets.changes
}

/// Ops that take the sample data away and nothing else: records whose flag still stands are retracted, where redo can find them.
#[must_use]
pub fn removal(workspace: &Workspace) -> Vec<Op> {
    let retract = |(object, records)| Op::Life {
        object,
        life: Life::Retracted,
        records,
    };
    flagged(workspace).into_iter().map(retract).collect()
}

/// Ops that make the sample data the person's own: its records stay, without the flag.
#[must_use]
pub fn adoption(workspace: &Workspace) -> Vec<Op> {
    let clear = |(object, records)| Op::Clear {
        object,
        field: SAMPLE.into(),
        records,
    };
    flagged(workspace).into_iter().map(clear).collect()
}

/// Ops that bring records of `changes` back that are there and not in use: a sample that is loaded again has the same ids.
#[must_use]
pub fn revival(workspace: &mut Workspace, changes: &[Vec<Op>]) -> Vec<Op> {
    let mut gone: Vec<(ObjectKey, Vec<RecordId>)> = Vec::new();
    for op in changes.iter().flatten() {
        let (Op::Rows { object, .. } | Op::Set { object, .. }) = op else {
            continue;
        };
        let mut waits = |record: &RecordId| {
            let place = workspace.find_in(object, *record);
            place.is_some_and(|(table, row)| !workspace.tables()[usize::from(table)].is_alive(row))
        };
        let records: Vec<RecordId> = op.records().iter().copied().filter(|record| waits(record)).collect();
        if !records.is_empty() {
            gone.push((object.clone(), records));
        }
    }
    let revive = |(object, records)| Op::Life {
        object,
        life: Life::Alive,
        records,
    };
    gone.into_iter().map(revive).collect()
}

/// Records that carry the flag, those in the bin included.
fn flagged(workspace: &Workspace) -> Vec<(ObjectKey, Vec<RecordId>)> {
    let of_table = |table: &Table| {
        let field = table.field(SAMPLE)?;
        let flagged = |row: u32| table.register(row, field, workspace.handles()) == Some(Value::Bool(true));
        let rows = (0..table.len() as u32).filter(|&row| table.life(row) != Life::Retracted && !table.is_purged(row) && flagged(row));
        let records = rows.map(|row| table.id(row, workspace.handles())).collect::<Vec<_>>();
        (!records.is_empty()).then(|| (table.object.clone(), records))
    };
    workspace.tables().iter().filter_map(of_table).collect()
}

/// How many records in use carry the flag.
#[must_use]
pub fn count(workspace: &Workspace) -> u32 {
    let flagged = workspace.tables().iter().filter_map(|table| {
        let field = table.field(SAMPLE)?;
        let rows = table.alive().rows();
        Some(
            rows.filter(|&row| table.register(row, field, workspace.handles()) == Some(Value::Bool(true)))
                .count() as u32,
        )
    });
    flagged.sum()
}

/// A record of the sample with what later records need to know of it.
#[derive(Clone, Copy)]
struct Known {
    id: RecordId,
    /// The company of a contact or deal.
    company: Option<RecordId>,
    /// The contact of a deal.
    contact: Option<RecordId>,
    owner: RecordId,
    /// Day it began.
    day: i32,
    /// Day it ended, for closed deals.
    closed: Option<i32>,
    /// Price in minor units, for products.
    price: i64,
    /// How lively it is, 0 to 1: lively contacts buy and talk more, and lively deals are looked after.
    life: f64,
    /// Whether a contact is or was a customer.
    buys: bool,
    /// What is known of it and speaks for doing business, in log-odds.
    pull: f64,
    /// Whether a contact has reason to complain.
    trouble: bool,
    /// Day on which a customer was gone.
    gone: Option<i32>,
}

impl Known {
    fn new(id: RecordId, owner: RecordId, day: i32) -> Self {
        Self {
            id,
            company: None,
            contact: None,
            owner,
            day,
            closed: None,
            price: 0,
            life: 0.0,
            buys: false,
            pull: 0.0,
            trouble: false,
            gone: None,
        }
    }
}

struct Sheets<'a> {
    schema: &'a Schema,
    plan: Plan,
    changes: Vec<Vec<Op>>,
}

impl Sheets<'_> {
    /// A sheet of an object's fields; the flag is added by itself.
    fn sheet(&self, object: &'static str, fields: &[&str]) -> Sheet {
        let columns = fields.iter().chain(std::iter::once(&SAMPLE)).filter_map(|&field| {
            let storage = self.schema.field(object, field)?.kind.storage();
            Some((FieldKey::from(field), Block::new(storage)?))
        });
        Sheet {
            object,
            records: Vec::new(),
            columns: columns.collect(),
            elements: Vec::new(),
        }
    }

    /// Takes a filled sheet in, cut into changes of bounded size.
    fn take(&mut self, sheet: Sheet) {
        let Sheet {
            object,
            records,
            columns,
            elements,
        } = sheet;
        for (chunk, ids) in records.chunks(CHUNK).enumerate() {
            let keep = chunk * CHUNK..chunk * CHUNK + ids.len();
            let columns = if records.len() <= CHUNK {
                columns.clone()
            } else {
                let mask = (0..records.len()).map(|row| keep.contains(&row)).collect::<Vec<_>>();
                columns.iter().map(|(field, block)| (field.clone(), block.pick(&mask))).collect()
            };
            self.changes.push(vec![Op::Rows {
                object: object.into(),
                records: ids.to_vec(),
                columns,
            }]);
        }
        if let (Some(last), false) = (self.changes.last_mut(), elements.is_empty()) {
            last.extend(elements);
        }
    }

    /// Milliseconds of an hour of a day, UTC.
    fn at(day: i32, hour: i64, minute: i64) -> i64 {
        i64::from(day) * DAY_MILLIS + (hour * 60 + minute) * 60_000
    }
}

/// Records of one object being filled, column by column.
struct Sheet {
    object: &'static str,
    records: Vec<RecordId>,
    columns: Vec<(FieldKey, Block)>,
    elements: Vec<Op>,
}

impl Sheet {
    /// Adds a record made on a day, with values in the order of the sheet's fields.
    fn push(&mut self, day: i32, values: &[Option<Value>], random: &mut Random) -> RecordId {
        let millis = Sheets::at(day, 8 + random.below(9) as i64, random.below(60) as i64).max(0) as u64;
        let id = RecordId::v7(millis, random.wide());
        self.push_with(id, values);
        id
    }

    fn push_with(&mut self, id: RecordId, values: &[Option<Value>]) {
        self.records.push(id);
        let flag = Some(Value::Bool(true));
        for ((_, block), value) in self.columns.iter_mut().zip(values.iter().chain(std::iter::once(&flag))) {
            match value {
                Some(value) => {
                    block.push(value);
                }
                None => block.push_empty(),
            }
        }
    }

    /// Puts a tag on records.
    fn tag(&mut self, word: &str, records: Vec<RecordId>) {
        if records.is_empty() {
            return;
        }
        let tag = RecordId::v5("tag", word);
        let set = |field: &str, value: Value| Op::Set {
            object: "tag".into(),
            record: tag,
            field: field.into(),
            value: Some(value),
        };
        self.elements.push(set("name", Value::from(word)));
        self.elements.push(set(SAMPLE, Value::Bool(true)));
        self.elements.push(Op::Element {
            object: self.object.into(),
            field: "tags".into(),
            element: Value::Ref(tag),
            present: true,
            records,
        });
    }
}

#[cfg(test)]
mod tests {
    use model::{ActorId, Intent};

    use super::*;

    fn loaded(seed: u64) -> Workspace {
        loaded_of(bridge::command::Persona::Agency, seed)
    }

    fn loaded_of(persona: bridge::command::Persona, seed: u64) -> Workspace {
        let mut workspace = Workspace::new(ActorId(1));
        for ops in generate(&Schema::built_in(), Plan::new(seed, 200, 20_000, Currency::EUR).of(persona)) {
            workspace.commit(Intent::default(), ops, 1_000);
        }
        workspace
    }

    #[test]
    fn the_same_seed_gives_the_same_workspace() {
        assert_eq!(loaded(7).digest(), loaded(7).digest());
        assert_ne!(loaded(7).digest(), loaded(8).digest());
    }

    #[test]
    fn every_reference_points_to_a_record_and_every_record_is_flagged() {
        for persona in bridge::command::Persona::ALL {
            references_are_whole(&loaded_of(persona, 1));
        }
    }

    #[test]
    fn every_business_has_open_and_closed_work() {
        for persona in bridge::command::Persona::ALL {
            let workspace = loaded_of(persona, 2);
            for object in ["contact", "deal", "ticket", "order", "task", "activity", "product"] {
                let count = workspace.table(object).unwrap().alive().count();
                assert!(count > 3, "{persona:?} has {count} of {object}");
            }
            let stages = workspace.table("stage").unwrap();
            let outcome = stages.field("outcome").unwrap();
            let outcomes = stages
                .alive()
                .rows()
                .filter_map(|row| stages.text(row, outcome))
                .collect::<Vec<_>>();
            assert!(
                outcomes.contains(&"won") && outcomes.contains(&"lost") && outcomes.contains(&"open"),
                "{persona:?}"
            );
        }
    }

    fn references_are_whole(workspace: &Workspace) {
        let mut references = 0;
        for table in workspace.tables() {
            for row in table.alive().rows() {
                let flag = table.field(SAMPLE).unwrap();
                assert_eq!(
                    table.register(row, flag, workspace.handles()),
                    Some(Value::Bool(true)),
                    "{} has no flag",
                    table.object
                );
                for (number, field) in table.fields().iter().enumerate() {
                    let Some(value) = table.register(row, number as u16, workspace.handles()) else {
                        continue;
                    };
                    for id in value.elements().iter().filter_map(Value::as_ref) {
                        let handle = workspace.handles().clone().find(id).unwrap();
                        assert!(
                            workspace.handles().place(handle).is_some(),
                            "{}.{} dangles",
                            table.object,
                            field.key
                        );
                        references += 1;
                    }
                }
            }
        }
        assert!(references > 1_000);
    }

    #[test]
    fn nothing_lies_in_the_future_but_plans() {
        let workspace = loaded(3);
        let end = i64::from(20_000 + 1) * DAY_MILLIS;
        for object in ["activity", "order", "message"] {
            let table = workspace.table(object).unwrap();
            let field = table.field(if object == "order" { "date" } else { "at" }).unwrap();
            for row in table.alive().rows() {
                let Some(Value::Time(at)) = table.register(row, field, workspace.handles()) else {
                    panic!("{object} without an instant")
                };
                assert!(at < end);
            }
        }
    }

    #[test]
    fn removal_leaves_ones_own_records_alone() {
        let mut workspace = loaded(5);
        let own = RecordId::v7(5, 5);
        let name = Value::Name(model::PersonName {
            given: "Ada".into(),
            family: "Own".into(),
        });
        let op = Op::Set {
            object: "contact".into(),
            record: own,
            field: "name".into(),
            value: Some(name),
        };
        workspace.commit(Intent::default(), vec![op], 2_000);
        assert!(count(&workspace) > 0);
        let ops = removal(&workspace);
        workspace.commit(Intent::default(), ops, 3_000);
        assert_eq!(count(&workspace), 0);
        assert_eq!(workspace.tables().iter().map(|table| table.alive().count()).sum::<usize>(), 1);
        assert!(workspace.find_alive("contact", own).is_some());
    }

    #[test]
    fn loaded_again_after_its_removal_it_is_as_it_was() {
        let mut workspace = loaded(5);
        let first = count(&workspace);
        let ops = removal(&workspace);
        workspace.commit(Intent::default(), ops, 3_000);
        let changes = generate(&Schema::built_in(), Plan::new(5, 200, 20_000, Currency::EUR));
        let back = revival(&mut workspace, &changes);
        for ops in changes.into_iter().chain([back]) {
            workspace.commit(Intent::default(), ops, 4_000);
        }
        assert_eq!(count(&workspace), first);
    }

    #[test]
    fn what_is_adopted_stays_and_no_removal_finds_it() {
        let mut workspace = loaded(5);
        let before = workspace.tables().iter().map(|table| table.alive().count()).sum::<usize>();
        let ops = adoption(&workspace);
        workspace.commit(Intent::default(), ops, 3_000);
        assert_eq!(count(&workspace), 0);
        assert!(removal(&workspace).is_empty());
        assert_eq!(workspace.tables().iter().map(|table| table.alive().count()).sum::<usize>(), before);
    }
}
