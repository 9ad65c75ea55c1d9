//! `accuracy --data FOLDER`: what the models compute on public data, beside the published or independently computed figures.
//!
//! Every check calls the command line as a person would and takes one figure out of what it prints. The data are not part of the
//! project; a set that is not in the folder is said to be missing, and is no failure of the models.

mod checks;
mod measure;

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use self::checks::CHECKS;
use crate::project::{Project, finish, say};

/// One figure that must be reached.
pub struct Check {
    /// What is looked at.
    pub name: &'static str,
    /// The folder of the data, below the one given.
    pub set: &'static str,
    /// Arguments of `kith insight`. `@file` is a file of the data, `%file` one in a scratch folder.
    pub arguments: &'static [&'static str],
    /// The figure, of what the command prints.
    pub figure: Figure,
    /// What it is compared with.
    pub reference: f64,
    /// When it is reached.
    pub must: Must,
}

/// Where a figure is found.
pub enum Figure {
    /// At this path of the JSON object, as `bgnbd.r` or `groups.0.rate`.
    At(&'static str),
    /// What a function makes of the object, the folder of the data and the scratch folder.
    Of(fn(&Value, &Path, &Path) -> Result<f64>),
}

/// When a figure is reached.
pub enum Must {
    /// Not below the reference.
    AtLeast,
    /// Not above it.
    AtMost,
    /// Within this share of it.
    Within(f64),
    /// Equal when both are rounded to so many places.
    Rounded(i32),
}

impl Must {
    fn holds(&self, ours: f64, reference: f64) -> bool {
        match self {
            Must::AtLeast => ours >= reference,
            Must::AtMost => ours <= reference,
            Must::Within(share) => (ours - reference).abs() <= share * reference.abs(),
            Must::Rounded(places) => {
                let scale = 10f64.powi(*places);
                (ours * scale).round() == (reference * scale).round()
            }
        }
    }

    fn words(&self) -> String {
        match self {
            Must::AtLeast => "at least".to_owned(),
            Must::AtMost => "at most".to_owned(),
            Must::Within(share) => format!("± {} %", share * 100.0),
            Must::Rounded(0) => "equal".to_owned(),
            Must::Rounded(places) => format!("{places} places"),
        }
    }
}

/// Runs all checks, prints the table, and fails if one falls short.
pub fn run(project: &Project, data: Option<&str>) -> Result<()> {
    let Some(data) = data.filter(|data| !data.is_empty()) else {
        bail!("say where the reference data are: make accuracy DATA=folder, with one folder per set in it (cdnow, rfm_r, ts_m3, …)");
    };
    let data = project.root.join(data);
    if !data.is_dir() {
        bail!("there is no folder {}", data.display());
    }
    say("command line, release build");
    let mut build = project.command("cargo");
    build.args(["build", "--quiet", "--locked", "--release", "--package", "cli"]);
    // The checks do not wait for the last per cent of speed.
    finish(
        build
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    )?;
    let kith = project.target.join("release/kith");
    let scratch = project.work.join("accuracy");
    std::fs::create_dir_all(&scratch).with_context(|| format!("cannot create {}", scratch.display()))?;
    println!("{:<44}{:>14}{:>14}  {:<10} result", "check", "ours", "reference", "tolerance");
    let (mut short, mut missing) = (0, 0);
    let mut last: Option<(&[&str], Result<Value>)> = None;
    for check in &CHECKS {
        let line = |ours: &str, result: &str| {
            println!(
                "{:<44}{ours:>14}{:>14}  {:<10} {result}",
                check.name,
                shown(check.reference),
                check.must.words()
            );
        };
        let folder = data.join(check.set);
        if !folder.is_dir() {
            missing += 1;
            line("–", &format!("no data: {}", folder.display()));
            continue;
        }
        // Neighbours often take several figures out of one run.
        if last.as_ref().is_none_or(|(arguments, _)| *arguments != check.arguments) {
            last = Some((check.arguments, insight(&kith, check.arguments, &folder, &scratch)));
        }
        let found = match last.as_ref().map(|(_, told)| told) {
            Some(Ok(told)) => figure(&check.figure, told, &folder, &scratch),
            Some(Err(error)) => Err(anyhow::anyhow!("{error:#}")),
            None => continue,
        };
        match found {
            Ok(ours) if check.must.holds(ours, check.reference) => line(&shown(ours), "ok"),
            Ok(ours) => {
                short += 1;
                line(&shown(ours), "short");
            }
            Err(error) => {
                short += 1;
                line("–", &format!("short: {error:#}"));
            }
        }
    }
    if missing > 0 {
        println!("{missing} checks have no data.");
    }
    if short > 0 {
        bail!("{short} of {} checks fall short", CHECKS.len());
    }
    println!("All that were run are reached.");
    Ok(())
}

/// Runs a model and reads what it prints. Cells that cannot be read end the command with a failure, and what it printed counts.
fn insight(kith: &Path, arguments: &[&str], data: &Path, scratch: &Path) -> Result<Value> {
    let (model, rest) = arguments.split_first().context("a check names a model")?;
    let mut command = Command::new(kith);
    command.args(["insight", model]).stdin(Stdio::null());
    for argument in rest {
        match (argument.strip_prefix('@'), argument.strip_prefix('%')) {
            (Some(file), _) => command.arg(data.join(file)),
            (_, Some(file)) => command.arg(scratch.join(file)),
            _ => command.arg(argument),
        };
    }
    let output = command
        .arg("--json")
        .output()
        .with_context(|| format!("cannot start {}", kith.display()))?;
    match serde_json::from_slice(&output.stdout) {
        Ok(told) => Ok(told),
        Err(_) => bail!("{}", String::from_utf8_lossy(&output.stderr).trim()),
    }
}

fn figure(figure: &Figure, told: &Value, data: &Path, scratch: &Path) -> Result<f64> {
    match figure {
        Figure::At(path) => at(told, path),
        Figure::Of(compute) => compute(told, data, scratch),
    }
}

/// The number at a path of names and places.
pub fn at(told: &Value, path: &str) -> Result<f64> {
    let found = path.split('.').try_fold(told, |value, part| match part.parse::<usize>() {
        Ok(place) if value.is_array() => value.get(place),
        _ => value.get(part),
    });
    found
        .and_then(Value::as_f64)
        .with_context(|| format!("there is no number at {path}"))
}

fn shown(number: f64) -> String {
    if number == number.round() && number.abs() < 1e9 {
        format!("{number}")
    } else if number.abs() >= 1_000.0 {
        format!("{number:.4}")
    } else {
        format!("{number:.5}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_found_by_path() {
        let told = serde_json::json!({"a": {"b": [1, {"c": 2.5}]}});
        assert_eq!(at(&told, "a.b.1.c").unwrap(), 2.5);
        assert!(at(&told, "a.b.2").is_err() && at(&told, "a").is_err());
    }

    #[test]
    fn what_must_be_reached_can_fall_short() {
        assert!(Must::AtLeast.holds(-1.0, -1.0) && !Must::AtLeast.holds(-1.1, -1.0));
        assert!(Must::AtMost.holds(3.0, 3.0) && !Must::AtMost.holds(f64::NAN, 3.0));
        assert!(Must::Within(0.005).holds(1.004, 1.0) && !Must::Within(0.005).holds(1.006, 1.0));
        assert!(Must::Rounded(1).holds(-35.897, -35.9) && !Must::Rounded(1).holds(-35.8, -35.9));
    }
}
