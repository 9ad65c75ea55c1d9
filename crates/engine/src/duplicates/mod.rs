//! Records that may stand for the same thing, with what speaks for it.
//!
//! Records are compared within blocks of those that share something: an address, a number, a name, a company. A block of many tells
//! nothing (the number of a switchboard) and is left alone, so the time goes with the number of records. What a person has said to be
//! different is not brought up again.

mod names;
mod probe;

use std::hash::{Hash, Hasher};

use bridge::RecordLine;
use bridge::duplicates::{DuplicateGroup, Duplicates, Likeness, NameAnd};
use model::block::NONE_I64;
use model::validate::fold;
use model::value::PART;
use model::{FieldKind, RecordId, order};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::columns::Column;
use crate::query::{Indexes, cells};
use crate::reader::Reader;
use crate::table::Table;

pub use probe::known;

/// Most records that share something and still may be the same.
const MOST_ALIKE: usize = 20;
/// Most records of one company, or of one name, that are compared with each other.
const MOST_COMPARED: usize = 200;
/// Most groups that are told.
const MOST_GROUPS: usize = 100;

/// How keys of such answers begin.
const DIFFERENT: &str = "different ";

/// The key under which an answer that two records are different is kept.
pub(crate) fn difference(one: RecordId, other: RecordId) -> String {
    format!("{DIFFERENT}{} {}", one.min(other), one.max(other))
}

/// Groups of records in use that may be the same.
#[must_use]
pub fn find(reader: Reader<'_>, indexes: &Indexes, object: &str) -> Duplicates {
    let search = reader
        .table(object)
        .and_then(|table| {
            reader
                .object(table)
                .filter(|definition| definition.is_of_single_things())
                .map(|_| table)
        })
        .map(|table| Search::new(reader, indexes, table));
    search.map(Search::groups).unwrap_or_default()
}

/// Two records with what speaks for their being the same.
struct Pair {
    rows: (u32, u32),
    likeness: Likeness,
    is_likely: bool,
}

struct Search<'a> {
    reader: Reader<'a>,
    table: &'a Table,
    /// Names as they are compared, by row.
    names: Vec<String>,
    emails: Vec<u16>,
    phones: Vec<u16>,
    websites: Vec<u16>,
    company: Option<u16>,
    birthday: Option<u16>,
    address: Option<u16>,
    pairs: Vec<Pair>,
}

impl<'a> Search<'a> {
    fn new(reader: Reader<'a>, indexes: &Indexes, table: &'a Table) -> Self {
        let of_kind = |kind: FieldKind| {
            let fields = table.fields().iter().zip(0u16..);
            fields
                .filter(move |(field, _)| field.kind == kind)
                .map(|(_, number)| number)
                .collect::<Vec<_>>()
        };
        let company = table
            .field("company")
            .filter(|&field| table.fields()[usize::from(field)].kind == FieldKind::Reference);
        let primary = reader.object(table).and_then(|object| table.field(&object.primary));
        let folded = primary.and_then(|field| indexes.folded(reader, table, field));
        let is_company = *table.object == *"company";
        let name = |row: u32| {
            let folded = folded.as_ref().map_or(&[][..], |folded| folded.get(row));
            names::key(&String::from_utf8_lossy(folded), is_company)
        };
        Self {
            reader,
            table,
            names: (0..table.len() as u32).map(name).collect(),
            emails: of_kind(FieldKind::Email),
            phones: of_kind(FieldKind::Phone),
            websites: of_kind(FieldKind::Url),
            company,
            birthday: table.field("birthday"),
            address: of_kind(FieldKind::Address).first().copied(),
            pairs: Vec::new(),
        }
    }

    fn groups(mut self) -> Duplicates {
        self.by_values();
        self.by_name();
        self.by_company();
        self.forget_different();
        self.joined()
    }

    /// Texts of a row in some fields, further values too, as they are compared.
    fn texts(&self, row: u32, fields: &[u16], form: fn(&str) -> String) -> Vec<String> {
        let mut texts = Vec::new();
        for &field in fields {
            let further = self.table.fields()[usize::from(field)].further;
            texts.extend(self.table.text(row, field).map(form));
            if let Some(Column::WordSet(words, sets)) = further.map(|further| self.table.column(further)) {
                texts.extend(sets.get(row).iter().map(|&code| form(words.word(code))));
            }
        }
        texts.retain(|text| !text.is_empty());
        texts
    }

    /// Blocks of rows in use that have a text in common, each with the text.
    fn blocks(&self, fields: &[u16], form: fn(&str) -> String) -> Vec<(String, Vec<u32>)> {
        let mut keys: Vec<(u64, u32)> = Vec::new();
        for row in self.table.alive().rows() {
            keys.extend(self.texts(row, fields, form).iter().map(|text| (hash(text), row)));
        }
        let mut blocks = Vec::new();
        for rows in runs(keys, MOST_ALIKE) {
            // What has one hash is nearly always one text.
            let mut by_text: FxHashMap<String, Vec<u32>> = FxHashMap::default();
            for &row in &rows {
                for text in self.texts(row, fields, form) {
                    let rows = by_text.entry(text).or_default();
                    if !rows.contains(&row) {
                        rows.push(row);
                    }
                }
            }
            blocks.extend(by_text.into_iter().filter(|(_, rows)| rows.len() > 1));
        }
        order::sort(&mut blocks);
        blocks.dedup();
        blocks
    }

    fn are_alike(&self, one: u32, other: u32) -> bool {
        let (one, other) = (&self.names[one as usize], &self.names[other as usize]);
        one.is_empty() || other.is_empty() || names::are_alike(one, other)
    }

    fn note(&mut self, rows: (u32, u32), likeness: Likeness, is_likely: bool) {
        self.pairs.push(Pair { rows, likeness, is_likely });
    }

    /// Addresses, numbers and websites in common.
    fn by_values(&mut self) {
        for (text, rows) in self.blocks(&self.emails, fold) {
            for (one, other) in pairs(&rows) {
                let likely = self.are_alike(one, other) && !self.born_apart(one, other);
                self.note((one, other), Likeness::Email(text.clone()), likely);
            }
        }
        for (text, rows) in self.blocks(&self.phones, |text| text.to_owned()) {
            for (one, other) in pairs(&rows) {
                // People share telephones.
                if self.are_alike(one, other) {
                    let likely = !self.born_apart(one, other);
                    self.note((one, other), Likeness::Phone(text.clone()), likely);
                }
            }
        }
        if self.company.is_none() {
            for (text, rows) in self.blocks(&self.websites, host) {
                for (one, other) in pairs(&rows) {
                    let likely = self.are_alike(one, other);
                    self.note((one, other), Likeness::Website(text.clone()), likely);
                }
            }
        }
    }

    /// Names that are the same.
    fn by_name(&mut self) {
        let named = self.table.alive().rows().filter(|&row| !self.names[row as usize].is_empty());
        let keys = named.map(|row| (hash(&self.names[row as usize]), row)).collect();
        for rows in runs(keys, MOST_COMPARED) {
            for (one, other) in pairs(&rows) {
                if self.names[one as usize] != self.names[other as usize] || self.born_apart(one, other) {
                    continue;
                }
                if let Some(more) = self.shared(one, other) {
                    self.note((one, other), Likeness::NameAndMore(more), true);
                } else if rows.len() <= MOST_ALIKE && (self.says_little(one) || self.says_little(other)) {
                    self.note((one, other), Likeness::Name, false);
                }
            }
        }
    }

    /// Names at one company that differ by a slip or an initial.
    fn by_company(&mut self) {
        let Some(company) = self.company else { return };
        let at = |row: u32| self.table.reference(row, company).map(|handle| (u64::from(handle), row));
        let keys = self.table.alive().rows().filter_map(at).collect();
        for rows in runs(keys, MOST_COMPARED) {
            for (one, other) in pairs(&rows) {
                let (first, second) = (&self.names[one as usize], &self.names[other as usize]);
                let is_named = !first.is_empty() && !second.is_empty();
                if is_named && first != second && names::are_alike(first, second) && !self.born_apart(one, other) {
                    self.note((one, other), Likeness::NearlyName, false);
                }
            }
        }
    }

    /// What two rows of one name share besides it.
    fn shared(&self, one: u32, other: u32) -> Option<NameAnd> {
        if let Some(company) = self.company
            && let (Some(first), Some(second)) = (self.table.reference(one, company), self.table.reference(other, company))
            && first == second
        {
            return Some(NameAnd::Company(self.reader.label(first)));
        }
        if let (Some(first), Some(second)) = (self.birthday(one), self.birthday(other))
            && first == second
        {
            return Some(NameAnd::Birthday(first as i32));
        }
        let city = self.city(one)?;
        let same = self.city(other).is_some_and(|other| fold(other) == fold(city));
        same.then(|| NameAnd::City(city.to_owned()))
    }

    fn birthday(&self, row: u32) -> Option<i64> {
        match self.table.column(self.birthday?) {
            Column::Int(days) => days.get(row as usize).copied().filter(|&day| day != NONE_I64),
            _ => None,
        }
    }

    /// Whether two people have different birthdays: father and son share more than a name.
    fn born_apart(&self, one: u32, other: u32) -> bool {
        matches!((self.birthday(one), self.birthday(other)), (Some(one), Some(other)) if one != other)
    }

    fn city(&self, row: u32) -> Option<&str> {
        let parts = self.table.text(row, self.address?)?;
        parts.split(PART).nth(1).filter(|city| !city.is_empty())
    }

    /// Whether a row has neither an address nor a number to tell it by.
    fn says_little(&self, row: u32) -> bool {
        let has = |field: &u16| self.table.text(row, *field).is_some();
        !self.emails.iter().any(has) && !self.phones.iter().any(has) && !self.websites.iter().any(has)
    }

    /// Drops pairs that a person has said to be different.
    fn forget_different(&mut self) {
        let Some(answers) = self.reader.table("suggestion") else { return };
        let Some(key) = answers.field("key") else { return };
        let told = answers.alive().rows().filter_map(|row| answers.text(row, key));
        let different = told.filter(|key| key.starts_with(DIFFERENT)).collect::<FxHashSet<_>>();
        if different.is_empty() {
            return;
        }
        let id = |row: u32| self.table.id(row, self.reader.workspace.handles());
        self.pairs
            .retain(|pair| !different.contains(difference(id(pair.rows.0), id(pair.rows.1)).as_str()));
    }

    /// Pairs that share a record are one group.
    fn joined(self) -> Duplicates {
        let mut leaders: FxHashMap<u32, u32> = FxHashMap::default();
        for pair in &self.pairs {
            let (one, other) = (leader(&mut leaders, pair.rows.0), leader(&mut leaders, pair.rows.1));
            leaders.insert(one.max(other), one.min(other));
        }
        let mut groups: FxHashMap<u32, (FxHashSet<u32>, Vec<&Pair>)> = FxHashMap::default();
        for pair in &self.pairs {
            let (rows, pairs) = groups.entry(leader(&mut leaders, pair.rows.0)).or_default();
            rows.extend([pair.rows.0, pair.rows.1]);
            pairs.push(pair);
        }
        let mut groups = groups
            .into_values()
            .filter(|(rows, _)| rows.len() <= MOST_ALIKE)
            .collect::<Vec<_>>();
        let total = groups.len() as u32;
        let rank = |(rows, pairs): &(FxHashSet<u32>, Vec<&Pair>)| {
            let likely = pairs.iter().filter(|pair| pair.is_likely).count();
            (std::cmp::Reverse((likely > 0, likely, pairs.len())), rows.iter().min().copied())
        };
        order::keep_first_by_key(&mut groups, MOST_GROUPS, rank);
        let groups = groups.into_iter().map(|(rows, pairs)| self.told(rows, pairs)).collect();
        Duplicates { groups, total }
    }

    fn told(&self, rows: FxHashSet<u32>, mut pairs: Vec<&Pair>) -> DuplicateGroup {
        let mut rows = rows.into_iter().collect::<Vec<_>>();
        let known = |row: u32| {
            (0..self.table.fields().len() as u16)
                .filter(|&field| !self.table.column(field).is_none(row))
                .count()
        };
        order::sort_by_key(&mut rows, |&row| (std::cmp::Reverse(known(row)), row));
        order::sort_by_key(&mut pairs, |pair| !pair.is_likely);
        let mut likenesses: Vec<Likeness> = Vec::new();
        for pair in &pairs {
            if !likenesses.contains(&pair.likeness) {
                likenesses.push(pair.likeness.clone());
            }
        }
        let record = |row: u32| RecordLine {
            link: cells::row_link(self.reader, self.table, row),
            detail: cells::detail(self.reader, self.table, row),
        };
        DuplicateGroup {
            records: rows.into_iter().map(record).collect(),
            likenesses,
            is_likely: pairs.iter().any(|pair| pair.is_likely),
        }
    }
}

/// The first row of a row's group.
fn leader(leaders: &mut FxHashMap<u32, u32>, row: u32) -> u32 {
    let mut first = row;
    while let Some(&next) = leaders.get(&first).filter(|&&next| next != first) {
        first = next;
    }
    leaders.insert(row, first);
    first
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Rows of one key, two of them at least and `most` at most.
fn runs(mut keys: Vec<(u64, u32)>, most: usize) -> Vec<Vec<u32>> {
    order::sort(&mut keys);
    keys.dedup();
    let runs = keys.chunk_by(|one, other| one.0 == other.0);
    runs.filter(|run| (2..=most).contains(&run.len()))
        .map(|run| run.iter().map(|&(_, row)| row).collect())
        .collect()
}

fn pairs(rows: &[u32]) -> impl Iterator<Item = (u32, u32)> + '_ {
    rows.iter()
        .enumerate()
        .flat_map(move |(index, &one)| rows[index + 1..].iter().map(move |&other| (one, other)))
}

/// The host of an address, without what it is usually written with.
fn host(url: &str) -> String {
    let folded = fold(url);
    let rest = folded.split_once("://").map_or(folded.as_str(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}
