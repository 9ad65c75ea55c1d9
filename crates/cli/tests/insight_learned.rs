//! `kith insight` where it learns: outcomes, clusters, offers and rules, for files of many shapes, and how it ends when it cannot.

#![allow(clippy::unwrap_used)]

mod prompt;

use prompt::{failure, file, json};
use serde_json::Value;

/// Customers of a bank with a comma for decimals: who has few visits leaves; the branch says nothing; the number is an id, and the
/// reason is only written down for those who left.
fn customers(rows: usize) -> String {
    let mut text = "Nr;Besuche;Umsatz;Filiale;Grund;Weg\n".to_owned();
    for row in 0..rows {
        let visits = row * 7 % 23;
        let gone = (visits < 8 && row % 5 > 1) || row % 11 == 0;
        let revenue = format!("{},5", row * 13 % 400);
        let branch = ["Nord", "Süd", ""][row % 3];
        let reason = if gone && row % 4 != 0 { ["Preis", "Umzug"][row % 2] } else { "" };
        let visits = if row % 31 == 0 { "?".to_owned() } else { visits.to_string() };
        let gone = if gone { "ja" } else { "nein" };
        text.push_str(&format!("K-{row:05};{visits};{revenue};{branch};{reason};{gone}\n"));
    }
    text
}

#[test]
fn an_outcome_is_learned_judged_and_explained() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "kunden.csv", &customers(900));
    let out = folder.path().join("out.csv").display().to_string();
    let told = json(&[
        "classify",
        "--train",
        &path,
        "--target",
        "weg",
        "--test-every",
        "5:4",
        "--drop",
        "Grund",
        "--out",
        &out,
    ]);
    assert_eq!(
        (&told["n_train"], &told["n_test"], &told["positive"]),
        (&720.into(), &180.into(), &"ja".into())
    );
    for measure in ["auc", "log_loss", "brier", "average_precision", "lift_top_decile"] {
        assert!(told[measure].as_f64().unwrap().is_finite(), "{measure}");
    }
    assert!(told["auc"].as_f64().unwrap() > 0.7, "{}", told["auc"]);
    assert_eq!(
        (&told["top_features"][0]["column"], &told["leak_warnings"]),
        (&"Besuche".into(), &Value::Array(vec![]))
    );
    assert_eq!(told["ignored"][0]["column"], "Nr");
    let visits = told["fields"]
        .as_array()
        .unwrap()
        .iter()
        .find(|field| field["column"] == "Besuche")
        .unwrap()
        .clone();
    assert_eq!((&visits["kind"], &visits["missing"]), (&"number".into(), &24.into()), "{visits}");
    let written = std::fs::read_to_string(out).unwrap();
    assert_eq!(written.lines().count(), 181);
    assert!(
        written.lines().nth(1).unwrap().starts_with("6,") && written.contains("Besuche"),
        "{written}"
    );
}

#[test]
fn a_column_filled_after_the_outcome_is_warned_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), "kunden.csv", &customers(600));
    let told = json(&["classify", "--train", &path, "--target", "Weg", "--method", "logistic"]);
    assert_eq!((&told["measured_on"], &told["n_test"]), (&"back-test".into(), &0.into()));
    let warned: Vec<&Value> = told["leak_warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| &warning["column"])
        .collect();
    assert_eq!(warned, ["Grund"]);
}

#[test]
fn a_test_file_may_have_its_columns_in_another_order_and_new_labels() {
    let folder = tempfile::tempdir().unwrap();
    let train = file(folder.path(), "train.csv", &customers(600));
    let test = file(
        folder.path(),
        "test.csv",
        "weg,Filiale,Besuche,Umsatz\nja,West,1,5.5\nnein,Nord,20,7.5\nnein,,22,\n",
    );
    let arguments = ["classify", "--train", &train, "--target", "Weg", "--drop", "Grund,Nr"];
    let told = json(&[&arguments[..], &["--test", &test]].concat());
    assert_eq!((&told["n_test"], &told["auc"]), (&3.into(), &1.0.into()));
    let lacking = file(folder.path(), "lacking.csv", "Weg,Filiale\nja,Nord\nnein,Nord\n");
    assert_eq!(failure(&[&arguments[..], &["--test", &lacking]].concat()).0, "no-column");
}

#[test]
fn outcomes_that_cannot_be_learned_are_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let few = file(folder.path(), "few.csv", &customers(40));
    let classify = |path: &str, more: &[&str]| failure(&[&["classify", "--train", path, "--target", "Weg"], more].concat());
    let (error, message) = classify(&few, &[]);
    assert!(
        error == "too-little-data" && message.contains("20 of each are needed"),
        "{error}: {message}"
    );
    let one = file(folder.path(), "one.csv", "a,Weg\n1,ja\n2,ja\n");
    assert_eq!(classify(&one, &[]).0, "too-little-data");
    let three = file(folder.path(), "three.csv", "a,Weg\n1,ja\n2,nein\n3,vielleicht\n");
    assert!(classify(&three, &[]).1.contains("--positive"));
    assert!(classify(&three, &["--positive", "oui"]).1.contains("never “oui”"));
    let many = file(folder.path(), "many.csv", &customers(300));
    for wrong in ["5", "5:5", "1:0", "a:b"] {
        assert_eq!(classify(&many, &["--test-every", wrong]).0, "unknown", "{wrong}");
    }
    assert_eq!(classify(&many, &["--drop", "Nix"]).0, "no-column");
    let empty = file(folder.path(), "empty.csv", "");
    assert_eq!(classify(&empty, &[]).0, "unreadable");
    let constant: String = (0..100).map(|row| format!("x,{}\n", ["ja", "nein"][row % 2])).collect();
    let constant = file(folder.path(), "constant.csv", &format!("a,Weg\n{constant}"));
    assert_eq!(classify(&constant, &[]).0, "too-little-data");
}

#[test]
fn clusters_are_sized_described_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let rows: String = (0..40)
        .map(|row| {
            format!(
                "{};{},5\n",
                if row < 30 { row % 4 } else { 90 + row % 3 },
                if row < 30 { 10 } else { 900 }
            )
        })
        .collect();
    let path = file(folder.path(), "kunden.csv", &format!("Käufe;Umsatz\n{rows};7,0\n"));
    let out = folder.path().join("out.csv").display().to_string();
    let told = json(&[
        "cluster",
        "--file",
        &path,
        "--columns",
        "Käufe, Umsatz",
        "--log",
        "--k",
        "2",
        "--out",
        &out,
    ]);
    assert_eq!((&told["k"], &told["n"], &told["left_out"]), (&2.into(), &40.into(), &1.into()));
    assert_eq!(told["sizes"], serde_json::json!([30, 10]));
    assert!(told["silhouette"].as_f64().unwrap() > 0.9 && told["inertia"].as_f64().unwrap() < 10.0);
    assert_eq!(told["centres"].as_array().unwrap().len(), 2);
    assert_eq!(told["clusters"][1]["columns"][0]["level"], "much higher");
    assert_eq!(std::fs::read_to_string(out).unwrap().lines().count(), 41);
    let cluster = |columns: &str, k: &str| failure(&["cluster", "--file", &path, "--columns", columns, "--k", k]);
    assert_eq!(cluster("Umsatz", "9").0, "too-little-data");
    assert_eq!(cluster("Umsatz", "0").0, "too-little-data");
    assert_eq!(cluster("Nix", "2").0, "no-column");
    let words = file(folder.path(), "words.csv", "a\n1\n2\nviel\n");
    let (error, message) = failure(&["cluster", "--file", &words, "--columns", "a", "--k", "2"]);
    assert!(error == "bad-rows" && message.contains("viel"), "{error}: {message}");
}

#[test]
fn offers_are_judged_by_what_was_bought_later() {
    let folder = tempfile::tempdir().unwrap();
    // Two tastes: who buys any of a–d buys the others, and so with e–h.
    let mut train = "Kunde,Artikel\n".to_owned();
    let mut test = "Artikel,Kunde\n".to_owned();
    for customer in 0..60 {
        let taste = if customer % 2 == 0 {
            ["a", "b", "c", "d"]
        } else {
            ["e", "f", "g", "h"]
        };
        for (place, item) in taste.iter().enumerate() {
            if place == customer % 4 {
                test.push_str(&format!("{item},K{customer}\n"));
            } else {
                train.push_str(&format!("K{customer},{item}\n"));
            }
        }
    }
    // A row that is judged by must not be learned from.
    train.push_str("K0,a\nK1,\n");
    let (train, test) = (file(folder.path(), "train.csv", &train), file(folder.path(), "test.csv", &test));
    let recommend = |method: &str| {
        json(&[
            "recommend",
            "--train",
            &train,
            "--test",
            &test,
            "--user",
            "Kunde",
            "--item",
            "Artikel",
            "--method",
            method,
            "--k",
            "1",
        ])
    };
    for method in ["item-knn", "ease"] {
        let told = recommend(method);
        assert_eq!(
            (&told["precision"], &told["ndcg"], &told["hit_rate"]),
            (&1.0.into(), &1.0.into(), &1.0.into()),
            "{method}"
        );
        assert_eq!((&told["train_rows_in_test"], &told["rows_left_out"]), (&1.into(), &1.into()));
    }
    assert!(recommend("popular")["hit_rate"].as_f64().unwrap() < 0.7);
    let nobody = file(folder.path(), "nobody.csv", "Kunde,Artikel\n,a\n");
    let error = failure(&[
        "recommend",
        "--train",
        &train,
        "--test",
        &nobody,
        "--user",
        "Kunde",
        "--item",
        "Artikel",
    ]);
    assert_eq!(error.0, "too-little-data");
}

#[test]
fn rules_are_the_same_from_lines_and_from_rows() {
    let folder = tempfile::tempdir().unwrap();
    let lines = file(
        folder.path(),
        "lines.csv",
        "Brot, Butter\nBrot,Butter,\"Wein, rot\"\n\nBrot\nButter,Brot,Brot\n",
    );
    let rows = "1,Brot\n1,Butter\n2,Brot\n2,Butter\n2,\"Wein, rot\"\n3,Brot\n4,Butter\n4,Brot\n4,Brot\n,Brot\n";
    let rows = file(folder.path(), "rows.csv", &format!("Bon,Artikel\n{rows}"));
    let limits = ["--support", "0.5", "--confidence", "0.9"];
    let of_lines = json(&[&["basket", "--baskets", &lines][..], &limits].concat());
    let of_rows = json(&[&["basket", "--file", &rows, "--basket", "Bon", "--item", "Artikel"][..], &limits].concat());
    assert_eq!(
        (&of_lines["itemsets"], &of_lines["rules"], &of_lines["baskets"]),
        (&3.into(), &1.into(), &4.into())
    );
    assert_eq!((&of_lines["top"], &of_rows["rows_left_out"]), (&of_rows["top"], &1.into()));
    let rule = &of_lines["top"][0];
    assert_eq!(
        (&rule["left"][0], &rule["right"], &rule["confidence"]),
        (&"Butter".into(), &"Brot".into(), &1.0.into())
    );
    let empty = file(folder.path(), "empty.csv", "Bon,Artikel\n1,\n");
    let nothing = failure(&[&["basket", "--file", &empty, "--basket", "Bon", "--item", "Artikel"][..], &limits].concat());
    assert_eq!(nothing.0, "too-little-data");
    let wrong = failure(&["basket", "--baskets", &lines, "--support", "0", "--confidence", "0.5"]);
    assert_eq!(wrong.0, "data");
}

#[test]
fn texts_are_read_and_compared_with_what_people_say() {
    let folder = tempfile::tempdir().unwrap();
    let texts =
        "Text;Note;Urteil\nWonderful, thank you!;5;positive\nTerrible and slow;1;negative\n;3;neutral\nThe parcel is blue;3;neutral\n";
    let path = file(folder.path(), "texte.csv", texts);
    let out = folder.path().join("out.csv").display().to_string();
    let by_rating = json(&["sentiment", "--file", &path, "--text", "Text", "--label", "Note", "--out", &out]);
    assert_eq!(
        (&by_rating["n"], &by_rating["empty"], &by_rating["lexicon"]),
        (&3.into(), &1.into(), &"built-in".into())
    );
    assert_eq!((&by_rating["accuracy"], &by_rating["weighted_f1"]), (&1.0.into(), &1.0.into()));
    assert!(by_rating["correlation"].as_f64().unwrap() > 0.9);
    assert_eq!(std::fs::read_to_string(out).unwrap().lines().count(), 4);
    let by_class = json(&["sentiment", "--file", &path, "--text", "Text", "--label", "Urteil"]);
    assert_eq!((&by_class["accuracy"], by_class.get("correlation")), (&1.0.into(), None));
    file(folder.path(), "vader_lexicon.txt", "wonderful\t-3.0\t0.1\t[-3]\nblue\t2.0\n");
    let beside = json(&["sentiment", "--file", &path, "--text", "Text"]);
    assert_eq!((&beside["positive"], &beside["negative"]), (&1.into(), &1.into()));
    let built_in = json(&["sentiment", "--file", &path, "--text", "Text", "--lexicon", "built-in"]);
    assert_eq!(built_in["lexicon_words"], by_rating["lexicon_words"]);
    let wrong = file(folder.path(), "wrong.txt", "wonderful very\n");
    assert_eq!(
        failure(&["sentiment", "--file", &path, "--text", "Text", "--lexicon", &wrong]).0,
        "unreadable"
    );
    let empty = file(folder.path(), "leer.csv", "Text;Note\n;1\n");
    assert_eq!(failure(&["sentiment", "--file", &empty, "--text", "Text"]).0, "too-little-data");
}
