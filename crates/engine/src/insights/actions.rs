//! Next best actions over contacts, deals and tickets: value times probability times urgency, each with its reasons.
//!
//! A suggestion's key is made of what it asks and of its record, so that it stays the same while its reason stands, and one
//! answer on any device is the answer everywhere.

use bridge::RecordLink;
use bridge::insight::{ActionReason, ActionVerb, NextAction};
use insight::next_action::{Candidate, Decision, Priority, Quiet, RankingSettings, Signals, Verdict, rank, typical_value};
use model::order;
use model::{FieldKey, RecordId, Value};
use rustc_hash::FxHashSet;

use super::offers::Offers;
use super::{base, base_minor, day, id, value, word};
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// How suggestions to get in touch with a customer begin.
pub(super) const RECONNECT_KEY: &str = "reconnect";
/// Probability that a word with a customer who went quiet brings another order, where nothing better is known.
const RECONNECT: f64 = 0.25;
/// Probability that an answered ticket keeps its customer.
const REPLY: f64 = 0.6;
/// Most offers among the suggestions: one product idea per customer is plenty.
const OFFERS: usize = 50;
/// Days before the expected closing day from which closing is on the list.
const CLOSE_SOON: i32 = 7;

struct Idea {
    key: String,
    verb: ActionVerb,
    table: u16,
    row: u32,
    value: Option<i64>,
    probability: f64,
    signals: Signals,
    reasons: Vec<ActionReason>,
}

/// The best actions, best first.
#[must_use]
pub fn next_actions(reader: Reader<'_>, limit: u32) -> Vec<NextAction> {
    let ideas = ideas(reader);
    let candidates = ideas.iter().map(|idea| Candidate {
        key: idea.key.clone(),
        value_minor: idea.value,
        probability: idea.probability,
        signals: idea.signals,
    });
    let candidates = candidates.collect::<Vec<_>>();
    let assumed = typical_value(ideas.iter().map(|idea| idea.value)).unwrap_or(0);
    let settings = RankingSettings {
        now_ms: reader.moment.now_millis,
        assumed_value_minor: assumed,
        wanted: limit as usize,
    };
    let ranking = rank(&candidates, &decisions(reader), settings);
    ranking
        .lines
        .into_iter()
        .map(|line| written(reader, &ideas[line.candidate], line.probability, line.urgency, line.score))
        .collect()
}

fn written(reader: Reader<'_>, idea: &Idea, probability: f64, urgency: f64, score: f64) -> NextAction {
    let table = &reader.workspace.tables()[usize::from(idea.table)];
    NextAction {
        key: idea.key.clone(),
        verb: idea.verb,
        about: cells::row_link(reader, table, idea.row),
        person: person(reader, table, idea.row),
        reasons: idea.reasons.clone(),
        value: idea.value.map(|minor| base(reader, minor)),
        probability,
        // Told as 0 to 1: how far between "no hurry" and "most urgent".
        urgency: ((urgency - 1.0) / 4.0).clamp(0.0, 1.0),
        score,
    }
}

/// The person or company behind a deal or ticket.
fn person(reader: Reader<'_>, table: &Table, row: u32) -> Option<RecordLink> {
    let fields: &[&str] = match table.object.as_str() {
        "deal" => &["contact", "company"],
        "ticket" => &["requester", "company"],
        _ => &["company"],
    };
    let handle = fields.iter().find_map(|field| table.reference(row, table.field(field)?))?;
    Some(cells::link(reader, handle))
}

/// Fields of the task that accepting a suggestion makes; `None` when the suggestion does not stand any more. Without a title it is
/// called as what it is about.
#[must_use]
pub fn action_task(reader: Reader<'_>, key: &str, title: &str, due: i32) -> Option<Vec<(FieldKey, Value)>> {
    let mut ideas = ideas(reader);
    // Who is on the list of customers at risk need not be among the best suggestions.
    ideas.extend(reconnect(reader, key));
    let idea = ideas.into_iter().find(|idea| idea.key == key)?;
    let table = &reader.workspace.tables()[usize::from(idea.table)];
    let title = Some(model::validate::clean_short(title)).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| reader.name(table.handle(idea.row)));
    let kind = match idea.verb {
        ActionVerb::Reconnect | ActionVerb::FollowUp | ActionVerb::Close => "call",
        ActionVerb::PlanNextStep => "todo",
        ActionVerb::Reply | ActionVerb::Offer => "email",
    };
    let mut fields = vec![
        ("title".into(), Value::Text(title)),
        ("type".into(), Value::from(kind)),
        ("due".into(), Value::Date(due)),
        ("priority".into(), Value::from("high")),
        ("suggestion".into(), Value::Text(idea.key.clone())),
    ];
    let mut about: Vec<(&str, RecordId)> = vec![(table.object.as_str(), id(reader, table, idea.row))];
    let references: &[(&str, &str)] = match table.object.as_str() {
        "deal" => &[("contact", "contact"), ("company", "company")],
        "ticket" => &[("requester", "contact"), ("company", "company")],
        _ => &[("company", "company")],
    };
    for (field, as_field) in references {
        if let Some(handle) = table.field(field).and_then(|field| table.reference(idea.row, field)) {
            about.push((as_field, reader.id(handle)));
        }
    }
    fields.extend(about.into_iter().map(|(field, id)| (FieldKey::from(field), Value::Ref(id))));
    if let Some(owner) = table.field("owner").and_then(|field| table.reference(idea.row, field)) {
        fields.push(("owner".into(), Value::Ref(reader.id(owner))));
    }
    Some(fields)
}

/// The suggestion to get in touch with the customer of a key, whoever it is.
fn reconnect(reader: Reader<'_>, key: &str) -> Option<Idea> {
    let (object, record) = key.strip_prefix(RECONNECT_KEY)?.strip_prefix('/')?.split_once('/')?;
    let table = reader.table(object).filter(|_| matches!(object, "contact" | "company"))?;
    let handle = reader.workspace.handles().find_known(record.parse().ok()?)?;
    let (_, row) = reader
        .place(handle)
        .filter(|(of, row)| of.number == table.number && table.is_alive(*row))?;
    Some(Idea {
        key: key.to_owned(),
        verb: ActionVerb::Reconnect,
        table: table.number,
        row,
        value: None,
        probability: RECONNECT,
        signals: Signals::default(),
        reasons: Vec::new(),
    })
}

/// Keys of suggestions that were answered.
pub(super) fn answered(reader: Reader<'_>) -> FxHashSet<String> {
    decisions(reader).into_iter().map(|decision| decision.key).collect()
}

/// Answers that stand: accepted or dismissed for good, or until a day.
fn decisions(reader: Reader<'_>) -> Vec<Decision<String>> {
    let Some(table) = reader.table("suggestion") else {
        return Vec::new();
    };
    let decision = |row: u32| {
        let verdict = if word(reader, table, row, "answer") == "accepted" {
            Verdict::Accepted
        } else {
            Verdict::Dismissed
        };
        let until_ms = day(reader, table, row, "until").map(|day| reader.moment.start_of(day));
        Decision {
            key: word(reader, table, row, "key"),
            verdict,
            until_ms,
        }
    };
    table.alive().rows().map(decision).collect()
}

fn ideas(reader: Reader<'_>) -> Vec<Idea> {
    let mut ideas = Vec::new();
    deals(reader, &mut ideas);
    tickets(reader, &mut ideas);
    contacts(reader, &mut ideas);
    offers(reader, &mut ideas);
    ideas
}

pub(super) fn key(verb: &str, reader: Reader<'_>, table: &Table, row: u32) -> String {
    format!("{verb}/{}/{}", table.object, id(reader, table, row))
}

/// Open deals: closing days that are near or past, quiet ones, ones without a next step. One suggestion per deal, the strongest.
fn deals(reader: Reader<'_>, ideas: &mut Vec<Idea>) {
    let Some(table) = reader.table("deal") else { return };
    let handles = reader.workspace.handles();
    let chances = crate::reports::chances(reader);
    for row in table.alive().rows() {
        if word(reader, table, row, "status") != "open" {
            continue;
        }
        let stage = table.field("stage").and_then(|field| table.reference(row, field));
        let rules = stage.and_then(|stage| reader.computed.stages().get(handles, stage));
        // What was learned from deals that ended knows more than what people gave the stage, but not more than what they gave the
        // deal.
        let own = value(reader, table, row, "own_probability");
        let given = own.clone().or_else(|| value(reader, table, row, "probability"));
        let found = chances
            .binary_search_by_key(&row, |chance| chance.row)
            .ok()
            .filter(|_| own.is_none());
        let learned = found.map(|place| chances[place].value);
        let probability = match (learned, given) {
            (Some(chance), _) => chance,
            (None, Some(Value::Number(percent))) => (percent / 100.0).clamp(0.0, 1.0),
            _ => 0.0,
        };
        let quiet_days = match value(reader, table, row, "quiet_days") {
            Some(Value::Int(days)) => days,
            _ => 0,
        };
        let allowed = rules.and_then(|stage| stage.rotting_days).map_or(0, i64::from);
        let is_quiet = allowed > 0 && quiet_days > allowed;
        let has_step = value(reader, table, row, "next_step").is_some();
        let closes = day(reader, table, row, "expected_close");
        let due = closes.map(|day| day - reader.moment.today).filter(|&days| days <= CLOSE_SOON);
        let (verb, name) = match (due, is_quiet, has_step) {
            (Some(_), ..) => (ActionVerb::Close, "close"),
            (None, true, _) => (ActionVerb::FollowUp, "follow-up"),
            (None, false, false) => (ActionVerb::PlanNextStep, "plan"),
            (None, false, true) => continue,
        };
        let mut reasons = Vec::new();
        reasons.extend(closes.filter(|_| due.is_some()).map(ActionReason::CloseDay));
        if is_quiet {
            reasons.push(ActionReason::Quiet {
                days: quiet_days,
                usual: allowed,
            });
        }
        if !has_step {
            reasons.push(ActionReason::NoNextStep);
        }
        reasons.extend(stage.map(|stage| ActionReason::Stage(reader.label(stage), probability * 100.0)));
        let quiet = is_quiet.then(|| Quiet {
            days: quiet_days.clamp(0, i64::from(u32::MAX)) as u32,
            allowed: allowed as u32,
        });
        ideas.push(Idea {
            key: key(name, reader, table, row),
            verb,
            table: table.number,
            row,
            value: base_minor(reader, table, row, "value"),
            probability,
            signals: Signals {
                due_in_days: due,
                quiet,
                ..Signals::default()
            },
            reasons,
        });
    }
}

/// Tickets that wait for us, by deadline and priority; what is at stake is what their customer is worth.
fn tickets(reader: Reader<'_>, ideas: &mut Vec<Idea>) {
    let Some(table) = reader.table("ticket") else { return };
    for row in table.alive().rows() {
        if !matches!(word(reader, table, row, "status").as_str(), "new" | "open") {
            continue;
        }
        let due = match value(reader, table, row, "due") {
            Some(Value::Time(due)) => Some((due - reader.moment.now_millis) / 60_000),
            _ => None,
        };
        let priority = word(reader, table, row, "priority");
        let level = match priority.as_str() {
            "urgent" => Some(Priority::Urgent),
            "high" => Some(Priority::High),
            "normal" => Some(Priority::Normal),
            "low" => Some(Priority::Low),
            _ => None,
        };
        let requester = table.field("requester").and_then(|field| table.reference(row, field));
        let customer = requester.and_then(|handle| reader.place(handle));
        let mut reasons = Vec::new();
        reasons.extend(due.map(ActionReason::Due));
        if matches!(level, Some(Priority::Urgent | Priority::High)) {
            reasons.push(ActionReason::Priority(priority));
        }
        let worth = customer.and_then(|(contacts, row)| base_minor(reader, contacts, row, "revenue"));
        reasons.extend(worth.map(|minor| ActionReason::Spent(base(reader, minor))));
        ideas.push(Idea {
            key: key("reply", reader, table, row),
            verb: ActionVerb::Reply,
            table: table.number,
            row,
            value: worth,
            probability: REPLY,
            signals: Signals {
                sla_minutes_left: due,
                priority: level,
                ..Signals::default()
            },
            reasons,
        });
    }
}

/// Customers who have been silent for longer than their orders usually lie apart.
fn contacts(reader: Reader<'_>, ideas: &mut Vec<Idea>) {
    let Some(table) = reader.table("contact") else { return };
    for row in table.alive().rows() {
        let orders = match value(reader, table, row, "orders") {
            Some(Value::Int(orders)) if orders >= 2 => orders,
            _ => continue,
        };
        let open = matches!(value(reader, table, row, "open_deals"), Some(Value::Int(open)) if open > 0);
        let (Some(last), Some(spent)) = (day(reader, table, row, "last_order"), base_minor(reader, table, row, "revenue")) else {
            continue;
        };
        if open || value(reader, table, row, "next_step").is_some() || spent <= 0 {
            continue;
        }
        let since = day(reader, table, row, "customer_since").unwrap_or_else(|| first_seen(reader, table, row));
        let usual = i64::from((last - since).max(30)) / (orders - 1).max(1);
        let heard = day(reader, table, row, "last_activity").unwrap_or(last).max(last);
        let quiet = i64::from(reader.moment.today - heard);
        if quiet <= usual.max(14) {
            continue;
        }
        let mut reasons = vec![ActionReason::Quiet { days: quiet, usual }];
        let segment = word(reader, table, row, "rfm_segment");
        if !segment.is_empty() {
            reasons.push(ActionReason::Segment(segment));
        }
        reasons.push(ActionReason::Spent(base(reader, spent)));
        let signal = Quiet {
            days: quiet.clamp(0, i64::from(u32::MAX)) as u32,
            allowed: usual.clamp(1, i64::from(u32::MAX)) as u32,
        };
        ideas.push(Idea {
            key: key(RECONNECT_KEY, reader, table, row),
            verb: ActionVerb::Reconnect,
            table: table.number,
            row,
            value: Some(spent / orders),
            probability: RECONNECT,
            signals: Signals {
                quiet: Some(signal),
                ..Signals::default()
            },
            reasons,
        });
    }
}

fn first_seen(reader: Reader<'_>, table: &Table, row: u32) -> i32 {
    reader.moment.day_of(crate::rank::created_millis(reader.workspace, table, row))
}

/// A product for good customers who bought lately, when most who bought what they have bought it too.
fn offers(reader: Reader<'_>, ideas: &mut Vec<Idea>) {
    let (Some(table), Some(offers)) = (reader.table("contact"), Offers::read(reader)) else {
        return;
    };
    let mut best = table
        .alive()
        .rows()
        .filter(|&row| day(reader, table, row, "last_order").is_some_and(|last| reader.moment.today - last <= 90))
        .filter_map(|row| Some((base_minor(reader, table, row, "revenue")?, row)))
        .collect::<Vec<_>>();
    order::sort_by_key(&mut best, |&(spent, row)| (std::cmp::Reverse(spent), row));
    for (_, row) in best.into_iter().take(OFFERS) {
        let Some(offer) = offers.for_buyer(reader, row as usize, 1).into_iter().next() else {
            continue;
        };
        let price = offer
            .price
            .filter(|price| price.currency == reader.moment.base)
            .map(|price| price.minor);
        ideas.push(Idea {
            key: format!("{}/{}", key("offer", reader, table, row), offer.product.id),
            verb: ActionVerb::Offer,
            table: table.number,
            row,
            value: price,
            probability: (f64::from(offer.both) / f64::from(offer.of.max(1)) * 0.5).clamp(0.0, 1.0),
            signals: Signals::default(),
            reasons: vec![ActionReason::Together {
                product: offer.because.label,
                both: offer.both,
                of: offer.of,
            }],
        });
    }
}
