//! Models as files: what is learned in one workspace scores in another, and what is no such file is refused with a reason.

use bridge::command::Persona;
use bridge::scoring::{ModelFault, ModelState};
use bridge::{Cell, Command, CommandFailure, Reply, Request};
use model::{Filter, Operator, View};

use super::desk::Desk;

/// A workspace that looks like two years of business.
fn filled(seed: u64) -> Desk {
    let desk = Desk::new();
    desk.run(Command::LoadSample {
        seed,
        contacts: 400,
        persona: Persona::Agency,
    })
    .unwrap();
    desk
}

fn state(desk: &Desk, object: &str) -> ModelState {
    for _ in 0..100_000 {
        if !desk.service.step() {
            break;
        }
    }
    match desk.ask(Request::ModelState(object.into())) {
        Ok(Reply::ModelState(state)) => *state,
        other => panic!("{other:?}"),
    }
}

fn export(desk: &Desk, object: &str) -> String {
    match desk.ask(Request::ExportModel(object.into())) {
        Ok(Reply::File(bridge::FileReply { name, bytes, .. })) => {
            assert_eq!(name, format!("{object}.kith-model.json"));
            String::from_utf8(bytes).unwrap()
        }
        other => panic!("{other:?}"),
    }
}

fn import(desk: &Desk, object: &str, text: &str) -> Result<(), ModelFault> {
    let command = Command::ImportModel {
        object: object.into(),
        file: "last year.json".into(),
        text: text.to_owned(),
    };
    match desk.run(command) {
        Ok(_) => Ok(()),
        Err(CommandFailure::Model(fault)) => Err(fault),
        Err(other) => panic!("{other:?}"),
    }
}

fn chances(desk: &Desk) -> Vec<Cell> {
    let mut view = View::table("deal");
    view.filter = Filter::field("status", Operator::AnyOf, vec!["open".into()]);
    view.columns = vec!["win_chance".into(), "chance_basis".into()];
    let ask = || {
        desk.page(view.clone())
            .rows
            .iter()
            .map(|row| row.cells[0].clone())
            .collect::<Vec<_>>()
    };
    ask();
    for _ in 0..100_000 {
        if !desk.service.step() {
            break;
        }
    }
    ask()
}

#[test]
fn a_model_of_deals_scores_elsewhere_until_it_is_fitted_again() {
    let here = filled(1);
    let learned = state(&here, "deal");
    assert!(learned.learned.is_some() && learned.origin.is_none(), "{learned:?}");
    assert!(learned.drift.is_none_or(f64::is_finite));
    let own = chances(&here);
    let file = export(&here, "deal");

    // In the same workspace a model says the same after the way through a file.
    import(&here, "deal", &file).unwrap();
    let origin = state(&here, "deal").origin.unwrap();
    assert_eq!((&*origin.file, origin.fitted, origin.day), ("last year.json", 20_524, 20_524));
    assert_eq!(chances(&here), own);
    assert!(
        export(&here, "deal").contains("last year.json"),
        "a file that goes on says where it came from"
    );

    let there = filled(2);
    let before = chances(&there);
    import(&there, "deal", &file).unwrap();
    let after = chances(&there);
    assert_ne!(after, before, "another model, other chances");
    assert!(
        after
            .iter()
            .all(|cell| matches!(cell, Cell::Percent(percent) if percent.is_finite())),
        "{after:?}"
    );
    let there = there.reopened();
    assert_eq!(chances(&there), after, "it is kept");
    let again = Command::SetSetting {
        key: "model_deal".into(),
        value: String::new(),
    };
    there.run(again).unwrap();
    assert_eq!(chances(&there), before, "fitted again, to what is here");
    assert_eq!(state(&there, "deal").origin, None);
    there.run(Command::Undo).unwrap();
    assert_eq!(chances(&there), after, "and back");
}

#[test]
fn a_model_of_silence_scores_elsewhere() {
    let here = filled(1);
    state(&here, "contact");
    let learned = state(&here, "contact");
    if learned.learned.is_none() {
        return assert_eq!(here.ask(Request::ExportModel("contact".into())), Err(bridge::Failure::Gone));
    }
    let file = export(&here, "contact");
    let there = filled(2);
    import(&there, "contact", &file).unwrap();
    let stands = state(&there, "contact");
    assert_eq!(stands.origin.map(|origin| origin.file).as_deref(), Some("last year.json"));
    assert_eq!(import(&there, "company", &file), Err(ModelFault::Target));
}

#[test]
fn a_model_of_value_values_customers_elsewhere() {
    let here = filled(1);
    state(&here, "contact");
    let file = export(&here, "contact.value");
    let there = filled(2);
    let value = |desk: &Desk| match desk.ask(Request::CustomerValue { object: "contact".into() }) {
        Ok(Reply::CustomerValue(value)) => *value,
        other => panic!("{other:?}"),
    };
    let before = value(&there);
    import(&there, "contact.value", &file).unwrap();
    let after = value(&there);
    assert_eq!(after.origin.as_ref().map(|origin| &*origin.file), Some("last year.json"));
    // Numbers are read from JSON to the last bit but one.
    let own = value(&here).parameters;
    let same = |((name, one), (known, other)): (&(String, f64), &(String, f64))| name == known && (one / other - 1.0).abs() < 1e-14;
    assert!(
        after.parameters.len() == own.len() && after.parameters.iter().zip(&own).all(same),
        "the parameters of the file: {:?} {own:?}",
        after.parameters
    );
    assert!(after.purchases.is_finite() && after.purchases != before.purchases && after.customers == before.customers);
    let shape = file.find("\"r\":").unwrap();
    let broken = format!("{}\"r\":-1.0,\"was\":{}", &file[..shape], &file[shape + 4..]);
    assert_eq!(import(&there, "contact.value", &broken), Err(ModelFault::Numbers));
    assert_eq!(import(&there, "deal", &file), Err(ModelFault::Target));
    assert_eq!(value(&there).origin, after.origin);
}

#[test]
fn what_is_no_model_is_refused_with_its_reason_and_changes_nothing() {
    let desk = filled(1);
    let file = export(&desk, "deal");
    let with = |from: &str, to: &str| {
        assert!(file.contains(from), "{from} in {}", &file[..400]);
        file.replacen(from, to, 1)
    };
    let slope = {
        let at = file.find("\"slope\":").unwrap() + 8;
        let end = at + file[at..].find(',').unwrap();
        file[at..end].to_owned()
    };
    let cases = [
        (String::new(), ModelFault::NotJson),
        ("<html>".to_owned(), ModelFault::NotJson),
        (file[..file.len() / 2].to_owned(), ModelFault::NotJson),
        ("{\"a\": 1}".to_owned(), ModelFault::NotAModel),
        ("[]".to_owned(), ModelFault::NotAModel),
        (with("\"kith_model\":1", "\"kith_model\":7"), ModelFault::Version(7)),
        (with("\"target\":\"deal\"", "\"target\":\"contact\""), ModelFault::Target),
        (with("\"currency\":\"EUR\"", "\"currency\":\"USD\""), ModelFault::Currency),
        (with("[\"age\"]", "[\"years\"]"), ModelFault::Fields),
        (with("[\"age\"]", "[\"<img src=x onerror=alert(1)>\"]"), ModelFault::Markup),
        (with(&format!("\"slope\":{slope}"), "\"slope\":null"), ModelFault::Numbers),
        (with(&format!("\"slope\":{slope}"), "\"slope\":1e999"), ModelFault::Numbers),
        (with(&format!("\"slope\":{slope}"), "\"slope\":-1.0"), ModelFault::Numbers),
        (with("\"candidates\":[", "\"candidates\":[],\"others\":["), ModelFault::Shape),
        (" ".repeat(5 << 20), ModelFault::TooLarge),
    ];
    let before = chances(&desk);
    for (text, fault) in cases {
        assert_eq!(
            import(&desk, "deal", &text),
            Err(fault),
            "{}",
            text.chars().take(80).collect::<String>()
        );
    }
    assert_eq!(import(&desk, "ticket", &file), Err(ModelFault::Target));
    assert_eq!(chances(&desk), before);
    assert_eq!(state(&desk, "deal").origin, None);
}

#[test]
fn an_empty_workspace_has_no_model_to_export() {
    let desk = Desk::new();
    for object in ["deal", "contact", "company", "ticket"] {
        assert_eq!(state(&desk, object).learned, None);
        assert_eq!(desk.ask(Request::ExportModel(object.into())), Err(bridge::Failure::Gone));
    }
}
