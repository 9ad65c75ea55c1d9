//! Words of lists: tables, boards, saved views, bulk actions.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    print { English: "Print the whole list" }
    printing { English: "Preparing the list for printing" }
    printed_part(shown, total) { English: "The first {shown} of {total}" }
    printed_on(day) { English: "Printed {day}" }
    add_filter { English: "Add a filter" }
    favour_view { English: "Add the view to the favourites, or remove it" }
    all(plural) { English: "All {plural:inside}" }
    new(label) { English: "New {label:inside}" }
    import { English: "Import" }
    undo { English: "Undo" }
    more { English: "More actions" }
    export_csv { English: "Export as CSV" }
    export_spreadsheet { English: "Export for spreadsheets" }
    exported(name) { English: "Exported {name}" }
    export_failed { English: "The file could not be saved. Nothing was changed" }
    open_bin { English: "Open the bin" }

    views { English: "Views" }
    layout { English: "Layout" }
    table { English: "Table" }
    board { English: "Board" }
    calendar { English: "Calendar" }
    summary { English: "Summary" }
    summary_of(name) { English: "Summary of {name:inside}" }
    usual_widgets { English: "Usual widgets" }
    add_view { English: "Save as a view" }
    save { English: "Save" }
    save_as { English: "Save as new" }
    reset { English: "Reset" }
    view_menu { English: "This view" }
    rename { English: "Name and icon" }
    duplicate { English: "Duplicate" }
    copy_of(name) { English: "{name} (copy)" }
    opens { English: "Open it first" }
    opens_not { English: "Do not open it first" }
    personal_view { English: "Show it only to me" }
    share_view { English: "Show it to everybody" }
    move_left { English: "Move it forward" }
    move_right { English: "Move it back" }
    icon { English: "Icon" }
    icon_form { English: "Like its form" }
    icon_star { English: "Star" }
    icon_today { English: "Sun" }
    icon_clock { English: "Clock" }
    icon_bell { English: "Bell" }
    icon_people { English: "People" }
    icon_company { English: "Building" }
    icon_deal { English: "Tag" }
    icon_phone { English: "Phone" }
    icon_globe { English: "Globe" }
    gone(count: u64) { English: one "A field of this view was removed", other "{count} fields of this view were removed" }
    gone_text { English: "The view works without it. Save it to forget what is missing" }
    favour { English: "Add to favourites" }
    unfavour { English: "Remove from favourites" }
    delete_view { English: "Move this view to the bin" }
    save_view_title { English: "Save this view" }
    rename_view_title { English: "Name and icon of this view" }
    view_name { English: "Name" }
    view_name_help { English: "What these records have in common" }
    name_needed { English: "Give the view a name" }
    favourite { English: "Show it among the favourites" }
    cancel { English: "Cancel" }

    sort { English: "Sort" }
    sort_by { English: "Sort by" }
    then_by { English: "Then by" }
    ascending { English: "Lowest first" }
    descending { English: "Highest first" }
    direction { English: "Direction" }
    add_sort { English: "Add a level" }
    remove_sort(label) { English: "Stop sorting by {label:inside}" }
    no_sort { English: "Newest first" }
    choose_field { English: "Choose a field" }

    group { English: "Group" }
    grouped_by(label) { English: "By {label:inside}" }
    group_without { English: "Without a value" }
    group_here { English: "Group by it" }
    freeze_here { English: "Keep in view up to here" }
    unfreeze { English: "Keep only the first in view" }
    hide_column { English: "Hide it" }
    colours { English: "Colours" }
    colour_name { English: "Word" }
    colour_tone { English: "Colour" }
    colour_of { English: "Picks out" }
    colour_row { English: "The row" }
    colour_new { English: "Add a rule" }
    colour_first { English: "Marked" }
    colour_none { English: "Rows or cells that fit a filter get a colour and a word. Of several that fit, the first counts" }
    colour_remove(name) { English: "Remove {name}" }
    tone_success { English: "Green" }
    tone_warning { English: "Amber" }
    tone_danger { English: "Red" }
    tone_info { English: "Blue" }
    no_groups { English: "No groups" }
    fold_all { English: "Fold all groups" }
    unfold_all { English: "Unfold all groups" }
    hide_group { English: "Hide this group" }
    show_groups { English: "Show hidden groups" }
    group_total(label, total, value) { English: "{label} {total:inside} {value}" }
    columns { English: "Columns" }
    columns_of(shown, all) { English: "{shown} of {all}" }
    move_up(label) { English: "Move {label} up" }
    move_down(label) { English: "Move {label} down" }
    shown_columns { English: "Shown" }
    hidden_columns { English: "Not shown" }
    total_of(label) { English: "Total of {label:inside}" }
    no_total { English: "No total" }
    sum { English: "Sum" }
    average { English: "Avg" }
    lowest { English: "Min" }
    highest { English: "Max" }
    empty_share { English: "Empty" }
    card_fields { English: "Fields" }
    usual_fields { English: "Usual fields" }
    newer { English: "This view was made by a newer version of Kith" }
    newer_text { English: "It is shown as a table here. What was saved stays as it is" }
    usual_columns { English: "Usual columns" }

    group_by { English: "Columns by" }
    lanes { English: "Lanes" }
    lanes_by(label) { English: "Lanes by {label:inside}" }
    no_lanes { English: "No lanes" }
    empty_lanes(names) { English: "Empty lanes, not shown: {names}" }
    show_lanes { English: "Show empty lanes" }
    hide_lanes { English: "Hide empty lanes" }
    unlaned(count: u64) { English: one "{count} card of a smaller lane is not shown", other "{count} cards of smaller lanes are not shown" }
    more_cards(count) { English: "Show more, {count} left" }
    of_limit(count, limit) { English: "{count} of {limit}" }
    fold_column { English: "Fold it" }
    limit_column { English: "Limit its cards…" }
    limit_title(label) { English: "Most cards in {label}" }
    limit { English: "Most cards" }
    limit_help { English: "The column says when it has more; empty for no limit" }
    limit_wrong { English: "Type a whole number above 0, or leave it empty" }
    cards_compact { English: "Compact cards" }
    cards_full { English: "Full cards" }
    pipeline { English: "Pipeline" }
    total { English: "Total" }
    weighted { English: "Weighted" }
    in_currency(currency) { English: "in {currency}" }
    without_rate(list) { English: "Not in the sum, for want of a rate: {list}" }
    weighted_at(amount, percent) { English: "{amount} at {percent}" }
    without_value(label) { English: "Without {label:inside}" }
    won { English: "Won" }
    lost { English: "Lost" }
    asks_reason { English: "asks for a reason" }
    closes { English: "closes the deal" }
    no_next_step { English: "No next step" }
    next_step(title, day) { English: "{title}, {day}" }
    late(title, day) { English: "{title} {day}, late" }
    in_stage(days) { English: "{days} d" }
    quiet(days) { English: "Quiet {days} d" }
    quiet_help(days: u64) { English: one "No activity for {days} day, longer than this stage allows", other "No activity for {days} days, longer than this stage allows" }

    selected(count: u64) { English: one "{count} selected", other "{count} selected" }
    selected_label(plural) { English: "Selected {plural:inside}" }
    select_all(count) { English: "Select all {count}" }
    edit_field { English: "Edit field" }
    assign { English: "Assign" }
    tag { English: "Tag" }
    set(label) { English: "{label}" }
    trash { English: "Move to bin" }
    export { English: "Export" }
    edit_title(counted) { English: "Edit {counted}" }
    assign_title(counted) { English: "Assign {counted}" }
    tag_title(counted) { English: "Tag {counted}" }
    new_value { English: "New value" }
    apply_to(counted) { English: "Change {counted}" }
    add_tags { English: "Add tags" }
    remove_tags { English: "Remove tags" }
    leave_empty { English: "Leave it empty to clear the field" }

    not_taken(count: u64) { English: one "1 cell could not take what was pasted", other "{count} cells could not take what was pasted" }
    not_taken_text { English: "What was there stays. Point at a marked cell to see why, or edit it" }
    put_away { English: "Put the marks away" }
    paste_cut { English: "Some of what was pasted lies beyond the table and was left out" }

    none_yet(plural) { English: "No {plural:inside} yet" }
    none_yet_text(plural) { English: "{plural} you add or import appear here" }
    none_match(plural) { English: "No {plural:inside} match" }
    none_match_text { English: "Nothing fits the filters and the search together" }
    clear_filters { English: "Clear filters" }
    not_shown { English: "This list could not be opened" }
    try_again { English: "Try again" }
    search_box(plural) { English: "Search {plural:inside}" }
    open { English: "Open" }
    open_page { English: "Open as a page" }
    open_tab { English: "Open in a new tab" }
    copy_link { English: "Copy link" }
    copied { English: "Link copied" }
}
