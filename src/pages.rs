//! Pages and dialogs that are in a part of the program of their own. Each function shows one: at once, or when its part is there.

use model::{ObjectKey, RecordId};
use wasm_split_helpers::wasm_split;

use crate::features::{
    arrive::ArrivePage,
    bin::BinPage,
    create::{AskingDialog, CreateDialog},
    dashboards::DashboardsPage,
    duplicates::{DuplicatesPage, MergeDialog},
    import::ImportPage,
    inbox::{InboxPage, Reminders},
    insights::InsightsPage,
    past::PastDialog,
    record::{RecordPageView, RecordPanel},
    search::{SearchPage, SearchPalette},
    segments::SegmentsPage,
    settings::SettingsPage,
    shell::ShortcutSheet,
    today::TodayPage,
};
use crate::part::{Late, extra, page, piece};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::tour::TourMark;
use crate::work::WorkTray;

/// Fetches what makes a page, so that it can be shown at once. What does not come says so when the page is shown.
pub async fn fetch(route: &Route) {
    let _ = match route {
        Route::List(_) | Route::Unknown(_) => Ok(()),
        Route::Today => today_page().await.map(drop),
        Route::Inbox => inbox_page().await.map(drop),
        Route::Record(..) => record_page().await.map(drop),
        Route::Bin(_) => bin_page().await.map(drop),
        Route::Duplicates(_) => duplicates_page().await.map(drop),
        Route::Import => import_page().await.map(drop),
        Route::Open => arrive_page().await.map(drop),
        Route::Segments(_) => segments_page().await.map(drop),
        Route::Insights => insights_page().await.map(drop),
        Route::Dashboards(_) => dashboards_page().await.map(drop),
        Route::Search => search_page().await.map(drop),
        Route::Settings(_) => settings_page().await.map(drop),
    };
}

/// The start page of every day.
pub fn today() -> AnyView {
    page(today_page, |make| make())
}

#[wasm_split(everyday, fallible)]
fn today_page() -> Late<fn() -> AnyView> {
    Ok(|| view! { <TodayPage/> }.into_any())
}

/// What concerns the person.
pub fn inbox() -> AnyView {
    page(inbox_page, |make| make())
}

#[wasm_split(everyday, fallible)]
fn inbox_page() -> Late<fn() -> AnyView> {
    Ok(|| view! { <InboxPage/> }.into_any())
}

/// The page of a record.
pub fn record(object: ObjectKey, id: Memo<RecordId>) -> AnyView {
    page(record_page, move |make| make(object.clone(), id))
}

#[wasm_split(everyday, fallible)]
fn record_page() -> Late<fn(ObjectKey, Memo<RecordId>) -> AnyView> {
    Ok(|object, id| view! { <RecordPageView object=object id=id/> }.into_any())
}

/// The record beside a list.
pub fn panel(object: ObjectKey, id: Memo<RecordId>, on_go: Callback<RecordId>, on_close: Callback<()>) -> AnyView {
    piece(record_panel, move |make| make(object.clone(), id, on_go, on_close))
}

#[wasm_split(everyday, fallible)]
fn record_panel() -> Late<fn(ObjectKey, Memo<RecordId>, Callback<RecordId>, Callback<()>) -> AnyView> {
    Ok(|object, id, on_go, on_close| view! { <RecordPanel object=object id=id on_go=on_go on_close=on_close/> }.into_any())
}

/// What models found.
pub fn insights() -> AnyView {
    page(insights_page, |make| make())
}

#[wasm_split(office, fallible)]
fn insights_page() -> Late<fn() -> AnyView> {
    Ok(|| view! { <InsightsPage/> }.into_any())
}

/// Dashboards, and the one of the address.
pub fn dashboards(name: Memo<String>) -> AnyView {
    page(dashboards_page, move |make| make(name))
}

#[wasm_split(office, fallible)]
fn dashboards_page() -> Late<fn(Memo<String>) -> AnyView> {
    Ok(|name| view! { <DashboardsPage name=name/> }.into_any())
}

/// Segments, and the one of the address.
pub fn segments(id: Memo<Option<RecordId>>) -> AnyView {
    page(segments_page, move |make| make(id))
}

#[wasm_split(office, fallible)]
fn segments_page() -> Late<fn(Memo<Option<RecordId>>) -> AnyView> {
    Ok(|id| view! { <SegmentsPage id=id/> }.into_any())
}

/// The import of files.
pub fn import() -> AnyView {
    page(import_page, |make| make())
}

#[wasm_split(office, fallible)]
fn import_page() -> Late<fn() -> AnyView> {
    Ok(|| view! { <ImportPage/> }.into_any())
}

/// What another program has sent.
pub fn arrive() -> AnyView {
    page(arrive_page, |make| make())
}

#[wasm_split(office, fallible)]
fn arrive_page() -> Late<fn() -> AnyView> {
    Ok(|| view! { <ArrivePage/> }.into_any())
}

/// The bin of an object.
pub fn bin(object: Memo<ObjectKey>) -> AnyView {
    page(bin_page, move |make| make(object))
}

#[wasm_split(office, fallible)]
fn bin_page() -> Late<fn(Memo<ObjectKey>) -> AnyView> {
    Ok(|object| view! { <BinPage object=object/> }.into_any())
}

/// Records that may be there twice.
pub fn duplicates(object: ObjectKey) -> AnyView {
    page(duplicates_page, move |make| make(object.clone()))
}

#[wasm_split(office, fallible)]
fn duplicates_page() -> Late<fn(ObjectKey) -> AnyView> {
    Ok(|object| view! { <DuplicatesPage object=object/> }.into_any())
}

/// A section of the settings.
pub fn settings(section: Memo<String>) -> AnyView {
    page(settings_page, move |make| make(section))
}

#[wasm_split(office, fallible)]
fn settings_page() -> Late<fn(Memo<String>) -> AnyView> {
    Ok(|section| view! { <SettingsPage section=section/> }.into_any())
}

/// The page of a search.
pub fn search() -> AnyView {
    page(search_page, |make| make())
}

#[wasm_split(everyday, fallible)]
fn search_page() -> Late<fn() -> AnyView> {
    Ok(|| view! { <SearchPage/> }.into_any())
}

/// What asks above any page, the first run too.
pub fn asking() -> AnyView {
    extra(asking_dialogs, |make| make())
}

#[wasm_split(everyday, fallible)]
fn asking_dialogs() -> Late<fn() -> AnyView> {
    Ok(|| {
        view! {
            <CreateDialog/>
            <AskingDialog/>
        }
        .into_any()
    })
}

/// What opens above the pages inside the frame.
pub fn above() -> AnyView {
    extra(dialogs_above, |make| make())
}

#[wasm_split(everyday, fallible)]
fn dialogs_above() -> Late<fn() -> AnyView> {
    Ok(|| {
        view! {
            <SearchPalette open=Session::expect().searching/>
            <ShortcutSheet/>
            <PastDialog/>
            <MergeDialog/>
            <WorkTray/>
            <Reminders/>
            <TourMark/>
        }
        .into_any()
    })
}
