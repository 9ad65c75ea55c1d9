//! How well the values of a column fit a target: 1 is fine, near 0 is nonsense.

use model::validate::fold;
use model::{FieldDef, FieldKind, ObjectDef, Schema};

use super::countries::are_countries;
use super::synonyms::{Concept, concept};
use super::{AddressPart, MatchBy, Target};
use crate::table::ColumnProfile;

/// How well the values fit the target: 1 is fine.
pub(super) fn fit(target: &Target, profile: &ColumnProfile, object: &ObjectDef, schema: &Schema) -> f32 {
    if profile.sampled == 0 {
        // An empty column must not take the place of a filled one.
        return 0.5;
    }
    use FieldKind as K;
    let kind = profile.kind;
    let numbers = matches!(kind, K::Integer | K::Number | K::Money | K::Percent);
    let yes = |good: bool, bad: f32| if good { 1.0 } else { bad };
    match target {
        Target::Reference { match_by, field, .. } => match match_by {
            MatchBy::Email => yes(kind == K::Email, 0.1),
            MatchBy::Name if &**field == "stage" => yes(!numbers && profile.distinct <= 60, 0.2),
            MatchBy::Name => yes(!numbers && !matches!(kind, K::Date | K::DateTime | K::Email), 0.3),
            // A key that is a name cannot tell two people apart.
            MatchBy::ExternalId => yes(!looks_like_names(profile), 0.5),
            MatchBy::Id | MatchBy::Field(_) => 1.0,
        },
        Target::Of { reference, target } => {
            let referenced = object.field(reference).and_then(|field| schema.object(field.target.as_deref()?));
            referenced.map_or(0.0, |referenced| fit(target, profile, referenced, schema) * 0.95)
        }
        Target::Child(target) => schema.object("line").map_or(0.0, |line| fit(target, profile, line, schema)),
        Target::AddressPart {
            part: AddressPart::Country,
            ..
        } => yes(!numbers, 0.3),
        Target::Field(key) | Target::Further(key) => {
            let Some(field) = object.field(key) else { return 0.0 };
            if &**key == "country" && concept(&profile.header) == Some(Concept::Place) {
                return yes(are_countries(profile.words.iter().map(|(word, _)| &**word)), 0.1);
            }
            fit_field(field, profile)
        }
        _ => 1.0,
    }
}

fn fit_field(field: &FieldDef, profile: &ColumnProfile) -> f32 {
    use FieldKind as K;
    let kind = profile.kind;
    let yes = |good: bool, bad: f32| if good { 1.0 } else { bad };
    // Values that look like nothing in particular do not speak against a name: most of them may be damaged, and each is told then.
    let odd = if matches!(kind, K::Text | K::LongText) { 0.4 } else { 0.2 };
    match field.kind {
        K::Text | K::LongText | K::Address => 1.0,
        K::Integer | K::Rating => yes(kind == K::Integer, odd),
        K::Number | K::Percent | K::Money => yes(matches!(kind, K::Integer | K::Number | K::Money | K::Percent), odd),
        K::Date | K::DateTime => yes(matches!(kind, K::Date | K::DateTime), odd),
        K::Duration => yes(matches!(kind, K::Integer | K::Number | K::Text), 0.2),
        K::Boolean => yes(
            kind == K::Boolean || profile.words.iter().all(|(word, _)| matches!(&**word, "0" | "1")) && !profile.words.is_empty(),
            0.2,
        ),
        K::Email => yes(kind == K::Email, odd),
        K::Phone => match kind {
            K::Phone => 1.0,
            K::Integer | K::Text => 0.7,
            _ => 0.1,
        },
        K::Url => yes(kind == K::Url, odd),
        K::PersonName => yes(matches!(kind, K::PersonName | K::Text | K::Choice | K::LongText), 0.2),
        K::Choice | K::Choices if field.open => yes(profile.distinct <= 200 || profile.distinct * 2 < profile.filled, 0.4),
        K::Choice | K::Choices => {
            let known = |word: &str| {
                field
                    .options
                    .iter()
                    .any(|option| fold(&option.key) == fold(word) || fold(&option.label) == fold(word))
            };
            let (all, fitting) = profile.words.iter().fold((0, 0), |(all, fitting), (word, count)| {
                (all + count, fitting + if known(word) { *count } else { 0 })
            });
            yes(all > 0 && fitting * 2 >= all, 0.1)
        }
        K::Reference | K::References => 1.0,
    }
}

/// Whether most samples are words without digits, as names are.
fn looks_like_names(profile: &ColumnProfile) -> bool {
    let names = profile
        .samples
        .iter()
        .filter(|text| text.contains(' ') && !text.contains(|char: char| char.is_ascii_digit()))
        .count();
    names * 2 > profile.samples.len()
}
