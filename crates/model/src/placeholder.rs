//! Placeholders in texts that people keep for later: `{contact.first_name}` stands for what the record says when the text is used.
//!
//! Nothing in braces is taken for plain text: what is no placeholder is a problem with its place and its reason. Braces of one's own are
//! written twice, `{{` and `}}`.

use crate::id::FieldKey;
use crate::kind::FieldKind;
use crate::schema::Schema;

/// Whose field a placeholder names, seen from a ticket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The ticket.
    Ticket,
    /// Who asked.
    Contact,
    /// The company of the ticket.
    Company,
    /// Who looks after the ticket.
    Owner,
}

impl Source {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Source; 4] = [Source::Ticket, Source::Contact, Source::Company, Source::Owner];

    /// Its name before the dot.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Source::Ticket => "ticket",
            Source::Contact => "contact",
            Source::Company => "company",
            Source::Owner => "owner",
        }
    }

    /// The object that it is a record of.
    #[must_use]
    pub fn object(self) -> &'static str {
        match self {
            Source::Owner => "member",
            other => other.name(),
        }
    }

    /// The field of the ticket that leads to it; none for the ticket itself.
    #[must_use]
    pub fn link(self) -> Option<&'static str> {
        match self {
            Source::Ticket => None,
            Source::Contact => Some("requester"),
            Source::Company => Some("company"),
            Source::Owner => Some("owner"),
        }
    }
}

/// A part of a person's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamePart {
    /// The given name.
    Given,
    /// The family name.
    Family,
}

impl NamePart {
    /// Its name behind the dot.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            NamePart::Given => "first_name",
            NamePart::Family => "last_name",
        }
    }
}

/// What a placeholder stands for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placeholder {
    /// Whose field.
    pub source: Source,
    /// The field.
    pub field: FieldKey,
    /// Only a part of the name in it.
    pub part: Option<NamePart>,
}

/// Why something in braces is no placeholder.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PlaceholderError {
    /// The brace is not closed on its line.
    #[error("the brace is not closed")]
    Unclosed,
    /// It is not a name, a dot and a name.
    #[error("a placeholder is a name, a dot and a field")]
    Shape,
    /// There is no such record.
    #[error("there is no “{0}”")]
    Source(String),
    /// The record has no such field.
    #[error("there is no field “{1}”")]
    Field(Source, String),
}

/// A part of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Plain text.
    Text(String),
    /// A placeholder, as it was written.
    Value(Placeholder, String),
    /// What is in braces and no placeholder.
    Wrong {
        /// Where it begins, in characters from the beginning of the text.
        at: usize,
        /// As it was written.
        written: String,
        /// Why.
        why: PlaceholderError,
    },
}

/// Most characters between braces.
const LONGEST: usize = 128;

/// Reads a text with placeholders over the records of a schema.
#[must_use]
pub fn read(text: &str, schema: &Schema) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        let doubled = rest.strip_prefix("{{").or_else(|| rest.strip_prefix("}}"));
        if let Some(after) = doubled {
            plain.push(first);
            (rest, at) = (after, at + 2);
            continue;
        }
        if first != '{' {
            plain.push(first);
            (rest, at) = (&rest[first.len_utf8()..], at + 1);
            continue;
        }
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        let inside = &rest[1..];
        let end = inside
            .char_indices()
            .take(LONGEST)
            .find(|(_, sign)| matches!(sign, '{' | '}' | '\n'));
        let Some((end, _)) = end.filter(|(_, sign)| *sign == '}') else {
            let why = PlaceholderError::Unclosed;
            pieces.push(Piece::Wrong {
                at,
                written: "{".to_owned(),
                why,
            });
            (rest, at) = (inside, at + 1);
            continue;
        };
        let written = rest[..end + 2].to_owned();
        let length = written.chars().count();
        pieces.push(match named(&inside[..end], schema) {
            Ok(placeholder) => Piece::Value(placeholder, written),
            Err(why) => Piece::Wrong { at, written, why },
        });
        (rest, at) = (&rest[end + 2..], at + length);
    }
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    pieces
}

/// What the words between braces name.
fn named(inside: &str, schema: &Schema) -> Result<Placeholder, PlaceholderError> {
    let (source, field) = inside.trim().split_once('.').ok_or(PlaceholderError::Shape)?;
    let unknown = || PlaceholderError::Source(source.to_owned());
    let source = Source::ALL.into_iter().find(|known| known.name() == source).ok_or_else(unknown)?;
    let missing = || PlaceholderError::Field(source, field.to_owned());
    let object = schema.object(source.object()).ok_or_else(missing)?;
    if let Some(known) = object.field(field).filter(|field| !field.hidden) {
        return Ok(Placeholder {
            source,
            field: known.key.clone(),
            part: None,
        });
    }
    let part = [NamePart::Given, NamePart::Family].into_iter().find(|part| part.name() == field);
    let name = object.fields.iter().find(|field| field.kind == FieldKind::PersonName);
    let (part, name) = part.zip(name).ok_or_else(missing)?;
    Ok(Placeholder {
        source,
        field: name.key.clone(),
        part: Some(part),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<Piece> {
        read(text, &Schema::built_in())
    }

    fn value(source: Source, field: &str, part: Option<NamePart>, written: &str) -> Piece {
        let placeholder = Placeholder {
            source,
            field: field.into(),
            part,
        };
        Piece::Value(placeholder, written.to_owned())
    }

    fn wrong(at: usize, written: &str, why: PlaceholderError) -> Piece {
        Piece::Wrong {
            at,
            written: written.to_owned(),
            why,
        }
    }

    #[test]
    fn fields_of_the_ticket_and_of_those_around_it_are_placeholders() {
        assert_eq!(
            pieces("Dear {contact.first_name},\n{ticket.number} · { owner.name }"),
            [
                Piece::Text("Dear ".to_owned()),
                value(Source::Contact, "name", Some(NamePart::Given), "{contact.first_name}"),
                Piece::Text(",\n".to_owned()),
                value(Source::Ticket, "number", None, "{ticket.number}"),
                Piece::Text(" · ".to_owned()),
                value(Source::Owner, "name", None, "{ owner.name }"),
            ]
        );
    }

    #[test]
    fn what_is_no_placeholder_is_told_with_its_place_and_reason() {
        let check = |text: &str, at: usize, written: &str, why: PlaceholderError| {
            let found = pieces(text).into_iter().find(|piece| matches!(piece, Piece::Wrong { .. }));
            assert_eq!(found, Some(wrong(at, written, why)), "{text}");
        };
        check("Äh {name}", 3, "{name}", PlaceholderError::Shape);
        check(
            "{invoice.number}",
            0,
            "{invoice.number}",
            PlaceholderError::Source("invoice".to_owned()),
        );
        let field = |field: &str| PlaceholderError::Field(Source::Contact, field.to_owned());
        check("{contact.frist_name}", 0, "{contact.frist_name}", field("frist_name"));
        let company = PlaceholderError::Field(Source::Company, "first_name".to_owned());
        check("{company.first_name}", 0, "{company.first_name}", company);
        check("see {below\n}", 4, "{", PlaceholderError::Unclosed);
        check("{ticket.number {ticket.subject}", 0, "{", PlaceholderError::Unclosed);
        check("{}", 0, "{}", PlaceholderError::Shape);
    }

    #[test]
    fn doubled_braces_are_plain_and_everything_else_comes_back_as_it_was() {
        assert_eq!(pieces("a {{b}} c"), [Piece::Text("a {b} c".to_owned())]);
        assert_eq!(pieces("no braces } here"), [Piece::Text("no braces } here".to_owned())]);
        assert_eq!(pieces(""), []);
        let text = "x {ticket.number} {oops} {";
        let back = pieces(text).into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Value(_, written) | Piece::Wrong { written, .. } => written,
        });
        assert_eq!(back.collect::<String>(), text);
    }
}
