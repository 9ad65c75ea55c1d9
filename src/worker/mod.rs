//! The engine's worker: wires engine, store and bridge, and lends them what only a browser has: clocks, random bits, locks,
//! a channel between tabs, and turns of the event loop.
//!
//! Order of things: the page says hello; the worker takes its slot, opens the store and the session, says who it is and that
//! it is ready; from then on every message is answered, and messages that came too early are answered first.
//!
//! Rules: nothing blocks for longer than a slice; a change is kept right after it was answered, under a lock that all tabs
//! share; nobody is told "saved" before it is; what other tabs keep is read when they say so and when the page wakes; of
//! several questions about one view that wait, only the newest is answered.

mod browser;
mod crash;
mod host;
mod inbox;
mod keep;
mod legacy;
mod locks;
mod message;
mod open;
mod practice;
mod retention;
mod sweep;
mod tabs;

pub use host::run;
