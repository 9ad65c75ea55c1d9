//! Words of back-ups: making one, looking into one, restoring.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    make { English: "Back up now" }
    saved(name) { English: "Back-up saved as {name}" }
    not_saved { English: "The back-up was made but not saved to a file. Everything here is as it was; try again" }
    unsaved_saved(name) { English: "Changes saved as {name}" }

    title { English: "Restore a back-up" }
    choose { English: "Choose a file" }
    checking { English: "Reading the back-up" }
    cannot { English: "This file cannot be restored" }
    nothing_changed { English: "Nothing was changed" }
    another { English: "Choose another file" }
    file { English: "File" }
    made { English: "Made" }
    workspace { English: "Workspace" }
    holds { English: "Holds" }
    nothing { English: "No records" }
    known(counted) { English: "{counted} of them are here already" }
    known_label { English: "Known here" }
    problems_title { English: "Not everything in it can be taken over" }
    how { English: "What happens to what is here" }
    merge { English: "Keep it and add what is missing" }
    merge_help { English: "Records of the back-up that are not here are added; empty fields are filled. Nothing of yours is replaced. You can undo it" }
    replace { English: "Replace it with the back-up" }
    replace_help { English: "First a back-up of everything here is saved to a file and read back. Only then is it replaced. You can undo it" }
    into_empty { English: "There are no records here yet. The back-up comes with its history" }
    restore { English: "Restore" }
    merge_do { English: "Add the back-up" }
    replace_do { English: "Back up, then replace" }
    keep { English: "Keep what is here" }
    cancel { English: "Cancel" }
    point { English: "Saving a back-up of what is here first" }
    point_failed { English: "What is here could not be backed up, so it was not replaced" }
    restored(counted) { English: "Restored {counted}" }
}
