//! How many: open deals and tickets, people of a company, orders of a product.

use super::fields::{self, Ends};
use super::fold::{Pass, Wanted, Which};
use super::stages::Outcome;
use crate::bitmap::Bitmap;
use crate::table::Table;

/// Open deals of a contact, as primary or further one, or of a company.
pub(super) fn open_deals(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, i64>) {
    let Some(deal) = pass.table("deal") else { return };
    let stages = Ends::of_key(deal, "stage");
    let handles = pass.workspace.handles();
    pass.fold(deal, &target.object, Which::Every, target, wanted, |count, row| {
        *count += i64::from(pass.stages.outcome(handles, stages.first(row)) == Some(Outcome::Open));
    });
}

/// Open tickets of a contact, as requester, or of a company.
pub(super) fn open_tickets(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, i64>) {
    let Some(ticket) = pass.table("ticket") else { return };
    let open = fields::open_tickets(ticket);
    let link = if target.object == *"contact" { "requester" } else { "company" };
    pass.fold(ticket, link, Which::Every, target, wanted, |count, row| {
        *count += i64::from(open.holds(row))
    });
}

/// People of a company, as their primary or a further one.
pub(super) fn people(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, i64>) {
    let Some(contact) = pass.table("contact") else { return };
    pass.fold(contact, "company", Which::Every, target, wanted, |count, _| *count += 1);
}

/// Placed orders with a line of the product, each once.
pub(super) fn product_orders(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, i64>) {
    let (Some(line), Some(order)) = (pass.table("line"), pass.table("order")) else {
        return;
    };
    let (orders, placed) = (Ends::of_key(line, "order"), fields::placed_orders(order));
    let order_of = |row: u32| {
        orders
            .first(row)
            .and_then(|handle| pass.alive(order, handle))
            .filter(|&order| placed.holds(order))
    };
    match wanted {
        Wanted::One(handle, count) => {
            let mut found = pass
                .links
                .alive(pass.workspace, line, "product", *handle)
                .into_iter()
                .filter_map(order_of)
                .collect::<Vec<_>>();
            found.sort_unstable();
            found.dedup();
            **count = found.len() as i64;
        }
        Wanted::All(counts) => {
            if !count_runs(pass, line, target, counts, &order_of, order.len()) {
                count_pairs(pass, line, target, counts, &order_of);
            }
        }
    }
}

/// Counts in one pass, given that the lines of each order stand together; `false` when they do not, with the counts unusable.
fn count_runs(
    pass: &Pass<'_>,
    line: &Table,
    target: &Table,
    counts: &mut [i64],
    order_of: &impl Fn(u32) -> Option<u32>,
    orders: usize,
) -> bool {
    let mut met = Bitmap::filled(orders, false);
    let mut last_order = vec![u32::MAX; counts.len()];
    let mut current = u32::MAX;
    let products = Ends::of_key(line, "product");
    for row in line.alive().rows() {
        let Some(order) = order_of(row) else { continue };
        if order != current {
            if met.get(order as usize) {
                return false;
            }
            met.set(order as usize, true);
            current = order;
        }
        let place = products.first(row).and_then(|handle| pass.workspace.handles().place(handle));
        if let Some(product) = place.filter(|place| place.table == target.number).map(|place| place.row as usize)
            && last_order[product] != order
        {
            last_order[product] = order;
            counts[product] += 1;
        }
    }
    true
}

/// Counts different pairs of product and order, wherever the lines stand.
fn count_pairs(pass: &Pass<'_>, line: &Table, target: &Table, counts: &mut [i64], order_of: &impl Fn(u32) -> Option<u32>) {
    counts.fill(0);
    let products = Ends::of_key(line, "product");
    let mut pairs = Vec::new();
    for row in line.alive().rows() {
        let place = products.first(row).and_then(|handle| pass.workspace.handles().place(handle));
        if let (Some(order), Some(place)) = (order_of(row), place.filter(|place| place.table == target.number)) {
            pairs.push((place.row, order));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    for (product, _) in pairs {
        counts[product as usize] += 1;
    }
}
