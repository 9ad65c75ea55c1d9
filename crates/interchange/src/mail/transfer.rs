//! How parts are written for the way: quoted-printable and Base64 (RFC 2045, 6.7 and 6.8). What is damaged is read as far as it goes.

use std::borrow::Cow;

use memchr::memchr;

use crate::backup::base64_digit;

/// Bytes of quoted-printable. A sign that begins nothing stands for itself.
pub(super) fn quoted_printable(written: &[u8]) -> Cow<'_, [u8]> {
    if memchr(b'=', written).is_none() {
        return Cow::Borrowed(written);
    }
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written;
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'=' {
            bytes.push(*first);
            continue;
        }
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        // A sign at the end of a line joins it with the next one; blanks may have been put behind it on the way.
        let blanks = tail.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        match (hex(0), hex(1), &tail[blanks..]) {
            (Some(high), Some(low), _) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            (_, _, [b'\r', b'\n', more @ ..] | [b'\n', more @ ..]) => rest = more,
            (_, _, []) => rest = &[],
            _ => bytes.push(b'='),
        }
    }
    Cow::Owned(bytes)
}

/// Bytes of Base64, and whether anything in it was none.
pub(super) fn base64(written: &[u8]) -> (Vec<u8>, bool) {
    let (mut bytes, mut number, mut digits, mut damaged) = (Vec::with_capacity(written.len() / 4 * 3), 0_u32, 0, false);
    for byte in written {
        match base64_digit(*byte) {
            Some(digit) => {
                number = number << 6 | u32::from(digit);
                digits += 1;
                if digits == 4 {
                    bytes.extend_from_slice(&number.to_be_bytes()[1..]);
                    (number, digits) = (0, 0);
                }
            }
            None if *byte == b'=' => {}
            None => damaged |= !byte.is_ascii_whitespace(),
        }
    }
    match digits {
        2 => bytes.push((number >> 4) as u8),
        3 => bytes.extend_from_slice(&(number >> 2).to_be_bytes()[2..]),
        _ => damaged |= digits == 1,
    }
    (bytes, damaged)
}
