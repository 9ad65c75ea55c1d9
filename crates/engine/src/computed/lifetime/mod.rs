//! What customers are worth: a model of repeat purchases, fitted on what RFM scores, and what it expects of each of them.
//!
//! A fit is made again only when something that it reads has changed. A small one is made at once; a large one in slices, while
//! columns go on saying what was so before.

mod fitting;

use std::hash::Hasher;
use std::rc::Rc;

use bridge::scoring::ModelOrigin;
use insight::lifetime::{
    BgNbd, CLASS_SHARES, Forecast, GammaGamma, Histories, LifetimeError, MISSING_DAY, NO_CUSTOMER, PooledRate, Purchases, value_classes,
};
use insight::minimise::Progress;
use model::{Computed as Field, Currency, Money};
use rustc_hash::FxHasher;

use super::{Computed, Moment};
use crate::columns::{Column, Words};
use crate::commands::setting;
use crate::insights::model_file::{self, FileField, Fitted as Filed, ModelFile};
use crate::table::Table;
use crate::workspace::Workspace;

pub(super) use fitting::Fitting;

/// Days of the unit of time of the model: a week, as in the published tables.
const UNIT_DAYS: f64 = 7.0;
/// Days of a year.
const YEAR_DAYS: f64 = 365.25;
/// What a value loses when it comes a year later.
const YEARLY_DISCOUNT: f64 = 0.1;
/// Confidence of limits.
pub(crate) const CONFIDENCE: f64 = 0.8;
/// Days without any purchase after which the data is taken for an old one, and looked at as of its last day.
const OLD_DAYS: i32 = 92;
/// Part of the time, the latest, that a model of the earlier part is checked on.
const CHECKED_PART: f64 = 0.25;
/// Customers whose fit is made at once.
const AT_ONCE: usize = 2_000;
/// Setting: months of purchases to come that a value counts.
pub(crate) const MONTHS: &str = "value_months";
/// Keys of the classes, most valuable first.
pub(crate) const CLASSES: [&str; 4] = ["a", "b", "c", "d"];

/// What the customers of a table are worth.
pub struct Lifetime {
    /// What is known of each customer who bought.
    pub histories: Histories,
    /// The last day that was looked at.
    pub as_of: i32,
    /// Months of purchases to come that a value counts: 12 or 36.
    pub months: u32,
    /// Currency of values.
    pub currency: Currency,
    /// What was found.
    pub outcome: Outcome,
    /// The least value of each class but the last, most valuable first; empty where nothing tells customers apart.
    pub thresholds: Vec<f64>,
    /// The file that the model came from.
    pub origin: Option<ModelOrigin>,
    digest: u64,
}

/// What was found about customers.
pub enum Outcome {
    /// Nobody bought anything.
    Nobody,
    /// A model describes them.
    Fitted(Box<Fitted>),
    /// Too little to tell one from another: all go on at the rate of all together.
    Pooled(LifetimeError, PooledRate),
}

/// Fitted models and what they expect.
pub struct Fitted {
    /// Of purchases.
    pub model: BgNbd,
    /// Of what a purchase is worth.
    pub spending: Spending,
    /// What is expected of each customer.
    pub forecast: Forecast,
    /// Purchases of each customer within twelve months.
    pub year: Vec<f64>,
    /// How a model of the earlier part did in the later one; `None` where the earlier part is too little for a model.
    pub check: Option<Check>,
}

/// Purchases that a model of the earlier part expected in the later one, and those that came.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Check {
    /// Days of the later part.
    pub days: i32,
    /// Customers of the earlier part.
    pub customers: usize,
    /// Expected purchases of them.
    pub predicted: f64,
    /// Purchases that came.
    pub actual: f64,
}

/// What is known of the value of a purchase.
#[derive(Clone)]
pub enum Spending {
    /// No amounts.
    Unknown,
    /// The mean of all, because no model fits.
    Mean(f64),
    /// Each customer's own.
    Model(GammaGamma),
}

/// What is expected of one customer.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Expected {
    /// Probability of buying again at all; `None` without a model.
    pub p_alive: Option<f64>,
    /// Purchases within twelve months.
    pub year: f64,
    /// Value of a purchase in units of the currency.
    pub spend: Option<f64>,
    /// Discounted value within the months looked ahead.
    pub value: Option<f64>,
    /// Its limits.
    pub interval: Option<(f64, f64)>,
}

impl Lifetime {
    /// A number that is another one when anything that was looked at is.
    #[must_use]
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// The position of a row of the table among those who bought.
    #[must_use]
    pub fn place(&self, row: u32) -> Option<usize> {
        self.histories.customer.binary_search(&row).ok()
    }

    /// What is expected of the customer at a position.
    #[must_use]
    pub fn expected(&self, place: usize) -> Expected {
        match &self.outcome {
            Outcome::Fitted(fitted) => {
                let customer = &fitted.forecast.customers[place];
                let known = !matches!(fitted.spending, Spending::Unknown);
                Expected {
                    p_alive: Some(customer.p_alive),
                    year: fitted.year[place],
                    spend: known.then_some(customer.spend),
                    value: known.then_some(customer.value),
                    interval: customer.interval.filter(|_| known),
                }
            }
            Outcome::Pooled(_, rate) => {
                let ahead = rate.expected_purchases(f64::from(self.months) * YEAR_DAYS / 12.0 / UNIT_DAYS);
                Expected {
                    p_alive: None,
                    year: rate.expected_purchases(YEAR_DAYS / UNIT_DAYS),
                    spend: rate.value,
                    value: rate.value.map(|value| value * ahead),
                    interval: None,
                }
            }
            Outcome::Nobody => Expected {
                p_alive: None,
                year: 0.0,
                spend: None,
                value: None,
                interval: None,
            },
        }
    }

    /// The class of a value, most valuable first.
    #[must_use]
    pub fn class(&self, value: f64) -> Option<usize> {
        if self.thresholds.is_empty() {
            return None;
        }
        let above = self.thresholds.iter().position(|least| value >= *least);
        Some(above.unwrap_or(self.thresholds.len()))
    }

    /// Whole days from the first to the last purchase of the customer at a position.
    #[must_use]
    pub fn span_days(&self, place: usize) -> i32 {
        (self.histories.recency[place] * UNIT_DAYS).round() as i32
    }

    /// The day of the first purchase.
    #[must_use]
    pub fn first_day(&self, place: usize) -> i32 {
        self.as_of - (self.histories.age[place] * UNIT_DAYS).round() as i32
    }

    /// The day of the last purchase.
    #[must_use]
    pub fn last_day(&self, place: usize) -> i32 {
        self.first_day(place) + self.span_days(place)
    }

    /// Usual days between two purchases; `None` for who bought once.
    #[must_use]
    pub fn usual_days(&self, place: usize) -> Option<f64> {
        let repeats = self.histories.repeats[place];
        (repeats > 0).then(|| f64::from(self.span_days(place)) / f64::from(repeats))
    }

    /// Days since the last purchase, in multiples of the usual days between two.
    #[must_use]
    pub fn silence(&self, place: usize) -> Option<f64> {
        let usual = self.usual_days(place)?;
        Some(f64::from(self.as_of - self.last_day(place)) / usual.max(1.0))
    }

    /// An amount of the currency; `None` for what does not fit one.
    #[must_use]
    pub fn money(&self, value: f64) -> Option<Money> {
        let minor = (value * f64::from(10u32.pow(self.currency.exponent()))).round();
        // Beyond this not every whole number is a float.
        (minor.abs() < 9e15).then(|| Money::new(minor as i64, self.currency))
    }

    fn classed(mut self) -> Self {
        if let Outcome::Fitted(fitted) = &self.outcome
            && !matches!(fitted.spending, Spending::Unknown)
        {
            let values = fitted.forecast.customers.iter().map(|customer| customer.value).collect::<Vec<_>>();
            self.thresholds = value_classes(&values, &CLASS_SHARES);
        }
        self
    }

    /// The model as a file; nothing where none was fitted.
    pub(crate) fn file(&self, workspace: &Workspace, table: &Table) -> Option<String> {
        let target = format!("{}{}", table.object, model_file::VALUE);
        if self.origin.is_some() {
            return model_file::imported(workspace, &target);
        }
        let Outcome::Fitted(fitted) = &self.outcome else { return None };
        let spend = match &fitted.spending {
            Spending::Model(spend) => Some(spend.clone()),
            Spending::Unknown | Spending::Mean(_) => None,
        };
        let model = Filed::Lifetime(Box::new((fitted.model.clone(), spend)));
        Some(ModelFile::new(&target, self.currency, self.as_of, Vec::new(), model).text())
    }

    fn column(&self, field: Field, rows: usize, mut column: Column) -> Column {
        match &mut column {
            Column::Float(values) => values.resize(rows, f64::NAN),
            Column::Word(words) => words.words = Words::from_list(CLASSES.map(str::to_owned).to_vec()),
            _ => {}
        }
        for (place, &row) in self.histories.customer.iter().enumerate() {
            let expected = self.expected(place);
            let hundredths = |value: f64| (value * 100.0).round() / 100.0;
            match &mut column {
                Column::Float(values) => {
                    let value = match field {
                        Field::StillCustomer => expected.p_alive.map(|p| (p * 1_000.0).round() / 10.0),
                        Field::Silence => self.silence(place).map(hundredths),
                        _ => Some(hundredths(expected.year)),
                    };
                    values[row as usize] = value.filter(|value| value.is_finite()).unwrap_or(f64::NAN);
                }
                Column::Money(amounts) => amounts.set(row, expected.value.and_then(|value| self.money(value))),
                Column::Word(words) => {
                    let class = expected.value.and_then(|value| self.class(value));
                    words.set(row, class.map(|class| CLASSES[class]));
                }
                _ => {}
            }
        }
        column
    }
}

/// Everything that a fit depends on, as one number.
fn digest(histories: &Histories, as_of: i32, months: u32, currency: Currency, imported: Option<&str>) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_i32(as_of);
    hasher.write_u32(months);
    hasher.write(currency.code().as_bytes());
    hasher.write(imported.unwrap_or_default().as_bytes());
    histories
        .customer
        .iter()
        .chain(&histories.repeats)
        .for_each(|&value| hasher.write_u32(value));
    let floats = [&histories.recency, &histories.age, &histories.value, &histories.total];
    floats.into_iter().flatten().for_each(|value| hasher.write_u64(value.to_bits()));
    hasher.finish()
}

/// What [`Computed::fit`] did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FitStep {
    /// There was nothing to do.
    Nothing,
    /// A slice.
    Going,
    /// The last slice of something: these columns of a table are others now.
    Done(u16, Vec<u16>),
}

impl Computed {
    /// Whether fits are under way.
    #[must_use]
    pub fn is_fitting(&self) -> bool {
        !self.fitting.is_empty() || !self.refits.is_empty() || self.is_learning()
    }

    /// The share that is done of the fit of a table that is under way.
    #[must_use]
    pub fn fit_progress(&self, table: u16) -> Option<f64> {
        self.fitting.get(&table).map(Fitting::progress)
    }

    /// Does a slice of the fits under way: some milliseconds.
    pub fn fit(&mut self, workspace: &Workspace) -> FitStep {
        if let (Some(number), Some(moment)) = (self.refits.pop_first(), self.moment) {
            self.begin_fit_now(workspace, &workspace.tables()[usize::from(number)], moment);
            return FitStep::Going;
        }
        let Some(mut entry) = self.fitting.first_entry() else {
            return self.learn(workspace);
        };
        let number = *entry.key();
        if entry.get_mut().step() == Progress::Going {
            return FitStep::Going;
        }
        let lifetime = entry.remove().finish();
        let table = &workspace.tables()[usize::from(number)];
        self.take_in(workspace, table, lifetime);
        // Who falls silent is learned from what was fitted.
        self.outdate_group(&table.object, super::Group::Leaving, workspace);
        let fields = lifetime_fields(workspace, table).into_iter();
        let leaving = super::fields_of(workspace, table, super::Group::Leaving);
        FitStep::Done(number, fields.chain(leaving).map(|(_, number)| number).collect())
    }

    /// Begins the fit of a table: of a few customers now, of many as a slice of its own, so that the answer to a change does not wait
    /// for purchases to be counted.
    pub(super) fn begin_fit(&mut self, workspace: &Workspace, table: &Table, moment: Moment) {
        let known = self.lifetimes.get(&table.number);
        if known.is_some_and(|known| known.histories.len() > AT_ONCE) {
            self.refits.insert(table.number);
        } else {
            self.begin_fit_now(workspace, table, moment);
        }
    }

    /// Begins the fit of a table unless it was made of the same. A small one is made at once.
    fn begin_fit_now(&mut self, workspace: &Workspace, table: &Table, moment: Moment) {
        let sales = self.purchases(workspace, moment);
        let company = table.object == "company";
        let in_use = |&row: &u32| {
            if row != NO_CUSTOMER && table.is_alive(row) {
                row
            } else {
                NO_CUSTOMER
            }
        };
        let customer_of: Vec<u32> = if company { &sales.company } else { &sales.contact }.iter().map(in_use).collect();
        let scale = f64::from(10u32.pow(moment.base.exponent()));
        let amount = |&minor: &i64| {
            if minor == insight::rfm::MISSING_AMOUNT {
                f64::NAN
            } else {
                minor as f64 / scale
            }
        };
        let amounts: Vec<f64> = sales.amount.iter().map(amount).collect();
        let known = amounts.iter().any(|amount| amount.is_finite());
        let as_of = as_of(&customer_of, &sales.day, moment.today);
        let purchases = Purchases {
            customer_of: &customer_of,
            day: &sales.day,
            amount: known.then_some(&amounts),
        };
        let histories = Histories::of(purchases, table.len(), as_of, UNIT_DAYS).expect("columns of one length, and rows of the table");
        let months = match setting(workspace, MONTHS).as_deref() {
            Some("36") => 36,
            _ => 12,
        };
        let target = format!("{}{}", table.object, model_file::VALUE);
        let imported = model_file::imported(workspace, &target);
        let digest = digest(&histories, as_of, months, moment.base, imported.as_deref());
        let same = self.lifetimes.get(&table.number).is_some_and(|known| known.digest == digest);
        if same {
            self.fitting.remove(&table.number);
            self.write_lifetime(workspace, table);
            return;
        }
        if self.fitting.get(&table.number).is_some_and(|fitting| fitting.digest() == digest) {
            return;
        }
        let customers = histories.len();
        let oldest = histories.age.iter().fold(0.0f64, |oldest, age| oldest.max(*age));
        let days = (oldest * UNIT_DAYS * CHECKED_PART) as i32;
        let earlier = Purchases { amount: None, ..purchases };
        let earlier = Histories::of(earlier, table.len(), as_of - days, UNIT_DAYS).expect("columns of one length, and rows of the table");
        let of = Lifetime {
            histories,
            as_of,
            months,
            currency: moment.base,
            outcome: Outcome::Nobody,
            thresholds: Vec::new(),
            origin: None,
            digest,
        };
        let file = imported.and_then(|text| ModelFile::read(&text, &target, moment.base, <[FileField]>::is_empty).ok());
        let mut fitting = Fitting::new(of, earlier, days, file);
        if customers <= AT_ONCE {
            while fitting.step() == Progress::Going {}
            self.fitting.remove(&table.number);
            self.take_in(workspace, table, fitting.finish());
        } else {
            self.fitting.insert(table.number, fitting);
            self.write_lifetime(workspace, table);
        }
    }

    fn take_in(&mut self, workspace: &Workspace, table: &Table, lifetime: Lifetime) {
        self.lifetimes.insert(table.number, Rc::new(lifetime.classed()));
        self.write_lifetime(workspace, table);
    }

    /// Writes the columns of a table from what is known; empty ones where nothing is known yet.
    fn write_lifetime(&mut self, workspace: &Workspace, table: &Table) {
        let known = self.lifetimes.get(&table.number).cloned();
        let fields = lifetime_fields(workspace, table);
        for &(field, number) in &fields {
            let mut column = Column::new(table.fields()[usize::from(number)].kind.storage());
            if let Some(lifetime) = &known {
                column = lifetime.column(field, table.len(), column);
            }
            self.columns.insert((table.number, number), column);
        }
        let is_written = |field: u16| fields.iter().any(|&(_, number)| number == field);
        self.pass_on(workspace, table, is_written, &super::groups::Due::Everything);
    }
}

/// The fields of a table that fits fill, with their numbers.
pub(crate) fn lifetime_fields(workspace: &Workspace, table: &Table) -> Vec<(Field, u16)> {
    super::fields_of(workspace, table, super::Group::Lifetime)
}

/// The day as of which customers are looked at: today, or the last day of data that is older.
fn as_of(customer_of: &[u32], day: &[i32], today: i32) -> i32 {
    let bought = customer_of.iter().zip(day).filter(|&(&customer, &day)| {
        let is_known = customer != NO_CUSTOMER && day != MISSING_DAY;
        is_known && day <= today
    });
    day_of_data(bought.map(|(_, &day)| day).max().unwrap_or(today), today)
}

/// The day as of which data is looked at on whose newest day something happened: today, or that day where it is long ago.
pub(crate) fn day_of_data(newest: i32, today: i32) -> i32 {
    if today.saturating_sub(newest) > OLD_DAYS { newest } else { today }
}

#[cfg(test)]
mod tests;
