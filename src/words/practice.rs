//! Words of the practice copy.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    start { English: "Practise with a copy" }
    help { English: "Try anything on a copy of your data, in this tab. Nothing reaches your workspace, and leaving discards the copy" }
    begin { English: "Make the copy" }
    here { English: "Practice copy" }
    text { English: "Nothing you do here reaches your data" }
    leave { English: "Leave and discard" }
    cannot { English: "This browser cannot tell a tab that practises from the others. Nothing was changed" }
}
