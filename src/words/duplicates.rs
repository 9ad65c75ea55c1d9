//! Words of records that are there twice, and of bringing them together.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::duplicates::{Likeness, NameAnd};

use crate::platform::format;

phrases! {
    title { English: "Duplicates" }
    find { English: "Find duplicates" }
    about(plural) { English: "{plural} that may stand for the same. Nothing changes until you merge them, and one undo takes a merge apart again." }
    none(plural) { English: "No duplicates among your {plural:inside}" }
    none_text { English: "Compared are e-mail addresses, phone numbers, websites, and names together with company, city or birthday." }
    back(plural) { English: "Back to {plural:inside}" }
    first(shown, total) { English: "The first {shown} of {total} groups" }
    likely { English: "Likely" }
    possible { English: "Possible" }
    group_label(name) { English: "{name} and others alike" }
    merge_short { English: "Merge…" }
    merge_group(name) { English: "Merge the records like {name}" }
    apart { English: "Not the same" }
    apart_group(name) { English: "The records like {name} are not the same" }

    same_email(text) { English: "Same e-mail: {text}" }
    same_phone(text) { English: "Same phone and names alike: {text}" }
    same_website(text) { English: "Same website: {text}" }
    same_company(text) { English: "Same name at {text}" }
    same_city(text) { English: "Same name in {text}" }
    same_birthday(text) { English: "Same name and birthday: {text}" }
    nearly_name { English: "Nearly the same name at the same company" }
    same_name { English: "Same name, and little else known" }

    merge_title(what) { English: "Merge {what}" }
    merge_text { English: "One stays; what it lacks it takes from the others. They go to the bin, and one undo brings everything back." }
    stays { English: "Stays" }
    stays_label { English: "Which one stays" }
    keeps_all { English: "All are kept" }
    nothing_differs { English: "They are the same in every field." }
    referring(what) { English: "{what} will belong to the one that stays" }
    merge_do(what) { English: "Merge {what}" }
    merge_selected { English: "Merge" }
    cancel { English: "Cancel" }
    known_title { English: "Is it one of these?" }
    take_apart { English: "Take the merge apart" }
    too_many(most) { English: "At most {most} records are merged at once" }
}

/// What records have in common, as a sentence.
#[must_use]
pub fn likeness(likeness: &Likeness) -> String {
    match likeness {
        Likeness::Email(text) => same_email(text),
        Likeness::Phone(text) => same_phone(text),
        Likeness::Website(text) => same_website(text),
        Likeness::NameAndMore(NameAnd::Company(text)) => same_company(text),
        Likeness::NameAndMore(NameAnd::City(text)) => same_city(text),
        Likeness::NameAndMore(NameAnd::Birthday(day)) => same_birthday(&format::date_long(*day)),
        Likeness::NearlyName => nearly_name().to_owned(),
        Likeness::Name => same_name().to_owned(),
    }
}
