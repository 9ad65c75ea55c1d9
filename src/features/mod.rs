//! What people see, one folder per thing. Features never import each other: what two of them share is in `session`,
//! `value`, `filter`, `client` or `ui`, and `app` puts them together.

pub mod arrive;
pub mod bin;
pub mod create;
pub mod dashboards;
pub mod duplicates;
pub mod import;
pub mod inbox;
pub mod insights;
pub mod list;
pub mod past;
pub mod record;
pub mod search;
pub mod segments;
pub mod settings;
pub mod shell;
pub mod start;
pub mod today;
