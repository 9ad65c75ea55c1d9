//! Where things are, and how commands are run: one place that knows the folders, the tool versions and the environment.
//!
//! With `CI` set, tools and the cargo target directory live in the user's cache, so that a fresh clone starts warm.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// The checkout this task works on.
pub struct Project {
    /// Top folder of the checkout.
    pub root: PathBuf,
    /// Where trunk and wasm-bindgen are installed; its `bin` leads `PATH` for every command.
    pub tools: PathBuf,
    /// Cargo's target directory.
    pub target: PathBuf,
    /// Scratch of the tasks themselves: stamps, staged builds. Always inside the checkout.
    pub work: PathBuf,
}

impl Project {
    /// Finds the checkout from the place of this crate, so that tasks run from any folder.
    pub fn locate() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.ancestors().find(|folder| folder.join("Trunk.toml").is_file());
        let root = root
            .with_context(|| format!("no Trunk.toml above {}", manifest.display()))?
            .to_owned();
        let cache = match (std::env::var_os("CI"), std::env::var_os("HOME")) {
            (Some(_), Some(home)) => Some(PathBuf::from(home).join(".cache/kith")),
            _ => None,
        };
        let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
        Ok(Self {
            tools: cache.as_ref().map_or_else(|| root.join(".tools"), |cache| cache.join("tools")),
            target: target
                .or_else(|| cache.map(|cache| cache.join("target")))
                .unwrap_or_else(|| root.join("target")),
            work: root.join("target/kith"),
            root,
        })
    }

    /// A command in the top folder that finds the project's tools before those of the system.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let own = [self.tools.join("bin"), self.root.join("node_modules/.bin")];
        let paths = std::env::join_paths(own.into_iter().chain(std::env::split_paths(&inherited)));
        command
            .current_dir(&self.root)
            .stdin(Stdio::null())
            .env("CARGO_TARGET_DIR", &self.target);
        if let Ok(paths) = paths {
            command.env("PATH", paths);
        }
        // Cargo sets these for the running task; a nested cargo or trunk must not believe them to be its own.
        for name in [
            "CARGO_MANIFEST_DIR",
            "CARGO_MANIFEST_PATH",
            "CARGO_PKG_NAME",
            "RUSTUP_TOOLCHAIN",
            "NO_COLOR",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs a command to its end and shows its output; failing is an error that names the command.
    pub fn run<A: AsRef<OsStr>>(&self, program: &str, args: impl IntoIterator<Item = A>) -> Result<()> {
        finish(self.command(program).args(args))
    }

    /// The first line a command prints, or `None` where it is missing or fails.
    pub fn answer(&self, program: &str, args: &[&str]) -> Option<String> {
        let output = self.command(program).args(args).stderr(Stdio::null()).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output
            .status
            .success()
            .then(|| text.lines().next().unwrap_or_default().trim().to_owned())
    }

    /// Where a program is found, the project's tools first.
    pub fn which(&self, program: &str) -> Option<PathBuf> {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let own = [self.tools.join("bin"), self.root.join("node_modules/.bin")];
        own.into_iter()
            .chain(std::env::split_paths(&inherited))
            .map(|folder| folder.join(program))
            .find(|path| path.is_file())
    }
}

/// Runs a prepared command to its end.
pub fn finish(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Announces a step.
pub fn say(text: impl std::fmt::Display) {
    eprintln!("── {text}");
}

/// All files below a folder as paths relative to it, sorted, `/` between parts on every system.
pub fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries = std::fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                let parts: Vec<_> = relative.iter().map(OsStr::to_string_lossy).collect();
                found.push(parts.join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Reads a text file; the error names it.
pub fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file and the folders above it; the error names it.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    }
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Copies a folder with everything below it.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for file in files_below(from)? {
        let content = std::fs::read(from.join(&file)).with_context(|| format!("cannot read {file}"))?;
        write(&to.join(&file), content)?;
    }
    Ok(())
}

/// Removes a folder if it is there.
pub fn remove_folder(path: &Path) -> Result<()> {
    match std::fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}
