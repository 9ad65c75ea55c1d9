//! UTF-16 in chunks that may cut a unit or a pair.

use super::Output;
use crate::csv::FormProblem;

/// The state between chunks: half a unit, or the first half of a surrogate pair.
pub(super) struct Utf16 {
    unit: fn([u8; 2]) -> u16,
    half: Option<u8>,
    high: Option<u16>,
}

impl Utf16 {
    pub(super) fn new(unit: fn([u8; 2]) -> u16) -> Self {
        Self {
            unit,
            half: None,
            high: None,
        }
    }

    pub(super) fn push(&mut self, mut bytes: &[u8], last: bool, output: &mut Output) {
        if let Some(half) = self.half.take() {
            let Some((&second, rest)) = bytes.split_first() else {
                self.half = Some(half);
                return self.end(last, output);
            };
            self.take((self.unit)([half, second]), output);
            bytes = rest;
        }
        let pairs = bytes.chunks_exact(2);
        self.half = pairs.remainder().first().copied();
        for pair in pairs {
            self.take((self.unit)([pair[0], pair[1]]), output);
        }
        self.end(last, output);
    }

    fn take(&mut self, unit: u16, output: &mut Output) {
        if let Some(high) = self.high.take() {
            if let 0xdc00..=0xdfff = unit {
                let code = 0x1_0000 + (u32::from(high - 0xd800) << 10) + u32::from(unit - 0xdc00);
                output.text.push(char::from_u32(code).expect("a surrogate pair is a scalar value"));
                return;
            }
            output.replace(FormProblem::LoneSurrogate, char::REPLACEMENT_CHARACTER);
        }
        match unit {
            0xd800..=0xdbff => self.high = Some(unit),
            0xdc00..=0xdfff => output.replace(FormProblem::LoneSurrogate, char::REPLACEMENT_CHARACTER),
            _ => output
                .text
                .push(char::from_u32(u32::from(unit)).expect("no surrogate, so a scalar value")),
        }
    }

    fn end(&mut self, last: bool, output: &mut Output) {
        if !last {
            return;
        }
        if self.high.take().is_some() {
            output.replace(FormProblem::LoneSurrogate, char::REPLACEMENT_CHARACTER);
        }
        if self.half.take().is_some() {
            output.replace(FormProblem::CutShort, char::REPLACEMENT_CHARACTER);
        }
    }
}
