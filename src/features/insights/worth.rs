//! Where the revenue comes from: each named segment's share of customers beside its share of what was spent.

use std::sync::Arc;

use bridge::insight::{RfmCell, RfmSummary};
use model::{Money, ObjectKey};

use crate::insight::rfm_href;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::ui::card::Card;
use crate::words::{self, number};

/// Part of a whole in percent; none of nothing.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole * 100.0 } else { 0.0 }
}

/// What one customer of a cell has spent on average.
fn each(cell: &RfmCell) -> Option<Money> {
    (cell.customers > 0).then(|| Money::new(cell.revenue.minor / i64::from(cell.customers), cell.revenue.currency))
}

/// The table.
#[component]
pub(super) fn Worth(
    /// `contact` or `company`.
    object: ObjectKey,
    /// The summary.
    summary: Arc<RfmSummary>,
) -> impl IntoView {
    let revenue: f64 = summary.cells.iter().map(|cell| cell.revenue.to_f64()).sum();
    let customers = f64::from(summary.customers);
    let mut cells: Vec<RfmCell> = summary.cells.iter().filter(|cell| cell.customers > 0).cloned().collect();
    cells.sort_by_key(|cell| std::cmp::Reverse(cell.revenue.minor));
    let row = move |cell: RfmCell| {
        let of_customers = share(f64::from(cell.customers), customers);
        let of_revenue = share(cell.revenue.to_f64(), revenue);
        view! {
            <tr>
                <th scope="row"><a class="table__link" href=rfm_href(&object, &cell.name) data-tip=words::insight::cell_rule(&cell)>{words::labels::label(&cell.name).into_owned()}</a></th>
                <td class="table__number">{number(u64::from(cell.customers))}</td>
                <td><Bar share=of_customers/></td>
                <td class="table__number">{format::money_whole(cell.revenue)}</td>
                <td><Bar share=of_revenue strong=true/></td>
                <td class="table__number only-wide">{each(&cell).map(format::money_whole)}</td>
            </tr>
        }
    };
    let aside = || view! { <span class="count only-wide">{words::insights::worth_aside()}</span> };
    view! {
        <Card title=words::insights::worth() aside=aside flush=true class="insights__wide insights__table">
            <div class="insights__scroll">
                <table class="table">
                    <caption class="visually-hidden">{words::insights::worth()}</caption>
                    <thead><tr>
                        <th scope="col">{words::insights::segment()}</th>
                        <th scope="col" class="table__number">{words::insights::customers()}</th>
                        <th scope="col">{words::insights::customers_share()}</th>
                        <th scope="col" class="table__number">{words::insights::revenue()}</th>
                        <th scope="col">{words::insights::revenue_share()}</th>
                        <th scope="col" class="table__number only-wide">{words::insights::each()}</th>
                    </tr></thead>
                    <tbody>{cells.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </Card>
    }
}

/// A share with its bar.
#[component]
pub(super) fn Bar(
    /// In percent.
    share: f64,
    /// In the colour of what is looked for.
    #[prop(optional)]
    strong: bool,
) -> impl IntoView {
    let value = share.clamp(0.0, 100.0).to_string();
    view! {
        <span class="share" class:share--strong=strong>
            <span class="share__track" aria-hidden="true"><span class="share__fill" style:--value=value></span></span>
            <span class="share__n">{format::percent(share.round())}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use model::Currency;

    use super::*;

    #[test]
    fn shares_and_averages_survive_nothing() {
        let cell = |customers: u32, minor: i64| RfmCell {
            name: "Lost".to_owned(),
            rule: None,
            customers,
            revenue: Money::new(minor, Currency::EUR),
        };
        assert_eq!(each(&cell(4, 1_000)), Some(Money::new(250, Currency::EUR)));
        assert_eq!(each(&cell(0, 0)), None);
        assert_eq!([share(1.0, 4.0), share(0.0, 0.0)], [25.0, 0.0]);
    }
}
