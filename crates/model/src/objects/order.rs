//! An order and its lines.

use super::{choice, external_id, long_text, object, of, owner, reference, tags, text};
use crate::field::{Computed, ObjectDef, Tone};
use crate::kind::FieldKind;

/// What a customer bought. Its total is the sum of its lines, or the entered amount when there are none.
pub(super) fn order() -> ObjectDef {
    let fields = vec![
        text("number", "Number").searched(),
        of(FieldKind::DateTime, "date", "Date"),
        choice("status", "Status").options(&[
            ("draft", "Draft", Tone::Neutral),
            ("placed", "Placed", Tone::Info),
            ("paid", "Paid", Tone::Success),
            ("shipped", "Shipped", Tone::Success),
            ("cancelled", "Cancelled", Tone::Danger),
            ("refunded", "Refunded", Tone::Warning),
        ]),
        reference("contact", "Contact", "contact").searched(),
        reference("company", "Company", "company").searched(),
        reference("deal", "Deal", "deal"),
        of(FieldKind::Money, "amount", "Entered amount").help("Used when the order has no lines"),
        text("country", "Country"),
        owner(),
        tags(),
        long_text("description", "Notes").searched(),
        external_id(),
        of(FieldKind::Money, "total", "Total").computed(Computed::OrderTotal),
    ];
    object("order", "Order", "Orders", "order", fields)
        .columns(&["number", "date", "status", "contact", "company", "total", "owner"])
        .board("status", &["contact", "date", "total"])
}

/// One line of an order.
pub(super) fn line() -> ObjectDef {
    let fields = vec![
        text("description", "Description").searched(),
        reference("order", "Order", "order").required(),
        reference("product", "Product", "product"),
        of(FieldKind::Number, "quantity", "Quantity"),
        of(FieldKind::Money, "unit_price", "Unit price"),
        of(FieldKind::Percent, "discount", "Discount"),
        external_id(),
        of(FieldKind::Money, "total", "Total").computed(Computed::LineTotal),
    ];
    object("line", "Order line", "Order lines", "order", fields)
        .columns(&["description", "order", "product", "quantity", "unit_price", "discount", "total"])
        .kept_hidden()
}
