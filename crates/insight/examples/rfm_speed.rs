//! Prints how long RFM takes over 1,000,000 purchases of 100,000 customers: in order of time, in random order,
//! and grouped by customer. Run with `cargo run --release -p insight --example rfm_speed`.

use insight::rfm::{FrequencyRule, PurchaseEvents, RfmTable};
use std::hint::black_box;
use std::time::{Duration, Instant};

const CUSTOMERS: usize = 100_000;
const EVENTS: usize = 1_000_000;
const ROUNDS: usize = 31;
const LAST_DAY: i32 = 20_000;

/// A SplitMix64 generator: repeatable, and good enough for a benchmark.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % bound
    }
}

/// Customer, day, amount.
type Event = (u32, i32, i64);

fn events() -> Vec<Event> {
    let mut random = Random(1);
    (0..EVENTS)
        .map(|_| {
            // A few customers buy much more than the rest, as in shops.
            let bound = 1 + random.below(CUSTOMERS as u64);
            let customer = random.below(bound) as u32;
            let day = LAST_DAY - random.below(1_500) as i32;
            (customer, day, 100 + random.below(50_000) as i64 * (1 + random.below(20) as i64))
        })
        .collect()
}

fn best_and_median(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    (times[0].as_secs_f64() * 1e3, times[times.len() / 2].as_secs_f64() * 1e3)
}

fn main() {
    let random = events();
    let mut by_day = random.clone();
    by_day.sort_by_key(|event| event.1);
    let mut by_customer = by_day.clone();
    by_customer.sort_by_key(|event| event.0);

    println!("RFM, {CUSTOMERS} customers, {EVENTS} purchases, best and median of {ROUNDS} runs");
    for (name, events) in [
        ("random order", &random),
        ("order of time", &by_day),
        ("grouped by customer", &by_customer),
    ] {
        let customer_of: Vec<u32> = events.iter().map(|event| event.0).collect();
        let day: Vec<i32> = events.iter().map(|event| event.1).collect();
        let amount: Vec<i64> = events.iter().map(|event| event.2).collect();
        let source = [PurchaseEvents {
            customer_of: &customer_of,
            day: &day,
            amount: &amount,
        }];
        for rule in [FrequencyRule::Orders, FrequencyRule::Days] {
            let times = (0..ROUNDS)
                .map(|_| {
                    let start = Instant::now();
                    let table = RfmTable::from_events(CUSTOMERS, LAST_DAY, rule, black_box(&source));
                    let elapsed = start.elapsed();
                    assert!(black_box(table).is_ok_and(|table| table.scored > CUSTOMERS / 2));
                    elapsed
                })
                .collect();
            let (best, median) = best_and_median(times);
            println!("{name:<20} {rule:<8?} best {best:6.2} ms   median {median:6.2} ms");
        }
    }
}
