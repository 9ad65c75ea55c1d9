//! Where a concept goes in each object, and how much it speaks for a file being about that object.

use super::synonyms::Concept;
use super::{AddressPart, MatchBy, NamePart, Target};

/// A place in an object.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Slot {
    Field(&'static str),
    Given(&'static str),
    Family(&'static str),
    Part(&'static str, AddressPart),
    Further(&'static str),
    Currency(&'static str),
    /// A reference by a key; records that are missing are made.
    Ref(&'static str, Key),
    /// A reference by a key; nothing is made.
    Find(&'static str, Key),
    /// A detail of a referenced record.
    Of(&'static str, &'static Slot),
    Child(&'static Slot),
}

/// Keys, as [`MatchBy`] without owned text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Key {
    ExternalId,
    Email,
    Name,
    Field(&'static str),
}

/// Concept, places in order of preference, and weight: 0 says nothing about the object, 3 says it is this one.
pub(super) type Row = (Concept, &'static [Slot], u8);

impl Slot {
    pub(super) fn target(self) -> Target {
        match self {
            Slot::Field(field) => Target::Field(field.into()),
            Slot::Given(field) => Target::NamePart {
                field: field.into(),
                part: NamePart::Given,
            },
            Slot::Family(field) => Target::NamePart {
                field: field.into(),
                part: NamePart::Family,
            },
            Slot::Part(field, part) => Target::AddressPart {
                field: field.into(),
                part,
                place: 0,
            },
            Slot::Further(field) => Target::Further(field.into()),
            Slot::Currency(field) => Target::CurrencyOf(field.into()),
            Slot::Ref(field, key) => Target::Reference {
                field: field.into(),
                match_by: key.match_by(),
                create_missing: true,
            },
            Slot::Find(field, key) => Target::Reference {
                field: field.into(),
                match_by: key.match_by(),
                create_missing: false,
            },
            Slot::Of(reference, slot) => Target::Of {
                reference: reference.into(),
                target: Box::new(slot.target()),
            },
            Slot::Child(slot) => Target::Child(Box::new(slot.target())),
        }
    }
}

impl Key {
    fn match_by(self) -> MatchBy {
        match self {
            Key::ExternalId => MatchBy::ExternalId,
            Key::Email => MatchBy::Email,
            Key::Name => MatchBy::Name,
            Key::Field(field) => MatchBy::Field(field.into()),
        }
    }
}

use AddressPart::{City, Country, PostalCode, Region, Street};
use Concept as C;
use Key::{Email, ExternalId, Name};
use Slot::{Child, Currency, Family, Field, Find, Further, Given, Of, Part, Ref};

/// The places of an object; objects that are not listed have none but their own labels.
pub(super) fn slots(object: &str) -> &'static [Row] {
    match object {
        "contact" => CONTACT,
        "company" => COMPANY,
        "deal" => DEAL,
        "product" => PRODUCT,
        "member" => MEMBER,
        "order" => ORDER,
        "line" => LINE,
        "task" => TASK,
        "activity" => ACTIVITY,
        "ticket" => TICKET,
        _ => &[],
    }
}

const CONTACT: &[Row] = &[
    (C::ExternalId, &[Field("external_id")], 0),
    (C::CustomerId, &[Field("external_id")], 1),
    (C::Person, &[Field("name")], 2),
    (C::Name, &[Field("name")], 1),
    (C::CustomerName, &[Field("name")], 1),
    (C::Given, &[Given("name")], 3),
    (C::Family, &[Family("name")], 3),
    (C::Email, &[Field("email"), Further("email")], 3),
    (C::FurtherEmail, &[Further("email")], 2),
    (C::Phone, &[Field("phone"), Further("phone")], 2),
    (C::FurtherPhone, &[Further("phone")], 2),
    (C::Website, &[Field("website"), Further("website")], 0),
    (C::FurtherWebsite, &[Further("website")], 1),
    (C::Company, &[Ref("company", Name)], 1),
    (C::CompanyDomain, &[Of("company", &Field("website"))], 0),
    (C::JobTitle, &[Field("job_title")], 3),
    (C::Street, &[Part("address", Street)], 1),
    (C::City, &[Part("address", City)], 1),
    (C::Region, &[Part("address", Region)], 1),
    (C::PostalCode, &[Part("address", PostalCode)], 1),
    (C::Country, &[Part("address", Country)], 1),
    (C::Address, &[Field("address"), Further("address")], 1),
    (C::Place, &[Part("address", City), Field("address")], 0),
    (C::Birthday, &[Field("birthday")], 3),
    (C::Notes, &[Field("description")], 0),
    (C::Owner, &[Ref("owner", Name)], 0),
    (C::OwnerEmail, &[Ref("owner", Email), Of("owner", &Field("email"))], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
    (C::Source, &[Field("source")], 1),
    (C::Language, &[Field("language")], 1),
    (C::Newsletter, &[Field("newsletter")], 2),
    (C::Stage, &[Field("stage")], 0),
    (C::Status, &[Field("stage")], 0),
    (C::CustomerSince, &[Field("customer_since")], 2),
    (C::Industry, &[Of("company", &Field("industry"))], 0),
];

const COMPANY: &[Row] = &[
    (C::ExternalId, &[Field("external_id")], 0),
    (C::CustomerId, &[Field("external_id")], 0),
    (C::Company, &[Field("name")], 3),
    (C::Name, &[Field("name")], 1),
    (C::CustomerName, &[Field("name")], 1),
    (C::Industry, &[Field("industry")], 3),
    (C::Website, &[Field("website"), Further("website")], 2),
    (C::CompanyDomain, &[Field("website"), Further("website")], 3),
    (C::FurtherWebsite, &[Further("website")], 1),
    (C::Email, &[Field("email"), Further("email")], 1),
    (C::FurtherEmail, &[Further("email")], 0),
    (C::Phone, &[Field("phone"), Further("phone")], 1),
    (C::FurtherPhone, &[Further("phone")], 0),
    (C::Street, &[Part("address", Street)], 1),
    (C::City, &[Part("address", City)], 1),
    (C::Region, &[Part("address", Region)], 1),
    (C::PostalCode, &[Part("address", PostalCode)], 1),
    (C::Country, &[Field("country")], 1),
    (C::Address, &[Field("address"), Further("address")], 1),
    (C::Place, &[Field("country"), Part("address", City), Field("address")], 2),
    (C::Employees, &[Field("employees")], 3),
    (C::AnnualRevenue, &[Field("annual_revenue")], 3),
    (C::Amount, &[Field("annual_revenue")], 0),
    (C::Currency, &[Currency("annual_revenue")], 0),
    (C::Founded, &[Field("founded")], 3),
    (C::Parent, &[Ref("parent", Name)], 3),
    (C::Owner, &[Ref("owner", Name)], 0),
    (C::OwnerEmail, &[Ref("owner", Email), Of("owner", &Field("email"))], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
    (C::Notes, &[Field("description")], 0),
    (C::Stage, &[Field("stage")], 0),
    (C::Status, &[Field("stage")], 0),
    (C::Type, &[Field("stage")], 0),
];

const DEAL: &[Row] = &[
    (C::DealId, &[Field("external_id")], 3),
    (C::ExternalId, &[Field("external_id")], 0),
    (C::DealName, &[Field("name")], 3),
    (C::Name, &[Field("name")], 1),
    (C::Title, &[Field("name")], 1),
    (C::Subject, &[Field("name")], 0),
    (C::Stage, &[Ref("stage", Name)], 3),
    (C::Status, &[Ref("stage", Name)], 0),
    (C::Amount, &[Field("value")], 2),
    (C::Price, &[Field("value")], 0),
    (C::Currency, &[Currency("value")], 1),
    (C::Company, &[Ref("company", Name)], 1),
    (C::Person, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::CustomerName, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::Email, &[Ref("contact", Email), Of("contact", &Field("email"))], 0),
    (C::Given, &[Of("contact", &Given("name"))], 0),
    (C::Family, &[Of("contact", &Family("name"))], 0),
    (C::Phone, &[Of("contact", &Field("phone"))], 0),
    (C::Owner, &[Ref("owner", Name)], 1),
    (C::OwnerEmail, &[Ref("owner", Email), Of("owner", &Field("email"))], 0),
    (C::Product, &[Ref("product", Name)], 1),
    (C::ProductId, &[Ref("product", Key::Field("sku")), Of("product", &Field("sku"))], 0),
    (C::Probability, &[Field("own_probability")], 3),
    (C::ExpectedClose, &[Field("expected_close")], 3),
    (C::ClosedOn, &[Field("closed_on"), Field("expected_close")], 3),
    (C::OpenedOn, &[Field("opened_on")], 1),
    (C::LostReason, &[Field("lost_reason")], 3),
    (C::Competitor, &[Field("competitor")], 2),
    (C::Source, &[Field("source")], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
    (C::Notes, &[Field("description")], 0),
];

const PRODUCT: &[Row] = &[
    (C::Product, &[Field("name")], 3),
    (C::Name, &[Field("name")], 1),
    (C::Title, &[Field("name")], 1),
    (C::ProductId, &[Field("sku")], 3),
    (C::ExternalId, &[Field("external_id")], 0),
    (C::Category, &[Field("category")], 3),
    (C::Type, &[Field("category")], 0),
    (C::Price, &[Field("price")], 3),
    (C::Amount, &[Field("price")], 0),
    (C::Currency, &[Currency("price")], 1),
    (C::Active, &[Field("active")], 2),
    (C::Notes, &[Field("description")], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
];

const MEMBER: &[Row] = &[
    (C::Owner, &[Field("name")], 3),
    (C::Person, &[Field("name")], 1),
    (C::Name, &[Field("name")], 1),
    (C::Email, &[Field("email")], 1),
    (C::OwnerEmail, &[Field("email")], 2),
    (C::Team, &[Field("team")], 3),
    (C::Manager, &[Field("manager")], 3),
    (C::Active, &[Field("active")], 1),
    (C::ExternalId, &[Field("external_id")], 0),
];

const ORDER: &[Row] = &[
    (C::OrderNumber, &[Field("number")], 3),
    (C::ExternalId, &[Field("external_id")], 0),
    (C::TicketNumber, &[Field("number")], 0),
    (C::OrderDate, &[Field("date")], 3),
    (C::OpenedOn, &[Field("date")], 1),
    (C::Moment, &[Field("date")], 1),
    (C::Status, &[Field("status")], 0),
    (C::Amount, &[Field("amount")], 2),
    (C::Currency, &[Currency("amount")], 1),
    (C::Email, &[Ref("contact", Email), Of("contact", &Field("email"))], 0),
    (
        C::CustomerId,
        &[Ref("contact", ExternalId), Of("contact", &Field("external_id"))],
        1,
    ),
    (C::CustomerName, &[Ref("contact", Name), Of("contact", &Field("name"))], 1),
    (C::Person, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::Name, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::Given, &[Of("contact", &Given("name"))], 0),
    (C::Family, &[Of("contact", &Family("name"))], 0),
    (C::Phone, &[Of("contact", &Field("phone"))], 0),
    (C::Street, &[Of("contact", &Part("address", Street))], 0),
    (C::City, &[Of("contact", &Part("address", City))], 0),
    (C::Region, &[Of("contact", &Part("address", Region))], 0),
    (C::PostalCode, &[Of("contact", &Part("address", PostalCode))], 0),
    (C::Country, &[Field("country")], 1),
    (C::Company, &[Ref("company", Name)], 0),
    (C::DealName, &[Find("deal", Name)], 0),
    (C::DealId, &[Find("deal", ExternalId)], 0),
    (C::Owner, &[Ref("owner", Name)], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
    (C::ProductId, &[Child(&Ref("product", Key::Field("sku")))], 2),
    (
        C::Product,
        &[Child(&Ref("product", Name)), Child(&Of("product", &Field("name")))],
        1,
    ),
    (C::LineText, &[Child(&Field("description"))], 1),
    (C::Quantity, &[Child(&Field("quantity"))], 3),
    (C::Price, &[Child(&Field("unit_price"))], 1),
    (C::Discount, &[Child(&Field("discount"))], 1),
    (C::Notes, &[Field("description")], 0),
];

const LINE: &[Row] = &[
    (C::OrderNumber, &[Ref("order", Key::Field("number"))], 2),
    (C::ProductId, &[Ref("product", Key::Field("sku"))], 1),
    (C::Product, &[Ref("product", Name), Of("product", &Field("name"))], 1),
    (C::LineText, &[Field("description")], 2),
    (C::Notes, &[Field("description")], 0),
    (C::Quantity, &[Field("quantity")], 2),
    (C::Price, &[Field("unit_price")], 1),
    (C::Currency, &[Currency("unit_price")], 0),
    (C::Discount, &[Field("discount")], 2),
    (C::ExternalId, &[Field("external_id")], 0),
];

const TASK: &[Row] = &[
    (C::Title, &[Field("title")], 3),
    (C::Subject, &[Field("title")], 1),
    (C::Name, &[Field("title")], 1),
    (C::Due, &[Field("due")], 3),
    (C::Status, &[Field("status")], 1),
    (C::Type, &[Field("type")], 1),
    (C::Priority, &[Field("priority")], 2),
    (C::CompletedOn, &[Field("done_at")], 3),
    (C::Owner, &[Ref("owner", Name)], 1),
    (C::OwnerEmail, &[Ref("owner", Email), Of("owner", &Field("email"))], 0),
    (C::Person, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::CustomerName, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::Email, &[Ref("contact", Email), Of("contact", &Field("email"))], 0),
    (C::Company, &[Ref("company", Name)], 0),
    (C::DealName, &[Find("deal", Name)], 0),
    (C::DealId, &[Find("deal", ExternalId)], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
    (C::Notes, &[Field("description")], 0),
];

const ACTIVITY: &[Row] = &[
    (C::Subject, &[Field("subject")], 2),
    (C::Title, &[Field("subject")], 0),
    (C::Name, &[Field("subject")], 0),
    (C::Type, &[Field("type")], 1),
    (C::Moment, &[Field("at")], 3),
    (C::OrderDate, &[Field("at")], 0),
    (C::OpenedOn, &[Field("at")], 0),
    (C::Duration, &[Field("duration")], 3),
    (C::Outcome, &[Field("outcome")], 3),
    (C::Direction, &[Field("direction")], 3),
    (C::Notes, &[Field("body")], 1),
    (C::Person, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::CustomerName, &[Ref("contact", Name), Of("contact", &Field("name"))], 0),
    (C::Email, &[Ref("contact", Email), Of("contact", &Field("email"))], 0),
    (C::Company, &[Ref("company", Name)], 0),
    (C::DealName, &[Find("deal", Name)], 0),
    (C::DealId, &[Find("deal", ExternalId)], 0),
    (C::Owner, &[Ref("owner", Name)], 0),
    (C::ExternalId, &[Field("external_id")], 0),
];

const TICKET: &[Row] = &[
    (C::TicketNumber, &[Field("number")], 3),
    (C::ExternalId, &[Field("external_id")], 0),
    (C::Subject, &[Field("subject")], 2),
    (C::Title, &[Field("subject")], 0),
    (C::Name, &[Field("subject")], 0),
    (C::Status, &[Field("status")], 1),
    (C::Stage, &[Field("status")], 0),
    (C::Priority, &[Field("priority")], 3),
    (C::Type, &[Field("type")], 0),
    (C::Category, &[Field("type")], 0),
    (C::Requester, &[Ref("requester", Name), Of("requester", &Field("name"))], 3),
    (C::Person, &[Ref("requester", Name), Of("requester", &Field("name"))], 0),
    (C::CustomerName, &[Ref("requester", Name), Of("requester", &Field("name"))], 0),
    (C::Email, &[Ref("requester", Email), Of("requester", &Field("email"))], 0),
    (C::Company, &[Ref("company", Name)], 0),
    (C::Owner, &[Ref("owner", Name)], 1),
    (C::Channel, &[Field("channel")], 3),
    (C::Source, &[Field("channel")], 0),
    (C::Due, &[Field("due")], 1),
    (C::SolvedOn, &[Field("solved_at")], 3),
    (C::ClosedOn, &[Field("solved_at")], 0),
    (C::Tags, &[Ref("tags", Name)], 0),
    (C::Notes, &[Field("description")], 0),
];
