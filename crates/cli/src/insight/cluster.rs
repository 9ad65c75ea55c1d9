//! `kith insight cluster`: rows that are alike in the chosen columns.

use std::path::PathBuf;

use clap::Args;
use insight::clusters::{Clusters, Description, KMeans, Level, Points, Scaling, choose_k, describe, silhouette};
use serde::Serialize;

use super::columns::Columns;
use super::report::{Rows, tell};
use crate::failure::Failure;

/// Rows that are alike in the chosen columns.
#[derive(Args)]
pub struct Cluster {
    /// A file with one row per customer.
    #[arg(long)]
    file: PathBuf,
    /// Columns of numbers, with commas between them.
    #[arg(long)]
    columns: String,
    /// Number of clusters; without it the one from 2 to 10 that separates best.
    #[arg(long)]
    k: Option<usize>,
    /// Takes ln(1 + x) first.
    #[arg(long)]
    log: bool,
    /// How often to start anew; the best start counts.
    #[arg(long, default_value_t = 20)]
    restarts: u32,
    /// Decides on the starts.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the line and cluster of every row to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Greatest k that is tried where none is given.
const MOST: usize = 10;

#[derive(Serialize)]
struct Told {
    k: usize,
    n: usize,
    left_out: usize,
    /// Of z-scores with the population's standard deviation.
    inertia: f64,
    silhouette: Option<f64>,
    /// Rows the silhouette was computed on, where they are a sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    silhouette_sample: Option<usize>,
    sizes: Vec<u32>,
    /// In z-scores, in the order of the columns.
    centres: Vec<Vec<f64>>,
    clusters: Vec<Card>,
    /// Silhouette of every k that was tried.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    compared: Vec<(usize, f64)>,
}

#[derive(Serialize)]
struct Card {
    size: u32,
    share: f64,
    /// What sets the cluster apart, the most first.
    columns: Vec<CardColumn>,
}

#[derive(Serialize)]
struct CardColumn {
    column: String,
    mean: f64,
    median: f64,
    deviation: f64,
    level: &'static str,
}

impl Cluster {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file or a column is missing, cells cannot be read, or the rows have no clusters.
    pub fn run(self) -> Result<(), Failure> {
        let mut columns = Columns::read(&self.file)?;
        let chosen = columns.columns(&self.columns)?;
        let names: Vec<String> = chosen.iter().map(|column| columns.names()[*column].clone()).collect();
        let numbers: Vec<Vec<f64>> = chosen
            .iter()
            .map(|column| {
                columns
                    .numbers(*column)
                    .into_iter()
                    .map(|number| number.unwrap_or(f64::NAN))
                    .collect()
            })
            .collect();
        let numbers: Vec<&[f64]> = numbers.iter().map(Vec::as_slice).collect();
        let scaling = Scaling {
            log: self.log,
            standardise: true,
        };
        let too_little = |error: insight::clusters::ClustersError| Failure::TooLittle(error.to_string());
        let points = Points::prepare(&numbers, scaling).map_err(too_little)?;
        let mut compared = Vec::new();
        let clusters = match self.k {
            Some(k) => KMeans::fit(&points, k, self.restarts, self.seed).map_err(too_little)?,
            None => {
                let mut tried = choose_k(&points, MOST, self.restarts, self.seed).map_err(too_little)?;
                compared = tried.iter().map(|one| (one.k, one.silhouette.mean)).collect();
                tried.swap_remove(0).clusters
            }
        };
        let separation = silhouette(&points, &clusters, self.seed);
        let described = describe(&points, &clusters, &numbers).map_err(too_little)?;
        if let Some(out) = &self.out {
            let mut rows = Rows::new(&["line", "cluster"]);
            for (&row, &cluster) in points.row_of().iter().zip(&clusters.cluster_of) {
                rows.number(f64::from(columns.line(row as usize))).number(f64::from(cluster)).end();
            }
            rows.write(out)?;
        }
        let told = Told {
            k: clusters.sizes.len(),
            n: points.len(),
            left_out: points.left_out(),
            inertia: clusters.inertia,
            silhouette: separation.map(|separation| separation.mean),
            silhouette_sample: separation.filter(|separation| separation.sampled).map(|separation| separation.rows),
            sizes: clusters.sizes.clone(),
            centres: centres(&clusters, points.dimensions()),
            clusters: described.iter().map(|description| card(description, &names)).collect(),
            compared,
        };
        tell(&told, self.json, words, columns.into_bad())
    }
}

fn centres(clusters: &Clusters, dimensions: usize) -> Vec<Vec<f64>> {
    clusters.centres.chunks_exact(dimensions).map(<[f64]>::to_vec).collect()
}

fn card(description: &Description, names: &[String]) -> Card {
    Card {
        size: description.size,
        share: description.share,
        columns: description
            .traits
            .iter()
            .map(|one| CardColumn {
                column: names[one.column].clone(),
                mean: one.mean,
                median: one.median,
                deviation: one.deviation,
                level: match one.level {
                    Level::MuchLower => "much lower",
                    Level::Lower => "lower",
                    Level::Same => "about the same",
                    Level::Higher => "higher",
                    Level::MuchHigher => "much higher",
                },
            })
            .collect(),
    }
}

fn words(told: &Told) -> String {
    let separation = told.silhouette.map_or_else(String::new, |mean| format!(", silhouette {mean:.3}"));
    let mut text = format!("{} clusters of {} rows, inertia {:.3}{separation}\n", told.k, told.n, told.inertia);
    for card in &told.clusters {
        let apart = card.columns.iter().filter(|column| column.level != "about the same");
        let apart: Vec<String> = apart.map(|column| format!("{} {}", column.column, column.level)).collect();
        text.push_str(&format!(
            "  {:>8} ({:>4.1} %)  {}\n",
            card.size,
            100.0 * card.share,
            apart.join(", ")
        ));
    }
    text
}
