//! "People who bought this also bought": for every item its strongest partners.
//!
//! For each item the purchases of its buyers are counted, of the items before it: a pair is counted and scored once and
//! offered to both. That is ½ Σ (items of a buyer)² additions in all, which can be seconds on unusual data, so
//! [`RelatedBuild`] works in slices the caller sizes.

use super::purchases::Purchases;
use super::relation::{PairCounts, RelationRules};
use std::cmp::Ordering;

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

/// Strongest first; equal scores by more common buyers, then by number.
fn by_strength(a: &Partner, b: &Partner) -> Ordering {
    b.score
        .total_cmp(&a.score)
        .then(b.together.cmp(&a.together))
        .then(a.item.cmp(&b.item))
}

/// The strongest partners of an item so far, and some weaker ones that are dropped from time to time.
#[derive(Debug, Clone, Default)]
struct Strongest {
    partners: Vec<Partner>,
    /// What is weaker will not be kept.
    weakest: Option<Partner>,
}

impl Strongest {
    fn offer(&mut self, partner: Partner, kept: usize) {
        if let Some(weakest) = &self.weakest
            && (partner.score < weakest.score || by_strength(&partner, weakest).is_gt())
        {
            return;
        }
        self.partners.push(partner);
        if self.partners.len() > kept + kept / 2 {
            self.drop_weaker(kept);
        }
    }

    fn drop_weaker(&mut self, kept: usize) {
        if kept == 0 {
            self.partners.clear();
        } else if kept < self.partners.len() {
            let (_, weakest, _) = self.partners.select_nth_unstable_by(kept - 1, by_strength);
            self.weakest = Some(*weakest);
            self.partners.truncate(kept);
        }
    }
}

/// [`RelatedItems`] being built, in slices.
#[derive(Debug)]
pub struct RelatedBuild<'a> {
    purchases: &'a Purchases,
    /// Common buyers with the item at hand, by item; zero again after each.
    together: Vec<u32>,
    met: Vec<u32>,
    /// Of each item, the strongest partners among the items so far.
    strongest: Vec<Strongest>,
    items_done: usize,
    done: RelatedItems,
}

impl<'a> RelatedBuild<'a> {
    /// Starts a build; nothing is counted yet.
    pub fn new(purchases: &'a Purchases, rules: RelationRules) -> Self {
        let bought: Vec<u32> = (0..purchases.items()).map(|item| purchases.buyers_of(item).len() as u32).collect();
        let of_item = |(item, count): (u32, &u32)| (*count > 0).then_some((u64::MAX - u64::from(*count), item));
        let mut popular: Vec<(u64, u32)> = (0..).zip(&bought).filter_map(of_item).collect();
        popular.sort_unstable();
        let popular = popular.into_iter().map(|(_, item)| item).collect();
        Self {
            purchases,
            together: vec![0; bought.len()],
            met: vec![],
            strongest: vec![Strongest::default(); bought.len()],
            items_done: 0,
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

    /// Works for about `additions` additions (a million take some milliseconds), at least one item; whether all
    /// items are done.
    pub fn run(&mut self, additions: u64) -> bool {
        let mut spent = 0;
        while self.items_done() < self.items() {
            spent += self.next_item();
            if spent >= additions {
                break;
            }
        }
        self.items_done() == self.items()
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.done.bought.len()
    }

    /// Items whose partners among the items before them are known.
    pub fn items_done(&self) -> usize {
        self.items_done
    }

    /// The result; what is not done yet is done now.
    pub fn finish(mut self) -> RelatedItems {
        while !self.run(u64::MAX) {}
        for mut strongest in std::mem::take(&mut self.strongest) {
            strongest.drop_weaker(self.done.rules.partners);
            strongest.partners.sort_unstable_by(by_strength);
            self.done.partners.push(&strongest.partners);
        }
        self.done.fans = self.done.partners.transposed();
        self.done
    }

    /// What the next item has in common with those before it; the additions it took.
    fn next_item(&mut self) -> u64 {
        let item = self.items_done;
        let (together, met) = (&mut self.together[..item], &mut self.met);
        let buyers_of = self.purchases.buyers_of(item);
        let mut additions = 1;
        // Who has many buyers has met nearly everybody: going through all is quicker than keeping a list.
        let many = buyers_of.len() >= item / 16;
        for &buyer in buyers_of {
            // The items of a buyer are ascending.
            for &other in self.purchases.items_of(buyer as usize) {
                let Some(together) = together.get_mut(other as usize) else { break };
                additions += 1;
                if !many && *together == 0 {
                    met.push(other);
                }
                *together += 1;
            }
        }
        if many {
            met.extend((0..).zip(&*together).filter(|(_, together)| **together > 0).map(|(other, _)| other));
        }
        let RelatedItems { rules, bought, buyers, .. } = &self.done;
        for &other in &*met {
            let together = std::mem::take(&mut together[other as usize]);
            let counts = PairCounts {
                together,
                first: bought[item],
                second: bought[other as usize],
                buyers: *buyers,
            };
            // The same whichever of the two is first.
            if counts.passes(rules) {
                let score = counts.score(rules.shrinkage);
                for (of, partner) in [(item, other), (other as usize, item as u32)] {
                    let partner = Partner {
                        item: partner,
                        together,
                        score,
                    };
                    self.strongest[of].offer(partner, rules.partners);
                }
            }
        }
        met.clear();
        self.items_done += 1;
        additions
    }
}
