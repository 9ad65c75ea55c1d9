//! What came of an offer, customer by customer: orders tell, unless somebody records what they know.

use bridge::scoring::{PlaybookCustomer, PlaybookOutcome};
use bridge::{Command, RecordLink};
use model::ObjectKey;

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    field::{Select, SelectOption},
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words;

/// Keys of outcomes in the choice; the empty one leaves it to the orders.
fn key(outcome: Option<PlaybookOutcome>) -> &'static str {
    match outcome {
        None => "",
        Some(PlaybookOutcome::Kept) => "kept",
        Some(PlaybookOutcome::Partly) => "partly",
        Some(PlaybookOutcome::Lost) => "lost",
    }
}

fn outcome(of: &str) -> Option<PlaybookOutcome> {
    PlaybookOutcome::ALL.into_iter().find(|outcome| key(Some(*outcome)) == of)
}

fn word(outcome: PlaybookOutcome) -> &'static str {
    match outcome {
        PlaybookOutcome::Kept => words::playbook::kept(),
        PlaybookOutcome::Partly => words::playbook::partly(),
        PlaybookOutcome::Lost => words::playbook::lost(),
    }
}

/// The dialog about one playbook.
#[component]
pub(super) fn Outcomes(
    /// `contact` or `company`.
    object: ObjectKey,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The campaign that stands for the playbook.
    campaign: RwSignal<Option<RecordLink>>,
) -> impl IntoView {
    let object = StoredValue::new(object);
    view! {
        <Dialog open=open title=words::playbook::outcomes() size=DialogSize::Wide
            foot=move || view! { <Button kind=ButtonKind::Primary on_click=move |_| open.set(false)>{words::customer::close()}</Button> }>
            {move || campaign.get().map(|campaign| view! { <Customers object=object.get_value() campaign=campaign/> })}
        </Dialog>
    }
}

#[component]
fn Customers(object: ObjectKey, campaign: RecordLink) -> impl IntoView {
    let engine = Engine::expect();
    let (asked, id) = (object.clone(), campaign.id);
    let answer = use_answer(Follow::Anything, move || engine.playbook_customers(asked.clone(), id));
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let ids = Memo::new(move |_| {
        let of = found.with(|found| {
            found
                .as_ref()
                .map(|found| found.iter().map(|customer| customer.about.clone()).collect::<Vec<_>>())
        });
        of.unwrap_or_default()
    });
    let caption = campaign.label.clone();
    let campaign = StoredValue::new(campaign);
    let row = move |about: RecordLink| {
        let record = about.id;
        let customer = Memo::new(move |_| {
            found.with(|found| {
                found
                    .as_ref()
                    .and_then(|found| found.iter().find(|customer| customer.about.id == record).cloned())
            })
        });
        view! { <Customer object=object.clone() campaign=campaign.get_value() about=about customer=customer/> }
    };
    view! {
        <p class="faint">{words::playbook::outcomes_note()}</p>
        {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
        <Skeleton waiting=waiting lines=4/>
        <div class="insights__scroll">
            <table class="table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>
                    <th scope="col">{words::insights::customers()}</th>
                    <th scope="col">{words::playbook::group()}</th>
                    <th scope="col">{words::playbook::outcome()}</th>
                </tr></thead>
                <tbody><For each=move || ids.get() key=|about| about.id let(about)>{row(about)}</For></tbody>
            </table>
        </div>
    }
}

#[component]
fn Customer(object: ObjectKey, campaign: RecordLink, about: RecordLink, customer: Memo<Option<PlaybookCustomer>>) -> impl IntoView {
    let session = Session::expect();
    let record = about.id;
    let value = Signal::derive(move || customer.with(|customer| key(customer.as_ref().and_then(|customer| customer.outcome)).to_owned()));
    let options = Signal::derive(move || {
        let ordered = customer.with(|customer| customer.as_ref().is_some_and(|customer| customer.ordered));
        let by_orders = if ordered {
            words::playbook::ordered()
        } else {
            words::playbook::not_yet()
        };
        let own = PlaybookOutcome::ALL.map(|outcome| SelectOption::new(key(Some(outcome)), word(outcome)));
        std::iter::once(SelectOption::new("", by_orders)).chain(own).collect::<Vec<_>>()
    });
    let group = move || {
        customer.with(|customer| match customer {
            Some(customer) if customer.offered => words::playbook::offered(),
            _ => words::playbook::control(),
        })
    };
    let label = words::playbook::outcome_of(&about.label);
    let record_it = move |chosen: String| {
        let outcome = outcome(&chosen);
        let tag = outcome.map(|outcome| words::playbook::tag_outcome(word(outcome), &campaign.label));
        session.act(Command::RecordOutcome {
            object: object.clone(),
            record,
            campaign: campaign.id,
            outcome,
            tag: words::catalogue::plain(&tag.unwrap_or_default()),
        });
    };
    let href = Route::Record(about.object.clone(), about.id).href();
    view! {
        <tr>
            <th scope="row"><a class="table__link" href=href>{about.label}</a></th>
            <td>{group}</td>
            <td><Select value=value options=options label=label on_change=record_it/></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_outcome_finds_back_from_its_key() {
        for known in PlaybookOutcome::ALL.map(Some).into_iter().chain([None]) {
            assert_eq!(outcome(key(known)), known);
        }
        assert_eq!(outcome("won"), None);
    }
}
