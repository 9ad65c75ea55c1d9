//! Overlap: who is in several of two to four segments and groups, each combination with its records.

use std::sync::Arc;

use bridge::customer::ClusterPage;
use model::{Filter, ObjectKey, filter::OVERLAPPED};

use super::worth::Bar;
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    card::Card,
    field::Checkbox,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, count, number};

/// Something that can be chosen: what it is called, and who is in.
#[derive(Clone, PartialEq)]
struct Set {
    name: String,
    filter: Filter,
}

/// The card.
#[component]
pub(super) fn Overlap(
    /// Whose segments and groups: `contact` or `company`.
    object: String,
    /// Groups that were found.
    #[prop(into)]
    groups: Signal<Option<Arc<ClusterPage>>>,
) -> impl IntoView {
    let engine = Engine::expect();
    let asked = ObjectKey::from(object.as_str());
    let segments = use_answer(Follow::Anything, move || engine.segments()).value();
    let sets = Memo::new(move |_| {
        let segments = segments.with(|found| {
            let of_object = found
                .iter()
                .flat_map(|found| found.iter())
                .filter(|segment| segment.object == *object.as_str());
            let set = of_object.map(|segment| Set {
                name: segment.name.clone(),
                filter: Filter::Segment(segment.id),
            });
            set.collect::<Vec<_>>()
        });
        let groups = groups.with(|found| {
            let cards = found.iter().flat_map(|page| &page.cards).enumerate();
            let set = cards.map(|(place, card)| Set {
                name: words::customer::group_name(&number(place as u64 + 1)),
                filter: card.rule.clone(),
            });
            set.collect::<Vec<_>>()
        });
        [segments, groups].concat()
    });
    let chosen = RwSignal::new(Vec::<String>::new());
    let shown = Memo::new(move |_| sets.with(|sets| !sets.is_empty()));
    let taken = Memo::new(move |_| {
        let is_chosen = |set: &&Set| chosen.with(|chosen| chosen.contains(&set.name));
        sets.with(|sets| sets.iter().filter(is_chosen).cloned().collect::<Vec<_>>())
    });
    let answer = use_answer(Follow::Anything, move || {
        let (taken, object) = (taken.get(), asked.clone());
        async move {
            let filters: Vec<Filter> = taken.iter().map(|set| set.filter.clone()).collect();
            let mut counted = Vec::new();
            if filters.len() > 1 {
                for (mask, filter) in Filter::overlaps(&filters) {
                    counted.push((mask, engine.count(object.clone(), filter.clone()).await?, filter));
                }
            }
            Ok((object, taken, counted))
        }
    });
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let choice = move |set: Set| {
        let (name, own) = (set.name.clone(), set.name.clone());
        let checked = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
        let own = set.name.clone();
        let full = Signal::derive(move || chosen.with(|chosen| chosen.len() >= OVERLAPPED && !chosen.contains(&own)));
        let toggle = move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|other| *other != set.name);
                if on && chosen.len() < OVERLAPPED {
                    chosen.push(set.name.clone());
                }
            });
        };
        view! { <li><Checkbox checked=checked disabled=full on_change=toggle>{name}</Checkbox></li> }
    };
    view! {
        <Card title=words::customer::overlap() class="insights__wide insights__table insights__overlap">
            <p class="widget__foot">{words::customer::overlap_note()}</p>
            <ul class="insights__choices" aria-label=words::customer::overlap_choose()>
                {move || sets.get().into_iter().map(choice).collect_view()}
            </ul>
            {move || (!shown.get()).then(|| view! { <p class="finding__none">{words::customer::overlap_none()}</p> })}
            {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
            <Skeleton waiting=waiting lines=3/>
            {move || found.with(|found| found.as_ref().filter(|found| !found.2.is_empty()).map(|found| table(&found.0, &found.1, &found.2)))}
        </Card>
    }
}

/// Who a combination is, in words.
fn who(taken: &[Set], mask: u32) -> String {
    let named = taken.iter().enumerate().filter(|(place, _)| mask >> place & 1 == 1);
    let names = format::list(&named.map(|(_, set)| set.name.clone()).collect::<Vec<_>>());
    match mask.count_ones() as usize {
        1 => words::customer::overlap_only(&names),
        all if all == taken.len() => words::customer::overlap_all(&names),
        _ => words::customer::overlap_in(&names),
    }
}

/// A part of a whole in percent; none of nothing.
fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole) * 100.0
    }
}

fn table(object: &ObjectKey, taken: &[Set], counted: &[(u32, u32, Filter)]) -> AnyView {
    let total: u32 = counted.iter().map(|(_, count, _)| count).sum();
    let row = |(mask, count, filter): &(u32, u32, Filter)| {
        let href = Route::records_href(object, filter.clone(), "");
        view! {
            <tr>
                <th scope="row"><a class="table__link" href=href>{who(taken, *mask)}</a></th>
                <td class="table__number">{number(u64::from(*count))}</td>
                <td><Bar share=share(*count, total)/></td>
            </tr>
        }
    };
    let names = format::list(&taken.iter().map(|set| set.name.clone()).collect::<Vec<_>>());
    view! {
        <div class="insights__scroll">
            <table class="table">
                <caption class="visually-hidden">{words::customer::overlap()}</caption>
                <thead><tr>
                    <th scope="col">{words::customer::overlap_who()}</th>
                    <th scope="col" class="table__number">{words::insights::customers()}</th>
                    <th scope="col">{words::customer::overlap_share()}</th>
                </tr></thead>
                <tbody>{counted.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <p class="card__note faint" role="status">{words::customer::overlap_total(&count::records(u64::from(total)), &names)}</p>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_nobody_are_nothing() {
        assert_eq!([share(1, 4), share(0, 0)], [25.0, 0.0]);
    }
}
