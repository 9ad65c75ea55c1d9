//! One event or task: its properties, and the cells that they make.

use model::Zone;

use super::moment::{Moment, duration};
use super::zone::Zones;
use super::{EVENT_COLUMNS, TASK_COLUMNS};
use crate::csv::{FormProblem, Problems};
use crate::lines::{Line, parts};
use crate::typed::join_list;

/// People of an entry that are kept.
const MOST_PEOPLE: usize = 200;

/// What an entry says.
pub(super) struct Entry {
    /// Line on which it begins.
    pub(super) line: u32,
    pub(super) is_cancelled: bool,
    summary: String,
    description: String,
    location: String,
    start: Option<Moment>,
    end: Option<Moment>,
    due: Option<Moment>,
    completed: Option<Moment>,
    duration: Option<i64>,
    is_done: bool,
    priority: u8,
    people: Vec<String>,
    tags: Vec<String>,
    uid: String,
    /// Which occurrence of a series it stands for.
    occurrence: String,
    /// Line of what makes it repeat.
    repeats: Option<u32>,
}

impl Entry {
    pub(super) fn new(line: u32) -> Self {
        Self {
            line,
            is_cancelled: false,
            summary: String::new(),
            description: String::new(),
            location: String::new(),
            start: None,
            end: None,
            due: None,
            completed: None,
            duration: None,
            is_done: false,
            priority: 0,
            people: Vec::new(),
            tags: Vec::new(),
            uid: String::new(),
            occurrence: String::new(),
            repeats: None,
        }
    }

    /// Takes a property.
    pub(super) fn take(&mut self, line: &Line, zones: &Zones, problems: &mut Problems) {
        let text = || line.text().trim().to_owned();
        let mut moment = || Some(Moment::read(line, zones, problems));
        match &*line.name {
            "SUMMARY" => self.summary = text(),
            "DESCRIPTION" => self.description = text(),
            "LOCATION" => self.location = text(),
            "UID" => self.uid = text(),
            "RECURRENCE-ID" => line.value.trim().clone_into(&mut self.occurrence),
            "DTSTART" => self.start = moment(),
            "DTEND" => self.end = moment(),
            "DUE" => self.due = moment(),
            "COMPLETED" => {
                self.completed = moment();
                self.is_done = true;
            }
            "DURATION" => self.duration = duration(&line.value),
            "STATUS" => {
                self.is_cancelled = line.is("CANCELLED");
                self.is_done |= line.is("COMPLETED");
            }
            "PERCENT-COMPLETE" => self.is_done |= line.is("100"),
            "PRIORITY" => self.priority = line.value.trim().parse().unwrap_or(0),
            "ATTENDEE" | "ORGANIZER" => self.take_person(line),
            "CATEGORIES" => self.tags.extend(parts(&line.value, ',').into_iter().filter(|tag| !tag.is_empty())),
            "RRULE" | "RDATE" => self.repeats = self.repeats.or(Some(line.line)),
            _ => {}
        }
    }

    /// The address of somebody who takes part. Rooms and devices are nobody.
    fn take_person(&mut self, line: &Line) {
        let is_thing = line.says("CUTYPE", "ROOM") || line.says("CUTYPE", "RESOURCE");
        let value = line.value.trim();
        let address = match value.split_at_checked(7) {
            Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto:") => address,
            _ => line.parameter("EMAIL").next().unwrap_or_default(),
        };
        let address = address.trim().to_lowercase();
        if !is_thing && address.contains('@') && self.people.len() < MOST_PEOPLE && !self.people.contains(&address) {
            self.people.push(address);
        }
    }

    /// The cells of an event, which is a meeting. Its place stands before its text.
    pub(super) fn into_event(self, problems: &mut Problems) -> [String; EVENT_COLUMNS.len()] {
        self.tell_repeats(problems);
        let start = self.start.as_ref();
        let seconds = match (start.and_then(|start| start.seconds), &self.end, self.duration) {
            (Some(from), Some(end), _) => end.seconds.map(|until| until - from),
            (_, None, Some(duration)) => Some(duration),
            // A day without an end is one day.
            (Some(_), None, None) if start.is_some_and(|start| start.is_day) => Some(86_400),
            _ => None,
        };
        if seconds.is_some_and(|seconds| seconds < 0) {
            problems.add(self.line, None, FormProblem::EndsBeforeStart);
        }
        let seconds = seconds.filter(|seconds| *seconds > 0);
        let duration = seconds.map(|seconds| format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60));
        let id = self.id();
        [
            self.summary,
            "meeting".to_owned(),
            self.start.map(|start| start.text).unwrap_or_default(),
            duration.unwrap_or_default(),
            joined(self.location, self.description),
            self.people.first().cloned().unwrap_or_default(),
            join_list(self.people.iter().skip(1).map(String::as_str)),
            id,
        ]
    }

    /// The cells of a task.
    pub(super) fn into_task(self, zone: &Zone, problems: &mut Problems) -> [String; TASK_COLUMNS.len()] {
        self.tell_repeats(problems);
        let id = self.id();
        let due = self.due.as_ref().or(self.start.as_ref());
        let title = if self.summary.is_empty() {
            self.description.lines().next().unwrap_or_default().to_owned()
        } else {
            self.summary
        };
        let priority = match self.priority {
            1..=4 => "high",
            5 => "normal",
            6..=9 => "low",
            _ => "",
        };
        [
            title,
            if self.is_done { "done" } else { "open" }.to_owned(),
            due.map(|due| due.day(zone)).unwrap_or_default(),
            priority.to_owned(),
            self.completed.map(|completed| completed.text).unwrap_or_default(),
            joined(self.location, self.description),
            // A task is about one person.
            self.people.into_iter().next().unwrap_or_default(),
            join_list(self.tags.iter().map(String::as_str)),
            id,
        ]
    }

    /// What tells it from other entries. Occurrences that were moved share the name of their series.
    fn id(&self) -> String {
        if self.uid.is_empty() || self.occurrence.is_empty() {
            self.uid.clone()
        } else {
            format!("{} {}", self.uid, self.occurrence)
        }
    }

    fn tell_repeats(&self, problems: &mut Problems) {
        if let Some(line) = self.repeats {
            problems.add(line, None, FormProblem::Repeats);
        }
    }
}

fn joined(place: String, text: String) -> String {
    match (place.is_empty(), text.is_empty()) {
        (true, _) => text,
        (_, true) => place,
        _ => format!("{place}\n\n{text}"),
    }
}
