//! `kith import`: what the wizard would do with a file.

use std::path::PathBuf;

use bridge::Reply;
use bridge::import::{FileState, ImportState, Policy, ProblemKind};
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::failure::{Failure, print_json, write};
use crate::workspace::{Choices, Workspace, written};

/// Reads files as the import wizard does.
#[derive(Args)]
pub struct Import {
    /// Files to import together: companies, people, deals, in any order.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the rows are: contact, company, deal, ticket, order … Detected when left out.
    #[arg(long)]
    object: Option<String>,
    /// Where a column goes: `Header=field`, `Header=skip`, `Header=name.family`, `Header=link:company`, `Header=new:text:Label`.
    #[arg(long, value_parser = pair)]
    map: Vec<(String, String)>,
    /// Field that tells that two records are the same, or `never`.
    #[arg(long = "match")]
    match_by: Option<String>,
    /// What happens to fields that both have.
    #[arg(long, value_enum)]
    policy: Option<PolicyArgument>,
    /// Writes the imported workspace as a back-up file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum PolicyArgument {
    FillEmpty,
    Overwrite,
    OverwriteAndClear,
    Append,
    Skip,
}

pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    let (header, target) = text.rsplit_once('=').ok_or("write it as Header=field")?;
    Ok((header.to_owned(), target.to_owned()))
}

#[derive(Serialize)]
struct Told {
    files: Vec<ToldFile>,
    create: u32,
    update: u32,
    duplicate: u32,
    skip: u32,
    unchanged: u32,
    linked: u32,
}

#[derive(Serialize)]
struct ToldFile {
    file: String,
    object: Option<String>,
    rows: u32,
    dialect: ToldDialect,
    columns: Vec<ToldColumn>,
    create: u32,
    update: u32,
    duplicate: u32,
    skip: u32,
    problem_count: u32,
    problems: Vec<ToldProblem>,
}

#[derive(Serialize)]
struct ToldDialect {
    encoding: String,
    delimiter: char,
    header_row: Option<u32>,
    decimal_comma: bool,
    date_order: String,
}

#[derive(Serialize)]
struct ToldColumn {
    header: String,
    kind: &'static str,
    filled: u32,
    bad: u32,
    target: String,
    samples: Vec<String>,
}

#[derive(Serialize)]
struct ToldProblem {
    line: u32,
    column: Option<String>,
    text: String,
    problem: String,
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file cannot be read, or a choice names what does not exist.
    pub fn run(self) -> Result<(), Failure> {
        let workspace = Workspace::new()?;
        let policy = self.policy.map(|policy| match policy {
            PolicyArgument::FillEmpty => Policy::FillEmpty,
            PolicyArgument::Overwrite => Policy::Overwrite,
            PolicyArgument::OverwriteAndClear => Policy::OverwriteAndClear,
            PolicyArgument::Append => Policy::Append,
            PolicyArgument::Skip => Policy::Skip,
        });
        let choices = Choices {
            files: self.files,
            object: self.object,
            map: self.map,
            match_by: self.match_by,
            policy,
        };
        let state = workspace.import(&choices, self.out.is_some())?;
        if let Some(path) = &self.out
            && let Reply::File { bytes, .. } = workspace.ask(bridge::Request::Backup)?
        {
            write(path, &bytes)?;
        }
        let told = told(&state);
        if self.json {
            return print_json(&told);
        }
        for file in &told.files {
            println!(
                "{}: {} rows of {}",
                file.file,
                file.rows,
                file.object.as_deref().unwrap_or("nothing known")
            );
            for column in &file.columns {
                println!("  {:<28} {:<12} -> {}", column.header, column.kind, column.target);
            }
            println!(
                "  create {}, update {}, duplicate {}, skip {}, problems {}",
                file.create, file.update, file.duplicate, file.skip, file.problem_count
            );
            for problem in file.problems.iter().take(20) {
                println!("  line {}: {} {}", problem.line, problem.text, problem.problem);
            }
        }
        println!("other records made on the way: {}", told.linked);
        Ok(())
    }
}

fn told(state: &ImportState) -> Told {
    let counts = state.counts;
    Told {
        files: state.files.iter().map(told_file).collect(),
        create: counts.create,
        update: counts.update,
        duplicate: counts.duplicate,
        skip: counts.skip,
        unchanged: counts.unchanged,
        linked: counts.linked,
    }
}

fn told_file(file: &FileState) -> ToldFile {
    let header = |column: u32| file.columns.get(column as usize).map(|column| column.header.clone());
    ToldFile {
        file: file.name.clone(),
        object: file.object.as_ref().map(ToString::to_string),
        rows: file.rows,
        dialect: ToldDialect {
            encoding: file.dialect.encoding.clone(),
            delimiter: file.dialect.delimiter,
            header_row: file.dialect.header,
            decimal_comma: file.dialect.decimal_comma,
            date_order: file.dialect.date_order.clone(),
        },
        columns: file
            .columns
            .iter()
            .map(|column| ToldColumn {
                header: column.header.clone(),
                kind: column.kind.key(),
                filled: column.filled,
                bad: column.bad,
                target: written(&column.target),
                samples: column.samples.clone(),
            })
            .collect(),
        create: file.counts.create,
        update: file.counts.update,
        duplicate: file.counts.duplicate,
        skip: file.counts.skip,
        problem_count: file.problem_count,
        problems: file
            .problems
            .iter()
            .map(|problem| ToldProblem {
                line: problem.line,
                column: problem.column.and_then(header),
                text: problem.text.clone(),
                problem: words(&problem.problem),
            })
            .collect(),
    }
}

fn words(problem: &ProblemKind) -> String {
    match problem {
        ProblemKind::Cell(error) => error.to_string(),
        ProblemKind::Row(text) | ProblemKind::Form(text) => text.clone(),
        ProblemKind::Link { name, close: Some(close) } => format!("“{name}” was not found; “{close}” is close"),
        ProblemKind::Link { name, close: None } => format!("“{name}” was not found"),
    }
}
