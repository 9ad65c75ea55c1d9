//! `kith insight rfm`: recency, frequency and monetary value, of purchases or of a summary per customer.

use std::path::PathBuf;

use clap::Args;
use insight::rfm::{FrequencyRule, MISSING_AMOUNT, MISSING_DAY, PurchaseEvents, PurchaseSummaries, RfmTable};
use model::ParseContext;
use model::validate::parse_integer;
use serde::Serialize;

use super::columns::Columns;
use super::report::{Rows, tell};
use crate::failure::{BadCell, Failure};

/// RFM of a list of purchases, or of a summary per customer.
#[derive(Args)]
pub struct Rfm {
    /// A file with one row per purchase.
    #[arg(long, required_unless_present = "summary", requires_all = ["customer", "date", "amount", "as_of"])]
    events: Option<PathBuf>,
    /// A file with one row per customer.
    #[arg(long, conflicts_with = "events", requires_all = ["customer", "recency_days", "orders", "revenue"])]
    summary: Option<PathBuf>,
    /// Column of the customer.
    #[arg(long)]
    customer: Option<String>,
    /// Column of the day.
    #[arg(long)]
    date: Option<String>,
    /// Column of the amount.
    #[arg(long)]
    amount: Option<String>,
    /// Day up to which purchases count, as 2006-12-31.
    #[arg(long)]
    as_of: Option<String>,
    /// Column of the days since the last purchase.
    #[arg(long)]
    recency_days: Option<String>,
    /// Column of the number of orders.
    #[arg(long)]
    orders: Option<String>,
    /// Column of the revenue.
    #[arg(long)]
    revenue: Option<String>,
    /// Writes one row per customer to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Told {
    customers: usize,
    scored: usize,
    cuts: Cuts,
    cells: Vec<ToldCell>,
    left_out: Vec<(&'static str, u32)>,
}

#[derive(Serialize)]
struct Cuts {
    recency: Vec<f64>,
    frequency: Vec<f64>,
    monetary: Vec<f64>,
}

#[derive(Serialize)]
struct ToldCell {
    cell: &'static str,
    customers: usize,
    revenue: f64,
}

impl Rfm {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file or column is missing, cells cannot be read, or there is no customer.
    pub fn run(self) -> Result<(), Failure> {
        let (names, table, bad) = match (&self.events, &self.summary) {
            (Some(path), _) => self.events(Columns::read(path)?),
            (None, Some(path)) => self.summaries(Columns::read(path)?),
            (None, None) => Err(Failure::Unknown("name a file with --events or --summary".to_owned())),
        }?;
        if names.is_empty() {
            return Err(Failure::TooLittle("there is no customer in the file".to_owned()));
        }
        if let Some(out) = &self.out {
            per_customer(&names, &table).write(out)?;
        }
        let cuts = table.cuts.as_ref();
        let points = |of: Option<insight::rfm::CutPoints>| {
            of.map(|cuts| cuts.points().map(|point| point.to_f64()).to_vec())
                .unwrap_or_default()
        };
        let told = Told {
            customers: names.len(),
            scored: table.placement.iter().filter(|placement| placement.scores().is_some()).count(),
            cuts: Cuts {
                recency: points(cuts.map(|cuts| cuts.recency)),
                frequency: points(cuts.map(|cuts| cuts.frequency)),
                monetary: points(cuts.map(|cuts| cuts.monetary))
                    .into_iter()
                    .map(|minor| minor / 100.0)
                    .collect(),
            },
            cells: cells(&table),
            left_out: vec![
                ("no customer", table.left_out.no_customer),
                ("no day", table.left_out.no_day),
                ("in the future", table.left_out.in_future),
                ("no amount", table.left_out.no_amount),
                ("refunds", table.left_out.refunds),
            ],
        };
        tell(&told, self.json, words, bad)
    }

    fn events(&self, mut columns: Columns) -> Result<(Vec<String>, RfmTable, Vec<BadCell>), Failure> {
        let column = |name: &Option<String>| columns.column(name.as_deref().unwrap_or_default());
        let (customer, date, amount) = (column(&self.customer)?, column(&self.date)?, column(&self.amount)?);
        let as_of = columns.day("--as-of", self.as_of.as_deref().unwrap_or_default())?;
        let days = or(columns.days(date), MISSING_DAY);
        let amounts = or(columns.amounts(amount), MISSING_AMOUNT);
        let customers = columns.labels(customer);
        let events = PurchaseEvents {
            customer_of: &customers.of,
            day: &days,
            amount: &amounts,
        };
        let table = RfmTable::from_events(customers.names.len(), as_of, FrequencyRule::Orders, &[events])
            .map_err(|error| Failure::Data(error.to_string()))?;
        Ok((customers.names, table, columns.into_bad()))
    }

    fn summaries(&self, mut columns: Columns) -> Result<(Vec<String>, RfmTable, Vec<BadCell>), Failure> {
        let column = |name: &Option<String>| columns.column(name.as_deref().unwrap_or_default());
        let customer = column(&self.customer)?;
        let (recency, orders, revenue) = (column(&self.recency_days)?, column(&self.orders)?, column(&self.revenue)?);
        let recency = or(columns.values(recency, whole), MISSING_DAY);
        let orders = or(columns.values(orders, whole), 0);
        let revenue = or(columns.amounts(revenue), 0);
        let names = (0..columns.rows()).map(|row| columns.text(row, customer)).collect();
        let summaries = PurchaseSummaries {
            recency_days: &recency,
            frequency: &orders,
            monetary: &revenue,
        };
        let table = RfmTable::from_summaries(summaries).map_err(|error| Failure::Data(error.to_string()))?;
        Ok((names, table, columns.into_bad()))
    }
}

/// A whole number of the range that a measure has.
fn whole<T: TryFrom<i64>>(text: &str, context: &ParseContext) -> Result<T, String> {
    let number = parse_integer(text, context.decimal).map_err(|error| error.to_string())?;
    T::try_from(number).map_err(|_| "the number is out of range".to_owned())
}

fn cells(table: &RfmTable) -> Vec<ToldCell> {
    let totals = insight::rfm::Cell::ALL.into_iter().map(|cell| {
        let members = table
            .placement
            .iter()
            .enumerate()
            .filter(|(_, placement)| placement.cell() == Some(cell));
        let (mut customers, mut revenue) = (0, 0i64);
        for (index, _) in members {
            customers += 1;
            revenue = revenue.saturating_add(table.monetary[index]);
        }
        ToldCell {
            cell: cell.name(),
            customers,
            revenue: revenue as f64 / 100.0,
        }
    });
    totals.collect()
}

/// One row per customer: measures, scores, cell.
fn per_customer(names: &[String], table: &RfmTable) -> Rows {
    let mut rows = Rows::new(&["customer", "recency_days", "frequency", "monetary", "R", "F", "M", "rfm", "cell"]);
    for (index, name) in names.iter().enumerate() {
        let placement = &table.placement[index];
        let scores = placement.scores();
        let number = |number: Option<f64>| number.unwrap_or(f64::NAN);
        rows.text(name)
            .number(number(scores.map(|_| f64::from(table.recency_days[index]))))
            .number(f64::from(table.frequency[index]))
            .number(table.monetary[index] as f64 / 100.0)
            .number(number(scores.map(|scores| f64::from(scores.recency()))))
            .number(number(scores.map(|scores| f64::from(scores.frequency()))))
            .number(number(scores.map(|scores| f64::from(scores.monetary()))))
            .number(number(scores.map(|scores| f64::from(scores.digits()))))
            .text(placement.cell().map_or("", |cell| cell.name()))
            .end();
    }
    rows
}

fn words(told: &Told) -> String {
    let cells = told.cells.iter();
    let cells = cells.map(|cell| format!("  {:<22} {:>8} {:>16.2}\n", cell.cell, cell.customers, cell.revenue));
    format!(
        "{} customers, {} scored\n{}",
        told.customers,
        told.scored,
        cells.collect::<String>()
    )
}

/// Values with one that stands for missing.
fn or<T: Copy>(values: Vec<Option<T>>, missing: T) -> Vec<T> {
    values.into_iter().map(|value| value.unwrap_or(missing)).collect()
}
