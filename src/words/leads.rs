//! Words of the score of leads.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::scoring::{LeadFact, LeadTouch};

phrases! {
    tab { English: "Leads" }
    title { English: "Leads by fit and engagement" }
    title_one { English: "Lead score" }
    why_of(name) { English: "Why {name} has this grade" }
    half_life { English: "Half-life in days" }
    fit_a { English: "Fit A from" }
    fit_b { English: "Fit B from" }
    engagement_one { English: "Engagement 1 from" }
    engagement_two { English: "Engagement 2 from" }
    refused { English: "These rules cannot be: numbers of 0 and more, a half-life of 1 to 3650 days, and the better step asks for at least as much. The rules kept before count." }
    note { English: "Fit: up to 100 points for what is known and where somebody comes from. Engagement: 30 points for a meeting or visit, 20 for a call, 10 for an e-mail or ticket, 5 for a note; they halve with every half-life. Contacts who are customers, or were, are no leads. The grade is a field: sort, filter and group by it." }
    fits_well { English: "A: fits well" }
    fits { English: "B: fits" }
    fits_little { English: "C: fits little" }
    very_engaged { English: "1: very engaged" }
    engaged { English: "2: engaged" }
    not_engaged { English: "3: not engaged" }
    of_grade(grade, leads) { English: "{grade}: {leads}" }
    total(leads, day) { English: "{leads}, as of {day}" }
    grade { English: "Grade" }
    fit { English: "Fit" }
    engagement { English: "Engagement" }
    line_fit(fact, points) { English: "{fact}: {points} points of fit" }
    line_touch(touch, ago, then, now) { English: "{touch} {ago} ago: {then} points then, {now} now" }
    line_earlier(touches, points) { English: "{touches} earlier ones: {points} points now" }
    rules(half_life, a, b, one, two) { English: "Points of engagement halve every {half_life} days. Fit is A from {a} points and B from {b}; engagement is 1 from {one} and 2 from {two}." }
    fact_company { English: "Belongs to a company" }
    fact_role { English: "The role is known" }
    fact_email { English: "Has an e-mail address" }
    fact_phone { English: "Has a phone number" }
    fact_referred { English: "Came by referral or through a partner" }
    fact_known { English: "Came by the website or an event" }
    fact_industry { English: "The industry of the company is known" }
    fact_newsletter { English: "Agreed to the newsletter" }
    touch_meeting { English: "Meeting" }
    touch_visit { English: "Visit" }
    touch_call { English: "Call" }
    touch_mail { English: "E-mail" }
    touch_note { English: "Note" }
    touch_ticket { English: "Ticket" }
}

/// What speaks for a lead.
#[must_use]
pub fn fact(fact: LeadFact) -> &'static str {
    match fact {
        LeadFact::Company => fact_company(),
        LeadFact::Role => fact_role(),
        LeadFact::Email => fact_email(),
        LeadFact::Phone => fact_phone(),
        LeadFact::Referred => fact_referred(),
        LeadFact::Known => fact_known(),
        LeadFact::Industry => fact_industry(),
        LeadFact::Newsletter => fact_newsletter(),
    }
}

/// What happened with a lead.
#[must_use]
pub fn touch(touch: LeadTouch) -> &'static str {
    match touch {
        LeadTouch::Meeting => touch_meeting(),
        LeadTouch::Visit => touch_visit(),
        LeadTouch::Call => touch_call(),
        LeadTouch::Mail => touch_mail(),
        LeadTouch::Note => touch_note(),
        LeadTouch::Ticket => touch_ticket(),
    }
}
