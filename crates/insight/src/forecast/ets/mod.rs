//! Exponential smoothing in state space form (Hyndman, Koehler, Ord & Snyder 2008): level, trend and season, each with a share of every
//! error, fitted by maximum likelihood; the family member is chosen by AICc.
//!
//! Errors are additive or multiplicative, trends absent, additive or damped, seasons absent, additive or multiplicative. Smoothing parameters and the states before the first value are found
//! together by BFGS; the gradient comes from one pass backwards through the recursion, which costs about as much as the pass forwards.

mod choose;
mod fit;
mod recursion;

pub use choose::EtsChoice;

pub(super) use fit::Model;

/// How errors act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Added.
    Additive,
    /// As a share of the value.
    Multiplicative,
}

/// Which trend there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trend {
    /// None.
    None,
    /// Added at each step.
    Additive,
    /// Added, less at each step.
    Damped,
}

/// Which season there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Season {
    /// None.
    None,
    /// Added.
    Additive,
    /// A factor.
    Multiplicative,
}

/// A member of the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EtsKind {
    /// How errors act.
    pub error: ErrorKind,
    /// Which trend there is.
    pub trend: Trend,
    /// Which season there is.
    pub season: Season,
}

impl EtsKind {
    /// The usual name, as `ETS(M,Ad,M)`.
    #[must_use]
    pub fn name(self) -> &'static str {
        use ErrorKind::{Additive as Ea, Multiplicative as Em};
        use Season::{Additive as Sa, Multiplicative as Sm, None as Sn};
        use Trend::{Additive as Ta, Damped as Td, None as Tn};
        match (self.error, self.trend, self.season) {
            (Ea, Tn, Sn) => "ETS(A,N,N)",
            (Ea, Tn, Sa) => "ETS(A,N,A)",
            (Ea, Tn, Sm) => "ETS(A,N,M)",
            (Ea, Ta, Sn) => "ETS(A,A,N)",
            (Ea, Ta, Sa) => "ETS(A,A,A)",
            (Ea, Ta, Sm) => "ETS(A,A,M)",
            (Ea, Td, Sn) => "ETS(A,Ad,N)",
            (Ea, Td, Sa) => "ETS(A,Ad,A)",
            (Ea, Td, Sm) => "ETS(A,Ad,M)",
            (Em, Tn, Sn) => "ETS(M,N,N)",
            (Em, Tn, Sa) => "ETS(M,N,A)",
            (Em, Tn, Sm) => "ETS(M,N,M)",
            (Em, Ta, Sn) => "ETS(M,A,N)",
            (Em, Ta, Sa) => "ETS(M,A,A)",
            (Em, Ta, Sm) => "ETS(M,A,M)",
            (Em, Td, Sn) => "ETS(M,Ad,N)",
            (Em, Td, Sa) => "ETS(M,Ad,A)",
            (Em, Td, Sm) => "ETS(M,Ad,M)",
        }
    }
}
