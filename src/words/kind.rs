//! Words of field kinds.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::FieldKind;

phrases! {
    text { English: "Text" }
    long_text { English: "Long text" }
    integer { English: "Whole number" }
    number { English: "Number" }
    percent { English: "Percent" }
    money { English: "Money" }
    date { English: "Date" }
    date_time { English: "Date and time" }
    duration { English: "Length of time" }
    boolean { English: "Yes or no" }
    choice { English: "Choice" }
    choices { English: "Several choices" }
    rating { English: "Rating" }
    email { English: "E-mail" }
    phone { English: "Phone" }
    url { English: "Web address" }
    address { English: "Address" }
    person_name { English: "Person name" }
    reference { English: "Link to a record" }
    references { English: "Links to records" }
}

/// What people call a kind.
#[must_use]
pub fn label(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => text(),
        FieldKind::LongText => long_text(),
        FieldKind::Integer => integer(),
        FieldKind::Number => number(),
        FieldKind::Percent => percent(),
        FieldKind::Money => money(),
        FieldKind::Date => date(),
        FieldKind::DateTime => date_time(),
        FieldKind::Duration => duration(),
        FieldKind::Boolean => boolean(),
        FieldKind::Choice => choice(),
        FieldKind::Choices => choices(),
        FieldKind::Rating => rating(),
        FieldKind::Email => email(),
        FieldKind::Phone => phone(),
        FieldKind::Url => url(),
        FieldKind::Address => address(),
        FieldKind::PersonName => person_name(),
        FieldKind::Reference => reference(),
        FieldKind::References => references(),
    }
}
