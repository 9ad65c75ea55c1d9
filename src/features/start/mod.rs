//! The first run: start empty, look around with sample data, import, or restore; and the way out of the sample data.

mod page;
mod sample;

use crate::reactive::prelude::*;

pub use page::StartPage;
pub use sample::SampleBanner;

use crate::client::{Connection, Engine, Follow, use_answer};
use crate::routes::{Navigator, Route};

/// Whether the first run is due: the engine has found nothing at all, nothing was set up since, and one is at the start.
///
/// Every way out of the first run makes a pipeline, so one that is there says it is over.
#[must_use]
pub fn use_first_run() -> Memo<bool> {
    let engine = Engine::expect();
    let connection = engine.connection();
    let (route, past) = (Navigator::expect().route(), engine.past());
    let found_empty = Memo::new(move |_| connection.with(|connection| matches!(connection, Connection::Ready { empty: true, .. })));
    let pipelines = use_answer(Follow::Anything, move || {
        let asked = found_empty.get();
        async move { if asked { engine.pipelines().await } else { Ok(Vec::new()) } }
    })
    .value();
    Memo::new(move |_| {
        let set_up = pipelines.with(|pipelines| pipelines.as_ref().is_some_and(|pipelines| !pipelines.is_empty()));
        // Before it was set up, a workspace was as empty; whoever looks back to that has set it up since.
        found_empty.get() && !set_up && past.with(Option::is_none) && route.with(|route| *route == Route::Today)
    })
}
