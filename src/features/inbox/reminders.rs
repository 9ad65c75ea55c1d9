//! Reminders while the app is open: a toast where the person looks, a notice of the system where they do not and have switched it on.
//!
//! What time brings is reminded of, once on this device however many tabs are open; what somebody has just written is not. Outside
//! working hours only meetings are, unless the person wants it otherwise; the rest is told when work begins.

use bridge::inbox::{Inbox, Matter, Notice, NoticeGroup};

use super::line::{named, place_of, told};
use crate::client::Engine;
use crate::platform::{
    clock,
    notify::{self, Permission},
    practice,
    preferences::{self, Key},
    working::WorkingHours,
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::toast::Toast;
use crate::words::{self, inbox as say};

/// What the system is told at once at most, one by one.
const ONE_BY_ONE: usize = 3;

/// Up to when the person was reminded: of meetings, and of everything else, in UTC milliseconds.
type Reminded = [i64; 2];

/// What came up behind `reminded`, was not read and is to be told now.
fn news(inbox: &Inbox, reminded: Reminded, quiet: bool) -> Vec<(&NoticeGroup, &Notice)> {
    let is_new = |notice: &Notice| {
        let meeting = matches!(notice.what, Matter::Begins(_));
        let since = if meeting { reminded[0] } else { reminded[1] };
        // Back-ups are asked for by the frame, with a button that makes one.
        !notice.read && notice.at > since && (meeting || !quiet) && !matches!(notice.what, Matter::Backup(_))
    };
    let all = inbox
        .groups
        .iter()
        .flat_map(|group| group.notices.iter().map(move |notice| (group, notice)));
    all.filter(|(_, notice)| is_new(notice)).collect()
}

/// Reminds until it goes.
#[component]
pub fn Reminders() -> impl IntoView {
    let session = Session::expect();
    notify::on_pressed(move |path| session.navigator.visit(&Route::parse(&path)));
    // What is due in a practice copy is nobody's business.
    if practice::is_on() {
        return;
    }
    let past = Engine::expect().past();
    let inbox = session.inbox;
    Effect::new(move || {
        let Some(inbox) = inbox.get().filter(|_| past.with(Option::is_none)) else {
            return;
        };
        remind(session, &inbox);
    });
}

fn remind(session: Session, inbox: &Inbox) {
    let now = clock::now();
    let Some(reminded) = preferences::read::<Reminded>(Key::Reminded) else {
        // Whoever comes for the first time finds the inbox as it is.
        preferences::write(Key::Reminded, &[now, now]);
        return;
    };
    let always = preferences::read::<bool>(Key::AlwaysRemind) == Some(true);
    let quiet = !always && !WorkingHours::read().is_work(clock::today(), clock::minute_of_day(now));
    let news = news(inbox, reminded, quiet);
    if news.is_empty() {
        return;
    }
    let hidden = document().hidden();
    if hidden && !is_wanted() {
        // It is told when somebody looks.
        return;
    }
    preferences::write(Key::Reminded, &[now, if quiet { reminded[1] } else { now }]);
    if hidden {
        by_system(&news);
    } else {
        by_toast(session, &news);
    }
}

/// Whether the person wants notices of the system and the browser allows them.
fn is_wanted() -> bool {
    preferences::read::<bool>(Key::Notify) == Some(true) && notify::permission() == Permission::Granted
}

fn by_toast(session: Session, news: &[(&NoticeGroup, &Notice)]) {
    let toast = match news {
        [(group, notice)] => {
            let place = place_of(group, notice);
            Toast::info(named(group, &told(notice))).action(say::open(), move || session.navigator.visit(&place))
        }
        _ => Toast::info(say::news(news.len() as u64)).action(say::open_inbox(), move || session.navigator.visit(&Route::Inbox)),
    };
    session.toaster.show(toast);
}

fn by_system(news: &[(&NoticeGroup, &Notice)]) {
    let notices = if news.len() > ONE_BY_ONE {
        vec![(
            say::title().to_owned(),
            say::news(news.len() as u64),
            "inbox".to_owned(),
            Route::Inbox,
        )]
    } else {
        let one = |(group, notice): &(&NoticeGroup, &Notice)| {
            let title = group.about.as_ref().map_or_else(|| say::title().to_owned(), words::labels::name);
            (title, told(notice), notice.key.clone(), place_of(group, notice))
        };
        news.iter().map(one).collect()
    };
    leptos::task::spawn_local(async move {
        for (title, body, tag, route) in notices {
            notify::show(&title, &body, &tag, &route.path()).await;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(what: Matter, at: i64, read: bool) -> Notice {
        Notice {
            key: format!("{what:?}"),
            what,
            record: None,
            at,
            read,
        }
    }

    fn inbox(notices: Vec<Notice>) -> Inbox {
        Inbox {
            groups: vec![NoticeGroup {
                about: None,
                detail: Vec::new(),
                notices,
            }],
            ..Inbox::default()
        }
    }

    fn kinds(inbox: &Inbox, reminded: Reminded, quiet: bool) -> Vec<Matter> {
        news(inbox, reminded, quiet)
            .into_iter()
            .map(|(_, notice)| notice.what.clone())
            .collect()
    }

    #[test]
    fn what_came_up_since_is_told_once_and_not_what_was_read_or_known() {
        let inbox = inbox(vec![
            notice(Matter::TaskDue, 20, false),
            notice(Matter::TaskLate(1), 10, false),
            notice(Matter::NoNextStep, 30, true),
            notice(Matter::Backup(None), 30, false),
        ]);
        assert_eq!(kinds(&inbox, [0, 0], false), [Matter::TaskDue, Matter::TaskLate(1)]);
        assert_eq!(kinds(&inbox, [0, 10], false), [Matter::TaskDue]);
        assert_eq!(kinds(&inbox, [0, 20], false), []);
    }

    #[test]
    fn in_quiet_hours_only_meetings_are_told_and_the_rest_later() {
        let inbox = inbox(vec![notice(Matter::TaskDue, 20, false), notice(Matter::Begins(50), 20, false)]);
        assert_eq!(kinds(&inbox, [0, 0], true), [Matter::Begins(50)]);
        assert_eq!(kinds(&inbox, [20, 0], true), []);
        assert_eq!(kinds(&inbox, [20, 0], false), [Matter::TaskDue]);
    }
}
