//! Tests of contact cards: properties, old encodings, and what is left out.

use proptest::prelude::*;

use super::*;
use crate::table::{LoadError, LoadOptions, Sheet};

fn load(bytes: &[u8]) -> Result<Sheet, LoadError> {
    Sheet::from_bytes("people.vcf", bytes, LoadOptions::default())
}

/// The filled cells of a card's row, by column.
fn cells(sheet: &Sheet, row: u32) -> Vec<(&'static str, String)> {
    let cells = COLUMNS.into_iter().zip(sheet.row(row).into_iter().map(|cell| cell.into_owned()));
    cells.filter(|(_, cell)| !cell.is_empty()).collect()
}

fn card(properties: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{properties}\r\nEND:VCARD\r\n")
}

fn one(properties: &str) -> Vec<(&'static str, String)> {
    cells(&load(card(properties).as_bytes()).unwrap(), 0)
}

fn kinds(sheet: &Sheet) -> Vec<(u32, FormProblem)> {
    sheet.problems.list().iter().map(|problem| (problem.line, problem.kind)).collect()
}

#[test]
fn properties_go_to_the_columns_of_contacts() {
    for (properties, expected) in [
        (
            "N:Lovelace;Ada;King;Countess;\nFN:Countess Ada",
            vec![("First name", "Ada King"), ("Last name", "Lovelace")],
        ),
        (
            "N:;;;;\nFN:Grace Brewster Hopper",
            vec![("First name", "Grace Brewster"), ("Last name", "Hopper")],
        ),
        (
            "FN:Ada\nORG:Analytik\\, GmbH;Sales\nTITLE:Analyst\nROLE:other",
            vec![("First name", "Ada"), ("Role", "Analyst"), ("Company", "Analytik, GmbH")],
        ),
        (
            "FN:Ada\nEMAIL;TYPE=home:home@x.org\nitem1.EMAIL;TYPE=INTERNET,pref:work@x.org\nEMAIL:mailto:Home@y.org\nEMAIL:home@x.org",
            vec![
                ("First name", "Ada"),
                ("E-mail", "work@x.org"),
                ("E-mail (further)", "home@x.org; Home@y.org"),
            ],
        ),
        (
            "FN:Ada\nTEL;PREF=2;VALUE=uri:tel:+49-30-1;ext=5\nTEL;PREF=1:+49 171 2\nTEL;TYPE=fax:+49 30 9",
            vec![
                ("First name", "Ada"),
                ("Phone", "+49 171 2"),
                ("Phone (further)", "+49-30-1 ext. 5"),
            ],
        ),
        (
            "FN:Ada\nADR;TYPE=home:;;Home 1;Ulm;BW;89073;DE\nADR;TYPE=work,pref:PO 7;2nd floor;Main 5\\nyard;Berlin;;10115;Germany",
            vec![
                ("First name", "Ada"),
                ("Address: street", "Main 5, yard, 2nd floor, PO 7"),
                ("Address: city", "Berlin"),
                ("Address: postal code", "10115"),
                ("Address: country", "Germany"),
                ("Address (further)", r#""""Home 1""; ""Ulm""; ""BW""; ""89073""; ""DE""""#),
            ],
        ),
        (
            "FN:Ada\nURL:https://a.org\nURL:https://b.org\nBDAY:1815-12-10\nUID:urn:uuid:u-1\nCATEGORIES:Friends,Work\\, old",
            vec![
                ("First name", "Ada"),
                ("Website", "https://a.org"),
                ("Website (further)", "https://b.org"),
                ("Birthday", "1815-12-10"),
                ("Tags", "Friends; \"Work, old\""),
                ("External ID", "u-1"),
            ],
        ),
        (
            "FN:Ada\nNOTE:first\\nline\nNOTE:<script>alert(1)</script>",
            vec![("First name", "Ada"), ("About", "first\nline\n\n<script>alert(1)</script>")],
        ),
        (
            "FN:Ada\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-12-10",
            vec![("First name", "Ada"), ("Birthday", "--12-10")],
        ),
    ] {
        let expected = expected
            .into_iter()
            .map(|(column, text)| (column, text.to_owned()))
            .collect::<Vec<_>>();
        assert_eq!(one(properties), expected, "{properties}");
    }
}

#[test]
fn cards_of_2_1_are_read_in_the_encoding_they_name() {
    let old = b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:M=FCller;J=F6rg\r\nTEL;WORK;VOICE:1\r\nTEL;CELL;PREF:2\r\nNOTE;CHARSET=utf-8;QUOTED-PRINTABLE:Gr=C3=BC=\r\n=C3=9Fe=0D=0Aaus Ulm\r\nORG:Caf\xe9;\r\nX-CUSTOM;CHARSET=KOI-9;QUOTED-PRINTABLE:=C1\r\nEND:VCARD\r\n";
    let sheet = load(old).unwrap();
    let expected = [
        ("First name", "Jörg"),
        ("Last name", "Müller"),
        ("Phone", "2"),
        ("Phone (further)", "1"),
        ("Company", "Café"),
        ("About", "Grüße\naus Ulm"),
    ];
    assert_eq!(cells(&sheet, 0), expected.map(|(column, text)| (column, text.to_owned())));
    assert_eq!(sheet.problems.count(&FormProblem::UnknownCharset), 1, "{:?}", kinds(&sheet));
    let mut marked = vec![0xff, 0xfe];
    marked.extend(card("FN:Zoë").encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(cells(&load(&marked).unwrap(), 0)[0].1, "Zoë", "UTF-16");
    let folded = [b"BEGIN:VCARD\r\nFN:Zo\xc3".as_slice(), b"\r\n \xab\r\nEND:VCARD"].concat();
    assert_eq!(cells(&load(&folded).unwrap(), 0)[0].1, "Zoë", "folded within a character");
}

#[test]
fn what_is_left_out_is_counted_and_what_is_odd_is_told_with_its_line() {
    let text = [
        "begin:vcard",
        "fn:Ada",
        "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
        " BBBB",
        "CCCC",
        "",
        "IMPP:xmpp:a",
        "end:vcard",
        "BEGIN:VCARD",
        "FN:Friends",
        "KIND:group",
        "END:VCARD",
        "stray",
        "BEGIN:VCARD",
        "EMAIL:nobody@x.org",
        "PHOTO:https://x.org/p.jpg",
        "BEGIN:VCARD",
        "FN:Bob",
        "AGENT:",
        "BEGIN:VCARD",
        "FN:Secretary",
        "END:VCARD",
        "EMAIL:bob@x.org",
        "END:VCARD",
    ];
    let sheet = load(text.join("\n").as_bytes()).unwrap();
    assert_eq!(
        kinds(&sheet),
        [
            (3, FormProblem::AttachmentsLeftOut { count: 2 }),
            (7, FormProblem::PropertiesLeftOut { count: 2 }),
            (9, FormProblem::GroupCard),
            (13, FormProblem::NotAProperty),
            (14, FormProblem::NotClosed),
            (14, FormProblem::Nameless),
        ]
    );
    let rows = (0..sheet.rows())
        .map(|row| (sheet.line(row), cells(&sheet, row)[0].1.clone()))
        .collect::<Vec<_>>();
    assert_eq!(rows, [(1, "Ada".into()), (14, "nobody@x.org".into()), (17, "Bob".into())]);
    assert_eq!(cells(&sheet, 2).len(), 2, "the agent's name is not Bob's");
}

#[test]
fn a_file_without_a_contact_is_refused() {
    for text in [
        "BEGIN:VCARD\nKIND:group\nFN:x\nEND:VCARD",
        "BEGIN:VCARD",
        "BEGIN:VCARD\nVERSION:4.0\nFN:\nEND:VCARD",
    ] {
        assert_eq!(
            load(text.as_bytes()).err(),
            Some(LoadError::Cards(CardsError::NoContacts)),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn written_names_and_lists_read_back(given in "[A-Zäé;,\\\\ ]{1,9}", family in "[A-Z;,\n]{1,9}", emails in prop::collection::hash_set("[a-z]{1,6}@x\\.org", 1..5)) {
        let escape = |text: &str| text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
        let emails = emails.into_iter().collect::<Vec<_>>();
        let lines = emails.iter().map(|email| format!("\nEMAIL:{email}")).collect::<String>();
        prop_assume!(!given.trim().is_empty() && !family.trim().is_empty());
        let cells = one(&format!("N:{};{}{lines}", escape(&family), escape(&given)));
        prop_assert_eq!(&cells[0].1, given.trim());
        prop_assert_eq!(&cells[1].1, family.trim());
        prop_assert_eq!(&cells[2].1, &emails[0]);
        prop_assert_eq!(cells.len() > 3, emails.len() > 1);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(BEGIN:VCARD|END:VCARD|AGENT:|N:|ADR;|PHOTO:|TEL;PREF=|;ENCODING=QUOTED-PRINTABLE;CHARSET=|=|=C3|\r\n|\n |[ -~é]){0,60}") {
        let _ = load(format!("BEGIN:VCARD\n{text}").as_bytes());
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = load(&[b"BEGIN:VCARD\nFN:x\n", bytes.as_slice()].concat());
    }
}
