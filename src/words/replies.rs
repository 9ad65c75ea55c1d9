//! Words of saved replies.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::placeholder::{PlaceholderError, Source};

phrases! {
    title { English: "Saved replies" }
    insert { English: "Insert a saved reply" }
    inserted(name) { English: "Inserted: {name}" }
    manage { English: "Manage saved replies" }
    none_short { English: "No saved replies yet" }
    not_known(placeholder) { English: "Nothing is known for {placeholder}. Fill it in before you send" }
    fill_first(placeholder) { English: "Fill in {placeholder} first" }

    help { English: "Texts that answer again and again. Insert them under a ticket's conversation; what stands in braces is filled in from the ticket and the records around it." }
    none { English: "No saved replies yet" }
    none_text { English: "Write what you answer most often once, and insert it into a reply with two presses." }
    add { English: "Add a reply" }
    new_name { English: "New reply" }
    new_text { English: "Dear " }
    name_of(name) { English: "Name of the reply {name}" }
    text { English: "Text" }
    delete(name) { English: "Delete the reply {name}" }
    placeholder { English: "Insert a placeholder" }
    placeholder_in(name) { English: "Insert a placeholder into {name}" }
    first_name { English: "Given name" }
    last_name { English: "Family name" }
    ticket { English: "Ticket" }
    contact { English: "Requester" }
    company { English: "Company" }
    owner { English: "Owner" }
    problem(written, why) { English: "{written}: {why}" }
    unclosed { English: "the brace is not closed. For a brace in the text write two" }
    shape { English: "a placeholder is a record, a dot and a field, such as ticket.number" }
    no_source(source) { English: "there is no “{source}”. There are ticket, contact, company and owner" }
    no_field(source, field) { English: "{source} has no field “{field}”" }
}

/// What a record is called that placeholders are about.
#[must_use]
pub fn source(source: Source) -> &'static str {
    match source {
        Source::Ticket => ticket(),
        Source::Contact => contact(),
        Source::Company => company(),
        Source::Owner => owner(),
    }
}

/// Why something is no placeholder.
#[must_use]
pub fn why(error: &PlaceholderError) -> String {
    match error {
        PlaceholderError::Unclosed => unclosed().to_owned(),
        PlaceholderError::Shape => shape().to_owned(),
        PlaceholderError::Source(name) => no_source(name),
        PlaceholderError::Field(of, name) => no_field(source(*of), name),
    }
}
