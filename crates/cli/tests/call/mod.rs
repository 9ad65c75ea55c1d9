//! `kith` as it is called at the prompt.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

pub fn kith(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_kith")).args(arguments).output().unwrap()
}

/// The JSON that a command prints that must not fail.
pub fn json(arguments: &[&str]) -> Value {
    let output = kith(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Writes a file and gives its path.
pub fn file(folder: &Path, name: &str, contents: &(impl AsRef<[u8]> + ?Sized)) -> String {
    let path = folder.join(name);
    std::fs::write(&path, contents).unwrap();
    path.display().to_string()
}
