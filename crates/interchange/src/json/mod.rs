//! JSON (RFC 8259) in pieces: tokens of a document that arrives in chunks, with the place of every mistake.
//!
//! It is stricter than most readers where leniency hides damage: keys come once, numbers stay as written,
//! and text holds whole characters only. Nesting and sizes are limited, so that no document takes unbounded memory.

mod string;
mod tokens;
mod tree;

pub(crate) use string::write_string;
pub(crate) use tokens::{Token, Tokens};
pub(crate) use tree::{Builder, Json};

/// What is wrong with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JsonMistake {
    /// A character that cannot stand here: a comment, a comma too many, a quote that is missing.
    #[error("“{0}” cannot stand here")]
    Unexpected(char),
    /// Arrays and objects inside each other, too many times.
    #[error("nested more than 32 deep")]
    TooDeep,
    /// Two members of one object have the same name.
    #[error("a name stands twice in one object")]
    DuplicateKey,
    /// An object has more members than a record can have.
    #[error("an object has more than 10,000 members")]
    TooManyKeys,
    /// A text longer than any that is written.
    #[error("a text of more than 64 MiB")]
    TooLong,
    /// A number that is not written as JSON has it.
    #[error("this is no number")]
    BadNumber,
    /// An escape that does not exist.
    #[error("this escape does not exist")]
    BadEscape,
    /// Half of a surrogate pair.
    #[error("half of a character")]
    LoneSurrogate,
    /// A control character that is not escaped.
    #[error("a control character in a text")]
    ControlCharacter,
    /// Bytes that are not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
}
