//! `kith insight` as it is called at the prompt: what each model prints for files of many shapes, and how it ends when it cannot.

#![allow(clippy::unwrap_used)]

mod prompt;

use std::process::Output;

use prompt::{failure, file, insight, json};
use serde_json::Value;

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

/// Purchases of 40 customers over a year, deterministic and of all sorts.
fn purchases() -> String {
    let mut text = "kunde;tag;betrag\n".to_owned();
    for customer in 0..40_u32 {
        let purchases = 1 + (customer * 7) % 6;
        for purchase in 0..purchases {
            let day = (customer % 12) * 5 + purchase * (11 + (customer * 13) % 37);
            let (month, day) = (1 + day / 28, 1 + day % 28);
            text.push_str(&format!(
                "k{customer};{day:02}.{month:02}.2024;{},50\n",
                10 + (customer * 31 + purchase * 5) % 60
            ));
        }
    }
    text
}

#[test]
fn clv_fits_predicts_and_writes_a_row_per_customer() {
    let folder = tempfile::tempdir().unwrap();
    let events = file(folder.path(), "orders.csv", &purchases());
    let out = folder.path().join("customers.csv").display().to_string();
    let columns = ["clv", "--events", &events, "--customer", "kunde", "--date", "tag"];
    let told = json(&[&columns[..], &["--amount", "betrag", "--until", "30.06.2024", "--out", &out]].concat());
    assert_eq!(told["n"], 40, "{told}");
    for parameter in ["r", "alpha", "a", "b"] {
        assert!(told["bgnbd"][parameter].as_f64().unwrap() > 0.0, "{told}");
    }
    assert!(told["bgnbd"]["log_likelihood"].as_f64().unwrap() < 0.0);
    assert!(told["gamma_gamma"]["v"].as_f64().unwrap() > 0.0);
    assert!(told["holdout"]["predicted"].as_f64().unwrap() > 0.0 && told["holdout"]["actual"].as_u64().unwrap() > 0);
    let written = std::fs::read_to_string(&out).unwrap();
    assert_eq!(written.lines().count(), 41);
    assert!(!written.contains("NaN") && written.starts_with("customer,frequency,recency,T,"));
    // In days all times are seven times as great, and the scale of the rates with them.
    let days = json(&[&columns[..], &["--unit", "day", "--until", "2024-06-30"]].concat());
    let alpha = |told: &Value| told["bgnbd"]["alpha"].as_f64().unwrap();
    assert!((alpha(&days) / alpha(&told) / 7.0 - 1.0).abs() < 0.01, "{days}");
    assert_eq!(days["gamma_gamma"], Value::Null);
}

#[test]
fn clv_says_what_is_missing_and_what_holds_instead() {
    let folder = tempfile::tempdir().unwrap();
    let columns = ["--customer", "c", "--date", "d", "--amount", "a"];
    let run = |text: &str| {
        let events = file(folder.path(), "events.csv", text);
        insight(&[&["clv", "--events", &events], &columns[..]].concat())
    };
    let error = |output: &Output| serde_json::from_slice::<Value>(&output.stderr).unwrap()["error"].clone();
    // One customer; nobody who bought again; everything returned; no day at all.
    for text in [
        "c,d,a\nx,2024-01-01,5\nx,2024-03-01,5\n",
        &(0..30).fold("c,d,a\n".to_owned(), |text, n| {
            text + &format!("k{n},2024-01-{:02},5\n", 1 + n % 20)
        }),
    ] {
        let output = run(text);
        assert_eq!((output.status.code(), error(&output)), (Some(2), "too-little-data".into()));
        let told: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((&told["bgnbd"], &told["fallback"]["method"]), (&Value::Null, &"pooled rate".into()));
        assert!(told["fallback"]["rate"].is_number());
    }
    for text in ["c,d,a\nx,2024-01-01,-5\nx,2024-03-01,-5\n", "c,d,a\nx,,5\n"] {
        assert_eq!(error(&run(text)), "too-little-data", "{text}");
    }
    for text in [
        "c,d,a\nx,2024-01-01,1e999\n",
        "c,d,a\nx,tomorrow or so,5\n",
        "c,d,a\nx,9000-01-01,5\ny,2024-01-01,3\n",
    ] {
        assert_eq!((run(text).status.code(), text.len()), (Some(2), text.len()));
    }
    assert_eq!(
        failure(&["clv", "--events", "nowhere", "--customer", "c", "--date", "d", "--horizon", "0"]).0,
        "unknown"
    );
}

#[test]
fn forecasts_are_checked_on_the_values_held_out_in_every_shape_of_file() {
    let folder = tempfile::tempdir().unwrap();
    let value = |month: usize| 100 + 2 * month + [0, 9, 4, 20][month % 4];
    let months: Vec<usize> = (0..40).collect();
    let times: Vec<String> = months
        .iter()
        .map(|month| format!("{}-{:02}", 2020 + month / 12, 1 + month % 12))
        .collect();
    // In disorder, with a row twice: time puts them in order.
    let mut rows: Vec<String> = months.iter().map(|month| format!("{},{}", times[*month], value(*month))).collect();
    rows.reverse();
    rows.push(rows[3].clone());
    let long = file(folder.path(), "long.csv", &format!("month,sold\n{}\n", rows.join("\n")));
    let arguments = ["--period", "4", "--horizon", "4"];
    let told = json(&[&["forecast", "--file", &long, "--value", "sold", "--time", "month"], &arguments[..]].concat());
    let series = &told["series"][0];
    assert_eq!(
        (&series["series"], &series["n"], &told["n_series"]),
        (&"sold".into(), &40.into(), &1.into())
    );
    let actual: Vec<_> = series["forecasts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| point["actual"].as_f64().unwrap())
        .collect();
    assert_eq!(actual, [36, 37, 38, 39].map(|month| value(month) as f64));
    assert!(
        told["mean"]["smape"].as_f64().unwrap() < 2.0 && told["smape"] == told["mean"]["smape"],
        "{told}"
    );
    let point = &series["forecasts"][0];
    let number = |value: &Value| value.as_f64().unwrap();
    assert!(number(&point["interval"][0]) < number(&point["forecast"]) && number(&point["forecast"]) < number(&point["interval"][1]));
    // The same series in cells of a row, in columns of a row, and beside one that is too short.
    let list = months.iter().map(|month| value(*month).to_string()).collect::<Vec<_>>();
    let cells = file(
        folder.path(),
        "cells.csv",
        &format!("id;before;after\nA;{};{}\nB;1 2;3\n", list[..36].join(" "), list[36..].join(" ")),
    );
    let wide = json(
        &[
            &["forecast", "--file", &cells, "--series", "id", "--value", "before,after"],
            &arguments[..],
        ]
        .concat(),
    );
    assert_eq!((&wide["series"][0]["smape"], &wide["forecast"]), (&told["smape"], &1.into()));
    assert_eq!(wide["series"][1]["reason"], "the series has 3 values; a horizon of 4 needs more");
    let names: Vec<String> = months.iter().map(|month| format!("m{month}")).collect();
    let columns = file(folder.path(), "columns.csv", &format!("{}\n{}\n", names.join(","), list.join(",")));
    let wide = json(&[&["forecast", "--file", &columns, "--value", &names.join(",")], &arguments[..]].concat());
    assert_eq!(wide["smape"], told["smape"]);
    for method in ["ets", "theta", "naive"] {
        let other = json(
            &[
                &["forecast", "--file", &columns, "--value", &names.join(","), "--method", method],
                &arguments[..],
            ]
            .concat(),
        );
        assert!(other["smape"].as_f64().unwrap() < 10.0);
    }
}

#[test]
fn series_that_cannot_be_forecast_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let run = |text: &str, extra: &[&str]| {
        let path = file(folder.path(), "series.csv", text);
        failure(&[&["forecast", "--file", &path, "--value", "v", "--period", "12"], extra].concat())
    };
    assert_eq!(run("v\n1\n2\n3\n", &["--horizon", "3"]).0, "too-little-data");
    assert_eq!(run("v\n\n\n", &["--horizon", "3"]).0, "too-little-data");
    assert_eq!(run("v\n1\n2\n", &["--horizon", "0"]).0, "unknown");
    assert_eq!(run("v\n1\nmuch\n3\n4\n", &["--horizon", "1"]).0, "bad-rows");
    let twice = run("t,v\n1,1\n2,2\n2,3\n", &["--time", "t", "--horizon", "1"]);
    assert!(
        twice.0 == "too-little-data" && twice.1.contains("two values for one time"),
        "{}",
        twice.1
    );
}
