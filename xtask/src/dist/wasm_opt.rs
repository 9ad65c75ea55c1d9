//! Binaryen's passes over both modules: the app for size, the engine for speed.
//!
//! The tool comes from npm, pinned in `package-lock.json`; distributions carry versions that reject current modules.

use std::path::Path;

use anyhow::{Context, Result};

use crate::project::{Project, files_below, finish, say};

/// What rustc emits for the target features in `.cargo/config.toml`, plus its defaults for this target.
const FEATURES: [&str; 8] = [
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// The passes of the app. In the order of their names, functions that were made of one generic function stand together, where Brotli
/// finds them alike: 1 % of the app. Its profile keeps names for that; what is written has none.
pub const FOR_SIZE: &[&str] = &["-Oz", "--reorder-functions-by-name"];
/// The passes of the engine.
pub const FOR_SPEED: &[&str] = &["-O2"];

/// Replaces each module by its optimised form.
pub fn run(project: &Project, folder: &Path) -> Result<()> {
    for name in files_below(folder)?.iter().filter(|name| name.ends_with(".wasm")) {
        let passes = if name == "engine_bg.wasm" { FOR_SPEED } else { FOR_SIZE };
        say(format!("wasm-opt {} {name}", passes.join(" ")));
        optimise(project, &folder.join(name), passes)?;
    }
    Ok(())
}

/// Replaces a module by its optimised form.
pub fn optimise(project: &Project, module: &Path, passes: &[&str]) -> Result<()> {
    let optimised = module.with_extension("optimised");
    let mut command = project.command("wasm-opt");
    command
        .args(FEATURES)
        .args(passes)
        .args(["--strip-debug", "--strip-producers"])
        .arg(module)
        .arg("-o")
        .arg(&optimised);
    finish(&mut command)?;
    std::fs::rename(&optimised, module).with_context(|| format!("cannot replace {}", module.display()))
}
