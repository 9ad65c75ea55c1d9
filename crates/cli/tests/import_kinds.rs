//! `kith import` with files that are no tables of text: workbooks, contact cards, calendars, e-mail.

#![allow(clippy::unwrap_used)]

mod call;

use call::{file, json, kith};
use miniz_oxide::deflate::compress_to_vec;
use serde_json::Value;

/// A workbook whose first sheet has these rows; the second one is called Notes.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |text: &&str| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = rows
        .iter()
        .map(|row| format!("<row>{}</row>", row.iter().map(cell).collect::<String>()));
    let sheet = format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows.collect::<String>());
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet";
    let relation = |id: &str, target: &str| format!(r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#);
    let relations = [relation("a", "sheet1.xml"), relation("b", "sheet2.xml")].concat();
    let parts = [
        ("xl/sheet1.xml", sheet),
        ("xl/sheet2.xml", "<worksheet><sheetData/></worksheet>".to_owned()),
        (
            "xl/workbook.xml",
            r#"<workbook><sheets><sheet name="Leads" r:id="a"/><sheet name="Notes" r:id="b"/></sheets></workbook>"#.to_owned(),
        ),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships>{relations}</Relationships>")),
    ];
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in &parts {
        let (packed, at) = (compress_to_vec(text.as_bytes(), 6), bytes.len() as u32);
        let mut shared = b"\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
        for size in [packed.len() as u32, text.len() as u32, name.len() as u32] {
            shared.extend(size.to_le_bytes());
        }
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&shared);
        bytes.extend(name.bytes().chain(packed));
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&shared);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.bytes());
    }
    let mut end = b"PK\x05\x06\0\0\0\0\x04\0\x04\0".to_vec();
    for number in [directory.len() as u32, bytes.len() as u32] {
        end.extend(number.to_le_bytes());
    }
    end.extend([0; 2]);
    [bytes, directory, end].concat()
}

#[test]
fn a_workbook_is_imported_as_a_table_is() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 3] = [
        &["Name", "E-mail"],
        &["Ada Lovelace", "ada@example.org"],
        &["Grace Hopper", "grace(at)navy"],
    ];
    // The name does not say what it is.
    let path = file(folder.path(), "people.csv", &workbook(&rows));
    let told = json(&["import", &path, "--object", "contact", "--json"]);
    let told_file = &told["files"][0];
    assert_eq!(
        (&told_file["dialect"]["kind"], &told_file["dialect"]["sheet"]),
        (&"workbook".into(), &"Leads".into())
    );
    assert_eq!((&told["create"], &told_file["rows"]), (&2.into(), &2.into()));
    let problems = told_file["problems"].as_array().unwrap();
    assert!(problems[0]["problem"].as_str().unwrap().contains("“Notes”"), "{problems:?}");
    assert_eq!(told_file["dialect"]["sheets"], Value::from(vec!["Leads", "Notes"]));
    assert_eq!(
        (&problems[1]["line"], &problems[1]["text"]),
        (&3.into(), &"grace(at)navy".into()),
        "the row of the sheet"
    );
}

#[test]
fn another_sheet_is_read_where_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(
        folder.path(),
        "people.xlsx",
        &workbook(&[&["Name", "E-mail"], &["Ada", "ada(at)x"]]),
    );
    let output = kith(&["import", &path, "--sheet", "Leads", "--object", "contact"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("in sheet “Leads”") && told.contains("row 2: ada(at)x"), "{told}");
    for (sheet, why) in [("Notes", "the sheet “Notes” is empty"), ("Nowhere", "there is no sheet “Nowhere”")] {
        let output = kith(&["import", &path, "--sheet", sheet]);
        assert_eq!(output.status.code(), Some(2));
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_protected_workbook_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    let output = kith(&["import", &file(folder.path(), "people.xlsx", &bytes)]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("protected by a password") && told.contains("save it without one"),
        "{told}"
    );
}

#[test]
fn cards_and_calendars_say_themselves_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let cards = "BEGIN:VCARD\nFN:Ada Lovelace\nEMAIL:ada@example.org\nEMAIL:ada@example.net\nPHOTO:https://example.org/a.jpg\nEND:VCARD\n";
    let cards = file(folder.path(), "people.txt", cards.as_bytes());
    let calendar = "BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:Call\nDUE:20260131\nEND:VTODO\nBEGIN:VEVENT\nSUMMARY:Stand-up\nDTSTART:20260105T090000Z\nRRULE:FREQ=DAILY\nATTENDEE:mailto:ada@example.org\nEND:VEVENT\nEND:VCALENDAR\n";
    let calendar = file(folder.path(), "calendar.ics", calendar.as_bytes());
    let told = json(&["import", &cards, &calendar, "--json"]);
    let files = told["files"].as_array().unwrap();
    let what = |index: usize| {
        (
            files[index]["dialect"]["kind"].as_str().unwrap(),
            files[index]["object"].as_str().unwrap(),
        )
    };
    assert_eq!(
        [what(0), what(1), what(2)],
        [("cards", "contact"), ("calendar", "activity"), ("calendar", "task")]
    );
    assert_eq!(
        (&told["create"], &told["linked"]),
        (&3.into(), &0.into()),
        "the attendee is the contact of the cards"
    );
    let problem = |index: usize| files[index]["problems"][0].clone();
    assert!(
        problem(0)["problem"].as_str().unwrap().contains("left out: 1 in all"),
        "{}",
        problem(0)
    );
    assert_eq!(problem(1)["line"], 9, "{}", problem(1));
    assert!(problem(1)["problem"].as_str().unwrap().contains("repeats"), "{}", problem(1));
}

#[test]
fn models_are_computed_on_a_workbook_too() {
    let folder = tempfile::tempdir().unwrap();
    let rows: [&[&str]; 3] = [&["Name", "Role"], &["Ada Lovelace", "Analyst"], &["Grace Hopper", "Admiral"]];
    let path = file(folder.path(), "people.xlsx", &workbook(&rows));
    let told = json(&["segment", &path, "--where", "job_title contains Adm", "--json"]);
    assert_eq!(told["count"], 1);
}

#[test]
fn a_mail_is_read_and_says_what_was_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mail = "From: Ada Lovelace <ada@example.org>\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nMessage-ID: <1@example.org>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\nContent-Type: application/pdf\r\n\r\nAAAA\r\n--b--\r\n";
    let told = json(&["import", &file(folder.path(), "mail.eml", mail), "--json"]);
    let told_file = &told["files"][0];
    assert_eq!(
        (&told_file["dialect"]["kind"], &told_file["object"]),
        (&Value::from("mail"), &Value::from("activity"))
    );
    assert_eq!((&told["create"], &told["linked"]), (&Value::from(1), &Value::from(1)));
    let columns = told_file["columns"].as_array().unwrap();
    let sample = |header: &str| columns.iter().find(|column| column["header"] == header).unwrap()["samples"][0].clone();
    assert_eq!(
        (sample("Subject"), sample("Contact")),
        ("Grüße".into(), "Ada Lovelace <ada@example.org>".into())
    );
    let problem = &told_file["problems"][0];
    assert!(problem["problem"].as_str().unwrap().contains("left out: 1 in all"), "{problem}");
    // Whose mail it is tells what was sent.
    let told = json(&[
        "import",
        &file(folder.path(), "mail.eml", mail),
        "--own",
        "Ada@example.org",
        "--json",
    ]);
    let columns = told["files"][0]["columns"].as_array().unwrap();
    let direction = columns.iter().find(|column| column["header"] == "Direction").unwrap();
    assert_eq!((&direction["samples"][0], &told["linked"]), (&Value::from("out"), &Value::from(0)));
}
