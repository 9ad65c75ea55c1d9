//! `bench`: the release build and what the suite needs beside it, then the suite.
//!
//! Two entries of ours are built with the flags of the module that they stand for (`bench/kith`): the grid's rows alone as the app is, the
//! models on columns as the engine is. Neither is in `dist/`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::checks::with_browser;
use crate::dist::{self, fingerprint};
use crate::project::{Project, finish, read, say, write};
use crate::setup;

/// An entry: name of the example, its features, and the profile and passes of the module that it stands for.
struct Entry {
    name: &'static str,
    features: &'static str,
    profile: &'static str,
    passes: &'static [&'static str],
    /// Whether it links what arrives in parts. They are taken off, as they are of the app, and never fetched.
    has_parts: bool,
}

const ENTRIES: [Entry; 2] = [
    Entry {
        name: "bench-rows",
        features: "app",
        profile: "release-ui",
        passes: dist::FOR_SIZE,
        has_parts: true,
    },
    Entry {
        name: "bench-insight",
        features: "",
        profile: "release-engine",
        passes: dist::FOR_SPEED,
        has_parts: false,
    },
];

/// Runs the benchmark suite against `dist/`.
pub fn run(project: &Project, args: &[String]) -> Result<()> {
    setup::run(project, true)?;
    setup::bench_packages(project)?;
    let python = setup::bench_python(project)?;
    dist::build(project, "/")?;
    let built = project.work.join("bench");
    for entry in &ENTRIES {
        build(project, entry, &built)?;
    }
    let mut node = project.command("node");
    node.arg("bench/run.mjs")
        .args(args)
        .env("KITH_DIST", project.root.join("dist"))
        .env("KITH_BENCH_BUILT", built);
    if let Some(python) = python {
        node.env("KITH_PYTHON", python);
    }
    finish(with_browser(project, &mut node)?)
}

/// Builds an entry into `<name>.js` and `<name>_bg.wasm`, unless it is built of exactly this module.
fn build(project: &Project, entry: &Entry, out: &Path) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let Entry {
        name, features, profile, ..
    } = *entry;
    // The same choice of packages as in the build of `dist/`, so that dependencies are shared with it where they can be.
    let options = ["--quiet", "--locked", "--example", name, "--target", TARGET];
    let mut cargo = project.command("cargo");
    cargo.arg("build").args(options).args(["--profile", profile]);
    finish(cargo.args(["--no-default-features", "--features", features]))?;
    let module: PathBuf = project
        .target
        .join(TARGET)
        .join(profile)
        .join("examples")
        .join(format!("{name}.wasm"));
    let bytes = std::fs::read(&module).with_context(|| format!("cannot read {}", module.display()))?;
    let wanted = fingerprint(&bytes);
    let stamp = out.join(format!("{name}.sources"));
    if read(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    say(format!("wasm-bindgen and wasm-opt, {name}"));
    if entry.has_parts {
        dist::split(project, &module, name, out)?;
    } else {
        let mut bindgen = project.command("wasm-bindgen");
        bindgen
            .args(["--target", "web", "--no-typescript", "--out-dir"])
            .arg(out)
            .arg(&module);
        finish(&mut bindgen)?;
    }
    dist::optimise(project, &out.join(format!("{name}_bg.wasm")), entry.passes)?;
    if !out.join(format!("{name}.js")).is_file() {
        bail!("wasm-bindgen left no {name}.js in {}", out.display());
    }
    write(&stamp, wanted)
}
