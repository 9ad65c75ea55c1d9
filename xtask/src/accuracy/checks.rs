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

#[rustfmt::skip]
pub const CHECKS: [Check; 18] = [
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
];
