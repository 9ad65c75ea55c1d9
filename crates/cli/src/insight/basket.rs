//! `kith insight basket`: what is bought together.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::Args;
use insight::basket::{Baskets, ItemSets, NO_BASKET, NO_ITEM, Rule, Thresholds, rules};
use interchange::csv::{HeaderChoice, Overrides};
use interchange::table::{LoadOptions, Sheet};
use serde::Serialize;

use super::columns::{Columns, Labels};
use super::report::{Rows, tell};
use crate::failure::{Failure, read};

/// What is bought together: rules such as "who takes A and B takes C".
#[derive(Args)]
pub struct Basket {
    /// A file with one basket per line, its items separated as cells are.
    #[arg(long, required_unless_present = "file")]
    baskets: Option<PathBuf>,
    /// A file with one row per item of a basket.
    #[arg(long, conflicts_with = "baskets", requires_all = ["basket", "item"])]
    file: Option<PathBuf>,
    /// Column of the basket.
    #[arg(long)]
    basket: Option<String>,
    /// Column of the item.
    #[arg(long)]
    item: Option<String>,
    /// Share of baskets that hold all items of a rule, above 0 and at most 1.
    #[arg(long)]
    support: f64,
    /// Share of baskets with the left side that have the right side too.
    #[arg(long)]
    confidence: f64,
    /// Items of a rule at least, both sides together.
    #[arg(long, default_value_t = 2)]
    min_length: usize,
    /// Items of a rule at most.
    #[arg(long, default_value_t = 10)]
    max_length: usize,
    /// Writes all rules to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

/// Rules that are printed.
const TOP: usize = 20;

#[derive(Serialize)]
struct Told {
    baskets: usize,
    items: usize,
    rows_left_out: u32,
    itemsets: usize,
    rules: usize,
    /// Rules of the highest lift.
    top: Vec<ToldRule>,
}

#[derive(Serialize)]
struct ToldRule {
    left: Vec<String>,
    right: String,
    support: f64,
    confidence: f64,
    lift: f64,
    count: u32,
}

/// Baskets and the names of their items.
struct Named {
    baskets: Baskets,
    items: Vec<String>,
}

impl Basket {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file or a column is missing, there is no basket, or a share is none.
    pub fn run(self) -> Result<(), Failure> {
        let named = match (&self.baskets, &self.file) {
            (Some(path), _) => lines(path)?,
            (None, Some(path)) => self.rows(path)?,
            (None, None) => return Err(Failure::Unknown("name a file with --baskets or --file".to_owned())),
        };
        let thresholds = Thresholds {
            support: self.support,
            confidence: self.confidence,
            min_length: self.min_length,
            max_length: self.max_length,
        };
        let sets = ItemSets::mine(&named.baskets, thresholds).map_err(|error| Failure::Data(error.to_string()))?;
        let rules = rules(&sets, thresholds);
        if let Some(out) = &self.out {
            let mut rows = Rows::new(&["left", "right", "support", "confidence", "lift", "count"]);
            for rule in rules.iter().map(|rule| named.told(rule)) {
                rows.text(&rule.left.join(" + ")).text(&rule.right);
                rows.number(rule.support).number(rule.confidence).number(rule.lift);
                rows.number(f64::from(rule.count)).end();
            }
            rows.write(out)?;
        }
        let told = Told {
            baskets: named.baskets.len(),
            items: named.items.len(),
            rows_left_out: named.baskets.rows_left_out(),
            itemsets: sets.sets.len(),
            rules: rules.len(),
            top: rules.iter().take(TOP).map(|rule| named.told(rule)).collect(),
        };
        tell(&told, self.json, words, Vec::new())
    }

    fn rows(&self, path: &Path) -> Result<Named, Failure> {
        let columns = Columns::read(path)?;
        let missing = || Failure::Unknown("name the columns with --basket and --item".to_owned());
        let basket = columns.labels(columns.column(self.basket.as_ref().ok_or_else(missing)?)?);
        let item = columns.labels(columns.column(self.item.as_ref().ok_or_else(missing)?)?);
        Named::new(basket.names.len(), &basket.of, item)
    }
}

/// One basket per line. There is no header, and lines differ in their number of cells. Empty lines are no baskets.
fn lines(path: &Path) -> Result<Named, Failure> {
    let bytes = read(path)?;
    let options = LoadOptions {
        overrides: Overrides {
            header: Some(HeaderChoice::Absent),
            ..Overrides::default()
        },
        ..LoadOptions::default()
    };
    let sheet = Sheet::from_bytes(&path.display().to_string(), &bytes, options).map_err(|error| Failure::Unreadable {
        path: path.display().to_string(),
        why: error.to_string(),
    })?;
    let mut names = Vec::new();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let (mut basket_of, mut item_of) = (Vec::new(), Vec::new());
    let mut baskets = 0;
    for row in 0..sheet.rows() {
        let before = item_of.len();
        for cell in sheet.row(row) {
            let item = cell.trim();
            if item.is_empty() {
                continue;
            }
            let next = names.len() as u32;
            item_of.push(*numbers.entry(item.to_owned()).or_insert_with(|| {
                names.push(item.to_owned());
                next
            }));
            basket_of.push(baskets);
        }
        baskets += u32::from(item_of.len() > before);
    }
    let items = Labels { names, of: item_of };
    Named::new(baskets as usize, &basket_of, items)
}

impl Named {
    fn new(baskets: usize, basket_of: &[u32], items: Labels) -> Result<Self, Failure> {
        const { assert!(Labels::NONE == NO_BASKET && Labels::NONE == NO_ITEM) };
        let baskets = Baskets::from_pairs(baskets, items.names.len(), basket_of, &items.of);
        Ok(Self {
            baskets: baskets.map_err(|error| Failure::TooLittle(error.to_string()))?,
            items: items.names,
        })
    }

    fn told(&self, rule: &Rule) -> ToldRule {
        let name = |item: &u32| self.items[*item as usize].clone();
        ToldRule {
            left: rule.left.iter().map(name).collect(),
            right: name(&rule.right),
            support: rule.support(),
            confidence: rule.confidence(),
            lift: rule.lift(),
            count: rule.together,
        }
    }
}

fn words(told: &Told) -> String {
    let mut text = format!(
        "{} baskets of {} items: {} frequent sets, {} rules\n",
        told.baskets, told.items, told.itemsets, told.rules
    );
    for rule in &told.top {
        text.push_str(&format!(
            "  {} → {}  ({} baskets, confidence {:.3}, lift {:.3})\n",
            rule.left.join(" + "),
            rule.right,
            rule.count,
            rule.confidence,
            rule.lift
        ));
    }
    text
}
