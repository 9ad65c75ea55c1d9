//! `kith insight`: models on any file.
//!
//! A file per model: its arguments, what it prints, and how it gets its numbers. Reading columns and printing are the same for all.

mod abtest;
mod basket;
mod classify;
mod cluster;
mod clv;
mod columns;
mod forecast;
mod learnable;
mod nps;
mod recommend;
mod report;
mod rfm;
mod sentiment;
mod target;
mod warnings;

use clap::Subcommand;

use crate::failure::Failure;

/// Computes models on a file.
#[derive(Subcommand)]
pub enum Insight {
    /// Recency, frequency and monetary scores by quintiles, and named cells.
    Rfm(rfm::Rfm),
    /// Lifetime value: purchases to come, their value, and a check on what came after.
    Clv(clv::Clv),
    /// Forecasts of series, checked on their last values.
    Forecast(forecast::Forecast),
    /// Net Promoter Score of answers from 0 to 10, by group and month.
    Nps(nps::Nps),
    /// Each group of an experiment against its control: proportions or means.
    Abtest(abtest::Abtest),
    /// A yes or no learned from the other columns, with its reasons.
    Classify(classify::Classify),
    /// Rows that are alike in the chosen columns, and what sets each group apart.
    Cluster(cluster::Cluster),
    /// Offers made from what people bought, judged by what they bought later.
    Recommend(recommend::Recommend),
    /// What is bought together, as rules.
    Basket(basket::Basket),
    /// Whether texts are friendly or not.
    Sentiment(sentiment::Sentiment),
}

impl Insight {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file or column is missing, cells cannot be read, or there is too little to compute on.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Insight::Rfm(rfm) => rfm.run(),
            Insight::Clv(clv) => clv.run(),
            Insight::Forecast(forecast) => forecast.run(),
            Insight::Nps(nps) => nps.run(),
            Insight::Abtest(abtest) => abtest.run(),
            Insight::Classify(classify) => classify.run(),
            Insight::Cluster(cluster) => cluster.run(),
            Insight::Recommend(recommend) => recommend.run(),
            Insight::Basket(basket) => basket.run(),
            Insight::Sentiment(sentiment) => sentiment.run(),
        }
    }
}
