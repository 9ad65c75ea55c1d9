//! Regular forms of English words, so that a lexicon of stems knows the words people write.

/// What a stem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// -s, -ed, -ing.
    Verb,
    /// -er, -est, -ly, -ness.
    Adjective,
    /// -s.
    Noun,
    /// Stands as it is.
    Exact,
}

impl Class {
    pub(super) fn of(letter: &str) -> Option<Self> {
        match letter {
            "v" => Some(Self::Verb),
            "a" => Some(Self::Adjective),
            "n" => Some(Self::Noun),
            "x" => Some(Self::Exact),
            _ => None,
        }
    }
}

/// The forms of a stem beside itself. A stem that doubles its last letter is written with a plus sign, which is not part of it.
pub(super) fn forms(stem: &str, doubles: bool, class: Class) -> Vec<String> {
    match class {
        Class::Exact => Vec::new(),
        Class::Noun => vec![with_s(stem)],
        Class::Verb => {
            let root = root(stem, doubles);
            let ed = if stem.ends_with('e') {
                format!("{stem}d")
            } else {
                format!("{}ed", y_to_i(&root))
            };
            let ing = match stem.strip_suffix('e') {
                Some(short) if !stem.ends_with("ee") && !stem.ends_with("oe") => format!("{short}ing"),
                _ => format!("{root}ing"),
            };
            vec![with_s(stem), ed, ing]
        }
        Class::Adjective => {
            let root = root(stem, doubles);
            let (er, est) = if stem.ends_with('e') {
                (format!("{stem}r"), format!("{stem}st"))
            } else {
                (format!("{}er", y_to_i(&root)), format!("{}est", y_to_i(&root)))
            };
            let ly = match stem {
                _ if stem.ends_with("ic") => format!("{stem}ally"),
                _ if stem.ends_with("ll") => format!("{stem}y"),
                _ => match stem.strip_suffix("le") {
                    Some(short) => format!("{short}ly"),
                    None => format!("{}ly", y_to_i(stem)),
                },
            };
            vec![er, est, ly, format!("{}ness", y_to_i(stem))]
        }
    }
}

fn root(stem: &str, doubles: bool) -> String {
    let last = if doubles { stem.chars().next_back() } else { None };
    stem.chars().chain(last).collect()
}

fn ends_in_consonant_and_y(stem: &str) -> bool {
    let mut letters = stem.chars().rev();
    letters.next() == Some('y') && letters.next().is_some_and(|letter| !"aeiou".contains(letter))
}

fn y_to_i(stem: &str) -> String {
    if ends_in_consonant_and_y(stem) {
        format!("{}i", &stem[..stem.len() - 1])
    } else {
        stem.to_owned()
    }
}

fn with_s(stem: &str) -> String {
    if ends_in_consonant_and_y(stem) {
        format!("{}ies", &stem[..stem.len() - 1])
    } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| stem.ends_with(end)) {
        format!("{stem}es")
    } else {
        format!("{stem}s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stem: &str, class: Class, expected: &[&str]) {
        let plain = stem.trim_end_matches('+');
        assert_eq!(forms(plain, stem.ends_with('+'), class), expected, "{stem}");
    }

    #[test]
    fn regular_forms_are_those_of_english() {
        check("help", Class::Verb, &["helps", "helped", "helping"]);
        check("love", Class::Verb, &["loves", "loved", "loving"]);
        check("agree", Class::Verb, &["agrees", "agreed", "agreeing"]);
        check("annoy", Class::Verb, &["annoys", "annoyed", "annoying"]);
        check("cry", Class::Verb, &["cries", "cried", "crying"]);
        check("hug+", Class::Verb, &["hugs", "hugged", "hugging"]);
        check("bless", Class::Verb, &["blesses", "blessed", "blessing"]);
        check("happy", Class::Adjective, &["happier", "happiest", "happily", "happiness"]);
        check("nice", Class::Adjective, &["nicer", "nicest", "nicely", "niceness"]);
        check("sad+", Class::Adjective, &["sadder", "saddest", "sadly", "sadness"]);
        check(
            "horrible",
            Class::Adjective,
            &["horribler", "horriblest", "horribly", "horribleness"],
        );
        check(
            "fantastic",
            Class::Adjective,
            &["fantasticer", "fantasticest", "fantastically", "fantasticness"],
        );
        check("party", Class::Noun, &["parties"]);
        check("lol", Class::Exact, &[]);
    }
}
