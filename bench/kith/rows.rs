//! The grid alone, over rows of this page: what the benchmark of the nine operations on a table drives.
//!
//! The grid is the shipped one with the shipped styles; the address says in its fragment whether it may be as high as all its rows
//! (`#all`), so that none is left out of the drawing. Rows are made as `bench/peers/rows/table.mjs` makes them for the peers.

use std::ops::Range;
use std::sync::Arc;

use kith_app::reactive::prelude::*;
use kith_app::ui::grid::{Grid, GridCell, GridColumn, GridRow, GridWindow, OpenRow};
use wasm_bindgen::JsCast;

const ADJECTIVES: [&str; 25] = [
    "pretty",
    "large",
    "big",
    "small",
    "tall",
    "short",
    "long",
    "handsome",
    "plain",
    "quaint",
    "clean",
    "elegant",
    "easy",
    "angry",
    "crazy",
    "helpful",
    "mushy",
    "odd",
    "unsightly",
    "adorable",
    "important",
    "inexpensive",
    "cheap",
    "expensive",
    "fancy",
];
const COLOURS: [&str; 11] = [
    "red", "yellow", "blue", "green", "pink", "brown", "purple", "brown", "white", "black", "orange",
];
const NOUNS: [&str; 13] = [
    "table", "chair", "house", "bbq", "desk", "car", "pony", "cookie", "sandwich", "burger", "pizza", "mouse", "keyboard",
];

fn main() {
    let all = window().location().hash().is_ok_and(|hash| hash == "#all");
    mount_to_body(move || view! { <Bench all=all/> });
}

/// Ids and labels, one after the other.
struct Rows {
    next: u32,
    state: u32,
}

impl Rows {
    fn word(&mut self, words: &[&'static str]) -> &'static str {
        self.state = self.state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        words[(self.state >> 8) as usize % words.len()]
    }

    fn make(&mut self, count: usize) -> impl Iterator<Item = Arc<GridRow>> {
        (0..count).map(|_| {
            self.next += 1;
            let label = format!("{} {} {}", self.word(&ADJECTIVES), self.word(&COLOURS), self.word(&NOUNS));
            Arc::new(GridRow {
                id: u128::from(self.next),
                href: "#".to_owned(),
                cells: vec![
                    GridCell::Text(label),
                    GridCell::Number(self.next.to_string()),
                    GridCell::Text("×".to_owned()),
                ],
                ..GridRow::default()
            })
        })
    }
}

#[component]
fn Bench(all: bool) -> impl IntoView {
    let made = StoredValue::new(Rows { next: 0, state: 1 });
    let rows = RwSignal::new(Arc::new(GridWindow::default()));
    let current = RwSignal::new(None);
    let columns = || {
        vec![
            GridColumn::new("label", "Label").flexible(184.0).title(),
            GridColumn::new("id", "Number").width(96.0).number(),
            GridColumn::new("remove", "Remove").width(80.0).centre(),
            GridColumn::new("rest", "Rest").flexible(140.0),
        ]
    };
    let set = move |change: &mut dyn FnMut(&mut Vec<Arc<GridRow>>)| {
        // The window is changed where it is unless somebody else holds it.
        rows.update(|window| change(&mut Arc::make_mut(window).rows));
    };
    let create = move |count: usize, keep: bool| {
        made.update_value(|made| {
            set(&mut |rows| {
                if !keep {
                    rows.clear();
                }
                rows.extend(made.make(count));
            });
        });
    };
    let update = move || {
        set(&mut |rows| {
            for row in rows.iter_mut().step_by(10) {
                if let Some(GridCell::Text(label)) = Arc::make_mut(row).cells.first_mut() {
                    label.push_str(" !!!");
                }
            }
        });
    };
    let swap = move || {
        set(&mut |rows| {
            if rows.len() > 998 {
                rows.swap(1, 998);
            }
        });
    };
    let clear = move || {
        current.set(None);
        set(&mut Vec::clear);
    };
    // A press on the mark in the third column takes the row away.
    let remove = move |event: &web_sys::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok())?;
        target.closest("[aria-colindex='3']").ok().flatten()?;
        let index: usize = target
            .closest("[aria-rowindex]")
            .ok()
            .flatten()?
            .get_attribute("aria-rowindex")?
            .parse()
            .ok()?;
        current.set(None);
        set(&mut |rows| {
            rows.remove(index - 2);
        });
        Some(())
    };
    // All rows are at hand, so none is ever asked for.
    let want = |_: Range<usize>| {};
    let open = move |row: OpenRow| current.set(Some(row.id));
    let count = move || rows.with(|window| window.rows.len());
    let style = if all { "block-size: 400000px" } else { "block-size: 100vh" };
    view! {
        <div>
            <button id="run" on:click=move |_| create(1_000, false)>"Create 1,000 rows"</button>
            <button id="runlots" on:click=move |_| create(10_000, false)>"Create 10,000 rows"</button>
            <button id="add" on:click=move |_| create(1_000, true)>"Append 1,000 rows"</button>
            <button id="update" on:click=move |_| update()>"Update every 10th row"</button>
            <button id="clear" on:click=move |_| clear()>"Clear"</button>
            <button id="swaprows" on:click=move |_| swap()>"Swap rows"</button>
        </div>
        <div class="grid-wrap" style=style on:click=move |event| { remove(&event); }>
            <Grid
                label="Rows"
                columns=Signal::derive(columns)
                count=Signal::derive(count)
                rows=rows
                want=want
                current=current
                on_open=open
            />
        </div>
    }
}
