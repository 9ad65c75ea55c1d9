//! Contact cards (vCard 2.1, 3.0, 4.0): each person a row, whose columns go to the fields of contacts.
//!
//! A reader of our own: calcard 0.3 (`features = ["wasm"]`) was measured at 44 KB (brotli) for cards, 158 KB with calendars.
//! Several e-mails, phones, addresses and web pages stand as our own export writes them, the preferred one first.
//! Pictures are left out and counted; nothing that a card refers to is ever fetched.

mod card;
#[cfg(test)]
mod tests;
mod text;

use crate::csv::FormProblem;
use crate::decode::TextProblem;
use crate::extract::{Extracted, Origin, Overfull, RowWriter, Tally};
use crate::lines::{self, Lines};
use crate::mapping::{AddressPart, MatchBy, NamePart, Target};
use card::Card;
use model::FileKind;
use model::reading::CardsError;

impl From<Overfull> for CardsError {
    fn from(Overfull: Overfull) -> Self {
        CardsError::TooLarge
    }
}

/// Properties whose values are not read.
const ATTACHMENTS: &[&str] = &["PHOTO", "LOGO", "SOUND", "KEY"];

/// The columns, by their names in our own export.
const COLUMNS: [&str; 20] = [
    "First name",
    "Last name",
    "E-mail",
    "E-mail (further)",
    "Phone",
    "Phone (further)",
    "Role",
    "Company",
    "Address: street",
    "Address: city",
    "Address: region",
    "Address: postal code",
    "Address: country",
    "Address (further)",
    "Website",
    "Website (further)",
    "Birthday",
    "About",
    "Tags",
    "External ID",
];

/// Where the columns go.
fn targets() -> Vec<Target> {
    let field = |key: &str| Target::Field(key.into());
    let further = |key: &str| Target::Further(key.into());
    let name = |part| Target::NamePart {
        field: "name".into(),
        part,
    };
    let address = |part| Target::AddressPart {
        field: "address".into(),
        part,
        place: 0,
    };
    let record = |key: &str| Target::Reference {
        field: key.into(),
        match_by: MatchBy::Name,
        create_missing: true,
    };
    let mut targets = vec![name(NamePart::Given), name(NamePart::Family)];
    targets.extend([field("email"), further("email"), field("phone"), further("phone")]);
    targets.extend([field("job_title"), record("company")]);
    targets.extend(AddressPart::ALL.map(address));
    targets.extend([further("address"), field("website"), further("website"), field("birthday")]);
    targets.extend([field("description"), record("tags"), field("external_id")]);
    targets
}

/// Reads cards in steps.
pub(crate) struct Reading {
    text: String,
    at: usize,
    line: u32,
    card: Option<Card>,
    /// Cards within the card: an agent's, which is another person.
    depth: u32,
    /// Whether a card may begin within the card.
    awaits_agent: bool,
    attachments: Tally,
    left_out: Tally,
    writer: RowWriter,
}

impl Reading {
    pub(crate) fn new(text: String, found: &[TextProblem]) -> Result<Self, CardsError> {
        let mut writer = RowWriter::default();
        lines::place(&text, found, &mut writer.problems);
        writer.row(1, &COLUMNS)?;
        Ok(Self {
            text,
            at: 0,
            line: 1,
            card: None,
            depth: 0,
            awaits_agent: false,
            attachments: Tally::default(),
            left_out: Tally::default(),
            writer,
        })
    }

    /// Goes on for about `max` bytes and says whether everything is done.
    pub(crate) fn step(&mut self, max: usize) -> Result<bool, CardsError> {
        let until = self.at.saturating_add(max);
        let text = std::mem::take(&mut self.text);
        let mut lines = Lines::new(&text, self.at, self.line, ATTACHMENTS);
        while lines.at < until {
            let Some(line) = lines.next() else { break };
            self.take(line)?;
        }
        (self.at, self.line) = (lines.at, lines.line);
        self.text = text;
        if self.at < self.text.len() {
            return Ok(false);
        }
        self.end_card(false)?;
        // The row of column names is always there.
        if self.writer.rows() < 2 {
            Err(CardsError::NoContacts)
        } else {
            Ok(true)
        }
    }

    fn take(&mut self, line: lines::Line) -> Result<(), CardsError> {
        let awaited_agent = std::mem::take(&mut self.awaits_agent);
        match &*line.name {
            "BEGIN" if line.is("VCARD") && (self.depth > 0 || awaited_agent && self.card.is_some()) => self.depth += 1,
            "BEGIN" if line.is("VCARD") => {
                self.end_card(false)?;
                self.card = Some(Card::new(line.line));
            }
            "END" if line.is("VCARD") && self.depth > 0 => self.depth -= 1,
            "END" if line.is("VCARD") => self.end_card(true)?,
            _ if self.depth > 0 => {}
            name => match &mut self.card {
                Some(card) if ATTACHMENTS.contains(&name) => {
                    card.after_attachment = true;
                    self.attachments.add(line.line);
                }
                Some(_) if name == "AGENT" => {
                    self.awaits_agent = line.value.trim().is_empty();
                    self.left_out.add(line.line);
                }
                Some(card) if name.is_empty() => {
                    // Some programs do not indent the further lines of a picture.
                    if !card.after_attachment {
                        self.writer.problems.add(line.line, None, FormProblem::NotAProperty);
                    }
                }
                Some(card) => {
                    card.after_attachment = false;
                    if !card.take(&line, &mut self.writer.problems) {
                        self.left_out.add(line.line);
                    }
                }
                None => self.writer.problems.add(line.line, None, FormProblem::NotAProperty),
            },
        }
        Ok(())
    }

    fn end_card(&mut self, closed: bool) -> Result<(), CardsError> {
        self.depth = 0;
        let Some(card) = self.card.take() else { return Ok(()) };
        if !closed {
            self.writer.problems.add(card.line, None, FormProblem::NotClosed);
        }
        if card.is_group {
            self.writer.problems.add(card.line, None, FormProblem::GroupCard);
            return Ok(());
        }
        let line = card.line;
        let cells = card.into_cells(&mut self.writer.problems);
        Ok(self.writer.row(line, &cells)?)
    }

    pub(crate) fn progress(&self) -> (u64, u64, u32) {
        (self.at as u64, self.text.len() as u64, self.writer.rows())
    }

    pub(crate) fn finish(mut self) -> Extracted {
        let problems = &mut self.writer.problems;
        self.attachments.report(|count| FormProblem::AttachmentsLeftOut { count }, problems);
        self.left_out.report(|count| FormProblem::PropertiesLeftOut { count }, problems);
        problems.sort();
        self.writer.finish(Origin {
            kind: FileKind::Cards,
            meaning: Some(("contact", targets())),
            ..Origin::default()
        })
    }
}
