//! What follows once columns have targets: addresses kept together, lines grouped, keys, names and matching.

use model::order;
use model::validate::fold;
use model::{ObjectDef, Schema, Value};

use super::check::field_of;
use super::synonyms::{Concept, concept, normalise};
use super::{AddressPart, ColumnMapping, Grouping, MapReason, Mapping, MatchBy, NamePart, NameRule, Rule, Target};
use crate::table::Sheet;

/// Words in front of an address part that name the address it belongs to.
const PLACES: [&str; 8] = ["home", "work", "business", "mailing", "billing", "shipping", "other", "primary"];

/// Keeps the parts of an address together: home and work are two addresses. The one with the most in it is the primary one.
pub(super) fn arrange_addresses(mapping: &mut Mapping, sheet: &Sheet) {
    let group = |column: usize| {
        let name = normalise(&sheet.columns[column].header);
        PLACES.iter().position(|place| name.starts_with(place)).unwrap_or(PLACES.len())
    };
    let is_part = |target: &Target| matches!(target, Target::AddressPart { .. });
    let mut groups = Vec::<(usize, u32, usize)>::new();
    for (column, _) in mapping.targets().filter(|(_, target)| is_part(target)) {
        let (group, filled) = (group(column), sheet.columns[column].filled);
        match groups.iter_mut().find(|(known, _, _)| *known == group) {
            Some((_, sum, columns)) => (*sum, *columns) = (*sum + filled, *columns + 1),
            None => groups.push((group, filled, 1)),
        }
    }
    order::sort_by_key(&mut groups, |&(_, filled, _)| std::cmp::Reverse(filled));
    for (column, target) in mapping.columns.iter_mut().enumerate() {
        let place = groups.iter().position(|(known, _, _)| *known == group(column));
        match &mut target.target {
            Target::AddressPart { place: this, .. } => *this = place.unwrap_or(0) as u8,
            // `Home Address` beside `Home City` is the street.
            Target::Field(field) | Target::Further(field) if is_address(sheet, column) && target.reason != MapReason::SameName => {
                if let Some(place) = place {
                    target.target = Target::AddressPart {
                        field: field.clone(),
                        part: AddressPart::Street,
                        place: place as u8,
                    };
                }
            }
            _ => {}
        }
    }
    // One part of one address comes from one column; only streets have several lines.
    let mut seen = Vec::new();
    for column in &mut mapping.columns {
        let Target::AddressPart { part, place, .. } = &column.target else {
            continue;
        };
        if *part != AddressPart::Street && seen.contains(&(*part, *place)) {
            *column = ColumnMapping {
                context: column.context,
                ..ColumnMapping::skip(MapReason::Redundant)
            };
        } else {
            seen.push((*part, *place));
        }
    }
}

fn is_address(sheet: &Sheet, column: usize) -> bool {
    matches!(concept(&sheet.columns[column].header), Some(Concept::Address))
}

/// Where nothing fills the primary value, the first of the further ones does.
pub(super) fn promote_further(mapping: &mut Mapping, object: &ObjectDef) {
    for index in 0..mapping.columns.len() {
        let Target::Further(key) = mapping.columns[index].target.clone() else {
            continue;
        };
        let is_filled = mapping.targets().any(|(_, target)| match target {
            Target::Field(field) | Target::Reference { field, .. } | Target::AddressPart { field, .. } => *field == key,
            _ => false,
        });
        if is_filled {
            continue;
        }
        let is_reference = object.field(&key).is_some_and(|field| field.target.is_some());
        mapping.columns[index].target = match is_reference {
            true => Target::Reference {
                field: key,
                match_by: MatchBy::Name,
                create_missing: true,
            },
            false => Target::Field(key),
        };
    }
}

/// Rows looked at to tell whether a whole name is that of its parts.
const NAMES: u32 = 100;

/// Where names stand in parts and whole, the whole fills in for parts that are empty. A column of whole names that are mostly other names
/// would be passed over without a word: it is left out for all to see.
pub(super) fn settle_whole_name(mapping: &mut Mapping, sheet: &Sheet, object: &ObjectDef) {
    let part = |part: NamePart| Target::NamePart {
        field: object.primary.clone(),
        part,
    };
    let whole = mapping.column_of(&Target::Field(object.primary.clone()));
    let parts = [
        mapping.column_of(&part(NamePart::Given)),
        mapping.column_of(&part(NamePart::Family)),
    ];
    let (Some(whole), [Some(given), Some(family)]) = (whole, parts) else {
        return;
    };
    let (mut same, mut other) = (0, 0);
    for row in 0..sheet.rows().min(NAMES) {
        let [whole, given, family] = [whole, given, family].map(|column| fold(sheet.cell(row, column).trim()));
        if whole.is_empty() || given.is_empty() && family.is_empty() {
            continue;
        }
        if whole.contains(&given) && whole.contains(&family) {
            same += 1;
        } else {
            other += 1;
        }
    }
    if other > same {
        let column = &mut mapping.columns[whole];
        *column = ColumnMapping {
            context: column.context,
            ..ColumnMapping::skip(MapReason::Nothing)
        };
    }
}

/// Rows that are lines of orders: the order is the record, the row its line.
pub(super) fn group_lines(mapping: &mut Mapping, schema: &Schema, concepts: &[Option<Concept>]) {
    let child = |target: &Target| matches!(target, Target::Child(_));
    let product = mapping
        .targets()
        .any(|(_, target)| matches!(target, Target::Child(inner) if matches!(**inner, Target::Reference { .. })));
    let is_line = mapping.targets().filter(|(_, target)| child(target)).count() >= 2 || product;
    if &*mapping.object != "order" || !is_line || schema.object("line").is_none() {
        return;
    }
    let number = mapping.column_of(&Target::Field("number".into()));
    mapping.grouping = Some(Grouping {
        column: number.map(|column| column as u16),
        child: "line".into(),
        parent_field: "order".into(),
    });
    let in_line = |target: Target| Target::Child(Box::new(target));
    let of_product = |field: &str| {
        in_line(Target::Of {
            reference: "product".into(),
            target: Box::new(Target::Field(field.into())),
        })
    };
    let has_text = mapping.column_of(&in_line(Target::Field("description".into()))).is_some();
    let named = mapping.targets().any(|(_, target)| *target == of_product("name"))
        || mapping.targets().any(
            |(_, target)| matches!(target, Target::Child(inner) if matches!(&**inner, Target::Reference { match_by: MatchBy::Name, .. })),
        );
    let priced = mapping.column_of(&in_line(Target::Field("unit_price".into()))).is_some();
    for (index, column) in mapping.columns.iter_mut().enumerate() {
        let text = in_line(Target::Field("description".into()));
        match concepts[index] {
            // Beside products, a description is that of the line.
            Some(Concept::Notes) if !has_text && column.target == Target::Field("description".into()) => {
                column.target = text.clone();
                if product && !named {
                    column.also.push(of_product("name"));
                }
            }
            Some(Concept::LineText) if product && !named && column.target == text => column.also.push(of_product("name")),
            Some(Concept::Product) if !has_text && child(&column.target) => column.also.push(text.clone()),
            Some(Concept::Price) if product && column.target == in_line(Target::Field("unit_price".into())) => {
                column.also.push(of_product("price"))
            }
            Some(Concept::Currency) if priced => column.also.push(in_line(Target::CurrencyOf("unit_price".into()))),
            _ => {}
        }
    }
}

/// Adds what the same cells say besides: order numbers are external ids; numbers with a letter in front are cancellations.
pub(super) fn add_keys(mapping: &mut Mapping, sheet: &Sheet, object: &ObjectDef) {
    let external = Target::Field("external_id".into());
    let number = Target::Field(if &*object.key == "product" { "sku".into() } else { "number".into() });
    if object.field("external_id").is_some()
        && mapping.column_of(&external).is_none()
        && let Some(column) = mapping.column_of(&number)
    {
        mapping.columns[column].also.push(external);
    }
    if &*object.key != "order" {
        return;
    }
    if mapping.column_of(&Target::Field("status".into())).is_none() {
        mapping.constants.push(("status".into(), Value::Text("placed".into())));
        if let Some(column) = mapping.column_of(&number).filter(|column| has_cancellations(sheet, *column)) {
            mapping.rules.push(Rule {
                column: column as u16,
                prefix: "C".into(),
                field: "status".into(),
                value: Value::Text("cancelled".into()),
            });
        }
    }
}

/// Whether most numbers are digits and some are digits after a `C`, looked up over the whole file.
fn has_cancellations(sheet: &Sheet, column: usize) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let rows = sheet.rows();
    let step = (rows / 5_000).max(1) as usize;
    let (mut plain, mut marked) = (0, 0);
    for row in (0..rows).step_by(step) {
        let cell = sheet.cell(row, column);
        let cell = cell.trim();
        plain += u32::from(digits(cell));
        marked += u32::from(cell.strip_prefix(['C', 'c']).is_some_and(digits));
    }
    marked > 0 && plain > marked * 2
}

/// Details of a record that no column refers to have nowhere to go.
pub(super) fn drop_orphans(mapping: &mut Mapping) {
    let referenced = |mapping: &Mapping, wanted: &str, child: bool| {
        mapping.targets().any(|(_, target)| match target {
            Target::Reference { field, .. } => !child && &**field == wanted,
            Target::Child(inner) => child && matches!(&**inner, Target::Reference { field, .. } if &**field == wanted),
            _ => false,
        })
    };
    for index in 0..mapping.columns.len() {
        let orphan = |target: &Target| match target {
            Target::Of { reference, .. } => !referenced(mapping, reference, false),
            Target::Child(inner) => match &**inner {
                Target::Of { reference, .. } => mapping.grouping.is_none() || !referenced(mapping, reference, true),
                _ => mapping.grouping.is_none(),
            },
            _ => false,
        };
        let (main, also) = (
            orphan(&mapping.columns[index].target),
            mapping.columns[index].also.iter().map(orphan).collect::<Vec<_>>(),
        );
        let column = &mut mapping.columns[index];
        let mut keep = also.into_iter().map(|orphan| !orphan);
        column.also.retain(|_| keep.next().unwrap_or(true));
        if main {
            let also = std::mem::take(&mut column.also);
            *column = ColumnMapping {
                context: column.context,
                ..ColumnMapping::skip(MapReason::Nothing)
            };
            column.also = also;
        }
    }
}

/// What names a record when its own column does not.
pub(super) fn name_rule(mapping: &Mapping, object: &ObjectDef, concepts: &[Option<Concept>]) -> Option<NameRule> {
    let of = |wanted: &[Concept]| {
        wanted
            .iter()
            .filter_map(|wanted| concepts.iter().position(|concept| *concept == Some(*wanted)))
            .map(|column| column as u16)
            .collect::<Vec<_>>()
    };
    // A record of our own has the name it has.
    if !object.primary_field().required || mapping.column_of(&Target::Id).is_some() {
        return None;
    }
    let primary = Target::Field(object.primary.clone());
    let has_primary = mapping.column_of(&primary).is_some();
    let (columns, separator) = match &*object.key {
        "contact" => (of(&[Concept::Email]), " "),
        "deal" if !has_primary => (of(&[Concept::Product, Concept::Company, Concept::CustomerName]), " – "),
        "deal" => (of(&[Concept::DealId]), " "),
        "member" if !has_primary => (of(&[Concept::Given, Concept::Family]), " "),
        "member" => (of(&[Concept::Email]), " "),
        "company" => (of(&[Concept::CompanyDomain, Concept::Website]), " "),
        "product" => (of(&[Concept::ProductId]), " "),
        "task" | "ticket" if !has_primary => (of(&[Concept::Notes]), " "),
        _ => return None,
    };
    (!columns.is_empty()).then(|| NameRule {
        columns,
        separator: separator.to_owned(),
    })
}

/// How rows find records that exist already.
pub(super) fn match_by(mapping: &Mapping, sheet: &Sheet) -> Option<MatchBy> {
    let unique = |column: usize| {
        let profile = &sheet.columns[column];
        profile.filled > 0 && (mapping.grouping.is_some() || profile.distinct * 10 >= profile.filled * 9)
    };
    let field = |key: &str| mapping.column_of(&Target::Field(key.into()));
    if mapping.column_of(&Target::Id).is_some() {
        return Some(MatchBy::Id);
    }
    // In a short file, or under our own name for it, a key that repeats is a mistake to be told and not a sign that it is no key.
    let external_id = field("external_id").filter(|&column| {
        let profile = &sheet.columns[column];
        let is_short = profile.filled <= 20 && profile.distinct * 2 >= profile.filled;
        unique(column) || profile.filled > 0 && (is_short || mapping.columns[column].reason == MapReason::SameName)
    });
    if external_id.is_some() {
        return Some(MatchBy::ExternalId);
    }
    match &*mapping.object {
        "contact" | "member" if field("email").is_some() => Some(MatchBy::Email),
        "contact" | "deal" | "task" | "activity" | "line" => None,
        "product" if field("sku").is_some() => Some(MatchBy::Field("sku".into())),
        "order" | "ticket" => field("number").map(|_| MatchBy::Field("number".into())),
        "company" | "product" | "member" | "tag" | "pipeline" | "stage" => Some(MatchBy::Name),
        _ => None,
    }
}

/// What speaks against the file being about the object: keys that repeat, and names that are missing.
pub(super) fn plausibility(mapping: &Mapping, sheet: &Sheet, object: &ObjectDef) -> f32 {
    let mut score = 0.0;
    if mapping.grouping.is_none() {
        for key in ["external_id", "email", "number", "sku"] {
            let Some(column) = mapping.column_of(&Target::Field(key.into())) else {
                continue;
            };
            let profile = &sheet.columns[column];
            if profile.filled > 20 && profile.distinct * 10 < profile.filled * 6 {
                score -= 6.0;
            }
        }
        let name = mapping.column_of(&Target::Field(object.primary.clone()));
        let repeats = name
            .map(|column| &sheet.columns[column])
            .is_some_and(|profile| profile.filled > 20 && profile.distinct * 10 < profile.filled * 3);
        if repeats && matches!(&*object.key, "company" | "product" | "member") {
            score -= 6.0;
        }
    }
    let named = mapping.targets().any(|(_, target)| match target {
        Target::Field(key) | Target::NamePart { field: key, .. } => *key == object.primary,
        _ => false,
    });
    if field_of(object, &object.primary).is_ok_and(|field| field.required) && !named {
        score -= if mapping.name.is_some() { 1.0 } else { 4.0 };
    }
    score
}
