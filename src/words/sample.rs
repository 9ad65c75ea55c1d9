//! Words of the sample data.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    here { English: "You are looking at sample data" }
    count(records: u64) { English: one "{records} record of it; yours are not touched when it goes", other "{records} records of it; yours are not touched when it goes" }
    label { English: "Sample data" }
    text(records: u64) { English: one "{records} record came with the sample data. Removing it leaves yours as they are; you can undo it.", other "{records} records came with the sample data. Removing it leaves yours as they are; you can undo it." }
    options { English: "Options" }
    keep { English: "Keep it as my own data" }
    again { English: "Begin again with fresh sample data" }
    share { English: "Share this workspace as a file" }
    remove { English: "Remove" }
    kept { English: "The sample data is yours now" }
}
