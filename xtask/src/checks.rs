//! The test run: every check in one fixed order, cheap ones first, and what the browser stories and benchmarks need around them.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail, ensure};

use crate::dist;
use crate::project::{Project, files_below, finish, remove_folder, say};
use crate::{setup, size, tidy};

const WASM: &str = "wasm32-unknown-unknown";

/// Address the second copy of the app is built for, so that every story that opens it proves a sub-path.
const SUB_PATH: &str = "/kith/";

/// Stories that run at the same time; each drives a browser of its own.
const AT_ONCE: u32 = 2;

/// Stories that may wait in vain in one run and be told again; more is a fault of the app or of a story, not of the machine.
const MOST_LATE: usize = 3;

type Step = (&'static str, fn(&Project) -> Result<()>);

const STEPS: [Step; 12] = [
    ("set-up", |project| setup::run(project, true)),
    ("format", |project| project.run("cargo", ["fmt", "--all", "--check"])),
    ("tidy", tidy::run),
    ("lints, host", lints_host),
    ("lints, browser", lints_browser),
    ("documentation", documentation),
    ("tests, host", tests_host),
    ("tests, browser", tests_browser),
    ("tests, bench", tests_bench),
    ("release build", |project| dist::build(project, "/")),
    ("size budgets", size::run),
    ("stories", |project| stories(project, &[])),
];

/// Runs all steps, stops at the first that fails, and prints what each took.
pub fn everything(project: &Project) -> Result<()> {
    let mut took = Vec::new();
    for (name, step) in STEPS {
        say(name);
        let start = Instant::now();
        step(project)?;
        took.push((name, start.elapsed()));
    }
    println!("\n{:<18}{:>8}", "step", "seconds");
    for (name, time) in &took {
        println!("{name:<18}{:>8.1}", time.as_secs_f64());
    }
    let total: Duration = took.iter().map(|(_, time)| *time).sum();
    println!("{:<18}{:>8.1}\nAll checks passed.", "all", total.as_secs_f64());
    Ok(())
}

fn lints_host(project: &Project) -> Result<()> {
    project.run(
        "cargo",
        ["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-Dwarnings"],
    )
}

/// The app and the worker apart, as they are linked: code of the one that names a dependency of the other does not compile.
fn lints_browser(project: &Project) -> Result<()> {
    for half in ["app", "worker"] {
        let features = ["--no-default-features", "--features", half];
        project.run(
            "cargo",
            ["clippy", "--quiet", "--locked", "--package", "kith-app", "--target", WASM]
                .into_iter()
                .chain(features)
                .chain(["--", "-Dwarnings"]),
        )?;
    }
    project.run(
        "cargo",
        [
            "clippy",
            "--quiet",
            "--locked",
            "--package",
            "storage-idb",
            "--target",
            WASM,
            "--all-targets",
            "--",
            "-Dwarnings",
        ],
    )
}

fn documentation(project: &Project) -> Result<()> {
    let mut doc = project.command("cargo");
    doc.args(["doc", "--quiet", "--locked", "--workspace", "--no-deps", "--document-private-items"]);
    finish(doc.env("RUSTDOCFLAGS", "-Dwarnings"))
}

fn tests_host(project: &Project) -> Result<()> {
    if project.answer("cargo", &["nextest", "--version"]).is_some() {
        project.run("cargo", ["nextest", "run", "--locked", "--workspace"])?;
        project.run("cargo", ["test", "--quiet", "--locked", "--workspace", "--doc"])
    } else {
        // nextest runs the same tests faster; installing it would cost more than it saves in one run.
        project.run("cargo", ["test", "--quiet", "--locked", "--workspace"])
    }
}

/// The store on a real IndexedDB, in headless Chromium.
fn tests_browser(project: &Project) -> Result<()> {
    let Some(driver) = project.which("chromedriver") else {
        bail!("no chromedriver on PATH; `cargo xtask setup --tests` installs it");
    };
    let mut test = project.command("cargo");
    test.args(["test", "--locked", "--package", "storage-idb", "--target", WASM]);
    test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    finish(test.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
}

/// The messages of the benchmark suite against the bridge as it is now; the suite itself takes too long to run with every change.
fn tests_bench(project: &Project) -> Result<()> {
    project.run("node", ["--test", "bench/bridge/codec.test.mjs"])
}

/// Runs the browser stories, all or the named files (options go to Node's test runner), against the release build at the root and below a sub-path.
pub fn stories(project: &Project, chosen: &[String]) -> Result<()> {
    setup::run(project, true)?;
    let built = project.work.join("stories");
    dist::build_into(project, "/", &built.join("root"))?;
    dist::build_into(project, SUB_PATH, &built.join("sub"))?;
    let (options, mut files): (Vec<String>, Vec<String>) = chosen.iter().cloned().partition(|arg| arg.starts_with("--"));
    if files.is_empty() {
        let all = files_below(&project.root.join("tests/e2e"))?;
        files.extend(
            all.into_iter()
                .filter(|file| file.ends_with(".story.mjs"))
                .map(|file| format!("tests/e2e/{file}")),
        );
    }
    remove_folder(&project.root.join("test-results"))?;
    say(format!("{} files of stories", files.len()));
    let mut node = project.command("node");
    node.args(["--test", "--test-reporter=spec", &format!("--test-concurrency={AT_ONCE}")])
        .args(options)
        .args(files);
    node.env("KITH_ROOT", built.join("root"))
        .env("KITH_SUB", built.join("sub"))
        .env("KITH_SUB_PATH", SUB_PATH);
    finish(with_browser(project, &mut node)?)?;
    late(&project.root.join("test-results/late.txt"))
}

/// Names the stories that passed only when told a second time, and refuses more than [`MOST_LATE`] of them.
fn late(file: &Path) -> Result<()> {
    let Ok(told) = std::fs::read_to_string(file) else {
        return Ok(());
    };
    let stories: Vec<&str> = told.split("\n\n").filter_map(|story| story.lines().next()).collect();
    say(format!("{} stories waited in vain at first: {}", stories.len(), stories.join("; ")));
    ensure!(
        stories.len() <= MOST_LATE,
        "more than {MOST_LATE} stories needed a second try:\n{told}"
    );
    Ok(())
}

/// Tells a script where the browser is, and which program serves a folder.
pub fn with_browser<'a>(project: &Project, command: &'a mut Command) -> Result<&'a mut Command> {
    // A step before may have linked this program anew, and the running file is then gone from its place.
    let running = std::env::current_exe()?;
    let program = if running.is_file() {
        running
    } else {
        project.target.join("debug/xtask")
    };
    Ok(command.env("KITH_CHROMIUM", setup::chromium(project)?).env("KITH_XTASK", program))
}
