//! Columns of a file as numbers, days, amounts and labels, each cell read as the importer reads it.
//!
//! An empty cell is missing and no mistake. A cell that holds something else than its column is missing too, and kept as a [`BadCell`]
//! with its line: the model runs on the rest, and the command then ends with what was wrong.

use std::collections::HashMap;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use interchange::decode::NativeDecoder;
use interchange::table::{LoadOptions, Loading, Sheet};
use model::validate::{DecimalStyle, parse_date, parse_money, parse_number, parse_percent};
use model::{Currency, ParseContext};

use crate::failure::{BadCell, Failure, read};

/// A file, and the cells of it that could not be read.
pub struct Columns {
    sheet: Sheet,
    context: ParseContext,
    bad: Vec<BadCell>,
}

/// A column of labels: each different text once, in the order in which they first appear, and the number of each row's.
pub struct Labels {
    /// The different texts.
    pub names: Vec<String>,
    /// The place in `names` per row; [`Labels::NONE`] where the cell is empty.
    pub of: Vec<u32>,
}

/// The currency of amounts that name none.
const CURRENCY: Currency = Currency::EUR;

/// Words that files write where there is no value.
const MISSING: [&str; 6] = ["na", "n/a", "#n/a", "nan", "null", "none"];

impl Labels {
    /// Stands for an empty cell.
    pub const NONE: u32 = u32::MAX;

    /// Numbers texts in the order in which they first appear.
    pub fn of(texts: impl Iterator<Item = String>) -> Self {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut names = Vec::new();
        let of = texts
            .map(|text| {
                if text.is_empty() {
                    return Self::NONE;
                }
                if let Some(number) = numbers.get(&text) {
                    return *number;
                }
                let next = names.len() as u32;
                names.push(text.clone());
                numbers.insert(text, next);
                next
            })
            .collect();
        Self { names, of }
    }
}

impl Columns {
    /// Reads a file, and finds out its delimiter, encoding, decimal mark and order of dates.
    ///
    /// # Errors
    /// [`Failure::File`], and [`Failure::Unreadable`] when it is no table.
    pub fn read(path: &Path) -> Result<Self, Failure> {
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
            today: today(),
            ..ParseContext::default()
        };
        Ok(Self {
            sheet,
            context,
            bad: Vec::new(),
        })
    }

    /// Number of data rows.
    pub fn rows(&self) -> usize {
        self.sheet.rows() as usize
    }

    /// Line of the file of a data row, from 1.
    pub fn line(&self, row: usize) -> u32 {
        self.sheet.line(row as u32)
    }

    /// Names of all columns.
    pub fn names(&self) -> Vec<String> {
        self.sheet.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// The place of a column by its name as it stands, or without regard to case where no name is the same.
    ///
    /// # Errors
    /// [`Failure::NoColumn`].
    pub fn column(&self, name: &str) -> Result<usize, Failure> {
        let columns = self.sheet.columns.iter();
        let exact = columns.clone().position(|column| column.header == name || column.name == name);
        let wanted = name.trim().to_lowercase();
        let alike = || columns.clone().position(|column| column.header.trim().to_lowercase() == wanted);
        exact.or_else(alike).ok_or_else(|| Failure::NoColumn {
            column: name.to_owned(),
            found: self.names(),
        })
    }

    /// The places of columns named with commas between them. A name that holds a comma itself is found whole.
    ///
    /// # Errors
    /// [`Failure::NoColumn`].
    pub fn columns(&self, names: &str) -> Result<Vec<usize>, Failure> {
        if let Ok(column) = self.column(names) {
            return Ok(vec![column]);
        }
        names.split(',').map(|name| self.column(name.trim())).collect()
    }

    /// The trimmed text of a cell.
    pub fn text(&self, row: usize, column: usize) -> String {
        self.sheet.cell(row as u32, column).trim().to_owned()
    }

    /// A column of finite numbers: plain, in scientific notation, in percent, or as amounts of money in whole units.
    pub fn numbers(&mut self, column: usize) -> Vec<Option<f64>> {
        self.values(column, |text, context| number(text, context.decimal))
    }

    /// A column of days since 1970-01-01.
    pub fn days(&mut self, column: usize) -> Vec<Option<i32>> {
        self.values(column, |text, context| parse_date(text, context).map_err(|error| error.to_string()))
    }

    /// A column of amounts in hundredths. All are of one currency: that of most of them, where they name one.
    pub fn amounts(&mut self, column: usize) -> Vec<Option<i64>> {
        let currency = self.sheet.columns[column].currency.unwrap_or(CURRENCY);
        self.values(column, |text, context| {
            let money = parse_money(text, context.decimal, currency).map_err(|error| error.to_string())?;
            if money.currency != currency {
                return Err(format!("the other amounts are {currency}"));
            }
            let hundredths = i128::from(money.minor) * 100 / i128::from(currency.minor_per_major());
            i64::try_from(hundredths).map_err(|_| "the amount is too great".to_owned())
        })
    }

    /// A column of labels.
    pub fn labels(&self, column: usize) -> Labels {
        Labels::of((0..self.rows()).map(|row| self.text(row, column)))
    }

    /// Reads every cell of a column. Empty cells and words for nothing are `None`; so are cells that cannot be read, which are kept.
    pub fn values<T>(&mut self, column: usize, parse: impl Fn(&str, &ParseContext) -> Result<T, String>) -> Vec<Option<T>> {
        let about = &self.sheet.columns[column];
        let context = self.context_of(column);
        let mut values = Vec::with_capacity(self.rows());
        for row in 0..self.sheet.rows() {
            let cell = self.sheet.cell(row, column);
            let text = cell.trim();
            if text.is_empty() {
                values.push(None);
                continue;
            }
            let value = parse(text, &context);
            if let Err(problem) = &value
                && !MISSING.contains(&text.to_lowercase().as_str())
            {
                self.bad.push(BadCell {
                    line: self.sheet.line(row),
                    column: about.name.clone(),
                    text: text.to_owned(),
                    problem: problem.clone(),
                });
            }
            values.push(value.ok());
        }
        values
    }

    /// Numbers of a column that may be none of numbers: nothing is kept as wrong, and cells that are no number are counted.
    pub fn tried_numbers(&self, column: usize) -> (Vec<Option<f64>>, usize) {
        self.tried(column, |text, context| number(text, context.decimal).ok())
    }

    /// Days since 1970-01-01 of a column that may be none of days.
    pub fn tried_days(&self, column: usize) -> (Vec<Option<f64>>, usize) {
        self.tried(column, |text, context| parse_date(text, context).ok().map(f64::from))
    }

    fn tried(&self, column: usize, parse: impl Fn(&str, &ParseContext) -> Option<f64>) -> (Vec<Option<f64>>, usize) {
        let context = self.context_of(column);
        let mut unreadable = 0;
        let values = (0..self.sheet.rows()).map(|row| {
            let cell = self.sheet.cell(row, column);
            let text = cell.trim();
            // “?”, “-” and the like stand for nothing.
            let is_mark = !text.chars().any(char::is_alphanumeric);
            if is_mark || MISSING.contains(&text.to_lowercase().as_str()) {
                return None;
            }
            let value = parse(text, &context);
            unreadable += usize::from(value.is_none());
            value
        });
        (values.collect(), unreadable)
    }

    /// How the cells of a column are written.
    pub fn context_of(&self, column: usize) -> ParseContext {
        let about = &self.sheet.columns[column];
        ParseContext {
            decimal: about.decimal.unwrap_or(self.context.decimal),
            date_order: about.date_order.unwrap_or(self.context.date_order),
            ..self.context.clone()
        }
    }

    /// Notes a cell that can be read and means nothing to the model.
    pub fn refuse(&mut self, row: usize, column: usize, problem: &str) {
        self.bad.push(BadCell {
            line: self.line(row),
            column: self.sheet.columns[column].name.clone(),
            text: self.text(row, column),
            problem: problem.to_owned(),
        });
    }

    /// A day given as an argument, read as the days of the file.
    ///
    /// # Errors
    /// [`Failure::Unknown`].
    pub fn day(&self, argument: &str, text: &str) -> Result<i32, Failure> {
        parse_date(text, &self.context).map_err(|error| Failure::Unknown(format!("{argument} {text}: {error}")))
    }

    /// The cells that could not be read, in the order of their lines.
    pub fn into_bad(self) -> Vec<BadCell> {
        let mut bad = self.bad;
        bad.sort_by_key(|cell| cell.line);
        bad
    }
}

/// A finite number, however files write one.
///
/// # Errors
/// Why it is none, in words.
pub fn number(text: &str, decimal: DecimalStyle) -> Result<f64, String> {
    let plain = parse_number(text, decimal).map_err(|error| error.to_string());
    if plain.is_ok() {
        return plain;
    }
    let is_scientific = text.bytes().any(|byte| matches!(byte, b'e' | b'E')) && text.bytes().any(|byte| byte.is_ascii_digit());
    if is_scientific && let Ok(number) = text.replace(',', ".").parse::<f64>() {
        return if number.is_finite() { Ok(number) } else { plain };
    }
    if let Ok(share) = parse_percent(text, decimal) {
        return Ok(share);
    }
    parse_money(text, decimal, CURRENCY).map_or(plain, |money| Ok(money.to_f64()))
}

/// Today, for two-digit years; days since 1970-01-01.
pub fn today() -> i32 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i32::try_from(since.as_secs() / 86_400).unwrap_or_default()
}
