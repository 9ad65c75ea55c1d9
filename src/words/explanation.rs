//! How each part of a report comes about, with its formula and the name that its method has in the literature.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::report::Topic;

phrases! {
    pipeline { English: "Open deals are added up. Weighted means value × probability of each deal, as its stage or somebody gave it. “Likely” plays every open deal forward many times, each time with the fate of a past deal that was in the same stage: half of the sums are below it, and four in five lie within the range. The goal’s pace is the goal times the part of the period that has passed." }
    simulation { English: "Each open deal draws a past deal that was in the same stage for at least as long, and shares its fate: won after so many more days, or lost. Deals that go on count as lasting at least as long as they have. All open deals together are drawn many times. Half of the sums are below P50; one in ten is below P10 and one in ten above P90. Deals that do not exist yet are not in it. The current period includes what is won already. Weighted is value × probability of the deals expected to close then; late ones count now." }
    series { English: "Sums of what was won are continued by the mean of two methods: exponential smoothing, whose form is chosen by AICc, and Theta. Deals that do not exist yet are part of it, because the past had such deals, too. Four in five values should lie within the range. The error is what the method would have been off by one step ahead, in percent; next to it stands the error of repeating the value of a year or a step before." }
    accuracy { English: "For the start of each past period the book of deals is put back to what it was that day, from the log of stages: which deals were open, in which stage, worth what, and which had ended. What the forecast would have said is compared with what those deals brought. Four in five should lie within P10 and P90. The series forecast is compared with everything won in the period." }
    changes { English: "New, won and lost go by the days of the deals; moved on and back by the log of stages: where a deal stood seven days ago and where it stands now. Amounts and closing days are compared with what the history of each deal says they were seven days ago. Imports, samples and restored back-ups are no change. Nothing is estimated: the history is complete." }
    stage_rates { English: "Of the deals that were ever in a stage and have ended, the share that was won. The range says where the true share lies in 95 of 100 cases (Wilson’s interval). Days are the median from entering the stage to winning." }
    chance { English: "A model learns from won and lost deals which values of their fields went with winning. It is tested on the latest quarter of deals, which it has not seen. Ranking: of a won and a lost deal, how often the won one had the higher chance; 50 % is guessing. Brier score: mean squared distance between chance and outcome; 0 is perfect, and it should be below that of telling everybody the same." }
    calibration { English: "The tested deals in ten groups by their chance. Where the model is honest, of deals told 30 % about 30 % were won. A point leads to open deals that are told about as much today." }
    importance { English: "How much each field moves chances on average, in percentage points at even odds." }
    leaks { English: "These fields tell won from lost implausibly well: as a rule, because they are filled in when the deal ends. They are left out of the model, since they say nothing about deals that are still open." }
    deal_reasons { English: "Every deal starts at the chance of all. Each field moves it up or down by as many points as shown; together they make the chance. A field that goes with winning need not be its cause." }
    bundles { English: "Of the orders with everything before the arrow, the share that has what is after it, too. Lift: how many times as often as if products met by chance. Rules are found by FP-growth." }
    together { English: "Products that the same customers bought, at any time. Similarity is the cosine of who bought what, shrunk where few customers bought both, so that two customers are no pattern." }
    next_items { English: "What customers bought in the order after the one with a product. Where few did, it leans on how often products are bought at all (Witten & Bell)." }
    hit_rate { English: "The last product that each customer bought is hidden, five products are proposed from the rest, and it is counted how often the hidden one is among them. Proposing the most bought products to everybody is the measure to beat. What a customer has is never proposed." }
    answers { English: "Suggestions that were accepted or dismissed, of those that were answered." }
    tone { English: "Words have a feeling (good, awful), which intensifiers, negations and exclamation marks change; the sum is brought to −1 to 1. Up to −0.05 is unfriendly, from 0.05 friendly. Irony and languages that the word list does not know are missed; texts without a known word count as neither." }
    themes { English: "Words and pairs of words that weigh much in some texts and little in all of them (TF-IDF), with the number of texts and their mean tone." }
    nps { English: "Share of answers of 9 and 10 less the share of 0 to 6, in points from −100 to 100. The range says where the score of everybody would lie in 95 of 100 cases; few answers give a wide one." }
    satisfaction { English: "Share of answers of 4 and 5 on a scale up to 5. The range says where the share of everybody would lie in 95 of 100 cases (Wilson’s interval); few answers give a wide one." }
    drivers { English: "Every field is compared on its own: the mean answer of those who have a value with that of the others. Only what is very unlikely to be chance stays, with all comparisons in mind (Benjamini & Hochberg). Going together is no proof of a cause." }
    retention { English: "Customers by the period of their first purchase; in each later one, the share of them that bought again. Only periods that are over count." }
    funnel { English: "A deal that is in a stage has passed those before it. Of those that reached a stage, the share that went on. The range says where the true share lies in 95 of 100 cases." }
    velocity { English: "Share won × mean amount won ÷ mean days from opening to winning: what an open deal earns per day on average." }
    win_loss { English: "Every field of deals is compared on its own between won and lost ones. Since many comparisons find something by chance, only what stands after correcting for their number is shown (Benjamini & Hochberg: about one in twenty is chance). Effect is in standard deviations, or in percentage points for a value. Going together is no proof of a cause." }
    win_by { English: "Of the decided deals with a value, the share won, with the range that holds the true share in 95 of 100 cases." }
    anomalies { English: "What is usual is taken from the median of the neighbourhood and of the season; how unusual a value is, is told in multiples of the usual distance. From 3.5 on it is shown (Iglewicz & Hoaglin)." }
}

/// How a part comes about.
#[must_use]
pub fn of(topic: Topic) -> &'static str {
    match topic {
        Topic::Pipeline => pipeline(),
        Topic::Simulation => simulation(),
        Topic::Series => series(),
        Topic::Accuracy => accuracy(),
        Topic::Changes | Topic::ChangedDeals => changes(),
        Topic::StageRates => stage_rates(),
        Topic::Chance => chance(),
        Topic::Calibration => calibration(),
        Topic::Importance => importance(),
        Topic::Leaks => leaks(),
        Topic::DealReasons => deal_reasons(),
        Topic::Bundles => bundles(),
        Topic::Together => together(),
        Topic::NextItems => next_items(),
        Topic::FirstPurchases => super::customer::how_first_purchases(),
        Topic::HitRate => hit_rate(),
        Topic::Answers => answers(),
        Topic::Sentiment | Topic::SentimentTime | Topic::Unfriendly | Topic::TicketTone => tone(),
        Topic::Themes => themes(),
        Topic::Nps | Topic::NpsTime | Topic::NpsBy => nps(),
        Topic::Satisfaction | Topic::SatisfactionTime | Topic::SatisfactionBy => satisfaction(),
        Topic::Drivers => drivers(),
        Topic::Retention | Topic::CompanyRetention => retention(),
        Topic::Funnel => funnel(),
        Topic::Velocity => velocity(),
        Topic::WinLoss => win_loss(),
        Topic::WinBy => win_by(),
        Topic::Anomalies => anomalies(),
    }
}
