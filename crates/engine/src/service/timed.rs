//! Answers that say how long the engine took for them.

/// Has a place for how long it took.
pub(super) trait Timed {
    /// Microseconds.
    fn micros(&mut self) -> &mut u32;
}

macro_rules! timed {
    ($($answer:ty),* $(,)?) => {
        $(impl Timed for $answer {
            fn micros(&mut self) -> &mut u32 {
                &mut self.micros
            }
        })*
    };
}

timed!(
    bridge::Page,
    bridge::BoardPage,
    bridge::chart::ChartPage,
    bridge::chart::PointPage,
    bridge::query::CalendarPage,
    bridge::query::Found,
);
