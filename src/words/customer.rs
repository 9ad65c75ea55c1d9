//! Words of what customers are worth and who may be leaving.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::customer::TooLittle;

use super::{count, number};

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

    alive_one { English: "Still a customer" }
    worth { English: "Value" }
    worth_bought(purchases, first, last) { English: "{purchases} from {first} to {last}." }
    worth_once(day) { English: "One purchase, on {day}." }
    worth_gap(usual, silent) { English: "Usually {usual} between two; silent for {silent} now." }
    worth_silent(silent) { English: "Silent for {silent} since." }
    worth_spend(amount) { English: "A purchase is expected to be worth {amount}." }
    worth_among(customers) { English: "Looked at together with {customers}." }
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
