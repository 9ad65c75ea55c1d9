//! `kith insight` as it is called at the prompt.

#[path = "../call/mod.rs"]
mod call;

use std::process::Output;

pub use call::file;
use serde_json::Value;

fn asked<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["insight"], arguments, &["--json"]].concat()
}

pub fn insight(arguments: &[&str]) -> Output {
    call::kith(&asked(arguments))
}

pub fn json(arguments: &[&str]) -> Value {
    call::json(&asked(arguments))
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
