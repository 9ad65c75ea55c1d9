//! "People who bought this also bought": for every item its strongest partners.
//!
//! Common buyers are counted for every pair, then each item takes its partners. Counting is Σ (items of a buyer)² additions at
//! most, which can be seconds on unusual data, so [`RelatedBuild`] works in slices the caller sizes.

use super::counting::Counting;
use super::purchases::Purchases;
use super::relation::{PairCounts, RelationRules};
use crate::lanes::Four;

/// A partner of an item, with the counts that say why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AlsoBought {
    /// The partner.
    pub item: u32,
    /// `together` of `first` people who bought the item also bought the partner.
    pub counts: PairCounts,
    /// What partners are ranked by: [`PairCounts::score`].
    pub score: f64,
}

/// The partners of every item. Ties are broken by more common buyers, then by the lower item number.
#[derive(Debug, Clone, PartialEq)]
pub struct RelatedItems {
    rules: RelationRules,
    buyers: u32,
    bought: Vec<u32>,
    /// Items that anyone bought, most bought first, then by number.
    popular: Vec<u32>,
    partners: PartnerLists,
    /// The same relations seen from the partner: who counts this item among their own.
    fans: PartnerLists,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Partner {
    item: u32,
    together: u32,
    score: f64,
}

/// One list of partners per item, one after the other.
#[derive(Debug, Clone, PartialEq)]
struct PartnerLists {
    bounds: Vec<u32>,
    partners: Vec<Partner>,
}

impl PartnerLists {
    fn new() -> Self {
        Self {
            bounds: vec![0],
            partners: vec![],
        }
    }

    fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    fn push(&mut self, list: &[Partner]) {
        self.partners.extend_from_slice(list);
        self.bounds.push(self.partners.len() as u32);
    }

    fn list(&self, item: usize) -> &[Partner] {
        match (self.bounds.get(item), self.bounds.get(item + 1)) {
            (Some(&start), Some(&end)) => &self.partners[start as usize..end as usize],
            _ => &[],
        }
    }

    /// The relations the other way round, items ascending within each list.
    fn transposed(&self) -> Self {
        let mut bounds = vec![0u32; self.bounds.len()];
        for partner in &self.partners {
            bounds[partner.item as usize + 1] += 1;
        }
        for item in 0..self.len() {
            bounds[item + 1] += bounds[item];
        }
        let mut next = bounds.clone();
        let mut partners = self.partners.clone();
        for item in 0..self.len() {
            for partner in self.list(item) {
                let place = &mut next[partner.item as usize];
                partners[*place as usize] = Partner {
                    item: item as u32,
                    ..*partner
                };
                *place += 1;
            }
        }
        Self { bounds, partners }
    }
}

impl RelatedItems {
    /// Builds in one go; see [`RelatedBuild`] for slices.
    pub fn build(purchases: &Purchases, rules: RelationRules) -> Self {
        let mut build = RelatedBuild::new(purchases, rules);
        while !build.run(u64::MAX) {}
        build.finish()
    }

    /// The partners of `item`, strongest first; none for an item that does not exist.
    pub fn of(&self, item: usize) -> impl Iterator<Item = AlsoBought> + '_ {
        self.partners.list(item).iter().map(move |partner| self.also(item, partner))
    }

    /// The items that have `item` among their partners, ascending: what can be offered to who has it.
    pub fn partner_of(&self, item: usize) -> impl Iterator<Item = AlsoBought> + '_ {
        self.fans.list(item).iter().map(move |partner| self.also(item, partner))
    }

    /// The relation from `item` to one of its partners. Measures are the same both ways; only who is first changes.
    fn also(&self, item: usize, partner: &Partner) -> AlsoBought {
        let counts = PairCounts {
            together: partner.together,
            first: self.bought[item],
            second: self.bought[partner.item as usize],
            buyers: self.buyers,
        };
        AlsoBought {
            item: partner.item,
            counts,
            score: partner.score,
        }
    }

    /// The `wanted` strongest partners of `item` that are available. `available` has one entry per item; items past
    /// its end are available, so an empty one means all.
    pub fn also_bought(&self, item: usize, wanted: usize, available: &[bool]) -> Vec<AlsoBought> {
        self.of(item)
            .filter(|partner| is_available(available, partner.item))
            .take(wanted)
            .collect()
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.bought.len()
    }

    /// People who bought anything.
    pub fn buyers(&self) -> u32 {
        self.buyers
    }

    /// People who bought `item`.
    pub fn bought(&self, item: usize) -> u32 {
        self.bought.get(item).copied().unwrap_or(0)
    }

    /// Items that anyone bought, most bought first, then by number.
    pub fn popular(&self) -> &[u32] {
        &self.popular
    }

    /// The rules the partners were chosen by.
    pub fn rules(&self) -> RelationRules {
        self.rules
    }
}

pub(super) fn is_available(available: &[bool], item: u32) -> bool {
    available.get(item as usize).copied().unwrap_or(true)
}

/// Strongest first: by score, then by more common buyers, then by number. Scores are never negative, so their bits are in their
/// order, and one number sorts fastest.
fn place(partner: &Partner) -> u128 {
    !(u128::from(partner.score.to_bits()) << 64 | u128::from(partner.together) << 32 | u128::from(!partner.item))
}

/// What two estimates differ from their scores by at most, as a share, and more: some roundings of 32-bit numbers each.
const ESTIMATE_ERROR: f32 = 4e-6;
/// Candidates that are looked at together.
const BATCH: usize = 64;

/// Candidates for the partners of an item: a quick estimate of the score, but for the length of the item itself, decides who is
/// scored at all.
#[derive(Debug, Default)]
struct Candidates {
    /// Estimates, in whose order their bits are, above places.
    estimated: Vec<u64>,
    /// Estimates that do not exceed it have enough better ones.
    floor: f32,
}

impl Candidates {
    /// Of common buyers and one through lengths, leaves the best `wanted` that pass, and what may be as good as the last.
    fn choose(&mut self, together: &[u32], shortness: &[f32], rules: &RelationRules, passes: impl Fn(usize) -> bool) {
        self.estimated.clear();
        self.floor = 0.0;
        let shrinkage = Four::all(rules.shrinkage as f32);
        let mut batch = [0; BATCH];
        let mut len = 0;
        let mut consider = |from: usize, together: &[u32; 4], shortness: &[f32; 4]| {
            let common = Four::of_counts(together);
            // Nothing in common gives zero or not-a-number, neither of which is above the floor.
            let estimates = common.times(common).over(common.plus(shrinkage)).times(Four::of(shortness));
            if !estimates.any_above(Four::all(self.floor)) {
                return;
            }
            for (lane, estimate) in estimates.numbers().into_iter().enumerate() {
                // Written in any case and kept if it is above the floor: a branch would be guessed wrong too often.
                batch[len] = u64::from(estimate.to_bits()) << 32 | (from + lane) as u64;
                len += usize::from(estimate > self.floor);
            }
            if len > BATCH - 4 {
                self.take(&batch[..len], rules.partners, &passes);
                len = 0;
            }
        };
        let ((counts, last_counts), (short, last_short)) = (together.as_chunks(), shortness.as_chunks());
        for (place, (counts, short)) in counts.iter().zip(short).enumerate() {
            consider(4 * place, counts, short);
        }
        let (mut padded_counts, mut padded_short) = ([0; 4], [0.0; 4]);
        padded_counts[..last_counts.len()].copy_from_slice(last_counts);
        padded_short[..last_short.len()].copy_from_slice(last_short);
        consider(4 * counts.len(), &padded_counts, &padded_short);
        self.take(&batch[..len], rules.partners, &passes);
        self.drop_weaker(rules.partners);
    }

    fn take(&mut self, batch: &[u64], wanted: usize, passes: impl Fn(usize) -> bool) {
        self.estimated
            .extend(batch.iter().filter(|candidate| passes(**candidate as u32 as usize)));
        if self.estimated.len() > 3 * wanted {
            self.drop_weaker(wanted);
        }
    }

    fn drop_weaker(&mut self, wanted: usize) {
        if wanted == 0 {
            self.estimated.clear();
        } else if wanted < self.estimated.len() {
            let estimate = |candidate: u64| f32::from_bits((candidate >> 32) as u32);
            let weaker = self.estimated.len() - wanted;
            let (_, last, _) = self.estimated.select_nth_unstable(weaker);
            self.floor = estimate(*last) * (1.0 - ESTIMATE_ERROR);
            self.estimated.retain(|candidate| estimate(*candidate) > self.floor);
        }
    }

    /// Places that were left.
    fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.estimated.iter().map(|candidate| *candidate as u32 as usize)
    }
}

/// [`RelatedItems`] being built, in slices.
#[derive(Debug)]
pub struct RelatedBuild<'a> {
    counting: Counting<'a>,
    /// One through the length of each item as a vector over buyers.
    shortness: Vec<f32>,
    /// The same of the items at hand, where they are not all.
    of_some: Vec<f32>,
    candidates: Candidates,
    chosen: Vec<Partner>,
    done: RelatedItems,
}

impl<'a> RelatedBuild<'a> {
    /// Starts a build; nothing is counted yet.
    pub fn new(purchases: &'a Purchases, rules: RelationRules) -> Self {
        Self::with(purchases, rules, Counting::new(purchases))
    }

    pub(super) fn with(purchases: &Purchases, rules: RelationRules, counting: Counting<'a>) -> Self {
        let bought = purchases.bought().to_vec();
        let of_item = |(item, count): (u32, &u32)| (*count > 0).then_some((u64::MAX - u64::from(*count), item));
        let mut popular: Vec<(u64, u32)> = (0..).zip(&bought).filter_map(of_item).collect();
        popular.sort_unstable();
        let popular = popular.into_iter().map(|(_, item)| item).collect();
        Self {
            counting,
            shortness: bought.iter().map(|count| (1.0 / f64::from(*count).sqrt()) as f32).collect(),
            of_some: vec![],
            candidates: Candidates::default(),
            chosen: vec![],
            done: RelatedItems {
                rules,
                buyers: purchases.counted_buyers(),
                bought,
                popular,
                partners: PartnerLists::new(),
                fans: PartnerLists::new(),
            },
        }
    }

    /// Works for about `additions` additions (a million take some milliseconds), at least some buyers or one item; whether all
    /// items are done.
    pub fn run(&mut self, additions: u64) -> bool {
        let mut spent = 0;
        while self.done.partners.len() < self.items() {
            spent += if self.counting.is_ready() {
                self.next_item()
            } else {
                self.counting.prepare()
            };
            if spent >= additions {
                break;
            }
        }
        self.done.partners.len() == self.items()
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.done.bought.len()
    }

    /// The share that is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        self.counting.progress(self.done.partners.len() as f64 / self.items().max(1) as f64)
    }

    /// The result; what is not done yet is done now.
    pub fn finish(mut self) -> RelatedItems {
        while !self.run(u64::MAX) {}
        self.done.fans = self.done.partners.transposed();
        self.done
    }

    /// The partners of the next item; about the additions it took.
    fn next_item(&mut self) -> u64 {
        let RelatedItems {
            rules,
            bought,
            buyers,
            partners,
            ..
        } = &mut self.done;
        let item = partners.len();
        let (others, together) = self.counting.common(item);
        let shortness = if others.len() == self.shortness.len() {
            &self.shortness
        } else {
            self.of_some.clear();
            self.of_some.extend(others.iter().map(|other| self.shortness[*other as usize]));
            &self.of_some
        };
        // The same whichever of the two is first.
        let counts = |place: usize| PairCounts {
            together: together[place],
            first: bought[item],
            second: bought[others[place] as usize],
            buyers: *buyers,
        };
        self.candidates
            .choose(together, shortness, rules, |place| counts(place).passes(rules));
        self.chosen.clear();
        self.chosen.extend(self.candidates.places().map(|place| Partner {
            item: others[place],
            together: together[place],
            score: counts(place).score(rules.shrinkage),
        }));
        self.chosen.sort_unstable_by_key(place);
        self.chosen.truncate(rules.partners);
        partners.push(&self.chosen);
        // Half of the additions of the item's pairs, and going through them.
        u64::from(bought[item]) + others.len() as u64
    }
}
