//! The service behind the bridge, told as stories: what a person asks and what comes back.

#![allow(clippy::unwrap_used)]

mod backup;
mod cells;
mod custom;
mod desk;
mod files;
mod first_purchases;
mod import;
mod import_kinds;
mod import_unique;
mod inbox;
mod local;
mod looks;
mod merging;
mod model_files;
mod opening;
mod past;
mod playbooks;
mod records;
mod reference_data;
mod slices;
mod views;
