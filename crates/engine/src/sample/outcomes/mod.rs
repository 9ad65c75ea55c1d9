//! What outcomes of the sample depend on, so that who looks for reasons finds some: who becomes a customer, which deals are won and
//! who stops buying.
//!
//! Everything is a sum of log-odds, of what a business would see (where somebody comes from, the size of the company, the product,
//! how long it takes, how well they are looked after) and of chance. Chance has the larger part, as it has in life.

use insight::special::logistic;

use super::random::Random;

#[cfg(test)]
mod tests;

/// Sources of contacts, with what each speaks for becoming a customer and for a deal.
pub(super) const SOURCES: [(&str, f64, f64); 5] = [
    ("referral", 1.2, 0.5),
    ("website", 0.1, 0.0),
    ("event", -0.2, -0.2),
    ("cold", -1.3, -0.6),
    ("partner", 0.8, 0.3),
];
/// Sources of deals, with what each speaks for winning.
pub(super) const DEAL_SOURCES: [(&str, f64); 4] = [("Referral", 0.9), ("Website", -0.3), ("Event", -0.9), ("Existing customer", 0.7)];

/// What the size of a company speaks for: those of some dozens decide quickly and can pay, tiny and great ones do not.
pub(super) fn of_size(employees: i64) -> f64 {
    match employees {
        ..8 => -0.5,
        8..30 => 0.2,
        30..200 => 0.6,
        200..500 => 0.0,
        _ => -0.5,
    }
}

/// What an industry speaks for: some know the business.
pub(super) fn of_industry(industry: &str) -> f64 {
    match industry {
        "Design" | "Media" | "Publishing" | "Food" => 0.4,
        "Finance" | "Energy" | "Transport" => -0.4,
        _ => 0.0,
    }
}

/// What a product speaks for: some things sell themselves, others need convincing.
pub(super) fn of_product(place: usize) -> f64 {
    [0.5, 0.1, -0.4, 0.3, -0.5][place % 5]
}

/// A deal: how it began and what it will come to.
pub(super) struct Pursuit {
    /// Whether it is won in the end.
    pub(super) won: bool,
    /// Days until that is decided.
    pub(super) days: i32,
    /// How well it is looked after, 0 to 1: deals with more care have more activities.
    pub(super) care: f64,
    /// Part of the way that it goes, 0 to 1; those that are won go all of it.
    pub(super) way: f64,
}

impl Pursuit {
    /// By what speaks for it beforehand.
    pub(super) fn draw(random: &mut Random, known: f64, level: f64) -> Self {
        let care = random.unit();
        let full = 12.0 + random.skewed() * 110.0;
        // What takes long is seldom won.
        let log_odds = level + 1.9 * known + 1.6 * (care - 0.5) - (full - 40.0) / 45.0;
        let won = random.chance(logistic(log_odds));
        let way = if won { 1.0 } else { 0.3 + 0.7 * random.unit() };
        Self {
            won,
            days: (full * way).round().max(3.0) as i32,
            care,
            way,
        }
    }
}

/// How somebody buys: the days, from the first to the last one, and the day on which they were gone.
pub(super) struct Buying {
    pub(super) days: Vec<i32>,
    pub(super) gone: Option<i32>,
}

impl Buying {
    /// From a first day on, every so many days, until they are gone. `loyal` are log-odds of staying after a purchase.
    pub(super) fn draw(random: &mut Random, first: i32, gap: f64, loyal: f64, today: i32) -> Self {
        let mut day = f64::from(first);
        let mut days = Vec::new();
        while day.round() as i32 <= today {
            days.push(day.round() as i32);
            if random.chance(logistic(-loyal)) {
                let gone = day + gap * (0.2 + 0.6 * random.unit());
                return Self {
                    days,
                    gone: Some(gone.round() as i32).filter(|gone| *gone < today),
                };
            }
            day += (gap * (0.35 + 1.3 * random.unit())).max(1.0);
        }
        Self { days, gone: None }
    }
}
