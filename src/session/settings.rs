//! Settings of the workspace: what belongs to the data and goes with it to other devices.

use std::collections::HashMap;

use bridge::Cell;
use model::View;

use crate::client::use_view;
use crate::reactive::prelude::*;

/// Settings of the workspace as the engine has them; none before they are there.
#[must_use]
pub fn use_settings() -> Memo<Option<HashMap<String, String>>> {
    let view = use_view(move || {
        Some(View {
            columns: vec!["key".into(), "value".into()],
            ..View::table("setting")
        })
    });
    Effect::new(move || {
        if let Some(total) = view.total().get() {
            view.want(0..total as usize);
        }
    });
    Memo::new(move |_| {
        let text = |cell: Option<&Cell>| match cell {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        };
        view.page().with(|page| {
            let page = page.as_ref()?;
            Some(
                page.rows
                    .iter()
                    .map(|row| (text(row.cells.first()), text(row.cells.get(1))))
                    .collect(),
            )
        })
    })
}
