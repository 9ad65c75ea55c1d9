//! Words about values.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    empty { English: "–" }
    yes { English: "Yes" }
    no { English: "No" }
    too_large { English: "Too large" }
    too_large_help { English: "The sum does not fit the range of amounts" }
    none_of(label) { English: "No {label:inside}" }
    nobody { English: "Nobody" }
    gone { English: "Deleted record" }
    nameless { English: "Without a name" }
    more(count) { English: "+{count}" }
    stars(count: u64) { English: one "{count} of 5 stars", other "{count} of 5 stars" }
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
    make_primary(what) { English: "Make {what} the primary one" }
    remove(what) { English: "Remove {what}" }
    add(label) { English: "Add {label:inside}" }
    set(label) { English: "Add {label:inside}" }
    late(span) { English: "{span} late" }
    days_ago(count: u64) { English: one "{count} day ago", other "{count} days ago" }
    days(count) { English: "{count} d" }
    further(label) { English: "Another {label:inside}" }
    numbered(label, number) { English: "{label} {number}" }
    search { English: "Search" }
}
