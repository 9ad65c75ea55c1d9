//! What to offer a customer: what goes with what they have, added up, then what everyone buys.
//!
//! An item is scored by the owned items among its *own* partners. Adding up the partners of the owned items
//! instead favours what is in everyone's list; on MovieLens 100k it finds an eighth less.

use super::related::{AlsoBought, RelatedItems, is_available};

/// An item to offer.
#[derive(Debug, Clone, PartialEq)]
pub struct Recommendation {
    /// The item.
    pub item: u32,
    /// Sum of the scores of the owned items among its partners; 0 where the reason is popularity.
    pub score: f64,
    /// Why.
    pub reason: Reason,
}

/// Why an item is offered.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// People who bought what the customer has also bought it: the strongest relations, at most
    /// [`REASONS`], and how many there are in all.
    AlsoBought {
        /// Strongest first.
        because: Vec<Because>,
        /// Owned items related to it.
        related: u32,
    },
    /// No (further) relation is known, and this is what most people buy.
    Popular {
        /// People who bought it.
        bought: u32,
        /// People who bought anything.
        buyers: u32,
    },
}

/// Relations named per recommendation.
pub const REASONS: usize = 3;

/// One relation: of `relation.counts.first` people who bought `owned`, `relation.counts.together` bought the item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Because {
    /// The item the customer has.
    pub owned: u32,
    /// Its relation to the item offered.
    pub relation: AlsoBought,
}

/// Recommends to one customer after another, keeping its working memory.
#[derive(Debug)]
pub struct Recommender<'a> {
    related: &'a RelatedItems,
    /// By item: sum of scores, zero outside a call.
    scores: Vec<f64>,
    /// By item: what it is in this call.
    marks: Vec<Mark>,
    met: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Untouched,
    Owned,
    Met,
    /// Chosen, at this position.
    Chosen(u32),
}

impl<'a> Recommender<'a> {
    /// Recommends from `related`.
    pub fn new(related: &'a RelatedItems) -> Self {
        let items = related.items();
        Self {
            related,
            scores: vec![0.0; items],
            marks: vec![Mark::Untouched; items],
            met: vec![],
        }
    }

    /// At most `wanted` items for who owns `owned`, best first: never one they own, never one that is not
    /// available. `available` has one entry per item; items past its end are available.
    ///
    /// Related items come first, by score, then by the lower item number; popular items fill up. Owned items that
    /// do not exist or are listed twice change nothing, nor does the order of `owned`.
    pub fn recommend(&mut self, owned: &[u32], wanted: usize, available: &[bool]) -> Vec<Recommendation> {
        let mut owned: Vec<u32> = owned.iter().copied().filter(|item| (*item as usize) < self.marks.len()).collect();
        owned.sort_unstable();
        owned.dedup();
        for &item in &owned {
            self.marks[item as usize] = Mark::Owned;
        }
        self.add_up(&owned, available);
        let mut chosen = self.choose(wanted);
        self.give_reasons(&owned, &mut chosen);
        self.fill_up(&mut chosen, wanted, available);

        for &item in owned.iter().chain(&self.met) {
            self.marks[item as usize] = Mark::Untouched;
            self.scores[item as usize] = 0.0;
        }
        self.met.clear();
        chosen
    }

    /// Adds up the relations of what is owned. Ascending owned items keep the sums the same to the bit.
    fn add_up(&mut self, owned: &[u32], available: &[bool]) {
        for &item in owned {
            for partner in self.related.partner_of(item as usize) {
                let index = partner.item as usize;
                match self.marks[index] {
                    Mark::Owned => continue,
                    Mark::Untouched if !is_available(available, partner.item) => continue,
                    Mark::Untouched => {
                        self.marks[index] = Mark::Met;
                        self.met.push(partner.item);
                    }
                    Mark::Met | Mark::Chosen(_) => {}
                }
                self.scores[index] += partner.score;
            }
        }
    }

    fn choose(&mut self, wanted: usize) -> Vec<Recommendation> {
        let scores = &self.scores;
        // Scores are never negative, so their bits are in their order, and plain numbers sort fastest.
        let place = |&item: &u32| (u64::MAX - scores[item as usize].to_bits(), item);
        let mut best: Vec<(u64, u32)> = self.met.iter().map(place).collect();
        best.sort_unstable();
        best.truncate(wanted);
        let best: Vec<u32> = best.into_iter().map(|(_, item)| item).collect();
        let recommendation = |&item: &u32| Recommendation {
            item,
            score: scores[item as usize],
            reason: Reason::AlsoBought {
                because: vec![],
                related: 0,
            },
        };
        let chosen: Vec<Recommendation> = best.iter().map(recommendation).collect();
        for (position, &item) in best.iter().enumerate() {
            self.marks[item as usize] = Mark::Chosen(position as u32);
        }
        chosen
    }

    fn give_reasons(&self, owned: &[u32], chosen: &mut [Recommendation]) {
        for &item in owned {
            for relation in self.related.partner_of(item as usize) {
                let Mark::Chosen(position) = self.marks[relation.item as usize] else {
                    continue;
                };
                let Reason::AlsoBought { because, related } = &mut chosen[position as usize].reason else {
                    continue;
                };
                *related += 1;
                // Equal scores keep the order of owned items.
                let place = because.partition_point(|other| other.relation.score >= relation.score);
                because.insert(place, Because { owned: item, relation });
                because.truncate(REASONS);
            }
        }
    }

    fn fill_up(&self, chosen: &mut Vec<Recommendation>, wanted: usize, available: &[bool]) {
        let missing = wanted.saturating_sub(chosen.len());
        let popular = self.related.popular().iter().copied();
        let offered = popular.filter(|&item| matches!(self.marks[item as usize], Mark::Untouched) && is_available(available, item));
        chosen.extend(offered.take(missing).map(|item| Recommendation {
            item,
            score: 0.0,
            reason: Reason::Popular {
                bought: self.related.bought(item as usize),
                buyers: self.related.buyers(),
            },
        }));
    }
}
