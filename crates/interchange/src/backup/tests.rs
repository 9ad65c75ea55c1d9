//! What is written is read back, in any chunks; what is damaged in any place is refused.

use model::{Address, Money, PersonName, RecordId, Value};
use proptest::prelude::*;

use super::*;

fn record(object: &str, id: u128, fields: Vec<(&str, Value)>) -> BackupRecord {
    let fields = fields.into_iter().map(|(key, value)| (key.into(), value)).collect();
    BackupRecord {
        object: object.into(),
        id: RecordId(id),
        life: Life::Alive,
        purged: false,
        fields,
        unknown_fields: vec![],
        unknown: vec![],
    }
}

fn header() -> Header {
    Header {
        created: 1_769_854_530_000,
        workspace: "Acme \"&\" Søns\n".into(),
    }
}

fn write(records: &[BackupRecord], changes: &[Vec<u8>]) -> String {
    let mut writer = Writer::new(&header());
    let mut out = Vec::new();
    for record in records {
        writer.record(record).unwrap();
        out.extend(writer.take());
    }
    changes.iter().for_each(|change| writer.change(change));
    out.extend(writer.finish());
    String::from_utf8(out).unwrap()
}

fn read(bytes: &[u8], chunk: usize) -> Result<Vec<Item>, BackupError> {
    let mut reader = Reader::new();
    let mut items = Vec::new();
    for piece in bytes.chunks(chunk) {
        reader.push(piece);
        while let Some(item) = reader.next()? {
            items.push(item);
        }
    }
    reader.end_of_input();
    while let Some(item) = reader.next()? {
        items.push(item);
    }
    Ok(items)
}

/// Every kind of value there is.
fn sample() -> Vec<BackupRecord> {
    let name = PersonName {
        given: "Noor".into(),
        family: "van den Berg".into(),
    };
    let address = Address {
        street: "1 Main St\nFloor 2".into(),
        country: "NL".into(),
        ..Address::default()
    };
    let mut trashed = record("contact", 2, vec![("__proto__", "polluted".into())]);
    trashed.life = Life::Trashed;
    let mut purged = record("deal", 3, vec![]);
    purged.purged = true;
    let mut newer = record("x-7K2M9Q", 4, vec![("x-1", Value::Number(2.0)), ("x-2", Value::Number(-1e300))]);
    newer.unknown_fields.push(("shape".into(), "{\"circle\":1.50}".into()));
    newer.unknown.push(("colour".into(), "[\"red\",null]".into()));
    vec![
        record(
            "contact",
            1,
            vec![
                ("name", Value::Name(name)),
                ("email", Value::List(vec!["a@x.org".into(), "b@x.org".into()])),
                ("address", Value::Address(Box::new(address))),
                ("birthday", Value::Date(-719_162)),
                ("rating", Value::Int(5)),
                ("agreed", Value::Bool(true)),
                ("company", Value::Ref(RecordId(9))),
                ("note", "tab\t\"quote\" \u{1f} 😀 </script>".into()),
            ],
        ),
        trashed,
        purged,
        record(
            "order",
            5,
            vec![
                ("amount", Value::Money(Money::new(-123_450, model::Currency::EUR))),
                ("date", Value::Time(1_500_000_000_123)),
            ],
        ),
        newer,
    ]
}

fn expected(records: &[BackupRecord], changes: &[Vec<u8>]) -> Vec<Item> {
    let mut summary = Summary {
        changes: changes.len() as u64,
        ..Summary::default()
    };
    for record in records {
        *summary.records.entry(record.object.clone()).or_default() += 1;
        summary.unknown += (record.unknown.len() + record.unknown_fields.len()) as u64;
    }
    let records = records.iter().cloned().map(Item::Record);
    let changes = changes.iter().cloned().map(Item::Change);
    std::iter::once(Item::Header(header()))
        .chain(records)
        .chain(changes)
        .chain([Item::End(summary)])
        .collect()
}

#[test]
fn everything_comes_back_in_any_chunks() {
    let (records, changes) = (sample(), vec![vec![1, 2, 3], vec![], vec![255; 100]]);
    let text = write(&records, &changes);
    for chunk in [1, 7, 64, 4096, usize::MAX] {
        assert_eq!(
            read(text.as_bytes(), chunk),
            Ok(expected(&records, &changes)),
            "in chunks of {chunk}"
        );
    }
    assert_eq!(read(write(&[], &[]).as_bytes(), 5), Ok(expected(&[], &[])));
    let marked = format!("\u{feff}{text}\n\n");
    assert_eq!(read(marked.as_bytes(), 2), Ok(expected(&records, &changes)));
    serde_json::from_str::<serde_json::Value>(&text).unwrap();
}

#[test]
fn the_format_of_version_1_is_frozen() {
    let text = write(&sample()[..2], &[vec![1, 2, 3]]);
    let golden = "{\"kith\":1,\"created\":\"2026-01-31T10:15:30Z\",\"workspace\":\"Acme \\\"&\\\" Søns\\n\",\n\
        \"objects\":{\n\"contact\":[\n\
        {\"id\":\"00000000-0000-0000-0000-000000000001\",\"fields\":{\"name\":{\"given\":\"Noor\",\"family\":\"van den Berg\"},\
        \"email\":[\"a@x.org\",\"b@x.org\"],\"address\":{\"street\":\"1 Main St\\nFloor 2\",\"country\":\"NL\"},\"birthday\":{\"date\":\"0001-01-01\"},\
        \"rating\":5,\"agreed\":true,\"company\":{\"ref\":\"00000000-0000-0000-0000-000000000009\"},\
        \"note\":\"tab\\t\\\"quote\\\" \\u001f 😀 </script>\"}},\n\
        {\"id\":\"00000000-0000-0000-0000-000000000002\",\"life\":\"trashed\",\"fields\":{\"__proto__\":\"polluted\"}}\n]},\n\
        \"log\":[\n\"AQID\"\n],\n\"counts\":{\"contact\":2,\"log\":1},\n\"checksum\":\"xxh64:";
    assert_eq!(
        text.strip_prefix(golden).map(|rest| rest.len()),
        Some("0123456789abcdef\"}\n".len()),
        "{text}"
    );
}

fn parts() -> [FilePart; 3] {
    let part = |sha256: &str, part, bytes: &[u8]| FilePart {
        sha256: sha256.into(),
        part,
        bytes: bytes.to_vec(),
    };
    [part("ab", 0, &[1, 2, 3]), part("ab", 1, &[]), part("cd", 0, &[255; 100])]
}

fn write_with_files(records: &[BackupRecord], changes: &[Vec<u8>]) -> String {
    let mut writer = Writer::with_files(&header());
    records.iter().for_each(|record| writer.record(record).unwrap());
    changes.iter().for_each(|change| writer.change(change));
    parts().iter().for_each(|part| writer.part(part));
    String::from_utf8(writer.finish()).unwrap()
}

#[test]
fn files_come_back_in_any_chunks_with_and_without_a_log() {
    for (records, changes) in [(sample(), vec![vec![1]]), (sample(), vec![]), (vec![], vec![])] {
        let text = write_with_files(&records, &changes);
        let mut wanted = expected(&records, &changes);
        let Some(Item::End(mut summary)) = wanted.pop() else {
            panic!("no end")
        };
        summary.parts = 3;
        wanted.extend(parts().map(Item::Part));
        wanted.push(Item::End(summary));
        for chunk in [1, 7, 4096, usize::MAX] {
            assert_eq!(read(text.as_bytes(), chunk), Ok(wanted.clone()), "in chunks of {chunk}");
        }
        serde_json::from_str::<serde_json::Value>(&text).unwrap();
    }
}

#[test]
fn the_format_of_files_is_frozen() {
    let text = write_with_files(&[], &[vec![1, 2, 3]]);
    let golden = "{\"kith\":2,\"created\":\"2026-01-31T10:15:30Z\",\"workspace\":\"Acme \\\"&\\\" Søns\\n\",\n\
        \"objects\":{},\n\"log\":[\n\"AQID\"\n],\n\"files\":[\n\
        {\"sha256\":\"ab\",\"part\":0,\"data\":\"AQID\"},\n{\"sha256\":\"ab\",\"part\":1,\"data\":\"\"},\n\
        {\"sha256\":\"cd\",\"part\":0,\"data\":\"";
    assert!(text.starts_with(golden), "{text}");
    assert!(text.contains("\n],\n\"counts\":{\"log\":1,\"files\":3},\n"), "{text}");
}

#[test]
fn files_that_are_damaged_or_missing_are_refused() {
    let text = write_with_files(&sample(), &[vec![1]]);
    for cut in 1..text.trim_end().len() {
        assert!(read(&text.as_bytes()[..cut], 50).is_err(), "cut at {cut}");
    }
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        read(text.replacen(from, to, 1).as_bytes(), 64).unwrap_err()
    };
    assert_eq!(with("\"AQID\"", "\"AQIE\""), BackupError::Checksum);
    let shape = |error: BackupError| matches!(error, BackupError::Shape { .. });
    assert!(shape(with("\"AQID\"", "\"AQI\"")));
    assert!(shape(with("\"part\":0", "\"part\":-1")));
    assert!(shape(with("\"sha256\":\"ab\",", "")));
    assert!(shape(with("\"files\":[", "\"files\":[7,")));
    let lies = sealed("{\"kith\":2,\"objects\":{},\"files\":[],\"counts\":{\"files\":1},");
    assert!(matches!(read(lies.as_bytes(), 9), Err(BackupError::Count { .. })));
}

#[test]
fn blanks_between_tokens_do_not_matter() {
    let (records, changes) = (sample(), vec![vec![7]]);
    let text = write(&records, &changes).replace(",\n", " ,\r\n\t").replace(":[", " : [ ");
    assert_eq!(read(text.as_bytes(), 100), Ok(expected(&records, &changes)));
}

#[test]
fn a_backup_that_is_cut_anywhere_is_refused() {
    let text = write(&sample(), &[vec![1, 2, 3]]);
    let end = text.trim_end().len();
    for cut in 1..end {
        assert_eq!(
            read(&text.as_bytes()[..cut], 50),
            Err(BackupError::Truncated { bytes: cut as u64 }),
            "cut at {cut}"
        );
    }
    assert_eq!(read(b"", 1), Err(BackupError::Empty));
    assert_eq!(read(b"\xef\xbb\xbf \n", 1), Err(BackupError::Empty));
}

#[test]
fn a_backup_with_any_flipped_bit_is_refused() {
    let text = write(&sample(), &[vec![1, 2, 3]]);
    for at in 0..text.trim_end().len() {
        for bit in 0..8 {
            let mut damaged = text.clone().into_bytes();
            damaged[at] ^= 1 << bit;
            assert!(read(&damaged, 100).is_err(), "bit {bit} of byte {at} was flipped");
        }
    }
}

#[test]
fn what_is_no_backup_is_told_so() {
    for text in [
        "[]",
        "{}",
        "{\"version\":1}",
        "name,email\nAda,a@x.org\n",
        "{\"kith\":\"1\"",
        "{\"kith\":0,",
        "\0\0",
        "null",
        "{\"id\":1}\n{\"id\":2}\n",
        "// {",
    ] {
        let error = read(text.as_bytes(), 3).unwrap_err();
        assert!(
            matches!(error, BackupError::NotABackup | BackupError::Checksum | BackupError::NoChecksum),
            "{text}: {error}"
        );
    }
    assert_eq!(read(b"{\"kith\":3,\"objects\":{}}", 1), Err(BackupError::Newer(3)));
    assert_eq!(read(b"{\"kith\":99999999999999999999}", 1), Err(BackupError::NotABackup));
}

#[test]
fn damage_has_its_place_and_reason() {
    let text = write(&sample(), &[vec![1]]);
    let with = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        read(text.replacen(from, to, 1).as_bytes(), 64).unwrap_err()
    };
    let json = |error: BackupError| match error {
        BackupError::Json { line, mistake, .. } => Some((line, mistake)),
        _ => None,
    };
    assert_eq!(
        json(with("\"rating\":5,", "\"rating\":5,,")),
        Some((4, JsonMistake::Unexpected(',')))
    );
    assert_eq!(json(with("\"rating\":5,", "/* five */")), Some((4, JsonMistake::Unexpected('/'))));
    assert_eq!(json(with("\"rating\"", "\"agreed\"")), Some((4, JsonMistake::DuplicateKey)));
    assert_eq!(json(with("Main", "\\ud800")), Some((4, JsonMistake::LoneSurrogate)));
    assert_eq!(
        json(with("\"rating\":5", &format!("\"rating\":{}", "[".repeat(40)))),
        Some((4, JsonMistake::TooDeep))
    );
    let shape = |error: BackupError| matches!(error, BackupError::Shape { .. });
    assert!(shape(with("\"contact\":[", "\"contact\":0,\"x\":[")));
    assert!(shape(with("\"life\":\"trashed\"", "\"life\":\"undead\"")));
    assert!(shape(with("000000000001\"", "1\"")));
    assert!(shape(with("\"AQ==\"", "\"AQ=\"")));
    assert!(shape(with("\"log\":[", "\"log\":[7,")));
    assert_eq!(with("\"rating\":5", "\"rating\":6"), BackupError::Checksum);
    assert_eq!(with("\"checksum\"", "\"chksum\""), BackupError::NoChecksum);
    assert!(matches!(with("\"}\n", "\"} x"), BackupError::Trailing { .. }));
    let twice = format!("{text}{text}");
    assert!(matches!(read(twice.as_bytes(), 100), Err(BackupError::Trailing { .. })));
}

/// A document with a checksum that fits.
fn sealed(body: &str) -> String {
    let mut checksum = Checksum::default();
    checksum.update(body.as_bytes());
    format!("{body}\"checksum\":\"xxh64:{:016x}\"}}", checksum.digest())
}

#[test]
fn a_manifest_that_lies_is_refused() {
    let body = "{\"kith\":1,\"objects\":{\"contact\":[]},\"counts\":{\"contact\":1},";
    assert_eq!(
        read(sealed(body).as_bytes(), 9),
        Err(BackupError::Count {
            what: "contact".into(),
            expected: 1,
            found: 0
        })
    );
    let body = "{\"kith\":1,\"objects\":{},\"counts\":{\"deal\":2},";
    assert_eq!(
        read(sealed(body).as_bytes(), 9),
        Err(BackupError::Count {
            what: "deal".into(),
            expected: 2,
            found: 0
        })
    );
    assert!(matches!(
        read(sealed("{\"kith\":1,\"objects\":{},").as_bytes(), 9),
        Err(BackupError::Shape { .. })
    ));
    assert!(matches!(
        read(sealed("{\"kith\":1,\"counts\":{},").as_bytes(), 9),
        Err(BackupError::Shape { .. })
    ));
    assert!(read(sealed("{\"kith\":1,\"objects\":{},\"counts\":{},").as_bytes(), 9).is_ok());
}

#[test]
fn numbers_beyond_all_bounds_and_unknown_members_are_kept_as_they_are() {
    let id = RecordId(1);
    let body = format!(
        "{{\"kith\":1,\"mood\":{{\"good\":true}},\"objects\":{{\"contact\":[{{\"id\":\"{id}\",\"fields\":{{\"a\":1e400,\"b\":99999999999999999999,\"c\":null,\"d\":{{}},\"e\":[[1]]}}}}]}},\"counts\":{{\"contact\":1}},"
    );
    let items = read(sealed(&body).as_bytes(), 13).unwrap();
    let Item::Record(record) = &items[2] else { panic!("{items:?}") };
    let kept = record
        .unknown_fields
        .iter()
        .map(|(key, json)| format!("{key}={json}"))
        .collect::<Vec<_>>();
    assert_eq!(kept, ["a=1e400", "b=99999999999999999999", "c=null", "d={}", "e=[[1]]"]);
    assert_eq!(items[0], Item::Unknown("mood".into(), "{\"good\":true}".into()));
    let again = write(std::slice::from_ref(record), &[]);
    assert_eq!(read(again.as_bytes(), 100).unwrap()[1], items[2]);
}

#[test]
fn records_of_an_object_stand_together_and_before_the_log() {
    let mut writer = Writer::new(&header());
    writer.record(&record("contact", 1, vec![])).unwrap();
    writer.record(&record("deal", 2, vec![])).unwrap();
    assert_eq!(
        writer.record(&record("contact", 3, vec![])),
        Err(WriteError::ObjectTwice("contact".into()))
    );
    writer.change(&[1]);
    assert_eq!(writer.record(&record("task", 4, vec![])), Err(WriteError::AfterLog));
    assert!(read(&writer.finish(), 10).is_ok());
}

fn arbitrary_value() -> impl Strategy<Value = Value> {
    let one = prop_oneof![
        any::<String>().prop_map(Value::Text),
        (-i64::MAX..=i64::MAX).prop_map(Value::Int),
        prop::num::f64::NORMAL.prop_map(Value::Number),
        prop::sample::select(vec![0.0, -0.5, 1e21, 5e-324, f64::MAX]).prop_map(Value::Number),
        (-i64::MAX..=i64::MAX, "EUR|JPY|KWD|CLF|QQQ").prop_map(|(minor, code)| Value::Money(Money::new(minor, code.parse().unwrap()))),
        (-719_162..=2_932_896_i32).prop_map(Value::Date),
        (-62_135_596_800_000..=253_402_300_799_999_i64).prop_map(Value::Time),
        any::<bool>().prop_map(Value::Bool),
        any::<(String, String)>().prop_map(|(given, family)| Value::Name(PersonName { given, family })),
        any::<[String; 5]>().prop_map(|[street, city, region, postal_code, country]| {
            Value::Address(Box::new(Address {
                street,
                city,
                region,
                postal_code,
                country,
            }))
        }),
        any::<u128>().prop_map(|id| Value::Ref(RecordId(id))),
    ];
    let one = one.boxed();
    prop_oneof![4 => one.clone(), 1 => prop::collection::vec(one, 0..4).prop_map(Value::List)]
}

proptest! {
    #[test]
    fn any_record_comes_back(
        fields in prop::collection::btree_map("[a-z_]{1,5}|\\PC{1,4}", arbitrary_value(), 0..6),
        id in 1_u128..,
        life in prop::sample::select(vec![Life::Alive, Life::Trashed, Life::Retracted]),
        purged in any::<bool>(),
        changes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..4),
        chunk in 1_usize..300,
    ) {
        let fields = fields.into_iter().map(|(key, value)| (key.into(), value)).collect();
        // A purged record has no other state.
        let life = if purged { Life::Alive } else { life };
        let records = [BackupRecord { object: "contact".into(), id: RecordId(id), life, purged, fields, unknown_fields: vec![], unknown: vec![] }];
        let text = write(&records, &changes);
        prop_assert_eq!(read(text.as_bytes(), chunk), Ok(expected(&records, &changes)));
    }

    #[test]
    fn any_bytes_are_refused_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..100), at in 0..600_usize, chunk in 1_usize..40) {
        prop_assert!(read(&bytes, chunk).is_err());
        let mut text = write(&sample(), &[vec![1]]).into_bytes();
        let at = at.min(text.len());
        text.splice(at..at, bytes.iter().copied());
        let result = read(&text, chunk);
        let blank = bytes.iter().all(|byte| byte.is_ascii_whitespace());
        prop_assert!(result.is_err() || blank);
    }
}
