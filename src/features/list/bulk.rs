//! The bar over selected rows: what can be done to all of them at once. Each action is one step of undo.

use bridge::duplicates::MOST_MERGED;
use leptos::task::spawn_local;
use model::FieldDef;

use super::{bulk_edit::BulkTask, keys::archive_selection, layouts, lens::Lens};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::rows::selected_ids;
use crate::session::{Deed, Merging, Session};
use crate::shortcuts::Action;
use crate::ui::{
    bulk_bar::BulkBar,
    button::{Button, ButtonKind, KeyHint},
    grid::Selection,
    icon::Glyph,
};
use crate::words;

/// The bar; there while something is selected.
#[component]
pub(super) fn SelectionBar(lens: Lens, selection: RwSignal<Selection>, #[prop(into)] total: Signal<u32>) -> impl IntoView {
    let session = Session::expect();
    let count = Memo::new(move |_| selection.with(|selection| selection.count(total.get() as usize)));
    let any = Memo::new(move |_| count.get() > 0);
    let task = RwSignal::new(None::<BulkTask>);
    let has = move |key: &str| lens.def.with_untracked(|def| def.as_ref().and_then(|def| def.field(key).cloned()));
    let board_field = move || {
        lens.def.with_untracked(|def| {
            def.as_ref()
                .and_then(|def| def.field(def.board.as_ref()?).filter(|field| field.is_editable()).cloned())
        })
    };
    let trash = move |_| archive_selection(lens, session, selection, total.get_untracked());
    // The key is heard by the table, which also knows the row with the focus.
    let archive_key = Signal::derive(move || KeyHint {
        action: "",
        ..session.shortcuts.hint(Action::Archive).get()
    });
    let can_merge = Memo::new(move |_| (2..=MOST_MERGED).contains(&count.get()));
    let merge = move || merge_selection(lens, session, selection, total.get_untracked());
    let everything = Memo::new(move |_| selection.with(|selection| *selection == Selection::all()));
    let export = move |_| {
        if let Some(view) = lens.view.get_untracked() {
            session.export(view, false);
        }
    };
    let field_button = move |field: FieldDef, icon: Glyph, label: String, make: fn(FieldDef) -> BulkTask| {
        view! {
            <Button kind=ButtonKind::Ghost icon=icon on_click=move |_| task.set(Some(make(field.clone())))>{label}</Button>
        }
    };
    offer_bulk_deeds(lens, selection, task, count);
    view! {
        {move || any.get().then(|| view! {
            <BulkBar
                label=Signal::derive(move || lens.def.with(|def| def.as_ref().map(|def| words::list::selected_label(&def.plural)).unwrap_or_default()))
                count=Signal::derive(move || words::list::selected(count.get() as u64))
                all=Signal::derive(move || {
                    let total = total.get();
                    if count.get() < total as usize { words::list::select_all(&format::integer(i64::from(total))) } else { String::new() }
                })
                on_all=move |()| selection.set(Selection::all())
                on_clear=move |()| selection.update(Selection::clear)
            >
                <Button kind=ButtonKind::Ghost icon=Glyph::Edit on_click=move |_| task.set(Some(BulkTask::AnyField))>{words::list::edit_field()}</Button>
                {has("owner").map(|field| field_button(field, Glyph::Person, words::list::assign().to_owned(), BulkTask::Field))}
                {has("tags").map(|field| field_button(field, Glyph::Tag, words::list::tag().to_owned(), BulkTask::Elements))}
                {board_field().map(|field| {
                    let label = words::list::set(&field.label);
                    field_button(field, Glyph::Stage3, label, BulkTask::Field)
                })}
                {move || can_merge.get().then(|| view! {
                    <Button kind=ButtonKind::Ghost icon=Glyph::Merge on_click=move |_| merge()>{words::duplicates::merge_short()}</Button>
                })}
                {move || everything.get().then(|| view! {
                    <Button kind=ButtonKind::Ghost icon=Glyph::Download on_click=export>{words::list::export()}</Button>
                })}
                <Button kind=ButtonKind::Ghost icon=Glyph::Archive key=archive_key on_click=trash>{words::list::trash()}</Button>
            </BulkBar>
        })}
        {layouts::bulk_edit(lens, selection, total, task)}
    }
}

/// Asks how the selected records are brought together.
fn merge_selection(lens: Lens, session: Session, selection: RwSignal<Selection>, total: u32) {
    let (chosen, object) = (selection.get_untracked(), lens.object());
    let Some(view) = lens.view.get_untracked() else { return };
    spawn_local(async move {
        match selected_ids(session.engine, chosen, &view, total).await {
            Ok(records) => {
                let on_done = Callback::new(move |()| {
                    selection.try_update(Selection::clear);
                });
                session.merging.try_set(Some(Merging { object, records, on_done }));
            }
            Err(error) => session.refused(&error, Some(&object)),
        }
    });
}

/// Offers in the palette what the bar offers.
fn offer_bulk_deeds(lens: Lens, selection: RwSignal<Selection>, task: RwSignal<Option<BulkTask>>, count: Memo<usize>) {
    let session = Session::expect();
    let about = Signal::derive(move || words::search::on_selection(&words::list::selected(count.get() as u64)));
    let deeds = move || {
        let total = count.get() as u32;
        let Some(def) = lens.def.get().filter(|_| total > 0) else {
            return Vec::new();
        };
        let with_field = |field: Option<&FieldDef>, icon: Glyph, label: String, make: fn(FieldDef) -> BulkTask| {
            let field = field?.clone();
            Some(Deed::new(label, icon, move || task.set(Some(make(field.clone())))))
        };
        let mut deeds = vec![Deed::new(words::list::edit_field(), Glyph::Edit, move || {
            task.set(Some(BulkTask::AnyField))
        })];
        deeds.extend(with_field(
            def.field("owner"),
            Glyph::Person,
            words::list::assign().to_owned(),
            BulkTask::Field,
        ));
        deeds.extend(with_field(
            def.field("tags"),
            Glyph::Tag,
            words::list::tag().to_owned(),
            BulkTask::Elements,
        ));
        let board = def
            .board
            .as_ref()
            .and_then(|key| def.field(key))
            .filter(|field| field.is_editable());
        deeds.extend(with_field(
            board,
            Glyph::Stage3,
            board.map(|field| words::list::set(&field.label)).unwrap_or_default(),
            BulkTask::Field,
        ));
        for field in def.fields.iter().filter(|field| field.is_editable() && !field.hidden) {
            deeds.extend(with_field(Some(field), Glyph::Edit, words::search::edit_field(&field.label), BulkTask::Field).map(Deed::minor));
        }
        if (2..=MOST_MERGED).contains(&(total as usize)) {
            let merge = move || merge_selection(lens, session, selection, total);
            deeds.push(Deed::new(words::duplicates::merge_selected(), Glyph::Merge, merge));
        }
        let trash = move || archive_selection(lens, session, selection, total);
        deeds.push(Deed::new(words::list::trash(), Glyph::Archive, trash).key(Action::Archive));
        deeds
    };
    session.offer(about, Signal::derive(deeds));
}
