//! Weights by hand, and what themes are for odd texts.

use super::*;
use proptest::prelude::*;

#[test]
fn weights_by_hand() {
    // "blue" is in one of two texts, "car" in both: only rarer words weigh.
    let all = weights(&["blue car", "car"]).unwrap();
    let rarity = (3.0f64 / 2.0).ln();
    let length = (rarity * rarity * 2.0).sqrt();
    assert!((all["blue"][0].1 - rarity / length).abs() < 1e-12);
    assert!((all["blue car"][0].1 - rarity / length).abs() < 1e-12);
    assert_eq!(all["car"], [(0, 0.0), (1, 0.0)]);
}

#[test]
fn what_says_nothing_is_left_out() {
    assert_eq!(terms("It's the 42 OK of a DON’T, Lieferung und Preis!"), ["lieferung", "preis"]);
    assert_eq!(terms("late delivery. price"), ["late", "late delivery", "delivery", "price"]);
    assert_eq!(themes(&["", "the of", "12"], 1, 5), Err(ThemesError::NoWords));
    assert_eq!(themes(&[], 1, 5), Err(ThemesError::NoWords));
}

#[test]
fn groups_have_their_own_words() {
    let texts = ["price too high", "price was fair", "delivery late", "slow delivery"];
    let found = keywords(&texts, &[0, 0, 1, 1], 2, 1).unwrap();
    assert_eq!((found[0][0].word.as_str(), &found[0][0].texts[..]), ("price", &[0, 1][..]));
    assert_eq!((found[1][0].word.as_str(), &found[1][0].texts[..]), ("delivery", &[2, 3][..]));
    assert_eq!(keywords(&texts, &[0], 1, 1), Err(ThemesError::Groups { groups: 1, texts: 4 }));
}

proptest! {
    #[test]
    fn any_texts_have_finite_weights(texts in prop::collection::vec("\\PC{0,40}", 0..8)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Ok(found) = themes(&texts, 1, 10) {
            prop_assert!(found.len() <= 10);
            for theme in found {
                prop_assert!(theme.weight.is_finite() && theme.weight >= 0.0 && !theme.texts.is_empty());
            }
        }
    }
}
