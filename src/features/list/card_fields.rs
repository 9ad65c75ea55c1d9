//! Which fields cards and events show, and in which order.

use leptos::html;
use model::{FieldDef, FieldKey};

use super::lens::Lens;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::Checkbox,
    icon::Glyph,
    popover::{Align, Popover},
};
use crate::words;

/// The button of the filter row.
#[component]
pub(super) fn CardFieldsButton(lens: Lens) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    view! {
        <Button kind=ButtonKind::Ghost icon=Glyph::Columns node_ref=anchor expanded=open on_click=move |_| open.update(|open| *open = !*open)>
            {words::list::card_fields()}
        </Button>
        <Popover open=open anchor=anchor label=words::list::card_fields() align=Align::End padded=true>
            <CardFieldsForm lens=lens/>
        </Popover>
    }
}

/// Keys of the fields on a card.
fn shown(lens: Lens) -> Vec<FieldKey> {
    let chosen = lens
        .view
        .with(|view| view.as_ref().map(|view| view.card.clone()).unwrap_or_default());
    if chosen.is_empty() {
        lens.def.with(|def| def.as_ref().map(|def| def.card.clone()).unwrap_or_default())
    } else {
        chosen
    }
}

#[component]
fn CardFieldsForm(lens: Lens) -> impl IntoView {
    let fields = Memo::new(move |_| {
        let keys = shown(lens);
        let (on, off): (Vec<FieldDef>, Vec<FieldDef>) = lens.def.with(|def| {
            let all = def.iter().flat_map(|def| &def.fields);
            let offered = all.filter(|field| !field.hidden && def.as_ref().is_some_and(|def| field.key != def.primary));
            offered.cloned().partition(|field| keys.contains(&field.key))
        });
        let mut on = on;
        on.sort_by_key(|field| keys.iter().position(|key| *key == field.key));
        (on, off)
    });
    let set = move |keys: Vec<FieldKey>| lens.change(|state| state.card = Some(keys));
    let show = move |key: FieldKey, on: bool| {
        let mut keys = untrack(|| shown(lens));
        keys.retain(|shown| *shown != key);
        if on {
            keys.push(key);
        }
        set(keys);
    };
    let shift = move |key: &FieldKey, by: isize| {
        let mut keys = untrack(|| shown(lens));
        if let Some(at) = keys.iter().position(|shown| shown == key)
            && let Some(to) = at.checked_add_signed(by).filter(|to| *to < keys.len())
        {
            keys.swap(at, to);
            set(keys);
        }
    };
    let line = move |field: FieldDef, on: bool, first: bool, last: bool| {
        let (key, up, down) = (field.key.clone(), field.key.clone(), field.key);
        let (move_up, move_down) = (words::list::move_up(&field.label), words::list::move_down(&field.label));
        view! {
            <li class="column-line">
                <Checkbox checked=on on_change=move |on| show(key.clone(), on)>{field.label}</Checkbox>
                {on.then(|| view! {
                    <span class="push"></span>
                    <IconButton icon=Glyph::ArrowUp label=move_up disabled=first on_click=move |_| shift(&up, -1)/>
                    <IconButton icon=Glyph::ArrowDown label=move_down disabled=last on_click=move |_| shift(&down, 1)/>
                })}
            </li>
        }
    };
    view! {
        <div class="columns-form">
            <h3 class="menu__label">{words::list::shown_columns()}</h3>
            <ul>{move || {
                let on = fields.get().0;
                let last = on.len().saturating_sub(1);
                on.into_iter().enumerate().map(|(at, field)| line(field, true, at == 0, at == last)).collect_view()
            }}</ul>
            <h3 class="menu__label">{words::list::hidden_columns()}</h3>
            <ul>{move || fields.get().1.into_iter().map(|field| line(field, false, true, true)).collect_view()}</ul>
            <Button kind=ButtonKind::Link on_click=move |_| lens.change(|state| state.card = None)>{words::list::usual_fields()}</Button>
        </div>
    }
}
