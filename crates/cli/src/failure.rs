//! What can go wrong at the prompt, told as a person needs it or as JSON.

use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use interchange::limits::MAX_FILE;
use serde::Serialize;

/// Why a command did nothing. Printed with exit code 2.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file cannot be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file.
        path: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is no table, or no back-up.
    #[error("{path}: {why}")]
    Unreadable {
        /// The file.
        path: String,
        /// Why.
        why: String,
    },
    /// There is no column of that name.
    #[error("there is no column “{column}”; the file has {}", .found.join(", "))]
    NoColumn {
        /// The column asked for.
        column: String,
        /// The columns there are.
        found: Vec<String>,
    },
    /// A field, object or rule that does not exist.
    #[error("{0}")]
    Unknown(String),
    /// Data that the model cannot use.
    #[error("{0}")]
    Data(String),
    /// Too little data for the model.
    #[error("{0}")]
    TooLittle(String),
    /// Cells that cannot be read; whatever was printed is computed on the others.
    #[error("{}", tell_bad(.cells))]
    BadRows {
        /// The cells, in the order of their lines; at least one.
        cells: Vec<BadCell>,
    },
    /// The engine refused.
    #[error("{0}")]
    Engine(String),
}

/// A cell that cannot be read as what its column holds.
#[derive(Serialize, Clone, Debug)]
pub struct BadCell {
    /// Line of the file, from 1.
    pub line: u32,
    /// Name of the column.
    pub column: String,
    /// What stands in it.
    pub text: String,
    /// Why it cannot be read.
    pub problem: String,
}

#[derive(Serialize)]
struct Told<'a> {
    error: &'a str,
    message: String,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    rows: &'a [BadCell],
}

/// Bad cells told with an error; the message counts all.
const TOLD: usize = 100;

fn tell_bad(cells: &[BadCell]) -> String {
    let first = cells.first().map_or_else(String::new, |cell| {
        format!(
            ", first “{}” in column “{}” on line {}: {}",
            cell.text, cell.column, cell.line, cell.problem
        )
    });
    let cells = cells.len();
    format!("{cells} cell{} cannot be read{first}", if cells == 1 { "" } else { "s" })
}

impl Failure {
    /// Prints to standard error: one JSON object, whose message reads as a sentence.
    pub fn tell(&self) {
        let error = match self {
            Failure::File { .. } => "file",
            Failure::Unreadable { .. } => "unreadable",
            Failure::NoColumn { .. } => "no-column",
            Failure::Unknown(_) => "unknown",
            Failure::Data(_) => "data",
            Failure::TooLittle(_) => "too-little-data",
            Failure::BadRows { .. } => "bad-rows",
            Failure::Engine(_) => "engine",
        };
        let told = Told {
            error,
            message: self.to_string(),
            rows: match self {
                Failure::BadRows { cells } => &cells[..cells.len().min(TOLD)],
                _ => &[],
            },
        };
        match serde_json::to_string(&told) {
            Ok(json) => eprintln!("{json}"),
            Err(_) => eprintln!("{self}"),
        }
    }
}

/// Reads a file whole. Not more of it than any file of ours may have, so that an endless one ends.
///
/// # Errors
/// [`Failure::File`]; [`Failure::Unreadable`] beyond [`MAX_FILE`].
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    read_at_most(path, MAX_FILE)
}

/// As [`read`], with a limit of its own: back-ups with files are larger than what is imported.
///
/// # Errors
/// As [`read`].
pub fn read_at_most(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::File {
        path: path.display().to_string(),
        error,
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let declared = file.metadata().map_or(0, |about| about.len());
    let mut bytes = Vec::with_capacity(declared.min(most) as usize);
    if declared <= most {
        file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    let found = declared.max(bytes.len() as u64);
    if found > most {
        return Err(Failure::Unreadable {
            path: path.display().to_string(),
            why: format!("the file has {found} bytes or more; the most is {most}"),
        });
    }
    Ok(bytes)
}

/// Writes a file whole.
///
/// # Errors
/// [`Failure::File`].
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::File {
        path: path.display().to_string(),
        error,
    })
}

/// Prints text to standard output. That nobody reads it to its end is no failure.
///
/// # Errors
/// [`Failure::File`].
pub fn say(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::File {
            path: "standard output".to_owned(),
            error,
        }),
        _ => Ok(()),
    }
}

/// Prints one JSON object.
///
/// # Errors
/// When the value has no JSON form, which no value here does.
pub fn print_json<T: Serialize>(value: &T) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(value).map_err(|error| Failure::Data(error.to_string()))?;
    say(&format!("{json}\n"))
}
