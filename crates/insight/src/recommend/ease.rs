//! EASE: a linear model that predicts each item from all others, in closed form (Steck 2019, "Embarrassingly Shallow
//! Autoencoders for Sparse Data").
//!
//! With G = XᵀX, the co-purchases of items, and P = (G + λI)⁻¹, the weight from item i to item j is −Pᵢⱼ / Pⱼⱼ, and 0 from
//! an item to itself. Memory is one square matrix, time is items³: up to [`EASE_ITEMS`] items. Where buyers are fewer, time is
//! buyers³, and there is one more matrix.

use super::dual::Dual;
use super::inverse::Inversion;
use super::purchases::Purchases;
use std::error::Error;
use std::fmt;

/// Items up to which the square matrix is worth its memory and time.
pub const EASE_ITEMS: usize = 2_000;

/// Rows and columns of a square that both halves of the matrix are gone through by.
const SQUARE: usize = 32;

/// Why the model cannot be fitted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum EaseError {
    /// Nobody bought anything.
    NoPurchases,
    /// More items than [`EASE_ITEMS`].
    TooManyItems {
        /// Items there are.
        items: usize,
    },
    /// The regularisation is not a positive finite number.
    Regularisation {
        /// What was given.
        value: f64,
    },
}

impl fmt::Display for EaseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPurchases => write!(f, "nobody bought anything"),
            Self::TooManyItems { items } => write!(f, "EASE takes up to {EASE_ITEMS} items, not {items}"),
            Self::Regularisation { value } => write!(f, "the regularisation must be positive, not {value}"),
        }
    }
}

impl Error for EaseError {}

/// Weights from every item to every other.
#[derive(Debug, Clone, PartialEq)]
pub struct Ease {
    items: usize,
    /// Row by row: from item i to all items.
    weights: Vec<f64>,
}

/// A fit in slices. Dropping it cancels it.
#[derive(Debug)]
pub struct EaseFit {
    items: usize,
    /// Of G + λI, or of K + λI where there is a dual.
    inversion: Inversion,
    dual: Option<Dual>,
}

impl EaseFit {
    /// Counts co-purchases. `regularisation` is λ, in purchases: 500 suits a few thousand customers.
    ///
    /// # Errors
    /// No purchases, too many items, λ not above 0.
    pub fn new(purchases: &Purchases, regularisation: f64) -> Result<Self, EaseError> {
        let items = purchases.items();
        if items > EASE_ITEMS {
            return Err(EaseError::TooManyItems { items });
        }
        if !(regularisation > 0.0 && regularisation.is_finite()) {
            return Err(EaseError::Regularisation { value: regularisation });
        }
        if (0..purchases.buyers()).all(|buyer| purchases.items_of(buyer).is_empty()) {
            return Err(EaseError::NoPurchases);
        }
        let pairs: usize = (0..purchases.buyers()).map(|buyer| purchases.items_of(buyer).len()).sum();
        let (buyers, items, pairs) = (purchases.buyers() as f64, items as f64, pairs as f64);
        // Twice the multiplications of the inversion, and twice the additions that follow the smaller one.
        if buyers * buyers * buyers + pairs * (2.0 * buyers + items) < items * items * items {
            Ok(Self::by_buyers(purchases, regularisation))
        } else {
            Ok(Self::by_items(purchases, regularisation))
        }
    }

    fn by_buyers(purchases: &Purchases, regularisation: f64) -> Self {
        let (inversion, dual) = Dual::new(purchases, regularisation);
        Self {
            items: purchases.items(),
            inversion,
            dual: Some(dual),
        }
    }

    fn by_items(purchases: &Purchases, regularisation: f64) -> Self {
        let items = purchases.items();
        let mut matrix = vec![0.0; items * items];
        // Only the lower half is filled and used.
        for buyer in 0..purchases.buyers() {
            let basket = purchases.items_of(buyer);
            for (place, &item) in basket.iter().enumerate() {
                let row = &mut matrix[item as usize * items..(item as usize + 1) * items];
                for &other in &basket[..=place] {
                    row[other as usize] += 1.0;
                }
            }
        }
        for item in 0..items {
            matrix[item * items + item] += regularisation;
        }
        Self {
            items,
            inversion: Inversion::new(items, matrix),
            dual: None,
        }
    }

    /// Works for about `multiplications` (a thousand million take a third of a second or so), at least one block of items;
    /// whether it is done.
    pub fn run(&mut self, multiplications: u64) -> bool {
        let mut spent = 0;
        while !self.is_done() && spent < multiplications.max(1) {
            spent += match &mut self.dual {
                Some(dual) if self.inversion.is_done() => dual.step(&mut self.inversion),
                _ => self.inversion.step(),
            };
        }
        self.is_done()
    }

    fn is_done(&self) -> bool {
        self.inversion.is_done() && self.dual.as_ref().is_none_or(Dual::is_done)
    }

    /// The share that is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        let inverted = self.inversion.progress();
        self.dual.as_ref().map_or(inverted, |dual| 0.75 * inverted + 0.25 * dual.progress())
    }

    /// The weights; what is not done yet is done now.
    pub fn finish(mut self) -> Ease {
        while !self.run(u64::MAX) {}
        let items = self.items;
        // A factor that all have in common leaves the weights as they are.
        let (mut weights, diagonal) = match self.dual {
            Some(dual) => dual.finish(),
            None => self.inversion.take(),
        };
        // In squares, so that both sides of the diagonal stay in the cache.
        for (top, left) in (0..items)
            .step_by(SQUARE)
            .flat_map(|top| (0..=top).step_by(SQUARE).map(move |left| (top, left)))
        {
            for from in top..(top + SQUARE).min(items) {
                for to in left..(left + SQUARE).min(from) {
                    let inverse = weights[from * items + to];
                    weights[from * items + to] = -inverse / diagonal[to];
                    weights[to * items + from] = -inverse / diagonal[from];
                }
                weights[from * items + from] = 0.0;
            }
        }
        Ease { items, weights }
    }
}

/// target += source.
fn add(target: &mut [f64], source: &[f64]) {
    target.iter_mut().zip(source).for_each(|(target, source)| *target += source);
}

impl Ease {
    /// Fits in one go; see [`EaseFit`] for slices.
    ///
    /// # Errors
    /// Those of [`EaseFit::new`].
    pub fn fit(purchases: &Purchases, regularisation: f64) -> Result<Self, EaseError> {
        Ok(EaseFit::new(purchases, regularisation)?.finish())
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.items
    }

    /// The weight from an item that is owned to one that may be offered; may be negative.
    pub fn weight(&self, owned: u32, offered: u32) -> f64 {
        self.weights[owned as usize * self.items + offered as usize]
    }

    /// What each item scores for who has `owned`: the sum of the weights. Items that do not exist change nothing.
    pub fn scores(&self, owned: &[u32]) -> Vec<f64> {
        let mut scores = vec![0.0; self.items];
        for &item in owned.iter().filter(|item| (**item as usize) < self.items) {
            let row = &self.weights[item as usize * self.items..(item as usize + 1) * self.items];
            add(&mut scores, row);
        }
        scores
    }

    /// At most `wanted` items for who has `owned`, best first with their scores, equal ones by number: never one they have.
    pub fn recommend(&self, owned: &[u32], wanted: usize) -> Vec<(u32, f64)> {
        let scores = self.scores(owned);
        let mut has = vec![false; self.items];
        for &item in owned.iter().filter(|item| (**item as usize) < self.items) {
            has[item as usize] = true;
        }
        let mut offers: Vec<(u32, f64)> = (0..).zip(scores).filter(|(item, _)| !has[*item as usize]).collect();
        let best_first = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if wanted > 0 && wanted < offers.len() {
            offers.select_nth_unstable_by(wanted - 1, best_first);
        }
        offers.truncate(wanted);
        offers.sort_unstable_by(best_first);
        offers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn purchases(lists: &[Vec<u32>], items: usize) -> Purchases {
        let pairs = || {
            (0..)
                .zip(lists)
                .flat_map(|(buyer, list)| list.iter().map(move |item| (buyer, *item)))
        };
        let (buyer_of, item_of): (Vec<u32>, Vec<u32>) = pairs().unzip();
        Purchases::from_pairs(lists.len(), items, &buyer_of, &item_of).unwrap()
    }

    #[test]
    fn unusable_input_is_named() {
        assert_eq!(Ease::fit(&purchases(&[], 0), 1.0).unwrap_err(), EaseError::NoPurchases);
        assert_eq!(Ease::fit(&purchases(&[vec![]], 3), 1.0).unwrap_err(), EaseError::NoPurchases);
        let many = Ease::fit(&purchases(&[vec![0]], EASE_ITEMS + 1), 1.0).unwrap_err();
        assert_eq!(many, EaseError::TooManyItems { items: EASE_ITEMS + 1 });
        for value in [0.0, -1.0, f64::INFINITY] {
            assert_eq!(
                Ease::fit(&purchases(&[vec![0]], 1), value).unwrap_err(),
                EaseError::Regularisation { value }
            );
        }
    }

    #[test]
    fn one_item_alone_is_never_offered_to_who_has_it() {
        let ease = Ease::fit(&purchases(&[vec![0]], 1), 1.0).unwrap();
        assert_eq!((ease.weight(0, 0), ease.recommend(&[0], 5)), (0.0, vec![]));
    }

    /// Gauss-Jordan elimination of G + λI beside the identity.
    fn inverse(matrix: &mut [Vec<f64>]) -> Vec<Vec<f64>> {
        let n = matrix.len();
        let mut inverse: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        for pivot in 0..n {
            let by = matrix[pivot][pivot];
            for column in 0..n {
                matrix[pivot][column] /= by;
                inverse[pivot][column] /= by;
            }
            for row in (0..n).filter(|row| *row != pivot) {
                let factor = matrix[row][pivot];
                for column in 0..n {
                    matrix[row][column] -= factor * matrix[pivot][column];
                    inverse[row][column] -= factor * inverse[pivot][column];
                }
            }
        }
        inverse
    }

    fn check(lists: &[Vec<u32>], items: usize, regularisation: f64) {
        let purchases = purchases(lists, items);
        let mut gram = vec![vec![0.0; items]; items];
        for buyer in 0..lists.len() {
            for &a in purchases.items_of(buyer) {
                for &b in purchases.items_of(buyer) {
                    gram[a as usize][b as usize] += 1.0;
                }
            }
        }
        (0..items).for_each(|item| gram[item][item] += regularisation);
        let inverse = inverse(&mut gram);
        for way in [EaseFit::by_items, EaseFit::by_buyers] {
            let mut fit = way(&purchases, regularisation);
            while !fit.run(1) {
                assert!((0.0..1.0).contains(&fit.progress()));
            }
            let ease = fit.finish();
            for (from, row) in inverse.iter().enumerate() {
                for (to, entry) in row.iter().enumerate() {
                    let expected = if from == to { 0.0 } else { -entry / inverse[to][to] };
                    let weight = ease.weight(from as u32, to as u32);
                    assert!((weight - expected).abs() < 1e-9, "{from} to {to}: {weight} {expected}");
                }
            }
        }
    }

    #[test]
    fn blocks_meet_at_their_edges() {
        let mut random = crate::random::SplitMix64::new(1);
        for items in [47, 48, 49, 101, 150] {
            let lists: Vec<Vec<u32>> = (0..80).map(|_| (0..12).map(|_| random.below(items) as u32).collect()).collect();
            check(&lists, items, 3.0);
        }
    }

    proptest! {
        #[test]
        fn weights_are_those_of_the_direct_inverse(
            lists in prop::collection::vec(prop::collection::vec(0u32..8, 1..6), 1..20), regularisation in 0.5f64..50.0,
        ) {
            check(&lists, 8, regularisation);
        }
    }
}
