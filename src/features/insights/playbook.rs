//! Save playbook: an offer to half of the customers at risk, drawn by chance, and whether it helped.

use bridge::scoring::{Playbook, PlaybookGroup};
use bridge::{Command, RecordLink};
use model::{ObjectKey, RecordId};

use super::churn::percent;
use super::outcomes::Outcomes;
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    field::{NumberInput, Select, SelectOption, TextInput},
    state::Callout,
    tone::Tone,
};
use crate::words::{self, count, number};

/// Days after which an offer is judged, unless somebody says otherwise.
const DAYS: &str = "30";
/// People who may own an offer, at most.
const OWNERS: u32 = 100;
/// Probability by chance alone from which on a difference is told as none.
const CHANCE: f64 = 0.05;

/// The card.
#[component]
pub(super) fn SavePlaybook(
    /// `contact` or `company`.
    object: ObjectKey,
) -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let asked = object.clone();
    let answer = use_answer(Follow::Anything, move || engine.playbooks(asked.clone()));
    let (found, error) = (answer.value(), answer.error());
    let members = use_answer(Follow::Anything, move || engine.suggest("member".into(), String::new(), OWNERS)).value();
    let owners = Signal::derive(move || {
        let nobody = SelectOption::new("", words::playbook::nobody());
        let members = members.get();
        let own = members.iter().flat_map(|members| members.iter());
        let own = own.map(|member| SelectOption::new(member.link.id.to_string(), member.link.label.clone()));
        std::iter::once(nobody).chain(own).collect::<Vec<_>>()
    });
    let (offer, owner, days) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(DAYS.to_owned()),
    );
    let busy = RwSignal::new(false);
    let empty = Signal::derive(move || offer.with(|offer| offer.trim().is_empty()));
    let of = object.clone();
    let start = move |_| {
        busy.set(true);
        let name = offer.get_untracked();
        let tags = [words::playbook::tag_offered(&name), words::playbook::tag_control(&name)];
        let command = Command::StartPlaybook {
            object: of.clone(),
            offer: name,
            tags: tags.map(|name| words::catalogue::plain(&name)),
            owner: owner.get_untracked().parse::<RecordId>().ok(),
            days: days.get_untracked().trim().parse().unwrap_or_default(),
        };
        session.act_then(command, move |result| {
            busy.try_set(false);
            if result.is_ok() {
                offer.try_set(String::new());
            }
            false
        });
    };
    let (open, looked_at) = (RwSignal::new(false), RwSignal::new(None::<RecordLink>));
    let look = Callback::new(move |campaign: RecordLink| {
        looked_at.set(Some(campaign));
        open.set(true);
    });
    let of = object.clone();
    view! {
        <Outcomes object=of open=open campaign=looked_at/>
        <Card title=words::playbook::title() flush=true class="insights__wide insights__table">
            <div class="card__body findings__bar">
                <label class="findings__control">
                    <span>{words::playbook::offer()}</span>
                    <TextInput value=offer label=words::playbook::offer() placeholder=words::playbook::offer_example() on_input=move |text| offer.set(text)/>
                </label>
                <label class="findings__control">
                    <span>{words::playbook::owner()}</span>
                    <Select value=owner options=owners label=words::playbook::owner() on_change=move |id| owner.set(id)/>
                </label>
                <label class="findings__control">
                    <span>{words::playbook::days()}</span>
                    <NumberInput value=days whole=true label=words::playbook::days() on_input=move |text| days.set(text)/>
                </label>
                <Button kind=ButtonKind::Primary busy=busy disabled=empty on_click=start>{words::playbook::start()}</Button>
            </div>
            {move || error.get().map(|error| view! { <div class="card__body"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
            {move || found.with(|found| found.as_ref().filter(|found| !found.is_empty()).map(|found| table(&object, found, look)))}
            <p class="card__note faint">{words::playbook::note()}</p>
        </Card>
    }
}

fn group(object: &ObjectKey, group: &PlaybookGroup, label: &'static str) -> AnyView {
    let share = if group.customers == 0 {
        0.0
    } else {
        f64::from(group.back) / f64::from(group.customers)
    };
    let all = Route::records_href(object, group.all.clone(), "");
    let back = Route::records_href(object, group.came_back.clone(), "");
    let (customers, came) = (number(u64::from(group.customers)), number(u64::from(group.back)));
    view! {
        <td class="table__number" data-label=label>
            <a class="table__link" href=back aria-label=words::playbook::back_label(&came)>{came.clone()}</a>
            " / "
            <a class="table__link" href=all aria-label=words::playbook::all_label(&customers)>{customers.clone()}</a>
            <span class="faint">" "{percent(share)}</span>
        </td>
    }
    .into_any()
}

/// What came of it, in a sentence.
fn result(playbook: &Playbook) -> String {
    let Some((difference, (low, high), chance)) = playbook.difference else {
        return words::playbook::few(&number(u64::from(playbook.needed)));
    };
    let points = |share: f64| format::number((share * 100.0).round(), 0..=0);
    let figures = words::playbook::difference(&points(difference), &points(low), &points(high), &format::number(chance, 0..=3));
    let says = if chance >= CHANCE {
        words::playbook::no_difference()
    } else if difference > 0.0 {
        words::playbook::helps()
    } else {
        words::playbook::harms()
    };
    format!("{says} {figures}")
}

fn table(object: &ObjectKey, playbooks: &[Playbook], look: Callback<RecordLink>) -> AnyView {
    let row = |playbook: &Playbook| {
        let until = if playbook.is_over {
            words::playbook::over(&format::date(playbook.end))
        } else {
            words::playbook::until(&format::date(playbook.end))
        };
        let owner = playbook.owner.as_ref().map(|owner| owner.label.clone());
        let campaign = &playbook.campaign;
        let link = campaign.clone();
        view! {
            <tr>
                <th scope="row">
                    <a class="table__link" href=Route::Record(campaign.object.clone(), campaign.id).href()>{campaign.label.clone()}</a>
                    <span class="faint">" "{[owner, Some(until)].into_iter().flatten().collect::<Vec<_>>().join(" · ")}</span>
                </th>
                {group(object, &playbook.groups[0], words::playbook::offered())}
                {group(object, &playbook.groups[1], words::playbook::control())}
                <td class="insights__result">
                    <p>{result(playbook)}</p>
                    <p>
                        {(playbook.recorded > 0).then(|| view! { <span class="faint">{words::playbook::recorded(&number(u64::from(playbook.recorded)))}" "</span> })}
                        <Button on_click=move |_| look.run(link.clone())>{words::playbook::record()}</Button>
                    </p>
                </td>
            </tr>
        }
    };
    let total = playbooks
        .iter()
        .map(|playbook| playbook.groups[0].customers + playbook.groups[1].customers)
        .sum::<u32>();
    view! {
        <div class="insights__scroll">
            <table class="table playbooks">
                <caption class="visually-hidden">{words::playbook::title()}</caption>
                <thead><tr>
                    <th scope="col">{words::playbook::offer()}</th>
                    <th scope="col" class="table__number">{words::playbook::offered()}</th>
                    <th scope="col" class="table__number">{words::playbook::control()}</th>
                    <th scope="col">{words::playbook::result()}</th>
                </tr></thead>
                <tbody>{playbooks.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="card__note" role="status">{count::customers(u64::from(total))}</p>
    }
    .into_any()
}
