//! The last step of a build: the address, the content security policy, and the list of files for the service worker.
//!
//! Sealing reads only the folder itself, so it can be repeated after any change to a file, and gives the same bytes for the same files.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::fingerprint;
use crate::project::{files_below, read, write};

/// What the shell may load: this folder, WebAssembly, and the very inline scripts and styles it was built with.
///
/// `style-src-attr` is open because Leptos sets `style=""` as an attribute; without a way to inject markup that gives nothing away,
/// and `img-src` lets no style fetch from elsewhere. Trusted Types stay off: Leptos clones static markup through `innerHTML`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; style-src-attr 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self' blob:; \
    base-uri 'self'; form-action 'none'";

const POLICY_META: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"";
const BUILD_META: &str = "<meta name=\"kith-build\" content=\"";

/// Not kept offline: the worker itself, the copy of the shell that hosts serve for unknown paths, and the pictures that browsers
/// show when they offer to install.
const NOT_KEPT: [&str; 2] = ["sw.js", "404.html"];
const PICTURES: &str = "screenshots/";

/// Writes the address below the host into the shell and the manifest.
pub fn set_base(folder: &Path, base: &str) -> Result<()> {
    replace_once(&folder.join("index.html"), "<base href=\"./\">", &format!("<base href=\"{base}\">"))?;
    replace_once(
        &folder.join("manifest.webmanifest"),
        "\"id\": \"./\"",
        &format!("\"id\": \"{base}\""),
    )
}

/// Renews policy, build id and file list of a built folder in place.
pub fn seal(folder: &Path) -> Result<()> {
    let shell = folder.join("index.html");
    let source = without_metas(&read(&shell)?);
    let build = build_id(folder, &source)?;
    let policy = policy_for(&source)?;
    let head = "<meta charset=\"utf-8\">";
    if !source.contains(head) {
        bail!("index.html does not start its head with {head}");
    }
    let metas = format!("{head}\n{POLICY_META}{policy}\">\n{BUILD_META}{build}\">");
    let sealed = source.replacen(head, &metas, 1);
    write(&shell, &sealed)?;
    write(&folder.join("404.html"), &sealed)?;

    let mut list = Vec::new();
    for file in precached(folder)? {
        let content = std::fs::read(folder.join(&file)).with_context(|| format!("cannot read {file}"))?;
        let path = if file == "index.html" { "./" } else { &file };
        list.push(json!([path, fingerprint(&content)]));
    }
    let worker = folder.join("sw.js");
    let lines: Vec<String> = read(&worker)?.lines().map(|line| worker_line(line, &build, &list)).collect();
    write(&worker, lines.join("\n") + "\n")
}

/// The files of a sealed folder that are kept for offline use, as paths relative to it.
pub fn precached(folder: &Path) -> Result<Vec<String>> {
    let mut files = files_below(folder)?;
    files.retain(|file| !NOT_KEPT.contains(&file.as_str()) && !file.starts_with(PICTURES) && !file.ends_with(".map"));
    Ok(files)
}

fn worker_line(line: &str, build: &str, list: &[serde_json::Value]) -> String {
    if line.starts_with("const BUILD = ") {
        format!("const BUILD = '{build}';")
    } else if line.starts_with("const PRECACHE = ") {
        format!("const PRECACHE = {};", json!(list))
    } else {
        line.to_owned()
    }
}

/// The shell as it was before it was sealed.
fn without_metas(html: &str) -> String {
    let own = |line: &str| line.starts_with(POLICY_META) || line.starts_with(BUILD_META);
    html.lines().filter(|line| !own(line)).flat_map(|line| [line, "\n"]).collect()
}

/// Names a release by the content of all its files.
fn build_id(folder: &Path, shell: &str) -> Result<String> {
    let mut hash = Sha256::new();
    for file in precached(folder)? {
        let content = if file == "index.html" {
            shell.as_bytes().to_owned()
        } else {
            std::fs::read(folder.join(&file)).with_context(|| format!("cannot read {file}"))?
        };
        hash.update(format!("{file}\0{}\0", content.len()));
        hash.update(content);
    }
    Ok(super::hex(&hash.finalize())[..12].to_owned())
}

fn policy_for(html: &str) -> Result<String> {
    let hashes = |tag: &str| -> Result<String> {
        let sources = inline(html, tag)?
            .into_iter()
            .map(|text| format!(" 'sha256-{}'", base64(&Sha256::digest(text.as_bytes()))));
        Ok(sources.collect())
    };
    Ok(POLICY
        .replace("{scripts}", &hashes("script")?)
        .replace("{styles}", &hashes("style")?))
}

/// The text between each `<tag …>` without `src` and its end. Text in comments counts as well: one hash too many allows nothing that is not there.
fn inline<'a>(html: &'a str, tag: &str) -> Result<Vec<&'a str>> {
    let (open, close) = (format!("<{tag}"), format!("</{tag}>"));
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(place) = rest.find(&open) {
        let from = &rest[place + open.len()..];
        let (attributes, body) = from.split_once('>').with_context(|| format!("a <{tag}> is not closed"))?;
        let (text, after) = body.split_once(close.as_str()).with_context(|| format!("a <{tag}> has no end"))?;
        if !attributes.contains("src=") {
            found.push(text);
        }
        rest = after;
    }
    Ok(found)
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let joined = group.iter().fold(0u32, |sum, &byte| sum << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[(joined >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

fn replace_once(path: &Path, from: &str, to: &str) -> Result<()> {
    let text = read(path)?;
    if text.matches(from).count() != 1 {
        bail!("{} must contain `{from}` exactly once", path.display());
    }
    write(path, text.replacen(from, to, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_pads_as_the_standard_says() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn scripts_with_a_source_are_not_inline() {
        let html = "<script>a</script><script src=\"b.js\"></script><script type=\"module\">c\n</script>";
        assert_eq!(inline(html, "script").unwrap(), ["a", "c\n"]);
        assert!(inline("<script>a", "script").is_err());
    }

    #[test]
    fn the_policy_names_every_inline_script_and_no_other() {
        let policy = policy_for("<script>a</script><style>b</style>").unwrap();
        // printf a | openssl dgst -sha256 -binary | base64
        assert!(
            policy.contains("script-src 'self' 'wasm-unsafe-eval' 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=';"),
            "{policy}"
        );
        assert!(
            policy.contains("style-src 'self' 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0=';"),
            "{policy}"
        );
    }

    #[test]
    fn sealing_twice_changes_nothing_and_a_changed_file_changes_the_build() {
        let folder = std::env::temp_dir().join(format!("kith-seal-{}", std::process::id()));
        let file = |name: &str| read(&folder.join(name)).unwrap();
        write(
            &folder.join("index.html"),
            "<head>\n<meta charset=\"utf-8\">\n<script>1</script>\n</head>\n",
        )
        .unwrap();
        write(&folder.join("sw.js"), "const BUILD = '';\nconst PRECACHE = [];\nwork();\n").unwrap();
        write(&folder.join("a.js"), "a").unwrap();
        seal(&folder).unwrap();
        let (shell, worker) = (file("index.html"), file("sw.js"));
        assert!(
            worker.contains("[[\"a.js\",") && worker.contains("[\"./\",") && !worker.contains("404.html"),
            "{worker}"
        );
        assert_eq!(file("404.html"), shell);
        seal(&folder).unwrap();
        assert_eq!((file("index.html"), file("sw.js")), (shell, worker.clone()));
        write(&folder.join("a.js"), "b").unwrap();
        seal(&folder).unwrap();
        assert_ne!(file("sw.js").lines().next(), worker.lines().next());
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
