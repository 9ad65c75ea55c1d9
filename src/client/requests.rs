//! One typed method per request. Each asks, and takes the one kind of reply that the bridge promises for it.

use bridge::chart::{ChartPage, PointPage, SavedDashboard};
use bridge::customer::{ChurnSummary, ClusterPage, CustomerValue, CustomerWorth, RiskList};
use bridge::duplicates::{Duplicates, Known, MergePreview};
use bridge::file::{FileLine, NewFile};
use bridge::import::{ImportRequest, ImportState, ProblemLine};
use bridge::inbox::Inbox;
use bridge::insight::{NextAction, Recommendation, RfmSummary, SegmentSummary};
use bridge::query::{Found, SavedView, SearchQuery, Why};
use bridge::record::{FieldDraft, FieldTrial, HistoryEntry, Pipeline, RecordPage, Timeline, TimelineQuery, Today};
use bridge::report::{Report, ReportQuery};
use bridge::scoring::{LeadGrid, LeadScore, ModelState, Playbook, PlaybookCustomer};
use bridge::status::{BackupSummary, Status, StepLine, Verification};
use bridge::{ChoiceCell, Command, Done, FileReply, RecordLine, Request, ViewId, answer};
use model::{Chart, FieldKey, Filter, ObjectKey, ParseContext, PointChart, RecordId, Schema, Value, View};
use web_sys::File;

use super::{AskError, Engine};

/// Declares methods that ask and take one kind of reply.
macro_rules! requests {
    ($($(#[$doc:meta])* fn $name:ident($($argument:ident: $type:ty),*) -> $answer:ty = $request:expr, $kind:ident $(($content:ident) => $value:expr)?;)*) => {
        impl Engine {
            $(
                $(#[$doc])*
                ///
                /// # Errors
                /// [`AskError`].
                pub fn $name(self, $($argument: $type),*) -> impl Future<Output = Result<$answer, AskError>> {
                    let answer = self.ask::<answer::$kind>($request);
                    $(let answer = async move { answer.await.map(|$content| $value) };)?
                    answer
                }
            )*
        }
    };
}

requests! {
    /// How many records a filter matches.
    fn count(object: ObjectKey, filter: Filter) -> u32 = Request::Count { object, filter }, Count;
    /// Why a record is in a filter or out of it.
    fn explain(object: ObjectKey, record: RecordId, filter: Filter) -> Why = Request::Explain { object, record, filter }, Why;
    /// The position of a record in a live view.
    fn position(view: ViewId, record: RecordId) -> Option<u32> = Request::Position { view, record }, Position;
    /// Values of a field in use, most used first.
    fn values(object: ObjectKey, field: FieldKey, prefix: String) -> Vec<(ChoiceCell, u32)> = Request::Values { object, field, prefix }, Values;
    /// Records of an object that may be there twice.
    fn duplicates(object: ObjectKey) -> Duplicates = Request::Duplicates(object), Duplicates;
    /// Records that may be the one with these values.
    fn known(object: ObjectKey, fields: Vec<(FieldKey, Value)>) -> Vec<Known> = Request::Known { object, fields }, Known;
    /// What would become of a record if it took the place of others.
    fn merge_preview(object: ObjectKey, into: RecordId, others: Vec<RecordId>, taken: Vec<(FieldKey, RecordId)>) -> Box<MergePreview> = Request::MergePreview { object, into, others, taken }, MergePreview;
    /// One record with all it needs for its page; none when there is none of that id.
    fn record(object: ObjectKey, record: RecordId) -> Option<Box<RecordPage>> = Request::Record { object, record }, Record;
    /// Files attached to a record, newest first.
    fn files(record: RecordId) -> Vec<FileLine> = Request::Files(record), Files;
    /// The contents of an attached file.
    fn file_contents(file: RecordId) -> FileReply = Request::FileContents(file), File;
    /// Fields of a record that is being made which are not shown with these values.
    fn hidden(object: ObjectKey, fields: Vec<(FieldKey, Value)>) -> Vec<FieldKey> = Request::Hidden { object, fields }, Fields;
    /// What happened around a record, newest first.
    fn timeline(query: TimelineQuery) -> Timeline = Request::Timeline(query), Timeline;
    /// Field changes of a record, newest first.
    fn history(object: ObjectKey, record: RecordId) -> Vec<HistoryEntry> = Request::History { object, record }, History;
    /// A formula or roll-up tried on a few records.
    fn try_field(draft: FieldDraft) -> Box<FieldTrial> = Request::TryField(Box::new(draft)), Tried;
    /// The set-up of the workspace as a file.
    fn setup_file() -> FileReply = Request::SetupFile, File;
    /// What a template has in it; [`Engine::restore`] adds it.
    fn check_template(key: String) -> BackupSummary = Request::CheckTemplate { key }, BackupChecked;
    /// Search over every object.
    fn search(query: SearchQuery) -> Found = Request::Search(query), Found;
    /// Records whose name matches, for pickers.
    fn suggest(object: ObjectKey, text: String, limit: u32) -> Vec<RecordLine> = Request::Suggest { object, text, limit }, Links;
    /// What is to be done today.
    fn today() -> Today = Request::Today, Today(today) => *today;
    /// What concerns the person; the counts know of more notices than are listed.
    fn inbox(limit: u32) -> Inbox = Request::Inbox { limit }, Inbox(inbox) => *inbox;
    /// Ranked next best actions.
    fn next_actions(limit: u32) -> Vec<NextAction> = Request::NextActions { limit }, Actions;
    /// Products for a contact, company or product.
    fn recommend(object: ObjectKey, record: RecordId, limit: u32) -> Vec<Recommendation> = Request::Recommend { object, record, limit }, Recommendations;
    /// RFM cells with their sizes and rules.
    fn rfm(object: ObjectKey) -> Box<RfmSummary> = Request::Rfm { object }, Rfm;
    /// What all customers are worth.
    fn customer_value(object: ObjectKey) -> CustomerValue = Request::CustomerValue { object }, CustomerValue(value) => *value;
    /// What one customer is worth; none for who bought nothing.
    fn customer_worth(object: ObjectKey, record: RecordId) -> Option<Box<CustomerWorth>> = Request::CustomerWorth { object, record }, CustomerWorth;
    /// Customers who are silent for longer than so many times their usual gap, or than the workspace has set.
    fn at_risk(object: ObjectKey, times: Option<f64>, limit: u32) -> RiskList = Request::AtRisk { object, times, limit }, AtRisk(list) => *list;
    /// What the models say about a subject.
    fn report(query: ReportQuery) -> Report = Request::Report(Box::new(query)), Report(report) => *report;
    /// Who will fall silent next; `again` trains the model anew.
    fn churn(object: ObjectKey, limit: u32, again: bool) -> ChurnSummary = Request::Churn { object, limit, again }, Churn(summary) => *summary;
    /// How a model of a yes or no stands: of deals won, or of customers who fall silent.
    fn model_state(object: ObjectKey) -> ModelState = Request::ModelState(object), ModelState(state) => *state;
    /// The model as a file.
    fn export_model(object: ObjectKey) -> FileReply = Request::ExportModel(object), File;
    /// Offers to customers at risk and what came of them, newest first.
    fn playbooks(object: ObjectKey) -> Vec<Playbook> = Request::Playbooks(object), Playbooks;
    /// Customers of a playbook, those who got the offer first.
    fn playbook_customers(object: ObjectKey, campaign: RecordId) -> Vec<PlaybookCustomer> = Request::PlaybookCustomers { object, campaign }, PlaybookCustomers;
    /// Leads by grade, by rules to try or those of the workspace.
    fn lead_grid(rules: Option<[f64; 5]>) -> LeadGrid = Request::LeadGrid { rules }, LeadGrid(grid) => *grid;
    /// Why a contact has its grade; none for who is no lead.
    fn lead_score(record: RecordId) -> Option<Box<LeadScore>> = Request::LeadScore(record), LeadScore;
    /// Groups of records that are alike in fields of numbers.
    fn clusters(object: ObjectKey, fields: Vec<FieldKey>, log: bool, k: Option<u8>) -> ClusterPage = Request::Clusters { object, fields, log, k }, Clusters(page) => *page;
    /// Saved segments with live counts.
    fn segments() -> Vec<SegmentSummary> = Request::Segments, Segments;
    /// Saved views of an object, or of all, with live counts.
    fn saved_views(object: Option<ObjectKey>) -> Vec<SavedView> = Request::SavedViews { object }, Views;
    /// A measure by its dimensions.
    fn chart(chart: Chart) -> Box<ChartPage> = Request::Chart(Box::new(chart)), Chart;
    /// Two numbers of every record.
    fn points(chart: PointChart) -> PointPage = Request::Points(Box::new(chart)), Points;
    /// Saved dashboards, in order.
    fn dashboards() -> Vec<SavedDashboard> = Request::Dashboards, Dashboards;
    /// Pipelines with their stages.
    fn pipelines() -> Vec<Pipeline> = Request::Pipelines, Pipelines;
    /// The steps that can be taken back, newest first, and the number of those that can be done again.
    fn steps() -> (Vec<StepLine>, u32) = Request::Steps, Steps;
    /// State of storage, back-ups and unsaved changes.
    fn status() -> Box<Status> = Request::Status, Status;
    /// A step of the import.
    fn import(request: ImportRequest) -> Box<ImportState> = Request::Import(request), Import;
    /// All problems of a file of the import, by line.
    fn import_problems(file: u32) -> Vec<ProblemLine> = Request::Import(ImportRequest::Problems { file }), Problems;
    /// Rows of an import, each with what is wrong with it, as a file.
    fn error_file(file: u32, name: String, columns: Vec<String>, rows: Vec<(u32, String)>) -> FileReply = Request::Import(ImportRequest::ErrorFile { file, name, columns, rows }), File;
    /// The records of a view as a CSV file.
    fn export_csv(view: View, for_spreadsheet: bool) -> FileReply = Request::ExportCsv { view, for_spreadsheet }, File;
    /// Everything as a back-up file.
    fn backup() -> FileReply = Request::Backup, File;
    /// Changes that could not be kept, as a file.
    fn unsaved_file() -> FileReply = Request::UnsavedFile, File;
    /// Restores the checked back-up: adds to what is here, or replaces it.
    fn restore(merge: bool) -> Done = Request::Restore { merge }, Done;
    /// Re-reads everything kept and compares digests.
    fn verify() -> Verification = Request::Verify, Verified;
    /// Stops long work.
    fn cancel() -> () = Request::Cancel, Ok;
    /// Keeps the first rows for the next start; at most 100 KB.
    fn keep_first_screen(bytes: Vec<u8>) -> () = Request::KeepFirstScreen { bytes }, Ok;
    /// The context in which text is read. The client tells it by itself at the start and when the page wakes.
    fn set_context(context: ParseContext) -> () = Request::SetContext(context), Ok;
    /// Keeps everything now.
    fn flush() -> () = Request::Flush, Ok;
    /// The schema in force; [`Engine::schema`] follows it.
    fn schema_in_force() -> Box<Schema> = Request::Schema, Schema;
}

impl Engine {
    /// Makes a change.
    ///
    /// # Errors
    /// [`AskError`]; see [`AskError::command`].
    pub async fn run(self, command: Command) -> Result<Done, AskError> {
        let makes_records = super::persistence::is_work(&command);
        let done = self.ask::<answer::Done>(Request::Do(command)).await?;
        if makes_records && done.change.is_some() {
            super::persistence::ask_once();
        }
        Ok(done)
    }

    /// Attaches files to a record.
    ///
    /// # Errors
    /// [`AskError`].
    pub async fn add_files(self, object: ObjectKey, record: RecordId, files: Vec<File>) -> Result<Done, AskError> {
        let new = files.iter().map(|file| NewFile {
            name: file.name(),
            media_type: file.type_(),
        });
        let request = Request::AddFiles {
            object,
            record,
            files: new.collect(),
        };
        let done = self.ask_with::<answer::Done>(request, files).await?;
        super::persistence::ask_once();
        Ok(done)
    }

    /// A step of the import that brings files.
    ///
    /// # Errors
    /// [`AskError`].
    pub async fn import_files(self, request: ImportRequest, files: Vec<File>) -> Result<Box<ImportState>, AskError> {
        let state = self.ask_with::<answer::Import>(Request::Import(request), files).await?;
        super::persistence::ask_once();
        Ok(state)
    }

    /// Reads a back-up file and says what is in it.
    ///
    /// # Errors
    /// [`AskError`].
    pub fn check_backup(self, file: File) -> impl Future<Output = Result<BackupSummary, AskError>> {
        self.ask_with::<answer::BackupChecked>(Request::CheckBackup, vec![file])
    }
}
