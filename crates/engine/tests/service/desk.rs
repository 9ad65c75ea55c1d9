//! A service on memory with a fixed clock, and short words for asking it.

use std::cell::Cell as Flag;
use std::rc::Rc;

use bridge::import::{ImportRequest, ImportState, MatchKey, Policy};
use bridge::query::OpenView;
use bridge::record::HistoryEntry;
use bridge::{Cell, Command, CommandFailure, Done, Failure, Input, Page, RecordLink, Reply, Request};
use engine::service::{Attachment, Service, Surroundings};
use engine::session::drive;
use engine::store::{AsOf, MemoryStore};
use model::{ActorId, FieldKey, ObjectKey, ParseContext, RecordId, View};
use pollster::block_on;

/// 2026-03-12, noon UTC.
pub const NOON: i64 = 20_524 * 86_400_000 + 12 * 3_600_000;

/// Whatever else is asked for has its turn, once.
async fn turn() {
    let mut is_over = false;
    std::future::poll_fn(|context| {
        if std::mem::replace(&mut is_over, true) {
            return std::task::Poll::Ready(());
        }
        context.waker().wake_by_ref();
        std::task::Poll::Pending
    })
    .await;
}

/// A service, its store, and its clock.
pub struct Desk {
    pub service: Service<MemoryStore>,
    pub store: MemoryStore,
    pub now: Rc<Flag<i64>>,
}

impl Desk {
    /// An empty, set-up workspace.
    pub fn new() -> Self {
        let desk = Self::on(MemoryStore::new());
        desk.run(Command::SetUp {
            workspace: "Atelier".into(),
            person: "Jana Brandt".into(),
        })
        .unwrap();
        desk
    }

    /// The workspace of a store, opened as after a reload.
    pub fn on(store: MemoryStore) -> Self {
        let now = Rc::new(Flag::new(NOON));
        let clock = now.clone();
        let counter = Flag::new(0u64);
        let surroundings = Surroundings {
            now: Box::new(move || clock.get()),
            elapsed: Box::new(|| 0.0),
            turn: Box::new(|| Box::pin(turn())),
            entropy: Box::new(move || {
                counter.set(counter.get() + 1);
                u128::from(counter.get()).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
            }),
            legacy: Box::new(|| None),
        };
        // As little as can be: whatever is asked has to wait for what it reads.
        let session = block_on(drive::open_partly(&store, ActorId::new(7, 0), 0)).unwrap();
        let desk = Self {
            service: Service::new(session, AsOf::now(store.clone()), surroundings),
            store,
            now,
        };
        let context = ParseContext {
            today: 20_524,
            country: "DE".into(),
            ..ParseContext::default()
        };
        assert_eq!(desk.ask(Request::SetContext(context)), Ok(Reply::Ok));
        desk
    }

    /// Closes and opens again.
    pub fn reopened(self) -> Self {
        self.flush();
        Self::on(self.store)
    }

    pub fn flush(&self) {
        assert_eq!(self.ask(Request::Flush), Ok(Reply::Ok));
    }

    pub fn ask(&self, request: Request) -> Result<Reply, Failure> {
        block_on(self.service.handle(request, Vec::new()))
    }

    pub fn ask_with(&self, request: Request, files: Vec<Attachment>) -> Result<Reply, Failure> {
        block_on(self.service.handle(request, files))
    }

    pub fn run(&self, command: Command) -> Result<Done, CommandFailure> {
        match self.ask(Request::Do(command)) {
            Ok(Reply::Done(done)) => Ok(done),
            Err(Failure::Command(failure)) => Err(failure),
            other => panic!("{other:?}"),
        }
    }

    /// Makes a record of typed texts and returns it.
    pub fn create(&self, object: &str, fields: &[(&str, &str)]) -> RecordLink {
        let fields = fields
            .iter()
            .map(|&(field, text)| (FieldKey::from(field), Input::Text(text.to_owned())))
            .collect();
        self.run(Command::Create {
            object: object.into(),
            fields,
        })
        .unwrap()
        .record
        .unwrap()
    }

    pub fn edit(&self, object: &str, record: RecordId, field: &str, text: &str) -> Result<Done, CommandFailure> {
        let fields = vec![(field.into(), Input::Text(text.to_owned()))];
        self.run(Command::Edit {
            object: object.into(),
            record,
            fields,
        })
    }

    pub fn page(&self, view: View) -> Page {
        match self.ask(Request::OpenView(OpenView {
            id: 9,
            view,
            start: 0,
            end: 100,
        })) {
            Ok(Reply::Page(page)) => page,
            other => panic!("{other:?}"),
        }
    }

    /// A cell of a record's page.
    pub fn cell(&self, object: &str, record: RecordId, field: &str) -> Cell {
        match self.ask(Request::Record {
            object: ObjectKey::from(object),
            record,
        }) {
            Ok(Reply::Record(Some(page))) => page
                .cells
                .into_iter()
                .find(|(key, _)| key == field)
                .map(|(_, cell)| cell)
                .unwrap_or_default(),
            other => panic!("{other:?}"),
        }
    }

    /// What happened to a record's fields, newest first.
    pub fn history(&self, record: &RecordLink) -> Vec<HistoryEntry> {
        match self.ask(Request::History {
            object: record.object.clone(),
            record: record.id,
        }) {
            Ok(Reply::History(entries)) => entries,
            other => panic!("{other:?}"),
        }
    }

    pub fn count(&self, object: &str) -> u32 {
        self.page(View::table(object)).total
    }

    pub fn import(&self, request: ImportRequest, files: Vec<Attachment>) -> ImportState {
        match self.ask_with(Request::Import(request), files) {
            Ok(Reply::Import(state)) => *state,
            other => panic!("{other:?}"),
        }
    }

    /// Reads files and counts what would happen.
    pub fn preview(&self, files: Vec<(&str, Vec<u8>)>, object: Option<&str>) -> ImportState {
        let names = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let files = files
            .into_iter()
            .map(|(name, bytes)| Attachment {
                name: name.to_owned(),
                bytes,
            })
            .collect();
        self.import(
            ImportRequest::Start {
                names,
                pasted: None,
                object: object.map(Into::into),
                tasks: "tasks".to_owned(),
            },
            files,
        );
        self.work();
        self.again()
    }

    /// What makes two records of a file the same.
    pub fn match_by(&self, file: u32, key: MatchKey) {
        self.import(ImportRequest::SetMatch { file, key }, Vec::new());
    }

    /// What happens to all fields that both have.
    pub fn policy(&self, file: u32, policy: Policy) {
        self.import(ImportRequest::SetPolicy { file, field: None, policy }, Vec::new());
    }

    /// Counts anew after something was changed.
    pub fn again(&self) -> ImportState {
        self.import(ImportRequest::Preview, Vec::new());
        self.work();
        self.import(ImportRequest::State, Vec::new())
    }

    fn work(&self) {
        while self.service.step() {}
    }
}
