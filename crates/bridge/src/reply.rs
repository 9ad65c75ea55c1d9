//! Answers of the engine, one kind for each kind of question.

use serde::{Deserialize, Serialize};

use crate::{
    BoardPage, ChoiceCell, Done, Page, RecordLine, chart, customer, duplicates, file, import, inbox, insight, query, record, report,
    scoring, status,
};

/// Answers.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reply {
    /// Done, nothing to say.
    Ok,
    /// The schema.
    Schema(Box<model::Schema>),
    /// A window of a view.
    Page(Page),
    /// A board.
    Board(BoardPage),
    /// A calendar.
    Calendar(query::CalendarPage),
    /// A number of records.
    Count(u32),
    /// Why a record is in or out.
    Why(query::Why),
    /// Position in a view.
    Position(Option<u32>),
    /// Values with how often each is used.
    Values(Vec<(ChoiceCell, u32)>),
    /// A record; `None` when there is none of that id.
    Record(Option<Box<record::RecordPage>>),
    /// What happened around a record.
    Timeline(record::Timeline),
    /// Field changes.
    History(Vec<record::HistoryEntry>),
    /// Records that may be there twice.
    Duplicates(duplicates::Duplicates),
    /// Records that may be the one that is being made.
    Known(Vec<duplicates::Known>),
    /// What a merge would make.
    MergePreview(Box<duplicates::MergePreview>),
    /// A derived field tried.
    Tried(Box<record::FieldTrial>),
    /// Search results.
    Found(query::Found),
    /// Records by name.
    Links(Vec<RecordLine>),
    /// Today.
    Today(Box<record::Today>),
    /// What concerns the person.
    Inbox(Box<inbox::Inbox>),
    /// Next best actions.
    Actions(Vec<insight::NextAction>),
    /// Product recommendations.
    Recommendations(Vec<insight::Recommendation>),
    /// RFM cells.
    Rfm(Box<insight::RfmSummary>),
    /// What all customers are worth.
    CustomerValue(Box<customer::CustomerValue>),
    /// What one customer is worth; `None` for who bought nothing.
    CustomerWorth(Option<Box<customer::CustomerWorth>>),
    /// Customers who are silent for longer than usual.
    AtRisk(Box<customer::RiskList>),
    /// A report.
    Report(Box<report::Report>),
    /// Who will fall silent next.
    Churn(Box<customer::ChurnSummary>),
    /// How a model stands.
    ModelState(Box<scoring::ModelState>),
    /// Offers to customers at risk, newest first.
    Playbooks(Vec<scoring::Playbook>),
    /// Customers of a playbook, those who got the offer first.
    PlaybookCustomers(Vec<scoring::PlaybookCustomer>),
    /// Leads by grade.
    LeadGrid(Box<scoring::LeadGrid>),
    /// Why a contact has its grade; `None` for who is no lead.
    LeadScore(Option<Box<scoring::LeadScore>>),
    /// Groups of records that are alike.
    Clusters(Box<customer::ClusterPage>),
    /// Segments.
    Segments(Vec<insight::SegmentSummary>),
    /// Saved views.
    Views(Vec<query::SavedView>),
    /// A chart.
    Chart(Box<chart::ChartPage>),
    /// Points.
    Points(chart::PointPage),
    /// Saved dashboards.
    Dashboards(Vec<chart::SavedDashboard>),
    /// Pipelines.
    Pipelines(Vec<record::Pipeline>),
    /// A change was made.
    Done(Done),
    /// Steps that can be taken back, newest first, and the number of those that can be done again.
    Steps(Vec<status::StepLine>, u32),
    /// State of storage.
    Status(Box<status::Status>),
    /// State of the import.
    Import(Box<import::ImportState>),
    /// Problems of a file of the import, by line.
    Problems(Vec<import::ProblemLine>),
    /// A file for the person.
    File {
        /// Proposed name.
        name: String,
        /// Media type.
        media_type: String,
        /// Contents.
        bytes: Vec<u8>,
    },
    /// What is in a back-up.
    BackupChecked(status::BackupSummary),
    /// Result of a verification.
    Verified(status::Verification),
    /// Fields by their keys.
    Fields(Vec<model::FieldKey>),
    /// Files of a record.
    Files(Vec<file::FileLine>),
}
