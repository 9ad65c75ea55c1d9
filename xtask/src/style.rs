//! The one style sheet: every file of `style/` in reading order, without comments.
//!
//! Order decides nothing beyond the first line, where `tokens.css` names the cascade layers; it is fixed all the same,
//! so that equal sources give equal bytes.

use anyhow::{Result, bail};

use crate::project::{Project, files_below, read, write as write_file};

/// Tokens, base, the design system, then the rest by name.
fn reading_order(files: &mut [String]) {
    let first = ["tokens.css", "base.css"];
    files.sort_by_key(|file| {
        let place = first.iter().position(|name| name == file).unwrap_or(first.len());
        (place, !file.starts_with("ui/"), file.clone())
    });
}

/// Joins the sheets into `target/style/kith.css`, which `index.html` links.
pub fn write(project: &Project) -> Result<()> {
    let folder = project.root.join("style");
    let mut files = if folder.is_dir() { files_below(&folder)? } else { Vec::new() };
    files.retain(|file| file.ends_with(".css"));
    reading_order(&mut files);
    let mut sheet = String::new();
    for file in &files {
        let source = read(&folder.join(file))?;
        match without_comments(&source) {
            Some(rules) => sheet.push_str(&rules),
            None => bail!("style/{file}: a comment or string is not closed"),
        }
    }
    write_file(&project.root.join("target/style/kith.css"), sheet)
}

/// Drops comments, indentation and blank lines, and leaves strings as they are. `None` where a comment or string has no end.
fn without_comments(source: &str) -> Option<String> {
    let mut kept = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(place) = rest.find(['/', '"', '\'']) {
        let (before, from) = rest.split_at(place);
        kept.push_str(before);
        if let Some(comment) = from.strip_prefix("/*") {
            rest = &comment[comment.find("*/")? + 2..];
        } else if let Some(other) = from.strip_prefix('/') {
            kept.push('/');
            rest = other;
        } else {
            let end = string_end(from)?;
            kept.push_str(&from[..end]);
            rest = &from[end..];
        }
    }
    kept.push_str(rest);
    let lines = kept.lines().map(str::trim).filter(|line| !line.is_empty());
    Some(lines.flat_map(|line| [line, "\n"]).collect())
}

/// Byte length of the string literal that `text` starts with, its quotes included.
fn string_end(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    let mut escaped = false;
    for (place, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' => return None,
            _ if letter == quote => return Some(place + letter.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_strings_stay() {
        let source = "/* a */\n.x { content: \"/* kept */\"; }\n\n  .y { background: url('a/b\\'c'); } /* z */\n";
        let expected = ".x { content: \"/* kept */\"; }\n.y { background: url('a/b\\'c'); }\n";
        assert_eq!(without_comments(source).as_deref(), Some(expected));
    }

    #[test]
    fn an_open_comment_or_string_is_refused() {
        assert_eq!(without_comments("a { } /* b"), None);
        assert_eq!(without_comments("a { content: \"b\n }"), None);
    }

    #[test]
    fn tokens_lead_and_components_precede_screens() {
        let mut files = ["features/deals.css", "ui/button.css", "tokens.css", "base.css"].map(str::to_owned);
        reading_order(&mut files);
        assert_eq!(files, ["tokens.css", "base.css", "ui/button.css", "features/deals.css"]);
    }
}
