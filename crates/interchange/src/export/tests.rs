//! What is exported imports unchanged, and opens in a spreadsheet without running anything.

use model::block::{NONE_U32, text_value};
use model::validate::{ParseContext, validate};
use model::{Block, FieldDef, FieldKind, Money, PersonName, Schema, Value};
use proptest::prelude::*;

use super::*;
use crate::mapping::{MapReason, propose_for};
use crate::table::{LoadOptions, Sheet};
use crate::typed::{Edits, Reader, TypedSlice};

fn written(style: Style, columns: Vec<ExportColumn>, rows: &[(RecordId, Vec<ExportCell>)]) -> String {
    let mut writer = CsvWriter::new(style, columns);
    for (id, cells) in rows {
        writer.row(*id, cells);
    }
    String::from_utf8(writer.take()).unwrap()
}

fn spreadsheet() -> Style {
    Style {
        mode: Mode::Spreadsheet,
        ..Style::default()
    }
}

fn field(object: &str, key: &str) -> FieldDef {
    Schema::built_in().field(object, key).unwrap().clone()
}

fn value(value: &Value) -> ExportCell<'_> {
    ExportCell {
        primary: Some(Item::Value(value)),
        further: &[],
    }
}

#[test]
fn cells_are_what_people_and_the_import_read() {
    let columns = [
        "name",
        "value",
        "stage",
        "own_probability",
        "closed_on",
        "stage_since",
        "lost_reason",
    ]
    .map(|key| ExportColumn::new(&field("deal", key), key == "name"));
    let amount = Value::Money(Money::new(-123_450, model::Currency::EUR));
    let (name, reason, share) = (Value::text("=1+1, \"x\""), Value::text("no-answer"), Value::Number(12.5));
    let (day, moment) = (Value::Date(17_000), Value::Time(1_500_000_000_123));
    let stage = ExportCell {
        primary: Some(Item::Record(RecordId(7), "Won")),
        further: &[],
    };
    let cells = vec![
        value(&name),
        value(&amount),
        stage,
        value(&share),
        value(&day),
        value(&moment),
        value(&reason),
    ];
    let id = "00000000-0000-0000-0000-000000000007";
    assert_eq!(
        written(Style::default(), columns.to_vec(), &[(RecordId(7), cells.clone())]),
        format!(
            "id,Name,Value,Stage,Own probability,Closed on,In stage since,Lost reason\r\n\
             {id},\"=1+1, \"\"x\"\"\",-1234.50 EUR,Won <{id}>,12.5,2016-07-18,2017-07-14T02:40:00.123Z,No answer\r\n"
        )
    );
    let style = Style {
        delimiter: b';',
        bom: true,
        decimal: DecimalStyle::Comma,
        ..spreadsheet()
    };
    assert_eq!(
        written(style, columns.to_vec(), &[(RecordId(7), cells)]),
        format!(
            "\u{feff}id;Name;Value;Value (currency);Stage;Own probability;Closed on;In stage since;Lost reason\r\n\
             {id};\"'=1+1, \"\"x\"\"\";-1234,50;EUR;Won;12,5;2016-07-18;2017-07-14T02:40:00.123Z;No answer\r\n"
        )
    );
}

#[test]
fn names_addresses_and_further_values_have_columns_of_their_own() {
    let columns = ["name", "email", "address"].map(|key| ExportColumn::new(&field("contact", key), key == "name"));
    let text = written(Style::default(), columns.to_vec(), &[(RecordId(1), vec![])]);
    assert_eq!(
        text.lines().next().unwrap(),
        "id,First name,Last name,E-mail,E-mail (further),Address: street,Address: city,Address: region,Address: postal code,Address: country,Address (further)"
    );
    assert_eq!(text.lines().nth(1).unwrap(), "00000000-0000-0000-0000-000000000001,,,,,,,,,,");
}

#[test]
fn no_cell_of_a_spreadsheet_file_begins_a_formula() {
    let payloads = [
        "=cmd|'/C calc'!A0",
        "@SUM(1+9)",
        "+1+cmd",
        "-2+3",
        "＝1",
        "\t=1",
        "=HYPERLINK(\"http://x\")",
        "'=1",
    ];
    let columns = vec![
        ExportColumn::new(&field("deal", "name"), true),
        ExportColumn::new(&FieldDef::new("x", "=cmd()", FieldKind::LongText), false),
    ];
    for payload in payloads {
        let payload = Value::text(payload);
        let text = written(
            spreadsheet(),
            columns.clone(),
            &[(RecordId(1), vec![value(&payload), value(&payload)])],
        );
        let sheet = Sheet::from_bytes("x.csv", text.as_bytes(), LoadOptions::default()).unwrap();
        let header = sheet.preamble();
        let cells = header[0]
            .iter()
            .cloned()
            .chain(sheet.row(0).into_iter().map(|cell| cell.into_owned()));
        assert!(
            cells.skip(1).all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '＝'])),
            "{text}"
        );
    }
}

/// What a record holds: for each field its primary value and the further ones, records by id and name.
type Row = Vec<(Option<Held>, Vec<Held>)>;

#[derive(Clone, Debug, PartialEq)]
enum Held {
    Value(Value),
    Record(RecordId, String),
}

impl Held {
    fn item(&self) -> Item<'_> {
        match self {
            Held::Value(value) => Item::Value(value),
            Held::Record(id, label) => Item::Record(*id, label),
        }
    }
}

fn arbitrary_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z]{1,8}",
        "[-=+@'＝a1,;|\"<> \n.]{1,8}",
        "\\PC{1,6}",
        Just("-5".to_owned()),
        Just("+49301234567".to_owned()),
        Just("1,5".to_owned()),
        Just("NULL".to_owned()),
    ]
}

fn arbitrary_value(field: &FieldDef) -> BoxedStrategy<Option<Held>> {
    let definition = field.clone();
    // Empty text is never a value.
    let checked = move |value: Value| {
        validate(&definition, value)
            .ok()
            .filter(|value| value.as_text() != Some(""))
            .map(Held::Value)
    };
    let keys = field.options.iter().map(|option| option.key.clone()).collect::<Vec<_>>();
    match field.kind {
        FieldKind::Text | FieldKind::LongText => arbitrary_text().prop_map(move |text| checked(Value::Text(text))).boxed(),
        FieldKind::Email => "[a-z']{1,3}@[a-z]{1,4}\\.[a-z]{2}"
            .prop_map(move |text| checked(Value::Text(text)))
            .boxed(),
        FieldKind::Phone => "\\+4930[1-9][0-9]{5}(;ext=[0-9]{2})?"
            .prop_map(move |text| checked(Value::Text(text)))
            .boxed(),
        FieldKind::Url => "https://[a-z]{1,4}\\.[a-z]{2}/[a-z;,]{0,3}"
            .prop_map(move |text| checked(Value::Text(text)))
            .boxed(),
        FieldKind::PersonName => (arbitrary_text(), arbitrary_text())
            .prop_map(move |(given, family)| checked(Value::Name(PersonName { given, family })))
            .boxed(),
        FieldKind::Address => prop::array::uniform5(prop_oneof![Just(String::new()), arbitrary_text()])
            .prop_map(move |[street, city, region, postal_code, country]| {
                checked(Value::Address(Box::new(model::Address {
                    street,
                    city,
                    region,
                    postal_code,
                    country,
                })))
            })
            .boxed(),
        FieldKind::Integer => any::<i32>().prop_map(move |int| checked(Value::Int(int.into()))).boxed(),
        FieldKind::Duration => (-1_000_000_i64..1_000_000).prop_map(move |int| checked(Value::Int(int))).boxed(),
        FieldKind::Number | FieldKind::Percent => prop_oneof![
            (-100_000..100_000_i32).prop_map(|thousandths| f64::from(thousandths) / 1_000.0),
            prop::num::f64::NORMAL,
        ]
        .prop_map(move |number| checked(Value::Number(number)))
        .boxed(),
        FieldKind::Money => (-10_000_000..10_000_000_i64, prop::sample::select(vec!["EUR", "USD", "JPY", "KWD"]))
            .prop_map(move |(minor, code)| checked(Value::Money(Money::new(minor, code.parse().unwrap()))))
            .boxed(),
        FieldKind::Date => (-700_000..2_000_000_i32).prop_map(move |day| checked(Value::Date(day))).boxed(),
        FieldKind::DateTime => (-60_000_000_000_000..200_000_000_000_000_i64)
            .prop_map(move |millis| checked(Value::Time(millis)))
            .boxed(),
        FieldKind::Boolean => any::<bool>().prop_map(move |bool| checked(Value::Bool(bool))).boxed(),
        FieldKind::Choice if keys.is_empty() || field.open => arbitrary_text().prop_map(move |text| checked(Value::Text(text))).boxed(),
        FieldKind::Choice => prop::sample::select(keys).prop_map(move |key| checked(Value::Text(key))).boxed(),
        FieldKind::Reference | FieldKind::References => (1_u128..1 << 100, "[A-Z][a-z]{1,4}( [A-Z&,;\"]{1,3})?")
            .prop_map(|(id, label)| Some(Held::Record(RecordId(id), label)))
            .boxed(),
        _ => Just(None).boxed(),
    }
}

fn arbitrary_row(fields: &[FieldDef]) -> BoxedStrategy<Row> {
    let cells = fields.iter().map(|field| {
        let several = if field.has_elements() { 0..3_usize } else { 0..1 };
        let required = field.required;
        let primary = if field.kind.is_set() {
            Just(None).boxed()
        } else {
            arbitrary_value(field)
        };
        (primary, prop::collection::vec(arbitrary_value(field), several), any::<bool>()).prop_map(move |(primary, further, empty)| {
            let primary = if empty && !required { None } else { primary };
            let mut further = further
                .into_iter()
                .flatten()
                .filter(|held| Some(held) != primary.as_ref())
                .collect::<Vec<_>>();
            let mut seen = Vec::new();
            further.retain(|held| {
                !seen.contains(held) && {
                    seen.push(held.clone());
                    true
                }
            });
            // Further values stand only beside a primary one.
            (
                primary.clone(),
                if primary.is_some() || several_alone(&further) {
                    further
                } else {
                    Vec::new()
                },
            )
        })
    });
    cells.collect::<Vec<_>>().boxed()
}

/// Elements of a set stand alone.
fn several_alone(_: &[Held]) -> bool {
    false
}

/// The row of a slice as it was exported.
fn imported(slice: &TypedSlice, index: usize, fields: &[FieldDef]) -> Row {
    let rows = &slice.records;
    let cell = |field: &FieldDef| {
        if let Some(reference) = rows.references.iter().find(|reference| reference.field == field.key) {
            let held = |word: u32| {
                Held::Record(
                    reference.ids[word as usize].unwrap_or(RecordId::NIL),
                    reference.words[word as usize].clone(),
                )
            };
            let primary = Some(reference.primary[index]).filter(|word| *word != NONE_U32).map(held);
            let further = reference
                .further
                .iter()
                .filter(|(row, _)| *row as usize == index)
                .map(|(_, word)| held(*word));
            return (primary, further.collect());
        }
        let block = rows.columns.iter().find(|(key, _)| *key == field.key).map(|(_, block)| block);
        let primary = block.and_then(|block| match block {
            Block::Text { .. } => block.texts().nth(index).flatten().map(|text| text_value(text, field.kind)),
            _ => block.get(index, field.kind),
        });
        let elements = rows.elements.iter().find(|column| column.field == field.key);
        let further = elements
            .iter()
            .flat_map(|column| &column.entries)
            .filter(|(row, _)| *row as usize == index);
        (
            primary.map(Held::Value),
            further.map(|(_, value)| Held::Value(value.clone())).collect(),
        )
    };
    fields.iter().map(cell).collect()
}

fn without_ids(row: Row) -> Row {
    let strip = |held: Held| match held {
        Held::Record(_, label) => Held::Record(RecordId::NIL, label),
        other => other,
    };
    row.into_iter()
        .map(|(primary, further)| (primary.map(strip), further.into_iter().map(strip).collect()))
        .collect()
}

fn editable(object: &str) -> Vec<FieldDef> {
    let schema = Schema::built_in();
    schema
        .object(object)
        .unwrap()
        .fields
        .iter()
        .filter(|field| field.is_editable() && !field.hidden)
        .cloned()
        .collect()
}

fn comes_back(object: &str, rows: &[(u128, Row)], style: Style) -> Result<(), TestCaseError> {
    let schema = Schema::built_in();
    let fields = editable(object);
    let primary = &schema.object(object).unwrap().primary;
    let columns = fields
        .iter()
        .map(|field| ExportColumn::new(field, field.key == *primary))
        .collect::<Vec<_>>();
    let mut writer = CsvWriter::new(style, columns);
    for (id, row) in rows {
        let further = row
            .iter()
            .map(|(_, further)| further.iter().map(Held::item).collect::<Vec<_>>())
            .collect::<Vec<_>>();
        let cells = row.iter().zip(&further).map(|((primary, _), further)| ExportCell {
            primary: primary.as_ref().map(Held::item),
            further,
        });
        writer.row(RecordId(*id), &cells.collect::<Vec<_>>());
    }
    let bytes = writer.take();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let sheet = Sheet::from_bytes("export.csv", &bytes, LoadOptions::default()).unwrap();
    prop_assert_eq!(sheet.rows() as usize, rows.len(), "{}", text);
    let mapping = propose_for(&sheet, object, &schema, &ParseContext::default()).unwrap();
    for (profile, column) in sheet.columns.iter().zip(&mapping.columns) {
        prop_assert!(column.reason != MapReason::Nothing, "{} goes nowhere in {}", profile.name, text);
    }
    let mut reader = Reader::new(&sheet, &mapping, &schema).unwrap();
    let slice = reader.step(&sheet, &Edits::default(), u32::MAX).unwrap();
    prop_assert_eq!(&slice.problems, &[], "{}", text);
    prop_assert_eq!(&slice.skipped, &[], "{}", text);
    prop_assert_eq!(
        slice.records.ids.clone(),
        rows.iter().map(|(id, _)| Some(RecordId(*id))).collect::<Vec<_>>()
    );
    for (index, (_, row)) in rows.iter().enumerate() {
        let found = imported(&slice, index, &fields);
        let expected = if style.mode == Mode::Lossless {
            row.clone()
        } else {
            without_ids(row.clone())
        };
        for (field, (found, expected)) in fields.iter().zip(found.into_iter().zip(expected)) {
            prop_assert_eq!(found, expected, "{} in {}", field.key, text);
        }
    }
    Ok(())
}

fn arbitrary_rows(object: &str) -> impl Strategy<Value = Vec<(u128, Row)>> {
    let fields = editable(object);
    let complete = fields.clone();
    let row = arbitrary_row(&fields).prop_filter("a required field is empty", move |row| {
        complete
            .iter()
            .zip(row)
            .all(|(field, (primary, _))| !field.required || primary.is_some())
    });
    prop::collection::vec((1_u128..1 << 120, row), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn contacts_come_back(rows in arbitrary_rows("contact"), spreadsheet in any::<bool>(), bom in any::<bool>()) {
        let mode = if spreadsheet { Mode::Spreadsheet } else { Mode::Lossless };
        comes_back("contact", &rows, Style { mode, bom, ..Style::default() })?;
    }

    #[test]
    fn deals_come_back(rows in arbitrary_rows("deal"), spreadsheet in any::<bool>(), delimiter in prop::sample::select(vec![b',', b';', b'\t'])) {
        let mode = if spreadsheet { Mode::Spreadsheet } else { Mode::Lossless };
        comes_back("deal", &rows, Style { mode, delimiter, ..Style::default() })?;
    }

    #[test]
    fn activities_and_orders_come_back(activities in arbitrary_rows("activity"), orders in arbitrary_rows("order"), lines in arbitrary_rows("line")) {
        comes_back("activity", &activities, Style::default())?;
        comes_back("order", &orders, Style::default())?;
        comes_back("line", &lines, Style::default())?;
    }
}
