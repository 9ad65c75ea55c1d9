//! Saved replies: what is kept of them, and their placeholders filled in from a ticket and the records around it.

use std::sync::Arc;

use bridge::record::RecordPage;
use bridge::{Cell, RecordLink};
use model::placeholder::{self, NamePart, Piece, Placeholder, Source};
use model::view::{Direction, Sort};
use model::{RecordId, Schema, View};

use crate::client::{AskError, Engine, use_view};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::value::plain;

/// The object of saved replies.
pub const REPLY: &str = "reply";

/// Most replies that are listed.
const MOST: usize = 200;

/// A saved reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedReply {
    /// Its record.
    pub id: RecordId,
    /// What it is called.
    pub name: String,
    /// Its text with placeholders.
    pub body: String,
}

/// All saved replies by name, as they change; none before they are there.
#[must_use]
pub fn use_replies() -> Memo<Option<Vec<SavedReply>>> {
    let live = use_view(|| {
        let mut view = View::table(REPLY);
        view.columns = vec!["name".into(), "body".into()];
        view.sort = vec![Sort {
            field: "name".into(),
            direction: Direction::Ascending,
        }];
        Some(view)
    });
    live.want(0..MOST);
    Memo::new(move |_| {
        let text = |cell: Option<&Cell>| match cell {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        };
        live.page().with(|page| {
            let rows = page.as_ref()?.rows.iter().map(|row| SavedReply {
                id: row.id,
                name: text(row.cells.first()),
                body: text(row.cells.get(1)),
            });
            Some(rows.collect())
        })
    })
}

/// A text with its placeholders filled in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Filled {
    /// The text. What could not be filled in stands as it was written.
    pub text: String,
    /// What could not be filled in.
    pub left: Vec<String>,
}

/// Fills in a text from a ticket and from the records that it names.
///
/// # Errors
/// [`AskError`] when one of them cannot be read.
pub async fn fill(engine: Engine, schema: Arc<Schema>, ticket: Arc<RecordPage>, body: &str) -> Result<Filled, AskError> {
    let pieces = placeholder::read(body, &schema);
    let mut around: Vec<(Source, RecordPage)> = Vec::new();
    for source in Source::ALL {
        let used = pieces
            .iter()
            .any(|piece| matches!(piece, Piece::Value(value, _) if value.source == source));
        let link = source.link().filter(|_| used).and_then(|field| link_of(&ticket, field));
        if let Some(link) = link
            && let Some(page) = engine.record(link.object, link.id).await?
        {
            around.push((source, *page));
        }
    }
    let page_of = |source: Source| match source {
        Source::Ticket => Some(&*ticket),
        other => around.iter().find(|(own, _)| *own == other).map(|(_, page)| page),
    };
    Ok(joined(pieces, |placeholder| {
        page_of(placeholder.source).map_or_else(String::new, |page| said(page, placeholder))
    }))
}

/// Pieces as one text.
fn joined(pieces: Vec<Piece>, value: impl Fn(&Placeholder) -> String) -> Filled {
    let mut filled = Filled::default();
    for piece in pieces {
        let (text, written) = match piece {
            Piece::Text(text) => (text, None),
            Piece::Value(placeholder, written) => (value(&placeholder), Some(written)),
            Piece::Wrong { written, .. } => (String::new(), Some(written)),
        };
        match written {
            Some(written) if text.trim().is_empty() => {
                filled.text.push_str(&written);
                filled.left.push(written);
            }
            _ => filled.text.push_str(&text),
        }
    }
    filled
}

fn cell_of<'a>(page: &'a RecordPage, field: &str) -> Option<&'a Cell> {
    page.cells.iter().find(|(key, _)| *key == *field).map(|(_, cell)| cell)
}

fn link_of(page: &RecordPage, field: &str) -> Option<RecordLink> {
    match cell_of(page, field)? {
        Cell::Record(link) => Some(link.clone()),
        Cell::Records(links) => links.first().cloned(),
        _ => None,
    }
}

/// What a record says in a field, as one writes it to somebody: days are dates, of several addresses the first counts.
fn said(page: &RecordPage, placeholder: &Placeholder) -> String {
    match (cell_of(page, &placeholder.field), placeholder.part) {
        (Some(Cell::Name(name)), Some(NamePart::Given)) => name.given.clone(),
        (Some(Cell::Name(name)), Some(NamePart::Family)) => name.family.clone(),
        (Some(Cell::Texts(texts)), _) => texts.first().cloned().unwrap_or_default(),
        (Some(Cell::Date(day)), _) => format::date_long(*day),
        (Some(Cell::Time(millis)), _) => format::date_time(*millis),
        (Some(cell), _) => plain(cell),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use model::PersonName;

    use super::*;

    fn page(cells: Vec<(&str, Cell)>) -> RecordPage {
        RecordPage {
            link: RecordLink {
                object: "contact".into(),
                id: RecordId(1),
                label: "Noor Haddad".to_owned(),
                gone: false,
                fill: None,
            },
            detail: Vec::new(),
            cells: cells.into_iter().map(|(key, cell)| (key.into(), cell)).collect(),
            related: Vec::new(),
            stages: Vec::new(),
            binned: false,
            conflicts: Vec::new(),
        }
    }

    #[test]
    fn what_is_known_is_filled_in_and_the_rest_stands_as_it_was_written() {
        let noor = page(vec![
            ("name", Cell::Name(PersonName::from_full("Noor Haddad"))),
            (
                "email",
                Cell::Texts(vec!["noor@example.org".to_owned(), "second@example.org".to_owned()]),
            ),
            ("phone", Cell::Empty),
        ]);
        let pieces = placeholder::read(
            "Dear {contact.first_name} {contact.last_name} ({contact.email}), {{call}} {contact.phone}, {oops}",
            &Schema::built_in(),
        );
        let filled = joined(pieces, |placeholder| said(&noor, placeholder));
        assert_eq!(filled.text, "Dear Noor Haddad (noor@example.org), {call} {contact.phone}, {oops}");
        assert_eq!(filled.left, ["{contact.phone}", "{oops}"]);
    }
}
