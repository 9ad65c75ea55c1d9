//! The hybrid logical clock: stamps that respect cause and effect and stay close to wall time.
//!
//! Source: Kulkarni, Demirbas, Madappa, Avva, Leone: "Logical Physical Clocks" (OPODIS 2014), figure 5.
//! The clock is a value that the engine owns; wall time is passed in.

use serde::{Deserialize, Serialize};

use crate::id::ActorId;

/// A hybrid time: 48 bits of milliseconds since the Unix epoch above a 16-bit counter. Ordered as a number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Debug, Default)]
pub struct Hlc(pub u64);

impl Hlc {
    /// The last representable millisecond, in the year 10889.
    pub const MAX_MILLIS: u64 = (1 << 48) - 1;

    /// A time of its two parts. Milliseconds past [`Hlc::MAX_MILLIS`] are held there.
    #[must_use]
    pub fn new(millis: u64, counter: u16) -> Self {
        Self(millis.min(Self::MAX_MILLIS) << 16 | u64::from(counter))
    }

    /// Milliseconds since the Unix epoch.
    #[must_use]
    pub fn millis(self) -> u64 {
        self.0 >> 16
    }

    /// The counter within the millisecond.
    #[must_use]
    pub fn counter(self) -> u16 {
        self.0 as u16
    }

    /// The next greater time; a counter at its end moves on to the next millisecond.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

/// The time and author of a change: total order over all changes, ties broken by actor.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Debug, Default)]
pub struct Stamp {
    /// When.
    pub hlc: Hlc,
    /// Who; decides between equal times, the same way on every replica.
    pub actor: ActorId,
}

/// How far a remote stamp may run ahead of our wall clock before the change waits in quarantine.
pub const MAX_AHEAD_MILLIS: u64 = 5 * 60 * 1000;

/// The clock of one actor.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Clock {
    last: Hlc,
}

impl Clock {
    /// A clock that continues after the greatest stamp known.
    #[must_use]
    pub fn after(last: Hlc) -> Self {
        Self { last }
    }

    /// The greatest time sent or received.
    #[must_use]
    pub fn last(&self) -> Hlc {
        self.last
    }

    /// The send rule: a time greater than every time seen, and not before `now_millis`.
    ///
    /// A wall clock that was set back never moves the result back, so a local edit always wins over what its author saw.
    pub fn send(&mut self, now_millis: u64) -> Hlc {
        let now = Hlc::new(now_millis, 0);
        self.last = if now.millis() > self.last.millis() { now } else { self.last.next() };
        self.last
    }

    /// The receive rule: the clock moves past `remote`, so that whatever is written next is later than what was read.
    pub fn receive(&mut self, remote: Hlc, now_millis: u64) {
        #[cfg(feature = "planted-defects")]
        if crate::merge::defect::is(crate::merge::defect::Defect::ReceiveIgnoresRemote) {
            return;
        }
        let now = Hlc::new(now_millis, 0);
        let greatest = self.last.max(remote);
        self.last = if now.millis() > greatest.millis() { now } else { greatest.next() };
    }

    /// Whether a remote time is too far ahead of the wall clock to be applied yet.
    #[must_use]
    pub fn is_too_far_ahead(remote: Hlc, now_millis: u64) -> bool {
        remote.millis() > now_millis.saturating_add(MAX_AHEAD_MILLIS)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counter_overflow_moves_to_the_next_millisecond() {
        let mut clock = Clock::after(Hlc::new(10, u16::MAX));
        assert_eq!(clock.send(10), Hlc::new(11, 0));
    }

    #[test]
    fn a_clock_set_back_by_years_still_moves_on() {
        let mut clock = Clock::after(Hlc::new(1_700_000_000_000, 3));
        assert_eq!(clock.send(5), Hlc::new(1_700_000_000_000, 4));
    }

    #[test]
    fn the_end_of_time_does_not_wrap() {
        let mut clock = Clock::after(Hlc::new(Hlc::MAX_MILLIS, u16::MAX));
        assert_eq!(clock.send(u64::MAX), Hlc::new(Hlc::MAX_MILLIS, u16::MAX));
    }

    proptest! {
        #[test]
        fn sends_increase_and_receives_dominate(steps in prop::collection::vec((any::<bool>(), 0u64..1 << 40, 0u64..1 << 40, any::<u16>()), 1..200)) {
            let mut clock = Clock::default();
            let mut floor = Hlc::default();
            for (send, now, millis, counter) in steps {
                if send {
                    let sent = clock.send(now);
                    prop_assert!(sent > floor);
                    prop_assert!(sent.millis() >= now);
                    floor = sent;
                } else {
                    let remote = Hlc::new(millis, counter);
                    clock.receive(remote, now);
                    prop_assert!(clock.last() > remote && clock.last() > floor);
                    floor = floor.max(remote);
                }
            }
        }
    }
}
