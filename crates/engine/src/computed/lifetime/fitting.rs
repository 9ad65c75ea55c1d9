//! A fit under way: the model of purchases, then the one of their values, then what both expect, then how one of the earlier part did.

use insight::lifetime::{BgNbd, BgNbdFit, Forecast, ForecastWork, GammaGamma, Histories, Horizon, PooledRate, Spend};
use insight::minimise::Progress;
use insight::special::power;

use super::{CONFIDENCE, Check, Fitted, Lifetime, Outcome, Spending, UNIT_DAYS, YEAR_DAYS, YEARLY_DISCOUNT};
use crate::insights::model_file::ModelFile;

/// Periods that a look ahead is cut into.
const PERIODS: u32 = 12;

/// A fit under way.
pub(in crate::computed) struct Fitting {
    /// All but the outcome.
    of: Lifetime,
    /// What was known before the last days, and how many days these are.
    earlier: Histories,
    days: i32,
    stage: Stage,
}

enum Stage {
    Purchases(Box<BgNbdFit>),
    Ahead(Box<Ahead>),
    /// A model of the earlier part is fitted, to be checked on the later one.
    Check(Box<Fitted>, Box<BgNbdFit>),
    Done(Outcome),
}

struct Ahead {
    model: BgNbd,
    spending: Spending,
    work: ForecastWork,
}

impl Fitting {
    /// Begins; with a model from a file there is nothing to fit, and what it expects is looked at.
    pub(super) fn new(mut of: Lifetime, earlier: Histories, days: i32, file: Option<ModelFile>) -> Self {
        let given = file.and_then(|file| Some((file.origin(), file.lifetime()?)));
        let stage = if of.histories.is_empty() {
            Stage::Done(Outcome::Nobody)
        } else if let Some((origin, (model, spend))) = given {
            of.origin = origin;
            let spending = spend.map_or_else(|| mean_spending(&of.histories), Spending::Model);
            Stage::Ahead(Box::new(ahead(&of, model, spending)))
        } else {
            match BgNbdFit::new(&of.histories) {
                Ok(fit) => Stage::Purchases(Box::new(fit)),
                Err(reason) => Stage::Done(Outcome::Pooled(reason, PooledRate::of(&of.histories))),
            }
        };
        Self { of, earlier, days, stage }
    }

    /// What it depends on.
    pub(super) fn digest(&self) -> u64 {
        self.of.digest
    }

    /// Share that is done, roughly.
    pub(in crate::computed) fn progress(&self) -> f64 {
        match &self.stage {
            Stage::Purchases(fit) => 0.5 * fit.progress(),
            Stage::Ahead(ahead) => 0.5 + 0.3 * ahead.work.progress(),
            Stage::Check(_, fit) => 0.8 + 0.2 * fit.progress(),
            Stage::Done(_) => 1.0,
        }
    }

    /// Does some milliseconds of it.
    pub(super) fn step(&mut self) -> Progress {
        match &mut self.stage {
            Stage::Purchases(fit) => {
                if fit.step() == Progress::Done {
                    self.look_ahead();
                }
                Progress::Going
            }
            Stage::Ahead(ahead) => {
                if ahead.work.step(&self.of.histories) == Progress::Done {
                    self.conclude();
                }
                Progress::Going
            }
            Stage::Check(_, fit) => {
                if fit.step() == Progress::Done {
                    self.check();
                }
                Progress::Going
            }
            Stage::Done(_) => Progress::Done,
        }
    }

    fn look_ahead(&mut self) {
        let Stage::Purchases(fit) = std::mem::replace(&mut self.stage, Stage::Done(Outcome::Nobody)) else {
            return;
        };
        let histories = &self.of.histories;
        self.stage = match fit.finish() {
            Err(reason) => Stage::Done(Outcome::Pooled(reason, PooledRate::of(histories))),
            Ok(model) => {
                let spending = GammaGamma::fit(histories).map_or_else(|_| mean_spending(histories), Spending::Model);
                Stage::Ahead(Box::new(ahead(&self.of, model, spending)))
            }
        };
    }

    fn conclude(&mut self) {
        let Stage::Ahead(ahead) = std::mem::replace(&mut self.stage, Stage::Done(Outcome::Nobody)) else {
            return;
        };
        let Ahead { model, spending, work } = *ahead;
        let forecast = work.finish();
        let year = self.year(&model, &forecast);
        let fitted = Box::new(Fitted {
            model,
            spending,
            forecast,
            year,
            check: None,
        });
        self.stage = match BgNbdFit::new(&self.earlier) {
            Ok(fit) if self.days > 0 && self.of.origin.is_none() => Stage::Check(fitted, Box::new(fit)),
            _ => Stage::Done(Outcome::Fitted(fitted)),
        };
    }

    /// Compares what a model of the earlier part expects with what came.
    fn check(&mut self) {
        let Stage::Check(mut fitted, fit) = std::mem::replace(&mut self.stage, Stage::Done(Outcome::Nobody)) else {
            return;
        };
        let earlier = &self.earlier;
        fitted.check = fit.finish().ok().map(|model| {
            let time = f64::from(self.days) / UNIT_DAYS;
            let each = earlier.repeats.iter().zip(&earlier.recency).zip(&earlier.age);
            let predicted = each.map(|((repeats, recency), age)| model.expected_purchases(time, *repeats, *recency, *age));
            let later = earlier.customer.iter().zip(&earlier.repeats).map(|(customer, before)| {
                let now = self.of.place(*customer).map_or(0, |place| self.of.histories.repeats[place]);
                f64::from(now.saturating_sub(*before))
            });
            Check {
                days: self.days,
                customers: earlier.len(),
                predicted: predicted.sum(),
                actual: later.sum(),
            }
        });
        self.stage = Stage::Done(Outcome::Fitted(fitted));
    }

    /// Purchases of each customer within twelve months.
    fn year(&self, model: &BgNbd, forecast: &Forecast) -> Vec<f64> {
        let histories = &self.of.histories;
        let of = |place: usize| {
            if self.of.months == 12 {
                return forecast.customers[place].purchases;
            }
            let (repeats, recency, age) = (histories.repeats[place], histories.recency[place], histories.age[place]);
            model.expected_purchases(YEAR_DAYS / UNIT_DAYS, repeats, recency, age)
        };
        (0..histories.len()).map(of).collect()
    }

    /// Ends it; after the last step.
    pub(super) fn finish(self) -> Lifetime {
        let outcome = match self.stage {
            Stage::Done(outcome) => outcome,
            Stage::Purchases(_) | Stage::Ahead(_) | Stage::Check(..) => Outcome::Nobody,
        };
        Lifetime { outcome, ..self.of }
    }
}

/// What a purchase is worth by the mean of all, where no model says it.
fn mean_spending(histories: &Histories) -> Spending {
    PooledRate::of(histories).value.map_or(Spending::Unknown, Spending::Mean)
}

/// Begins to look ahead.
fn ahead(of: &Lifetime, model: BgNbd, spending: Spending) -> Ahead {
    let years = f64::from(of.months) / 12.0;
    let horizon = Horizon {
        period: years * YEAR_DAYS / UNIT_DAYS / f64::from(PERIODS),
        periods: PERIODS,
        discount: power(1.0 + YEARLY_DISCOUNT, years / f64::from(PERIODS)) - 1.0,
        confidence: CONFIDENCE,
    };
    let spend = match &spending {
        Spending::Unknown => Spend::Unknown,
        Spending::Mean(mean) => Spend::Mean(*mean),
        Spending::Model(model) => Spend::Model(model),
    };
    let work = ForecastWork::new(&model, spend, &of.histories, horizon);
    Ahead { model, spending, work }
}
