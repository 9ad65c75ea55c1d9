//! Names by content: `app.js` becomes `app-1f2e3d4c.js`, and everything that refers to it follows.
//!
//! A browser or proxy that kept an old file under the same name would otherwise mix two releases, and two halves of
//! wasm-bindgen output from different releases do not fit. Leaves come first, so that a changed leaf renames what names it.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::fingerprint;
use super::parts::{LINKER, is_part};
use crate::project::{files_below, read, write};

/// Files to rename, leaves first; each with the files that may refer to it. `snippets` is a folder.
const NAMES: [(&str, &[&str]); 5] = [
    ("app_bg.wasm", &["app.js", "index.html"]),
    ("engine_bg.wasm", &["engine.js", "engine_loader.js"]),
    ("engine.js", &["engine_loader.js"]),
    ("engine_loader.js", &["index.html"]),
    ("kith.css", &["index.html"]),
];

/// The words of each language; `index.html` chooses among them.
const LOCALES: &str = "locales";

/// Scripts of crates that wasm-bindgen copied; both modules may refer to the folder.
const SNIPPETS: &str = "snippets";

/// Renames the files of a trunk build in place.
pub fn apply(folder: &Path) -> Result<()> {
    if folder.join(SNIPPETS).is_dir() {
        let mut content = Vec::new();
        for file in files_below(&folder.join(SNIPPETS))? {
            content.extend(file.bytes());
            content.extend(std::fs::read(folder.join(SNIPPETS).join(&file)).with_context(|| format!("cannot read {file}"))?);
        }
        let name = format!("{SNIPPETS}-{}", short(&content));
        rename(folder, SNIPPETS, &name)?;
        for script in ["app.js", "engine.js"] {
            refer(folder, script, &format!("/{SNIPPETS}/"), &format!("/{name}/"))?;
        }
    }
    for file in files_below(&folder.join(LOCALES))? {
        name_by_content(folder, &format!("{LOCALES}/{file}"), &["index.html"])?;
    }
    for part in files_below(folder)?.iter().filter(|file| is_part(file)) {
        name_by_content(folder, part, &[LINKER])?;
    }
    for (file, referrers) in NAMES {
        name_by_content(folder, file, referrers)?;
    }
    name_app(folder)
}

/// The script of the app and the one that links its parts import each other, so both carry one name made of both.
fn name_app(folder: &Path) -> Result<()> {
    const APP: &str = "app.js";
    let name = short((read(&folder.join(APP))? + &read(&folder.join(LINKER))?).as_bytes());
    let (app, linker) = (format!("app-{name}.js"), format!("parts-{name}.js"));
    for referrer in [LINKER, "index.html"] {
        refer(folder, referrer, APP, &app)?;
    }
    refer(folder, "index.html", LINKER, &linker)?;
    // Only where it is imported: the main module knows the linker by the name that it was linked with.
    let imported = |name: &str| format!("from \"./{name}\"");
    let script = read(&folder.join(APP))?;
    if !script.contains(&imported(LINKER)) {
        bail!("{APP} does not import {LINKER}");
    }
    write(&folder.join(APP), script.replace(&imported(LINKER), &imported(&linker)))?;
    rename(folder, APP, &app)?;
    rename(folder, LINKER, &linker)
}

/// Renames one file, and what refers to it follows; somebody has to.
fn name_by_content(folder: &Path, file: &str, referrers: &[&str]) -> Result<()> {
    let content = std::fs::read(folder.join(file)).with_context(|| format!("the build wrote no {file}"))?;
    let (stem, extension) = file.split_once('.').context("a renamed file has an extension")?;
    let name = format!("{stem}-{}.{extension}", short(&content));
    rename(folder, file, &name)?;
    let mut named = 0;
    for referrer in referrers {
        named += refer(folder, referrer, file, &name)?;
    }
    if named == 0 {
        bail!("nothing refers to {file}; {} were expected to", referrers.join(", "));
    }
    Ok(())
}

fn short(content: &[u8]) -> String {
    fingerprint(content)[..12].to_owned()
}

fn rename(folder: &Path, from: &str, to: &str) -> Result<()> {
    std::fs::rename(folder.join(from), folder.join(to)).with_context(|| format!("cannot rename {from}"))
}

/// Replaces a name wherever it stands alone, and says how often.
fn refer(folder: &Path, referrer: &str, from: &str, to: &str) -> Result<usize> {
    let path = folder.join(referrer);
    let (text, count) = replace_name(&read(&path)?, from, to);
    write(&path, text)?;
    Ok(count)
}

/// `engine.js` must not be found inside `my_engine.js` or `engine.json`.
fn replace_name(text: &str, from: &str, to: &str) -> (String, usize) {
    let part_of_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '-';
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    let mut rest = text;
    while let Some(place) = rest.find(from) {
        let (before, found) = rest.split_at(place);
        let after = &found[from.len()..];
        out.push_str(before);
        let inside = out.chars().next_back().is_some_and(part_of_name) && !from.starts_with('/');
        let goes_on = after.chars().next().is_some_and(part_of_name) && !from.ends_with('/');
        if inside || goes_on {
            out.push_str(from);
        } else {
            out.push_str(to);
            count += 1;
        }
        rest = after;
    }
    out.push_str(rest);
    (out, count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_names_are_replaced() {
        let text = "import './engine.js'; load('my_engine.js', 'engine.json', \"engine.js\")";
        let (changed, count) = replace_name(text, "engine.js", "engine-1.js");
        assert_eq!(count, 2);
        assert_eq!(
            changed,
            "import './engine-1.js'; load('my_engine.js', 'engine.json', \"engine-1.js\")"
        );
    }

    #[test]
    fn a_name_cut_by_the_start_of_the_rest_is_still_inside() {
        let (changed, count) = replace_name("app.jsapp.js", "app.js", "x");
        assert_eq!((changed.as_str(), count), ("app.jsapp.js", 0));
    }
}
