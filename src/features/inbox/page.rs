//! The page: one block per record, newest first, and the keys that go through it.

use std::sync::Arc;

use bridge::Command;
use bridge::inbox::{Inbox, NoticeChange, NoticeGroup};
use leptos::{ev::KeyboardEvent, html};
use model::RecordId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::line::NoticeLine;
use crate::client::{Engine, Follow, use_answer};
use crate::platform::clock;
use crate::reactive::prelude::*;
use crate::routes::{Route, use_title};
use crate::session::Session;
use crate::shortcuts::{Action, Scope};
use crate::ui::{
    avatar::Avatar,
    button::Button,
    dom::focus,
    frame::TopBar,
    icon::{Glyph, Icon},
    roving::{Axis, rove},
    state::{Callout, Empty, Skeleton},
    toast::Toast,
    tone::Tone,
};
use crate::value::{detail_words, face_of, object_glyph};
use crate::words::{self, inbox as say};

/// Most notices that are listed.
const MOST: u32 = 300;

/// What the lines of notices are found by.
pub(super) const LINE: &str = ".notice__link";

/// The page.
#[component]
pub fn InboxPage() -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let minute = clock::use_now(std::time::Duration::from_secs(60));
    let answer = use_answer(Follow::Anything, move || {
        minute.track();
        engine.inbox(MOST)
    });
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let unread = Memo::new(move |_| found.with(|inbox| inbox.as_ref().map_or(0, |inbox| inbox.unread)));
    let empty = Memo::new(move |_| found.with(|inbox| inbox.as_ref().is_some_and(|inbox| inbox.total == 0)));
    let rest = Memo::new(move |_| found.with(|inbox| inbox.as_ref().map_or(0, |inbox| unlisted(inbox))));
    let groups = Memo::new(move |_| {
        found.with(|inbox| {
            let groups = inbox.iter().flat_map(|inbox| &inbox.groups);
            groups.map(key_of).collect::<Vec<_>>()
        })
    });
    let list = NodeRef::<html::Ul>::new();
    use_inbox_keys(list);
    use_title(|| vec![say::title().to_owned()]);
    let read_all = move || {
        let marked = u64::from(unread.get_untracked());
        leptos::task::spawn_local(async move {
            match engine.run(Command::ChangeNotices(NoticeChange::ReadAll)).await {
                Ok(_) => {
                    let toast = Toast::success(say::all_marked(marked)).action(words::done::undo(), move || session.undo());
                    session.toaster.show(toast.key(session.shortcuts.label(Action::Undo)));
                }
                Err(error) => session.refused(&error, None),
            }
        });
    };
    let key = session.shortcuts.hint(Action::ReadAll);
    let hint = move || {
        let label = |action: Action| session.shortcuts.label(action);
        let keys = [
            label(Action::NoticeDown),
            label(Action::NoticeUp),
            label(Action::ReadNotice),
            label(Action::PutOffNotice),
        ];
        keys.iter()
            .all(|key| !key.is_empty())
            .then(|| say::keys(&keys[0], &keys[1], &keys[2], &keys[3]))
    };
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=say::title()>
                <a class="button button--icon button--ghost" href=Route::Settings("inbox".to_owned()).href() aria-label=say::settings() data-tip=say::settings()><Icon glyph=Glyph::Settings/></a>
                <Button icon=Glyph::Check key=key disabled=Signal::derive(move || unread.get() == 0) on_click=move |_| read_all()>{say::read_all()}</Button>
            </TopBar>
            <div class="scroll" tabindex="0" role="region" aria-label=say::title()>
                <div class="inbox">
                    {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
                    <p class="inbox__told">
                        <span class="muted" role="status">{move || found.get().filter(|_| !empty.get()).map(|inbox| told(&inbox))}</span>
                        <span class="push"></span>
                        <span class="faint only-wide">{move || (!empty.get()).then(hint).flatten()}</span>
                    </p>
                    <Skeleton waiting=waiting lines=6/>
                    {move || empty.get().then(|| view! {
                        <Empty icon=Glyph::Bell title=say::empty() text=say::empty_text()>
                            <a class="button" href=Route::Today.href()>{say::empty_do()}</a>
                        </Empty>
                    })}
                    <ul class="inbox__groups" node_ref=list on:keydown=move |event: KeyboardEvent| {
                        if let Some(list) = list.get_untracked() {
                            rove(&event, &list, LINE, Axis::Column);
                        }
                    }>
                        <For each=move || groups.get() key=|key| *key let(key)>
                            <Group key=key inbox=found/>
                        </For>
                    </ul>
                    {move || (rest.get() > 0).then(|| view! { <p class="faint">{say::more(u64::from(rest.get()))}</p> })}
                </div>
            </div>
        </main>
    }
}

/// What tells a group from others: its record, or none for the workspace.
fn key_of(group: &NoticeGroup) -> Option<RecordId> {
    group.about.as_ref().map(|about| about.id)
}

fn unlisted(inbox: &Inbox) -> u32 {
    let listed = inbox.groups.iter().map(|group| group.notices.len() as u32).sum();
    inbox.total.saturating_sub(listed)
}

/// How many there are, and how many of them are new.
fn told(inbox: &Inbox) -> String {
    let all = match inbox.unread {
        0 => say::all_read(u64::from(inbox.total)),
        unread => say::summary(&words::number(u64::from(unread)), &words::number(u64::from(inbox.total))),
    };
    match inbox.asleep {
        0 => all,
        asleep => format!("{all} · {}", say::asleep(u64::from(asleep))),
    }
}

/// All notices about a record.
#[component]
fn Group(key: Option<RecordId>, inbox: Signal<Option<Arc<Inbox>>>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let group = Memo::new(move |before: Option<&Option<NoticeGroup>>| {
        let now = inbox.with(|inbox| {
            let mut groups = inbox.iter().flat_map(|inbox| &inbox.groups);
            groups.find(|group| key_of(group) == key).cloned()
        });
        // The last one while it is being taken away.
        now.or_else(|| before.cloned().flatten())
    });
    let head = Memo::new(move |_| group.with(|group| group.as_ref().map(|group| (group.about.clone(), group.detail.clone()))));
    let keys = Memo::new(move |_| {
        group.with(|group| {
            let notices = group.iter().flat_map(|group| &group.notices);
            notices.map(|notice| notice.key.clone()).collect::<Vec<_>>()
        })
    });
    let fresh = Memo::new(move |_| group.with(|group| group.iter().any(|group| group.notices.iter().any(|notice| !notice.read))));
    let title = move || {
        head.get().map(|(about, detail)| match about {
            Some(link) => {
                let icon = match face_of(&link.object, &link.label) {
                    Some(face) => view! { <Avatar face=face/> }.into_any(),
                    None => {
                        let glyph =
                            schema.with(|schema| schema.object(&link.object).map_or(Glyph::File, |object| object_glyph(&object.icon)));
                        view! { <span class="inbox-group__icon"><Icon glyph=glyph/></span> }.into_any()
                    }
                };
                let href = Route::Record(link.object.clone(), link.id).href();
                view! {
                    {icon}
                    <h2 class="inbox-group__name"><a href=href>{words::labels::name(&link)}</a></h2>
                    <span class="inbox-group__detail faint">{detail_words(&detail)}</span>
                }
                .into_any()
            }
            None => view! {
                <span class="inbox-group__icon"><Icon glyph=Glyph::Kith/></span>
                <h2 class="inbox-group__name">{say::workspace()}</h2>
            }
            .into_any(),
        })
    };
    view! {
        <li class="inbox-group" class:inbox-group--fresh=move || fresh.get()>
            <div class="inbox-group__head">{title}</div>
            <ul>
                <For each=move || keys.get() key=Clone::clone let(key)>
                    <NoticeLine key=key group=group/>
                </For>
            </ul>
        </li>
    }
}

/// The line that has the focus, or something in it.
fn focused_line() -> Option<Element> {
    document().active_element()?.closest(".notice").ok().flatten()
}

/// Keys that go through the lines and do something with the one that has the focus.
fn use_inbox_keys(list: NodeRef<html::Ul>) {
    let session = Session::expect();
    let on = |action: Action, act: Box<dyn Fn() -> bool>| session.shortcuts.on(action, Scope::Inbox, act);
    let go = move |by: i32| {
        let Some(lines) = list.get_untracked().and_then(|list| list.query_selector_all(LINE).ok()) else {
            return false;
        };
        let lines = (0..lines.length()).filter_map(|at| lines.item(at)?.dyn_into::<HtmlElement>().ok());
        let lines = lines.collect::<Vec<_>>();
        let here = focused_line();
        let at = lines
            .iter()
            .position(|line| here.as_ref().is_some_and(|here| here.contains(Some(line))));
        // From nowhere both lead to the first.
        let next = at
            .map_or(0, |at| at.saturating_add_signed(by as isize))
            .min(lines.len().saturating_sub(1));
        if let Some(line) = lines.get(next) {
            focus(line);
            line.scroll_into_view_with_bool(false);
        }
        !lines.is_empty()
    };
    on(Action::NoticeDown, Box::new(move || go(1)));
    on(Action::NoticeUp, Box::new(move || go(-1)));
    let press = |selector: &'static str| {
        let control = focused_line().and_then(|line| line.query_selector(selector).ok().flatten());
        let control = control.and_then(|control| control.dyn_into::<HtmlElement>().ok());
        control.inspect(HtmlElement::click).is_some()
    };
    on(Action::ReadNotice, Box::new(move || press(".notice__read")));
    on(Action::PutOffNotice, Box::new(move || press("[aria-haspopup=menu]")));
}
