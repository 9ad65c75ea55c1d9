//! The page: its parts as tabs.

use bridge::report::Subject;

use super::{
    clusters::ClustersPart, customers::CustomersPart, leads::LeadsPart, model_cards::ModelsPart, records::RecordsPart, reports::ReportPart,
};
use crate::insight::NextActions;
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Query, Route, use_title};
use crate::ui::{
    frame::TopBar,
    tabs::{Tab, TabLinks},
};
use crate::words;

/// Suggestions that are shown at once: all that are asked for.
const ALL: usize = usize::MAX;

/// A part of the page. Its key is in the address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Part {
    Customers,
    Segments,
    Leads,
    Actions,
    Forecast,
    Products,
    Feedback,
    Trends,
    Models,
    Records,
}

impl Part {
    const ALL: [Part; 10] = [
        Part::Customers,
        Part::Segments,
        Part::Leads,
        Part::Actions,
        Part::Forecast,
        Part::Products,
        Part::Feedback,
        Part::Trends,
        Part::Models,
        Part::Records,
    ];

    fn key(self) -> &'static str {
        match self {
            Part::Customers => "",
            Part::Segments => "segments",
            Part::Leads => "leads",
            Part::Actions => "actions",
            Part::Forecast => "forecast",
            Part::Products => "products",
            Part::Feedback => "feedback",
            Part::Trends => "trends",
            Part::Models => "models",
            Part::Records => "records",
        }
    }

    /// The part of a key; customers for any other word.
    fn of(key: &str) -> Self {
        Part::ALL.into_iter().find(|part| part.key() == key).unwrap_or(Part::Customers)
    }

    fn label(self) -> &'static str {
        match self {
            Part::Customers => words::insights::customers(),
            Part::Segments => words::insights::segments(),
            Part::Leads => words::leads::tab(),
            Part::Actions => words::insights::actions(),
            Part::Forecast => words::insights::forecast(),
            Part::Products => words::insights::products(),
            Part::Feedback => words::insights::feedback(),
            Part::Trends => words::insights::trends(),
            Part::Models => words::insights::models(),
            Part::Records => words::insights::records(),
        }
    }

    fn tab(self) -> Tab {
        let tab = Some(self.key().to_owned()).filter(|key| !key.is_empty());
        let query = Query::default().with(PageParameter::Tab.name(), tab);
        Tab::link(self.key(), self.label(), Route::Insights.href_with(&query))
    }
}

/// The page.
#[component]
pub fn InsightsPage() -> impl IntoView {
    let tab = Navigator::expect().parameter(PageParameter::Tab);
    let part = Memo::new(move |_| tab.with(|tab| Part::of(tab)));
    let tabs: Vec<Tab> = Part::ALL.into_iter().map(Part::tab).collect();
    use_title(move || vec![part.get().label().to_owned(), words::insights::title().to_owned()]);
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::insights::title()/>
            <div class="viewbar">
                <TabLinks label=words::insights::parts() tabs=tabs current=Signal::derive(move || part.get().key().to_owned())/>
            </div>
            <div class="scroll" tabindex="0" role="region" aria-label=move || part.get().label()>
                {move || match part.get() {
                    Part::Customers => view! { <CustomersPart/> }.into_any(),
                    Part::Segments => view! { <ClustersPart/> }.into_any(),
                    Part::Leads => view! { <LeadsPart/> }.into_any(),
                    Part::Actions => view! { <div class="insights insights--single"><NextActions first=ALL/></div> }.into_any(),
                    Part::Forecast => view! { <ReportPart subject=Subject::Forecast/> }.into_any(),
                    Part::Products => view! { <ReportPart subject=Subject::Products/> }.into_any(),
                    Part::Feedback => view! { <ReportPart subject=Subject::Feedback/> }.into_any(),
                    Part::Trends => view! { <ReportPart subject=Subject::Trends/> }.into_any(),
                    Part::Models => view! { <ModelsPart/> }.into_any(),
                    Part::Records => view! { <RecordsPart/> }.into_any(),
                }}
            </div>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_finds_back_from_its_address() {
        for part in Part::ALL {
            assert_eq!(Part::of(part.key()), part);
        }
        assert_eq!(Part::of("elsewhere"), Part::Customers);
    }
}
