//! The root: provides what everything needs, and chooses the page of an address.

use std::time::Duration;

use model::validate::days_to_date;
use model::{ObjectKey, RecordId};

use crate::client::Engine;
use crate::features::{
    list::ListPage,
    past::PastBar,
    shell::{MissingPage, Shell},
    start::{SampleBanner, StartPage, use_first_run},
};
use crate::pages;
use crate::part;
use crate::platform::{clock, format, paste, preferences::Preferences};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, Route, ViewState};
use crate::session::Session;
use crate::shortcuts::Shortcuts;
use crate::ui::{
    field::{tell_today, tell_week_start},
    icon::IconSprite,
    toast::{Toast, ToastStack, Toaster},
    tooltip::Tooltips,
};
use crate::words;

/// When parts of the program are fetched that nobody has asked for: the first rows are there by then.
const AFTER_FIRST_SCREEN: Duration = Duration::from_millis(400);

/// The whole app.
#[component]
pub fn App(
    /// Called once the first screen is in the document.
    on_screen: fn(),
) -> impl IntoView {
    words::components::words().provide();
    Engine::provide();
    Preferences::provide();
    Toaster::provide();
    Navigator::provide();
    Shortcuts::provide();
    clock::follow_today();
    tell_today(|| days_to_date(clock::day_of(clock::now())).unwrap_or_default());
    tell_week_start(format::week_starts_on);
    let session = Session::provide();
    paste::refuse_long(move |most| {
        let most = words::number(u64::from(most));
        session.toaster.show(Toast::danger(words::failure::too_long(&most)));
    });
    // The engine comes first: nothing else takes its share of the line.
    let known = Memo::new(move |_| session.status.with(Option::is_some));
    Effect::new(move || {
        if known.get() {
            set_timeout(part::fetch_all, AFTER_FIRST_SCREEN);
        }
    });
    // The first screen has a turn of its own, so that no turn is long enough to keep a press waiting.
    let begun = RwSignal::new(false);
    set_timeout(move || begun.set(true), Duration::ZERO);
    view! {
        <IconSprite/>
        {move || begun.get().then(|| {
            Effect::new(on_screen);
            view! { <Screen known=known/> }
        })}
        {move || known.get().then(pages::asking)}
        <Tooltips/>
        <ToastStack/>
    }
}

/// The first run stands alone; everything else is inside the frame.
#[component]
fn Screen(
    /// Whether the engine has said what there is.
    known: Memo<bool>,
) -> impl IntoView {
    let first_run = use_first_run();
    dynamic(move || {
        if first_run.get() {
            return view! { <StartPage/> }.into_any();
        }
        view! {
            <Shell notice=notices><Page/></Shell>
            {move || known.get().then(pages::above)}
        }
        .into_any()
    })
}

/// What is said above every page.
fn notices() -> impl IntoView {
    view! {
        <PastBar/>
        <SampleBanner/>
    }
}

/// What is built for an address. Records of the same object share one page, so that going through them rebuilds nothing.
#[derive(Clone, PartialEq)]
enum PageKind {
    Today,
    Inbox,
    List(ObjectKey),
    Record(ObjectKey),
    Bin,
    Duplicates(ObjectKey),
    Segments,
    Insights,
    Dashboards,
    Import,
    Open,
    Search,
    Settings,
    Missing(String),
}

/// The page of the address, and the panel beside it.
#[component]
fn Page() -> impl IntoView {
    let route = Navigator::expect().route();
    let schema = Engine::expect().schema();
    let kind = Memo::new(move |_| {
        let known = |object: &ObjectKey| schema.with(|schema| schema.object(object).is_some());
        match route.get() {
            Route::List(object) if known(&object) => PageKind::List(object),
            Route::Record(object, _) if known(&object) => PageKind::Record(object),
            Route::Bin(object) if known(&object) => PageKind::Bin,
            Route::Duplicates(object) if known(&object) => PageKind::Duplicates(object),
            Route::Today => PageKind::Today,
            Route::Inbox => PageKind::Inbox,
            Route::Segments(_) => PageKind::Segments,
            Route::Insights => PageKind::Insights,
            Route::Dashboards(_) => PageKind::Dashboards,
            Route::Import => PageKind::Import,
            Route::Open => PageKind::Open,
            Route::Search => PageKind::Search,
            Route::Settings(_) => PageKind::Settings,
            other => PageKind::Missing(other.path()),
        }
    });
    // The section of the settings; the last one while the page is being taken away.
    let section = Memo::new(move |before: Option<&String>| match route.get() {
        Route::Settings(section) => section,
        _ => before.cloned().unwrap_or_default(),
    });
    // The object of the bin; the last one while its page is being taken away.
    let binned = Memo::new(move |before: Option<&ObjectKey>| match route.get() {
        Route::Bin(object) => object,
        _ => before.cloned().unwrap_or_else(|| "contact".into()),
    });
    // The segment of the address; the last one while its page is being taken away.
    let segment = Memo::new(move |before: Option<&Option<RecordId>>| match route.get() {
        Route::Segments(id) => id,
        _ => before.copied().flatten(),
    });
    // The dashboard of the address; the last one while its page is being taken away.
    let dashboard = Memo::new(move |before: Option<&String>| match route.get() {
        Route::Dashboards(key) => key,
        _ => before.cloned().unwrap_or_default(),
    });
    // The record of the address; the last one while its page is being taken away.
    let record = Memo::new(move |before: Option<&RecordId>| match route.get() {
        Route::Record(_, id) => id,
        _ => before.copied().unwrap_or(RecordId::NIL),
    });
    dynamic(move || match kind.get() {
        PageKind::List(object) => view! {
            <ListPage object=object.clone()/>
            <ListPanel object=object/>
        }
        .into_any(),
        PageKind::Record(object) => pages::record(object, record),
        PageKind::Bin => pages::bin(binned),
        PageKind::Duplicates(object) => pages::duplicates(object),
        PageKind::Today => pages::today(),
        PageKind::Inbox => pages::inbox(),
        PageKind::Segments => pages::segments(segment),
        PageKind::Insights => pages::insights(),
        PageKind::Dashboards => pages::dashboards(dashboard),
        PageKind::Import => pages::import(),
        PageKind::Open => pages::arrive(),
        PageKind::Search => pages::search(),
        PageKind::Settings => pages::settings(section),
        PageKind::Missing(path) => view! { <MissingPage path=path/> }.into_any(),
    })
}

/// The record beside a list, when the address names one.
#[component]
fn ListPanel(object: ObjectKey) -> impl IntoView {
    let navigator = Navigator::expect();
    let panel = Memo::new(move |_| navigator.query().with(|query| ViewState::parse(query).panel));
    let open = Memo::new(move |_| panel.get().is_some());
    let id = Memo::new(move |before: Option<&RecordId>| panel.get().or(before.copied()).unwrap_or(RecordId::NIL));
    let set = move |panel: Option<RecordId>| {
        let query = navigator.query().get_untracked();
        let state = ViewState {
            panel,
            ..ViewState::parse(&query)
        };
        navigator.set_query(&state.write(query), false);
    };
    dynamic(move || {
        open.get().then(|| {
            pages::panel(
                object.clone(),
                id,
                Callback::new(move |id| set(Some(id))),
                Callback::new(move |()| set(None)),
            )
        })
    })
}
