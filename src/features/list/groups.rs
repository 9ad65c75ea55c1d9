//! Groups of rows: by which field, folded or not.

use model::{FieldDef, FieldKind, ObjectDef, RowGroups};

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::ui::{
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::words;

/// Fields that rows can be grouped by.
pub(super) fn row_fields(def: &ObjectDef) -> Vec<FieldDef> {
    use FieldKind::{Boolean, Choice, Date, DateTime, Rating, Reference};
    let groups =
        |field: &&FieldDef| !field.hidden && !field.multi && matches!(field.kind, Choice | Reference | Boolean | Rating | Date | DateTime);
    def.fields.iter().filter(groups).cloned().collect()
}

/// The button of the filter row.
#[component]
pub(super) fn GroupButton(lens: Lens) -> impl IntoView {
    let current = Memo::new(move |_| lens.view.with(|view| view.as_ref().and_then(|view| view.rows.clone())));
    let text = Signal::derive(move || {
        let label = current.get().and_then(|rows| {
            lens.def
                .with(|def| def.as_ref()?.field(&rows.field).map(|field| field.label.clone()))
        });
        label.map_or_else(|| words::list::group().to_owned(), |label| words::list::grouped_by(&label))
    });
    let entries = Signal::derive(move || {
        let now = current.get();
        let choose = move |field: Option<FieldDef>| {
            let rows = field.map(|field| RowGroups {
                field: field.key,
                folded: false,
                except: Vec::new(),
            });
            lens.change(|state| state.rows = Some(rows));
        };
        let mut entries: Vec<MenuEntry> = Vec::new();
        if now.is_some() {
            let all = move |folded: bool| lens.fold_all(folded);
            entries.push(
                MenuItem::new(words::list::fold_all(), move || all(true))
                    .icon(Glyph::ChevronRight)
                    .into(),
            );
            entries.push(
                MenuItem::new(words::list::unfold_all(), move || all(false))
                    .icon(Glyph::ChevronDown)
                    .into(),
            );
            entries.push(
                MenuItem::new(words::list::no_groups(), move || choose(None))
                    .icon(Glyph::Close)
                    .into(),
            );
            entries.push(MenuEntry::Rule);
        }
        let fields = lens.def.with(|def| def.as_ref().map(|def| row_fields(def)).unwrap_or_default());
        entries.extend(fields.into_iter().map(|field| {
            let on = now.as_ref().is_some_and(|rows| rows.field == field.key);
            let label = field.label.clone();
            MenuEntry::from(MenuItem::new(label, move || choose(Some(field.clone()))).checked(on))
        }));
        entries
    });
    view! { <MenuButton icon=Glyph::Group text=text label=words::list::group() align=Align::End entries=entries/> }
}
