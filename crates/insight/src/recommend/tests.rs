//! Recommendations against counting by hand, against a plain version, and by their properties.

use super::counting::{Counting, Items};
use super::*;
use proptest::prelude::*;
use std::collections::BTreeSet;

const NO_FLOORS: RelationRules = RelationRules {
    min_together: 1,
    min_lift: 0.0,
    shrinkage: 0,
    partners: 50,
};

fn purchases(buyers: usize, items: usize, pairs: &[(u32, u32)]) -> Purchases {
    let buyer_of: Vec<u32> = pairs.iter().map(|pair| pair.0).collect();
    let item_of: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
    Purchases::from_pairs(buyers, items, &buyer_of, &item_of).expect("well-formed pairs")
}

/// Five people: bread 0, butter 1, jam 2, soap 3; nobody buys 4.
const SHOP: [(u32, u32); 13] = [
    (0, 0),
    (0, 1),
    (0, 1),
    (0, 2),
    (1, 0),
    (1, 1),
    (2, 0),
    (2, 1),
    (2, 2),
    (3, 0),
    (3, 3),
    (4, 3),
    (NOBODY, 3),
];

#[test]
fn counts_by_hand() {
    let shop = purchases(5, 5, &SHOP);
    assert_eq!(
        (shop.items_of(0), shop.bought()),
        ([0, 1, 2].as_slice(), [4, 3, 2, 2, 0].as_slice())
    );
    assert_eq!((shop.counted_buyers(), shop.rows_left_out(), shop.heavy_buyers()), (5, 1, 0));
    let related = RelatedItems::build(&shop, NO_FLOORS);
    let bread: Vec<_> = related.of(0).collect();
    assert_eq!(bread.iter().map(|partner| partner.item).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(
        bread[0].counts,
        PairCounts {
            together: 3,
            first: 4,
            second: 3,
            buyers: 5
        }
    );
    assert_eq!((bread[0].counts.share(), bread[0].counts.lift()), (0.75, 1.25));
    assert_eq!(bread[0].score, 3.0 / 12f64.sqrt());
    // Soap is bought with bread once, by chance it would be 1.6 times: lift 0.625.
    let floored = RelatedItems::build(
        &shop,
        RelationRules {
            min_lift: 1.0,
            ..NO_FLOORS
        },
    );
    assert_eq!(floored.also_bought(0, 9, &[]).len(), 2);
    let supported = RelatedItems::build(
        &shop,
        RelationRules {
            min_together: 3,
            ..NO_FLOORS
        },
    );
    assert_eq!(
        supported
            .also_bought(0, 9, &[])
            .iter()
            .map(|partner| partner.item)
            .collect::<Vec<_>>(),
        [1]
    );
    assert_eq!(related.popular(), [0, 1, 2, 3]);
}

#[test]
fn what_is_owned_or_unavailable_is_not_offered() {
    let related = RelatedItems::build(&purchases(5, 5, &SHOP), NO_FLOORS);
    let mut recommender = Recommender::new(&related);
    let items = |offers: Vec<Recommendation>| offers.iter().map(|offer| offer.item).collect::<Vec<_>>();
    assert_eq!(items(recommender.recommend(&[0], 9, &[])), [1, 2, 3]);
    assert_eq!(items(recommender.recommend(&[0], 9, &[true, false, true, true, true])), [2, 3]);
    assert_eq!(
        items(recommender.recommend(&[0], 9, &[true, false])),
        [2, 3],
        "past the end is available"
    );
    assert_eq!(
        items(recommender.recommend(&[0, 1, 2, 3], 9, &[])),
        [0; 0],
        "nobody ever bought item 4"
    );
    assert_eq!(
        items(recommender.recommend(&[0, 1, 77, 1], 1, &[])),
        [2],
        "unknown and repeated items change nothing"
    );
    assert_eq!(items(recommender.recommend(&[0], 0, &[])), [0; 0]);
}

#[test]
fn reasons_name_the_strongest_relations_with_counts() {
    let related = RelatedItems::build(&purchases(5, 5, &SHOP), NO_FLOORS);
    let offers = Recommender::new(&related).recommend(&[1, 0], 1, &[]);
    assert_eq!(offers[0].item, 2);
    let Reason::AlsoBought {
        because,
        related: relations,
    } = &offers[0].reason
    else {
        panic!("jam goes with both")
    };
    assert_eq!((*relations, because.len()), (2, 2));
    assert_eq!(
        (
            because[0].owned,
            because[0].relation.counts.together,
            because[0].relation.counts.first
        ),
        (1, 2, 3)
    );
    assert_eq!(
        (
            because[1].owned,
            because[1].relation.counts.together,
            because[1].relation.counts.first
        ),
        (0, 2, 4)
    );
    let sum = because[0].relation.score + because[1].relation.score;
    assert!((offers[0].score - sum).abs() < 1e-12);
}

#[test]
fn who_has_nothing_is_offered_what_most_people_buy() {
    let related = RelatedItems::build(&purchases(5, 5, &SHOP), NO_FLOORS);
    let offers = Recommender::new(&related).recommend(&[], 2, &[false]);
    assert_eq!(
        offers,
        [
            Recommendation {
                item: 1,
                score: 0.0,
                reason: Reason::Popular { bought: 3, buyers: 5 }
            },
            Recommendation {
                item: 2,
                score: 0.0,
                reason: Reason::Popular { bought: 2, buyers: 5 }
            },
        ]
    );
}

#[test]
fn nothing_in_nothing_out() {
    let empty = purchases(0, 0, &[]);
    let related = RelatedItems::build(&empty, RelationRules::default());
    assert_eq!((empty.buyers(), related.items(), related.of(0).count()), (0, 0, 0));
    assert!(Recommender::new(&related).recommend(&[3], 5, &[]).is_empty());
    let unsold = RelatedItems::build(&purchases(2, 3, &[]), RelationRules::default());
    assert!(Recommender::new(&unsold).recommend(&[1], 5, &[]).is_empty());
}

#[test]
fn heavy_buyers_own_but_do_not_count() {
    let items = HEAVY_BUYER + 1;
    let mut pairs: Vec<(u32, u32)> = (0..items as u32).map(|item| (0, item)).collect();
    pairs.extend([(1, 0), (1, 1), (2, 0)]);
    let shop = purchases(3, items, &pairs);
    assert_eq!((shop.heavy_buyers(), shop.counted_buyers()), (1, 2));
    assert_eq!((shop.items_of(0).len(), shop.bought()[0]), (items, 2));
    let related = RelatedItems::build(&shop, NO_FLOORS);
    assert_eq!(related.of(0).map(|partner| partner.item).collect::<Vec<_>>(), [1]);
}

#[test]
fn input_that_does_not_fit_is_an_error() {
    assert_eq!(
        Purchases::from_pairs(1, 1, &[0], &[]),
        Err(PurchasesError::Columns { buyers: 1, items: 0 })
    );
    assert_eq!(
        Purchases::from_pairs(1, 1, &[0, 1], &[0, 0]),
        Err(PurchasesError::UnknownBuyer {
            row: 1,
            buyer: 1,
            buyers: 1
        })
    );
    assert_eq!(
        Purchases::from_pairs(1, 1, &[NOBODY], &[1]),
        Err(PurchasesError::UnknownItem { row: 0, item: 1, items: 1 })
    );
    for (bounds, position) in [(vec![1, 2], 0), (vec![0, 2, 1], 2), (vec![0, 3], 1), (vec![0, 1], 1), (vec![], 0)] {
        assert_eq!(
            Purchases::from_lists(5, &bounds, &[0, 1]),
            Err(PurchasesError::Bounds { position }),
            "{bounds:?}"
        );
    }
    assert_eq!(Purchases::from_lists(5, &[], &[]).map(|none| none.buyers()), Ok(0));
}

fn pairs() -> impl Strategy<Value = Vec<(u32, u32)>> {
    prop::collection::vec((0u32..25, 0u32..12), 0..160)
}

fn rules() -> impl Strategy<Value = RelationRules> {
    (0u32..4, 0.0f64..1.5, 0u32..20, 0usize..12).prop_map(|(min_together, min_lift, shrinkage, partners)| RelationRules {
        min_together,
        min_lift,
        shrinkage,
        partners,
    })
}

proptest! {
    #[test]
    fn partners_equal_plain_counting(pairs in pairs(), rules in rules()) {
        let distinct: BTreeSet<(u32, u32)> = pairs.iter().copied().collect();
        let buyers_of = |item: u32| -> BTreeSet<u32> {
            distinct.iter().filter(|pair| pair.1 == item).map(|pair| pair.0).collect()
        };
        let buyers = distinct.iter().map(|pair| pair.0).collect::<BTreeSet<_>>().len() as u32;
        let related = RelatedItems::build(&purchases(25, 12, &pairs), rules);
        for item in 0..12u32 {
            let first = buyers_of(item);
            let mut expected: Vec<(f64, u32, u32)> = (0..12)
                .filter(|other| *other != item)
                .map(|other| {
                    let second = buyers_of(other);
                    let counts = PairCounts {
                        together: first.intersection(&second).count() as u32,
                        first: first.len() as u32,
                        second: second.len() as u32,
                        buyers,
                    };
                    (counts, other)
                })
                .filter(|(counts, _)| counts.passes(&rules))
                .map(|(counts, other)| (-counts.score(rules.shrinkage), u32::MAX - counts.together, other))
                .collect();
            expected.sort_by(|a, b| a.0.total_cmp(&b.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            expected.truncate(rules.partners);
            let found: Vec<_> =
                related.of(item as usize).map(|partner| (-partner.score, u32::MAX - partner.counts.together, partner.item)).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn the_order_of_rows_and_of_owned_items_does_not_matter(
        (pairs, shuffled) in pairs().prop_flat_map(|pairs| (Just(pairs.clone()), Just(pairs).prop_shuffle())),
        rules in rules(),
        (owned, owned_shuffled) in prop::collection::vec(0u32..12, 0..6)
            .prop_flat_map(|owned| (Just(owned.clone()), Just(owned).prop_shuffle())),
    ) {
        let a = RelatedItems::build(&purchases(25, 12, &pairs), rules);
        let b = RelatedItems::build(&purchases(25, 12, &shuffled), rules);
        prop_assert_eq!(
            Recommender::new(&a).recommend(&owned, 5, &[]),
            Recommender::new(&b).recommend(&owned_shuffled, 5, &[])
        );
        prop_assert_eq!(a, b);
    }

    #[test]
    fn lists_and_pairs_are_the_same_purchases(lists in prop::collection::vec(prop::collection::vec(0u32..12, 0..9), 0..25)) {
        let mut bounds = vec![0];
        let mut pairs = vec![];
        for (buyer, list) in lists.iter().enumerate() {
            pairs.extend(list.iter().map(|item| (buyer as u32, *item)));
            bounds.push(pairs.len() as u32);
        }
        let item_of: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
        prop_assert_eq!(Purchases::from_lists(12, &bounds, &item_of)?, purchases(lists.len(), 12, &pairs));
    }

    #[test]
    fn slices_change_nothing(pairs in pairs(), rules in rules(), additions in 0u64..30) {
        let shop = purchases(25, 12, &pairs);
        let mut build = RelatedBuild::new(&shop, rules);
        let mut before = 0.0;
        while !build.run(additions) {
            prop_assert!(build.progress() > before && build.progress() < 1.0);
            before = build.progress();
        }
        prop_assert_eq!(build.finish(), RelatedItems::build(&shop, rules));
    }

    #[test]
    fn many_items_are_related_as_few_are(pairs in pairs(), rules in rules()) {
        let shop = purchases(25, 12, &pairs);
        let mut one_by_one = RelatedBuild::with(&shop, rules, Counting::Items(Items::new(&shop)));
        prop_assert_eq!(one_by_one.progress(), 0.0);
        one_by_one.run(1);
        prop_assert!(one_by_one.progress() > 0.0);
        prop_assert_eq!(one_by_one.finish(), RelatedItems::build(&shop, rules));
    }

    /// More candidates than are looked at together, with many of one score.
    #[test]
    fn the_strongest_of_many_are_kept(lists in prop::collection::vec(prop::collection::vec(0u32..300, 20..90), 1..12), shrinkage in 0u32..3) {
        let mut shop_pairs = vec![];
        lists.iter().zip(0..).for_each(|(list, buyer)| shop_pairs.extend(list.iter().map(|item| (buyer, *item))));
        let shop = purchases(lists.len(), 300, &shop_pairs);
        let all = RelatedItems::build(&shop, RelationRules { shrinkage, partners: 300, ..NO_FLOORS });
        let some = RelatedItems::build(&shop, RelationRules { shrinkage, partners: 7, ..NO_FLOORS });
        for item in 0..300 {
            prop_assert_eq!(some.of(item).collect::<Vec<_>>(), all.of(item).take(7).collect::<Vec<_>>());
        }
    }

    #[test]
    fn offers_are_new_available_ranked_and_finite(
        pairs in pairs(),
        rules in rules(),
        wanted in 0usize..15,
        available in prop::collection::vec(any::<bool>(), 0..13),
    ) {
        let shop = purchases(25, 12, &pairs);
        let related = RelatedItems::build(&shop, rules);
        let sums = &related;
        let mut recommender = Recommender::new(&related);
        for buyer in 0..25 {
            let owned = shop.items_of(buyer);
            let offers = recommender.recommend(owned, wanted, &available);
            prop_assert!(offers.len() <= wanted);
            let distinct: BTreeSet<u32> = offers.iter().map(|offer| offer.item).collect();
            prop_assert_eq!(distinct.len(), offers.len());
            prop_assert!(offers.windows(2).all(|pair| pair[0].score >= pair[1].score));
            for offer in &offers {
                prop_assert!(!owned.contains(&offer.item));
                prop_assert!(available.get(offer.item as usize).copied().unwrap_or(true));
                prop_assert!(offer.score.is_finite());
                match &offer.reason {
                    Reason::AlsoBought { because, related } => {
                        prop_assert!(!because.is_empty() && because.len() == REASONS.min(*related as usize));
                        prop_assert!(because.iter().all(|reason| owned.contains(&reason.owned)));
                        // By definition: the owned items among the item's own partners.
                        let partners: Vec<_> = sums.of(offer.item as usize).filter(|partner| owned.contains(&partner.item)).collect();
                        let sum: f64 = partners.iter().map(|partner| partner.score).sum();
                        prop_assert!((offer.score - sum).abs() < 1e-9);
                        prop_assert_eq!(partners.len(), *related as usize);
                        for reason in because {
                            let counts = reason.relation.counts;
                            prop_assert_eq!(counts.first, sums.bought(reason.owned as usize));
                            prop_assert_eq!(counts.second, sums.bought(offer.item as usize));
                        }
                    }
                    Reason::Popular { bought, buyers } => prop_assert!(bought <= buyers && *bought > 0),
                }
            }
            // What was kept from one customer must not show with the next.
            prop_assert_eq!(&Recommender::new(&related).recommend(owned, wanted, &available), &offers);
        }
    }
}
