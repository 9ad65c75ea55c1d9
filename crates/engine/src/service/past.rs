//! Looking back: another service, on what the log said at a moment, answers about records; its clock stands at that moment too.

use std::rc::Rc;

use bridge::{Event, Failure, Reach, Reply, Request};

use super::{Attachment, Patience, Service, trouble};
use crate::session::drive;
use crate::store::{Store, StoreError};

impl<S: Store> Service<S> {
    /// Answers a request.
    ///
    /// # Errors
    /// [`Failure`] as the bridge describes it; nothing was changed then.
    pub async fn handle(&self, request: Request, files: Vec<Attachment>) -> Result<Reply, Failure> {
        self.handle_while(request, files, &Patience::default()).await
    }

    /// Answers a request for as long as somebody waits for it.
    ///
    /// # Errors
    /// As [`Service::handle`], and [`Failure::Cancelled`] when nobody waits any more.
    pub async fn handle_while(&self, request: Request, files: Vec<Attachment>, patience: &Patience) -> Result<Reply, Failure> {
        let past = self.past.borrow().clone();
        let Some(past) = past else {
            return self.answer(request, files, patience).await;
        };
        if let Request::SetContext(context) = &request {
            self.context.replace(context.clone());
        }
        match request.reach() {
            Reach::Records => past.answer(request, files, patience).await,
            Reach::Changes => Err(Failure::Past),
            // The next start shows the present; nobody waits for that picture.
            Reach::Device if matches!(request, Request::KeepFirstScreen { .. }) => Ok(Reply::Ok),
            Reach::Device => self.answer(request, files, patience).await,
        }
    }

    /// Goes to a moment, in UTC milliseconds, or back to the present. Reads the whole log once; the past holds records of its own
    /// until the present is back.
    pub(super) async fn look_back(&self, millis: Option<i64>) -> Result<(), Failure> {
        let past = match millis {
            Some(millis) => Some(Rc::new(self.as_of(millis).await?)),
            None => None,
        };
        self.past.replace(past);
        let mut events = self.events.borrow_mut();
        events.push(Event::SchemaChanged);
        events.push(Event::RecordsChanged(Vec::new()));
        Ok(())
    }

    async fn as_of(&self, millis: i64) -> Result<Self, Failure> {
        let store = self.store.at(u64::try_from(millis).unwrap_or(0));
        let actor = self.session.borrow().workspace.actor();
        let failed = |error: StoreError| Failure::Storage(trouble(&error));
        // The past is what the log says: what is still on its way there comes first.
        drive::flush(&self.session, &self.store).await.map_err(failed)?;
        let session = drive::open(&store, actor).await.map_err(|error| failed(error.into()))?;
        let past = Self::with(session, store, self.surroundings.clone());
        past.context.replace(self.context.borrow().clone());
        Ok(past)
    }
}
