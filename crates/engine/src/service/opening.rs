//! Answering before everything is read: a view waits for the columns that it reads, everything else for all of them.
//!
//! Whoever waits for all goes on in the order of arrival: changes must be made in the order in which they were asked for.

use std::future::poll_fn;
use std::task::Poll;

use bridge::{Event, Failure, Request};

use super::{Service, trouble};
use crate::computed::Computed;
use crate::query::{self, Reads};
use crate::session::drive;
use crate::store::{Store, StoreError};

impl<S: Store> Service<S> {
    /// Reads what is still absent of the workspace. The first caller reads, others wait for it.
    ///
    /// # Errors
    /// When the store cannot be read; what was read stays, and the next caller goes on.
    pub async fn complete(&self) -> Result<(), StoreError> {
        while !self.session.borrow().is_whole() {
            if self.completing.replace(true) {
                self.woken().await;
                continue;
            }
            let completed = self.read_rest().await;
            self.completing.set(false);
            self.wake();
            return completed;
        }
        Ok(())
    }

    /// Reads page by page, and not while a view waits for columns of its own.
    async fn read_rest(&self) -> Result<(), StoreError> {
        while !self.session.borrow().is_whole() {
            if self.bringing.get() > 0 {
                self.woken().await;
                continue;
            }
            let brought = drive::bring_some(&self.session, &self.store).await;
            self.start_anew_if_replaced();
            brought?;
        }
        Ok(())
    }

    /// Waits until somebody has read what they wanted.
    async fn woken(&self) {
        let mut asked = false;
        poll_fn(|context| {
            if std::mem::replace(&mut asked, true) {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    fn wake(&self) {
        self.waiting.take().into_iter().for_each(std::task::Waker::wake);
    }

    /// Waits until everything that a request reads or changes is there.
    pub(super) async fn bring_what_is_read(&self, request: &Request) -> Result<(), Failure> {
        if self.session.borrow().is_whole() {
            return Ok(());
        }
        let failed = |error: StoreError| Failure::Storage(trouble(&error));
        let reads = match request {
            Request::Schema
            | Request::CloseView(_)
            | Request::SetContext(_)
            | Request::KeepFirstScreen { .. }
            | Request::Cancel
            | Request::Flush
            | Request::FillPractice
            | Request::DiscardPractice
            | Request::UnsavedFile => return Ok(()),
            // A view that does not fit the schema reads nothing; it is refused by whoever answers.
            Request::OpenView(open) => query::view_reads(&open.view, &self.session.borrow().workspace).unwrap_or_default(),
            Request::Window { view, .. } => self.views.borrow().reads(*view),
            _ => return self.complete().await.map_err(failed),
        };
        self.bring(&reads).await.map_err(failed)
    }

    async fn bring(&self, reads: &Reads) -> Result<(), StoreError> {
        self.bringing.set(self.bringing.get() + 1);
        let brought = drive::bring(&self.session, &self.store, |column| reads.has_field(column.table, column.field)).await;
        self.bringing.set(self.bringing.get() - 1);
        self.start_anew_if_replaced();
        self.wake();
        Ok(brought?)
    }

    /// A session that was read anew has nothing to do with what was made of the old one.
    pub(super) fn start_anew_if_replaced(&self) {
        if !self.session.borrow_mut().take_replaced() {
            return;
        }
        self.computed.replace(Computed::default());
        let mut views = self.views.borrow_mut();
        views.start_anew(&self.session.borrow().workspace);
        let mut events = self.events.borrow_mut();
        events.push(Event::SchemaChanged);
        events.push(Event::ViewsChanged(views.ids()));
        events.push(Event::RecordsChanged(Vec::new()));
    }
}
