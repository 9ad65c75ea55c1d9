//! Bytes of column blocks: little-endian arrays behind a four-byte mark and a row count.

use model::kind::Storage;

use super::ColumnBody;
use crate::columns::{Column, MoneyColumn, SetColumn, TextColumn, WordColumn, Words};
#[cfg(test)]
use crate::table::BLOCK_ROWS;

const MARK: [u8; 4] = *b"KSG1";
/// Marks rows written as runs. Older checkpoints have handles and stamps one by one, without a mark.
const MARK_RUNS: [u8; 4] = *b"KSR1";

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

/// An empty column with its dictionaries and room for its rows, to append blocks to. `bytes` is what its blocks hold together, as
/// far as that is known: growing on the way would leave twice the memory behind.
pub(super) fn empty_column(body: &ColumnBody, bytes: usize) -> Column {
    // A damaged manifest may say anything; a row takes four bytes at least.
    let rows = (body.rows as usize).min(bytes / 4);
    match body.storage {
        Storage::Word => Column::Word(WordColumn {
            words: Words::from_list(body.words.clone()),
            codes: Vec::with_capacity(rows),
        }),
        Storage::WordSet => Column::WordSet(Words::from_list(body.words.clone()), SetColumn::default()),
        Storage::Money => Column::Money(MoneyColumn {
            currencies: body.currencies.clone(),
            minor: Vec::with_capacity(rows),
            currency: Vec::with_capacity(rows),
        }),
        Storage::Text => Column::Text(TextColumn::with_capacity(rows, bytes.saturating_sub(rows * 4))),
        Storage::Int => Column::Int(Vec::with_capacity(rows)),
        Storage::Float => Column::Float(Vec::with_capacity(rows)),
        Storage::Ref => Column::Ref(Vec::with_capacity(rows)),
        Storage::RefSet => Column::new(body.storage),
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

/// The bytes of rows: handles and stamps as runs of rows that one change wrote with handles in sequence. An import of a million
/// records is a few runs, and reading it costs nothing.
pub(super) fn write_rows(handles: &[u32], stamps: &[u32]) -> Vec<u8> {
    let mut out = MARK_RUNS.to_vec();
    let mut start = 0;
    while start < handles.len() {
        let (handle, stamp) = (handles[start], stamps[start]);
        let follows = |&place: &usize| u64::from(handles[place]) == u64::from(handle) + (place - start) as u64 && stamps[place] == stamp;
        let length = (start..handles.len()).take_while(follows).count();
        out.extend([handle, stamp, length as u32].into_iter().flat_map(u32::to_le_bytes));
        start += length;
    }
    out
}

/// Appends the handles and stamps of rows, at most `most` of them.
pub(super) fn read_rows(mut bytes: &[u8], most: usize, handles: &mut Vec<u32>, stamps: &mut Vec<u32>) -> Result<(), Damaged> {
    let Some(runs) = bytes.strip_prefix(&MARK_RUNS) else {
        let rows = bytes.len() / 8;
        handles.extend(words(&mut bytes, rows)?);
        stamps.extend(words(&mut bytes, rows)?);
        return if bytes.is_empty() { Ok(()) } else { Err(Damaged) };
    };
    let mut rest = runs;
    let mut rows = 0usize;
    while !rest.is_empty() {
        let run = words(&mut rest, 3)?;
        let (handle, stamp, length) = (run[0], run[1], run[2]);
        rows += length as usize;
        let end = handle.checked_add(length).ok_or(Damaged)?;
        if length == 0 || rows > most {
            return Err(Damaged);
        }
        handles.extend(handle..end);
        stamps.extend(std::iter::repeat_n(stamp, length as usize));
    }
    Ok(())
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
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn rows_come_back_as_they_were_and_damaged_ones_do_not_panic(
            runs in prop::collection::vec((any::<u32>(), 0u32..4, 1u32..50), 0..12),
            place in any::<prop::sample::Index>(),
        ) {
            let runs = runs.into_iter().flat_map(|(handle, stamp, length)| (0..length).map(move |row| (handle.saturating_add(row), stamp)));
            let (handles, stamps): (Vec<u32>, Vec<u32>) = runs.unzip();
            let mut bytes = write_rows(&handles, &stamps);
            let (mut read, mut read_stamps) = (Vec::new(), Vec::new());
            prop_assert_eq!(read_rows(&bytes, BLOCK_ROWS, &mut read, &mut read_stamps), Ok(()));
            prop_assert_eq!((&read, &read_stamps), (&handles, &stamps));
            let place = place.index(bytes.len());
            bytes[place] ^= 0x80;
            let _ = read_rows(&bytes, BLOCK_ROWS, &mut read, &mut read_stamps);
        }
    }

    #[test]
    fn rows_of_an_import_take_a_few_bytes_and_those_of_older_checkpoints_are_read() {
        let (handles, stamps) = ((5..5 + BLOCK_ROWS as u32).collect::<Vec<_>>(), vec![3; BLOCK_ROWS]);
        let runs = write_rows(&handles, &stamps);
        assert_eq!(runs, [b"KSR1".as_slice(), &[5, 0, 0, 0, 3, 0, 0, 0, 0, 0x80, 0, 0]].concat());
        let one_by_one = [bytemuck::cast_slice::<u32, u8>(&handles), bytemuck::cast_slice(&stamps)].concat();
        for bytes in [runs, one_by_one] {
            let (mut read, mut read_stamps) = (Vec::new(), Vec::new());
            assert_eq!(read_rows(&bytes, BLOCK_ROWS, &mut read, &mut read_stamps), Ok(()));
            assert_eq!((&read, &read_stamps), (&handles, &stamps));
        }
    }

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
