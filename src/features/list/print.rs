//! The whole list on paper: every record of the view, not only the rows that are on the screen.

use bridge::Page;
use model::View;

use super::lens::Lens;
use crate::client::use_view;
use crate::platform::{clock, format, print};
use crate::reactive::prelude::*;
use crate::ui::dom::{announce, on_window};
use crate::value::plain;
use crate::words;

/// Most rows on paper: 200 pages and more. The sheet says when there are others.
const MOST: u32 = 10_000;

/// Prints the view that is asked for, then forgets it. There only while it is being printed.
#[component]
pub(super) fn PrintedList(lens: Lens, printing: RwSignal<Option<View>>) -> impl IntoView {
    let live = use_view(move || {
        printing.get().map(|mut view| {
            view.layout = model::Layout::Table;
            view.aggregates.clear();
            view
        })
    });
    let total = live.total();
    Effect::new(move || {
        if printing.with(Option::is_some) {
            announce(words::list::printing());
            if let Some(total) = total.get() {
                live.want(0..total.min(MOST) as usize);
            }
        }
    });
    // All rows that are wanted are at hand.
    let ready = Memo::new(move |_| {
        let (wanted, page) = (total.get()?.min(MOST), live.page().get()?);
        (printing.with(Option::is_some) && page.start == 0 && page.rows.len() >= wanted as usize).then_some(page)
    });
    Effect::new(move || {
        if ready.with(Option::is_some) {
            print::print();
        }
    });
    on_window("afterprint", move |_| {
        printing.try_set(None);
    });
    dynamic(move || {
        let (page, def) = (ready.get()?, lens.def.get()?);
        let label = |key: &model::FieldKey| def.field(key).map(|field| field.label.clone()).unwrap_or_default();
        let heads = page
            .columns
            .iter()
            .map(|key| view! { <th scope="col">{label(key)}</th> })
            .collect_view();
        let rows = page.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|cell| view! { <td>{plain(cell)}</td> }).collect_view();
            view! { <tr>{cells}</tr> }
        });
        let rows = rows.collect_view();
        Some(view! {
            <section class="print-list" aria-hidden="true">
                <h2 class="print-list__title">{lens.title_now()}</h2>
                <p class="faint">{told(&page)} " · " {words::list::printed_on(&format::date_long(clock::today()))}</p>
                <table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </section>
        })
    })
}

/// How many records there are, and whether all are on paper.
fn told(page: &Page) -> String {
    let total = u64::from(page.total);
    if page.total > MOST {
        words::list::printed_part(&words::number(u64::from(MOST)), &words::number(total))
    } else {
        words::count::records(total)
    }
}
