//! Words of what customers are worth and who may be leaving.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::customer::{ChurnFact, ChurnReason, TooLittle};
use model::Money;

use super::{count, number};
use crate::platform::format;

phrases! {
    title { English: "Value ahead" }
    months { English: "Months that count" }
    twelve { English: "12 months" }
    thirty_six { English: "36 months" }
    how { English: "How this comes about" }
    why { English: "Why" }
    why_of(name) { English: "Why: value of {name}" }
    close { English: "Close" }
    computing(percent) { English: "Newer figures are being computed: {percent}" }
    as_of(day) { English: "As of {day}" }
    as_of_old(day) { English: "As of {day}, the day of the last purchase there is: everything later is unknown" }
    without_amount(count) { English: "{count} purchases have no amount or no rate for their currency: they count as purchases, not as value" }

    customers { English: "Customers" }
    customers_why(again) { English: "{again} of them bought again" }
    alive { English: "Still customers" }
    alive_why { English: "Expected to buy again at all: the sum of everybody's probability" }
    purchases { English: "Purchases ahead" }
    purchases_why { English: "Expected within the next 12 months" }
    value { English: "Value ahead" }
    value_why(months) { English: "Discounted value of purchases in the next {months} months" }
    between(low, high) { English: "{low} to {high} with 80% confidence" }

    curve { English: "Who brings the value" }
    curve_note { English: "Customers in the order of their value ahead, best first. The steeper the start, the more hangs on few of them." }
    best(share) { English: "Best {share}" }
    best_bring(share, customers, value) { English: "The best {share} ({customers}) bring {value} of the value ahead" }
    share_of_value { English: "Share of value" }
    best_customers { English: "Customers, best first" }
    as_table { English: "Show as table" }
    as_chart { English: "Show as chart" }

    classes { English: "Value classes" }
    class { English: "Class" }
    class_a { English: "The first half of the value ahead" }
    class_b { English: "From there to 80% of it" }
    class_c { English: "From there to 95%" }
    class_d { English: "All others" }
    classes_note { English: "Customers are put in the order of their value ahead; a class ends where its share of the value is reached." }

    how_purchases { English: "A purchase is a day with an order or a won deal that stands. Several on one day count as one; refunds lower the value and are no purchase." }
    how_alive { English: "Everybody buys at a rate of their own, and may leave after any purchase. Who has been silent for long against their own rate has probably left. The probability says how likely they buy again at all (BG/NBD model, Fader, Hardie & Lee 2005)." }
    how_ahead { English: "Purchases ahead = probability of still being a customer × purchases to expect of somebody who bought this often and this lately." }
    how_spend { English: "The value of a purchase lies between the customer's own mean and the mean of all: the more purchases, the more their own counts (gamma-gamma model, Fader & Hardie 2013)." }
    how_mean { English: "The value of a purchase is the mean of all purchases, because too few customers bought again to tell their values apart." }
    how_value { English: "Value ahead = purchases ahead × value of one, where a value that comes a year later counts 10% less." }
    how_limits { English: "The range says how far the figures of the model could be off, with 80% confidence. Chance moves a single customer further than that." }
    how_fitted(customers, again) { English: "The model is fitted on {customers}, {again} of whom bought again. It is fitted again when their purchases change. Everything is computed on this device." }

    pooled { English: "Too little to tell customers apart" }
    pooled_then { English: "Until then everybody is expected to go on at the rate of all together, without probability, range and class." }
    too_few(found, least) { English: "There are {found}; the model needs {least}." }
    too_few_again(found, least) { English: "{found} bought again; the model needs {least}." }
    no_time { English: "Everybody bought for the first time on the last day." }
    no_pattern { English: "Their purchases follow no pattern that the model knows." }

    risk { English: "Silent for longer than usual" }
    risk_total(total, of) { English: "{total} of {of} who bought twice or more" }
    risk_stake(amount) { English: "{amount} at stake" }
    times { English: "Times the usual gap" }
    times_before { English: "Silent for at least" }
    times_after { English: "times the usual gap" }
    silent(days, usual) { English: "Silent for {days}, usually {usual} between two purchases." }
    last_of(count, day) { English: "{count} purchases, the last on {day}." }
    still(percent) { English: "Still a customer: {percent}." }
    at_stake { English: "at stake" }
    at_stake_tip { English: "What would come if they stayed, less what is expected now" }
    plan { English: "Plan a call" }
    plan_with(name) { English: "Plan a call with {name}" }
    planned { English: "Answered" }
    nobody { English: "Nobody is silent for that long" }
    nobody_text { English: "With a smaller number more customers count as silent." }
    show_all(count) { English: "Show all {count} as a list" }

    next { English: "Who may fall silent next" }
    next_aside(times) { English: "no purchase for {times} times the usual gap" }
    next_none { English: "Nobody is watched yet" }
    next_none_text { English: "Customers are watched once they have bought twice and are not silent." }
    next_pending { English: "Being learned from what happened before" }
    next_few { English: "Not enough happened yet to learn from" }
    next_few_text(left, stayed, needed) { English: "Looking back, {left} fell silent and {stayed} did not; {needed} of each are needed. Until then the list of who is silent already says what is known." }
    next_alike { English: "Nothing that is known tells customers apart" }
    next_probability { English: "probability" }
    next_probability_tip { English: "Probability of falling silent, by customers who were alike before" }
    next_quality(auc, low, high) { English: "Of two customers, one who fell silent and one who did not, the model names the right one {auc} of the time ({low} to {high}); 50% is guessing." }
    next_tested(tested) { English: "Checked on {tested} that it had not seen." }
    speaks_for(facts) { English: "For it: {facts}." }
    speaks_against(facts) { English: "Against it: {facts}." }
    fact_silence(times) { English: "silent for {times} of the usual gap" }
    fact_gap(days) { English: "usually {days} between purchases" }
    fact_purchases(count) { English: "{count} so far" }
    fact_value(amount) { English: "{amount} per purchase" }
    fact_tenure(days) { English: "customer for {days}" }
    fact_recent(count) { English: "{count} in the last half year" }
    fact_activities(count) { English: "activities in 90 days: {count}" }
    fact_tickets(count) { English: "tickets in half a year: {count}" }
    name_silence { English: "Silence against the usual gap" }
    name_gap { English: "Usual gap between purchases" }
    name_purchases { English: "Number of purchases" }
    name_value { English: "Value of a purchase" }
    name_tenure { English: "Time since the first purchase" }
    name_recent { English: "Purchases of the last half year" }
    name_activities { English: "Activities of the last 90 days" }
    name_tickets { English: "Tickets of the last half year" }
    stays { English: "How long customers stay" }
    stays_note { English: "Share of customers who had not fallen silent so many days after their first purchase, with 80% limits (Kaplan & Meier 1958). Who is still there counts for as long as they were watched. A point leads to the customers whose first purchase is at least that long ago." }
    stays_days { English: "Days since the first purchase" }
    stays_share { English: "Still customers" }
    stays_low { English: "Lower limit" }
    stays_high { English: "Upper limit" }
    stays_mark(share, days) { English: "{share} stay longer than {days}" }

    model_value { English: "Value ahead of customers" }
    model_silent { English: "Who falls silent next" }
    target { English: "What it says" }
    target_value { English: "Purchases to come of each customer, their value, and whether they still are one" }
    target_silent(times) { English: "Whether a customer who is not silent yet will not buy for {times} times their usual gap" }
    reads { English: "What it reads" }
    reads_value { English: "Days and amounts of orders and won deals" }
    reads_silent { English: "Purchases, activities and tickets up to the day it looks at" }
    window { English: "Time" }
    window_value(day) { English: "Everything up to {day}" }
    window_silent(days, day) { English: "What was known {days} and twice that before {day}, and what came of it" }
    sample { English: "Learned from" }
    sample_value(customers, again) { English: "{customers}, {again} of whom bought again" }
    sample_silent(rows, left) { English: "{rows} of the past, {left} of whom fell silent" }
    method { English: "Method" }
    method_value { English: "BG/NBD and gamma-gamma, by maximum likelihood" }
    method_logistic { English: "Logistic regression" }
    method_boosting { English: "Boosted trees" }
    method_other(method, auc) { English: "{method}; the other method reached {auc}" }
    quality { English: "How good" }
    quality_value(predicted, actual, days, error) { English: "Fitted without the last {days} it expects {predicted} purchases in them; {actual} came ({error} off)" }
    not_checked { English: "The earlier part of the time is too little to check it on the later one" }
    error { English: "Mean squared error" }
    error_note(brier) { English: "{brier} between probability and what happened; 0 is perfect" }
    parameters { English: "Parameters" }
    fitted { English: "Made again" }
    fitted_note { English: "By itself, when purchases, the day or a definition change" }
    again { English: "Fit again" }
    export { English: "Export as JSON" }
    import_model { English: "Import…" }
    model_chance { English: "Model: which deals are won" }
    target_chance { English: "Whether a deal that is open will be won" }
    reads_chance(fields) { English: "{fields} fields that were known when a deal entered its stage: of the deal, its company and its contact" }
    sample_chance(rows, won) { English: "{rows} of decided deals in each of their stages, {won} of deals that were won" }
    quality_chance(auc, low, high) { English: "Of two deals, one won and one lost, the model names the right one {auc} of the time ({low} to {high}); 50% is guessing." }
    not_used { English: "That may be guessing, so it is not used: the share won of the stage counts." }
    none_chance { English: "Not enough deals are decided yet. Until then the share won of the stage counts, or what you gave it." }
    drift { English: "Since it was fitted" }
    drift_steady { English: "Steady: what it is asked about today looks like what it was fitted on" }
    drift_shifting { English: "Shifting: what it is asked about today differs somewhat from what it was fitted on" }
    drift_changed { English: "Changed: what it is asked about today is unlike what it was fitted on, so trust it less" }
    drift_index(words, index) { English: "{words} (stability index {index}; 0.1 and 0.25 are the marks)." }
    drift_few(asked) { English: "Too few to compare: it is asked about {asked} today, and it takes 50." }
    drift_value(words, index) { English: "Amounts of the last quarter of the time against those before. {words} (stability index {index}; 0.1 and 0.25 are the marks)." }
    origin { English: "Comes from" }
    origin_value(file, day, fitted) { English: "The file “{file}”, imported {day}; fitted {fitted}. It scores until it is fitted again." }
    calibration { English: "Said and happened" }
    calibration_note { English: "Customers in groups of about the same probability: what was said beside what happened. The closer the two lines, the better probabilities can be taken at their word. A point leads to the customers of whom about as much is said today." }
    said { English: "Said" }
    happened { English: "Happened" }
    group { English: "Group" }
    group_of(customers, said, happened) { English: "{customers}: {said} was said, {happened} happened" }
    importance { English: "What counts most" }
    importance_note { English: "How far each fact moves the probability on average, against the strongest one." }
    fact { English: "Fact" }
    weight { English: "Weight" }

    alike_by { English: "Customers who are alike in" }
    alike_note { English: "Groups are found by themselves, without a rule: customers of one group are close to each other in all chosen numbers, and far from the other groups (k-means). Each number counts equally, whatever its unit." }
    groups { English: "Groups" }
    best_number { English: "Best" }
    log { English: "Tame large numbers" }
    found(groups, records, silhouette) { English: "{groups} groups of {records}. They are set apart by {silhouette}, where 1 is far apart and 0 overlaps." }
    left_out(records) { English: "{records} are left out, because they lack one of the numbers." }
    no_groups { English: "No groups" }
    no_fields { English: "Choose at least one number." }
    no_rows(records) { English: "No record has all of these numbers; {records} lack one." }
    all_alike { English: "All records are the same in these numbers." }
    few_distinct(count) { English: "There are only {count} different records in these numbers: fewer than groups." }
    stage_share(percent) { English: "until then by the share won of its stage: {percent}" }
    stage_given(percent) { English: "until then as given to its stage: {percent}" }
    title_first_purchases { English: "Bought first, by segment" }
    how_first_purchases { English: "What the first purchase of customers of a segment held: of how many, out of how many, and how often against the first purchases of all. Who is new in the segment can be offered it. Only what is on sale, and only from the least number that is chosen." }
    overlap { English: "Overlap" }
    overlap_none { English: "There are no segments or groups of these yet." }
    overlap_note { English: "Choose two to four segments or groups to see who is in several of them. Everybody is counted once, in the line of exactly those that they are in; a group counts by the rule that comes closest to it." }
    overlap_choose { English: "Segments and groups" }
    overlap_who { English: "Who" }
    overlap_share { English: "Of all in any of them" }
    overlap_only(name) { English: "Only in {name}" }
    overlap_in(names) { English: "In {names} and in no other" }
    overlap_all(names) { English: "In {names}" }
    overlap_total(total, names) { English: "{total} in {names} together." }
    group_name(place) { English: "Group {place}" }
    group_trait(field, level, value) { English: "{level} {field}: {value}" }
    much_lower { English: "Very low" }
    lower { English: "Low" }
    same { English: "Usual" }
    higher { English: "High" }
    much_higher { English: "Very high" }
    rule_holds(inside, of, others) { English: "As a rule: holds {inside} of {of}, and {others} others." }
    as_list { English: "Show as list" }
    as_segment { English: "Make a segment" }
    rule_list(name) { English: "Show as list: {name}" }
    rule_segment(name) { English: "Make a segment: {name}" }

    alive_one { English: "Still a customer" }
    worth { English: "Value" }
    worth_bought(purchases, first, last) { English: "{purchases} from {first} to {last}." }
    worth_once(day) { English: "One purchase, on {day}." }
    worth_gap(usual, silent) { English: "Usually {usual} between two; silent for {silent} now." }
    worth_silent(silent) { English: "Silent for {silent} since." }
    worth_spend(amount) { English: "A purchase is expected to be worth {amount}." }
    worth_among(customers) { English: "Looked at together with {customers}." }
    worth_churn(percent) { English: "{percent} likely to fall silent next, by customers who were alike before." }
    worth_class(class) { English: "Class {class}" }
    of_months(months) { English: "in {months} months" }
    of_year { English: "in 12 months" }
}

/// The key of a class as people read it.
#[must_use]
pub fn class_name(key: &str) -> String {
    key.to_uppercase()
}

/// What a class is.
#[must_use]
pub fn class_meaning(key: &str) -> &'static str {
    match key {
        "a" => class_a(),
        "b" => class_b(),
        "c" => class_c(),
        _ => class_d(),
    }
}

/// Why there is no model.
#[must_use]
pub fn too_little(reason: TooLittle) -> String {
    match reason {
        TooLittle::Customers { found, least } => too_few(&count::customers(u64::from(found)), &number(u64::from(least))),
        TooLittle::Again { found, least } => too_few_again(&count::customers(u64::from(found)), &number(u64::from(least))),
        TooLittle::Time => no_time().to_owned(),
        TooLittle::Pattern => no_pattern().to_owned(),
    }
}

/// A fact about a customer with its value.
#[must_use]
pub fn fact_words(reason: &ChurnReason) -> String {
    let whole = reason.value.round().max(0.0) as u64;
    match reason.fact {
        ChurnFact::Silence => fact_silence(&format::percent((reason.value * 100.0).round())),
        ChurnFact::Gap => fact_gap(&count::days(whole)),
        ChurnFact::Purchases => fact_purchases(&count::purchases(whole)),
        ChurnFact::Value => fact_value(&format::money_whole(Money::new(whole as i64, reason.currency))),
        ChurnFact::Tenure => fact_tenure(&count::days(whole)),
        ChurnFact::Recent => fact_recent(&count::purchases(whole)),
        ChurnFact::Activities => fact_activities(&number(whole)),
        ChurnFact::Tickets => fact_tickets(&number(whole)),
    }
}

/// What speaks for a customer falling silent, and what against it.
#[must_use]
pub fn reasons(reasons: &[ChurnReason]) -> String {
    let of = |raises: bool| {
        let facts = reasons.iter().filter(|reason| reason.raises == raises).map(fact_words);
        facts.collect::<Vec<_>>()
    };
    let (pro, contra) = (of(true), of(false));
    let mut parts = Vec::new();
    if !pro.is_empty() {
        parts.push(speaks_for(&format::list(&pro)));
    }
    if !contra.is_empty() {
        parts.push(speaks_against(&format::list(&contra)));
    }
    parts.join(" ")
}

/// The name of a fact.
#[must_use]
pub fn fact_name(fact: ChurnFact) -> &'static str {
    match fact {
        ChurnFact::Silence => name_silence(),
        ChurnFact::Gap => name_gap(),
        ChurnFact::Purchases => name_purchases(),
        ChurnFact::Value => name_value(),
        ChurnFact::Tenure => name_tenure(),
        ChurnFact::Recent => name_recent(),
        ChurnFact::Activities => name_activities(),
        ChurnFact::Tickets => name_tickets(),
    }
}

/// How a group compares with everybody, from -2 to 2.
#[must_use]
pub fn level(above: i8) -> &'static str {
    match above {
        i8::MIN..=-2 => much_lower(),
        -1 => lower(),
        0 => same(),
        1 => higher(),
        2..=i8::MAX => much_higher(),
    }
}
