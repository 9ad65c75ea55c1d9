//! Every developer task in Rust; `make` only gives them short names.
//!
//! Each task is idempotent, says what it does before it does it, and stops at the first failure with a sentence that names the cure.

mod accuracy;
mod bench;
mod checks;
mod dist;
mod project;
mod serve;
mod setup;
mod size;
mod style;
mod tidy;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;

const USAGE: &str = "\
cargo xtask <task>

  setup [--tests]             install what a build (with --tests: a test run) needs
  run [--port N]              set up, build the release and serve it
  dist [--base /sub/path/]    build the deployable folder dist/ (KITH_QUICK=1: without wasm-opt)
  serve [--dir D] [--base B] [--port N]
                              serve a folder on 127.0.0.1 (port 0 picks a free one)
  size                        print the size budgets of dist/ and fail over them
  tidy                        check layout, dependency directions and source rules
  e2e [FILE...] [--OPTION]    run the browser stories against the release build
  bench [ARG...]              run the benchmark suite against the release build
  accuracy --data FOLDER      compare the models with published figures on public data
  test                        set up and run every check there is, in order
  style                       write the one style sheet from style/ (trunk calls this)
  seal --dir D                renew the CSP and the service worker of a built folder
  icons                       draw the icons anew from public/icons/kith.svg
";

fn main() -> ExitCode {
    match task(&std::env::args().skip(1).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn task(args: &[String]) -> Result<()> {
    let Some((name, rest)) = args.split_first() else {
        eprint!("{USAGE}");
        bail!("name a task");
    };
    let project = Project::locate()?;
    match name.as_str() {
        "setup" => {
            let [tests] = flags(rest, ["--tests"])?;
            setup::run(&project, tests)
        }
        "run" => {
            let [port] = options(rest, ["--port"])?;
            setup::run(&project, false)?;
            dist::build(&project, "/")?;
            serve::run(&serve::Options {
                port: port_number(port.as_deref().unwrap_or("8080"))?,
                ..serve::Options::of(&project)
            })
        }
        "dist" => {
            let [base] = options(rest, ["--base"])?;
            setup::run(&project, false)?;
            dist::build(&project, base.as_deref().unwrap_or("/"))
        }
        "serve" => {
            let [dir, base, port] = options(rest, ["--dir", "--base", "--port"])?;
            let standard = serve::Options::of(&project);
            serve::run(&serve::Options {
                dir: dir.map_or(standard.dir, Into::into),
                base: base.unwrap_or(standard.base),
                port: port.map_or(Ok(standard.port), |text| port_number(&text))?,
            })
        }
        "size" => size::run(&project),
        "tidy" => tidy::run(&project),
        "e2e" => checks::stories(&project, rest),
        "bench" => bench::run(&project, rest),
        "accuracy" => {
            let [data] = options(rest, ["--data"])?;
            accuracy::run(&project, data.as_deref())
        }
        "test" => checks::everything(&project),
        "style" => style::write(&project),
        "seal" => match options(rest, ["--dir"])? {
            [Some(dir)] => dist::seal(dir.as_ref()),
            [None] => bail!("seal needs --dir"),
        },
        "icons" => project.run("node", ["xtask/icons.mjs"]),
        other => {
            eprint!("{USAGE}");
            bail!("there is no task `{other}`")
        }
    }
}

fn port_number(text: &str) -> Result<u16> {
    text.parse().map_err(|_| anyhow::anyhow!("`{text}` is not a port (0 to 65535)"))
}

/// Reads `--name value` pairs; anything else is an error, so a misspelt option never passes in silence.
fn options<const N: usize>(args: &[String], names: [&str; N]) -> Result<[Option<String>; N]> {
    let mut values = [const { None }; N];
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let Some(place) = names.iter().position(|name| name == arg) else {
            bail!("unknown option `{arg}`; known here: {}", names.join(", "));
        };
        match rest.next() {
            Some(value) => values[place] = Some(value.clone()),
            None => bail!("`{arg}` needs a value"),
        }
    }
    Ok(values)
}

/// Reads options without a value.
fn flags<const N: usize>(args: &[String], names: [&str; N]) -> Result<[bool; N]> {
    let mut values = [false; N];
    for arg in args {
        match names.iter().position(|name| name == arg) {
            Some(place) => values[place] = true,
            None => bail!("unknown option `{arg}`; known here: {}", names.join(", ")),
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn options_take_values_in_any_order() {
        let [dir, port] = options(&words("--port 9 --dir out"), ["--dir", "--port"]).unwrap();
        assert_eq!((dir.as_deref(), port.as_deref()), (Some("out"), Some("9")));
    }

    #[test]
    fn a_misspelt_or_empty_option_is_named() {
        let unknown = options(&words("--prot 9"), ["--port"]).unwrap_err().to_string();
        assert_eq!(unknown, "unknown option `--prot`; known here: --port");
        let empty = options(&words("--port"), ["--port"]).unwrap_err().to_string();
        assert_eq!(empty, "`--port` needs a value");
        assert!(flags(&words("--test"), ["--tests"]).is_err());
    }
}
