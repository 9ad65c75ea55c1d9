//! What parts, columns and lines are about: the interface has the words.

use serde::{Deserialize, Serialize};

/// Declares words that the interface translates: the order is part of the protocol of one version only.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $term:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
        pub enum $name { $($(#[$of])* $term),+ }
        impl $name {
            /// All of them.
            pub const ALL: &'static [$name] = &[$($name::$term),+];
        }
    };
}

terms! {
    /// What a part is about.
    Topic {
        /// The open pipeline in a few figures.
        Pipeline,
        /// What the pipeline brings in each month, played forward.
        Simulation,
        /// Won revenue by month, and how it goes on.
        Series,
        /// What would have been said, and what came.
        Accuracy,
        /// What changed in the pipeline within a week.
        Changes,
        /// Deals whose amount or closing day changed within a week.
        ChangedDeals,
        /// How many deals of each stage were won.
        StageRates,
        /// How well chances of deals are learned.
        Chance,
        /// What was said about groups of deals, and what came.
        Calibration,
        /// What the learned chances go by.
        Importance,
        /// Fields that know the outcome.
        Leaks,
        /// Why one deal has its chance.
        DealReasons,
        /// Products that are bought in one order.
        Bundles,
        /// Products that the same customers buy.
        Together,
        /// What is bought in the next order.
        NextItems,
        /// What those in a segment bought first.
        FirstPurchases,
        /// How often a proposal would have been bought.
        HitRate,
        /// What people answered to suggestions.
        Answers,
        /// How friendly texts are.
        Sentiment,
        /// How friendly texts are, over time.
        SentimentTime,
        /// The least friendly texts.
        Unfriendly,
        /// What texts are about.
        Themes,
        /// A score of recommendation.
        Nps,
        /// A score of recommendation over time.
        NpsTime,
        /// A score of recommendation by groups.
        NpsBy,
        /// A score of satisfaction.
        Satisfaction,
        /// A score of satisfaction over time.
        SatisfactionTime,
        /// A score of satisfaction by groups.
        SatisfactionBy,
        /// What moves a score.
        Drivers,
        /// Why one ticket has its tone.
        TicketTone,
        /// Which contacts come back after their first purchase.
        Retention,
        /// Which companies do, by purchases that name no contact.
        CompanyRetention,
        /// How far deals come.
        Funnel,
        /// How fast money is won.
        Velocity,
        /// What separates won from lost.
        WinLoss,
        /// The share won by the values of one field.
        WinBy,
        /// Months out of the ordinary.
        Anomalies,
    }
}

terms! {
    /// A column.
    Head {
        /// Records.
        Count,
        /// An amount.
        Amount,
        /// What came.
        Actual,
        /// What is expected.
        Expected,
        /// Lower limit.
        Low,
        /// Upper limit.
        High,
        /// Value times chance, by the expected closing day.
        Weighted,
        /// One in ten draws lies below.
        P10,
        /// Half of the draws lie below.
        P50,
        /// Nine in ten draws lie below.
        P90,
        /// What the series would have said.
        SeriesSaid,
        /// Whether it came within the limits.
        Within,
        /// Won.
        Won,
        /// Lost.
        Lost,
        /// A share.
        Share,
        /// Won or lost.
        Decided,
        /// Everything won in that step, deals that came later included.
        AllWon,
        /// Satisfied.
        Satisfied,
        /// A day.
        Day,
        /// Texts.
        Texts,
        /// It followed.
        Followed,
        /// Something followed.
        Times,
        /// Share of customers with a hit.
        HitRate,
        /// Accepted.
        Accepted,
        /// Dismissed.
        Dismissed,
        /// How well it tells won from lost alone.
        Alone,
        /// Came at least as far.
        Reached,
        /// Share that went on.
        WentOn,
        /// Still there.
        StillThere,
        /// What is usual.
        Usual,
        /// Before the change.
        Before,
        /// After the change.
        Now,
        /// Share won.
        WinRate,
        /// Days.
        Days,
        /// What it adds to the chance, in points.
        Points,
        /// Predicted chance.
        Predicted,
        /// What was observed.
        Observed,
        /// Share of orders with all of it.
        Support,
        /// Share of those with the first that have the second too.
        Confidence,
        /// Times as often as by chance.
        Lift,
        /// With both.
        Both,
        /// With the first.
        First,
        /// How close they are.
        Similarity,
        /// The value.
        Value,
        /// Friendly.
        Friendly,
        /// Unfriendly.
        Unfriendly,
        /// Neither.
        Neutral,
        /// Mean tone.
        Tone,
        /// Net promoter score.
        Nps,
        /// Promoters.
        Promoters,
        /// Passives.
        Passives,
        /// Detractors.
        Detractors,
        /// Mean.
        Mean,
        /// Effect.
        Effect,
        /// Chance that it is nothing, after all comparisons.
        Adjusted,
        /// Words.
        Words,
        /// Customers.
        Customers,
        /// Period 1.
        Period1,
        /// Period 2.
        Period2,
        /// Period 3.
        Period3,
        /// Period 4.
        Period4,
        /// Period 5.
        Period5,
        /// Period 6.
        Period6,
        /// Period 7.
        Period7,
        /// Period 8.
        Period8,
        /// Period 9.
        Period9,
        /// Period 10.
        Period10,
        /// Period 11.
        Period11,
        /// With it.
        With,
        /// Without it.
        Without,
        /// How unusual, in robust deviations.
        Unusual,
        /// Notes and calls.
        Activities,
        /// Tickets.
        Tickets,
    }
}

terms! {
    /// What a line is about, in words of the interface.
    Term {
        /// Open deals.
        OpenDeals,
        /// Value times chance of open deals.
        Weighted,
        /// Half of the draws lie below.
        Likely,
        /// Won in this month so far.
        WonThisMonth,
        /// The goal of a month.
        Goal,
        /// What the goal asks for by today.
        Pace,
        /// New.
        New,
        /// Moved on.
        MovedOn,
        /// Moved back.
        MovedBack,
        /// Won.
        Won,
        /// Lost.
        Lost,
        /// Amount raised.
        Raised,
        /// Amount lowered.
        Lowered,
        /// Put off.
        PutOff,
        /// Brought forward.
        BroughtForward,
        /// Area under the curve: how often the won deal has the higher chance.
        Ranking,
        /// Brier score.
        Brier,
        /// Brier score of saying the same of all.
        BrierBase,
        /// Rate of the stage.
        StageRate,
        /// How old the deal was when it entered its stage.
        Age,
        /// Where every deal starts.
        Base,
        /// The chance.
        Chance,
        /// Everything else.
        Other,
        /// Offered and bought.
        Hit,
        /// What is most bought, offered to everybody.
        HitPopular,
        /// Proposed by EASE.
        HitEase,
        /// Offers of products.
        Offers,
        /// Suggestions of other kinds.
        OtherSuggestions,
        /// Notes and calls.
        Activities,
        /// Tickets.
        Tickets,
        /// Messages from customers.
        Messages,
        /// Money per day.
        Velocity,
        /// Mean amount won.
        MeanWon,
        /// Mean days to a win.
        MeanDays,
        /// Share won.
        WinRate,
        /// All.
        All,
        /// The whole text.
        Whole,
    }
}
