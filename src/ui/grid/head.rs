//! The row of column heads: sorting, widths, order.

use leptos::ev::PointerEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    column::{ColumnAlign, GridColumn, NARROWEST, SortDirection, Width, frozen_at},
    selection::HeadCheck,
    state::GridState,
};
use crate::reactive::prelude::*;
use crate::ui::{
    icon::{Glyph, Icon},
    words::use_words,
};

/// Pixels a pointer moves before a press becomes a drag.
const THRESHOLD: f64 = 6.0;

/// A column being dragged: wider, narrower or elsewhere.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drag {
    Resize {
        column: usize,
        from_x: f64,
        from_width: f64,
        mirrored: bool,
    },
    Move {
        column: usize,
        from_x: f64,
        target: Option<usize>,
    },
}

#[component]
pub(super) fn Head(grid: GridState) -> impl IntoView {
    let GridState {
        columns, count, selection, ..
    } = grid;
    let words = use_words();
    let drag = RwSignal::new(None::<Drag>);
    let check_state = move || {
        let selection = selection?;
        Some(match selection.with(|selection| selection.head(count.get())) {
            HeadCheck::Off => "false",
            HeadCheck::Mixed => "mixed",
            HeadCheck::On => "true",
        })
    };
    let on_move = move |event: PointerEvent| {
        let x = f64::from(event.client_x());
        match drag.get_untracked() {
            Some(Drag::Resize {
                column,
                from_x,
                from_width,
                mirrored,
            }) => {
                let moved = if mirrored { from_x - x } else { x - from_x };
                grid.set_width(column, from_width + moved, false);
            }
            Some(Drag::Move { column, from_x, target }) if target.is_some() || (x - from_x).abs() > THRESHOLD => {
                let over = column_at(&event, x).filter(|over| *over > 0);
                drag.set(Some(Drag::Move {
                    column,
                    from_x,
                    target: over.or(Some(column)),
                }));
            }
            _ => {}
        }
    };
    let on_up = move |event: PointerEvent| {
        let Some(done) = drag.try_update(Option::take).flatten() else {
            return;
        };
        match done {
            Drag::Resize {
                column,
                from_x,
                from_width,
                mirrored,
            } => {
                let x = f64::from(event.client_x());
                let width = (from_width + if mirrored { from_x - x } else { x - from_x }).max(NARROWEST);
                grid.set_width(column, width, true);
            }
            Drag::Move {
                column,
                target: Some(target),
                ..
            } if target != column => {
                grid.move_column(column, target);
            }
            Drag::Move { target: None, column, .. } => grid.sort(column),
            Drag::Move { .. } => {}
        }
    };
    let checks = usize::from(selection.is_some());
    // Widths and sorting change without building heads anew, so that a head keeps the focus while its key is pressed.
    let built = Memo::new(move |_| {
        let plain = |column: &GridColumn| GridColumn {
            width: Width::Fixed(NARROWEST),
            sorted: None,
            ..column.clone()
        };
        columns.with(|columns| columns.iter().map(plain).collect::<Vec<_>>())
    });
    let head_view = move |index: usize, column: GridColumn| {
        let direction = move || columns.with(|columns| columns.get(index).and_then(|column| column.sorted));
        let sorted = move || match direction() {
            Some(SortDirection::Ascending) => "ascending",
            Some(SortDirection::Descending) => "descending",
            None => "none",
        };
        let mut class = String::from("grid__cell");
        match column.align {
            ColumnAlign::Start => {}
            ColumnAlign::End => class.push_str(" grid__cell--number"),
            ColumnAlign::Centre => class.push_str(" grid__cell--centre"),
        }
        let at = frozen_at(index, &column);
        if at.is_some() {
            class.push_str(" grid__cell--frozen");
        }
        let (sortable, movable) = (column.sortable && grid.on_sort.is_some(), index > 0 && grid.on_reorder.is_some());
        let start = move |event: PointerEvent| {
            if event.button() == 0 && (sortable || movable) {
                capture(&event);
                drag.set(Some(Drag::Move {
                    column: index,
                    from_x: f64::from(event.client_x()),
                    target: None,
                }));
            }
        };
        let start_resize = move |event: PointerEvent| {
            event.stop_propagation();
            event.prevent_default();
            capture(&event);
            let head = crate::ui::dom::target_element(&event).and_then(|handle| handle.parent_element());
            let from_width = head.as_ref().map_or(NARROWEST, |head| head.get_bounding_client_rect().width());
            let mirrored = head.is_some_and(|head| head.closest("[dir=rtl]").ok().flatten().is_some());
            drag.set(Some(Drag::Resize {
                column: index,
                from_x: f64::from(event.client_x()),
                from_width,
                mirrored,
            }));
        };
        let dragged = move || matches!(drag.get(), Some(Drag::Move { column, target: Some(_), .. }) if column == index);
        let target =
            move || matches!(drag.get(), Some(Drag::Move { column, target: Some(target), .. }) if target == index && column != index);
        let resizing = move || matches!(drag.get(), Some(Drag::Resize { column, .. }) if column == index);
        view! {
            <div
                class=class
                class:grid__cell--target=target
                class:is-dragged=dragged
                role="columnheader"
                aria-colindex=(index + 1 + checks).to_string()
                aria-sort=move || sortable.then(sorted)
                tabindex="-1"
                style:--at=at
                on:pointerdown=start
            >
                <span class="table__head" class:table__head--plain=!sortable>
                    <span class="truncate">{column.label}</span>
                    {move || direction().map(|direction| {
                        let glyph = if direction == SortDirection::Ascending { Glyph::ArrowUp } else { Glyph::ArrowDown };
                        view! { <Icon glyph=glyph/> }
                    })}
                </span>
                <span class="grid__resize" class:is-active=resizing aria-hidden="true" on:pointerdown=start_resize></span>
            </div>
        }
    };
    view! {
        <div class="grid__row grid__head" role="row" aria-rowindex="1" on:pointermove=on_move on:pointerup=on_up on:pointercancel=move |_| drag.set(None)>
            {selection.map(|_| {
                view! {
                    <div
                        class="grid__cell grid__cell--check grid__cell--frozen"
                        role="columnheader"
                        aria-colindex="1"
                        tabindex="-1"
                        on:click=move |_| grid.check_all()
                    >
                        <span class="grid__check" role="checkbox" aria-label=words.select_all aria-checked=check_state></span>
                    </div>
                }
            })}
            {move || built.get().into_iter().enumerate().map(|(index, column)| head_view(index, column)).collect_view()}
        </div>
    }
}

fn capture(event: &PointerEvent) {
    // The row of heads hears the rest of the drag, wherever the pointer goes.
    if let Some(head) = crate::ui::dom::target_element(event).and_then(|target| target.closest(".grid__head").ok().flatten()) {
        let _ = head.set_pointer_capture(event.pointer_id());
    }
}

/// The column under a horizontal position, checkboxes not counted.
fn column_at(event: &PointerEvent, x: f64) -> Option<usize> {
    let head: Element = event.current_target()?.dyn_into().ok()?;
    let found = head.query_selector_all("[role=columnheader]:not(.grid__cell--check)").ok()?;
    (0..found.length())
        .find(|at| {
            found
                .item(*at)
                .and_then(|head| head.dyn_into::<HtmlElement>().ok())
                .is_some_and(|head| {
                    let area = head.get_bounding_client_rect();
                    area.left() <= x && x < area.right()
                })
        })
        .map(|at| at as usize)
}
