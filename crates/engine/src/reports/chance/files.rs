//! The model as a file, one from a file, and how either stands.

use std::rc::Rc;

use bridge::report::Reason;
use bridge::scoring::ModelState;

use super::super::facets::{Facet, coded, facets};
use super::super::trends::{STAGED, THROUGH};
use super::{Learned, OWN, learned};
use crate::insights::model_file::{self, FileField, Fitted, ModelFile};
use crate::insights::model_summary;
use crate::reader::Reader;
use insight::classify::Model;

/// The object that is scored.
const TARGET: &str = "deal";

/// All fields that a model may read, of no records.
fn known(reader: Reader<'_>) -> Vec<Facet> {
    let table = reader.table(TARGET);
    table.map_or(Vec::new(), |table| facets(reader, table, &[], &STAGED, &THROUGH))
}

/// Whether a model of these fields can score deals here.
pub(crate) fn fits(reader: Reader<'_>, fields: &[FileField]) -> bool {
    let [stage, age, rest @ ..] = fields else { return false };
    let known = known(reader);
    let each_once = |(place, field): (usize, &FileField)| {
        known.iter().any(|facet| facet.is_described(field)) && rest[..place].iter().all(|earlier| earlier.path != field.path)
    };
    stage.path == ["stage"] && stage.levels.is_some() && *age == FileField::numbers(&["age"]) && rest.iter().enumerate().all(each_once)
}

/// The model that was imported; nothing where it does not fit any more.
pub(super) fn imported(reader: Reader<'_>) -> Option<ModelFile> {
    let text = model_file::imported(reader.workspace, TARGET)?;
    ModelFile::read(&text, TARGET, reader.moment.base, |fields| fits(reader, fields)).ok()
}

/// The model as a file; nothing where none was learned.
pub(crate) fn model_file(reader: Reader<'_>) -> Option<String> {
    if let Some(file) = imported(reader) {
        return Some(file.text());
    }
    let learned = learned(reader);
    let model = learned.model.as_ref().ok()?;
    let stage = FileField {
        path: vec!["stage".to_owned()],
        levels: Some(learned.stage_words(reader)),
    };
    let own = [stage, FileField::numbers(&["age"])].into_iter();
    let fields = own.chain(learned.facets.iter().map(|facet| facet.described(reader)));
    let file = ModelFile::new(
        TARGET,
        reader.moment.base,
        reader.moment.today,
        fields.collect(),
        Fitted::Classes(Box::new(Model::clone(model))),
    );
    Some(file.text())
}

/// How the model stands.
pub(crate) fn model_state(reader: Reader<'_>) -> ModelState {
    let learned = learned(reader);
    let model = learned.model.as_ref().ok();
    let chances = model.and_then(|model| model.predict(&learned.open_fields()).ok());
    ModelState {
        learned: model.map(|model| model_summary(model, "win_chance", 0, Vec::new())),
        drift: model
            .zip(chances)
            .and_then(|(model, chances)| model.chosen().spread.index(chances.into_iter())),
        asked: learned.open.len() as u32,
        fields: (OWN + learned.facets.len()) as u32,
        origin: learned.origin.clone(),
    }
}

impl Learned {
    fn stage_words(&self, reader: Reader<'_>) -> Vec<String> {
        self.stages.iter().map(|stage| reader.label(*stage)).collect()
    }

    /// Takes the model of a file, and reads its fields.
    pub(super) fn adopt(&mut self, reader: Reader<'_>, file: ModelFile) {
        self.origin = file.origin();
        let records = self.stage_of.len();
        let words = file.fields[0].levels.as_deref().unwrap_or_default();
        self.stage_coded = Some(coded(&self.stage_of, &self.stage_words(reader), words));
        let mut here = std::mem::take(&mut self.facets);
        let mut known = known(reader);
        for field in &file.fields[OWN..] {
            let place = |facets: &[Facet]| facets.iter().position(|facet| facet.is_described(field));
            let mut facet = match place(&here) {
                Some(place) => here.swap_remove(place),
                // It is here, but of too many values to be read.
                None => match place(&known) {
                    Some(place) => known.swap_remove(place).missing(records),
                    None => continue,
                },
            };
            facet.code(reader, field);
            self.facets.push(facet);
        }
        self.model = file.classes().map(Rc::new).ok_or(Reason::Nothing);
    }
}
