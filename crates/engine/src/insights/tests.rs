//! Insights on a small business whose numbers can be checked by hand, and on the sample.

use bridge::insight::{ActionReason, ActionVerb};
use model::{ActorId, Currency, Intent, Money, Op, PersonName, RecordId, Schema, Value};

use super::{action_task, computed, next_actions, recommend, rfm_summary};
use crate::computed::{Computed, Moment};
use crate::reader::Reader;
use crate::sample::{Plan, generate};
use crate::workspace::Workspace;

const TODAY: i32 = 20_000;

fn id(object: &str, number: usize) -> RecordId {
    RecordId::v5(object, &number.to_string())
}

fn with<T>(workspace: &Workspace, read: impl FnOnce(Reader<'_>) -> T) -> T {
    let now_millis = i64::from(TODAY) * 86_400_000 + 43_200_000;
    let moment = Moment {
        now_millis,
        today: TODAY,
        zone: &model::zone::UTC,
        week_starts_on: 0,
        base: Currency::EUR,
    };
    let mut fields = Computed::default();
    fields.refresh(workspace, &computed(workspace), moment);
    read(Reader {
        workspace,
        computed: &fields,
        moment,
    })
}

/// Six customers; the first five bought product 0, the first four of them product 1 as well.
fn shop() -> Workspace {
    let mut workspace = Workspace::new(ActorId(1));
    let mut ops = Vec::new();
    let mut set = |object: &str, number: usize, field: &str, value: Value| {
        ops.push(Op::Set {
            object: object.into(),
            record: id(object, number),
            field: field.into(),
            value: Some(value),
        });
    };
    for product in 0..3 {
        set("product", product, "name", Value::Text(format!("Product {product}")));
        set("product", product, "price", Value::Money(Money::new(5_000, Currency::EUR)));
    }
    let mut line = 0;
    for customer in 0..6 {
        set(
            "contact",
            customer,
            "name",
            Value::Name(PersonName {
                given: format!("C{customer}"),
                family: String::new(),
            }),
        );
        let products: &[usize] = match customer {
            0..=3 => &[0, 1],
            4 => &[0],
            _ => &[2],
        };
        set("order", customer, "contact", Value::Ref(id("contact", customer)));
        set("order", customer, "status", "paid".into());
        set(
            "order",
            customer,
            "date",
            Value::Time(i64::from(TODAY - 10 * (customer as i32 + 1)) * 86_400_000),
        );
        for &product in products {
            set("line", line, "order", Value::Ref(id("order", customer)));
            set("line", line, "product", Value::Ref(id("product", product)));
            set("line", line, "quantity", Value::Number(1.0));
            set(
                "line",
                line,
                "unit_price",
                Value::Money(Money::new(1_000 * (customer as i64 + 1), Currency::EUR)),
            );
            line += 1;
        }
    }
    workspace.commit(Intent::default(), ops, 1);
    workspace
}

#[test]
fn people_who_bought_one_also_bought_the_other() {
    let mut workspace = shop();
    let handle = workspace.handles.find(id("contact", 4)).unwrap();
    let offers = with(&workspace, |reader| recommend(reader, "contact", handle, 5));
    assert_eq!(offers.len(), 1, "{offers:?}");
    assert_eq!(
        (offers[0].product.label.as_str(), offers[0].because.label.as_str()),
        ("Product 1", "Product 0")
    );
    assert_eq!((offers[0].both, offers[0].of), (4, 5));
    let product = workspace.handles.find(id("product", 1)).unwrap();
    let together = with(&workspace, |reader| recommend(reader, "product", product, 5));
    assert_eq!(together[0].product.label, "Product 0");
}

#[test]
fn cells_add_up_to_the_customers_and_their_money() {
    let workspace = shop();
    let summary = with(&workspace, |reader| rfm_summary(reader, "contact"));
    assert_eq!(summary.customers, 6);
    assert_eq!(summary.cells.iter().map(|cell| cell.customers).sum::<u32>(), 6);
    let money: i64 = summary.cells.iter().map(|cell| cell.revenue.minor).sum();
    assert_eq!(money, 2 * (1_000 + 2_000 + 3_000 + 4_000) + 5_000 + 6_000);
    assert!(summary.cuts.iter().all(|cuts| cuts.len() == 4));
}

#[test]
fn an_empty_workspace_has_nothing_to_say() {
    let workspace = Workspace::new(ActorId(1));
    with(&workspace, |reader| {
        assert!(next_actions(reader, 10).is_empty());
        assert_eq!(rfm_summary(reader, "contact").customers, 0);
    });
}

#[test]
fn suggestions_say_why_are_ranked_and_go_when_they_are_answered() {
    let mut workspace = Workspace::new(ActorId(1));
    for ops in generate(&Schema::built_in(), Plan::new(4, 400, TODAY, model::Currency::EUR)) {
        workspace.commit(Intent::default(), ops, 1_000);
    }
    let actions = with(&workspace, |reader| next_actions(reader, 40));
    assert!(actions.len() > 20);
    assert!(actions.windows(2).all(|pair| pair[0].score >= pair[1].score));
    assert!(actions.iter().all(|action| !action.reasons.is_empty() && action.score.is_finite()));
    let close = actions
        .iter()
        .find(|action| action.verb == ActionVerb::Close)
        .expect("some deal closes soon");
    assert!(matches!(close.reasons[0], ActionReason::CloseDay(_)));
    let task = with(&workspace, |reader| action_task(reader, &close.key, "Close it", TODAY + 2)).expect("it stands");
    for (field, value) in [("title", Value::from("Close it")), ("due", Value::Date(TODAY + 2))] {
        assert!(task.contains(&(field.into(), value)), "{field}");
    }
    assert!(
        task.iter()
            .any(|(field, value)| *field == "deal" && *value == Value::Ref(close.about.id))
    );
    let answer = RecordId::v5("suggestion", &close.key);
    let set = |field: &str, value: Value| Op::Set {
        object: "suggestion".into(),
        record: answer,
        field: field.into(),
        value: Some(value),
    };
    let ops = vec![set("key", Value::Text(close.key.clone())), set("answer", "dismissed".into())];
    workspace.commit(Intent::default(), ops, 2_000);
    let after = with(&workspace, |reader| next_actions(reader, 400));
    assert!(after.iter().all(|action| action.key != close.key));
}

#[test]
fn groups_are_those_that_were_made_and_their_rules_find_them_again() {
    use bridge::customer::NoClusters;

    use crate::computed::fixture::{Fixture, eur, noon};
    use crate::insights::{Grouping, clusters_computed};
    use crate::query::filter::Compiled;

    let mut world = Fixture::new();
    for index in 0..90 {
        let customer = world.make("contact", &[]);
        // Sixty who buy once for little, thirty who buy often for much.
        let (times, amount) = if index % 3 == 0 { (12 + index % 4, 90_000) } else { (1, 2_000) };
        for time in 0..times {
            let amount = amount + 10 * i64::from(index);
            world.make(
                "order",
                &[("contact", customer.into()), ("amount", eur(amount)), ("date", noon(-time * 9 - 3))],
            );
        }
    }
    world.make("contact", &[]);
    let fields = ["orders", "revenue"].map(model::FieldKey::from);
    let find = |world: &mut Fixture, fields: &[model::FieldKey], k: Option<u8>| {
        let computed = clusters_computed(&world.workspace, "contact", fields);
        world.computed.refresh(&world.workspace, &computed, world.moment);
        let grouping = match Grouping::of(world.reader(), "contact", fields, true, k) {
            Ok(grouping) => grouping,
            Err(none) => return none,
        };
        let mut fit = match grouping.fit() {
            Ok(fit) => fit,
            Err(none) => return none,
        };
        while !fit.run(1_000) {}
        grouping.page(&fit.finish())
    };
    let page = find(&mut world, &fields, None);
    assert_eq!(page.cards.iter().map(|card| card.size).collect::<Vec<_>>(), [60, 30], "{page:?}");
    assert_eq!((page.records, page.left_out), (90, 1), "who bought nothing has no revenue");
    assert!(page.silhouette > 0.7 && page.compared.len() > 2, "{page:?}");
    assert!(page.cards[1].traits.iter().all(|found| found.above > 0), "{page:?}");
    for card in &page.cards {
        assert!(card.of_cluster * 10 >= card.size * 8 && card.fitting == card.of_cluster, "{card:?}");
        let rule = Compiled::new(&card.rule, "contact", &world.workspace).unwrap();
        let reader = world.reader();
        assert_eq!(
            rule.count(reader, &crate::query::Indexes::default()),
            card.fitting,
            "the rule as a filter is the rule"
        );
    }
    assert_eq!(find(&mut world, &[], None).none, Some(NoClusters::NoFields));
    assert_eq!(find(&mut world, &["open_deals".into()], None).none, Some(NoClusters::Alike));
}
