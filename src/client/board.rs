//! [`use_board`]: a board that is read again when it changes.

use std::sync::Arc;

use bridge::query::OpenBoard;
use bridge::{BoardPage, Event, Reply, Request, ViewId};
use leptos::task::spawn_local;
use model::{RecordId, View};

use super::{AskError, Engine};
use crate::reactive::prelude::*;

/// What a board shows.
#[derive(Clone, PartialEq, Debug)]
pub struct BoardWanted {
    /// What is looked at; `group` names the field of the columns.
    pub view: View,
    /// Pipeline whose stages are the columns, for boards by stage.
    pub pipeline: Option<RecordId>,
    /// Most cards per column.
    pub cards: u32,
}

/// A live board.
#[derive(Clone, Copy)]
pub struct LiveBoard {
    engine: Engine,
    id: ViewId,
    page: RwSignal<Option<Arc<BoardPage>>>,
    pending: RwSignal<bool>,
    error: RwSignal<Option<AskError>>,
    /// Counts requests; only the answer to the newest counts.
    newest: StoredValue<u64>,
    /// Cards changed since the request under way was sent.
    stale: StoredValue<bool>,
    again: Trigger,
}

impl LiveBoard {
    /// The board; none before the first answer.
    #[must_use]
    pub fn page(self) -> Signal<Option<Arc<BoardPage>>> {
        self.page.into()
    }

    /// Whether an answer is under way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Why the last request has no answer.
    #[must_use]
    pub fn error(self) -> Signal<Option<AskError>> {
        self.error.into()
    }

    /// The board's id, among those of views.
    #[must_use]
    pub fn id(self) -> ViewId {
        self.id
    }

    /// Reads the board again.
    pub fn reload(self) {
        self.again.notify();
    }

    fn open(self, wanted: BoardWanted) {
        let number = self.newest.try_update_value(|newest| {
            *newest += 1;
            *newest
        });
        self.stale.try_set_value(false);
        self.pending.try_set(true);
        let BoardWanted { view, pipeline, cards } = wanted;
        spawn_local(async move {
            let answer = self
                .engine
                .ask(Request::OpenBoard(OpenBoard {
                    id: self.id,
                    view,
                    pipeline,
                    cards,
                }))
                .await;
            if self.newest.try_get_value() != number {
                return;
            }
            match answer {
                Ok(Reply::Board(page)) => {
                    self.error.try_set(None);
                    self.page.try_set(Some(Arc::new(page)));
                }
                Ok(_) => {
                    self.error.try_set(Some(AskError::Mismatch));
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

/// A live board of what `wanted` gives; nothing is asked for while it gives none. Ends with its owner.
pub fn use_board(wanted: impl Fn() -> Option<BoardWanted> + Send + Sync + 'static) -> LiveBoard {
    let engine = Engine::expect();
    let live = LiveBoard {
        engine,
        id: engine.new_view(),
        page: RwSignal::new(None),
        pending: RwSignal::new(false),
        error: RwSignal::new(None),
        newest: StoredValue::new(0),
        stale: StoredValue::new(false),
        again: Trigger::new(),
    };
    let wanted = Memo::new(move |_| wanted());
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
