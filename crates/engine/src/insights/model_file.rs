//! Models as files: what was learned here, to be used elsewhere; and files that were looked into before anything goes by them.
//!
//! A file is JSON of one version. It names its fields by their keys and its values by their words, since ids mean nothing elsewhere.
//! One that was imported is kept as a setting: it scores from then on, on every device, until the person has the model fitted again.

use bridge::scoring::{ModelFault, ModelOrigin};
use insight::classify::{Model, Unsound};
use insight::lifetime::{BgNbd, GammaGamma};
use model::Currency;
use serde::{Deserialize, Serialize};

use crate::commands::setting;
use crate::workspace::Workspace;

/// The version that this program writes and reads.
const VERSION: u32 = 1;
/// Bytes of the largest file that is read.
const LARGEST: usize = 4 << 20;

/// A model with what it reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ModelFile {
    /// Version of the form; the mark of such a file.
    kith_model: u32,
    /// Object whose records are scored.
    pub(crate) target: String,
    /// Code of the currency that amounts are in.
    pub(crate) currency: String,
    /// The day it was fitted on, in days since the epoch.
    pub(crate) fitted: i32,
    /// What it reads, in order.
    pub(crate) fields: Vec<FileField>,
    /// The model.
    pub(crate) model: Fitted,
    /// Name of the file and the day it came, once it was imported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) origin: Option<(String, i32)>,
}

/// A model of either kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Fitted {
    /// Of a yes or no.
    Classes(Box<Model>),
    /// Of purchases and what one is worth; reads no fields.
    Lifetime(Box<(BgNbd, Option<GammaGamma>)>),
}

/// A field that a model reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct FileField {
    /// The keys that lead to it from the record.
    pub(crate) path: Vec<String>,
    /// Words of its values by their numbers; nothing for a field of numbers.
    pub(crate) levels: Option<Vec<String>>,
}

/// Only as much as tells what the rest is.
#[derive(Deserialize)]
struct Mark {
    kith_model: u32,
}

impl FileField {
    /// A field of numbers.
    pub(crate) fn numbers(path: &[&str]) -> Self {
        Self {
            path: path.iter().map(|key| (*key).to_owned()).collect(),
            levels: None,
        }
    }
}

impl ModelFile {
    /// A model as a file.
    pub(crate) fn new(target: &str, currency: Currency, fitted: i32, fields: Vec<FileField>, model: Fitted) -> Self {
        Self {
            kith_model: VERSION,
            target: target.to_owned(),
            currency: currency.code().to_owned(),
            fitted,
            fields,
            model,
            origin: None,
        }
    }

    /// Reads a file and checks that the model in it can be used for records of an object. `fields` gives what such a model reads.
    ///
    /// # Errors
    /// [`ModelFault`].
    pub(crate) fn read(text: &str, target: &str, currency: Currency, fits: impl Fn(&[FileField]) -> bool) -> Result<Self, ModelFault> {
        if text.len() > LARGEST {
            return Err(ModelFault::TooLarge);
        }
        let mark: Mark = serde_json::from_str(text).map_err(|error| match fault(&error) {
            ModelFault::Shape => ModelFault::NotAModel,
            fault => fault,
        })?;
        if mark.kith_model != VERSION {
            return Err(ModelFault::Version(mark.kith_model));
        }
        let file: Self = serde_json::from_str(text).map_err(|error| fault(&error))?;
        let words = file
            .fields
            .iter()
            .flat_map(|field| field.path.iter().chain(field.levels.iter().flatten()));
        if words.chain(file.origin.iter().map(|(name, _)| name)).any(|word| is_markup(word)) {
            return Err(ModelFault::Markup);
        }
        if file.target != target {
            return Err(ModelFault::Target);
        }
        if file.currency != currency.code() {
            return Err(ModelFault::Currency);
        }
        let checked = match &file.model {
            Fitted::Classes(model) => {
                let labels: Vec<bool> = file.fields.iter().map(|field| field.levels.is_some()).collect();
                model.check(&labels)
            }
            Fitted::Lifetime(_) if !file.fields.is_empty() => Err(Unsound::Fields),
            Fitted::Lifetime(model) if model.0.is_sound() && model.1.as_ref().is_none_or(GammaGamma::is_sound) => Ok(()),
            Fitted::Lifetime(_) => Err(Unsound::Numbers),
        };
        match checked {
            Err(Unsound::Fields) => Err(ModelFault::Fields),
            Err(Unsound::Shape) => Err(ModelFault::Shape),
            Err(Unsound::Numbers) => Err(ModelFault::Numbers),
            Ok(()) if fits(&file.fields) => Ok(file),
            Ok(()) => Err(ModelFault::Fields),
        }
    }

    /// The model of a yes or no in it.
    pub(crate) fn classes(self) -> Option<Model> {
        match self.model {
            Fitted::Classes(model) => Some(*model),
            Fitted::Lifetime(_) => None,
        }
    }

    /// The models of purchases and of their values in it.
    pub(crate) fn lifetime(self) -> Option<(BgNbd, Option<GammaGamma>)> {
        match self.model {
            Fitted::Lifetime(models) => Some(*models),
            Fitted::Classes(_) => None,
        }
    }

    /// The file as text.
    ///
    /// # Panics
    /// Never: all of it is numbers, words and lists, and numbers were fitted or checked.
    pub(crate) fn text(&self) -> String {
        serde_json::to_string(self).expect("numbers, words and lists")
    }

    /// Where it comes from, for people.
    pub(crate) fn origin(&self) -> Option<ModelOrigin> {
        let (file, day) = self.origin.clone()?;
        Some(ModelOrigin {
            file,
            day,
            fitted: self.fitted,
        })
    }
}

/// What models of value are of, beside an object.
pub(crate) const VALUE: &str = ".value";

/// The setting that holds the model that was imported for records of an object.
pub(crate) fn key(target: &str) -> String {
    format!("model_{target}")
}

/// The text of the model that was imported for records of an object.
pub(crate) fn imported(workspace: &Workspace, target: &str) -> Option<String> {
    setting(workspace, &key(target)).filter(|text| !text.is_empty())
}

/// Whether a word could be meant as an element of a page. Words are shown as text whatever they say; such a file was not written by Kith.
fn is_markup(word: &str) -> bool {
    let follows = |rest: &str| rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || matches!(letter, '/' | '!'));
    word.split('<').skip(1).any(follows)
}

fn fault(error: &serde_json::Error) -> ModelFault {
    let said = error.to_string();
    // A number that is none is written as null, one that is too large for a float as digits.
    if said.starts_with("number out of range") || said.starts_with("invalid type: null") {
        ModelFault::Numbers
    } else if error.is_data() {
        ModelFault::Shape
    } else {
        ModelFault::NotJson
    }
}
