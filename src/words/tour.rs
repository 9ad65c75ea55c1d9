//! Words of the guided tours: what each is called, and what is said at its stops.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    take(name) { English: "Tour: {name}" }
    tours { English: "Tours" }
    tours_help { English: "Short walks over the real screens. Nothing is blocked, and Esc leaves" }
    place(name, place, all) { English: "{name} · {place} of {all}" }
    next { English: "Next" }
    back { English: "Back" }
    finish { English: "Finish" }
    leave { English: "Leave the tour" }
    nothing { English: "There is nothing to show yet. Add a contact first, or look around with sample data" }
    start { English: "The start page" }
    lists { English: "Lists and views" }
    board { English: "The board" }
    record { English: "The page of a record" }
    insights { English: "Insights" }
    role { English: "Your page" }
    role_text { English: "Choose what you do, and this page leads with the figures and lists of that work." }
    steps { English: "First steps" }
    steps_text { English: "Each ticks itself once it is done. The menu at the end puts the list away." }
    actions { English: "Suggestions with reasons" }
    actions_text { English: "What is worth doing next, and why. Accept makes a task of it; the moon puts it off, the cross dismisses it." }
    tasks { English: "Tasks" }
    tasks_text { English: "What is due. A tick finishes a task, and everything can be taken back with Undo." }
    search { English: "Find and do anything" }
    search_text { English: "Records, places and actions as you type. The key beside it opens it from everywhere." }
    places { English: "Places" }
    places_text { English: "The lists of your records, and what is found out about them." }
    storage { English: "Your data is here" }
    storage_text { English: "Everything is kept on this device. This line says whether it is saved, and how old the back-up is." }
    views { English: "Views" }
    views_text { English: "A view is this list with its filter, order and columns. Change anything, and it can be saved as one of yours." }
    filters { English: "Filters" }
    filters_text { English: "Each condition is a chip; press a part of it to change that part. Several narrow the list together." }
    arrange { English: "Search and arrange" }
    arrange_text { English: "Search in this list, group its rows, colour them by rules, sort them, and choose the columns." }
    heads { English: "Headings" }
    heads_text { English: "Press one to sort by it, drag it to move the column, drag its edge to make it wider." }
    cells { English: "Rows and cells" }
    cells_text { English: "Move with the arrows, edit a cell with Enter, select rows with a tick to change many at once." }
    layouts { English: "Another look" }
    layouts_text { English: "The same records as a table, as a board by stage, or on a calendar." }
    new { English: "Something new" }
    new_text { English: "Adds a record here. What you typed is kept as a draft until it is added." }
    columns { English: "Stages" }
    columns_text { English: "One column per stage, with how many deals are in it and what they are worth together." }
    cards { English: "Cards" }
    cards_text { English: "Drag a card to the next stage, or use its menu. Deals that are quiet or lack a next step say so." }
    sums { English: "What it is worth" }
    sums_text { English: "The sum of all cards, plain and weighted by probability; and what is shown on a card." }
    quick { English: "Write, call, note down" }
    quick_text { English: "What one does most with a record. The star puts it into the sidebar, the menu has the rest." }
    facts { English: "Fields" }
    facts_text { English: "Press a value to change it where it stands. Enter saves, Esc takes it back." }
    story { English: "What happened" }
    story_text { English: "Everything around this record in time, and the history of every field." }
    compose { English: "Note it down" }
    compose_text { English: "A note, a call, an e-mail, a meeting or a task. It is kept while you type, also when you leave." }
    related { English: "What belongs to it" }
    related_text { English: "Deals, tickets, orders and people around it, and what the models say with their reasons." }
    parts { English: "Parts" }
    parts_text { English: "Customers, segments, what to do, the forecast, products, feedback, trends, and how good the models are." }
    verdicts { English: "First the verdict" }
    verdicts_text { English: "Each card says what was found in a sentence. Nothing leaves this device: the models run here." }
    marks { English: "Figures lead to records" }
    marks_text { English: "Press a figure or a mark to see the records behind it. Every chart has a table, too." }
}
