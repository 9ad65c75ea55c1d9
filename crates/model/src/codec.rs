//! Bytes of changes: for the log, for other tabs, for back-ups, and one day for the wire.
//!
//! Layout: version byte, header (postcard), number of ops (varint), then per op a tag byte, a length (varint) and a payload (postcard).
//! Field and object names are listed once in the header and meant by index.
//! A reader keeps ops whose tag or payload it does not know ([`Op::Unknown`]) and writes them back unchanged.
//! The golden bytes in the tests are frozen: a change to them is a new version.

use serde::{Deserialize, Serialize};

use crate::block::Block;
use crate::change::{Change, Intent, Life, Op};
use crate::clock::Hlc;
use crate::id::{ActorId, RecordId};
use crate::value::Value;

/// The version written by this code.
pub const VERSION: u8 = 1;

/// Why bytes are not a change.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Written by a newer version of Kith.
    #[error("written by a newer version (format {0})")]
    Newer(u8),
    /// No bytes at all.
    #[error("empty")]
    Empty,
    /// The bytes break off or do not follow the format.
    #[error("damaged at byte {0}")]
    Damaged(usize),
}

#[derive(Serialize, Deserialize)]
struct Header {
    actor: ActorId,
    seq: u64,
    hlc: Hlc,
    seen: Vec<(ActorId, u64)>,
    intent: Intent,
    names: Vec<String>,
}

mod tag {
    pub(super) const SET: u8 = 1;
    pub(super) const ELEMENT: u8 = 2;
    pub(super) const ROWS: u8 = 3;
    pub(super) const CLEAR: u8 = 4;
    pub(super) const LIFE: u8 = 5;
    pub(super) const PURGE: u8 = 6;
}

#[derive(Serialize, Deserialize)]
struct SetPayload(u32, RecordId, u32, Option<Value>);
#[derive(Serialize, Deserialize)]
struct ElementPayload(u32, u32, Value, bool, Vec<RecordId>);
#[derive(Serialize, Deserialize)]
struct RowsPayload(u32, Vec<RecordId>, Vec<(u32, Block)>);
#[derive(Serialize, Deserialize)]
struct ClearPayload(u32, u32, Vec<RecordId>);
#[derive(Serialize, Deserialize)]
struct LifePayload(u32, Life, Vec<RecordId>);
#[derive(Serialize, Deserialize)]
struct PurgePayload(u32, Vec<RecordId>);

/// The bytes of a change.
#[must_use]
pub fn encode(change: &Change) -> Vec<u8> {
    let mut names = Names::default();
    let ops = change.ops.iter().map(|op| encode_op(op, &mut names)).collect::<Vec<_>>();
    let header = Header {
        actor: change.actor,
        seq: change.seq,
        hlc: change.hlc,
        seen: change.seen.clone(),
        intent: change.intent.clone(),
        names: names.0,
    };
    let mut bytes = vec![VERSION];
    append(&mut bytes, &header);
    append(&mut bytes, &(ops.len() as u32));
    for (tag, payload) in ops {
        bytes.push(tag);
        append(&mut bytes, &(payload.len() as u32));
        bytes.extend_from_slice(&payload);
    }
    bytes
}

/// The bytes of ops alone, as the log keeps the inverse of a change.
#[must_use]
pub fn encode_ops(ops: &[Op]) -> Vec<u8> {
    encode(&Change {
        actor: ActorId(0),
        seq: 0,
        hlc: Hlc(0),
        seen: Vec::new(),
        intent: Intent::default(),
        ops: ops.to_vec(),
    })
}

/// The ops of [`encode_ops`].
///
/// # Errors
/// As [`decode`].
pub fn decode_ops(bytes: &[u8]) -> Result<Vec<Op>, DecodeError> {
    decode(bytes).map(|change| change.ops)
}

/// Who, when and what of a change, without reading its ops.
///
/// # Errors
/// As [`decode`].
pub fn decode_header(bytes: &[u8]) -> Result<Change, DecodeError> {
    let (header, _) = read_header(bytes)?;
    Ok(Change {
        actor: header.actor,
        seq: header.seq,
        hlc: header.hlc,
        seen: header.seen,
        intent: header.intent,
        ops: Vec::new(),
    })
}

/// The change of its bytes.
///
/// # Errors
/// [`DecodeError`] when the bytes are of a newer version or damaged. Unknown ops are no error.
pub fn decode(bytes: &[u8]) -> Result<Change, DecodeError> {
    let (header, mut rest) = read_header(bytes)?;
    let damaged = |rest: &[u8]| DecodeError::Damaged(bytes.len() - rest.len());
    let count: u32 = take(&mut rest).ok_or_else(|| damaged(rest))?;
    let mut ops = Vec::with_capacity(count.min(4096) as usize);
    for _ in 0..count {
        let (&tag, after_tag) = rest.split_first().ok_or_else(|| damaged(rest))?;
        rest = after_tag;
        let length: u32 = take(&mut rest).ok_or_else(|| damaged(rest))?;
        let (payload, after) = rest.split_at_checked(length as usize).ok_or_else(|| damaged(rest))?;
        ops.push(decode_op(tag, payload, &header.names).unwrap_or_else(|| Op::Unknown {
            tag,
            bytes: payload.to_vec(),
        }));
        rest = after;
    }
    if !rest.is_empty() {
        return Err(damaged(rest));
    }
    Ok(Change {
        actor: header.actor,
        seq: header.seq,
        hlc: header.hlc,
        seen: header.seen,
        intent: header.intent,
        ops,
    })
}

fn read_header(bytes: &[u8]) -> Result<(Header, &[u8]), DecodeError> {
    let (&version, mut rest) = bytes.split_first().ok_or(DecodeError::Empty)?;
    if version != VERSION {
        return Err(if version > VERSION {
            DecodeError::Newer(version)
        } else {
            DecodeError::Damaged(0)
        });
    }
    let header = take(&mut rest).ok_or(DecodeError::Damaged(1))?;
    Ok((header, rest))
}

#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn index(&mut self, name: &str) -> u32 {
        let index = self.0.iter().position(|known| known == name).unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        });
        index as u32
    }
}

fn encode_op(op: &Op, names: &mut Names) -> (u8, Vec<u8>) {
    match op {
        Op::Set {
            object,
            record,
            field,
            value,
        } => (
            tag::SET,
            payload(&SetPayload(names.index(object), *record, names.index(field), value.clone())),
        ),
        Op::Element {
            object,
            field,
            element,
            present,
            records,
        } => {
            let element = ElementPayload(names.index(object), names.index(field), element.clone(), *present, records.clone());
            (tag::ELEMENT, payload(&element))
        }
        Op::Rows { object, records, columns } => {
            let columns = columns.iter().map(|(field, block)| (names.index(field), block)).collect::<Vec<_>>();
            // The tuple has the layout of `RowsPayload` and spares a copy of the blocks.
            (tag::ROWS, payload(&(names.index(object), records, columns)))
        }
        Op::Clear { object, field, records } => (
            tag::CLEAR,
            payload(&ClearPayload(names.index(object), names.index(field), records.clone())),
        ),
        Op::Life { object, life, records } => (tag::LIFE, payload(&LifePayload(names.index(object), *life, records.clone()))),
        Op::Purge { object, records } => (tag::PURGE, payload(&PurgePayload(names.index(object), records.clone()))),
        Op::Unknown { tag, bytes } => (*tag, bytes.clone()),
    }
}

fn decode_op(tag: u8, payload: &[u8], names: &[String]) -> Option<Op> {
    let name = |index: u32| names.get(index as usize).map(String::as_str);
    Some(match tag {
        tag::SET => {
            let SetPayload(object, record, field, value) = whole(payload)?;
            Op::Set {
                object: name(object)?.into(),
                record,
                field: name(field)?.into(),
                value,
            }
        }
        tag::ELEMENT => {
            let ElementPayload(object, field, element, present, records) = whole(payload)?;
            Op::Element {
                object: name(object)?.into(),
                field: name(field)?.into(),
                element,
                present,
                records,
            }
        }
        tag::ROWS => {
            let RowsPayload(object, records, columns) = whole(payload)?;
            let columns = columns
                .into_iter()
                .map(|(field, block)| Some((name(field)?.into(), block)))
                .collect::<Option<Vec<_>>>()?;
            if columns.iter().any(|(_, block)| block.len() != records.len()) {
                return None;
            }
            Op::Rows {
                object: name(object)?.into(),
                records,
                columns,
            }
        }
        tag::CLEAR => {
            let ClearPayload(object, field, records) = whole(payload)?;
            Op::Clear {
                object: name(object)?.into(),
                field: name(field)?.into(),
                records,
            }
        }
        tag::LIFE => {
            let LifePayload(object, life, records) = whole(payload)?;
            Op::Life {
                object: name(object)?.into(),
                life,
                records,
            }
        }
        tag::PURGE => {
            let PurgePayload(object, records) = whole(payload)?;
            Op::Purge {
                object: name(object)?.into(),
                records,
            }
        }
        _ => return None,
    })
}

fn payload<T: Serialize>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    append(&mut bytes, value);
    bytes
}

fn append<T: Serialize>(bytes: &mut Vec<u8>, value: &T) {
    let taken = std::mem::take(bytes);
    *bytes = postcard::to_extend(value, taken).expect("growing a vector cannot fail, and no type here refuses to serialise");
}

fn take<'a, T: Deserialize<'a>>(rest: &mut &'a [u8]) -> Option<T> {
    let (value, after) = postcard::take_from_bytes(rest).ok()?;
    *rest = after;
    Some(value)
}

fn whole<'a, T: Deserialize<'a>>(mut payload: &'a [u8]) -> Option<T> {
    let value = take(&mut payload)?;
    payload.is_empty().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::change::Verb;
    use crate::kind::Storage;

    fn sample() -> Change {
        let record = RecordId(0x0102);
        let mut words = Block::new(Storage::Word).unwrap();
        words.push(&Value::Text("lead".into()));
        Change {
            actor: ActorId(7),
            seq: 3,
            hlc: Hlc::new(1_000, 2),
            seen: vec![(ActorId(9), 4)],
            intent: Intent {
                verb: Verb::Create,
                object: "contact".into(),
                count: 1,
                ..Intent::default()
            },
            ops: vec![
                Op::Set {
                    object: "contact".into(),
                    record,
                    field: "job_title".into(),
                    value: Some("Head".into()),
                },
                Op::Rows {
                    object: "contact".into(),
                    records: vec![record],
                    columns: vec![("stage".into(), words)],
                },
                Op::Element {
                    object: "contact".into(),
                    field: "tags".into(),
                    element: Value::Ref(RecordId(5)),
                    present: true,
                    records: vec![record],
                },
                Op::Clear {
                    object: "contact".into(),
                    field: "source".into(),
                    records: vec![record],
                },
                Op::Life {
                    object: "contact".into(),
                    life: Life::Trashed,
                    records: vec![record],
                },
                Op::Purge {
                    object: "contact".into(),
                    records: vec![record],
                },
                Op::Unknown {
                    tag: 200,
                    bytes: vec![1, 2, 3],
                },
            ],
        }
    }

    #[test]
    fn changes_round_trip_with_unknown_ops() {
        let change = sample();
        assert_eq!(decode(&encode(&change)), Ok(change));
    }

    #[test]
    fn the_bytes_of_version_1_are_frozen() {
        let change = Change {
            ops: sample().ops.into_iter().take(1).collect(),
            ..sample()
        };
        let golden: &[u8] = &[
            1, 7, 3, 130, 128, 160, 31, 1, 9, 4, 1, 7, 99, 111, 110, 116, 97, 99, 116, 1, 0, 0, 0, 2, 7, 99, 111, 110, 116, 97, 99, 116, 9,
            106, 111, 98, 95, 116, 105, 116, 108, 101, 1, 1, 11, 0, 130, 2, 1, 1, 0, 4, 72, 101, 97, 100,
        ];
        assert_eq!(encode(&change), golden);
        assert_eq!(decode(golden), Ok(change));
    }

    #[test]
    fn damage_at_any_place_is_an_error_or_an_unknown_op_and_never_a_panic() {
        let bytes = encode(&sample());
        for cut in 0..bytes.len() {
            assert!(decode(&bytes[..cut]).is_err(), "a change cut at {cut} was taken for whole");
        }
        for place in 0..bytes.len() {
            for bit in 0..8 {
                let mut damaged = bytes.clone();
                damaged[place] ^= 1 << bit;
                let _ = decode(&damaged);
            }
        }
        assert_eq!(decode(&[]), Err(DecodeError::Empty));
        assert_eq!(decode(&[2, 0]), Err(DecodeError::Newer(2)));
    }
}
