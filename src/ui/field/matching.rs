//! Matching what was typed against the words of options.

use super::ComboOption;

/// Splits a label around the first place where `query` stands, without regard to case.
/// `None` when it does not occur or the query is blank.
#[must_use]
pub fn split_match<'a>(label: &'a str, query: &str) -> Option<(&'a str, &'a str, &'a str)> {
    let query: Vec<char> = query.trim().chars().flat_map(char::to_lowercase).collect();
    if query.is_empty() {
        return None;
    }
    label.char_indices().find_map(|(start, _)| {
        let mut wanted = query.iter();
        let mut next = wanted.next();
        for (at, found) in label[start..].char_indices() {
            for lower in found.to_lowercase() {
                if next != Some(&lower) {
                    return None;
                }
                next = wanted.next();
                if next.is_none() {
                    let end = start + at + found.len_utf8();
                    return Some((&label[..start], &label[start..end], &label[end..]));
                }
            }
        }
        None
    })
}

/// Options whose label or hint contains the query: those that start with it first, else in their order.
#[must_use]
pub fn filter_options(options: &[ComboOption], query: &str) -> Vec<ComboOption> {
    if query.trim().is_empty() {
        return options.to_vec();
    }
    let rank = |option: &ComboOption| match split_match(&option.label, query) {
        Some(("", ..)) => Some(0),
        Some((before, ..)) if before.ends_with(|c: char| !c.is_alphanumeric()) => Some(1),
        Some(_) => Some(2),
        None => split_match(&option.hint, query).map(|_| 3),
    };
    let mut found: Vec<(u8, &ComboOption)> = options.iter().filter_map(|option| Some((rank(option)?, option))).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, option)| option.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(label: &str, hint: &str) -> ComboOption {
        ComboOption::new(label, label).hint(hint)
    }

    #[test]
    fn splits_around_the_match_without_regard_to_case() {
        assert_eq!(split_match("Havenlicht", "ha"), Some(("", "Ha", "venlicht")));
        assert_eq!(split_match("Studio Havn", "HAV"), Some(("Studio ", "Hav", "n")));
        assert_eq!(split_match("Ævar ÅS", "ås"), Some(("Ævar ", "ÅS", "")));
        assert_eq!(split_match("İzmir", "z"), Some(("İ", "z", "mir")));
        assert_eq!(split_match("Havn", "x"), None);
        assert_eq!(split_match("Havn", "  "), None);
    }

    #[test]
    fn starts_come_before_words_before_middles_before_hints() {
        let options = [
            option("Chart", ""),
            option("The Art Room", ""),
            option("Artis", ""),
            option("Zoo", "art dealer"),
        ];
        let found: Vec<_> = filter_options(&options, "art").into_iter().map(|option| option.label).collect();
        assert_eq!(found, ["Artis", "The Art Room", "Chart", "Zoo"]);
        assert_eq!(filter_options(&options, "").len(), 4);
    }
}
