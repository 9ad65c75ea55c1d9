//! Words of the design system, which takes them from the context.

use crate::platform::format;

use crate::ui::words::Words;

/// Puts each word of the design system into the catalogue.
macro_rules! components {
    ($($name:ident)+) => {
        /// The words of the components in the language in force.
        #[must_use]
        pub fn words() -> Words {
            let english = Words::ENGLISH;
            Words {
                $($name: super::catalogue::said(
                    const { super::catalogue::key_of(module_path!(), stringify!($name)) },
                    english.$name,
                ),)+
                weekdays: weekdays().unwrap_or(english.weekdays),
                months: months().unwrap_or(english.months),
            }
        }

        /// Every word, for the test that compares languages.
        #[cfg(test)]
        pub const PHRASES: &[super::catalogue::Phrase] = &[
            $(super::catalogue::Phrase { name: stringify!($name), english: &[Words::ENGLISH.$name] }),+
        ];
    };
}

components! {
    add_to
    back
    breadcrumb
    cancel
    card
    choose_date
    clear
    close
    collapse_sidebar
    columns_resized
    copied_cells
    create
    dismiss
    drag_cancelled
    drop_here
    loading
    more_actions
    move_to
    moved_to
    next
    next_month
    no_match
    position_of
    previous
    previous_month
    remove
    remove_filter
    results
    select_all
    select_row
    selected
    show_options
    skip_to_content
    sorted_ascending
    sorted_descending
    today
    unfold
    yes
    no
}

/// Short names of the days as the browser knows them, Monday first; `None` for English, whose own are shorter.
fn weekdays() -> Option<[&'static str; 7]> {
    // The fifth day of 1970 was a Monday.
    super::language::keeps_case().then(|| std::array::from_fn(|day| &*format::weekday_short(4 + day as i32).leak()))
}

/// Names of the months as the browser knows them; `None` for English.
fn months() -> Option<[&'static str; 12]> {
    // The middle of each month of 1970: 30.44 days on from the one before.
    super::language::keeps_case().then(|| std::array::from_fn(|month| &*format::month_name(15 + month as i32 * 3044 / 100).leak()))
}
