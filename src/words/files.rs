//! Words of files attached to records.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::file::FileTrouble;

use crate::platform::{format, pictures};

phrases! {
    title { English: "Files" }
    add { English: "Add files" }
    photo { English: "Take a photo" }
    original { English: "Keep photos in full size" }
    none { English: "No files yet" }
    none_text { English: "Add files, drop them on the record, or paste a picture" }
    drop { English: "Drop to attach to this record" }
    show(name) { English: "Show {name}" }
    download { English: "Download" }
    download_one(name) { English: "Download {name}" }
    rename { English: "Rename" }
    remove { English: "Remove" }
    more(name) { English: "Actions for {name}" }
    name { English: "Name" }
    save { English: "Save" }
    cancel { English: "Cancel" }
    close { English: "Close" }
    opening(name) { English: "Opening {name}" }
    added_by(name) { English: "added by {name}" }
    renamed(old, new) { English: "File {old} renamed to {new}" }
    picture { English: "Picture" }
    video { English: "Video" }
    sound { English: "Audio" }
    text { English: "Text" }
    other { English: "File" }
    pasted(when) { English: "Picture {when}" }

    too_large(name, most) { English: "Nothing was added: “{name}” is larger than {most}. Everything here is as it was; make it smaller and add it again" }
    too_much_at_once(most) { English: "Nothing was added: together they are more than {most}. Everything here is as it was; add fewer files at a time" }
    too_much_in_all(most) { English: "Nothing was added: all files of a workspace together may have {most}, so that a back-up can hold them. Delete files from the bin for good, then add these again" }
    no_room { English: "Nothing was added: the storage of this device is full. Everything that was here is safe; make room, then try again" }
    missing(name) { English: "“{name}” cannot be opened: parts of it are not on this device. Everything else is safe; add it again, or restore a back-up that has it" }
    damaged(name) { English: "“{name}” cannot be opened: it was damaged on this device. Everything else is safe; add it again, or restore a back-up that has it" }
}

/// Why a file cannot be added or opened.
#[must_use]
pub fn trouble(trouble: &FileTrouble) -> String {
    match trouble {
        FileTrouble::TooLarge { name, most } => too_large(name, &format::bytes(*most)),
        FileTrouble::TooMuchAtOnce { most } => too_much_at_once(&format::bytes(*most)),
        FileTrouble::TooMuchInAll { most } => too_much_in_all(&format::bytes(*most)),
        FileTrouble::NoRoom => no_room().to_owned(),
        FileTrouble::Missing { name } => missing(name),
        FileTrouble::Damaged { name } => damaged(name),
    }
}

/// What a file is, by its media type, else by the ending of its name.
#[must_use]
pub fn kind(media_type: &str, file: &str) -> String {
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    let ending = ending.filter(|ending| (1..=5).contains(&ending.len()) && ending.chars().all(|letter| letter.is_ascii_alphanumeric()));
    match (media_type.split('/').next(), ending) {
        _ if pictures::is_shown(media_type) => picture().to_owned(),
        (Some("video"), _) => video().to_owned(),
        (Some("audio"), _) => sound().to_owned(),
        (_, Some(ending)) => ending.to_ascii_uppercase(),
        (Some("text"), None) => text().to_owned(),
        _ => other().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_type_or_its_ending() {
        for (media_type, name, expected) in [
            ("image/jpeg", "a.jpg", "Picture"),
            ("image/svg+xml", "a.svg", "SVG"),
            ("video/mp4", "a.mp4", "Video"),
            ("application/pdf", "a.pdf", "PDF"),
            ("text/plain", "readme", "Text"),
            ("", "offer.final version", "File"),
        ] {
            assert_eq!(kind(media_type, name), expected, "{name}");
        }
    }
}
