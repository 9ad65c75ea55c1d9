//! The record that a page or panel is about: its definition, and its content as it changes.

use std::sync::Arc;

use bridge::record::RecordPage;
use bridge::{Cell, Command, Input, Selection};
use model::{FieldKey, ObjectDef, ObjectKey, RecordId, Value};

use crate::client::{AskError, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::value::name_of;

/// Copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Subject {
    pub session: Session,
    object: StoredValue<ObjectKey>,
    /// The record that is wanted; the content may still be that of the one before.
    pub id: Memo<RecordId>,
    /// The object's definition.
    pub def: Memo<Option<Arc<ObjectDef>>>,
    /// The content; `None` while it is on its way and when it is not there.
    pub page: Memo<Option<Arc<RecordPage>>>,
    /// It is there and not in the bin.
    pub writable: Memo<bool>,
    /// The engine says that there is no such record.
    pub missing: Memo<bool>,
    /// Why there is no content.
    pub error: Signal<Option<AskError>>,
}

impl Subject {
    /// The subject of a page. Called in the body of a component.
    pub fn new(object: ObjectKey, id: Memo<RecordId>) -> Self {
        let session = Session::expect();
        let schema = session.engine.schema();
        let key = StoredValue::new(object);
        let def = Memo::new(move |_| schema.with(|schema| key.with_value(|key| schema.object(key).cloned().map(Arc::new))));
        // Related lists and computed fields follow other records too.
        let answer = use_answer(Follow::Anything, move || session.engine.record(key.get_value(), id.get()));
        let value = answer.value();
        let page = Memo::new(move |_| {
            value.with(|value| {
                value
                    .as_ref()
                    .and_then(|page| page.as_ref().as_ref().map(|page| Arc::new((**page).clone())))
            })
        });
        let writable = Memo::new(move |_| page.with(|page| page.as_ref().is_some_and(|page| !page.binned)));
        let missing = Memo::new(move |_| value.with(|value| value.as_ref().is_some_and(|page| page.is_none())));
        Self {
            session,
            object: key,
            id,
            def,
            page,
            writable,
            missing,
            error: answer.error(),
        }
    }

    /// The object.
    pub fn object(self) -> ObjectKey {
        self.object.get_value()
    }

    /// The object is this one.
    pub fn is(self, object: &str) -> bool {
        self.object.with_value(|own| *own == *object)
    }

    /// The record that is shown, which edits are about.
    pub fn shown(self) -> Option<RecordId> {
        self.page.with_untracked(|page| page.as_ref().map(|page| page.link.id))
    }

    /// The name of the record.
    pub fn name(self) -> Memo<String> {
        Memo::new(move |_| {
            self.page
                .with(|page| page.as_ref().map(|page| name_of(&page.link)).unwrap_or_default())
        })
    }

    /// The value of a field.
    pub fn cell(self, key: &FieldKey) -> Memo<Cell> {
        let key = key.clone();
        Memo::new(move |_| {
            self.page
                .with(|page| page.as_ref().and_then(|page| cell_of(page, &key)).unwrap_or_default())
        })
    }

    /// Writes a field of the record that is shown.
    pub fn write(self, field: &FieldKey, value: Option<Value>) {
        let Some(record) = self.shown() else { return };
        let input = value.map_or(Input::Clear, Input::Value);
        self.session.act(Command::Edit {
            object: self.object(),
            record,
            fields: vec![(field.clone(), input)],
        });
    }

    /// Moves the record to the bin.
    pub fn trash(self) {
        if let Some(record) = self.shown() {
            self.session.act(Command::Trash {
                object: self.object(),
                selection: Selection::Records(vec![record]),
            });
        }
    }

    /// Takes the record out of the bin.
    pub fn restore(self) {
        if let Some(record) = self.shown() {
            self.session.act(Command::Restore {
                object: self.object(),
                selection: Selection::Records(vec![record]),
            });
        }
    }
}

/// The value of a field on a page.
pub(super) fn cell_of(page: &RecordPage, key: &str) -> Option<Cell> {
    page.cells.iter().find(|(own, _)| own == key).map(|(_, cell)| cell.clone())
}
