//! The records in the bin, as a table: opened, taken back, deleted for ever.

use std::{ops::Range, sync::Arc};

use bridge::Command;
use leptos::task::spawn_local;
use model::{ObjectDef, RecordId, TableLook, View};

use super::{
    purge::Purging,
    view::{columns, cycled},
};
use crate::client::LiveView;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::rows::{engine_selection, grid_columns, grid_window, ids_of};
use crate::session::Session;
use crate::ui::{
    bulk_bar::BulkBar,
    button::{Button, ButtonKind},
    grid::{CheckRange, FootCell, Grid, GridColumn, OpenHow, OpenRow, RowMenu, Selection},
    icon::Glyph,
    menu::{Menu, MenuEntry, MenuItem},
    popover::Anchor,
    state::Empty,
};
use crate::value::object_glyph;
use crate::words;

/// What the page and its table share; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Bin {
    pub session: Session,
    pub def: StoredValue<ObjectDef>,
    pub live: LiveView,
    pub view: Memo<View>,
    pub sort: RwSignal<Vec<model::Sort>>,
    pub search: RwSignal<String>,
    pub selection: RwSignal<Selection>,
    pub purging: RwSignal<Option<Purging>>,
    /// Days that records stay; none where they stay until somebody deletes them.
    pub days: Signal<Option<u32>>,
}

impl Bin {
    /// Number of records shown.
    pub fn total(self) -> u32 {
        self.live.total().get().unwrap_or(0)
    }

    /// Everything that is shown: a rule, however many there are.
    pub fn everything(self) -> bridge::Selection {
        bridge::Selection::Matching {
            filter: model::Filter::everything(),
            search: self.view.with_untracked(|view| view.search.clone()),
            bin: true,
        }
    }

    /// Takes records out of the bin.
    pub fn restore(self, selection: bridge::Selection) {
        let object = self.def.with_value(|def| def.key.clone());
        self.session.act_then(Command::Restore { object, selection }, move |result| {
            if result.is_ok() {
                self.selection.try_update(Selection::clear);
            }
            false
        });
    }

    /// Asks whether to delete records for ever.
    pub fn ask_purge(self, selection: bridge::Selection, count: u64) {
        self.purging.try_set(Some(Purging { selection, count }));
    }

    /// Does something with what is checked.
    fn with_checked(self, act: impl FnOnce(bridge::Selection) + 'static) {
        let (chosen, total) = (self.selection.get_untracked(), untrack(|| self.total()));
        let view = self.view.get_untracked();
        let (session, object) = (self.session, view.object.clone());
        spawn_local(async move {
            match engine_selection(session.engine, chosen, &view, total).await {
                Ok(selection) => act(selection),
                Err(error) => session.refused(&error, Some(&object)),
            }
        });
    }
}

/// The table.
#[component]
pub(super) fn BinTable(bin: Bin) -> impl IntoView {
    let (live, def, selection) = (bin.live, bin.def, bin.selection);
    let fields = StoredValue::new(def.with_value(columns));
    let columns = Memo::new(move |_| {
        let columns = bin
            .sort
            .with(|sort| fields.with_value(|fields| grid_columns(fields, sort, &TableLook::default())));
        columns
            .into_iter()
            .map(|column| column.editable(false))
            .collect::<Vec<GridColumn>>()
    });
    let rows = Memo::new(move |_| {
        let page = live.page().get();
        Arc::new(page.map(|page| def.with_value(|def| grid_window(&page, def))).unwrap_or_default())
    });
    let count = Memo::new(move |_| bin.total() as usize);
    let known = Memo::new(move |_| live.total().with(Option::is_some));
    let (point, menu, menu_of) = (RwSignal::new((0.0, 0.0)), RwSignal::new(false), RwSignal::new(None::<RecordId>));
    let foot = Signal::derive(move || {
        let total = live.total().get()?;
        Some(def.with_value(|def| words::counted(def, u64::from(total))))
    });
    let foot = Signal::derive(move || vec![foot.get().map(|counted| FootCell::new("", counted))]);
    let want = move |range: Range<usize>| live.want(range);
    let label = def.with_value(|def| words::bin::label(&def.plural));
    view! {
        <div class="grid-wrap">
            <Grid
                label=label
                columns=Signal::from(columns)
                count=Signal::from(count)
                rows=Signal::from(rows)
                want=want
                selection=selection
                foot=foot
                on_open=move |row: OpenRow| open_row(bin, row)
                on_sort=move |key: String| bin.sort.update(|sort| *sort = cycled(sort, &key))
                on_range=move |range: CheckRange| check_range(bin, range)
                on_menu=move |row: RowMenu| {
                    point.set(row.point);
                    menu_of.set(Some(RecordId(row.id)));
                    menu.set(true);
                }
                empty=move || view! { {move || known.get().then(|| view! { <NothingHere bin=bin/> })} }
            />
            <CheckedBar bin=bin count=count/>
        </div>
        <Menu open=menu anchor=Anchor::Point(point.into()) label=words::bin::more() entries=Signal::derive(move || row_menu(bin, menu_of.get()))/>
    }
}

fn open_row(bin: Bin, row: OpenRow) {
    let page = Route::Record(bin.def.with_value(|def| def.key.clone()), RecordId(row.id));
    if row.how == OpenHow::NewTab {
        // A blocked pop-up is the browser's own message to give.
        let _ = window().open_with_url_and_target(&page.href(), "_blank");
    } else {
        bin.session.navigator.visit(&page);
    }
}

/// Checks rows that are not at hand.
fn check_range(bin: Bin, range: CheckRange) {
    let (engine, view) = (bin.session.engine, bin.view.get_untracked());
    let rows = range.rows.start as u32..range.rows.end as u32;
    spawn_local(async move {
        // When the engine is gone the rows at hand stay checked, which is what is seen.
        if let Ok(ids) = ids_of(engine, &view, rows).await {
            bin.selection
                .try_update(|selection| ids.iter().for_each(|id| selection.set(id.0, range.on)));
        }
    });
}

fn row_menu(bin: Bin, record: Option<RecordId>) -> Vec<MenuEntry> {
    let Some(record) = record else { return Vec::new() };
    let only = move || bridge::Selection::Records(vec![record]);
    let page = Route::Record(bin.def.with_value(|def| def.key.clone()), record).href();
    vec![
        MenuItem::link(words::bin::open(), page).icon(Glyph::Expand).into(),
        MenuItem::new(words::bin::restore(), move || bin.restore(only()))
            .icon(Glyph::Undo)
            .into(),
        MenuEntry::Rule,
        MenuItem::new(words::bin::delete(), move || bin.ask_purge(only(), 1))
            .icon(Glyph::Trash)
            .into(),
    ]
}

/// What can be done to what is checked.
#[component]
fn CheckedBar(bin: Bin, count: Memo<usize>) -> impl IntoView {
    let selection = bin.selection;
    let checked = Memo::new(move |_| selection.with(|selection| selection.count(count.get())));
    let any = Memo::new(move |_| checked.get() > 0);
    let restore = move |_| bin.with_checked(move |records| bin.restore(records));
    let delete = move |_| {
        let count = checked.get_untracked() as u64;
        bin.with_checked(move |records| bin.ask_purge(records, count));
    };
    let all = Signal::derive(move || {
        let total = count.get();
        if checked.get() < total {
            words::list::select_all(&words::number(total as u64))
        } else {
            String::new()
        }
    });
    dynamic(move || {
        any.get().then(|| {
            view! {
                <BulkBar
                    label=bin.def.with_value(|def| words::bin::selected_label(&def.plural))
                    count=Signal::derive(move || words::list::selected(checked.get() as u64))
                    all=all
                    on_all=move |()| selection.set(Selection::all())
                    on_clear=move |()| selection.update(Selection::clear)
                >
                    <Button kind=ButtonKind::Ghost icon=Glyph::Undo on_click=restore>{words::bin::restore()}</Button>
                    <Button kind=ButtonKind::Ghost icon=Glyph::Trash on_click=delete>{words::bin::delete()}</Button>
                </BulkBar>
            }
        })
    })
}

/// Why there is nothing.
#[component]
fn NothingHere(bin: Bin) -> impl IntoView {
    let searched = Memo::new(move |_| bin.view.with(|view| view.search.clone()));
    let (plural, icon, href) = bin.def.with_value(|def| {
        (
            def.plural.clone(),
            object_glyph(&def.icon),
            (!def.hidden).then(|| Route::List(def.key.clone()).href()),
        )
    });
    dynamic(move || {
        let typed = searched.get();
        if typed.is_empty() {
            let (href, plural) = (href.clone(), plural.clone());
            let text = match bin.days.get() {
                Some(days) => words::bin::empty_text_for(&words::count::days(u64::from(days))),
                None => words::bin::empty_text().to_owned(),
            };
            view! {
                <Empty icon=Glyph::Trash title=words::bin::empty(&plural) text=text>
                    {href.map(|href| view! { <a class="button" href=href>{words::bin::show_list(&plural)}</a> })}
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon=icon title=words::bin::none_found() text=words::bin::none_found_text(&typed)>
                    <Button kind=ButtonKind::Primary on_click=move |_| bin.search.set(String::new())>{words::bin::clear_search()}</Button>
                </Empty>
            }
            .into_any()
        }
    })
}
