//! One record: as a panel beside its list and as a page of its own. Driven by the schema; tickets, orders and deals have
//! parts of their own beside what every record has.

mod attach;
mod call;
mod compose_kind;
mod composer;
mod deeds;
mod fact;
mod facts;
mod file_row;
mod files;
mod header;
mod history;
mod lead;
mod lines;
mod menu;
mod neighbours;
mod notices;
mod offers;
mod page;
mod panel;
mod reasons;
mod related;
mod saved_reply;
mod sections;
mod stages;
mod subject;
mod thread;
mod timeline;
mod worth;

pub use page::RecordPageView;
pub use panel::RecordPanel;
