//! Rows, cells and problems of all kinds of text, and detection of how it is marked.

use proptest::prelude::*;

use super::*;
use crate::limits::{MAX_ROW, MAX_ROWS};

/// All rows of a text.
fn rows_of(text: &str, syntax: Syntax, index: &RowIndex) -> Vec<Vec<String>> {
    let mut spans = Vec::new();
    (0..index.len())
        .map(|row| {
            let (start, end) = index.range(row).unwrap();
            spans.clear();
            syntax.split(text.as_bytes(), start, end, &mut spans);
            spans.iter().map(|span| syntax.text(text, *span).into_owned()).collect()
        })
        .collect()
}

fn scan(text: &str, syntax: Syntax, columns: Option<usize>, step: usize) -> (Vec<Vec<String>>, Vec<u32>, Vec<String>) {
    let mut scan = RowScan::new(syntax, columns, 0, MAX_ROWS as usize + 1, 0, 1);
    while !scan.step(text, step) {}
    let (index, problems, _) = scan.finish();
    let lines = (0..index.len()).map(|row| index.line(row)).collect();
    let problems = problems.list().iter().map(ToString::to_string).collect();
    (rows_of(text, syntax, &index), lines, problems)
}

#[track_caller]
fn check(text: &str, rows: &[&[&str]], problems: &[&str]) {
    let columns = rows.first().map(|row| row.len());
    let found = scan(text, Syntax::new(b','), columns, usize::MAX);
    assert_eq!(found.0, rows, "rows of {text:?}");
    assert_eq!(found.2, problems, "problems of {text:?}");
    for step in [1, 2, 5] {
        assert_eq!(scan(text, Syntax::new(b','), columns, step), found, "in steps of {step}");
    }
}

#[test]
fn well_formed_text() {
    check("", &[], &[]);
    check("a", &[&["a"]], &[]);
    check("a,b\n1,2\n", &[&["a", "b"], &["1", "2"]], &[]);
    check("a,b\r\n1,2", &[&["a", "b"], &["1", "2"]], &[]);
    check("a,b\r1,2\r", &[&["a", "b"], &["1", "2"]], &[]);
    check("a,\n,\n", &[&["a", ""], &["", ""]], &[]);
    check("\"a,b\",\"c\"\"d\"\n\"\",\" \"", &[&["a,b", "c\"d"], &["", " "]], &[]);
    check("\"x\ny\",\"\r\n\"\nz,w", &[&["x\ny", "\r\n"], &["z", "w"]], &[]);
    check("\"\"\"\",\"\"\"\"\"\"", &[&["\"", "\"\""]], &[]);
    check("\"a\" ,\"b\"  \n", &[&["a", "b"]], &[]);
    check("ä,ö\n日,本\n", &[&["ä", "ö"], &["日", "本"]], &[]);
}

#[test]
fn broken_quotes_lose_nothing() {
    check(
        "a\"b,c\n",
        &[&["a\"b", "c"]],
        &["line 1, column 1: a quote inside a cell that is not quoted; it was kept"],
    );
    check(
        "5\" screen,1\n",
        &[&["5\" screen", "1"]],
        &["line 1, column 1: a quote inside a cell that is not quoted; it was kept"],
    );
    check(
        "\"a\"b,c\n",
        &[&["ab", "c"]],
        &["line 1, column 1: there is text after the closing quote; it was kept"],
    );
    check(
        "\"a\"b\"c\",d\n",
        &[&["ab\"c\"", "d"]],
        &["line 1, column 1: there is text after the closing quote; it was kept"],
    );
    check(
        "x,\"a\ny,2\n",
        &[&["x", "\"a"], &["y", "2"]],
        &["line 1, column 2: this quote is never closed; it was read as a plain character"],
    );
    check(
        "x,\"",
        &[&["x", "\""]],
        &["line 1, column 2: this quote is never closed; it was read as a plain character"],
    );
}

#[test]
fn a_stray_quote_does_not_swallow_the_rows_up_to_the_next_quoted_cell() {
    check(
        "a,b\n1,\"stray\n2,x\n3,\"good, one\"\n",
        &[&["a", "b"], &["1", "\"stray"], &["2", "x"], &["3", "good, one"]],
        &["line 2, column 2: this quote is never closed; it was read as a plain character"],
    );
}

#[test]
fn ragged_rows_are_told_with_their_line() {
    check(
        "a,b,c\n1\n\n\"x\ny\",2\n1,2,3,4\n1,2,3,\n",
        &[
            &["a", "b", "c"],
            &["1"],
            &["x\ny", "2"],
            &["1", "2", "3", "4"],
            &["1", "2", "3", ""],
        ],
        &[
            "line 2: 1 cells for 3 columns; the missing ones are empty",
            "line 3: blank lines were passed over",
            "line 4: 2 cells for 3 columns; the missing ones are empty",
            "line 6, column 4: 4 cells for 3 columns; the values may stand in the wrong columns",
            "line 7, column 4: rows end in a delimiter; the empty last cell was left out",
        ],
    );
}

#[test]
fn line_ends_may_be_mixed_and_lines_are_counted_as_editors_do() {
    let (rows, lines, problems) = scan("a\r\nb\nc\rd\r\n\r\n\n\"e\rf\"\ng", Syntax::new(b','), None, 3);
    assert_eq!(rows.concat(), ["a", "b", "c", "d", "e\rf", "g"]);
    assert_eq!(lines, [1, 2, 3, 4, 7, 9]);
    assert_eq!(
        problems,
        [
            "line 2: lines end in different ways from here on",
            "line 5: blank lines were passed over"
        ]
    );
}

#[test]
fn odd_characters_are_placed() {
    check(
        "a,b\n1,x\0y\n2,\"p\nq\u{2028}r\"\n",
        &[&["a", "b"], &["1", "x\0y"], &["2", "p\nq\u{2028}r"]],
        &[
            "line 2, column 2: a zero character; it is left out of the value",
            "line 4, column 2: a Unicode line separator inside a cell; it counts as part of the text",
        ],
    );
}

#[test]
fn a_row_beyond_the_limit_is_left_out_and_the_next_one_is_read() {
    let long = "x".repeat(MAX_ROW);
    let text = format!("a,b\n{long},2\n\"{long}\n{long}\",2\n3,4\n");
    let (rows, lines, problems) = scan(&text, Syntax::new(b','), Some(2), 1000);
    assert_eq!(rows, [["a", "b"], ["3", "4"]]);
    assert_eq!(lines, [1, 5]);
    assert_eq!(problems.len(), 2);
    assert!(problems[0].starts_with("line 2: the row has 1048578 bytes"), "{}", problems[0]);
    assert!(problems[1].starts_with("line 3: the row has 2097"), "{}", problems[1]);
}

#[test]
fn rows_beyond_the_limit_are_counted() {
    let text = "1\n".repeat(30);
    let mut scan = RowScan::new(Syntax::new(b','), Some(1), 0, 10, 0, 1);
    while !scan.step(&text, 7) {}
    let (index, problems, _) = scan.finish();
    assert_eq!(index.len(), 10);
    assert_eq!(
        problems.list(),
        [Problem {
            line: 11,
            column: None,
            kind: FormProblem::TooManyRows { max: 10 }
        }]
    );
    assert_eq!(problems.total(), 20);
}

#[test]
fn hostile_text_takes_linear_time() {
    let begin = std::time::Instant::now();
    for text in [
        "\n".repeat(10_000_000),
        ",".repeat(10_000_000),
        "\"".repeat(5_000_001),
        "\0".repeat(3_000_000),
        "\"a,".repeat(2_000_000),
        ",\"\"\"\"x\n".repeat(500_000),
        "\u{2028}".repeat(1_000_000),
        "a\"\n\"".repeat(1_000_000),
        "\\\"".repeat(2_000_000),
    ] {
        let _ = detect(&text, &Overrides::default());
        let mut scan = RowScan::new(
            Syntax {
                backslash: true,
                ..Syntax::new(b',')
            },
            Some(3),
            0,
            MAX_ROWS as usize,
            0,
            1,
        );
        while !scan.step(&text, 1 << 20) {}
    }
    // Quadratic work would take hours; the bound is wide so that a busy machine passes.
    assert!(begin.elapsed().as_secs() < 60);
}

fn dialect(text: &str) -> Dialect {
    detect(text, &Overrides::default())
}

#[test]
fn delimiters_and_quotes_are_found() {
    for (text, delimiter, columns) in [
        ("name,city\nAda,London\nLinus,Helsinki\n", b',', 2),
        ("name;amount\nAda;1,5\nBob;2,5\n", b';', 2),
        ("name\tcity\nAda\tLondon, UK\nBob\tParis, FR\n", b'\t', 2),
        ("a|b|c\n1|2|3\n", b'|', 3),
        ("sep=;\na;b,c\n1;2,3\n", b';', 2),
        ("\"sep=|\"\r\na|b\r\n1|2\r\n", b'|', 2),
        ("one\ntwo\nthree\n", b',', 1),
        ("name,notes\nAda,\"a;b;c\"\nBob,\"d;e;f\"\n", b',', 2),
        ("a;\"x;y\";\"1,2\"\nb;\"z\";\"3,4\"\n", b';', 3),
        (
            "1,1,1,1,1@host.invalid,,,\n2\t2\t2\t2\t2@host.invalid\n3\t3\t3\t3\t3@host.invalid\n4\t4\t4\t4\t4@h.invalid\n",
            b'\t',
            5,
        ),
    ] {
        let found = dialect(text);
        assert_eq!((found.syntax.delimiter, found.columns), (delimiter, columns), "{text:?}: {found:?}");
    }
    assert!(dialect("sep=;\na;b\n").sep_line);
    assert_eq!(dialect("'a','b, c'\n'1','2'\n'3','4'\n").syntax.quote, b'\'');
    assert!(dialect("\"a\",\"b\"\n\"say \\\"hi\\\", ok\",\"2\"\n\"3\",\"4\"\n").syntax.backslash);
    assert!(dialect("a, b\n1, \"x, y\"\n2, \"z, w\"\n").syntax.blank_before_quote);
}

#[test]
fn headers_are_found_where_they_are() {
    for (text, header, columns) in [
        ("name,email\nAda,ada@example.org\n", Some(0), 2),
        ("Ada,ada@example.org\nBob,bob@example.org\n", None, 2),
        (
            "Grant,Dyer,g@x.example,2013-11-23T02:30:31-08:00\nCherokee,Shields,c@x.example,2014-11-22T16:43:51-08:00\n",
            None,
            4,
        ),
        ("A,B,C\nX,Y,Z\n", Some(0), 3),
        (
            "Report 2024,,\nExported on,,\nname,city,phone\nAda,London,020 1\nBob,Paris,01 2\n",
            Some(2),
            3,
        ),
        ("Customers of 2024\n\nname;city\nAda;London\nBob;Paris\n", Some(1), 2),
        ("name,city,\nAda,London,\nBob,Paris,\n", Some(0), 2),
        ("customer_id,order_date,revenue\nBrion Stark,2004-12-20,32\n", Some(0), 3),
        ("placeholder,meaning of life,TLD\nLorem ipsum,42,ABC\n", Some(0), 3),
        ("a,b\n", Some(0), 2),
        ("1,2\n3,4\n", None, 2),
        ("2020-01-01,5\n2020-01-02,6\n", None, 2),
    ] {
        let found = dialect(text);
        assert_eq!((found.header, found.columns), (header, columns), "{text:?}: {found:?}");
        assert_eq!(found.first_row, header.map_or(0, |row| row + 1));
    }
}

#[test]
fn what_a_person_chose_stands() {
    let text = "a,b;c\n1,2;3\n";
    let chosen = Overrides {
        delimiter: Some(b';'),
        header: Some(HeaderChoice::Absent),
        ..Overrides::default()
    };
    let found = detect(text, &chosen);
    assert_eq!((found.syntax.delimiter, found.header, found.columns), (b';', None, 2));
    let third = Overrides {
        header: Some(HeaderChoice::Row(3)),
        ..Overrides::default()
    };
    assert_eq!(detect(text, &third).header, Some(3));
}

fn write(rows: &[Vec<String>], delimiter: char, newline: &str, always: bool) -> String {
    let mut text = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                text.push(delimiter);
            }
            let needed = cell.contains([delimiter, '"', '\n', '\r']) || row.len() == 1 && cell.is_empty();
            if always || needed {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(newline);
    }
    text
}

proptest! {
    #[test]
    fn what_is_written_by_the_book_is_read_as_it_was(
        rows in prop::collection::vec(prop::collection::vec("[a-z\"\n\r,;é😀 ]{0,6}", 3), 1..20),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        newline in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        always in any::<bool>(),
        step in 1_usize..200,
    ) {
        let text = write(&rows, delimiter, newline, always);
        let (found, _, problems) = scan(&text, Syntax::new(delimiter as u8), Some(3), step);
        prop_assert_eq!(found, rows);
        prop_assert!(problems.iter().all(|problem| problem.contains("lines end")), "{:?}", problems);
    }

    #[test]
    fn any_text_is_read_alike_in_any_steps(text in "[a\",;\n\r\\\\ \0\u{2028}é]{0,80}", step in 1_usize..40) {
        for syntax in [
            Syntax::new(b','),
            Syntax { backslash: true, ..Syntax::new(b';') },
            Syntax { blank_before_quote: true, ..Syntax::new(b',') },
            Syntax { quote: b'a', ..Syntax::new(b',') },
        ] {
            let whole = scan(&text, syntax, Some(2), usize::MAX);
            prop_assert_eq!(scan(&text, syntax, Some(2), step), whole);
        }
        let _ = detect(&text, &Overrides::default());
    }

    #[test]
    fn the_lines_of_rows_are_lines_of_the_text(text in "[a,\"\n\r]{0,60}") {
        let (rows, lines, _) = scan(&text, Syntax::new(b','), None, usize::MAX);
        let all = text.replace("\r\n", "\n").replace('\r', "\n").split('\n').count() as u32;
        prop_assert!(lines.iter().all(|line| (1..=all).contains(line)));
        prop_assert!(lines.is_sorted_by(|a, b| a < b));
        prop_assert_eq!(rows.len(), lines.len());
    }
}
