//! Calendars (iCalendar): each event or task a row, whose columns go to the fields of activities or tasks.
//!
//! A file may hold both; its tasks are then a table of their own. Time zones are those that the file describes.
//! What repeats is taken once: the series would be as long as somebody else's calendar says.

mod entry;
mod moment;
#[cfg(test)]
mod tests;
mod zone;

use memchr::memmem;
use model::Zone;

use crate::csv::FormProblem;
use crate::decode::{TextProblem, file_kind};
use crate::extract::{Extracted, Origin, Overfull, RowWriter};
use crate::limits::MAX_DEPTH;
use crate::lines::{self, Line, Lines};
use crate::mapping::{MatchBy, Target};
use entry::Entry;
use model::FileKind;
use model::reading::CalendarError;
use zone::{Rule, Zones};

impl From<Overfull> for CalendarError {
    fn from(Overfull: Overfull) -> Self {
        CalendarError::TooLarge
    }
}

/// Whether a file is a calendar with tasks beside events, which are to be read as another table.
#[must_use]
pub fn has_tasks_beside_events(bytes: &[u8]) -> bool {
    let has = |what: &str| memmem::find(bytes, what.as_bytes()).is_some();
    file_kind(&bytes[..bytes.len().min(crate::decode::HEAD)]) == FileKind::Calendar && has("BEGIN:VEVENT") && has("BEGIN:VTODO")
}

/// Properties whose values are not read.
const ATTACHMENTS: &[&str] = &["ATTACH", "IMAGE", "X-ALT-DESC"];

/// What the rows are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    Events,
    Tasks,
}

/// The columns, by their names in our own export.
const EVENT_COLUMNS: [&str; 8] = [
    "Subject",
    "Type",
    "At",
    "Duration",
    "Text",
    "Contact",
    "Contact (further)",
    "External ID",
];
const TASK_COLUMNS: [&str; 9] = [
    "Title",
    "Status",
    "Due",
    "Priority",
    "Done at",
    "Notes",
    "Contact",
    "Tags",
    "External ID",
];

impl Rows {
    fn columns(self) -> &'static [&'static str] {
        match self {
            Rows::Events => &EVENT_COLUMNS,
            Rows::Tasks => &TASK_COLUMNS,
        }
    }

    /// What a row is, and where the columns go. Whoever took part is linked where there is a contact, and not made.
    fn meaning(self) -> (&'static str, Vec<Target>) {
        let field = |key: &&str| Target::Field((*key).into());
        let record = |key: &str, match_by, create_missing| Target::Reference {
            field: key.into(),
            match_by,
            create_missing,
        };
        match self {
            Rows::Events => {
                let mut targets = ["subject", "type", "at", "duration", "body"].iter().map(field).collect::<Vec<_>>();
                targets.extend([
                    record("contact", MatchBy::Email, false),
                    Target::Further("contact".into()),
                    field(&"external_id"),
                ]);
                ("activity", targets)
            }
            Rows::Tasks => {
                let fields = ["title", "status", "due", "priority", "done_at", "description"];
                let mut targets = fields.iter().map(field).collect::<Vec<_>>();
                targets.extend([
                    record("contact", MatchBy::Email, false),
                    record("tags", MatchBy::Name, true),
                    field(&"external_id"),
                ]);
                ("task", targets)
            }
        }
    }
}

/// Reads a calendar in steps: first its time zones, which may stand behind what needs them, then its entries.
pub(crate) struct Reading {
    text: String,
    at: usize,
    line: u32,
    rows: Rows,
    /// Minutes that clocks of the workspace are ahead of UTC: a task is due on a day there.
    here: Zone,
    zones: Zones,
    /// Whether the zones are known.
    knows_zones: bool,
    /// The components within which the next line stands.
    within: Vec<String>,
    zone: String,
    rule: Rule,
    entry: Option<Entry>,
    /// Journals, free and busy times, and the line of the first.
    left_out: (u32, u32),
    writer: RowWriter,
}

impl Reading {
    /// Opens a calendar; where it has events, its tasks are read only if they are `wanted`.
    pub(crate) fn new(text: String, found: &[TextProblem], wanted: bool, here: Zone) -> Result<Self, CalendarError> {
        let has = |what: &str| memmem::find(text.as_bytes(), what.as_bytes()).is_some();
        let rows = if wanted || has("BEGIN:VTODO") && !has("BEGIN:VEVENT") {
            Rows::Tasks
        } else {
            Rows::Events
        };
        let mut writer = RowWriter::default();
        lines::place(&text, found, &mut writer.problems);
        writer.row(1, rows.columns())?;
        Ok(Self {
            text,
            at: 0,
            line: 1,
            rows,
            here,
            zones: Zones::default(),
            knows_zones: false,
            within: Vec::new(),
            zone: String::new(),
            rule: Rule::default(),
            entry: None,
            left_out: (0, 0),
            writer,
        })
    }

    /// Goes on for about `max` bytes and says whether everything is done.
    pub(crate) fn step(&mut self, max: usize) -> Result<bool, CalendarError> {
        let until = self.at.saturating_add(max);
        let text = std::mem::take(&mut self.text);
        let mut lines = Lines::new(&text, self.at, self.line, ATTACHMENTS);
        while lines.at < until {
            let Some(line) = lines.next() else { break };
            if self.knows_zones {
                self.take(&line)?;
            } else {
                self.take_zone(&line);
            }
        }
        (self.at, self.line) = (lines.at, lines.line);
        self.text = text;
        if self.at < self.text.len() {
            return Ok(false);
        }
        self.within.clear();
        if !self.knows_zones {
            self.knows_zones = true;
            (self.at, self.line) = (0, 1);
            return Ok(false);
        }
        self.end_entry(false)?;
        // The row of column names is always there.
        if self.writer.rows() < 2 {
            Err(CalendarError::NoEntries)
        } else {
            Ok(true)
        }
    }

    /// Keeps track of the components. Says which one a line ends.
    fn nest(&mut self, line: &Line) -> Option<String> {
        let name = line.value.trim().to_ascii_uppercase();
        match &*line.name {
            "BEGIN" if self.within.len() < MAX_DEPTH => self.within.push(name),
            "END" => {
                // One that was never closed ends with what it stands in.
                let place = self.within.iter().rposition(|known| *known == name)?;
                self.within.truncate(place);
                return Some(name);
            }
            _ => {}
        }
        None
    }

    fn take_zone(&mut self, line: &Line) {
        let inside = self.within.iter().rev().map(String::as_str).take(2).collect::<Vec<_>>();
        match (inside.as_slice(), &*line.name) {
            (["VTIMEZONE", ..], "TZID") => line.text().trim().clone_into(&mut self.zone),
            (["STANDARD" | "DAYLIGHT", "VTIMEZONE"], "BEGIN" | "END") => {}
            (["STANDARD" | "DAYLIGHT", "VTIMEZONE"], _) => self.rule.take(line),
            _ => {}
        }
        if let Some("STANDARD" | "DAYLIGHT") = self.nest(line).as_deref() {
            self.zones.add(&self.zone, std::mem::take(&mut self.rule));
        }
    }

    fn take(&mut self, line: &Line) -> Result<(), CalendarError> {
        if line.name == "BEGIN" {
            let wanted = match self.rows {
                Rows::Events => "VEVENT",
                Rows::Tasks => "VTODO",
            };
            if line.is(wanted) {
                self.end_entry(false)?;
                self.within.retain(|name| name == "VCALENDAR");
                self.entry = Some(Entry::new(line.line));
            } else if line.is("VJOURNAL") || line.is("VFREEBUSY") {
                self.left_out.1 = if self.left_out.0 == 0 { line.line } else { self.left_out.1 };
                self.left_out.0 += 1;
            }
        }
        let inner = self.within.last().cloned().unwrap_or_default();
        let ended = self.nest(line);
        if matches!(ended.as_deref(), Some("VEVENT" | "VTODO")) {
            return self.end_entry(true);
        }
        // Alarms stand within entries.
        if !matches!(&*inner, "VEVENT" | "VTODO") || matches!(&*line.name, "BEGIN" | "END") {
            return Ok(());
        }
        let Some(entry) = &mut self.entry else { return Ok(()) };
        if line.name.is_empty() {
            self.writer.problems.add(line.line, None, FormProblem::NotAProperty);
        } else {
            entry.take(line, &self.zones, &mut self.writer.problems);
        }
        Ok(())
    }

    fn end_entry(&mut self, closed: bool) -> Result<(), CalendarError> {
        let Some(entry) = self.entry.take() else { return Ok(()) };
        let problems = &mut self.writer.problems;
        if !closed {
            problems.add(entry.line, None, FormProblem::NotClosed);
        }
        if entry.is_cancelled {
            problems.add(entry.line, None, FormProblem::Cancelled);
            return Ok(());
        }
        let line = entry.line;
        let cells = match self.rows {
            Rows::Events => entry.into_event(problems).to_vec(),
            Rows::Tasks => entry.into_task(&self.here, problems).to_vec(),
        };
        Ok(self.writer.row(line, &cells)?)
    }

    pub(crate) fn progress(&self) -> (u64, u64, u32) {
        (self.at as u64, self.text.len() as u64, self.writer.rows())
    }

    pub(crate) fn finish(mut self) -> Extracted {
        let (count, line) = self.left_out;
        if count > 0 {
            self.writer.problems.add(line, None, FormProblem::EntriesLeftOut { count });
        }
        self.writer.problems.sort();
        self.writer.finish(Origin {
            kind: FileKind::Calendar,
            meaning: Some(self.rows.meaning()),
            ..Origin::default()
        })
    }
}
