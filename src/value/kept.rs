//! A draft as plain strings, for keeping it while it is not sent.

use chrono::NaiveDate;
use model::validate::days_to_date;
use model::{Address, PersonName};

use super::{Draft, days_of};
use crate::ui::field::ComboOption;

impl Draft {
    /// The draft as strings; [`Draft::from_strings`] of the same kind of draft reads them.
    #[must_use]
    pub fn to_strings(&self) -> Vec<String> {
        let day = |day: &Option<NaiveDate>| day.map(|day| days_of(day).to_string()).unwrap_or_default();
        match self {
            Draft::Text(text) => vec![text.clone()],
            Draft::Lines(lines) => lines.clone(),
            Draft::Picked(picked) => picked
                .iter()
                .flat_map(|option| [option.value.clone(), option.label.clone()])
                .collect(),
            Draft::Name(name) => vec![name.given.clone(), name.family.clone()],
            Draft::Places(places) => places.iter().map(Address::to_parts).collect(),
            Draft::Day(at) => vec![day(at)],
            Draft::Moment(at, time) => vec![day(at), time.clone()],
            Draft::Flag(flag) => flag.map(|flag| flag.to_string()).into_iter().collect(),
        }
    }

    /// A draft of the same kind as this one, from its strings; `None` for strings of another kind, such as those of a field
    /// that has changed since.
    #[must_use]
    pub fn from_strings(&self, strings: &[String]) -> Option<Self> {
        let day = |text: &str| {
            if text.is_empty() {
                return Some(None);
            }
            days_to_date(text.parse().ok()?).map(Some)
        };
        Some(match (self, strings) {
            (Draft::Text(_), [text]) => Draft::Text(text.clone()),
            (Draft::Lines(_), lines) => Draft::Lines(lines.to_vec()),
            (Draft::Picked(_), pairs) => {
                let (pairs, []) = pairs.as_chunks::<2>() else { return None };
                Draft::Picked(pairs.iter().map(|[value, label]| ComboOption::new(value, label)).collect())
            }
            (Draft::Name(_), [given, family]) => Draft::Name(PersonName {
                given: given.clone(),
                family: family.clone(),
            }),
            (Draft::Places(_), places) => Draft::Places(places.iter().map(|place| Address::from_parts(place)).collect()),
            (Draft::Day(_), [at]) => Draft::Day(day(at)?),
            (Draft::Moment(..), [at, time]) => Draft::Moment(day(at)?, time.clone()),
            (Draft::Flag(_), []) => Draft::Flag(None),
            (Draft::Flag(_), [flag]) => Draft::Flag(Some(flag.parse().ok()?)),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_draft_comes_back_from_its_strings() {
        let date = NaiveDate::from_ymd_opt(2026, 2, 28);
        let address = Address {
            street: "Wijnhaven 3".into(),
            city: "Rotterdam".into(),
            ..Address::default()
        };
        let drafts = [
            Draft::Text("a, \"b\"\n".into()),
            Draft::Lines(vec!["a@x.org".into(), String::new()]),
            Draft::Picked(vec![ComboOption::new("key", "Label"), ComboOption::new("", "")]),
            Draft::Picked(Vec::new()),
            Draft::Name(PersonName {
                given: "Ada".into(),
                family: String::new(),
            }),
            Draft::Places(vec![address, Address::default()]),
            Draft::Day(date),
            Draft::Day(None),
            Draft::Moment(date, "9:3".into()),
            Draft::Flag(None),
            Draft::Flag(Some(false)),
        ];
        for draft in drafts {
            assert_eq!(draft.from_strings(&draft.to_strings()), Some(draft.clone()));
        }
    }

    #[test]
    fn strings_of_another_kind_are_refused() {
        assert_eq!(Draft::Day(None).from_strings(&["soon".into()]), None);
        assert_eq!(Draft::Text(String::new()).from_strings(&["a".into(), "b".into()]), None);
        assert_eq!(Draft::Picked(Vec::new()).from_strings(&["odd".into()]), None);
        assert_eq!(Draft::Flag(None).from_strings(&["maybe".into()]), None);
    }
}
