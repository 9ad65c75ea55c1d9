//! The deployable folder: trunk builds, then what trunk cannot do is done to its output.
//!
//! Two stages. The *stage* knows no address: trunk's release build, the app taken into parts, each module through wasm-opt with its own flags,
//! every file that code refers to named by its content. *Sealing* puts the address in, allows exactly the inline scripts
//! that are there (CSP), and lists every file with its hash in the service worker. A stage is kept until a source changes,
//! so a second address costs milliseconds.

mod content_names;
mod parts;
mod seal;
mod wasm_opt;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::project::{Project, copy_folder, files_below, finish, read, remove_folder, say, write};

pub use parts::{is_part, split};
pub use seal::{precached, seal};
pub use wasm_opt::{FOR_SIZE, FOR_SPEED, optimise};

/// Set in the environment while developing, it leaves wasm-opt out, which takes most of the time of a second build.
const QUICK: &str = "KITH_QUICK";

/// What the build reads; a change in any of these makes a stage stale.
const SOURCES: [&str; 12] = [
    "build.rs",
    "src",
    "crates",
    "style",
    "public",
    "xtask/src/dist",
    "index.html",
    "CHANGELOG.md",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    ".cargo/config.toml",
];

/// Builds `dist/` for the given address below the host, `/` or `/some/path/`.
pub fn build(project: &Project, base: &str) -> Result<()> {
    let out = project.root.join("dist");
    build_into(project, base, &out)?;
    say(format!("dist/ is ready for {base}"));
    Ok(())
}

/// Builds into another folder, which is replaced as a whole.
pub fn build_into(project: &Project, base: &str, out: &Path) -> Result<()> {
    check_base(base)?;
    let stage = staged(project)?;
    let next = project.work.join("dist-next");
    remove_folder(&next)?;
    copy_folder(&stage, &next)?;
    seal::set_base(&next, base)?;
    seal(&next)?;
    remove_folder(out)?;
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    std::fs::rename(&next, out).with_context(|| format!("cannot put {} in place", out.display()))
}

/// Hash of some bytes as lower-case hex.
pub fn fingerprint(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn check_base(base: &str) -> Result<()> {
    let plain = base
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "/-._~".contains(letter));
    if !base.starts_with('/') || !base.ends_with('/') || base.contains("//") || !plain {
        bail!("BASE must look like / or /some/path/, not `{base}`");
    }
    Ok(())
}

/// The folder of the current stage, built anew if any source has changed since.
fn staged(project: &Project) -> Result<PathBuf> {
    let stage = project.work.join("stage");
    let stamp = project.work.join("stage.sources");
    let quick = std::env::var_os(QUICK).is_some();
    let mut sources = sources_fingerprint(&project.root)?;
    if quick {
        sources.push_str(" quick");
    }
    if stage.is_dir() && read(&stamp).is_ok_and(|found| found == sources) {
        return Ok(stage);
    }
    // An interrupted build leaves no stamp, so the next run starts over.
    let _ = std::fs::remove_file(&stamp);
    say("trunk build --release (two WebAssembly modules)");
    let trunk_out = project.work.join("trunk");
    remove_folder(&trunk_out)?;
    let mut trunk = project.command("trunk");
    trunk
        .args(["build", "--release", "--offline", "--public-url", "./", "--dist"])
        .arg(&trunk_out);
    finish(&mut trunk)?;
    parts::split_app(project, &trunk_out)?;
    if quick {
        say(format!("no wasm-opt, because {QUICK} is set: for looking, not for deploying"));
    } else {
        wasm_opt::run(project, &trunk_out)?;
    }
    content_names::apply(&trunk_out)?;
    remove_folder(&stage)?;
    std::fs::rename(&trunk_out, &stage).context("cannot keep the stage")?;
    write(&stamp, sources)?;
    Ok(stage)
}

fn sources_fingerprint(root: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for source in SOURCES {
        let path = root.join(source);
        let files = if path.is_dir() {
            files_below(&path)?.into_iter().map(|file| format!("{source}/{file}")).collect()
        } else {
            vec![source.to_owned()]
        };
        for file in files {
            let Ok(content) = std::fs::read(root.join(&file)) else { continue };
            hash.update(file.as_bytes());
            hash.update(content.len().to_le_bytes());
            hash.update(content);
        }
    }
    Ok(hex(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_and_nothing_else() {
        for good in ["/", "/kith/", "/a/b.c/~d_e-f/"] {
            check_base(good).unwrap();
        }
        for bad in ["", "kith", "/kith", "kith/", "//host/", "/a b/", "/\"><script>/"] {
            assert!(check_base(bad).is_err(), "{bad} was taken");
        }
    }

    #[test]
    fn a_fingerprint_is_sha256() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fingerprint(b"abc"), expected);
    }
}
