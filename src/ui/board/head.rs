//! Heads: the name of a column with its count, sums and controls.

use super::{BoardColumn, cell::Shared};
use crate::reactive::prelude::*;
use crate::ui::{
    badge::StageKind,
    button::IconButton,
    icon::{Glyph, Icon, IconSize},
    menu::MenuButton,
    popover::Align,
    words::{fill, use_words},
};

/// A column as it changes.
#[derive(Clone, Copy)]
pub(super) struct ColumnState {
    pub key: StoredValue<String>,
    column: Memo<Option<BoardColumn>>,
}

impl ColumnState {
    pub fn new(key: String, columns: Signal<Vec<BoardColumn>>) -> Self {
        let key = StoredValue::new(key);
        let find = move |columns: &Vec<BoardColumn>| key.with_value(|key| columns.iter().find(|column| column.key == *key).cloned());
        Self {
            key,
            column: Memo::new(move |_| columns.with(find)),
        }
    }

    /// Reads something of it. Tracks.
    pub fn read<T: Default>(self, read: fn(&BoardColumn) -> T) -> T {
        self.column.with(|column| column.as_ref().map(read).unwrap_or_default())
    }

    pub fn label(self) -> String {
        self.read(|column| column.label.clone())
    }
}

#[component]
pub(super) fn Head(column: ColumnState, shared: Shared) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let kind = move || {
        column
            .column
            .with(|column| column.as_ref().map_or(StageKind::Idle, |column| column.kind))
    };
    let over = Memo::new(move |_| column.read(|column| column.over));
    view! {
        <header class="board__head">
            <div class="board__title">
                <span class=move || kind().looks().0><Icon glyph=Signal::derive(move || kind().looks().1)/></span>
                <h2 class="truncate">{move || column.label()}</h2>
                <span class="count" class:count--over=move || over.get()>
                    {move || over.get().then(|| view! { <Icon glyph=Glyph::Alert size=IconSize::Small/> })}
                    {move || column.read(|column| column.count.clone())}
                </span>
                <span class="push"></span>
                {shared.on_fold.map(|on_fold| view! {
                    <span class="board__unfold">
                        <IconButton
                            icon=Glyph::ChevronRight
                            label=move || words.with_value(|words| fill(words.unfold, &[&column.label()]))
                            on_click=move |_| on_fold.run(column.key.get_value())
                        />
                    </span>
                })}
                {shared.column_menu.map(|menu| view! {
                    <MenuButton
                        icon=Glyph::More
                        label=move || words.with_value(|words| format!("{}, {}", words.more_actions, column.label()))
                        align=Align::End
                        entries=Signal::derive(move || menu.run(column.key.get_value()))
                    />
                })}
                {shared.on_add.map(|on_add| view! {
                    <IconButton
                        icon=Glyph::Plus
                        label=move || words.with_value(|words| fill(words.add_to, &[&column.label()]))
                        on_click=move |_| on_add.run(column.key.get_value())
                    />
                })}
            </div>
            {move || {
                let sums = column.read(|column| column.sums.clone());
                (!sums.0.is_empty()).then(|| view! { <div class="board__sums"><span>{sums.0}</span><span class="faint">{sums.1}</span></div> })
            }}
        </header>
    }
}
