//! When and where questions are asked: the clock, the person's zone and week, the currency of totals.

use std::cell::RefCell;

use model::{Currency, ParseContext, Zone};

use super::Service;
use crate::commands;
use crate::computed::Moment;
use crate::store::Store;

impl<S: Store> Service<S> {
    /// When, where and in which currency things are read.
    pub(super) fn moment(&self) -> Moment {
        let context = self.context.borrow();
        let (zone, now_millis) = (kept_zone(&context.zone), self.now());
        Moment {
            now_millis,
            today: zone.day(now_millis),
            zone,
            week_starts_on: context.week_starts_on.min(6),
            base: self.own_currency().unwrap_or(context.currency),
        }
    }

    /// The currency that the workspace has chosen.
    pub(super) fn own_currency(&self) -> Option<Currency> {
        commands::setting(&self.session.borrow().workspace, "currency").and_then(|code| code.parse().ok())
    }

    /// How typed text is read: the person's locale with the workspace's settings.
    pub(super) fn parse_context(&self) -> ParseContext {
        let moment = self.moment();
        let mut context = self.context.borrow().clone();
        context.today = moment.today;
        context.currency = moment.base;
        if let Some(country) = commands::setting(&self.session.borrow().workspace, "country") {
            context.country = country;
        }
        context
    }
}

/// A zone that lasts as long as the program, as moments name it: a person is in one or two of them in the life of a tab.
fn kept_zone(zone: &Zone) -> &'static Zone {
    thread_local! {
        static KEPT: RefCell<Vec<&'static Zone>> = const { RefCell::new(Vec::new()) };
    }
    KEPT.with_borrow_mut(|kept| {
        if let Some(known) = kept.iter().find(|known| **known == zone) {
            return *known;
        }
        let zone = &*Box::leak(Box::new(zone.clone()));
        kept.push(zone);
        zone
    })
}
