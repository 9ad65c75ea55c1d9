//! Words of reports: what each part is about, how it comes about, and why it may say nothing.
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
}

/// The title of a part.
#[must_use]
pub fn title(topic: Topic) -> &'static str {
    match topic {
            Topic::Pipeline => "At a glance",
            Topic::Simulation => "What the open deals will bring",
            Topic::Series => "Won so far, and how it goes on",
            Topic::Accuracy => "What would have been said, and what came",
            Topic::Changes => "What changed within a week",
            Topic::ChangedDeals => "Deals whose amount or closing day changed",
            Topic::StageRates => "How many deals of each stage were won",
            Topic::Chance => "How good the learned chances are",
            Topic::Calibration => "Chances told and what came",
            Topic::Importance => "What the chances go by",
            Topic::Leaks => "Fields that seem to know the outcome",
            Topic::DealReasons => "Why this chance",
            Topic::Bundles => "Bought in one order",
            Topic::Together => "Bought by the same customers",
            Topic::NextItems => "Bought in the next order",
            Topic::HitRate => "Would the proposals have been bought?",
            Topic::Answers => "Answers to suggestions",
            Topic::Sentiment => "Tone of what is written",
            Topic::SentimentTime => "Tone over time",
            Topic::Unfriendly => "Least friendly texts",
            Topic::Themes => "What texts are about",
            Topic::Nps => "Would they recommend you?",
            Topic::NpsTime => "Recommendation over time",
            Topic::NpsBy => "Recommendation by group",
            Topic::Satisfaction => "How satisfied are they?",
            Topic::SatisfactionTime => "Satisfaction over time",
            Topic::SatisfactionBy => "Satisfaction by group",
            Topic::Drivers => "What goes with high and low answers",
            Topic::TicketTone => "Tone of the messages",
            Topic::Retention => "Who comes back after the first purchase",
            Topic::Funnel => "How far deals come",
            Topic::Velocity => "How fast money is won",
            Topic::WinLoss => "What separates won from lost",
            Topic::WinBy => "Share won, by group",
            Topic::Anomalies => "Out of the ordinary",
    }
}

/// How a part comes about, with its formula.
#[must_use]
pub fn explanation(topic: Topic) -> &'static str {
    match topic {
            Topic::Pipeline => {
                "Open deals are added up. Weighted means value × probability of each deal, as its stage or somebody gave it. “Likely” plays every open deal forward many times, each time with the fate of a past deal that was in the same stage: half of the sums are below it, and four in five lie within the range. The goal’s pace is the goal times the part of the period that has passed."
            }
            Topic::Simulation => {
                "Each open deal draws a past deal that was in the same stage for at least as long, and shares its fate: won after so many more days, or lost. Deals that go on count as lasting at least as long as they have. All open deals together are drawn many times. Half of the sums are below P50; one in ten is below P10 and one in ten above P90. Deals that do not exist yet are not in it. The current period includes what is won already. Weighted is value × probability of the deals expected to close then; late ones count now."
            }
            Topic::Series => {
                "Sums of what was won are continued by the mean of two methods: exponential smoothing, whose form is chosen by AICc, and Theta. Deals that do not exist yet are part of it, because the past had such deals, too. Four in five values should lie within the range. The error is what the method would have been off by one step ahead, in percent; next to it stands the error of repeating the value of a year or a step before."
            }
            Topic::Accuracy => {
                "For the start of each past period the book of deals is put back to what it was that day, from the log of stages: which deals were open, in which stage, worth what, and which had ended. What the forecast would have said is compared with what those deals brought. Four in five should lie within P10 and P90. The series forecast is compared with everything won in the period."
            }
            Topic::Changes | Topic::ChangedDeals => {
                "New, won and lost go by the days of the deals; moved on and back by the log of stages: where a deal stood seven days ago and where it stands now. Amounts and closing days are compared with what the history of each deal says they were seven days ago. Imports, samples and restored back-ups are no change. Nothing is estimated: the history is complete."
            }
            Topic::StageRates => {
                "Of the deals that were ever in a stage and have ended, the share that was won. The range says where the true share lies in 95 of 100 cases (Wilson’s interval). Days are the median from entering the stage to winning."
            }
            Topic::Chance => {
                "A model learns from won and lost deals which values of their fields went with winning. It is tested on the latest quarter of deals, which it has not seen. Ranking: of a won and a lost deal, how often the won one had the higher chance; 50 % is guessing. Brier score: mean squared distance between chance and outcome; 0 is perfect, and it should be below that of telling everybody the same."
            }
            Topic::Calibration => {
                "The tested deals in ten groups by their chance. Where the model is honest, of deals told 30 % about 30 % were won."
            }
            Topic::Importance => "How much each field moves chances on average, in percentage points at even odds.",
            Topic::Leaks => {
                "These fields tell won from lost implausibly well: as a rule, because they are filled in when the deal ends. They are left out of the model, since they say nothing about deals that are still open."
            }
            Topic::DealReasons => {
                "Every deal starts at the chance of all. Each field moves it up or down by as many points as shown; together they make the chance. A field that goes with winning need not be its cause."
            }
            Topic::Bundles => {
                "Of the orders with everything before the arrow, the share that has what is after it, too. Lift: how many times as often as if products met by chance. Rules are found by FP-growth."
            }
            Topic::Together => {
                "Products that the same customers bought, at any time. Similarity is the cosine of who bought what, shrunk where few customers bought both, so that two customers are no pattern."
            }
            Topic::NextItems => {
                "What customers bought in the order after the one with a product. Where few did, it leans on how often products are bought at all (Witten & Bell)."
            }
            Topic::HitRate => {
                "The last product that each customer bought is hidden, five products are proposed from the rest, and it is counted how often the hidden one is among them. Proposing the most bought products to everybody is the measure to beat. What a customer has is never proposed."
            }
            Topic::Answers => "Suggestions that were accepted or dismissed, of those that were answered.",
            Topic::Sentiment | Topic::SentimentTime | Topic::Unfriendly | Topic::TicketTone => {
                "Words have a feeling (good, awful), which intensifiers, negations and exclamation marks change; the sum is brought to −1 to 1. Up to −0.05 is unfriendly, from 0.05 friendly. Irony and languages that the word list does not know are missed; texts without a known word count as neither."
            }
            Topic::Themes => {
                "Words and pairs of words that weigh much in some texts and little in all of them (TF-IDF), with the number of texts and their mean tone."
            }
            Topic::Nps | Topic::NpsTime | Topic::NpsBy => {
                "Share of answers of 9 and 10 less the share of 0 to 6, in points from −100 to 100. The range says where the score of everybody would lie in 95 of 100 cases; few answers give a wide one."
            }
            Topic::Satisfaction | Topic::SatisfactionTime | Topic::SatisfactionBy => {
                "Share of answers of 4 and 5 on a scale up to 5. The range says where the share of everybody would lie in 95 of 100 cases (Wilson’s interval); few answers give a wide one."
            }
            Topic::Drivers => {
                "Every field is compared on its own: the mean answer of those who have a value with that of the others. Only what is very unlikely to be chance stays, with all comparisons in mind (Benjamini & Hochberg). Going together is no proof of a cause."
            }
            Topic::Retention => {
                "Customers by the period of their first purchase; in each later one, the share of them that bought again. Only periods that are over count."
            }
            Topic::Funnel => {
                "A deal that is in a stage has passed those before it. Of those that reached a stage, the share that went on. The range says where the true share lies in 95 of 100 cases."
            }
            Topic::Velocity => {
                "Share won × mean amount won ÷ mean days from opening to winning: what an open deal earns per day on average."
            }
            Topic::WinLoss => {
                "Every field of deals is compared on its own between won and lost ones. Since many comparisons find something by chance, only what stands after correcting for their number is shown (Benjamini & Hochberg: about one in twenty is chance). Effect is in standard deviations, or in percentage points for a value. Going together is no proof of a cause."
            }
            Topic::WinBy => {
                "Of the decided deals with a value, the share won, with the range that holds the true share in 95 of 100 cases."
            }
            Topic::Anomalies => {
                "What is usual is taken from the median of the neighbourhood and of the season; how unusual a value is, is told in multiples of the usual distance. From 3.5 on it is shown (Iglewicz & Hoaglin)."
            }
    }
}

/// The head of a column.
#[must_use]
pub fn head(head: Head) -> &'static str {
    match head {
            Head::Count => "Records",
            Head::Amount => "Amount",
            Head::Actual => "Came",
            Head::Expected => "Expected",
            Head::Low => "From",
            Head::High => "To",
            Head::Weighted => "Weighted",
            Head::P10 => "P10",
            Head::P50 => "P50",
            Head::P90 => "P90",
            Head::SeriesSaid => "Series said",
            Head::Within => "In range",
            Head::Won => "Won",
            Head::Lost => "Lost",
            Head::Decided => "Decided",
            Head::AllWon => "All won",
            Head::Satisfied => "Satisfied",
            Head::Day => "Day",
            Head::Texts => "Texts",
            Head::Followed => "Followed",
            Head::Times => "Of",
            Head::HitRate => "Hit",
            Head::Accepted => "Accepted",
            Head::Dismissed => "Dismissed",
            Head::Alone => "Ranks right alone",
            Head::Reached => "Came this far",
            Head::WentOn => "Went on",
            Head::StillThere => "Still there",
            Head::Usual => "Usual",
            Head::Before => "Before",
            Head::Now => "Now",
            Head::Share => "Share",
            Head::WinRate => "Share won",
            Head::Days => "Days to win",
            Head::Points => "Points",
            Head::Predicted => "Chance told",
            Head::Observed => "Won",
            Head::Support => "Of all orders",
            Head::Confidence => "How often",
            Head::Lift => "Lift",
            Head::Both => "With both",
            Head::First => "With the first",
            Head::Similarity => "Similarity",
            Head::Value => "Value",
            Head::Friendly => "Friendly",
            Head::Unfriendly => "Unfriendly",
            Head::Neutral => "Neither",
            Head::Tone => "Mean tone",
            Head::Nps => "NPS",
            Head::Promoters => "9 to 10",
            Head::Passives => "7 to 8",
            Head::Detractors => "0 to 6",
            Head::Mean => "Mean",
            Head::Effect => "Effect",
            Head::Adjusted => "If it were chance",
            Head::Words => "Words",
            Head::Customers => "Customers",
            Head::Period1 => "1",
            Head::Period2 => "2",
            Head::Period3 => "3",
            Head::Period4 => "4",
            Head::Period5 => "5",
            Head::Period6 => "6",
            Head::Period7 => "7",
            Head::Period8 => "8",
            Head::Period9 => "9",
            Head::Period10 => "10",
            Head::Period11 => "11",
            Head::With => "With",
            Head::Without => "Without",
            Head::Unusual => "How unusual",
    }
}

/// What a line is about.
#[must_use]
pub fn term(term: Term) -> &'static str {
    match term {
            Term::OpenDeals => "Open deals",
            Term::Weighted => "Weighted",
            Term::Likely => "Likely to be won",
            Term::WonThisMonth => "Won in this period",
            Term::Goal => "Goal",
            Term::Pace => "Goal’s pace by today",
            Term::New => "New",
            Term::MovedOn => "Moved on",
            Term::MovedBack => "Moved back",
            Term::Won => "Won",
            Term::Lost => "Lost",
            Term::Raised => "Amount raised",
            Term::Lowered => "Amount lowered",
            Term::PutOff => "Put off",
            Term::BroughtForward => "Brought forward",
            Term::Ranking => "Ranking",
            Term::Brier => "Brier score",
            Term::BrierBase => "Brier score of one chance for all",
            Term::StageRate => "Rate of the stage",
            Term::Age => "Age when it entered its stage",
            Term::Base => "Chance of all",
            Term::Chance => "Chance of this deal",
            Term::Other => "Everything else",
            Term::Hit => "What similar customers bought",
            Term::HitEase => "All products weighed together (EASE)",
            Term::Offers => "Offers of products",
            Term::OtherSuggestions => "Other suggestions",
            Term::HitPopular => "Most bought for everybody",
            Term::Activities => "Notes and calls",
            Term::Tickets => "Tickets",
            Term::Messages => "Messages received",
            Term::Velocity => "Per deal and day",
            Term::MeanWon => "Mean amount won",
            Term::MeanDays => "Mean days to win",
            Term::WinRate => "Share won",
            Term::All => "All",
            Term::Whole => "Whole text",
    }
}

/// What a part was made from, as words between points; nothing for what there is none of.
#[must_use]
pub fn fact(fact: Fact) -> Option<String> {
    let n = |count: u32| number(u64::from(count));
    let some = |count: u32, words: String| (count > 0).then_some(words);
    match fact {
            Fact::Deals(deals) => Some(format!("{} open", count::deals(u64::from(deals)))),
            Fact::AllDeals(deals) => Some(count::deals(u64::from(deals))),
            Fact::Stages(stages) => Some(count::stages(u64::from(stages))),
            Fact::Decided(deals) => Some(format!("{} won or lost", count::deals(u64::from(deals)))),
            Fact::Sales(sales) => Some(count::sales(u64::from(sales))),
            Fact::Orders(orders) => Some(count::orders(u64::from(orders))),
            Fact::LeastOrders(orders) => Some(format!("in at least {}", count::orders(u64::from(orders)))),
            Fact::Texts(texts) => Some(count::texts(u64::from(texts))),
            Fact::Answers(answers) => Some(count::answers(u64::from(answers))),
            Fact::Customers(customers) => Some(count::customers(u64::from(customers))),
            Fact::Months(periods) => Some(format!("{} of history", count::periods(u64::from(periods)))),
            Fact::Draws(draws) => Some(format!("drawn {} times", n(draws))),
            Fact::NoAmount(left) => some(left, format!("{} left out without an amount or a rate", n(left))),
            Fact::NoDay(left) => some(left, format!("{} left out without a day", n(left))),
            Fact::Comparisons(made) => some(made, format!("{} comparisons", n(made))),
            Fact::Since(day) => Some(format!("since {}", format::date(day))),
            Fact::FromAllStages(deals) => some(
                deals,
                format!("{} go by all stages, since their own has too little history", n(deals)),
            ),
            Fact::TestedAfter(day) => Some(format!("tested on deals after {}", format::date(day))),
            Fact::NoBetter => Some("perhaps no better than guessing, so the share won of the stage is used".to_owned()),
            Fact::Error(percent) => Some(format!("off by {percent}% on average")),
            Fact::NaiveError(percent) => Some(format!("repeating the past would be off by {percent}%")),
            Fact::Within(within, of) => some(of, format!("{} of {} within the range", n(within), n(of))),
            Fact::FromHistory => Some("from the history of every record".to_owned()),
            Fact::Holdout(kept) => Some(format!("{} kept apart for the test", n(kept))),
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
        Topic::Together | Topic::HitRate | Topic::Retention => count::customers(u64::from(count)),
        _ => count::deals(u64::from(count)),
    };
    match reason {
            Reason::Nothing if matches!(topic, Topic::Changes) => "Nothing changed within a week.".to_owned(),
            Reason::Nothing => "There is nothing of this kind yet.".to_owned(),
            Reason::TooFew(found, needed) => {
                format!("Not enough data: it takes {} that have ended or passed, and there are {}.", what(needed), n(found))
            }
            Reason::OneSided(won, lost, needed) => {
                format!("Not enough data to learn from: it takes {needed} won and {needed} lost deals, and there are {won} and {lost}. Until then the rate of the stage counts.")
            }
            Reason::NoDays => "None of them has a day.".to_owned(),
            Reason::NothingVaries => "Nothing tells these records apart: every field is empty, the same for all, or different for each.".to_owned(),
            Reason::Numbers => "The numbers are too large to compute with, or there are none.".to_owned(),
            Reason::NothingStandsOut => "Nothing stands out. That is a result, too: differences are within what chance gives.".to_owned(),
            Reason::Guessing => "Nothing that is known about deals tells won from lost better than guessing, so far. Until it does, the share won of the stage counts.".to_owned(),
            Reason::Decided => "This deal is decided.".to_owned(),
            Reason::NoField => "No number or rating field holds such answers yet. Add one to contacts, companies or tickets in the settings; answers from 0 to 10 fit best.".to_owned(),
    }
}
