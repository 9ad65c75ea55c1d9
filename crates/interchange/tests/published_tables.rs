//! Files that other people wrote for testing readers of delimited text, with the results they expect.
//!
//! They are not part of the repository: `KITH_DATA` names the folder that holds them. Without it there is nothing to do.

use std::path::{Path, PathBuf};

use interchange::csv::{FormProblem, HeaderChoice, Overrides};
use interchange::table::{LoadOptions, Sheet};
use serde_json::{Map, Value};

fn data(folder: &str) -> Option<PathBuf> {
    let path = Path::new(&std::env::var_os("KITH_DATA")?).join(folder);
    path.is_dir().then_some(path)
}

fn load(path: &Path, overrides: Overrides) -> Sheet {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let options = LoadOptions {
        overrides,
        ..LoadOptions::default()
    };
    Sheet::from_bytes(&path.to_string_lossy(), &bytes, options).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn rows(sheet: &Sheet) -> Vec<Vec<String>> {
    (0..sheet.rows())
        .map(|row| sheet.row(row).into_iter().map(|cell| cell.into_owned()).collect())
        .collect()
}

#[test]
fn csv_spectrum_gives_the_expected_json() {
    let Some(folder) = data("csv_spectrum") else { return };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let expected = folder.join("json").join(path.with_extension("json").file_name().unwrap());
        let expected: Value = serde_json::from_slice(&std::fs::read(expected).unwrap()).unwrap();
        let sheet = load(
            &path,
            Overrides {
                header: Some(HeaderChoice::Row(0)),
                ..Overrides::default()
            },
        );
        let names = sheet.columns.iter().map(|column| column.header.clone()).collect::<Vec<_>>();
        let found = rows(&sheet)
            .into_iter()
            .map(|row| names.iter().cloned().zip(row.into_iter().map(Value::String)).collect::<Map<_, _>>());
        let mut found = Value::Array(found.map(Value::Object).collect());
        if expected.is_object() {
            // The set's own slip: for one file the expectation is the row alone, with another phone number than the file has.
            found = found[0].take();
            assert_eq!(found["Contact Phone Number"], "2095257564");
            found["Contact Phone Number"] = expected["Contact Phone Number"].clone();
        }
        // One file lost the CRLF inside its cell on the way, the expectation kept it.
        let text = |value: &Value| value.to_string().replace("\\r\\n", "\\n");
        assert_eq!(text(&found), text(&expected), "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn papaparse_samples_have_their_rows() {
    let Some(folder) = data("csv_papaparse") else { return };
    let absent = || Overrides {
        header: Some(HeaderChoice::Absent),
        ..Overrides::default()
    };
    let abc = vec![vec!["A", "B", "C"], vec!["X", "Y", "Z"]];
    assert_eq!(rows(&load(&folder.join("sample.csv"), absent())), abc);
    assert_eq!(rows(&load(&folder.join("utf-8-bom-sample.csv"), absent())), abc);
    let header = load(&folder.join("sample-header.csv"), Overrides::default());
    assert_eq!(rows(&header), [["test title 01", "test name 01"], ["", "test name 02"]]);
    // The counts that Papa Parse's own tests expect.
    let long = load(&folder.join("long-sample.csv"), Overrides::default());
    assert_eq!((long.dialect.header, long.rows()), (None, 8));
    assert_eq!(long.row(0)[5], "Magna Ut Associates");
    let very_long = load(&folder.join("verylong-sample.csv"), absent());
    assert_eq!(very_long.rows(), 2001);
    assert!(
        very_long
            .problems
            .list()
            .iter()
            .all(|problem| matches!(problem.kind, FormProblem::TooFewCells { expected: 3, found: 2 }))
    );
    assert_eq!(
        very_long.problems.total(),
        rows(&very_long).iter().filter(|row| row.len() == 2).count() as u64
    );
}
