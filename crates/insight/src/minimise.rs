//! The least value of a smooth function of a few parameters, one iteration at a time.
//!
//! BFGS (Nocedal & Wright 2006, chapter 6) with backtracking. The caller makes the steps, so a fit can be sliced, watched and given up
//! between any two of them. Functions may be infinite or NaN where they are not defined: such points are never taken.

/// How far a minimisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The next step may lead lower.
    Going,
    /// The gradient vanishes, or no step leads lower: this is the place.
    Done,
}

/// A minimisation under way.
#[derive(Debug, Clone)]
pub struct Minimiser {
    /// The best point so far.
    pub point: Vec<f64>,
    /// The value there.
    pub value: f64,
    /// The gradient there.
    pub gradient: Vec<f64>,
    /// Steps made.
    pub iterations: u32,
    /// The part of the value that a step must win; three that win less end the way.
    pub tolerance: f64,
    /// Approximation of the inverse Hessian, row by row.
    inverse: Vec<f64>,
    is_scaled: bool,
    idle: u32,
}

/// No parameter moves further than this in one step: parameters are logarithms, and e² is far.
const LONGEST_MOVE: f64 = 2.0;
/// The gradient at which a minimum is reached.
const FLAT: f64 = 1e-9;
/// Iterations after which a fit that still creeps is left where it is.
const MOST_ITERATIONS: u32 = 300;

impl Minimiser {
    /// Begins at a point. The function writes its gradient and returns its value.
    pub fn new(point: Vec<f64>, function: &mut dyn FnMut(&[f64], &mut [f64]) -> f64) -> Self {
        let n = point.len();
        let mut gradient = vec![0.0; n];
        let value = function(&point, &mut gradient);
        Self {
            point,
            value,
            gradient,
            iterations: 0,
            tolerance: 1e-13,
            inverse: identity(n),
            is_scaled: false,
            idle: 0,
        }
    }

    /// The least of what is reached from several starts; `None` when no start leads anywhere.
    pub fn least_of(starts: impl IntoIterator<Item = Vec<f64>>, function: &mut dyn FnMut(&[f64], &mut [f64]) -> f64) -> Option<Self> {
        let mut best: Option<Self> = None;
        for start in starts {
            let mut tried = Self::new(start, function);
            while tried.step(function) == Progress::Going {}
            if tried.value.is_finite() && best.as_ref().is_none_or(|best| tried.value < best.value) {
                best = Some(tried);
            }
        }
        best
    }

    /// Goes on with another function of the same shape and scale, with what was learned about its curvature.
    pub fn go_on_with(&mut self, function: &mut dyn FnMut(&[f64], &mut [f64]) -> f64) {
        self.value = function(&self.point, &mut self.gradient);
        self.iterations = 0;
        self.idle = 0;
    }

    /// Makes one step.
    pub fn step(&mut self, function: &mut dyn FnMut(&[f64], &mut [f64]) -> f64) -> Progress {
        let is_flat = self.gradient.iter().all(|slope| slope.abs() < FLAT);
        if is_flat || self.iterations >= MOST_ITERATIONS || !self.value.is_finite() {
            return Progress::Done;
        }
        self.iterations += 1;
        let n = self.point.len();
        let mut direction: Vec<f64> = (0..n).map(|i| -dot(&self.inverse[i * n..(i + 1) * n], &self.gradient)).collect();
        let mut slope = dot(&direction, &self.gradient);
        if slope >= 0.0 || !slope.is_finite() {
            self.inverse = identity(n);
            direction = self.gradient.iter().map(|slope| -slope).collect();
            slope = dot(&direction, &self.gradient);
        }
        let longest = direction.iter().fold(0.0f64, |most, part| most.max(part.abs()));
        let mut length = if longest > LONGEST_MOVE { LONGEST_MOVE / longest } else { 1.0 };
        let mut gradient = vec![0.0; n];
        for _ in 0..40 {
            let point: Vec<f64> = self.point.iter().zip(&direction).map(|(at, part)| at + length * part).collect();
            let value = function(&point, &mut gradient);
            if value <= self.value + 1e-4 * length * slope && gradient.iter().all(|slope| slope.is_finite()) {
                self.take(point, value, gradient);
                return if self.idle >= 3 { Progress::Done } else { Progress::Going };
            }
            length *= if value.is_finite() { 0.4 } else { 0.1 };
        }
        // No lower point along the way down: rounding is all that is left, or the curvature is wrong.
        if self.inverse == identity(n) {
            return Progress::Done;
        }
        self.inverse = identity(n);
        Progress::Going
    }

    fn take(&mut self, point: Vec<f64>, value: f64, gradient: Vec<f64>) {
        let moved: Vec<f64> = point.iter().zip(&self.point).map(|(new, old)| new - old).collect();
        let turned: Vec<f64> = gradient.iter().zip(&self.gradient).map(|(new, old)| new - old).collect();
        let along = dot(&moved, &turned);
        let squared = dot(&turned, &turned);
        if along > 1e-14 * squared.sqrt() * dot(&moved, &moved).sqrt() {
            if !self.is_scaled {
                let scale = along / squared;
                self.inverse.iter_mut().for_each(|entry| *entry *= scale);
                self.is_scaled = true;
            }
            self.update(&moved, &turned, along);
        }
        let least = self.tolerance * self.value.abs().max(1.0);
        self.idle = if self.value - value <= least { self.idle + 1 } else { 0 };
        (self.point, self.value, self.gradient) = (point, value, gradient);
    }

    /// The BFGS update of the inverse Hessian.
    fn update(&mut self, moved: &[f64], turned: &[f64], along: f64) {
        let n = moved.len();
        let through: Vec<f64> = (0..n).map(|i| dot(&self.inverse[i * n..(i + 1) * n], turned)).collect();
        let factor = (1.0 + dot(&through, turned) / along) / along;
        for i in 0..n {
            for j in 0..n {
                self.inverse[i * n + j] += factor * moved[i] * moved[j] - (through[i] * moved[j] + moved[i] * through[j]) / along;
            }
        }
    }
}

/// The covariance of maximum-likelihood estimates: the inverse of the Hessian of the negative log-likelihood at its minimum, by central
/// differences of the gradient. `None` where the likelihood does not fall off in every direction.
pub fn covariance(point: &[f64], function: &mut dyn FnMut(&[f64], &mut [f64]) -> f64) -> Option<Vec<f64>> {
    let n = point.len();
    let mut hessian = vec![0.0; n * n];
    let (mut above, mut below) = (vec![0.0; n], vec![0.0; n]);
    let mut at = point.to_vec();
    for i in 0..n {
        let width = 1e-4 * point[i].abs().max(1.0);
        at[i] = point[i] + width;
        function(&at, &mut above);
        at[i] = point[i] - width;
        function(&at, &mut below);
        at[i] = point[i];
        for j in 0..n {
            let second = (above[j] - below[j]) / (2.0 * width);
            hessian[i * n + j] += 0.5 * second;
            hessian[j * n + i] += 0.5 * second;
        }
    }
    inverse_of_positive(&hessian, n)
}

/// The inverse of a positive definite matrix by Cholesky's factors.
fn inverse_of_positive(matrix: &[f64], n: usize) -> Option<Vec<f64>> {
    let mut factor = vec![0.0; n * n];
    for i in 0..n {
        for j in 0..=i {
            let sum = matrix[i * n + j] - dot(&factor[i * n..i * n + j], &factor[j * n..j * n + j]);
            if i == j {
                // Also false for NaN.
                if !(sum > 0.0 && sum.is_finite()) {
                    return None;
                }
                factor[i * n + i] = sum.sqrt();
            } else {
                factor[i * n + j] = sum / factor[j * n + j];
            }
        }
    }
    let mut inverse = vec![0.0; n * n];
    for column in 0..n {
        let mut x = vec![0.0; n];
        for i in 0..n {
            let unit = if i == column { 1.0 } else { 0.0 };
            x[i] = (unit - dot(&factor[i * n..i * n + i], &x[..i])) / factor[i * n + i];
        }
        for i in (0..n).rev() {
            let above: f64 = (i + 1..n).map(|k| factor[k * n + i] * x[k]).sum();
            x[i] = (x[i] - above) / factor[i * n + i];
        }
        for i in 0..n {
            inverse[i * n + column] = x[i];
        }
    }
    Some(inverse)
}

fn identity(n: usize) -> Vec<f64> {
    (0..n * n).map(|place| if place / n == place % n { 1.0 } else { 0.0 }).collect()
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley, whose least value is 0 at (1, 1).
    fn valley(at: &[f64], gradient: &mut [f64]) -> f64 {
        let (a, b) = (1.0 - at[0], at[1] - at[0] * at[0]);
        gradient[0] = -2.0 * a - 400.0 * at[0] * b;
        gradient[1] = 200.0 * b;
        a * a + 100.0 * b * b
    }

    #[test]
    fn a_curved_valley_is_walked_to_its_end() {
        let mut minimiser = Minimiser::new(vec![-1.2, 1.0], &mut valley);
        while minimiser.step(&mut valley) == Progress::Going {}
        assert!(minimiser.value < 1e-15 && minimiser.iterations < 100, "{minimiser:?}");
        let covariance = covariance(&minimiser.point, &mut valley).expect("a minimum");
        // Inverse of [[802, −400], [−400, 200]].
        assert!(
            (covariance[0] - 0.5).abs() < 1e-3 && (covariance[3] - 2.005).abs() < 1e-3,
            "{covariance:?}"
        );
    }

    #[test]
    fn points_where_the_function_is_not_defined_are_never_taken() {
        let mut root = |at: &[f64], gradient: &mut [f64]| {
            gradient[0] = 1.0 - 1.0 / at[0];
            at[0] - f64::ln(at[0])
        };
        let mut minimiser = Minimiser::new(vec![0.01], &mut root);
        while minimiser.step(&mut root) == Progress::Going {}
        assert!((minimiser.point[0] - 1.0).abs() < 1e-6, "{minimiser:?}");
        let mut nowhere = |_: &[f64], _: &mut [f64]| f64::NAN;
        assert_eq!(Minimiser::new(vec![1.0], &mut nowhere).step(&mut nowhere), Progress::Done);
    }
}
