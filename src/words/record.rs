//! Words of a record's page and panel.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::record::TimelineKind;
use model::change::Verb;

phrases! {
    favoured { English: "Added to the favourites" }
    unfavoured { English: "Removed from the favourites" }
    print { English: "Print" }
    previous(label) { English: "Previous {label:inside}" }
    next(label) { English: "Next {label:inside}" }
    position(at, of) { English: "{at} of {of}" }
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
    go_to_list(plural) { English: "Go to {plural:inside}" }

    about { English: "About" }
    figures { English: "Figures" }
    tags { English: "Tags" }
    texts { English: "Description" }
    empty_fields(count: u64) { English: one "Show {count} empty field", other "Show {count} empty fields" }
    find_field { English: "Find a field" }
    no_field(words) { English: "No field is called “{words}”" }
    hide_empty { English: "Hide empty fields" }
    edit(label) { English: "Edit {label:inside}" }
    open_value(value) { English: "Open {value}" }
    mail_to(value) { English: "Write to {value}" }
    call_number(value) { English: "Call {value}" }
    calling(number) { English: "Calling {number}" }
    log_this_call { English: "Log this call" }
    fields { English: "Fields" }
    related { English: "Related" }
    related_region { English: "Related records" }
    add(label) { English: "Add {label:inside}" }
    view_all(count) { English: "View all {count}" }
    none_related(plural) { English: "No {plural:inside}" }
    as_field(plural, field) { English: "{plural} ({field:inside})" }
    move_section(title) { English: "Move {title}" }
    section_up { English: "Move up" }
    section_down { English: "Move down" }
    section_moved(title, place, of) { English: "{title} is now {place} of {of}" }

    tabs { English: "Record" }
    activity { English: "Activity" }
    conversation { English: "Conversation" }
    lines { English: "Lines" }
    details { English: "Details" }
    history { English: "History" }

    stage_bar { English: "Stage" }
    days(count) { English: "{count} d" }
    won { English: "Won" }
    lost { English: "Lost" }

    conflict(field) { English: "{field} was changed in two places at once" }
    conflict_text(value, when) { English: "The other value was “{value}” ({when})." }
    use_other { English: "Use the other value" }

    timeline { English: "Timeline" }
    everything { English: "All" }
    nothing_yet { English: "Nothing has happened yet" }
    nothing_yet_text { English: "Notes, calls and tasks you add appear here" }
    show_more { English: "Show more" }
    show_all { English: "Show everything" }
    pinned { English: "Pinned" }
    pin { English: "Pin" }
    unpin { English: "Unpin" }
    with(names) { English: "with {names}" }

    history_none { English: "No change is recorded yet" }
    history_device { English: "This device" }
    history_changed(field, old, new) { English: "{field}: {old} → {new}" }
    history_set(field, new) { English: "{field}: {new}" }
    history_cleared(field, old) { English: "{field} cleared, was {old}" }
    history_file(name, what) { English: "File {name}: {what}" }
    history_import(file) { English: "by importing {file}" }

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
    reply_to(name) { English: "Reply to {name}" }
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
    due_in(span) { English: "Due in {span}" }
    first_reply_in(span) { English: "First reply in {span}" }
    replied_in(span) { English: "First reply after {span}" }
    late_by(span) { English: "{span} late" }

    line_product { English: "Product" }
    line_quantity { English: "Quantity" }
    line_price { English: "Unit price" }
    line_discount { English: "Discount" }
    line_total { English: "Total" }
    line_description { English: "Description" }
    add_line { English: "Add a line" }
    remove_line(name) { English: "Remove line {name}" }
    no_lines { English: "No lines yet" }
    no_lines_text { English: "Add products, and the total follows" }

    offers { English: "Worth offering" }
    offer_because(both, of, product) { English: "{both} of {of} customers with {product} have it too" }

    months(month) { English: "{month}" }

    plural_note { English: "Notes" }
    plural_call { English: "Calls" }
    plural_email { English: "E-mails" }
    plural_meeting { English: "Meetings" }
    plural_visit { English: "Visits" }
    plural_task { English: "Tasks" }
    plural_deal { English: "Deals" }
    plural_stage { English: "Stages" }
    plural_ticket { English: "Tickets" }
    plural_message { English: "Messages" }
    plural_order { English: "Orders" }
    plural_file { English: "Files" }
    plural_created { English: "Created" }
    did_note { English: "added a note" }
    did_call_received { English: "called" }
    did_call { English: "made a call" }
    did_email_received { English: "wrote" }
    did_email { English: "sent" }
    did_meeting { English: "had a meeting" }
    did_visit { English: "paid a visit" }
    did_task { English: "finished" }
    did_deal { English: "opened the deal" }
    did_stage { English: "moved it to" }
    did_ticket { English: "has the ticket" }
    did_message_received { English: "wrote" }
    did_message { English: "replied" }
    did_order { English: "took the order" }
    did_file { English: "added the file" }
    did_created { English: "added it" }
    noun_note { English: "Note" }
    noun_call { English: "Call" }
    noun_email { English: "E-mail" }
    noun_meeting { English: "Meeting" }
    noun_visit { English: "Visit" }
    noun_task { English: "Finished" }
    noun_deal { English: "Deal opened:" }
    noun_stage { English: "Moved to" }
    from_stage(stage) { English: "from {stage}" }
    noun_ticket { English: "Ticket opened:" }
    noun_message { English: "Message" }
    noun_order { English: "Order" }
    noun_file { English: "File" }
    noun_created { English: "Added to Kith" }
    change_create { English: "Added" }
    change_trash { English: "Moved to the bin" }
    change_restore { English: "Taken out of the bin" }
    change_purge { English: "Deleted for good" }
    change_import { English: "Imported" }
    change_sample { English: "Came with the sample data" }
    change_restore_backup { English: "Restored from a back-up" }
    change_undo { English: "Change taken back" }
    change_redo { English: "Change done again" }
    change_move { English: "Moved" }
    change_complete { English: "Finished" }
    change_snooze { English: "Put off" }
    change_answer_suggestion { English: "Suggestion answered" }
    change_set_up { English: "Workspace prepared" }
    change_merge { English: "Merged" }
    change_take_back { English: "Taken back" }
    change_bulk_edit { English: "Changed" }
}

/// The name of a kind of timeline items, for filters.
#[must_use]
pub fn kind_plural(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Note => plural_note(),
        TimelineKind::Call => plural_call(),
        TimelineKind::Email => plural_email(),
        TimelineKind::Meeting => plural_meeting(),
        TimelineKind::Visit => plural_visit(),
        TimelineKind::Task => plural_task(),
        TimelineKind::Deal => plural_deal(),
        TimelineKind::Stage => plural_stage(),
        TimelineKind::Ticket => plural_ticket(),
        TimelineKind::Message => plural_message(),
        TimelineKind::Order => plural_order(),
        TimelineKind::File => plural_file(),
        TimelineKind::Created => plural_created(),
    }
}

/// What somebody did, after their name and before the title of what it was about.
#[must_use]
pub fn kind_verb(kind: TimelineKind, received: bool) -> &'static str {
    match kind {
        TimelineKind::Note => did_note(),
        TimelineKind::Call if received => did_call_received(),
        TimelineKind::Call => did_call(),
        TimelineKind::Email if received => did_email_received(),
        TimelineKind::Email => did_email(),
        TimelineKind::Meeting => did_meeting(),
        TimelineKind::Visit => did_visit(),
        TimelineKind::Task => did_task(),
        TimelineKind::Deal => did_deal(),
        TimelineKind::Stage => did_stage(),
        TimelineKind::Ticket => did_ticket(),
        TimelineKind::Message if received => did_message_received(),
        TimelineKind::Message => did_message(),
        TimelineKind::Order => did_order(),
        TimelineKind::File => did_file(),
        TimelineKind::Created => did_created(),
    }
}

/// What happened, when nobody is named.
#[must_use]
pub fn kind_noun(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Note => noun_note(),
        TimelineKind::Call => noun_call(),
        TimelineKind::Email => noun_email(),
        TimelineKind::Meeting => noun_meeting(),
        TimelineKind::Visit => noun_visit(),
        TimelineKind::Task => noun_task(),
        TimelineKind::Deal => noun_deal(),
        TimelineKind::Stage => noun_stage(),
        TimelineKind::Ticket => noun_ticket(),
        TimelineKind::Message => noun_message(),
        TimelineKind::Order => noun_order(),
        TimelineKind::File => noun_file(),
        TimelineKind::Created => noun_created(),
    }
}

/// What a change did to the record as a whole.
#[must_use]
pub fn verb_words(verb: Verb) -> &'static str {
    match verb {
        Verb::Create => change_create(),
        Verb::Trash => change_trash(),
        Verb::Restore => change_restore(),
        Verb::Purge => change_purge(),
        Verb::Import => change_import(),
        Verb::Sample => change_sample(),
        Verb::RestoreBackup => change_restore_backup(),
        Verb::Undo => change_undo(),
        Verb::Redo => change_redo(),
        Verb::Move => change_move(),
        Verb::Complete => change_complete(),
        Verb::Snooze => change_snooze(),
        Verb::AnswerSuggestion => change_answer_suggestion(),
        Verb::SetUp => change_set_up(),
        Verb::Merge => change_merge(),
        Verb::TakeBack => change_take_back(),
        Verb::Edit | Verb::BulkEdit => change_bulk_edit(),
    }
}
