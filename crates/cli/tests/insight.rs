//! `kith insight` as it is called at the prompt: what each model prints for files of many shapes, and how it ends when it cannot.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn insight(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kith"));
    command.arg("insight").args(arguments).arg("--json").output().unwrap()
}

fn json(arguments: &[&str]) -> Value {
    let output = insight(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a command that must fail says: the kind of error and its sentence.
fn failure(arguments: &[&str]) -> (String, String) {
    let output = insight(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    let told: Value = serde_json::from_slice(&output.stderr).unwrap();
    (
        told["error"].as_str().unwrap().to_owned(),
        told["message"].as_str().unwrap().to_owned(),
    )
}

fn file(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn nps_is_told_for_all_by_group_and_by_month() {
    let folder = tempfile::tempdir().unwrap();
    let answers = file(
        folder.path(),
        "answers.csv",
        "Antwort;Team;Am\n10;A;31.01.2026\n9;A;01.02.2026\n;B;02.02.2026\n3;B;03.02.2026\n8;B;04.02.2026\n",
    );
    let told = json(&["nps", "--file", &answers, "--score", "antwort", "--by", "Team", "--date", "Am"]);
    assert_eq!(
        (&told["nps"], &told["n"], &told["unanswered"]),
        (&25.0.into(), &4.into(), &1.into())
    );
    assert_eq!(
        (&told["promoters"], &told["passives"], &told["detractors"]),
        (&2.into(), &1.into(), &1.into())
    );
    assert_eq!((&told["by"][0]["value"], &told["by"][0]["nps"]), (&"A".into(), &100.0.into()));
    assert_eq!(
        (&told["by_month"][1]["value"], &told["by_month"][1]["nps"]),
        (&"2026-02".into(), &0.0.into())
    );
}

#[test]
fn answers_off_the_scale_are_told_by_line_and_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let answers = file(folder.path(), "answers.csv", "score\n10\n11\nmany\n2\n");
    let output = insight(&["nps", "--file", &answers, "--score", "score"]);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &told["n"]), (Some(2), &2.into()));
    let lines: Vec<_> = told["unreadable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|cell| cell["line"].clone())
        .collect();
    assert_eq!(lines, [3, 4]);
    let nobody = file(folder.path(), "nobody.csv", "score\n\n\n");
    assert_eq!(failure(&["nps", "--file", &nobody, "--score", "score"]).0, "too-little-data");
    assert_eq!(failure(&["nps", "--file", &answers, "--score", "grade"]).0, "no-column");
}

#[test]
fn groups_are_compared_with_their_control() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "arm,bought,spent\n".to_owned();
    for person in 0..150 {
        let (arm, bought) = if person < 70 {
            ("mail", person < 56)
        } else {
            ("none", person < 70 + 48)
        };
        text.push_str(&format!("{arm},{},{}.5\n", if bought { "yes" } else { "no" }, person % 7));
    }
    let people = file(folder.path(), "people.csv", &text);
    let told = json(&[
        "abtest",
        "--file",
        &people,
        "--group",
        "arm",
        "--outcome",
        "bought,spent",
        "--control",
        "none",
    ]);
    let (control, mail) = (&told["groups"][0], &told["groups"][1]);
    assert_eq!(
        (&control["group"], &control["rate"], &control["n"]),
        (&"none".into(), &0.6.into(), &80.into())
    );
    assert_eq!(
        (&mail["rate"], &told["measure"], control.get("p_value")),
        (&0.8.into(), &"proportion".into(), None)
    );
    let number = |value: &Value| value.as_f64().unwrap();
    assert!((number(&mail["difference"]) - 0.2).abs() < 1e-12 && (number(&mail["p_value"]) - 0.008_045_081).abs() < 1e-8);
    assert!((number(&mail["interval"][0]) - 0.052_431_472).abs() < 1e-8, "{mail}");
    let means = &told["outcomes"][1];
    assert_eq!((&means["outcome"], &means["measure"]), (&"spent".into(), &"mean".into()));
    assert!(number(&means["groups"][1]["p_adjusted"]) >= number(&means["groups"][1]["p_value"]));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let people = file(folder.path(), "people.csv", "arm,spent\na,3\na,3\nb,3\nb,3\n");
    let compared = |group: &str, outcome: &str, control: &str| {
        failure(&[
            "abtest",
            "--file",
            &people,
            "--group",
            group,
            "--outcome",
            outcome,
            "--control",
            control,
        ])
    };
    assert_eq!(compared("arm", "spent", "c").0, "unknown");
    assert_eq!(compared("arm", "spent", "a").0, "too-little-data");
    assert_eq!(compared("spent", "arm", "3").0, "too-little-data");
    assert_eq!(compared("arm", "cost", "a").0, "no-column");
    assert_eq!(
        failure(&[
            "abtest",
            "--file",
            "nowhere.csv",
            "--group",
            "a",
            "--outcome",
            "b",
            "--control",
            "c"
        ])
        .0,
        "file"
    );
}
