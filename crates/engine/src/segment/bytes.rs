//! Bytes of column blocks: little-endian arrays behind a four-byte mark and a row count.

use model::kind::Storage;

use crate::columns::{Column, MoneyColumn, SetColumn, TextColumn, WordColumn, Words};

const MARK: [u8; 4] = *b"KSG1";

/// The bytes do not follow the layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

/// The bytes of rows `start..end` of a column.
pub(super) fn write_block(column: &Column, start: usize, end: usize) -> Vec<u8> {
    let end = end.min(column.len());
    let rows = start.min(end)..end;
    let mut out = MARK.to_vec();
    out.extend_from_slice(&(rows.len() as u32).to_le_bytes());
    match column {
        Column::Text(column) => {
            let (lengths, bytes) = column.slice(rows);
            out.extend_from_slice(bytemuck::cast_slice(&lengths));
            out.extend_from_slice(bytes.as_bytes());
        }
        Column::Int(values) => out.extend_from_slice(bytemuck::cast_slice(&values[rows])),
        Column::Float(values) => out.extend_from_slice(bytemuck::cast_slice(&values[rows])),
        Column::Money(column) => {
            out.extend_from_slice(bytemuck::cast_slice(&column.minor[rows.clone()]));
            out.extend_from_slice(&column.currency[rows]);
        }
        Column::Word(column) => out.extend_from_slice(bytemuck::cast_slice(&column.codes[rows])),
        Column::Ref(handles) => out.extend_from_slice(bytemuck::cast_slice(&handles[rows])),
        Column::WordSet(_, sets) | Column::RefSet(sets) => {
            let lengths = rows.clone().map(|row| sets.get(row as u32).len() as u32).collect::<Vec<_>>();
            out.extend_from_slice(bytemuck::cast_slice(&lengths));
            for row in rows {
                out.extend_from_slice(bytemuck::cast_slice(sets.get(row as u32)));
            }
        }
    }
    out
}

/// An empty column with its dictionaries, to append blocks to.
pub(super) fn empty_column(storage: Storage, words: &[String], currencies: &[model::Currency]) -> Column {
    match storage {
        Storage::Word => Column::Word(WordColumn {
            words: Words::from_list(words.to_vec()),
            codes: Vec::new(),
        }),
        Storage::WordSet => Column::WordSet(Words::from_list(words.to_vec()), SetColumn::default()),
        Storage::Money => Column::Money(MoneyColumn {
            currencies: currencies.to_vec(),
            ..MoneyColumn::default()
        }),
        Storage::Text => Column::Text(TextColumn::default()),
        storage => Column::new(storage),
    }
}

/// Appends the rows of a block to a column.
pub(super) fn read_block(column: &mut Column, bytes: &[u8]) -> Result<(), Damaged> {
    let mut rest = bytes.strip_prefix(&MARK).ok_or(Damaged)?;
    let rows = u32::from_le_bytes(take(&mut rest, 4)?.try_into().map_err(|_| Damaged)?) as usize;
    match column {
        Column::Text(column) => {
            let lengths = words(&mut rest, rows)?;
            let text = std::str::from_utf8(rest).map_err(|_| Damaged)?;
            check_lengths(&lengths, text)?;
            column.append(column.len() as u32, &lengths, text);
            rest = &[];
        }
        Column::Int(values) => extend(values, take(&mut rest, rows * 8)?),
        Column::Float(values) => extend(values, take(&mut rest, rows * 8)?),
        Column::Money(column) => {
            extend(&mut column.minor, take(&mut rest, rows * 8)?);
            column.currency.extend_from_slice(take(&mut rest, rows)?);
        }
        Column::Word(column) => extend(&mut column.codes, take(&mut rest, rows * 4)?),
        Column::Ref(handles) => extend(handles, take(&mut rest, rows * 4)?),
        Column::WordSet(_, sets) | Column::RefSet(sets) => {
            let lengths = words(&mut rest, rows)?;
            let first = sets.len() as u32;
            for (index, length) in lengths.into_iter().enumerate() {
                let codes = words(&mut rest, length as usize)?;
                sets.replace(first + index as u32, &codes);
            }
        }
    }
    if rest.is_empty() { Ok(()) } else { Err(Damaged) }
}

/// Lengths must add up and every text must start at a character.
fn check_lengths(lengths: &[u32], text: &str) -> Result<(), Damaged> {
    let mut end = 0usize;
    for &length in lengths.iter().filter(|&&length| length != model::block::NONE_U32) {
        end += length as usize;
        if !text.is_char_boundary(end) {
            return Err(Damaged);
        }
    }
    if end == text.len() { Ok(()) } else { Err(Damaged) }
}

pub(super) fn words(rest: &mut &[u8], count: usize) -> Result<Vec<u32>, Damaged> {
    let mut values = Vec::with_capacity(count.min(rest.len() / 4 + 1));
    extend(&mut values, take(rest, count.checked_mul(4).ok_or(Damaged)?)?);
    Ok(values)
}

fn take<'a>(rest: &mut &'a [u8], count: usize) -> Result<&'a [u8], Damaged> {
    let (taken, after) = rest.split_at_checked(count).ok_or(Damaged)?;
    *rest = after;
    Ok(taken)
}

/// Appends little-endian values. The bytes may lie unaligned.
fn extend<T: bytemuck::AnyBitPattern + bytemuck::NoUninit>(values: &mut Vec<T>, bytes: &[u8]) {
    match bytemuck::try_cast_slice(bytes) {
        Ok(aligned) => values.extend_from_slice(aligned),
        Err(_) => values.extend(bytes.chunks_exact(size_of::<T>()).map(bytemuck::pod_read_unaligned::<T>)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_cut_or_flipped_is_refused_or_read_but_never_panics() {
        let mut column = TextColumn::default();
        column.set(0, Some("Zoë"));
        column.set(2, Some("x"));
        let bytes = write_block(&Column::Text(column), 0, 10);
        for cut in 0..bytes.len() {
            assert_eq!(
                read_block(&mut Column::new(Storage::Text), &bytes[..cut]),
                Err(Damaged),
                "cut at {cut}"
            );
        }
        for place in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[place] ^= 0x80;
            let _ = read_block(&mut Column::new(Storage::Text), &damaged);
        }
    }
}
