//! One column of a board that is not divided: its head, and its cards, which scroll by themselves. And the stepper of phones.

use super::{
    BoardColumn, Spot,
    cell::{Cards, Shared},
    head::{ColumnState, Head},
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::IconButton,
    icon::{Glyph, Icon, IconSize},
    words::{fill, use_words},
};

#[component]
pub(super) fn Column(key: String, shared: Shared) -> impl IntoView {
    let column = ColumnState::new(key.clone(), shared.columns);
    let is = move |read: fn(&BoardColumn) -> bool| Memo::new(move |_| column.read(read));
    let folded = is(|column| column.folded);
    let spot = StoredValue::new(Spot {
        column: key.clone(),
        lane: String::new(),
    });
    let is_target = Memo::new(move |_| shared.aims_at(spot));
    let scrolled = RwSignal::new(0);
    view! {
        <section
            class="board__column board__place"
            class:board__column--target=move || is_target.get()
            class:board__column--folded=move || folded.get()
            data-key=key
            aria-label=move || format!("{}, {}", column.label(), column.read(|column| column.count.clone()))
        >
            <Head column=column shared=shared/>
            <div class="board__cards board__scroll" on:scroll=move |_| scrolled.update(|count| *count += 1)>
                <Cards spot=spot shared=Shared { scrolled, ..shared }/>
            </div>
        </section>
    }
}

/// On phones: which column is seen, its sums, and the way to its neighbours.
#[component]
pub(super) fn Stepper(columns: Signal<Vec<BoardColumn>>, at: Signal<usize>, on_go: Callback<usize>) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let label_of = move |index: usize| columns.with(|columns| columns.get(index).map(|column| column.label.clone()));
    let step = move |forward: bool| {
        let to = move || {
            let at = at.get();
            if forward { at.checked_add(1) } else { at.checked_sub(1) }
        };
        let neighbour = move || to().and_then(label_of);
        let label = move || {
            let name = neighbour().unwrap_or_default();
            words.with_value(|words| fill(if forward { words.next } else { words.previous }, &[&name]))
        };
        view! {
            <IconButton
                icon=if forward { Glyph::ChevronRight } else { Glyph::ChevronLeft }
                label=label
                disabled=move || neighbour().is_none()
                on_click=move |_| {
                    if let Some(to) = untrack(to) {
                        on_go.run(to);
                    }
                }
            />
        }
    };
    let current = move || columns.with(|columns| columns.get(at.get()).cloned());
    view! {
        <div class="stepper only-phone" role="group" aria-label=move || current().map(|column| column.label)>
            {step(false)}
            <div class="stepper__now">
                {move || current().map(|column| {
                    let (class, glyph) = column.kind.looks();
                    view! {
                        <h2 class=class><Icon glyph=glyph size=IconSize::Medium/> {column.label} " " <span class="count">{column.count}</span></h2>
                        <span class="muted">{column.sums.0} " " {column.sums.1}</span>
                    }
                })}
            </div>
            {step(true)}
        </div>
        <div class="stepper__dots only-phone" aria-hidden="true">
            {move || (0..columns.with(Vec::len)).map(|index| view! { <i class:is-on=move || at.get() == index></i> }).collect_view()}
        </div>
    }
}
