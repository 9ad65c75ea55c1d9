//! What the features share while a window is open: doing things to records, making new ones, where one came from.
//!
//! Features never import each other. What one of them starts and another one shows (the create dialog, the fields a stage
//! asks for, the list that a record was opened from) goes through here. Only drafts outlive the window.

mod act;
mod deeds;
mod export;
mod favourites;
mod first_steps;
mod inbox;
mod practice;
mod settings;
mod trail;

use std::{collections::HashMap, sync::Arc};

use bridge::inbox::Inbox;
use bridge::status::Status;
use bridge::{Cell, Command};
use model::{FieldKey, Filter, ObjectKey, Operator, ParseContext, RecordId, Value};

use leptos::task::spawn_local;

use crate::reactive::prelude::*;

pub use act::answered;
pub use deeds::{Deed, Deeds};
pub use favourites::Favourites;
pub use first_steps::FirstSteps;
pub use settings::use_settings;
pub use trail::Trail;

use crate::client::{Engine, Follow, use_answer};
use crate::platform::{clock, drafts, format};
use crate::routes::Navigator;
use crate::shortcuts::Shortcuts;
use crate::tour::Tour;
use crate::ui::{grid::Selection, toast::Toaster};

/// What is selected in a list, and among which records.
#[derive(Clone)]
struct LeftSelection {
    list: String,
    filter: Filter,
    search: String,
    selection: Selection,
}

/// A record that somebody wants to make.
#[derive(Clone, PartialEq, Debug)]
pub struct NewRecord {
    /// Its object.
    pub object: ObjectKey,
    /// Fields that are known already.
    pub known: Vec<(FieldKey, Cell)>,
    /// Goes to the record when it is made.
    pub visit: bool,
}

impl NewRecord {
    /// An empty one, shown when it is made.
    #[must_use]
    pub fn of(object: &ObjectKey) -> Self {
        Self {
            object: object.clone(),
            known: Vec::new(),
            visit: true,
        }
    }

    /// With a field that is known.
    #[must_use]
    pub fn with(mut self, field: &FieldKey, cell: Cell) -> Self {
        self.known.push((field.clone(), cell));
        self
    }

    /// Leaves the person where they are when it is made.
    #[must_use]
    pub fn beside(mut self) -> Self {
        self.visit = false;
        self
    }
}

/// Fields to be filled in before a command can be done.
#[derive(Clone, PartialEq, Debug)]
pub struct Asking {
    /// The object.
    pub object: ObjectKey,
    /// The record.
    pub record: RecordId,
    /// What is asked for.
    pub fields: Vec<FieldKey>,
    /// What is done with the answers.
    pub command: Command,
}

/// Records that somebody wants to bring together.
#[derive(Clone, Debug)]
pub struct Merging {
    /// Their object.
    pub object: ObjectKey,
    /// The records; the first one stays unless another is chosen.
    pub records: Vec<RecordId>,
    /// They have been brought together.
    pub on_done: Callback<()>,
}

/// The shared state; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Session {
    /// The engine.
    pub engine: Engine,
    /// The toasts.
    pub toaster: Toaster,
    /// Where we are.
    pub navigator: Navigator,
    /// A record being made: the create dialog is open.
    pub creating: RwSignal<Option<NewRecord>>,
    /// Fields being asked for: their dialog is open.
    pub asking: RwSignal<Option<Asking>>,
    /// Records being brought together: the dialog that asks how is open.
    pub merging: RwSignal<Option<Merging>>,
    /// The palette that searches everything is open.
    pub searching: RwSignal<bool>,
    /// What is typed in the palette when it opens.
    pub search_start: RwSignal<String>,
    /// The dialog that asks for a past moment is open.
    pub looking: RwSignal<bool>,
    /// Grows when another app has opened files with this one.
    pub opened: RwSignal<u32>,
    /// Keys and what they do.
    pub shortcuts: Shortcuts,
    /// The list that records were opened from last.
    pub trail: RwSignal<Option<Trail>>,
    /// State of storage, as it changes.
    pub status: Signal<Option<Arc<Status>>>,
    /// What is due, for the counts of the navigation and the icon of the app.
    pub due: Memo<Due>,
    /// The newest notices of the inbox, with the counts of all.
    pub inbox: Signal<Option<Arc<Inbox>>>,
    /// Records among the favourites.
    pub favourites: Favourites,
    /// First steps that were done.
    pub first_steps: FirstSteps,
    /// The tour that is being taken.
    pub touring: RwSignal<Option<Tour>>,
    offered: deeds::Offered,
    tops: StoredValue<HashMap<String, usize>>,
    /// What is selected in the list that was looked at last.
    left: StoredValue<Option<LeftSelection>>,
    drafts: StoredValue<HashMap<String, String>>,
}

impl Session {
    /// Makes it available below. Called once, at the root, after engine, toaster, navigator and shortcuts.
    pub fn provide() -> Self {
        let engine = Engine::expect();
        let status = status_of(engine);
        let started = after_first_rows();
        let session = Self {
            engine,
            status,
            toaster: Toaster::expect(),
            navigator: Navigator::expect(),
            creating: RwSignal::new(None),
            asking: RwSignal::new(None),
            merging: RwSignal::new(None),
            searching: RwSignal::new(false),
            search_start: RwSignal::new(String::new()),
            looking: RwSignal::new(false),
            opened: RwSignal::new(0),
            shortcuts: Shortcuts::expect(),
            due: due_of(engine, started),
            inbox: inbox::inbox_of(engine, status, started),
            favourites: Favourites::new(engine, status),
            first_steps: FirstSteps::new(),
            touring: RwSignal::new(None),
            offered: deeds::Offered::new(),
            trail: RwSignal::new(None),
            tops: StoredValue::new(HashMap::new()),
            left: StoredValue::new(None),
            drafts: StoredValue::new(drafts::read()),
        };
        provide_context(session);
        session
    }

    /// The one that was provided.
    ///
    /// # Panics
    /// Without [`Session::provide`] above: a fault of the app's root, found at its first render.
    #[must_use]
    #[track_caller]
    pub fn expect() -> Self {
        use_context().expect("Session::provide is called at the root of the app")
    }

    /// Goes to a past moment, in UTC milliseconds, or back to today.
    pub fn look_back(self, millis: Option<i64>) {
        spawn_local(async move {
            match self.engine.look_back(millis).await {
                Ok(()) => {
                    self.looking.try_set(false);
                }
                Err(error) => self.refused(&error, None),
            }
        });
    }

    /// How typed text is read: as this device writes it, with amounts in the workspace's currency.
    #[must_use]
    pub fn context(self) -> ParseContext {
        let mut context = format::context();
        if let Some(currency) = self
            .status
            .try_with_untracked(|status| status.as_ref().and_then(|status| status.currency))
            .flatten()
        {
            context.currency = currency;
        }
        context
    }

    /// The first row that was in view in a list when it was left.
    #[must_use]
    pub fn top_of(self, list: &str) -> usize {
        self.tops.try_with_value(|tops| tops.get(list).copied()).flatten().unwrap_or(0)
    }

    /// Remembers the first row in view of a list.
    pub fn keep_top(self, list: &str, row: usize) {
        self.tops.try_update_value(|tops| tops.insert(list.to_owned(), row));
    }

    /// Remembers what is selected among the records that a list shows.
    pub fn leave_selection(self, list: String, filter: Filter, search: String, selection: Selection) {
        self.left.try_set_value(Some(LeftSelection {
            list,
            filter,
            search,
            selection,
        }));
    }

    /// What was selected in a list, if it showed the same records when it was left.
    #[must_use]
    pub fn selection_left(self, list: &str, filter: &Filter, search: &str) -> Option<Selection> {
        let is_same = |left: &&LeftSelection| left.list == list && left.filter == *filter && left.search == search;
        self.left
            .try_with_value(|left| left.as_ref().filter(is_same).map(|left| left.selection.clone()))
            .flatten()
    }

    /// What was typed somewhere and not sent yet.
    #[must_use]
    pub fn draft_of(self, place: &str) -> String {
        self.drafts
            .try_with_value(|drafts| drafts.get(place).cloned())
            .flatten()
            .unwrap_or_default()
    }

    /// Keeps what is being typed somewhere, also for the next window; empty text is forgotten.
    pub fn keep_draft(self, place: &str, text: &str) {
        let changed = self.drafts.try_update_value(|drafts| {
            if text.is_empty() {
                drafts.remove(place).is_some()
            } else {
                drafts.insert(place.to_owned(), text.to_owned()).as_deref() != Some(text)
            }
        });
        if changed == Some(true) {
            drafts::keep(place, text);
        }
    }
}

/// How much is late or due today.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Due {
    /// Tasks.
    pub tasks: u32,
    /// Tickets.
    pub tickets: u32,
}

/// The first rows come first: what is due is asked for when they had this much time.
const AFTER_FIRST_ROWS: std::time::Duration = std::time::Duration::from_millis(1_500);

/// Turns true then.
fn after_first_rows() -> RwSignal<bool> {
    let started = RwSignal::new(false);
    set_timeout(
        move || {
            started.try_set(true);
        },
        AFTER_FIRST_ROWS,
    );
    started
}

/// Counts alone: after a change they cost the engine next to nothing, unlike the page of the day.
fn due_of(engine: Engine, started: RwSignal<bool>) -> Memo<Due> {
    let counted = move |object: &'static str, filter: fn(i32) -> Filter| {
        let answer = use_answer(Follow::Anything, move || {
            let wanted = started.get().then(|| filter(clock::today()));
            async move {
                match wanted {
                    Some(filter) => engine.count(object.into(), filter).await,
                    None => Ok(0),
                }
            }
        });
        answer.value()
    };
    let (tasks, tickets) = (counted("task", due_tasks), counted("ticket", due_tickets));
    Memo::new(move |_| {
        let count = |answer: Signal<Option<Arc<u32>>>| answer.with(|count| count.as_deref().copied().unwrap_or_default());
        Due {
            tasks: count(tasks),
            tickets: count(tickets),
        }
    })
}

/// Tasks that are late or due today; those put off until later are not.
fn due_tasks(today: i32) -> Filter {
    let day = || vec![Value::Date(today)];
    Filter::All(vec![
        Filter::field("status", Operator::NoneOf, vec![Value::from("done")]),
        Filter::field("due", Operator::AtMost, day()),
        Filter::Not(Box::new(Filter::field("snoozed_until", Operator::Greater, day()))),
    ])
}

/// Open tickets that are late or due today.
fn due_tickets(today: i32) -> Filter {
    Filter::All(vec![
        Filter::field("status", Operator::NoneOf, vec![Value::from("solved"), Value::from("closed")]),
        Filter::field("due", Operator::AtMost, vec![Value::Date(today)]),
    ])
}

/// State of storage, read again whenever a record changed.
fn status_of(engine: Engine) -> Signal<Option<Arc<Status>>> {
    let answer = use_answer(Follow::Anything, move || engine.status()).value();
    Signal::derive(move || answer.with(|status| status.as_ref().map(|status| Arc::new((**status.as_ref()).clone()))))
}
