//! Customers by what they bought: segments, the map of recency and frequency, where the revenue comes from, and how the
//! scores come about.

use std::sync::Arc;

use bridge::insight::RfmSummary;
use model::ObjectKey;

use super::{churn::SilentNext, explain::HowScores, playbook::SavePlaybook, risk::AtRisk, value::ValueAhead, worth::Worth};
use crate::client::{Engine, Follow, use_answer};
use crate::insight::{CutPoints, RfmCells, RfmHeat, RfmNote};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{NewRecord, Session};
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon},
    segmented::{Choice, Segmented},
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words;

const CONTACT: &str = "contact";
const COMPANY: &str = "company";

/// The part.
#[component]
pub(super) fn CustomersPart() -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let object = RwSignal::new(CONTACT.to_owned());
    let answer = use_answer(Follow::Anything, move || {
        let object = ObjectKey::from(object.get().as_str());
        async move { Ok((object.clone(), engine.rfm(object).await?)) }
    });
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let choices = Signal::derive(move || {
        let label = |key: &str| schema.with(|schema| schema.object(key).map_or_else(|| key.to_owned(), |object| object.plural.clone()));
        vec![Choice::new(CONTACT, label(CONTACT)), Choice::new(COMPANY, label(COMPANY))]
    });
    let summary = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| (found.0.clone(), Arc::new((*found.1).clone())))));
    view! {
        <div class="insights">
            <div class="insights__head">
                <Segmented label=words::insights::whose() choices=choices value=object on_change=move |key| object.set(key)/>
                {move || summary.get().filter(|(_, summary)| summary.customers > 0).map(|(_, summary)| view! { <RfmNote summary=summary/> })}
            </div>
            {move || error.get().map(|error| view! { <div class="insights__wide"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
            <Skeleton waiting=waiting lines=8/>
            {move || summary.get().map(|(object, summary)| {
                if summary.customers == 0 {
                    view! { <NoPurchases object=object/> }.into_any()
                } else {
                    scored(&object, &summary)
                }
            })}
        </div>
    }
}

fn scored(object: &ObjectKey, summary: &Arc<RfmSummary>) -> AnyView {
    view! {
        <RfmCells object=object.clone() summary=summary.clone()/>
        <ValueAhead object=object.clone()/>
        <AtRisk object=object.clone()/>
        <SavePlaybook object=object.clone()/>
        <SilentNext object=object.clone()/>
        <RfmHeat object=object.clone() summary=summary.clone()/>
        <CutPoints summary=summary.clone()/>
        <Worth object=object.clone() summary=summary.clone()/>
        <HowScores/>
    }
    .into_any()
}

/// What to add so that something can be said.
#[component]
fn NoPurchases(object: ObjectKey) -> impl IntoView {
    let session = Session::expect();
    let text = if object == *COMPANY {
        words::insights::none_company()
    } else {
        words::insights::none_contact()
    };
    view! {
        <div class="insights__wide">
            <Empty icon=Glyph::Insights title=words::insights::none_title() text=text>
                <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| session.creating.set(Some(NewRecord::of(&"order".into())))>
                    {words::insights::add_order()}
                </Button>
                <a class="button" href=Route::Import.href()><Icon glyph=Glyph::Upload/>{words::insights::import()}</a>
            </Empty>
        </div>
    }
}
