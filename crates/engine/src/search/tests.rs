//! Search told as examples, and against a plain search over every text.

use bridge::query::SearchQuery;
use model::{ActorId, Currency, Intent, Op, PersonName, RecordId, Value};
use proptest::prelude::*;

use super::{find, suggest};
use crate::computed::{Computed, Moment};
use crate::query::Indexes;
use crate::reader::Reader;
use crate::workspace::Workspace;

const MOMENT: Moment = Moment {
    now_millis: 0,
    today: 0,
    zone: &model::zone::UTC,
    week_starts_on: 0,
    base: Currency::EUR,
};

fn id(number: usize) -> RecordId {
    RecordId::v7(number as u64 + 1, number as u128)
}

/// Contacts of name, e-mail, phone and company.
fn workspace(contacts: &[(&str, &str, &str, &str)]) -> Workspace {
    let mut workspace = Workspace::new(ActorId(1));
    let mut ops = Vec::new();
    let mut set = |object: &str, record: RecordId, field: &str, value: Value| {
        ops.push(Op::Set {
            object: object.into(),
            record,
            field: field.into(),
            value: Some(value),
        });
    };
    for (number, (name, email, phone, company)) in contacts.iter().enumerate() {
        set("contact", id(number), "name", Value::Name(PersonName::from_full(name)));
        for (field, text) in [("email", email), ("phone", phone)] {
            if !text.is_empty() {
                set("contact", id(number), field, Value::Text((*text).to_owned()));
            }
        }
        if !company.is_empty() {
            let record = RecordId::v5("company", company);
            set("company", record, "name", Value::Text((*company).to_owned()));
            set("contact", id(number), "company", Value::Ref(record));
        }
    }
    workspace.commit(Intent::default(), ops, 1);
    workspace
}

fn names(workspace: &Workspace, text: &str) -> Vec<String> {
    let computed = Computed::default();
    let reader = Reader {
        workspace,
        computed: &computed,
        moment: MOMENT,
    };
    let query = SearchQuery {
        text: text.to_owned(),
        objects: vec!["contact".into()],
        limit: 50,
        bin: false,
    };
    let found = find(reader, &mut Indexes::new(), &query);
    found
        .groups
        .into_iter()
        .flat_map(|group| group.hits)
        .map(|hit| hit.link.label)
        .collect()
}

const PEOPLE: [(&str, &str, &str, &str); 6] = [
    ("Noor van den Berg", "noor@havenlicht.nl", "+31105550142", "Havenlicht"),
    ("Siobhán Ní Bhriain", "siobhan@tidewater.ie", "+353215550101", "Tidewater Trust"),
    ("João Carvalho", "joao@salcortica.pt", "+351225550199", "Sal & Cortiça"),
    ("Bernd Noor", "bernd@example.org", "+49301234567", ""),
    ("Емельян Ёлкин", "emelyan@example.org", "", ""),
    ("Øystein Ægir", "oystein@fjell.no", "+4722555014", "Fjell & Fog"),
];

#[test]
fn words_match_in_any_order_field_case_and_accent() {
    let workspace = workspace(&PEOPLE);
    assert_eq!(names(&workspace, "NOOR"), ["Noor van den Berg", "Bernd Noor"]);
    assert_eq!(names(&workspace, "berg havenlicht"), ["Noor van den Berg"]);
    assert_eq!(names(&workspace, "trust siobhan"), ["Siobhán Ní Bhriain"]);
    assert_eq!(names(&workspace, "cortica"), ["João Carvalho"]);
    assert_eq!(names(&workspace, "елкин"), ["Емельян Ёлкин"]);
    assert_eq!(names(&workspace, "oystein aegir"), ["Øystein Ægir"]);
    assert_eq!(names(&workspace, "noor tidewater"), [""; 0]);
    assert_eq!(names(&workspace, "   "), [""; 0]);
}

#[test]
fn phone_fragments_match_in_any_format() {
    let workspace = workspace(&PEOPLE);
    for text in ["+31 10 555 0142", "0031105550142", "010 555 01 42", "5550142", "(555) 0142"] {
        assert_eq!(names(&workspace, text), ["Noor van den Berg"], "{text}");
    }
    assert_eq!(names(&workspace, "030/1234567"), ["Bernd Noor"]);
}

#[test]
fn a_letter_or_two_may_be_wrong_when_nothing_else_matches() {
    let workspace = workspace(&PEOPLE);
    assert_eq!(names(&workspace, "carvahlo"), ["João Carvalho"]);
    assert_eq!(names(&workspace, "havenlihct"), ["Noor van den Berg"]);
    assert_eq!(names(&workspace, "zzzzzz"), [""; 0]);
}

#[test]
fn odd_input_is_only_text() {
    let workspace = workspace(&PEOPLE);
    for text in ["\"", "(((", ".*", "'; drop table", "<b>", "\u{1f600}", "%", "\\"] {
        names(&workspace, text);
    }
    names(&workspace, &"long ".repeat(5_000));
    names(&workspace, &"é".repeat(10_000));
}

#[test]
fn the_bin_is_not_searched_and_changes_are_seen_at_once() {
    let mut workspace = workspace(&PEOPLE);
    workspace.commit(
        Intent::default(),
        vec![Op::Life {
            object: "contact".into(),
            life: model::Life::Trashed,
            records: vec![id(0)],
        }],
        2,
    );
    assert_eq!(names(&workspace, "noor"), ["Bernd Noor"]);
    let name = Value::Name(PersonName::from_full("Zora Neu"));
    workspace.commit(
        Intent::default(),
        vec![Op::Set {
            object: "contact".into(),
            record: id(3),
            field: "name".into(),
            value: Some(name),
        }],
        3,
    );
    assert_eq!(names(&workspace, "zora"), ["Zora Neu"]);
}

#[test]
fn suggestions_offer_the_newest_when_nothing_is_typed() {
    let workspace = workspace(&PEOPLE);
    let computed = Computed::default();
    let reader = Reader {
        workspace: &workspace,
        computed: &computed,
        moment: MOMENT,
    };
    let offered = suggest(reader, &mut Indexes::new(), "contact", "", 2).unwrap();
    assert_eq!(
        offered.iter().map(|offer| offer.link.label.as_str()).collect::<Vec<_>>(),
        ["Øystein Ægir", "Емельян Ёлкин"]
    );
    let offered = suggest(reader, &mut Indexes::new(), "company", "haven", 5).unwrap();
    assert_eq!(offered.len(), 1);
    assert!(suggest(reader, &mut Indexes::new(), "planet", "x", 5).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn finds_what_a_plain_search_finds(people in prop::collection::vec(("[abc]{1,4} [abc]{1,4}", "[abc]{2}@[ab]\\.cc", "[ab]{0,3}"), 1..30), words in prop::collection::vec("[abc]{1,3}", 1..4)) {
        let contacts = people.iter().map(|(name, email, company)| (name.as_str(), email.as_str(), "", company.as_str())).collect::<Vec<_>>();
        let workspace = workspace(&contacts);
        let mut found = names(&workspace, &words.join(" "));
        let matches = |(name, email, company): &&(String, String, String)| {
            words.iter().all(|word| [name, email, company].iter().any(|text| text.contains(word.as_str())))
        };
        let mut expected = people.iter().filter(matches).map(|(name, ..)| name.clone()).collect::<Vec<_>>();
        found.sort();
        expected.sort();
        prop_assert_eq!(found, expected);
    }
}
