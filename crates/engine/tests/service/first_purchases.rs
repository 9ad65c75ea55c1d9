//! What customers of a segment bought first, against everybody's first purchases.

use bridge::report::{Label, Part, Reason, ReportQuery, Subject, Topic};
use bridge::{Cell, Command, Input, Reply, Request};
use model::{FieldKey, Filter, Operator, RecordId, Value};

use super::desk::{Desk, NOON};

fn create(desk: &Desk, object: &str, fields: Vec<(&str, Value)>) -> RecordId {
    let fields = fields
        .into_iter()
        .map(|(key, value)| (FieldKey::from(key), Input::Value(value)))
        .collect();
    let command = Command::Create {
        object: object.into(),
        fields,
    };
    desk.run(command).unwrap().record.unwrap().id
}

fn buy(desk: &Desk, contact: RecordId, product: RecordId, days: i64) {
    let date = Value::Time(NOON + days * 86_400_000);
    let order = create(
        desk,
        "order",
        vec![("contact", contact.into()), ("date", date), ("status", "paid".into())],
    );
    create(
        desk,
        "line",
        vec![
            ("order", order.into()),
            ("product", product.into()),
            ("quantity", Value::Number(1.0)),
        ],
    );
}

fn first(desk: &Desk) -> Part {
    let mut query = ReportQuery::about(Subject::Products);
    query.least = 2;
    match desk.ask(Request::Report(Box::new(query))) {
        Ok(Reply::Report(report)) => report.parts.into_iter().find(|part| part.topic == Topic::FirstPurchases).unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn first_purchases_are_counted_by_segment_with_their_lift() {
    let desk = Desk::new();
    assert_eq!(first(&desk).said, Err(Reason::Nothing));
    let [tea, cup] = ["Tea", "Cup"].map(|name| create(&desk, "product", vec![("name", name.into())]));
    for place in 0..8 {
        let stage = if place < 4 { "lead" } else { "customer" };
        let name = Value::Name(model::PersonName::from_full(&format!("Buyer {place}")));
        let contact = create(&desk, "contact", vec![("name", name), ("stage", stage.into())]);
        // Three of four leads begin with tea, one of four others; what comes later makes no difference.
        let begins_with_tea = if place < 4 { place < 3 } else { place == 4 };
        buy(&desk, contact, if begins_with_tea { tea } else { cup }, -50);
        buy(&desk, contact, cup, -10);
    }
    assert_eq!(first(&desk).said, Err(Reason::Nothing), "no segment yet");
    let rule = serde_json::to_string(&Filter::field("stage", Operator::AnyOf, vec!["lead".into()])).unwrap();
    create(
        &desk,
        "segment",
        vec![
            ("name", "Leads".into()),
            ("object", "contact".into()),
            ("filter", rule.as_str().into()),
        ],
    );
    let sheet = first(&desk).said.unwrap();
    let [line] = &sheet.lines[..] else { panic!("{sheet:?}") };
    let Label::Rule(of, Cell::Record(product)) = &line.label else {
        panic!("{line:?}")
    };
    assert_eq!((&of[..], &*product.label), (&[Cell::Text("Leads".into())][..], "Tea"));
    assert_eq!(
        line.cells,
        [Cell::Int(3), Cell::Int(4), Cell::Percent(75.0), Cell::Number(1.5)],
        "three of four, one and a half times as often"
    );
    desk.edit("product", tea, "active", "no").unwrap();
    assert_eq!(
        first(&desk).said,
        Err(Reason::NothingStandsOut),
        "what is not on sale is not offered"
    );
}
