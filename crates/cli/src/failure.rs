//! What can go wrong at the prompt, told as a person needs it or as JSON.

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

/// Reads a file whole.
///
/// # Errors
/// [`Failure::File`].
pub fn read(path: &std::path::Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::File {
        path: path.display().to_string(),
        error,
    })
}

/// Writes a file whole.
///
/// # Errors
/// [`Failure::File`].
pub fn write(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| Failure::File {
        path: path.display().to_string(),
        error,
    })
}

/// Prints one JSON object.
///
/// # Errors
/// When the value has no JSON form, which no value here does.
pub fn print_json<T: Serialize>(value: &T) -> Result<(), Failure> {
    let json = serde_json::to_string_pretty(value).map_err(|error| Failure::Data(error.to_string()))?;
    println!("{json}");
    Ok(())
}
