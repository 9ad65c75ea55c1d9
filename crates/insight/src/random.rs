//! A seeded source of random numbers, so that two devices draw the same ones.
//!
//! SplitMix64 (Steele, Lea & Flood 2014): one addition and a few shifts per draw, good enough for starts, folds and samples,
//! never for secrets.

/// Draws numbers that depend on nothing but the seed.
#[derive(Debug, Clone)]
pub(crate) struct SplitMix64(u64);

impl SplitMix64 {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below 1, in steps of 2^-53.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number below `end`; 0 where `end` is 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        // Multiplying keeps the bias below end / 2^64, which no sample here can show.
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// `wanted` different positions below `end`, ascending; all of them where there are no more.
    pub(crate) fn sample(&mut self, end: usize, wanted: usize) -> Vec<usize> {
        let mut left = wanted.min(end);
        let mut chosen = Vec::with_capacity(left);
        // Selection sampling (Knuth, volume 2, algorithm S).
        for position in 0..end {
            if left == 0 {
                break;
            }
            if self.below(end - position) < left {
                chosen.push(position);
                left -= 1;
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_the_published_sequence() {
        // First outputs for seed 1234567 of the reference implementation of SplitMix64.
        let mut random = SplitMix64::new(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(
            drawn,
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
    }

    #[test]
    fn numbers_stay_in_their_ranges() {
        let mut random = SplitMix64::new(7);
        assert!((0..1_000).all(|_| (0.0..1.0).contains(&random.unit())));
        assert!((0..1_000).all(|_| random.below(3) < 3));
        assert_eq!(random.below(0), 0);
        assert_eq!(random.sample(5, 9), [0, 1, 2, 3, 4]);
        let sample = random.sample(1_000, 100);
        assert_eq!(sample.len(), 100);
        assert!(sample.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
