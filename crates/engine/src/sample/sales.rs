//! Pipeline, products, deals and orders of the sample.

use model::{RecordId, Value};

use super::outcomes::{Buying, DEAL_SOURCES, Pursuit, of_product};
use super::random::Random;
use super::{Known, Sheets};

/// Stages of the sample's pipeline.
pub(super) struct Stages {
    open: Vec<RecordId>,
    won: RecordId,
    lost: RecordId,
}

/// A pipeline of its own, so that removing the sample leaves the person's pipelines alone.
pub(super) fn pipeline(sheets: &mut Sheets<'_>) -> Stages {
    let persona = sheets.plan.persona;
    let pipeline = RecordId::v5("pipeline", "sample");
    let mut sheet = sheets.sheet("pipeline", &["name", "rank"]);
    sheet.push_with(pipeline, &[Some(persona.pipeline.into()), Some(Value::Number(10.0))]);
    sheets.take(sheet);
    let mut sheet = sheets.sheet("stage", &["name", "pipeline", "outcome", "probability", "rotting_days", "rank"]);
    for (place, stage) in persona.stages.iter().enumerate() {
        let id = RecordId::v5("stage", &format!("sample/{}", stage.name));
        let rotting = (stage.rotting > 0).then_some(Value::Int(stage.rotting));
        let rank = Some(Value::Number(place as f64));
        sheet.push_with(
            id,
            &[
                Some(stage.name.into()),
                Some(pipeline.into()),
                Some(stage.outcome.into()),
                Some(Value::Number(stage.probability)),
                rotting,
                rank,
            ],
        );
    }
    let ids = sheet.records.clone();
    sheets.take(sheet);
    Stages {
        open: ids[..ids.len() - 2].to_vec(),
        won: ids[ids.len() - 2],
        lost: ids[ids.len() - 1],
    }
}

/// The price list.
pub(super) fn products(sheets: &mut Sheets<'_>, random: &mut Random) -> Vec<Known> {
    let mut sheet = sheets.sheet("product", &["name", "sku", "category", "price", "active"]);
    let mut known = Vec::new();
    let day = sheets.plan.today - 720;
    for (place, &(name, category, price)) in sheets.plan.persona.products.iter().enumerate() {
        let sku = Value::Text(format!("A-{:03}", place + 1));
        let price_value = Value::Money(sheets.plan.money(price));
        let id = sheet.push(
            day,
            &[
                Some(name.into()),
                Some(sku),
                Some(category.into()),
                Some(price_value),
                Some(Value::Bool(true)),
            ],
            random,
        );
        known.push(Known {
            price,
            pull: of_product(place),
            ..Known::new(id, id, day)
        });
    }
    sheets.take(sheet);
    known
}

/// Deals, most of them closed.
pub(super) fn deals(sheets: &mut Sheets<'_>, random: &mut Random, contacts: &[Known], products: &[Known], stages: &Stages) -> Vec<Known> {
    let fields = [
        "name",
        "stage",
        "value",
        "company",
        "contact",
        "owner",
        "product",
        "expected_close",
        "opened_on",
        "closed_on",
        "lost_reason",
        "source",
        "stage_since",
    ];
    let mut sheet = sheets.sheet("deal", &fields);
    let mut entries = sheets.sheet("stage_entry", &["deal", "stage", "entered", "left", "stayed", "value"]);
    let mut known = Vec::new();
    let today = sheets.plan.today;
    let (customers, leads): (Vec<Known>, Vec<Known>) = contacts.iter().partition(|contact| contact.buys);
    for _ in 0..((f64::from(sheets.plan.contacts) * sheets.plan.persona.deals) as u32).max(4) {
        // Who has not become a customer has an open deal at most.
        let first = !leads.is_empty() && (customers.is_empty() || random.chance(0.12));
        let contact = *random.pick(if first { &leads } else { &customers });
        let product = *random.pick(products);
        let (source, for_source) = *random.pick(&DEAL_SOURCES);
        let begins = if first { contact.day.max(today - 60) } else { contact.day };
        let opened = (begins + random.below((today - begins).max(1) as usize) as i32).min(today);
        let items = 1 + random.below(4) as i64;
        let for_size = 0.3 - 0.2 * (items - 1) as f64;
        let Pursuit { won, days, care, way } = Pursuit::draw(
            random,
            contact.pull + product.pull + for_source + for_size,
            sheets.plan.persona.wins,
        );
        let ends = opened + days;
        let closed = (!first && ends < today && random.chance(0.93)).then_some(ends);
        let reached = match closed {
            Some(_) => ((way * stages.open.len() as f64).ceil() as usize).clamp(1, stages.open.len()),
            None => 1 + random.below(stages.open.len()),
        };
        let stage = match closed {
            Some(_) if won => stages.won,
            Some(_) => stages.lost,
            None => stages.open[reached - 1],
        };
        let last = closed.unwrap_or_else(|| (opened + random.below((today - opened).max(1) as usize) as i32).min(today));
        let value = Value::Money(sheets.plan.money(product.price * items + random.below(40) as i64 * 5_000));
        let reason =
            (closed.is_some() && !won).then(|| Value::from(*random.pick(&["price", "competitor", "timing", "no-answer", "no-need"])));
        let name = format!(
            "{}{}",
            random.pick(sheets.plan.persona.subjects),
            random.pick(&["", " 2026", ", phase two", " update", ""])
        );
        // Open deals whose day has passed were put off, each by a little more than the other; few are late.
        let expected = closed.unwrap_or_else(|| ends.max(today - 6 + opened.rem_euclid(45)));
        let id = sheet.push(
            opened,
            &[
                Some(Value::Text(name)),
                Some(stage.into()),
                Some(value.clone()),
                contact.company.map(Value::Ref),
                Some(contact.id.into()),
                Some(contact.owner.into()),
                Some(product.id.into()),
                Some(Value::Date(expected)),
                Some(Value::Date(opened)),
                closed.map(Value::Date),
                reason,
                Some(source.into()),
                Some(Value::Time(Sheets::at(last, 10, 0))),
            ],
            random,
        );
        walk(
            &mut entries,
            random,
            id,
            stages,
            reached,
            (opened, last),
            closed.map(|_| stage),
            &value,
        );
        known.push(Known {
            company: contact.company,
            contact: Some(contact.id),
            closed,
            life: care,
            ..Known::new(id, contact.owner, opened)
        });
    }
    sheets.take(sheet);
    sheets.take(entries);
    known
}

/// The stage-duration log of one deal: its way through the stages, evenly uneven.
#[allow(clippy::too_many_arguments, reason = "one deal's life in one place")]
fn walk(
    entries: &mut super::Sheet,
    random: &mut Random,
    deal: RecordId,
    stages: &Stages,
    reached: usize,
    (opened, last): (i32, i32),
    end: Option<RecordId>,
    value: &Value,
) {
    let mut day = opened;
    let path = stages.open[..reached].iter().copied().chain(end).collect::<Vec<_>>();
    for (place, stage) in path.iter().enumerate() {
        let left = (place + 1 < path.len()).then(|| {
            let rest = (last - day).max(0) as usize / (path.len() - place);
            (day + random.below(rest * 2 + 1) as i32).min(last)
        });
        let entered = Sheets::at(day, 10, 0);
        let left_at = left.map(|left| Sheets::at(left, 10, 0));
        entries.push(
            day,
            &[
                Some(deal.into()),
                Some((*stage).into()),
                Some(Value::Time(entered)),
                left_at.map(Value::Time),
                left_at.map(|left| Value::Int((left - entered) / 1000)),
                Some(value.clone()),
            ],
            random,
        );
        day = left.unwrap_or(last);
    }
}

/// Orders of customers, with lines; and the contacts, with the days on which customers were gone.
pub(super) fn orders(sheets: &mut Sheets<'_>, random: &mut Random, mut contacts: Vec<Known>, products: &[Known]) -> Vec<Known> {
    let mut sheet = sheets.sheet("order", &["number", "date", "status", "contact", "company", "owner"]);
    let mut lines = sheets.sheet("line", &["order", "product", "quantity", "unit_price", "discount"]);
    let today = sheets.plan.today;
    let mut number = 0;
    for contact in contacts.iter_mut().filter(|contact| contact.buys) {
        let gap = 360.0 / (contact.life * 14.0 * sheets.plan.persona.orders + 1.2);
        let loyal = 2.1 + 0.5 * contact.pull - if contact.trouble { 1.1 } else { 0.0 };
        let last = contact.gone.map_or(today, |gone| gone.min(today));
        let first = contact.day + random.below(30) as i32;
        let bought = Buying::draw(random, first.min(last), gap, loyal, last);
        contact.gone = bought.gone.or(contact.gone.filter(|gone| *gone < today));
        for day in bought.days {
            number += 1;
            let status = *random.pick(&["paid", "paid", "paid", "shipped", "placed", "cancelled"]);
            let order = sheet.push(
                day,
                &[
                    Some(Value::Text(format!("A{number:05}"))),
                    Some(Value::Time(Sheets::at(day, 9 + random.below(8) as i64, 30))),
                    Some(status.into()),
                    Some(contact.id.into()),
                    contact.company.map(Value::Ref),
                    Some(contact.owner.into()),
                ],
                random,
            );
            let first = random.below(products.len());
            for step in 0..1 + random.below(3) {
                // Neighbours on the price list are bought together more often than strangers.
                let product = products[(first + step * if random.chance(0.7) { 1 } else { 7 }) % products.len()];
                lines.push(
                    day,
                    &[
                        Some(order.into()),
                        Some(product.id.into()),
                        Some(Value::Number(1.0 + random.below(3) as f64)),
                        Some(Value::Money(sheets.plan.money(product.price))),
                        random.chance(0.1).then_some(Value::Number(10.0)),
                    ],
                    random,
                );
            }
        }
    }
    sheets.take(sheet);
    sheets.take(lines);
    contacts
}
