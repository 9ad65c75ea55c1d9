//! The page of the day, and the inbox: what concerns the person, and what they have read of it.

use bridge::Done;
use bridge::inbox::{Inbox, NoticeChange};
use bridge::record::Today;

use super::Service;
use super::keeping::Device;
use crate::inbox::{self, Kept};
use crate::sample;
use crate::store::Store;
use crate::today;

impl<S: Store> Service<S> {
    pub(super) fn today(&self) -> Today {
        let fields = today::computed(&self.session.borrow().workspace);
        self.read(&fields, |reader, _| today::today(reader))
    }

    /// What there is in the inbox; at most so many notices.
    pub(super) async fn inbox(&self, limit: u32) -> Inbox {
        let kept = self.kept().await;
        let fields = inbox::computed(&self.session.borrow().workspace);
        self.read(&fields, |reader, _| inbox::inbox(reader, kept, limit))
    }

    pub(super) async fn change_notices(&self, change: NoticeChange) -> Done {
        let (keys, read, until) = match change {
            NoticeChange::Read(keys, read) => (keys, read, None),
            NoticeChange::PutOff(keys, until) => (keys, false, Some(until)),
            NoticeChange::ReadAll => {
                let kept = self.kept().await;
                let fields = inbox::computed(&self.session.borrow().workspace);
                (self.read(&fields, |reader, _| inbox::unread(reader, kept)), true, None)
            }
        };
        let drafted = self.drafting(|drafting| inbox::change(&keys, read, until, drafting));
        self.commit(drafted)
    }

    /// What is in back-ups, if this device can tell.
    async fn kept(&self) -> Option<Kept> {
        let device = Device::read(&self.store).await.ok()??;
        let session = self.session.borrow();
        let workspace = &session.workspace;
        let own = workspace.schema().objects().iter().filter(|object| !object.hidden);
        let records = own
            .filter_map(|object| workspace.table(&object.key))
            .map(|table| table.alive().count() as u32);
        Some(Kept {
            last: device.last_backup,
            changes: session.applied_seq().saturating_sub(device.backup_seq) as u32,
            records: records.sum::<u32>().saturating_sub(sample::count(workspace)),
        })
    }
}
