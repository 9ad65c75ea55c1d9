//! The wizard's state as the interface shows it.

use bridge::import::{ColumnState, DialectView, FileState, MatchKey, ProblemKind, ProblemLine, Target};
use interchange::mapping::{self, AddressPart, Mapping, MatchBy, NamePart};
use interchange::table::Sheet;
use model::objects::EXTERNAL_ID;
use model::validate::{DateOrder, DecimalStyle};
use model::{FieldKind, FileKind, Schema};

use super::ImportFile;
use crate::workspace::Workspace;

/// A file as it is shown.
pub(super) fn file_state(file: &ImportFile, workspace: &Workspace) -> FileState {
    let sheet = file.sheet.as_ref();
    let mapping = file.mapping.as_ref();
    let object = mapping.filter(|_| !file.left_out).map(|mapping| mapping.object.clone());
    let columns = match (sheet, mapping) {
        (Some(sheet), Some(mapping)) => columns(sheet, mapping, file),
        _ => Vec::new(),
    };
    let match_keys = mapping.map(|mapping| match_keys(mapping, workspace.schema())).unwrap_or_default();
    let mut problems = problems(file, SHOWN);
    let form_count = sheet.map_or(0, |sheet| sheet.problems.total() as u32 + u32::from(sheet.origin.sheets.len() > 1));
    problems.truncate(SHOWN);
    FileState {
        name: file.name.clone(),
        bytes: file.size(),
        dialect: sheet.map(|sheet| dialect(sheet, &file.own)).unwrap_or_default(),
        object,
        rows: sheet.map_or(0, Sheet::rows),
        columns,
        match_key: file.match_key.clone(),
        match_keys,
        policy: file.policy,
        field_policies: file.field_policies.clone(),
        counts: file.counts,
        problems,
        problem_count: file.problem_count + form_count,
        refused: file.refused.clone(),
    }
}

fn dialect(sheet: &Sheet, own: &[String]) -> DialectView {
    DialectView {
        kind: sheet.origin.kind,
        sheet: sheet.origin.sheet.clone(),
        sheets: sheet.origin.sheets.clone(),
        own: if sheet.origin.kind == FileKind::Mail {
            own.to_vec()
        } else {
            Vec::new()
        },
        encoding: sheet.encoding,
        delimiter: char::from(sheet.dialect.syntax.delimiter),
        header: sheet.dialect.header,
        decimal_comma: sheet.dialect.decimal == DecimalStyle::Comma,
        date_order: match sheet.dialect.date_order {
            DateOrder::DayFirst => "dmy",
            DateOrder::MonthFirst => "mdy",
            DateOrder::YearFirst => "ymd",
        }
        .to_owned(),
    }
}

fn columns(sheet: &Sheet, mapping: &Mapping, file: &ImportFile) -> Vec<ColumnState> {
    let states = sheet
        .columns
        .iter()
        .zip(&mapping.columns)
        .enumerate()
        .map(|(index, (profile, column))| {
            let (_, bad) = file.column_counts.get(index).copied().unwrap_or_default();
            ColumnState {
                header: if profile.header.is_empty() {
                    String::new()
                } else {
                    profile.name.clone()
                },
                samples: profile.samples.clone(),
                kind: profile.kind,
                filled: profile.filled,
                target: shown(&column.target),
                sure: column.confidence >= 0.6,
                read: profile.filled.saturating_sub(bad),
                bad,
            }
        });
    states.collect()
}

/// Ways of telling that a row is a known record, the proposed one among them.
fn match_keys(mapping: &Mapping, schema: &Schema) -> Vec<MatchKey> {
    let mut keys = vec![MatchKey::Never];
    let Some(object) = schema.object(&mapping.object) else {
        return keys;
    };
    for (_, target) in mapping.targets() {
        let key = match target {
            mapping::Target::Id => Some(MatchKey::Id),
            mapping::Target::Field(field) => {
                let comparable = object.field(field).is_some_and(|field| {
                    matches!(
                        field.kind,
                        FieldKind::Text | FieldKind::Email | FieldKind::Phone | FieldKind::Url | FieldKind::PersonName | FieldKind::Integer
                    )
                });
                comparable.then(|| MatchKey::Field(field.clone()))
            }
            mapping::Target::NamePart { field, .. } => Some(MatchKey::Field(field.clone())),
            _ => None,
        };
        if let Some(key) = key
            && !keys.contains(&key)
        {
            keys.push(key);
        }
    }
    keys
}

/// Problems that are shown; all of them are counted.
const SHOWN: usize = 1_000;

/// Problems of a file, by line: at most so many of its form, and at most so many of its rows.
pub(crate) fn problems(file: &ImportFile, most: usize) -> Vec<ProblemLine> {
    let mut problems = file.sheet.as_ref().map(|sheet| form_problems(sheet, most)).unwrap_or_default();
    problems.extend(file.problems.iter().take(most).cloned());
    model::order::sort_by_key(&mut problems, |problem| problem.line);
    problems
}

fn form_problems(sheet: &Sheet, most: usize) -> Vec<ProblemLine> {
    let form = |line: u32, column: Option<u16>, problem: ProblemKind| ProblemLine {
        line,
        row: None,
        column: column.map(u32::from),
        text: String::new(),
        problem,
    };
    let others = other_sheets(sheet).map(|problem| form(1, None, problem));
    let list = sheet.problems.list().iter().take(most);
    let lines = list.map(|problem| form(problem.line, problem.column, ProblemKind::Form(problem.kind)));
    others.into_iter().chain(lines).collect()
}

/// Which sheet of a workbook was read and which were not.
fn other_sheets(sheet: &Sheet) -> Option<ProblemKind> {
    let read = sheet.origin.sheet.clone()?;
    let others = sheet
        .origin
        .sheets
        .iter()
        .filter(|name| **name != read)
        .cloned()
        .collect::<Vec<_>>();
    (!others.is_empty()).then_some(ProblemKind::OtherSheets { read, others })
}

/// A target as it is shown. Details of referenced records are shown as the reference's own.
fn shown(target: &mapping::Target) -> Target {
    match target {
        mapping::Target::Skip | mapping::Target::Id => Target::Skip,
        mapping::Target::Field(field) => Target::Field(field.clone()),
        mapping::Target::NamePart { field, part } => Target::NamePart {
            field: field.clone(),
            family: *part == NamePart::Family,
        },
        mapping::Target::AddressPart { field, part, .. } => Target::AddressPart {
            field: field.clone(),
            part: part.key().to_owned(),
        },
        mapping::Target::Further(field) | mapping::Target::CurrencyOf(field) => Target::Further(field.clone()),
        mapping::Target::Reference {
            field,
            match_by,
            create_missing,
        } => Target::Link {
            field: field.clone(),
            by: by_name(match_by),
            create: *create_missing,
        },
        mapping::Target::Of { reference, target } => Target::Detail {
            link: reference.clone(),
            field: field_of(target),
        },
        mapping::Target::Child(target) => Target::Line(field_of(target)),
        mapping::Target::NewField { kind, label } => Target::NewField {
            label: label.clone(),
            kind: *kind,
        },
    }
}

fn field_of(target: &mapping::Target) -> model::FieldKey {
    match target {
        mapping::Target::Field(field)
        | mapping::Target::NamePart { field, .. }
        | mapping::Target::AddressPart { field, .. }
        | mapping::Target::Further(field)
        | mapping::Target::CurrencyOf(field)
        | mapping::Target::Reference { field, .. } => field.clone(),
        mapping::Target::Of { target, .. } | mapping::Target::Child(target) => field_of(target),
        mapping::Target::NewField { label, .. } => label.as_str().into(),
        mapping::Target::Skip | mapping::Target::Id => "".into(),
    }
}

fn by_name(by: &MatchBy) -> String {
    match by {
        MatchBy::Id => "id".to_owned(),
        MatchBy::ExternalId => EXTERNAL_ID.to_owned(),
        MatchBy::Email => "email".to_owned(),
        MatchBy::Name => "name".to_owned(),
        MatchBy::Field(field) => field.to_string(),
    }
}

/// The target that a person chose, in the importer's own terms.
pub(crate) fn chosen(target: &Target) -> mapping::Target {
    match target {
        Target::Skip => mapping::Target::Skip,
        Target::Field(field) => mapping::Target::Field(field.clone()),
        Target::NamePart { field, family } => mapping::Target::NamePart {
            field: field.clone(),
            part: if *family { NamePart::Family } else { NamePart::Given },
        },
        Target::AddressPart { field, part } => mapping::Target::AddressPart {
            field: field.clone(),
            part: AddressPart::from_key(part).unwrap_or(AddressPart::Street),
            place: 0,
        },
        Target::Further(field) => mapping::Target::Further(field.clone()),
        Target::Link { field, by, create } => mapping::Target::Reference {
            field: field.clone(),
            match_by: match by.as_str() {
                "email" => MatchBy::Email,
                EXTERNAL_ID => MatchBy::ExternalId,
                "id" => MatchBy::Id,
                _ => MatchBy::Name,
            },
            create_missing: *create,
        },
        Target::Detail { link, field } => mapping::Target::Of {
            reference: link.clone(),
            target: Box::new(mapping::Target::Field(field.clone())),
        },
        Target::NewField { label, kind } => mapping::Target::NewField {
            kind: *kind,
            label: label.clone(),
        },
        Target::Line(field) => mapping::Target::Child(Box::new(mapping::Target::Field(field.clone()))),
    }
}
