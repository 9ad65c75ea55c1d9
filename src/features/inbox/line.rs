//! One notice: what is the matter and since when; read, unread, put off.

use bridge::Command;
use bridge::inbox::{Matter, Notice, NoticeChange, NoticeGroup};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::page::LINE;
use crate::client::Engine;
use crate::platform::clock;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::snooze::SnoozeButton;
use crate::ui::{
    button::IconButton,
    dom::focus,
    icon::{Glyph, Icon, IconSize},
    tone::Tone,
};
use crate::value::{moment_exact, moment_words};
use crate::words::{self, inbox as say};

/// What a matter asks for, by colour and by sign.
fn look(what: &Matter, now: i64) -> (Tone, Glyph) {
    match what {
        Matter::TaskLate(_) => (Tone::Danger, Glyph::Alert),
        Matter::FirstReply(at) | Matter::TicketDue(at) if *at < now => (Tone::Danger, Glyph::Alert),
        Matter::FirstReply(_) | Matter::TicketDue(_) => (Tone::Warning, Glyph::Clock),
        Matter::Quiet { .. } | Matter::NoNextStep | Matter::Backup(_) => (Tone::Warning, Glyph::Alert),
        Matter::Begins(_) => (Tone::Info, Glyph::Meeting),
        Matter::TaskDue => (Tone::Neutral, Glyph::Task),
        Matter::Assigned => (Tone::Info, Glyph::Person),
    }
}

/// Where a notice leads.
pub(super) fn place_of(group: &NoticeGroup, notice: &Notice) -> Route {
    let link = notice.record.as_ref().or(group.about.as_ref());
    link.map_or_else(
        || Route::Settings("storage".to_owned()),
        |link| Route::Record(link.object.clone(), link.id),
    )
}

/// The line of a notice of a group.
#[component]
pub(super) fn NoticeLine(key: String, group: Memo<Option<NoticeGroup>>) -> impl IntoView {
    let session = Session::expect();
    let engine = Engine::expect();
    let key = StoredValue::new(key);
    let here = Memo::new(move |before: Option<&Option<(Route, Notice)>>| {
        let now = group.with(|group| {
            let group = group.as_ref()?;
            let notice = key.with_value(|key| group.notices.iter().find(|notice| notice.key == *key))?;
            Some((place_of(group, notice), notice.clone()))
        });
        now.or_else(|| before.cloned().flatten())
    });
    let read = Memo::new(move |_| here.with(|here| here.as_ref().is_none_or(|(_, notice)| notice.read)));
    let words_now = Memo::new(move |_| {
        let told = here.with(|here| here.as_ref().map(|(_, notice)| told(notice)).unwrap_or_default());
        group.with(|group| group.as_ref().map(|group| named(group, &told)).unwrap_or_default())
    });
    let change = move |change: NoticeChange| {
        leptos::task::spawn_local(async move {
            if let Err(error) = engine.run(Command::ChangeNotices(change)).await {
                session.refused(&error, None);
            }
        });
    };
    let set_read = move |read: bool| change(NoticeChange::Read(vec![key.get_value()], read));
    let put_off = move |day: i32| {
        let next = neighbour(&key.get_value());
        session.act_then(
            Command::ChangeNotices(NoticeChange::PutOff(vec![key.get_value()], day)),
            move |done| {
                // The line goes, and whoever is at the keyboard goes on with the one after it.
                if let (Ok(_), Some(next)) = (done, next) {
                    focus(&next);
                }
                false
            },
        );
    };
    let mark = Signal::derive(move || {
        let what = words_now.get();
        if read.get() {
            say::mark_unread(&what)
        } else {
            say::mark_read(&what)
        }
    });
    let end = move || {
        here.with(|here| {
            here.as_ref().map(|(_, notice)| {
                view! { <time class="notice__time faint" data-tip=moment_exact(notice.at)>{moment_words(notice.at)}</time> }
            })
        })
    };
    let text = move || {
        here.with(|here| {
            here.as_ref().map(|(_, notice)| {
                let (tone, glyph) = look(&notice.what, clock::standpoint());
                let name = notice.record.as_ref().map(words::labels::name);
                view! {
                    <span class=tone.class("notice__sign")><Icon glyph=glyph size=IconSize::Small/></span>
                    <span class="notice__words">
                        {name.map(|name| view! { <span class="notice__name">{name}</span> " " })}
                        <span class="notice__matter">{say::matter(&notice.what, clock::standpoint(), clock::today())}</span>
                    </span>
                }
            })
        })
    };
    let href = move || here.with(|here| here.as_ref().map(|(place, _)| place.href()).unwrap_or_default());
    view! {
        <li class="notice" class:notice--unread=move || !read.get() data-notice=key.get_value()>
            <a class="notice__link" href=href on:click=move |_| {
                if !read.get_untracked() {
                    set_read(true);
                }
            }>
                <span class="notice__dot"></span>
                {move || (!read.get()).then(|| view! { <span class="visually-hidden">{say::unread()} ". "</span> })}
                {text}
            </a>
            {end}
            <IconButton icon=Signal::derive(move || if read.get() { Glyph::Inbox } else { Glyph::Check }) label=mark class="notice__read" on_click=move |_| set_read(!read.get_untracked())/>
            <SnoozeButton what=words_now.get_untracked() on_pick=put_off/>
        </li>
    }
}

/// A notice in one line.
pub(super) fn told(notice: &Notice) -> String {
    let matter = say::matter(&notice.what, clock::standpoint(), clock::today());
    match &notice.record {
        Some(link) => say::named(&words::labels::name(link), &matter),
        None => matter,
    }
}

/// Words about the record of a group, with its name before them.
pub(super) fn named(group: &NoticeGroup, matter: &str) -> String {
    match &group.about {
        Some(about) => say::named(&words::labels::name(about), matter),
        None => matter.to_owned(),
    }
}

/// The line after one, or before the last.
fn neighbour(key: &str) -> Option<HtmlElement> {
    let lines = document().query_selector_all(LINE).ok()?;
    let lines = (0..lines.length()).filter_map(|at| lines.item(at)?.dyn_into::<HtmlElement>().ok());
    let lines = lines.collect::<Vec<_>>();
    let of = |line: &HtmlElement| line.parent_element().and_then(|line| line.get_attribute("data-notice"));
    let at = lines.iter().position(|line| of(line).as_deref() == Some(key))?;
    let next = if at + 1 < lines.len() { at + 1 } else { at.checked_sub(1)? };
    lines.into_iter().nth(next)
}
