//! RFM scores of all customers in use, from what each of them bought.

use insight::rfm::{Cell, MISSING_DAY, PurchaseSummaries, RfmTable};
use model::block::{NONE_I64, NONE_U32};

use super::customers::Bought;
use crate::columns::{Column, WordColumn, Words};
use crate::table::Table;

/// Scores every customer in use as of a day. Customers in the bin have no score and do not move anybody else's.
pub(super) fn score(target: &Table, bought: &Bought, today: i32) -> RfmTable {
    let mut recency = Vec::with_capacity(bought.last_day.len());
    for (row, &day) in bought.last_day.iter().enumerate() {
        let known = day != MISSING_DAY && target.is_alive(row as u32);
        recency.push(if known { today.saturating_sub(day) } else { MISSING_DAY });
    }
    let summaries = PurchaseSummaries {
        recency_days: &recency,
        frequency: &bought.purchases,
        monetary: &bought.money,
    };
    // The three columns have one length by construction, and a table never has 2^32 - 1 rows.
    RfmTable::from_summaries(summaries).expect("columns of equal length")
}

/// One of the four columns that come from the scores.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Score {
    Recency,
    Frequency,
    Monetary,
    Segment,
}

/// Writes a column where it differs from `before`; everything when there is nothing before.
pub(super) fn write(score: Score, column: &mut Column, table: &RfmTable, before: Option<&RfmTable>) {
    let before = before.map_or(&[][..], |before| &before.placement);
    let changed = table
        .placement
        .iter()
        .enumerate()
        .filter(|(row, placement)| before.get(*row) != Some(placement));
    if score == Score::Segment {
        if !matches!(column, Column::Word(word) if word.words.list().len() == Cell::ALL.len()) {
            let words = Words::from_list(Cell::ALL.iter().map(|cell| cell.name().to_owned()).collect());
            *column = Column::Word(WordColumn { words, codes: Vec::new() });
        }
        if let Column::Word(WordColumn { codes, .. }) = column {
            codes.resize(table.len(), NONE_U32);
            for (row, placement) in changed {
                codes[row] = placement.cell().map_or(NONE_U32, |cell| cell as u32);
            }
        }
    } else if let Column::Int(values) = column {
        values.resize(table.len(), NONE_I64);
        for (row, placement) in changed {
            values[row] = placement.scores().map_or(NONE_I64, |scores| {
                i64::from(match score {
                    Score::Recency => scores.recency(),
                    Score::Frequency => scores.frequency(),
                    _ => scores.monetary(),
                })
            });
        }
    }
}
