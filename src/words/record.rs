//! Words of a record's page and panel.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::record::TimelineKind;
use model::change::Verb;

phrases! {
    favoured { English: "Added to the favourites" }
    unfavoured { English: "Removed from the favourites" }
    print { English: "Print" }
    previous(label) { English: format!("Previous {}", super::inside(label)) }
    next(label) { English: format!("Next {}", super::inside(label)) }
    position(at, of) { English: format!("{at} of {of}") }
    open { English: "Open" }
    open_page { English: "Open as a page" }
    more { English: "More actions" }
    write_email { English: "E-mail" }
    call { English: "Call" }
    note { English: "Note" }
    task { English: "Task" }
    meeting { English: "Meeting" }
    copy_link { English: "Copy link" }
    link_copied { English: "Link copied" }
    not_copied { English: "The browser did not allow copying" }
    trash { English: "Move to bin" }
    restore { English: "Take out of the bin" }
    in_bin { English: "This record is in the bin" }
    in_bin_text { English: "It is left out of lists, counts and searches until it is taken out." }
    missing { English: "This record is not there" }
    missing_text { English: "It was deleted for good, or the address is mistyped." }
    go_to_list(plural) { English: format!("Go to {}", super::inside(plural)) }

    about { English: "About" }
    figures { English: "Figures" }
    tags { English: "Tags" }
    texts { English: "Description" }
    empty_fields(count) { English: format!("Show {count} empty fields") }
    hide_empty { English: "Hide empty fields" }
    edit(label) { English: format!("Edit {}", super::inside(label)) }
    open_value(value) { English: format!("Open {value}") }
    mail_to(value) { English: format!("Write to {value}") }
    call_number(value) { English: format!("Call {value}") }
    fields { English: "Fields" }
    related { English: "Related" }
    related_region { English: "Related records" }
    add(label) { English: format!("Add {}", super::inside(label)) }
    view_all(count) { English: format!("View all {count}") }
    none_related(plural) { English: format!("No {}", super::inside(plural)) }
    as_field(plural, field) { English: format!("{plural} ({})", super::inside(field)) }

    tabs { English: "Record" }
    activity { English: "Activity" }
    conversation { English: "Conversation" }
    lines { English: "Lines" }
    details { English: "Details" }
    history { English: "History" }

    stage_bar { English: "Stage" }
    days(count) { English: format!("{count} d") }
    won { English: "Won" }
    lost { English: "Lost" }

    conflict(field) { English: format!("{field} was changed in two places at once") }
    conflict_text(value, when) { English: format!("The other value was “{value}” ({when}).") }
    use_other { English: "Use the other value" }

    timeline { English: "Timeline" }
    everything { English: "All" }
    nothing_yet { English: "Nothing has happened yet" }
    nothing_yet_text { English: "Notes, calls and tasks you add appear here" }
    show_more { English: "Show more" }
    show_all { English: "Show everything" }
    pinned { English: "Pinned:" }
    with(names) { English: format!("with {names}") }

    history_none { English: "No change is recorded yet" }
    history_device { English: "This device" }
    history_changed(field, old, new) { English: format!("{field}: {old} → {new}") }
    history_set(field, new) { English: format!("{field}: {new}") }
    history_cleared(field, old) { English: format!("{field} cleared, was {old}") }
    history_import(file) { English: format!("by importing {file}") }

    compose_kind { English: "Kind of entry" }
    compose_note { English: "Write a note" }
    compose_call { English: "What was said" }
    compose_email { English: "What was written" }
    compose_meeting { English: "What was discussed" }
    compose_task { English: "What is to be done" }
    subject { English: "Subject" }
    due { English: "Due" }
    minutes { English: "Minutes" }
    add_note { English: "Add note" }
    log_call { English: "Log call" }
    log_email { English: "Log e-mail" }
    log_meeting { English: "Log meeting" }
    add_task { English: "Add task" }
    something_needed { English: "Write something first" }

    visibility { English: "Visibility" }
    reply_to(name) { English: format!("Reply to {name}") }
    reply { English: "Reply" }
    internal { English: "Internal note" }
    internal_help { English: "Only your team sees this" }
    send { English: "Send" }
    send_and_solve { English: "Send and solve" }
    add_internal { English: "Add note" }
    no_messages { English: "No messages yet" }
    no_messages_text { English: "Replies and internal notes appear here" }
    received { English: "received" }
    sent { English: "sent" }
    somebody { English: "Somebody" }
    you { English: "You" }
    solve { English: "Solve" }
    solved { English: "Solved" }
    due_in(span) { English: format!("Due in {span}") }
    first_reply_in(span) { English: format!("First reply in {span}") }
    replied_in(span) { English: format!("First reply after {span}") }
    late_by(span) { English: format!("{span} late") }

    line_product { English: "Product" }
    line_quantity { English: "Quantity" }
    line_price { English: "Unit price" }
    line_discount { English: "Discount" }
    line_total { English: "Total" }
    line_description { English: "Description" }
    add_line { English: "Add a line" }
    remove_line(name) { English: format!("Remove line {name}") }
    no_lines { English: "No lines yet" }
    no_lines_text { English: "Add products, and the total follows" }

    offers { English: "Worth offering" }
    offer_because(both, of, product) { English: format!("{both} of {of} customers with {product} have it too") }

    months(month) { English: month.to_owned() }
}

/// The name of a kind of timeline items, for filters.
#[must_use]
pub fn kind_plural(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Note => "Notes",
        TimelineKind::Call => "Calls",
        TimelineKind::Email => "E-mails",
        TimelineKind::Meeting => "Meetings",
        TimelineKind::Visit => "Visits",
        TimelineKind::Task => "Tasks",
        TimelineKind::Deal => "Deals",
        TimelineKind::Stage => "Stages",
        TimelineKind::Ticket => "Tickets",
        TimelineKind::Message => "Messages",
        TimelineKind::Order => "Orders",
        TimelineKind::Created => "Created",
    }
}

/// What somebody did, after their name and before the title of what it was about.
#[must_use]
pub fn kind_verb(kind: TimelineKind, received: bool) -> &'static str {
    match kind {
        TimelineKind::Note => "added a note",
        TimelineKind::Call if received => "called",
        TimelineKind::Call => "made a call",
        TimelineKind::Email if received => "wrote",
        TimelineKind::Email => "sent",
        TimelineKind::Meeting => "had a meeting",
        TimelineKind::Visit => "paid a visit",
        TimelineKind::Task => "finished",
        TimelineKind::Deal => "opened the deal",
        TimelineKind::Stage => "moved it to",
        TimelineKind::Ticket => "has the ticket",
        TimelineKind::Message if received => "wrote",
        TimelineKind::Message => "replied",
        TimelineKind::Order => "took the order",
        TimelineKind::Created => "added it",
    }
}

/// What happened, when nobody is named.
#[must_use]
pub fn kind_noun(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Note => "Note",
        TimelineKind::Call => "Call",
        TimelineKind::Email => "E-mail",
        TimelineKind::Meeting => "Meeting",
        TimelineKind::Visit => "Visit",
        TimelineKind::Task => "Finished",
        TimelineKind::Deal => "Deal opened:",
        TimelineKind::Stage => "Moved to",
        TimelineKind::Ticket => "Ticket opened:",
        TimelineKind::Message => "Message",
        TimelineKind::Order => "Order",
        TimelineKind::Created => "Added to Kith",
    }
}

/// What a change did to the record as a whole.
#[must_use]
pub fn verb_words(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => "Added",
        Verb::Trash => "Moved to the bin",
        Verb::Restore => "Taken out of the bin",
        Verb::Purge => "Deleted for good",
        Verb::Import => "Imported",
        Verb::Sample => "Came with the sample data",
        Verb::RestoreBackup => "Restored from a back-up",
        Verb::Undo => "Change taken back",
        Verb::Redo => "Change done again",
        Verb::Move => "Moved",
        Verb::Complete => "Finished",
        Verb::Snooze => "Put off",
        Verb::AnswerSuggestion => "Suggestion answered",
        Verb::SetUp => "Workspace prepared",
        Verb::Merge => "Merged",
        Verb::Edit | Verb::BulkEdit => "Changed",
    }
}
