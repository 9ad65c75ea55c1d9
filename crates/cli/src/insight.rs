//! `kith insight`: models on any file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use insight::rfm::{FrequencyRule, PurchaseEvents, PurchaseSummaries, RfmTable};
use interchange::decode::NativeDecoder;
use interchange::table::{LoadOptions, Loading, Sheet};
use model::validate::{parse_date, parse_integer, parse_money};
use model::{Currency, ParseContext};
use serde::Serialize;

use crate::failure::{Failure, print_json, read, say, write};

/// Computes models on a file.
#[derive(Subcommand)]
pub enum Insight {
    /// Recency, frequency and monetary scores by quintiles, and named cells.
    Rfm(Rfm),
}

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
    unreadable: Vec<Unreadable>,
    unreadable_count: usize,
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

#[derive(Serialize, Clone)]
struct Unreadable {
    line: u32,
    column: String,
    text: String,
    problem: String,
}

/// Rows of a file by column, with what could not be read.
struct Columns {
    sheet: Sheet,
    context: ParseContext,
    unreadable: Vec<Unreadable>,
}

/// Amounts are kept in hundredths.
const CURRENCY: Currency = Currency::EUR;

impl Insight {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file or column is missing, or there is nothing to compute on.
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Insight::Rfm(rfm) => rfm.run(),
        }
    }
}

impl Columns {
    fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = read(path)?;
        let unreadable = |why: String| Failure::Unreadable {
            path: path.display().to_string(),
            why,
        };
        let options = LoadOptions {
            name: path.display().to_string(),
            size: Some(bytes.len() as u64),
            ..LoadOptions::default()
        };
        let mut loading = Loading::new(options).map_err(|error| unreadable(error.to_string()))?;
        loading.set_legacy(Box::new(NativeDecoder::default()));
        loading.push(&bytes).map_err(|error| unreadable(error.to_string()))?;
        loading.end_of_input().map_err(|error| unreadable(error.to_string()))?;
        while !loading.step(1 << 20).map_err(|error| unreadable(error.to_string()))?.done {}
        let sheet = loading.finish().map_err(|error| unreadable(error.to_string()))?;
        let context = ParseContext {
            date_order: sheet.dialect.date_order,
            decimal: sheet.dialect.decimal,
            currency: CURRENCY,
            ..ParseContext::default()
        };
        Ok(Self {
            sheet,
            context,
            unreadable: Vec::new(),
        })
    }

    fn column(&self, name: Option<&String>) -> Result<usize, Failure> {
        let name = name.ok_or_else(|| Failure::Unknown("a column is missing".to_owned()))?;
        let found = self
            .sheet
            .columns
            .iter()
            .position(|column| column.header == *name || column.name == *name);
        found.ok_or_else(|| Failure::NoColumn {
            column: name.clone(),
            found: self.sheet.columns.iter().map(|column| column.name.clone()).collect(),
        })
    }

    /// Reads a column; empty cells and those that cannot be read give `missing`, the latter with a problem.
    fn values<T: Clone, E: std::fmt::Display>(
        &mut self,
        column: usize,
        missing: &T,
        parse: impl Fn(&str, &ParseContext) -> Result<T, E>,
    ) -> Vec<T> {
        let mut values = Vec::with_capacity(self.sheet.rows() as usize);
        for row in 0..self.sheet.rows() {
            let cell = self.sheet.cell(row, column);
            let text = cell.trim();
            if text.is_empty() {
                values.push(missing.clone());
                continue;
            }
            match parse(text, &self.context) {
                Ok(value) => values.push(value),
                Err(error) => {
                    let column = self.sheet.columns[column].name.clone();
                    self.unreadable.push(Unreadable {
                        line: self.sheet.line(row),
                        column,
                        text: text.to_owned(),
                        problem: error.to_string(),
                    });
                    values.push(missing.clone());
                }
            }
        }
        values
    }

    /// Reads a column of amounts in hundredths. All are of one currency: that of most of them, where they name one.
    fn amounts(&mut self, column: usize, missing: i64) -> Vec<i64> {
        let currency = self.sheet.columns[column].currency.unwrap_or(CURRENCY);
        self.values(column, &missing, |text, context| {
            let money = parse_money(text, context.decimal, currency).map_err(|error| error.to_string())?;
            if money.currency != currency {
                return Err(format!("the other amounts are {currency}"));
            }
            let hundredths = i128::from(money.minor) * 100 / i128::from(currency.minor_per_major());
            i64::try_from(hundredths).map_err(|_| "the amount is too great".to_owned())
        })
    }

    fn names(&self, column: usize) -> Vec<String> {
        (0..self.sheet.rows())
            .map(|row| self.sheet.cell(row, column).trim().to_owned())
            .collect()
    }
}

impl Rfm {
    fn run(self) -> Result<(), Failure> {
        let (names, table, unreadable) = if self.summary.is_some() {
            self.summaries()?
        } else {
            self.events()?
        };
        if names.is_empty() {
            return Err(Failure::Data("there is no customer in the file".to_owned()));
        }
        if let Some(out) = &self.out {
            write(out, per_customer(&names, &table).as_bytes())?;
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
            unreadable_count: unreadable.len(),
            unreadable: unreadable.into_iter().take(1_000).collect(),
        };
        if self.json {
            return print_json(&told);
        }
        let cells = told.cells.iter();
        let cells = cells.map(|cell| format!("  {:<22} {:>8} {:>16.2}\n", cell.cell, cell.customers, cell.revenue));
        say(&format!(
            "{} customers, {} scored\n{}",
            told.customers,
            told.scored,
            cells.collect::<String>()
        ))
    }

    fn events(&self) -> Result<(Vec<String>, RfmTable, Vec<Unreadable>), Failure> {
        let path = self
            .events
            .as_ref()
            .ok_or_else(|| Failure::Unknown("name a file with --events or --summary".to_owned()))?;
        let mut columns = Columns::read(path)?;
        let (customer, date, amount) = (
            columns.column(self.customer.as_ref())?,
            columns.column(self.date.as_ref())?,
            columns.column(self.amount.as_ref())?,
        );
        let as_of = self.as_of.as_deref().unwrap_or_default();
        let as_of = parse_date(as_of, &columns.context).map_err(|error| Failure::Unknown(format!("--as-of {as_of}: {error}")))?;
        let days = columns.values(date, &insight::rfm::MISSING_DAY, parse_date);
        let amounts = columns.amounts(amount, insight::rfm::MISSING_AMOUNT);
        let (names, customer_of) = numbered(columns.names(customer));
        let events = PurchaseEvents {
            customer_of: &customer_of,
            day: &days,
            amount: &amounts,
        };
        let table = RfmTable::from_events(names.len(), as_of, FrequencyRule::Orders, &[events])
            .map_err(|error| Failure::Data(error.to_string()))?;
        Ok((names, table, columns.unreadable))
    }

    fn summaries(&self) -> Result<(Vec<String>, RfmTable, Vec<Unreadable>), Failure> {
        let path = self
            .summary
            .as_ref()
            .ok_or_else(|| Failure::Unknown("name a file with --events or --summary".to_owned()))?;
        let mut columns = Columns::read(path)?;
        let customer = columns.column(self.customer.as_ref())?;
        let (recency, orders, revenue) = (
            columns.column(self.recency_days.as_ref())?,
            columns.column(self.orders.as_ref())?,
            columns.column(self.revenue.as_ref())?,
        );
        let recency = columns.values(recency, &insight::rfm::MISSING_DAY, whole);
        let orders = columns.values(orders, &0, whole);
        let revenue = columns.amounts(revenue, 0);
        let names = columns.names(customer);
        let summaries = PurchaseSummaries {
            recency_days: &recency,
            frequency: &orders,
            monetary: &revenue,
        };
        let table = RfmTable::from_summaries(summaries).map_err(|error| Failure::Data(error.to_string()))?;
        Ok((names, table, columns.unreadable))
    }
}

/// A whole number of the range that a measure has.
fn whole<T: TryFrom<i64>>(text: &str, context: &ParseContext) -> Result<T, String> {
    let number = parse_integer(text, context.decimal).map_err(|error| error.to_string())?;
    T::try_from(number).map_err(|_| "the number is out of range".to_owned())
}

/// Customers in the order in which they first appear, and the number of each row's.
fn numbered(names: Vec<String>) -> (Vec<String>, Vec<u32>) {
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut order = Vec::new();
    let mut of = Vec::with_capacity(names.len());
    for name in names {
        if name.is_empty() {
            of.push(insight::rfm::NO_CUSTOMER);
            continue;
        }
        let next = order.len() as u32;
        let number = *numbers.entry(name.clone()).or_insert_with(|| {
            order.push(name);
            next
        });
        of.push(number);
    }
    (order, of)
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
fn per_customer(names: &[String], table: &RfmTable) -> String {
    let mut out = "customer,recency_days,frequency,monetary,R,F,M,rfm,cell\r\n".to_owned();
    for (index, name) in names.iter().enumerate() {
        let quoted = if name.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", name.replace('"', "\"\""))
        } else {
            name.clone()
        };
        let money = table.monetary[index] as f64 / 100.0;
        let line = match (table.placement[index].scores(), table.placement[index].cell()) {
            (Some(scores), Some(cell)) => format!(
                "{quoted},{},{},{money},{},{},{},{},{}\r\n",
                table.recency_days[index],
                table.frequency[index],
                scores.recency(),
                scores.frequency(),
                scores.monetary(),
                scores.digits(),
                cell.name()
            ),
            _ => format!("{quoted},,{},{money},,,,,\r\n", table.frequency[index]),
        };
        out.push_str(&line);
    }
    out
}
