//! `kith insight classify`: a yes or no learned from the other columns of a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use insight::classify::{BackTest, Field, Method as Chosen, Model, Quality, Tested, Training};
use serde::Serialize;

use super::columns::Columns;
use super::learnable::{Kept, Learnable, learnable};
use super::report::{Rows, tell};
use super::target::Target;
use super::warnings::{LeakWarning, leak_warnings};
use crate::failure::Failure;

/// A yes or no learned from the other columns.
#[derive(Args)]
pub struct Classify {
    /// A file with one row per record whose outcome is known.
    #[arg(long)]
    train: PathBuf,
    /// Column of the outcome.
    #[arg(long)]
    target: String,
    /// The value that counts as yes; without it the one that means yes, or the rarer one.
    #[arg(long)]
    positive: Option<String>,
    /// A file with the records to judge by.
    #[arg(long, conflicts_with = "test_every")]
    test: Option<PathBuf>,
    /// Judges by rows of the training file instead: 5:4 are those whose number, from 0, leaves 4 when divided by 5.
    #[arg(long)]
    test_every: Option<String>,
    /// Columns that are left alone, with commas between them.
    #[arg(long)]
    drop: Option<String>,
    /// How to learn.
    #[arg(long, value_enum, default_value_t = Method::Auto)]
    method: Method,
    /// Column of the time of a record; methods are then compared on the latest records.
    #[arg(long)]
    time: Option<String>,
    /// Decides on the parts of the back-test.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Writes the probability of every record judged, with its reasons, to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Method {
    Logistic,
    Boosting,
    /// The better in a back-test.
    Auto,
}

/// Features that are printed.
const TOP: usize = 15;
/// Reasons that are written per record.
const REASONS: usize = 3;

#[derive(Serialize)]
struct Told {
    target: String,
    positive: String,
    method: &'static str,
    /// What the measures are of: the test rows, or the back-test where there are none.
    measured_on: &'static str,
    #[serde(flatten)]
    measures: Measures,
    n_train: usize,
    n_test: usize,
    positives_train: usize,
    positives_test: usize,
    leak_warnings: Vec<LeakWarning>,
    top_features: Vec<Feature>,
    back_test: ToldBackTest,
    calibration: Vec<Bin>,
    calibration_method: &'static str,
    ignored: Vec<Ignored>,
    fields: Vec<FieldTold>,
}

#[derive(Serialize, Clone, Copy)]
struct Measures {
    auc: f64,
    auc_interval: (f64, f64),
    log_loss: f64,
    brier: f64,
    average_precision: f64,
    lift_top_decile: f64,
}

#[derive(Serialize)]
struct ToldBackTest {
    how: String,
    methods: Vec<Compared>,
}

#[derive(Serialize)]
struct Compared {
    method: &'static str,
    #[serde(flatten)]
    measures: Measures,
}

#[derive(Serialize)]
struct Feature {
    column: String,
    /// Mean magnitude of its contribution, in log-odds.
    importance: f64,
    /// Area under the curve of the column alone.
    auc_alone: f64,
}

#[derive(Serialize)]
struct Bin {
    predicted: f64,
    observed: f64,
    rows: usize,
}

#[derive(Serialize)]
struct Ignored {
    column: String,
    reason: &'static str,
}

#[derive(Serialize)]
struct FieldTold {
    column: String,
    kind: &'static str,
    missing: usize,
    /// Cells that are no number in a column of numbers; they count as missing.
    #[serde(skip_serializing_if = "is_zero")]
    unreadable: usize,
    /// Rows whose label is too rare to count by itself.
    #[serde(skip_serializing_if = "is_zero")]
    rare: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Classify {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file or column is missing, the target is no yes or no, or there is not enough data.
    pub fn run(self) -> Result<(), Failure> {
        let train = Columns::read(&self.train)?;
        let target_column = train.column(&self.target)?;
        let every = self.test_every.as_deref().map(every).transpose()?;
        let target = Target::find(&train, target_column, self.positive.as_deref())?;
        let outcomes = target.outcomes(&train, target_column);
        let time = self.time.as_ref().map(|name| train.column(name)).transpose()?;
        let mut dropped = vec![target_column];
        if let Some(names) = &self.drop {
            dropped.extend(train.columns(names)?);
        }
        let held = |row: &usize| every.is_some_and(|(modulus, rest)| row % modulus == rest);
        let known = |row: &usize| outcomes[*row].is_some();
        let (test_rows, train_rows): (Vec<usize>, Vec<usize>) = (0..train.rows()).filter(known).partition(held);
        let kept = learnable(&train, &dropped, &train_rows);
        let train_outcomes: Vec<bool> = train_rows.iter().filter_map(|row| outcomes[*row]).collect();
        let fields: Vec<Field<'_>> = kept.fields.iter().map(Learnable::field).collect();
        let times = time.map(|column| times(&train, column, &train_rows));
        let back_test = times.as_deref().map_or(BackTest::Folds, BackTest::Later);
        let method = match self.method {
            Method::Logistic => Chosen::Logistic,
            Method::Boosting => Chosen::Boosting,
            Method::Auto => Chosen::Auto,
        };
        let model = Training::run_all(&fields, &train_outcomes, method, back_test, self.seed)
            .map_err(|error| Failure::TooLittle(error.to_string()))?;
        let test = match &self.test {
            Some(path) => {
                let columns = Columns::read(path)?;
                let column = columns.column(&self.target)?;
                let outcomes = target.outcomes(&columns, column);
                let rows: Vec<usize> = (0..columns.rows()).filter(|row| outcomes[*row].is_some()).collect();
                let outcomes = rows.iter().filter_map(|row| outcomes[*row]).collect();
                Some(Judged::new(&columns, rows, outcomes, &kept)?)
            }
            None if every.is_some() => {
                let outcomes = test_rows.iter().filter_map(|row| outcomes[*row]).collect();
                Some(Judged::new(&train, test_rows, outcomes, &kept)?)
            }
            None => None,
        };
        self.report(&target, &kept, &model, test.as_ref())
    }

    fn report(&self, target: &Target, kept: &Kept, model: &Model, test: Option<&Judged>) -> Result<(), Failure> {
        let back_test = &model.chosen().quality;
        let quality = match test {
            None => back_test.clone(),
            Some(test) => {
                let fields: Vec<Field<'_>> = test.fields.iter().map(Learnable::field).collect();
                let wrong = |error: insight::classify::ClassifyError| Failure::Data(error.to_string());
                let probabilities = model.predict(&fields).map_err(wrong)?;
                if let Some(out) = &self.out {
                    let records: Vec<usize> = (0..probabilities.len()).collect();
                    let explained = model.explain(&fields, &records).map_err(wrong)?;
                    write_out(out, test, &probabilities, &explained, kept)?;
                }
                Quality::measure(&probabilities, &test.outcomes)
            }
        };
        let mut features: Vec<Feature> = kept
            .fields
            .iter()
            .enumerate()
            .map(|(field, learnable)| Feature {
                column: learnable.name.clone(),
                importance: model.importance[field],
                auc_alone: model.alone[field].auc,
            })
            .collect();
        features.sort_by(|a, b| b.importance.total_cmp(&a.importance));
        features.truncate(TOP);
        let told = Told {
            target: self.target.clone(),
            positive: target.positive.clone(),
            method: name(model.method),
            measured_on: if test.is_some() { "test" } else { "back-test" },
            measures: Measures::of(&quality),
            n_train: model.rows,
            n_test: test.map_or(0, |test| test.outcomes.len()),
            positives_train: model.positives,
            positives_test: test.map_or(0, |test| test.outcomes.iter().filter(|outcome| **outcome).count()),
            leak_warnings: leak_warnings(kept, &model.alone),
            top_features: features,
            back_test: ToldBackTest {
                how: match model.tested {
                    Tested::Folds(folds) => format!("{folds} folds"),
                    Tested::Later { rows } => format!("the latest {rows} records"),
                },
                methods: model
                    .candidates
                    .iter()
                    .map(|candidate| Compared {
                        method: name(candidate.method),
                        measures: Measures::of(&candidate.quality),
                    })
                    .collect(),
            },
            calibration: quality
                .calibration
                .iter()
                .map(|bin| Bin {
                    predicted: bin.predicted,
                    observed: bin.observed,
                    rows: bin.rows,
                })
                .collect(),
            calibration_method: "Platt's sigmoid on the back-test",
            ignored: kept
                .ignored
                .iter()
                .map(|(column, reason)| Ignored {
                    column: column.clone(),
                    reason,
                })
                .collect(),
            fields: kept
                .fields
                .iter()
                .zip(&model.missing_and_rare)
                .map(|(field, &(missing, rare))| FieldTold {
                    column: field.name.clone(),
                    kind: field.kind_name(),
                    missing,
                    unreadable: field.unreadable,
                    rare,
                })
                .collect(),
        };
        tell(&told, self.json, words, Vec::new())
    }
}

/// Records to judge by, in the fields that were learned from.
struct Judged {
    fields: Vec<Learnable>,
    outcomes: Vec<bool>,
    lines: Vec<u32>,
}

impl Judged {
    fn new(columns: &Columns, rows: Vec<usize>, outcomes: Vec<bool>, kept: &Kept) -> Result<Self, Failure> {
        let positives = outcomes.iter().filter(|outcome| **outcome).count();
        if positives == 0 || positives == outcomes.len() {
            return Err(Failure::TooLittle(format!(
                "{} test rows, {positives} of them with the outcome: judging takes some with and some without",
                outcomes.len()
            )));
        }
        let fields: Result<Vec<Learnable>, Failure> = kept.fields.iter().map(|field| field.alike(columns, &rows)).collect();
        Ok(Self {
            fields: fields?,
            lines: rows.iter().map(|row| columns.line(*row)).collect(),
            outcomes,
        })
    }
}

impl Measures {
    fn of(quality: &Quality) -> Self {
        Self {
            auc: quality.auc,
            auc_interval: quality.auc_interval,
            log_loss: quality.log_loss,
            brier: quality.brier,
            average_precision: quality.average_precision,
            lift_top_decile: quality.lift_top_decile,
        }
    }
}

fn name(method: Chosen) -> &'static str {
    match method {
        Chosen::Boosting => "boosting",
        _ => "logistic",
    }
}

/// Reads "5:4".
fn every(text: &str) -> Result<(usize, usize), Failure> {
    let parts = text.split_once(':');
    let numbers = parts.and_then(|(modulus, rest)| Some((modulus.trim().parse().ok()?, rest.trim().parse().ok()?)));
    match numbers {
        Some((modulus, rest)) if modulus > 1 && rest < modulus => Ok((modulus, rest)),
        _ => Err(Failure::Unknown(format!(
            "--test-every {text}: two numbers as in 5:4, the second below the first"
        ))),
    }
}

/// Times of rows, as days or numbers; not-a-number where there is none.
fn times(columns: &Columns, column: usize, rows: &[usize]) -> Vec<f64> {
    let (days, unreadable) = columns.tried_days(column);
    let values = if unreadable == 0 { days } else { columns.tried_numbers(column).0 };
    rows.iter().map(|row| values[*row].unwrap_or(f64::NAN)).collect()
}

fn write_out(
    out: &std::path::Path,
    test: &Judged,
    probabilities: &[f64],
    explained: &[insight::classify::Explanation],
    kept: &Kept,
) -> Result<(), Failure> {
    let mut rows = Rows::new(&["line", "outcome", "probability", "reasons"]);
    for (record, explanation) in explained.iter().enumerate() {
        let mut order: Vec<usize> = (0..explanation.parts.len()).collect();
        order.sort_by(|&a, &b| explanation.parts[b].abs().total_cmp(&explanation.parts[a].abs()));
        let reasons: Vec<String> = order
            .iter()
            .take(REASONS)
            .map(|&field| format!("{} {:+.2}", kept.fields[field].name, explanation.parts[field]))
            .collect();
        rows.number(f64::from(test.lines[record]));
        rows.text(if test.outcomes[record] { "1" } else { "0" });
        rows.number(probabilities[record]).text(&reasons.join("; ")).end();
    }
    rows.write(out)
}

fn words(told: &Told) -> String {
    let measures = told.measures;
    let mut text = format!(
        "{} = {} by {}, measured on the {}: AUC {:.4} ({:.4} to {:.4}), log loss {:.4}, Brier {:.4}, top tenth {:.2} times as many\n",
        told.target,
        told.positive,
        told.method,
        told.measured_on,
        measures.auc,
        measures.auc_interval.0,
        measures.auc_interval.1,
        measures.log_loss,
        measures.brier,
        measures.lift_top_decile
    );
    for feature in &told.top_features {
        text.push_str(&format!("  {:<32} {:.3}\n", feature.column, feature.importance));
    }
    for warning in &told.leak_warnings {
        text.push_str(&format!("  warning: {}: {}\n", warning.column, warning.message));
    }
    text
}
