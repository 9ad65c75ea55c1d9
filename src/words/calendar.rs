//! Words of calendars.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    by { English: "Date" }
    span { English: "Days shown" }
    month { English: "Month" }
    week { English: "Week" }
    day { English: "Day" }
    agenda { English: "Agenda" }
    today { English: "Today" }
    earlier { English: "Earlier" }
    later { English: "Later" }
    range(first, last) { English: "{first} – {last}" }
    day_name(day, counted) { English: "{day}, {counted}" }
    more(count) { English: "{count} more" }
    day_label(weekday, day) { English: "{weekday}, {day}" }
    undated(count) { English: "{count} without a date" }
    nothing(plural) { English: "No {plural:inside} on these days" }
    nothing_until(day) { English: "There is nothing until {day}" }

    move_to { English: "Move to…" }
    day_earlier { English: "A day earlier" }
    day_later { English: "A day later" }
    week_later { English: "A week later" }
    sooner { English: "15 minutes earlier" }
    later_on { English: "15 minutes later" }
    whole_day { English: "All day" }
    on_a_day { English: "Choose a day…" }
    choose_day { English: "Move to which day?" }
}
