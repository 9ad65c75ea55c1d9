//! Rules and item sets against brute force, and what baskets cannot be.

use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

fn baskets(lists: &[Vec<u32>], items: usize) -> Result<Baskets, BasketError> {
    let pairs = || {
        (0..)
            .zip(lists)
            .flat_map(|(basket, list)| list.iter().map(move |item| (basket, *item)))
    };
    let (basket_of, item_of): (Vec<u32>, Vec<u32>) = pairs().unzip();
    Baskets::from_pairs(lists.len(), items, &basket_of, &item_of)
}

#[test]
fn unusable_input_is_named() {
    assert_eq!(baskets(&[], 3).unwrap_err(), BasketError::NoBaskets);
    assert_eq!(baskets(&[vec![], vec![]], 3).unwrap_err(), BasketError::NoBaskets);
    let columns = BasketError::Columns { baskets: 2, items: 1 };
    assert_eq!(Baskets::from_pairs(1, 1, &[0, 0], &[0]).unwrap_err(), columns);
    let basket = BasketError::UnknownBasket {
        row: 1,
        basket: 4,
        baskets: 1,
    };
    assert_eq!(Baskets::from_pairs(1, 1, &[0, 4], &[0, 0]).unwrap_err(), basket);
    let item = BasketError::UnknownItem { row: 0, item: 1, items: 1 };
    assert_eq!(Baskets::from_pairs(1, 1, &[0], &[1]).unwrap_err(), item);
    let one = baskets(&[vec![0]], 1).unwrap();
    for support in [0.0, -1.0, 1.1, f64::NAN, f64::INFINITY] {
        let thresholds = Thresholds {
            support,
            ..Thresholds::default()
        };
        assert!(matches!(ItemSets::mine(&one, thresholds), Err(BasketError::Share { .. })));
    }
}

#[test]
fn one_item_has_sets_and_no_rules() {
    let baskets = baskets(&[vec![0], vec![0, 0]], 1).unwrap();
    let sets = ItemSets::mine(&baskets, Thresholds::default()).unwrap();
    assert_eq!(sets.sets, [ItemSet { items: vec![0], count: 2 }]);
    assert_eq!(rules(&sets, Thresholds::default()), []);
}

#[test]
fn too_many_sets_are_refused_and_not_kept() {
    let baskets = baskets(&[(0..30).collect()], 30).unwrap();
    let thresholds = Thresholds {
        max_length: 30,
        ..Thresholds::default()
    };
    assert_eq!(
        ItemSets::mine(&baskets, thresholds).unwrap_err(),
        BasketError::TooManySets { most: MOST_SETS }
    );
}

/// Left-hand side, right-hand side, and baskets with both.
type Counted = (Vec<u32>, u32, u32);

/// All sets and rules by looking at every subset of the items.
fn by_brute_force(lists: &[Vec<u32>], items: u32, thresholds: Thresholds) -> (Vec<ItemSet>, BTreeSet<Counted>) {
    let lists: Vec<BTreeSet<u32>> = lists.iter().map(|list| list.iter().copied().collect()).collect();
    let count = |wanted: &[u32]| lists.iter().filter(|list| wanted.iter().all(|item| list.contains(item))).count() as u32;
    let n = lists.len() as f64;
    let mut sets = Vec::new();
    let mut rules = BTreeSet::new();
    for mask in 1u32..1 << items {
        let members: Vec<u32> = (0..items).filter(|item| mask >> item & 1 == 1).collect();
        let together = count(&members);
        if together == 0 || members.len() > thresholds.max_length || f64::from(together) < thresholds.support * n - 1e-9 {
            continue;
        }
        for &right in &members {
            let left: Vec<u32> = members.iter().copied().filter(|item| *item != right).collect();
            let confidence = f64::from(together) / f64::from(count(&left));
            if members.len() >= thresholds.min_length && confidence + 1e-12 >= thresholds.confidence {
                rules.insert((left, right, together));
            }
        }
        sets.push(ItemSet {
            items: members,
            count: together,
        });
    }
    sets.sort();
    (sets, rules)
}

proptest! {
    #[test]
    fn equal_brute_force(
        lists in prop::collection::vec(prop::collection::vec(0u32..7, 0..6), 1..25),
        support in 0.02f64..0.6, confidence in 0.0f64..1.0, min_length in 1usize..4, max_length in 1usize..6,
    ) {
        let thresholds = Thresholds { support, confidence, min_length, max_length };
        if let Ok(baskets) = baskets(&lists, 7) {
            let sets = ItemSets::mine(&baskets, thresholds).unwrap();
            let rules = rules(&sets, thresholds);
            let (expected_sets, expected_rules) = by_brute_force(&lists, 7, thresholds);
            prop_assert_eq!(&sets.sets, &expected_sets);
            let found: BTreeSet<_> = rules.iter().map(|rule| (rule.left.clone(), rule.right, rule.together)).collect();
            prop_assert_eq!(found.len(), rules.len());
            prop_assert_eq!(found, expected_rules);
            for rule in &rules {
                prop_assert!(rule.lift().is_finite() && (0.0..=1.0).contains(&rule.confidence()) && rule.support() <= 1.0);
            }
        }
    }

    #[test]
    fn the_order_of_baskets_and_items_does_not_matter(
        lists in prop::collection::vec(prop::collection::vec(0u32..6, 1..6), 1..20),
    ) {
        let turned: Vec<Vec<u32>> = lists.iter().rev().map(|list| list.iter().rev().copied().collect()).collect();
        let mined = |lists: &[Vec<u32>]| ItemSets::mine(&baskets(lists, 6).unwrap(), Thresholds { support: 0.1, ..Thresholds::default() });
        prop_assert_eq!(mined(&lists).unwrap(), mined(&turned).unwrap());
    }

    #[test]
    fn slices_give_what_one_go_gives(lists in prop::collection::vec(prop::collection::vec(0u32..6, 1..6), 1..20)) {
        let baskets = baskets(&lists, 6).unwrap();
        let mut mining = Mining::new(&baskets, Thresholds::default()).unwrap();
        while !mining.run(1).unwrap() {
            prop_assert!((0.0..=1.0).contains(&mining.progress()));
        }
        prop_assert_eq!(mining.finish(), ItemSets::mine(&baskets, Thresholds::default()).unwrap());
    }
}
