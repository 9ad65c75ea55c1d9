//! Mappings applied to rows: values, references, groups, and everything that is left out with its reason.

use model::block::{NONE_U32, text_value};
use model::validate::{EmailCure, ParseContext, parse};
use model::{Address, FieldDef, FieldKind, Money, PersonName, Schema};
use proptest::prelude::*;

use super::*;
use crate::csv::{HeaderChoice, Overrides};
use crate::mapping::{AddressPart, Grouping, Mapping, NamePart, NameRule, Rule, Target, propose};
use crate::table::{LoadOptions, Sheet};

fn sheet(text: &str) -> Sheet {
    let overrides = Overrides {
        header: Some(HeaderChoice::Row(0)),
        ..Overrides::default()
    };
    Sheet::from_bytes(
        "test.csv",
        text.as_bytes(),
        LoadOptions {
            overrides,
            ..LoadOptions::default()
        },
    )
    .unwrap()
}

fn mapping(object: &str, targets: Vec<Target>) -> Mapping {
    let mut mapping = Mapping::empty(object, targets.len(), ParseContext::default());
    for (column, target) in targets.into_iter().enumerate() {
        mapping.choose(column, target);
    }
    mapping
}

fn field(key: &str) -> Target {
    Target::Field(key.into())
}

fn by_name(key: &str) -> Target {
    Target::Reference {
        field: key.into(),
        match_by: MatchBy::Name,
        create_missing: true,
    }
}

fn read(text: &str, mapping: &Mapping, edits: &Edits, step: u32) -> Vec<TypedSlice> {
    let sheet = sheet(text);
    let mut reader = Reader::new(&sheet, mapping, &Schema::built_in()).unwrap();
    std::iter::from_fn(|| reader.step(&sheet, edits, step)).collect()
}

fn read_once(text: &str, mapping: &Mapping) -> TypedSlice {
    let mut slices = read(text, mapping, &Edits::default(), u32::MAX);
    assert_eq!(slices.len(), 1);
    slices.remove(0)
}

/// The values of a field, row by row.
fn values(rows: &TypedRows, object: &str, key: &str) -> Vec<Option<Value>> {
    let kind = Schema::built_in().field(object, key).map_or(FieldKind::Text, |field| field.kind);
    let (_, block) = rows.columns.iter().find(|(field, _)| *field == *key).unwrap();
    match block {
        Block::Text { .. } => block.texts().map(|text| text.map(|text| text_value(text, kind))).collect(),
        _ => (0..block.len()).map(|index| block.get(index, kind)).collect(),
    }
}

fn reference<'a>(rows: &'a TypedRows, key: &str) -> &'a ReferenceColumn {
    rows.references.iter().find(|reference| reference.field == *key).unwrap()
}

/// The primary keys of a reference, row by row.
fn keys<'a>(rows: &'a TypedRows, key: &str) -> Vec<&'a str> {
    let reference = reference(rows, key);
    reference
        .primary
        .iter()
        .map(|code| if *code == NONE_U32 { "" } else { &*reference.words[*code as usize] })
        .collect()
}

fn name(given: &str, family: &str) -> Option<Value> {
    Some(Value::Name(PersonName {
        given: given.into(),
        family: family.into(),
    }))
}

#[test]
fn plain_fields_become_blocks() {
    let name_part = |part| Target::NamePart {
        field: "name".into(),
        part,
    };
    let slice = read_once(
        "first,last,mail,born,news\nAda,Lovelace,ada@Example.org,1815-12-10,yes\nJosé,van den Berg, jb@example.org ,31/12/1970,\n",
        &mapping(
            "contact",
            vec![
                name_part(NamePart::Given),
                name_part(NamePart::Family),
                field("email"),
                field("birthday"),
                field("newsletter"),
            ],
        ),
    );
    assert_eq!(slice.problems, []);
    assert_eq!(slice.records.rows, [0, 1]);
    assert_eq!(
        values(&slice.records, "contact", "name"),
        [name("Ada", "Lovelace"), name("José", "van den Berg")]
    );
    assert_eq!(
        values(&slice.records, "contact", "email"),
        [Some("ada@example.org".into()), Some("jb@example.org".into())]
    );
    assert_eq!(
        values(&slice.records, "contact", "birthday"),
        [Some(Value::Date(-56_270)), Some(Value::Date(364))]
    );
    assert_eq!(values(&slice.records, "contact", "newsletter"), [Some("yes".into()), None]);
}

#[test]
fn a_bad_cell_is_empty_and_reported_and_the_row_is_kept() {
    let slice = read_once(
        "name,mail\nAda,ada example.org\nBob,bob@example.org\n",
        &mapping("contact", vec![field("name"), field("email")]),
    );
    assert_eq!(values(&slice.records, "contact", "email"), [None, Some("bob@example.org".into())]);
    let error = FieldError::NotAnEmail { cure: EmailCure::AddAt };
    assert_eq!(
        slice.problems,
        [CellProblem {
            row: 0,
            line: 2,
            column: 1,
            text: "ada example.org".into(),
            error
        }]
    );
}

#[test]
fn a_row_without_what_it_needs_is_left_out_with_the_reason() {
    let slice = read_once(
        "name,mail\n,a@example.org\n,\nname,mail\nAda,,x\nBob,\n",
        &mapping("contact", vec![field("name"), field("email")]),
    );
    let reasons = slice
        .skipped
        .iter()
        .map(|skipped| (skipped.line, skipped.reason.clone()))
        .collect::<Vec<_>>();
    assert_eq!(
        reasons,
        [
            (2, SkipReason::Required("name".into())),
            (3, SkipReason::Blank),
            (4, SkipReason::RepeatOfHeader),
            (5, SkipReason::TooManyCells { expected: 2, found: 3 })
        ]
    );
    assert_eq!(slice.records.rows, [4]);
    assert_eq!(
        slice.records.columns.iter().map(|(_, block)| block.len()).collect::<Vec<_>>(),
        [1, 1]
    );
}

#[test]
fn what_a_person_corrected_is_read_instead() {
    let mut edits = Edits::default();
    edits.set(0, 1, "ada@example.org");
    edits.skip(1);
    edits.accept(2);
    let text = "name,mail\nAda,ada\nBob,bob@example.org\nCy,cy@example.org,surplus\n";
    let slices = read(text, &mapping("contact", vec![field("name"), field("email")]), &edits, 100);
    assert_eq!(slices[0].problems, []);
    assert_eq!(slices[0].records.rows, [0, 2]);
    assert_eq!(
        values(&slices[0].records, "contact", "email"),
        [Some("ada@example.org".into()), Some("cy@example.org".into())]
    );
    assert_eq!(
        slices[0].skipped,
        [SkippedRow {
            row: 1,
            line: 3,
            reason: SkipReason::ByUser
        }]
    );
}

#[test]
fn further_values_stand_beside_the_primary_one() {
    let further = Target::Further("email".into());
    let slice = read_once(
        "name,mail,mail 2,mail 3\nAda,a@x.org,b@x.org,\nBob,,b@x.org,c@x.org\nCy,a@x.org; c@x.org,a@x.org,\n",
        &mapping("contact", vec![field("name"), field("email"), further.clone(), further]),
    );
    assert_eq!(
        values(&slice.records, "contact", "email"),
        [Some("a@x.org".into()), Some("b@x.org".into()), Some("a@x.org".into())]
    );
    let email = slice.records.elements.iter().find(|column| column.field == "email").unwrap();
    assert_eq!(email.entries, [(0, "b@x.org".into()), (1, "c@x.org".into()), (2, "c@x.org".into())]);
}

#[test]
fn addresses_are_put_together_of_their_parts() {
    let part = |part, place| Target::AddressPart {
        field: "address".into(),
        part,
        place,
    };
    let slice = read_once(
        "name,street,more,zip,city,home\nAda,1 Main St,Floor 2,01067,Dresden,\nBob,,,,,\"Home 1\n2nd line\"\n",
        &mapping(
            "contact",
            vec![
                field("name"),
                part(AddressPart::Street, 0),
                part(AddressPart::Street, 0),
                part(AddressPart::PostalCode, 0),
                part(AddressPart::City, 0),
                part(AddressPart::Street, 1),
            ],
        ),
    );
    let address = |street: &str, city: &str, code: &str| {
        let (street, city, postal_code) = (street.to_owned(), city.to_owned(), code.to_owned());
        Some(Value::Address(Box::new(Address {
            street,
            city,
            postal_code,
            ..Address::default()
        })))
    };
    let expected = [
        address("1 Main St\nFloor 2", "Dresden", "01067"),
        address("Home 1\n2nd line", "", ""),
    ];
    assert_eq!(values(&slice.records, "contact", "address"), expected);
}

#[test]
fn a_full_name_fills_in_where_its_parts_are_empty() {
    let slice = read_once(
        "first,last,display\nAda,King,Countess of Lovelace\n,,Acer America\n,,\"Hopper, Grace\"\n",
        &mapping(
            "contact",
            vec![
                Target::NamePart {
                    field: "name".into(),
                    part: NamePart::Given,
                },
                Target::NamePart {
                    field: "name".into(),
                    part: NamePart::Family,
                },
                field("name"),
            ],
        ),
    );
    assert_eq!(
        values(&slice.records, "contact", "name"),
        [name("Ada", "King"), name("Acer", "America"), name("Grace", "Hopper")]
    );
}

#[test]
fn names_are_made_of_other_cells() {
    let mut mapping = mapping(
        "deal",
        vec![Target::Field("external_id".into()), by_name("product"), by_name("company")],
    );
    mapping.name = Some(NameRule {
        columns: vec![1, 2],
        separator: " – ".into(),
    });
    let slice = read_once("id,product,account\n1,GTX Pro,Acme\n2,MG Special,\n3,,\n", &mapping);
    assert_eq!(
        values(&slice.records, "deal", "name"),
        [Some("GTX Pro – Acme".into()), Some("MG Special".into())]
    );
    assert_eq!(slice.skipped.len(), 1);
    assert_eq!(keys(&slice.records, "company"), ["Acme", ""]);
}

#[test]
fn references_are_keys_with_details_the_first_time() {
    let of = |target| Target::Of {
        reference: "contact".into(),
        target: Box::new(target),
    };
    let by_email = Target::Reference {
        field: "contact".into(),
        match_by: MatchBy::Email,
        create_missing: true,
    };
    let name_part = |part| Target::NamePart {
        field: "name".into(),
        part,
    };
    let mapping = mapping(
        "order",
        vec![
            field("number"),
            by_email,
            of(name_part(NamePart::Given)),
            of(name_part(NamePart::Family)),
            of(field("phone")),
        ],
    );
    let text = "no,mail,first,last,phone\n1,a@x.org,Ada,King,+49301234567\n2,b@x.org,Bob,Hope,\n3,A@X.ORG,,,\n4,nobody,,,\n5,a@x.org,Other,Name,\n";
    let slices = read(text, &mapping, &Edits::default(), 2);
    assert_eq!(slices.len(), 3);
    let first = reference(&slices[0].records, "contact");
    assert_eq!(
        (first.words.clone(), first.primary.clone(), first.new.words.clone()),
        (vec!["a@x.org".into(), "b@x.org".into()], vec![0, 1], vec![0, 1])
    );
    let (key, names) = &first.new.columns[0];
    assert_eq!(
        (&**key, names.texts().collect::<Vec<_>>()),
        ("name", vec![Some("Ada\u{1f}King"), Some("Bob\u{1f}Hope")])
    );
    assert_eq!(first.new.columns[1].1.texts().collect::<Vec<_>>(), [Some("+49301234567"), None]);
    assert_eq!(keys(&slices[1].records, "contact"), ["A@x.org", ""]);
    assert_eq!(slices[1].problems.len(), 1);
    let last = reference(&slices[2].records, "contact");
    assert_eq!((last.words.clone(), last.new.words.len()), (vec!["a@x.org".to_owned()], 0));
}

#[test]
fn sets_of_references_and_ids_beside_names() {
    let id = RecordId(0x0192_0000_0000_7000_8000_0000_0000_0001);
    let text = format!(
        "name,tags,company,more companies\nAda,\"vip, \"\"a, b\"\"; vip\",Acme Co., Ltd. x\nBob,,Acme <{id}>,\"Beta; \"\"C; D\"\" <{id}>\"\n"
    );
    let text = text.replace("Acme Co., Ltd. x", "\"Acme Co., Ltd.\",");
    let slice = read_once(
        &text,
        &mapping(
            "contact",
            vec![
                field("name"),
                by_name("tags"),
                by_name("company"),
                Target::Further("company".into()),
            ],
        ),
    );
    let tags = reference(&slice.records, "tags");
    assert_eq!(
        (tags.words.clone(), tags.further.clone()),
        (vec!["vip".to_owned(), "a, b".into()], vec![(0, 0), (0, 1)])
    );
    let company = reference(&slice.records, "company");
    assert_eq!(keys(&slice.records, "company"), ["Acme Co., Ltd.", "Acme"]);
    assert_eq!((company.ids[0], company.ids[1]), (None, Some(id)));
    assert_eq!(company.further.len(), 3, "{:?}", company.words);
}

#[test]
fn lines_of_orders_are_grouped_wherever_they_stand() {
    let child = |target| Target::Child(Box::new(target));
    let sku = Target::Reference {
        field: "product".into(),
        match_by: MatchBy::Field("sku".into()),
        create_missing: true,
    };
    let mut mapping = mapping(
        "order",
        vec![
            field("number"),
            child(sku),
            child(field("quantity")),
            field("date"),
            child(field("unit_price")),
            field("country"),
        ],
    );
    mapping.grouping = Some(Grouping {
        column: Some(0),
        child: "line".into(),
        parent_field: "order".into(),
    });
    mapping.rules.push(Rule {
        column: 0,
        prefix: "C".into(),
        field: "status".into(),
        value: "cancelled".into(),
    });
    mapping.constants.push(("status".into(), "placed".into()));
    let text = "no,sku,qty,date,price,country\n1,A,2,2010-12-01 08:26:00,2.55,UK\n2,B,1,2010-12-02 08:26:00,1,UK\n1,C,3,2010-12-01 08:26:00,4.25,FR\nC3,A,-2,2010-12-03 08:26:00,2.55,UK\nCX,A,1,2010-12-03 08:26:00,2.55,UK\n";
    for step in [100, 1] {
        let slices = read(text, &mapping, &Edits::default(), step);
        let orders = slices.iter().flat_map(|slice| slice.records.rows.clone()).collect::<Vec<_>>();
        assert_eq!(orders, [0, 1, 3, 4]);
        let status = slices
            .iter()
            .filter(|slice| !slice.records.rows.is_empty())
            .flat_map(|slice| values(&slice.records, "order", "status"));
        assert_eq!(
            status.map(Option::unwrap).collect::<Vec<_>>(),
            ["placed".into(), "placed".into(), "cancelled".into(), "placed".into()]
        );
        let children = slices.iter().map(|slice| slice.children.as_ref().unwrap());
        let placed = children.clone().flat_map(|lines| {
            lines
                .rows
                .iter()
                .zip(&lines.parents)
                .zip(&lines.positions)
                .map(|((row, parent), place)| (*row, *parent, *place))
        });
        assert_eq!(placed.collect::<Vec<_>>(), [(0, 0, 1), (1, 1, 1), (2, 0, 2), (3, 3, 1), (4, 4, 1)]);
        let quantities = children
            .flat_map(|lines| values(lines, "line", "quantity"))
            .map(Option::unwrap)
            .collect::<Vec<_>>();
        assert_eq!(quantities, [2.0, 1.0, 3.0, -2.0, 1.0].map(Value::Number));
        let conflicts = slices.iter().flat_map(|slice| slice.conflicts.clone()).collect::<Vec<_>>();
        assert_eq!(
            conflicts,
            [GroupConflict {
                row: 2,
                line: 4,
                column: 5,
                text: "FR".into(),
                first_row: 0
            }]
        );
    }
}

#[test]
fn amounts_take_their_currency_from_the_row() {
    let slice = read_once(
        "name,value,currency\nA,1054,USD\nB,10 €,USD\nC,5,\nD,7,shells\nE,9,$\n",
        &mapping("deal", vec![field("name"), field("value"), Target::CurrencyOf("value".into())]),
    );
    let money = |minor, code: &str| Some(Value::Money(Money::new(minor, code.parse().unwrap())));
    assert_eq!(
        values(&slice.records, "deal", "value"),
        [
            money(105_400, "USD"),
            money(1_000, "EUR"),
            money(500, "EUR"),
            money(700, "EUR"),
            money(900, "USD")
        ]
    );
    assert_eq!(slice.problems.len(), 1);
    assert_eq!((slice.problems[0].line, slice.problems[0].column), (5, 2));
}

#[test]
fn choices_are_read_once_per_text_and_kept_by_meaning() {
    let slice = read_once("name,stage,plan\nA,Lead,x\nB,LEAD,y\nC,lead,x\nD,nonsense,x\n", &{
        let mut mapping = mapping("contact", vec![field("name"), field("stage"), Target::Skip]);
        mapping.choose(
            2,
            Target::NewField {
                kind: FieldKind::Choice,
                label: "Plan".into(),
            },
        );
        mapping
    });
    let (_, stage) = slice.records.columns.iter().find(|(key, _)| *key == "stage").unwrap();
    assert_eq!(
        *stage,
        Block::Word {
            words: vec!["lead".into()],
            codes: vec![0, 0, 0, NONE_U32]
        }
    );
    let (_, plan) = slice
        .records
        .columns
        .iter()
        .find(|(key, _)| *key == Mapping::new_field_key(2))
        .unwrap();
    assert_eq!(
        *plan,
        Block::Word {
            words: vec!["x".into(), "y".into()],
            codes: vec![0, 1, 0, 0]
        }
    );
    assert_eq!(slice.problems.len(), 1);
}

#[test]
fn the_guard_of_our_own_files_is_removed_and_apostrophes_of_others_stay() {
    let cells = ["'=1+1", "''=1+1", "'tis", "=1+1", "'-5"];
    let ours = ["=1+1", "'=1+1", "'tis", "=1+1", "-5"];
    let id = "01890000-0000-7000-8000-000000000001";
    let exported = cells.map(|cell| format!("{id},{cell}\n")).concat();
    let problems = cells.map(|cell| format!("{cell},why\n")).concat();
    for (text, targets, expected) in [
        (format!("name\n{}\n", cells.join("\n")), vec![field("name")], cells),
        (format!("id,name\n{exported}"), vec![Target::Skip, field("name")], ours),
        (
            format!("name,{}\n{problems}", crate::export::PROBLEM),
            vec![field("name"), Target::Skip],
            ours,
        ),
        // A column that is called the same and holds no ids of ours.
        (
            "id,name\n7,'=1+1\n".to_owned(),
            vec![Target::Skip, field("name")],
            ["'=1+1", "", "", "", ""],
        ),
    ] {
        let slice = read_once(&text, &mapping("deal", targets));
        let texts = values(&slice.records, "deal", "name").into_iter().flatten().collect::<Vec<_>>();
        let expected = expected
            .into_iter()
            .filter(|text| !text.is_empty())
            .map(Value::text)
            .collect::<Vec<_>>();
        assert_eq!(texts, expected, "{text}");
    }
}

#[test]
fn columns_beyond_the_limit_are_left_out_and_their_rows_are_not() {
    let text = |cell: &str| (0..600).map(|column| format!("{cell}{column}")).collect::<Vec<_>>().join(",");
    let mut targets = vec![Target::Skip; 500];
    targets[0] = field("name");
    let slice = read_once(&format!("{}\n{}\n", text("c"), text("v")), &mapping("deal", targets));
    assert_eq!((slice.records.rows.len(), slice.skipped.len()), (1, 0));
}

#[test]
fn control_characters_and_overrides_are_cleaned_and_scripts_stay_text() {
    let slice = read_once(
        "name\n\"a\u{202e}b\0c\"\n<script>alert(1)</script>\n\u{200b}\n",
        &mapping("deal", vec![field("name")]),
    );
    let texts = values(&slice.records, "deal", "name").into_iter().flatten().collect::<Vec<_>>();
    assert_eq!(texts, ["abc".into(), Value::text("<script>alert(1)</script>")]);
    assert_eq!(slice.skipped.len(), 1);
}

/// What the model alone makes of a cell.
fn careful(field: &FieldDef, text: &str, context: &ParseContext) -> Option<Value> {
    parse(field, text, context).ok().flatten()
}

proptest! {
    #[test]
    fn blocks_hold_what_the_model_reads(
        rows in prop::collection::vec(
            (
                "[ -~é\u{200b}]{0,10}|=1|'=1|[A-Z][a-z]{1,5} [A-Z][a-z]{1,5}|Berg, Noor",
                "[a-z.]{1,4}@[A-Za-z.]{1,5}|[ -~]{0,6}",
                "20[0-9]{2}-[01][0-9]-[0-3][0-9]|[0-9/.]{0,9}",
                "-?[0-9]{0,5}\\.?[0-9]{0,3}( EUR)?",
                "2010-12-0[1-9][ T]0[0-9]:[0-5][0-9]:00Z?|[0-9:-]{0,8}",
                "lead|Lead|customer|x",
            ),
            1..12,
        ),
        step in 1_u32..6,
    ) {
        let keys = ["name", "email", "birthday", "revenue", "seen", "stage"];
        let kinds = [FieldKind::PersonName, FieldKind::Email, FieldKind::Date, FieldKind::Money, FieldKind::DateTime, FieldKind::Choice];
        let mut schema = Schema::built_in();
        let mut fields = vec![];
        for (key, kind) in keys.into_iter().zip(kinds) {
            let mut definition = FieldDef::new(&format!("x-{key}"), key, kind);
            if key == "stage" {
                definition.options = schema.field("contact", "stage").unwrap().options.clone();
            }
            fields.push(definition.clone());
            schema.add_field("contact", definition).unwrap();
        }
        let mut text = String::from("fixed,name,email,birthday,revenue,seen,stage\n");
        for (name, email, birthday, revenue, seen, stage) in &rows {
            let quoted = [name, email, birthday, revenue, seen, stage].map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")));
            text += &format!("x,{}\n", quoted.join(","));
        }
        let mut targets = vec![field("name")];
        targets.extend(fields.iter().map(|definition| Target::Field(definition.key.clone())));
        let mapping = mapping("contact", targets);
        let sheet = sheet(&text);
        let mut reader = Reader::new(&sheet, &mapping, &schema).unwrap();
        let mut row = 0;
        while let Some(slice) = reader.step(&sheet, &Edits::default(), step) {
            prop_assert_eq!(slice.records.rows.len() as u32, slice.next_row - slice.first_row);
            for index in 0..slice.records.rows.len() {
                let cells = sheet.row(row);
                for (at, definition) in fields.iter().enumerate() {
                    let (_, block) = slice.records.columns.iter().find(|(key, _)| *key == definition.key).unwrap();
                    let found = match block {
                        Block::Text { .. } => block.texts().nth(index).flatten().map(|text| text_value(text, definition.kind)),
                        _ => block.get(index, definition.kind),
                    };
                    let expected = careful(definition, &cells[at + 1], &mapping.context);
                    prop_assert_eq!(found, expected, "{:?} as {:?}", cells[at + 1], definition.kind);
                }
                row += 1;
            }
        }
        prop_assert_eq!(row, rows.len() as u32);
    }

    #[test]
    fn any_file_goes_through_whatever_is_proposed(text in "(name|email|Company|InvoiceNo|Quantity|StockCode|date|[a-z]{1,3})(,(name|email|phone|amount|tags|[a-z]{1,3})){0,4}\n([a-z0-9@.\",;' €-]{0,12}[,\n]){0,30}", step in 1_u32..9) {
        let Ok(sheet) = Sheet::from_bytes("any.csv", text.as_bytes(), LoadOptions::default()) else { return Ok(()) };
        let schema = Schema::built_in();
        let proposal = propose(&sheet, &schema, &ParseContext::default());
        let mut reader = Reader::new(&sheet, &proposal.mapping, &schema).unwrap();
        let mut accounted = 0;
        while let Some(slice) = reader.step(&sheet, &Edits::default(), step) {
            let rows = slice.children.as_ref().map_or(&slice.records, |children| children);
            accounted += rows.rows.len() + slice.skipped.len();
            for rows in std::iter::once(&slice.records).chain(&slice.children) {
                for (key, block) in &rows.columns {
                    prop_assert_eq!(block.len(), rows.rows.len(), "{}", key);
                }
                for reference in &rows.references {
                    prop_assert_eq!(reference.primary.len(), rows.rows.len());
                    prop_assert!(reference.new.columns.iter().all(|(_, block)| block.len() == reference.new.words.len()));
                }
            }
        }
        prop_assert_eq!(accounted as u32, sheet.rows(), "every row is there or left out with a reason");
    }
}
