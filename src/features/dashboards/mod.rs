//! Dashboards: widgets over any records, each mark a way to the records behind it.
//!
//! Some are ready for a role and stay as they are; to arrange one is to make a copy. What a mark leads to is asked of the
//! engine with the figures, so number and list agree. Nothing is kept here: definitions are records, filters of the
//! moment are in the address.

mod actions;
mod desk;
mod page;

pub use page::DashboardsPage;
