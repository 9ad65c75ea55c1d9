//! Leads: how many are of each grade by rules that are being tried, and why somebody is of theirs.

use bridge::scoring::{LeadGrid, LeadScore, LeadTouch};
use insight::lead_score::{GRADES, Rules, decayed, whole};

use crate::computed::Wanted;
use crate::computed::leads::{Leads, fact_points, rules, touch_points};
use crate::reader::Reader;

/// What happened lately is told one by one up to so many.
const TOLD: usize = 12;

/// Leads by grade. Rules that cannot be are refused, and those of the workspace count.
#[must_use]
pub fn lead_grid(reader: Reader<'_>, asked: Option<[f64; 5]>) -> LeadGrid {
    let tried = asked.map(Rules::of);
    let rules = tried.flatten().unwrap_or_else(|| rules(reader.workspace));
    let mut counts = [0; GRADES.len()];
    if let Some(table) = reader.table("contact") {
        let leads = Leads::of(reader.workspace, table, reader.moment);
        let mut parts = vec![0; table.len()];
        reader.computed.passing(reader.workspace, reader.moment, |pass| {
            leads.engagement(pass, rules, &mut Wanted::All(&mut parts))
        });
        for row in table.alive().rows().filter(|&row| leads.is_lead(row)) {
            let grade = rules.grade(f64::from(leads.fit_points(row)), whole(parts[row as usize]));
            counts[grade.index()] += 1;
        }
    }
    LeadGrid {
        rules: rules.entered(),
        refused: tried == Some(None),
        counts,
        as_of: reader.moment.today,
    }
}

/// Why a contact has its grade; `None` for who is no lead.
#[must_use]
pub fn lead_score(reader: Reader<'_>, row: u32) -> Option<LeadScore> {
    let table = reader.table("contact")?;
    let leads = Leads::of(reader.workspace, table, reader.moment);
    if !leads.is_lead(row) {
        return None;
    }
    let rules = rules(reader.workspace);
    let mut facts = Vec::new();
    leads.fit(row, |fact| facts.push((fact, fact_points(fact))));
    facts.sort_by_key(|(_, points)| std::cmp::Reverse(*points));
    let fit = facts.iter().map(|(_, points)| points).sum();
    let mut touches: Vec<(LeadTouch, i32)> = Vec::new();
    let mut parts = 0;
    reader.computed.passing(reader.workspace, reader.moment, |pass| {
        leads.touches(pass, &mut Wanted::One(table.handle(row), &mut touches), |touches, touch, days| {
            touches.push((touch, days))
        });
        leads.engagement(pass, rules, &mut Wanted::One(table.handle(row), &mut parts));
    });
    touches.sort_by_key(|(touch, days)| (*days, std::cmp::Reverse(touch_points(*touch))));
    let told = |&(touch, days): &(LeadTouch, i32)| {
        let points = touch_points(touch);
        (touch, days.unsigned_abs(), points, decayed(points, days, rules.half_life))
    };
    let rest = touches.get(TOLD..).unwrap_or_default();
    let engagement = whole(parts);
    Some(LeadScore {
        grade: rules.grade(f64::from(fit), engagement).name().to_owned(),
        rules: rules.entered(),
        fit,
        facts,
        engagement,
        earlier: (rest.len() as u32, rest.iter().map(|touch| told(touch).3).sum()),
        touches: touches.iter().take(TOLD).map(told).collect(),
    })
}
