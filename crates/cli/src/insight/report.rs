//! How every model tells its result: one JSON object or a few lines, a file with a row per item, and what could not be read.

use std::fmt::Write as _;
use std::path::Path;

use serde::Serialize;
use serde_json::Value;

use crate::failure::{BadCell, Failure, print_json, say, write};

/// Bad cells listed in a result; all are counted.
const LISTED: usize = 1_000;

/// Prints a result, then fails over cells that could not be read: the result is that of the others.
///
/// # Errors
/// [`Failure::BadRows`]; [`Failure::File`] when nothing can be printed.
pub fn tell<T: Serialize>(told: &T, json: bool, words: impl FnOnce(&T) -> String, bad: Vec<BadCell>) -> Result<(), Failure> {
    if json {
        let mut value = serde_json::to_value(told).map_err(|error| Failure::Data(error.to_string()))?;
        if let Value::Object(object) = &mut value {
            let listed = serde_json::to_value(&bad[..bad.len().min(LISTED)]).map_err(|error| Failure::Data(error.to_string()))?;
            object.insert("unreadable".to_owned(), listed);
            object.insert("unreadable_count".to_owned(), bad.len().into());
        }
        print_json(&value)?;
    } else {
        say(&words(told))?;
    }
    refuse(bad)
}

/// Fails if there are cells that could not be read.
///
/// # Errors
/// [`Failure::BadRows`].
pub fn refuse(bad: Vec<BadCell>) -> Result<(), Failure> {
    if bad.is_empty() {
        Ok(())
    } else {
        Err(Failure::BadRows { cells: bad })
    }
}

/// Rows of a file to be written with `--out`.
pub struct Rows {
    text: String,
    in_row: bool,
}

impl Rows {
    /// Begins with the names of the columns.
    pub fn new(header: &[&str]) -> Self {
        let mut rows = Self {
            text: String::new(),
            in_row: false,
        };
        for name in header {
            rows.text(name);
        }
        rows.end();
        rows
    }

    /// Adds a cell of text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.separate();
        if text.contains([',', '"', '\n', '\r']) {
            self.text.push('"');
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(text);
        }
        self
    }

    /// Adds a number; an empty cell where it is none.
    pub fn number(&mut self, number: f64) -> &mut Self {
        self.separate();
        if number.is_finite() {
            // Writing to a string never fails.
            let _ = write!(self.text, "{number}");
        }
        self
    }

    /// Ends the row.
    pub fn end(&mut self) {
        self.text.push_str("\r\n");
        self.in_row = false;
    }

    /// Writes the file.
    ///
    /// # Errors
    /// [`Failure::File`].
    pub fn write(&self, path: &Path) -> Result<(), Failure> {
        write(path, self.text.as_bytes())
    }

    fn separate(&mut self) {
        if self.in_row {
            self.text.push(',');
        }
        self.in_row = true;
    }
}
