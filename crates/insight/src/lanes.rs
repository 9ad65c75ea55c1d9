//! Two or four numbers at once: what products of rows and estimates of scores come down to.
//!
//! The release build of the engine is optimised for size, which leaves loops as they are written. In the browser the vector
//! instructions are therefore named here, and only here; everywhere else plain numbers do the same, to the last bit.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use plain::{Four, Pair};
#[cfg(target_arch = "wasm32")]
pub(crate) use vector::{Four, Pair};

/// Numbers that four pairs hold.
pub(crate) const EIGHT: usize = 8;

/// The numbers of four pairs in their order.
pub(crate) fn eight(pairs: [Pair; EIGHT / 2]) -> [f64; EIGHT] {
    let pairs = pairs.map(Pair::numbers);
    std::array::from_fn(|lane| pairs[lane / 2][lane % 2])
}

/// Sum of products of two rows of one length: in eight lanes, then what is left.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let (a_blocks, a_rest) = a.as_chunks::<8>();
    let (b_blocks, b_rest) = b.as_chunks::<8>();
    let mut lanes = [Pair::default(); 4];
    for (a, b) in a_blocks.iter().zip(b_blocks) {
        let (a, b) = (a.as_chunks::<2>().0, b.as_chunks::<2>().0);
        for lane in 0..4 {
            lanes[lane] = lanes[lane].plus_product(Pair::of(&a[lane]), Pair::of(&b[lane]));
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum();
    lanes.iter().flat_map(|pair| pair.numbers()).sum::<f64>() + rest
}

#[cfg(target_arch = "wasm32")]
mod vector {
    use core::arch::wasm32::{
        f32x4_add, f32x4_convert_i32x4, f32x4_div, f32x4_gt, f32x4_mul, f32x4_splat, f64x2_add, f64x2_lt, f64x2_mul, f64x2_pmax,
        f64x2_pmin, f64x2_splat, f64x2_sub, i32x4_bitmask, v128, v128_bitselect,
    };

    /// Two numbers.
    #[derive(Clone, Copy)]
    pub(crate) struct Pair(v128);

    impl Default for Pair {
        fn default() -> Self {
            Self(f64x2_splat(0.0))
        }
    }

    impl Pair {
        #[inline]
        pub(crate) fn of(numbers: &[f64; 2]) -> Self {
            Self(bytemuck::cast(*numbers))
        }

        #[inline]
        pub(crate) fn all(number: f64) -> Self {
            Self(f64x2_splat(number))
        }

        #[inline]
        pub(crate) fn plus(self, other: Self) -> Self {
            Self(f64x2_add(self.0, other.0))
        }

        #[inline]
        pub(crate) fn minus(self, other: Self) -> Self {
            Self(f64x2_sub(self.0, other.0))
        }

        /// The lesser of each two numbers, neither of which is not-a-number.
        #[inline]
        pub(crate) fn lesser(self, other: Self) -> Self {
            Self(f64x2_pmin(self.0, other.0))
        }

        /// The greater of each two numbers, neither of which is not-a-number.
        #[inline]
        pub(crate) fn greater(self, other: Self) -> Self {
            Self(f64x2_pmax(self.0, other.0))
        }

        /// `then` where a number is below that of `bound`, else `or`.
        #[inline]
        pub(crate) fn where_below(self, bound: Self, then: Self, or: Self) -> Self {
            Self(v128_bitselect(then.0, or.0, f64x2_lt(self.0, bound.0)))
        }

        #[inline]
        pub(crate) fn plus_product(self, a: Self, b: Self) -> Self {
            Self(f64x2_add(self.0, f64x2_mul(a.0, b.0)))
        }

        #[inline]
        pub(crate) fn numbers(self) -> [f64; 2] {
            bytemuck::cast(self.0)
        }
    }

    /// Four smaller numbers.
    #[derive(Clone, Copy)]
    pub(crate) struct Four(v128);

    impl Four {
        #[inline]
        pub(crate) fn all(number: f32) -> Self {
            Self(f32x4_splat(number))
        }

        #[inline]
        pub(crate) fn of(numbers: &[f32; 4]) -> Self {
            Self(bytemuck::cast(*numbers))
        }

        /// Of counts below 2³¹.
        #[inline]
        pub(crate) fn of_counts(counts: &[u32; 4]) -> Self {
            Self(f32x4_convert_i32x4(bytemuck::cast(*counts)))
        }

        #[inline]
        pub(crate) fn plus(self, other: Self) -> Self {
            Self(f32x4_add(self.0, other.0))
        }

        #[inline]
        pub(crate) fn times(self, other: Self) -> Self {
            Self(f32x4_mul(self.0, other.0))
        }

        #[inline]
        pub(crate) fn over(self, other: Self) -> Self {
            Self(f32x4_div(self.0, other.0))
        }

        /// Whether any number is above that of the other.
        #[inline]
        pub(crate) fn any_above(self, other: Self) -> bool {
            i32x4_bitmask(f32x4_gt(self.0, other.0)) != 0
        }

        #[inline]
        pub(crate) fn numbers(self) -> [f32; 4] {
            bytemuck::cast(self.0)
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod plain {
    /// Two numbers.
    #[derive(Clone, Copy, Default)]
    pub(crate) struct Pair([f64; 2]);

    impl Pair {
        #[inline]
        pub(crate) fn of(numbers: &[f64; 2]) -> Self {
            Self(*numbers)
        }

        #[inline]
        pub(crate) fn all(number: f64) -> Self {
            Self([number; 2])
        }

        #[inline]
        pub(crate) fn plus(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
        }

        #[inline]
        pub(crate) fn minus(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane] - other.0[lane]))
        }

        /// The lesser of each two numbers, neither of which is not-a-number.
        #[inline]
        pub(crate) fn lesser(self, other: Self) -> Self {
            other.where_below(self, other, self)
        }

        /// The greater of each two numbers, neither of which is not-a-number.
        #[inline]
        pub(crate) fn greater(self, other: Self) -> Self {
            self.where_below(other, other, self)
        }

        /// `then` where a number is below that of `bound`, else `or`.
        #[inline]
        pub(crate) fn where_below(self, bound: Self, then: Self, or: Self) -> Self {
            Self(std::array::from_fn(|lane| {
                if self.0[lane] < bound.0[lane] { then.0[lane] } else { or.0[lane] }
            }))
        }

        #[inline]
        pub(crate) fn plus_product(self, a: Self, b: Self) -> Self {
            Self([self.0[0] + a.0[0] * b.0[0], self.0[1] + a.0[1] * b.0[1]])
        }

        #[inline]
        pub(crate) fn numbers(self) -> [f64; 2] {
            self.0
        }
    }

    /// Four smaller numbers.
    #[derive(Clone, Copy)]
    pub(crate) struct Four([f32; 4]);

    impl Four {
        #[inline]
        pub(crate) fn all(number: f32) -> Self {
            Self([number; 4])
        }

        #[inline]
        pub(crate) fn of(numbers: &[f32; 4]) -> Self {
            Self(*numbers)
        }

        /// Of counts below 2³¹.
        #[inline]
        pub(crate) fn of_counts(counts: &[u32; 4]) -> Self {
            Self(counts.map(|count| count as f32))
        }

        #[inline]
        pub(crate) fn plus(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
        }

        #[inline]
        pub(crate) fn times(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
        }

        #[inline]
        pub(crate) fn over(self, other: Self) -> Self {
            Self(std::array::from_fn(|lane| self.0[lane] / other.0[lane]))
        }

        /// Whether any number is above that of the other.
        #[inline]
        pub(crate) fn any_above(self, other: Self) -> bool {
            self.0.iter().zip(other.0).any(|(one, other)| *one > other)
        }

        #[inline]
        pub(crate) fn numbers(self) -> [f32; 4] {
            self.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_product_is_the_sum_of_eight_lanes_to_the_last_bit() {
        let number = |place: usize, seed: f64| ((place as f64 + seed) * 1.37).sin() * 1e3;
        for length in [0, 1, 7, 8, 9, 40, 61] {
            let a: Vec<f64> = (0..length).map(|place| number(place, 0.25)).collect();
            let b: Vec<f64> = (0..length).map(|place| number(place, 7.5)).collect();
            let whole = length / 8 * 8;
            let mut lanes = [0.0; 8];
            (0..whole).for_each(|place| lanes[place % 8] += a[place] * b[place]);
            let rest: f64 = (whole..length).map(|place| a[place] * b[place]).sum();
            assert_eq!(dot(&a, &b).to_bits(), (lanes.iter().sum::<f64>() + rest).to_bits());
        }
    }
}
