//! Sorting by several levels.

use leptos::html;
use model::{Direction, FieldDef, Sort};

use super::{
    layouts::{self, BarForm},
    lens::Lens,
};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::{Select, SelectOption},
    icon::Glyph,
    popover::{Align, Popover},
};
use crate::words;

/// The button of the filter row.
#[component]
pub(super) fn SortButton(lens: Lens) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let levels = Memo::new(move |_| lens.view.with(|view| view.as_ref().map(|view| view.sort.len()).unwrap_or_default()));
    view! {
        <Button kind=ButtonKind::Ghost icon=Glyph::Sort node_ref=anchor expanded=open on_click=move |_| open.update(|open| *open = !*open)>
            {words::list::sort()}
            {move || (levels.get() > 0).then(|| view! { <span class="count">{levels.get()}</span> })}
        </Button>
        <Popover open=open anchor=anchor label=words::list::sort() align=Align::End padded=true>
            {layouts::form(BarForm::Sort, lens)}
        </Popover>
    }
}

/// Fields that rows can be sorted by.
fn sortable(lens: Lens) -> Vec<FieldDef> {
    lens.def.with(|def| {
        def.iter()
            .flat_map(|def| &def.fields)
            .filter(|field| !field.hidden && !field.kind.is_set())
            .cloned()
            .collect()
    })
}

#[component]
pub(super) fn SortForm(lens: Lens) -> impl IntoView {
    let sort = Memo::new(move |_| {
        lens.view
            .with(|view| view.as_ref().map(|view| view.sort.clone()).unwrap_or_default())
    });
    let count = Memo::new(move |_| sort.with(Vec::len));
    let set = move |sort: Vec<Sort>| lens.change(|state| state.sort = Some(sort));
    let options = Memo::new(move |_| {
        sortable(lens)
            .into_iter()
            .map(|field| SelectOption::new(field.key.as_str(), field.label))
            .collect::<Vec<_>>()
    });
    let add = move |key: String| {
        if !key.is_empty() {
            let mut levels = sort.get_untracked();
            levels.retain(|level| level.field != *key.as_str());
            levels.push(Sort {
                field: key.as_str().into(),
                direction: Direction::Ascending,
            });
            set(levels);
        }
    };
    let level = move |at: usize| {
        let of = move || sort.with(|sort| sort.get(at).cloned());
        let name = move || {
            let key = of().map(|level| level.field.to_string()).unwrap_or_default();
            options.with(|options| {
                options
                    .iter()
                    .find(|option| option.value == key)
                    .map(|option| option.label.clone())
                    .unwrap_or(key)
            })
        };
        let put = move |change: &dyn Fn(&mut Sort)| {
            let mut levels = sort.get_untracked();
            if let Some(level) = levels.get_mut(at) {
                change(level);
                set(levels);
            }
        };
        let directions = vec![
            SelectOption::new("up", words::list::ascending()),
            SelectOption::new("down", words::list::descending()),
        ];
        view! {
            <div class="sort-level">
                <span class="muted">{if at == 0 { words::list::sort_by() } else { words::list::then_by() }}</span>
                <Select
                    value=move || of().map(|level| level.field.to_string()).unwrap_or_default()
                    options=options
                    label=words::filter::field()
                    on_change=move |key: String| put(&|level| level.field = key.as_str().into())
                />
                <Select
                    value=move || if of().is_some_and(|level| level.direction == Direction::Descending) { "down".to_owned() } else { "up".to_owned() }
                    options=directions
                    label=words::list::direction()
                    on_change=move |key: String| put(&|level| level.direction = if key == "down" { Direction::Descending } else { Direction::Ascending })
                />
                <IconButton icon=Glyph::Close label=Signal::derive(move || words::list::remove_sort(&name())) on_click=move |_| {
                    let mut levels = sort.get_untracked();
                    if at < levels.len() {
                        levels.remove(at);
                        set(levels);
                    }
                }/>
            </div>
        }
    };
    view! {
        <div class="sort-form">
            {move || (count.get() == 0).then(|| view! { <p class="muted">{words::list::no_sort()}</p> })}
            {move || (0..count.get()).map(level).collect_view()}
            <div class="sort-level">
                <span class="muted">{move || if count.get() == 0 { words::list::sort_by() } else { words::list::then_by() }}</span>
                // The choice adds a level and the control goes back to its offer.
                {move || {
                    count.track();
                    view! { <Select value="" options=options placeholder=words::list::choose_field() label=words::list::add_sort() on_change=add/> }
                }}
            </div>
        </div>
    }
}
