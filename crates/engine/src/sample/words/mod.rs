//! The words that sample records are made of. All made up or common; no real person or company is meant.

mod agency;
mod freelancer;
mod people;
mod places;
mod shop;
mod telecom;

pub(super) use agency::AGENCY;
pub(super) use freelancer::FREELANCER;
pub(super) use people::{FAMILY, GIVEN, ROLE};
pub(super) use places::{CITY, COMPANY, STREET, TRADE};
pub(super) use shop::SHOP;
pub(super) use telecom::TELECOM;
