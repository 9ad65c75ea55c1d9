//! Column names of our own exports. Writing and reading share them, so that an export imports unchanged.

use model::{FieldDef, FieldKind};

use super::synonyms::normalise;
use super::{AddressPart, NamePart, Target};

/// Column of given names, when the field names the record.
pub(crate) const GIVEN: &str = "First name";
/// Column of family names, when the field names the record.
pub(crate) const FAMILY: &str = "Last name";
/// Ends the name of a column of further values.
pub(crate) const FURTHER: &str = "(further)";

/// Ends the name of a column of currencies, beside the amounts.
pub(crate) const CURRENCY: &str = "(currency)";

/// The name of an address part, as it ends the name of its column.
pub(crate) fn part_label(part: AddressPart) -> &'static str {
    match part {
        AddressPart::Street => "street",
        AddressPart::City => "city",
        AddressPart::Region => "region",
        AddressPart::PostalCode => "postal code",
        AddressPart::Country => "country",
    }
}

/// The part of `field` that a column of this name holds in our own exports.
pub(super) fn own_target(field: &FieldDef, is_primary: bool, header: &str) -> Option<Target> {
    let name = normalise(header);
    let is = |label: &str| normalise(label) == name;
    let key = || field.key.clone();
    if field.multi && is(&format!("{} {FURTHER}", field.label)) {
        return Some(Target::Further(key()));
    }
    if field.kind == FieldKind::Money && is(&format!("{} {CURRENCY}", field.label)) {
        return Some(Target::CurrencyOf(key()));
    }
    match field.kind {
        FieldKind::PersonName => {
            let part = |label: &str| is(&format!("{}: {label}", field.label)) || is_primary && is(label);
            if part(GIVEN) {
                return Some(Target::NamePart {
                    field: key(),
                    part: NamePart::Given,
                });
            }
            if part(FAMILY) {
                return Some(Target::NamePart {
                    field: key(),
                    part: NamePart::Family,
                });
            }
        }
        FieldKind::Address => {
            let part = AddressPart::ALL
                .into_iter()
                .find(|part| is(&format!("{}: {}", field.label, part_label(*part))));
            if let Some(part) = part {
                return Some(Target::AddressPart {
                    field: key(),
                    part,
                    place: 0,
                });
            }
        }
        _ => {}
    }
    // A field of one's own may share its key with nothing that people write.
    (is(&field.label) || !field.custom && is(&field.key)).then(|| Target::Field(key()))
}
