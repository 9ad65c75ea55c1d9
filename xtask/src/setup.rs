//! Brings a fresh Debian machine with rustup, Node 20 and make to the point where everything builds and is tested.
//!
//! Every step looks first and installs only what is missing or has another version; a second run changes nothing.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::dist::fingerprint;
use crate::project::{Project, finish, read, remove_folder, say, write};

/// Trunk 0.22 needs a newer compiler than the one pinned in `rust-toolchain.toml`.
const TRUNK: &str = "0.21.14";
/// Must equal the `wasm-bindgen` crate exactly: the two exchange an unversioned format.
const WASM_BINDGEN: &str = "0.2.126";
/// Reads what `wasm_split_helpers` writes, so the two are of one minor version.
const WASM_SPLIT: &str = "0.2.4";

/// Installs what a build needs, and with `tests` also the browser that the tests drive.
pub fn run(project: &Project, tests: bool) -> Result<()> {
    wasm_target(project)?;
    tool(project, "trunk", "trunk", TRUNK, &["--no-default-features", "--features", "rustls"])?;
    tool(project, "wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, &[])?;
    tool(
        project,
        "wasm_split_cli_support",
        "wasm-split-cli",
        WASM_SPLIT,
        &["--features", "build-binary"],
    )?;
    node(project)?;
    packages(project, &project.root)?;
    if tests {
        browser(project)?;
    }
    Ok(())
}

fn wasm_target(project: &Project) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let library = project.answer("rustc", &["--print", "target-libdir", "--target", TARGET]);
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    say(format!("rustup target add {TARGET}"));
    project.run("rustup", ["target", "add", TARGET])
}

/// Installs a cargo binary of exactly this version into the tools folder, unless that or `PATH` has it.
fn tool(project: &Project, package: &str, binary: &str, version: &str, extra: &[&str]) -> Result<()> {
    let found = project.answer(binary, &["--version"]);
    let answers = found.as_deref().and_then(|line| line.split_whitespace().nth(1)) == Some(version);
    // Not every tool tells its version; cargo keeps a list of what it put into the folder.
    let listed = || read(&project.tools.join(".crates.toml")).is_ok_and(|list| list.contains(&format!("\"{package} {version} ")));
    if answers || (project.which(binary).is_some() && listed()) {
        return Ok(());
    }
    say(format!(
        "cargo install {package} {version} into {} (some minutes, once)",
        project.tools.display()
    ));
    let mut command = project.command("cargo");
    command
        .args(["install", "--locked", "--force", "--version", version, package, "--root"])
        .arg(&project.tools)
        .args(extra);
    // A tool that runs for seconds is not worth the half hour that optimising it takes on two cores.
    let scratch = project.tools.join("build");
    command.env("CARGO_TARGET_DIR", &scratch);
    command
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    command
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    finish(&mut command)?;
    remove_folder(&scratch)
}

fn node(project: &Project) -> Result<()> {
    let found = project.answer("node", &["--version"]);
    let major = found
        .as_deref()
        .and_then(|line| line.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    if major.is_none_or(|major| major < 20) {
        bail!("Node 20 or newer is needed, found {}", found.as_deref().unwrap_or("none"));
    }
    Ok(())
}

/// The peers that the benchmarks compare with, where the suite brings a package list of its own.
pub fn bench_packages(project: &Project) -> Result<()> {
    let folder = project.root.join("bench");
    if folder.join("package-lock.json").is_file() {
        packages(project, &folder)
    } else {
        Ok(())
    }
}

/// Python with the peers among models in an environment of its own, at the versions of `bench/peers/requirements.txt`; `None` where there
/// is no Python. Packages that cannot be had are said once: the suite names the peers that do not answer.
pub fn bench_python(project: &Project) -> Result<Option<PathBuf>> {
    let list = read(&project.root.join("bench/peers/requirements.txt"))?;
    let wanted = fingerprint(list.as_bytes());
    let folder = project.tools.join("python");
    let (python, stamp) = (folder.join("bin/python"), folder.join("kith-requirements"));
    if read(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(Some(python));
    }
    say("python3 -m venv, and pip install of the peers among models");
    let made = project.which("python3").map(|program| {
        let mut venv = project.command(&program.to_string_lossy());
        finish(venv.args(["-m", "venv", "--clear"]).arg(&folder))
    });
    if !matches!(made, Some(Ok(()))) {
        say("there is no Python that makes environments; the benchmarks of models run without their peers");
        return Ok(None);
    }
    let install = |packages: &[&str]| {
        let options = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--only-binary",
            ":all:",
        ];
        let mut pip = project.command(&python.to_string_lossy());
        finish(pip.args(options).args(packages))
    };
    let packages: Vec<&str> = list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
    // All in one go is much faster; one by one, those that can be had are.
    if install(&packages).is_err() {
        for package in packages {
            if install(&[package]).is_err() {
                say(format!("{package} cannot be installed"));
            }
        }
        // Another run may have better luck.
        return Ok(Some(python));
    }
    write(&stamp, wanted)?;
    Ok(Some(python))
}

/// `npm ci`, unless exactly these packages are there.
fn packages(project: &Project, folder: &Path) -> Result<()> {
    let wanted = fingerprint(read(&folder.join("package-lock.json"))?.as_bytes());
    let stamp = folder.join("node_modules/.kith-lock");
    if read(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    say(format!("npm ci in {}", folder.display()));
    finish(
        project
            .command("npm")
            .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
            .current_dir(folder),
    )?;
    write(&stamp, wanted)
}

fn browser(project: &Project) -> Result<()> {
    if chromium(project).is_ok() && project.which("chromedriver").is_some() {
        return Ok(());
    }
    say("apt-get install chromium chromium-driver");
    let apt = |args: &[&str]| finish(project.command("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update"])
        .and_then(|()| apt(&["install", "--yes", "--no-install-recommends", "chromium", "chromium-driver"]))
        .context("the tests need Chromium and its driver: install the packages chromium and chromium-driver")
}

/// The browser that stories, component tests and benchmarks drive.
pub fn chromium(project: &Project) -> Result<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    names
        .iter()
        .find_map(|name| project.which(name))
        .context("no Chromium on PATH; `cargo xtask setup --tests` installs it")
}
