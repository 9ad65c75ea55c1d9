//! The rules one by one, and what no text may do.

use super::*;
use proptest::prelude::*;

fn small() -> Lexicon {
    Lexicon::read("good\t1.9\nbad\t-2.5\t0.5\t[-2, -3]\ngreat\t3.1\nno\t-1.2\n:)\t2.0\n").unwrap()
}

fn compound(text: &str) -> f64 {
    analyse(text, &small()).compound
}

/// The score of a sum of valences.
fn of_sum(sum: f64) -> f64 {
    sum / (sum * sum + 15.0).sqrt()
}

fn check(text: &str, sum: f64) {
    assert!(
        (compound(text) - of_sum(sum)).abs() < 1e-12,
        "{text}: {} and not {}",
        compound(text),
        of_sum(sum)
    );
}

#[test]
fn rules_by_hand() {
    check("good", 1.9);
    check("It was good :)", 3.9);
    check("very good", 1.9 + 0.293);
    check("really quite good", 1.9 + 0.293 + 0.95 * 0.293);
    check("slightly bad", -2.5 + 0.293);
    check("not good", 1.9 * -0.74);
    check("not very good", (1.9 + 0.293) * -0.74);
    check("isn't it good", 1.9 * -0.74);
    check("never so good", (1.9 + 0.293) * 1.25);
    check("it was all so good", (1.9 + 0.293) * 1.25);
    check("without a doubt good", 1.9);
    check("a GOOD day", 1.9 + 0.733);
    check("A GOOD DAY", 1.9);
    check("good!!!", 1.9 + 3.0 * 0.292);
    check("bad!!!!!!", -2.5 - 4.0 * 0.292);
    check("good?? ", 1.9 + 0.36);
    check("bad????", -2.5 - 0.96);
    check("good but bad", 0.5 * 1.9 - 1.5 * 2.5);
    check("no good", 1.9 * -0.74);
    check("no", -1.2);
    check("the least good", 1.9 * -0.74);
    check("at least good", 1.9);
    check("yeah right good", 1.9);
    check("!!!", 0.0);
}

#[test]
fn shares_add_up() {
    let read = analyse("a good and a bad day", &small());
    assert!((read.positive + read.negative + read.neutral - 1.0).abs() < 1e-12);
    assert_eq!(read.words, 2);
    assert_eq!(analyse("  ", &small()), Sentiment::default());
}

#[test]
fn polarity_has_a_neutral_middle() {
    let polarities = [-0.05, -0.04, 0.0, 0.05, f64::NAN].map(Polarity::of);
    use Polarity::{Negative, Neutral, Positive};
    assert_eq!(polarities, [Negative, Neutral, Neutral, Positive, Neutral]);
}

#[test]
fn the_own_lexicon_is_whole() {
    let lexicon = Lexicon::own();
    assert!(lexicon.len() > 3_500, "{}", lexicon.len());
    for (word, least) in [("wonderful", 2.0), ("happily", 2.0), ("helping", 1.0), (":)", 1.0), ("😍", 2.0)] {
        assert!(lexicon.valence(word).unwrap() >= least, "{word}");
    }
    for word in ["terrible", "frustrated", "angrily", ":(", "💔"] {
        assert!(lexicon.valence(word).unwrap() <= -1.0, "{word}");
    }
    assert_eq!(lexicon.valence("table"), None);
    // Every line of the file is one that is read.
    for line in include_str!("lexicon.txt").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split(' ');
        assert!(cells.next().unwrap().parse::<f64>().unwrap().abs() <= 4.0, "{line}");
        assert!(
            ["v", "a", "n", "x"].contains(&cells.next().unwrap()) && cells.all(|cell| !cell.is_empty()),
            "{line}"
        );
    }
}

#[test]
fn a_lexicon_that_is_none_is_named_by_its_line() {
    assert_eq!(Lexicon::read(" \n"), Err(LexiconError::Empty));
    for text in ["good", "good\tvery", "\t1.0", "good\t9"] {
        let told = Lexicon::read(&format!("fine\t1\n{text}")).unwrap_err();
        assert!(matches!(told, LexiconError::Line { line: 2, .. }), "{told}");
    }
}

proptest! {
    #[test]
    fn no_text_leaves_the_scale(text in "\\PC*") {
        let read = analyse(&text, &Lexicon::own());
        prop_assert!((-1.0..=1.0).contains(&read.compound));
        prop_assert!([read.positive, read.negative, read.neutral].iter().all(|share| (0.0..=1.0).contains(share)));
    }

    #[test]
    fn words_without_feeling_before_change_nothing(words in prop::collection::vec("[a-z]{4}x", 0..6)) {
        let text = format!("{} . . . good", words.join(" "));
        prop_assert!((compound(&text) - of_sum(1.9)).abs() < 1e-12);
    }
}
