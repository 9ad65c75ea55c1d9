//! Words of the insights page.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Insights" }
    parts { English: "Parts of the insights" }
    stopped { English: "Stopped before it was done" }
    customers { English: "Customers" }
    records { English: "Records" }
    segments { English: "Segments" }
    models { English: "Models" }
    actions { English: "Next best actions" }
    forecast { English: "Pipeline and forecast" }
    products { English: "Products" }
    feedback { English: "Feedback" }
    trends { English: "Trends" }
    whose { English: "Whose purchases" }

    worth { English: "Where the revenue comes from" }
    worth_aside { English: "by segment" }
    segment { English: "Segment" }
    rule { English: "Scores" }
    customers_share { English: "Share of customers" }
    revenue { English: "Spent" }
    revenue_share { English: "Share of revenue" }
    each { English: "Each" }
    share_of(share, name, what) { English: "{share} of {what}: {name}" }
    all { English: "All" }

    how { English: "How the scores come about" }
    how_recency { English: "Recency looks at the days since the last purchase: the fewer, the higher the score." }
    how_frequency { English: "Frequency counts orders and won deals." }
    how_monetary { English: "Money adds up what was spent, in the base currency." }
    how_fifths { English: "For each measure all customers are put in order and cut into fifths. The best fifth has 5, the last fifth 1; customers with the same value always have the same score." }
    how_cells { English: "The named segments are rules over the three scores, looked at from top to bottom: the first one that fits takes the customer." }
    how_here { English: "Everything is computed on this device, from the records you see, each time they change." }

    none_title { English: "No purchases yet" }
    none_contact { English: "Scores need orders or won deals that name a contact, with a date and an amount. Add the first one, or bring yours along from a file." }
    none_company { English: "Scores need orders or won deals that name a company, with a date and an amount. Add the first one, or bring yours along from a file." }
    add_order { English: "New order" }
    import { English: "Import a file" }

    counts { English: "Records of each kind" }
    count { English: "Records" }
    total { English: "Total" }
    weighted { English: "Weighted" }
    share { English: "Share" }
    nothing_yet { English: "No records yet" }
    nothing_yet_text { English: "What you add or import is counted here, with how it is spread over stages and states." }
    by(field) { English: "by {field:inside}" }
    without(field) { English: "Without {field:inside}" }
    of_pipeline(pipeline) { English: "{pipeline}" }
    not_shown { English: "This part cannot be shown" }
}
