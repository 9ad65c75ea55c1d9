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
    /// Too little or wrong data for the model.
    #[error("{0}")]
    Data(String),
    /// The engine refused.
    #[error("{0}")]
    Engine(String),
}

#[derive(Serialize)]
struct Told<'a> {
    error: &'a str,
    message: String,
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
            Failure::Engine(_) => "engine",
        };
        let told = Told {
            error,
            message: self.to_string(),
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
    let failed = |error| Failure::File {
        path: path.display().to_string(),
        error,
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let declared = file.metadata().map_or(0, |about| about.len());
    let mut bytes = Vec::with_capacity(declared.min(MAX_FILE) as usize);
    if declared <= MAX_FILE {
        file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    }
    let found = declared.max(bytes.len() as u64);
    if found > MAX_FILE {
        return Err(Failure::Unreadable {
            path: path.display().to_string(),
            why: format!("the file has {found} bytes or more; the most is {MAX_FILE}"),
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
