//! The connection to the engine: requests out, answers and live views in as signals.
//!
//! - [`Engine`] is the handle; the root provides it, components take it in their body with [`Engine::expect`].
//! - The helpers [`use_view`], [`use_live`], [`use_answer`] and [`use_run`] belong to a component and end with it.
//! - The newest request wins: an answer to an older one is dropped, here and in the worker.
//! - A dead worker is a state, [`Connection::Lost`], and another one can be started; no request waits for ever.
//! - The client knows no feature, and nothing of how the engine works.

mod answer;
mod ask_error;
mod connection;
mod first_screen;
mod follow;
mod handle;
mod live;
mod persistence;
mod practice;
mod requests;
mod rescue;
mod run;
mod totals;
mod view;
mod worker;

pub use answer::{Answer, use_answer};
pub use ask_error::AskError;
pub use connection::Connection;
pub use follow::Follow;
pub use handle::Engine;
pub use live::{Live, use_live};
pub use run::{Run, use_run};
pub use view::{LiveView, use_view};
