//! Words of the bin.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Bin" }
    objects { English: "Kinds of records in the bin" }
    label(plural) { English: "{plural} in the bin" }
    deleted { English: "Deleted" }
    search(plural) { English: "Search {plural:inside} in the bin" }
    restore { English: "Restore" }
    restore_all(count) { English: "Restore all {count}" }
    restore_found(count) { English: "Restore the {count} found" }
    delete { English: "Delete for ever" }
    empty_it { English: "Empty the bin" }
    delete_found(count) { English: "Delete the {count} found for ever" }
    keep { English: "Keep them" }
    more { English: "More actions" }
    open { English: "Open" }
    selected_label(plural) { English: "Selected {plural:inside} in the bin" }

    confirm(what) { English: "Delete {what} for ever?" }
    confirm_do(what) { English: "Delete {what} for ever" }
    confirm_text { English: "This cannot be undone. Their values and the history of their fields are removed from this device, and from every device this one exchanges changes with." }
    confirm_files { English: "Files attached to them go with them." }
    confirm_links { English: "Records that refer to them stay, and say that what they refer to is gone." }
    confirm_backup { English: "Back-up files made before still contain them." }

    empty(plural) { English: "No {plural:inside} in the bin" }
    empty_text { English: "What you delete comes here first, and stays until you restore it or delete it for ever." }
    empty_text_for(days) { English: "What you delete comes here first, and stays for {days} unless you restore it." }
    stays { English: "How long deleted records stay" }
    stays_always { English: "Stays until I delete it for ever" }
    stays_for(days) { English: "Deleted for ever after {days}" }
    ask_stays(days) { English: "Delete for ever after {days} in the bin?" }
    ask_stays_text(days) { English: "Records that have been in the bin for longer than {days} are deleted for ever without another question, also those that are there now. This cannot be undone. Views, segments and fields stay until you delete them." }
    ask_stays_do { English: "Delete after that time" }
    show_list(plural) { English: "Show {plural:inside}" }
    none_found { English: "Nothing found in the bin" }
    none_found_text(typed) { English: "Nothing here contains “{typed}”." }
    clear_search { English: "Clear the search" }
    not_shown { English: "The bin cannot be shown" }
    try_again { English: "Try again" }
}
