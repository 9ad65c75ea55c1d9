//! Comparisons of many values at once, one bit per value: what every scan of a column comes down to.
//!
//! The release build of the engine is optimised for size, which leaves loops as they are written. In the browser the vector
//! instructions are therefore named here, and only here; everywhere else plain loops do the same, and are what the tests run.

/// Values per word of results.
const LANES: usize = 64;

/// Whether each byte passes a test of sixteen bytes at once, 64 results per word.
pub(crate) fn byte_bits(bytes: &[u8], test: impl Fn(Sixteen) -> Sixteen) -> Vec<u64> {
    let (sixteens, rest) = bytes.as_chunks::<16>();
    let mut words = Vec::with_capacity(bytes.len().div_ceil(LANES));
    for four in sixteens.chunks(4) {
        let word = four.iter().enumerate();
        words.push(word.fold(0, |word, (index, bytes)| {
            word | u64::from(test(Sixteen::of(bytes)).bits()) << (16 * index)
        }));
    }
    if !rest.is_empty() {
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        let bits = u64::from(test(Sixteen::of(&last)).bits()) & ((1 << rest.len()) - 1);
        match words.last_mut().filter(|_| sixteens.len() % 4 != 0) {
            Some(word) => *word |= bits << (16 * (sixteens.len() % 4)),
            None => words.push(bits),
        }
    }
    words
}

/// Whether each integer is from `low` to `high`, 64 results per word.
pub(crate) fn int_bits(values: &[i64], low: i64, high: i64) -> Vec<u64> {
    let (pairs, rest) = values.as_chunks::<2>();
    let mut words = Vec::with_capacity(values.len().div_ceil(LANES));
    for pairs in pairs.chunks(LANES / 2) {
        let word = pairs.iter().zip((0..).step_by(2));
        words.push(word.fold(0, |word, (&pair, place)| word | pair_in(pair, low, high) << place));
    }
    push_rest(&mut words, rest, values.len(), |value| value >= low && value <= high);
    words
}

/// Whether each code is one of those from `first` on that are at most `more` behind it, 64 results per word.
pub(crate) fn code_bits(codes: &[u32], first: u32, more: u32) -> Vec<u64> {
    let (fours, rest) = codes.as_chunks::<4>();
    let mut words = Vec::with_capacity(codes.len().div_ceil(LANES));
    for fours in fours.chunks(LANES / 4) {
        let word = fours.iter().zip((0..).step_by(4));
        words.push(word.fold(0, |word, (&four, place)| word | four_in(four, first, more) << place));
    }
    push_rest(&mut words, rest, codes.len(), |code| code.wrapping_sub(first) <= more);
    words
}

/// Adds the results of the last values, which fill no vector.
fn push_rest<T: Copy>(words: &mut Vec<u64>, rest: &[T], len: usize, test: impl Fn(T) -> bool) {
    for (index, &value) in (len - rest.len()..).zip(rest) {
        if index % LANES == 0 {
            words.push(0);
        }
        if let Some(word) = words.last_mut() {
            *word |= u64::from(test(value)) << (index % LANES);
        }
    }
}

#[cfg(target_arch = "wasm32")]
pub(crate) use vector::Sixteen;
#[cfg(target_arch = "wasm32")]
use vector::{four_in, pair_in};

#[cfg(target_arch = "wasm32")]
mod vector {
    use core::arch::wasm32::{
        i64x2_bitmask, i64x2_ge, i64x2_le, i64x2_splat, u8x16_bitmask, u8x16_eq, u8x16_le, u8x16_splat, u8x16_sub, u32x4_bitmask, u32x4_le,
        u32x4_splat, u32x4_sub, v128, v128_and, v128_or,
    };

    /// Sixteen bytes, or sixteen answers.
    #[derive(Clone, Copy)]
    pub(crate) struct Sixteen(v128);

    impl Sixteen {
        pub(super) fn of(bytes: &[u8; 16]) -> Self {
            Self(bytemuck::cast(*bytes))
        }

        /// Which bytes are `byte`.
        pub(crate) fn is(self, byte: u8) -> Self {
            Self(u8x16_eq(self.0, u8x16_splat(byte)))
        }

        /// Which bytes are from `first` to `last`.
        pub(crate) fn is_in(self, first: u8, last: u8) -> Self {
            Self(u8x16_le(u8x16_sub(self.0, u8x16_splat(first)), u8x16_splat(last - first)))
        }

        /// Either answer.
        pub(crate) fn or(self, other: Self) -> Self {
            Self(v128_or(self.0, other.0))
        }

        pub(super) fn bits(self) -> u16 {
            u8x16_bitmask(self.0)
        }
    }

    pub(super) fn pair_in(pair: [i64; 2], low: i64, high: i64) -> u64 {
        let pair: v128 = bytemuck::cast(pair);
        u64::from(i64x2_bitmask(v128_and(
            i64x2_ge(pair, i64x2_splat(low)),
            i64x2_le(pair, i64x2_splat(high)),
        )))
    }

    pub(super) fn four_in(four: [u32; 4], first: u32, more: u32) -> u64 {
        let four: v128 = bytemuck::cast(four);
        u64::from(u32x4_bitmask(u32x4_le(u32x4_sub(four, u32x4_splat(first)), u32x4_splat(more))))
    }
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use plain::Sixteen;
#[cfg(not(target_arch = "wasm32"))]
use plain::{four_in, pair_in};

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    /// Sixteen bytes, or sixteen answers.
    #[derive(Clone, Copy)]
    pub(crate) struct Sixteen([u8; 16]);

    impl Sixteen {
        pub(super) fn of(bytes: &[u8; 16]) -> Self {
            Self(*bytes)
        }

        /// Which bytes are `byte`.
        pub(crate) fn is(self, byte: u8) -> Self {
            Self(self.0.map(|own| u8::from(own == byte)))
        }

        /// Which bytes are from `first` to `last`.
        pub(crate) fn is_in(self, first: u8, last: u8) -> Self {
            Self(self.0.map(|own| u8::from(own.wrapping_sub(first) <= last - first)))
        }

        /// Either answer.
        pub(crate) fn or(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane] | other.0[lane]))
        }

        pub(super) fn bits(self) -> u16 {
            // The multiplication moves the low bits of eight bytes into the top byte.
            let gather = |eight: &[u8; 8]| (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u16;
            let (eights, _) = self.0.as_chunks::<8>();
            gather(&eights[0]) | gather(&eights[1]) << 8
        }
    }

    pub(super) fn pair_in(pair: [i64; 2], low: i64, high: i64) -> u64 {
        let is_in = |value: i64| u64::from((value >= low) & (value <= high));
        is_in(pair[0]) | is_in(pair[1]) << 1
    }

    pub(super) fn four_in(four: [u32; 4], first: u32, more: u32) -> u64 {
        (0..4).fold(0, |bits, lane| bits | u64::from(four[lane].wrapping_sub(first) <= more) << lane)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bitmap::Bitmap;

    proptest! {
        #[test]
        fn vectors_answer_as_single_values_do(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            ints in prop::collection::vec(prop_oneof![-4i64..4, any::<i64>()], 0..200),
            codes in prop::collection::vec(prop_oneof![0u32..8, any::<u32>()], 0..200),
            (low, high) in (-4i64..4, -4i64..4),
            (first, more) in (0u32..8, 0u32..4),
        ) {
            let of = |words: Vec<u64>, len: usize| {
                prop_assert_eq!(words.len(), len.div_ceil(64));
                Ok(Bitmap::from_words(words, len))
            };
            let test = |byte: Sixteen| byte.is(7).or(byte.is_in(b'a', 0xf0));
            let found = of(byte_bits(&bytes, test), bytes.len())?;
            prop_assert_eq!(found, Bitmap::from_fn(bytes.len(), |index| bytes[index] == 7 || (b'a'..=0xf0).contains(&bytes[index])));
            let found = of(int_bits(&ints, low, high), ints.len())?;
            prop_assert_eq!(found, Bitmap::from_fn(ints.len(), |index| (low..=high).contains(&ints[index])));
            let found = of(code_bits(&codes, first, more), codes.len())?;
            prop_assert_eq!(found, Bitmap::from_fn(codes.len(), |index| codes[index] >= first && codes[index] - first <= more));
        }
    }
}
