//! Descriptions of fields and objects. Everything generic in Kith reads these.

use serde::{Deserialize, Serialize};

use crate::filter::Filter;
use crate::id::{FieldKey, ObjectKey};
use crate::kind::FieldKind;

/// The state a choice stands for; decides its colour, never without its word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Tone {
    /// No state.
    #[default]
    Neutral,
    /// News without urgency.
    Info,
    /// Good.
    Success,
    /// Worth a look.
    Warning,
    /// Late or failed.
    Danger,
}

/// One option of a choice field.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Choice {
    /// Stable key, the stored value.
    pub key: String,
    /// What people read.
    pub label: String,
    /// Its state.
    pub tone: Tone,
}

/// What the engine computes for a field instead of a person filling it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Computed {
    /// When the record was made.
    Created,
    /// When any of its fields last changed.
    Updated,
    /// Newest activity about it.
    LastActivity,
    /// Earliest open task about it.
    NextStep,
    /// Placed orders of a customer.
    OrderCount,
    /// Sum of a customer's placed orders and won deals in the base currency.
    Revenue,
    /// Day of a customer's newest placed order.
    LastOrder,
    /// RFM recency score, 1 to 5.
    Recency,
    /// RFM frequency score, 1 to 5.
    Frequency,
    /// RFM monetary score, 1 to 5.
    Monetary,
    /// RFM cell by name.
    RfmSegment,
    /// Open deals of a contact or company.
    OpenDeals,
    /// Open tickets of a contact or company.
    OpenTickets,
    /// Pipeline of a deal's stage.
    Pipeline,
    /// Open, won or lost, from the deal's stage.
    DealStatus,
    /// The deal's own probability, or its stage's.
    Probability,
    /// Value times probability.
    Weighted,
    /// Whole days since the deal entered its stage.
    DaysInStage,
    /// Days since anything happened on the deal.
    QuietDays,
    /// Sum of the order's lines, or its entered amount when it has none.
    OrderTotal,
    /// Quantity times price less discount.
    LineTotal,
    /// People at a company.
    ContactCount,
    /// Orders a product was part of.
    ProductOrders,
    /// Probability in percent that a customer will buy again at all.
    StillCustomer,
    /// Purchases to expect of a customer within twelve months.
    PurchasesAhead,
    /// Discounted value of the purchases to expect of a customer, in the base currency.
    ValueAhead,
    /// The share of all value to come that a customer belongs to.
    ValueClass,
    /// Days since a customer's last purchase, in multiples of the usual time between two.
    Silence,
    /// Probability in percent that a customer who still buys falls silent next.
    Leaving,
    /// Probability in percent that an open deal is won.
    WinChance,
    /// What that probability comes from.
    ChanceBasis,
    /// Points for how well a lead fits.
    LeadFit,
    /// Points for how engaged a lead is.
    LeadEngagement,
    /// Both as a grade, A1 to C3.
    LeadGrade,
    /// What the field's own [`Derived`] says.
    Derived,
}

/// How a field that people made is filled from other fields.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Derived {
    /// From fields of the record: the text of a formula, fields named by their keys in braces.
    Formula(String),
    /// From records that point to this one.
    RollUp(RollUp),
}

/// What is gathered from records that point to this one.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RollUp {
    /// Object of the related records.
    pub object: ObjectKey,
    /// Their reference field that points here.
    pub link: FieldKey,
    /// What is made of them.
    pub measure: Measure,
    /// Which of them count.
    #[serde(default)]
    pub filter: Filter,
}

/// What is made of related records. Amounts of several currencies are added up in the base currency.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Measure {
    /// How many there are.
    Count,
    /// Sum of a numeric field.
    Sum(FieldKey),
    /// Mean of a numeric field.
    Average(FieldKey),
    /// Smallest value of a numeric or date field.
    Min(FieldKey),
    /// Greatest value of a numeric or date field.
    Max(FieldKey),
    /// Value of a field of the record that was made last, among those that have one.
    Latest(FieldKey),
}

impl Measure {
    /// The field that is measured.
    #[must_use]
    pub fn field(&self) -> Option<&FieldKey> {
        match self {
            Measure::Count => None,
            Measure::Sum(field) | Measure::Average(field) | Measure::Min(field) | Measure::Max(field) | Measure::Latest(field) => {
                Some(field)
            }
        }
    }

    /// Kind of the result over a field of a kind; `None` when it makes no sense there.
    #[must_use]
    pub fn kind(&self, field: Option<FieldKind>) -> Option<FieldKind> {
        let ordered = |kind: &FieldKind| kind.is_numeric() || matches!(kind, FieldKind::Date | FieldKind::DateTime);
        match self {
            Measure::Count => Some(FieldKind::Integer),
            Measure::Sum(_) => field.filter(|kind| kind.is_numeric()).map(|kind| match kind {
                FieldKind::Rating => FieldKind::Integer,
                kind => kind,
            }),
            Measure::Average(_) => field.filter(|kind| kind.is_numeric()).map(|kind| match kind {
                FieldKind::Rating | FieldKind::Integer => FieldKind::Number,
                kind => kind,
            }),
            Measure::Min(_) | Measure::Max(_) => field.filter(ordered),
            Measure::Latest(_) => field.filter(|kind| !kind.is_set()),
        }
    }
}

/// How concurrent edits of a register field are settled when the rule is not "later wins".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum MergeRule {
    /// The later write stands, the loser is journaled.
    #[default]
    LaterWins,
    /// An opt-out (choice key `no`) stands until an opt-in that has seen it.
    OptOutWins,
}

/// What values of a field have to be like, beyond its kind.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Check {
    /// How texts look: `#` a digit, `@` a letter, `?` any character, `*` any run, anything else itself. Empty for any.
    pub pattern: String,
    /// The smallest number, or amount in major units.
    pub least: Option<f64>,
    /// The greatest.
    pub most: Option<f64>,
    /// Whether no two records in use have the same.
    pub unique: bool,
}

/// One field of an object.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FieldDef {
    /// Stable key.
    pub key: FieldKey,
    /// What people read.
    pub label: String,
    /// What it means.
    pub kind: FieldKind,
    /// A record is not saved without it.
    pub required: bool,
    /// Options of a choice.
    pub options: Vec<Choice>,
    /// Whether values outside the options are taken as new options.
    pub open: bool,
    /// Object that a reference points to.
    pub target: Option<ObjectKey>,
    /// Whether further values stand beside the primary one.
    pub multi: bool,
    /// Filled by the engine; read-only.
    pub computed: Option<Computed>,
    /// What a [`Computed::Derived`] field is filled with.
    pub derived: Option<Derived>,
    /// Personal data: left out of shared exports on request, removed by a purge.
    pub personal: bool,
    /// Whether search looks into it.
    pub searched: bool,
    /// Kept for the product itself and not shown among the fields.
    pub hidden: bool,
    /// How concurrent edits are settled.
    pub merge: MergeRule,
    /// One sentence of help.
    pub help: String,
    /// What its values have to be like; `None` when anything of its kind will do.
    pub check: Option<Check>,
    /// Only records for which this holds show it.
    pub shown_if: Option<Filter>,
    /// Whether a person made it.
    pub custom: bool,
}

/// One object: a kind of record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ObjectDef {
    /// Stable key.
    pub key: ObjectKey,
    /// Singular.
    pub label: String,
    /// Plural.
    pub plural: String,
    /// Name of its icon in the sprite.
    pub icon: String,
    /// The field that names a record.
    pub primary: FieldKey,
    /// Its fields, in the order of the record page.
    pub fields: Vec<FieldDef>,
    /// Columns of its first table.
    pub columns: Vec<FieldKey>,
    /// The choice or reference field its board groups by.
    pub board: Option<FieldKey>,
    /// Fields of a board card, after the primary one.
    pub card: Vec<FieldKey>,
    /// Kept for the product itself and not offered in navigation.
    pub hidden: bool,
}

impl ObjectDef {
    /// The field of a key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&FieldDef> {
        self.fields.iter().find(|field| field.key == *key)
    }

    /// The field that names a record.
    ///
    /// # Panics
    /// Never for objects of a [`crate::Schema`], which checks it.
    #[must_use]
    pub fn primary_field(&self) -> &FieldDef {
        self.field(&self.primary)
            .expect("a schema refuses objects without their primary field")
    }

    /// Fields that records are called by: the primary one, then the long texts where that one may be empty.
    pub fn naming(&self) -> impl Iterator<Item = &FieldDef> {
        let primary = self.field(&self.primary);
        let optional = primary.is_some_and(|primary| !primary.required);
        let texts = self
            .fields
            .iter()
            .filter(move |field| optional && field.kind == FieldKind::LongText && field.computed.is_none());
        primary.into_iter().chain(texts)
    }

    /// The field that says how long a record takes: the first duration that people set.
    #[must_use]
    pub fn length(&self) -> Option<&FieldDef> {
        let durations = self.fields.iter().filter(|field| field.kind == FieldKind::Duration);
        durations.into_iter().find(|field| !field.hidden && field.is_editable())
    }

    /// Whether its records stand for something that is there once, so that two of them may be the same: a person, a company, a
    /// product. Two deals of one name are two deals.
    #[must_use]
    pub fn is_of_single_things(&self) -> bool {
        const HAPPENINGS: [&str; 6] = ["activity", "task", "deal", "ticket", "order", "campaign"];
        !self.hidden && !HAPPENINGS.contains(&self.key.as_str())
    }

    /// References of this object to `target`.
    pub fn references_to<'a>(&'a self, target: &'a str) -> impl Iterator<Item = &'a FieldDef> {
        self.fields.iter().filter(move |field| field.target.as_deref() == Some(target))
    }
}

impl FieldDef {
    /// A field with everything optional switched off.
    #[must_use]
    pub fn new(key: &str, label: &str, kind: FieldKind) -> Self {
        Self {
            key: key.into(),
            label: label.to_owned(),
            kind,
            required: false,
            options: Vec::new(),
            open: false,
            target: None,
            multi: false,
            computed: None,
            derived: None,
            personal: false,
            searched: false,
            hidden: false,
            merge: MergeRule::LaterWins,
            help: String::new(),
            check: None,
            shown_if: None,
            custom: false,
        }
    }

    /// The option of a key.
    #[must_use]
    pub fn option(&self, key: &str) -> Option<&Choice> {
        self.options.iter().find(|option| option.key == key)
    }

    /// Whether a person can change it.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        self.computed.is_none()
    }

    /// Whether its values are elements with stamps of their own, alone or beside a primary value.
    #[must_use]
    pub fn has_elements(&self) -> bool {
        self.kind.is_set() || self.multi
    }

    /// Makes it required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Lets search look into it.
    #[must_use]
    pub fn searched(mut self) -> Self {
        self.searched = true;
        self
    }

    /// Marks it as personal data.
    #[must_use]
    pub fn personal(mut self) -> Self {
        self.personal = true;
        self
    }

    /// Lets further values stand beside the primary one.
    #[must_use]
    pub fn multi(mut self) -> Self {
        self.multi = true;
        self
    }

    /// Hides it.
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    /// Points it to an object.
    #[must_use]
    pub fn to(mut self, target: &str) -> Self {
        self.target = Some(target.into());
        self
    }

    /// Gives it options: key, label, tone.
    #[must_use]
    pub fn options(mut self, options: &[(&str, &str, Tone)]) -> Self {
        self.options = options
            .iter()
            .map(|&(key, label, tone)| Choice {
                key: key.to_owned(),
                label: label.to_owned(),
                tone,
            })
            .collect();
        self
    }

    /// Takes new options as they come.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// Lets the engine fill it.
    #[must_use]
    pub fn computed(mut self, computed: Computed) -> Self {
        self.computed = Some(computed);
        self
    }

    /// Gives it one sentence of help.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        self.help = help.to_owned();
        self
    }

    /// Lets an opt-out win over a concurrent opt-in.
    #[must_use]
    pub fn opt_out_wins(mut self) -> Self {
        self.merge = MergeRule::OptOutWins;
        self
    }
}
