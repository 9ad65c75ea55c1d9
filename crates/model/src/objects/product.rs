//! A product: something one sells.

use super::{choice, external_id, long_text, merged_ids, object, of, tags, text};
use crate::field::{Computed, ObjectDef};
use crate::kind::FieldKind;

/// A thing or service with a price.
pub(super) fn product() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        text("sku", "SKU").searched(),
        choice("category", "Category").open(),
        of(FieldKind::Money, "price", "Price"),
        of(FieldKind::Boolean, "active", "On sale"),
        tags(),
        long_text("description", "Description").searched(),
        external_id(),
        merged_ids(),
        of(FieldKind::Integer, "orders", "Orders").computed(Computed::ProductOrders),
    ];
    object("product", "Product", "Products", "product", fields)
        .columns(&["name", "sku", "category", "price", "active", "orders"])
        .board("category", &["sku", "price"])
}
