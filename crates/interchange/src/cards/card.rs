//! One card: its properties, and the cells that they make.

use model::validate::MAX_ELEMENTS;
use model::{Address, PersonName, order};

use super::COLUMNS;
use super::text::decoded;
use crate::csv::{FormProblem, Problems};
use crate::export::address_text;
use crate::lines::{Line, parts};
use crate::typed::join_list;

/// A value and how much it is preferred: the least first, equal ones as they stand.
type Ranked<T> = Vec<(u8, T)>;

/// Rank of a value of which nothing is said.
const PLAIN: u8 = 101;

/// What a card says of a person.
pub(super) struct Card {
    /// Line on which it begins.
    pub(super) line: u32,
    /// Whether it is a list of people.
    pub(super) is_group: bool,
    /// Whether what was read last is left out with all its lines.
    pub(super) after_attachment: bool,
    name: Option<PersonName>,
    formatted: String,
    nickname: String,
    emails: Ranked<String>,
    phones: Ranked<String>,
    addresses: Ranked<Address>,
    websites: Ranked<String>,
    title: String,
    role: String,
    company: String,
    birthday: String,
    notes: Vec<String>,
    tags: Vec<String>,
    uid: String,
}

impl Card {
    pub(super) fn new(line: u32) -> Self {
        Self {
            line,
            is_group: false,
            after_attachment: false,
            name: None,
            formatted: String::new(),
            nickname: String::new(),
            emails: Vec::new(),
            phones: Vec::new(),
            addresses: Vec::new(),
            websites: Vec::new(),
            title: String::new(),
            role: String::new(),
            company: String::new(),
            birthday: String::new(),
            notes: Vec::new(),
            tags: Vec::new(),
            uid: String::new(),
        }
    }

    /// Takes a property and says whether there is a place for it.
    pub(super) fn take(&mut self, line: &Line, problems: &mut Problems) -> bool {
        let written = decoded(line, problems);
        let text = || crate::lines::unescaped(&written).trim().to_owned();
        let rank = rank(line);
        match &*line.name {
            "FN" => fill(&mut self.formatted, text()),
            "N" => self.name = self.name.take().or_else(|| name(&written)),
            "NICKNAME" => fill(&mut self.nickname, text()),
            "EMAIL" => return add(&mut self.emails, rank, without(&text(), "mailto:")),
            // A number that takes no calls is none for calling.
            "TEL" if line.says("TYPE", "fax") && !line.says("TYPE", "voice") => return false,
            "TEL" => return add(&mut self.phones, rank, phone(&text())),
            "ADR" => return add(&mut self.addresses, rank, address(&written)),
            "URL" => return add(&mut self.websites, rank, text()),
            "TITLE" => fill(&mut self.title, text()),
            "ROLE" => fill(&mut self.role, text()),
            "ORG" => fill(&mut self.company, parts(&written, ';').swap_remove(0)),
            // Apple writes a year that nobody was born in where none is known.
            "BDAY" => {
                let day = text();
                let year = line.parameter("X-APPLE-OMIT-YEAR").next().unwrap_or_default();
                let rest = day.strip_prefix(year).filter(|_| !year.is_empty());
                fill(&mut self.birthday, rest.map_or(day.clone(), |rest| format!("-{rest}")));
            }
            "NOTE" => self.notes.extend(Some(text()).filter(|note| !note.is_empty())),
            "CATEGORIES" => self.tags.extend(parts(&written, ',').into_iter().filter(|tag| !tag.is_empty())),
            "UID" => fill(&mut self.uid, without(&text(), "urn:uuid:")),
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" => self.is_group |= line.is("group"),
            // How the card is kept and shown, and not what it says.
            "VERSION" | "PRODID" | "REV" | "SORT-STRING" | "LABEL" | "MAILER" | "CLASS" | "X-ABLABEL" | "X-ABADR" | "X-ABSHOWAS" => {}
            _ => return line.value.trim_matches([';', ' ']).is_empty(),
        }
        true
    }

    /// The cells of its row.
    pub(super) fn into_cells(mut self, problems: &mut Problems) -> [String; COLUMNS.len()] {
        let (email, emails) = several(self.emails);
        let (phone, phones) = several(self.phones);
        let (website, websites) = several(self.websites);
        let name = self.name.unwrap_or_else(|| {
            if self.formatted.is_empty() {
                problems.add(self.line, None, FormProblem::Nameless);
                let others = [&self.nickname, &self.company, &email, &phone];
                self.formatted = others.into_iter().find(|text| !text.is_empty()).cloned().unwrap_or_default();
            }
            PersonName::from_full(&self.formatted)
        });
        let address = take_first(&mut self.addresses);
        let addresses = self.addresses.iter().map(|(_, address)| address_text(address)).collect::<Vec<_>>();
        [
            name.given,
            name.family,
            email,
            emails,
            phone,
            phones,
            if self.title.is_empty() { self.role } else { self.title },
            self.company,
            address.street,
            address.city,
            address.region,
            address.postal_code,
            address.country,
            join_list(addresses.iter().map(String::as_str)),
            website,
            websites,
            self.birthday,
            self.notes.join("\n\n"),
            join_list(self.tags.iter().map(String::as_str)),
            self.uid,
        ]
    }
}

/// The first value stands.
fn fill(place: &mut String, text: String) {
    if place.is_empty() {
        *place = text;
    }
}

/// Adds a value that is not there yet; says whether there was room for it.
fn add<T: PartialEq + Default>(values: &mut Ranked<T>, rank: u8, value: T) -> bool {
    if values.len() >= MAX_ELEMENTS {
        return false;
    }
    if value != T::default() && !values.iter().any(|(_, known)| *known == value) {
        values.push((rank, value));
    }
    true
}

/// How much a value is preferred: `PREF=1` before `PREF=2`, `TYPE=pref` before nothing.
fn rank(line: &Line) -> u8 {
    let number = line.parameter("PREF").next().and_then(|rank| rank.parse().ok());
    number.unwrap_or(if line.says("TYPE", "pref") { 1 } else { PLAIN })
}

/// The preferred value, and the others as a list.
fn several(mut values: Ranked<String>) -> (String, String) {
    let first = take_first(&mut values);
    (first, join_list(values.iter().map(|(_, text)| text.as_str())))
}

/// The preferred value; the others follow by how much they are preferred.
fn take_first<T: Default>(values: &mut Ranked<T>) -> T {
    order::sort_by_key(values, |(rank, _)| *rank);
    if values.is_empty() { T::default() } else { values.remove(0).1 }
}

fn without(text: &str, beginning: &str) -> String {
    let rest = text
        .get(..beginning.len())
        .filter(|start| start.eq_ignore_ascii_case(beginning))
        .map(|_| &text[beginning.len()..]);
    rest.unwrap_or(text).trim().to_owned()
}

/// A number, also of an address such as `tel:+49-30-1234;ext=5`.
fn phone(text: &str) -> String {
    let number = without(text, "tel:");
    match number.split_once(";ext=") {
        Some((number, extension)) => format!("{number} ext. {extension}"),
        None => number.split(';').next().unwrap_or_default().to_owned(),
    }
}

/// Family, given and further names; titles before and after are no part of a name.
fn name(written: &str) -> Option<PersonName> {
    let parts = parts(written, ';');
    let part = |index: usize| parts.get(index).map(String::as_str).unwrap_or_default();
    let name = PersonName {
        given: [part(1), part(2)].join(" ").trim().to_owned(),
        family: part(0).to_owned(),
    };
    (name != PersonName::default()).then_some(name)
}

/// Post box, further line, street, city, region, code, country.
fn address(written: &str) -> Address {
    let parts = parts(written, ';');
    let part = |index: usize| parts.get(index).map(|part| part.replace('\n', ", ")).unwrap_or_default();
    let street = [part(2), part(1), part(0)];
    let street = street.iter().map(String::as_str).filter(|line| !line.is_empty());
    Address {
        street: street.collect::<Vec<_>>().join(", "),
        city: part(3),
        region: part(4),
        postal_code: part(5),
        country: part(6),
    }
}
