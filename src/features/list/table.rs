//! The table: rows of a live view in the virtual grid, edited in place.

use std::{collections::HashMap, ops::Range, sync::Arc};

use bridge::{Cell, Command, Input, Page, query::GroupHead};
use leptos::task::spawn_local;
use model::{Filter, RecordId, Value};

use super::{
    blocks::{Blocks, RefusedCells},
    bulk::SelectionBar,
    columns::head_entries,
    groups::group_menu,
    keys::{row_in_focus, use_record_keys},
    lens::Lens,
    not_shown::NotShown,
};
use crate::client::{Engine, LiveView, use_view};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::rows::{grid_columns, grid_window, ids_of, pick_out, total_value, total_words};
use crate::session::Session;
use crate::shortcuts::Action;
use crate::ui::{
    button::{Button, ButtonKind},
    dom::announce,
    grid::{
        CellEdit, CellRange, CheckRange, EditEnd, FootCell, Grid, GridColumn, HeadMenu, OpenHow, OpenRow, PasteCells, RowMenu, Selection,
    },
    icon::Glyph,
    menu::{Menu, MenuEntry, MenuItem},
    popover::Anchor,
    state::Empty,
};
use crate::value::{InlineEditor, InlineEnd, object_glyph};
use crate::words;

/// The table of a list.
#[component]
pub(super) fn ListTable(lens: Lens, on_new: Callback<()>) -> impl IntoView {
    let session = Session::expect();
    let live = use_view(move || lens.view.get());
    live.kept_between_visits();
    let fields = lens.fields();
    let columns = Memo::new(move |_| {
        let sort = lens
            .view
            .with(|view| view.as_ref().map(|view| view.sort.clone()).unwrap_or_default());
        let look = lens.table();
        fields.with(|fields| grid_columns(fields, &sort, &look))
    });
    let blocks = Blocks::new(lens, live);
    let rows = Memo::new(move |_| {
        let Some((page, def)) = live.page().get().zip(lens.def.get()) else {
            return Arc::default();
        };
        let mut window = grid_window(&page, &def);
        lens.view.with(|view| {
            let rules = view.as_ref().map(|view| &view.colours[..]).unwrap_or_default();
            pick_out(&mut window, &page, rules);
        });
        blocks.mark(&page, &mut window);
        Arc::new(window)
    });
    let count = Memo::new(move |_| live.lines().get() as usize);
    let selection = use_selection(lens);
    let top = RwSignal::new(session.top_of(&list_key(lens)));
    Effect::new(move || session.keep_top(&list_key(lens), top.get()));
    say_count(lens, live);
    use_record_keys(
        lens,
        selection,
        move || live.total().get_untracked().unwrap_or(0),
        move || row_in_focus(live),
    );

    let current = Signal::derive(move || lens.state.with(|state| state.panel.map(|id| id.0)));
    let open = move |row: OpenRow| open_row(lens, session, RecordId(row.id), row.how);
    let point = RwSignal::new((0.0, 0.0));
    let menu = RwSignal::new(false);
    let menu_of = RwSignal::new(None::<RecordId>);
    let entries = Signal::derive(move || match menu_of.get() {
        Some(id) => group_head(live, id).map_or_else(|| row_menu(lens, session, id), |head| group_menu(lens, &head)),
        None => Vec::new(),
    });
    let head_menu = RwSignal::new(false);
    let head_of = RwSignal::new(String::new());
    let label = Signal::derive(move || lens.def.with(|def| def.as_ref().map(|def| def.plural.clone()).unwrap_or_default()));
    let failed = move || {
        live.error()
            .get()
            .map(|error| view! { <NotShown lens=lens error=error on_retry=move |()| live.reload()/> })
    };
    let want = move |range: Range<usize>| live.want(range);
    // Nothing is said to be empty before the engine has answered.
    let known = Memo::new(move |_| live.total().with(Option::is_some));
    view! {
        {failed}
        <RefusedCells blocks=blocks/>
        <div class="grid-wrap">
            <Grid
                label=label
                columns=Signal::from(columns)
                count=Signal::from(count)
                rows=Signal::from(rows)
                want=want
                selection=selection
                current=current
                foot=Signal::derive(move || foot(lens, &columns.get(), live.page().get().as_deref(), live.total().get()))
                on_open=open
                on_sort=move |key: String| lens.cycle_sort(&key)
                on_resize=move |(key, width): (String, f64)| lens.set_width(&key, width)
                on_head_menu=move |head: HeadMenu| {
                    point.set(head.point);
                    head_of.set(head.key);
                    head_menu.set(true);
                }
                on_reorder=move |(key, to): (String, usize)| lens.move_column(&key, to.max(1))
                editor=move |edit: CellEdit| cell_editor(lens, live, blocks, edit)
                on_copy=move |range: CellRange| blocks.copy(range)
                on_paste=move |pasted: PasteCells| blocks.paste(pasted)
                on_fill=move |range: CellRange| blocks.fill(range)
                on_range=move |range: CheckRange| check_range(lens, session.engine, selection, range)
                on_group=move |id: u128| {
                    if let Some(head) = group_head(live, RecordId(id)) {
                        lens.turn_group(head.key);
                    }
                }
                on_menu=move |row: RowMenu| {
                    point.set(row.point);
                    menu_of.set(Some(RecordId(row.id)));
                    menu.set(true);
                }
                top=top
                empty=move || view! {
                    {move || known.get().then(|| view! { <NoRows lens=lens on_new=on_new/> })}
                }
            />
            <SelectionBar lens=lens selection=selection total=Signal::derive(move || live.total().get().unwrap_or(0))/>
        </div>
        <Menu open=head_menu anchor=Anchor::Point(point.into()) label=words::list::columns() entries=Signal::derive(move || head_entries(lens, &head_of.get()))/>
        <Menu open=menu anchor=Anchor::Point(point.into()) label=words::list::more() entries=entries/>
    }
}

/// What the position of a list is remembered under.
fn list_key(lens: Lens) -> String {
    let view = lens
        .state
        .with_untracked(|state| state.view.map(|id| id.to_string()).unwrap_or_default());
    format!("{}/{view}", lens.object())
}

/// What is selected. A selection is about what was looked at: with other records it goes, and who comes back to the same ones finds it.
pub(super) fn use_selection(lens: Lens) -> RwSignal<Selection> {
    let session = Session::expect();
    let selection = RwSignal::new(Selection::default());
    let looked_at = Memo::new(move |_| {
        lens.view
            .with(|view| view.as_ref().map(|view| (view.filter.clone(), view.search.clone())))
    });
    let came_back = session.navigator.has_traversed();
    Effect::new(move |before: Option<Option<(Filter, String)>>| {
        let now = looked_at.get();
        match (before.flatten(), &now) {
            (None, Some((filter, search))) if came_back => {
                if let Some(left) = session.selection_left(&list_key(lens), filter, search) {
                    selection.set(left);
                }
            }
            (Some(before), Some(now)) if before != *now => selection.set(Selection::default()),
            _ => {}
        }
        now
    });
    Effect::new(move || {
        let selection = selection.get();
        if let Some((filter, search)) = looked_at.get() {
            session.leave_selection(list_key(lens), filter, search, selection);
        }
    });
    selection
}

/// Tells people who cannot see the table how many rows a search has left.
fn say_count(lens: Lens, live: LiveView) {
    Effect::new(move |before: Option<Option<u32>>| {
        let total = live.total().get();
        let searched = lens.is_narrowed().get_untracked();
        if let (true, Some(before), Some(total)) = (searched, before.flatten(), total)
            && before != total
            && let Some(def) = lens.def.get_untracked()
        {
            announce(&words::counted(&def, u64::from(total)));
        }
        total
    });
}

pub(super) fn open_row(lens: Lens, session: Session, record: RecordId, how: OpenHow) {
    let page = Route::Record(lens.object(), record);
    match how {
        OpenHow::Panel => lens.change(|state| state.panel = Some(record)),
        OpenHow::Page => session.navigator.visit(&page),
        OpenHow::NewTab => {
            // A blocked pop-up is the browser's own message to give.
            let _ = window().open_with_url_and_target(&page.href(), "_blank");
        }
    }
}

/// The value that a cell shows, and its row's record.
fn cell_at(page: &Page, record: RecordId, key: &str) -> Option<Cell> {
    let column = page.columns.iter().position(|column| column == key)?;
    page.rows.iter().find(|row| row.id == record)?.cells.get(column).cloned()
}

fn cell_editor(lens: Lens, live: LiveView, blocks: Blocks, edit: CellEdit) -> Option<AnyView> {
    let session = Session::expect();
    let object = lens.object();
    let field = lens.def.with_untracked(|def| def.as_ref()?.field(&edit.key).cloned())?;
    let record = RecordId(edit.id);
    let cell = live.page().with_untracked(|page| cell_at(page.as_ref()?, record, &edit.key))?;
    let (of, key) = (object.clone(), field.key.clone());
    let save = move |value: Option<Value>| {
        blocks.put_right(record.0, &key);
        let input = value.map_or(Input::Clear, Input::Value);
        session.act(Command::Edit {
            object: of.clone(),
            record,
            fields: vec![(key.clone(), input)],
        });
    };
    let typed = edit.typed.clone().or_else(|| blocks.refused_text(edit.id, &edit.key));
    let label = field.label.clone();
    let end = move |end: InlineEnd| {
        edit.finish(match end {
            InlineEnd::Enter => EditEnd::Down,
            InlineEnd::Next => EditEnd::Next,
            InlineEnd::Previous => EditEnd::Previous,
            InlineEnd::Picked | InlineEnd::Escape => EditEnd::Stay,
            InlineEnd::Left => EditEnd::Left,
        });
    };
    Some(
        view! {
            <div role="group" aria-label=label>
                <InlineEditor object=object field=field cell=cell typed=typed tab_ends=true save=save on_end=end/>
            </div>
        }
        .into_any(),
    )
}

/// Checks rows that are not at hand.
fn check_range(lens: Lens, engine: Engine, selection: RwSignal<Selection>, range: CheckRange) {
    let Some(view) = lens.view.get_untracked() else { return };
    let rows = range.rows.start as u32..range.rows.end as u32;
    spawn_local(async move {
        // When the engine is gone the rows at hand stay checked, which is what is seen.
        if let Ok(ids) = ids_of(engine, &view, rows).await {
            selection.try_update(|selection| {
                for id in ids {
                    selection.set(id.0, range.on);
                }
            });
        }
    });
}

/// The head of a group by the id of its line; none for records.
fn group_head(live: LiveView, id: RecordId) -> Option<Box<GroupHead>> {
    live.page().with_untracked(|page| {
        let row = page.as_ref()?.rows.iter().find(|row| row.id == id)?;
        row.group.clone()
    })
}

/// Totals under their columns; the number of rows under the name.
fn foot(lens: Lens, columns: &[GridColumn], page: Option<&Page>, total: Option<u32>) -> Vec<Option<FootCell>> {
    let (Some(def), Some(total)) = (lens.def.get(), total) else {
        return Vec::new();
    };
    let mut values = HashMap::new();
    for aggregated in page.iter().flat_map(|page| &page.aggregates) {
        if let Some(field) = aggregated.aggregate.field() {
            values.insert(
                field.to_string(),
                FootCell::new(total_words(&aggregated.aggregate), total_value(aggregated)),
            );
        }
    }
    columns
        .iter()
        .enumerate()
        .map(|(index, column)| match index {
            0 => Some(FootCell::new("", words::counted(&def, u64::from(total)))),
            _ => values.remove(&column.key),
        })
        .collect()
}

fn row_menu(lens: Lens, session: Session, record: RecordId) -> Vec<MenuEntry> {
    let object = lens.object();
    let page = Route::Record(object.clone(), record).href();
    let trash = move || {
        session.act(Command::Trash {
            object: object.clone(),
            selection: bridge::Selection::Records(vec![record]),
        })
    };
    vec![
        MenuItem::new(words::list::open(), move || open_row(lens, session, record, OpenHow::Panel))
            .icon(Glyph::Panel)
            .into(),
        MenuItem::link(words::list::open_page(), page).icon(Glyph::Expand).into(),
        MenuItem::new(words::list::open_tab(), move || open_row(lens, session, record, OpenHow::NewTab))
            .icon(Glyph::External)
            .into(),
        MenuEntry::Rule,
        MenuItem::new(words::list::trash(), trash)
            .icon(Glyph::Archive)
            .key(session.shortcuts.label(Action::Archive))
            .into(),
    ]
}

/// Why there is nothing, and what to do.
#[component]
pub(super) fn NoRows(lens: Lens, on_new: Callback<()>) -> impl IntoView {
    let narrowed = lens.is_narrowed();
    dynamic(move || {
        let def = lens.def.get()?;
        let icon = object_glyph(&def.icon);
        Some(if narrowed.get() {
            view! {
                <Empty icon=icon title=words::list::none_match(&def.plural) text=words::list::none_match_text()>
                    <Button kind=ButtonKind::Primary on_click=move |_| lens.widen()>{words::list::clear_filters()}</Button>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty icon=icon title=words::list::none_yet(&def.plural) text=words::list::none_yet_text(&def.plural)>
                    <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| on_new.run(())>{words::list::new(&def.label)}</Button>
                    <a class="button" href=Route::Import.href()>{words::list::import()}</a>
                </Empty>
            }
            .into_any()
        })
    })
}
