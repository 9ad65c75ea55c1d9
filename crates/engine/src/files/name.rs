//! Names of files: what every system takes, shows in one direction and can write to a disk.

/// Longest name, in bytes: what common file systems take, with room for a number behind it.
const MOST: usize = 200;
/// Longest ending that is kept when a name is cut.
const MOST_ENDING: usize = 20;

/// A name that is safe to show and to save under. Nothing is left of names that consist of nothing else.
///
/// Control characters and signs that turn the writing direction go, what separates folders or has a meaning to some system
/// becomes a dash, dots and blanks at the ends go, and what is too long is cut before its ending.
#[must_use]
pub fn cleaned(name: &str) -> String {
    let name = model::validate::clean_short(name);
    let name = name.replace(['/', '\\', ':', '*', '?', '"', '<', '>', '|'], "-");
    let name = name.trim_matches(|char: char| char == '.' || char.is_whitespace());
    if name.len() <= MOST {
        return name.to_owned();
    }
    let ending = name
        .rfind('.')
        .filter(|&dot| name.len() - dot <= MOST_ENDING)
        .map_or("", |dot| &name[dot..]);
    let mut cut = MOST - ending.len();
    while !name.is_char_boundary(cut) {
        cut -= 1;
    }
    format!("{}{ending}", name[..cut].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_stay_readable() {
        for (name, expected) in [
            ("offer.pdf", "offer.pdf"),
            ("../../etc/passwd", "-..-etc-passwd"),
            ("C:\\temp\\a.txt", "C--temp-a.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a\u{0}b\r\nc.txt", "ab c.txt"),
            ("  .env. ", "env"),
            ("...", ""),
            ("Übersicht – März.xlsx", "Übersicht – März.xlsx"),
        ] {
            assert_eq!(cleaned(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let long = cleaned(&format!("{}.docx", "ä".repeat(400)));
        assert!(long.len() <= MOST && long.ends_with("ä.docx"), "{long}");
        assert_eq!(cleaned(&"x".repeat(4_000)).len(), MOST);
        assert_eq!(cleaned(&format!("a.{}", "x".repeat(4_000))).len(), MOST);
    }
}
