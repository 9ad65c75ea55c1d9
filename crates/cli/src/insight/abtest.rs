//! `kith insight abtest`: each group of an experiment against its control.

use std::path::PathBuf;

use clap::Args;
use insight::experiment::{
    Difference, ExperimentError, Moments, Proportion, adjusted_p_values, difference_of_means, difference_of_proportions,
};
use model::validate::parse_boolean;
use serde::Serialize;

use super::columns::{Columns, Labels, number};
use super::report::tell;
use crate::failure::Failure;

/// Each group of an experiment against its control.
#[derive(Args)]
pub struct Abtest {
    /// A file with one row per person.
    #[arg(long)]
    file: PathBuf,
    /// Column of the group.
    #[arg(long)]
    group: String,
    /// Column of what came of it: yes or no (1 or 0), or a number whose mean counts. Several with commas between them.
    #[arg(long)]
    outcome: String,
    /// The group that the others are compared with.
    #[arg(long)]
    control: String,
    /// Confidence of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told {
    control: String,
    confidence: f64,
    #[serde(flatten)]
    first: Outcome,
    /// Every outcome, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    outcomes: Vec<Outcome>,
}

#[derive(Serialize, Clone)]
struct Outcome {
    outcome: String,
    measure: &'static str,
    groups: Vec<Group>,
}

#[derive(Serialize, Clone)]
struct Group {
    group: String,
    n: u64,
    /// Share of a proportion, or mean.
    rate: f64,
    /// Group − control, and the rest of the comparison; absent for the control itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    interval: Option<[f64; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_value: Option<f64>,
    /// The p-value with all comparisons made here in mind (Benjamini & Hochberg).
    #[serde(skip_serializing_if = "Option::is_none")]
    p_adjusted: Option<f64>,
    /// Why nothing can be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

impl Abtest {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file, a column or the control is missing, cells cannot be read, or a group is too small.
    pub fn run(self) -> Result<(), Failure> {
        let mut columns = Columns::read(&self.file)?;
        let group = columns.column(&self.group)?;
        let outcomes = columns.columns(&self.outcome)?;
        let groups = columns.labels(group);
        let Some(control) = groups.names.iter().position(|name| name == self.control.trim()) else {
            return Err(Failure::Unknown(format!(
                "there is no group “{}” in “{}”; there are {}",
                self.control,
                self.group,
                listed(&groups.names)
            )));
        };
        if groups.names.len() < 2 {
            return Err(Failure::TooLittle(format!(
                "“{}” has one group; a comparison needs two",
                self.group
            )));
        }
        let names = columns.names();
        let mut told = Vec::with_capacity(outcomes.len());
        for column in outcomes {
            let values = columns.values(column, |text, context| {
                number(text, context.decimal)
                    .or_else(|problem| parse_boolean(text).map(|yes| f64::from(u8::from(yes))).map_err(|_| problem))
            });
            told.push(self.outcome(names[column].clone(), &groups, control, &values)?);
        }
        adjust(&mut told);
        let first = told[0].clone();
        let told = Told {
            control: self.control.trim().to_owned(),
            confidence: self.confidence,
            first,
            outcomes: if told.len() > 1 { told } else { Vec::new() },
        };
        tell(&told, self.json, words, columns.into_bad())
    }

    fn outcome(&self, outcome: String, groups: &Labels, control: usize, values: &[Option<f64>]) -> Result<Outcome, Failure> {
        let is_proportion = values.iter().flatten().all(|value| *value == 0.0 || *value == 1.0);
        let mut of_group = vec![(Moments::default(), 0u64); groups.names.len()];
        for (value, group) in values.iter().zip(&groups.of) {
            if let (Some(value), Some((moments, successes))) = (value, of_group.get_mut(*group as usize)) {
                moments.add(*value);
                *successes += u64::from(*value == 1.0);
            }
        }
        let compare = |of: &(Moments, u64), with: &(Moments, u64)| -> Result<Difference, ExperimentError> {
            if is_proportion {
                let proportion = |of: &(Moments, u64)| Proportion {
                    successes: of.1,
                    n: of.0.n,
                };
                difference_of_proportions(proportion(of), proportion(with), self.confidence)
            } else {
                difference_of_means(&of.0, &with.0, self.confidence)
            }
        };
        let mut told = Vec::with_capacity(of_group.len());
        for (place, name) in groups.names.iter().enumerate() {
            let mut group = Group {
                group: name.clone(),
                n: of_group[place].0.n,
                rate: match of_group[place] {
                    (moments, successes) if is_proportion && moments.n > 0 => successes as f64 / moments.n as f64,
                    (moments, _) => moments.mean,
                },
                difference: None,
                interval: None,
                p_value: None,
                p_adjusted: None,
                reason: None,
            };
            if place != control {
                match compare(&of_group[place], &of_group[control]) {
                    Ok(found) => {
                        group.difference = Some(found.difference);
                        group.interval = Some([found.interval.0, found.interval.1]);
                        group.p_value = Some(found.p_value);
                    }
                    Err(error @ (ExperimentError::TooFew { .. } | ExperimentError::NoSpread)) => group.reason = Some(error.to_string()),
                    Err(error) => return Err(Failure::Data(error.to_string())),
                }
            }
            told.push(group);
        }
        // The control first, the others in the order in which they first appear.
        told[..=control].rotate_right(1);
        if told.iter().all(|group| group.p_value.is_none()) {
            let why = told.iter().find_map(|group| group.reason.clone()).unwrap_or_default();
            return Err(Failure::TooLittle(format!("nothing can be compared in “{outcome}”: {why}")));
        }
        Ok(Outcome {
            outcome,
            measure: if is_proportion { "proportion" } else { "mean" },
            groups: told,
        })
    }
}

/// Adjusts the p-values of all comparisons together.
fn adjust(outcomes: &mut [Outcome]) {
    let made = || {
        outcomes
            .iter()
            .flat_map(|outcome| &outcome.groups)
            .filter_map(|group| group.p_value)
    };
    let adjusted = adjusted_p_values(&made().collect::<Vec<_>>());
    let compared = outcomes
        .iter_mut()
        .flat_map(|outcome| &mut outcome.groups)
        .filter(|group| group.p_value.is_some());
    for (group, adjusted) in compared.zip(adjusted) {
        group.p_adjusted = Some(adjusted);
    }
}

/// Names for a message; a few of many.
fn listed(names: &[String]) -> String {
    let more = if names.len() > 20 { ", …" } else { "" };
    format!("{}{more}", names[..names.len().min(20)].join(", "))
}

fn words(told: &Told) -> String {
    let outcomes = if told.outcomes.is_empty() {
        std::slice::from_ref(&told.first)
    } else {
        &told.outcomes
    };
    let mut text = String::new();
    for outcome in outcomes {
        text.push_str(&format!("{} ({}), against {}\n", outcome.outcome, outcome.measure, told.control));
        for group in &outcome.groups {
            let compared = match (group.difference, group.interval, group.p_value) {
                (Some(difference), Some([low, high]), Some(p)) => format!("{difference:+.5} ({low:+.5} to {high:+.5}), p = {p:.3e}"),
                _ => group.reason.clone().unwrap_or_default(),
            };
            text.push_str(&format!("  {:<24} {:>9} {:>12.5}  {compared}\n", group.group, group.n, group.rate));
        }
    }
    text
}
