//! Words of segments.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Segments" }
    list { English: "Saved segments" }
    new { English: "New segment" }
    none { English: "No segments yet" }
    none_text { English: "A segment is a rule over records, such as customers who bought twice and have been quiet for 90 days. Who is in is worked out all the time." }
    choose { English: "Choose a segment" }
    choose_text { English: "Its rule and its members are shown here." }
    gone { English: "This segment is not there any more" }
    gone_text { English: "It may be in the bin, from where it can be restored." }
    open_bin { English: "Open the bin" }
    back { English: "Show all segments" }
    share(count, of) { English: "{count} of {of}" }

    details { English: "Segment" }
    name { English: "Name" }
    name_help { English: "What these records have in common" }
    name_needed { English: "Give the segment a name" }
    object { English: "Of" }
    object_change { English: "Another kind of record has other fields: the rule starts afresh" }
    about { English: "About" }
    about_help { English: "What it is for, in one sentence" }
    rule { English: "Rule" }
    in_words { English: "In words" }
    everything { English: "No condition yet: everything is in." }
    save { English: "Save" }
    discard { English: "Discard changes" }
    delete { English: "Move to bin" }
    unsaved { English: "Not saved yet" }
    unsaved_help { English: "What you changed is kept while this window is open" }
    more { English: "More actions" }

    members { English: "Members" }
    counting { English: "Counting" }
    count_of(counted, of, share) { English: "{counted} of {of}, {share}" }
    first(count) { English: "the first {count}" }
    no_members { English: "Nobody is in" }
    no_members_text { English: "No record fits the rule at the moment. Loosen a condition, or look below why a certain one is out." }
    show_list { English: "Show as list" }
    why_this { English: "Why" }
    why_of(name) { English: "Why is {name} in?" }

    why { English: "Why is it in or out" }
    why_record { English: "Record" }
    why_choose { English: "Choose a record" }
    why_help { English: "Every condition is shown with what the record has." }
    is_in(name) { English: "{name} is in" }
    is_out(name) { English: "{name} is out" }
    condition { English: "Condition" }
    has { English: "It has" }
    holds { English: "Holds" }
    verdict { English: "Verdict" }
    fails { English: "Does not hold" }
    no_conditions { English: "There is no condition that could keep anything out." }
}
