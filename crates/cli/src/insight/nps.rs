//! `kith insight nps`: Net Promoter Score of answers from 0 to 10, of each group, and of each month.

use std::path::PathBuf;

use clap::Args;
use insight::survey::{NetPromoter, is_promoter_answer, net_promoter};
use model::validate::days_to_date;
use serde::Serialize;

use super::columns::{Columns, Labels};
use super::report::tell;
use crate::failure::Failure;

/// Net Promoter Score.
#[derive(Args)]
pub struct Nps {
    /// A file with one row per answer.
    #[arg(long)]
    file: PathBuf,
    /// Column of the answer, 0 to 10.
    #[arg(long)]
    score: String,
    /// Column of a group; each gets its own score.
    #[arg(long)]
    by: Option<String>,
    /// Column of the day; each month gets its own score.
    #[arg(long)]
    date: Option<String>,
    /// Confidence of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told {
    #[serde(flatten)]
    all: Score,
    /// Rows without an answer.
    unanswered: usize,
    confidence: f64,
    by: Vec<Group>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_month: Vec<Group>,
}

#[derive(Serialize)]
struct Score {
    nps: f64,
    promoters: u64,
    passives: u64,
    detractors: u64,
    n: u64,
    interval: [f64; 2],
}

#[derive(Serialize)]
struct Group {
    value: String,
    #[serde(flatten)]
    score: Score,
}

impl Nps {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file or a column is missing, cells cannot be read or are off the scale, or there is no answer.
    pub fn run(self) -> Result<(), Failure> {
        let mut columns = Columns::read(&self.file)?;
        let column = columns.column(&self.score)?;
        let by = self.by.as_ref().map(|name| columns.column(name)).transpose()?;
        let date = self.date.as_ref().map(|name| columns.column(name)).transpose()?;
        let answers = columns.numbers(column);
        for (row, answer) in answers.iter().enumerate() {
            if answer.is_some_and(|answer| !is_promoter_answer(answer)) {
                columns.refuse(row, column, "an answer is a whole number from 0 to 10");
            }
        }
        let answers: Vec<Option<f64>> = answers
            .into_iter()
            .map(|answer| answer.filter(|answer| is_promoter_answer(*answer)))
            .collect();
        let groups = by.map(|by| columns.labels(by));
        let months = date.map(|date| {
            let days = columns.days(date);
            Labels::of(days.into_iter().map(|day| day.map_or_else(String::new, month)))
        });
        let given: Vec<f64> = answers.iter().copied().flatten().collect();
        if given.is_empty() {
            let bad = columns.into_bad();
            return Err(if bad.is_empty() {
                Failure::TooLittle(format!("there is no answer in “{}”", self.score))
            } else {
                Failure::BadRows { cells: bad }
            });
        }
        let each = |labels: Option<Labels>| labels.map_or_else(|| Ok(Vec::new()), |labels| self.each(&answers, &labels));
        let mut by_month = each(months)?;
        by_month.sort_by(|a, b| a.value.cmp(&b.value));
        let told = Told {
            all: self.score_of(&given)?,
            unanswered: answers.len() - given.len(),
            confidence: self.confidence,
            by: each(groups)?,
            by_month,
        };
        tell(&told, self.json, words, columns.into_bad())
    }

    fn score_of(&self, answers: &[f64]) -> Result<Score, Failure> {
        let found = net_promoter(answers, self.confidence).map_err(|error| Failure::Data(error.to_string()))?;
        Ok(Score::from(found))
    }

    /// The score of each group that has answers, in the order in which the groups first appear.
    fn each(&self, answers: &[Option<f64>], labels: &Labels) -> Result<Vec<Group>, Failure> {
        let mut of_group = vec![Vec::new(); labels.names.len()];
        for (answer, group) in answers.iter().zip(&labels.of) {
            if let (Some(answer), Some(group)) = (answer, of_group.get_mut(*group as usize)) {
                group.push(*answer);
            }
        }
        let answered = labels.names.iter().zip(&of_group).filter(|(_, answers)| !answers.is_empty());
        answered
            .map(|(name, answers)| {
                Ok(Group {
                    value: name.clone(),
                    score: self.score_of(answers)?,
                })
            })
            .collect()
    }
}

impl From<NetPromoter> for Score {
    fn from(found: NetPromoter) -> Self {
        Self {
            nps: found.score,
            promoters: found.promoters,
            passives: found.passives,
            detractors: found.detractors,
            n: found.promoters + found.passives + found.detractors,
            interval: [found.interval.0, found.interval.1],
        }
    }
}

/// Year and month of a day.
fn month(day: i32) -> String {
    days_to_date(day).map_or_else(String::new, |date| date.format("%Y-%m").to_string())
}

fn words(told: &Told) -> String {
    let line = |name: &str, score: &Score| {
        format!(
            "{name:<24} {:>7.1}  ({:.1} to {:.1})  {} promoters, {} passives, {} detractors\n",
            score.nps, score.interval[0], score.interval[1], score.promoters, score.passives, score.detractors
        )
    };
    let groups = told.by.iter().chain(&told.by_month);
    let groups = groups.map(|group| line(&group.value, &group.score));
    format!("{}{}", line("all", &told.all), groups.collect::<String>())
}
