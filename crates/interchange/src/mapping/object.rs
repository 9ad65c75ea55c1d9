//! What a file is about, and in which order several files are imported.

use model::order;
use model::validate::ParseContext;
use model::{ObjectKey, Schema};
use serde::{Deserialize, Serialize};

use super::Mapping;
use super::propose::{draft, said};
use super::synonyms::normalise;
use crate::table::Sheet;

/// Objects that files are about, those that others refer to first.
const ORDER: [&str; 11] = [
    "member", "company", "contact", "product", "deal", "order", "line", "ticket", "task", "activity", "message",
];

/// Words in names of files, and the object that they speak for.
const FILE_NAMES: [(&str, &str); 10] = [
    (
        "contact",
        "contacts|contact|people|persons|person|customers|customer|clients|leads|lead|kontakte|kunden|personen|addressbook|adressbuch|outlook|clientes|contactos|klanten|contacten",
    ),
    (
        "company",
        "companies|company|accounts|account|organizations|organisations|organization|firms|firmen|unternehmen|entreprises|societes|empresas|bedrijven",
    ),
    (
        "deal",
        "deals|deal|opportunities|opportunity|pipeline|verkaufschancen|affaires|oportunidades|negocios",
    ),
    (
        "order",
        "orders|order|invoices|invoice|transactions|transaction|sales|purchases|retail|bestellungen|rechnungen|commandes|factures|pedidos|facturas|orderregels",
    ),
    (
        "product",
        "products|product|items|articles|catalog|catalogue|produkte|artikel|produits|productos|producten|pricelist",
    ),
    (
        "member",
        "members|member|users|user|teams|team|agents|owners|owner|employees|staff|mitarbeiter",
    ),
    ("task", "tasks|task|todos|todo|aufgaben|taches|tareas|taken"),
    (
        "activity",
        "activities|activity|calls|meetings|notes|engagement|engagements|emails|events|aktivitaten|activites|actividades",
    ),
    (
        "ticket",
        "tickets|ticket|cases|case|issues|incidents|incident|requests|support|anfragen",
    ),
    ("line", "lines|line items|lineitems|order items|positionen|positions"),
];

/// What a file seems to be about, and where its columns go then.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Proposal {
    /// The best object.
    pub object: ObjectKey,
    /// 0 to 1: how far it is ahead of the next one.
    pub confidence: f32,
    /// All objects that were thought of, the best first, with their points.
    pub candidates: Vec<(ObjectKey, f32)>,
    /// The mapping to the best object.
    pub mapping: Mapping,
}

/// Finds out what a file is about and proposes where its columns go.
///
/// Objects of one's own are thought of too, by the labels of their fields.
#[must_use]
pub fn propose(sheet: &Sheet, schema: &Schema, base: &ParseContext) -> Proposal {
    if let Some(mapping) = said(sheet, schema, base) {
        return Proposal {
            object: mapping.object.clone(),
            confidence: 1.0,
            candidates: vec![(mapping.object.clone(), 1.0)],
            mapping,
        };
    }
    let own = schema
        .objects()
        .iter()
        .map(|object| &*object.key)
        .filter(|key| key.starts_with("x-"));
    let objects = ORDER.into_iter().chain(own).filter(|key| schema.object(key).is_some());
    let mut drafts = objects
        .filter_map(|object| {
            let draft = draft(sheet, object, schema, base).ok()?;
            Some((draft.score + hint(&sheet.name, object, schema), draft.mapping))
        })
        .collect::<Vec<_>>();
    order::sort_by(&mut drafts, |a, b| b.0.total_cmp(&a.0));
    let candidates = drafts
        .iter()
        .map(|(score, mapping)| (mapping.object.clone(), *score))
        .collect::<Vec<_>>();
    let runner_up = candidates.get(1).map_or(0.0, |(_, score)| *score);
    let (score, mapping) = drafts
        .into_iter()
        .next()
        .unwrap_or_else(|| (0.0, Mapping::empty("contact", sheet.columns.len(), base.clone())));
    let confidence = if score <= 0.0 {
        0.0
    } else {
        (0.5 + (score - runner_up.max(0.0)) / (2.0 * score)).clamp(0.0, 1.0)
    };
    Proposal {
        object: mapping.object.clone(),
        confidence,
        candidates,
        mapping,
    }
}

/// Points for an object from the name of the file, and from what files are mostly about.
fn hint(file: &str, object: &str, schema: &Schema) -> f32 {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.split('.').next().unwrap_or(stem);
    let name = format!(" {} ", normalise(stem));
    let said = |word: &str| name.contains(&format!(" {} ", word.trim()));
    let known = FILE_NAMES
        .iter()
        .filter(|(key, _)| *key == object)
        .flat_map(|(_, words)| words.split('|'))
        .any(said);
    let label = schema
        .object(object)
        .is_some_and(|definition| said(&normalise(&definition.plural)) || said(&normalise(&definition.label)));
    let said = if known || label { 2.0 } else { 0.0 };
    // Where nothing else decides, files are about people.
    let usual = match object {
        "contact" => 1.5,
        "company" => 0.5,
        "line" | "message" => -2.0,
        _ => 0.0,
    };
    said + usual
}

/// The order in which files are imported, so that what is referred to is there before what refers to it.
#[must_use]
pub fn order_of_files(mappings: &[&Mapping]) -> Vec<usize> {
    let rank = |mapping: &Mapping| ORDER.iter().position(|object| *mapping.object == **object).unwrap_or(ORDER.len());
    let mut order = (0..mappings.len()).collect::<Vec<_>>();
    order::sort_by_key(&mut order, |&index| (rank(mappings[index]), index));
    order
}
