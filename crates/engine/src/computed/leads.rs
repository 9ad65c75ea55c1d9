//! Points of leads: how well they fit, and how engaged they are. The one definition behind the fields, the grid and the reasons.
//!
//! A lead is a contact who has not become a customer. What counts is said here once: [`Leads::fit`] and [`Leads::touches`].

use bridge::scoring::{LeadFact, LeadTouch};
use insight::lead_score::{self, Rules};

use super::Moment;
use super::fields::{self, ChoiceTest, Ends};
use super::fold::{Pass, Wanted, Which};
use crate::bitmap::Bitmap;
use crate::commands::setting;
use crate::query::filter::filled;
use crate::rank::created_millis;
use crate::table::Table;
use crate::workspace::Workspace;

/// Setting: half-life, then the thresholds of fit and of engagement, between semicolons.
pub(crate) const RULES: &str = "lead_score";
/// Fields that only have to be filled, with their facts.
const FILLED: [(&str, LeadFact); 4] = [
    ("company", LeadFact::Company),
    ("job_title", LeadFact::Role),
    ("email", LeadFact::Email),
    ("phone", LeadFact::Phone),
];
/// Kinds of activities, with what they are.
const TOUCHES: [(&str, LeadTouch); 5] = [
    ("meeting", LeadTouch::Meeting),
    ("visit", LeadTouch::Visit),
    ("call", LeadTouch::Call),
    ("email", LeadTouch::Mail),
    ("note", LeadTouch::Note),
];

/// The rules of this workspace; what was kept and is none any more counts as not set.
pub(crate) fn rules(workspace: &Workspace) -> Rules {
    let kept = setting(workspace, RULES);
    let numbers = kept
        .iter()
        .flat_map(|text| text.split(';'))
        .map(|number| number.parse().unwrap_or(f64::NAN));
    let entered: Option<[f64; 5]> = numbers.collect::<Vec<_>>().try_into().ok();
    entered.and_then(Rules::of).unwrap_or_default()
}

/// Points of a fact.
pub(crate) fn fact_points(fact: LeadFact) -> u32 {
    match fact {
        LeadFact::Referred => 25,
        LeadFact::Company => 20,
        LeadFact::Role | LeadFact::Email | LeadFact::Known => 15,
        LeadFact::Phone | LeadFact::Industry => 10,
        LeadFact::Newsletter => 5,
    }
}

/// Points of what happened, on its day.
pub(crate) fn touch_points(touch: LeadTouch) -> u32 {
    match touch {
        LeadTouch::Meeting | LeadTouch::Visit => 30,
        LeadTouch::Call => 20,
        LeadTouch::Mail | LeadTouch::Ticket => 10,
        LeadTouch::Note => 5,
    }
}

/// Contacts as leads.
pub(crate) struct Leads<'a> {
    workspace: &'a Workspace,
    moment: Moment,
    table: &'a Table,
    decided: ChoiceTest<'a>,
    filled: [Bitmap; 4],
    referred: ChoiceTest<'a>,
    known: ChoiceTest<'a>,
    newsletter: ChoiceTest<'a>,
    companies: Ends<'a>,
    /// Companies whose industry is known.
    industries: Option<(&'a Table, Bitmap)>,
}

impl<'a> Leads<'a> {
    /// The contacts of a table.
    pub(crate) fn of(workspace: &'a Workspace, table: &'a Table, moment: Moment) -> Self {
        let has = |table: &Table, key: &str| {
            let column = table.field(key).map(|field| table.column(field));
            column.map_or_else(|| Bitmap::filled(table.len(), false), |column| filled(column, table.len()))
        };
        Self {
            workspace,
            moment,
            table,
            decided: ChoiceTest::new(table, "stage", false, |stage| matches!(stage, "customer" | "former")),
            filled: FILLED.map(|(key, _)| has(table, key)),
            referred: ChoiceTest::new(table, "source", false, |source| matches!(source, "referral" | "partner")),
            known: ChoiceTest::new(table, "source", false, |source| matches!(source, "website" | "event")),
            newsletter: ChoiceTest::new(table, "newsletter", false, |answer| answer == "yes"),
            companies: Ends::of_key(table, "company"),
            industries: workspace.table("company").map(|company| (company, has(company, "industry"))),
        }
    }

    /// Whether a contact in use is one.
    pub(crate) fn is_lead(&self, row: u32) -> bool {
        self.table.is_alive(row) && !self.decided.holds(row)
    }

    /// What speaks for somebody.
    pub(crate) fn fit(&self, row: u32, mut take: impl FnMut(LeadFact)) {
        for ((_, fact), filled) in FILLED.into_iter().zip(&self.filled) {
            if filled.get(row as usize) {
                take(fact);
            }
        }
        if self.referred.holds(row) {
            take(LeadFact::Referred);
        } else if self.known.holds(row) {
            take(LeadFact::Known);
        }
        let company = self.companies.first(row).and_then(|handle| self.workspace.handles().place(handle));
        if let (Some(place), Some((companies, known))) = (company, &self.industries)
            && place.table == companies.number
            && companies.is_alive(place.row)
            && known.get(place.row as usize)
        {
            take(LeadFact::Industry);
        }
        if self.newsletter.holds(row) {
            take(LeadFact::Newsletter);
        }
    }

    /// Points of fit.
    pub(crate) fn fit_points(&self, row: u32) -> u32 {
        let mut points = 0;
        self.fit(row, |fact| points += fact_points(fact));
        points
    }

    /// What happened with people up to today: for each of the wanted, what and how many days ago.
    pub(crate) fn touches<T>(&self, pass: &Pass<'_>, wanted: &mut Wanted<'_, T>, mut take: impl FnMut(&mut T, LeadTouch, i32)) {
        let ago = |at: i64| self.moment.today - self.moment.day_of(at);
        if let Some(activity) = pass.table("activity") {
            let ats = fields::ints(activity, "at");
            let kinds = TOUCHES.map(|(kind, touch)| (ChoiceTest::new(activity, "type", false, move |word| word == kind), touch));
            pass.fold(activity, "contact", Which::Every, self.table, wanted, |total, row| {
                let touch = kinds
                    .iter()
                    .find(|(kind, _)| kind.holds(row))
                    .map_or(LeadTouch::Note, |(_, touch)| *touch);
                if let Some(days) = fields::int(ats, row).map(ago).filter(|&days| days >= 0) {
                    take(total, touch, days);
                }
            });
        }
        if let Some(ticket) = pass.table("ticket") {
            pass.fold(ticket, "requester", Which::Every, self.table, wanted, |total, row| {
                let days = ago(created_millis(self.workspace, ticket, row));
                if days >= 0 {
                    take(total, LeadTouch::Ticket, days);
                }
            });
        }
    }

    /// Points of engagement in parts: see [`lead_score::parts`].
    pub(crate) fn engagement(&self, pass: &Pass<'_>, rules: Rules, wanted: &mut Wanted<'_, i64>) {
        self.touches(pass, wanted, |total, touch, days| {
            *total += lead_score::parts(touch_points(touch), days, rules.half_life);
        });
    }
}
