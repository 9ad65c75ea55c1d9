//! Menus, popovers, dialogs, sheets, toasts, the palette, the calendar.

use chrono::NaiveDate;
use leptos::html;

use super::{Line, Specimen};
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::Face,
    button::{Button, ButtonKind, Kbd},
    dialog::{Dialog, DialogSize},
    field::{Calendar, Checkbox, Field, TextInput},
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    palette::{Chosen, Palette, PaletteGroup, PaletteItem},
    popover::Popover,
    toast::{Toast, Toaster},
};

fn entries(toaster: Toaster) -> Vec<MenuEntry> {
    let say = move |text: &'static str| {
        move || {
            toaster.show(Toast::info(text));
        }
    };
    vec![
        MenuEntry::Label("Noor van den Berg".into()),
        MenuItem::new("Open", say("Open")).icon(Glyph::Expand).key("↵").into(),
        MenuItem::new("Edit", say("Edit")).icon(Glyph::Edit).key("E").into(),
        MenuEntry::Group {
            label: "Move to…".into(),
            icon: Some(Glyph::Stage3),
            entries: ["New", "Qualified", "Proposal"]
                .into_iter()
                .enumerate()
                .map(|(step, name)| MenuItem::new(name, say(name)).icon(Glyph::stage(step, 3)).into())
                .collect(),
        },
        MenuItem::new("Merge", || ())
            .icon(Glyph::Merge)
            .hint("Select two")
            .disabled(true)
            .into(),
        MenuEntry::Rule,
        MenuItem::new("Move to trash", say("Moved to trash"))
            .icon(Glyph::Archive)
            .danger()
            .key("⌫")
            .into(),
    ]
}

#[component]
pub(super) fn Overlays() -> impl IntoView {
    let toaster = Toaster::expect();
    let dialog = RwSignal::new(false);
    let sheet = RwSignal::new(false);
    let palette = RwSignal::new(false);
    let popover = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let typed = RwSignal::new(String::new());
    let query = RwSignal::new(String::new());
    let day = RwSignal::new(NaiveDate::from_ymd_opt(2026, 3, 17));
    let done = StoredValue::new(0);
    let groups = move || {
        let people = ["Noor van den Berg", "Vanessa Oyelaran", "Ivan Horvat"].map(|name| PaletteItem {
            id: name.into(),
            label: name.into(),
            hint: "Havenlicht".into(),
            face: Some(Face::person(name)),
            ..PaletteItem::default()
        });
        let actions = [
            ("Write a note", "L", Glyph::Note),
            ("Add a task", "T", Glyph::Task),
            ("New contact", "N", Glyph::Plus),
        ]
        .map(|(label, key, icon)| PaletteItem {
            id: label.into(),
            label: label.into(),
            key: key.into(),
            icon: Some(icon),
            ..PaletteItem::default()
        });
        let fits = |item: &PaletteItem| query.with(|query| item.label.to_lowercase().contains(&query.to_lowercase()));
        vec![
            PaletteGroup {
                label: "Contacts".into(),
                items: people.into_iter().filter(fits).collect(),
            },
            PaletteGroup {
                label: "Actions".into(),
                items: actions.into_iter().filter(fits).collect(),
            },
        ]
        .into_iter()
        .filter(|group| !group.items.is_empty())
        .collect::<Vec<_>>()
    };
    view! {
        <Specimen title="Overlays">
            <Line label="Menu">
                <MenuButton label="Contact" text="Actions" kind=ButtonKind::Default entries=move || entries(toaster)/>
                <MenuButton label="More actions" icon=Glyph::More entries=move || entries(toaster)/>
            </Line>
            <Line label="Popover">
                <Button node_ref=anchor expanded=popover icon=Glyph::Columns on_click=move |_| popover.update(|open| *open = !*open)>"Columns"</Button>
                <Popover open=popover anchor=anchor label="Columns" padded=true>
                    <div class="specimen__stack">
                        <Checkbox checked=true on_change=|_| ()>"Company"</Checkbox>
                        <Checkbox checked=false on_change=|_| ()>"City"</Checkbox>
                    </div>
                </Popover>
            </Line>
            <Line label="Dialog">
                <Button icon=Glyph::Trash on_click=move |_| dialog.set(true)>"Delete for good…"</Button>
                <Button icon=Glyph::Plus on_click=move |_| sheet.set(true)>"New contact"</Button>
                <Button icon=Glyph::Command on_click=move |_| palette.set(true)>"Palette"</Button>
            </Line>
            <Line label="Toast">
                <Button on_click=move |_| {
                    done.update_value(|done| *done += 1);
                    toaster.show(Toast::success(format!("Moved deal {} to Negotiation", done.get_value())).action("Undo", move || { toaster.show(Toast::info("Moved back")); }).key("⌘Z"));
                }>"Success"</Button>
                <Button on_click=move |_| { toaster.show(Toast::info("A new version is ready").action("Reload", || ())); }>"Info"</Button>
                <Button on_click=move |_| { toaster.show(Toast::danger("Not saved: the disk is full. Your text is kept here.").action("Free space", || ())); }>"Danger"</Button>
            </Line>
            <Calendar value=day on_choose=move |value| day.set(Some(value))/>
        </Specimen>
        <Dialog
            open=dialog
            title="Delete 5 contacts for good?"
            on_submit=move || {
                dialog.set(false);
                toaster.show(Toast::success("Deleted 5 contacts"));
            }
            foot=move || view! {
                <Button on_click=move |_| dialog.set(false)>"Keep them"</Button>
                <Button kind=ButtonKind::Danger submit=true disabled=move || typed.with(|typed| typed != "5")>"Delete 5 contacts"</Button>
            }
        >
            <p>"Their 38 notes and 12 tasks go with them. Deals and tickets stay. This cannot be undone."</p>
            <Field label="Type 5 to confirm"><TextInput value=typed on_input=move |text| typed.set(text) input_mode="numeric"/></Field>
        </Dialog>
        <Dialog
            open=sheet
            title="New contact"
            size=DialogSize::Sheet
            foot=move || view! {
                <Button on_click=move |_| sheet.set(false)>"Cancel"</Button>
                <Button kind=ButtonKind::Primary on_click=move |_| sheet.set(false)>"Add contact"</Button>
            }
        >
            <Field label="Name"><TextInput value=""/></Field>
            <Field label="E-mail"><TextInput value=""/></Field>
            <MenuButton label="More" text="More fields" kind=ButtonKind::Default entries=move || entries(toaster)/>
        </Dialog>
        <Palette
            open=palette
            label="Search or do anything"
            query=query
            on_query=move |text| query.set(text)
            groups=groups
            on_choose=move |chosen: Chosen| { toaster.show(Toast::info(chosen.id)); }
            legend=|| view! { <span><Kbd key="↑"/> <Kbd key="↓"/> " move"</span> <span><Kbd key="↵"/> " open"</span> <span class="push"><Kbd key=">"/> " actions only"</span> }
        />
    }
}
