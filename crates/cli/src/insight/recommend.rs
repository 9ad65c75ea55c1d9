//! `kith insight recommend`: offers made from one file, judged by another.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use insight::recommend::{Ease, HoldoutQuality, Purchases, Recommender, RelatedItems, RelationRules, measure};
use serde::Serialize;

use super::columns::Columns;
use super::report::{Rows, tell};
use crate::failure::Failure;

/// Offers made from what people bought, judged by what they bought later.
#[derive(Args)]
pub struct Recommend {
    /// A file with one row per purchase, to learn from.
    #[arg(long)]
    train: PathBuf,
    /// A file with one row per purchase, to judge by.
    #[arg(long)]
    test: PathBuf,
    /// Column of the person.
    #[arg(long)]
    user: String,
    /// Column of the item.
    #[arg(long)]
    item: String,
    /// Column of the person in the test file, where it is called something else there.
    #[arg(long)]
    test_user: Option<String>,
    /// Column of the item in the test file, where it is called something else there.
    #[arg(long)]
    test_item: Option<String>,
    /// How offers are made.
    #[arg(long, value_enum, default_value_t = Method::ItemKnn)]
    method: Method,
    /// Offers per person.
    #[arg(long, default_value_t = 10)]
    k: usize,
    /// Regularisation of EASE; without it, the best on a part of the training data that is held out for it.
    #[arg(long)]
    lambda: Option<f64>,
    /// Partners per item.
    #[arg(long, default_value_t = 50)]
    neighbours: usize,
    /// Common buyers at which half of a similarity is believed.
    #[arg(long, default_value_t = 10)]
    shrinkage: u32,
    /// Writes the offers of everybody in the test file to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    /// Items that the same people buy: cosine, shrunk, strongest partners.
    ItemKnn,
    /// All items weighed at once.
    Ease,
    /// What most people buy.
    Popular,
}

/// Regularisations that are compared.
const LAMBDAS: [f64; 5] = [20.0, 100.0, 250.0, 500.0, 1_000.0];
/// One purchase in so many is held out for that.
const HELD_OUT: usize = 5;

#[derive(Serialize)]
struct Told {
    method: &'static str,
    k: usize,
    precision: f64,
    recall: f64,
    ndcg: f64,
    hit_rate: f64,
    /// People in the test file who count.
    users: usize,
    items: usize,
    train_rows: usize,
    test_rows: usize,
    /// Rows of the training file that the test file has too: they are not learned from.
    train_rows_in_test: usize,
    /// Rows without a person or an item.
    rows_left_out: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    lambda: Option<f64>,
}

/// Pairs of a file, by number.
#[derive(Default)]
struct Pairs {
    users: Vec<u32>,
    items: Vec<u32>,
    left_out: usize,
}

/// Names seen in either file, and their numbers.
#[derive(Default)]
struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

impl Recommend {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file or column is missing, or there is nothing to learn from or judge by.
    pub fn run(self) -> Result<(), Failure> {
        let (mut users, mut items) = (Names::default(), Names::default());
        let mut train = pairs(&self.train, [&self.user, &self.item], &mut users, &mut items)?;
        let test_columns = [
            self.test_user.as_ref().unwrap_or(&self.user),
            self.test_item.as_ref().unwrap_or(&self.item),
        ];
        let test = pairs(&self.test, test_columns, &mut users, &mut items)?;
        if test.users.is_empty() {
            return Err(Failure::TooLittle("the test file has no row with a person and an item".to_owned()));
        }
        let train_rows = train.users.len();
        let judged: HashSet<(u32, u32)> = test.users.iter().copied().zip(test.items.iter().copied()).collect();
        train.keep(|pair| !judged.contains(&pair));
        if train.users.is_empty() {
            return Err(Failure::TooLittle(
                "the training file has no purchase that the test file lacks".to_owned(),
            ));
        }
        let size = (users.names.len(), items.names.len());
        let bought = train.purchases(size)?;
        let held_out = test.purchases(size)?;
        let mut lambda = None;
        let mut offers: Vec<Vec<u32>> = vec![Vec::new(); users.names.len()];
        let wanted = |buyer: &usize| !held_out.items_of(*buyer).is_empty();
        if self.method == Method::Ease {
            let chosen = self.lambda.map_or_else(|| self.best_lambda(&train, size), Ok)?;
            lambda = Some(chosen);
            let ease = Ease::fit(&bought, chosen).map_err(|error| Failure::Data(error.to_string()))?;
            for buyer in (0..users.names.len()).filter(wanted) {
                offers[buyer] = ease_offers(&ease, &bought, buyer, self.k);
            }
        } else {
            // Popular items fill up what partners leave, so no partners is popularity alone.
            let partners = if self.method == Method::Popular { 0 } else { self.neighbours };
            let rules = RelationRules {
                min_together: 1,
                min_lift: 0.0,
                shrinkage: self.shrinkage,
                partners,
            };
            let related = RelatedItems::build(&bought, rules);
            let mut recommender = Recommender::new(&related);
            for buyer in (0..users.names.len()).filter(wanted) {
                let found = recommender.recommend(bought.items_of(buyer), self.k, &[]);
                offers[buyer] = found.into_iter().map(|offer| offer.item).collect();
            }
        }
        let quality = measure(&held_out, self.k, |buyer| offers[buyer].clone());
        if let Some(out) = &self.out {
            let mut rows = Rows::new(&["user", "place", "item"]);
            for (user, offers) in users.names.iter().zip(&offers) {
                for (place, &item) in offers.iter().enumerate() {
                    rows.text(user).number(place as f64 + 1.0).text(&items.names[item as usize]).end();
                }
            }
            rows.write(out)?;
        }
        let HoldoutQuality {
            precision,
            recall,
            ndcg,
            hit_rate,
            people,
        } = quality;
        let told = Told {
            method: match self.method {
                Method::ItemKnn => "item-knn",
                Method::Ease => "ease",
                Method::Popular => "popular",
            },
            k: self.k,
            precision,
            recall,
            ndcg,
            hit_rate,
            users: people,
            items: items.names.len(),
            train_rows: train.users.len(),
            test_rows: test.users.len(),
            train_rows_in_test: train_rows - train.users.len(),
            rows_left_out: train.left_out + test.left_out,
            lambda,
        };
        tell(&told, self.json, words, Vec::new())
    }

    /// The regularisation whose offers meet best what is held out of the training data.
    fn best_lambda(&self, train: &Pairs, size: (usize, usize)) -> Result<f64, Failure> {
        let part = |held: bool| {
            let mut part = Pairs::default();
            let mut seen = vec![0usize; size.0];
            for (&user, &item) in train.users.iter().zip(&train.items) {
                // Every fifth purchase of each person, so that everybody is learned from.
                seen[user as usize] += 1;
                if seen[user as usize].is_multiple_of(HELD_OUT) == held {
                    part.users.push(user);
                    part.items.push(item);
                }
            }
            part.purchases(size)
        };
        let (learned, held) = (part(false)?, part(true)?);
        let mut best = (LAMBDAS[3], -1.0);
        for lambda in LAMBDAS {
            let ease = Ease::fit(&learned, lambda).map_err(|error| Failure::Data(error.to_string()))?;
            let ndcg = measure(&held, self.k, |buyer| ease_offers(&ease, &learned, buyer, self.k)).ndcg;
            if ndcg > best.1 {
                best = (lambda, ndcg);
            }
        }
        Ok(best.0)
    }
}

/// The pairs of a file; `columns` are those of the person and the item.
fn pairs(path: &Path, [user, item]: [&String; 2], users: &mut Names, items: &mut Names) -> Result<Pairs, Failure> {
    let columns = Columns::read(path)?;
    let (user, item) = (columns.labels(columns.column(user)?), columns.labels(columns.column(item)?));
    let user_of: Vec<u32> = user.names.iter().map(|name| users.number(name)).collect();
    let item_of: Vec<u32> = item.names.iter().map(|name| items.number(name)).collect();
    let mut pairs = Pairs::default();
    for (user, item) in user.of.iter().zip(&item.of) {
        match (user_of.get(*user as usize), item_of.get(*item as usize)) {
            (Some(&user), Some(&item)) => {
                pairs.users.push(user);
                pairs.items.push(item);
            }
            _ => pairs.left_out += 1,
        }
    }
    Ok(pairs)
}

fn ease_offers(ease: &Ease, bought: &Purchases, buyer: usize, wanted: usize) -> Vec<u32> {
    let offers = ease.recommend(bought.items_of(buyer), wanted);
    offers.into_iter().map(|(item, _)| item).collect()
}

impl Pairs {
    fn keep(&mut self, keep: impl Fn((u32, u32)) -> bool) {
        let pairs = self.users.iter().copied().zip(self.items.iter().copied());
        (self.users, self.items) = pairs.filter(|pair| keep(*pair)).unzip();
    }

    fn purchases(&self, (users, items): (usize, usize)) -> Result<Purchases, Failure> {
        Purchases::from_pairs(users, items, &self.users, &self.items).map_err(|error| Failure::Data(error.to_string()))
    }
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        let next = self.names.len() as u32;
        *self.numbers.entry(name.to_owned()).or_insert_with(|| {
            self.names.push(name.to_owned());
            next
        })
    }
}

fn words(told: &Told) -> String {
    format!(
        "{} offers each to {} people by {}: precision {:.4}, recall {:.4}, NDCG {:.4}, hit rate {:.4}\n",
        told.k, told.users, told.method, told.precision, told.recall, told.ndcg, told.hit_rate
    )
}
