//! Warnings of columns that seem to know the outcome, in words.

use insight::classify::{FieldAlone, LeakReason};
use serde::Serialize;

use super::learnable::Kept;

/// Words in the name of a column that say it holds the latest state of a record, which may be newer than the outcome.
const LATEST: [&str; 8] = ["last", "latest", "final", "closed", "modified", "updated", "outcome", "result"];
/// Area under the curve of such a column alone from which its name is reason enough.
const LATEST_TELLS: f64 = 0.65;

/// A column to look into before the model is believed.
#[derive(Serialize)]
pub struct LeakWarning {
    /// The column.
    pub column: String,
    /// Why, in a word: `predicts-alone`, `missing-tells`, `levels-decide` or `latest-state`.
    pub reason: &'static str,
    /// Why, in a sentence.
    pub message: String,
    /// Area under the curve of the column alone.
    pub auc_alone: f64,
}

/// The warnings, the column that predicts best alone first.
pub fn leak_warnings(kept: &Kept, alone: &[FieldAlone]) -> Vec<LeakWarning> {
    let percent = |share: f64| 100.0 * share;
    let mut warnings: Vec<LeakWarning> = kept
        .fields
        .iter()
        .zip(alone)
        .filter_map(|(field, alone)| {
            let (reason, message) = match alone.leak {
                Some(LeakReason::PredictsAlone { auc }) => (
                    "predicts-alone",
                    format!("alone it tells the outcome with an AUC of {auc:.3}, which is more than a column known before it does"),
                ),
                Some(LeakReason::MissingTells {
                    missing_with,
                    missing_without,
                }) => (
                    "missing-tells",
                    format!(
                        "it is missing in {:.0} % of the rows with the outcome and in {:.0} % of the others, as if filled after it",
                        percent(missing_with),
                        percent(missing_without)
                    ),
                ),
                Some(LeakReason::LevelsDecide { levels, share }) => (
                    "levels-decide",
                    format!(
                        "{levels} of its values hold {:.0} % of one outcome and nearly nothing of the other",
                        percent(share)
                    ),
                ),
                None if alone.auc >= LATEST_TELLS && says_latest(&field.name) => (
                    "latest-state",
                    "by its name it holds the latest state of a record, which may be newer than the outcome".to_owned(),
                ),
                None => return None,
            };
            Some(LeakWarning {
                column: field.name.clone(),
                reason,
                message,
                auc_alone: alone.auc,
            })
        })
        .collect();
    warnings.sort_by(|a, b| b.auc_alone.total_cmp(&a.auc_alone));
    warnings
}

/// Whether a word of the name says so; `LastActivity` and `last_activity` have the same words.
fn says_latest(name: &str) -> bool {
    let mut words = vec![String::new()];
    let mut before_lower = false;
    for char in name.chars() {
        if !char.is_alphanumeric() || (char.is_uppercase() && before_lower) {
            words.push(String::new());
        }
        if char.is_alphanumeric() {
            words.last_mut().expect("there is one from the start").extend(char.to_lowercase());
        }
        before_lower = char.is_lowercase();
    }
    words.iter().any(|word| LATEST.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::says_latest;

    #[test]
    fn names_that_say_latest_are_told_from_others() {
        for name in ["Last Activity", "last_notable_activity", "LastModified", "closed-by", "Outcome"] {
            assert!(says_latest(name), "{name}");
        }
        for name in ["Lastname", "Ballast", "Plaster", "Tenure", "Contract", ""] {
            assert!(!says_latest(name), "{name}");
        }
    }
}
