//! The binary `kith` as it is called at the prompt: what it prints, and how it ends.

#![allow(clippy::unwrap_used)]

mod call;

use std::path::PathBuf;
use std::process::Command;

use call::{file, json, kith};
use interchange::backup::{BackupRecord, FilePart, Header, Writer};
use serde_json::Value;

const PEOPLE: &str = "Name;E-Mail;Firma;Umsatz;Geburtstag\nJörg Müller;joerg@example.org;Analytik GmbH;1.234,50;31.12.1980\nZoë Ångström;zoe(at)example;Analytik GmbH;7,00;01.02.1990\nJörg Müller;joerg@example.org;;;\n";

#[test]
fn import_tells_dialect_kinds_counts_and_every_problem_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let people = file(folder.path(), "people.csv", PEOPLE);
    let told = json(&["import", &people, "--object", "contact", "--json"]);
    let told_file = &told["files"][0];
    assert_eq!(told_file["dialect"]["delimiter"], ";");
    assert_eq!(told_file["dialect"]["encoding"], "UTF-8");
    assert_eq!(told_file["dialect"]["decimal_comma"], true);
    assert_eq!(told_file["rows"], 3);
    let column = |header: &str| {
        let columns = told_file["columns"].as_array().unwrap();
        columns.iter().find(|column| column["header"] == header).unwrap().clone()
    };
    assert_eq!(
        (column("E-Mail")["kind"].as_str(), column("E-Mail")["target"].as_str()),
        (Some("email"), Some("email"))
    );
    assert_eq!(column("Firma")["target"], "link:company@name");
    assert_eq!((&told["create"], &told["duplicate"]), (&Value::from(2), &Value::from(1)));
    let problem = &told_file["problems"][0];
    assert_eq!(
        (&problem["line"], &problem["text"]),
        (&Value::from(3), &Value::from("zoe(at)example")),
        "{problem}"
    );
}

#[test]
fn a_map_overrules_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let people = file(folder.path(), "people.csv", "a,b\nAda,ada@example.org\n");
    let told = json(&[
        "import",
        &people,
        "--object",
        "contact",
        "--map",
        "a=name.given",
        "--map",
        "b=skip",
        "--json",
    ]);
    let targets: Vec<_> = told["files"][0]["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| column["target"].clone())
        .collect();
    assert_eq!(targets, ["name.given", "skip"]);
}

#[test]
fn a_segment_counts_and_lists_who_matches() {
    let folder = tempfile::tempdir().unwrap();
    let people = file(
        folder.path(),
        "people.csv",
        "Name,E-mail,Role\nAda Lovelace,ada@example.org,Analyst\nGrace Hopper,grace@example.org,Admiral\n",
    );
    let told = json(&["segment", &people, "--where", "job_title contains Adm", "--json"]);
    assert_eq!(told["count"], 1);
    assert!(told["records"].to_string().contains("Grace Hopper"));
}

#[test]
fn rfm_scores_a_file_of_purchases() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "customer,day,amount\n".to_owned();
    for customer in 0..10 {
        for order in 0..=customer {
            text.push_str(&format!("c{customer},2026-01-{:02},{}\n", 1 + order, 10 * (customer + 1)));
        }
    }
    let orders = file(folder.path(), "orders.csv", &text);
    let told = json(&[
        "insight",
        "rfm",
        "--events",
        &orders,
        "--customer",
        "customer",
        "--date",
        "day",
        "--amount",
        "amount",
        "--as-of",
        "2026-01-31",
        "--json",
    ]);
    assert_eq!(told["customers"], 10, "{told}");
}

#[test]
fn what_cannot_be_done_is_said_and_ends_with_its_code() {
    let missing = PathBuf::from("/nowhere/people.csv").display().to_string();
    let output = kith(&["import", &missing]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("people.csv"));
    assert_eq!(kith(&["import"]).status.code(), Some(64));
    let folder = tempfile::tempdir().unwrap();
    let damaged = file(folder.path(), "broken.kith.json", "{\"kith\":1");
    assert_eq!(kith(&["verify", &damaged]).status.code(), Some(2));
}

/// A back-up of one contact with a file whose contents should be `hello`.
fn backup_with_file(contents: &[u8]) -> Vec<u8> {
    const SHA256: &str = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    let record = |object: &str, id: u128, fields: Vec<(&str, model::Value)>| BackupRecord {
        object: object.into(),
        id: model::RecordId(id),
        life: model::Life::Alive,
        purged: false,
        fields: fields.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        unknown_fields: Vec::new(),
        unknown: Vec::new(),
    };
    let mut writer = Writer::with_files(&Header {
        created: 1_769_854_530_000,
        workspace: "Atelier".into(),
    });
    writer.record(&record("contact", 1, vec![("email", "noor@x.org".into())])).unwrap();
    let file = vec![
        ("name", "hello.txt".into()),
        ("record", model::Value::Ref(model::RecordId(1))),
        ("size", model::Value::Int(5)),
        ("sha256", SHA256.into()),
    ];
    writer.record(&record("file", 2, file)).unwrap();
    writer.part(&FilePart {
        sha256: SHA256.into(),
        part: 0,
        bytes: contents.to_vec(),
    });
    writer.finish()
}

#[test]
fn a_back_up_is_verified_with_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.kith.json");
    std::fs::write(&path, backup_with_file(b"hello")).unwrap();
    let output = kith(&["verify", path.to_str().unwrap(), "--json"]);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &told["files"]), (Some(0), &1.into()), "{told}");

    std::fs::write(&path, backup_with_file(b"hellO")).unwrap();
    let output = kith(&["verify", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("hello.txt"));
}

#[test]
fn what_is_wrong_with_one_of_several_files_is_told_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let people = file(folder.path(), "people.csv", PEOPLE);
    let empty = file(folder.path(), "empty.csv", "");
    let output = kith(&["import", &people, &empty, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("empty.csv: the file is empty"));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (&told["create"], &told["files"][1]["refused"]),
        (&2.into(), &"the file is empty".into())
    );
}

#[test]
fn a_choice_that_names_what_does_not_exist_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let people = file(folder.path(), "people.csv", PEOPLE);
    for (arguments, why) in [
        (["--map", "Name=nickname"], "no field “nickname”"),
        (["--map", "Nickname=name"], "no column “Nickname”"),
        (["--map", "Name=link:email@name"], "“email” is no link"),
        (["--map", "Name=new:colour:X"], "no such kind"),
        (["--match", "birthday"], "never"),
        (["--object", "person"], "no object “person”"),
    ] {
        let object = ["--object", "contact"];
        let object = if arguments[0] == "--object" { &object[..0] } else { &object[..] };
        let output = kith(&[&["import", &people], object, &arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let told: Value = serde_json::from_slice(&output.stderr).unwrap();
        assert!(told["message"].as_str().unwrap().contains(why), "{arguments:?}: {told}");
    }
}

#[test]
fn every_problem_is_listed_and_none_beyond_the_reader() {
    let folder = tempfile::tempdir().unwrap();
    let rows = (0..5_000).map(|row| format!("P{row},nobody{row}\n")).collect::<String>();
    let people = file(folder.path(), "people.csv", &format!("Name,E-mail\n{rows}"));
    let told = json(&["import", &people, "--object", "contact", "--json"]);
    let problems = told["files"][0]["problems"].as_array().unwrap();
    assert_eq!((problems.len(), &told["files"][0]["problem_count"]), (5_000, &5_000.into()));
    assert_eq!(
        (&problems[4_999]["line"], &problems[4_999]["kind"]),
        (&5_001.into(), &"cell".into())
    );
    // Who stops reading stops the command, and that is no failure.
    let mut child = Command::new(env!("CARGO_BIN_EXE_kith"))
        .args(["import", &people, "--object", "contact", "--json"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "sparse.csv", "");
    std::fs::OpenOptions::new()
        .write(true)
        .open(&path)
        .unwrap()
        .set_len(1 << 40)
        .unwrap();
    let output = kith(&["import", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the most is 209715200"));
}

#[test]
fn the_dialect_can_be_said_where_it_is_found_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let list = file(folder.path(), "names.txt", "alert(1,2)\n<b>,</b>\n1.234,01/02/2003\n");
    let told = json(&[
        "import",
        &list,
        "--object",
        "contact",
        "--delimiter",
        "|",
        "--header",
        "none",
        "--map",
        "Column 1=name",
        "--json",
    ]);
    assert_eq!((&told["create"], &told["files"][0]["rows"]), (&3.into(), &3.into()));
    let told = json(&["import", &list, "--dates", "mdy", "--decimal", "comma", "--json"]);
    let dialect = &told["files"][0]["dialect"];
    assert_eq!((&dialect["date_order"], &dialect["decimal_comma"]), (&"mdy".into(), &true.into()));
}

#[test]
fn measures_that_make_no_sense_are_told_and_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let rows = (0..10).map(|row| format!("c{row},{row},{row},${row}.50\n")).collect::<String>();
    let text = format!("customer,days,orders,revenue\n{rows}d,99999999999,1,$1\ne,1,-3,$1\nf,1,1,€1\n");
    let summary = file(folder.path(), "customers.csv", &text);
    let columns = [
        "--customer",
        "customer",
        "--recency-days",
        "days",
        "--orders",
        "orders",
        "--revenue",
        "revenue",
    ];
    // The others are scored, and the command still ends with what is wrong.
    let output = kith(&[&["insight", "rfm", "--summary", &summary, "--json"], &columns[..]].concat());
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    let failure: Value = serde_json::from_slice(&output.stderr).unwrap();
    assert_eq!((output.status.code(), &failure["error"]), (Some(2), &"bad-rows".into()));
    assert_eq!((&failure["rows"], &told["scored"]), (&told["unreadable"], &10.into()), "{failure}");
    let places = told["unreadable"].as_array().unwrap().iter();
    let places = places
        .map(|told| (told["line"].as_u64().unwrap(), told["column"].as_str().unwrap()))
        .collect::<Vec<_>>();
    assert_eq!(places, [(12, "days"), (13, "orders"), (14, "revenue")], "{told}");
}
