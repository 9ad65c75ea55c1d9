//! Words of save playbooks.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Save playbook" }
    offer { English: "Offer" }
    offer_example { English: "A call and 10% off" }
    owner { English: "Owner" }
    nobody { English: "Nobody in particular" }
    days { English: "Days until it is judged" }
    start { English: "Start with those at risk" }
    note { English: "Half of the customers who are silent for longer than usual, drawn by chance, get the offer: a task each. The others are left alone, so that there is something to compare with. What counts is who orders again before the day it is judged, or what you record for a customer. Both groups are tags of the customers; undo takes all of it back." }
    tag_offered(offer) { English: "Offer: {offer}" }
    tag_control(offer) { English: "Left alone: {offer}" }
    tag_outcome(outcome, offer) { English: "{outcome}: {offer}" }
    offered { English: "Got the offer" }
    control { English: "Left alone" }
    result { English: "Result" }
    back_label(customers) { English: "Kept: {customers}" }
    all_label(customers) { English: "In all: {customers}" }
    until(day) { English: "until {day}" }
    over(day) { English: "ended {day}" }
    few(needed) { English: "Too few to tell from chance: it takes {needed} in each group." }
    helps { English: "It helps." }
    harms { English: "It does harm." }
    no_difference { English: "No difference that chance would not make." }
    record { English: "Record outcomes…" }
    recorded(count) { English: "{count} recorded by hand." }
    outcomes { English: "What came of the offer" }
    outcomes_note { English: "Orders tell who was kept. Where you know better, say so: that counts before the orders, in both groups. Partly kept counts as kept." }
    group { English: "Group" }
    outcome { English: "Outcome" }
    outcome_of(name) { English: "Outcome of {name}" }
    ordered { English: "Ordered again" }
    not_yet { English: "No order so far" }
    kept { English: "Kept" }
    partly { English: "Partly kept" }
    lost { English: "Lost" }
    difference(points, low, high, chance) { English: "{points} percentage points more came back ({low} to {high}); by chance alone p = {chance}." }
}
