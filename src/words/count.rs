//! Counted things that are not records of the schema: `1 row`, `1,284 rows`.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    rows(count: u64) { English: one "{count} row", other "{count} rows" }
    columns(count: u64) { English: one "{count} column", other "{count} columns" }
    files(count: u64) { English: one "{count} file", other "{count} files" }
    problems(count: u64) { English: one "{count} problem", other "{count} problems" }
    changes(count: u64) { English: one "{count} change", other "{count} changes" }
    values(count: u64) { English: one "{count} value", other "{count} values" }
    records(count: u64) { English: one "{count} record", other "{count} records" }
    customers(count: u64) { English: one "{count} customer", other "{count} customers" }
    leads(count: u64) { English: one "{count} lead", other "{count} leads" }
    purchases(count: u64) { English: one "{count} purchase", other "{count} purchases" }
    days(count: u64) { English: one "{count} day", other "{count} days" }
    results(count: u64) { English: one "{count} result", other "{count} results" }
    suggestions(count: u64) { English: one "{count} suggestion", other "{count} suggestions" }
    tasks(count: u64) { English: one "{count} task", other "{count} tasks" }
    stages(count: u64) { English: one "{count} stage", other "{count} stages" }
    deals(count: u64) { English: one "{count} deal", other "{count} deals" }
    sales(count: u64) { English: one "{count} sale", other "{count} sales" }
    orders(count: u64) { English: one "{count} order", other "{count} orders" }
    texts(count: u64) { English: one "{count} text", other "{count} texts" }
    answers(count: u64) { English: one "{count} answer", other "{count} answers" }
    periods(count: u64) { English: one "{count} period", other "{count} periods" }
}
