//! The row of totals under the rows.

use crate::reactive::prelude::*;

use super::column::{ColumnAlign, GridColumn, frozen_at};

/// A total under its column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FootCell {
    /// What is totalled, such as `Sum`; quiet.
    pub label: String,
    /// The total as shown.
    pub value: String,
    /// What is counted, after the number, such as `contacts`; quiet.
    pub noun: String,
}

impl FootCell {
    /// A total.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            noun: String::new(),
        }
    }

    /// A count of things, such as `1,284 contacts`.
    pub fn count(value: impl Into<String>, noun: impl Into<String>) -> Self {
        Self {
            label: String::new(),
            value: value.into(),
            noun: noun.into(),
        }
    }
}

#[component]
pub(super) fn Foot(columns: Signal<Vec<GridColumn>>, totals: Signal<Vec<Option<FootCell>>>, checks: bool) -> impl IntoView {
    view! {
        <div class="grid__row grid__foot" role="row">
            {checks.then(|| view! { <div class="grid__cell grid__cell--check grid__cell--frozen" role="gridcell"></div> })}
            {move || {
                let totals = totals.get();
                columns
                    .get()
                    .into_iter()
                    .enumerate()
                    .map(|(index, column)| {
                        let mut class = String::from("grid__cell");
                        match column.align {
                            ColumnAlign::Start => {}
                            ColumnAlign::End => class.push_str(" grid__cell--number"),
                            ColumnAlign::Centre => class.push_str(" grid__cell--centre"),
                        }
                        let at = frozen_at(index, &column);
                        if at.is_some() {
                            class.push_str(" grid__cell--frozen");
                        }
                        let total = totals.get(index).cloned().flatten();
                        view! {
                            <div class=class role="gridcell" style:--at=at>
                                {total.map(|FootCell { label, value, noun }| {
                                    view! {
                                        {(!label.is_empty()).then(|| view! { <span>{label}</span> })}
                                        <b>{value}</b>
                                        {(!noun.is_empty()).then(|| view! { <span>{noun}</span> })}
                                    }
                                })}
                            </div>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
