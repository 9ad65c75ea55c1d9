//! What concerns the person now, grouped by record. Nothing of it is kept but what was read and what was put off.

use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;

/// What there is in the inbox.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Inbox {
    /// Notices by what they are about, the group with the newest one first.
    pub groups: Vec<NoticeGroup>,
    /// All that stands now, also beyond what is listed.
    pub total: u32,
    /// Those of them that were not read.
    pub unread: u32,
    /// Those that were put off and are not listed.
    pub asleep: u32,
}

/// Notices about one record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoticeGroup {
    /// The record; none for the workspace itself.
    pub about: Option<RecordLink>,
    /// A second line that tells it from others of its name.
    pub detail: Vec<crate::Cell>,
    /// What there is to say, newest first.
    pub notices: Vec<Notice>,
}

/// Something that concerns the person.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// What names it: the same as long as it is about the same thing of the same record.
    pub key: String,
    /// What is the matter.
    pub what: Matter,
    /// The task, meeting or other record that it comes from, where the group is about another one.
    pub record: Option<RecordLink>,
    /// When it came to be so, in UTC milliseconds.
    pub at: i64,
    /// It was read since.
    pub read: bool,
}

/// What is the matter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Matter {
    /// A task of today.
    TaskDue,
    /// A task whose day has passed.
    TaskLate(i32),
    /// A meeting, call or visit that begins, in UTC milliseconds.
    Begins(i64),
    /// A ticket waits for its first reply until then.
    FirstReply(i64),
    /// A ticket is due then.
    TicketDue(i64),
    /// An open deal without a next step.
    NoNextStep,
    /// An open deal on which nothing happened for so many days, where its stage allows so many.
    Quiet {
        /// Days.
        days: i64,
        /// Days allowed.
        usual: i64,
    },
    /// Somebody else made it the person's.
    Assigned,
    /// There are changes that are in no back-up; when the last one was made.
    Backup(Option<i64>),
}

/// Kinds of notices that can be switched off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NoticeKind {
    /// Tasks that are due or late.
    Tasks,
    /// What begins soon.
    Meetings,
    /// Tickets that are nearly due or late.
    Tickets,
    /// Deals that are quiet or without a next step.
    Deals,
    /// Records that somebody else has given to the person.
    Assigned,
    /// Back-ups.
    Backup,
}

impl NoticeKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [NoticeKind; 6] = [
        NoticeKind::Tasks,
        NoticeKind::Meetings,
        NoticeKind::Tickets,
        NoticeKind::Deals,
        NoticeKind::Assigned,
        NoticeKind::Backup,
    ];

    /// Key of the setting with the names of those that are switched off, separated by commas.
    pub const OFF: &'static str = "inbox_off";

    /// Its name in the setting.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            NoticeKind::Tasks => "tasks",
            NoticeKind::Meetings => "meetings",
            NoticeKind::Tickets => "tickets",
            NoticeKind::Deals => "deals",
            NoticeKind::Assigned => "assigned",
            NoticeKind::Backup => "backup",
        }
    }

    /// Whether a setting switches it off.
    #[must_use]
    pub fn is_off(self, setting: &str) -> bool {
        setting.split(',').any(|name| name == self.name())
    }
}

impl Matter {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> NoticeKind {
        match self {
            Matter::TaskDue | Matter::TaskLate(_) => NoticeKind::Tasks,
            Matter::Begins(_) => NoticeKind::Meetings,
            Matter::FirstReply(_) | Matter::TicketDue(_) => NoticeKind::Tickets,
            Matter::NoNextStep | Matter::Quiet { .. } => NoticeKind::Deals,
            Matter::Assigned => NoticeKind::Assigned,
            Matter::Backup(_) => NoticeKind::Backup,
        }
    }
}

/// What is done to notices.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NoticeChange {
    /// These were read, or are to be unread again.
    Read(Vec<String>, bool),
    /// All that stands now was read.
    ReadAll,
    /// These come back on a day, unread.
    PutOff(Vec<String>, i32),
}
