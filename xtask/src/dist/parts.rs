//! Takes the app apart: what only late views need leaves the module that the first screen waits for (ADR 11).
//!
//! Trunk links one module and knows no parts, so what it made of the app is replaced here: the linked program is split by its
//! relocations, and its main part gets its bindings.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::project::{Project, files_below, finish, read, remove_folder, say, write};

/// The script that links parts to the main module.
pub const LINKER: &str = "__wasm_split.js";

/// Replaces the app of a trunk build by its main module and its parts.
pub fn split_app(project: &Project, folder: &Path) -> Result<()> {
    say("the app into parts");
    let linked = project.target.join("wasm32-unknown-unknown/release-ui/app.wasm");
    split(project, &linked, "app", folder)?;
    preload(&folder.join("index.html"))
}

/// Writes the main module of a linked program, its bindings and its parts into a folder.
pub fn split(project: &Project, linked: &Path, name: &str, folder: &Path) -> Result<()> {
    let parts = project.work.join("parts");
    remove_folder(&parts)?;
    let mut splitter = project.command("wasm-split-cli");
    finish(splitter.arg(linked).arg(&parts).args(["--target", "web", "--out-name", name]))?;
    let main = format!("{name}.wasm");
    let mut bindgen = project.command("wasm-bindgen");
    bindgen.args([
        "--target",
        "web",
        "--out-name",
        name,
        "--no-typescript",
        "--keep-lld-exports",
        "--out-dir",
    ]);
    finish(bindgen.arg(folder).arg(parts.join(&main)))?;
    let files: Vec<String> = files_below(&parts)?.into_iter().filter(|file| *file != main).collect();
    if !files.iter().any(|file| is_part(file)) {
        bail!("{} has no parts: was it linked with its relocations?", linked.display());
    }
    for file in files {
        std::fs::copy(parts.join(&file), folder.join(&file)).with_context(|| format!("cannot place {file}"))?;
    }
    take_any_type(&folder.join(LINKER))
}

/// Browsers compile while they fetch, but only what a host calls WebAssembly. Some hosts do not, and the main module does without it, too.
fn take_any_type(linker: &Path) -> Result<()> {
    const STREAMED: &str = "(WebAssembly.instantiateStreaming(src, imports))";
    const TOLERANT: &str = "src.then((answer) => answer.headers.get('Content-Type') === 'application/wasm' \
        ? WebAssembly.instantiateStreaming(answer, imports) \
        : answer.arrayBuffer().then((bytes) => WebAssembly.instantiate(bytes, imports)))";
    let script = read(linker)?;
    if !script.contains(STREAMED) {
        bail!("{} does not stream parts", linker.display());
    }
    write(linker, script.replace(STREAMED, TOLERANT))
}

/// Has the linker fetched beside the app's script, which imports it: one after the other would cost a round trip.
fn preload(shell: &Path) -> Result<()> {
    const APP: &str = "<link rel=\"modulepreload\" href=\"./app.js\"";
    let text = read(shell)?;
    if !text.contains(APP) {
        bail!("{} does not preload the app", shell.display());
    }
    let linker = APP.replace("app.js", LINKER);
    write(shell, text.replacen(APP, &format!("{linker} crossorigin=\"anonymous\">{APP}"), 1))
}

/// Whether a file, before or after it was named by its content, is a part of the app.
pub fn is_part(file: &str) -> bool {
    file.ends_with(".wasm") && (file.starts_with("split_") || file.starts_with("chunk_"))
}
