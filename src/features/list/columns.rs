//! Which columns are shown, in which order, and what is totalled under them.

use leptos::html;
use model::{Aggregate, Direction, FieldDef, FieldKey, RowGroups, Sort};

use super::{
    groups::row_fields,
    layouts::{self, BarForm},
    lens::Lens,
};
use crate::reactive::prelude::*;
use crate::rows::total_words;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::{Checkbox, Select, SelectOption},
    icon::Glyph,
    menu::{MenuEntry, MenuItem},
    popover::{Align, Popover},
};
use crate::words;

/// The button of the filter row.
#[component]
pub(super) fn ColumnsButton(lens: Lens) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let shown = Memo::new(move |_| {
        lens.view
            .with(|view| view.as_ref().map(|view| view.columns.len()).unwrap_or_default())
    });
    let all = Memo::new(move |_| offered(lens).len());
    view! {
        <Button kind=ButtonKind::Ghost icon=Glyph::Columns node_ref=anchor expanded=open on_click=move |_| open.update(|open| *open = !*open)>
            {words::list::columns()}
            " "
            <span class="count">{move || words::list::columns_of(&shown.get().to_string(), &all.get().to_string())}</span>
        </Button>
        <Popover open=open anchor=anchor label=words::list::columns() align=Align::End padded=true>
            {layouts::form(BarForm::Columns, lens)}
        </Popover>
    }
}

/// What can be done to a column at its head.
pub(super) fn head_entries(lens: Lens, key: &str) -> Vec<MenuEntry> {
    let columns = lens.columns();
    let fields = lens.fields().get();
    let (Some(at), Some(field)) = (
        columns.iter().position(|column| column == key),
        fields.into_iter().find(|field| field.key == *key),
    ) else {
        return Vec::new();
    };
    let key = field.key.clone();
    let sorted = lens.view.with(|view| {
        let first = view.as_ref().and_then(|view| view.sort.first().cloned());
        first.filter(|sort| sort.field == key).map(|sort| sort.direction)
    });
    let sort = |direction: Option<Direction>, label: &'static str, icon: Glyph| -> MenuEntry {
        let of = key.clone();
        let set = move || {
            let levels = direction.map(|direction| Sort {
                field: of.clone(),
                direction,
            });
            lens.change(|state| state.sort = Some(levels.into_iter().collect()));
        };
        MenuItem::new(label, set).icon(icon).disabled(sorted == direction).into()
    };
    let mut entries = Vec::new();
    if !field.kind.is_set() {
        entries.push(sort(Some(Direction::Ascending), words::list::ascending(), Glyph::ArrowUp));
        entries.push(sort(Some(Direction::Descending), words::list::descending(), Glyph::ArrowDown));
        entries.push(sort(None, words::list::no_sort(), Glyph::Sort));
        entries.push(MenuEntry::Rule);
    }
    let groups = lens
        .def
        .with(|def| def.as_ref().is_some_and(|def| row_fields(def).iter().any(|other| other.key == key)));
    if groups {
        let rows = RowGroups {
            field: key.clone(),
            folded: false,
            except: Vec::new(),
        };
        entries.push(
            MenuItem::new(words::list::group_here(), move || {
                lens.change(|state| state.rows = Some(Some(rows.clone())))
            })
            .icon(Glyph::Group)
            .into(),
        );
    }
    let frozen = usize::from(lens.table().frozen);
    let freeze = |columns: usize, label: &'static str| -> MenuEntry {
        let columns = u8::try_from(columns).unwrap_or(u8::MAX);
        MenuItem::new(label, move || lens.freeze(columns)).icon(Glyph::Pin).into()
    };
    if at > 0 && at != frozen {
        entries.push(freeze(at, words::list::freeze_here()));
    }
    if frozen > 0 {
        entries.push(freeze(0, words::list::unfreeze()));
    }
    if at > 0 {
        let (left, right, hide) = (key.clone(), key.clone(), key);
        let last = columns.len() - 1;
        entries.push(MenuEntry::Rule);
        entries.push(
            MenuItem::new(words::list::move_left(), move || lens.move_column(&left, at - 1))
                .icon(Glyph::ChevronLeft)
                .disabled(at == 1)
                .into(),
        );
        entries.push(
            MenuItem::new(words::list::move_right(), move || lens.move_column(&right, at + 1))
                .icon(Glyph::ChevronRight)
                .disabled(at == last)
                .into(),
        );
        let hide = move || {
            let mut columns = lens.columns();
            columns.retain(|column| *column != hide);
            lens.set_columns(columns);
        };
        entries.push(MenuItem::new(words::list::hide_column(), hide).icon(Glyph::Eye).into());
    }
    entries
}

/// Fields that can be columns.
fn offered(lens: Lens) -> Vec<FieldDef> {
    lens.def.with(|def| {
        def.iter()
            .flat_map(|def| &def.fields)
            .filter(|field| !field.hidden)
            .cloned()
            .collect()
    })
}

#[component]
pub(super) fn ColumnsForm(lens: Lens) -> impl IntoView {
    let shown = lens.fields();
    let hidden = Memo::new(move |_| {
        let keys = shown.with(|shown| shown.iter().map(|field| field.key.clone()).collect::<Vec<_>>());
        offered(lens)
            .into_iter()
            .filter(|field| !keys.contains(&field.key))
            .collect::<Vec<_>>()
    });
    let show = move |key: FieldKey, on: bool| {
        let mut columns = lens.columns();
        columns.retain(|column| *column != key);
        if on {
            columns.push(key);
        }
        lens.set_columns(columns);
    };
    let line = move |(at, field): (usize, FieldDef)| {
        let key = field.key.clone();
        let last = shown.with_untracked(Vec::len).saturating_sub(1);
        let label = field.label.clone();
        let (move_up, move_down) = (words::list::move_up(&label), words::list::move_down(&label));
        let (up, down) = (field.key.clone(), field.key.clone());
        view! {
            <li class="column-line">
                <Checkbox checked=true disabled=at == 0 on_change=move |on| show(key.clone(), on)>{label}</Checkbox>
                <span class="push"></span>
                <TotalPicker lens=lens field=field/>
                <IconButton icon=Glyph::ArrowUp label=move_up disabled=at <= 1 on_click=move |_| lens.move_column(&up, at - 1)/>
                <IconButton icon=Glyph::ArrowDown label=move_down disabled=at == 0 || at == last on_click=move |_| lens.move_column(&down, at + 1)/>
            </li>
        }
    };
    view! {
        <div class="columns-form">
            <h3 class="menu__label">{words::list::shown_columns()}</h3>
            <ul>{move || shown.get().into_iter().enumerate().map(line).collect_view()}</ul>
            <h3 class="menu__label">{words::list::hidden_columns()}</h3>
            <ul>
                {move || hidden.get().into_iter().map(|field| {
                    let key = field.key.clone();
                    view! {
                        <li class="column-line">
                            <Checkbox checked=false on_change=move |on| show(key.clone(), on)>{field.label}</Checkbox>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <Button kind=ButtonKind::Link on_click=move |_| lens.change(|state| {
                state.columns = None;
                state.totals = None;
            })>{words::list::usual_columns()}</Button>
        </div>
    }
}

/// Totals that a field can have.
fn totals_of(field: &FieldDef) -> Vec<Aggregate> {
    let key = || field.key.clone();
    if field.kind.is_numeric() {
        vec![
            Aggregate::Sum(key()),
            Aggregate::Average(key()),
            Aggregate::Min(key()),
            Aggregate::Max(key()),
            Aggregate::EmptyShare(key()),
        ]
    } else {
        vec![Aggregate::EmptyShare(key())]
    }
}

/// Chooses the total under a column.
#[component]
fn TotalPicker(lens: Lens, field: FieldDef) -> impl IntoView {
    let offered = totals_of(&field);
    let key = field.key.clone();
    let options: Vec<SelectOption> = offered
        .iter()
        .map(|total| SelectOption::new(total_words(total), total_words(total)))
        .collect();
    let of = key.clone();
    let now = move || {
        lens.view.with(|view| {
            let totals = view.iter().flat_map(|view| &view.aggregates);
            totals
                .into_iter()
                .find(|total| total.field() == Some(&of))
                .map(|total| total_words(total).to_owned())
                .unwrap_or_default()
        })
    };
    view! {
        <Select
            value=now
            options=options
            placeholder=words::list::no_total()
            label=words::list::total_of(&field.label)
            on_change=move |chosen: String| {
                let mut totals = lens.view.with_untracked(|view| view.as_ref().map(|view| view.aggregates.clone()).unwrap_or_default());
                totals.retain(|total| total.field() != Some(&key));
                totals.extend(offered.iter().find(|total| total_words(total) == chosen).cloned());
                lens.change(|state| state.totals = Some(totals));
            }
        />
    }
}
