//! Segmentation, scoring and recommendations: numbers in, numbers out.
//!
//! Every function here is pure: plain slices in, plain structs out, no clock, no randomness, no I/O and no
//! words for people. Every result carries what explains it (cut points, rules, counts, factors), and the
//! caller puts it into words. Bad rows are counted, never dropped silently; input that cannot be used as a
//! whole is a typed error. Two devices given the same numbers get the same results to the bit: floating-point
//! work is limited to `+ − × ÷ √`, which IEEE 754 fixes exactly, and what is made of them ([`special`]). What draws numbers takes a seed.
//!
//! - [`rfm`]: recency, frequency and monetary scores, and named cells.
//! - [`recommend`]: people who bought this also bought that.
//! - [`next_action`]: what to do next, by value × probability × urgency.
//! - [`basket`]: what is bought together, as rules.
//! - [`classify`]: who leaves, which lead converts: a yes or no with its reasons.
//! - [`clusters`]: customers that are alike, and what sets each group apart.
//! - [`stage_rates`]: how likely a deal is won, by the stage it is in.
//! - [`drift`]: whether a model still sees what it was fitted on.
//! - [`lead_score`]: how well leads fit, and how engaged they are.
//! - [`lifetime`]: what a customer is worth: purchases to come, their value, contracts.
//! - [`forecast`]: series to come, with limits.
//! - [`survival`], [`cohorts`], [`funnel`]: who stays, who comes back, who goes on.
//! - [`anomalies`]: what is out of the ordinary.
//! - [`survey`]: Net Promoter Score, satisfaction and effort.
//! - [`differences`]: what separates two groups, and what moves a score.
//! - [`experiment`]: two groups compared, and many comparisons at once.
//! - [`sentiment`]: whether a text is friendly or not.
//! - [`first_purchase`]: what people of a group buy first.
//! - [`next_item`]: what is bought next.
//! - [`themes`]: what texts are about.
//! - [`special`], [`minimise`]: the functions that these stand on, and how their parameters are found.

pub mod anomalies;
pub mod basket;
pub mod classify;
pub mod clusters;
pub mod cohorts;
pub mod differences;
pub mod drift;
pub mod experiment;
pub mod first_purchase;
pub mod forecast;
pub mod funnel;
mod lanes;
pub mod lead_score;
pub mod lifetime;
pub mod minimise;
pub mod next_action;
pub mod next_item;

mod random;
pub mod recommend;
pub mod rfm;
pub mod sentiment;
pub mod special;
pub mod stage_rates;
pub mod survey;
pub mod survival;
pub mod themes;
