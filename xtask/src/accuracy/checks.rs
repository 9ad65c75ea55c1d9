//! The checks, a row each. Figures are published where a source is named, else computed independently with the same protocol.

use super::Figure::{At, Of};
use super::Must::{AtLeast, AtMost, Rounded, Within};
use super::{Check, measure};

const CDNOW: &[&str] = &[
    "clv",
    "--events",
    "@cdnowElog.csv",
    "--customer",
    "sampleid",
    "--date",
    "date",
    "--amount",
    "sales",
    "--until",
    "1997-09-30",
];

const RFM: &[&str] = &[
    "rfm",
    "--events",
    "@rfm_data_orders.csv",
    "--customer",
    "customer_id",
    "--date",
    "order_date",
    "--amount",
    "revenue",
    "--as-of",
    "2006-12-31",
    "--out",
    "%rfm.csv",
];

const M3_MONTHLY: &[&str] = &[
    "forecast",
    "--file",
    "@m3_monthly.csv",
    "--series",
    "series",
    "--value",
    "train,test",
    "--period",
    "12",
    "--horizon",
    "18",
];

const M3_QUARTERLY: &[&str] = &[
    "forecast",
    "--file",
    "@m3_quarterly.csv",
    "--series",
    "series",
    "--value",
    "train,test",
    "--period",
    "4",
    "--horizon",
    "8",
];

const AIRLINE: &[&str] = &[
    "forecast",
    "--file",
    "@Airline.csv",
    "--value",
    "Passengers",
    "--time",
    "Date",
    "--period",
    "12",
    "--horizon",
    "12",
];

const NPS: &[&str] = &[
    "nps",
    "--file",
    "@input_01.csv",
    "--score",
    "On a scale of 0-10, how would you rate Sudzilla?",
];

const HILLSTROM: &[&str] = &[
    "abtest",
    "--file",
    "@hillstrom.csv",
    "--group",
    "segment",
    "--outcome",
    "visit",
    "--control",
    "No E-Mail",
];

const WHOLESALE_LOG_2: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "2",
    "--log",
];

const WHOLESALE_LOG_3: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "3",
    "--log",
];

const WHOLESALE_LOG_4: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "4",
    "--log",
];

const WHOLESALE_LOG_5: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "5",
    "--log",
];

const WHOLESALE_LOG_6: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "6",
    "--log",
];

const WHOLESALE_2: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "2",
];

const WHOLESALE_3: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "3",
];

const WHOLESALE_5: &[&str] = &[
    "cluster",
    "--file",
    "@wholesale_customers.csv",
    "--columns",
    "fresh,milk,grocery,frozen,detergents_paper,delicassen",
    "--k",
    "5",
];

const TELCO: &[&str] = &[
    "classify",
    "--train",
    "@WA_Fn-UseC_-Telco-Customer-Churn.csv",
    "--target",
    "Churn",
    "--test-every",
    "5:4",
    "--method",
    "logistic",
];

const ORANGE: &[&str] = &["classify", "--train", "@churn3333.csv", "--target", "churn", "--test-every", "5:4"];

const LEADS: &[&str] = &[
    "classify",
    "--train",
    "@Lead_Scoring.csv",
    "--target",
    "Converted",
    "--test-every",
    "5:4",
];

const LEADS_WITHOUT_LEAKS: &[&str] = &[
    "classify",
    "--train",
    "@Lead_Scoring.csv",
    "--target",
    "Converted",
    "--test-every",
    "5:4",
    "--drop",
    "Last Activity,Tags,Lead Quality,Lead Profile,Asymmetrique Activity Index,Asymmetrique Profile Index,Asymmetrique Activity Score,Asymmetrique Profile Score,Last Notable Activity",
];

const ITEM_KNN: &[&str] = &[
    "recommend",
    "--train",
    "@ml-100k.inter",
    "--test",
    "@split_random20_test.csv",
    "--user",
    "user_id:token",
    "--item",
    "item_id:token",
    "--test-user",
    "user",
    "--test-item",
    "item",
    "--method",
    "item-knn",
];

const EASE: &[&str] = &[
    "recommend",
    "--train",
    "@ml-100k.inter",
    "--test",
    "@split_random20_test.csv",
    "--user",
    "user_id:token",
    "--item",
    "item_id:token",
    "--test-user",
    "user",
    "--test-item",
    "item",
    "--method",
    "ease",
];

const GROCERIES_463: &[&str] = &[
    "basket",
    "--baskets",
    "@Groceries.basket.csv",
    "--support",
    "0.006",
    "--confidence",
    "0.25",
];

const GROCERIES_5668: &[&str] = &[
    "basket",
    "--baskets",
    "@Groceries.basket.csv",
    "--support",
    "0.001",
    "--confidence",
    "0.5",
];

const TWEETS: &[&str] = &[
    "sentiment",
    "--file",
    "@tweets_GroundTruth.txt",
    "--text",
    "Column 3",
    "--label",
    "Column 2",
    "--lexicon",
    "@../sentiment_vader_lexicon/vader_lexicon.txt",
];

const TWEETS_BUILT_IN: &[&str] = &[
    "sentiment",
    "--file",
    "@tweets_GroundTruth.txt",
    "--text",
    "Column 3",
    "--label",
    "Column 2",
    "--lexicon",
    "built-in",
];

#[rustfmt::skip]
pub const CHECKS: [Check; 39] = [
    // Fader, Hardie & Lee 2005, table 2; maximum again found by SciPy on the published summaries.
    Check { name: "CDNOW BG/NBD log-likelihood", set: "cdnow", arguments: CDNOW, figure: At("bgnbd.log_likelihood"), reference: -9582.4257, must: AtLeast },
    Check { name: "CDNOW BG/NBD r", set: "cdnow", arguments: CDNOW, figure: At("bgnbd.r"), reference: 0.2426, must: Within(0.005) },
    Check { name: "CDNOW BG/NBD alpha", set: "cdnow", arguments: CDNOW, figure: At("bgnbd.alpha"), reference: 4.4135, must: Within(0.005) },
    Check { name: "CDNOW BG/NBD a", set: "cdnow", arguments: CDNOW, figure: At("bgnbd.a"), reference: 0.7929, must: Within(0.005) },
    Check { name: "CDNOW BG/NBD b", set: "cdnow", arguments: CDNOW, figure: At("bgnbd.b"), reference: 2.4258, must: Within(0.005) },
    Check { name: "CDNOW gamma-gamma p", set: "cdnow", arguments: CDNOW, figure: At("gamma_gamma.p"), reference: 6.249, must: Within(0.005) },
    Check { name: "CDNOW gamma-gamma q", set: "cdnow", arguments: CDNOW, figure: At("gamma_gamma.q"), reference: 3.745, must: Within(0.005) },
    Check { name: "CDNOW gamma-gamma v", set: "cdnow", arguments: CDNOW, figure: At("gamma_gamma.v"), reference: 15.448, must: Within(0.005) },
    Check { name: "RFM, customers of 995 that differ", set: "rfm_r", arguments: RFM, figure: Of(measure::rfm_differences), reference: 0.0, must: Rounded(0) },
    // Makridakis & Hibon 2000: Theta 13.89 and 8.96.
    Check { name: "M3 monthly, sMAPE of 1,428 series", set: "ts_m3", arguments: M3_MONTHLY, figure: At("mean.smape"), reference: 14.0, must: AtMost },
    Check { name: "M3 quarterly, sMAPE of 756 series", set: "ts_m3", arguments: M3_QUARTERLY, figure: At("mean.smape"), reference: 9.0, must: AtMost },
    Check { name: "AirPassengers, last year, MAPE", set: "ts_airpassengers", arguments: AIRLINE, figure: At("mean.mape"), reference: 3.0, must: AtMost },
    Check { name: "NPS of Preppin' Data 2019", set: "survey_nps_sudzilla", arguments: NPS, figure: At("nps"), reference: -35.9, must: Rounded(1) },
    Check { name: "NPS respondents", set: "survey_nps_sudzilla", arguments: NPS, figure: At("n"), reference: 39.0, must: Rounded(0) },
    Check { name: "Hillstrom visits, men's e-mail", set: "campaigns_hillstrom", arguments: HILLSTROM, figure: Of(measure::mens_rate), reference: 0.18276, must: Rounded(5) },
    Check { name: "Hillstrom visits, women's e-mail", set: "campaigns_hillstrom", arguments: HILLSTROM, figure: Of(measure::womens_rate), reference: 0.15140, must: Rounded(5) },
    Check { name: "Hillstrom visits, no e-mail", set: "campaigns_hillstrom", arguments: HILLSTROM, figure: Of(measure::control_rate), reference: 0.10617, must: Rounded(5) },
    Check { name: "Hillstrom visits, greater p-value", set: "campaigns_hillstrom", arguments: HILLSTROM, figure: Of(measure::greatest_p_value), reference: 0.001, must: AtMost },
    // Inertias of scikit-learn's KMeans with 50 restarts, on z-scores with the population's standard deviation.
    Check { name: "k-means wholesale, log, k = 2", set: "wholesale_customers", arguments: WHOLESALE_LOG_2, figure: At("inertia"), reference: 1844.064, must: Within(0.001) },
    Check { name: "k-means wholesale, log, k = 3", set: "wholesale_customers", arguments: WHOLESALE_LOG_3, figure: At("inertia"), reference: 1553.340, must: Within(0.001) },
    Check { name: "k-means wholesale, log, k = 4", set: "wholesale_customers", arguments: WHOLESALE_LOG_4, figure: At("inertia"), reference: 1386.705, must: Within(0.001) },
    Check { name: "k-means wholesale, log, k = 5", set: "wholesale_customers", arguments: WHOLESALE_LOG_5, figure: At("inertia"), reference: 1266.149, must: Within(0.001) },
    Check { name: "k-means wholesale, log, k = 6", set: "wholesale_customers", arguments: WHOLESALE_LOG_6, figure: At("inertia"), reference: 1174.148, must: Within(0.001) },
    Check { name: "k-means wholesale, k = 2", set: "wholesale_customers", arguments: WHOLESALE_2, figure: At("inertia"), reference: 1954.042, must: Within(0.001) },
    Check { name: "k-means wholesale, k = 3", set: "wholesale_customers", arguments: WHOLESALE_3, figure: At("inertia"), reference: 1614.143, must: Within(0.001) },
    Check { name: "k-means wholesale, k = 5", set: "wholesale_customers", arguments: WHOLESALE_5, figure: At("inertia"), reference: 1058.771, must: Within(0.001) },
    // Held out: every fifth row. Reference: scikit-learn on the same split.
    Check { name: "Telco churn, logistic, AUC", set: "telco_churn", arguments: TELCO, figure: At("auc"), reference: 0.835, must: AtLeast },
    Check { name: "Telco churn, leak warnings", set: "telco_churn", arguments: TELCO, figure: Of(measure::leak_warnings), reference: 0.0, must: Rounded(0) },
    Check { name: "Orange churn, auto, AUC", set: "churn_orange3333", arguments: ORANGE, figure: At("auc"), reference: 0.92, must: AtLeast },
    Check { name: "X Education, leaking fields of 5 warned of", set: "leads_x_education", arguments: LEADS, figure: Of(measure::warned_of_known_leaks), reference: 5.0, must: Rounded(0) },
    Check { name: "X Education without leaks, AUC", set: "leads_x_education", arguments: LEADS_WITHOUT_LEAKS, figure: At("auc"), reference: 0.86, must: AtLeast },
    // Rows of the test are left out of training by the command.
    Check { name: "MovieLens 100k, item-kNN, NDCG@10", set: "movielens_100k", arguments: ITEM_KNN, figure: At("ndcg"), reference: 0.39, must: AtLeast },
    Check { name: "MovieLens 100k, EASE, NDCG@10", set: "movielens_100k", arguments: EASE, figure: At("ndcg"), reference: 0.45, must: AtLeast },
    // Lantz, Machine Learning with R; the vignette of arulesViz.
    Check { name: "Groceries, rules at .006 and .25", set: "groceries_arules", arguments: GROCERIES_463, figure: At("rules"), reference: 463.0, must: Rounded(0) },
    Check { name: "Groceries, rules at .001 and .5", set: "groceries_arules", arguments: GROCERIES_5668, figure: At("rules"), reference: 5668.0, must: Rounded(0) },
    // Hutto & Gilbert 2014: r = .881. With their lexicon as data, and with the one that is built in.
    Check { name: "Tweets, VADER's lexicon, r", set: "sentiment_vader", arguments: TWEETS, figure: At("correlation"), reference: 0.87, must: AtLeast },
    Check { name: "Tweets, VADER's lexicon, weighted F1", set: "sentiment_vader", arguments: TWEETS, figure: At("weighted_f1"), reference: 0.89, must: AtLeast },
    Check { name: "Tweets, built-in lexicon, r", set: "sentiment_vader", arguments: TWEETS_BUILT_IN, figure: At("correlation"), reference: 0.85, must: AtLeast },
    Check { name: "Tweets, built-in lexicon, weighted F1", set: "sentiment_vader", arguments: TWEETS_BUILT_IN, figure: At("weighted_f1"), reference: 0.86, must: AtLeast },
];
