//! Search over every object as one types, and suggestions for pickers.
//!
//! There is no inverted index: a keystroke scans the folded text that filters use, which costs less than a frame and is always up
//! to date. All words must match, in any order and in any searched field; a match at the start of a name counts most, then at the
//! start of a word, then anywhere. Phone fragments match in any format. Only when almost nothing matches, words that differ by a
//! letter or two count as well.

mod query;
mod scan;
#[cfg(test)]
mod tests;
mod typo;

use bridge::query::{Found, FoundGroup, Hit, SearchQuery};
use bridge::{Cell, RecordLine, RecordLink};
use model::ObjectDef;
use model::order;

use crate::commands::file::FILE;
use crate::query::folded::shown;
use crate::query::{Indexes, QueryError, cells};
use crate::reader::Reader;
use crate::table::Table;
use query::Query;
use scan::{Scores, scan};

/// Fewer hits than these over all objects, and words that are nearly right count too.
const FEW: usize = 3;

/// Searches every object that is not hidden, and files; or those named.
#[must_use]
pub fn find(reader: Reader<'_>, indexes: &mut Indexes, asked: &SearchQuery) -> Found {
    let query = Query::read(&asked.text);
    if query.is_empty() {
        return Found::default();
    }
    let exact = hits(reader, indexes, asked, &query, false);
    let total = total_of(&exact);
    if total as usize >= FEW || !query.allows_typos() {
        return exact;
    }
    let near = hits(reader, indexes, asked, &query, true);
    let fuzzy = total_of(&near) > total;
    Found {
        fuzzy,
        ..if fuzzy { near } else { exact }
    }
}

fn total_of(found: &Found) -> u32 {
    found.groups.iter().map(|group| group.total).sum()
}

/// Groups of hits, the object with the best hit first; objects of equal hits in the order of navigation.
fn hits(reader: Reader<'_>, indexes: &mut Indexes, asked: &SearchQuery, query: &Query, near: bool) -> Found {
    let wanted = |object: &&ObjectDef| {
        if asked.objects.is_empty() {
            !object.hidden || object.key == *FILE
        } else {
            asked.objects.contains(&object.key)
        }
    };
    let (mut groups, mut binned) = (Vec::new(), Vec::new());
    for object in reader.workspace.schema().objects().iter().filter(wanted) {
        let Some(table) = reader.table(&object.key) else { continue };
        let scores = scan(reader, indexes, table, object, query, near);
        let places = [(table.alive(), &mut groups, true), (table.binned(), &mut binned, asked.bin)];
        for (rows, groups, wanted) in places {
            if !wanted {
                continue;
            }
            let (total, best) = scores.best(rows, asked.limit as usize);
            let Some(&(top, _)) = best.first() else { continue };
            let hits = best.into_iter().map(|(_, row)| hit(reader, table, object, row, query, &scores));
            let group = FoundGroup {
                object: object.key.clone(),
                total,
                hits: hits.collect(),
            };
            groups.push((top, group));
        }
    }
    let sorted = |mut groups: Vec<(u16, FoundGroup)>| {
        order::sort_by_key(&mut groups, |(top, _)| std::cmp::Reverse(*top));
        groups.into_iter().map(|(_, group)| group).collect()
    };
    Found {
        groups: sorted(groups),
        binned: sorted(binned),
        fuzzy: false,
        micros: 0,
    }
}

fn hit(reader: Reader<'_>, table: &Table, object: &ObjectDef, row: u32, query: &Query, scores: &Scores) -> Hit {
    let field = scores.field_of(row).unwrap_or_else(|| object.primary.clone());
    let excerpt = if field == object.primary {
        String::new()
    } else {
        excerpt(reader, table, row, &field, query)
    };
    let (link, detail) = if object.key == *FILE {
        file_place(reader, table, row)
    } else {
        (cells::row_link(reader, table, row), cells::detail(reader, table, row))
    };
    Hit {
        link,
        detail,
        field,
        excerpt,
    }
}

/// A file is found where it is: at the record that it is attached to, whose name is the second line.
fn file_place(reader: Reader<'_>, table: &Table, row: u32) -> (RecordLink, Vec<Cell>) {
    let link = cells::row_link(reader, table, row);
    let owner = table.field("record").and_then(|field| table.reference(row, field));
    match owner.map(|handle| cells::link(reader, handle)) {
        Some(owner) => {
            let at_record = RecordLink {
                label: link.label,
                ..owner.clone()
            };
            (at_record, vec![Cell::Record(owner)])
        }
        None => (link, Vec::new()),
    }
}

/// Longest excerpt, in characters.
const EXCERPT: usize = 80;

/// The matching text of a field, cut around the match when it is long.
fn excerpt(reader: Reader<'_>, table: &Table, row: u32, field: &str, query: &Query) -> String {
    let Some(number) = table.field(field) else { return String::new() };
    let kind = table.fields()[usize::from(number)].kind;
    let text = match table.text(row, number) {
        Some(text) => shown(text, kind),
        None => table.reference(row, number).map(|handle| reader.label(handle)).unwrap_or_default(),
    };
    let text = text.replace(['\n', '\r', '\t'], " ");
    if text.chars().count() <= EXCERPT {
        return text;
    }
    let folded = model::validate::fold(&text);
    let at = query
        .words()
        .iter()
        .filter_map(|word| folded.find(word.as_str()))
        .min()
        .unwrap_or(0);
    // Folding changes lengths by a few bytes at most: the place is good enough to cut around.
    let before = folded[..at].chars().count().saturating_sub(EXCERPT / 3);
    let cut = text.chars().skip(before).take(EXCERPT).collect::<String>();
    format!("{}{}…", if before > 0 { "…" } else { "" }, cut.trim())
}

/// Records of an object whose searched text matches, best first; the newest ones when nothing was typed.
///
/// # Errors
/// When there is no such object.
pub fn suggest(reader: Reader<'_>, indexes: &mut Indexes, object: &str, text: &str, limit: u32) -> Result<Vec<RecordLine>, QueryError> {
    let unknown = || QueryError::UnknownObject(object.into());
    let definition = reader.workspace.schema().object(object).ok_or_else(unknown)?;
    let table = reader.table(object).ok_or_else(unknown)?;
    let query = Query::read(text);
    let rows = if query.is_empty() {
        let alive = table.alive();
        (0..table.len() as u32)
            .rev()
            .filter(|&row| alive.get(row as usize))
            .take(limit as usize)
            .collect::<Vec<_>>()
    } else {
        let exact = scan(reader, indexes, table, definition, &query, false)
            .best(table.alive(), limit as usize)
            .1;
        let best = if exact.is_empty() && query.allows_typos() {
            scan(reader, indexes, table, definition, &query, true)
                .best(table.alive(), limit as usize)
                .1
        } else {
            exact
        };
        best.into_iter().map(|(_, row)| row).collect()
    };
    let suggestion = |row| RecordLine {
        link: cells::row_link(reader, table, row),
        detail: cells::detail(reader, table, row),
    };
    Ok(rows.into_iter().map(suggestion).collect())
}
