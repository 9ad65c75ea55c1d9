//! The crate against public data with known results.
//!
//! The data are not part of the project: set `KITH_DATA` to the folder that holds them (one folder per set). Without
//! it every test here says that it is skipped and passes. Each test reads its files with a plain split at commas,
//! which these files allow.

use insight::recommend::{Purchases, Recommender, RelatedItems, RelationRules};
use insight::rfm::{Cell, CutPoint, FrequencyRule, MISSING_DAY, PurchaseEvents, PurchaseSummaries, RfmTable, Scores};
use insight::stage_rates::{Outcome, StageRate, StageVisits, stage_rates};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The lines of a file below its first, split; `None` where the data are not there.
fn rows(path: &str, separator: char) -> Option<Vec<Vec<String>>> {
    let Some(root) = std::env::var_os("KITH_DATA") else {
        println!("skipped: KITH_DATA is not set, {path} is not read");
        return None;
    };
    let path = PathBuf::from(root).join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(
        text.lines()
            .skip(1)
            .map(|line| line.split(separator).map(str::to_owned).collect())
            .collect(),
    )
}

/// Days since 1970-01-01 of a date of the Gregorian calendar written 2006-12-31.
fn day(date: &str) -> i32 {
    let parts: Vec<i32> = date.split('-').map(|part| part.parse().expect("a date")).collect();
    let leap = |year: i32| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let years: i32 = (1970..parts[0]).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let february = if leap(parts[0]) { 29 } else { 28 };
    let months = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    years + months[..parts[1] as usize - 1].iter().sum::<i32>() + parts[2] - 1
}

fn number(text: &str) -> i64 {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is not a number"))
}

struct Orders {
    names: Vec<String>,
    table: RfmTable,
}

fn rfm_orders() -> Option<Orders> {
    let orders = rows("rfm_r/rfm_data_orders.csv", ',')?;
    let names: Vec<String> = orders
        .iter()
        .map(|row| row[0].clone())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let customer_of: Vec<u32> = orders
        .iter()
        .map(|row| names.binary_search(&row[0]).expect("listed") as u32)
        .collect();
    let days: Vec<i32> = orders.iter().map(|row| day(&row[1])).collect();
    let amount: Vec<i64> = orders.iter().map(|row| number(&row[2])).collect();
    let events = PurchaseEvents {
        customer_of: &customer_of,
        day: &days,
        amount: &amount,
    };
    let table = RfmTable::from_events(names.len(), day("2006-12-31"), FrequencyRule::Orders, &[events]).expect("well-formed columns");
    Some(Orders { names, table })
}

fn measures(table: &RfmTable, customer: usize) -> (i64, i64, i64, u16) {
    let digits = table.placement[customer].scores().map_or(0, Scores::digits);
    (
        i64::from(table.recency_days[customer]),
        i64::from(table.frequency[customer]),
        table.monetary[customer],
        digits,
    )
}

#[test]
fn rfm_of_all_995_customers() {
    let Some(Orders { names, table }) = rfm_orders() else { return };
    let expected = rows("rfm_r/computed_rfm_scores_all_995.csv", ',').expect("the folder is there");
    assert_eq!((names.len(), table.scored, expected.len()), (995, 995, 995));
    for row in expected {
        let customer = names.binary_search(&row[0]).unwrap_or_else(|_| panic!("{} bought nothing", row[0]));
        let wanted = (number(&row[4]), number(&row[2]), number(&row[3]), number(&row[8]) as u16);
        assert_eq!(measures(&table, customer), wanted, "{}", row[0]);
    }
}

#[test]
fn rfm_of_the_ten_published_customers() {
    let Some(Orders { names, table }) = rfm_orders() else { return };
    let published = rows("rfm_r/published_rfm_table_orders_vignette.csv", ',').expect("the folder is there");
    assert_eq!(published.len(), 10);
    for row in published {
        let name = row[0].replace('\u{2019}', "'");
        let customer = names.binary_search(&name).unwrap_or_else(|_| panic!("{name} bought nothing"));
        let wanted = (number(&row[1]), number(&row[2]), number(&row[3]), number(&row[4]) as u16);
        assert_eq!(measures(&table, customer), wanted, "{name}");
    }
}

#[test]
fn rfm_cells_agree_with_the_published_segment_summary() {
    let Some(Orders { names, table }) = rfm_orders() else { return };
    // Customers, orders and revenue as printed in the reference of the R package (rfm_segment_summary).
    let published = [
        (Cell::Champions, 35, 316, 31_646),
        (Cell::PotentialLoyalist, 342, 2_211, 204_856),
        (Cell::LoyalCustomers, 170, 799, 76_562),
        (Cell::Promising, 9, 28, 4_249),
        (Cell::NewCustomers, 104, 329, 28_837),
        (Cell::CantLoseThem, 47, 274, 32_446),
        (Cell::AtRisk, 28, 216, 22_227),
        (Cell::NeedAttention, 10, 57, 4_562),
        (Cell::AboutToSleep, 102, 283, 23_449),
        (Cell::Lost, 148, 393, 35_324),
        (Cell::Others, 0, 0, 0),
    ];
    // The package adds 1 to cut points that lie between two whole numbers; two customers stand just there.
    let moved = [
        ("Katlyn Mann", Cell::PotentialLoyalist, Cell::CantLoseThem),
        ("Skylar Hoeger", Cell::AboutToSleep, Cell::LoyalCustomers),
    ];
    let cuts = table.cuts.expect("customers are scored");
    assert_eq!(cuts.recency.points()[2], CutPoint { whole: 296, fifths: 2 });
    assert_eq!(cuts.monetary.points()[0], CutPoint { whole: 254, fifths: 4 });

    let mut cells: BTreeMap<Cell, (i64, i64, i64)> = BTreeMap::new();
    for summary in table.cells() {
        cells.insert(
            summary.cell,
            (i64::from(summary.customers), summary.purchases as i64, summary.monetary as i64),
        );
    }
    for (name, theirs, ours) in moved {
        let customer = names.binary_search(&name.to_owned()).expect("a customer");
        assert_eq!(table.placement[customer].cell(), Some(ours), "{name}");
        let (_, purchases, monetary, _) = measures(&table, customer);
        for (cell, sign) in [(ours, -1), (theirs, 1)] {
            let totals = cells.get_mut(&cell).expect("every cell is there");
            *totals = (totals.0 + sign, totals.1 + sign * purchases, totals.2 + sign * monetary);
        }
    }
    for (cell, customers, orders, revenue) in published {
        assert_eq!(cells[&cell], (customers, orders, revenue), "{}", cell.name());
    }
}

#[test]
fn rfm_of_40_000_summaries_equals_sorting() {
    let Some(customers) = rows("rfm_r/rfm_data_customer.csv", ',') else {
        return;
    };
    let column = |index: usize| -> Vec<i64> { customers.iter().map(|row| number(&row[index])).collect() };
    let (monetary, frequency, recency) = (column(1), column(3), column(4));
    let recency_days: Vec<i32> = recency.iter().map(|days| i32::try_from(*days).unwrap_or(MISSING_DAY)).collect();
    let counts: Vec<u32> = frequency.iter().map(|count| u32::try_from(*count).expect("a count")).collect();
    let table = RfmTable::from_summaries(PurchaseSummaries {
        recency_days: &recency_days,
        frequency: &counts,
        monetary: &monetary,
    })
    .expect("columns of one length");
    assert_eq!((table.len(), table.scored), (39_999, 39_999));
    let score = |values: &[i64], value: i64| {
        let mut sorted = values.to_vec();
        sorted.sort_unstable();
        let below = (1..5).filter(|k| {
            let place = (sorted.len() - 1) as f64 * f64::from(*k) / 5.0;
            let (low, high) = (sorted[place.floor() as usize] as f64, sorted[place.ceil() as usize] as f64);
            low + (place - place.floor()) * (high - low) < value as f64
        });
        below.count() as u16
    };
    for customer in (0..table.len()).step_by(97) {
        let wanted = (5 - score(&recency, recency[customer])) * 100
            + (1 + score(&frequency, frequency[customer])) * 10
            + 1
            + score(&monetary, monetary[customer]);
        assert_eq!(measures(&table, customer).3, wanted, "customer {customer}");
    }
}

/// Precision, recall, discounted gain and hit rate of ten offers per user, as usual for implicit data.
#[test]
fn movielens_offers_are_as_good_as_the_reference() {
    let Some(ratings) = rows("movielens_100k/ml-100k.inter", '\t') else {
        return;
    };
    let test_rows = rows("movielens_100k/split_random20_test.csv", ',').expect("the folder is there");
    let pair = |row: &Vec<String>| (number(&row[0]) as u32 - 1, number(&row[1]) as u32 - 1);
    let test: BTreeSet<(u32, u32)> = test_rows.iter().map(pair).collect();
    let train: Vec<(u32, u32)> = ratings.iter().map(pair).filter(|pair| !test.contains(pair)).collect();
    assert_eq!((train.len(), test.len()), (80_000, 20_000));
    let (users, films): (Vec<u32>, Vec<u32>) = train.into_iter().unzip();
    let purchases = Purchases::from_pairs(943, 1_682, &users, &films).expect("well-formed pairs");
    let quality = |rules: RelationRules| -> [f64; 4] {
        let related = RelatedItems::build(&purchases, rules);
        let mut recommender = Recommender::new(&related);
        let mut sums = [0.0; 4];
        let mut tested = 0.0;
        for user in 0..943u32 {
            let wanted: BTreeSet<u32> = test.range((user, 0)..(user + 1, 0)).map(|pair| pair.1).collect();
            if wanted.is_empty() {
                continue;
            }
            let offers = recommender.recommend(purchases.items_of(user as usize), 10, &[]);
            let gain = |position: usize| 1.0 / (position as f64 + 2.0).log2();
            let hits: Vec<usize> = (0..offers.len())
                .filter(|position| wanted.contains(&offers[*position].item))
                .collect();
            let found = hits.len() as f64;
            let ideal: f64 = (0..wanted.len().min(10)).map(gain).sum();
            let gained: f64 = hits.iter().map(|position| gain(*position)).sum();
            let measures = [
                found / 10.0,
                found / wanted.len() as f64,
                gained / ideal,
                f64::from(u8::from(found > 0.0)),
            ];
            for (sum, measure) in sums.iter_mut().zip(measures) {
                *sum += measure;
            }
            tested += 1.0;
        }
        sums.map(|sum| sum / tested)
    };
    let plain = quality(RelationRules {
        min_together: 1,
        min_lift: 0.0,
        shrinkage: 0,
        partners: 50,
    });
    let usual = quality(RelationRules::default());
    println!("precision, recall, NDCG, hit rate at 10: plain {plain:.4?}, with floors and shrinkage {usual:.4?}");
    // Item-based cosine with 50 neighbours, computed elsewhere on the same split: .3335 .2091 .3914 .9162.
    for (found, reference) in plain.iter().zip([0.3335, 0.2091, 0.3914, 0.9162]) {
        assert!((found - reference).abs() < 0.001, "{plain:?}");
    }
}

#[test]
fn groceries_counts_are_the_published_ones() {
    let Some(mut lines) = rows("groceries_arules/Groceries.basket.csv", '\n') else {
        return;
    };
    // This file has no header line, so its first basket was taken for one.
    lines.insert(0, vec!["citrus fruit,semi-finished bread,margarine,ready soups".to_owned()]);
    let baskets: Vec<Vec<&str>> = lines.iter().map(|line| line[0].split(',').collect()).collect();
    let names: Vec<&str> = baskets.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let item = |name: &str| names.binary_search(&name).expect("an item") as u32;
    let mut bounds = vec![0];
    let mut item_of = vec![];
    for basket in &baskets {
        item_of.extend(basket.iter().map(|name| item(name)));
        bounds.push(item_of.len() as u32);
    }
    let purchases = Purchases::from_lists(names.len(), &bounds, &item_of).expect("well-formed lists");
    assert_eq!((purchases.buyers(), purchases.items()), (9_835, 169));
    let related = RelatedItems::build(
        &purchases,
        RelationRules {
            shrinkage: 0,
            partners: 200,
            ..RelationRules::default()
        },
    );
    for (name, bought) in [
        ("whole milk", 2_513),
        ("other vegetables", 1_903),
        ("rolls/buns", 1_809),
        ("soda", 1_715),
        ("yogurt", 1_372),
    ] {
        assert_eq!(related.bought(item(name) as usize), bought, "{name}");
    }
    let herbs = related
        .of(item("herbs") as usize)
        .find(|partner| partner.item == item("root vegetables"));
    let herbs = herbs.expect("herbs go with root vegetables");
    assert!((herbs.counts.lift() - 3.956).abs() < 5e-4, "{herbs:?}");
}

#[test]
fn the_win_rate_of_8_800_deals() {
    let Some(deals) = rows("crm_maven/sales_pipeline.csv", ',') else {
        return;
    };
    let outcomes: Vec<Outcome> = deals
        .iter()
        .map(|row| match row[4].as_str() {
            "Won" => Outcome::Won,
            "Lost" => Outcome::Lost,
            _ => Outcome::Open,
        })
        .collect();
    // Every deal starts in prospecting; all but those still there went on to engaging.
    let mut deal_of: Vec<u32> = (0..deals.len() as u32).collect();
    let mut stage_of = vec![0; deals.len()];
    for (deal, row) in deals.iter().enumerate().filter(|(_, row)| row[4] != "Prospecting") {
        assert!(!row[0].is_empty());
        deal_of.push(deal as u32);
        stage_of.push(1);
    }
    let rates = stage_rates(
        2,
        &outcomes,
        StageVisits {
            deal_of: &deal_of,
            stage_of: &stage_of,
        },
    )
    .expect("well-formed log");
    assert_eq!(rates.stage(1), StageRate { closed: 6_711, won: 4_238 });
    let (low, high) = rates.stage(1).interval();
    assert!((rates.stage(1).rate() - 0.6315).abs() < 5e-5 && low > 0.61 && high < 0.65);
}
