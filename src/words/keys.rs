//! Words of shortcuts: what each does, the sheet that lists them, the settings that change them.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    palette { English: "Search or do anything" }
    search { English: "Search" }
    sheet { English: "Keyboard shortcuts" }
    create { English: "Create a record of any kind" }
    new { English: "New record here" }
    undo { English: "Undo" }
    redo { English: "Redo" }
    sidebar { English: "Collapse or expand the sidebar" }
    go_home { English: "Go to Today" }
    go_inbox { English: "Go to the inbox" }
    go_contacts { English: "Go to contacts" }
    go_organisations { English: "Go to companies" }
    go_deals { English: "Go to deals" }
    go_tickets { English: "Go to tickets" }
    go_activities { English: "Go to activities" }
    go_reports { English: "Go to insights" }
    go_settings { English: "Go to settings" }
    close { English: "Close what is in front" }
    down { English: "Next row or card" }
    up { English: "Previous row or card" }
    peek { English: "Open beside the list" }
    open { English: "Open as a page" }
    open_tab { English: "Open in a new tab" }
    select { English: "Select the row" }
    extend { English: "Select more rows" }
    edit { English: "Edit" }
    filter { English: "Filter" }
    favourite { English: "Add the view to the favourites, or remove it" }
    print { English: "Print the whole list" }
    archive { English: "Move to the bin" }
    previous { English: "Previous record of the list" }
    next { English: "Next record of the list" }
    edit_record { English: "Edit the first field" }
    favourite_record { English: "Add to the favourites, or remove" }
    archive_record { English: "Move to the bin" }
    notice_down { English: "Next notice" }
    notice_up { English: "Previous notice" }
    read_notice { English: "Mark as read or unread" }
    put_off_notice { English: "Put off" }
    read_all { English: "Mark all as read" }
    move_cell { English: "Move from cell to cell" }
    page { English: "A screenful up or down" }
    ends { English: "First or last row" }
    edit_cell { English: "Edit the cell" }
    restore { English: "Leave it as it was" }
    save_cell { English: "Save and go on" }
    copy { English: "Copy cells" }
    submit { English: "Save the dialog" }

    everywhere { English: "Everywhere" }
    lists { English: "In lists" }
    records { English: "On a record" }
    inbox { English: "In the inbox" }
    cells { English: "In cells and forms" }

    find { English: "Find a shortcut" }
    found(count) { English: "{count} shortcuts" }
    none_found { English: "No shortcut has these words" }
    change_them { English: "Change shortcuts" }

    single { English: "Shortcuts of a single letter or sign" }
    single_help { English: "Switch them off if you dictate, or if keys are pressed by accident. Shortcuts with a command key stay" }
    first_column { English: "In a table, letters are shortcuts in the first column. In other cells they begin to edit." }
    change { English: "Change" }
    change_of(action) { English: "Change the key for: {action}" }
    reset_of(action) { English: "Back to the usual key: {action}" }
    reset_all { English: "Reset all" }
    press { English: "Press the keys" }
    press_help { English: "One key, or two one after the other. Escape leaves it as it was" }
    set(action, keys) { English: "{action}: {keys}" }
    taken(keys, action) { English: "{keys} already means “{action}”. Choose another key" }
    reserved(keys) { English: "{keys} belongs to the browser or to assistive technology. Choose another key" }
    off { English: "Off" }
}

use crate::shortcuts::Scope;

/// Where actions of a scope work.
#[must_use]
pub fn place(scope: Scope) -> &'static str {
    match scope {
        Scope::Everywhere => everywhere(),
        Scope::List => lists(),
        Scope::Record => records(),
        Scope::Inbox => inbox(),
        Scope::Cells => cells(),
    }
}
