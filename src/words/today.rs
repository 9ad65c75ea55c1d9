//! Words of Today.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Today" }
    good_morning { English: "Good morning" }
    good_day { English: "Good afternoon" }
    good_evening { English: "Good evening" }
    greeting(words, name) { English: "{words}, {name}" }
    summary(day, parts) { English: "{day}. {parts}." }
    late_of(tasks, late) { English: "{tasks}, {late} of them late" }
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
    finish(title) { English: "Done: {title}" }
    reopen(title) { English: "Not done: {title}" }
    high { English: "High priority" }
    repeats { English: "Repeats" }
    show_more(count) { English: "Show {count} more" }

    tickets { English: "Tickets due" }
    no_tickets { English: "No ticket is due today" }
    due_in(span) { English: "{span} left" }
    overdue(span) { English: "{span} late" }
    deals { English: "Deals that need a step" }
    no_deals { English: "Every open deal has a next step and is not quiet" }
    new_task { English: "New task" }
    days_late(count: u64) { English: one "{count} day late", other "{count} days late" }
}
