//! The column of an outcome: which of its values means yes.

use super::columns::Columns;
use crate::failure::Failure;

/// Words that mean yes, where no value was named.
const YES: [&str; 14] = [
    "yes",
    "y",
    "true",
    "t",
    "1",
    "won",
    "converted",
    "churned",
    "churn",
    "positive",
    "success",
    "ja",
    "oui",
    "si",
];
/// Values that are listed in a message.
const LISTED: usize = 10;

/// What counts as yes.
pub struct Target {
    /// The value, as the file writes it.
    pub positive: String,
}

impl Target {
    /// The value named, else the one of two that means yes, else the rarer of two.
    ///
    /// # Errors
    /// A value that does not occur; more than two values and none named; fewer than two.
    pub fn find(columns: &Columns, column: usize, named: Option<&str>) -> Result<Self, Failure> {
        let labels = columns.labels(column);
        let name = columns.names()[column].clone();
        let found = || {
            let more = if labels.names.len() > LISTED { ", …" } else { "" };
            format!("{}{more}", labels.names[..labels.names.len().min(LISTED)].join(", "))
        };
        if let Some(named) = named {
            let positive = labels.names.iter().find(|value| same(value, named));
            return match positive {
                Some(positive) => Ok(Self {
                    positive: positive.clone(),
                }),
                None => Err(Failure::Unknown(format!("“{name}” is never “{named}”; it has {}", found()))),
            };
        }
        match labels.names.len() {
            0 => return Err(Failure::TooLittle(format!("“{name}” is empty"))),
            1 => {
                return Err(Failure::TooLittle(format!(
                    "“{name}” is “{}” in every row; learning takes rows of both outcomes",
                    labels.names[0]
                )));
            }
            2 => {}
            count => {
                return Err(Failure::Unknown(format!(
                    "“{name}” has {count} values: {}; say with --positive which counts as yes",
                    found()
                )));
            }
        }
        let yes = labels.names.iter().position(|value| YES.iter().any(|yes| same(value, yes)));
        let count = |label: u32| labels.of.iter().filter(|of| **of == label).count();
        let positive = yes.unwrap_or_else(|| usize::from(count(1) < count(0)));
        Ok(Self {
            positive: labels.names[positive].clone(),
        })
    }

    /// The outcome of every row; none where the cell is empty.
    pub fn outcomes(&self, columns: &Columns, column: usize) -> Vec<Option<bool>> {
        let labels = columns.labels(column);
        let yes: Vec<bool> = labels.names.iter().map(|value| same(value, &self.positive)).collect();
        labels.of.iter().map(|label| yes.get(*label as usize).copied()).collect()
    }
}

/// Whether two values are the same but for case and a full stop at the end.
fn same(a: &str, b: &str) -> bool {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    plain(a) == plain(b)
}
