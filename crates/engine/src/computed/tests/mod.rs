//! Tests of computed fields: by hand, and against plain counting over random histories.

mod by_hand;
mod derived;
mod leads;
mod plain;
mod random;
