//! Columns of an export: what they are called and what stands in them.

use model::validate::fold;
use model::{FieldDef, FieldKind, Value};

use super::cell::{ExportCell, Item, Writer, amount, decimal, text_of};
use super::{Mode, Style};
use crate::mapping::{AddressPart, CURRENCY, FAMILY, FURTHER, GIVEN, part_label};
use crate::typed::join_list;

/// A field of an export: one column, or several for names, addresses, further values and currencies.
#[derive(Clone, Debug)]
pub struct ExportColumn {
    field: FieldDef,
    /// Whether the field names the record; its name parts are then simply `First name` and `Last name`.
    is_primary: bool,
    /// Texts of options, where the label says as much as the key.
    labels: Vec<(String, String)>,
}

impl ExportColumn {
    /// The column of a field. `is_primary` says that the field names the record.
    #[must_use]
    pub fn new(field: &FieldDef, is_primary: bool) -> Self {
        let is_other = |label: &str, key: &str| {
            field
                .options
                .iter()
                .any(|option| option.key != key && (fold(&option.key) == fold(label) || fold(&option.label) == fold(label)))
        };
        // A label that means another option too would come back as that one.
        let options = field.options.iter().filter(|option| !is_other(&option.label, &option.key));
        let labels = options.map(|option| (option.key.clone(), option.label.clone())).collect();
        Self {
            field: field.clone(),
            is_primary,
            labels,
        }
    }

    /// Names the columns, in the order in which [`ExportColumn::write`] fills them.
    pub(super) fn headers(&self, mode: Mode, mut name: impl FnMut(&str)) {
        let label = &self.field.label;
        match self.field.kind {
            FieldKind::PersonName if self.is_primary => [GIVEN, FAMILY].into_iter().for_each(name),
            FieldKind::PersonName => [GIVEN, FAMILY].into_iter().for_each(|part| name(&format!("{label}: {part}"))),
            FieldKind::Address => {
                AddressPart::ALL
                    .into_iter()
                    .for_each(|part| name(&format!("{label}: {}", part_label(part))));
                if self.field.multi {
                    name(&format!("{label} {FURTHER}"));
                }
            }
            FieldKind::Money if mode == Mode::Spreadsheet => {
                name(label);
                name(&format!("{label} {CURRENCY}"));
            }
            _ => {
                name(label);
                if self.field.multi {
                    name(&format!("{label} {FURTHER}"));
                }
            }
        }
    }

    /// Fills the columns.
    pub(super) fn write(&self, cell: &ExportCell, writer: &mut Writer) {
        let style = writer.style;
        let primary = cell.primary.map(|item| self.text(item, style)).unwrap_or_default();
        match self.field.kind {
            FieldKind::PersonName => {
                let name = match cell.primary {
                    Some(Item::Value(Value::Name(name))) => name.clone(),
                    _ => model::PersonName::from_full(&primary),
                };
                writer.guarded(&name.given);
                writer.guarded(&name.family);
                return;
            }
            FieldKind::Address => {
                let nowhere = model::Address::default();
                let address = match cell.primary {
                    Some(Item::Value(Value::Address(address))) => address,
                    _ => &nowhere,
                };
                for part in [
                    &address.street,
                    &address.city,
                    &address.region,
                    &address.postal_code,
                    &address.country,
                ] {
                    writer.guarded(part);
                }
            }
            FieldKind::Money if style.mode == Mode::Spreadsheet => {
                if let Some(Item::Value(Value::Money(money))) = cell.primary {
                    writer.guarded(&decimal(amount(*money), style));
                    writer.cell(money.currency.code());
                } else {
                    writer.cell("");
                    writer.cell("");
                }
                return;
            }
            kind if kind.is_set() => {
                let elements = cell
                    .primary
                    .iter()
                    .chain(cell.further)
                    .map(|item| self.text(*item, style))
                    .collect::<Vec<_>>();
                writer.guarded(&join_list(elements.iter().map(String::as_str)));
                return;
            }
            _ => writer.guarded(&primary),
        }
        if self.field.multi {
            let further = cell.further.iter().map(|item| self.text(*item, style)).collect::<Vec<_>>();
            writer.guarded(&join_list(further.iter().map(String::as_str)));
        }
    }

    fn text(&self, item: Item, style: Style) -> String {
        match item {
            Item::Record(id, label) if style.mode == Mode::Lossless => format!("{label} <{id}>"),
            Item::Record(_, label) => label.to_owned(),
            Item::Value(Value::Text(key)) if matches!(self.field.kind, FieldKind::Choice | FieldKind::Choices) => self
                .labels
                .iter()
                .find(|(known, _)| known == key)
                .map_or_else(|| key.clone(), |(_, label)| label.clone()),
            Item::Value(value) => text_of(value, self.field.kind == FieldKind::Duration, style),
        }
    }
}
