//! Tests of workbooks, which are built here byte by byte.

use std::borrow::Cow;

use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;

use super::*;
use crate::csv::{CellError, FormProblem, Overrides};
use crate::table::{LoadError, LoadOptions, Loading, Sheet};

/// A ZIP file of parts, each packed unless `stored`.
pub(crate) fn zip(parts: &[(&str, &str)], stored: bool) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in parts {
        let packed = if stored {
            text.as_bytes().to_vec()
        } else {
            compress_to_vec(text.as_bytes(), 6)
        };
        let method: u16 = if stored { 0 } else { 8 };
        let at = bytes.len() as u32;
        let mut sizes = Vec::new();
        sizes.extend_from_slice(&[0; 4]);
        sizes.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        sizes.extend_from_slice(&(text.len() as u32).to_le_bytes());
        sizes.extend_from_slice(&(name.len() as u16).to_le_bytes());
        bytes.extend_from_slice(b"PK\x03\x04\x14\0\0\0");
        bytes.extend_from_slice(&method.to_le_bytes());
        bytes.extend_from_slice(&[0; 4]);
        bytes.extend_from_slice(&sizes);
        bytes.extend_from_slice(&[0; 2]);
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(&packed);
        directory.extend_from_slice(b"PK\x01\x02\x14\0\x14\0\0\0");
        directory.extend_from_slice(&method.to_le_bytes());
        directory.extend_from_slice(&[0; 4]);
        directory.extend_from_slice(&sizes);
        directory.extend_from_slice(&[0; 12]);
        directory.extend_from_slice(&at.to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
    let (start, size) = (bytes.len() as u32, directory.len() as u32);
    bytes.append(&mut directory);
    bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
    for count in [parts.len() as u16; 2] {
        bytes.extend_from_slice(&count.to_le_bytes());
    }
    bytes.extend_from_slice(&size.to_le_bytes());
    bytes.extend_from_slice(&start.to_le_bytes());
    bytes.extend_from_slice(&[0; 2]);
    bytes
}

const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\ hh:mm"/><numFmt numFmtId="165" formatCode="00000"/></numFmts>
    <cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
    <cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

/// A workbook of sheets, given by name, further attributes and rows.
fn parts(sheets: &[(&str, &str, &str)], strings: &str, properties: &str) -> Vec<(String, String)> {
    let (mut list, mut relations, mut parts) = (String::new(), String::new(), Vec::new());
    for (index, (name, attributes, rows)) in sheets.iter().enumerate() {
        list += &format!(r#"<sheet name="{name}" sheetId="{index}" {attributes} r:id="r{index}"/>"#);
        relations += &format!(r#"<Relationship Id="r{index}" Type="http://x/worksheet" Target="worksheets/s{index}.xml"/>"#);
        let sheet = format!(r#"<?xml version="1.0"?><worksheet><!-- rows --><sheetData>{rows}</sheetData><mergeCells/></worksheet>"#);
        parts.push((format!("xl/worksheets/s{index}.xml"), sheet));
    }
    relations += r#"<Relationship Id="s" Type="http://x/styles" Target="/xl/styles.xml"/>"#;
    relations += r#"<Relationship Id="t" Type="http://x/sharedStrings" Target="sharedStrings.xml"/>"#;
    let book = format!("<workbook><workbookPr {properties}/><sheets>{list}</sheets></workbook>");
    parts.push(("xl/workbook.xml".into(), book));
    parts.push((
        "xl/_rels/workbook.xml.rels".into(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    parts.push(("xl/styles.xml".into(), STYLES.into()));
    parts.push(("xl/sharedStrings.xml".into(), format!("<sst>{strings}</sst>")));
    parts
}

fn book(sheets: &[(&str, &str, &str)], strings: &str, properties: &str) -> Vec<u8> {
    let parts = parts(sheets, strings, properties);
    zip(&parts.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>(), false)
}

fn load(bytes: &[u8]) -> Result<Sheet, LoadError> {
    Sheet::from_bytes("book.xlsx", bytes, LoadOptions::default())
}

fn one(rows: &str, strings: &str) -> Sheet {
    load(&book(&[("Leads", "", rows)], strings, "")).unwrap()
}

fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    (0..sheet.rows())
        .map(|row| sheet.row(row).into_iter().map(Cow::into_owned).collect())
        .collect()
}

fn problems(sheet: &Sheet) -> Vec<(u32, Option<u16>, FormProblem)> {
    let list = sheet.problems.list().iter();
    list.map(|problem| (problem.line, problem.column, problem.kind)).collect()
}

const HEADER: &str =
    r#"<row r="3"><c r="A3" t="inlineStr"><is><t>Name</t></is></c><c r="B3" t="s"><v>0</v></c><c r="C3" t="str"><v>Birthday</v></c></row>"#;

#[test]
fn cells_of_every_kind_become_texts() {
    let strings = r#"<si><t>E-mail</t></si><si><r><t xml:space="preserve">Ada </t></r><r><rPr/><t>&amp; Söhne</t></r><rPh><t>エイダ</t></rPh></si><si><t>two_x000D_
lines, "so"</t></si>"#;
    let cells = [
        (r#"<c r="A4" t="s"><v>1</v></c>"#, "Ada & Söhne"),
        (r#"<c r="A4" t="s"><v>2</v></c>"#, "two\nlines, \"so\""),
        (r#"<c r="A4" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c>"#, "a<b"),
        (r#"<x:c r="A4" t="str"><x:f>1&gt;2</x:f><x:v>&#x41;&#66;</x:v></x:c>"#, "AB"),
        (r#"<c r="A4"><v>3.1400000000000001</v></c>"#, "3.14"),
        (r#"<c r="A4"><f>SUM(B1)</f><v>1E+3</v></c>"#, "1000"),
        (r#"<c r="A4" s="1"><v>45000</v></c>"#, "2023-03-15"),
        (r#"<c r="A4" s="2"><v>45000.5</v></c>"#, "2023-03-15 12:00:00"),
        (r#"<c r="A4" s="3"><v>1069</v></c>"#, "01069"),
        (r#"<c r="A4" s="4"><v>0.25</v></c>"#, "25%"),
        (r#"<c r="A4" s="99"><v>7</v></c>"#, "7"),
        (r#"<c r="A4" t="b"><v>1</v></c>"#, "yes"),
        (r#"<c r="A4" t="b"><v>0</v></c>"#, "no"),
        (r#"<c r="A4" t="d"><v>2026-01-31</v></c>"#, "2026-01-31"),
        ("<c><v>9</v></c>", "9"),
    ];
    for (cell, expected) in cells {
        let sheet = one(
            &format!(r#"{HEADER}<row r="4">{cell}<c r="B4" t="str"><v>x</v></c></row>"#),
            strings,
        );
        assert_eq!(sheet.cell(0, 0), expected, "{cell}");
        assert_eq!(problems(&sheet), [], "{cell}");
    }
}

#[test]
fn rows_keep_the_numbers_of_the_sheet_and_cells_their_columns() {
    let body = r#"<row r="7"><c r="B7" t="str"><v>grace@example.org</v></c></row><row r="8"/><row r="9"><c r="A9" t="str"><v>Ada</v></c><c r="D9"><v>1</v></c></row>"#;
    let sheet = one(&format!("{HEADER}{body}"), "<si><t>E-mail</t></si>");
    assert_eq!(
        sheet.columns.iter().map(|column| &*column.name).collect::<Vec<_>>(),
        ["Name", "E-mail", "Birthday", "Column 4"]
    );
    assert_eq!(rows(&sheet), [vec!["", "grace@example.org"], vec!["Ada", "", "", "1"]]);
    assert_eq!((sheet.line(0), sheet.line(1)), (7, 9));
    assert_eq!(
        (sheet.origin.kind, sheet.origin.sheet.as_deref()),
        (FileKind::Workbook, Some("Leads"))
    );
}

#[test]
fn what_a_cell_cannot_say_is_told_with_its_place() {
    for (cell, expected) in [
        (
            r#"<c r="A4" t="e"><v>#N/A</v></c>"#,
            FormProblem::ErrorCell(CellError::NotAvailable),
        ),
        (
            r#"<c r="A4" t="e"><f>1/0</f><v>#SPILL!</v></c>"#,
            FormProblem::ErrorCell(CellError::Other),
        ),
        (r#"<c r="A4"><f>SUM(B1)</f></c>"#, FormProblem::NotCalculated),
        (r#"<c r="A4" s="1"><v>-5</v></c>"#, FormProblem::NotInFormat),
        (r#"<c r="A4"><v>1234567890123456700</v></c>"#, FormProblem::RoundedNumber),
        (r#"<c r="A4" t="s"><v>7</v></c>"#, FormProblem::Unreadable),
    ] {
        let row = format!(r#"{HEADER}<row r="4">{cell}<c r="B4" t="str"><v>x@example.org</v></c></row>"#);
        let sheet = one(&row, "<si><t>E-mail</t></si>");
        assert_eq!(problems(&sheet), [(4, Some(0), expected)], "{cell}");
        assert_eq!(sheet.cell(0, 1), "x@example.org", "{cell}");
    }
    let far = format!(r#"{HEADER}<row r="1048576"><c r="A1048576" t="str"><v>x</v></c><c r="XFD1048576" t="str"><v>far</v></c></row>"#);
    let sheet = one(&far, "<si><t>E-mail</t></si>");
    assert_eq!(
        problems(&sheet),
        [(1_048_576, Some(500), FormProblem::TooManyColumns { found: 16_384 })]
    );
    assert_eq!(sheet.columns.len(), 3, "a far cell makes no columns");
}

#[test]
fn the_first_shown_sheet_with_rows_is_read_and_the_others_are_named() {
    let data = r#"<row r="1"><c t="str"><v>Name</v></c></row><row r="2"><c t="str"><v>Ada</v></c></row>"#;
    let sheets = [
        ("Secret", r#"state="hidden""#, data),
        ("Cover", "", ""),
        ("R&amp;D", "", data),
        ("Notes", "", data),
    ];
    let sheet = load(&book(&sheets, "", "")).unwrap();
    assert_eq!(sheet.origin.sheet.as_deref(), Some("R&D"));
    assert_eq!(sheet.origin.sheets, ["Cover", "R&D", "Notes", "Secret"]);
    let other = |sheet: &Sheet, name: &str| -> Result<Sheet, LoadError> {
        let mut loading = sheet.other(name)?;
        while !loading.step(1)?.done {}
        loading.finish()
    };
    // Another one is read from what is there, and the first one again.
    let notes = other(&sheet, "Secret").unwrap();
    assert_eq!((notes.origin.sheet.as_deref(), &*notes.cell(0, 0)), (Some("Secret"), "Ada"));
    assert_eq!(other(&notes, "R&D").unwrap().origin, sheet.origin);
    assert_eq!(
        other(&sheet, "Cover").err(),
        Some(LoadError::Workbook(WorkbookError::EmptySheet("Cover".into())))
    );
    let refused = other(&sheet, "Nowhere").err().unwrap().to_string();
    assert!(refused.contains("“Nowhere”") && refused.contains("“R&D”"), "{refused}");
    let empty = load(&book(&[("A", "", ""), ("B", "", "<row/>")], "", ""));
    assert_eq!(empty.err(), Some(LoadError::Workbook(WorkbookError::NoRows)));
}

#[test]
fn days_are_counted_from_the_year_that_the_workbook_says() {
    let row = r#"<row><c t="str"><v>Day</v></c></row><row><c s="1"><v>43538</v></c></row>"#;
    let sheet = load(&book(&[("A", "", row)], "", r#"date1904="1""#)).unwrap();
    assert_eq!(sheet.cell(0, 0), "2023-03-15");
}

#[test]
fn another_header_is_taken_without_reading_the_file_again() {
    let row =
        r#"<row r="5"><c t="str"><v>Ada</v></c><c><v>1</v></c></row><row r="6"><c t="str"><v>Grace</v></c><c t="e"><v>#REF!</v></c></row>"#;
    let sheet = one(row, "");
    let overrides = Overrides {
        header: Some(crate::csv::HeaderChoice::Row(0)),
        ..Overrides::default()
    };
    let mut loading = sheet.redetect(overrides);
    while !loading.step(1).unwrap().done {}
    let sheet = loading.finish().unwrap();
    assert_eq!((&*sheet.columns[0].name, sheet.rows(), sheet.line(0)), ("Ada", 1, 6));
    assert_eq!(sheet.problems.count(&FormProblem::ErrorCell(CellError::Other)), 1, "problems stay");
    assert_eq!(sheet.origin.sheet.as_deref(), Some("Leads"));
}

#[test]
fn files_that_are_no_workbook_say_what_to_do() {
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.extend([0; 600]);
    let mut encrypted = old.clone();
    encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let mut locked = book(&[("A", "", "<row><c><v>1</v></c></row>")], "", "");
    for place in memchr::memmem::find_iter(&locked.clone(), b"PK\x01\x02") {
        locked[place + 8] |= 1;
    }
    let ods = zip(
        &[
            ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
            ("content.xml", "<x/>"),
        ],
        true,
    );
    let doctype = zip(
        &[
            ("xl/workbook.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x/>"),
            ("xl/_rels/workbook.xml.rels", "<x/>"),
        ],
        false,
    );
    for (bytes, expected) in [
        (old, WorkbookError::OldFormat),
        (encrypted, WorkbookError::Encrypted),
        (locked, WorkbookError::Encrypted),
        (ods, WorkbookError::OpenDocument),
        (doctype, WorkbookError::Damaged(WorkbookDamage::DocumentType)),
        (zip(&[("xl/workbook.bin", "x")], false), WorkbookError::BinaryFormat),
        (zip(&[("a.csv", "Name\nAda")], false), WorkbookError::NoWorkbook),
        (zip(&[], false), WorkbookError::NoWorkbook),
        (
            b"PK\x03\x04 and nothing".to_vec(),
            WorkbookError::Damaged(WorkbookDamage::Directory),
        ),
    ] {
        assert_eq!(load(&bytes).err(), Some(LoadError::Workbook(expected.clone())), "{expected:?}");
    }
}

#[test]
fn what_unpacks_to_more_than_it_says_or_than_there_may_be_is_refused() {
    let row = format!("<row><c t=\"str\"><v>{}</v></c></row>", "A".repeat(3_000_000));
    let bytes = book(&[("A", "", &row)], "", "");
    assert!(bytes.len() < 10_000, "three megabytes pack well");
    let place = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    for (said, expected) in [
        (1_000_u32, WorkbookError::Damaged(WorkbookDamage::PartSize)),
        (4_000_000, WorkbookError::Damaged(WorkbookDamage::PartSize)),
        (
            600 * 1024 * 1024,
            too_large(WorkbookExcess::Bytes, 600 * 1024 * 1024, crate::limits::MAX_UNPACKED),
        ),
        (u32::MAX, WorkbookError::Damaged(WorkbookDamage::Directory)),
    ] {
        let mut bytes = bytes.clone();
        bytes[place + 24..place + 28].copy_from_slice(&said.to_le_bytes());
        assert_eq!(load(&bytes).err(), Some(LoadError::Workbook(expected)), "{said}");
    }
    let sheet = load(&bytes);
    assert_eq!(
        sheet.err(),
        Some(LoadError::Workbook(WorkbookError::NoRows)),
        "a row of three megabytes is no row"
    );
}

#[test]
fn a_shared_text_that_is_everywhere_does_not_fill_the_memory() {
    let cells = r#"<row>"#.to_owned() + &r#"<c t="s"><v>0</v></c>"#.repeat(25) + "</row>";
    let strings = format!("<si><t>{}</t></si>", "x".repeat(30_000));
    let bytes = book(&[("A", "", &cells.repeat(400))], &strings, "");
    assert!(matches!(
        load(&bytes).err(),
        Some(LoadError::Workbook(WorkbookError::TooLarge { .. }))
    ));
}

#[test]
fn bytes_may_come_in_any_pieces_and_stand_behind_others() {
    let row = r#"<row><c t="str"><v>Name</v></c></row><row><c t="str"><v>Ada</v></c></row>"#;
    let mut bytes = b"something before".to_vec();
    bytes.extend(book(&[("A", "", row)], "", ""));
    assert!(load(&bytes).is_err(), "told by its beginning");
    let bytes = &bytes[16..];
    for piece in [1, 7, 5_000] {
        let mut loading = Loading::new(LoadOptions::default()).unwrap();
        bytes.chunks(piece).for_each(|piece| loading.push(piece).unwrap());
        loading.end_of_input().unwrap();
        while !loading.step(1).unwrap().done {}
        assert_eq!(rows(&loading.finish().unwrap()), [["Ada"]]);
    }
}

#[test]
fn sizes_may_stand_in_64_bits_as_streaming_writers_put_them() {
    let bytes = book(
        &[(
            "A",
            "",
            r#"<row><c t="str"><v>Name</v></c></row><row><c t="str"><v>Ada</v></c></row>"#,
        )],
        "",
        "",
    );
    let place = memchr::memmem::find(&bytes, b"PK\x01\x02").unwrap();
    let name = usize::from(u16::from_le_bytes([bytes[place + 28], bytes[place + 29]]));
    let mut wide = bytes.clone();
    let mut field = vec![9, 0, 2, 0, 0, 0, 1, 0, 16, 0];
    for at in [24, 20] {
        field.extend(&bytes[place + at..place + at + 4]);
        field.extend([0; 4]);
        wide[place + at..place + at + 4].fill(0xff);
    }
    wide[place + 30] = field.len() as u8;
    let end = wide.len() - 10;
    let size = u32::from_le_bytes([wide[end], wide[end + 1], wide[end + 2], wide[end + 3]]) + field.len() as u32;
    wide[end..end + 4].copy_from_slice(&size.to_le_bytes());
    wide.splice(place + 46 + name..place + 46 + name, field);
    assert_eq!(rows(&load(&wide).unwrap()), [["Ada"]]);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

proptest! {
    #[test]
    fn a_written_table_reads_back(table in prop::collection::vec(prop::collection::vec("[ -~äß\n]{0,12}", 3), 1..20), stored: bool) {
        let mut text = String::from(r#"<row r="1"><c t="str"><v>Alpha</v></c><c t="str"><v>Beta</v></c><c t="str"><v>Gamma</v></c></row>"#);
        for (index, row) in table.iter().enumerate() {
            text += &format!(r#"<row r="{}">"#, index + 2);
            for (cell, column) in row.iter().zip(["A", "B", "C"]) {
                text += &format!(r#"<c r="{column}{}" t="inlineStr"><is><t>{}</t></is></c>"#, index + 2, escaped(cell));
            }
            text += "</row>";
        }
        let parts = parts(&[("A", "", &text)], "", "");
        let bytes = zip(&parts.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>(), stored);
        let overrides = Overrides { header: Some(crate::csv::HeaderChoice::Row(0)), ..Overrides::default() };
        let sheet = Sheet::from_bytes("book.xlsx", &bytes, LoadOptions { overrides, ..LoadOptions::default() }).unwrap();
        let filled = table.iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())).collect::<Vec<_>>();
        prop_assert_eq!(sheet.rows() as usize, filled.len());
        for (row, (index, cells)) in (0..).zip(filled) {
            prop_assert_eq!(sheet.line(row), index as u32 + 2);
            for (column, cell) in cells.iter().enumerate() {
                prop_assert_eq!(&*sheet.cell(row, column), cell);
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(noise in prop::collection::vec((0_usize..4_000, any::<u8>()), 0..12), cut in 0_usize..4_000) {
        let row = r#"<row r="1"><c t="str"><v>Name</v></c><c s="1"><v>45000</v></c></row><row><c t="s"><v>0</v></c></row>"#;
        let parts = parts(&[("A", "", row)], "<si><t>Ada</t></si>", "");
        for stored in [true, false] {
            let mut bytes = zip(&parts.iter().map(|(name, text)| (&**name, &**text)).collect::<Vec<_>>(), stored);
            bytes.truncate(bytes.len().max(cut) - cut / 3);
            for (place, byte) in &noise {
                if let Some(target) = bytes.get_mut(*place) {
                    *target = *byte;
                }
            }
            let _ = load(&bytes);
        }
    }

    #[test]
    fn no_sheet_makes_it_panic(text in "[<>/ac-z=\"'&;!\\[\\]?rRtTvV0-9 -]{0,200}") {
        let _ = load(&book(&[("A", "", &text)], "", ""));
    }
}
