//! Reading the log in pages whose size is bounded by bytes as well as by rows.
//!
//! Most rows are a few hundred bytes, but a row of an import has several hundred kilobytes: asking for 500 rows at once
//! could bring hundreds of megabytes into memory. So the first request is for a few rows, and what they weigh says how
//! many the next one asks for.

use engine::store::{LogRow, StoreError};
use futures_util::future::join_all;
use rexie::KeyRange;
use wasm_bindgen::JsValue;

use crate::connection::Connection;
use crate::exception::{is_damage, of_idb, of_rexie};
use crate::schema::{LOG, LOG_NUMBER};
use crate::value;

/// Rows of the first request.
const FIRST: u32 = 8;
/// Bytes that one request should bring.
const REQUEST_BYTES: usize = 2 << 20;
/// A page ends after so many bytes, even if more rows were asked for.
const PAGE_BYTES: usize = 8 << 20;
/// Single rows read at the same time.
const ROWS_AT_ONCE: usize = 32;

/// At most `limit` rows after `seq` in order; fewer when they are large, but never none while there is one.
pub(crate) async fn page(connection: &Connection, seq: u64, limit: u32) -> Result<Vec<LogRow>, StoreError> {
    let mut rows: Vec<LogRow> = Vec::new();
    let mut bytes = 0;
    while bytes < PAGE_BYTES && rows.len() < limit as usize {
        let wanted = next_request(rows.len(), bytes).min(limit - rows.len() as u32);
        let after = rows.last().map_or(seq, |row| row.seq);
        let found = request(connection, after, wanted).await?;
        let all = found.len() < wanted as usize;
        bytes += found.iter().map(weight).sum::<usize>();
        rows.extend(found);
        if all {
            break;
        }
    }
    Ok(rows)
}

/// The rows of these numbers in the same order, without the missing ones.
pub(crate) async fn rows(connection: &Connection, seqs: &[u64]) -> Result<Vec<LogRow>, StoreError> {
    let mut rows = Vec::new();
    for seqs in seqs.chunks(ROWS_AT_ONCE) {
        let store = connection.read(&[LOG])?.store(LOG).map_err(|error| of_rexie(&error))?;
        let found = join_all(seqs.iter().map(|&seq| store.get(value::key(seq)))).await;
        for (&seq, found) in seqs.iter().zip(found) {
            match found.map_err(|error| of_rexie(&error)) {
                Ok(found) => rows.extend(found.map(|row| of_value(&row, seq))),
                // One bad value ends the transaction for all of them: read the rest one by one.
                Err(_) => rows.extend(one(connection, seq).await?),
            }
        }
    }
    Ok(rows)
}

fn next_request(rows: usize, bytes: usize) -> u32 {
    match rows {
        0 => FIRST,
        _ => u32::try_from(REQUEST_BYTES / (bytes / rows).max(1)).unwrap_or(u32::MAX).max(1),
    }
}

fn weight(row: &LogRow) -> usize {
    row.change.len() + row.inverse.len()
}

async fn request(connection: &Connection, after: u64, limit: u32) -> Result<Vec<LogRow>, StoreError> {
    let range = KeyRange::lower_bound(&value::key(after), Some(true)).map_err(|error| of_idb(&error))?;
    let store = connection.read(&[LOG])?.store(LOG).map_err(|error| of_rexie(&error))?;
    match store
        .get_all(Some(range.clone()), Some(limit))
        .await
        .map_err(|error| of_rexie(&error))
    {
        Ok(values) => Ok(values.iter().map(|row| of_value(row, number_of(row).unwrap_or(after))).collect()),
        Err(error) if is_damage(&error) => {
            let store = connection.read(&[LOG])?.store(LOG).map_err(|error| of_rexie(&error))?;
            let keys = store
                .get_all_keys(Some(range), Some(limit))
                .await
                .map_err(|error| of_rexie(&error))?;
            let mut rows = Vec::with_capacity(keys.len());
            for seq in keys.iter().filter_map(value::number) {
                rows.extend(one(connection, seq).await?);
            }
            Ok(rows)
        }
        Err(error) => Err(error),
    }
}

/// One row. A row that is there but cannot be read is one without content: whoever decodes it reports its number.
async fn one(connection: &Connection, seq: u64) -> Result<Option<LogRow>, StoreError> {
    let store = connection.read(&[LOG])?.store(LOG).map_err(|error| of_rexie(&error))?;
    match store.get(value::key(seq)).await.map_err(|error| of_rexie(&error)) {
        Ok(found) => Ok(found.map(|row| of_value(&row, seq))),
        Err(error) if is_damage(&error) => Ok(Some(LogRow {
            seq,
            change: Vec::new(),
            inverse: Vec::new(),
        })),
        Err(error) => Err(error),
    }
}

fn number_of(row: &JsValue) -> Option<u64> {
    value::property(row, LOG_NUMBER).as_ref().and_then(value::number)
}

fn of_value(row: &JsValue, seq: u64) -> LogRow {
    let part = |name| value::property(row, name).as_ref().and_then(value::to_bytes).unwrap_or_default();
    LogRow {
        seq,
        change: part("c"),
        inverse: part("i"),
    }
}
