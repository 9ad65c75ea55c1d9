//! Checks that no compiler makes: the shape of the project, who may know whom, and the rules every source file keeps.
//!
//! A rule answers with sentences, one per fault, each naming the file and the cure; the run prints all of them and fails if there is one.

mod directions;
mod layout;
mod sources;

use anyhow::{Context, Result, bail};

use crate::project::{Project, read};

/// One file of the checkout that a rule may look at.
pub struct Source {
    /// Path from the top folder, `/` between parts.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Runs every rule.
pub fn run(project: &Project) -> Result<()> {
    let paths = listed(project)?;
    let mut files = Vec::new();
    for path in &paths {
        // Pictures and other binaries carry no rule; a file deleted but not yet committed is not there to read.
        if let Ok(text) = read(&project.root.join(path)) {
            files.push(Source { path: path.clone(), text });
        }
    }
    let map = read(&project.root.join("docs/ARCHITECTURE.md"))?;
    let metadata = project
        .command("cargo")
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("cannot start cargo")?;
    if !metadata.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&metadata.stderr));
    }
    let metadata = serde_json::from_slice(&metadata.stdout).context("cargo metadata printed no JSON")?;

    let mut faults = directions::crates(&metadata);
    faults.extend(directions::inside_app(&files));
    faults.extend(layout::faults(&map, &paths));
    faults.extend(sources::faults(&files, &own_paths(project)));
    for fault in &faults {
        eprintln!("{fault}");
    }
    match faults.len() {
        0 => Ok(()),
        count => bail!("{count} faults of shape or style"),
    }
}

/// Every file that is or would be committed.
fn listed(project: &Project) -> Result<Vec<String>> {
    let output = project
        .command("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .output()
        .context("cannot start git")?;
    if !output.status.success() {
        bail!("git ls-files failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8(output.stdout).context("a path is not UTF-8")?;
    let mut paths: Vec<_> = text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// Folders of this machine that must not be written down anywhere.
fn own_paths(project: &Project) -> Vec<String> {
    let home = std::env::var("HOME").unwrap_or_default();
    let root = project.root.to_string_lossy().into_owned();
    [home, root]
        .into_iter()
        .filter(|path| path.len() > 1)
        .map(|path| path + "/")
        .collect()
}

/// Whether `word` stands in `text` with no letter, digit or `_` before it.
pub fn names(text: &str, word: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(word)
        .any(|(place, _)| !text[..place].chars().next_back().is_some_and(part))
}

/// The lines of a source file that are code: those before its tests, without comment lines. Numbered from 1.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let code = text.lines().enumerate().take_while(|(_, line)| line.trim_start() != "#[cfg(test)]");
    code.filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(place, line)| (place + 1, line))
}

#[cfg(test)]
pub fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}
