//! Customers who are silent for longer than they usually are: the definition, which moves the list while it is typed, the reason of
//! each, and what to do about it.

use bridge::customer::{RiskList, RiskyCustomer};
use bridge::insight::ActionVerb;
use bridge::{Command, RecordLink};
use model::{Filter, ObjectKey, Operator, Value};

use crate::client::{Engine, Follow, use_answer};
use crate::insight::accept;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    button::Button,
    card::Card,
    field::NumberInput,
    icon::Glyph,
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words::{self, count, number};

/// Customers that are named.
const NAMED: u32 = 8;
/// Setting: silence counts from so many times the usual gap.
const TIMES: &str = "silence_times";

/// A number as it was typed, with whatever sign separates decimals.
fn typed_number(text: &str) -> Option<f64> {
    text.trim()
        .replace(',', ".")
        .parse::<f64>()
        .ok()
        .filter(|times| (1.0..=50.0).contains(times))
}

/// The card.
#[component]
pub(super) fn AtRisk(
    /// `contact` or `company`.
    object: ObjectKey,
) -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let typed = RwSignal::new(None::<String>);
    let asked = object.clone();
    let answer = use_answer(Follow::Anything, move || {
        let times = typed.with(|typed| typed.as_deref().and_then(typed_number));
        engine.at_risk(asked.clone(), times, NAMED)
    });
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let shown = Signal::derive(move || {
        typed
            .get()
            .unwrap_or_else(|| found.with(|list| list.as_ref().map(|list| format::number(list.times, 0..=1)).unwrap_or_default()))
    });
    let keep = move |text: String| {
        if let Some(times) = typed_number(&text) {
            session.act(Command::SetSetting {
                key: TIMES.to_owned(),
                value: times.to_string(),
            });
        }
        typed.set(None);
    };
    let step = move |by: i32| {
        let now = found.with_untracked(|list| list.as_ref().map_or(3.0, |list| list.times));
        let next = (now + f64::from(by) * 0.5).clamp(1.0, 50.0);
        typed.set(Some(format::number(next, 0..=1)));
    };
    view! {
        <Card title=words::customer::risk() flush=true class="insights__wide insights__risk next-actions">
            <div class="card__body insights__definition">
                <span>{words::customer::times_before()}</span>
                <NumberInput value=shown label=words::customer::times() on_input=move |text| typed.set(Some(text)) on_change=keep on_step=step/>
                <span>{words::customer::times_after()}</span>
                <span class="push faint" role="status">{move || found.get().map(|list| totals(&list))}</span>
            </div>
            {move || error.get().map(|error| view! { <div class="card__body"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
            <Skeleton waiting=waiting lines=4/>
            {move || found.get().map(|list| rows(&object, &list))}
        </Card>
    }
}

fn totals(list: &RiskList) -> String {
    let mut parts = vec![words::customer::risk_total(
        &number(u64::from(list.total)),
        &count::customers(u64::from(list.of)),
    )];
    parts.extend(list.stake.map(|stake| words::customer::risk_stake(&format::money_short(stake))));
    parts.push(words::customer::as_of(&format::date(list.as_of)));
    parts.join(" · ")
}

fn rows(object: &ObjectKey, list: &RiskList) -> AnyView {
    if list.customers.is_empty() {
        return view! { <Empty icon=Glyph::Check title=words::customer::nobody() text=words::customer::nobody_text()/> }.into_any();
    }
    let silent = Filter::field("silence", Operator::AtLeast, vec![Value::Number(list.times)]);
    let href = Route::records_href(object, silent, "");
    view! {
        <ol class="actions">{list.customers.iter().cloned().map(|customer| view! { <Line customer=customer/> }).collect_view()}</ol>
        <p class="card__more"><a href=href>{words::customer::show_all(&number(u64::from(list.total)))}</a></p>
    }
    .into_any()
}

#[component]
fn Line(customer: RiskyCustomer) -> impl IntoView {
    let days = |days: u32| count::days(u64::from(days));
    let mut reasons = vec![
        words::customer::silent(&days(customer.silent_days), &days(customer.usual_days)),
        words::customer::last_of(&number(u64::from(customer.purchases)), &format::date(customer.last)),
    ];
    reasons.extend(
        customer
            .p_alive
            .map(|p| words::customer::still(&format::percent((p * 100.0).round()))),
    );
    let figure = customer.stake.map(|stake| {
        (
            format::money_short(stake),
            words::customer::at_stake(),
            words::customer::at_stake_tip(),
        )
    });
    view! { <CustomerLine about=customer.about reasons=reasons.join(" ") figure=figure key=customer.key answered=customer.answered/> }
}

/// A customer to get in touch with: who, why, a figure with its name and meaning, and the way to plan a call.
#[component]
pub(super) fn CustomerLine(
    about: RecordLink,
    reasons: String,
    figure: Option<(String, &'static str, &'static str)>,
    key: String,
    answered: bool,
) -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(key);
    let task = StoredValue::new(words::insight::task(ActionVerb::Reconnect, &about.label));
    let plan = move |_| {
        busy.set(true);
        session.act_then(task.with_value(|title| accept(key.get_value(), title)), move |_| {
            busy.try_set(false);
            false
        });
    };
    let label = words::customer::plan_with(&about.label);
    let act = if answered {
        view! { <span class="faint">{words::customer::planned()}</span> }.into_any()
    } else {
        view! { <Button icon=Glyph::Phone busy=busy on_click=plan attr:aria-label=label>{words::customer::plan()}</Button> }.into_any()
    };
    view! {
        <li class="action action--unranked">
            <div class="action__text">
                <h3><a href=Route::Record(about.object.clone(), about.id).href()><b>{about.label.clone()}</b></a></h3>
                <p class="muted">{reasons}</p>
            </div>
            {figure.map(|(figure, name, meaning)| view! { <p class="action__value" data-tip=meaning><b>{figure}</b><span class="faint">{name}</span></p> })}
            <div class="action__buttons">{act}</div>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_times_is_read_with_either_sign_and_within_reason() {
        assert_eq!(typed_number(" 2,5 "), Some(2.5));
        assert_eq!(typed_number("3"), Some(3.0));
        for text in ["", "x", "0.2", "-3", "1e9", "NaN"] {
            assert_eq!(typed_number(text), None, "{text}");
        }
    }
}
