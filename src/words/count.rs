//! Counted things that are not records of the schema: `1 row`, `1,284 rows`.
#![allow(missing_docs, reason = "the name and the words say it")]

use super::{Language, language, number};
use crate::platform::format::{self, Plural};

/// Declares counted things: `name "one" "several"` in English.
macro_rules! counts {
    ($($name:ident $one:literal $many:literal)+) => {
        $(
            #[must_use]
            pub fn $name(count: u64) -> String {
                match language() {
                    Language::English => format!("{} {}", number(count), if format::plural(count) == Plural::One { $one } else { $many }),
                }
            }
        )+
    };
}

counts! {
    rows "row" "rows"
    columns "column" "columns"
    files "file" "files"
    problems "problem" "problems"
    changes "change" "changes"
    values "value" "values"
    records "record" "records"
    customers "customer" "customers"
    purchases "purchase" "purchases"
    days "day" "days"
    results "result" "results"
    suggestions "suggestion" "suggestions"
    tasks "task" "tasks"
    stages "stage" "stages"
    deals "deal" "deals"
    sales "sale" "sales"
    orders "order" "orders"
    texts "text" "texts"
    answers "answer" "answers"
    periods "period" "periods"
}
