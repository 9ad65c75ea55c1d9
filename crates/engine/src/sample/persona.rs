//! Whose business the sample is: what they sell, to whom, and what they hear from them.

/// The words and proportions of a business.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Persona {
    /// People of the team: name, team.
    pub(super) team: &'static [(&'static str, &'static str)],
    /// Domain of their addresses.
    pub(super) domain: &'static str,
    /// Name of the pipeline.
    pub(super) pipeline: &'static str,
    /// Its stages: open ones in order, then won, then lost.
    pub(super) stages: &'static [StageWords],
    /// Products: name, category, price in hundredths. Neighbours are bought together.
    pub(super) products: &'static [(&'static str, &'static str, i64)],
    /// What deals are about.
    pub(super) subjects: &'static [&'static str],
    /// Tickets: subject, first message, type.
    pub(super) tickets: &'static [(&'static str, &'static str, &'static str)],
    /// Activities: kind, subject, body, minutes.
    pub(super) activities: &'static [(&'static str, &'static str, &'static str, i64)],
    /// Tasks: title, kind.
    pub(super) tasks: &'static [(&'static str, &'static str)],
    /// Tags with the share of contacts that have them.
    pub(super) tags: &'static [(&'static str, f64)],
    /// Share of contacts who are there for a company.
    pub(super) at_company: f64,
    /// Deals per contact.
    pub(super) deals: f64,
    /// Log-odds of winning one of which nothing is known.
    pub(super) wins: f64,
    /// One ticket for so many contacts.
    pub(super) contacts_per_ticket: u32,
    /// How much is ordered, compared with the agency.
    pub(super) orders: f64,
}

/// A stage of the sample's pipeline.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct StageWords {
    pub(super) name: &'static str,
    pub(super) probability: f64,
    /// Days until a deal in it is quiet; 0 for never.
    pub(super) rotting: i64,
    pub(super) outcome: &'static str,
}

impl StageWords {
    pub(super) const fn open(name: &'static str, probability: f64, rotting: i64) -> Self {
        Self {
            name,
            probability,
            rotting,
            outcome: "open",
        }
    }

    pub(super) const fn won(name: &'static str) -> Self {
        Self {
            name,
            probability: 100.0,
            rotting: 0,
            outcome: "won",
        }
    }

    pub(super) const fn lost(name: &'static str) -> Self {
        Self {
            name,
            probability: 0.0,
            rotting: 0,
            outcome: "lost",
        }
    }
}

impl From<bridge::command::Persona> for &'static Persona {
    fn from(persona: bridge::command::Persona) -> Self {
        use super::words::{AGENCY, FREELANCER, SHOP, TELECOM};
        match persona {
            bridge::command::Persona::Agency => &AGENCY,
            bridge::command::Persona::Freelancer => &FREELANCER,
            bridge::command::Persona::Shop => &SHOP,
            bridge::command::Persona::Telecom => &TELECOM,
        }
    }
}
