//! Whether proposals would have been bought: the last new product of every customer is hidden and proposed from the rest.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Part, Reason, Term, Topic};
use insight::recommend::{EaseFit, HoldoutQuality, Purchases, Recommender, RelatedItems, RelationRules, measure};

use super::products::Sold;
use super::{count, part, sheet, term};

/// Proposals to each customer in the test.
const PROPOSED: usize = 5;
/// Products up to which EASE is fitted while somebody waits: the work grows with the cube of their number.
const EASE_PRODUCTS: usize = 400;
/// Purchases by which EASE holds its weights back: see [`EaseFit::new`].
const REGULARISATION: f64 = 100.0;
/// Customers that the test needs.
const TESTED: usize = 20;
/// Multiplications of one slice of that fit: about a hundredth of a second.
const MULTIPLICATIONS: u64 = 8_000_000;

/// Proposals that are being tested.
pub(super) struct Test {
    tested: usize,
    known: Purchases,
    held_out: Purchases,
    ease: Option<EaseFit>,
}

impl Test {
    /// Fits for a while; whether it is done.
    pub(super) fn run(&mut self) -> bool {
        self.ease.as_mut().is_none_or(|ease| ease.run(MULTIPLICATIONS))
    }
}

impl Sold<'_> {
    /// Hides the last new product of every customer: proposals will be made from the rest.
    pub(super) fn test(&self) -> Result<Test, Part> {
        let mut hidden = vec![false; self.items.sold.len()];
        let mut tested = 0;
        let mut start = 0;
        for of in self.items.sold.chunk_by(|one, other| one.0 == other.0) {
            // An item bought before is no test: what a customer has is never proposed.
            let first_time = |place: &usize| !of[..*place].iter().any(|item| item.3 == of[*place].3);
            let last = (1..of.len()).rev().find(first_time);
            if let Some(last) = last.filter(|_| of[0].0 != insight::recommend::NOBODY) {
                let product = of[last].3;
                for place in (last..of.len()).filter(|place| of[*place].3 == product) {
                    hidden[start + place] = true;
                }
                tested += 1;
            }
            start += of.len();
        }
        let none = |reason| part(Topic::HitRate, vec![Fact::Holdout(tested as u32)], Err(reason));
        if tested < TESTED {
            return Err(none(Reason::TooFew(tested as u32, TESTED as u32)));
        }
        let (Some(known), Some(held_out)) = (self.purchases(|place| !hidden[place]), self.purchases(|place| hidden[place])) else {
            return Err(none(Reason::Numbers));
        };
        let few = self.products.len() <= EASE_PRODUCTS;
        Ok(Test {
            tested,
            ease: few.then(|| EaseFit::new(&known, REGULARISATION).ok()).flatten(),
            known,
            held_out,
        })
    }

    /// How often proposals would have been bought.
    pub(super) fn hits(&self, test: Test) -> Part {
        let Test {
            tested,
            known,
            held_out,
            ease,
        } = test;
        let mut facts = vec![Fact::Holdout(tested as u32)];
        let related = RelatedItems::build(&known, RelationRules::default());
        let mut lines = Vec::new();
        let mut tell = |kind: Term, found: HoldoutQuality| {
            let cells = vec![Cell::Percent(100.0 * found.hit_rate), count(found.people)];
            lines.push(term(kind, cells, None));
        };
        let mut recommender = Recommender::new(&related);
        tell(
            Term::Hit,
            measure(&held_out, PROPOSED, |buyer| {
                let offers = recommender.recommend(known.items_of(buyer), PROPOSED, &[]);
                offers.into_iter().map(|offer| offer.item).collect()
            }),
        );
        if let Some(ease) = ease.map(EaseFit::finish) {
            tell(
                Term::HitEase,
                measure(&held_out, PROPOSED, |buyer| {
                    let offers = ease.recommend(known.items_of(buyer), PROPOSED);
                    offers.into_iter().map(|(item, _)| item).collect()
                }),
            );
        }
        tell(
            Term::HitPopular,
            measure(&held_out, PROPOSED, |buyer| {
                let owned = known.items_of(buyer);
                let popular = related.popular().iter().copied().filter(|item| owned.binary_search(item).is_err());
                popular.take(PROPOSED).collect()
            }),
        );
        facts.push(Fact::Customers(known.counted_buyers()));
        part(
            Topic::HitRate,
            facts,
            Ok(sheet(Form::Rows, 1, &[Head::HitRate, Head::Customers], lines)),
        )
    }
}
