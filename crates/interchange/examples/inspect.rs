//! Prints how a file is written, what its columns hold and where they would go:
//! `cargo run -p interchange --example inspect -- FILE…`.

use interchange::mapping::propose;
use interchange::table::{LoadOptions, Sheet};
use model::Schema;
use model::validate::ParseContext;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    for path in std::env::args().skip(1) {
        let sheet = match Sheet::from_bytes(&path, &std::fs::read(&path)?, LoadOptions::default()) {
            Ok(sheet) => sheet,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        let dialect = &sheet.dialect;
        println!(
            "{path}: {} rows, {}, delimiter {:?}, header {:?}, {:?}, {:?} ({}), {:.2}",
            sheet.rows(),
            sheet.encoding.name(),
            char::from(dialect.syntax.delimiter),
            dialect.header,
            dialect.decimal,
            dialect.date_order,
            if dialect.date_order_certain { "certain" } else { "guess" },
            dialect.confidence
        );
        for reason in &dialect.reasons {
            println!("  because {reason}");
        }
        let proposal = propose(&sheet, &Schema::built_in(), &ParseContext::default());
        println!(
            "  object {} ({:.2}), then {:?}",
            proposal.object,
            proposal.confidence,
            &proposal.candidates[1..3]
        );
        for (column, mapping) in sheet.columns.iter().zip(&proposal.mapping.columns) {
            println!(
                "  {:24} {:12} {:.2} filled {} distinct {} → {:?} {:?} ({:.2}) {:?}",
                column.name,
                column.kind.key(),
                column.confidence,
                column.filled,
                column.distinct,
                mapping.target,
                mapping.also,
                mapping.confidence,
                column.samples
            );
        }
        let mapping = &proposal.mapping;
        println!(
            "  name {:?}, grouping {:?}, rules {:?}, match {:?}",
            mapping.name, mapping.grouping, mapping.rules, mapping.match_by
        );
        for (kind, count) in sheet.problems.counts() {
            println!("  {count} × {kind}");
        }
        for problem in sheet.problems.list().iter().take(5) {
            println!("  {problem}");
        }
    }
    Ok(())
}
