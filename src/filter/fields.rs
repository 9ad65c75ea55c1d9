//! The fields a condition can be about: an object's own, and those of records it refers to.

use model::{
    Aggregate, Condition, FieldDef, FieldKey, FieldKind, Filter, ObjectDef, ObjectKey, Operator, Path, Related, Schema, Span, Unit,
    filter::Arity,
};

use crate::ui::field::ComboOption;
use crate::words;

/// Separates the steps of a path in the value of an option. Keys never contain it.
const STEP: char = '/';

/// The field at the end of a path.
#[must_use]
pub fn field_at<'a>(schema: &'a Schema, object: &str, path: &[FieldKey]) -> Option<&'a FieldDef> {
    let (last, steps) = path.split_last()?;
    let mut object = schema.object(object)?;
    for step in steps {
        object = schema.object(object.field(step)?.target.as_deref()?)?;
    }
    object.field(last)
}

/// The object that the last step of a path belongs to.
#[must_use]
pub(super) fn object_at(schema: &Schema, object: &ObjectKey, path: &[FieldKey]) -> ObjectKey {
    let steps = path.split_last().map_or(&[][..], |(_, steps)| steps);
    let mut found = object.clone();
    for step in steps {
        match schema.field(&found, step).and_then(|field| field.target.clone()) {
            Some(target) => found = target,
            None => break,
        }
    }
    found
}

/// A path in words: `Industry`, `Company: Industry`.
#[must_use]
pub fn path_label(schema: &Schema, object: &str, path: &[FieldKey]) -> String {
    let mut label = String::new();
    let mut at = schema.object(object);
    for key in path {
        let field = at.and_then(|object| object.field(key));
        let name = field.map_or_else(|| key.to_string(), |field| field.label.clone());
        label = if label.is_empty() {
            name
        } else {
            words::filter::path(&label, &name)
        };
        at = field.and_then(|field| schema.object(field.target.as_deref()?));
    }
    label
}

/// A path as the value of an option.
#[must_use]
pub fn path_value(path: &[FieldKey]) -> String {
    path.iter().map(FieldKey::as_str).collect::<Vec<_>>().join(&STEP.to_string())
}

/// The path of an option's value.
#[must_use]
pub fn path_of(value: &str) -> Path {
    value.split(STEP).map(FieldKey::from).collect()
}

/// Everything a condition on the object can be about: own fields first, then those one reference away.
#[must_use]
pub fn path_options(schema: &Schema, object: &str) -> Vec<ComboOption> {
    let Some(object) = schema.object(object) else { return Vec::new() };
    let shown = |object: &ObjectDef| object.fields.iter().filter(|field| !field.hidden).cloned().collect::<Vec<_>>();
    let own = shown(object);
    let mut options: Vec<ComboOption> = own
        .iter()
        .map(|field| ComboOption::new(field.key.as_str(), &*field.label))
        .collect();
    for reference in own
        .iter()
        .filter(|field| field.target.as_deref().is_some_and(|target| target != "tag"))
    {
        let Some(target) = reference.target.as_deref().and_then(|target| schema.object(target)) else {
            continue;
        };
        for field in shown(target).iter().filter(|field| field.key != target.primary) {
            let path = [reference.key.clone(), field.key.clone()];
            options.push(ComboOption::new(
                path_value(&path),
                words::filter::path(&reference.label, &field.label),
            ));
        }
    }
    options
}

/// A condition on a field as it starts: its most used comparison, without a value yet.
#[must_use]
pub(super) fn fresh_condition(schema: &Schema, object: &str, path: Path) -> Condition {
    let kind = field_at(schema, object, &path).map_or(FieldKind::Text, |field| field.kind);
    with_operator(
        Condition {
            path,
            operator: Operator::Is,
            values: Vec::new(),
            span: None,
        },
        Operator::of(kind)[0],
    )
}

/// The condition with another comparison; values that it cannot take go.
#[must_use]
pub(super) fn with_operator(mut condition: Condition, operator: Operator) -> Condition {
    let before = condition.operator.arity();
    condition.operator = operator;
    match operator.arity() {
        Arity::None => {
            condition.values.clear();
            condition.span = None;
        }
        Arity::Span => {
            condition.values.clear();
            condition.span = condition.span.or(Some(Span {
                count: if counts(operator) { 30 } else { 1 },
                unit: Unit::Day,
            }));
        }
        arity => {
            condition.span = None;
            if before == Arity::Many && arity != Arity::Many {
                condition.values.clear();
            }
            if arity == Arity::One {
                condition.values.truncate(1);
            }
        }
    }
    condition
}

/// Whether a relative comparison counts units; the others are about one unit.
#[must_use]
pub(super) fn counts(operator: Operator) -> bool {
    matches!(operator, Operator::InLast | Operator::InNext | Operator::BeforeLast)
}

/// Whether a condition says enough to be used.
#[must_use]
pub(super) fn is_complete(condition: &Condition) -> bool {
    !condition.path.is_empty()
        && match condition.operator.arity() {
            Arity::None => true,
            Arity::One => condition.values.len() == 1,
            Arity::Two => condition.values.len() == 2,
            Arity::Many => !condition.values.is_empty(),
            Arity::Span => condition.span.is_some_and(|span| span.count > 0),
        }
}

/// What can be measured over related records: their number, and figures of their numeric and date fields.
#[must_use]
pub(super) fn measures(object: &ObjectDef) -> Vec<Aggregate> {
    let mut measures = vec![Aggregate::Count];
    for field in object.fields.iter().filter(|field| !field.hidden && field.kind.is_numeric()) {
        let key = || field.key.clone();
        measures.extend([
            Aggregate::Sum(key()),
            Aggregate::Average(key()),
            Aggregate::Min(key()),
            Aggregate::Max(key()),
        ]);
    }
    measures
}

/// Objects that refer to this one, by the field that does.
#[must_use]
pub(super) fn relations(schema: &Schema, object: &str) -> Vec<(ObjectDef, FieldDef)> {
    let all = schema
        .references_to(object)
        .filter(|(object, _)| !object.hidden || matches!(object.key.as_str(), "line" | "message"));
    all.map(|(object, field)| (object.clone(), field.clone())).collect()
}

/// A condition on related records as it starts: at least one of them.
#[must_use]
pub(super) fn fresh_related(object: ObjectKey, link: FieldKey) -> Related {
    Related {
        object,
        link,
        filter: Box::new(Filter::everything()),
        aggregate: Aggregate::Count,
        operator: Operator::AtLeast,
        values: vec![1.0],
    }
}

#[cfg(test)]
mod tests {
    use model::Value;

    use super::*;

    #[test]
    fn paths_lead_through_references() {
        let schema = Schema::built_in();
        let path = path_of("company/industry");
        assert_eq!(path_value(&path), "company/industry");
        assert_eq!(path_label(&schema, "contact", &path), "Company: Industry");
        assert_eq!(field_at(&schema, "contact", &path).map(|field| field.kind), Some(FieldKind::Choice));
        assert_eq!(object_at(&schema, &"contact".into(), &path), ObjectKey::from("company"));
        assert!(field_at(&schema, "contact", &path_of("industry/company")).is_none());
        assert!(
            path_options(&schema, "contact")
                .iter()
                .any(|option| option.value == "company/industry")
        );
        assert!(
            path_options(&schema, "deal").iter().all(|option| option.value != "rank"),
            "hidden fields are not offered"
        );
    }

    #[test]
    fn every_field_starts_with_a_comparison_of_its_kind() {
        let schema = Schema::built_in();
        for object in schema.objects() {
            for field in &object.fields {
                let condition = fresh_condition(&schema, &object.key, vec![field.key.clone()]);
                assert!(Operator::of(field.kind).contains(&condition.operator));
                assert!(!is_complete(&condition) || matches!(condition.operator.arity(), Arity::None | Arity::Span));
            }
        }
    }

    #[test]
    fn another_comparison_keeps_what_it_can_take() {
        let one = Condition {
            path: vec!["orders".into()],
            operator: Operator::AtLeast,
            values: vec![Value::Int(2)],
            span: None,
        };
        let between = with_operator(one.clone(), Operator::Between);
        assert_eq!((between.values.len(), is_complete(&between)), (1, false));
        assert_eq!(with_operator(between, Operator::AtLeast), one);
        let span = with_operator(one.clone(), Operator::InLast);
        assert!(span.values.is_empty() && is_complete(&span));
        assert!(is_complete(&with_operator(span, Operator::Empty)));
    }

    #[test]
    fn orders_of_a_contact_can_be_counted_and_summed() {
        let schema = Schema::built_in();
        let relations = relations(&schema, "contact");
        let (order, link) = relations
            .iter()
            .find(|(object, _)| object.key == *"order")
            .expect("orders refer to contacts");
        assert_eq!(link.key, FieldKey::from("contact"));
        assert!(measures(order).contains(&Aggregate::Sum("total".into())));
    }
}
