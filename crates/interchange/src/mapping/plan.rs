//! A mapping made ready: for every field of every object, the cells that fill it.

use model::validate::validate;
use model::{FieldDef, FieldKey, FieldKind, ObjectDef, ObjectKey, Schema};

use model::reading::MappingError;

use super::check::field_of;
use super::{AddressPart, Mapping, MatchBy, NamePart, Target};

/// A mapping made ready: which cells fill which fields of which objects.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) record: ObjectPlan,
    pub(crate) child: Option<ObjectPlan>,
}

/// What fills one object.
#[derive(Debug)]
pub(crate) struct ObjectPlan {
    pub(crate) definition: ObjectDef,
    pub(crate) id: Option<usize>,
    /// The field that refers to the record of the group, in a plan of children.
    pub(crate) parent: Option<FieldKey>,
    pub(crate) fields: Vec<PlannedField>,
    pub(crate) references: Vec<PlannedReference>,
}

/// What fills one field.
#[derive(Debug)]
pub(crate) struct PlannedField {
    pub(crate) field: FieldDef,
    pub(crate) source: Source,
    pub(crate) further: Vec<usize>,
    pub(crate) currency: Option<usize>,
}

/// Where the primary value comes from.
#[derive(Debug, Default, PartialEq)]
pub(crate) enum Source {
    /// From nowhere: rules, constants or further values fill it.
    #[default]
    None,
    Cell(usize),
    Name {
        full: Option<usize>,
        given: Option<usize>,
        family: Option<usize>,
    },
    Address {
        full: Option<usize>,
        /// Columns of each part, of the primary address first.
        places: Vec<[Vec<usize>; 5]>,
    },
}

/// What fills one reference.
#[derive(Debug)]
pub(crate) struct PlannedReference {
    pub(crate) field: FieldDef,
    pub(crate) target: ObjectKey,
    pub(crate) column: Option<usize>,
    pub(crate) further: Vec<usize>,
    pub(crate) match_by: MatchBy,
    pub(crate) create_missing: bool,
    /// What fills the record that is made when none is found.
    pub(crate) details: Vec<PlannedField>,
}

impl Plan {
    pub(crate) fn new(mapping: &Mapping, columns: usize, schema: &Schema) -> Result<Self, MappingError> {
        if mapping.columns.len() != columns {
            return Err(MappingError::Columns {
                expected: mapping.columns.len() as u32,
                found: columns as u32,
            });
        }
        let object = schema
            .object(&mapping.object)
            .ok_or_else(|| MappingError::UnknownObject(mapping.object.clone()))?;
        let mut record = ObjectPlan::new(object);
        let mut child = None;
        if let Some(grouping) = &mapping.grouping {
            let definition = schema
                .object(&grouping.child)
                .ok_or_else(|| MappingError::UnknownObject(grouping.child.clone()))?;
            let link = field_of(definition, &grouping.parent_field)?;
            if link.kind != FieldKind::Reference || link.target.as_ref() != Some(&mapping.object) {
                return Err(MappingError::Grouping);
            }
            check_column(grouping.column, columns)?;
            child = Some(ObjectPlan {
                parent: Some(link.key.clone()),
                ..ObjectPlan::new(definition)
            });
        }
        for (column, target) in mapping.targets() {
            match target {
                Target::Child(inner) => {
                    let child = child.as_mut().ok_or(MappingError::Grouping)?;
                    if matches!(**inner, Target::Child(_) | Target::NewField { .. } | Target::Id) {
                        return Err(MappingError::TooDeep);
                    }
                    if matches!((&**inner, &mapping.grouping), (Target::Reference { field, .. }, Some(grouping)) if *field == grouping.parent_field)
                    {
                        return Err(MappingError::Grouping);
                    }
                    child.add(column, inner, schema)?;
                }
                target => record.add(column, target, schema)?,
            }
        }
        for key in mapping
            .rules
            .iter()
            .map(|rule| &rule.field)
            .chain(mapping.constants.iter().map(|(field, _)| field))
        {
            record.field(key)?;
        }
        let values = mapping.rules.iter().map(|rule| (&rule.field, &rule.value));
        for (key, value) in values.chain(mapping.constants.iter().map(|(field, value)| (field, value))) {
            let refused = |error| MappingError::Value { field: key.clone(), error };
            validate(field_of(object, key)?, value.clone()).map_err(refused)?;
        }
        if mapping.name.is_some() {
            record.field(&object.primary)?;
        }
        let named = mapping
            .rules
            .iter()
            .map(|rule| rule.column)
            .chain(mapping.name.iter().flat_map(|rule| rule.columns.iter().copied()));
        for column in named {
            check_column(Some(column), columns)?;
        }
        record.finish()?;
        if let Some(child) = &mut child {
            child.finish()?;
        }
        Ok(Self { record, child })
    }
}

fn check_column(column: Option<u16>, columns: usize) -> Result<(), MappingError> {
    match column {
        Some(column) if usize::from(column) >= columns => Err(MappingError::UnknownColumn(column)),
        _ => Ok(()),
    }
}

impl ObjectPlan {
    fn new(definition: &ObjectDef) -> Self {
        Self {
            definition: definition.clone(),
            id: None,
            parent: None,
            fields: Vec::new(),
            references: Vec::new(),
        }
    }

    fn add(&mut self, column: usize, target: &Target, schema: &Schema) -> Result<(), MappingError> {
        match target {
            Target::Skip => {}
            Target::Id if self.id.is_some() => return Err(MappingError::Twice { field: "id".into() }),
            Target::Id => self.id = Some(column),
            Target::Reference {
                field,
                match_by,
                create_missing,
            } => self.add_reference(column, field, match_by, *create_missing)?,
            Target::Further(field) if is_reference(field_of(&self.definition, field)?) => {
                let definition = field_of(&self.definition, field)?;
                if !definition.has_elements() {
                    return Err(MappingError::WrongKind { field: field.clone() });
                }
                self.reference(field, &MatchBy::Name, true)?.further.push(column);
            }
            Target::Of { reference, target } => {
                let field = field_of(&self.definition, reference)?;
                let referenced = field.target.as_ref().and_then(|key| schema.object(key));
                let referenced = referenced.ok_or_else(|| MappingError::WrongKind { field: reference.clone() })?;
                if matches!(
                    **target,
                    Target::Of { .. } | Target::Child(_) | Target::Reference { .. } | Target::NewField { .. } | Target::Id
                ) {
                    return Err(MappingError::TooDeep);
                }
                let mut details = ObjectPlan::new(referenced);
                let plan = self.reference(reference, &MatchBy::Name, true)?;
                details.fields = std::mem::take(&mut plan.details);
                let added = details.add(column, target, schema);
                plan.details = details.fields;
                added?;
            }
            Target::Child(_) => return Err(MappingError::TooDeep),
            Target::NewField { kind, label } => {
                let mut field = FieldDef::new(&Mapping::new_field_key(column), label, *kind);
                field.open = matches!(kind, FieldKind::Choice | FieldKind::Choices);
                if is_reference(&field) {
                    return Err(MappingError::WrongKind { field: field.key });
                }
                self.fields.push(PlannedField {
                    field,
                    source: Source::Cell(column),
                    further: Vec::new(),
                    currency: None,
                });
            }
            Target::Field(key)
            | Target::Further(key)
            | Target::CurrencyOf(key)
            | Target::NamePart { field: key, .. }
            | Target::AddressPart { field: key, .. } => {
                self.field(key)?.add(column, target)?;
            }
        }
        Ok(())
    }

    fn add_reference(&mut self, column: usize, field: &FieldKey, match_by: &MatchBy, create_missing: bool) -> Result<(), MappingError> {
        let plan = self.reference(field, match_by, create_missing)?;
        if plan.column.replace(column).is_some() {
            return Err(MappingError::Twice { field: field.clone() });
        }
        plan.match_by = match_by.clone();
        plan.create_missing = create_missing;
        Ok(())
    }

    /// The plan of a field, made when there is none.
    fn field(&mut self, key: &FieldKey) -> Result<&mut PlannedField, MappingError> {
        let field = field_of(&self.definition, key)?;
        if is_reference(field) {
            return Err(MappingError::WrongKind { field: key.clone() });
        }
        let index = self.fields.iter().position(|planned| planned.field.key == *key).unwrap_or_else(|| {
            self.fields.push(PlannedField {
                field: field.clone(),
                source: Source::None,
                further: Vec::new(),
                currency: None,
            });
            self.fields.len() - 1
        });
        Ok(&mut self.fields[index])
    }

    /// The plan of a reference, made when there is none.
    fn reference(&mut self, key: &FieldKey, match_by: &MatchBy, create_missing: bool) -> Result<&mut PlannedReference, MappingError> {
        let field = field_of(&self.definition, key)?;
        let target = field
            .target
            .clone()
            .filter(|_| is_reference(field))
            .ok_or_else(|| MappingError::WrongKind { field: key.clone() })?;
        let index = self
            .references
            .iter()
            .position(|planned| planned.field.key == *key)
            .unwrap_or_else(|| {
                let (field, match_by) = (field.clone(), match_by.clone());
                self.references.push(PlannedReference {
                    field,
                    target,
                    column: None,
                    further: Vec::new(),
                    match_by,
                    create_missing,
                    details: Vec::new(),
                });
                self.references.len() - 1
            });
        Ok(&mut self.references[index])
    }

    /// Checks what can be told only when all columns are known.
    fn finish(&mut self) -> Result<(), MappingError> {
        for field in &mut self.fields {
            // An address always has a primary place, so that filling needs no exception.
            if let Source::Address { places, .. } = &mut field.source
                && places.is_empty()
            {
                places.push(Default::default());
            }
        }
        for reference in &self.references {
            if reference.column.is_none() && reference.further.is_empty() {
                return Err(MappingError::DetailWithoutReference {
                    reference: reference.field.key.clone(),
                });
            }
        }
        Ok(())
    }
}

impl PlannedField {
    fn add(&mut self, column: usize, target: &Target) -> Result<(), MappingError> {
        let twice = Err(MappingError::Twice {
            field: self.field.key.clone(),
        });
        let wrong = Err(MappingError::WrongKind {
            field: self.field.key.clone(),
        });
        match (target, self.field.kind) {
            (Target::Further(_), _) if self.field.multi => self.further.push(column),
            (Target::CurrencyOf(_), FieldKind::Money) => {
                if self.currency.replace(column).is_some() {
                    return twice;
                }
            }
            (Target::NamePart { part, .. }, FieldKind::PersonName) => {
                let (_, given, family) = self.name();
                let place = if *part == NamePart::Given { given } else { family };
                if place.replace(column).is_some() {
                    return twice;
                }
            }
            (Target::AddressPart { part, place, .. }, FieldKind::Address) => {
                if *place > 0 && !self.field.multi {
                    return wrong;
                }
                let columns = &mut self.place(usize::from(*place))[part_index(*part)];
                if !columns.is_empty() && *part != AddressPart::Street {
                    return twice;
                }
                columns.push(column);
            }
            (Target::Field(_), FieldKind::PersonName) => {
                if self.name().0.replace(column).is_some() {
                    return twice;
                }
            }
            (Target::Field(_), FieldKind::Address) => {
                if self.address().0.replace(column).is_some() {
                    return twice;
                }
            }
            (Target::Field(_), _) => {
                if self.source != Source::None {
                    return twice;
                }
                self.source = Source::Cell(column);
            }
            _ => return wrong,
        }
        Ok(())
    }

    fn name(&mut self) -> (&mut Option<usize>, &mut Option<usize>, &mut Option<usize>) {
        if self.source == Source::None {
            self.source = Source::Name {
                full: None,
                given: None,
                family: None,
            };
        }
        match &mut self.source {
            Source::Name { full, given, family } => (full, given, family),
            _ => unreachable!("only names are filled by parts of names"),
        }
    }

    fn address(&mut self) -> (&mut Option<usize>, &mut Vec<[Vec<usize>; 5]>) {
        if self.source == Source::None {
            self.source = Source::Address {
                full: None,
                places: Vec::new(),
            };
        }
        match &mut self.source {
            Source::Address { full, places } => (full, places),
            _ => unreachable!("only addresses are filled by parts of addresses"),
        }
    }

    fn place(&mut self, place: usize) -> &mut [Vec<usize>; 5] {
        let places = self.address().1;
        if places.len() <= place {
            places.resize_with(place + 1, Default::default);
        }
        &mut places[place]
    }
}

fn is_reference(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Reference | FieldKind::References)
}

/// Position of a part among [`AddressPart::ALL`].
pub(crate) fn part_index(part: AddressPart) -> usize {
    AddressPart::ALL.iter().position(|candidate| *candidate == part).unwrap_or(0)
}
