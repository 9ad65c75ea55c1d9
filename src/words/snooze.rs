//! Words of putting something off.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    snooze { English: "Put off" }
    snooze_what(what) { English: "Put off {what}" }
    tomorrow { English: "Tomorrow" }
    next_week { English: "Next week" }
    in_a_month { English: "In a month" }
    on_a_day { English: "On a day…" }
    choose_day { English: "Put off until" }
    working_day { English: "Next working day" }
}
