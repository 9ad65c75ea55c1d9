//! Real public files. Their folder is given by `KITH_DATA`; without it these tests say so and pass.

use std::path::PathBuf;

use bridge::Cell;
use bridge::import::ImportRequest;
use bridge::query::Aggregated;
use model::{Aggregate, Currency, Filter, Money, Operator, View};

use super::desk::Desk;

fn data() -> Option<PathBuf> {
    let folder = std::env::var_os("KITH_DATA").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: KITH_DATA is not set");
    }
    folder
}

fn read(folder: &std::path::Path, path: &str) -> Vec<u8> {
    std::fs::read(folder.join(path)).unwrap()
}

#[test]
fn the_pipeline_of_maven_analytics_adds_up() {
    let Some(folder) = data() else { return };
    let desk = Desk::new();
    let names = ["sales_pipeline.csv", "accounts.csv", "products.csv", "sales_teams.csv"];
    let files = names
        .iter()
        .map(|name| (*name, read(&folder, &format!("crm_maven/{name}"))))
        .collect();
    let state = desk.preview(files, None);
    let objects = state.files.iter().map(|file| file.object.as_deref()).collect::<Vec<_>>();
    assert_eq!(objects, [Some("deal"), Some("company"), Some("product"), Some("member")]);
    assert_eq!(state.counts.create, 8_800 + 85 + 7 + 35, "{:?}", state.counts);
    let trap = state.files[0].problems.iter().filter(|problem| problem.text == "GTXPro").count();
    assert!(
        trap > 0 && state.files[0].problem_count >= 1_480,
        "the trap is reported: {}",
        state.files[0].problem_count
    );
    desk.import(ImportRequest::Run, vec![]);
    let mut view = View::table("deal");
    view.filter = Filter::field("status", Operator::AnyOf, vec!["won".into()]);
    view.aggregates = vec![Aggregate::Sum("value".into())];
    let page = desk.page(view);
    assert_eq!(page.total, 4_238);
    let Some(Aggregated {
        value: Cell::Money(sum), ..
    }) = page.aggregates.first()
    else {
        panic!("{:?}", page.aggregates)
    };
    assert_eq!(*sum, Money::new(1_000_553_400, Currency::EUR));
    let mut view = View::table("deal");
    view.filter = Filter::field("company", Operator::Empty, vec![]);
    assert_eq!(desk.page(view).total, 1_425);
}

#[test]
fn orders_of_rfm_demo_data_give_the_published_scores() {
    let Some(folder) = data() else { return };
    let desk = Desk::new();
    // 2006-12-31, the day of analysis.
    desk.now.set(13_513 * 86_400_000 + 12 * 3_600_000);
    let state = desk.preview(
        vec![("rfm_data_orders.csv", read(&folder, "rfm_r/rfm_data_orders.csv"))],
        Some("order"),
    );
    assert_eq!(state.counts.create, 4_906);
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(desk.count("contact"), 995);
    let mut view = View::table("contact");
    view.columns = ["name", "rfm_recency", "rfm_frequency", "rfm_monetary"]
        .iter()
        .map(|&field| field.into())
        .collect();
    view.search = "Senger".to_owned();
    let page = desk.page(view);
    let senger = page
        .rows
        .iter()
        .find(|row| matches!(&row.cells[0], Cell::Name(name) if name.full() == "Add Senger"))
        .unwrap();
    assert_eq!(senger.cells[1..], [Cell::Int(4), Cell::Int(1), Cell::Int(2)]);
}

#[test]
fn online_retail_becomes_orders_with_lines() {
    let Some(folder) = data() else { return };
    let desk = Desk::new();
    let state = desk.preview(
        vec![(
            "OnlineRetail.csv",
            read(&folder, "online_retail_first25000/OnlineRetail_first25000.csv"),
        )],
        None,
    );
    assert_eq!(state.files[0].object.as_deref(), Some("order"));
    desk.import(ImportRequest::Run, vec![]);
    assert_eq!(desk.count("line"), 25_000 - state.counts.skip);
    let mut view = View::table("order");
    view.filter = Filter::field("status", Operator::AnyOf, vec!["cancelled".into(), "refunded".into()]);
    assert!(desk.page(view).total > 0);
}

#[test]
fn people_of_every_script_and_encoding_are_taken() {
    let Some(folder) = data() else { return };
    for name in [
        "intl_people.csv",
        "intl_people_500_utf16bom.csv",
        "intl_people_500_utf16le_nobom.csv",
        "intl_people_500_utf8bom.csv",
    ] {
        let desk = Desk::new();
        let state = desk.preview(vec![(name, read(&folder, &format!("intl_people_faker/{name}")))], Some("contact"));
        assert!(state.files[0].refused.is_none(), "{name}");
        assert!(state.counts.create + state.counts.duplicate >= 500, "{name}: {:?}", state.counts);
    }
}
