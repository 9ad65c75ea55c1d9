//! Words of the dialogs that make records and ask for fields.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title(label) { English: "New {label:inside}" }
    create(label) { English: "Add {label:inside}" }
    all_fields { English: "Show all fields" }
    fewer_fields { English: "Show fewer fields" }
    resumed { English: "This is what you typed before." }
    start_afresh { English: "Start afresh" }
    cancel { English: "Cancel" }
    asking_title { English: "One thing first" }
    asking_text(name) { English: "{name} needs this before it can go on" }
    go_on { English: "Go on" }
    check_fields(count: u64) { English: one "One field needs a look", other "{count} fields need a look" }
}
