//! Words of reports: what each part is about, what it was made from, and why it may say nothing.
//!
//! They are for people without statistics: what a number means stands before what it is called.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::report::{Fact, Head, Reason, Term, Topic};

use super::{count, number};
use crate::platform::format;

phrases! {
    as_table { English: "Figures" }
    how { English: "How this comes about" }
    up_to(day) { English: "as of {day}" }
    pipeline { English: "Pipeline" }
    all_pipelines { English: "All pipelines" }
    ahead { English: "Look ahead" }
    months(count) { English: "{count} months" }
    step { English: "Steps" }
    by_month { English: "Months" }
    by_quarter { English: "Quarters" }
    field { English: "Look at" }
    compare { English: "Compare by" }
    rating { English: "Answers" }
    least { English: "At least" }
    least_times(count) { English: "{count} times" }
    goal { English: "Goal per month" }
    goal_none { English: "None" }
    from_to(low, high) { English: "{low} to {high}" }
    none { English: "–" }
    up(points) { English: "+{points}" }
    follows(left, right) { English: "{left} → {right}" }
    changed(what, name) { English: "{name}: {what}" }
    of_field(field, value) { English: "{field}: {value}" }
    mark(label, head, value) { English: "{label}, {head}: {value}" }
    chance_title { English: "Why this chance" }
    tone_title { English: "Tone of the messages" }
    title_pipeline { English: "At a glance" }
    title_simulation { English: "What the open deals will bring" }
    title_series { English: "Won so far, and how it goes on" }
    title_accuracy { English: "What would have been said, and what came" }
    title_changes { English: "What changed within a week" }
    title_changed_deals { English: "Deals whose amount or closing day changed" }
    title_stage_rates { English: "How many deals of each stage were won" }
    title_chance { English: "How good the learned chances are" }
    title_calibration { English: "Chances told and what came" }
    title_importance { English: "What the chances go by" }
    title_leaks { English: "Fields that seem to know the outcome" }
    title_deal_reasons { English: "Why this chance" }
    title_bundles { English: "Bought in one order" }
    title_together { English: "Bought by the same customers" }
    title_next_items { English: "Bought in the next order" }
    title_hit_rate { English: "Would the proposals have been bought?" }
    title_answers { English: "Answers to suggestions" }
    title_sentiment { English: "Tone of what is written" }
    title_sentiment_time { English: "Tone over time" }
    title_unfriendly { English: "Least friendly texts" }
    title_themes { English: "What texts are about" }
    title_nps { English: "Would they recommend you?" }
    title_nps_time { English: "Recommendation over time" }
    title_nps_by { English: "Recommendation by group" }
    title_satisfaction { English: "How satisfied are they?" }
    title_satisfaction_time { English: "Satisfaction over time" }
    title_satisfaction_by { English: "Satisfaction by group" }
    title_drivers { English: "What goes with high and low answers" }
    title_ticket_tone { English: "Tone of the messages" }
    title_retention { English: "Who comes back after the first purchase" }
    title_company_retention { English: "Which companies come back after the first purchase" }
    title_funnel { English: "How far deals come" }
    title_velocity { English: "How fast money is won" }
    title_win_loss { English: "What separates won from lost" }
    title_win_by { English: "Share won, by group" }
    title_anomalies { English: "Out of the ordinary" }
    head_count { English: "Records" }
    head_amount { English: "Amount" }
    head_actual { English: "Came" }
    head_expected { English: "Expected" }
    head_low { English: "From" }
    head_high { English: "To" }
    head_weighted { English: "Weighted" }
    head_p10 { English: "P10" }
    head_p50 { English: "P50" }
    head_p90 { English: "P90" }
    head_series_said { English: "Series said" }
    head_within { English: "In range" }
    head_won { English: "Won" }
    head_lost { English: "Lost" }
    head_decided { English: "Decided" }
    head_all_won { English: "All won" }
    head_satisfied { English: "Satisfied" }
    head_day { English: "Day" }
    head_texts { English: "Texts" }
    head_followed { English: "Followed" }
    head_times { English: "Of" }
    head_hit_rate { English: "Hit" }
    head_accepted { English: "Accepted" }
    head_dismissed { English: "Dismissed" }
    head_alone { English: "Ranks right alone" }
    head_reached { English: "Came this far" }
    head_went_on { English: "Went on" }
    head_still_there { English: "Still there" }
    head_usual { English: "Usual" }
    head_before { English: "Before" }
    head_now { English: "Now" }
    head_share { English: "Share" }
    head_win_rate { English: "Share won" }
    head_days { English: "Days to win" }
    head_points { English: "Points" }
    head_predicted { English: "Chance told" }
    head_observed { English: "Won" }
    head_support { English: "Of all orders" }
    head_confidence { English: "How often" }
    head_lift { English: "Lift" }
    head_both { English: "With both" }
    head_first { English: "With the first" }
    head_similarity { English: "Similarity" }
    head_value { English: "Value" }
    head_friendly { English: "Friendly" }
    head_unfriendly { English: "Unfriendly" }
    head_neutral { English: "Neither" }
    head_tone { English: "Mean tone" }
    head_nps { English: "NPS" }
    head_promoters { English: "9 to 10" }
    head_passives { English: "7 to 8" }
    head_detractors { English: "0 to 6" }
    head_mean { English: "Mean" }
    head_effect { English: "Effect" }
    head_adjusted { English: "If it were chance" }
    head_words { English: "Words" }
    head_customers { English: "Customers" }
    head_period1 { English: "1" }
    head_period2 { English: "2" }
    head_period3 { English: "3" }
    head_period4 { English: "4" }
    head_period5 { English: "5" }
    head_period6 { English: "6" }
    head_period7 { English: "7" }
    head_period8 { English: "8" }
    head_period9 { English: "9" }
    head_period10 { English: "10" }
    head_period11 { English: "11" }
    head_with { English: "With" }
    head_without { English: "Without" }
    head_unusual { English: "How unusual" }
    term_open_deals { English: "Open deals" }
    term_weighted { English: "Weighted" }
    term_likely { English: "Likely to be won" }
    term_won_this_month { English: "Won in this period" }
    term_goal { English: "Goal" }
    term_pace { English: "Goal’s pace by today" }
    term_new { English: "New" }
    term_moved_on { English: "Moved on" }
    term_moved_back { English: "Moved back" }
    term_won { English: "Won" }
    term_lost { English: "Lost" }
    term_raised { English: "Amount raised" }
    term_lowered { English: "Amount lowered" }
    term_put_off { English: "Put off" }
    term_brought_forward { English: "Brought forward" }
    term_ranking { English: "Ranking" }
    term_brier { English: "Brier score" }
    term_brier_base { English: "Brier score of one chance for all" }
    term_stage_rate { English: "Rate of the stage" }
    term_age { English: "Age when it entered its stage" }
    term_base { English: "Chance of all" }
    term_chance { English: "Chance of this deal" }
    term_other { English: "Everything else" }
    term_hit { English: "What similar customers bought" }
    term_hit_ease { English: "All products weighed together (EASE)" }
    term_offers { English: "Offers of products" }
    term_other_suggestions { English: "Other suggestions" }
    term_hit_popular { English: "Most bought for everybody" }
    term_activities { English: "Notes and calls" }
    term_tickets { English: "Tickets" }
    term_messages { English: "Messages received" }
    term_velocity { English: "Per deal and day" }
    term_mean_won { English: "Mean amount won" }
    term_mean_days { English: "Mean days to win" }
    term_win_rate { English: "Share won" }
    term_all { English: "All" }
    term_whole { English: "Whole text" }
    fact_open(deals) { English: "{deals} open" }
    fact_decided(deals) { English: "{deals} won or lost" }
    fact_least_orders(orders) { English: "in at least {orders}" }
    fact_history(periods) { English: "{periods} of history" }
    fact_draws(count) { English: "drawn {count} times" }
    fact_no_amount(count) { English: "{count} left out without an amount or a rate" }
    fact_no_day(count) { English: "{count} left out without a day" }
    fact_comparisons(count: u64) { English: one "{count} comparison", other "{count} comparisons" }
    fact_since(day) { English: "since {day}" }
    fact_from_all_stages(count: u64) { English: one "{count} goes by all stages, since its own has too little history", other "{count} go by all stages, since their own has too little history" }
    fact_tested_after(day) { English: "tested on deals after {day}" }
    fact_no_better { English: "perhaps no better than guessing, so the share won of the stage is used" }
    fact_error(percent) { English: "off by {percent} on average" }
    fact_naive_error(percent) { English: "repeating the past would be off by {percent}" }
    fact_within(within, of) { English: "{within} of {of} within the range" }
    fact_from_history { English: "from the history of every record" }
    fact_holdout(count) { English: "{count} kept apart for the test" }
    reason_no_change { English: "Nothing changed within a week." }
    reason_nothing { English: "There is nothing of this kind yet." }
    reason_too_few(needed, found) { English: "Not enough data: it takes {needed} that have ended or passed, and there are {found}." }
    reason_one_sided(needed, won, lost) { English: "Not enough data to learn from: it takes {needed} won and {needed} lost deals, and there are {won} and {lost}. Until then the rate of the stage counts." }
    reason_no_days { English: "None of them has a day." }
    reason_nothing_varies { English: "Nothing tells these records apart: every field is empty, the same for all, or different for each." }
    reason_numbers { English: "The numbers are too large to compute with, or there are none." }
    reason_nothing_stands_out { English: "Nothing stands out. That is a result, too: differences are within what chance gives." }
    reason_guessing { English: "Nothing that is known about deals tells won from lost better than guessing, so far. Until it does, the share won of the stage counts." }
    reason_decided { English: "This deal is decided." }
    reason_no_field { English: "No number or rating field holds such answers yet. Add one to contacts, companies or tickets in the settings; answers from 0 to 10 fit best." }
}

/// The title of a part.
#[must_use]
pub fn title(topic: Topic) -> &'static str {
    match topic {
            Topic::Pipeline => title_pipeline(),
            Topic::Simulation => title_simulation(),
            Topic::Series => title_series(),
            Topic::Accuracy => title_accuracy(),
            Topic::Changes => title_changes(),
            Topic::ChangedDeals => title_changed_deals(),
            Topic::StageRates => title_stage_rates(),
            Topic::Chance => title_chance(),
            Topic::Calibration => title_calibration(),
            Topic::Importance => title_importance(),
            Topic::Leaks => title_leaks(),
            Topic::DealReasons => title_deal_reasons(),
            Topic::Bundles => title_bundles(),
            Topic::Together => title_together(),
            Topic::NextItems => title_next_items(),
            Topic::FirstPurchases => super::customer::title_first_purchases(),
            Topic::HitRate => title_hit_rate(),
            Topic::Answers => title_answers(),
            Topic::Sentiment => title_sentiment(),
            Topic::SentimentTime => title_sentiment_time(),
            Topic::Unfriendly => title_unfriendly(),
            Topic::Themes => title_themes(),
            Topic::Nps => title_nps(),
            Topic::NpsTime => title_nps_time(),
            Topic::NpsBy => title_nps_by(),
            Topic::Satisfaction => title_satisfaction(),
            Topic::SatisfactionTime => title_satisfaction_time(),
            Topic::SatisfactionBy => title_satisfaction_by(),
            Topic::Drivers => title_drivers(),
            Topic::TicketTone => title_ticket_tone(),
            Topic::Retention => title_retention(), Topic::CompanyRetention => title_company_retention(),
            Topic::Funnel => title_funnel(),
            Topic::Velocity => title_velocity(),
            Topic::WinLoss => title_win_loss(),
            Topic::WinBy => title_win_by(), Topic::Anomalies => title_anomalies(),
    }
}

/// The head of a column.
#[must_use]
pub fn head(head: Head) -> &'static str {
    match head {
            Head::Count => head_count(),
            Head::Amount => head_amount(),
            Head::Actual => head_actual(),
            Head::Expected => head_expected(),
            Head::Low => head_low(),
            Head::High => head_high(),
            Head::Weighted => head_weighted(),
            Head::P10 => head_p10(),
            Head::P50 => head_p50(),
            Head::P90 => head_p90(),
            Head::SeriesSaid => head_series_said(),
            Head::Within => head_within(),
            Head::Won => head_won(),
            Head::Lost => head_lost(),
            Head::Decided => head_decided(),
            Head::AllWon => head_all_won(),
            Head::Satisfied => head_satisfied(),
            Head::Day => head_day(),
            Head::Texts => head_texts(),
            Head::Followed => head_followed(),
            Head::Times => head_times(),
            Head::HitRate => head_hit_rate(),
            Head::Accepted => head_accepted(),
            Head::Dismissed => head_dismissed(),
            Head::Alone => head_alone(),
            Head::Reached => head_reached(),
            Head::WentOn => head_went_on(),
            Head::StillThere => head_still_there(),
            Head::Usual => head_usual(),
            Head::Before => head_before(),
            Head::Now => head_now(),
            Head::Share => head_share(),
            Head::WinRate => head_win_rate(),
            Head::Days => head_days(),
            Head::Points => head_points(),
            Head::Predicted => head_predicted(),
            Head::Observed => head_observed(),
            Head::Support => head_support(),
            Head::Confidence => head_confidence(),
            Head::Lift => head_lift(),
            Head::Both => head_both(),
            Head::First => head_first(),
            Head::Similarity => head_similarity(),
            Head::Value => head_value(),
            Head::Friendly => head_friendly(),
            Head::Unfriendly => head_unfriendly(),
            Head::Neutral => head_neutral(),
            Head::Tone => head_tone(),
            Head::Nps => head_nps(),
            Head::Promoters => head_promoters(),
            Head::Passives => head_passives(),
            Head::Detractors => head_detractors(),
            Head::Mean => head_mean(),
            Head::Effect => head_effect(),
            Head::Adjusted => head_adjusted(),
            Head::Words => head_words(),
            Head::Customers => head_customers(),
            Head::Period1 => head_period1(),
            Head::Period2 => head_period2(),
            Head::Period3 => head_period3(),
            Head::Period4 => head_period4(),
            Head::Period5 => head_period5(),
            Head::Period6 => head_period6(),
            Head::Period7 => head_period7(),
            Head::Period8 => head_period8(),
            Head::Period9 => head_period9(),
            Head::Period10 => head_period10(),
            Head::Period11 => head_period11(),
            Head::With => head_with(),
            Head::Without => head_without(),
            Head::Unusual => head_unusual(), Head::Activities => term_activities(), Head::Tickets => term_tickets(),
    }
}

/// What a line is about.
#[must_use]
pub fn term(term: Term) -> &'static str {
    match term {
            Term::OpenDeals => term_open_deals(),
            Term::Weighted => term_weighted(),
            Term::Likely => term_likely(),
            Term::WonThisMonth => term_won_this_month(),
            Term::Goal => term_goal(),
            Term::Pace => term_pace(),
            Term::New => term_new(),
            Term::MovedOn => term_moved_on(),
            Term::MovedBack => term_moved_back(),
            Term::Won => term_won(),
            Term::Lost => term_lost(),
            Term::Raised => term_raised(),
            Term::Lowered => term_lowered(),
            Term::PutOff => term_put_off(),
            Term::BroughtForward => term_brought_forward(),
            Term::Ranking => term_ranking(),
            Term::Brier => term_brier(),
            Term::BrierBase => term_brier_base(),
            Term::StageRate => term_stage_rate(),
            Term::Age => term_age(),
            Term::Base => term_base(),
            Term::Chance => term_chance(),
            Term::Other => term_other(),
            Term::Hit => term_hit(),
            Term::HitEase => term_hit_ease(),
            Term::Offers => term_offers(),
            Term::OtherSuggestions => term_other_suggestions(),
            Term::HitPopular => term_hit_popular(),
            Term::Activities => term_activities(),
            Term::Tickets => term_tickets(),
            Term::Messages => term_messages(),
            Term::Velocity => term_velocity(),
            Term::MeanWon => term_mean_won(),
            Term::MeanDays => term_mean_days(),
            Term::WinRate => term_win_rate(),
            Term::All => term_all(),
            Term::Whole => term_whole(),
    }
}

/// What a part was made from, as words between points; nothing for what there is none of.
#[must_use]
pub fn fact(fact: Fact) -> Option<String> {
    let n = |count: u32| number(u64::from(count));
    let some = |count: u32, words: String| (count > 0).then_some(words);
    let percent = |percent: u32| format::percent(f64::from(percent));
    match fact {
        Fact::Deals(deals) => Some(fact_open(&count::deals(u64::from(deals)))),
        Fact::AllDeals(deals) => Some(count::deals(u64::from(deals))),
        Fact::Stages(stages) => Some(count::stages(u64::from(stages))),
        Fact::Decided(deals) => Some(fact_decided(&count::deals(u64::from(deals)))),
        Fact::Sales(sales) => Some(count::sales(u64::from(sales))),
        Fact::Orders(orders) => Some(count::orders(u64::from(orders))),
        Fact::LeastOrders(orders) => Some(fact_least_orders(&count::orders(u64::from(orders)))),
        Fact::Texts(texts) => Some(count::texts(u64::from(texts))),
        Fact::Answers(answers) => Some(count::answers(u64::from(answers))),
        Fact::Customers(customers) => Some(count::customers(u64::from(customers))),
        Fact::Months(periods) => Some(fact_history(&count::periods(u64::from(periods)))),
        Fact::Draws(draws) => Some(fact_draws(&n(draws))),
        Fact::NoAmount(left) => some(left, fact_no_amount(&n(left))),
        Fact::NoDay(left) => some(left, fact_no_day(&n(left))),
        Fact::Comparisons(made) => some(made, fact_comparisons(u64::from(made))),
        Fact::Since(day) => Some(fact_since(&format::date(day))),
        Fact::FromAllStages(deals) => some(deals, fact_from_all_stages(u64::from(deals))),
        Fact::TestedAfter(day) => Some(fact_tested_after(&format::date(day))),
        Fact::NoBetter => Some(fact_no_better().to_owned()),
        Fact::StageShare(share) => Some(super::customer::stage_share(&percent(share))),
        Fact::StageGiven(share) => Some(super::customer::stage_given(&percent(share))),
        Fact::Error(error) => Some(fact_error(&percent(error))),
        Fact::NaiveError(error) => Some(fact_naive_error(&percent(error))),
        Fact::Within(within, of) => some(of, fact_within(&n(within), &n(of))),
        Fact::FromHistory => Some(fact_from_history().to_owned()),
        Fact::Holdout(kept) => Some(fact_holdout(&n(kept))),
    }
}

/// Why a part says nothing, and what would help.
#[must_use]
pub fn reason(topic: Topic, reason: Reason) -> String {
    let n = |count: u32| number(u64::from(count));
    let what = |count: u32| match topic {
        Topic::Series | Topic::NpsTime | Topic::SatisfactionTime | Topic::Anomalies => count::periods(u64::from(count)),
        Topic::Sentiment | Topic::SentimentTime | Topic::Themes | Topic::Unfriendly => count::texts(u64::from(count)),
        Topic::Nps | Topic::NpsBy | Topic::Satisfaction | Topic::SatisfactionBy | Topic::Drivers => count::answers(u64::from(count)),
        Topic::Bundles | Topic::NextItems => count::orders(u64::from(count)),
        Topic::Together | Topic::FirstPurchases | Topic::HitRate | Topic::Retention | Topic::CompanyRetention => count::customers(u64::from(count)),
        _ => count::deals(u64::from(count)),
    };
    let words = match reason {
        Reason::TooFew(found, needed) => return reason_too_few(&what(needed), &n(found)),
        Reason::OneSided(won, lost, needed) => return reason_one_sided(&n(needed), &n(won), &n(lost)),
        Reason::Nothing if matches!(topic, Topic::Changes) => reason_no_change(),
        Reason::Nothing => reason_nothing(),
        Reason::NoDays => reason_no_days(),
        Reason::NothingVaries => reason_nothing_varies(),
        Reason::Numbers => reason_numbers(),
        Reason::NothingStandsOut => reason_nothing_stands_out(),
        Reason::Guessing => reason_guessing(),
        Reason::Decided => reason_decided(),
        Reason::NoField => reason_no_field(),
    };
    words.to_owned()
}
