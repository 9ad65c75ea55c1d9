//! What people see, one folder per thing. Features never import each other: what two of them share is in `session`,
//! `value`, `filter`, `client` or `ui`, and `app` puts them together.

pub mod create;
pub mod list;
pub mod record;
pub mod shell;
