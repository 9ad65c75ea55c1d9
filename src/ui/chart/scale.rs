//! Scales: round numbers for an axis, and where a number stands on it.

/// An axis from its least to its greatest tick.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Scale {
    pub(super) ticks: Vec<f64>,
    least: f64,
    most: f64,
}

impl Scale {
    /// About four round ticks around the values. Bars start at zero: `zero` makes it part of the axis.
    pub(super) fn new(values: impl Iterator<Item = f64>, zero: bool) -> Self {
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for value in values.filter(|value| value.is_finite()).chain(zero.then_some(0.0)) {
            least = least.min(value);
            most = most.max(value);
        }
        if least > most {
            (least, most) = (0.0, 1.0);
        }
        if least == most {
            // One value alone: an axis that holds it.
            most = if most == 0.0 { 1.0 } else { most + most.abs() };
        }
        let step = round_step((most - least) / 4.0);
        let (first, last) = ((least / step).floor(), (most / step).ceil());
        let count = (last - first).clamp(1.0, 12.0) as usize;
        let ticks = (0..=count).map(|tick| (first + tick as f64) * step).collect();
        Self {
            ticks,
            least: first * step,
            most: (first + count as f64) * step,
        }
    }

    /// Share of the axis from its start: 0 to 1.
    pub(super) fn place(&self, value: f64) -> f64 {
        ((value - self.least) / (self.most - self.least)).clamp(0.0, 1.0)
    }
}

/// The next 1, 2, 2.5 or 5 times a power of ten.
fn round_step(step: f64) -> f64 {
    if !step.is_normal() {
        return 1.0;
    }
    let power = 10f64.powf(step.log10().floor());
    let times = step / power;
    let round = [1.0, 2.0, 2.5, 5.0].into_iter().find(|&round| times <= round + 1e-9);
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(values: &[f64], zero: bool, ticks: &[f64]) {
        assert_eq!(Scale::new(values.iter().copied(), zero).ticks, ticks);
    }

    #[test]
    fn ticks_are_round_and_hold_every_value() {
        check(&[3.0, 17.0], true, &[0.0, 5.0, 10.0, 15.0, 20.0]);
        check(&[-4.0, 4.0], true, &[-4.0, -2.0, 0.0, 2.0, 4.0]);
        check(&[96.0, 104.0], false, &[96.0, 98.0, 100.0, 102.0, 104.0]);
        check(&[], true, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        check(&[0.0], true, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        check(&[f64::NAN, f64::INFINITY, 8.0], true, &[0.0, 2.0, 4.0, 6.0, 8.0]);
    }

    #[test]
    fn places_run_from_start_to_end() {
        let scale = Scale::new([0.0, 20.0].into_iter(), true);
        assert_eq!(
            [0.0, 5.0, 20.0, 99.0, -3.0].map(|value| scale.place(value)),
            [0.0, 0.25, 1.0, 1.0, 0.0]
        );
    }
}
