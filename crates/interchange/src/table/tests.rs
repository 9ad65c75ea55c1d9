//! Whole files to tables: what the columns are, and how files are refused.

use model::FieldKind;
use model::validate::{DateOrder, DecimalStyle};

use super::*;
use crate::csv::{FormProblem, HeaderChoice};
use crate::decode::{LooksLike, TextError};

fn sheet(text: &str) -> Sheet {
    Sheet::from_bytes("test.csv", text.as_bytes(), LoadOptions::default()).unwrap()
}

fn kinds(sheet: &Sheet) -> Vec<(&str, FieldKind)> {
    sheet.columns.iter().map(|column| (&*column.name, column.kind)).collect()
}

#[test]
fn columns_are_what_they_hold() {
    let mut text = String::from("id,name,email,phone,joined,score,zip,paid,share,site,active,plan,about,seen\n");
    for row in 0..60 {
        text += &format!(
            "{row},Ada Lovelace{row},a{row}@example.org,+44 20 7946 {row:04},2020-01-{:02},{}.5,0{},€{}.00,{}%,https://e.org/{row},{},{},\"line\nline\",2020-01-02T10:00:00Z\n",
            row % 28 + 1,
            row,
            1000 + row,
            row,
            row,
            if row % 2 == 0 { "yes" } else { "no" },
            ["basic", "plus", "pro"][row % 3],
        );
    }
    let sheet = sheet(&text);
    use FieldKind::*;
    assert_eq!(
        kinds(&sheet),
        [
            ("id", Text),
            ("name", Text),
            ("email", Email),
            ("phone", Phone),
            ("joined", Date),
            ("score", Number),
            ("zip", Text),
            ("paid", Money),
            ("share", Percent),
            ("site", Url),
            ("active", Boolean),
            ("plan", Choice),
            ("about", LongText),
            ("seen", DateTime)
        ]
    );
    assert_eq!(sheet.rows(), 60);
    assert_eq!(sheet.columns[7].currency, Some(model::Currency::EUR));
    assert_eq!(
        sheet.columns[11].words,
        [("basic".to_owned(), 20), ("plus".to_owned(), 20), ("pro".to_owned(), 20)]
    );
    assert_eq!(
        (sheet.columns[4].min.as_deref(), sheet.columns[4].max.as_deref()),
        (Some("2020-01-01"), Some("2020-01-28"))
    );
    assert_eq!(sheet.columns[2].filled, 60);
    assert_eq!(sheet.columns[2].distinct, 60);
}

#[test]
fn dates_and_numbers_show_their_style() {
    for (text, order, certain) in [
        ("when\n31/01/2020\n01/02/2020\n", DateOrder::DayFirst, true),
        ("when\n01/31/2020\n01/02/2020\n", DateOrder::MonthFirst, true),
        ("when\n2020/01/31\n", DateOrder::YearFirst, true),
        ("when\n01/02/2020\n03/04/2020\n", DateOrder::DayFirst, false),
    ] {
        let sheet = sheet(text);
        assert_eq!(
            (sheet.dialect.date_order, sheet.dialect.date_order_certain),
            (order, certain),
            "{text:?}"
        );
    }
    assert_eq!(sheet("a;b\n1.234,50;1\n").dialect.decimal, DecimalStyle::Comma);
    assert_eq!(sheet("a,b\n\"1,234.50\",1\n").dialect.decimal, DecimalStyle::Point);
    assert_eq!(sheet("a;b\n1.5;1\n").dialect.decimal, DecimalStyle::Point);
    assert_eq!(sheet("a;b\n1;1\n").dialect.decimal, DecimalStyle::Comma);
}

#[test]
fn values_that_do_not_fit_their_column_are_shown_with_their_line() {
    let mut text = String::from("email\n");
    for row in 0..20 {
        text += &format!("a{row}@example.org\n");
    }
    text += "not an address\n";
    let sheet = sheet(&text);
    let column = &sheet.columns[0];
    assert_eq!(column.kind, FieldKind::Email);
    assert_eq!(column.problems.len(), 1);
    assert_eq!(
        (column.problems[0].row, column.problems[0].line, &*column.problems[0].text),
        (20, 22, "not an address")
    );
}

#[test]
fn names_of_columns_are_made_unique() {
    let sheet = sheet("name,,Name,name,Name (2)\nAda,1,2,3,4\n");
    let names = sheet.columns.iter().map(|column| &*column.name).collect::<Vec<_>>();
    assert_eq!(names, ["name", "Column 2", "Name (2)", "name (3)", "Name (2) (2)"]);
    assert_eq!(sheet.problems.count(&FormProblem::EmptyHeader), 1);
    assert_eq!(sheet.problems.count(&FormProblem::DuplicateHeader), 3);
    assert_eq!(sheet.column("NAME (3)"), Some(3));
}

#[test]
fn cells_are_found_by_row_and_column() {
    let sheet = sheet("Report\n\na,b,c\n1,\"x\ny\",3\n4\n5,6,7,8\n");
    assert_eq!(sheet.rows(), 3);
    assert_eq!(
        (sheet.cell(0, 1), sheet.cell(1, 0), sheet.cell(1, 2), sheet.cell(9, 0)),
        ("x\ny".into(), "4".into(), "".into(), "".into())
    );
    assert_eq!((sheet.line(0), sheet.line(1), sheet.line(2)), (4, 6, 7));
    assert_eq!(sheet.row(2), ["5", "6", "7", "8"]);
    assert_eq!(sheet.preamble(), [vec!["Report"], vec!["a", "b", "c"]]);
}

#[test]
fn a_table_is_read_again_with_other_choices() {
    let sheet = sheet("a,b;c\n1,2;3\n");
    let chosen = crate::csv::Overrides {
        delimiter: Some(b';'),
        header: Some(HeaderChoice::Absent),
        ..Default::default()
    };
    let mut loading = sheet.redetect(chosen);
    while !loading.step(1).unwrap().done {}
    let again = loading.finish().unwrap();
    assert_eq!(again.row(0), ["a,b", "c"]);
    assert_eq!(again.rows(), 2);
    assert_eq!(again.columns[0].name, "Column 1");
    assert!(again.problems.is_empty());
}

#[test]
fn files_are_refused_with_the_reason() {
    let load = |bytes: &[u8]| Sheet::from_bytes("x", bytes, LoadOptions::default()).err().unwrap();
    assert_eq!(load(b""), LoadError::Empty);
    assert_eq!(load(b"\xef\xbb\xbf"), LoadError::Empty);
    assert_eq!(load(b"\n\n \n"), LoadError::Empty);
    assert_eq!(load(b"%PDF-1.7"), LoadError::Text(TextError::NotText(LooksLike::Pdf)));
    let found = crate::limits::MAX_ROW as u64 + 1;
    let wide = format!("{}\nAda\n", "c".repeat(found as usize));
    let max = crate::limits::MAX_ROW as u64;
    assert_eq!(load(wide.as_bytes()), LoadError::HeaderTooLong { found, max });
    let too_large = LoadOptions {
        size: Some(crate::limits::MAX_FILE + 1),
        ..LoadOptions::default()
    };
    assert!(matches!(Loading::new(too_large).err(), Some(LoadError::TooLarge { .. })));
}

#[test]
fn a_file_that_grows_or_shrinks_while_it_is_read_is_refused() {
    for declared in [3, 5] {
        let mut loading = Loading::new(LoadOptions {
            size: Some(declared),
            ..LoadOptions::default()
        })
        .unwrap();
        loading.push(b"a\n1\n").unwrap();
        assert_eq!(loading.end_of_input(), Err(LoadError::SizeChanged { declared, found: 4 }));
        assert_eq!(loading.step(10), Err(LoadError::Unfinished));
    }
}

#[test]
fn a_header_alone_is_a_table_without_rows() {
    for text in ["name,email", "name,email\n", "name,email\r\n\r\n"] {
        let sheet = sheet(text);
        assert_eq!((sheet.rows(), sheet.columns.len()), (0, 2));
        assert_eq!(sheet.columns[1].kind, FieldKind::Email);
        assert_eq!(sheet.problems.count(&FormProblem::NoRows), 1);
    }
}

#[test]
fn a_last_column_without_a_name_is_kept_when_it_holds_something() {
    assert_eq!(sheet("name,email,\nAda,ada@example.org,\n").columns.len(), 2);
    let sheet = sheet("name,email,\nAda,ada@example.org,\nBob,bob@example.org,x\n");
    assert_eq!((sheet.columns.len(), &*sheet.cell(1, 2)), (3, "x"));
}

#[test]
fn more_columns_than_allowed_are_left_out_and_told() {
    let header = (0..600).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    let row = (0..600).map(|column| column.to_string()).collect::<Vec<_>>().join(",");
    let sheet = sheet(&format!("{header}\n{row}\n{row}\n"));
    assert_eq!((sheet.columns.len(), sheet.rows()), (500, 2));
    assert_eq!(
        sheet
            .problems
            .list()
            .iter()
            .filter(|problem| problem.kind == FormProblem::TooManyColumns { found: 600 })
            .count(),
        1
    );
}

#[test]
fn damage_in_the_text_is_placed_in_the_table() {
    let bytes = b"\xef\xbb\xbfname,city\nAda,London\nRen\xe9,Paris\n";
    let sheet = Sheet::from_bytes("x", bytes, LoadOptions::default()).unwrap();
    let problem = sheet.problems.list()[0];
    assert_eq!((problem.line, problem.column), (3, Some(0)));
    assert_eq!(problem.kind, FormProblem::InvalidByte { byte: 0xe9, read_as: 'é' });
    assert_eq!(sheet.cell(1, 0), "René");
}

#[test]
fn a_currency_is_that_of_the_column_when_most_of_its_amounts_name_it() {
    let currency = |amounts: &str| sheet(&format!("name,amount\n{amounts}")).columns[1].currency;
    assert_eq!(currency("a,$5\nb,$6\nc,7\n"), Some(model::Currency::USD));
    assert_eq!(currency("a,$5\nb,6\nc,7\n"), None);
}
