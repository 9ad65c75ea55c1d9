//! The scores of a customer, and the one byte in which a whole column of them is kept.

use super::cells::{CELL_OF_SCORES, Cell};

/// Recency, frequency and monetary score, each 1 (worst fifth) to 5 (best fifth).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Scores {
    recency: u8,
    frequency: u8,
    monetary: u8,
}

impl Scores {
    /// Number of different combinations of scores.
    pub const COMBINATIONS: usize = 125;

    /// The three scores; `None` where one is not between 1 and 5.
    pub const fn new(recency: u8, frequency: u8, monetary: u8) -> Option<Self> {
        let fits = recency >= 1 && recency <= 5 && frequency >= 1 && frequency <= 5 && monetary >= 1 && monetary <= 5;
        if fits {
            Some(Self {
                recency,
                frequency,
                monetary,
            })
        } else {
            None
        }
    }

    /// Recency score: 5 bought most recently.
    pub const fn recency(self) -> u8 {
        self.recency
    }

    /// Frequency score: 5 bought most often.
    pub const fn frequency(self) -> u8 {
        self.frequency
    }

    /// Monetary score: 5 spent most.
    pub const fn monetary(self) -> u8 {
        self.monetary
    }

    /// The scores as the three-digit number people quote: 5, 4 and 3 give 543.
    pub const fn digits(self) -> u16 {
        self.recency as u16 * 100 + self.frequency as u16 * 10 + self.monetary as u16
    }

    /// The named cell of these scores.
    pub const fn cell(self) -> Cell {
        CELL_OF_SCORES[self.index()]
    }

    /// Position among all combinations, ordered by [`Scores::digits`].
    pub const fn index(self) -> usize {
        (self.recency as usize - 1) * 25 + (self.frequency as usize - 1) * 5 + self.monetary as usize - 1
    }

    /// The combination at `index`, which is below [`Scores::COMBINATIONS`].
    pub(super) const fn from_index(index: usize) -> Self {
        Self {
            recency: (index / 25) as u8 + 1,
            frequency: (index / 5 % 5) as u8 + 1,
            monetary: (index % 5) as u8 + 1,
        }
    }
}

/// Why a customer has no scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unscored {
    /// No purchase up to the day of analysis: none at all, only refunds, or only in the future or undated.
    NoPurchase,
    /// The summary counts purchases but does not say when the last one was.
    RecencyMissing,
    /// The summary puts the last purchase after the day of analysis.
    RecencyInFuture,
}

/// Where a customer stands: scored, or not and why. One byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Placement(u8);

impl Placement {
    const NO_PURCHASE: u8 = 253;
    const RECENCY_MISSING: u8 = 254;
    const RECENCY_IN_FUTURE: u8 = 255;

    /// A customer with scores.
    pub const fn scored(scores: Scores) -> Self {
        Self(scores.index() as u8)
    }

    /// A customer without scores.
    pub const fn unscored(reason: Unscored) -> Self {
        Self(match reason {
            Unscored::NoPurchase => Self::NO_PURCHASE,
            Unscored::RecencyMissing => Self::RECENCY_MISSING,
            Unscored::RecencyInFuture => Self::RECENCY_IN_FUTURE,
        })
    }

    /// The scores, or why there are none.
    pub const fn outcome(self) -> Result<Scores, Unscored> {
        match self.0 {
            Self::NO_PURCHASE => Err(Unscored::NoPurchase),
            Self::RECENCY_MISSING => Err(Unscored::RecencyMissing),
            Self::RECENCY_IN_FUTURE => Err(Unscored::RecencyInFuture),
            index => Ok(Scores::from_index(index as usize)),
        }
    }

    /// The scores, where there are any.
    pub const fn scores(self) -> Option<Scores> {
        match self.outcome() {
            Ok(scores) => Some(scores),
            Err(_) => None,
        }
    }

    /// The named cell, where there are scores.
    pub const fn cell(self) -> Option<Cell> {
        match self.outcome() {
            Ok(scores) => Some(scores.cell()),
            Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_holds_every_outcome() {
        for index in 0..Scores::COMBINATIONS {
            let scores = Scores::from_index(index);
            assert_eq!(scores.index(), index);
            assert_eq!(Scores::new(scores.recency(), scores.frequency(), scores.monetary()), Some(scores));
            assert_eq!(Placement::scored(scores).outcome(), Ok(scores));
            assert_eq!(Placement::scored(scores).cell(), Some(scores.cell()));
        }
        for reason in [Unscored::NoPurchase, Unscored::RecencyMissing, Unscored::RecencyInFuture] {
            assert_eq!(Placement::unscored(reason).outcome(), Err(reason));
            assert_eq!(Placement::unscored(reason).scores(), None);
        }
    }

    #[test]
    fn scores_outside_one_to_five_do_not_exist() {
        assert_eq!(Scores::new(0, 1, 1), None);
        assert_eq!(Scores::new(1, 6, 1), None);
        assert_eq!(Scores::new(1, 1, 255), None);
        assert_eq!(Scores::new(5, 4, 3).map(Scores::digits), Some(543));
    }
}
