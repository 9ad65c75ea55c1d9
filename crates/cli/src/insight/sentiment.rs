//! `kith insight sentiment`: whether texts are friendly or not, and how that meets what people say of them.

use std::path::PathBuf;

use clap::Args;
use insight::sentiment::{Lexicon, Polarity, analyse};
use interchange::decode::{Decoder, NativeDecoder};
use serde::Serialize;

use super::columns::Columns;
use super::report::{Rows, tell};
use crate::failure::{Failure, read};

/// Whether texts are friendly or not.
#[derive(Args)]
pub struct Sentiment {
    /// A file with one row per text.
    #[arg(long)]
    file: PathBuf,
    /// Column of the text.
    #[arg(long)]
    text: String,
    /// Column of what people say: a rating, or positive, negative and neutral.
    #[arg(long)]
    label: Option<String>,
    /// Words and their valences, separated by tabulators, instead of the built-in ones; `vader_lexicon.txt` in the folder of
    /// the file or in a “lexicon” folder beside it is taken by itself. `built-in` takes the built-in words.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Writes the score of every row to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// The lexicon that is looked for beside the file.
const BESIDE: &str = "vader_lexicon.txt";

/// Names the lexicon that is built in.
const BUILT_IN: &str = "built-in";

#[derive(Serialize)]
struct Told {
    n: usize,
    positive: usize,
    neutral: usize,
    negative: usize,
    /// Mean compound score, −1 to 1.
    mean: f64,
    /// Rows without a text.
    empty: usize,
    lexicon: String,
    lexicon_words: usize,
    #[serde(flatten)]
    judged: Option<Judged>,
}

#[derive(Serialize)]
struct Judged {
    /// Pearson's, of compound scores and numeric labels; absent for classes, and where one of them does not vary.
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation: Option<f64>,
    accuracy: f64,
    weighted_f1: f64,
    /// Rows with a text and a label.
    labelled: usize,
}

impl Sentiment {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file, a column or the lexicon is missing or no such thing, labels cannot be read, or there is no text.
    pub fn run(self) -> Result<(), Failure> {
        let mut columns = Columns::read(&self.file)?;
        let column = columns.column(&self.text)?;
        let label = self.label.as_ref().map(|name| columns.column(name)).transpose()?;
        let (lexicon, name) = self.lexicon()?;
        let texts: Vec<String> = (0..columns.rows()).map(|row| columns.text(row, column)).collect();
        let scores: Vec<Option<f64>> = texts
            .iter()
            .map(|text| (!text.is_empty()).then(|| analyse(text, &lexicon).compound))
            .collect();
        let given: Vec<f64> = scores.iter().copied().flatten().collect();
        if given.is_empty() {
            return Err(Failure::TooLittle(format!("there is no text in “{}”", self.text)));
        }
        let judged = label.map(|label| judge(&mut columns, label, &scores)).transpose()?;
        if let Some(out) = &self.out {
            let mut rows = Rows::new(&["line", "compound", "polarity", "text"]);
            for (row, score) in scores.iter().enumerate() {
                if let Some(score) = score {
                    rows.number(f64::from(columns.line(row))).number(*score);
                    rows.text(class_name(Polarity::of(*score))).text(&texts[row]).end();
                }
            }
            rows.write(out)?;
        }
        let count = |polarity: Polarity| given.iter().filter(|score| Polarity::of(**score) == polarity).count();
        let told = Told {
            n: given.len(),
            positive: count(Polarity::Positive),
            neutral: count(Polarity::Neutral),
            negative: count(Polarity::Negative),
            mean: given.iter().sum::<f64>() / given.len() as f64,
            empty: scores.len() - given.len(),
            lexicon: name,
            lexicon_words: lexicon.len(),
            judged,
        };
        tell(&told, self.json, words, columns.into_bad())
    }

    /// A lexicon in the folder of the file, or in a folder beside that one which says in its name that it holds one; the first by
    /// name.
    fn beside(&self) -> Option<PathBuf> {
        let here = self.file.with_file_name(BESIDE);
        if here.is_file() {
            return Some(here);
        }
        let folder = self.file.canonicalize().ok()?.parent()?.parent()?.to_owned();
        let neighbours = std::fs::read_dir(folder).ok()?.flatten();
        neighbours
            .map(|neighbour| neighbour.path().join(BESIDE))
            .filter(|path| path.is_file())
            .min()
    }

    /// The lexicon and where it is from.
    fn lexicon(&self) -> Result<(Lexicon, String), Failure> {
        let named = self.lexicon.clone().or_else(|| self.beside());
        let Some(path) = named.filter(|path| path.as_os_str() != BUILT_IN) else {
            return Ok((Lexicon::own(), BUILT_IN.to_owned()));
        };
        let name = path.display().to_string();
        let unreadable = |why: String| Failure::Unreadable { path: name.clone(), why };
        let bytes = read(&path)?;
        let mut decoder = Decoder::new(None, bytes.len());
        decoder.set_legacy(Box::new(NativeDecoder::default()));
        decoder.push(&bytes).map_err(|error| unreadable(error.to_string()))?;
        let text = decoder.finish().map_err(|error| unreadable(error.to_string()))?.text;
        let lexicon = Lexicon::read(&text).map_err(|error| unreadable(error.to_string()))?;
        Ok((lexicon, name))
    }
}

/// Compares scores with labels: ratings, or classes by their names.
fn judge(columns: &mut Columns, label: usize, scores: &[Option<f64>]) -> Result<Judged, Failure> {
    let labels = columns.labels(label);
    let classes: Option<Vec<Polarity>> = labels.names.iter().map(|name| class(name)).collect();
    let mut pairs: Vec<(f64, Polarity)> = Vec::new();
    let mut correlation = None;
    if let Some(classes) = classes.filter(|classes| !classes.is_empty()) {
        let labelled = scores.iter().zip(&labels.of);
        pairs.extend(labelled.filter_map(|(score, label)| Some(((*score)?, *classes.get(*label as usize)?))));
    } else {
        let ratings = columns.numbers(label);
        let rated: Vec<(f64, f64)> = scores
            .iter()
            .zip(&ratings)
            .filter_map(|(score, rating)| Some(((*score)?, (*rating)?)))
            .collect();
        correlation = pearson(&rated);
        let classes = Scale::of(&rated);
        pairs.extend(rated.iter().map(|&(score, rating)| (score, classes.polarity(rating))));
    }
    if pairs.is_empty() {
        return Err(Failure::TooLittle("no row has a text and a label".to_owned()));
    }
    let predicted: Vec<(Polarity, Polarity)> = pairs.into_iter().map(|(score, label)| (Polarity::of(score), label)).collect();
    let right = predicted.iter().filter(|(found, label)| found == label).count();
    Ok(Judged {
        correlation,
        accuracy: right as f64 / predicted.len() as f64,
        weighted_f1: weighted_f1(&predicted),
        labelled: predicted.len(),
    })
}

/// What a rating means: its middle, and the distance from there to the end.
struct Scale {
    middle: f64,
    reach: f64,
}

impl Scale {
    /// Ratings that go below zero have their middle there and reach to 1 or to 4, as those of the original do; others lie on a
    /// scale from 1 (or 0) to what they reach.
    fn of(rated: &[(f64, f64)]) -> Self {
        let least = rated.iter().map(|(_, rating)| *rating).fold(f64::INFINITY, f64::min);
        let most = rated.iter().map(|(_, rating)| *rating).fold(f64::NEG_INFINITY, f64::max);
        if least < 0.0 {
            let reach = most.max(-least);
            let reach = if reach <= 1.0 { 1.0 } else { reach.max(4.0) };
            return Self { middle: 0.0, reach };
        }
        let (low, high) = (least.min(1.0), most.max(least + f64::EPSILON));
        Self {
            middle: f64::midpoint(low, high),
            reach: (high - low) / 2.0,
        }
    }

    fn polarity(&self, rating: f64) -> Polarity {
        Polarity::of((rating - self.middle) / self.reach)
    }
}

/// What a class is called, in a few ways.
fn class(name: &str) -> Option<Polarity> {
    match name.trim().to_lowercase().as_str() {
        "positive" | "pos" | "good" | "happy" => Some(Polarity::Positive),
        "negative" | "neg" | "bad" | "unhappy" => Some(Polarity::Negative),
        "neutral" | "neu" | "none" | "mixed" => Some(Polarity::Neutral),
        _ => None,
    }
}

fn class_name(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Positive => "positive",
        Polarity::Neutral => "neutral",
        Polarity::Negative => "negative",
    }
}

/// Pearson's correlation; none where either side does not vary.
fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mean_a, mean_b) = (
        pairs.iter().map(|pair| pair.0).sum::<f64>() / n,
        pairs.iter().map(|pair| pair.1).sum::<f64>() / n,
    );
    let (mut together, mut a, mut b) = (0.0, 0.0, 0.0);
    for pair in pairs {
        together += (pair.0 - mean_a) * (pair.1 - mean_b);
        a += (pair.0 - mean_a) * (pair.0 - mean_a);
        b += (pair.1 - mean_b) * (pair.1 - mean_b);
    }
    let correlation = together / (a * b).sqrt();
    correlation.is_finite().then_some(correlation)
}

/// F1 of each class, weighted by how often it is the label.
fn weighted_f1(pairs: &[(Polarity, Polarity)]) -> f64 {
    let classes = [Polarity::Negative, Polarity::Neutral, Polarity::Positive];
    let of_class = classes.map(|class| {
        let right = pairs.iter().filter(|(found, label)| *found == class && *label == class).count() as f64;
        let found = pairs.iter().filter(|(found, _)| *found == class).count() as f64;
        let labelled = pairs.iter().filter(|(_, label)| *label == class).count() as f64;
        let f1 = if found + labelled > 0.0 {
            2.0 * right / (found + labelled)
        } else {
            0.0
        };
        labelled * f1
    });
    of_class.iter().sum::<f64>() / pairs.len().max(1) as f64
}

fn words(told: &Told) -> String {
    let judged = told.judged.as_ref().map_or_else(String::new, |judged| {
        let correlation = judged.correlation.map_or_else(String::new, |r| format!("correlation {r:.4}, "));
        format!(
            "against {} labels: {correlation}accuracy {:.4}, weighted F1 {:.4}\n",
            judged.labelled, judged.accuracy, judged.weighted_f1
        )
    });
    format!(
        "{} texts: {} positive, {} neutral, {} negative; mean {:+.3}\n{judged}",
        told.n, told.positive, told.neutral, told.negative, told.mean
    )
}
