//! Words of suggestions, RFM and recommendations. Each says why.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::insight::{ActionReason, ActionVerb, NextAction, RfmCell};

use super::{count, number};
use crate::platform::format;

phrases! {
    next_actions { English: "Next best actions" }
    ranked { English: "ranked by value at stake, probability and urgency" }
    how { English: "How this works" }
    how_title { English: "How suggestions are ranked" }
    how_text { English: "Each suggestion is worth what is at stake times the probability that it comes to that, times how urgent it is. Everything is computed on this device from your deals, tickets, orders and activities. Accepting one makes its task; dismissing it takes it away until its reason changes." }
    close { English: "Close" }
    rank(place) { English: "Rank {place}" }
    accept { English: "Accept" }
    accept_what(what) { English: "Accept: {what}" }
    dismiss { English: "Dismiss" }
    dismiss_what(what) { English: "Dismiss: {what}" }
    at_stake { English: "at stake" }
    in_stage(stage) { English: "in {stage}" }
    none { English: "Nothing to suggest" }
    none_text { English: "Suggestions appear when deals go quiet, tickets wait, or customers have not bought for a while." }
    show_more(count) { English: "Show {count} more" }
    show_fewer { English: "Show fewer" }
    for_person(name) { English: "for {name}" }
    with_person(name) { English: "with {name}" }
    to_person(name) { English: "to {name}" }

    quiet(days, usual) { English: "Quiet for {days}, usually {usual}." }
    no_next_step { English: "No next step is planned." }
    close_late(day) { English: "Was expected to close {day}." }
    close_soon(day) { English: "Expected to close {day}." }
    due_late(span) { English: "The reply is {span} late." }
    due_in(span) { English: "The reply is due in {span}." }
    priority(word) { English: "Priority is {word}." }
    stage(name, percent) { English: "In {name}, {percent} likely." }
    in_segment(name) { English: "Belongs to {name}." }
    spent(amount) { English: "Has spent {amount}." }
    together(both, of, product) { English: "{both} of {of} who bought {product} bought it too." }

    customers(count, day) { English: "{count} with at least one purchase up to {day}, computed on this device" }
    without_rate(count: u64) { English: one "{count} purchase is left out, because there is no rate for its currency", other "{count} purchases are left out, because there is no rate for their currency" }
    no_customers { English: "No purchases yet" }
    no_customers_text { English: "Segments appear as soon as orders or won deals are there: who bought how recently, how often and for how much." }
    cells { English: "Customer segments" }
    heat { English: "Recency and frequency" }
    heat_measure { English: "Customers by how recently and how often they bought" }
    orders { English: "Orders" }
    last_order { English: "Time since the last order" }
    fewer { English: "Fewer" }
    more { English: "More customers" }
    more_spent { English: "Spent more" }
    measure { English: "Measure" }
    customers_measure { English: "Customers" }
    cuts { English: "Where the scores begin" }
    cuts_help { English: "Each measure is cut into fifths over all customers: a fifth of them has each score, ties aside." }
    score { English: "Score" }
    recency { English: "Days since the last purchase" }
    frequency { English: "Purchases" }
    monetary { English: "Spent" }
    up_to(value) { English: "up to {value}" }
    over(value) { English: "over {value}" }
    between(from, to) { English: "{from} to {to}" }
    no_range { English: "–" }

    because(both, of, product) { English: "{both} of {of} who bought {product} bought it too" }
    lift(times) { English: "{times} times as often as by chance" }

    do_reconnect(about) { English: "Call {about}" }
    do_follow_up(about) { English: "Take up {about}" }
    do_plan_next_step(about) { English: "Plan the next step of {about}" }
    do_close(about) { English: "Close {about}" }
    do_reply(about) { English: "Answer {about}" }
    do_offer(about) { English: "Offer {about}" }
    scores(recency, frequency, money) { English: "Recency {recency}, frequency {frequency}, money {money}" }
    cell_champions { English: "Bought lately, often and much" }
    cell_loyal_customers { English: "Buy often and spend well" }
    cell_potential_loyalist { English: "Bought lately, more than once" }
    cell_new_customers { English: "Bought lately, not often yet" }
    cell_promising { English: "Fairly recent and spend well, but seldom" }
    cell_need_attention { English: "Above average, quiet for a while" }
    cell_about_to_sleep { English: "Neither recent nor frequent" }
    cell_cant_lose_them { English: "Best customers once, gone quiet" }
    cell_at_risk { English: "Spent much, but long ago" }
    cell_lost { English: "Longest away of all" }
    cell_others { English: "None of the other rules fits" }
}

/// What to do, without whom: the first words of a suggestion.
#[must_use]
fn verb(verb: ActionVerb, about: &str) -> String {
    match verb {
        ActionVerb::Reconnect => do_reconnect(about),
        ActionVerb::FollowUp => do_follow_up(about),
        ActionVerb::PlanNextStep => do_plan_next_step(about),
        ActionVerb::Close => do_close(about),
        ActionVerb::Reply => do_reply(about),
        ActionVerb::Offer => do_offer(about),
    }
}

/// What the task of an accepted suggestion is called. It is kept, so it has no marks of direction.
#[must_use]
pub fn task(action: ActionVerb, about: &str) -> String {
    super::catalogue::plain(&verb(action, about))
}

/// The scores of a named cell.
#[must_use]
pub fn cell_rule(cell: &RfmCell) -> String {
    let Some(rule) = cell.rule else { return cell_others().to_owned() };
    let range = |(low, high): (u8, u8)| {
        let (low, high) = (number(u64::from(low)), number(u64::from(high)));
        if low == high { low } else { between(&low, &high) }
    };
    let [recency, frequency, money] = rule.map(range);
    scores(&recency, &frequency, &money)
}

/// What to do, and with whom: the words before and after.
#[must_use]
pub fn action(action: &NextAction) -> (String, String) {
    let person = action
        .person
        .as_ref()
        .filter(|person| !person.label.is_empty() && person.id != action.about.id);
    let after = person.map(|person| match action.verb {
        ActionVerb::Offer | ActionVerb::Reply => to_person(&person.label),
        ActionVerb::Close | ActionVerb::FollowUp | ActionVerb::Reconnect => with_person(&person.label),
        ActionVerb::PlanNextStep => for_person(&person.label),
    });
    (verb(action.verb, &action.about.label), after.unwrap_or_default())
}

/// A reason as a sentence.
#[must_use]
pub fn reason(reason: &ActionReason) -> String {
    let days = |days: i64| count::days(u64::try_from(days).unwrap_or(0));
    match reason {
        ActionReason::Quiet { days: quiet_for, usual } => quiet(&days(*quiet_for), &number(u64::try_from(*usual).unwrap_or(0))),
        ActionReason::NoNextStep => no_next_step().to_owned(),
        ActionReason::CloseDay(day) if *day < crate::platform::clock::today() => close_late(&format::relative_day(*day)),
        ActionReason::CloseDay(day) => close_soon(&format::relative_day(*day)),
        ActionReason::Due(minutes) if *minutes < 0 => due_late(&crate::value::span_words(minutes * 60_000)),
        ActionReason::Due(minutes) => due_in(&crate::value::span_words(minutes * 60_000)),
        ActionReason::Priority(key) => priority(&priority_word(key)),
        ActionReason::Stage(name, percent) => stage(&super::labels::label(name), &format::percent(*percent)),
        ActionReason::Segment(name) => in_segment(&super::labels::label(name)),
        ActionReason::Spent(money) => spent(&format::money_short(*money)),
        ActionReason::Together { product, both, of } => together(&number(u64::from(*both)), &number(u64::from(*of)), product),
    }
}

/// The word of a priority of tasks and tickets, within a sentence.
fn priority_word(key: &str) -> String {
    let schema = super::labels::built_in();
    let option = schema.field("ticket", "priority").and_then(|field| field.option(key));
    super::inside(option.map_or(key, |option| &option.label))
}

/// All reasons, most important first.
#[must_use]
pub fn reasons(reasons: &[ActionReason]) -> String {
    reasons.iter().map(reason).collect::<Vec<_>>().join(" ")
}

/// What the customers of a named cell have in common; `None` for a name that is not one of ours.
#[must_use]
pub fn cell_meaning(name: &str) -> Option<&'static str> {
    Some(match name {
        "Champions" => cell_champions(),
        "Loyal Customers" => cell_loyal_customers(),
        "Potential Loyalist" => cell_potential_loyalist(),
        "New Customers" => cell_new_customers(),
        "Promising" => cell_promising(),
        "Need Attention" => cell_need_attention(),
        "About To Sleep" => cell_about_to_sleep(),
        "Can't Lose Them" => cell_cant_lose_them(),
        "At Risk" => cell_at_risk(),
        "Lost" => cell_lost(),
        "Others" => cell_others(),
        _ => return None,
    })
}

/// What is said under the amount of a suggestion.
#[must_use]
pub fn value_note(action: &NextAction) -> String {
    let stage = action.reasons.iter().find_map(|reason| match reason {
        ActionReason::Stage(name, _) => Some(in_stage(&super::labels::label(name))),
        _ => None,
    });
    stage.unwrap_or_else(|| at_stake().to_owned())
}
