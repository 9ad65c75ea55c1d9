//! Blocks: a run of values of one field, column-wise. What bulk changes carry and what builders produce.

use serde::{Deserialize, Serialize};

use crate::id::RecordId;
use crate::kind::FieldKind;
use crate::kind::Storage;
use crate::money::{Currency, Money};
use crate::value::{Address, PersonName, Value};

/// Marks an empty value among lengths and codes.
pub const NONE_U32: u32 = u32::MAX;
/// Marks an empty value among integers and minor units.
pub const NONE_I64: i64 = i64::MIN;

/// Values of consecutive rows of one field. Empty values are kept as sentinels.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Block {
    /// Lengths in bytes ([`NONE_U32`] for empty) and the concatenated UTF-8.
    Text {
        /// Length of each value.
        lengths: Vec<u32>,
        /// All values, one after the other.
        bytes: String,
    },
    /// Integers, dates, instants, booleans; [`NONE_I64`] for empty.
    Int(Vec<i64>),
    /// Floats; NaN for empty.
    Float(Vec<f64>),
    /// Amounts in minor units with a currency each.
    Money {
        /// Minor units, [`NONE_I64`] for empty.
        minor: Vec<i64>,
        /// Index into `currencies`; any number where the amount is empty.
        currency: Vec<u8>,
        /// The currencies used.
        currencies: Vec<Currency>,
    },
    /// Codes into words; [`NONE_U32`] for empty.
    Word {
        /// The words used.
        words: Vec<String>,
        /// Index into `words` of each row.
        codes: Vec<u32>,
    },
    /// Codes into record ids; [`NONE_U32`] for empty.
    Ref {
        /// The records used.
        ids: Vec<RecordId>,
        /// Index into `ids` of each row.
        codes: Vec<u32>,
    },
}

impl Block {
    /// An empty block for values kept as `storage`; sets have no blocks, they travel as elements.
    #[must_use]
    pub fn new(storage: Storage) -> Option<Self> {
        Some(match storage {
            Storage::Text => Block::Text {
                lengths: Vec::new(),
                bytes: String::new(),
            },
            Storage::Int => Block::Int(Vec::new()),
            Storage::Float => Block::Float(Vec::new()),
            Storage::Money => Block::Money {
                minor: Vec::new(),
                currency: Vec::new(),
                currencies: Vec::new(),
            },
            Storage::Word => Block::Word {
                words: Vec::new(),
                codes: Vec::new(),
            },
            Storage::Ref => Block::Ref {
                ids: Vec::new(),
                codes: Vec::new(),
            },
            Storage::WordSet | Storage::RefSet => return None,
        })
    }

    /// Number of values, empty ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Block::Text { lengths, .. } => lengths.len(),
            Block::Int(values) => values.len(),
            Block::Float(values) => values.len(),
            Block::Money { minor, .. } => minor.len(),
            Block::Word { codes, .. } | Block::Ref { codes, .. } => codes.len(),
        }
    }

    /// Whether there is no value at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the block holds values kept as `storage`.
    #[must_use]
    pub fn fits(&self, storage: Storage) -> bool {
        matches!(
            (self, storage),
            (Block::Text { .. }, Storage::Text)
                | (Block::Int(_), Storage::Int)
                | (Block::Float(_), Storage::Float)
                | (Block::Money { .. }, Storage::Money)
                | (Block::Word { .. }, Storage::Word)
                | (Block::Ref { .. }, Storage::Ref)
        )
    }

    /// Appends an empty value.
    pub fn push_empty(&mut self) {
        match self {
            Block::Text { lengths, .. } => lengths.push(NONE_U32),
            Block::Int(values) => values.push(NONE_I64),
            Block::Float(values) => values.push(f64::NAN),
            Block::Money { minor, currency, .. } => {
                minor.push(NONE_I64);
                currency.push(0);
            }
            Block::Word { codes, .. } | Block::Ref { codes, .. } => codes.push(NONE_U32),
        }
    }

    /// Appends text to a text block; nothing happens in others (the caller chose the block by kind).
    pub fn push_text(&mut self, text: &str) {
        if let Block::Text { lengths, bytes } = self {
            lengths.push(text.len() as u32);
            bytes.push_str(text);
        }
    }

    /// Appends a validated value. A value that does not fit the block's storage is kept as empty and `false` is returned.
    pub fn push(&mut self, value: &Value) -> bool {
        match (&mut *self, value) {
            (Block::Text { .. }, Value::Text(text)) => self.push_text(text),
            (Block::Text { .. }, Value::Name(name)) => self.push_text(&name.to_parts()),
            (Block::Text { .. }, Value::Address(address)) => self.push_text(&address.to_parts()),
            (Block::Int(values), Value::Int(int) | Value::Time(int)) => values.push(*int),
            (Block::Int(values), Value::Date(day)) => values.push(i64::from(*day)),
            (Block::Int(values), Value::Bool(bool)) => values.push(i64::from(*bool)),
            (Block::Float(values), Value::Number(number)) => values.push(*number),
            (
                Block::Money {
                    minor,
                    currency,
                    currencies,
                },
                Value::Money(money),
            ) => {
                let known = currencies.iter().position(|&candidate| candidate == money.currency);
                if known.is_none() && currencies.len() > usize::from(u8::MAX) {
                    self.push_empty();
                    return false;
                }
                let index = known.unwrap_or_else(|| {
                    currencies.push(money.currency);
                    currencies.len() - 1
                });
                minor.push(money.minor);
                currency.push(index as u8);
            }
            (Block::Word { words, codes }, Value::Text(word)) => codes.push(code_of(words, word)),
            (Block::Ref { ids, codes }, Value::Ref(id)) => {
                // Runs of the same record are common (lines of one order), a full search is not worth it.
                if ids.last() != Some(id) {
                    ids.push(*id);
                }
                codes.push(ids.len() as u32 - 1);
            }
            _ => {
                self.push_empty();
                return false;
            }
        }
        true
    }

    /// The value at `index`, read as `kind`.
    #[must_use]
    pub fn get(&self, index: usize, kind: FieldKind) -> Option<Value> {
        match self {
            Block::Text { .. } => None,
            Block::Int(values) => int_value(*values.get(index)?, kind),
            Block::Float(values) => values.get(index).filter(|value| !value.is_nan()).map(|&value| Value::Number(value)),
            Block::Money {
                minor,
                currency,
                currencies,
            } => {
                let minor = *minor.get(index)?;
                let currency = *currencies.get(usize::from(*currency.get(index)?))?;
                (minor != NONE_I64).then_some(Value::Money(Money { minor, currency }))
            }
            Block::Word { words, codes } => words.get(*codes.get(index)? as usize).map(|word| Value::Text(word.clone())),
            Block::Ref { ids, codes } => ids.get(*codes.get(index)? as usize).map(|&id| Value::Ref(id)),
        }
    }

    /// The rows for which `keep` holds, in order.
    #[must_use]
    pub fn pick(&self, keep: &[bool]) -> Block {
        fn picked<T: Copy>(values: &[T], keep: &[bool]) -> Vec<T> {
            values
                .iter()
                .zip(keep)
                .filter(|(_, keep)| **keep)
                .map(|(&value, _)| value)
                .collect()
        }
        match self {
            Block::Text { .. } => {
                let mut block = Block::Text {
                    lengths: Vec::new(),
                    bytes: String::new(),
                };
                for (text, _) in self.texts().zip(keep).filter(|(_, keep)| **keep) {
                    match text {
                        Some(text) => block.push_text(text),
                        None => block.push_empty(),
                    }
                }
                block
            }
            Block::Int(values) => Block::Int(picked(values, keep)),
            Block::Float(values) => Block::Float(picked(values, keep)),
            Block::Money {
                minor,
                currency,
                currencies,
            } => Block::Money {
                minor: picked(minor, keep),
                currency: picked(currency, keep),
                currencies: currencies.clone(),
            },
            Block::Word { words, codes } => Block::Word {
                words: words.clone(),
                codes: picked(codes, keep),
            },
            Block::Ref { ids, codes } => Block::Ref {
                ids: ids.clone(),
                codes: picked(codes, keep),
            },
        }
    }

    /// The texts of a text block in order; other blocks give nothing.
    pub fn texts(&self) -> impl Iterator<Item = Option<&str>> {
        let (lengths, bytes): (&[u32], &str) = match self {
            Block::Text { lengths, bytes } => (lengths, bytes),
            _ => (&[], ""),
        };
        let mut start = 0;
        lengths.iter().map(move |&length| {
            if length == NONE_U32 {
                return None;
            }
            let end = start + length as usize;
            let text = bytes.get(start..end);
            start = end;
            text
        })
    }
}

/// A cell's integer read as the kind it is kept for.
#[must_use]
pub fn int_value(value: i64, kind: FieldKind) -> Option<Value> {
    if value == NONE_I64 {
        return None;
    }
    Some(match kind {
        FieldKind::Date => Value::Date(value as i32),
        FieldKind::DateTime => Value::Time(value),
        FieldKind::Boolean => Value::Bool(value != 0),
        _ => Value::Int(value),
    })
}

/// A cell's text read as the kind it is kept for.
#[must_use]
pub fn text_value(text: &str, kind: FieldKind) -> Value {
    match kind {
        FieldKind::PersonName => Value::Name(PersonName::from_parts(text)),
        FieldKind::Address => Value::Address(Box::new(Address::from_parts(text))),
        _ => Value::Text(text.to_owned()),
    }
}

fn code_of(words: &mut Vec<String>, word: &str) -> u32 {
    let index = words.iter().position(|candidate| candidate == word).unwrap_or_else(|| {
        words.push(word.to_owned());
        words.len() - 1
    });
    index as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_as_their_kind() {
        let mut days = Block::new(Storage::Int).unwrap();
        assert!(days.push(&Value::Date(-3)));
        days.push_empty();
        assert_eq!(days.get(0, FieldKind::Date), Some(Value::Date(-3)));
        assert_eq!(days.get(1, FieldKind::Date), None);
        let mut texts = Block::new(Storage::Text).unwrap();
        texts.push_text("é");
        texts.push_empty();
        texts.push_text("b");
        assert_eq!(texts.texts().collect::<Vec<_>>(), [Some("é"), None, Some("b")]);
    }

    #[test]
    fn a_value_that_does_not_fit_leaves_an_empty_cell_and_says_so() {
        let mut block = Block::new(Storage::Float).unwrap();
        assert!(!block.push(&Value::Text("x".into())));
        assert_eq!((block.len(), block.get(0, FieldKind::Number)), (1, None));
    }
}
