//! One value of a document as a tree, put together token by token.

use super::string::write_string;
use super::tokens::Token;

/// A value.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    String(String),
    Array(Vec<Json>),
    /// In the order in which it is written.
    Object(Vec<(String, Json)>),
}

/// Puts a value together.
#[derive(Default)]
pub(crate) struct Builder {
    open: Vec<Open>,
}

enum Open {
    Array(Vec<Json>),
    Object(Vec<(String, Json)>, Option<String>),
}

impl Builder {
    /// Takes a token and gives the value when it is complete. The tokens come in an order that the grammar allows.
    pub(crate) fn take(&mut self, token: Token) -> Option<Json> {
        let value = match token {
            Token::BeginArray => {
                self.open.push(Open::Array(Vec::new()));
                return None;
            }
            Token::BeginObject => {
                self.open.push(Open::Object(Vec::new(), None));
                return None;
            }
            Token::Key(key) => {
                if let Some(Open::Object(_, next)) = self.open.last_mut() {
                    *next = Some(key);
                }
                return None;
            }
            Token::EndArray | Token::EndObject => match self.open.pop()? {
                Open::Array(values) => Json::Array(values),
                Open::Object(members, _) => Json::Object(members),
            },
            Token::String(text) => Json::String(text),
            Token::Number(number) => Json::Number(number),
            Token::Bool(bool) => Json::Bool(bool),
            Token::Null => Json::Null,
        };
        match self.open.last_mut() {
            None => return Some(value),
            Some(Open::Array(values)) => values.push(value),
            Some(Open::Object(members, key)) => members.push((key.take().unwrap_or_default(), value)),
        }
        None
    }
}

impl Json {
    /// The value as text, without blanks.
    pub(crate) fn write(&self, to: &mut String) {
        match self {
            Json::Null => to.push_str("null"),
            Json::Bool(bool) => to.push_str(if *bool { "true" } else { "false" }),
            Json::Number(number) => to.push_str(number),
            Json::String(text) => write_string(to, text),
            Json::Array(values) => {
                to.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        to.push(',');
                    }
                    value.write(to);
                }
                to.push(']');
            }
            Json::Object(members) => {
                to.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    if index > 0 {
                        to.push(',');
                    }
                    write_string(to, key);
                    to.push(':');
                    value.write(to);
                }
                to.push('}');
            }
        }
    }

    /// The value as text, without blanks.
    pub(crate) fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }
}
