//! The whole list on paper: every record of the view with the heads of its groups and its totals, not only the rows on the screen.
//!
//! `beforeprint` leaves no time to ask for rows, so they are there before the browser's dialog opens: for the menu, for the palette,
//! and for the browser's own key, which is taken over on tables.

use bridge::Page;
use leptos::ev::KeyboardEvent;
use model::{FieldKind, ObjectDef, View};
use wasm_bindgen::JsCast;

use super::lens::Lens;
use crate::client::use_view;
use crate::platform::{clock, format, keys::Shortcut, print};
use crate::reactive::prelude::*;
use crate::rows::{group_words, total_value, total_words};
use crate::ui::{
    dom::{announce, on_window},
    layer::{self, LayerKind},
};
use crate::value::plain;
use crate::words;

/// Most lines on paper: 200 pages and more. The sheet says when there are others.
const MOST: u32 = 10_000;

/// Takes the browser's key for printing, where a table is looked at and nothing is in front of it. Ends with its owner.
pub(super) fn use_print_key(lens: Lens, printing: RwSignal<Option<View>>) {
    let key = Shortcut::new("Mod+P");
    on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let free = !matches!(layer::top(), Some(LayerKind::Modal | LayerKind::Popover));
        let view = lens.view.get_untracked().filter(|view| view.layout == model::Layout::Table);
        if let Some(view) = view.filter(|_| free && key.matches(event)) {
            event.prevent_default();
            printing.set(Some(view));
        }
    });
}

/// Prints the view that is asked for, then forgets it. There only while it is being printed.
#[component]
pub(super) fn PrintedList(lens: Lens, printing: RwSignal<Option<View>>) -> impl IntoView {
    on_window("afterprint", move |_| {
        printing.try_set(None);
    });
    // Rows of an earlier print are none of this one.
    dynamic(move || printing.get().map(|view| view! { <Sheet lens=lens view=view/> }))
}

/// What is printed: asked for, drawn when every line is at hand, and handed to the browser.
#[component]
fn Sheet(lens: Lens, view: View) -> impl IntoView {
    let mut view = view;
    view.layout = model::Layout::Table;
    // Nothing unfolds on paper.
    if let Some(groups) = &mut view.rows {
        groups.folded = false;
        groups.except.clear();
    }
    let live = use_view(move || Some(view.clone()));
    let lines = live.lines();
    announce(words::list::printing());
    Effect::new(move || live.want(0..lines.get().min(MOST) as usize));
    let ready = Memo::new(move |_| {
        let page = live.page().get()?;
        (page.start == 0 && page.rows.len() >= page.lines.min(MOST) as usize).then_some(page)
    });
    Effect::new(move || {
        if ready.with(Option::is_some) {
            print::print();
        }
    });
    dynamic(move || {
        let (page, def) = (ready.get()?, lens.def.get()?);
        let fields = page.columns.iter().map(|key| def.field(key)).collect::<Vec<_>>();
        let class = |at: usize| {
            fields[at]
                .is_some_and(|field| is_number(field.kind))
                .then_some("print-list__number")
        };
        let heads = fields.iter().enumerate().map(|(at, field)| {
            let label = field.map(|field| field.label.clone()).unwrap_or_default();
            view! { <th scope="col" class=class(at)>{label}</th> }
        });
        let heads = heads.collect_view();
        let width = page.columns.len().to_string();
        let rows = page.rows.iter().take(MOST as usize).map(|row| match &row.group {
            Some(head) => {
                let (label, totals) = group_words(head, &def);
                let count = words::number(u64::from(head.count));
                view! {
                    <tr class="print-list__group"><th scope="rowgroup" colspan=width.clone()>
                        {label} " " <span class="faint">{count}{(!totals.is_empty()).then(|| format!(" · {totals}"))}</span>
                    </th></tr>
                }
                .into_any()
            }
            None => {
                let cells = row.cells.iter().enumerate();
                let cells = cells
                    .map(|(at, cell)| view! { <td class=class(at)>{plain(cell)}</td> })
                    .collect_view();
                view! { <tr>{cells}</tr> }.into_any()
            }
        });
        let rows = rows.collect_view();
        let foot = totals(&page, &def).map(|totals| {
            let cells = totals
                .into_iter()
                .enumerate()
                .map(|(at, total)| view! { <td class=class(at)>{total}</td> });
            view! { <tfoot><tr>{cells.collect_view()}</tr></tfoot> }
        });
        Some(view! {
            <section class="print-list" aria-hidden="true">
                <h2 class="print-list__title">{lens.title_now()}</h2>
                <p class="faint">{told(&page)} " · " {words::list::printed_on(&format::date_long(clock::today()))}</p>
                <table class="table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{foot}</table>
            </section>
        })
    })
}

/// Whether values stand at the end of their column.
fn is_number(kind: FieldKind) -> bool {
    use FieldKind::{Duration, Integer, Money, Number, Percent};
    matches!(kind, Integer | Number | Money | Percent | Duration)
}

/// The totals under their columns; none when there are none.
fn totals(page: &Page, def: &ObjectDef) -> Option<Vec<String>> {
    if page.aggregates.is_empty() {
        return None;
    }
    let of = |(at, key): (usize, &model::FieldKey)| {
        let total = page.aggregates.iter().find(|total| total.aggregate.field() == Some(key));
        match total {
            Some(total) => format!("{} {}", total_words(&total.aggregate), total_value(total)),
            None if at == 0 => words::counted(def, u64::from(page.total)),
            None => String::new(),
        }
    };
    Some(page.columns.iter().enumerate().map(of).collect())
}

/// How many records there are, and whether all are on paper.
fn told(page: &Page) -> String {
    let total = u64::from(page.total);
    if page.lines > MOST {
        let heads = page.rows.iter().take(MOST as usize).filter(|row| row.group.is_some()).count() as u64;
        words::list::printed_part(&words::number(u64::from(MOST) - heads), &words::number(total))
    } else {
        words::count::records(total)
    }
}
