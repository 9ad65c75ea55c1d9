//! Totals of views of which no row is shown: how many records, and the aggregates asked for.

use bridge::query::OpenView;
use bridge::{Page, Reply, Request};
use model::View;

use super::{AskError, Engine};

impl Engine {
    /// A page without rows for each view, in order: its total and its aggregates. The views are closed again.
    ///
    /// # Errors
    /// [`AskError`], for the first view that cannot be read.
    pub async fn totals(self, views: Vec<View>) -> Result<Vec<Page>, AskError> {
        // Each round has an id of its own: of two questions about one id the engine answers the newer only.
        let id = self.new_view();
        let mut pages = Vec::with_capacity(views.len());
        let mut failed = None;
        for view in views {
            match self
                .ask(Request::OpenView(OpenView {
                    id,
                    view,
                    start: 0,
                    end: 0,
                }))
                .await
            {
                Ok(Reply::Page(page)) => pages.push(page),
                Ok(_) => failed = Some(AskError::Mismatch),
                Err(error) => failed = Some(error),
            }
            if failed.is_some() {
                break;
            }
        }
        self.tell(Request::CloseView(id));
        match failed {
            Some(error) => Err(error),
            None => Ok(pages),
        }
    }
}
