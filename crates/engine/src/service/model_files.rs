//! Models of a yes or no: how they stand, as files, and from files.

use bridge::scoring::ModelState;
use bridge::{CommandFailure, Done, Failure, Reply};
use model::change::Verb;
use model::{RecordId, Value};

use super::Service;
use crate::commands::Draft;
use crate::insights::{
    self,
    model_file::{self, VALUE},
};
use crate::reader::Reader;
use crate::reports;
use crate::reports::chance;
use crate::store::Store;

/// The object whose model says what is won.
const DEAL: &str = "deal";
/// Letters of the name of a file that are kept.
const NAME: usize = 120;

impl<S: Store> Service<S> {
    pub(super) fn model_state(&self, object: &str) -> ModelState {
        self.of_model(object, |reader| {
            if object == DEAL {
                return chance::model_state(reader);
            }
            let _ = reader.computed.churns().borrow_mut().summary(reader, object, 0);
            reader
                .table(object)
                .map(|table| reader.computed.churns().borrow().state(table))
                .unwrap_or_default()
        })
    }

    pub(super) fn export_model(&self, object: &str) -> Result<Reply, Failure> {
        let text = self.of_model(object, |reader| {
            if object == DEAL {
                return chance::model_file(reader);
            }
            if let Some(object) = object.strip_suffix(VALUE) {
                let table = reader.table(object)?;
                return reader.computed.lifetime(table.number)?.file(reader.workspace, table);
            }
            reader.computed.churns().borrow().file(reader, reader.table(object)?)
        });
        Ok(Reply::File(bridge::FileReply {
            name: format!("{object}.kith-model.json"),
            media_type: "application/json".to_owned(),
            bytes: text.ok_or(Failure::Gone)?.into_bytes(),
        }))
    }

    pub(super) fn import_model(&self, object: &str, name: &str, text: &str) -> Result<Done, CommandFailure> {
        let fits = |reader: Reader<'_>, fields: &[model_file::FileField]| match object {
            DEAL => chance::fits(reader, fields),
            "contact" | "company" => insights::fits(fields),
            "contact.value" | "company.value" => fields.is_empty(),
            _ => false,
        };
        let read = self.of_model(object, |reader| {
            let base = reader.moment.base;
            let mut file = model_file::ModelFile::read(text, object, base, |fields| fits(reader, fields))?;
            let name: String = name.chars().filter(|letter| !letter.is_control()).take(NAME).collect();
            file.origin = Some((name.replace('<', "‹"), reader.moment.today));
            Ok(file.text())
        });
        let text = read.map_err(CommandFailure::Model)?;
        let key = model_file::key(object);
        let mut draft = Draft::new(Verb::Edit, "setting").about(name);
        let record = RecordId::v5("setting", &key);
        draft.set("setting", record, "key", Value::Text(key));
        draft.set("setting", record, "value", Value::Text(text));
        Ok(self.commit(draft))
    }

    fn of_model<T>(&self, object: &str, read: impl FnOnce(Reader<'_>) -> T) -> T {
        let fields = {
            let workspace = &self.session.borrow().workspace;
            match object {
                DEAL => reports::computed(workspace),
                object => insights::worth_computed(workspace, object.strip_suffix(VALUE).unwrap_or(object)),
            }
        };
        self.read(&fields, |reader, _| read(reader))
    }
}
