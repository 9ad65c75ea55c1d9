//! [`use_live`]: a board or a calendar that is read again when it changes.

use std::sync::Arc;

use bridge::query::CalendarPage;
use bridge::{BoardPage, Event, Request, ViewId, answer};
use leptos::task::spawn_local;

use super::{AskError, Engine};
use crate::reactive::prelude::*;

/// What the engine has answered.
#[derive(Clone)]
enum Shown {
    Board(Arc<BoardPage>),
    Calendar(Arc<CalendarPage>),
}

/// A live board or calendar.
#[derive(Clone, Copy)]
pub struct Live {
    engine: Engine,
    id: ViewId,
    shown: RwSignal<Option<Shown>>,
    pending: RwSignal<bool>,
    error: RwSignal<Option<AskError>>,
    /// Counts requests; only the answer to the newest counts.
    newest: StoredValue<u64>,
    /// Cards changed since the request under way was sent.
    stale: StoredValue<bool>,
    again: Trigger,
}

impl Live {
    /// The board; none before the first answer.
    #[must_use]
    pub fn board(self) -> Signal<Option<Arc<BoardPage>>> {
        Signal::derive(move || match self.shown.get() {
            Some(Shown::Board(page)) => Some(page),
            _ => None,
        })
    }

    /// The calendar; none before the first answer.
    #[must_use]
    pub fn calendar(self) -> Signal<Option<Arc<CalendarPage>>> {
        Signal::derive(move || match self.shown.get() {
            Some(Shown::Calendar(page)) => Some(page),
            _ => None,
        })
    }

    /// Why the last request has no answer.
    #[must_use]
    pub fn error(self) -> Signal<Option<AskError>> {
        self.error.into()
    }

    /// Reads it again.
    pub fn reload(self) {
        self.again.notify();
    }

    fn open(self, request: Request) {
        let number = self.newest.try_update_value(|newest| {
            *newest += 1;
            *newest
        });
        self.stale.try_set_value(false);
        self.pending.try_set(true);
        spawn_local(async move {
            let answer = if matches!(request, Request::OpenCalendar(_)) {
                let page = self.engine.ask::<answer::Calendar>(request).await;
                page.map(|page| Shown::Calendar(Arc::new(page)))
            } else {
                let page = self.engine.ask::<answer::Board>(request).await;
                page.map(|page| Shown::Board(Arc::new(page)))
            };
            if self.newest.try_get_value() != number {
                return;
            }
            match answer {
                Ok(shown) => {
                    self.error.try_set(None);
                    self.shown.try_set(Some(shown));
                }
                Err(error) => {
                    self.error.try_set(Some(error));
                }
            }
            self.pending.try_set(false);
            if self.stale.try_get_value() == Some(true) {
                self.again.notify();
            }
        });
    }
}

/// What `wanted` asks to be opened under the given id: [`Request::OpenBoard`] or [`Request::OpenCalendar`]. Nothing is asked for
/// while it gives none. Ends with its owner.
pub fn use_live(wanted: impl Fn(ViewId) -> Option<Request> + Send + Sync + 'static) -> Live {
    let engine = Engine::expect();
    let live = Live {
        engine,
        id: engine.new_view(),
        shown: RwSignal::new(None),
        pending: RwSignal::new(false),
        error: RwSignal::new(None),
        newest: StoredValue::new(0),
        stale: StoredValue::new(false),
        again: Trigger::new(),
    };
    let wanted = Memo::new(move |_| wanted(live.id));
    Effect::new(move |_| {
        live.again.track();
        engine.epoch().track();
        if let Some(wanted) = wanted.get() {
            live.open(wanted);
        }
    });
    engine.listen(move |event| {
        if matches!(event, Event::ViewsChanged(views) if views.contains(&live.id)) {
            match live.pending.try_get_untracked() {
                Some(true) => {
                    live.stale.try_set_value(true);
                }
                Some(false) => live.again.notify(),
                None => {}
            }
        }
    });
    on_cleanup(move || engine.tell(Request::CloseView(live.id)));
    live
}
