//! RFM against vectors computed elsewhere, against a plain sort-based version, and by its properties.

use super::*;
use proptest::prelude::*;

/// 2026-03-31.
const AS_OF: i32 = 20_543;
const CUSTOMERS: usize = 23;

// A made-up shop with everything unusual in it: refunds, a customer of refunds only, a future order, orders
// without customer, day or amount, free orders, several orders a day. The expected values were computed by a
// separate program in exact fractions.
#[rustfmt::skip]
const CUSTOMER_OF: [u32; 128] = [14, 16, 19, 15, 10, 7, 0, 6, 5, 10, 10, 5, 19, 20, 15, 14, 10, 19, 0, 21, 14, 8, 5, 2, 11, 20, 14, 21, 8, 0, 5, 10, 10, 21, 19, 20, 6, 10, 12, 20, 20, 7, 20, 14, 0, 21, 5, 6, 8, 17, 3, 8, 2, 10, 5, 20, 13, 13, 20, 12, 15, 21, 20, 7, NO_CUSTOMER, 15, 8, 14, 8, 20, 6, 10, 14, 0, 10, 19, 6, 0, 6, 13, 8, 0, 7, 14, 15, 19, 7, 19, 7, 10, 2, 6, 22, 7, 14, 1, 17, 2, 7, 6, 8, 9, 20, 5, 14, 7, 21, 17, 21, 21, 19, 6, 6, 20, 10, 5, 12, 7, 7, 5, 14, 6, 2, 6, 0, 7, 14, 7];
/// Days before or after [`AS_OF`].
#[rustfmt::skip]
const DAY: [i32; 128] = [-256, -199, -149, -255, -46, -36, 5, -631, -116, -88, -142, -18, -140, -202, -44, -171, -120, -46, -279, -422, -10, -60, 5, -141, -458, -369, -260, -12, -697, -100, MISSING_DAY, -43, -334, -130, -241, -304, -81, -120, -34, -154, -133, -54, -369, -226, -243, -422, -62, -251, -48, -37, -10, -48, -258, -536, -238, -2, -12, -65, -77, -22, -255, -54, -294, -340, -3, -61, 5, 5, -51, -301, -175, -49, -14, -25, 5, -209, -217, -54, -28, -11, -125, -54, -239, -259, -87, -149, -400, 5, 5, -337, -258, -248, -20, -58, -263, -6, -37, -27, -230, 5, -223, -217, -228, -238, -91, -79, 5, -323, -251, -185, -51, -204, -182, 5, -334, -195, -31, -54, -33, -343, -109, -182, -33, -51, -339, -117, -260, -26];
#[rustfmt::skip]
const AMOUNT: [i64; 128] = [-5000, 14700, 500, 375, 155400, 5970, 99999, 155400, 5970, 0, 5970, 77700, 0, 14700, 250, 4900, 1990, 5970, 155400, 0, 77700, 14700, 99999, 36150, 1990, 995, 3980, 0, 12050, 750, 1234, 4900, 155400, 233100, 14700, 1990, 500, 5970, 4900, 4900, 3980, 155400, 12050, 1990, 14700, 0, 155400, 24100, 12050, 0, -700, 7350, 18075, 1990, 12050, 24100, 233100, 77700, 3980, 0, 155400, 4900, 500, 9800, 5000, 3980, 99999, 99999, 155400, -5000, 77700, 250, 750, 36150, 99999, 0, 12050, 0, 155400, 0, 155400, 7350, 12050, 4900, 750, 0, MISSING_AMOUNT, 99999, 99999, 3980, 1990, -5000, 24100, 233100, 155400, 9800, 0, 0, 3980, 99999, 4900, 233100, 9800, 5970, 3980, 0, 99999, 0, 0, 233100, 24100, 3980, 12050, 99999, -5000, 14700, -5000, 2985, -5000, 24100, 250, 0, 3980, 12050, 24100, 1990, 2450, 3980];

fn golden(rule: FrequencyRule) -> RfmTable {
    let day = DAY.map(|day| if day == MISSING_DAY { day } else { AS_OF + day });
    let events = PurchaseEvents {
        customer_of: &CUSTOMER_OF,
        day: &day,
        amount: &AMOUNT,
    };
    RfmTable::from_events(CUSTOMERS, AS_OF, rule, &[events]).expect("well-formed columns")
}

fn digits(table: &RfmTable) -> Vec<u16> {
    table
        .placement
        .iter()
        .map(|placement| placement.scores().map_or(0, Scores::digits))
        .collect()
}

fn recency(table: &RfmTable) -> Vec<i64> {
    table
        .recency_days
        .iter()
        .map(|days| if *days == NO_RECENCY { -1 } else { i64::from(*days) })
        .collect()
}

#[test]
#[rustfmt::skip]
fn golden_orders() {
    let table = golden(FrequencyRule::Orders);
    assert_eq!(recency(&table), [25, 6, 27, -1, -1, 18, 28, 26, 48, 217, 43, 458, 22, 11, 10, 44, 199, 37, -1, 46, 2, 12, 20]);
    assert_eq!(table.frequency, [7, 1, 5, 0, 0, 7, 10, 11, 7, 1, 10, 1, 2, 3, 10, 5, 1, 3, 0, 7, 10, 7, 1]);
    assert_eq!(table.monetary, [238450, 9800, 60195, -700, 0, 295890, 448230, 424255, 361850, 233100, 330850, 1990, -100, 310800, 251300, 160755, 14700, 0, 0, 45270, 71995, 471100, 24100]);
    assert_eq!(digits(&table), [333, 511, 332, 0, 0, 434, 345, 355, 135, 113, 244, 111, 421, 524, 544, 233, 112, 221, 0, 232, 543, 435, 412]);
    let cuts = table.cuts.expect("customers are scored");
    assert_eq!(
        [cuts.recency, cuts.frequency, cuts.monetary].map(|cuts| cuts.points().map(CutPoint::to_f64)),
        [[11.8, 23.8, 31.6, 46.4], [1.0, 4.2, 7.0, 10.0], [13720.0, 67275.0, 243590.0, 337050.0]],
    );
    assert_eq!(table.scored, 20);
}

#[test]
#[rustfmt::skip]
fn golden_days() {
    let table = golden(FrequencyRule::Days);
    assert_eq!(table.frequency, [6, 1, 4, 0, 0, 6, 9, 10, 6, 1, 9, 1, 2, 3, 9, 4, 1, 2, 0, 6, 9, 6, 1]);
    assert_eq!(table.cuts.expect("customers are scored").frequency.points().map(CutPoint::to_f64), [1.0, 3.6, 6.0, 9.0]);
    assert_eq!(digits(&table), [333, 511, 332, 0, 0, 434, 345, 355, 135, 113, 244, 111, 421, 524, 544, 233, 112, 221, 0, 232, 543, 435, 412]);
}

#[test]
fn golden_rows_left_out_are_counted_by_reason() {
    let count = |wanted: fn(usize) -> bool| (0..CUSTOMER_OF.len()).filter(|row| wanted(*row)).count() as u32;
    let table = golden(FrequencyRule::Orders);
    assert_eq!(
        table.left_out,
        LeftOut {
            no_customer: 1,
            no_day: 1,
            in_future: count(|row| DAY[row] > 0),
            no_amount: 1,
            refunds: count(|row| AMOUNT[row] < 0 && AMOUNT[row] != MISSING_AMOUNT),
            totals_clamped: 0,
        }
    );
    assert_eq!((table.left_out.in_future, table.left_out.refunds), (10, 7));
}

#[test]
fn every_line_explains_itself() {
    let table = golden(FrequencyRule::Orders);
    // 27 days, 5 purchases, 601.95: scores 3-3-2.
    let explanation = table.explain(2).expect("there is a customer 2").expect("who is scored");
    assert_eq!(
        explanation.recency,
        MeasureExplanation {
            value: 27,
            score: 3,
            above: Some(CutPoint { whole: 23, fifths: 4 }),
            up_to: Some(CutPoint { whole: 31, fifths: 3 }),
        }
    );
    assert_eq!((explanation.monetary.score, explanation.monetary.value), (2, 60_195));
    assert_eq!(explanation.cell, Cell::PotentialLoyalist);
    let rule = explanation.rule.expect("a rule holds 3-3-2");
    assert_eq!(
        (rule.recency, rule.monetary),
        (ScoreRange { low: 3, high: 5 }, ScoreRange { low: 2, high: 5 })
    );

    let refunded = table.explain(12).expect("there is a customer 12").expect("who is scored");
    assert!(refunded.refunds_exceed_purchases && refunded.monetary.score == 1 && refunded.monetary.above.is_none());
    assert_eq!(table.explain(3), Some(Err(Unscored::NoPurchase)), "refunds only");
    assert_eq!(table.explain(CUSTOMERS), None);
}

#[test]
fn cells_add_up() {
    let table = golden(FrequencyRule::Orders);
    let cells = table.cells();
    assert_eq!(cells.iter().map(|cell| cell.customers as usize).sum::<usize>(), table.scored);
    let scored = |row: &usize| table.placement[*row].cell().is_some();
    let money: i128 = (0..CUSTOMERS).filter(scored).map(|row| i128::from(table.monetary[row])).sum();
    assert_eq!(cells.iter().map(|cell| cell.monetary).sum::<i128>(), money);
    assert_eq!(cells[Cell::NewCustomers as usize].customers, 4, "511, 421, 524 and 412");
}

fn from_rows(customers: usize, as_of: i32, rule: FrequencyRule, rows: &[(u32, i32, i64)]) -> Result<RfmTable, RfmError> {
    let customer_of: Vec<u32> = rows.iter().map(|row| row.0).collect();
    let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
    let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
    let events = PurchaseEvents {
        customer_of: &customer_of,
        day: &day,
        amount: &amount,
    };
    RfmTable::from_events(customers, as_of, rule, &[events])
}

#[test]
fn nothing_gives_an_empty_answer() {
    let empty = RfmTable::from_events(0, 0, FrequencyRule::Orders, &[]).expect("no columns, no error");
    assert!(empty.is_empty() && empty.cuts.is_none() && empty.scored == 0);
    let nobody_bought = from_rows(3, 0, FrequencyRule::Days, &[]).expect("no rows, no error");
    assert_eq!((nobody_bought.len(), nobody_bought.cuts), (3, None));
    assert_eq!(nobody_bought.explain(2), Some(Err(Unscored::NoPurchase)));
    assert!(nobody_bought.cells().iter().all(|cell| cell.customers == 0));
}

#[test]
fn one_customer_is_new() {
    let table = from_rows(1, 10, FrequencyRule::Orders, &[(0, 4, 100)]).expect("one row");
    assert_eq!(digits(&table), [511]);
    assert_eq!(table.placement[0].cell(), Some(Cell::NewCustomers));
}

#[test]
fn equal_values_get_equal_scores() {
    let rows: Vec<_> = (0..50).map(|customer| (customer, 7, 999)).collect();
    let table = from_rows(50, 10, FrequencyRule::Orders, &rows).expect("well-formed rows");
    assert_eq!(digits(&table), vec![511; 50]);
}

#[test]
fn totals_past_64_bits_are_held_and_counted() {
    let rows = [
        (0, 1, i64::MAX),
        (0, 1, i64::MAX), // over the top
        (1, 1, 5),
        (1, 1, -i64::MAX),
        (1, 1, -i64::MAX), // below the bottom
        (2, 1, i64::MAX),
        (2, 1, i64::MAX),
        (2, 1, -i64::MAX), // back within bounds whatever the order
        (3, 1, 7),
    ];
    let table = from_rows(4, 2, FrequencyRule::Orders, &rows).expect("well-formed rows");
    assert_eq!(table.monetary, [i64::MAX, i64::MIN + 1, i64::MAX, 7]);
    assert_eq!(table.left_out.totals_clamped, 2);
    assert_eq!(table.placement.iter().filter(|placement| placement.scores().is_some()).count(), 4);
    assert_eq!(digits(&table), by_definition(4, 2, FrequencyRule::Orders, &rows));
}

#[test]
fn the_ends_of_the_calendar_are_days_like_others() {
    let rows = [(0, i32::MIN + 1, 1), (1, i32::MAX, 1), (2, 0, 1)];
    let table = from_rows(3, i32::MAX, FrequencyRule::Days, &rows).expect("well-formed rows");
    assert_eq!(table.recency_days, [u32::MAX - 1, 0, i32::MAX as u32]);
    assert_eq!(table.scored, 3);
    let past = from_rows(3, i32::MIN, FrequencyRule::Days, &rows).expect("well-formed rows");
    assert_eq!((past.scored, past.left_out.in_future), (0, 3));
}

#[test]
fn columns_that_do_not_fit_are_errors() {
    let short = PurchaseEvents {
        customer_of: &[0, 1],
        day: &[1, 1],
        amount: &[5],
    };
    assert_eq!(
        RfmTable::from_events(2, 9, FrequencyRule::Orders, &[short]),
        Err(RfmError::EventColumns {
            source: 0,
            customers: 2,
            days: 2,
            amounts: 1
        })
    );
    assert_eq!(
        from_rows(2, 9, FrequencyRule::Orders, &[(0, 1, 5), (2, 1, 5)]),
        Err(RfmError::UnknownCustomer {
            source: 0,
            row: 1,
            customer: 2,
            customers: 2
        })
    );
    let summaries = PurchaseSummaries {
        recency_days: &[1],
        frequency: &[],
        monetary: &[1],
    };
    let error = RfmTable::from_summaries(summaries).expect_err("a column is empty");
    assert_eq!(
        error.to_string(),
        "summary columns differ in length: 1 recencies, 0 frequencies, 1 amounts"
    );
}

#[test]
fn a_summary_says_why_it_is_not_scored() {
    let table = RfmTable::from_summaries(PurchaseSummaries {
        recency_days: &[5, MISSING_DAY, -1, 40, 12],
        frequency: &[2, 3, 1, 0, 1],
        monetary: &[700, 900, 100, 0, MISSING_AMOUNT],
    })
    .expect("columns of one length");
    assert_eq!(table.placement[1].outcome(), Err(Unscored::RecencyMissing));
    assert_eq!(table.placement[2].outcome(), Err(Unscored::RecencyInFuture));
    assert_eq!(table.placement[3].outcome(), Err(Unscored::NoPurchase));
    assert_eq!(digits(&table), [555, 0, 0, 0, 111]);
    assert_eq!((table.monetary[4], table.left_out.no_amount), (0, 1));
}

#[test]
fn several_sources_count_together() {
    let orders = PurchaseEvents {
        customer_of: &[0, 1],
        day: &[1, 9],
        amount: &[5, 6],
    };
    let deals = PurchaseEvents {
        customer_of: &[0, 0],
        day: &[4, 4],
        amount: &[7, 8],
    };
    let table = RfmTable::from_events(2, 10, FrequencyRule::Days, &[orders, deals]).expect("well-formed rows");
    assert_eq!(
        (table.recency_days, table.frequency, table.monetary),
        (vec![6, 1], vec![2, 1], vec![20, 6])
    );
}

/// The definition, written as plainly as it can be.
fn by_definition(customers: usize, as_of: i32, rule: FrequencyRule, rows: &[(u32, i32, i64)]) -> Vec<u16> {
    let mut measures = vec![];
    for customer in 0..customers as u32 {
        let own: Vec<_> = rows
            .iter()
            .filter(|row| row.0 == customer && row.1 <= as_of && row.1 != MISSING_DAY)
            .map(|row| (row.1, if row.2 == MISSING_AMOUNT { 0 } else { row.2 }))
            .collect();
        let mut days: Vec<i32> = own.iter().filter(|row| row.1 >= 0).map(|row| row.0).collect();
        days.sort_unstable();
        if rule == FrequencyRule::Days {
            days.dedup();
        }
        let money: i128 = own.iter().map(|row| i128::from(row.1)).sum();
        let money = money.clamp(i128::from(i64::MIN + 1), i128::from(i64::MAX));
        measures.push(
            days.last()
                .map(|last| [i128::from(as_of) - i128::from(*last), days.len() as i128, money]),
        );
    }
    // Everything times five, so that the quantiles are whole.
    let cuts = |measure: usize| {
        let mut sorted: Vec<i128> = measures.iter().flatten().map(|values| values[measure] * 5).collect();
        sorted.sort_unstable();
        [1, 2, 3, 4].map(|k| {
            let (low, fifths) = ((sorted.len() - 1) * k / 5, (sorted.len() - 1) * k % 5);
            let high = (low + 1).min(sorted.len() - 1);
            sorted[low] + (sorted[high] - sorted[low]) / 5 * fifths as i128
        })
    };
    let score = |values: &[i128; 3], measure: usize| 1 + cuts(measure).iter().filter(|cut| **cut < values[measure] * 5).count() as u16;
    measures
        .iter()
        .map(|values| {
            values.map_or(0, |values| {
                (6 - score(&values, 0)) * 100 + score(&values, 1) * 10 + score(&values, 2)
            })
        })
        .collect()
}

const DAY_OF_ANALYSIS: i32 = 100;

fn rows(customers: u32) -> impl Strategy<Value = Vec<(u32, i32, i64)>> {
    let customer = prop_oneof![20 => 0..customers, 1 => Just(NO_CUSTOMER)];
    let day = prop_oneof![20 => 0..=DAY_OF_ANALYSIS, 2 => any::<i32>(), 1 => Just(MISSING_DAY)];
    let amount = prop_oneof![
        20 => 0i64..200_000,
        3 => -50_000i64..0,
        1 => Just(MISSING_AMOUNT),
        1 => any::<i64>(),
    ];
    prop::collection::vec((customer, day, amount), 0..200)
}

fn rule() -> impl Strategy<Value = FrequencyRule> {
    prop_oneof![Just(FrequencyRule::Orders), Just(FrequencyRule::Days)]
}

proptest! {
    #[test]
    fn equals_the_definition(rows in rows(40), rule in rule()) {
        let table = from_rows(40, DAY_OF_ANALYSIS, rule, &rows)?;
        prop_assert_eq!(digits(&table), by_definition(40, DAY_OF_ANALYSIS, rule, &rows));
    }

    #[test]
    fn the_order_of_rows_does_not_matter((rows, shuffled) in rows(30).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())), rule in rule()) {
        prop_assert_eq!(
            from_rows(30, DAY_OF_ANALYSIS, rule, &rows)?,
            from_rows(30, DAY_OF_ANALYSIS, rule, &shuffled)?
        );
    }

    #[test]
    fn the_order_of_customers_does_not_matter(rows in rows(25), rule in rule(), shift in 0u32..25) {
        let moved: Vec<_> = rows
            .iter()
            .map(|row| (if row.0 == NO_CUSTOMER { NO_CUSTOMER } else { (row.0 + shift) % 25 }, row.1, row.2))
            .collect();
        let mut expected = digits(&from_rows(25, DAY_OF_ANALYSIS, rule, &rows)?);
        expected.rotate_right(shift as usize);
        prop_assert_eq!(digits(&from_rows(25, DAY_OF_ANALYSIS, rule, &moved)?), expected);
    }

    #[test]
    fn sources_may_be_split_anywhere(rows in rows(20), rule in rule(), at in 0usize..200) {
        let (first, second) = rows.split_at(at.min(rows.len()));
        let columns = |rows: &[(u32, i32, i64)]| {
            let customer_of: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let day: Vec<i32> = rows.iter().map(|row| row.1).collect();
            let amount: Vec<i64> = rows.iter().map(|row| row.2).collect();
            (customer_of, day, amount)
        };
        let (first, second) = (columns(first), columns(second));
        let sources = [&first, &second].map(|columns| PurchaseEvents {
            customer_of: &columns.0,
            day: &columns.1,
            amount: &columns.2,
        });
        prop_assert_eq!(
            RfmTable::from_events(20, DAY_OF_ANALYSIS, rule, &sources)?,
            from_rows(20, DAY_OF_ANALYSIS, rule, &rows)?
        );
    }

    #[test]
    fn the_currency_unit_does_not_matter(
        monetary in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 1..120),
        factor in 1i64..1_000_000,
    ) {
        let recency_days = vec![3; monetary.len()];
        let frequency = vec![1; monetary.len()];
        let scaled: Vec<i64> = monetary.iter().map(|money| money * factor).collect();
        let scores = |monetary: &[i64]| {
            RfmTable::from_summaries(PurchaseSummaries { recency_days: &recency_days, frequency: &frequency, monetary })
                .map(|table| digits(&table))
        };
        prop_assert_eq!(scores(&monetary)?, scores(&scaled)?);
    }

    #[test]
    fn more_is_never_scored_worse(
        rows in prop::collection::vec((0i32..900, 1u32..60, any::<i64>()), 1..150),
    ) {
        let recency_days: Vec<i32> = rows.iter().map(|row| row.0).collect();
        let frequency: Vec<u32> = rows.iter().map(|row| row.1).collect();
        let monetary: Vec<i64> = rows.iter().map(|row| row.2).collect();
        let table = RfmTable::from_summaries(PurchaseSummaries {
            recency_days: &recency_days,
            frequency: &frequency,
            monetary: &monetary,
        })?;
        for a in 0..rows.len() {
            let scores_a = table.placement[a].scores().expect("everyone bought");
            for score in [scores_a.recency(), scores_a.frequency(), scores_a.monetary()] {
                prop_assert!((1..=5).contains(&score));
            }
            for b in 0..rows.len() {
                let scores_b = table.placement[b].scores().expect("everyone bought");
                prop_assert!(recency_days[a] < recency_days[b] || scores_a.recency() <= scores_b.recency());
                prop_assert!(frequency[a] > frequency[b] || scores_a.frequency() <= scores_b.frequency());
                prop_assert!(table.monetary[a] > table.monetary[b] || scores_a.monetary() <= scores_b.monetary());
            }
        }
    }

    #[test]
    fn bands_hold_their_values(rows in rows(30)) {
        let table = from_rows(30, DAY_OF_ANALYSIS, FrequencyRule::Orders, &rows)?;
        for customer in 0..30 {
            if let Some(Ok(explanation)) = table.explain(customer) {
                for measure in [explanation.recency, explanation.frequency, explanation.monetary] {
                    prop_assert!(measure.above.is_none_or(|cut| cut.is_below(measure.value)));
                    prop_assert!(measure.up_to.is_none_or(|cut| !cut.is_below(measure.value)));
                    prop_assert!(measure.above.is_none_or(|cut| cut.to_f64().is_finite()));
                }
            }
        }
    }
}
