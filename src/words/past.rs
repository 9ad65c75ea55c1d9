//! Words of looking back.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    label { English: "The past" }
    here(moment) { English: "As it was on {moment}" }
    read_only { English: "Nothing can be changed here" }
    another { English: "Another moment" }
    today { English: "Back to today" }
    look { English: "Look back to a past moment" }
    look_menu { English: "As of a past moment…" }
    before_step { English: "See how it was before" }
    before_step_of(what) { English: "See how it was before: {what}" }
    title { English: "Look back" }
    help { English: "Lists, boards, records, dashboards and reports show what Kith knew then. Your views stay those of today, and nothing is changed." }
    moment { English: "Moment" }
    since(moment) { English: "Known since {moment}. Without a time: the end of the day" }
    needed { English: "Choose a day" }
    to_come { English: "This moment is still to come" }
    before(moment) { English: "Kith knows nothing before {moment}" }
    cancel { English: "Cancel" }
    go { English: "Look back" }
    yesterday { English: "Yesterday" }
    week_ago { English: "A week ago" }
    month_ago { English: "A month ago" }
    quarter_ago { English: "Three months ago" }
    year_ago { English: "A year ago" }
}
