//! The map in `docs/ARCHITECTURE.md` against the folders there are: a folder missing from the map, or one it names that is gone, is a fault.
//!
//! The map is the first fenced block under the heading "Layout". A line names a folder by ending its first word in `/`;
//! four spaces of indentation (or two) put it inside the folder above. Folders are compared two levels deep, and only
//! below a folder whose children the map lists; `one folder per …` in a line says that its children are many and follow a rule.

use std::collections::BTreeSet;

/// Compares the map with the list of committed files.
pub fn faults(document: &str, paths: &[String]) -> Vec<String> {
    let Some(map) = folders_on(document) else {
        return vec!["docs/ARCHITECTURE.md: no fenced block under the heading \"Layout\"".to_owned()];
    };
    let there = folders_of(paths);
    let mut faults: Vec<String> = map
        .iter()
        .filter(|folder| !there.contains(*folder))
        .map(|folder| format!("docs/ARCHITECTURE.md: the map names {folder}/, which is not there"))
        .collect();
    for folder in &there {
        let parent = folder.rsplit_once('/').map(|(parent, _)| parent);
        let listed = parent.is_none_or(|parent| {
            map.iter()
                .any(|other| other.rsplit_once('/').is_some_and(|(above, _)| above == parent))
        });
        if listed && !map.contains(folder) {
            faults.push(format!("docs/ARCHITECTURE.md: the map does not name {folder}/"));
        }
    }
    faults
}

/// Folders on the map, as paths without a last `/`.
fn folders_on(document: &str) -> Option<BTreeSet<String>> {
    let section = document.split_once("Layout\n")?.1;
    let block = section.split("```").nth(1)?;
    let mut found = BTreeSet::new();
    let mut above: Vec<(usize, String)> = Vec::new();
    for line in block.lines().skip(1) {
        let indent = line.len() - line.trim_start().len();
        let Some(name) = line.split_whitespace().next().and_then(|word| word.strip_suffix('/')) else {
            continue;
        };
        above.retain(|(depth, _)| *depth < indent);
        let path = above
            .last()
            .map_or_else(|| name.to_owned(), |(_, parent)| format!("{parent}/{name}"));
        found.insert(path.clone());
        above.push((indent, path));
    }
    Some(found)
}

/// Folders one and two levels deep that hold committed files. Settings of tools (`.cargo/`, `.config/`) need no place on a map.
fn folders_of(paths: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in paths.iter().filter(|path| !path.starts_with('.')) {
        let parts: Vec<_> = path.split('/').collect();
        for depth in 1..parts.len().min(3) {
            found.insert(parts[..depth].join("/"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: &str =
        "# Map\n\n## Layout\n\n```text\nsrc/        the app\n  ui/       design system\n  main.rs   entry\nstyle/      sheets\n```\n";

    fn check(paths: &[&str]) -> Vec<String> {
        faults(MAP, &paths.iter().map(|path| (*path).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn a_true_map_has_no_fault() {
        let paths = [
            "README.md",
            ".cargo/config.toml",
            "src/main.rs",
            "src/ui/button.rs",
            "style/tokens.css",
            "style/ui/button.css",
        ];
        assert_eq!(check(&paths), Vec::<String>::new());
    }

    #[test]
    fn what_is_gone_and_what_is_new_are_named() {
        let faults = check(&["src/ui/button.rs", "src/client/mod.rs", "bench/run.mjs"]);
        assert_eq!(faults.len(), 3, "{faults:?}");
        assert!(faults[0].contains("names style/"));
        assert!(faults[1].contains("does not name bench/"));
        assert!(faults[2].contains("does not name src/client/"));
    }

    #[test]
    fn a_document_without_a_map_is_a_fault() {
        assert_eq!(faults("# Nothing", &[]).len(), 1);
    }
}
