//! Words of field kinds.

use model::FieldKind;

use super::{Language, language};

/// What people call a kind.
#[must_use]
pub fn label(kind: FieldKind) -> &'static str {
    match language() {
        Language::English => match kind {
            FieldKind::Text => "Text",
            FieldKind::LongText => "Long text",
            FieldKind::Integer => "Whole number",
            FieldKind::Number => "Number",
            FieldKind::Percent => "Percent",
            FieldKind::Money => "Money",
            FieldKind::Date => "Date",
            FieldKind::DateTime => "Date and time",
            FieldKind::Duration => "Length of time",
            FieldKind::Boolean => "Yes or no",
            FieldKind::Choice => "Choice",
            FieldKind::Choices => "Several choices",
            FieldKind::Rating => "Rating",
            FieldKind::Email => "E-mail",
            FieldKind::Phone => "Phone",
            FieldKind::Url => "Web address",
            FieldKind::Address => "Address",
            FieldKind::PersonName => "Person name",
            FieldKind::Reference => "Link to a record",
            FieldKind::References => "Links to records",
        },
    }
}
