//! How well offers meet what people bought later: precision, recall, hit rate, and NDCG (Järvelin & Kekäläinen 2002).
//!
//! Purchases count yes or no. The ideal gain of a person is that of as many hits as there can be: the smaller of the list's length
//! and the number of held-out items. Everybody with a held-out item counts the same.

use super::purchases::Purchases;

/// Means over everybody with held-out items.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HoldoutQuality {
    /// Of the offers, the share that was bought; a list that is too short misses the rest.
    pub precision: f64,
    /// Of what was bought, the share that was offered.
    pub recall: f64,
    /// Discounted gain over its ideal: hits at the top count more.
    pub ndcg: f64,
    /// Share of people with at least one hit.
    pub hit_rate: f64,
    /// People with held-out items.
    pub people: usize,
}

/// Measures lists of at most `wanted` offers. `offer` gives the list of a buyer, best first; `held_out` has the same buyers and
/// items as the purchases the offers are made from.
pub fn measure(held_out: &Purchases, wanted: usize, mut offer: impl FnMut(usize) -> Vec<u32>) -> HoldoutQuality {
    let discounts: Vec<f64> = (0..wanted)
        .map(|place| core::f64::consts::LN_2 / crate::special::ln(place as f64 + 2.0))
        .collect();
    let mut sums = HoldoutQuality::default();
    for buyer in 0..held_out.buyers() {
        let bought = held_out.items_of(buyer);
        if bought.is_empty() {
            continue;
        }
        let offers = offer(buyer);
        let (mut hits, mut gain) = (0, 0.0);
        for (item, discount) in offers.iter().zip(&discounts) {
            if bought.binary_search(item).is_ok() {
                hits += 1;
                gain += discount;
            }
        }
        let ideal: f64 = discounts[..wanted.min(bought.len())].iter().sum();
        sums.precision += f64::from(hits) / wanted.max(1) as f64;
        sums.recall += f64::from(hits) / bought.len() as f64;
        sums.ndcg += if ideal > 0.0 { gain / ideal } else { 0.0 };
        sums.hit_rate += f64::from(u8::from(hits > 0));
        sums.people += 1;
    }
    let people = sums.people.max(1) as f64;
    HoldoutQuality {
        precision: sums.precision / people,
        recall: sums.recall / people,
        ndcg: sums.ndcg / people,
        hit_rate: sums.hit_rate / people,
        people: sums.people,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_by_hand() {
        // Buyer 0 bought items 1 and 2, buyer 2 item 0; buyer 1 has nothing held out.
        let held_out = Purchases::from_pairs(3, 4, &[0, 0, 2], &[2, 1, 0]).unwrap();
        let quality = measure(&held_out, 3, |buyer| if buyer == 0 { vec![3, 1, 0] } else { vec![3] });
        let gain = 1.0 / 3.0f64.log2() / (1.0 + 1.0 / 3.0f64.log2());
        assert_eq!(
            (quality.precision, quality.recall, quality.hit_rate, quality.people),
            (1.0 / 6.0, 0.25, 0.5, 2)
        );
        assert!((quality.ndcg - gain / 2.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_and_no_list_are_answered() {
        let nothing = Purchases::from_pairs(2, 2, &[], &[]).unwrap();
        assert_eq!(measure(&nothing, 10, |_| vec![]), HoldoutQuality::default());
        let something = Purchases::from_pairs(1, 2, &[0], &[0]).unwrap();
        assert_eq!(measure(&something, 0, |_| vec![0]).hit_rate, 0.0);
    }
}
