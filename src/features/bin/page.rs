//! The page: whose records, a search, the table, and what is done with all of them.

use model::{ObjectDef, ObjectKey};

use super::{
    purge::PurgeDialog,
    retention::{Retention, use_bin_days},
    table::{Bin, BinTable},
    tabs::BinTabs,
    view::{bin_view, newest_first},
};
use crate::client::{Engine, use_view};
use crate::reactive::prelude::*;
use crate::routes::{Route, use_title};
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    field::{TextInput, TextKind},
    frame::{Crumb, TopBar},
    grid::Selection,
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    state::Empty,
};
use crate::words;

/// The records of an object in the bin.
#[component]
pub fn BinPage(
    /// The object.
    #[prop(into)]
    object: Signal<ObjectKey>,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    let def = Memo::new(move |_| schema.with(|schema| object.with(|object| schema.object(object).cloned())));
    let title = move || def.with(|def| def.as_ref().map(|def| words::bin::label(&def.plural)).unwrap_or_default());
    use_title(move || vec![title()]);
    // Another object is another bin: its search, order and selection start afresh.
    dynamic(move || def.get().map(|def| view! { <ObjectBin def=def object=object/> }))
}

#[component]
fn ObjectBin(def: ObjectDef, object: Signal<ObjectKey>) -> impl IntoView {
    let def = StoredValue::new(def);
    let (search, sort) = (RwSignal::new(String::new()), RwSignal::new(newest_first()));
    let view = Memo::new(move |_| def.with_value(|def| bin_view(def, &search.get(), sort.get())));
    let bin = Bin {
        session: Session::expect(),
        def,
        live: use_view(move || Some(view.get())),
        view,
        sort,
        search,
        selection: RwSignal::new(Selection::default()),
        purging: RwSignal::new(None),
        days: use_bin_days(),
    };
    Effect::new(move |before: Option<()>| {
        // A selection is about what was looked at.
        search.track();
        if before.is_some() {
            bin.selection.update(Selection::clear);
        }
    });
    let crumbs = def.with_value(|def| {
        let list = (!def.hidden).then(|| Crumb::new(def.plural.clone(), Route::List(def.key.clone()).href()));
        list.into_iter().collect::<Vec<_>>()
    });
    let failed = move || {
        bin.live.error().get().map(|error| {
            let text = def.with_value(|def| words::failure::line(&error, Some(def)));
            view! {
                <div class="scroll">
                    <Empty icon=Glyph::Alert title=words::bin::not_shown() text=text>
                        <Button kind=ButtonKind::Primary on_click=move |_| bin.live.reload()>{words::bin::try_again()}</Button>
                    </Empty>
                </div>
            }
        })
    };
    view! {
        <main class="main bin-page" id="main" tabindex="-1">
            <TopBar title=words::bin::title() crumbs=crumbs><WholeBin bin=bin/></TopBar>
            <BinTabs object=object/>
            <div class="filterbar">
                <span class="bin-search">
                    <TextInput value=search kind=TextKind::Search icon=Glyph::Search placeholder=words::value::search()
                        label=def.with_value(|def| words::bin::search(&def.plural)) on_input=move |typed| search.set(typed)/>
                </span>
                <Retention days=bin.days/>
            </div>
            {failed}
            <BinTable bin=bin/>
            <PurgeDialog def=def.get_value() purging=bin.purging on_done=move |()| { bin.selection.try_update(Selection::clear); }/>
        </main>
    }
}

/// What is done with everything that is shown; nothing while there is nothing.
#[component]
fn WholeBin(bin: Bin) -> impl IntoView {
    let total = Memo::new(move |_| u64::from(bin.total()));
    let searched = Memo::new(move |_| bin.view.with(|view| !view.search.is_empty()));
    let restore = move || bin.restore(bin.everything());
    let purge = move || bin.ask_purge(bin.everything(), total.get_untracked());
    let restore_words = move || {
        let count = words::number(total.get());
        if searched.get() {
            words::bin::restore_found(&count)
        } else {
            words::bin::restore_all(&count)
        }
    };
    let purge_words = move || {
        if searched.get() {
            words::bin::delete_found(&words::number(total.get()))
        } else {
            words::bin::empty_it().to_owned()
        }
    };
    let any = Memo::new(move |_| total.get() > 0);
    let entries = Signal::derive(move || -> Vec<MenuEntry> {
        vec![
            MenuItem::new(restore_words(), restore).icon(Glyph::Undo).into(),
            MenuItem::new(purge_words(), purge).icon(Glyph::Trash).into(),
        ]
    });
    dynamic(move || {
        any.get().then(|| {
            view! {
                <Button class="only-wide" icon=Glyph::Undo on_click=move |_| restore()>{restore_words}</Button>
                <Button class="only-wide" icon=Glyph::Trash on_click=move |_| purge()>{purge_words}</Button>
                <span class="only-phone"><MenuButton label=words::bin::more() icon=Glyph::More entries=entries/></span>
            }
        })
    })
}
