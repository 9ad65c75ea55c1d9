//! The bar over selected rows: what can be done to all of them at once. Each action is one step of undo.

use bridge::Command;
use leptos::task::spawn_local;
use model::FieldDef;

use super::{
    bulk_edit::{BulkEditDialog, BulkTask},
    export::export_view,
    lens::Lens,
};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::rows::engine_selection;
use crate::session::Session;
use crate::ui::{
    bulk_bar::BulkBar,
    button::{Button, ButtonKind},
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
    let trash = move |_| {
        let (chosen, object) = (selection.get_untracked(), lens.object());
        let Some(view) = lens.view.get_untracked() else { return };
        let total = total.get_untracked();
        spawn_local(async move {
            match engine_selection(session.engine, chosen, &view, total).await {
                Ok(records) => session.act_then(
                    Command::Trash {
                        object,
                        selection: records,
                    },
                    move |result| {
                        if result.is_ok() {
                            selection.try_update(Selection::clear);
                        }
                        false
                    },
                ),
                Err(error) => session.refused(&error, Some(&object)),
            }
        });
    };
    let everything = Memo::new(move |_| selection.with(|selection| *selection == Selection::all()));
    let export = move |_| {
        if let Some(view) = lens.view.get_untracked() {
            export_view(session, view, false);
        }
    };
    let field_button = move |field: FieldDef, icon: Glyph, label: String, make: fn(FieldDef) -> BulkTask| {
        view! {
            <Button kind=ButtonKind::Ghost icon=icon on_click=move |_| task.set(Some(make(field.clone())))>{label}</Button>
        }
    };
    view! {
        {move || any.get().then(|| view! {
            <BulkBar
                label=Signal::derive(move || lens.def.with(|def| def.as_ref().map(|def| words::list::selected_label(&def.plural)).unwrap_or_default()))
                count=Signal::derive(move || words::list::selected(&format::integer(count.get() as i64)))
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
                {move || everything.get().then(|| view! {
                    <Button kind=ButtonKind::Ghost icon=Glyph::Download on_click=export>{words::list::export()}</Button>
                })}
                <Button kind=ButtonKind::Ghost icon=Glyph::Archive on_click=trash>{words::list::trash()}</Button>
            </BulkBar>
        })}
        <BulkEditDialog lens=lens selection=selection total=total task=task/>
    }
}
