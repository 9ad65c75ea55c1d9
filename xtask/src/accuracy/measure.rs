//! Figures that are computed from what a command printed or wrote and the reference in the data.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::at;
use crate::project::read;

/// Customers of a file written by `rfm --out` whose scores differ from the reference, those missing in it included.
pub fn rfm_differences(_: &Value, data: &Path, scratch: &Path) -> Result<f64> {
    let ours = table(&scratch.join("rfm.csv"), "customer")?;
    let reference = table(&data.join("computed_rfm_scores_all_995.csv"), "customer_id")?;
    let columns = [
        ("recency_days", "recency_days"),
        ("frequency", "transaction_count"),
        ("monetary", "amount"),
        ("rfm", "rfm"),
    ];
    let number = |row: &HashMap<String, String>, column: &str| row.get(column).and_then(|text| text.parse::<f64>().ok());
    let differs = reference.iter().filter(|(customer, wanted)| {
        let found = ours.get(*customer);
        found.is_none_or(|found| columns.iter().any(|(our, their)| number(found, our) != number(wanted, their)))
    });
    Ok(differs.count() as f64 + ours.len().abs_diff(reference.len()) as f64)
}

/// Warnings of fields that know the outcome.
pub fn leak_warnings(told: &Value, _: &Path, _: &Path) -> Result<f64> {
    Ok(warned(told)?.len() as f64)
}

/// Fields that are known to be filled after the outcome and are warned of.
pub fn warned_of_known_leaks(told: &Value, _: &Path, _: &Path) -> Result<f64> {
    let warned = warned(told)?;
    let known = ["Tags", "Lead Quality", "Lead Profile", "Last Activity", "Last Notable Activity"];
    Ok(known.iter().filter(|field| warned.contains(field)).count() as f64)
}

fn warned(told: &Value) -> Result<Vec<&str>> {
    let warnings = told["leak_warnings"].as_array().context("there are no warnings")?;
    Ok(warnings.iter().filter_map(|warning| warning["column"].as_str()).collect())
}

/// The rate of a group of an experiment.
pub fn mens_rate(told: &Value, _: &Path, _: &Path) -> Result<f64> {
    of_group(told, "Mens E-Mail", "rate")
}

/// The rate of a group of an experiment.
pub fn womens_rate(told: &Value, _: &Path, _: &Path) -> Result<f64> {
    of_group(told, "Womens E-Mail", "rate")
}

/// The rate of a group of an experiment.
pub fn control_rate(told: &Value, _: &Path, _: &Path) -> Result<f64> {
    of_group(told, "No E-Mail", "rate")
}

/// The greater p-value of both groups.
pub fn greatest_p_value(told: &Value, _: &Path, _: &Path) -> Result<f64> {
    Ok(of_group(told, "Mens E-Mail", "p_value")?.max(of_group(told, "Womens E-Mail", "p_value")?))
}

fn of_group(told: &Value, group: &str, figure: &str) -> Result<f64> {
    let groups = told["groups"].as_array().context("there are no groups")?;
    let found = groups.iter().find(|found| found["group"] == group);
    at(found.with_context(|| format!("there is no group {group}"))?, figure)
}

/// Rows of a simple file by a column: cells hold no commas.
fn table(path: &Path, by: &str) -> Result<HashMap<String, HashMap<String, String>>> {
    let text = read(path)?;
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let rows = lines.map(|line| {
        let cells = header.iter().zip(line.split(','));
        let row: HashMap<String, String> = cells.map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect();
        let key = row.get(by).cloned();
        key.map(|key| (key, row))
            .with_context(|| format!("{}: no column {by}", path.display()))
    });
    rows.collect()
}
