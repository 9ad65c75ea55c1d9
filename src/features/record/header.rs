//! Who or what the record is, and the things one does with it most.

use bridge::Cell;
use model::FieldKind;

use super::{
    compose_kind::ComposeKind,
    facts::first_of_kind,
    subject::{Subject, cell_of},
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::shortcuts::Action;
use crate::ui::{
    avatar::{Avatar, AvatarSize},
    button::{Button, IconButton},
    icon::{Glyph, Icon},
};
use crate::value::{breakable, detail_words, face_of, object_glyph};
use crate::words;

/// The avatar or icon of a record.
pub(super) fn mark(subject: Subject, size: AvatarSize) -> impl IntoView {
    let name = subject.name();
    dynamic(move || {
        let def = subject.def.get()?;
        Some(match face_of(&def.key, &name.get()) {
            Some(face) => view! { <Avatar face=face size=size/> }.into_any(),
            None => view! { <span class="record-mark" aria-hidden="true"><Icon glyph=object_glyph(&def.icon)/></span> }.into_any(),
        })
    })
}

/// The second line: what tells it from others of its name, with the way to the company where there is one.
pub(super) fn second_line(subject: Subject) -> impl IntoView {
    dynamic(move || {
        subject.page.with(|page| {
            let page = page.as_ref()?;
            let part = |(place, cell): (usize, &Cell)| {
                let between = (place > 0).then_some(" · ");
                let words = detail_words(std::slice::from_ref(cell));
                let link = match cell {
                    Cell::Record(link) => Some(link),
                    Cell::Records(links) => links.first(),
                    _ => None,
                };
                match link.filter(|link| *link.object == *"company" && !link.gone) {
                    Some(company) => {
                        let href = Route::Record(company.object.clone(), company.id).href();
                        view! { {between}<a href=href>{words}</a> }.into_any()
                    }
                    None => view! { {between}{breakable(&words)} }.into_any(),
                }
            };
            Some(page.detail.iter().enumerate().map(part).collect_view())
        })
    })
}

/// What one does most: write, call, note down, plan.
#[component]
pub(super) fn QuickActions(
    /// The record.
    subject: Subject,
    /// Something is to be noted down.
    #[prop(into)]
    on_compose: Callback<ComposeKind>,
) -> impl IntoView {
    let reach = move |kind: FieldKind| {
        Memo::new(move |_| {
            let def = subject.def.get()?;
            subject
                .page
                .with(|page| page.as_ref().and_then(|page| first_of_kind(page, &def, kind)))
        })
    };
    let (email, phone) = (reach(FieldKind::Email), reach(FieldKind::Phone));
    let writable = subject.writable;
    let composes = Memo::new(move |_| {
        writable.get()
            && subject
                .session
                .engine
                .schema()
                .with(|schema| ComposeKind::Note.fits(schema, &subject.object()))
    });
    let tasks = Memo::new(move |_| {
        writable.get()
            && subject
                .session
                .engine
                .schema()
                .with(|schema| ComposeKind::Task.fits(schema, &subject.object()))
    });
    let outward = move |value: Memo<Option<String>>, glyph: Glyph, label: &'static str, kind: ComposeKind| {
        move || {
            value.get().and_then(|value| super::fact::outward(&value)).map(|(href, tip, ..)| {
                view! {
                    // After a call or a mail there is something to note down.
                    <a class="button" href=href data-tip=tip on:click=move |_| on_compose.run(kind)><Icon glyph=glyph/>{label}</a>
                }
            })
        }
    };
    view! {
        {outward(email, Glyph::Mail, words::record::write_email(), ComposeKind::Email)}
        {outward(phone, Glyph::Phone, words::record::call(), ComposeKind::Call)}
        {move || composes.get().then(|| view! { <Button icon=Glyph::Note on_click=move |_| on_compose.run(ComposeKind::Note)>{words::record::note()}</Button> })}
        {move || tasks.get().then(|| view! { <Button icon=Glyph::Task on_click=move |_| on_compose.run(ComposeKind::Task)>{words::record::task()}</Button> })}
    }
}

/// The star: among the favourites or not.
#[component]
pub(super) fn FavouriteButton(
    /// The record.
    subject: Subject,
) -> impl IntoView {
    let session = subject.session;
    let on = Memo::new(move |_| {
        subject
            .page
            .with(|page| page.as_ref().is_some_and(|page| session.favourites.has(page.link.id)))
    });
    let toggle = move |_| {
        if let Some(record) = subject.shown() {
            session.toggle_favourite(&subject.object(), record);
        }
    };
    view! {
        <IconButton icon=Glyph::Star class="starred" pressed=Signal::from(on) key=session.shortcuts.hint(Action::FavouriteRecord)
            label=Signal::derive(move || if on.get() { words::list::unfavour() } else { words::list::favour() }.to_owned()) on_click=toggle/>
    }
}

/// A field that the header shows beside the name, such as the number of a ticket.
pub(super) fn number_of(subject: Subject) -> Memo<String> {
    Memo::new(move |_| {
        subject
            .page
            .with(|page| match page.as_ref().and_then(|page| cell_of(page, "number")) {
                Some(Cell::Text(number)) => number,
                _ => String::new(),
            })
    })
}
