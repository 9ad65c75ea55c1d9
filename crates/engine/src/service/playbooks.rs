//! Save playbooks: an offer to customers at risk, and whether it helped.
//!
//! Half of the customers, drawn by chance, get the offer: a task each for its owner. The others are left alone, so that there is
//! something to compare with. Who belongs to which is a tag of theirs, the playbook is a campaign: both are records like any other, and
//! all of it is one step to undo. The outcome is what counts in the end: whether they order again before it ends, unless somebody who
//! knows better has recorded it, as a tag, too. Who is partly kept is kept.

use bridge::scoring::{Playbook, PlaybookCustomer, PlaybookGroup, PlaybookOutcome};
use bridge::{CommandFailure, Done};
use insight::experiment::{Proportion, difference_of_proportions, halves};
use model::change::Verb;
use model::{Aggregate, FieldError, Filter, Op, Operator, RecordId, Related, Value, order};

use super::Service;
use crate::commands::Draft;
use crate::computed::fields::{Ends, day, ints, words};
use crate::insights;
use crate::query::cells;
use crate::query::filter::Compiled;
use crate::reader::Reader;
use crate::store::Store;

/// Type of the campaigns that are playbooks.
const TYPE: &str = "save";
/// Customers of one playbook at most, those first with whom most is at stake.
const MOST: u32 = 400;
/// Days that a playbook may last.
const DAYS: std::ops::RangeInclusive<i32> = 7..=365;
/// Days in which an offer is to be made.
const SOON: i32 = 7;
/// Customers of either group from which on a difference is told from chance.
const ENOUGH: u32 = 20;
/// Confidence of the limits of a difference.
const CONFIDENCE: f64 = 0.95;
/// The groups: their part of the id of the tag.
const GROUPS: [&str; 2] = ["offer", "control"];

/// Outcomes that were recorded: their part of the id of the tag.
const OUTCOMES: [&str; 3] = ["kept", "partly", "lost"];

fn tag(campaign: RecordId, group: usize) -> RecordId {
    RecordId::v5("tag", &format!("{campaign}/{}", GROUPS[group]))
}

fn outcome_tag(campaign: RecordId, outcome: PlaybookOutcome) -> RecordId {
    RecordId::v5("tag", &format!("{campaign}/{}", OUTCOMES[outcome as usize]))
}

fn tagged(tags: &[RecordId]) -> Filter {
    Filter::field("tags", Operator::AnyOf, tags.iter().map(|tag| Value::Ref(*tag)).collect())
}

impl<S: Store> Service<S> {
    /// Starts a playbook for the customers who are at risk and in no other one that runs.
    pub(super) fn start_playbook(
        &self,
        object: &str,
        offer: &str,
        tags: &[String; 2],
        owner: Option<RecordId>,
        days: i32,
    ) -> Result<Done, CommandFailure> {
        let offer = model::validate::clean_short(offer);
        if offer.is_empty() {
            return Err(CommandFailure::Fields(
                "campaign".into(),
                vec![("name".into(), FieldError::Required)],
            ));
        }
        let fields = insights::worth_computed(&self.session.borrow().workspace, object);
        let people = self.read(&fields, |reader, _| free(reader, object));
        if people.len() < 2 {
            return Err(CommandFailure::NothingSelected);
        }
        let campaign = self.new_id();
        let today = self.moment().today;
        let keys: Vec<u128> = people.iter().map(|id| id.0).collect();
        let treated = halves(&keys, campaign.0 as u64);
        let mut draft = Draft::new(Verb::Create, "campaign").about(&offer);
        draft.set("campaign", campaign, "name", Value::Text(offer.clone()));
        draft.set("campaign", campaign, "type", Value::from(TYPE));
        draft.set("campaign", campaign, "status", Value::from("running"));
        draft.set("campaign", campaign, "start", Value::Date(today));
        draft.set(
            "campaign",
            campaign,
            "end",
            Value::Date(today + days.clamp(*DAYS.start(), *DAYS.end())),
        );
        draft.set("campaign", campaign, "owner", owner.map(Value::Ref));
        for (group, name) in tags.iter().enumerate() {
            let tag = tag(campaign, group);
            draft.set("tag", tag, "name", Value::Text(model::validate::clean_short(name)));
            let of_group = people.iter().zip(&treated).filter(|(_, treated)| **treated == (group == 0));
            draft.ops.push(Op::Element {
                object: object.into(),
                field: "tags".into(),
                element: Value::Ref(tag),
                present: true,
                records: of_group.map(|(id, _)| *id).collect(),
            });
        }
        for (person, _) in people.iter().zip(&treated).filter(|(_, treated)| **treated) {
            let task = self.new_id();
            draft.set("task", task, "title", Value::Text(offer.clone()));
            draft.set("task", task, "status", Value::from("open"));
            draft.set("task", task, "due", Value::Date(today + SOON));
            draft.set("task", task, object, Value::Ref(*person));
            draft.set("task", task, "owner", owner.map(Value::Ref));
            draft.set("task", task, "tags", Value::Ref(tag(campaign, 0)));
        }
        draft.record = Some(("campaign".into(), campaign));
        Ok(self.commit(draft))
    }

    /// Playbooks for the customers of an object, newest first, each with what came of it so far.
    pub(super) fn playbooks(&self, object: &str) -> Vec<Playbook> {
        let found = self.read(&[], |reader, _| campaigns(reader));
        let today = self.moment().today;
        let told = found.into_iter().filter_map(|(id, campaign, owner, start, end)| {
            let groups = [0, 1].map(|group| {
                let all = tagged(&[tag(id, group)]);
                let back = all.clone().and(kept(object, id, start, end));
                PlaybookGroup {
                    customers: self.counted_of(object, &all),
                    back: self.counted_of(object, &back),
                    all,
                    came_back: back,
                }
            });
            let [offered, control] = &groups;
            let proportion = |group: &PlaybookGroup| Proportion {
                successes: group.back.into(),
                n: group.customers.into(),
            };
            let enough = offered.customers.min(control.customers) >= ENOUGH;
            let compared = enough.then(|| difference_of_proportions(proportion(offered), proportion(control), CONFIDENCE));
            (offered.customers + control.customers > 0).then(|| Playbook {
                campaign,
                owner,
                start,
                end,
                is_over: end < today,
                needed: ENOUGH,
                difference: compared
                    .and_then(Result::ok)
                    .map(|found| (found.difference, found.interval, found.p_value)),
                recorded: self.counted_of(object, &tagged(&PlaybookOutcome::ALL.map(|outcome| outcome_tag(id, outcome)))),
                groups,
            })
        });
        told.collect()
    }

    fn counted_of(&self, object: &str, filter: &Filter) -> u32 {
        let compiled = Compiled::new(filter, object, &self.session.borrow().workspace).ok();
        compiled.map_or(0, |compiled| self.counted(&compiled, filter))
    }

    /// The customers of a playbook, each with what came of it.
    pub(super) fn playbook_customers(&self, object: &str, campaign: RecordId) -> Vec<PlaybookCustomer> {
        let found = self.read(&[], |reader, _| campaigns(reader));
        let Some((.., start, end)) = found.into_iter().find(|(id, ..)| *id == campaign) else {
            return Vec::new();
        };
        let ordered = came_back(object, start, end);
        let Ok(ordered) = Compiled::new(&ordered, object, &self.session.borrow().workspace) else {
            return Vec::new();
        };
        self.read(ordered.computed(), |reader, views| {
            let Some(table) = reader.table(object) else { return Vec::new() };
            let ordered = ordered.ready(reader, views.indexes());
            let tags = Ends::of_key(table, "tags");
            let groups = [tag(campaign, 0), tag(campaign, 1)];
            let mut customers: Vec<PlaybookCustomer> = Vec::new();
            for row in table.alive().rows() {
                let mut own = Vec::new();
                tags.each(row, |handle| own.push(reader.id(handle)));
                let Some(group) = groups.iter().position(|tag| own.contains(tag)) else {
                    continue;
                };
                customers.push(PlaybookCustomer {
                    about: cells::row_link(reader, table, row),
                    offered: group == 0,
                    ordered: ordered.matches(row),
                    outcome: PlaybookOutcome::ALL
                        .into_iter()
                        .find(|outcome| own.contains(&outcome_tag(campaign, *outcome))),
                });
            }
            order::sort_by_key(&mut customers, |customer| (!customer.offered, customer.about.label.clone()));
            customers
        })
    }

    /// Records what came of an offer for a customer; `None` leaves it to the orders.
    pub(super) fn record_outcome(
        &self,
        object: &str,
        record: RecordId,
        campaign: RecordId,
        outcome: Option<PlaybookOutcome>,
        name: String,
    ) -> Result<Done, CommandFailure> {
        let customers = self.playbook_customers(object, campaign);
        let customer = customers.iter().find(|customer| customer.about.id == record);
        let customer = customer.ok_or(CommandFailure::Gone(record))?;
        let mut draft = Draft::new(Verb::Edit, object).about(&customer.about.label);
        if customer.outcome != outcome {
            let mut put = |outcome: PlaybookOutcome, present: bool| {
                draft.ops.push(Op::Element {
                    object: object.into(),
                    field: "tags".into(),
                    element: Value::Ref(outcome_tag(campaign, outcome)),
                    present,
                    records: vec![record],
                });
            };
            if let Some(before) = customer.outcome {
                put(before, false);
            }
            if let Some(outcome) = outcome {
                put(outcome, true);
                let tag = outcome_tag(campaign, outcome);
                // A tag keeps the name that somebody has given it.
                if self.session.borrow_mut().workspace.find_alive("tag", tag).is_none() {
                    draft.set("tag", tag, "name", Value::Text(name));
                }
            }
        }
        draft.record = Some((object.into(), record));
        Ok(self.commit(draft))
    }
}

/// Customers who were kept: as somebody recorded it, or else those who ordered.
fn kept(object: &str, campaign: RecordId, start: i32, end: i32) -> Filter {
    let recorded = |outcomes: &[PlaybookOutcome]| {
        let tags: Vec<RecordId> = outcomes.iter().map(|outcome| outcome_tag(campaign, *outcome)).collect();
        tagged(&tags)
    };
    let lost = Filter::Not(Box::new(recorded(&[PlaybookOutcome::Lost])));
    Filter::Any(vec![
        recorded(&[PlaybookOutcome::Kept, PlaybookOutcome::Partly]),
        came_back(object, start, end).and(lost),
    ])
}

/// Customers who ordered after the first day, up to the last one.
fn came_back(object: &str, start: i32, end: i32) -> Filter {
    let days = Filter::field(
        "date",
        Operator::Between,
        vec![Value::Date(start + 1), Value::Date(end.max(start + 1))],
    );
    let undone = ["draft", "cancelled", "refunded"].map(Value::from).to_vec();
    let stands = Filter::Not(Box::new(Filter::field("status", Operator::AnyOf, undone)));
    Filter::Related(Related {
        object: "order".into(),
        link: object.into(),
        filter: Box::new(days.and(stands)),
        aggregate: Aggregate::Count,
        operator: Operator::AtLeast,
        values: vec![1.0],
    })
}

/// Customers at risk who are in no playbook that runs.
fn free(reader: Reader<'_>, object: &str) -> Vec<RecordId> {
    let Some(table) = reader.table(object) else { return Vec::new() };
    let running = campaigns(reader).into_iter().filter(|(.., end)| *end >= reader.moment.today);
    let taken: Vec<RecordId> = running.flat_map(|(id, ..)| [tag(id, 0), tag(id, 1)]).collect();
    let tags = Ends::of_key(table, "tags");
    let is_taken = |id: &RecordId| {
        let row = crate::query::find::row(reader.workspace.handles(), table, *id);
        let mut found = false;
        tags.each(row.unwrap_or(u32::MAX), |handle| found |= taken.contains(&reader.id(handle)));
        found
    };
    let risky = insights::at_risk(reader, object, None, u32::MAX).customers;
    let free = risky.into_iter().map(|customer| customer.about.id).filter(|id| !is_taken(id));
    free.take(MOST as usize).collect()
}

/// Campaigns that are playbooks, newest first: id, record, owner, first and last day.
type Found = (RecordId, bridge::RecordLink, Option<bridge::RecordLink>, i32, i32);

fn campaigns(reader: Reader<'_>) -> Vec<Found> {
    let Some(table) = reader.table("campaign") else { return Vec::new() };
    let (types, owners) = (words(table, "type"), Ends::of_key(table, "owner"));
    let [starts, ends] = ["start", "end"].map(|key| ints(table, key));
    let is_playbook = |row: &u32| types.is_some_and(|types| types.get(*row) == Some(TYPE));
    let of = |row: u32| {
        let owner = owners.first(row).and_then(|handle| reader.place(handle));
        Some((
            table.id(row, reader.workspace.handles()),
            cells::row_link(reader, table, row),
            owner.map(|(members, row)| cells::row_link(reader, members, row)),
            day(starts, row)?,
            day(ends, row)?,
        ))
    };
    let mut found: Vec<Found> = table.alive().rows().filter(is_playbook).filter_map(of).collect();
    order::sort_by_key(&mut found, |(id, .., start, _)| (std::cmp::Reverse(*start), *id));
    found
}
