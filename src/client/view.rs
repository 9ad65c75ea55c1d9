//! [`use_view`]: a table whose rows are read as they come into sight and again when they change.
//!
//! At most one request per view is under way; what was wanted meanwhile is asked for when it is answered, and only the
//! newest of it. A changed view does not wait: it is asked for at once, and the older answer is dropped.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use bridge::query::OpenView;
use bridge::{Event, Page, Request, ViewId, answer};
use leptos::task::spawn_local;
use model::View;

use super::{AskError, Connection, Engine, first_screen};
use crate::reactive::prelude::*;

/// How long the first rows have to stay the same before they are kept for the next visit.
const KEEP_AFTER: Duration = Duration::from_secs(1);

/// Rows asked for before anybody has said how many are in sight.
const FIRST_ROWS: usize = 64;

/// A live table.
#[derive(Clone, Copy)]
pub struct LiveView {
    engine: Engine,
    id: ViewId,
    page: RwSignal<Option<Arc<Page>>>,
    total: RwSignal<Option<u32>>,
    lines: RwSignal<u32>,
    pending: RwSignal<bool>,
    error: RwSignal<Option<AskError>>,
    asking: StoredValue<Asking>,
    /// The view that was opened last.
    opened: StoredValue<Option<View>>,
    again: Trigger,
}

/// What is under way for a view.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Asking {
    /// Counts opened views; an answer to an earlier one is dropped.
    generation: u64,
    /// Rows in sight.
    wanted: Range<usize>,
    /// Rows of the request under way.
    under_way: Option<Range<usize>>,
    /// Rows changed since that request was sent.
    stale: bool,
}

impl LiveView {
    /// Number of records; none before the first answer.
    #[must_use]
    pub fn total(self) -> Signal<Option<u32>> {
        self.total.into()
    }

    /// Number of lines: rows, or heads of groups and rows that are not folded.
    #[must_use]
    pub fn lines(self) -> Signal<u32> {
        self.lines.into()
    }

    /// The newest window.
    #[must_use]
    pub fn page(self) -> Signal<Option<Arc<Page>>> {
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

    /// The view's id, for [`Engine::position`].
    #[must_use]
    pub fn id(self) -> ViewId {
        self.id
    }

    /// Says which rows are in sight. Cheap: rows at hand are not asked for again.
    pub fn want(self, rows: Range<usize>) {
        let at_hand = self
            .page
            .try_with_untracked(|page| page.as_ref().is_some_and(|page| covers(page, &rows)));
        let ask = self.asking.try_update_value(|asking| {
            asking.wanted = rows;
            at_hand == Some(false) && asking.under_way.is_none()
        });
        if ask == Some(true) {
            self.ask_window();
        }
    }

    /// Until the engine answers, shows the first rows of the same view as they were kept at the last visit; keeps them for the
    /// next one. For the one view that fills the page.
    pub fn kept_between_visits(self) {
        spawn_local(async move {
            let Some(kept) = first_screen::kept().await else { return };
            let same = self.opened.try_with_value(|opened| opened.as_ref() == Some(&kept.view)) == Some(true);
            if same && self.page.try_with_untracked(Option::is_none) == Some(true) {
                self.lines.try_set(kept.page.lines);
                self.total.try_set(Some(kept.page.total));
                self.page.try_set(Some(Arc::new(kept.page)));
            }
        });
        let waiting = StoredValue::new(None::<TimeoutHandle>);
        let stop = move || {
            if let Some(handle) = waiting.try_update_value(Option::take).flatten() {
                handle.clear();
            }
        };
        Effect::new(move || {
            let first = self.page.with(|page| page.as_ref().filter(|page| page.start == 0).cloned());
            stop();
            let (Some(page), true) = (first, self.engine.connection().with_untracked(Connection::is_ready)) else {
                return;
            };
            let keep = move || {
                if let Some(view) = self.opened.try_get_value().flatten() {
                    first_screen::keep(self.engine, view, &page);
                }
            };
            waiting.set_value(set_timeout_with_handle(keep, KEEP_AFTER).ok());
        });
        on_cleanup(stop);
    }

    /// Opens the view again.
    pub fn reload(self) {
        self.again.notify();
    }

    fn open(self, view: View) {
        self.opened.try_set_value(Some(view.clone()));
        let opened = self.asking.try_update_value(|asking| {
            asking.generation += 1;
            asking.stale = false;
            asking.under_way = Some(asking.wanted.clone());
            (asking.generation, asking.wanted.clone())
        });
        let Some((generation, rows)) = opened else { return };
        self.send(
            generation,
            Request::OpenView(OpenView {
                id: self.id,
                view,
                start: row(rows.start),
                end: row(rows.end),
            }),
        );
    }

    fn ask_window(self) {
        let asked = self.asking.try_update_value(|asking| {
            asking.stale = false;
            asking.under_way = Some(asking.wanted.clone());
            (asking.generation, asking.wanted.clone())
        });
        let Some((generation, rows)) = asked else { return };
        self.send(
            generation,
            Request::Window {
                view: self.id,
                start: row(rows.start),
                end: row(rows.end),
            },
        );
    }

    fn send(self, generation: u64, request: Request) {
        self.pending.try_set(true);
        spawn_local(async move {
            let answer = self.engine.ask::<answer::Page>(request).await;
            if self.asking.try_with_value(|asking| asking.generation) == Some(generation) {
                self.answered(answer);
            }
        });
    }

    fn answered(self, answer: Result<Page, AskError>) {
        let failed = answer.is_err();
        match answer {
            Ok(page) => {
                let page = Arc::new(page);
                self.error.try_set(None);
                if self.lines.try_get_untracked() != Some(page.lines) {
                    self.lines.try_set(page.lines);
                }
                if self.total.try_get_untracked() != Some(Some(page.total)) {
                    self.total.try_set(Some(page.total));
                }
                self.page.try_set(Some(page));
            }
            Err(error) => {
                self.error.try_set(Some(error));
            }
        }
        let again = self.asking.try_update_value(|asking| {
            asking.under_way = None;
            !failed
                && (asking.stale
                    || !self
                        .page
                        .try_with_untracked(|page| page.as_ref().is_none_or(|page| covers(page, &asking.wanted)))
                        .unwrap_or(true))
        });
        if again == Some(true) {
            self.ask_window();
        } else {
            self.pending.try_set(false);
        }
    }

    fn changed(self) {
        let ask = self.asking.try_update_value(|asking| {
            asking.stale = true;
            asking.generation > 0 && asking.under_way.is_none()
        });
        if ask == Some(true) {
            self.ask_window();
        }
    }
}

/// Whether every row in sight that exists is in the page.
fn covers(page: &Page, rows: &Range<usize>) -> bool {
    let (start, end) = (page.start as usize, page.start as usize + page.rows.len());
    let wanted_end = rows.end.min(page.lines as usize);
    rows.start >= wanted_end || (start <= rows.start && wanted_end <= end)
}

fn row(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A live table of the view that `view` gives; nothing is asked for while it gives none. Ends with its owner.
pub fn use_view(view: impl Fn() -> Option<View> + Send + Sync + 'static) -> LiveView {
    let engine = Engine::expect();
    let live = LiveView {
        engine,
        id: engine.new_view(),
        page: RwSignal::new(None),
        total: RwSignal::new(None),
        lines: RwSignal::new(0),
        pending: RwSignal::new(false),
        error: RwSignal::new(None),
        asking: StoredValue::new(Asking {
            generation: 0,
            wanted: 0..FIRST_ROWS,
            under_way: None,
            stale: false,
        }),
        opened: StoredValue::new(None),
        again: Trigger::new(),
    };
    let view = Memo::new(move |_| view());
    Effect::new(move |_| {
        live.again.track();
        engine.epoch().track();
        if let Some(view) = view.get() {
            live.open(view);
        }
    });
    engine.listen(move |event| {
        if matches!(event, Event::ViewsChanged(views) if views.contains(&live.id)) {
            live.changed();
        }
    });
    on_cleanup(move || engine.tell(Request::CloseView(live.id)));
    live
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_covers_what_exists_of_the_rows_in_sight() {
        let row = bridge::Row {
            id: model::RecordId::NIL,
            cells: Vec::new(),
            colours: Vec::new(),
            group: None,
        };
        let page = Page {
            total: 30,
            lines: 30,
            start: 10,
            rows: vec![row; 20],
            ..Page::default()
        };
        assert!(covers(&page, &(10..30)));
        assert!(covers(&page, &(20..90)), "rows after the last are not missing");
        assert!(covers(&page, &(40..50)), "nor are rows of a list that became shorter");
        assert!(!covers(&page, &(9..20)));
        assert!(!covers(&Page { lines: 60, ..page }, &(20..40)));
    }
}
