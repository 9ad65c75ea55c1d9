//! Every language is complete: what is missing, left over or does not fit is listed with what to write where.

use std::collections::{BTreeMap, BTreeSet};

use model::Schema;
use serde_json::{Map, Value};

use super::*;
use crate::words::MODULES;
use crate::words::language::LANGUAGES;

/// Plural categories of whole numbers in each language (CLDR 48, cardinal rules).
const PLURALS: [(&str, &[&str]); 3] = [
    ("en", &["one", "other"]),
    ("de", &["one", "other"]),
    ("ar", &["zero", "one", "two", "few", "many", "other"]),
];

fn file(tag: &str) -> Map<String, Value> {
    let path = format!("{}/public/locales/{tag}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names between braces; a brace that is meant as one has no name behind it.
fn gaps(text: &str) -> BTreeSet<&str> {
    let names = text.split('{').skip(1).filter_map(|part| part.split(['}', ':']).next());
    let is_name = |name: &&str| name.bytes().all(|letter| letter == b'_' || letter.is_ascii_alphanumeric());
    names.filter(|name| !name.is_empty()).filter(is_name).collect()
}

/// Words that are the same kind as a phrase or label of ours, as the file has them.
fn check_words(place: &str, english: &[&str], found: Option<&Value>, plurals: &[&str], problems: &mut Vec<String>) {
    let gaps_of_english = gaps(english.last().copied().unwrap_or_default());
    let check = |place: &str, text: &str, all: bool, problems: &mut Vec<String>| {
        let own = gaps(text);
        if text.trim().is_empty() {
            problems.push(format!("{place} is empty"));
        }
        if text.matches("{}").count() != english[0].matches("{}").count() {
            problems.push(format!("{place}: the same number of {{}} as in “{}”", english[0]));
        }
        if !own.is_subset(&gaps_of_english) || (all && own != gaps_of_english) {
            problems.push(format!("{place}: the gaps are {gaps_of_english:?}, not {own:?}"));
        }
    };
    match (english, found) {
        ([english], None) => problems.push(format!("add {place}: a translation of “{english}”")),
        ([one, other], None) => problems.push(format!("add {place}: an object with {plurals:?}, for “{one}” and “{other}”")),
        ([_], Some(Value::String(text))) => check(place, text, true, problems),
        ([_, _], Some(Value::Object(forms))) => {
            let own = forms.keys().map(String::as_str).collect::<BTreeSet<_>>();
            if own != plurals.iter().copied().collect() {
                problems.push(format!("{place} needs exactly {plurals:?}"));
            }
            for (category, text) in forms {
                // One, two and none may be said without the number.
                let all = !matches!(category.as_str(), "zero" | "one" | "two");
                check(&format!("{place}.{category}"), text.as_str().unwrap_or_default(), all, problems);
            }
        }
        _ => problems.push(format!("{place} has the wrong shape for {english:?}")),
    }
}

/// Every English label that is ours, and what may stand before it where a word means two things.
fn labels() -> BTreeMap<String, Vec<String>> {
    let schema = Schema::built_in();
    let mut labels = BTreeMap::<String, Vec<String>>::new();
    for object in schema.objects() {
        for label in [&object.label, &object.plural] {
            labels.entry(label.clone()).or_default();
        }
        for field in &object.fields {
            let options = field.options.iter().map(|option| &option.label);
            for label in options.chain([&field.label]) {
                labels
                    .entry(label.clone())
                    .or_default()
                    .push(format!("{}.{}.{label}", object.key, field.key));
            }
            if !field.help.is_empty() {
                labels.entry(field.help.clone()).or_default();
            }
        }
    }
    for label in crate::words::labels::OF_THE_ENGINE {
        labels.entry((*label).to_owned()).or_default();
    }
    labels
}

fn check_labels(tag: &str, found: Option<&Value>, problems: &mut Vec<String>) {
    let empty = Map::new();
    let found = found.and_then(Value::as_object).unwrap_or(&empty);
    let labels = labels();
    let mut known = BTreeSet::new();
    for (label, exact) in &labels {
        check_words(&format!("{tag}.json: labels.{label:?}"), &[label], found.get(label), &[], problems);
        known.insert(label);
        known.extend(exact);
    }
    for key in found.keys().filter(|key| !known.contains(key)) {
        problems.push(format!("{tag}.json: no built-in label is {key:?}"));
    }
}

/// So many of an object, in languages where that is more than a number and a noun.
fn check_counted(tag: &str, found: &Value, plurals: &[&str], problems: &mut Vec<String>) {
    let labels = file(tag).remove("labels").unwrap_or_default();
    let schema = Schema::built_in();
    let plural_labels = schema.objects().iter().filter_map(|object| labels.get(&object.plural)?.as_str());
    let plural_labels = plural_labels.collect::<BTreeSet<_>>();
    let found = found.as_object().expect("`counted` is an object");
    for label in &plural_labels {
        check_words(
            &format!("{tag}.json: counted.{label:?}"),
            &["{count}", "{count}"],
            found.get(*label),
            plurals,
            problems,
        );
    }
    for key in found.keys().filter(|key| !plural_labels.contains(key.as_str())) {
        problems.push(format!("{tag}.json: no object has the plural {key:?}"));
    }
}

#[test]
fn every_language_says_everything() {
    let mut problems = Vec::new();
    for (tag, plurals) in PLURALS {
        if tag == LANGUAGES[0].0 {
            continue;
        }
        let mut found = file(tag);
        check_labels(tag, found.remove("labels").as_ref(), &mut problems);
        if let Some(counted) = found.remove("counted") {
            check_counted(tag, &counted, plurals, &mut problems);
        }
        for (module, phrases) in MODULES {
            let mut own = match found.remove(*module) {
                Some(Value::Object(own)) => own,
                _ => Map::new(),
            };
            for phrase in *phrases {
                let place = format!("{tag}.json: {module}.{}", phrase.name);
                check_words(&place, phrase.english, own.remove(phrase.name).as_ref(), plurals, &mut problems);
            }
            problems.extend(
                own.keys()
                    .map(|name| format!("{tag}.json: remove {module}.{name}, no phrase has this name")),
            );
        }
        problems.extend(
            found
                .keys()
                .map(|name| format!("{tag}.json: remove {name}, no module has this name")),
        );
    }
    assert!(
        problems.is_empty(),
        "{} things to do in public/locales:\n{}",
        problems.len(),
        problems.join("\n")
    );
}

#[test]
fn every_module_of_phrases_is_listed() {
    let folder = format!("{}/src/words", env!("CARGO_MANIFEST_DIR"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
            continue;
        };
        let has_phrases = path.is_file() && std::fs::read_to_string(&path).unwrap().contains("\nphrases! {");
        assert!(
            !has_phrases || MODULES.iter().any(|(module, _)| *module == name),
            "add `{name}` to `modules!` in src/words/mod.rs"
        );
    }
}

#[test]
fn no_two_phrases_share_a_key() {
    let mut seen = BTreeMap::new();
    let mut add = |key: u32, name: String| {
        if let Some(other) = seen.insert(key, name.clone()) {
            panic!("{name} and {other} have the same key: rename one");
        }
    };
    for (module, phrases) in MODULES {
        for phrase in *phrases {
            let key = key_of(module, phrase.name);
            add(key, format!("{module}.{}", phrase.name));
            if phrase.english.len() > 1 {
                for category in ["zero", "one", "two", "few", "many", "other"] {
                    add(
                        key_of_plural(key, Plural::named(category)),
                        format!("{module}.{}.{category}", phrase.name),
                    );
                }
            }
        }
    }
    for (label, exact) in labels() {
        for name in exact.into_iter().chain([label]) {
            add(key_of("labels", &name), format!("labels.{name}"));
        }
    }
}

#[test]
fn every_language_can_be_chosen() {
    let tags = |pairs: &[(&'static str, &str)]| pairs.iter().map(|(tag, _)| *tag).collect::<Vec<_>>();
    assert_eq!(tags(&LANGUAGES), PLURALS.map(|(tag, _)| tag));
    let shell = std::fs::read_to_string(format!("{}/index.html", env!("CARGO_MANIFEST_DIR"))).unwrap();
    for (tag, _) in &LANGUAGES[1..] {
        assert!(
            shell.contains(&format!("{tag}: 'locales/{tag}.json'")),
            "index.html does not know the words of {tag}"
        );
    }
}

#[test]
fn the_key_is_that_of_the_module_wherever_it_stands() {
    assert_eq!(key_of("kith_app::words::bin", "title"), key_of("bin", "title"));
    assert_ne!(key_of("bin", "title"), key_of("backup", "title"));
    // FNV-1a of "a.b", from the algorithm's definition.
    let expected = "a.b"
        .bytes()
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    assert_eq!(key_of("x::a", "b"), expected);
}

#[test]
fn gaps_are_filled_by_name() {
    assert_eq!(filled("{b} of {a}", "a, b", &["1", "2"]), "2 of 1");
    assert_eq!(filled("New {label:inside}", "label", &["Order line"]), "New order line");
    assert_eq!(filled("no gap", "", &[]), "no gap");
    assert_eq!(filled("Due in {time}. It waits.", "time", &["9 min."]), "Due in 9 min. It waits.");
    assert_eq!(filled("Due in {time}.", "time", &["9 days"]), "Due in 9 days.");
    assert_eq!(filled("{time}...", "time", &["9 min."]), "9 min....");
}

#[test]
fn what_runs_the_other_way_is_kept_apart() {
    assert_eq!(filled("Restored {what}", "what", &["سارة"]), "Restored \u{2068}سارة\u{2069}");
    assert_eq!(plain(&filled("{what} (copy)", "what", &["سارة"])), "سارة (copy)");
}

#[test]
fn gaps_must_be_the_arguments() {
    for (template, names, expected) in [
        ("Restored {what}", "what", true),
        ("New {label:inside}", "label", true),
        ("{b} of {a}", "a, b", true),
        ("{a} {a}", "a", true),
        ("Restored {who}", "what", false),
        ("Restored", "what", false),
        ("{a}", "a, b", false),
        ("{a} {bc}", "a, b", false),
        ("{a} {b}", "a, bc", false),
    ] {
        assert_eq!(fits(template, names), expected, "{template} with {names}");
    }
}
