//! A member of the team: who owns records and does tasks.

use super::{external_id, object, of, text};
use crate::field::ObjectDef;
use crate::kind::FieldKind;

/// A person of one's own team.
pub(super) fn member() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        of(FieldKind::Email, "email", "E-mail"),
        text("team", "Team"),
        text("manager", "Manager"),
        of(FieldKind::Boolean, "active", "Active"),
        external_id(),
    ];
    object("member", "Person", "People", "contacts", fields)
        .columns(&["name", "email", "team", "manager", "active"])
        .kept_hidden()
}
