//! Who may be leaving: customers who are silent for longer than a number of their own usual gaps, most at stake first.

use bridge::customer::{RiskList, RiskyCustomer};
use rustc_hash::FxHashSet;

use super::actions::{RECONNECT_KEY, answered, key};
use crate::commands::setting;
use crate::computed::lifetime::Lifetime;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Setting: silence counts from so many times the usual gap.
pub(crate) const TIMES: &str = "silence_times";
/// Times the usual gap where nobody has set any.
const USUAL_TIMES: f64 = 3.0;
/// The least and most that can be set.
const TIMES_RANGE: std::ops::RangeInclusive<f64> = 1.0..=50.0;

/// From how many times the usual gap silence counts in this workspace.
#[must_use]
pub fn silence_times(workspace: &Workspace) -> f64 {
    let set = setting(workspace, TIMES).and_then(|times| times.parse::<f64>().ok());
    set.filter(|times| TIMES_RANGE.contains(times)).unwrap_or(USUAL_TIMES)
}

/// Customers who are silent for longer than `times` their usual gap. `object` is `contact` or `company`.
#[must_use]
pub fn at_risk(reader: Reader<'_>, object: &str, times: Option<f64>, limit: u32) -> RiskList {
    let asked = times.filter(|times| times.is_finite());
    let times = asked.map_or_else(
        || silence_times(reader.workspace),
        |times| times.clamp(*TIMES_RANGE.start(), *TIMES_RANGE.end()),
    );
    let mut list = RiskList {
        times,
        total: 0,
        of: 0,
        stake: None,
        as_of: reader.moment.today,
        customers: Vec::new(),
    };
    let Some((table, lifetime)) = reader
        .table(object)
        .and_then(|table| Some((table, reader.computed.lifetime(table.number)?)))
    else {
        return list;
    };
    list.as_of = lifetime.as_of;
    let mut silent = Vec::new();
    let mut all = None;
    for place in 0..lifetime.histories.len() {
        // As the field shows it, so that a list filtered by the field is this one.
        let Some(silence) = lifetime.silence(place).map(|silence| (silence * 100.0).round() / 100.0) else {
            continue;
        };
        list.of += 1;
        if silence >= times {
            let stake = stake(lifetime, place);
            if let Some(stake) = stake {
                *all.get_or_insert(0.0) += stake;
            }
            silent.push((stake, place));
        }
    }
    list.total = silent.len() as u32;
    list.stake = all.and_then(|all| lifetime.money(all));
    silent.sort_by(|a, b| b.0.unwrap_or(0.0).total_cmp(&a.0.unwrap_or(0.0)).then(a.1.cmp(&b.1)));
    let answers = answered(reader);
    let risky = |(stake, place): (Option<f64>, usize)| risky(reader, table, lifetime, place, stake, &answers);
    list.customers = silent.into_iter().take(limit as usize).map(risky).collect();
    list
}

/// What would still come if the customer stayed, less what is expected now.
fn stake(lifetime: &Lifetime, place: usize) -> Option<f64> {
    let expected = lifetime.expected(place);
    let (value, p_alive) = (expected.value?, expected.p_alive?);
    let staying = if p_alive > 0.0 { value / p_alive } else { 0.0 };
    Some((staying - value).max(0.0)).filter(|stake| stake.is_finite())
}

fn risky(
    reader: Reader<'_>,
    table: &Table,
    lifetime: &Lifetime,
    place: usize,
    stake: Option<f64>,
    answers: &FxHashSet<String>,
) -> RiskyCustomer {
    let row = lifetime.histories.customer[place];
    let last = lifetime.last_day(place);
    let key = key(RECONNECT_KEY, reader, table, row);
    RiskyCustomer {
        answered: answers.contains(&key),
        key,
        about: cells::row_link(reader, table, row),
        stake: stake.and_then(|stake| lifetime.money(stake)),
        p_alive: lifetime.expected(place).p_alive,
        purchases: lifetime.histories.repeats[place] + 1,
        last,
        silent_days: (lifetime.as_of - last).max(0) as u32,
        usual_days: lifetime.usual_days(place).unwrap_or_default().round().max(1.0) as u32,
    }
}
