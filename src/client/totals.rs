//! Views that are read once: their first rows, or only how many records there are and the aggregates asked for.

use bridge::query::OpenView;
use bridge::{Page, Request, answer};
use model::View;

use super::{AskError, Engine};

impl Engine {
    /// A page without rows for each view, in order: its total and its aggregates. The views are closed again.
    ///
    /// # Errors
    /// [`AskError`], for the first view that cannot be read.
    pub async fn totals(self, views: Vec<View>) -> Result<Vec<Page>, AskError> {
        let mut pages = Vec::with_capacity(views.len());
        for view in views {
            pages.push(self.first_rows(view, 0).await?);
        }
        Ok(pages)
    }

    /// The first rows of a view, which is closed again.
    ///
    /// # Errors
    /// [`AskError`], when it cannot be read.
    pub async fn first_rows(self, view: View, rows: u32) -> Result<Page, AskError> {
        // Each question has an id of its own: of two about one id the engine answers the newer only.
        let id = self.new_view();
        let open = OpenView {
            id,
            view,
            start: 0,
            end: rows,
        };
        let answer = self.ask::<answer::Page>(Request::OpenView(open)).await;
        self.tell(Request::CloseView(id));
        answer
    }
}
