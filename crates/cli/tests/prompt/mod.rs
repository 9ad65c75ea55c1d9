//! `kith insight` as it is called at the prompt.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

pub fn insight(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
    command.arg("insight").args(arguments).arg("--json").output().unwrap()
}

pub fn json(arguments: &[&str]) -> Value {
    let output = insight(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a command that must fail says: the kind of error and its sentence.
pub fn failure(arguments: &[&str]) -> (String, String) {
    let output = insight(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    let told: Value = serde_json::from_slice(&output.stderr).unwrap();
    (
        told["error"].as_str().unwrap().to_owned(),
        told["message"].as_str().unwrap().to_owned(),
    )
}

pub fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}
