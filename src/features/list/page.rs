//! The page of an object: bars above, table, board, calendar or summary below.

use model::{Layout, ObjectKey};

use super::{
    board::use_list_board,
    calendar::{date_fields, use_days_shown, use_list_calendar},
    colours::ColoursButton,
    columns::ColumnsButton,
    export::ListMenu,
    groups::GroupButton,
    keys::use_list_keys,
    layouts,
    lens::Lens,
    print::use_print_key,
    sort::SortButton,
    summary::Summary,
    table::ListTable,
    tabs::ViewTabs,
};
use crate::filter::FilterChips;
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Route, layout_name, layout_of, use_title};
use crate::session::{NewRecord, Session, Trail};
use crate::shortcuts::{Action, Shortcuts};
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::{TextInput, TextKind},
    frame::{Crumb, TopBar},
    icon::{Glyph, Icon, IconSize},
    segmented::{Choice, Segmented},
    state::Callout,
    tone::Tone,
};
use crate::words;

/// The records of an object.
#[component]
pub fn ListPage(
    /// The object.
    object: ObjectKey,
) -> impl IntoView {
    let session = Session::expect();
    let shortcuts = Shortcuts::expect();
    let lens = Lens::new(object.clone());
    let title = lens.title();
    let plural = Memo::new(move |_| lens.def.with(|def| def.as_ref().map(|def| def.plural.clone()).unwrap_or_default()));
    let label = Memo::new(move |_| lens.def.with(|def| def.as_ref().map(|def| def.label.clone()).unwrap_or_default()));
    let layout = Memo::new(move |_| lens.view.with(|view| view.as_ref().map(|view| view.layout)));
    use_title(move || vec![title.get(), plural.get()]);
    keep_trail(lens, title);
    use_list_keys();
    let printing = RwSignal::new(None);
    use_print_key(lens, printing);
    let board = use_list_board(lens);
    let days = use_days_shown(lens);
    let calendar = use_list_calendar(lens, days);
    let summary = Summary::new(lens);
    let dated = Memo::new(move |_| lens.def.with(|def| def.as_ref().is_some_and(|def| !date_fields(def).is_empty())));
    let newer = lens.is_newer();
    let gone = Memo::new(move |_| lens.current().map_or(0, |saved| saved.gone.len()));
    let layouts = Signal::derive(move || {
        let mut choices = vec![
            Choice::icon("table", words::list::table(), Glyph::Table),
            Choice::icon("board", words::list::board(), Glyph::Board),
        ];
        if dated.get() {
            choices.push(Choice::icon("calendar", words::list::calendar(), Glyph::Calendar));
        }
        choices.push(Choice::icon("summary", words::list::summary(), Glyph::Insights));
        choices
    });

    let new = Callback::new({
        let object = object.clone();
        move |()| session.creating.set(Some(NewRecord::of(&object)))
    });
    // Shortcuts of the installed app ask for a new record in the address; it is asked once.
    let asked = session.navigator.parameter(PageParameter::New);
    Effect::new(move || {
        if !asked.with(String::is_empty) {
            let query = session.navigator.query().get_untracked();
            session.navigator.set_query(&query.with(PageParameter::New.name(), None), true);
            new.run(());
        }
    });
    let crumb = Route::List(object.clone()).href();
    let unreadable = move || lens.state.with(|state| !state.unreadable.is_empty());
    view! {
        <main class="main list-page" id="main" tabindex="-1">
            <TopBar
                title=title
                crumbs=Signal::derive(move || vec![Crumb::new(plural.get(), crumb.clone())])
            >
                <IconButton icon=Glyph::Undo label=words::list::undo() key=shortcuts.hint(Action::Undo) on_click=move |_| session.undo()/>
                <ListMenu lens=lens printing=printing/>
                <a class="button only-wide" href=Route::Import.href()><Icon glyph=Glyph::Upload/>{words::list::import()}</a>
                <Button kind=ButtonKind::Primary class="only-wide" icon=Glyph::Plus key=shortcuts.hint(Action::New) on_click=move |_| new.run(())>
                    {move || words::list::new(&label.get())}
                </Button>
            </TopBar>
            <div class="viewbar">
                <ViewTabs lens=lens/>
                <div class="viewbar__tools">
                    <Segmented
                        label=words::list::layout()
                        value=move || layout_name(layout.get().unwrap_or_default()).to_owned()
                        choices=layouts
                        on_change=move |name: String| lens.change(|state| state.layout = layout_of(&name))
                    />
                </div>
            </div>
            <div class="filterbar">
                {move || match layout.get() {
                    Some(Layout::Board) => layouts::pipeline(lens),
                    Some(Layout::Calendar) => layouts::days(lens, days),
                    _ => ().into_any(),
                }}
                <FilterChips
                    object=object.clone()
                    filter=Signal::derive(move || lens.view.with(|view| view.as_ref().map(|view| view.filter.clone()).unwrap_or_default()))
                    on_change=move |filter| lens.change(|state| state.filter = Some(filter))
                />
                <div class="filterbar__end">
                    <SearchBox lens=lens plural=plural/>
                    {move || match layout.get() {
                        Some(Layout::Board) => layouts::board_tools(lens, board),
                        Some(Layout::Calendar) => layouts::calendar_tools(lens),
                        Some(Layout::Summary) => layouts::summary_tools(summary),
                        Some(Layout::Table | Layout::Unknown) => view! { <GroupButton lens=lens/> <ColoursButton lens=lens/> <SortButton lens=lens/> <ColumnsButton lens=lens/> }.into_any(),
                        None => ().into_any(),
                    }}
                </div>
            </div>
            {move || unreadable().then(|| view! {
                <div class="list-page__note">
                    <Callout tone=Tone::Warning title=words::filter::unreadable()>{words::filter::unreadable_text()}</Callout>
                </div>
            })}
            {move || (gone.get() > 0).then(|| view! {
                <div class="list-page__note">
                    <Callout tone=Tone::Warning title=gone_title(gone.get())>{words::list::gone_text()}</Callout>
                </div>
            })}
            {move || newer.get().then(|| view! {
                <div class="list-page__note">
                    <Callout tone=Tone::Warning title=words::list::newer()>{words::list::newer_text()}</Callout>
                </div>
            })}
            {move || match layout.get() {
                Some(Layout::Table | Layout::Unknown) => view! { <ListTable lens=lens on_new=new/> }.into_any(),
                Some(Layout::Board) => layouts::board(lens, board, new),
                Some(Layout::Calendar) => layouts::calendar(lens, calendar, days),
                Some(Layout::Summary) => layouts::summary(lens, summary),
                None => ().into_any(),
            }}
            {layouts::printed(lens, printing)}
            <button type="button" class="fab" aria-label=move || words::list::new(&label.get()) on:click=move |_| new.run(())>
                <Icon glyph=Glyph::Plus size=IconSize::Large/>
            </button>
        </main>
    }
}

fn gone_title(fields: usize) -> String {
    words::list::gone(fields as u64)
}

/// Records opened from here know their way back.
fn keep_trail(lens: Lens, name: Memo<String>) {
    let session = Session::expect();
    Effect::new(move || {
        let Some(view) = lens.view.get() else { return };
        let state = lens.state.with(|state| crate::routes::ViewState {
            panel: None,
            ..state.clone()
        });
        let href = Route::List(lens.object()).href_with(&state.write(crate::routes::Query::default()));
        session.trail.set(Some(Trail {
            view,
            name: name.get(),
            href,
        }));
    });
}

/// Searches the list while one types.
#[component]
fn SearchBox(lens: Lens, plural: Memo<String>) -> impl IntoView {
    let text = RwSignal::new(lens.state.with_untracked(|state| state.search.clone()));
    // Going back changes the address; the box follows, unless it is where the change came from.
    Effect::new(move || {
        let search = lens.state.with(|state| state.search.clone());
        if text.with_untracked(|text| text.trim() != search) {
            text.set(search);
        }
    });
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let search = move |typed: String| {
        text.set(typed);
        // The address is written when typing rests for a moment; the engine answers faster than that.
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(
            move || {
                if let Some(typed) = text.try_get_untracked() {
                    lens.adjust(|state| typed.trim().clone_into(&mut state.search));
                }
            },
            std::time::Duration::from_millis(80),
        );
        waiting.set_value(timer.ok());
    };
    on_cleanup(move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    });
    view! {
        <span class="search-box">
            <TextInput
                value=text
                kind=TextKind::Search
                icon=Glyph::Search
                placeholder=words::value::search()
                label=words::list::search_box(&plural.get_untracked())
                on_input=search
            />
        </span>
    }
}
