//! Words of Today.
#![allow(missing_docs, reason = "the name and the words say it")]

use super::{Language, language};

phrases! {
    title { English: "Today" }
    good_morning { English: "Good morning" }
    good_day { English: "Good afternoon" }
    good_evening { English: "Good evening" }
    greeting(words, name) { English: format!("{words}, {name}") }
    summary(day, parts) { English: format!("{day}. {parts}.") }
    late_of(tasks, late) { English: format!("{tasks}, {late} of them late") }
    nothing_due { English: "Nothing is due" }

    tasks { English: "Tasks" }
    add_task { English: "Add task" }
    late { English: "Late" }
    due_today { English: "Today" }
    soon { English: "Next seven days" }
    someday { English: "Without a day" }
    done { English: "Done today" }
    no_tasks { English: "No open tasks" }
    no_tasks_text { English: "Tasks that are due, and those you accept from suggestions, appear here." }
    finish(title) { English: format!("Done: {title}") }
    reopen(title) { English: format!("Not done: {title}") }
    high { English: "High priority" }
    repeats { English: "Repeats" }
    show_more(count) { English: format!("Show {count} more") }

    tickets { English: "Tickets due" }
    no_tickets { English: "No ticket is due today" }
    due_in(span) { English: format!("{span} left") }
    overdue(span) { English: format!("{span} late") }
    deals { English: "Deals that need a step" }
    no_deals { English: "Every open deal has a next step and is not quiet" }
    new_task { English: "New task" }
}

/// How many days late, in words.
#[must_use]
pub fn days_late(days: i32) -> String {
    match language() {
        Language::English if days == 1 => "1 day late".to_owned(),
        Language::English => format!("{days} days late"),
    }
}
