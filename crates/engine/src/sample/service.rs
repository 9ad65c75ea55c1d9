//! Tickets, activities and tasks of the sample.

use model::{RecordId, Value};

use super::random::Random;
use super::{Known, Sheets};

/// Tickets with their messages.
pub(super) fn tickets(sheets: &mut Sheets<'_>, random: &mut Random, team: &[RecordId], contacts: &[Known]) -> Vec<Known> {
    let fields = [
        "subject",
        "number",
        "status",
        "priority",
        "type",
        "requester",
        "company",
        "owner",
        "channel",
        "first_reply_due",
        "due",
        "first_replied",
        "solved_at",
        "description",
    ];
    let mut sheet = sheets.sheet("ticket", &fields);
    let mut messages = sheets.sheet("message", &["body", "ticket", "visibility", "direction", "author", "sender", "at"]);
    let mut known = Vec::new();
    let today = sheets.plan.today;
    for number in 0..(sheets.plan.contacts / sheets.plan.persona.contacts_per_ticket).max(4) {
        // Who has reason to writes more often, most of all before they go.
        let (one, other) = (*random.pick(contacts), *random.pick(contacts));
        let contact = if one.trouble { one } else { other };
        let (subject, body, kind) = *random.pick(sheets.plan.persona.tickets);
        let age = (random.skewed() * 300.0) as i32;
        let day = match contact.gone.filter(|_| contact.trouble) {
            Some(gone) => (gone - random.below(60) as i32).max(contact.day),
            None => (today - age).max(contact.day),
        };
        let age = today - day;
        let opened = Sheets::at(day, 8 + random.below(8) as i64, random.below(60) as i64);
        let priority = *random.pick(&["low", "normal", "normal", "normal", "high", "urgent"]);
        let hours = match priority {
            "urgent" => 8,
            "high" => 24,
            "normal" => 72,
            _ => 120,
        };
        let old = age > 6 && random.chance(0.94);
        let status = if old {
            *random.pick(&["solved", "closed"])
        } else {
            *random.pick(&["new", "open", "open", "waiting"])
        };
        let end = i64::from(today) * super::DAY_MILLIS + 12 * 3_600_000;
        let replied = (status != "new").then(|| (opened + (1 + random.below(20) as i64) * 1_800_000).min(end));
        let solved = old.then(|| (opened + (4 + random.below(90) as i64) * 3_600_000).min(end));
        let owner = *random.pick(team);
        let id = sheet.push(
            day,
            &[
                Some(subject.into()),
                Some(Value::Text(format!("T-{:04}", number + 1))),
                Some(status.into()),
                Some(priority.into()),
                Some(kind.into()),
                Some(contact.id.into()),
                contact.company.map(Value::Ref),
                Some(owner.into()),
                Some(Value::from(*random.pick(&["email", "email", "phone", "web"]))),
                Some(Value::Time(opened + 4 * 3_600_000)),
                Some(Value::Time(opened + hours * 3_600_000)),
                replied.map(Value::Time),
                solved.map(Value::Time),
                Some(body.into()),
            ],
            random,
        );
        let mut message = |text: &str, visibility: &str, received: bool, at: i64| {
            let direction = if received { "in" } else { "out" };
            let author = (!received).then_some(Value::Ref(owner));
            let sender = received.then_some(Value::Ref(contact.id));
            let values = [
                Some(text.into()),
                Some(id.into()),
                Some(visibility.into()),
                Some(direction.into()),
                author,
                sender,
                Some(Value::Time(at)),
            ];
            messages.push(day, &values, random);
        };
        message(body, "public", true, opened);
        if let Some(at) = replied {
            message(
                "Thank you for writing. I am looking into it and will come back to you today.",
                "public",
                false,
                at,
            );
        }
        if status == "waiting" {
            message("Asked production for a date.", "internal", false, (opened + 7_200_000).min(end));
        }
        if let Some(at) = solved {
            message("This is fixed now. Please tell us if anything is left.", "public", false, at);
        }
        known.push(Known {
            company: contact.company,
            contact: Some(contact.id),
            ..Known::new(id, owner, day)
        });
    }
    sheets.take(sheet);
    sheets.take(messages);
    known
}

/// Calls, meetings, e-mails, notes and visits, more with lively contacts.
pub(super) fn activities(sheets: &mut Sheets<'_>, random: &mut Random, team: &[RecordId], contacts: &[Known], deals: &[Known]) {
    let mut sheet = sheets.sheet(
        "activity",
        &[
            "subject",
            "type",
            "at",
            "duration",
            "body",
            "contact",
            "company",
            "deal",
            "owner",
            "direction",
        ],
    );
    let today = sheets.plan.today;
    let count = u64::from(sheets.plan.contacts) * u64::from(sheets.plan.activities_tenths) / 10;
    for _ in 0..count {
        let contact = {
            let (one, other) = (*random.pick(contacts), *random.pick(contacts));
            if one.life > other.life { one } else { other }
        };
        let deal = random.chance(0.3).then(|| {
            let (one, other) = (*random.pick(deals), *random.pick(deals));
            if one.life > other.life { one } else { other }
        });
        let (person, company) = deal.map_or((contact.id, contact.company), |deal| {
            (deal.contact.unwrap_or(contact.id), deal.company)
        });
        let begin = deal.map_or(contact.day, |deal| deal.day);
        // Hardly anybody talks to who is gone.
        let gone = contact.gone.filter(|_| deal.is_none() && !random.chance(0.15));
        let end = deal
            .and_then(|deal| deal.closed)
            .or(gone.map(|gone| gone.max(begin + 1)))
            .unwrap_or(today);
        let day = begin + random.below((end - begin).max(1) as usize) as i32;
        let (kind, subject, body, minutes) = *random.pick(sheets.plan.persona.activities);
        let direction = (kind == "email").then(|| Value::from(*random.pick(&["out", "out", "in"])));
        sheet.push(
            day,
            &[
                Some(subject.into()),
                Some(kind.into()),
                Some(Value::Time(Sheets::at(day, 8 + random.below(9) as i64, random.below(60) as i64))),
                (minutes > 0).then_some(Value::Int(minutes * 60)),
                Some(body.into()),
                Some(person.into()),
                company.map(Value::Ref),
                deal.map(|deal| deal.id.into()),
                Some(Value::Ref(*random.pick(team))),
                direction,
            ],
            random,
        );
    }
    sheets.take(sheet);
}

/// Open and finished tasks about contacts, deals and tickets.
pub(super) fn tasks(
    sheets: &mut Sheets<'_>,
    random: &mut Random,
    team: &[RecordId],
    contacts: &[Known],
    deals: &[Known],
    tickets: &[Known],
) {
    let fields = [
        "title",
        "status",
        "type",
        "due",
        "priority",
        "recurrence",
        "owner",
        "contact",
        "company",
        "deal",
        "ticket",
        "done_at",
    ];
    let mut sheet = sheets.sheet("task", &fields);
    let today = sheets.plan.today;
    for _ in 0..(sheets.plan.contacts / 4).max(4) {
        let contact = *random.pick(contacts);
        let deal = random.chance(0.5).then(|| *random.pick(deals)).filter(|deal| deal.closed.is_none());
        let ticket = (deal.is_none() && random.chance(0.1)).then(|| *random.pick(tickets));
        let about = deal.or(ticket).unwrap_or(contact);
        let done = random.chance(0.45);
        let due = if done {
            today - random.below(200) as i32
        } else {
            today - 4 + random.below(24) as i32
        };
        let (title, kind) = *random.pick(sheets.plan.persona.tasks);
        let due = (!random.chance(0.08)).then_some(due);
        let made = due.unwrap_or(today).min(today) - random.below(10) as i32;
        sheet.push(
            made,
            &[
                Some(title.into()),
                Some(if done { "done" } else { "open" }.into()),
                Some(kind.into()),
                due.map(Value::Date),
                Some(Value::from(*random.pick(&["normal", "normal", "high", "low"]))),
                random.chance(0.05).then(|| "weekly".into()),
                Some(Value::Ref(*random.pick(team))),
                about.contact.map(Value::Ref),
                about.company.map(Value::Ref),
                deal.map(|deal| deal.id.into()),
                ticket.map(|ticket| ticket.id.into()),
                done.then(|| Value::Time(Sheets::at(due.unwrap_or(today).min(today), 15, 0))),
            ],
            random,
        );
    }
    sheets.take(sheet);
}
