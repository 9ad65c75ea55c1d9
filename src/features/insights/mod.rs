//! Insights: who the customers are by what they bought, what there is of each kind of record, and what to do next.
//!
//! Every number leads to its records, and every score says how it came about. Which part is shown is in the address.

mod churn;
mod clusters;
mod customers;
mod explain;
mod leads;
mod model_cards;
mod no_answer;
mod outcomes;
mod overlap;
mod page;
mod playbook;
mod records;
mod reports;
mod risk;
mod value;
mod worth;

pub use page::InsightsPage;
