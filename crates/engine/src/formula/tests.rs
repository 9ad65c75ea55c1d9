//! Formulas by tables of cases, and by what has to hold for any text.

use model::{Currency, FieldKind, Money, Value};
use proptest::prelude::*;

use bridge::formula::Takes;

use super::{Problem, Program, Trouble, Type};
use crate::query::testkit::{World, id};

fn world() -> World {
    let mut world = World::new();
    let (company, deal) = (id("company", 1), id("deal", 1));
    world.set("company", company, "name", Value::from("Äcme"));
    world.set("company", company, "industry", Value::from("software"));
    world.set("deal", deal, "name", Value::from("Website"));
    world.set("deal", deal, "company", Value::Ref(company));
    world.set("deal", deal, "value", Value::Money(Money::new(12_345, Currency::EUR)));
    world.set("deal", deal, "own_probability", Value::Number(25.0));
    world.set("deal", deal, "opened_on", Value::Date(20_000));
    world.set("deal", deal, "expected_close", Value::Date(20_031));
    world.set("deal", deal, "competitor", Value::from("Böse \"AG\""));
    world
}

fn run(world: &World, text: &str) -> Result<Option<Value>, Trouble> {
    let program = Program::compile(text, "deal", &world.workspace).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let kind = program.result().kinds()[0];
    program.run(world.reader(), 0, world.table("deal"), kind)
}

fn eur(minor: i64) -> Value {
    Value::Money(Money::new(minor, Currency::EUR))
}

#[test]
fn formulas_give_what_they_say() {
    let world = world();
    for (text, expected) in [
        ("1 + 2 * 3", Value::Number(7.0)),
        ("(1 + 2) * 3", Value::Number(9.0)),
        ("10 - 3 - 2", Value::Number(5.0)),
        ("-2 * -3", Value::Number(6.0)),
        ("50%", Value::Number(0.5)),
        ("{Value} * {Own probability}", eur(3_086)),
        ("value*own_probability", eur(3_086)),
        ("{value} / 3", eur(4_115)),
        ("value / {Value}", Value::Number(1.0)),
        ("value - value", eur(0)),
        ("round(value)", eur(12_300)),
        ("roundup(value, 1)", eur(12_350)),
        ("rounddown(-2.5)", Value::Number(-3.0)),
        ("round(1.005, 2)", Value::Number(1.01)),
        ("round(1234.5, -2)", Value::Number(1200.0)),
        ("money(1.5, \"usd\")", Value::Money(Money::new(150, Currency::USD))),
        ("amount(value)", Value::Number(123.45)),
        ("{Expected close} - {Opened on}", Value::Number(31.0)),
        ("days({Opened on}, {Expected close})", Value::Number(31.0)),
        ("{Opened on} + 31 = {Expected close}", Value::Bool(true)),
        ("months(date(2024, 1, 31), date(2024, 2, 29))", Value::Number(1.0)),
        ("months(date(2024, 3, 1), date(2024, 2, 29))", Value::Number(0.0)),
        ("years(date(2000, 2, 29), date(2024, 2, 28))", Value::Number(23.0)),
        ("text(addmonths(date(2024, 1, 31), 1))", Value::from("2024-02-29")),
        ("weekday(date(2026, 11, 22))", Value::Number(7.0)),
        ("today() = date(2026, 11, 22)", Value::Bool(true)),
        ("year({Opened on})", Value::Number(2024.0)),
        ("if(value > money(100, \"EUR\"), \"large\", \"small\")", Value::from("large")),
        ("if({Lost reason} = \"Price\", 1, 2)", Value::Number(2.0)),
        ("ifempty({Lost reason}, \"none\")", Value::from("none")),
        ("isempty({Closed on}) and not isempty({Opened on})", Value::Bool(true)),
        ("{Closed on} < today() or false", Value::Bool(false)),
        ("{Name} & \" for \" & {Company}", Value::from("Website for Äcme")),
        ("contains({Company}, \"acm\")", Value::Bool(true)),
        ("{Company}.{Industry} = \"SOFTWARE\"", Value::Bool(true)),
        ("competitor = \"böse \"\"ag\"\"\"", Value::Bool(true)),
        ("upper(left(name, 3)) & length(name)", Value::from("WEB7")),
        ("right(name, 4)", Value::from("site")),
        ("min(3, 1, 2) + max(3, 1, 2)", Value::Number(4.0)),
        ("average(1, 2, 6)", Value::Number(3.0)),
        ("sum(value, value)", eur(24_690)),
        ("max({Closed on}, {Opened on}) = {Opened on}", Value::Bool(true)),
        ("mod(-1, 3)", Value::Number(2.0)),
        ("power(2; 10)", Value::Number(1024.0)),
    ] {
        match (run(&world, text), &expected) {
            // Labels of options are shown as the schema has them.
            (Ok(Some(Value::Text(found))), Value::Text(wanted)) => assert_eq!(found.to_lowercase(), wanted.to_lowercase(), "{text}"),
            (found, _) => assert_eq!(found, Ok(Some(expected)), "{text}"),
        }
    }
}

#[test]
fn nothing_in_gives_nothing_out() {
    let world = world();
    for text in [
        "{Closed on} + 1",
        "{Lost reason} = \"x\"",
        "if({Closed on} < today(), 1)",
        "\"\"",
        "upper({Lost reason})",
        "min({Closed on})",
    ] {
        assert_eq!(run(&world, text), Ok(None), "{text}");
    }
}

#[test]
fn what_cannot_be_computed_is_said_and_never_infinite() {
    let world = world();
    for (text, expected) in [
        ("1 / 0", Trouble::Undefined),
        ("value / (1 - 1)", Trouble::Undefined),
        ("value / (value - value)", Trouble::Undefined),
        ("mod(1, 0)", Trouble::Undefined),
        ("sqrt(-1)", Trouble::Undefined),
        ("power(0, -1)", Trouble::Undefined),
        ("power(10, 400)", Trouble::TooLarge),
        ("value * power(10, 20)", Trouble::TooLarge),
        ("value + money(1, \"USD\")", Trouble::Currencies),
        ("value > money(1, \"USD\")", Trouble::Currencies),
        ("date(2023, 2, 29)", Trouble::NoSuchDay),
        ("date(2023, 1.5, 1)", Trouble::NoSuchDay),
        ("today() + 99999999", Trouble::NoSuchDay),
        ("addmonths(today(), 999999)", Trouble::NoSuchDay),
    ] {
        assert_eq!(run(&world, text), Err(expected), "{text}");
    }
    // A branch that is not taken does no harm.
    assert_eq!(run(&world, "if(true, 1, 1 / 0)"), Ok(Some(Value::Number(1.0))));
}

#[test]
fn errors_say_where_and_what() {
    let world = world();
    let type_of = |needed, found| Problem::Type { needed, found };
    for (text, part, problem) in [
        ("", "", Problem::Empty),
        ("1 +", "", Problem::Unfinished),
        ("1 + )", ")", Problem::Unexpected(")".into())),
        ("1 2", "2", Problem::Unexpected("2".into())),
        ("(1", "", Problem::Unfinished),
        ("\"open", "\"open", Problem::Unclosed),
        ("{open", "{open", Problem::Unclosed),
        ("1 + {Planet}", "{Planet}", Problem::UnknownField("Planet".into())),
        ("planet", "planet", Problem::UnknownField("planet".into())),
        ("{Name}.{Name}", "{Name}.{Name}", Problem::NoReference("Name".into())),
        ("company.owner.name", "company.owner.name", Problem::TooFar),
        ("sin(1)", "sin(1)", Problem::UnknownFunction("sin".into())),
        ("days(today())", "days(today())", Problem::Arguments("days".into(), Takes::Days)),
        ("2 * upper(1)", "1", type_of(Type::Text, Type::Number)),
        ("if(1, 2)", "1", type_of(Type::Truth, Type::Number)),
        ("if(true, 2, \"x\")", "\"x\"", type_of(Type::Number, Type::Text)),
        ("value + 1", "value + 1", Problem::Mixed(Type::Money, Type::Number, "+".into())),
        (
            "value * value",
            "value * value",
            Problem::Mixed(Type::Money, Type::Money, "*".into()),
        ),
        ("name + name", "name + name", Problem::Mixed(Type::Text, Type::Text, "+".into())),
        ("money(1, name)", "name", Problem::Currency),
        ("1.2.3", "1.2.3", Problem::Unexpected("1.2.3".into())),
        ("1 ? 2", "?", Problem::Unexpected("?".into())),
        ("<b>", "<", Problem::Unexpected("<".into())),
    ] {
        let error = Program::compile(text, "deal", &world.workspace).expect_err(text);
        assert_eq!((&text[error.at.clone()], &error.problem), (part, &problem), "{text}");
    }
    let deep = format!("{}1{}", "(".repeat(5_000 / 3), ")".repeat(5_000 / 3));
    for (text, problem) in [
        (deep, Problem::TooDeep),
        (vec!["1"; 1_500].join("+"), Problem::TooDeep),
        ("1".repeat(5_000), Problem::TooLong),
        ("-".repeat(3_000), Problem::TooDeep),
    ] {
        assert_eq!(Program::compile(&text, "deal", &world.workspace).unwrap_err().problem, problem);
    }
}

#[test]
fn formulas_are_kept_by_keys_and_know_their_kind() {
    let world = world();
    for (text, kept, result) in [
        (" {Expected close}-{Opened on} ", "{expected_close}-{opened_on}", Type::Number),
        ("{Company}.{Industry} & name", "{company}.{industry} & {name}", Type::Text),
        ("value * 2", "{value} * 2", Type::Money),
        ("{COMPANY}.name", "{company}.{name}", Type::Text),
        ("today()", "today()", Type::Day),
    ] {
        let program = Program::compile(text, "deal", &world.workspace).unwrap();
        assert_eq!(program.text(), kept);
        assert_eq!(program.result(), result, "{text}");
        let again = Program::compile(program.text(), "deal", &world.workspace).unwrap();
        assert_eq!((again.text(), again.fields()), (program.text(), program.fields()));
    }
}

/// Texts that are formulas often enough.
fn scrap() -> impl Strategy<Value = String> {
    let pieces = [
        "1",
        "0",
        "2.5",
        "1e9",
        "%",
        "+",
        "-",
        "*",
        "/",
        "&",
        "=",
        "<",
        ">=",
        "and",
        "or",
        "not",
        "(",
        ")",
        ",",
        "\"a\"",
        "\"",
        "{Value}",
        "{",
        "}",
        "name",
        "value",
        "{Closed on}",
        "{Company}",
        ".",
        "if(",
        "min(",
        "round(",
        "days(",
        "today()",
        "power(",
        "ä",
        "\u{202e}",
        "<b>",
        " ",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14).prop_map(|pieces| pieces.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn any_text_is_a_formula_or_an_error_within_it(text in scrap()) {
        let world = world();
        match Program::compile(&text, "deal", &world.workspace) {
            Err(error) => prop_assert!(text.get(error.at.clone()).is_some(), "{:?} in {text:?}", error.at),
            Ok(program) => {
                prop_assert!(Program::compile(program.text(), "deal", &world.workspace).is_ok());
                for &kind in program.result().kinds() {
                    if let Ok(Some(Value::Number(number))) = program.run(world.reader(), 0, world.table("deal"), kind) {
                        prop_assert!(number.is_finite(), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn arithmetic_is_that_of_numbers(a in -1_000_000i32..1_000_000, b in -1_000i32..1_000, c in 1i32..1_000) {
        let world = world();
        let (x, y, z) = (f64::from(a), f64::from(b), f64::from(c));
        let text = format!("({a} + {b}) * {c} - {a} / {c}");
        prop_assert_eq!(run(&world, &text), Ok(Some(Value::Number((x + y) * z - x / z))));
    }

    #[test]
    fn a_whole_is_the_sum_of_shares_up_to_rounding(minor in -1_000_000_000i64..1_000_000_000, parts in 1i64..100) {
        let mut world = world();
        world.set("deal", id("deal", 1), "value", eur(minor));
        let Ok(Some(Value::Money(share))) = run(&world, &format!("value / {parts}")) else { panic!("no share") };
        prop_assert!((share.minor * parts - minor).abs() * 2 <= parts);
        prop_assert_eq!(run(&world, "value * -1"), Ok(Some(eur(-minor))));
    }
}

#[test]
fn kinds_can_hold_their_type() {
    for kind in FieldKind::ALL {
        let found = Type::of(kind);
        assert!(found.kinds().iter().all(|&kind| Type::of(kind) == found), "{kind:?}");
    }
}
