//! Settings that belong to the workspace and not to the device.

use super::{object, of, text};
use crate::field::ObjectDef;
use crate::kind::FieldKind;

/// One setting of the workspace: base currency, home country, workspace name. Its id is made of its key.
pub(super) fn setting() -> ObjectDef {
    object(
        "setting",
        "Setting",
        "Settings",
        "settings",
        vec![text("key", "Key").required(), text("value", "Value")],
    )
    .columns(&["key", "value"])
    .kept_hidden()
}

/// The rate of a currency: how much of the base currency one unit is worth.
pub(super) fn rate() -> ObjectDef {
    let fields = vec![
        text("currency", "Currency").required(),
        of(FieldKind::Number, "rate", "Rate")
            .required()
            .help("Units of the base currency for one unit of this one"),
        of(FieldKind::Date, "day", "As of"),
    ];
    object("rate", "Exchange rate", "Exchange rates", "settings", fields)
        .columns(&["currency", "rate", "day"])
        .kept_hidden()
}
