//! Addresses: which place a path names, how a list is looked at, and how one gets from place to place.
//!
//! Everything a person could want to keep, share or go back to is in the address. Paths are relative to the folder the
//! app is served from, which the document's base address tells; no other module knows that folder.

mod navigator;
mod query;
mod view_state;

use model::{Filter, Layout, ObjectKey, RecordId};

pub use navigator::{Navigator, use_title};
pub use query::Query;
pub use view_state::{ALL, PageParameter, ViewState, layout_name, layout_of, span_name, span_of};

/// A place of the app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Route {
    /// What is to be done today; the first run while there is nothing.
    Today,
    /// What concerns the person.
    Inbox,
    /// The records of an object.
    List(ObjectKey),
    /// One record as a page.
    Record(ObjectKey, RecordId),
    /// Records of an object in the bin.
    Bin(ObjectKey),
    /// Records of an object that may be there twice.
    Duplicates(ObjectKey),
    /// Import.
    Import,
    /// What another app handed over: an address, or text that was shared.
    Open,
    /// Segments; one of them when it is named.
    Segments(Option<RecordId>),
    /// Scores and reports.
    Insights,
    /// Dashboards; one of them by its id or role when it is named.
    Dashboards(String),
    /// Search over everything.
    Search,
    /// Settings, at a section.
    Settings(String),
    /// No place of the app.
    Unknown(String),
}

/// Sections of the settings by their names in the address; the first is the workspace.
pub const SETTINGS: [&str; 16] = [
    "",
    "start",
    "appearance",
    "inbox",
    "storage",
    "pipelines",
    "fields",
    "tags",
    "replies",
    "templates",
    "steps",
    "keys",
    "device",
    "privacy",
    "accessibility",
    "news",
];

/// First parts of a path that are not objects. Keys of objects never equal one of them.
const PLACES: [&str; 10] = [
    "inbox",
    "import",
    "open",
    "segments",
    "settings",
    "search",
    "bin",
    "duplicates",
    "insights",
    "dashboards",
];

impl Route {
    /// The place of a path relative to the app's folder.
    #[must_use]
    pub fn parse(path: &str) -> Self {
        let unknown = || Route::Unknown(path.to_owned());
        let parts: Vec<String> = path.split('/').filter(|part| !part.is_empty()).map(query::decode).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        match parts[..] {
            [] | ["index.html"] => Route::Today,
            ["inbox"] => Route::Inbox,
            ["import"] => Route::Import,
            ["open"] => Route::Open,
            ["insights"] => Route::Insights,
            ["search"] => Route::Search,
            ["dashboards"] => Route::Dashboards(String::new()),
            ["dashboards", key] => Route::Dashboards(key.to_owned()),
            ["segments"] => Route::Segments(None),
            ["segments", id] => id.parse().map_or_else(|_| unknown(), |id| Route::Segments(Some(id))),
            ["settings"] => Route::Settings(String::new()),
            ["settings", section] => Route::Settings(section.to_owned()),
            ["bin", object] => Route::Bin(object.into()),
            ["duplicates", object] => Route::Duplicates(object.into()),
            [place, ..] if PLACES.contains(&place) => unknown(),
            [object] => Route::List(object.into()),
            [object, id] => id.parse().map_or_else(|_| unknown(), |id| Route::Record(object.into(), id)),
            _ => unknown(),
        }
    }

    /// Its path relative to the app's folder, without a leading slash.
    #[must_use]
    pub fn path(&self) -> String {
        let encode = query::encode;
        match self {
            Route::Today => String::new(),
            Route::List(object) => encode(object),
            Route::Record(object, id) => format!("{}/{id}", encode(object)),
            Route::Bin(object) => format!("bin/{}", encode(object)),
            Route::Duplicates(object) => format!("duplicates/{}", encode(object)),
            Route::Inbox => "inbox".to_owned(),
            Route::Import => "import".to_owned(),
            Route::Open => "open".to_owned(),
            Route::Segments(None) => "segments".to_owned(),
            Route::Segments(Some(id)) => format!("segments/{id}"),
            Route::Insights => "insights".to_owned(),
            Route::Search => "search".to_owned(),
            Route::Dashboards(key) if key.is_empty() => "dashboards".to_owned(),
            Route::Dashboards(key) => format!("dashboards/{}", encode(key)),
            Route::Settings(section) if section.is_empty() => "settings".to_owned(),
            Route::Settings(section) => format!("settings/{}", encode(section)),
            Route::Unknown(path) => path.trim_start_matches('/').to_owned(),
        }
    }

    /// Its address, for links.
    #[must_use]
    pub fn href(&self) -> String {
        self.href_with(&Query::default())
    }

    /// Its address with parameters, for links.
    #[must_use]
    pub fn href_with(&self, query: &Query) -> String {
        format!("{}{}{}", navigator::base(), self.path(), query.suffix())
    }

    /// Address of the records of an object that a filter and words to search for let through, as a table: what opens first may be a
    /// summary, or a view with a filter of its own.
    #[must_use]
    pub fn records_href(object: &ObjectKey, filter: Filter, search: &str) -> String {
        let everything = filter.is_everything();
        let state = ViewState {
            all: everything,
            layout: Some(Layout::Table),
            filter: (!everything).then_some(filter),
            search: search.to_owned(),
            ..ViewState::default()
        };
        Route::List(object.clone()).href_with(&state.write(Query::default()))
    }

    /// The object it is about.
    #[must_use]
    pub fn object(&self) -> Option<&ObjectKey> {
        match self {
            Route::List(object) | Route::Record(object, _) | Route::Bin(object) | Route::Duplicates(object) => Some(object),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_finds_back_from_its_path() {
        let id = RecordId::v7(7, 7);
        for route in [
            Route::Today,
            Route::Inbox,
            Route::List("contact".into()),
            Route::List("x-7K2M9Q".into()),
            Route::Record("deal".into(), id),
            Route::Bin("deal".into()),
            Route::Duplicates("contact".into()),
            Route::Import,
            Route::Open,
            Route::Segments(None),
            Route::Segments(Some(id)),
            Route::Insights,
            Route::Search,
            Route::Dashboards(String::new()),
            Route::Dashboards("sales".to_owned()),
            Route::Settings(String::new()),
            Route::Settings("back-ups".to_owned()),
        ] {
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn records_are_led_to_as_a_table_whatever_the_first_view_is() {
        let filled = Filter::field("name", model::Operator::Filled, Vec::new());
        let state = |filter| {
            let href = Route::records_href(&"deal".into(), filter, "a b");
            ViewState::parse(&Query::parse(href.split_once('?').unwrap().1))
        };
        let some = state(filled.clone());
        assert_eq!(
            (some.layout, some.filter, some.search.as_str(), some.all),
            (Some(Layout::Table), Some(filled), "a b", false)
        );
        let all = state(Filter::everything());
        assert_eq!(
            (all.layout, all.filter, all.all),
            (Some(Layout::Table), None, true),
            "no filter of a view that opens first"
        );
    }

    #[test]
    fn what_is_no_place_is_kept_as_it_was_written() {
        for path in ["contact/not-an-id", "a/b/c", "import/x", "bin", "duplicates", "segments/x"] {
            assert_eq!(Route::parse(path), Route::Unknown(path.to_owned()));
        }
    }
}
