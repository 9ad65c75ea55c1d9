//! Prints how long models take to learn: clusters of 100,000 × 6, outcomes of 100,000 records, offers for 100 × 100,000 purchases.
//! Run with `cargo run --release -p insight --example learning_speed`.

use insight::classify::{BackTest, Field, Method, Training};
use insight::clusters::{KMeans, Points, Scaling};
use insight::recommend::{Ease, Purchases, RelatedItems, RelationRules};
use std::hint::black_box;
use std::time::Instant;

const ROWS: usize = 100_000;

/// A SplitMix64 generator: repeatable, and good enough for a benchmark.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as f64 / u64::MAX as f64
    }
}

fn time<T>(what: &str, rounds: usize, mut work: impl FnMut() -> T) {
    let mut times: Vec<f64> = (0..rounds)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{what:<52} {:>9.1} ms", times[times.len() / 2]);
}

fn main() {
    let mut random = Random(1);
    let columns: Vec<Vec<f64>> = (0..6)
        .map(|column| {
            (0..ROWS)
                .map(|row| random.unit() * 2.0 + f64::from((row * (column + 3) % 7) as u32))
                .collect()
        })
        .collect();
    let slices: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    time("prepare 100,000 × 6", 5, || Points::prepare(&slices, Scaling::default()));
    if let Ok(points) = Points::prepare(&slices, Scaling::default()) {
        time("k-means, k = 5, one start", 5, || KMeans::fit(&points, 5, 1, 1));
        time("k-means, k = 8, ten starts", 1, || KMeans::fit(&points, 8, 10, 1));
    }
    let labels: Vec<Vec<u32>> = (0..8)
        .map(|column| (0..ROWS).map(|_| (random.unit() * f64::from(column + 2)) as u32).collect())
        .collect();
    let outcomes: Vec<bool> = (0..ROWS)
        .map(|row| columns[0][row] - columns[1][row] + f64::from(labels[3][row]) + 4.0 * random.unit() > 4.5)
        .collect();
    let fields: Vec<Field<'_>> = slices
        .iter()
        .map(|column| Field::Numbers(column))
        .chain(labels.iter().map(|column| Field::Labels(column)))
        .collect();
    for (what, method) in [("logistic", Method::Logistic), ("boosting", Method::Boosting)] {
        time(&format!("{what}, back-test and fit, 100,000 × 14"), 3, || {
            Training::run_all(&fields, &outcomes, method, BackTest::Folds, 1)
        });
        if let Ok(model) = Training::run_all(&fields, &outcomes, method, BackTest::Folds, 1) {
            println!("  trees {}, AUC {:.4}", model.trees(), model.chosen().quality.auc);
            time(&format!("{what}, predict 100,000"), 5, || model.predict(&fields));
        }
    }
    let (mut buyer_of, mut item_of) = (Vec::new(), Vec::new());
    for _ in 0..100_000 {
        buyer_of.push((random.unit() * 943.0) as u32);
        item_of.push((random.unit() * random.unit() * 1_682.0) as u32);
    }
    if let Ok(purchases) = Purchases::from_pairs(943, 1_682, &buyer_of, &item_of) {
        time("item-kNN, 943 × 1,682 with 100,000 purchases", 5, || {
            RelatedItems::build(&purchases, RelationRules::default())
        });
        time("EASE, the same", 3, || Ease::fit(&purchases, 500.0));
    }
}
