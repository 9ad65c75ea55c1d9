//! Proposals for the files that people bring, and mappings that are refused.

use model::validate::ParseContext;
use model::{FieldKind, Schema};

use super::*;
use crate::table::{LoadOptions, Sheet};

fn sheet(name: &str, text: &str) -> Sheet {
    Sheet::from_bytes(name, text.as_bytes(), LoadOptions::default()).unwrap()
}

/// A target in short form.
pub(crate) fn short(target: &Target) -> String {
    match target {
        Target::Skip => "-".into(),
        Target::Id => "id".into(),
        Target::Field(field) => field.to_string(),
        Target::NamePart { field, part } => format!("{field}.{part:?}"),
        Target::AddressPart { field, part, place: 0 } => format!("{field}.{}", part.key()),
        Target::AddressPart { field, part, place } => format!("{field}{place}.{}", part.key()),
        Target::Further(field) => format!("+{field}"),
        Target::CurrencyOf(field) => format!("{field}.currency"),
        Target::Reference {
            field,
            match_by,
            create_missing,
        } => {
            let by = match match_by {
                MatchBy::Field(field) => field.to_string(),
                other => format!("{other:?}"),
            };
            format!("{field}→{by}{}", if *create_missing { "" } else { "!" })
        }
        Target::Of { reference, target } => format!("{reference}›{}", short(target)),
        Target::Child(target) => format!("line›{}", short(target)),
        Target::NewField { kind, label } => format!("new {} {label}", kind.key()),
    }
}

#[track_caller]
fn check(name: &str, text: &str, object: &str, targets: &[&str]) -> Mapping {
    let sheet = sheet(name, text);
    let schema = Schema::built_in();
    let proposal = propose(&sheet, &schema, &ParseContext::default());
    let found = proposal.mapping.columns.iter().map(|column| {
        std::iter::once(&column.target)
            .chain(&column.also)
            .map(short)
            .collect::<Vec<_>>()
            .join(" & ")
    });
    assert_eq!(found.collect::<Vec<_>>(), targets, "{name}: {:?}", proposal.candidates);
    assert_eq!(&*proposal.object, object, "{name}: {:?}", proposal.candidates);
    proposal.mapping.check(sheet.columns.len(), &schema).unwrap();
    proposal.mapping
}

#[test]
fn accounts_are_companies() {
    check(
        "accounts.csv",
        "account,sector,year_established,revenue,employees,office_location,subsidiary_of\nAcme Corporation,technolgy,1996,1100.04,2822,United States,\nBluth Company,technolgy,1993,1242.32,3027,Kenya,Acme Corporation\n",
        "company",
        &[
            "name",
            "industry",
            "founded",
            "annual_revenue",
            "employees",
            "country",
            "parent→Name",
        ],
    );
}

#[test]
fn a_sales_pipeline_is_deals_named_after_product_and_account() {
    let mapping = check(
        "sales_pipeline.csv",
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value\n1A2B3C4D,Mila Fraser,GTX Plus Basic,Cityline,Won,2016-10-20,2017-03-01,1054\nZ9Y8X7W6,Darius Schmidt,GTXPro,,Lost,2016-10-25,,\n",
        "deal",
        &[
            "external_id",
            "owner→Name",
            "product→Name",
            "company→Name",
            "stage→Name",
            "opened_on",
            "closed_on",
            "value",
        ],
    );
    assert_eq!(
        mapping.name,
        Some(NameRule {
            columns: vec![2, 3],
            separator: " – ".into()
        })
    );
    assert_eq!(mapping.match_by, Some(MatchBy::ExternalId));
}

#[test]
fn products_and_teams() {
    check(
        "products.csv",
        "product,series,sales_price\nGTX Basic,GTX,550\nMG Special,MG,55\n",
        "product",
        &["name", "category", "price"],
    );
    check(
        "sales_teams.csv",
        "sales_agent,manager,regional_office\nAnne Sterling,Dora Bergmann,Central\nMila Fraser,Dora Bergmann,West\n",
        "member",
        &["name", "manager", "team"],
    );
}

#[test]
fn orders_find_their_contacts_by_e_mail() {
    let mut text = String::from("customer_id,order_date,revenue,first_name,last_name,email\n");
    for row in 0..40 {
        let who = ["Brion Stark", "Ethyl Botsford", "Edw Frami"][row % 3];
        let (first, last) = who.split_once(' ').unwrap();
        text += &format!(
            "{who},2004-12-{:02},{},{first},{last},{}@rfmail.com\n",
            row % 28 + 1,
            30 + row,
            first.to_lowercase()
        );
    }
    let mapping = check(
        "rfm_data_orders.csv",
        &text,
        "order",
        &[
            "contact›external_id",
            "date",
            "amount",
            "contact›name.Given",
            "contact›name.Family",
            "contact→Email",
        ],
    );
    assert_eq!(mapping.constants, [("status".into(), Value::Text("placed".into()))]);
    assert_eq!(mapping.match_by, None);
}

#[test]
fn rows_of_a_shop_are_lines_of_orders() {
    let mut text = String::from("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    for row in 0..60 {
        let (mark, sign) = if row >= 56 { ("C", "-") } else { ("", "") };
        text += &format!(
            "{mark}{},85{}A,WHITE HOLDER {row},{sign}{},2010-12-01 08:26:00,2.55,{},United Kingdom\n",
            536_365 + row / 4,
            row % 9,
            row % 7 + 1,
            if row % 5 == 0 {
                String::new()
            } else {
                (17_850 + row / 4).to_string()
            }
        );
    }
    let mapping = check(
        "OnlineRetail.csv",
        &text,
        "order",
        &[
            "number & external_id",
            "line›product→sku",
            "line›description & line›product›name",
            "line›quantity",
            "date",
            "line›unit_price & line›product›price",
            "contact→ExternalId",
            "country",
        ],
    );
    assert_eq!(
        mapping.grouping,
        Some(Grouping {
            column: Some(0),
            child: "line".into(),
            parent_field: "order".into()
        })
    );
    let cancelled = Rule {
        column: 0,
        prefix: "C".into(),
        field: "status".into(),
        value: Value::Text("cancelled".into()),
    };
    assert_eq!(mapping.rules, [cancelled]);
    assert_eq!(mapping.match_by, Some(MatchBy::ExternalId));
}

#[test]
fn people_with_one_address_in_parts() {
    check(
        "people_120k.csv",
        "record_id,entity_id,first_name,last_name,email,phone,company,job_title,street,city,postcode,country_locale,birthdate,created_at,lead_source\n\
         13769,12374,Jamie,Frederick,jamie@example.net,(637)986-9146,Phillips-Church,Accountant,802 Thomas Coves,Danielmouth,84026,en_US,1959-08-02,2017-04-22T14:25:00Z,ads\n",
        "contact",
        &[
            "external_id",
            "-",
            "name.Given",
            "name.Family",
            "email",
            "phone",
            "company→Name",
            "job_title",
            "address.street",
            "address.city",
            "address.postal_code",
            "language",
            "birthday",
            "-",
            "source",
        ],
    );
}

#[test]
fn an_address_book_with_home_and_work() {
    check(
        "export.csv",
        "First Name,Last Name,Display Name,Primary Email,Secondary Email,Work Phone,Home Phone,Home Address,Home City,Home ZipCode,Work Address,Work Address 2,Work City,Work Country,Job Title,Organization,Web Page 1,Notes\n\
         John,Doe,John Doe,john@doe.example,j@home.example,+49 30 123456,+49 30 654321,,,,1 Main St,Floor 2,Berlin,Germany,Boss,Acme,https://doe.example,hi\n",
        "contact",
        &[
            "name.Given",
            "name.Family",
            "name",
            "email",
            "+email",
            "phone",
            "+phone",
            "address1.street",
            "address1.city",
            "address1.postal_code",
            "address.street",
            "address.street",
            "address.city",
            "address.country",
            "job_title",
            "company→Name",
            "website",
            "description",
        ],
    );
}

#[test]
fn other_languages() {
    check(
        "Kontakte.csv",
        "Vorname;Nachname;Firma;E-Mail-Adresse;Telefon;Handy;Straße;PLZ;Ort;Geburtsdatum\nJörg;Müller;Müller GmbH;j@m.example;030 123456;0171 1234567;Hauptstr. 1;01067;Dresden;31.12.1970\n",
        "contact",
        &[
            "name.Given",
            "name.Family",
            "company→Name",
            "email",
            "phone",
            "+phone",
            "address.street",
            "address.postal_code",
            "address.city",
            "birthday",
        ],
    );
    check(
        "clientes.csv",
        "Nombre,Apellidos,Correo electrónico,Teléfono,Empresa,Cargo\nJosé,Núñez,j@n.example,+34 600 123 456,Acme SA,Jefe\n",
        "contact",
        &["name", "name.Family", "email", "phone", "company→Name", "job_title"],
    );
}

#[test]
fn files_of_well_known_products() {
    check(
        "hubspot-deals.csv",
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Associated Company\n11,Big one,closedwon,2024-01-02,Ann Lee,1000,Sales,Acme\n",
        "deal",
        &[
            "external_id",
            "name",
            "stage→Name",
            "closed_on",
            "owner→Name",
            "value",
            "-",
            "company→Name",
        ],
    );
    check(
        "organizations.csv",
        "Organization - Name,Organization - Owner,Organization - Address,Organization - Industry\nAcme,Ann Lee,1 Main St,Retail\n",
        "company",
        &["name", "owner→Name", "address", "industry"],
    );
    check(
        "tasks.csv",
        "Subject,Due Date,Status,Priority,Assigned To,Contact Name\nCall back,2024-05-01,Open,High,Ann Lee,Ada King\n",
        "task",
        &["title", "due", "status", "priority", "owner→Name", "contact→Name"],
    );
    check(
        "tickets.csv",
        "Ticket number,Ticket name,Status,Priority,Requester,Channel,Created,Description\n1001,Broken,open,high,Ada King,phone,2024-05-01,It broke\n",
        "ticket",
        &[
            "number & external_id",
            "subject",
            "status",
            "priority",
            "requester→Name",
            "channel",
            "-",
            "description",
        ],
    );
    check(
        "calls.csv",
        "Call title,Activity date,Call duration,Call outcome,Call direction,Contact,Call notes\nIntro,2024-05-01 10:00,15,Reached,in,Ada King,Went well\n",
        "activity",
        &["subject", "at", "duration", "outcome", "direction", "contact→Name", "body"],
    );
}

#[test]
fn a_file_without_names_maps_by_its_values() {
    check(
        "list.csv",
        "Ada Lovelace,ada@example.org,+44 20 7946 0000\nAlan Turing,alan@example.org,+44 20 7946 0001\n",
        "contact",
        &["name", "email", "phone"],
    );
}

#[test]
fn fields_of_ones_own_map_by_their_label() {
    let mut schema = Schema::built_in();
    schema
        .add_field("contact", model::FieldDef::new("x-ABC", "Shoe size", FieldKind::Integer))
        .unwrap();
    let sheet = sheet("c.csv", "First name,Email,shoe SIZE,Created\nAda,ada@example.org,38,2020-01-01\n");
    let mapping = propose_for(&sheet, "contact", &schema, &ParseContext::default()).unwrap();
    assert_eq!(mapping.columns[2].target, Target::Field("x-ABC".into()));
    assert_eq!(
        (mapping.columns[3].target.clone(), mapping.columns[3].reason),
        (Target::Skip, MapReason::Computed)
    );
}

#[test]
fn mappings_that_make_no_sense_are_refused() {
    let schema = Schema::built_in();
    let refused = |object: &str, targets: Vec<Target>| {
        let mut mapping = Mapping::empty(object, targets.len(), ParseContext::default());
        for (column, target) in targets.into_iter().enumerate() {
            mapping.choose(column, target);
        }
        mapping.check(mapping.columns.len(), &schema).unwrap_err()
    };
    let field = |key: &str| Target::Field(key.into());
    assert!(matches!(refused("planet", vec![]), MappingError::UnknownObject(_)));
    assert!(matches!(refused("contact", vec![field("mass")]), MappingError::UnknownField { .. }));
    assert!(matches!(refused("contact", vec![field("orders")]), MappingError::ReadOnly { .. }));
    assert!(matches!(
        refused("contact", vec![field("email"), field("email")]),
        MappingError::Twice { .. }
    ));
    assert!(matches!(refused("contact", vec![field("company")]), MappingError::WrongKind { .. }));
    assert!(matches!(
        refused("contact", vec![Target::Further("job_title".into())]),
        MappingError::WrongKind { .. }
    ));
    assert!(matches!(
        refused("contact", vec![Target::Child(Box::new(field("name")))]),
        MappingError::Grouping
    ));
    assert!(matches!(
        refused(
            "order",
            vec![Target::Of {
                reference: "contact".into(),
                target: Box::new(field("name"))
            }]
        ),
        MappingError::DetailWithoutReference { .. }
    ));
    assert!(matches!(
        refused(
            "contact",
            vec![Target::NamePart {
                field: "email".into(),
                part: NamePart::Given
            }]
        ),
        MappingError::WrongKind { .. }
    ));
    let mut mapping = Mapping::empty("order", 1, ParseContext::default());
    assert!(matches!(mapping.check(2, &schema), Err(MappingError::Columns { .. })));
    mapping.constants.push(("status".into(), Value::Text("lost in space".into())));
    assert!(matches!(mapping.check(1, &schema), Err(MappingError::Value { .. })));
    mapping.constants.clear();
    mapping.grouping = Some(Grouping {
        column: Some(7),
        child: "line".into(),
        parent_field: "order".into(),
    });
    assert!(matches!(mapping.check(1, &schema), Err(MappingError::UnknownColumn(7))));
    mapping.grouping = Some(Grouping {
        column: None,
        child: "line".into(),
        parent_field: "product".into(),
    });
    assert!(matches!(mapping.check(1, &schema), Err(MappingError::Grouping)));
}

#[test]
fn files_are_imported_after_what_they_refer_to() {
    let mapping = |object: &str| Mapping::empty(object, 0, ParseContext::default());
    let [deals, people, companies, products] = ["deal", "contact", "company", "product"].map(mapping);
    assert_eq!(order_of_files(&[&deals, &people, &companies, &products]), [2, 1, 3, 0]);
}

#[test]
fn a_column_called_after_a_field_goes_there_though_most_of_its_values_are_damaged() {
    let text = "Name,E-mail,Birthday,Phone\nAda,ada(at)example,sometime,+493012345678\nBob,bob,never,+12125550100\nCyd,cyd@example.org,2000-01-01,\n";
    check("people.csv", text, "contact", &["name", "email", "birthday", "phone"]);
}

#[test]
fn rows_are_told_apart_by_an_external_id_though_it_repeats() {
    let sheet = sheet("people.csv", "External ID,Name\nE1,Ada\nE1,Ada again\nE2,Bob\n");
    let mapping = propose_for(&sheet, "contact", &Schema::built_in(), &ParseContext::default()).unwrap();
    assert_eq!(mapping.match_by, Some(MatchBy::ExternalId));
}

#[test]
fn whole_names_that_are_not_those_of_their_parts_are_left_out_for_all_to_see() {
    let header = "full_name,first_name,last_name,email";
    let same = format!("{header}\n\"Lovelace, Ada\",Ada,Lovelace,ada@example.org\nGrace Hopper,,,grace@example.org\n");
    check("people.csv", &same, "contact", &["name", "name.Given", "name.Family", "email"]);
    let other = format!("{header}\nHedy Lamarr,Ada,Lovelace,ada@example.org\nMary Allen Wilkes,Grace,Hopper,grace@example.org\n");
    check("people.csv", &other, "contact", &["-", "name.Given", "name.Family", "email"]);
}
