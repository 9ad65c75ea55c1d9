//! The few words the design system says itself.
//!
//! Everything else a component shows comes from its caller. The app provides [`Words`] in context to speak another
//! language; without it the components speak English.

use crate::reactive::prelude::*;

/// Words and phrases of the components. `{}` in a phrase is filled by the component.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the field names are the words")]
pub struct Words {
    pub add_to: &'static str,
    pub back: &'static str,
    pub breadcrumb: &'static str,
    pub cancel: &'static str,
    pub card: &'static str,
    pub choose_date: &'static str,
    pub clear: &'static str,
    pub close: &'static str,
    pub collapse_sidebar: &'static str,
    pub columns_resized: &'static str,
    pub copied_cells: &'static str,
    pub create: &'static str,
    pub dismiss: &'static str,
    pub drag_cancelled: &'static str,
    pub drop_here: &'static str,
    pub loading: &'static str,
    pub more_actions: &'static str,
    pub move_to: &'static str,
    pub moved_to: &'static str,
    pub next: &'static str,
    pub next_month: &'static str,
    pub no_match: &'static str,
    pub position_of: &'static str,
    pub previous: &'static str,
    pub previous_month: &'static str,
    pub remove: &'static str,
    pub remove_filter: &'static str,
    pub results: &'static str,
    pub select_all: &'static str,
    pub select_row: &'static str,
    pub selected: &'static str,
    pub show_options: &'static str,
    pub skip_to_content: &'static str,
    pub sorted_ascending: &'static str,
    pub sorted_descending: &'static str,
    pub today: &'static str,
    pub unfold: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    /// Short names of the days, Monday first.
    pub weekdays: [&'static str; 7],
    pub months: [&'static str; 12],
}

impl Words {
    /// The built-in language.
    pub const ENGLISH: Self = Self {
        add_to: "Add to {}",
        back: "Back",
        breadcrumb: "Breadcrumb",
        cancel: "Cancel",
        card: "card",
        choose_date: "Choose a date",
        clear: "Clear",
        close: "Close",
        collapse_sidebar: "Collapse sidebar",
        columns_resized: "{} pixels wide",
        copied_cells: "{} cells copied",
        create: "Create “{}”",
        dismiss: "Dismiss",
        drag_cancelled: "Move cancelled",
        drop_here: "Drop here",
        loading: "Loading",
        more_actions: "More actions",
        move_to: "Move to…",
        moved_to: "Moved to {}",
        next: "Next, {}",
        next_month: "Next month",
        no_match: "Nothing found",
        position_of: "{}, {} of {}",
        previous: "Previous, {}",
        previous_month: "Previous month",
        remove: "Remove {}",
        remove_filter: "Remove filter {}",
        results: "{} results",
        select_all: "Select all",
        select_row: "Select",
        selected: "{}, selected",
        show_options: "Show options",
        skip_to_content: "Skip to content",
        sorted_ascending: "Sorted, lowest first",
        sorted_descending: "Sorted, highest first",
        today: "today",
        unfold: "Unfold {}",
        yes: "Yes",
        no: "No",
        weekdays: ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    };

    /// Makes the components below the current owner speak these words.
    pub fn provide(self) {
        provide_context(StoredValue::new(self));
    }
}

/// The words in force here. Call it in a component's body.
#[must_use]
pub fn use_words() -> Words {
    use_context::<StoredValue<Words>>().map_or(Words::ENGLISH, |words| words.get_value())
}

/// Puts `values` into the gaps of a phrase, in order. A phrase with fewer gaps ignores the rest.
#[must_use]
pub fn fill(phrase: &str, values: &[&str]) -> String {
    let mut pieces = phrase.split("{}");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for (index, piece) in pieces.enumerate() {
        text.push_str(values.get(index).copied().unwrap_or_default());
        text.push_str(piece);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_gaps_in_order() {
        assert_eq!(fill("{}, {} of {}", &["Proposal", "2", "7"]), "Proposal, 2 of 7");
        assert_eq!(fill("no gap", &["x"]), "no gap");
        assert_eq!(fill("{} left", &[]), " left");
    }
}
