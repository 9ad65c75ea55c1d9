//! The schedule: what happens on which day, as a month, a week, a list of days, or by the hours of some days.
//!
//! ```text
//! <Schedule label="Tasks" form=ScheduleForm::Month days=days weekdays=names detail=move |id| fields_of(id)
//!     menu=move |id| vec![…] on_move=move |moved: EventMove| move_task(moved) on_open=move |id| open(id)
//!     on_day=move |day| show(day) on_add=move |day| add(day) on_turn=move |by| turn(by)/>
//! ```
//!
//! Days are numbers since 1970-01-01. A move is the caller's to make: it changes `days`, at once or a moment later.
//!
//! Pointer: see `ui::lift`; the day under the pointer is marked. Without dragging: every event has a menu, and Alt+arrows
//! move it by days and weeks. Month and week are a grid after the ARIA pattern with one Tab stop: arrows walk over days, Home
//! and End go to the ends of the week, Page keys turn, Enter goes into a day, arrows walk over what is in it, Esc goes back to
//! the day. Lists are plain lists.
//!
//! Hours are a grid of half hours: a press or Enter on one makes something then. Events lie over them, beside each other where
//! they overlap, and are Tab stops of their own; they are moved in steps of a quarter of an hour.

mod beside;
mod component;
mod hours;
mod keyboard;
mod state;

use std::sync::Arc;

pub use beside::side_by_side;
pub use component::Schedule;
pub use hours::ScheduleHours;

/// Identity of an event, the caller's own.
pub type EventId = u128;

/// How the days are laid out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScheduleForm {
    /// Weeks under each other; events are one line.
    #[default]
    Month,
    /// Seven columns.
    Week,
    /// Days under each other.
    List,
    /// Days beside each other, each with its hours.
    Hours,
}

/// Minutes of a day.
pub const DAY_MINUTES: u16 = 1_440;

/// Minutes of the steps in which events are moved.
pub const STEP_MINUTES: u16 = 15;

/// Minutes of what can be focused among hours.
const HALF_HOUR: u16 = 2 * STEP_MINUTES;

/// A place in a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The day.
    pub day: i32,
    /// Minutes since it began; none for the day as a whole.
    pub minute: Option<u16>,
}

impl Slot {
    /// A day as a whole.
    #[must_use]
    pub const fn day(day: i32) -> Self {
        Self { day, minute: None }
    }
}

/// Where an event lies among the hours of its day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HourPlace {
    /// Minutes since the day began.
    pub start: u16,
    /// Minutes that it takes.
    pub length: u16,
    /// Its column among those that it overlaps with, from 0.
    pub column: u8,
    /// How many columns they are.
    pub columns: u8,
}

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScheduleDay {
    /// Days since 1970-01-01.
    pub day: i32,
    /// What stands at its head, such as "16".
    pub label: String,
    /// Its name in full and how much is on it.
    pub name: String,
    /// Greyed: it belongs to the month before or after.
    pub outside: bool,
    /// It is today.
    pub today: bool,
    /// How much is on it, as shown where there is no room for events; empty for nothing.
    pub count: String,
    /// What is on it.
    pub events: Arc<Vec<ScheduleEvent>>,
    /// What leads to the rest of it, such as "12 more"; empty when all is shown.
    pub more: String,
}

/// Something on a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScheduleEvent {
    /// What callbacks hand back.
    pub id: EventId,
    /// Its name.
    pub title: String,
    /// When, as shown; empty for the whole day.
    pub time: String,
    /// Where it lies among hours; none for the whole day.
    pub place: Option<HourPlace>,
    /// Its own page.
    pub href: String,
}

/// An event is to be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventMove {
    /// Which one.
    pub id: EventId,
    /// To where. Without a minute it keeps its time.
    pub to: Slot,
}
