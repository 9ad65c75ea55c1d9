//! Answers that say how long the engine took for them.

/// Has a place for how long it took.
pub(super) trait Timed {
    /// Microseconds.
    fn micros(&mut self) -> &mut u32;
}

impl Timed for bridge::Page {
    fn micros(&mut self) -> &mut u32 {
        &mut self.micros
    }
}

impl Timed for bridge::chart::ChartPage {
    fn micros(&mut self) -> &mut u32 {
        &mut self.micros
    }
}

impl Timed for bridge::chart::PointPage {
    fn micros(&mut self) -> &mut u32 {
        &mut self.micros
    }
}

impl Timed for bridge::BoardPage {
    fn micros(&mut self) -> &mut u32 {
        &mut self.micros
    }
}

impl Timed for bridge::query::CalendarPage {
    fn micros(&mut self) -> &mut u32 {
        &mut self.micros
    }
}

impl Timed for bridge::query::Found {
    fn micros(&mut self) -> &mut u32 {
        &mut self.micros
    }
}
