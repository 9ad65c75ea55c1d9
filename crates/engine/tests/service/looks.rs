//! Views and dashboards of set-ups: those of the templates work, and what would not work here is told before it is added.

use bridge::query::QueryError;
use bridge::status::{BackupProblem, BackupSummary, LookFault};
use bridge::{Command, Input, Reply, Request};
use engine::service::Attachment;
use model::{Chart, Dashboard, Dimension, FieldKey, Form, Layout, RecordId, Value, View, Widget};

use super::desk::Desk;

fn checked(desk: &Desk, request: Request, files: Vec<Attachment>) -> BackupSummary {
    match desk.ask_with(request, files) {
        Ok(Reply::BackupChecked(summary)) => summary,
        other => panic!("{other:?}"),
    }
}

fn template(desk: &Desk, key: &str) -> BackupSummary {
    checked(desk, Request::CheckTemplate { key: key.into() }, vec![])
}

fn set_up(desk: &Desk) -> Attachment {
    match desk.ask(Request::SetupFile) {
        Ok(Reply::File(bridge::FileReply { name, bytes, .. })) => Attachment { name, bytes },
        other => panic!("{other:?}"),
    }
}

fn add(desk: &Desk) {
    assert!(matches!(desk.ask(Request::Restore { merge: true }), Ok(Reply::Done(_))));
}

fn views(desk: &Desk) -> Vec<bridge::query::SavedView> {
    match desk.ask(Request::SavedViews { object: None }) {
        Ok(Reply::Views(views)) => views,
        other => panic!("{other:?}"),
    }
}

fn dashboards(desk: &Desk) -> Vec<bridge::chart::SavedDashboard> {
    match desk.ask(Request::Dashboards) {
        Ok(Reply::Dashboards(dashboards)) => dashboards,
        other => panic!("{other:?}"),
    }
}

/// A view of this name whose definition is written as it is.
fn written(desk: &Desk, name: &str, definition: &str) -> RecordId {
    let done = desk.run(Command::SaveView {
        id: None,
        name: name.into(),
        view: View::table("deal"),
        favourite: false,
    });
    let id = done.unwrap().record.unwrap().id;
    write(desk, "view", id, definition);
    id
}

fn write(desk: &Desk, object: &str, id: RecordId, definition: &str) {
    desk.run(Command::Edit {
        object: object.into(),
        record: id,
        fields: vec![("definition".into(), Input::Value(Value::from(definition)))],
    })
    .unwrap();
}

#[test]
fn views_and_dashboards_of_every_template_work_as_they_come() {
    for key in engine::templates::keys() {
        let desk = Desk::new();
        assert_eq!(template(&desk, key).problems, [], "{key}");
        add(&desk);
        let views = views(&desk);
        assert!(views.len() >= 3, "{key}");
        for saved in views {
            assert_eq!(saved.gone, Vec::<FieldKey>::new(), "{key}: {}", saved.name);
            let forms = [Layout::Table, Layout::Board, Layout::Calendar];
            assert!(forms.contains(&saved.view.layout), "{key}: {}", saved.name);
            let names = saved.view.columns.iter().chain(&saved.view.card);
            assert!(
                names.chain(&saved.view.group).chain(&saved.view.date).count() > 0,
                "{key}: {}",
                saved.name
            );
            desk.page(saved.view);
        }
        let dashboards = dashboards(&desk);
        assert_eq!(dashboards.len(), 1, "{key}");
        let dashboard = dashboards[0].dashboard.clone().unwrap();
        assert!(dashboard.widgets.len() >= 6, "{key}");
        for widget in dashboard.widgets {
            let answer = desk.ask(Request::Chart(Box::new(widget.chart)));
            assert!(matches!(answer, Ok(Reply::Chart(_))), "{key}: {}: {answer:?}", widget.title);
        }
        desk.run(Command::Undo).unwrap();
        assert_eq!(
            (self::views(&desk).len(), self::dashboards(&desk).len()),
            (0, 0),
            "one step takes all of {key} back"
        );
    }
}

#[test]
fn saved_views_and_dashboards_go_out_with_a_set_up_and_come_in_with_it() {
    let desk = Desk::new();
    template(&desk, "shop");
    add(&desk);
    let view = View {
        columns: vec!["name".into(), "value".into()],
        ..View::table("deal")
    };
    desk.run(Command::SaveView {
        id: None,
        name: "Mine".into(),
        view: view.clone(),
        favourite: true,
    })
    .unwrap();
    let other = Desk::new();
    let summary = checked(&other, Request::CheckBackup, vec![set_up(&desk)]);
    assert_eq!(summary.problems, []);
    let told = |object: &str, name: &str| summary.setup.iter().any(|line| *line.object == *object && line.name == name);
    assert!(told("view", "Mine") && told("view", "To reorder") && told("dashboard", "Returns and stock"));
    add(&other);
    let mine = views(&other).into_iter().find(|saved| saved.name == "Mine").unwrap();
    assert!(mine.favourite && mine.view == view);
    assert_eq!(dashboards(&other), dashboards(&desk));
    other.run(Command::Undo).unwrap();
    assert_eq!((views(&other), dashboards(&other)), (vec![], vec![]));
}

#[test]
fn what_would_not_work_here_is_told_with_its_name_before_it_is_added() {
    let desk = Desk::new();
    written(
        &desk,
        "Fields",
        r#"{"object":"deal","columns":["name","x-gone"],"sort":[{"field":"x-past","direction":"Ascending"}]}"#,
    );
    let newer = r#"{"object":"deal","layout":"Galaxy","spin":7}"#;
    written(&desk, "Galaxy", newer);
    written(&desk, "Words", r#"{"object":"deal","filter":{"Wish":"well"}}"#);
    written(&desk, "Planet", r#"{"object":"planet"}"#);
    written(&desk, "Noise", "no definition");
    written(&desk, "Rule", r#"{"object":"deal","filter":{"Segment":7}}"#);
    written(&desk, "Good", r#"{"object":"deal"}"#);
    let chart = Chart {
        by: Some(Dimension::field("x-gone")),
        ..Chart::of("deal")
    };
    let widget = Widget {
        key: 1,
        title: String::new(),
        form: Form::Bar,
        chart,
        fields: vec![],
        sort: vec![],
        width: 6,
        height: 3,
    };
    desk.run(Command::SaveDashboard {
        id: None,
        name: "Desk".into(),
        dashboard: Box::new(Dashboard { widgets: vec![widget] }),
        favourite: false,
    })
    .unwrap();
    let other = Desk::new();
    let summary = checked(&other, Request::CheckBackup, vec![set_up(&desk)]);
    let found = summary.problems.into_iter().map(|problem| match problem {
        BackupProblem::Look { object, name, fault } => (object.to_string(), name, fault),
        other => panic!("{other:?}"),
    });
    let found = found.collect::<Vec<_>>();
    let fault = |wanted: &str| {
        let found = found.iter().find(|(_, name, _)| name == wanted);
        found.map(|(object, _, fault)| (object.as_str(), fault.clone()))
    };
    let gone = ["x-gone", "x-past"].map(FieldKey::from).to_vec();
    assert_eq!(fault("Fields"), Some(("view", LookFault::Fields(gone))));
    assert_eq!(fault("Galaxy"), Some(("view", LookFault::Newer)));
    assert_eq!(fault("Words"), Some(("view", LookFault::Newer)));
    assert_eq!(fault("Planet"), Some(("view", LookFault::Object("planet".into()))));
    assert_eq!(fault("Noise"), Some(("view", LookFault::Unreadable)));
    assert!(matches!(fault("Rule"), Some(("view", LookFault::Rule(QueryError::NoSegment(_))))));
    assert!(matches!(
        fault("Desk"),
        Some(("dashboard", LookFault::Rule(QueryError::UnknownField { .. })))
    ));
    assert_eq!((fault("Good"), found.len()), (None, 7));
    add(&other);
    let mut names = views(&other)
        .into_iter()
        .map(|saved| (saved.name, saved.view.layout))
        .collect::<Vec<_>>();
    names.sort_by(|one, other| one.0.cmp(&other.0));
    let expected = [
        ("Fields", Layout::Table),
        ("Galaxy", Layout::Unknown),
        ("Good", Layout::Table),
        ("Rule", Layout::Table),
    ];
    assert_eq!(names, expected.map(|(name, layout)| (name.to_owned(), layout)));
    assert_eq!(dashboards(&other).len(), 1);
}
