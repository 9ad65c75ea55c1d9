//! The virtual grid over rows that are made up when asked for: a million of them cost nothing.

use std::{collections::HashMap, ops::Range, sync::Arc};

use crate::reactive::prelude::*;

use crate::ui::{
    avatar::Face,
    badge::StageKind,
    bulk_bar::BulkBar,
    button::{Button, ButtonKind},
    field::ComboOption,
    grid::{
        CardPlace, CellChoiceEditor, CellEdit, CellTextEditor, CheckRange, FootCell, Grid, GridCell, GridColumn, GridRow, GridRowKind,
        GridWindow, HeadMenu, OpenRow, RowMenu, Selection, SortDirection,
    },
    icon::Glyph,
    meter::MeterLevel,
    segmented::{Choice, Segmented},
    state::Empty,
    toast::{Toast, Toaster},
    tone::Tone,
};

const FIRST: [&str; 12] = [
    "Leonie",
    "Oluwaseun",
    "Marguerite",
    "Hiroshi",
    "Siobhán",
    "Emre",
    "Kateryna",
    "Anselm",
    "Priya",
    "João",
    "Astrid",
    "Noor",
];
const LAST: [&str; 11] = [
    "Albrecht",
    "Adeyemi",
    "Fournier",
    "Tanabe",
    "Ní Bhriain",
    "Yıldırım",
    "Shevchenko",
    "Richter",
    "Raghunathan",
    "Carvalho",
    "van den Berg",
];
const COMPANY: [&str; 7] = [
    "Wattwerk Energie",
    "Lumen Health",
    "Maison Orlane",
    "Kitayama Audio",
    "Tidewater Trust",
    "Augenzentrum Spree",
    "Havenlicht",
];
const OWNER: [&str; 4] = ["Jana Brandt", "Tomasz Wieczorek", "Aylin Demir", "Mateo Fuentes"];
const SEGMENT: [&str; 5] = ["Champions", "Loyal", "At risk", "Cooling", "Promising"];

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn row(index: usize, keys: &[String], edits: &HashMap<(u128, String), String>) -> Arc<GridRow> {
    let id = index as u128 + 1;
    let edited = |key: &str, value: String| edits.get(&(id, key.to_owned())).cloned().unwrap_or(value);
    let name = edited("name", format!("{} {}", FIRST[index % FIRST.len()], LAST[(index / 3) % LAST.len()]));
    let risk = (index * 37 + 8) % 90;
    let level = if risk >= 50 {
        MeterLevel::High
    } else if risk >= 30 {
        MeterLevel::Medium
    } else {
        MeterLevel::Low
    };
    let stage = edited("stage", if index % 4 == 1 { "Opportunity" } else { "Customer" }.to_owned());
    let owner = OWNER[index % OWNER.len()];
    let cell = |key: &String| match key.as_str() {
        "name" => GridCell::Name {
            face: Face::person(&name),
            name: name.clone(),
        },
        "company" if index % 9 == 5 => GridCell::Empty,
        "company" => GridCell::text(edited("company", COMPANY[index % COMPANY.len()].to_owned())),
        "stage" => GridCell::Stage {
            kind: if stage == "Customer" {
                StageKind::Won
            } else {
                StageKind::Live { step: 3, steps: 6 }
            },
            text: stage.clone(),
        },
        "owner" => GridCell::Face {
            face: Face::person(owner),
            name: owner.into(),
        },
        "seen" => GridCell::muted(
            format!("{} days ago", index % 60 + 2),
            format!("{} March 2026, 14:20", index % 28 + 1),
        ),
        "segment" => GridCell::Tags(vec![SEGMENT[index % SEGMENT.len()].to_owned()]),
        "value" => GridCell::number(format!("€{}", edited("value", grouped(86_340_usize.saturating_sub(index * 13))))),
        _ => GridCell::Meter {
            value: risk as f64,
            level,
            text: format!("{risk}%"),
        },
    };
    Arc::new(GridRow {
        id,
        href: format!("contacts/{id}"),
        cells: keys.iter().map(cell).collect(),
        ..GridRow::default()
    })
}

/// The specimen's frame: how many rows.
#[component]
pub(super) fn GridSpecimen() -> impl IntoView {
    let total = RwSignal::new("100000".to_owned());
    let count = Memo::new(move |_| total.get().parse::<usize>().unwrap_or(0));
    let current = RwSignal::new(None::<u128>);
    view! {
        <div class="gallery__tools">
            <Segmented label="Rows" value=total on_change=move |key| total.set(key) choices=vec![Choice::new("0", "None"), Choice::new("30", "30"), Choice::new("100000", "100,000"), Choice::new("1000000", "1,000,000")]/>
        </div>
        <div class="gallery__stage">
            <ContactsGrid count=count current=current/>
        </div>
        <CellSpecimen/>
    }
}

/// Every kind of cell, and groups that fold.
#[component]
pub(super) fn CellSpecimen() -> impl IntoView {
    let toaster = Toaster::expect();
    let open = RwSignal::new(true);
    let kinds = || {
        vec![
            GridCell::Name {
                face: Face::company("Havenlicht"),
                name: "Havenlicht".into(),
            },
            GridCell::Empty,
            GridCell::Badge {
                tone: Tone::Warning,
                icon: Some(Glyph::Clock),
                text: "Due in 3 h".into(),
            },
            GridCell::Tags(vec!["print".into(), "retail".into(), "north".into()]),
            GridCell::Check(true),
            GridCell::Link {
                text: "havenlicht.nl".into(),
                href: "https://havenlicht.nl".into(),
            },
            GridCell::Invalid {
                text: "31.02.2026".into(),
                problem: "February has 28 days".into(),
            },
        ]
    };
    let group = |id: u128, label: &str, open: bool| {
        let kind = GridRowKind::Group {
            note: String::new(),
            label: label.into(),
            count: "2".into(),
            open,
        };
        Arc::new(GridRow {
            id,
            kind,
            ..GridRow::default()
        })
    };
    let record = move |id: u128| {
        Arc::new(GridRow {
            id,
            href: format!("companies/{id}"),
            cells: kinds(),
            ..GridRow::default()
        })
    };
    let rows = move || {
        let mut rows = vec![group(100, "Rotterdam", open.get())];
        if open.get() {
            rows.extend([record(1), record(2)]);
        }
        rows.extend([group(101, "Aarhus", true), record(3), record(4)]);
        rows
    };
    let window = Signal::derive(move || Arc::new(GridWindow { start: 0, rows: rows() }));
    // The last row is not at hand.
    let count = move || window.with(|window| window.rows.len() + 1);
    let heads = ["Name", "Empty", "Badge", "Tags", "Check", "Link", "Invalid"];
    let columns: Vec<_> = heads
        .into_iter()
        .map(|head| {
            let column = GridColumn::new(head, head).unsortable();
            if head == "Name" { column.flexible(160.0).title() } else { column }
        })
        .collect();
    view! {
        <div class="gallery__stage gallery__stage--low">
            <div class="grid-wrap">
                <Grid
                    label="Kinds of cells"
                    columns=columns
                    count=count
                    rows=window
                    want=|_| ()
                    on_group=move |id| if id == 100 { open.update(|open| *open = !*open) }
                    on_open=move |row: OpenRow| { toaster.show(Toast::info(format!("Open {}", row.id))); }
                    on_menu=move |menu: RowMenu| { toaster.show(Toast::info(format!("Menu of {} at {:?}", menu.id, menu.point))); }
                    on_head_menu=move |menu: HeadMenu| { toaster.show(Toast::info(format!("Menu of {}", menu.key))); }
                />
            </div>
        </div>
    }
}

/// Made-up contacts in a grid that can do everything.
#[component]
pub(super) fn ContactsGrid(#[prop(into)] count: Signal<usize>, current: RwSignal<Option<u128>>) -> impl IntoView {
    let toaster = Toaster::expect();
    let wanted = RwSignal::new(0..0_usize);
    let window = RwSignal::new(Arc::new(GridWindow::default()));
    let selection = RwSignal::new(Selection::default());
    let edits = RwSignal::new(HashMap::<(u128, String), String>::new());
    let sorted = RwSignal::new(("value".to_owned(), SortDirection::Descending));
    let keys = RwSignal::new(
        ["name", "company", "stage", "owner", "seen", "segment", "value", "risk"]
            .map(str::to_owned)
            .to_vec(),
    );
    // Rows arrive a moment later, as from a worker.
    Effect::new(move || {
        let range = wanted.get();
        let edits = edits.get();
        let keys = keys.get();
        let range = range.start.min(count.get())..range.end.min(count.get());
        set_timeout(
            move || {
                window.try_set(Arc::new(GridWindow {
                    start: range.start,
                    rows: range.map(|index| row(index, &keys, &edits)).collect(),
                }));
            },
            std::time::Duration::from_millis(8),
        );
    });
    let columns = move || {
        let (key, direction) = sorted.get();
        keys.get()
            .into_iter()
            .map(|name| {
                let column = match name.as_str() {
                    "name" => GridColumn::new("name", "Name").flexible(180.0).title().editable(true),
                    "company" => GridColumn::new("company", "Company")
                        .width(140.0)
                        .editable(true)
                        .at(CardPlace::Subtitle),
                    "stage" => GridColumn::new("stage", "Stage").width(124.0).editable(true),
                    "owner" => GridColumn::new("owner", "Owner").width(56.0).centre(),
                    "seen" => GridColumn::new("seen", "Last activity").width(104.0),
                    "segment" => GridColumn::new("segment", "Segment").width(104.0).at(CardPlace::Note),
                    "value" => GridColumn::new("value", "Lifetime value")
                        .width(116.0)
                        .number()
                        .editable(true)
                        .at(CardPlace::Value),
                    _ => GridColumn::new("risk", "Churn risk").width(92.0).number(),
                };
                let on = column.key == key;
                column.sorted(on.then_some(direction))
            })
            .collect::<Vec<_>>()
    };
    let foot = move || {
        let mut totals = vec![None; 8];
        totals[0] = Some(FootCell::count(grouped(count.get()), "contacts"));
        totals[6] = Some(FootCell::new("Sum", "€2.15 m"));
        totals[7] = Some(FootCell::new("Avg", "27%"));
        totals
    };
    let save = move |edit: &CellEdit| {
        let (id, key) = (edit.id, edit.key.clone());
        Callback::new(move |text: String| {
            if text.trim().is_empty() {
                return Err("Write a name".to_owned());
            }
            edits.update(|edits| {
                edits.insert((id, key.clone()), text);
            });
            Ok(())
        })
    };
    let editor = move |edit: CellEdit| {
        let cell = window.with_untracked(|window| window.get(edit.index)?.cells.get(edit.column).cloned())?;
        let value = cell.plain("Yes", "No");
        let save = save(&edit);
        Some(if edit.key == "stage" {
            let options: Vec<_> = ["Lead", "Opportunity", "Customer"]
                .map(|stage| ComboOption::new(stage, stage))
                .to_vec();
            let chosen = options.iter().find(|option| option.value == value).cloned();
            view! { <CellChoiceEditor edit=edit chosen=chosen options=options label="Stage" save=save/> }.into_any()
        } else {
            let number = edit.key == "value";
            let value = value.trim_start_matches('€').to_owned();
            let label = edit.key.clone();
            view! { <CellTextEditor edit=edit value=value label=label number=number save=save/> }.into_any()
        })
    };
    let chosen = move || selection.with(|selection| selection.count(count.get()));
    let request = move |range: Range<usize>| wanted.set(range);
    let any = move || chosen() > 0;
    let offer = move || {
        if chosen() < count.get() {
            format!("Select all {}", grouped(count.get()))
        } else {
            String::new()
        }
    };
    view! {
            <div class="grid-wrap">
                <Grid
                    label="Contacts"
                    columns=columns
                    count=count
                    rows=window
                    want=request
                    selection=selection
                    current=current
                    foot=foot
                    on_open=move |row: OpenRow| current.set(Some(row.id))
                    on_sort=move |key: String| sorted.update(|sorted| {
                        let flipped = if sorted.0 == key && sorted.1 == SortDirection::Descending { SortDirection::Ascending } else { SortDirection::Descending };
                        *sorted = (key, flipped);
                    })
                    on_resize=move |(key, width): (String, f64)| { toaster.show(Toast::info(format!("{key}: {width} px"))); }
                    on_reorder=move |(key, to): (String, usize)| keys.update(|keys| {
                        keys.retain(|other| *other != key);
                        keys.insert(to.min(keys.len()), key);
                    })
                    on_range=move |range: CheckRange| selection.update(|selection| {
                        for index in range.rows {
                            selection.set(index as u128 + 1, range.on);
                        }
                    })
                    editor=Callback::new(editor)
                    empty=|| view! { <Empty icon=Glyph::Person title="No contacts" text="People you add or import appear here."><Button kind=ButtonKind::Primary icon=Glyph::Plus>"New contact"</Button></Empty> }
                />
                {move || any().then(|| view! {
                    <BulkBar
                        label="Selected contacts"
                        count=move || format!("{} selected", grouped(chosen()))
                        all=offer
                        on_all=move || selection.set(Selection::all())
                        on_clear=move || selection.update(Selection::clear)
                    >
                        <Button kind=ButtonKind::Ghost icon=Glyph::Edit>"Edit field"</Button>
                        <Button kind=ButtonKind::Ghost icon=Glyph::Tag>"Tag"</Button>
                        <Button kind=ButtonKind::Ghost icon=Glyph::Archive>"Archive"</Button>
                    </BulkBar>
                })}
            </div>
    }
}
