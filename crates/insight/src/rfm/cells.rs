//! The eleven named cells and the rules that fill them.
//!
//! Source: the segment table of the vignette of the R package rfm (Aravind Hebbali). A rule is a box of
//! scores; the first rule whose box holds a customer names the cell, and who is in no box is in
//! [`Cell::Others`]. The order is therefore part of the definition: a customer scored 5-5-5 lies in the
//! boxes of both Champions and Potential Loyalist and is a Champion.

use super::placement::Scores;

/// A named group of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Cell {
    /// Bought recently, buy often and spend the most.
    Champions,
    /// Fairly recent, buy often, spend a good amount.
    PotentialLoyalist,
    /// Middle scores throughout: steady customers.
    LoyalCustomers,
    /// Fairly recent and spend well, but seldom.
    Promising,
    /// Bought recently, not often.
    NewCustomers,
    /// Spent much and bought fairly often, but long ago.
    CantLoseThem,
    /// Spent much, but long ago.
    AtRisk,
    /// Above average in frequency and spending, not recent.
    NeedAttention,
    /// Below average in recency and frequency.
    AboutToSleep,
    /// Longest away of all.
    Lost,
    /// In none of the boxes above.
    Others,
}

impl Cell {
    /// Every cell, in the order of the rules.
    pub const ALL: [Self; 11] = [
        Self::Champions,
        Self::PotentialLoyalist,
        Self::LoyalCustomers,
        Self::Promising,
        Self::NewCustomers,
        Self::CantLoseThem,
        Self::AtRisk,
        Self::NeedAttention,
        Self::AboutToSleep,
        Self::Lost,
        Self::Others,
    ];

    /// A stable key for storage, filters and files. Do *not* change these: saved views hold them.
    pub fn key(self) -> &'static str {
        match self {
            Self::Champions => "champions",
            Self::PotentialLoyalist => "potential_loyalist",
            Self::LoyalCustomers => "loyal_customers",
            Self::Promising => "promising",
            Self::NewCustomers => "new_customers",
            Self::CantLoseThem => "cant_lose_them",
            Self::AtRisk => "at_risk",
            Self::NeedAttention => "need_attention",
            Self::AboutToSleep => "about_to_sleep",
            Self::Lost => "lost",
            Self::Others => "others",
        }
    }

    /// The name as published.
    pub fn name(self) -> &'static str {
        match self {
            Self::Champions => "Champions",
            Self::PotentialLoyalist => "Potential Loyalist",
            Self::LoyalCustomers => "Loyal Customers",
            Self::Promising => "Promising",
            Self::NewCustomers => "New Customers",
            Self::CantLoseThem => "Can't Lose Them",
            Self::AtRisk => "At Risk",
            Self::NeedAttention => "Need Attention",
            Self::AboutToSleep => "About To Sleep",
            Self::Lost => "Lost",
            Self::Others => "Others",
        }
    }

    /// The rule that fills the cell; `None` for [`Cell::Others`], which is what the rules leave.
    pub fn rule(self) -> Option<&'static CellRule> {
        CELL_RULES.iter().find(|rule| rule.cell == self)
    }
}

/// The lowest and the highest score a rule takes, both inclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScoreRange {
    /// Lowest score, 1 to 5.
    pub low: u8,
    /// Highest score, `low` to 5.
    pub high: u8,
}

impl ScoreRange {
    const fn holds(self, score: u8) -> bool {
        self.low <= score && score <= self.high
    }
}

/// A box of scores and the cell it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellRule {
    /// The cell.
    pub cell: Cell,
    /// Recency scores taken.
    pub recency: ScoreRange,
    /// Frequency scores taken.
    pub frequency: ScoreRange,
    /// Monetary scores taken.
    pub monetary: ScoreRange,
}

impl CellRule {
    /// Whether the box holds these scores; an earlier rule may still claim them.
    pub const fn holds(&self, scores: Scores) -> bool {
        self.recency.holds(scores.recency()) && self.frequency.holds(scores.frequency()) && self.monetary.holds(scores.monetary())
    }
}

const fn rule(cell: Cell, recency: (u8, u8), frequency: (u8, u8), monetary: (u8, u8)) -> CellRule {
    CellRule {
        cell,
        recency: ScoreRange {
            low: recency.0,
            high: recency.1,
        },
        frequency: ScoreRange {
            low: frequency.0,
            high: frequency.1,
        },
        monetary: ScoreRange {
            low: monetary.0,
            high: monetary.1,
        },
    }
}

/// The rules in order of precedence: the first that holds a customer decides.
pub const CELL_RULES: [CellRule; 10] = [
    rule(Cell::Champions, (5, 5), (5, 5), (5, 5)),
    rule(Cell::PotentialLoyalist, (3, 5), (3, 5), (2, 5)),
    rule(Cell::LoyalCustomers, (2, 4), (2, 4), (2, 4)),
    rule(Cell::Promising, (3, 4), (1, 3), (3, 5)),
    rule(Cell::NewCustomers, (4, 5), (1, 3), (1, 5)),
    rule(Cell::CantLoseThem, (1, 2), (3, 4), (4, 5)),
    rule(Cell::AtRisk, (1, 2), (2, 5), (4, 5)),
    rule(Cell::NeedAttention, (1, 3), (3, 5), (3, 5)),
    rule(Cell::AboutToSleep, (2, 3), (1, 3), (1, 4)),
    rule(Cell::Lost, (1, 1), (1, 5), (1, 5)),
];

/// The cell of every combination of scores, by [`Scores::index`].
pub(super) const CELL_OF_SCORES: [Cell; Scores::COMBINATIONS] = {
    let mut cells = [Cell::Others; Scores::COMBINATIONS];
    let mut index = 0;
    while index < Scores::COMBINATIONS {
        let scores = Scores::from_index(index);
        let mut precedence = 0;
        while precedence < CELL_RULES.len() {
            if CELL_RULES[precedence].holds(scores) {
                cells[index] = CELL_RULES[precedence].cell;
                break;
            }
            precedence += 1;
        }
        index += 1;
    }
    cells
};

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn cell(recency: u8, frequency: u8, monetary: u8) -> Cell {
        Scores::new(recency, frequency, monetary).expect("scores from 1 to 5").cell()
    }

    #[test]
    fn precedence_decides_overlaps() {
        assert_eq!(cell(5, 5, 5), Cell::Champions);
        assert_eq!(
            cell(3, 3, 3),
            Cell::PotentialLoyalist,
            "also in the boxes of Loyal, Promising and Need Attention"
        );
        assert_eq!(cell(2, 3, 4), Cell::LoyalCustomers, "also in the box of Can't Lose Them");
        assert_eq!(cell(4, 1, 3), Cell::Promising, "also in the box of New Customers");
        assert_eq!(cell(1, 3, 5), Cell::CantLoseThem, "also in the boxes of At Risk and Lost");
        assert_eq!(cell(1, 5, 5), Cell::AtRisk);
        assert_eq!(cell(1, 3, 3), Cell::NeedAttention);
        assert_eq!(cell(2, 1, 1), Cell::AboutToSleep);
        assert_eq!(cell(1, 1, 1), Cell::Lost);
        assert_eq!(cell(5, 1, 1), Cell::NewCustomers);
    }

    /// Every combination, from the published table by a separate program: a line per recency score, a word per
    /// frequency score, a letter per monetary score.
    #[test]
    #[rustfmt::skip]
    fn every_combination_lies_in_its_published_cell() {
        let words = [
            "XXXXX", "XXXAA", "XXTKK", "XXTKK", "XXTAA",
            "SSSS-", "SLLLA", "SLLLK", "-LLLK", "--TAA",
            "SSMMM", "SLLLM", "SPPPP", "-PPPP", "-PPPP",
            "NNMMM", "NLLLM", "NPPPP", "-PPPP", "-PPPP",
            "NNNNN", "NNNNN", "NPPPP", "-PPPP", "-PPPC",
        ];
        // In the order of Cell::ALL: Champions, Potential, Loyal, proMising, New, Keep, At risk, aTtention, Sleep, lost.
        let letters = "CPLMNKATSX-";
        let found: String = CELL_OF_SCORES.iter().map(|cell| char::from(letters.as_bytes()[*cell as usize])).collect();
        assert_eq!(found, words.concat());
    }

    #[test]
    fn what_no_box_holds_is_others() {
        let others: Vec<u16> = (0..Scores::COMBINATIONS)
            .map(Scores::from_index)
            .filter(|scores| scores.cell() == Cell::Others)
            .map(Scores::digits)
            .collect();
        // Listed by hand from the published table.
        assert_eq!(others, [215, 241, 251, 252, 341, 351, 441, 451, 541, 551]);
    }

    #[test]
    fn every_cell_can_be_reached_and_has_its_own_key() {
        let reached: HashSet<Cell> = CELL_OF_SCORES.into_iter().collect();
        assert_eq!(reached.len(), Cell::ALL.len());
        let keys: HashSet<&str> = Cell::ALL.iter().map(|cell| cell.key()).collect();
        assert_eq!(keys.len(), Cell::ALL.len());
        for cell in Cell::ALL {
            assert_eq!(cell.rule().is_none(), cell == Cell::Others);
        }
    }
}
