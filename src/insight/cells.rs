//! RFM: the named cells with their sizes, rules and worth, each a way to its customers; and where the scores begin.

use std::sync::Arc;

use bridge::insight::{RfmCell, RfmSummary};
use model::{Filter, ObjectKey, Operator};

use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::card::Card;
use crate::words::{self, count, number};

/// Fields of the scores, from 1 to 5.
pub(super) const SCORES: [&str; 3] = ["rfm_recency", "rfm_frequency", "rfm_monetary"];
const CELL: &str = "rfm_segment";

/// Address of the customers of a cell.
#[must_use]
pub fn rfm_href(object: &ObjectKey, cell: &str) -> String {
    Route::records_href(object, Filter::field(CELL, Operator::AnyOf, vec![cell.into()]), "")
}

/// How many customers, up to when, and what was left out.
#[component]
pub fn RfmNote(
    /// The summary.
    summary: Arc<RfmSummary>,
) -> impl IntoView {
    let left_out = summary.without_rate;
    view! {
        <p class="faint">
            {words::insight::customers(&count::customers(u64::from(summary.customers)), &format::date(summary.as_of))}
            {(left_out > 0).then(|| format!(". {}", words::insight::without_rate(u64::from(left_out))))}
        </p>
    }
}

/// The cells.
#[component]
pub fn RfmCells(
    /// `contact` or `company`.
    object: ObjectKey,
    /// The summary.
    summary: Arc<RfmSummary>,
) -> impl IntoView {
    let cells = summary.cells.iter().filter(|cell| cell.customers > 0).cloned();
    view! {
        <ul class="segments" aria-label=words::insight::cells()>
            {cells.map(|cell| view! { <li><Cell href=rfm_href(&object, &cell.name) cell=cell/></li> }).collect_view()}
        </ul>
    }
}

#[component]
fn Cell(href: String, cell: RfmCell) -> impl IntoView {
    let revenue = format::money_short(cell.revenue);
    let rule = words::insight::cell_rule(&cell);
    let meaning = words::insight::cell_meaning(&cell.name).map_or_else(|| rule.clone(), str::to_owned);
    view! {
        <a class="segment" href=href>
            <span class="segment__name truncate">{words::labels::label(&cell.name).into_owned()}</span>
            <span class="segment__n">{number(u64::from(cell.customers))}</span>
            <span class="segment__why" data-tip=rule>{meaning}</span>
            <span class="segment__foot"><span>{revenue}</span></span>
        </a>
    }
}

/// The ranges between cut points, lowest first: up to the first, between two, over the last.
pub(super) fn ranges(cuts: &[f64], show: impl Fn(f64) -> String) -> Vec<String> {
    let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
        return Vec::new();
    };
    let inner = cuts.windows(2).map(|pair| {
        if pair[0] < pair[1] {
            words::insight::between(&show(pair[0]), &show(pair[1]))
        } else {
            words::insight::no_range().to_owned()
        }
    });
    let below = words::insight::up_to(&show(*first));
    let above = words::insight::over(&show(*last));
    std::iter::once(below).chain(inner).chain([above]).collect()
}

/// Where the scores begin, as a table.
#[component]
pub fn CutPoints(
    /// The summary.
    summary: Arc<RfmSummary>,
) -> impl IntoView {
    let plain = |value: f64| format::number(value, 0..=2);
    let mut recency = ranges(&summary.cuts[0], plain);
    // The fewer days, the better.
    recency.reverse();
    let (frequency, monetary) = (
        ranges(&summary.cuts[1], plain),
        ranges(&summary.cuts[2], |value| format::number(value, 0..=1)),
    );
    let cell = |ranges: &[String], score: usize| ranges.get(score).cloned().unwrap_or_else(|| words::insight::no_range().to_owned());
    let row = move |score: usize| {
        view! {
            <tr>
                <th scope="row">{number(score as u64 + 1)}</th>
                <td>{cell(&recency, score)}</td>
                <td>{cell(&frequency, score)}</td>
                <td>{cell(&monetary, score)}</td>
            </tr>
        }
    };
    view! {
        <Card title=words::insight::cuts() flush=true class="cuts">
            <table class="table">
                <caption class="visually-hidden">{words::insight::cuts()}</caption>
                <thead><tr>
                    <th scope="col">{words::insight::score()}</th>
                    <th scope="col">{words::insight::recency()}</th>
                    <th scope="col">{words::insight::frequency()}</th>
                    <th scope="col">{words::insight::monetary()}</th>
                </tr></thead>
                <tbody>{(0..5).rev().map(row).collect_view()}</tbody>
            </table>
            <p class="card__note faint">{words::insight::cuts_help()}</p>
        </Card>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_cut_points_make_five_ranges() {
        let shown = ranges(&[30.0, 90.0, 90.0, 365.0], |value| value.to_string());
        assert_eq!(shown, ["up to 30", "30 to 90", "–", "90 to 365", "over 365"]);
        assert!(ranges(&[], |value| value.to_string()).is_empty());
    }
}
