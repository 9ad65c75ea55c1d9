//! Elementary and special functions on which the models stand.
//!
//! They are written out of `+ − × ÷ √` and not taken from the platform, whose `ln` and `exp` differ in the last bit between a
//! browser and a command line: two devices given the same numbers get the same scores.

mod beta;
mod elementary;
mod gamma;
mod hypergeometric;
mod logistic;
mod normal;
#[cfg(test)]
mod tests;

pub use beta::{incomplete_beta, student_t_quantile, student_t_two_sided};
pub use elementary::{exp, ln, ln_1p, power};
pub use gamma::{digamma, ln_gamma};
pub use hypergeometric::hypergeometric;
pub use logistic::{exp_held, logistic};
pub use normal::{normal_cdf, normal_quantile, normal_two_sided};
