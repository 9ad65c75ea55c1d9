//! Leads by how well they fit and how engaged they are: the rules, which move the grid while they are typed, and the leads behind
//! each of its fields.

use bridge::Command;
use bridge::scoring::LeadGrid;
use model::{Filter, ObjectKey, Operator};

use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    card::Card,
    field::NumberInput,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, count, number};

/// Whose grades are shown.
const OBJECT: &str = "contact";
/// Setting: the rules, between semicolons.
const RULES: &str = "lead_score";
/// Depths of colour of the grid.
const DEPTHS: f64 = 6.0;
/// Letters and digits of the grades.
const LETTERS: [&str; 3] = ["A", "B", "C"];

/// Numbers as they were typed, with whatever sign separates decimals; what is none is not a number, which the engine refuses.
fn entered(typed: &[String; 5]) -> [f64; 5] {
    typed
        .each_ref()
        .map(|text| text.trim().replace(',', ".").parse::<f64>().unwrap_or(f64::NAN))
}

/// The part.
#[component]
pub(super) fn LeadsPart() -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let typed = RwSignal::new(None::<[String; 5]>);
    let answer = use_answer(Follow::Anything, move || {
        engine.lead_grid(typed.with(|typed| typed.as_ref().map(entered)))
    });
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let kept = Memo::new(move |_| {
        let rules = found.with(|grid| grid.as_ref().map(|grid| grid.rules)).unwrap_or_default();
        rules.map(|rule| format::number(rule, 0..=1))
    });
    let shown = move || typed.get().unwrap_or_else(|| kept.get());
    let refused = Memo::new(move |_| found.with(|grid| grid.as_ref().is_some_and(|grid| grid.refused)));
    let keep = move || {
        let Some(rules) = typed.get_untracked() else { return };
        if !refused.get_untracked() {
            let value = entered(&rules).map(|rule| rule.to_string()).join(";");
            session.act(Command::SetSetting {
                key: RULES.to_owned(),
                value,
            });
            typed.set(None);
        }
    };
    let rule = move |place: usize, label: &'static str| {
        let value = Signal::derive(move || shown()[place].clone());
        let change = move |text: String| {
            let mut rules = typed.get_untracked().unwrap_or_else(|| kept.get_untracked());
            rules[place] = text;
            typed.set(Some(rules));
        };
        let step = move |by: i32| {
            let now = entered(&typed.get_untracked().unwrap_or_else(|| kept.get_untracked()))[place];
            change(format::number((now + f64::from(by)).max(0.0), 0..=1));
        };
        view! {
            <label class="findings__control">
                <span>{label}</span>
                <NumberInput value=value label=label on_input=change on_change=move |_| keep() on_step=step/>
            </label>
        }
    };
    let labels = [
        words::leads::half_life(),
        words::leads::fit_a(),
        words::leads::fit_b(),
        words::leads::engagement_one(),
        words::leads::engagement_two(),
    ];
    view! {
        <div class="insights">
            <Card title=words::leads::title() class="insights__wide insights__leads">
                <div class="findings__bar">{labels.into_iter().enumerate().map(|(place, label)| rule(place, label)).collect_view()}</div>
                {move || refused.get().then(|| view! { <Callout tone=Tone::Warning title=words::leads::refused()/> })}
                {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
                <Skeleton waiting=waiting lines=4/>
                {move || found.get().map(|grid| table(&grid))}
                <p class="widget__foot">{words::leads::note()}</p>
            </Card>
        </div>
    }
}

fn table(grid: &LeadGrid) -> AnyView {
    let total: u32 = grid.counts.iter().sum();
    let most = grid.counts.iter().copied().max().unwrap_or_default().max(1);
    let object = ObjectKey::from(OBJECT);
    let cell = |place: usize| {
        let leads = grid.counts[place];
        let grade = format!("{}{}", LETTERS[place / 3], place % 3 + 1);
        let depth = (f64::from(leads) / f64::from(most) * DEPTHS).ceil().max(1.0);
        let of_grade = Filter::field("lead_grade", Operator::AnyOf, vec![grade.as_str().into()]);
        let href = Route::records_href(&object, of_grade, "");
        let label = words::leads::of_grade(&grade, &count::leads(u64::from(leads)));
        view! {
            <td><a class=format!("heat__cell heat__cell--{depth}") href=href>
                <span class="visually-hidden">{label}</span>
                <span class="heat__n" aria-hidden="true">{number(u64::from(leads))}</span><span class="heat__name" aria-hidden="true">{grade}</span>
            </a></td>
        }
    };
    let steps = [words::leads::very_engaged(), words::leads::engaged(), words::leads::not_engaged()];
    let fits = [words::leads::fits_well(), words::leads::fits(), words::leads::fits_little()];
    let row = |(letter, fit): (usize, &'static str)| {
        view! { <tr><th scope="row">{fit}</th>{(0..3).map(|digit| cell(3 * letter + digit)).collect_view()}</tr> }
    };
    let foot = words::leads::total(&count::leads(u64::from(total)), &format::date(grid.as_of));
    view! {
        <div class="heat"><div class="heat__scroll">
            <table>
                <caption class="visually-hidden">{words::leads::title()}</caption>
                <thead><tr><th class="heat__corner"></th>{steps.map(|step| view! { <th scope="col">{step}</th> }).collect_view()}</tr></thead>
                <tbody>{fits.into_iter().enumerate().map(row).collect_view()}</tbody>
            </table>
        </div></div>
        <p class="faint" role="status">{foot}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_rules_are_read_with_either_sign_and_what_is_none_is_not_a_number() {
        let rules = entered(&["30", " 2,5", "x", "", "1e3"].map(str::to_owned));
        assert_eq!((rules[0], rules[1], rules[4]), (30.0, 2.5, 1_000.0));
        assert!(rules[2].is_nan() && rules[3].is_nan());
    }
}
