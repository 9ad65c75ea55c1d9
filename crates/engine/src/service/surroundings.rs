//! What the service asks the world for: clocks, random bits, turns and encodings.

use std::future::Future;
use std::pin::Pin;

/// What the service needs from outside: the wall clock in UTC milliseconds, and random bits.
pub struct Surroundings {
    /// Now.
    pub now: Box<dyn Fn() -> i64>,
    /// Milliseconds on a clock that only runs forward, for telling how long answers took.
    pub elapsed: Box<dyn Fn() -> f64>,
    /// 128 random bits.
    pub entropy: Box<dyn FnMut() -> u128>,
    /// Waits until whatever else is asked for has had its turn.
    pub turn: Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()>>>>,
    /// Reads encodings that the engine has no tables for; browsers have them all.
    pub legacy: Box<dyn Fn() -> Option<Box<dyn interchange::decode::LegacyDecoder>>>,
}
