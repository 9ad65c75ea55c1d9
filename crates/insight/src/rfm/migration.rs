//! Who moved from one cell to another between two dates, and what moved with them.

use super::{Cell, RfmTable};

/// Customers who moved from one cell to another, or stayed. `None` stands for not scored: not yet a customer, or no longer known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The cell before.
    pub from: Option<Cell>,
    /// The cell after.
    pub to: Option<Cell>,
    /// How many.
    pub customers: u32,
    /// What they were worth after, in minor units.
    pub monetary: i128,
}

/// Moves between two tables of the same customers, row by row, the most frequent first; customers scored in neither are left out.
/// `None` where the tables have different numbers of rows.
#[must_use]
pub fn migration(before: &RfmTable, after: &RfmTable) -> Option<Vec<Move>> {
    if before.len() != after.len() {
        return None;
    }
    let mut moves: Vec<Move> = Vec::new();
    let mut place = [[usize::MAX; Cell::ALL.len() + 1]; Cell::ALL.len() + 1];
    let index = |cell: Option<Cell>| cell.map_or(Cell::ALL.len(), |cell| cell as usize);
    for row in 0..before.len() {
        let (from, to) = (before.placement[row].cell(), after.placement[row].cell());
        if from.is_none() && to.is_none() {
            continue;
        }
        let place = &mut place[index(from)][index(to)];
        if *place == usize::MAX {
            *place = moves.len();
            moves.push(Move {
                from,
                to,
                customers: 0,
                monetary: 0,
            });
        }
        moves[*place].customers += 1;
        moves[*place].monetary += i128::from(after.monetary[row]);
    }
    moves.sort_by_key(|found| (std::cmp::Reverse(found.customers), index(found.from), index(found.to)));
    Some(moves)
}

#[cfg(test)]
mod tests {
    use super::super::{FrequencyRule, PurchaseEvents};
    use super::*;

    #[test]
    fn everybody_scored_in_one_of_the_tables_moves_once() {
        let table = |rows: &[(u32, i32, i64)], as_of: i32| {
            let customer_of: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
            let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
            let events = PurchaseEvents {
                customer_of: &customer_of,
                day: &day,
                amount: &amount,
            };
            RfmTable::from_events(4, as_of, FrequencyRule::Orders, &[events]).expect("well-formed rows")
        };
        let rows = [(0, 1, 100), (0, 50, 100), (1, 2, 10), (2, 60, 500)];
        let (before, after) = (table(&rows, 10), table(&rows, 90));
        let moves = migration(&before, &after).expect("the same customers");
        assert_eq!(moves.iter().map(|found| found.customers).sum::<u32>(), 3, "customer 3 never bought");
        assert_eq!(moves.iter().map(|found| found.monetary).sum::<i128>(), 710);
        let new: Vec<_> = moves.iter().filter(|found| found.from.is_none()).collect();
        assert_eq!((new.len(), new[0].customers, new[0].monetary), (1, 1, 500));
        let stayed = migration(&after, &after).expect("the same customers");
        assert!(stayed.iter().all(|found| found.from == found.to));
        let fewer = RfmTable::from_events(0, 0, FrequencyRule::Orders, &[]).expect("no rows");
        assert_eq!(migration(&before, &fewer), None);
    }
}
