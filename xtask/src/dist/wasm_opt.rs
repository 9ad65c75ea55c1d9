//! Binaryen's passes over both modules: the app for size, the engine for speed.
//!
//! The tool comes from npm, pinned in `package-lock.json`; distributions carry versions that reject current modules.

use std::path::Path;

use anyhow::{Context, Result};

use crate::project::{Project, finish, say};

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

/// File name and optimisation of each module.
const MODULES: [(&str, &str); 2] = [("app_bg.wasm", "-Oz"), ("engine_bg.wasm", "-O2")];

/// Replaces each module by its optimised form.
pub fn run(project: &Project, folder: &Path) -> Result<()> {
    for (name, level) in MODULES {
        let module = folder.join(name);
        let optimised = folder.join(format!("{name}.optimised"));
        say(format!("wasm-opt {level} {name}"));
        let mut command = project.command("wasm-opt");
        command
            .arg(level)
            .args(FEATURES)
            .args(["--strip-debug", "--strip-producers"])
            .arg(&module)
            .arg("-o")
            .arg(&optimised);
        finish(&mut command)?;
        std::fs::rename(&optimised, &module).with_context(|| format!("cannot replace {name}"))?;
    }
    Ok(())
}
