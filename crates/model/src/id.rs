//! Identities: records, actors, and the keys of objects and fields.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A record's identity: a UUID as 128 bits, big-endian order.
///
/// New records get a UUIDv7, so that ids sort by creation time.
/// Where two devices must create the same record (a tag, a link, a row imported by key) it is a UUIDv5 of its natural key.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RecordId(pub u128);

/// Namespace of every deterministic id: UUIDv5 of `kith` in the DNS namespace, frozen for ever.
const NAMESPACE: Uuid = Uuid::from_u128(0x4a1d_7b52_0c33_5d6e_9f10_6b69_7468_0001);

impl RecordId {
    /// The id nobody has.
    pub const NIL: RecordId = RecordId(0);

    /// A UUIDv7 of `millis` since the Unix epoch and 74 bits of entropy.
    #[must_use]
    pub fn v7(millis: u64, entropy: u128) -> Self {
        let time = u128::from(millis & 0xffff_ffff_ffff) << 80;
        let high = (entropy >> 64 & 0x0fff) << 64;
        let low = entropy & 0x3fff_ffff_ffff_ffff;
        Self(time | 0x7 << 76 | high | 0b10 << 62 | low)
    }

    /// A UUIDv5 of an object and a natural key: equal on every device.
    #[must_use]
    pub fn v5(object: &str, key: &str) -> Self {
        let name = format!("{object}\u{1f}{key}");
        Self(Uuid::new_v5(&NAMESPACE, name.as_bytes()).as_u128())
    }

    /// Milliseconds since the epoch at which a UUIDv7 was made; `None` for other versions.
    #[must_use]
    pub fn created_millis(self) -> Option<i64> {
        (self.0 >> 76 & 0xf == 7).then_some((self.0 >> 80) as i64)
    }

    /// The id as 16 bytes, in the order in which UUIDs are written.
    #[must_use]
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }

    /// The id of 16 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// A short code for people, of the id's last 30 bits: six Crockford characters such as `7K2M9Q`.
    #[must_use]
    pub fn short_code(self) -> String {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        (0..6)
            .rev()
            .map(|place| char::from(ALPHABET[(self.0 >> (5 * place)) as usize & 31]))
            .collect()
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_u128(self.0).hyphenated().fmt(formatter)
    }
}

impl fmt::Debug for RecordId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a record id")]
pub struct ParseIdError;

impl FromStr for RecordId {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::try_parse(text).map(|uuid| Self(uuid.as_u128())).map_err(|_| ParseIdError)
    }
}

/// Who wrote a change: one open tab of one device. The high 48 bits are the device, the low 16 the tab's slot.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Debug, Default)]
pub struct ActorId(pub u64);

impl ActorId {
    /// The actor of tab slot `slot` on a device of 48 random bits.
    #[must_use]
    pub fn new(device: u64, slot: u16) -> Self {
        Self(device << 16 | u64::from(slot))
    }

    /// The device part.
    #[must_use]
    pub fn device(self) -> u64 {
        self.0 >> 16
    }
}

macro_rules! key {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Arc<str>);

        impl $name {
            /// The key as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Arc::from(text))
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(Arc::from(text))
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, formatter)
            }
        }

        impl PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                &*self.0 == other
            }
        }

        impl PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                &*self.0 == *other
            }
        }
    };
}

key! {
    /// The stable key of an object, such as `contact`; of a custom object, `x-` and its record's short code.
    ObjectKey
}
key! {
    /// The stable key of a field within its object, such as `email`; of a custom field, `x-` and its record's short code.
    FieldKey
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_7_carries_its_time_version_and_variant() {
        let id = RecordId::v7(1_700_000_000_123, u128::MAX);
        let uuid = Uuid::from_u128(id.0);
        assert_eq!(uuid.get_version_num(), 7);
        assert_eq!(uuid.get_variant(), uuid::Variant::RFC4122);
        assert_eq!(id.created_millis(), Some(1_700_000_000_123));
    }

    #[test]
    fn version_5_is_equal_everywhere_and_separates_objects() {
        assert_eq!(RecordId::v5("tag", "vip"), RecordId::v5("tag", "vip"));
        assert_ne!(RecordId::v5("tag", "vip"), RecordId::v5("segment", "vip"));
        assert_eq!(RecordId::v5("tag", "vip").created_millis(), None);
    }

    #[test]
    fn text_round_trips() {
        let id = RecordId::v7(5, 9);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("not an id".parse::<RecordId>(), Err(ParseIdError));
    }
}
