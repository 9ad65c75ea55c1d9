//! Who comes back: customers by the month or quarter of their first purchase.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Part, Reason, Topic};
use insight::cohorts::{Activity, cohorts};
use insight::rfm::{MISSING_AMOUNT, MISSING_DAY};
use model::Unit;

use super::behind::Buyers;
use super::periods::{first_day, looked_at, period_of};
use super::{line, part, sheet};
use crate::reader::Reader;
use crate::table::Table;

/// Cohorts that are shown, and steps after the first.
const COHORTS: (usize, usize) = (12, 12);
const PERIODS: [Head; COHORTS.1 - 1] = [
    Head::Period1,
    Head::Period2,
    Head::Period3,
    Head::Period4,
    Head::Period5,
    Head::Period6,
    Head::Period7,
    Head::Period8,
    Head::Period9,
    Head::Period10,
    Head::Period11,
];

/// Customers by the step of their first purchase, and how many bought again in each later one: contacts, and companies where no
/// contact is named.
pub(super) fn parts(reader: Reader<'_>, unit: Unit) -> Vec<Part> {
    let contacts = returning(reader, unit, "contact", Topic::Retention);
    let companies = returning(reader, unit, "company", Topic::CompanyRetention);
    // Of what there is nothing of, one part is enough.
    match (&contacts.said, &companies.said) {
        (_, Err(Reason::Nothing)) => vec![contacts],
        (Err(Reason::Nothing), _) => vec![companies],
        _ => vec![contacts, companies],
    }
}

fn returning(reader: Reader<'_>, unit: Unit, object: &'static str, topic: Topic) -> Part {
    let purchases = reader.computed.purchases(reader.workspace, reader.moment);
    let customers = reader.table(object).map_or(0, Table::len);
    let contacts = reader.table("contact").map_or(0, Table::len);
    let orders = reader.table("order").map(|table| table.number);
    let mut buyers = Buyers {
        object,
        alone: object == "company",
        orders: false,
        deals: false,
    };
    let now = period_of(looked_at(reader), unit);
    let (mut customer_of, mut period, mut amount) = (Vec::new(), Vec::new(), Vec::new());
    let mut no_day = 0;
    for sale in 0..purchases.len() {
        let (contact, company) = (purchases.contact[sale] as usize, purchases.company[sale] as usize);
        let customer = match object {
            "contact" => contact,
            _ if contact < contacts => continue,
            _ => company,
        };
        if customer >= customers {
            continue;
        }
        let place = reader.workspace.handles().place(purchases.record[sale]);
        let ordered = place.map(|place| place.table) == orders;
        buyers.orders |= ordered;
        buyers.deals |= !ordered;
        match purchases.day[sale] {
            MISSING_DAY => no_day += 1,
            // Only steps that are over are told; a slip of the pen a century ago is no beginning.
            day if period_of(day, unit) < now && period_of(day, unit) > now - 600 => {
                customer_of.push(customer as u32);
                period.push(period_of(day, unit));
                amount.push(
                    Some(purchases.amount[sale])
                        .filter(|&amount| amount != MISSING_AMOUNT)
                        .unwrap_or_default(),
                );
            }
            _ => {}
        }
    }
    let activity = Activity {
        customer_of: &customer_of,
        period: &period,
        amount: &amount,
    };
    let facts = vec![Fact::Sales(period.len() as u32), Fact::NoDay(no_day)];
    if period.is_empty() {
        return part(topic, facts, Err(Reason::Nothing));
    }
    let Ok(found) = cohorts(activity, customers, now - 1) else {
        return part(topic, facts, Err(Reason::Numbers));
    };
    let last = found.len().saturating_sub(COHORTS.0);
    // Of the newest nothing is known yet but that they came.
    let known = found[last..].iter().filter(|cohort| cohort.active.len() > 1);
    let days = |period: i32| (first_day(period, unit), first_day(period + 1, unit) - 1);
    let lines = known.map(|cohort| {
        let share = |after: usize| cohort.retention(after).map_or(Cell::Empty, |share| Cell::Percent(100.0 * share));
        // The first step holds everybody: its share would be a hundred, the number says more.
        let cells = (1..COHORTS.1).map(share).chain([Cell::Int(i64::from(cohort.customers))]).collect();
        let began = days(cohort.period);
        let all = buyers.began_and_bought(began, began);
        let mut told = line(Label::Period(began.0, unit), cells, Some(all));
        let known = (1..COHORTS.1)
            .zip(0u8..)
            .filter(|(after, _)| cohort.active.get(*after).is_some_and(|active| *active > 0));
        for (after, column) in known {
            let active = buyers.began_and_bought(began, days(cohort.period + after as i32));
            told = told.with_behind(column, Some(active));
        }
        told
    });
    let mut heads = PERIODS.to_vec();
    heads.push(Head::Customers);
    part(topic, facts, Ok(sheet(Form::Heat, COHORTS.1 as u8 - 1, &heads, lines.collect())))
}
