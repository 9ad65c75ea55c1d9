//! Words of the import wizard.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::import::{DialectView, Holder, Policy, ProblemKind};
use model::{FieldKey, FileKind, ObjectDef};

phrases! {
    title { English: "Import" }
    steps { English: "Steps of the import" }
    step_file { English: "File" }
    step_columns { English: "Columns" }
    step_review { English: "Review" }
    step_done { English: "Import" }
    done_mark { English: "done" }
    cancel { English: "Cancel import" }
    back { English: "Back" }
    facts(name, rows, written) { English: "{name}, {rows}, {written}" }
    as_text(encoding, delimiter) { English: "{encoding}, {delimiter}" }
    as_sheet(sheet) { English: "sheet “{sheet}”" }
    as_cards { English: "contact cards" }
    as_calendar { English: "calendar" }
    as_mail { English: "e-mail" }
    facts_several(files, rows) { English: "{files}, {rows}" }

    choose { English: "Choose files" }
    choose_title { English: "Bring in what you have" }
    choose_text { English: "Tables (CSV, TSV, Excel’s .xlsx), address books (.vcf), calendars (.ics) and e-mail (.eml, .mbox). Several at once are linked with each other: companies, people, deals." }
    drop { English: "Drop files here" }
    dropping { English: "Drop to read them" }
    or { English: "or" }
    paste { English: "Paste a table" }
    paste_label { English: "Table with a header in its first line" }
    paste_example { English: "Name, E-mail, Company" }
    pasted { English: "pasted text" }
    tasks { English: "tasks" }
    read_pasted { English: "Read the table" }
    rows_are { English: "Rows are" }
    rows_detect { English: "Whatever they look like" }
    leave_out { English: "Do not import this file" }
    left_out_text { English: "Choose what its rows are to take it in again." }
    stop_counting { English: "Stop counting" }
    count_now { English: "Count what would happen" }
    promise { English: "You see what would happen before anything is written, and one undo takes all of it back." }
    failed { English: "The import could not go on" }
    stopped { English: "Stopped. Nothing was written" }
    unreadable(name) { English: "{name} cannot be read" }
    no_files { English: "None of the files can be imported. Choose others" }
    reading { English: "Reading" }

    match_columns { English: "Match the columns" }
    found(columns, matched) { English: "{columns} found, {matched} matched by name and content." }
    check_marked { English: "Check the ones marked, then go on." }
    all_sure { English: "All of them look right." }
    files { English: "Files" }
    same_when(noun) { English: "Same {noun} when" }
    never_same { English: "Never: every row is new" }
    same_id { English: "The id of Kith is the same" }
    is_same(label) { English: "{label} is the same" }
    when_both { English: "When both have a value" }
    exceptions { English: "Per field" }
    exceptions_set(count) { English: "Per field: {count}" }
    exceptions_title { English: "When both have a value, per field" }
    exceptions_text { English: "Fields that are not set here follow the choice for the whole file." }
    as_file { English: "As the file" }
    close { English: "Close" }
    dialect { English: "How the file is written" }
    encoding { English: "Encoding" }
    delimiter { English: "Between cells" }
    header { English: "Header" }
    header_none { English: "There is none" }
    header_row(number) { English: "In line {number}" }
    header_row_of_sheet(number) { English: "In row {number}" }
    sheet { English: "Sheet" }
    own { English: "Your own addresses" }
    own_help { English: "They tell what you sent from what you received" }
    decimals { English: "Numbers" }
    dates { English: "Dates" }
    day_first { English: "Day first: 31.12.2026" }
    month_first { English: "Month first: 12/31/2026" }
    year_first { English: "Year first: 2026-12-31" }
    comma { English: "Comma" }
    semicolon { English: "Semicolon" }
    tab { English: "Tab" }
    bar { English: "Bar |" }
    point_numbers { English: "1,234.56" }
    comma_numbers { English: "1.234,56" }

    unnamed_column(number) { English: "Column {number}" }
    in_file { English: "In the file" }
    examples { English: "Examples" }
    looks_like { English: "Looks like" }
    goes_to { English: "Goes to" }
    result { English: "Result" }
    mapping(file) { English: "Columns of {file}" }
    field_for(header) { English: "Field for {header}" }
    empty_cell { English: "empty" }
    correct(text) { English: "Correct {text}" }
    corrected(header) { English: "Value of {header}" }
    day_first_kind { English: "Date, day first" }
    month_first_kind { English: "Date, month first" }
    year_first_kind { English: "Date, year first" }

    skip { English: "Do not import" }
    new_field(label) { English: "New field “{label}”" }
    new_field_kind(label) { English: "Kind of the new field {label}" }
    part_of(field, part) { English: "{field}: {part}" }
    further(label) { English: "Another {label:inside}" }
    currency_of(label) { English: "Currency of {label:inside}" }
    link_create(label) { English: "{label}, or create it" }
    link_only(label) { English: "{label}, if it is here" }
    link_by_create(label, by) { English: "{label} by {by}, or create it" }
    link_by(label, by) { English: "{label} by {by}, if it is here" }
    by_email { English: "e-mail" }
    by_external { English: "external id" }
    by_id { English: "id" }
    detail(link, field) { English: "{field} of the {link:inside}" }
    line(field) { English: "Order line: {field:inside}" }
    match_key(label) { English: "{label}, match key" }

    skipped { English: "Skipped" }
    not_read(count) { English: "{count} not read" }
    all_read(read, of) { English: "{read} of {of}" }
    some_empty(count) { English: "{count} empty, left unchanged" }
    check_this { English: "Check this one" }
    no_values { English: "No values" }
    counting { English: "Counting" }

    cannot_read(values) { English: "{values} cannot be read" }
    cannot_read_help { English: "Edit what is marked here or under Review, or leave it; the rest of each row is imported either way." }
    show_problems { English: "Show only these" }

    tallies { English: "What will happen" }
    tallies_done { English: "What happened" }
    create { English: "create" }
    update { English: "update" }
    duplicate { English: "duplicate" }
    skip_rows { English: "skip" }
    unchanged { English: "unchanged" }
    linked { English: "made on the way" }
    create_note { English: "new records" }
    update_note { English: "known, changed" }
    duplicate_note { English: "within the files" }
    skip_note { English: "left out" }
    unchanged_note { English: "known, the same" }
    linked_note { English: "companies, tags and such" }
    undo_note { English: "You can undo the import as one step." }
    review(rows) { English: "Review {rows}" }
    nothing_to_do { English: "There is nothing to import: choose where the columns go" }

    review_title { English: "Look before it is written" }
    review_text { English: "Nothing has been written yet. These are the counts over all files." }
    by_file { English: "By file" }
    file { English: "File" }
    rows { English: "Rows" }
    becomes { English: "Become" }
    problems { English: "Problems" }
    no_problems { English: "No problems" }
    no_problems_text { English: "Every cell could be read." }
    problems_in(file) { English: "Problems in {file}" }
    first_problems(shown, all) { English: "The first {shown} of {all}" }
    download_problems { English: "Download problem rows" }
    problems_of(name) { English: "{name}-problems" }
    line_number { English: "Line" }
    row_number { English: "Row" }
    column { English: "Column" }
    value { English: "In the file" }
    wrong { English: "What is wrong" }
    lines(first, more) { English: "{first} and {more} more" }
    use_close(name) { English: "Use “{name}”" }
    use_close_all(name, rows) { English: "Use “{name}” in {rows}" }
    edits_all(rows) { English: "Changes it in {rows}" }
    show_more { English: "Show more" }
    run(rows) { English: "Import {rows}" }
    nothing_changes { English: "Nothing would change" }
    not_found(name) { English: "“{name}” was not found" }
    again(line) { English: "The same as line {line}, which counts" }
    again_row(line) { English: "The same as row {line}, which counts" }
    in_bin { English: "The record of this id is in the bin" }
    of_another_object { English: "This id belongs to another kind of record" }
    differs(line) { English: "Differs from line {line}, the first of its group, which counts" }
    differs_row(line) { English: "Differs from row {line}, the first of its group, which counts" }
    other_sheets(read, others) { English: "Only the sheet “{read}” is read; choose {others} instead, or import the file once for each" }
    taken_by_row(line) { English: "Row {line} has the same already, and no two may" }
    taken_by_row_of(line, file) { English: "Row {line} of {file} has the same already, and no two may" }
    taken_by_line(line) { English: "Line {line} has the same already, and no two may" }
    taken_by_line_of(line, file) { English: "Line {line} of {file} has the same already, and no two may" }
    not_found_close(name, close) { English: "“{name}” was not found; “{close}” is close" }

    done_title { English: "Imported" }
    done_text(rows, span) { English: "{rows} in {span}. It is one step of undo." }
    undo { English: "Undo import" }
    undo_gone { English: "Other changes came after it: undo those first, or take records back one by one." }
    show(what) { English: "Show {what}" }
    another { English: "Import something else" }
    finish { English: "Done" }
    seconds(count) { English: "{count} s" }
    under_a_second { English: "less than a second" }

    policy_fill_empty { English: "Keep ours, fill empty fields" }
    policy_overwrite { English: "Take theirs; empty cells change nothing" }
    policy_overwrite_and_clear { English: "Take theirs; empty cells clear ours" }
    policy_append { English: "Add theirs as a further value" }
    policy_skip { English: "Leave the row out" }
}

/// What happens to fields that both have.
#[must_use]
pub fn policy(policy: Policy) -> &'static str {
    match policy {
        Policy::FillEmpty => policy_fill_empty(),
        Policy::Overwrite => policy_overwrite(),
        Policy::OverwriteAndClear => policy_overwrite_and_clear(),
        Policy::Append => policy_append(),
        Policy::Skip => policy_skip(),
    }
}

/// A problem as a sentence with its cure, for a file of a kind: workbooks have rows where other files have lines. `object` gives
/// fields their labels.
#[must_use]
pub fn problem(problem: &ProblemKind, kind: FileKind, object: Option<&ObjectDef>) -> String {
    let label = |key: &FieldKey| {
        let field = object.and_then(|object| object.field(key));
        field.map_or_else(|| key.to_string(), |field| field.label.clone())
    };
    let has_rows = kind == FileKind::Workbook;
    let place = |line: &u32, row: fn(&str) -> String, of_line: fn(&str) -> String| {
        let line = super::number(u64::from(*line));
        if has_rows { row(&line) } else { of_line(&line) }
    };
    match problem {
        ProblemKind::Again { line, .. } => place(line, again_row, again),
        ProblemKind::Cell(error) => super::invalid::line(error),
        ProblemKind::Row(reason) => super::reading::skipped(reason, &label),
        ProblemKind::InBin => in_bin().to_owned(),
        ProblemKind::OfAnotherObject => of_another_object().to_owned(),
        ProblemKind::Form(problem) => super::reading::form(problem),
        ProblemKind::Mapping(error) => super::reading::mapping(error, &label),
        ProblemKind::Differs { line } => place(line, differs_row, differs),
        ProblemKind::OtherSheets { read, others } => other_sheets(read, &super::names(others)),
        ProblemKind::Link { name, close: Some(close) } => not_found_close(name, close),
        ProblemKind::Link { name, close: None } => not_found(name),
        ProblemKind::Taken(Holder::Record(name)) => super::invalid::taken(name),
        ProblemKind::Taken(Holder::Line { line, file: None }) => place(line, taken_by_row, taken_by_line),
        ProblemKind::Taken(Holder::Line { line, file: Some(file) }) => {
            let line = super::number(u64::from(*line));
            if has_rows {
                taken_by_row_of(&line, file)
            } else {
                taken_by_line_of(&line, file)
            }
        }
    }
}

/// The name of the list of rows of a file that have problems.
#[must_use]
pub fn problems_file(file: &str) -> String {
    let name = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    format!("{}.csv", problems_of(name))
}

/// The name of a column, from 0: its own, or its number.
#[must_use]
pub fn column_name(header: &str, column: usize) -> String {
    if header.is_empty() {
        unnamed_column(&super::number(column as u64 + 1))
    } else {
        header.to_owned()
    }
}

/// How a file is written, in a few words.
#[must_use]
pub fn written(dialect: &DialectView) -> String {
    match dialect.kind {
        FileKind::Text => as_text(&super::reading::encoding(dialect.encoding), &delimiter_words(dialect.delimiter)),
        FileKind::Workbook => as_sheet(dialect.sheet.as_deref().unwrap_or_default()),
        FileKind::Cards => as_cards().to_owned(),
        FileKind::Calendar => as_calendar().to_owned(),
        FileKind::Mail => as_mail().to_owned(),
    }
}

/// What numbers the rows of a file.
#[must_use]
pub fn place(kind: FileKind) -> &'static str {
    if kind == FileKind::Workbook { row_number() } else { line_number() }
}

/// A delimiter in words.
#[must_use]
pub fn delimiter_words(delimiter: char) -> String {
    match delimiter {
        ',' => super::inside(comma()),
        ';' => super::inside(semicolon()),
        '\t' => super::inside(tab()),
        '|' => super::inside(bar()),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use bridge::import::MatchKey;
    use model::reading::{FormProblem, MappingError, SkipReason};
    use model::{FieldError, Schema};

    use super::*;

    #[test]
    fn every_problem_has_words_with_all_that_it_names() {
        let schema = Schema::built_in();
        let contact = schema.object("contact");
        let label = contact.and_then(|object| object.field("email")).map(|field| field.label.clone()).unwrap();
        let email: FieldKey = "email".into();
        let again = ProblemKind::Again {
            line: 17,
            key: MatchKey::Id,
        };
        let sheets = ProblemKind::OtherSheets {
            read: "North".to_owned(),
            others: vec!["South".to_owned(), "East".to_owned()],
        };
        let link = |close: Option<&str>| ProblemKind::Link {
            name: "GTXPro".to_owned(),
            close: close.map(str::to_owned),
        };
        let held = |file: Option<&str>| {
            ProblemKind::Taken(Holder::Line {
                line: 17,
                file: file.map(str::to_owned),
            })
        };
        let table: [(ProblemKind, &[&str]); 14] = [
            (ProblemKind::Cell(FieldError::Required), &[]),
            (ProblemKind::Row(SkipReason::Required(email.clone())), &[&label]),
            (ProblemKind::InBin, &[]),
            (ProblemKind::OfAnotherObject, &[]),
            (again, &["17"]),
            (ProblemKind::Form(FormProblem::Nul), &[]),
            (ProblemKind::Mapping(MappingError::Twice { field: email }), &[&label]),
            (ProblemKind::Differs { line: 17 }, &["17"]),
            (sheets, &["North", "South", "East"]),
            (link(None), &["GTXPro"]),
            (link(Some("gtx pro")), &["GTXPro", "gtx pro"]),
            (ProblemKind::Taken(Holder::Record("Ada".to_owned())), &["Ada"]),
            (held(None), &["17"]),
            (held(Some("people.csv")), &["17", "people.csv"]),
        ];
        let said = |kind: FileKind| table.each_ref().map(|(what, _)| problem(what, kind, contact));
        for kind in [FileKind::Text, FileKind::Workbook] {
            let (other, place) = match kind {
                FileKind::Workbook => ("ine 17", "ow 17"),
                _ => ("ow 17", "ine 17"),
            };
            let said = said(kind);
            for ((what, names), words) in table.iter().zip(&said) {
                assert!(!words.is_empty() && names.iter().all(|name| words.contains(name)), "{what:?}: {words}");
                assert_eq!(words.contains(place), names.contains(&"17"), "{what:?}: {words}");
                assert!(!words.contains(other), "{what:?}: {words}");
                assert_eq!(said.iter().filter(|other| *other == words).count(), 1, "{what:?}: {words}");
            }
        }
    }

    #[test]
    fn a_list_of_problems_is_named_after_its_file() {
        assert_eq!(problems_file("people.2026.xlsx"), "people.2026-problems.csv");
        assert_eq!(problems_file("people"), "people-problems.csv");
    }

    #[test]
    fn a_column_without_a_name_has_its_number() {
        assert_eq!((column_name("Phone", 2), column_name("", 2)), ("Phone".to_owned(), "Column 3".to_owned()));
    }
}
