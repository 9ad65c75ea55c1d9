//! `kith import`: what the wizard would do with a file.

use std::path::PathBuf;

use bridge::Reply;
use bridge::import::{FileState, ImportState, Policy, ProblemKind, ProblemLine};
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::failure::{Failure, print_json, say, write};
use crate::words;
use crate::workspace::{Choices, DialectChoices, HeaderRow, Workspace, written};

/// Problems printed for people.
const SHOWN: usize = 20;

/// Reads files as the import wizard does.
#[derive(Args)]
pub struct Import {
    /// Files to import together: companies, people, deals, in any order. Tables (CSV, TSV, XLSX), contact cards (vCard), calendars (iCalendar), e-mail (.eml, mbox).
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What the rows are: contact, company, deal, ticket, order … Detected when left out.
    #[arg(long)]
    object: Option<String>,
    /// Sheet of the first file, a workbook; otherwise the first one with something in it is read.
    #[arg(long)]
    sheet: Option<String>,
    /// Your own address in mail, which tells what was sent from what was received. May be given several times.
    #[arg(long)]
    own: Vec<String>,
    /// Delimiter of the first file, where the detected one is wrong: a character, or `tab`.
    #[arg(long, value_parser = delimiter)]
    delimiter: Option<char>,
    /// Row of the first file that names its columns, from 1, or `none`.
    #[arg(long, value_parser = header_row)]
    header: Option<HeaderRow>,
    /// Order of days, months and years in short dates of the first file.
    #[arg(long, value_parser = ["dmy", "mdy", "ymd"])]
    dates: Option<String>,
    /// Decimal mark of numbers in the first file.
    #[arg(long, value_parser = ["point", "comma"])]
    decimal: Option<String>,
    /// Where a column of the first file goes: `Header=field`, `Header=skip`, `Header=name.family`, `Header=link:company`, `Header=new:text:Label`.
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

fn delimiter(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\\t" => Ok('\t'),
        _ => text.parse().map_err(|_| "write one character, or tab".to_owned()),
    }
}

fn header_row(text: &str) -> Result<HeaderRow, String> {
    if text == "none" {
        return Ok(HeaderRow(None));
    }
    let row = text.parse::<u32>().ok().and_then(|row| row.checked_sub(1));
    row.map(|row| HeaderRow(Some(row)))
        .ok_or_else(|| "write a row, from 1, or none".to_owned())
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
    /// Why it cannot be read at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    object: Option<String>,
    rows: u32,
    dialect: ToldDialect,
    columns: Vec<ToldColumn>,
    create: u32,
    update: u32,
    duplicate: u32,
    skip: u32,
    unchanged: u32,
    problem_count: u32,
    problems: Vec<ToldProblem>,
}

#[derive(Serialize)]
struct ToldDialect {
    /// `text`, `workbook`, `cards`, `calendar` or `mail`.
    kind: &'static str,
    /// The sheet of the workbook that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    /// All of its sheets, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sheets: Vec<String>,
    encoding: &'static str,
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
    /// `cell`: the cell is left out; `row`: the row is; `link`: the record it names was not found; `taken`: the value has to be unique and another record has it; `form`: of the file's form.
    kind: &'static str,
    text: String,
    problem: String,
}

impl Import {
    /// Runs the command.
    ///
    /// # Errors
    /// When a file cannot be read, or a choice names what does not exist. What the other files hold is printed before.
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
            sheet: self.sheet,
            own: self.own,
            dialect: DialectChoices {
                delimiter: self.delimiter,
                header: self.header,
                dates: self.dates,
                decimal_comma: self.decimal.map(|mark| mark == "comma"),
            },
            map: self.map,
            match_by: self.match_by,
            policy,
        };
        let state = workspace.import(&choices, self.out.is_some())?;
        if let Some(path) = &self.out
            && let Reply::File(bridge::FileReply { bytes, .. }) = workspace.ask(bridge::Request::Backup)?
        {
            write(path, &bytes)?;
        }
        let told = told(&state, &workspace);
        if self.json {
            print_json(&told)?;
        } else {
            say(&in_words(&told))?;
        }
        let refused = told.files.into_iter().find_map(|file| Some((file.file, file.refused?)));
        refused.map_or(Ok(()), |(path, why)| Err(Failure::Unreadable { path, why }))
    }
}

/// What is told, for people.
fn in_words(told: &Told) -> String {
    let mut lines = Vec::new();
    for file in &told.files {
        if let Some(why) = &file.refused {
            lines.push(format!("{}: {why}", file.file));
            continue;
        }
        let object = file.object.as_deref().unwrap_or("nothing known");
        let sheet = file
            .dialect
            .sheet
            .as_ref()
            .map_or_else(String::new, |sheet| format!(" in sheet “{sheet}”"));
        lines.push(format!("{}: {} rows of {object}{sheet}", file.file, file.rows));
        let columns = file.columns.iter();
        lines.extend(columns.map(|column| format!("  {:<28} {:<12} -> {}", column.header, column.kind, column.target)));
        lines.push(format!(
            "  create {}, update {}, duplicate {}, skip {}, unchanged {}, problems {}",
            file.create, file.update, file.duplicate, file.skip, file.unchanged, file.problem_count
        ));
        let problems = file.problems.iter().take(SHOWN);
        let place = if file.dialect.sheet.is_some() { "row" } else { "line" };
        lines.extend(problems.map(|problem| format!("  {place} {}: {} {}", problem.line, problem.text, problem.problem)));
        let more = (file.problem_count as usize).saturating_sub(SHOWN);
        lines.extend((more > 0).then(|| format!("  and {more} more: --json lists them")));
    }
    lines.push(format!("other records made on the way: {}\n", told.linked));
    lines.join("\n")
}

fn told(state: &ImportState, workspace: &Workspace) -> Told {
    let counts = state.counts;
    Told {
        files: (0..)
            .zip(&state.files)
            .map(|(index, file)| told_file(file, workspace.problems(index)))
            .collect(),
        create: counts.create,
        update: counts.update,
        duplicate: counts.duplicate,
        skip: counts.skip,
        unchanged: counts.unchanged,
        linked: counts.linked,
    }
}

fn told_file(file: &FileState, problems: Vec<ProblemLine>) -> ToldFile {
    let kind_of_file = file.dialect.kind;
    let headers = words::columns(&file.columns);
    let header = |column: u32| headers.get(column as usize).cloned();
    ToldFile {
        file: file.name.clone(),
        refused: file.refused.as_ref().map(ToString::to_string),
        object: file.object.as_ref().map(ToString::to_string),
        rows: file.rows,
        dialect: ToldDialect {
            kind: file.dialect.kind.key(),
            sheet: file.dialect.sheet.clone(),
            sheets: Some(&file.dialect.sheets)
                .filter(|sheets| sheets.len() > 1)
                .cloned()
                .unwrap_or_default(),
            encoding: file.dialect.encoding.name(),
            delimiter: file.dialect.delimiter,
            header_row: file.dialect.header,
            decimal_comma: file.dialect.decimal_comma,
            date_order: file.dialect.date_order.clone(),
        },
        columns: file
            .columns
            .iter()
            .zip(&headers)
            .map(|(column, header)| ToldColumn {
                header: header.clone(),
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
        unchanged: file.counts.unchanged,
        problem_count: file.problem_count,
        problems: problems
            .into_iter()
            .map(|problem| ToldProblem {
                line: problem.line,
                column: problem.column.and_then(header),
                kind: kind(&problem.problem),
                problem: words::problem(&problem.problem, kind_of_file),
                text: problem.text,
            })
            .collect(),
    }
}

fn kind(problem: &ProblemKind) -> &'static str {
    match problem {
        ProblemKind::Cell(_) => "cell",
        ProblemKind::Row(_) | ProblemKind::InBin | ProblemKind::OfAnotherObject | ProblemKind::Again { .. } => "row",
        ProblemKind::Form(_) | ProblemKind::Mapping(_) | ProblemKind::Differs { .. } | ProblemKind::OtherSheets { .. } => "form",
        ProblemKind::Link { .. } => "link",
        ProblemKind::Taken(_) => "taken",
    }
}
