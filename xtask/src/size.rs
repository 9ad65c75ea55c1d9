//! The size budgets of the deployable folder, a little above what it is: they keep it from growing unseen. The goals are lower
//! (500 kB for the app before it can be used, 450 kB for the engine, 1,300 kB in all) and not met yet.
//!
//! Sizes are what a browser downloads from a host that compresses: Brotli, quality 11.

use anyhow::{Context, Result, bail};

use crate::dist::{is_part, precached};
use crate::project::Project;

/// Bytes after compression.
const KB: u64 = 1000;

struct Row {
    what: &'static str,
    plain: u64,
    compressed: u64,
    budget: Option<u64>,
}

/// Prints the table and fails if a budget is exceeded.
pub fn run(project: &Project) -> Result<()> {
    let dist = project.root.join("dist");
    if !dist.join("index.html").is_file() {
        bail!("there is no dist/ to measure; `make dist` builds it");
    }
    let files = precached(&dist)?;
    let sizes = compressed_sizes(project, &files)?;
    let sum = |what, budget, chosen: &dyn Fn(&str) -> bool| {
        let of = |place: usize| {
            files
                .iter()
                .zip(&sizes)
                .filter(|(file, _)| chosen(file))
                .map(|(_, size)| size[place])
                .sum()
        };
        Row {
            what,
            plain: of(0),
            compressed: of(1),
            budget,
        }
    };
    let script = |file: &str| file.ends_with(".js");
    let rows = [
        sum("shell with critical CSS", Some(14 * KB), &|file| file == "index.html"),
        sum("ui.wasm", Some(550 * KB), &|file| file.starts_with("app_bg-")),
        sum("parts of the app, fetched later", Some(712 * KB), &is_part),
        sum("engine.wasm", Some(1_155 * KB), &|file| file.starts_with("engine_bg-")),
        sum("scripts", None, &script),
        sum("style sheet", None, &|file| file.ends_with(".css")),
        sum("whole precache", Some(2_590 * KB), &|_| true),
    ];
    print!("{}", table(&rows));
    let over: Vec<_> = rows
        .iter()
        .filter(|row| row.budget.is_some_and(|budget| row.compressed > budget))
        .map(|row| row.what)
        .collect();
    if over.is_empty() {
        return Ok(());
    }
    bail!("over budget: {}", over.join(", "))
}

fn table(rows: &[Row]) -> String {
    let kilo = |bytes: u64| format!("{:.1}", bytes as f64 / KB as f64);
    let mut text = format!("{:<34}{:>12}{:>12}{:>12}{:>8}\n", "kB", "plain", "brotli 11", "budget", "used");
    for row in rows {
        let (budget, used) = match row.budget {
            Some(budget) => (kilo(budget), format!("{:.0} %", 100.0 * row.compressed as f64 / budget as f64)),
            None => ("–".to_owned(), "–".to_owned()),
        };
        text += &format!(
            "{:<34}{:>12}{:>12}{budget:>12}{used:>8}\n",
            row.what,
            kilo(row.plain),
            kilo(row.compressed)
        );
    }
    text
}

/// Plain and compressed size of each file, by Node's own Brotli.
fn compressed_sizes(project: &Project, files: &[String]) -> Result<Vec<[u64; 2]>> {
    const SCRIPT: &str = "const {readFileSync} = require('node:fs'), {brotliCompressSync, constants: c} = require('node:zlib');\
        const size = (file) => { const bytes = readFileSync('dist/' + file);\
        const options = {params: {[c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 22, [c.BROTLI_PARAM_SIZE_HINT]: bytes.length}};\
        return [bytes.length, brotliCompressSync(bytes, options).length]; };\
        console.log(JSON.stringify(process.argv.slice(1).map(size)));";
    let output = project
        .command("node")
        .args(["-e", SCRIPT, "--"])
        .args(files)
        .output()
        .context("cannot start node")?;
    if !output.status.success() {
        bail!("node could not compress dist/: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("node printed no sizes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_shows_use_of_a_budget() {
        let rows = [
            Row {
                what: "shell",
                plain: 10_000,
                compressed: 7_000,
                budget: Some(14_000),
            },
            Row {
                what: "scripts",
                plain: 500,
                compressed: 100,
                budget: None,
            },
        ];
        let lines: Vec<_> = table(&rows)
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        assert_eq!(
            lines,
            ["kB plain brotli 11 budget used", "shell 10.0 7.0 14.0 50 %", "scripts 0.5 0.1 – –"]
        );
    }
}
