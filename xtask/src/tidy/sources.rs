//! Rules that every source file keeps: a purpose at its head, a length one can read, a name that says what is inside, no trap doors.

use super::{Source, code_lines, names};

/// Lines of code before the tests; longer files are split.
const LONGEST: usize = 500;

/// Names that say nothing about what is behind them.
const EMPTY_NAMES: [&str; 8] = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "models"];

/// Crates that run in the engine's worker and say nothing in words: what they tell is typed, and the app or the prompt words it.
const WORDLESS: [&str; 2] = ["crates/engine/src/", "crates/bridge/src/"];

/// What is there in words all the same: data that is made, names of stages that are known in files, and what only programmers read.
const MAY_SPEAK: [&str; 4] = [
    "crates/engine/src/sample/",
    "crates/engine/src/templates/",
    "crates/engine/src/import/stages.rs",
    "crates/engine/src/store/conformance.rs",
];

/// Where the app's own words are: all of them in `phrases!`, since what stands elsewhere is English in every language.
const WORDS: &str = "src/words/";

/// The one place of markup from text: a constant, and a test sees to it that nothing is in it but shapes.
const DRAWINGS: &str = "src/ui/icon/sprite.rs";

/// What stands on lines whose words no person reads on a screen: errors of programming, and names of what is put aside.
const NOT_SHOWN: [&str; 10] = [
    "error(",
    "compile_error!",
    "expect(",
    "assert",
    "panic!(",
    "unreachable!(",
    "write!(f",
    "reason = ",
    "quarantine(",
    "starts_with(",
];

/// Checks every file; `own_paths` are folders of the machine the check runs on.
pub fn faults(files: &[Source], own_paths: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        for (number, line) in file
            .text
            .lines()
            .enumerate()
            .filter(|(_, line)| own_paths.iter().any(|path| line.contains(path.as_str())))
        {
            faults.push(format!(
                "{}:{}: names a folder of this machine: {}",
                file.path,
                number + 1,
                line.trim()
            ));
        }
        if let Some(name) = file.path.strip_suffix(".rs") {
            if let Some(empty) = name.split('/').find(|part| EMPTY_NAMES.contains(part)) {
                faults.push(format!("{}: `{empty}` says nothing; name the file after what it does", file.path));
            }
            of_rust(file, &mut faults);
        }
    }
    faults
}

fn of_rust(file: &Source, faults: &mut Vec<String>) {
    let mut fault = |what: String| faults.push(format!("{}{what}", file.path));
    if !file.text.starts_with("//!") {
        fault(": must open with a `//!` line that says what it is for".to_owned());
    }
    if is_test(&file.path) {
        return;
    }
    let length = file.text.lines().take_while(|line| line.trim_start() != "#[cfg(test)]").count();
    if length > LONGEST {
        fault(format!(": {length} lines before its tests; split it at {LONGEST}"));
    }
    for (number, line) in code_lines(&file.text) {
        if line.contains(concat!(".unw", "rap()")) {
            fault(format!(
                ":{number}: unwrap outside tests; return the error, or `expect` with the invariant that rules it out"
            ));
        }
        if names(line, concat!("inner_", "html")) && file.path != DRAWINGS {
            fault(format!(":{number}: markup from text; text is text here"));
        }
        let is_wordless = WORDLESS.iter().any(|crates| file.path.starts_with(crates));
        if is_wordless
            && !MAY_SPEAK.iter().any(|place| file.path.starts_with(place))
            && !NOT_SHOWN.iter().any(|mark| line.contains(mark))
            && line.split('"').skip(1).step_by(2).any(is_phrase)
        {
            fault(format!(
                ":{number}: words that a screen may show in English; give the bridge a variant, and `src/words` its words"
            ));
        }
        if file.path.starts_with(WORDS)
            && !line.contains("English: ")
            && !NOT_SHOWN.iter().any(|mark| line.contains(mark))
            && line
                .split('"')
                .skip(1)
                .step_by(2)
                .any(|text| is_phrase(&text.replace(['{', '}'], "")))
        {
            fault(format!(
                ":{number}: words outside `phrases!` are English in every language; make them a phrase"
            ));
        }
        if names(line, "rexie") && !file.path.starts_with("crates/storage-idb/") && !file.path.starts_with("xtask/") {
            fault(format!(":{number}: only storage-idb names rexie"));
        }
    }
    for (number, line) in file.text.lines().enumerate() {
        if [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")]
            .iter()
            .any(|word| names(line, word))
        {
            fault(format!(":{}: finish it, or open an issue and leave no mark here", number + 1));
        }
    }
}

/// Whether a text has two words of small letters, one behind the other.
fn is_phrase(text: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|letter| letter.is_ascii_lowercase());
    let words = text.split(' ').map(|word| word.trim_end_matches(['.', ',', ':', ';']));
    words.clone().zip(words.skip(1)).any(|(one, other)| is_word(one) && is_word(other))
}

/// Files that hold nothing but tests.
fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs")
        || path.ends_with("/testkit.rs")
        || path
            .split('/')
            .any(|part| part == "tests" || part == "benches" || part == "examples")
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        faults(&[source(path, text)], &["/somewhere/kith/".to_owned()])
    }

    #[test]
    fn a_plain_file_passes() {
        let text = "//! Adds.\n\n/// Sum.\npub fn add() {}\n\n#[cfg(test)]\nmod tests { fn t() { Some(1).unwrap(); } }\n";
        assert_eq!(check("crates/a/src/add.rs", text), Vec::<String>::new());
    }

    #[test]
    fn each_rule_finds_its_fault() {
        let unwrap = format!("//! A.\nfn f() {{ g(){}; }}\n", concat!(".unw", "rap()"));
        let html = format!("//! A.\nview! {{ <p {}=x/> }}\n", concat!("inner_", "html"));
        let later = format!("//! A.\n// {}: later\n", concat!("TO", "DO"));
        let long = format!("//! A.\n{}", "\n".repeat(LONGEST));
        for (path, text) in [
            ("src/a.rs", "pub fn no_head() {}\n"),
            ("src/utils.rs", "//! A.\n"),
            ("src/common/a.rs", "//! A.\n"),
            ("crates/engine/src/a.rs", "//! A.\nuse rexie::Rexie;\n"),
            (
                "crates/engine/src/a.rs",
                "//! A.\nfn f() -> String { format!(\"is not {value}\") }\n",
            ),
            ("src/words/a.rs", "//! A.\nfn f() -> &'static str { \"This deal is decided.\" }\n"),
            ("docs/a.md", "Run /somewhere/kith/tool.\n"),
            ("src/a.rs", unwrap.as_str()),
            ("src/a.rs", html.as_str()),
            ("src/a.rs", later.as_str()),
            ("src/a.rs", long.as_str()),
        ] {
            assert_eq!(check(path, text).len(), 1, "{path}: {text}");
        }
    }

    #[test]
    fn phrases_may_speak() {
        let text = "//! A.\n#![allow(missing_docs, reason = \"the words say it\")]\n\nphrases! {\n    a { English: \"this deal is decided\" }\n}\n";
        assert_eq!(check("src/words/a.rs", text), Vec::<String>::new());
    }

    #[test]
    fn test_files_may_be_long_and_unwrap() {
        let text = format!("//! A.\n{}fn f() {{ g(){}; }}\n", "\n".repeat(LONGEST), concat!(".unw", "rap()"));
        assert_eq!(check("crates/a/tests/story.rs", &text), Vec::<String>::new());
        assert_eq!(check("crates/a/src/merge/tests.rs", &text), Vec::<String>::new());
    }
}
