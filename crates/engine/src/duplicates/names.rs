//! Names as they are compared: folded, in any order of their words, companies without the form of their law.

/// What says nothing about which company it is.
const LEGAL_FORMS: [&str; 28] = [
    "ab",
    "ag",
    "and",
    "aps",
    "as",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "gmbh",
    "inc",
    "kg",
    "limited",
    "llc",
    "ltd",
    "mbh",
    "nv",
    "oy",
    "plc",
    "sa",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
    "ug",
    "und",
];
/// Names at least so much alike (Winkler 1990, from 0 to 1) may be slips of one another.
const NEARLY: f64 = 0.93;

/// The words of a folded name, in order of the alphabet.
pub(super) fn key(folded: &str, is_company: bool) -> String {
    // "B.V." is one word, "J.Smith" two.
    let folded = if is_company { folded.replace('.', "") } else { folded.to_owned() };
    let words = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut words = words.collect::<Vec<_>>();
    let telling = words.iter().filter(|word| !LEGAL_FORMS.contains(word)).count();
    if is_company && telling > 0 {
        words.retain(|word| !LEGAL_FORMS.contains(word));
    }
    words.sort_unstable();
    words.join(" ")
}

/// Whether two keys may be one name: the same, one slip apart, or with initials instead of words.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    strsim::jaro_winkler(one, other) >= NEARLY || are_initials(one, other) || are_initials(other, one)
}

/// Whether each word of the shorter name is a word of the longer one or begins one, and at least one is whole.
fn are_initials(short: &str, long: &str) -> bool {
    let (short, mut long) = (short.split(' ').collect::<Vec<_>>(), long.split(' ').collect::<Vec<_>>());
    if short.len() < 2 || short.len() > long.len() {
        return false;
    }
    let mut whole = false;
    for word in &short {
        let exact = long.iter().position(|other| other == word);
        let initial = || long.iter().position(|other| word.chars().count() == 1 && other.starts_with(*word));
        let Some(place) = exact.or_else(initial) else { return false };
        whole |= exact.is_some() && word.chars().count() > 1;
        long.remove(place);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_in_any_order_and_without_legal_forms() {
        assert_eq!(key("berg, noor", false), key("noor berg", false));
        assert_eq!(key("havenlicht b.v.", true), "havenlicht");
        assert_eq!(key("the havenlicht, ltd", true), "havenlicht the");
        assert_eq!(key("co. kg", true), "co kg", "a name of nothing else keeps it");
        assert_eq!(key("may co", false), "co may", "people may be called anything");
    }

    #[test]
    fn a_slip_and_an_initial_are_alike_and_another_person_is_not() {
        let alike = |one: &str, other: &str| are_alike(&key(one, false), &key(other, false));
        assert!(alike("katharina vogel", "katarina vogel"));
        assert!(alike("j smith", "john smith"));
        assert!(alike("john smith", "john paul smith"));
        assert!(!alike("j s", "john smith"), "initials alone say nothing");
        assert!(!alike("john smith", "mary jones"));
        assert!(!alike("smith", "john smith"));
    }
}
