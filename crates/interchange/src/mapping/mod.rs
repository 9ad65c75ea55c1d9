//! Which column goes where: the mapping of a file to an object, and how one is proposed.
//!
//! A mapping is data: it can be shown, changed column by column, kept for the next file of the kind, and checked.
//! Proposals rest on the column's name (in several languages and products), on what the column holds, and on the object.

mod arrange;
mod check;
mod countries;
mod fit;
mod headers;
mod object;
mod plan;
mod propose;
mod slots;
mod synonyms;
#[cfg(test)]
mod tests;

use model::validate::{DateOrder, DecimalStyle, ParseContext};
use model::{Currency, FieldKey, FieldKind, ObjectKey, Value};
use serde::{Deserialize, Serialize};

pub use model::reading::MappingError;

pub(crate) use headers::{CURRENCY, FAMILY, FURTHER, GIVEN, part_label};
pub use object::{Proposal, order_of_files, propose};
pub(crate) use plan::{ObjectPlan, Plan, PlannedField, PlannedReference, Source};
pub use propose::propose_for;
pub(crate) use synonyms::{Concept, concept, is_known_header};

/// How the rows of a file become records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Mapping {
    /// What a row is; with a grouping, what the rows of a group are.
    pub object: ObjectKey,
    /// Where each column of the sheet goes, in the order of the columns.
    pub columns: Vec<ColumnMapping>,
    /// Fills the primary field of rows in which no column does.
    pub name: Option<NameRule>,
    /// Rows that are parts of one record, such as the lines of an order.
    pub grouping: Option<Grouping>,
    /// Values that follow from the beginning of a cell.
    pub rules: Vec<Rule>,
    /// Values of fields that nothing else fills.
    pub constants: Vec<(FieldKey, Value)>,
    /// How a row finds the record that exists already; `None` makes a new one for every row.
    pub match_by: Option<MatchBy>,
    /// Whether records beside the primary one of a reference are only found and never made: whoever got a copy of a message.
    pub finds_further: bool,
    /// What dates and numbers mean.
    pub context: ParseContext,
}

/// Where a column goes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ColumnMapping {
    /// The target.
    pub target: Target,
    /// Further targets of the same cells: an invoice number is an order's number and its external id.
    pub also: Vec<Target>,
    /// 0 to 1.
    pub confidence: f32,
    /// Why it was proposed.
    pub reason: MapReason,
    /// What differs from the context of the file.
    pub context: ColumnContext,
}

/// What dates and numbers mean in one column, where that differs from the file.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ColumnContext {
    /// Order of day, month and year.
    pub date_order: Option<DateOrder>,
    /// Decimal mark.
    pub decimal: Option<DecimalStyle>,
    /// Currency of amounts without one.
    pub currency: Option<Currency>,
}

/// Where the cells of a column go.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Target {
    /// Nowhere.
    Skip,
    /// The record's id, as our own exports write it.
    Id,
    /// A field, as its primary value.
    Field(FieldKey),
    /// A part of a person's name.
    NamePart {
        /// The field.
        field: FieldKey,
        /// The part.
        part: NamePart,
    },
    /// A part of a postal address. Several columns may hold the lines of one street.
    AddressPart {
        /// The field.
        field: FieldKey,
        /// The part.
        part: AddressPart,
        /// Which address of the record: 0 is the primary one, the others stand beside it.
        place: u8,
    },
    /// Further values beside the primary one; becomes the primary one where that is empty.
    Further(FieldKey),
    /// The currency of an amount in another column of the row.
    CurrencyOf(FieldKey),
    /// Another record, found by a key.
    Reference {
        /// The field.
        field: FieldKey,
        /// What the cells are a key of.
        match_by: MatchBy,
        /// Whether a record is made when none is found.
        create_missing: bool,
    },
    /// A detail of the record that a reference points to, used when that record is made: a contact's first name in a file of orders.
    Of {
        /// The reference field.
        reference: FieldKey,
        /// The target within the referenced object.
        target: Box<Target>,
    },
    /// A field of the child record of the grouping: a line's quantity in a file of order lines.
    Child(Box<Target>),
    /// A field that is still to be made.
    NewField {
        /// Its kind.
        kind: FieldKind,
        /// Its label.
        label: String,
    },
}

/// Parts of a person's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum NamePart {
    /// Given names.
    Given,
    /// Family name.
    Family,
}

/// Parts of a postal address.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum AddressPart {
    /// Street and number.
    Street,
    /// City.
    City,
    /// State or region.
    Region,
    /// Postal code.
    PostalCode,
    /// Country.
    Country,
}

impl AddressPart {
    /// Every part, in the order in which addresses are kept.
    pub const ALL: [AddressPart; 5] = [
        AddressPart::Street,
        AddressPart::City,
        AddressPart::Region,
        AddressPart::PostalCode,
        AddressPart::Country,
    ];

    /// The stable name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            AddressPart::Street => "street",
            AddressPart::City => "city",
            AddressPart::Region => "region",
            AddressPart::PostalCode => "postal_code",
            AddressPart::Country => "country",
        }
    }

    /// The part of a stable name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.key() == key)
    }
}

/// What identifies a record.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum MatchBy {
    /// Its id, as our own exports write it.
    Id,
    /// Its key in the system it came from.
    ExternalId,
    /// An e-mail address of it.
    Email,
    /// Its name.
    Name,
    /// Another field.
    Field(FieldKey),
}

/// Makes a name of other cells of the row.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NameRule {
    /// The columns, in order; empty cells are left out.
    pub columns: Vec<u16>,
    /// What stands between.
    pub separator: String,
}

/// Rows that belong together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Grouping {
    /// Rows with the same text in this column are one record; without a column every row is one.
    pub column: Option<u16>,
    /// Every row is also a record of this object.
    pub child: ObjectKey,
    /// The child's reference to the record of its group.
    pub parent_field: FieldKey,
}

/// A value that follows from how a cell begins.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Rule {
    /// The column.
    pub column: u16,
    /// How the cell begins; the rest has to be digits.
    pub prefix: String,
    /// The field that gets a value.
    pub field: FieldKey,
    /// The value.
    pub value: Value,
}

/// Why a column was proposed to go somewhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum MapReason {
    /// Its name is that of the field.
    SameName,
    /// Its name is known to mean it.
    KnownName,
    /// Its name and its values both speak for it.
    NameAndValues,
    /// Its values look like it.
    Values,
    /// A person chose it.
    Chosen,
    /// Nothing fits.
    Nothing,
    /// The field is filled by Kith itself.
    Computed,
    /// Other columns say the same.
    Redundant,
    /// The column is empty.
    Empty,
}

impl Mapping {
    /// A mapping of `columns` columns that go nowhere.
    #[must_use]
    pub fn empty(object: &str, columns: usize, context: ParseContext) -> Self {
        Self {
            object: object.into(),
            columns: vec![ColumnMapping::skip(MapReason::Nothing); columns],
            name: None,
            grouping: None,
            rules: Vec::new(),
            constants: Vec::new(),
            match_by: None,
            finds_further: false,
            context,
        }
    }

    /// Key under which the values of a field that is still to be made are handed on.
    #[must_use]
    pub fn new_field_key(column: usize) -> FieldKey {
        format!("new-{column}").into()
    }

    /// Sends a column to a target that a person chose.
    pub fn choose(&mut self, column: usize, target: Target) {
        if let Some(mapping) = self.columns.get_mut(column) {
            mapping.target = target;
            mapping.also.clear();
            mapping.confidence = 1.0;
            mapping.reason = MapReason::Chosen;
        }
    }

    /// Every target with its column, further targets included; columns that go nowhere are left out.
    pub fn targets(&self) -> impl Iterator<Item = (usize, &Target)> {
        let all = self.columns.iter().enumerate().flat_map(|(index, column)| {
            std::iter::once(&column.target)
                .chain(&column.also)
                .map(move |target| (index, target))
        });
        all.filter(|(_, target)| **target != Target::Skip)
    }

    /// The column that goes to exactly this target.
    #[must_use]
    pub fn column_of(&self, target: &Target) -> Option<usize> {
        self.targets().find(|(_, candidate)| *candidate == target).map(|(column, _)| column)
    }
}

impl ColumnMapping {
    /// A column that goes nowhere.
    #[must_use]
    pub fn skip(reason: MapReason) -> Self {
        Self {
            target: Target::Skip,
            also: Vec::new(),
            confidence: 0.0,
            reason,
            context: ColumnContext::default(),
        }
    }
}
