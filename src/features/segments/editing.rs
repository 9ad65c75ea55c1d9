//! A segment while it is being edited: what is typed, whether it differs from what is saved, and what is done with it.

use bridge::{Command, Selection};
use model::{Filter, ObjectKey, RecordId};

use super::draft::SegmentDraft;
use crate::filter::FilterTree;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::words;

/// Copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub session: Session,
    /// The segment; none while it is being made.
    pub id: Option<RecordId>,
    /// Where its draft is kept.
    place: StoredValue<String>,
    pub object: RwSignal<ObjectKey>,
    pub name: RwSignal<String>,
    pub description: RwSignal<String>,
    pub tree: RwSignal<FilterTree>,
    /// The rule, without conditions that are not finished.
    pub filter: Memo<Filter>,
    /// What it is compared with: the saved segment, or an empty one.
    start: Memo<SegmentDraft>,
    /// Whether there is something to save.
    pub changed: Memo<bool>,
    /// What is wrong with the name.
    pub problem: RwSignal<String>,
    pub busy: RwSignal<bool>,
}

impl Editing {
    /// Starts with what was left unsaved, else with what is saved. Called in the body of a component.
    pub fn new(id: Option<RecordId>, place: String, start: Memo<SegmentDraft>) -> Self {
        let session = Session::expect();
        let draft = SegmentDraft::read(&session.draft_of(&place)).unwrap_or_else(|| start.get_untracked());
        let place = StoredValue::new(place);
        let tree = RwSignal::new(FilterTree::of(&draft.filter));
        let (object, name, description) = (
            RwSignal::new(draft.object),
            RwSignal::new(draft.name),
            RwSignal::new(draft.description),
        );
        let filter = Memo::new(move |_| tree.with(FilterTree::filter));
        let now = move || SegmentDraft {
            object: object.get(),
            name: name.get(),
            description: description.get(),
            filter: filter.get(),
        };
        let editing = Self {
            session,
            id,
            place,
            object,
            name,
            description,
            tree,
            filter,
            start,
            changed: Memo::new(move |_| start.with(|start| *start != now())),
            problem: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
        };
        Effect::new(move || {
            let text = if editing.changed.get() { now().write() } else { String::new() };
            place.with_value(|place| session.keep_draft(place, &text));
        });
        editing
    }

    /// Saves it; a new one is then shown at its own address.
    pub fn save(self) {
        let name = self.name.get_untracked().trim().to_owned();
        if self.busy.get_untracked() {
            return;
        }
        if name.is_empty() {
            self.problem.set(words::segments::name_needed().to_owned());
            return;
        }
        let description = self.description.get_untracked().trim().to_owned();
        // What is saved is what is shown.
        self.name.set(name.clone());
        self.description.set(description.clone());
        let command = Command::SaveSegment {
            id: self.id,
            name,
            object: self.object.get_untracked(),
            filter: self.filter.get_untracked(),
            description,
        };
        let place = self.place.get_value();
        self.busy.set(true);
        self.session.act_then(command, move |result| {
            self.busy.try_set(false);
            match result {
                Ok(done) => {
                    if let (None, Some(link)) = (self.id, &done.record) {
                        self.session.keep_draft(&place, "");
                        self.session.navigator.visit(&Route::Segments(Some(link.id)));
                    }
                    false
                }
                Err(error) => {
                    self.problem.try_set(words::failure::line(error, None));
                    true
                }
            }
        });
    }

    /// Goes back to what is saved.
    pub fn discard(self) {
        let start = self.start.get_untracked();
        self.tree.set(FilterTree::of(&start.filter));
        self.object.set(start.object);
        self.name.set(start.name);
        self.description.set(start.description);
        self.problem.set(String::new());
    }

    /// Moves it to the bin.
    pub fn trash(self) {
        let Some(id) = self.id else { return };
        let place = self.place.get_value();
        let command = Command::Trash {
            object: "segment".into(),
            selection: Selection::Records(vec![id]),
        };
        self.session.act_then(command, move |result| {
            if result.is_ok() {
                self.session.keep_draft(&place, "");
                self.session.navigator.visit(&Route::Segments(None));
            }
            false
        });
    }

    /// Takes another object: its fields are others, so the rule starts afresh.
    pub fn take_object(self, object: &str) {
        if self.object.with_untracked(|now| *now != *object) {
            self.tree.set(FilterTree::empty());
            self.object.set(object.into());
        }
    }

    /// Starts with a rule that comes from elsewhere, unless there is one already.
    pub fn take_rule(self, filter: &Filter) {
        if !filter.is_everything() && self.filter.with_untracked(Filter::is_everything) {
            self.tree.set(FilterTree::of(filter));
        }
    }

    /// The rule that shows its members in a list: the segment by name while it is as saved.
    pub fn list_filter(self) -> Filter {
        match self.id {
            Some(id) if !self.changed.get() => Filter::All(vec![Filter::Segment(id)]),
            _ => self.filter.get(),
        }
    }
}
