//! The command line `kith`: the same engine without a browser.
//!
//! Every command prints for people, or one JSON object with `--json`. What cannot be done is told on standard error with exit
//! code 2; a wrong call is exit code 64.

mod failure;
mod import;
mod insight;
mod segment;
mod verify;
mod words;
mod workspace;

use clap::{Parser, Subcommand};

/// A CRM in a folder of static files; this is its engine at the prompt.
#[derive(Parser)]
#[command(name = "kith", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Reads files as the import wizard does: what they are, what would happen, every problem with its line.
    Import(import::Import),
    /// Counts and lists the records of a file that a rule matches, and says why.
    Segment(segment::Segment),
    /// Computes models on a file.
    #[command(subcommand)]
    Insight(insight::Insight),
    /// Reads a back-up and checks that it is whole and restores.
    Verify(verify::Verify),
}

fn main() -> std::process::ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let wrong = error.use_stderr();
            // Printing to a closed pipe is nobody's problem.
            let _ = error.print();
            return if wrong { 64.into() } else { 0.into() };
        }
    };
    let told = match arguments.command {
        Command::Import(command) => command.run(),
        Command::Segment(command) => command.run(),
        Command::Insight(command) => command.run(),
        Command::Verify(command) => command.run(),
    };
    match told {
        Ok(()) => 0.into(),
        Err(failure) => {
            failure.tell();
            2.into()
        }
    }
}
