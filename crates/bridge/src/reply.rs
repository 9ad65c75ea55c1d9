//! Answers of the engine, one kind for each kind of question.
//!
//! Who asks knows which kind will come. A page therefore reads of a message only whom it is for ([`crate::host::unpack_head`]) and
//! leaves its content to them, so that what a late screen alone asks for is read by code that comes with that screen.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    BoardPage, ChoiceCell, RecordLine, UnpackError, chart, customer, duplicates, file, import, inbox, insight, query, record, report,
    scoring, status, unpack,
};

/// A file that the engine made.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FileReply {
    /// Proposed name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Contents.
    pub bytes: Vec<u8>,
}

/// One kind of reply, for who expects no other.
pub trait Answer {
    /// What is in it.
    type Content: DeserializeOwned;
    /// Which one it is.
    const KIND: ReplyKind;
}

/// A reply that nobody has looked into yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackedReply {
    kind: ReplyKind,
    content: Vec<u8>,
}

impl PackedReply {
    /// The reply of this kind whose content is these bytes.
    #[must_use]
    pub fn new(kind: ReplyKind, content: Vec<u8>) -> Self {
        Self { kind, content }
    }

    /// What is in it.
    ///
    /// # Errors
    /// When it is a reply of another kind or version.
    pub fn open<A: Answer>(&self) -> Result<A::Content, UnpackError> {
        if self.kind == A::KIND {
            unpack(&self.content)
        } else {
            Err(UnpackError)
        }
    }
}

/// Declares the replies, and each by itself as an [`Answer`].
macro_rules! replies {
    (@content) => { () };
    (@content $only:ty) => { $only };
    (@content $($part:ty),+) => { ($($part),+) };
    ($(#[$of_all:meta])* pub enum $reply:ident as $kind:ident { $($(#[$doc:meta])* $name:ident $(($($part:ty),+))?,)+ }) => {
        $(#[$of_all])*
        #[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
        pub enum $reply {
            $($(#[$doc])* $name $(($($part),+))?),+
        }

        /// Which reply it is, as it stands before its content.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
        pub enum $kind {
            $($(#[$doc])* $name),+
        }

        /// Each kind of reply by itself.
        pub mod answer {
            use super::*;

            $(
                $(#[$doc])*
                #[derive(Clone, Copy, Debug)]
                pub struct $name;

                impl Answer for $name {
                    type Content = replies!(@content $($($part),+)?);
                    const KIND: $kind = $kind::$name;
                }
            )+
        }
    };
}

replies! {
    /// Answers.
    pub enum Reply as ReplyKind {
        /// Done, nothing to say.
        Ok,
        /// The schema.
        Schema(Box<model::Schema>),
        /// A window of a view.
        Page(crate::Page),
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
        Done(crate::Done),
        /// Steps that can be taken back, newest first, and the number of those that can be done again.
        Steps(Vec<status::StepLine>, u32),
        /// State of storage.
        Status(Box<status::Status>),
        /// State of the import.
        Import(Box<import::ImportState>),
        /// Problems of a file of the import, by line.
        Problems(Vec<import::ProblemLine>),
        /// A file for the person.
        File(FileReply),
        /// What is in a back-up.
        BackupChecked(status::BackupSummary),
        /// Result of a verification.
        Verified(status::Verification),
        /// Fields by their keys.
        Fields(Vec<model::FieldKey>),
        /// Files of a record.
        Files(Vec<file::FileLine>),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{FromEngine, unpack_head};
    use crate::{Failure, Said, pack};

    fn heard(reply: Result<Reply, Failure>) -> Result<PackedReply, Failure> {
        let message = pack(&FromEngine::Said(Said::Reply { number: 300, reply }));
        match unpack_head(&message).expect("a message of this version") {
            (FromEngine::Said(Said::Reply { number, reply }), content) => {
                assert_eq!(number, 300);
                reply.map(|kind| PackedReply::new(kind, content.to_vec()))
            }
            (other, _) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_reply_is_opened_by_who_asked_for_it() {
        let position = heard(Ok(Reply::Position(Some(7)))).unwrap();
        assert_eq!(position.open::<answer::Position>(), Ok(Some(7)));
        let line = status::StepLine {
            verb: model::change::Verb::Create,
            object: "contact".into(),
            count: 1,
            detail: "Ada".into(),
            at: 1_700_000_000_000,
        };
        let steps = heard(Ok(Reply::Steps(vec![line.clone()], 2))).unwrap();
        assert_eq!(steps.open::<answer::Steps>(), Ok((vec![line], 2)));
        let file = FileReply {
            name: "all.csv".into(),
            media_type: "text/csv".into(),
            bytes: vec![1, 2],
        };
        assert_eq!(heard(Ok(Reply::File(file.clone()))).unwrap().open::<answer::File>(), Ok(file));
        assert_eq!(heard(Ok(Reply::Ok)).unwrap().open::<answer::Ok>(), Ok(()));
    }

    #[test]
    fn a_reply_of_another_kind_or_cut_short_is_an_error() {
        let count = heard(Ok(Reply::Count(1))).unwrap();
        assert_eq!(count.open::<answer::Position>(), Err(UnpackError));
        assert_eq!(
            PackedReply::new(ReplyKind::Count, Vec::new()).open::<answer::Count>(),
            Err(UnpackError)
        );
    }

    #[test]
    fn a_refusal_needs_no_kind() {
        assert_eq!(heard(Err(Failure::Gone)), Err(Failure::Gone));
    }
}
