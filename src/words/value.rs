//! Words about values.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    empty { English: "–" }
    yes { English: "Yes" }
    no { English: "No" }
    too_large { English: "Too large" }
    too_large_help { English: "The sum does not fit the range of amounts" }
    none_of(label) { English: format!("No {}", super::inside(label)) }
    nobody { English: "Nobody" }
    gone { English: "Deleted record" }
    more(count) { English: format!("+{count}") }
    stars(count) { English: format!("{count} of 5 stars") }
    given_name { English: "Given name" }
    family_name { English: "Family name" }
    street { English: "Street" }
    city { English: "City" }
    region { English: "Region" }
    postal_code { English: "Postal code" }
    country { English: "Country" }
    time { English: "Time" }
    time_example { English: "14:30" }
    not_a_time { English: "Write the time as hours and minutes, such as 14:30" }
    primary { English: "Primary" }
    make_primary(what) { English: format!("Make {what} the primary one") }
    remove(what) { English: format!("Remove {what}") }
    add(label) { English: format!("Add {}", super::inside(label)) }
    set(label) { English: format!("Add {}", super::inside(label)) }
    late(span) { English: format!("{span} late") }
    in_span(span) { English: format!("In {span}") }
    days_ago(count) { English: format!("{count} days ago") }
    days(count) { English: format!("{count} d") }
    further(label) { English: format!("Another {}", super::inside(label)) }
    numbered(label, number) { English: format!("{label} {number}") }
    search { English: "Search" }
}
