//! The words that sample records are made of. All made up or common; no real person or company is meant.

mod business;
mod people;
mod places;

pub(super) use business::{ACTIVITY, DEAL, PRODUCT, TASK, TICKET};
pub(super) use people::{FAMILY, GIVEN, ROLE, TAG};
pub(super) use places::{CITY, COMPANY, STREET, TRADE};
