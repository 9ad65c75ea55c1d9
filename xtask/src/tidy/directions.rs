//! Who may depend on whom: between crates over `cargo metadata`, inside `src/` over its text.

use serde_json::Value;

use super::{Source, code_lines, names};

/// Each crate with the crates of ours it may depend on. What is absent is forbidden.
const MAY_DEPEND_ON: [(&str, &[&str]); 11] = [
    ("model", &[]),
    ("insight", &[]),
    ("interchange", &["model"]),
    ("bridge", &["model"]),
    ("engine", &["bridge", "insight", "interchange", "model"]),
    ("storage-idb", &["engine", "model"]),
    ("sync", &["model"]),
    ("server", &["sync"]),
    ("cli", &["bridge", "engine", "insight", "interchange", "model"]),
    ("xtask", &[]),
    (
        "kith-app",
        &["bridge", "engine", "insight", "interchange", "model", "storage-idb", "sync"],
    ),
];

/// What the app may link only behind its `worker` feature: compiled for `app` alone, code cannot name it.
const WORKER_ONLY: [&str; 4] = ["engine", "insight", "interchange", "storage-idb"];

/// Dependencies from outside with one home, and that home.
const ONE_HOME: [(&str, &str); 5] = [
    ("rexie", "storage-idb"),
    ("idb", "storage-idb"),
    ("leptos", "kith-app"),
    ("leptos_router", "kith-app"),
    ("axum", "server"),
];

/// Crates that run without a browser, so nothing of the browser may be among their dependencies.
const WITHOUT_BROWSER: [&str; 9] = [
    "model",
    "insight",
    "interchange",
    "bridge",
    "engine",
    "sync",
    "server",
    "cli",
    "xtask",
];
const BROWSER: [&str; 5] = ["wasm-bindgen", "wasm-bindgen-futures", "js-sys", "web-sys", "gloo-storage"];

/// Checks the dependencies that every package of the workspace declares; those of tests alone are free.
pub fn crates(metadata: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    for package in list(metadata, "packages") {
        let name = package["name"].as_str().unwrap_or_default().to_owned();
        let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(known, _)| *known == name) else {
            faults.push(format!(
                "{name}: a crate that no direction is written down for (xtask/src/tidy/directions.rs, docs/ARCHITECTURE.md)"
            ));
            continue;
        };
        for dependency in list(&package, "dependencies") {
            if dependency["kind"] == "dev" {
                continue;
            }
            let on = dependency["name"].as_str().unwrap_or_default();
            let ours = MAY_DEPEND_ON.iter().any(|(known, _)| *known == on);
            if ours && !allowed.contains(&on) {
                faults.push(format!("{name}: must not depend on {on}"));
            }
            if name == "kith-app" && WORKER_ONLY.contains(&on) && dependency["optional"] != true {
                faults.push(format!("{name}: {on} must be optional and belong to the feature `worker`"));
            }
            if let Some((_, home)) = ONE_HOME.iter().find(|(known, home)| *known == on && *home != name) {
                faults.push(format!("{name}: only {home} may depend on {on}"));
            }
            if WITHOUT_BROWSER.contains(&name.as_str()) && BROWSER.contains(&on) {
                faults.push(format!("{name}: runs without a browser and must not depend on {on}"));
            }
        }
    }
    faults
}

/// Checks what the folders of the app name: the design system no domain, a feature no other feature, the main thread no engine.
pub fn inside_app(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.path.starts_with("src/") && file.path.ends_with(".rs"))
    {
        let mut parts = file.path.split('/').skip(1);
        let (area, feature) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        for (number, line) in code_lines(&file.text) {
            let mut fault = |what: String| faults.push(format!("{}:{number}: {what}", file.path));
            if area != "bin" && area != "worker" {
                for worker in WORKER_ONLY.map(|name| name.replace('-', "_")) {
                    if names_crate(line, &worker) {
                        fault(format!("only src/worker and its entry under src/bin may name {worker}"));
                    }
                }
            }
            if area != "reactive" && names(line, "leptos::prelude") {
                fault("crate::reactive::prelude takes the place of leptos::prelude".to_owned());
            }
            if area == "ui" {
                for domain in ["crate::features", "crate::client", "crate::platform"] {
                    if names(line, domain) {
                        fault(format!("the design system must not name {domain}"));
                    }
                }
                for domain in ["model", "bridge"] {
                    if names_crate(line, domain) {
                        fault(format!("the design system must not name {domain}"));
                    }
                }
            }
            if area == "features" && !feature.ends_with(".rs") {
                for other in line.split("crate::features::").skip(1) {
                    let other: String = other
                        .chars()
                        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                        .collect();
                    if other != feature {
                        fault(format!(
                            "feature {feature} must not import feature {other}; what both need belongs to ui, client or model"
                        ));
                    }
                }
            }
            if area == "client" && names(line, "crate::features") {
                fault("the client must not name features".to_owned());
            }
        }
    }
    faults
}

/// Whether a line names a crate by path: `engine::…` or `use engine;`, but not `crate::engine::…` or `self.engine`.
fn names_crate(line: &str, name: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':' || letter == '.';
    line.match_indices(name).any(|(place, _)| {
        let (before, after) = (&line[..place], &line[place + name.len()..]);
        let starts = !before.chars().next_back().is_some_and(part) || (before.ends_with(" ::") || before == "::");
        starts && (after.starts_with("::") || (before.trim_end().ends_with("use") && after.starts_with([';', ' '])))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::source;
    use super::*;

    fn of(name: &str, dependencies: Value) -> Vec<String> {
        crates(&json!({ "packages": [{ "name": name, "dependencies": dependencies }] }))
    }

    #[test]
    fn crates_keep_their_direction() {
        assert_eq!(
            of("engine", json!([{ "name": "model" }, { "name": "storage-idb", "kind": "dev" }])),
            Vec::<String>::new()
        );
        assert_eq!(of("model", json!([{ "name": "engine" }])), ["model: must not depend on engine"]);
        assert_eq!(
            of("engine", json!([{ "name": "rexie" }])),
            ["engine: only storage-idb may depend on rexie"]
        );
        assert_eq!(
            of("cli", json!([{ "name": "web-sys" }])),
            ["cli: runs without a browser and must not depend on web-sys"]
        );
        assert_eq!(
            of("kith-app", json!([{ "name": "engine", "optional": true }])),
            Vec::<String>::new()
        );
        assert_eq!(of("kith-app", json!([{ "name": "engine", "optional": false }])).len(), 1);
        assert_eq!(of("extra", json!([])).len(), 1);
    }

    #[test]
    fn folders_of_the_app_keep_their_direction() {
        let count = |path: &str, text: &str| inside_app(&[source(path, text)]).len();
        assert_eq!(count("src/ui/button.rs", "use crate::ui::icon::Icon;\n// crate::features\n"), 0);
        assert_eq!(count("src/ui/button.rs", "use crate::features::deals::Board;"), 1);
        assert_eq!(count("src/ui/table.rs", "use model::RecordId;"), 1);
        assert_eq!(count("src/ui/table.rs", "let data_model = 1; my_model::x();"), 0);
        assert_eq!(count("src/features/deals/board.rs", "use crate::features::deals::card::Card;"), 0);
        assert_eq!(count("src/features/deals/board.rs", "use crate::features::tickets::Row;"), 1);
        assert_eq!(count("src/client/mod.rs", "let rows = engine::Rows::new();"), 1);
        assert_eq!(count("src/rows/mod.rs", "use leptos::prelude::*;"), 1);
        assert_eq!(count("src/reactive/mod.rs", "pub use leptos::prelude::*;"), 0);
        assert_eq!(count("src/client/mod.rs", "self.engine.post(); crate::engine::start();"), 0);
        assert_eq!(count("src/bin/engine.rs", "use engine::Engine;"), 0);
        assert_eq!(
            count(
                "src/app.rs",
                "use crate::features::deals::Board;\n#[cfg(test)]\nuse engine::Engine;"
            ),
            0
        );
    }
}
