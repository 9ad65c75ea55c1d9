//! Words of the palette and of the search page.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Search" }
    label { English: "Search or do anything" }
    page_label { English: "Search everything" }
    recent { English: "Recent" }
    go_to { English: "Go to" }
    actions { English: "Actions" }
    everywhere { English: "Everywhere" }
    views { English: "Views" }
    all_fields(text) { English: "Search all fields for “{text}”" }
    matches(count: u64) { English: one "{count} match", other "{count} matches" }
    new(noun) { English: "New {noun}" }
    new_named(noun, name) { English: "New {noun} named “{name}”" }
    import { English: "Import files" }
    back_up { English: "Make a back-up" }
    theme_light { English: "Light theme" }
    theme_dark { English: "Dark theme" }
    theme_system { English: "Theme as the device" }
    density { English: "Comfortable or compact rows" }
    export(plural) { English: "Export {plural:inside} as CSV" }
    bin(plural) { English: "Bin: {plural}" }
    shortcuts { English: "Keyboard shortcuts" }
    on_record(name) { English: "Actions on {name}" }
    add_to_record(noun) { English: "Add {noun}" }
    move_to(stage) { English: "Move to {stage}" }
    edit_field(field) { English: "Edit {field:inside}" }
    on_selection(count) { English: "Actions on {count}" }
    on_list(name) { English: "Actions on {name}" }
    in_bin { English: "In the bin" }
    to_bin { English: "Move to the bin" }

    legend_move { English: "move" }
    legend_open { English: "open" }
    legend_tab { English: "new tab" }
    legend_actions { English: "actions only" }
    legend_people { English: "people" }
    legend_objects { English: "one kind" }

    type_something { English: "Type a name, a part of a phone number, a word of a note" }
    type_help { English: "Several words in any order, accents and case do not matter, small typing errors are forgiven." }
    nothing(text) { English: "Nothing found for “{text}”" }
    nothing_help { English: "Try fewer or shorter words. What is in the bin is found from the palette and in the bin." }
    fuzzy { English: "Nothing is written exactly like this. These are close." }
    found(results, millis) { English: "{results} in {millis} ms" }
    show_all(counted) { English: "Show all {counted}" }
    in_field(field) { English: "in {field:inside}" }
    everything { English: "Everything" }
    only { English: "Where" }
}
