//! Proposes a target for each column of a file about a given object.
//!
//! Every column collects candidates: the object's own labels, what its name is known to mean, what its values look like.
//! A candidate counts less when the values do not fit the field. The best candidate of all columns is settled first,
//! and no two columns end up at the same place.

use model::order;
use model::validate::ParseContext;
use model::{FieldDef, FieldKind, FileKind, ObjectDef, RecordId, Schema};

use super::arrange::{
    add_keys, arrange_addresses, drop_orphans, group_lines, match_by, name_rule, plausibility, promote_further, settle_whole_name,
};
use super::fit::fit;
use super::headers::own_target;
use super::slots::slots;
use super::synonyms::{Concept, concept, normalise};
use super::{AddressPart, ColumnContext, MapReason, Mapping, MatchBy, Target};
use crate::table::{ColumnProfile, Sheet};
use model::reading::MappingError;

/// Candidates below it are not proposed.
const LEAST: f32 = 0.3;

/// A column that might go somewhere.
pub(super) struct Candidate {
    pub(super) column: usize,
    pub(super) target: Target,
    pub(super) score: f32,
    /// How much it speaks for the object.
    pub(super) weight: u8,
    pub(super) reason: MapReason,
}

/// A mapping and how much speaks for the object.
pub(super) struct Draft {
    pub(super) mapping: Mapping,
    pub(super) score: f32,
}

/// Proposes where the columns go, given what the file is about. `base` is the workspace's view of dates, numbers and currency;
/// what the file shows stands before it.
///
/// # Errors
/// [`MappingError::UnknownObject`].
pub fn propose_for(sheet: &Sheet, object: &str, schema: &Schema, base: &ParseContext) -> Result<Mapping, MappingError> {
    if let Some(mapping) = said(sheet, schema, base).filter(|mapping| *mapping.object == *object) {
        return Ok(mapping);
    }
    draft(sheet, object, schema, base).map(|draft| draft.mapping)
}

/// The mapping that the kind of file says, as that of contact cards does. Empty columns go nowhere.
pub(super) fn said(sheet: &Sheet, schema: &Schema, base: &ParseContext) -> Option<Mapping> {
    let (object, targets) = sheet.origin.meaning.as_ref()?;
    let definition = schema.object(object)?;
    let mut mapping = Mapping::empty(object, sheet.columns.len(), context(sheet, base));
    for ((column, target), profile) in mapping.columns.iter_mut().zip(targets).zip(&sheet.columns) {
        let field = match target {
            Target::Field(field) | Target::Further(field) | Target::NamePart { field, .. } | Target::AddressPart { field, .. } => field,
            Target::Reference { field, .. } => field,
            _ => continue,
        };
        let is_there = definition.field(field).is_some_and(FieldDef::is_editable);
        if profile.sampled == 0 || !is_there {
            column.reason = MapReason::Empty;
            continue;
        }
        column.target = target.clone();
        column.confidence = 1.0;
        column.reason = MapReason::SameName;
    }
    mapping.finds_further = sheet.origin.kind == FileKind::Mail;
    let of = |field: &str| {
        let column = mapping.column_of(&Target::Field(field.into()))?;
        Some(sheet.columns[column].filled)
    };
    // Other programs give their own ids: where most have an address, it finds who is here already.
    mapping.match_by = match (of("email"), of("external_id")) {
        (Some(filled), _) if filled * 2 >= sheet.rows() => Some(MatchBy::Email),
        (_, Some(_)) => Some(MatchBy::ExternalId),
        (email, None) => email.map(|_| MatchBy::Email),
    };
    Some(mapping)
}

pub(super) fn draft(sheet: &Sheet, object: &str, schema: &Schema, base: &ParseContext) -> Result<Draft, MappingError> {
    let definition = schema.object(object).ok_or_else(|| MappingError::UnknownObject(object.into()))?;
    let mut mapping = Mapping::empty(object, sheet.columns.len(), context(sheet, base));
    let concepts = sheet.columns.iter().map(|column| concept(&column.header)).collect::<Vec<_>>();
    let mut candidates = Vec::new();
    for (column, concept) in concepts.iter().enumerate() {
        gather(sheet, column, *concept, definition, schema, &mut candidates);
    }
    // The sort is stable: of equal ones the column further left comes first.
    order::sort_by(&mut candidates, |a, b| b.score.total_cmp(&a.score));
    let mut score = 0.0;
    let mut settled = vec![false; sheet.columns.len()];
    for candidate in candidates {
        if settled[candidate.column] || is_taken(&mapping, &candidate.target) {
            continue;
        }
        settled[candidate.column] = true;
        score += (f32::from(candidate.weight) + 0.5) * candidate.score;
        let column = &mut mapping.columns[candidate.column];
        column.target = candidate.target;
        column.confidence = candidate.score.min(1.0);
        column.reason = candidate.reason;
    }
    for (index, column) in mapping.columns.iter_mut().enumerate() {
        let profile = &sheet.columns[index];
        column.context = ColumnContext {
            date_order: profile.date_order,
            decimal: profile.decimal,
            currency: profile.currency,
        };
        if column.target == Target::Skip {
            column.reason = why_nowhere(profile, definition);
            score -= if profile.sampled > 0 { 0.4 } else { 0.0 };
        }
    }
    arrange_addresses(&mut mapping, sheet);
    promote_further(&mut mapping, definition);
    settle_whole_name(&mut mapping, sheet, definition);
    group_lines(&mut mapping, schema, &concepts);
    add_keys(&mut mapping, sheet, definition);
    drop_orphans(&mut mapping);
    mapping.name = name_rule(&mapping, definition, &concepts);
    mapping.match_by = match_by(&mapping, sheet);
    score += plausibility(&mapping, sheet, definition);
    Ok(Draft { mapping, score })
}

/// Dates and numbers as the file shows them, the rest as the workspace has it.
fn context(sheet: &Sheet, base: &ParseContext) -> ParseContext {
    let dialect = &sheet.dialect;
    let date_order = if dialect.date_order_certain {
        dialect.date_order
    } else {
        base.date_order
    };
    ParseContext {
        date_order,
        decimal: dialect.decimal,
        ..base.clone()
    }
}

fn gather(sheet: &Sheet, column: usize, concept: Option<Concept>, object: &ObjectDef, schema: &Schema, candidates: &mut Vec<Candidate>) {
    let profile = &sheet.columns[column];
    let before = candidates.len();
    let mut add = |target: Target, base: f32, weight: u8, reason: MapReason| {
        // Our own columns of further values hold lists, whose cells look like nothing in particular.
        let is_own_list = reason == MapReason::SameName && matches!(target, Target::Further(_)) && profile.sampled > 0;
        let score = if is_own_list {
            base
        } else {
            base * fit(&target, profile, object, schema)
        };
        if score >= LEAST {
            candidates.push(Candidate {
                column,
                target,
                score,
                weight,
                reason,
            });
        }
    };
    let is_id = matches!(&*normalise(&profile.header), "id" | "kith id");
    if is_id && !profile.samples.is_empty() && profile.samples.iter().all(|text| text.parse::<RecordId>().is_ok()) {
        add(Target::Id, 1.2, 0, MapReason::NameAndValues);
    }
    for field in object.fields.iter().filter(|field| field.is_editable()) {
        if let Some(target) = own_target(field, field.key == object.primary, &profile.header) {
            add(as_reference(target, field, profile), 1.0, 1, MapReason::SameName);
        }
    }
    if let Some(concept) = concept {
        let rows = slots(&object.key).iter().filter(|(known, _, _)| *known == concept);
        for &(_, places, weight) in rows {
            for (rank, slot) in places.iter().enumerate() {
                add(slot.target(), 0.95 - 0.05 * rank as f32, weight, MapReason::KnownName);
            }
        }
        if matches!(concept, Concept::RecordId) && object.field("external_id").is_some() {
            add(Target::Field("external_id".into()), 0.8, 0, MapReason::KnownName);
        }
        if matches!(concept, Concept::StreetMore) {
            let address = object.fields.iter().find(|field| field.kind == FieldKind::Address);
            let street = |field: &FieldDef| Target::AddressPart {
                field: field.key.clone(),
                part: AddressPart::Street,
                place: 0,
            };
            if let Some(field) = address {
                add(street(field), 0.9, 0, MapReason::KnownName);
            }
        }
    }
    if candidates.len() == before && concept.is_none() {
        by_values(profile, column, object, candidates);
    }
}

/// A column whose name says nothing: the field for values of its kind.
fn by_values(profile: &ColumnProfile, column: usize, object: &ObjectDef, candidates: &mut Vec<Candidate>) {
    let named = |kind: FieldKind| profile.kind == kind || profile.alternatives.iter().any(|(other, share)| *other == kind && *share >= 0.8);
    if profile.header.is_empty() && object.primary_field().kind == FieldKind::PersonName && named(FieldKind::PersonName) {
        candidates.push(Candidate {
            column,
            target: Target::Field(object.primary.clone()),
            score: 0.5,
            weight: 1,
            reason: MapReason::Values,
        });
    }
    let distinctive = matches!(profile.kind, FieldKind::Email | FieldKind::Phone | FieldKind::Url);
    if !distinctive || profile.sampled == 0 || profile.confidence < 0.8 {
        return;
    }
    for field in object
        .fields
        .iter()
        .filter(|field| field.kind == profile.kind && field.is_editable() && !field.custom)
    {
        candidates.push(Candidate {
            column,
            target: Target::Field(field.key.clone()),
            score: 0.5,
            weight: 1,
            reason: MapReason::Values,
        });
        if field.multi {
            candidates.push(Candidate {
                column,
                target: Target::Further(field.key.clone()),
                score: 0.45,
                weight: 0,
                reason: MapReason::Values,
            });
        }
    }
}

/// A reference field takes a key instead of a value.
fn as_reference(target: Target, field: &FieldDef, profile: &ColumnProfile) -> Target {
    let reference = matches!(field.kind, FieldKind::Reference | FieldKind::References);
    match target {
        Target::Field(key) if reference => {
            let match_by = if profile.kind == FieldKind::Email {
                MatchBy::Email
            } else {
                MatchBy::Name
            };
            Target::Reference {
                field: key,
                match_by,
                create_missing: true,
            }
        }
        other => other,
    }
}

/// Whether another column goes to the same place already.
fn is_taken(mapping: &Mapping, target: &Target) -> bool {
    let same = |other: &Target| match (target, other) {
        (Target::Further(_), _) | (Target::AddressPart { .. }, _) => false,
        (Target::Reference { field: a, .. }, Target::Reference { field: b, .. }) => a == b,
        (Target::Child(a), Target::Child(b)) => match (&**a, &**b) {
            (Target::Reference { field: a, .. }, Target::Reference { field: b, .. }) => a == b,
            (a, b) => a == b,
        },
        (a, b) => a == b,
    };
    mapping.columns.iter().any(|column| same(&column.target))
}

fn why_nowhere(profile: &ColumnProfile, object: &ObjectDef) -> MapReason {
    if profile.sampled == 0 {
        return MapReason::Empty;
    }
    let name = normalise(&profile.header);
    let computed = object
        .fields
        .iter()
        .any(|field| !field.is_editable() && (normalise(&field.label) == name || normalise(&field.key) == name));
    if computed { MapReason::Computed } else { MapReason::Nothing }
}
