//! Scores and what is done with them: models of a yes or no and their files, grades of leads, and offers to those at risk.

use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;
use crate::customer::ChurnModel;

/// A model of a yes or no: what became of its fit, and where it comes from.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ModelState {
    /// What was learned; nothing where too little is known, or where it is being learned.
    pub learned: Option<ChurnModel>,
    /// Population stability index of its scores: records it was tested on against those it is asked about today. Nothing for few.
    pub drift: Option<f64>,
    /// Records that it is asked about today.
    pub asked: u32,
    /// Fields that it reads.
    pub fields: u32,
    /// The file that it was imported from, until it is fitted again.
    pub origin: Option<ModelOrigin>,
}

/// Where a model comes from that was not fitted here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ModelOrigin {
    /// Name of the file.
    pub file: String,
    /// The day it was imported on.
    pub day: i32,
    /// The day it was fitted on.
    pub fitted: i32,
}

/// Why a file cannot be used as a model.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ModelFault {
    /// Larger than any model is.
    TooLarge,
    /// It is no JSON.
    NotJson,
    /// It is JSON, but no model.
    NotAModel,
    /// It is of another version.
    Version(u32),
    /// It is about records of another object.
    Target,
    /// It reads fields that are not here, or of another kind.
    Fields,
    /// Its amounts are in another currency.
    Currency,
    /// Some of its numbers are none, or cannot be.
    Numbers,
    /// Its parts do not fit together.
    Shape,
    /// Some of its words are elements of a page.
    Markup,
}

/// What speaks for a lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LeadFact {
    /// Belongs to a company.
    Company,
    /// Their role is known.
    Role,
    /// There is an e-mail address.
    Email,
    /// There is a phone number.
    Phone,
    /// Came by referral or through a partner.
    Referred,
    /// Came by the website or an event.
    Known,
    /// The industry of the company is known.
    Industry,
    /// Agreed to the newsletter.
    Newsletter,
}

/// What happened with a lead.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LeadTouch {
    /// A meeting.
    Meeting,
    /// A visit.
    Visit,
    /// A call.
    Call,
    /// An e-mail.
    Mail,
    /// A note, or an activity of no kind.
    Note,
    /// A ticket.
    Ticket,
}

/// Leads by how well they fit and how engaged they are.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeadGrid {
    /// Half-life in days, points of fit for A and B, points of engagement for 1 and 2.
    pub rules: [f64; 5],
    /// Whether what was asked with could not be used, so that those of the workspace count.
    pub refused: bool,
    /// Leads of each grade, A1 to C3.
    pub counts: [u32; 9],
    /// The day of the data.
    pub as_of: i32,
}

/// Why a lead has its grade.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeadScore {
    /// The grade.
    pub grade: String,
    /// Half-life in days, points of fit for A and B, points of engagement for 1 and 2.
    pub rules: [f64; 5],
    /// Points of fit.
    pub fit: u32,
    /// What they are for.
    pub facts: Vec<(LeadFact, u32)>,
    /// Points of engagement.
    pub engagement: f64,
    /// What they are for, newest first: what, how many days ago, points then and now. The newest dozen.
    pub touches: Vec<(LeadTouch, u32, u32, f64)>,
    /// What happened besides, and its points now.
    pub earlier: (u32, f64),
}

/// An offer to customers at risk, against others who were left alone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Playbook {
    /// The campaign that stands for it, named after the offer.
    pub campaign: RecordLink,
    /// Who makes the offer.
    pub owner: Option<RecordLink>,
    /// The day it started on.
    pub start: i32,
    /// The last day that counts.
    pub end: i32,
    /// Whether that has passed.
    pub is_over: bool,
    /// Who got the offer, and who was left alone.
    pub groups: [PlaybookGroup; 2],
    /// Customers whose outcome was recorded by hand.
    pub recorded: u32,
    /// Customers of either group from which on a difference is told from chance.
    pub needed: u32,
    /// By how much more of the first came back, its limits, and how probable such a difference is by chance alone; nothing for few.
    pub difference: Option<(f64, (f64, f64), f64)>,
}

/// Half of the customers of a playbook.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlaybookGroup {
    /// How many are in it.
    pub customers: u32,
    /// How many of them were kept: who ordered since, unless somebody knows better.
    pub back: u32,
    /// The customers.
    pub all: model::Filter,
    /// Those who were kept.
    pub came_back: model::Filter,
}

/// What came of an offer, by somebody who knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum PlaybookOutcome {
    /// The customer stays.
    Kept,
    /// The customer stays, and takes less than before.
    Partly,
    /// The customer is lost.
    Lost,
}

impl PlaybookOutcome {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Kept, Self::Partly, Self::Lost];
}

/// A customer of a playbook.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlaybookCustomer {
    /// The customer.
    pub about: RecordLink,
    /// Whether they got the offer; the others were left alone.
    pub offered: bool,
    /// Whether they ordered since.
    pub ordered: bool,
    /// What somebody recorded.
    pub outcome: Option<PlaybookOutcome>,
}
