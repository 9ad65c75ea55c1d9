//! The service: requests of the bridge in, replies and events out. The last layer of the engine; the worker and the command line
//! both speak to it.
//!
//! The service is shared by all requests under way. Its parts are borrowed for moments only and never across a wait, so a
//! keystroke is answered while a back-up waits for the store.

mod backup;
mod backup_files;
mod changes;
mod charts;
mod customers;
mod export;
mod fields;
mod files;
mod history;
mod imports;
mod inbox;
mod keeping;
mod looks;
mod merging;
mod model_files;
mod moment;
mod opening;
mod past;
mod pauses;
mod playbooks;
mod record;
mod reports;
mod restoring;
mod retention;
mod saved;
mod setup;
mod shown;
mod surroundings;
mod timed;

use std::cell::{Cell as Flag, RefCell};
use std::rc::Rc;

pub use keeping::{Device, trouble};
pub use pauses::Patience;
pub use surroundings::Surroundings;
use timed::Timed;

use bridge::import::Progress;
use bridge::query::OpenView;
use bridge::{Event, Failure, Reply, Request, ViewId};
use model::{ParseContext, RecordId, Vector};

use crate::computed::Computed;
use crate::duplicates;
use crate::import::Wizard;
use crate::insights;
use crate::query::{self, Counts, Views, filter::Compiled};
use crate::reader::Reader;
use crate::search;
use crate::session::{Session, drive};
use crate::store::{AsOf, Store};
use crate::table::Effect;
use crate::timeline;

/// A file that came with a request.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its contents.
    pub bytes: Vec<u8>,
}

/// Everything behind the bridge.
pub struct Service<S> {
    store: AsOf<S>,
    session: RefCell<Session>,
    computed: RefCell<Computed>,
    views: RefCell<Views>,
    counts: RefCell<Counts>,
    wizard: RefCell<Wizard>,
    checked: RefCell<Option<backup::Checked>>,
    context: RefCell<ParseContext>,
    events: RefCell<Vec<Event>>,
    surroundings: Rc<RefCell<Surroundings>>,
    /// What answers about records while the person looks back.
    past: RefCell<Option<Rc<Self>>>,
    undo_loaded: Flag<bool>,
    cancelled: Flag<bool>,
    /// How often long work was stopped.
    stops: Flag<u32>,
    /// Grows with everything that is read.
    version: Flag<u64>,
    /// Records were deleted for good, and contents of files may not be needed any more.
    purged: Flag<bool>,
    /// Somebody is reading what is still absent of the workspace.
    completing: Flag<bool>,
    /// How many views are waiting for columns of theirs.
    bringing: Flag<u32>,
    /// Who goes on when one of them has what it wanted, in the order of arrival.
    waiting: RefCell<Vec<std::task::Waker>>,
    /// Log position of the last back-up that was read back: what may be replaced.
    restore_point: RefCell<Option<Vector>>,
}

/// Most records named in one event; more than that is told as "many", an empty list.
const NAMED_RECORDS: usize = 256;

impl<S: Store> Service<S> {
    /// A service on an open session.
    #[must_use]
    pub fn new(session: Session, store: AsOf<S>, surroundings: Surroundings) -> Self {
        Self::with(session, store, Rc::new(RefCell::new(surroundings)))
    }

    fn with(session: Session, store: AsOf<S>, surroundings: Rc<RefCell<Surroundings>>) -> Self {
        Self {
            store,
            session: RefCell::new(session),
            computed: RefCell::new(Computed::default()),
            views: RefCell::new(Views::new()),
            counts: RefCell::default(),
            wizard: RefCell::new(Wizard::default()),
            checked: RefCell::new(None),
            context: RefCell::new(ParseContext::default()),
            events: RefCell::new(Vec::new()),
            surroundings,
            past: RefCell::new(None),
            undo_loaded: Flag::new(false),
            cancelled: Flag::new(false),
            stops: Flag::new(0),
            version: Flag::new(0),
            purged: Flag::new(false),
            completing: Flag::new(false),
            bringing: Flag::new(0),
            waiting: RefCell::new(Vec::new()),
            restore_point: RefCell::new(None),
        }
    }

    /// The session, for keeping what was changed.
    #[must_use]
    pub fn session(&self) -> &RefCell<Session> {
        &self.session
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> &AsOf<S> {
        &self.store
    }

    /// Events since the last call.
    pub fn take_events(&self) -> Vec<Event> {
        let mut events = self.events.take();
        if let Some(past) = &*self.past.borrow() {
            events.extend(past.take_events());
        }
        events
    }

    /// Whether there is no record of a person's own object at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let session = self.session.borrow();
        let schema = session.workspace.schema();
        let own = session
            .workspace
            .tables()
            .iter()
            .filter(|table| schema.object(&table.object).is_none_or(|object| !object.hidden));
        own.map(|table| table.alive().count()).sum::<usize>() == 0
    }

    /// Tells caches and live views what was touched, here or by another tab.
    pub fn note(&self, effects: &[Effect]) {
        self.version.set(self.version.get() + 1);
        self.start_anew_if_replaced();
        if effects.is_empty() {
            return;
        }
        let session = self.session.borrow();
        let workspace = &session.workspace;
        // Counts ask what records pointed to before the change; after it links know only what they point to now.
        self.counts.borrow_mut().note(workspace, self.computed.borrow().links(), effects);
        self.computed.borrow_mut().note(workspace, effects);
        let changed = self.views.borrow_mut().note(workspace, effects);
        let mut events = self.events.borrow_mut();
        if !changed.is_empty() {
            events.push(Event::ViewsChanged(changed));
        }
        let rows: usize = effects.iter().map(|effect| effect.rows.len()).sum();
        let ids = if rows > NAMED_RECORDS {
            Vec::new()
        } else {
            let of = |effect: &Effect| {
                let table = &workspace.tables()[usize::from(effect.table)];
                effect
                    .rows
                    .iter()
                    .map(|&row| table.id(row, workspace.handles()))
                    .collect::<Vec<_>>()
            };
            let owners = effects.iter().flat_map(|effect| files::owners(workspace, effect));
            effects.iter().flat_map(of).chain(owners).collect()
        };
        events.push(Event::RecordsChanged(ids));
        if effects
            .iter()
            .any(|effect| crate::custom::defines_schema(&workspace.tables()[usize::from(effect.table)].object))
        {
            events.push(Event::SchemaChanged);
        }
    }

    async fn answer(&self, request: Request, files: Vec<Attachment>, patience: &Patience) -> Result<Reply, Failure> {
        self.bring_what_is_read(&request).await?;
        Ok(match request {
            Request::Schema => Reply::Schema(Box::new(self.session.borrow().workspace.schema().clone())),
            Request::OpenView(open) => Reply::Page(self.open_view(open)?),
            Request::Window { view, start, end } => Reply::Page(self.window(view, start, end)?),
            Request::OpenBoard(open) => Reply::Board(self.open_board(open)?),
            Request::OpenCalendar(open) => Reply::Calendar(self.open_calendar(open)?),
            Request::CloseView(view) => {
                self.views.borrow_mut().close(view);
                Reply::Ok
            }
            Request::Count { object, filter } => Reply::Count(self.count(&object, &filter)?),
            Request::Explain { object, record, filter } => Reply::Why(self.explain(&object, record, &filter)?),
            Request::Position { view, record } => {
                Reply::Position(self.on_view(view, |views, reader| views.position(view, record, reader))?)
            }
            Request::Values { object, field, prefix } => Reply::Values(self.values(&object, &field, &prefix)?),
            Request::Record { object, record } => Reply::Record(self.record_page(&object, record)),
            Request::Hidden { object, fields } => Reply::Fields(self.hidden(&object, fields)),
            Request::Timeline(query) => Reply::Timeline(self.timeline(&query)),
            Request::History { object, record } => Reply::History(self.history(&object, record).await?),
            Request::Duplicates(object) => {
                Reply::Duplicates(self.read(&[], |reader, views| duplicates::find(reader, views.indexes(), &object)))
            }
            Request::Known { object, fields } => {
                Reply::Known(self.read(&[], |reader, views| duplicates::known(reader, views.indexes(), &object, &fields)))
            }
            Request::MergePreview {
                object,
                into,
                others,
                taken,
            } => Reply::MergePreview(Box::new(self.merge_preview(&object, into, &others, &taken)?)),
            Request::Files(record) => Reply::Files(self.files_of(record)),
            Request::AddFiles {
                object,
                record,
                files: new,
            } => Reply::Done(self.add_files(&object, record, new, files).await?),
            Request::FileContents(file) => self.file_contents(file).await?,
            Request::TryField(draft) => Reply::Tried(Box::new(self.try_field(&draft))),
            Request::SetupFile => self.setup_file()?,
            Request::CheckTemplate { key } => Reply::BackupChecked(self.check_template(&key)?),
            Request::Search(query) => Reply::Found(
                self.timed(|service| Ok::<_, Failure>(service.read(&[], |reader, views| search::find(reader, views.indexes(), &query))))?,
            ),
            Request::Suggest { object, text, limit } => {
                Reply::Links(self.read(&[], |reader, views| search::suggest(reader, views.indexes(), &object, &text, limit))?)
            }
            Request::Today => Reply::Today(Box::new(self.today())),
            Request::Inbox { limit } => Reply::Inbox(Box::new(self.inbox(limit).await)),
            Request::NextActions { limit } => Reply::Actions(self.next_actions(limit)),
            Request::Recommend { object, record, limit } => Reply::Recommendations(self.recommend(&object, record, limit)),
            Request::Rfm { object } => Reply::Rfm(Box::new(self.rfm(&object))),
            Request::CustomerValue { object } => Reply::CustomerValue(Box::new(self.customer_value(&object))),
            Request::CustomerWorth { object, record } => Reply::CustomerWorth(self.customer_worth(&object, record).map(Box::new)),
            Request::AtRisk { object, times, limit } => Reply::AtRisk(Box::new(self.at_risk(&object, times, limit))),
            Request::Report(query) => Reply::Report(Box::new(self.report(&query, patience).await?)),
            Request::Churn { object, limit, again } => Reply::Churn(Box::new(self.churn(&object, limit, again))),
            Request::ModelState(object) => Reply::ModelState(Box::new(self.model_state(&object))),
            Request::ExportModel(object) => self.export_model(&object)?,
            Request::Playbooks(object) => Reply::Playbooks(self.playbooks(&object)),
            Request::PlaybookCustomers { object, campaign } => Reply::PlaybookCustomers(self.playbook_customers(&object, campaign)),
            Request::LeadGrid { rules } => Reply::LeadGrid(Box::new(self.read(&[], |reader, _| insights::lead_grid(reader, rules)))),
            Request::LeadScore(record) => Reply::LeadScore(self.lead_score(record).map(Box::new)),
            Request::Clusters { object, fields, log, k } => Reply::Clusters(self.clusters(&object, &fields, log, k, patience).await?),
            Request::Segments => Reply::Segments(self.segments()),
            Request::SavedViews { object } => Reply::Views(self.saved_views(object.as_deref())),
            Request::Chart(chart) => Reply::Chart(Box::new(self.timed(|service| service.chart(&chart))?)),
            Request::Points(chart) => Reply::Points(self.timed(|service| service.points(&chart))?),
            Request::Dashboards => Reply::Dashboards(self.dashboards()),
            Request::Pipelines => Reply::Pipelines(self.pipelines()),
            Request::Do(command) => Reply::Done(self.run(command).await.map_err(Failure::Command)?),
            Request::Steps => self.steps().await?,
            Request::Status => Reply::Status(Box::new(self.status().await)),
            Request::Import(request) => self.import(request, files)?,
            Request::ExportCsv { view, for_spreadsheet } => self.export_csv(&view, for_spreadsheet)?,
            Request::Backup => self.backup().await?,
            Request::CheckBackup => Reply::BackupChecked(self.check_backup(files)?),
            Request::Restore { merge } => Reply::Done(self.restore(merge).await?),
            Request::UnsavedFile => self.unsaved_file(),
            // An engine has one store; who has more of them has answered already.
            Request::FillPractice | Request::DiscardPractice => return Err(Failure::Gone),
            Request::Verify => Reply::Verified(self.verify().await?),
            Request::Cancel => {
                self.cancelled.set(true);
                self.stops.set(self.stops.get() + 1);
                self.wizard.borrow_mut().cancel();
                Reply::Ok
            }
            Request::KeepFirstScreen { bytes } => {
                self.keep_first_screen(bytes).await?;
                Reply::Ok
            }
            Request::SetContext(context) => {
                *self.context.borrow_mut() = context;
                Reply::Ok
            }
            Request::Flush => {
                drive::flush(&self.session, &self.store)
                    .await
                    .map_err(|error| Failure::Storage(keeping::trouble(&error)))?;
                Reply::Ok
            }
            Request::LookBack(millis) => {
                self.look_back(millis).await?;
                Reply::Ok
            }
        })
    }

    /// Whether there is long work that goes on by itself.
    #[must_use]
    pub fn has_work(&self) -> bool {
        let past = self.past.borrow();
        self.computed.borrow().is_fitting() || past.as_ref().is_some_and(|past| past.has_work())
    }

    /// Does a slice of long work; returns whether there is more.
    pub fn step(&self) -> bool {
        let past = self.past.borrow().clone();
        self.fit() | self.step_import() | past.is_some_and(|past| past.step())
    }

    fn step_import(&self) -> bool {
        let now = self.now();
        let session = self.session.borrow();
        let mut wizard = self.wizard.borrow_mut();
        let mut surroundings = self.surroundings.borrow_mut();
        let more = wizard.step(&session.workspace, now, &mut *surroundings.entropy);
        let mut events = self.events.borrow_mut();
        if let Some(progress) = wizard.take_progress() {
            events.push(Event::Progress(progress));
        }
        if wizard.take_changed() {
            events.push(Event::ImportChanged);
        }
        more
    }

    /// Now, in UTC milliseconds; in the past, the moment that is looked at.
    fn now(&self) -> i64 {
        let until = self.store.until().map(|until| until as i64);
        until.unwrap_or_else(|| (self.surroundings.borrow().now)())
    }

    fn new_id(&self) -> RecordId {
        let now = self.now().max(0) as u64;
        RecordId::v7(now, (self.surroundings.borrow_mut().entropy)())
    }

    /// Reads with computed fields brought up to date.
    fn read<T>(&self, fields: &[(u16, u16)], read: impl FnOnce(Reader<'_>, &mut Views) -> T) -> T {
        let moment = self.moment();
        let session = self.session.borrow();
        let mut computed = self.computed.borrow_mut();
        computed.refresh(&session.workspace, fields, moment);
        let reader = Reader {
            workspace: &session.workspace,
            computed: &computed,
            moment,
        };
        read(reader, &mut self.views.borrow_mut())
    }

    fn on_view<T>(&self, view: ViewId, read: impl FnOnce(&mut Views, Reader<'_>) -> Result<T, query::QueryError>) -> Result<T, Failure> {
        let fields = self.views.borrow_mut().computed(view).map(<[_]>::to_vec)?;
        Ok(self.read(&fields, |reader, views| read(views, reader))?)
    }

    fn open_view(&self, open: OpenView) -> Result<bridge::Page, Failure> {
        let id = open.id;
        self.views.borrow_mut().open(id, open.view, &self.session.borrow().workspace)?;
        self.window(id, open.start, open.end)
    }

    fn window(&self, view: ViewId, start: u32, end: u32) -> Result<bridge::Page, Failure> {
        self.timed(|service| service.on_view(view, |views, reader| views.page(view, start, end, reader)))
    }

    fn open_board(&self, open: bridge::query::OpenBoard) -> Result<bridge::BoardPage, Failure> {
        let id = open.id;
        self.views.borrow_mut().open_board(open, &self.session.borrow().workspace)?;
        self.timed(|service| service.on_view(id, |views, reader| views.board(id, reader)))
    }

    fn open_calendar(&self, open: bridge::query::OpenCalendar) -> Result<bridge::query::CalendarPage, Failure> {
        let id = open.id;
        self.views.borrow_mut().open_calendar(open, &self.session.borrow().workspace)?;
        self.timed(|service| service.on_view(id, |views, reader| views.calendar(id, reader)))
    }

    fn count(&self, object: &str, filter: &model::Filter) -> Result<u32, Failure> {
        let compiled = Compiled::new(filter, object, &self.session.borrow().workspace)?;
        Ok(self.counted(&compiled, filter))
    }

    /// How many records a filter matches. After a change, what makes the next ones cheap is built first.
    fn counted(&self, compiled: &Compiled, filter: &model::Filter) -> u32 {
        let links = self.counts.borrow().links(compiled, filter);
        self.computed.borrow_mut().index_links(&self.session.borrow().workspace, &links);
        self.read(compiled.computed(), |reader, views| {
            self.counts.borrow_mut().count(compiled, filter, reader, views.indexes())
        })
    }

    fn explain(&self, object: &str, record: RecordId, filter: &model::Filter) -> Result<bridge::query::Why, Failure> {
        let compiled = Compiled::new(filter, object, &self.session.borrow().workspace)?;
        let row = self
            .session
            .borrow_mut()
            .workspace
            .find_alive(object, record)
            .ok_or(Failure::Gone)?;
        Ok(self.read(compiled.computed(), |reader, views| {
            query::why::why(reader, views.indexes(), &compiled, filter, row)
        }))
    }

    fn values(&self, object: &str, field: &str, prefix: &str) -> Result<Vec<(bridge::ChoiceCell, u32)>, Failure> {
        let number = |session: &Session| {
            session
                .workspace
                .table(object)
                .and_then(|table| Some((table.number, table.field(field)?)))
        };
        let fields = number(&self.session.borrow()).into_iter().collect::<Vec<_>>();
        Ok(self.read(&fields, |reader, _| query::values(reader, object, field, prefix))?)
    }

    /// A page of a timeline; orders in it show their totals.
    fn timeline(&self, query: &bridge::record::TimelineQuery) -> bridge::record::Timeline {
        let fields = timeline::computed(&self.session.borrow().workspace, &query.object);
        self.read(&fields, |reader, _| timeline::timeline(reader, query))
    }

    fn next_actions(&self, limit: u32) -> Vec<bridge::insight::NextAction> {
        let fields = insights::computed(&self.session.borrow().workspace);
        self.read(&fields, |reader, _| insights::next_actions(reader, limit))
    }

    fn recommend(&self, object: &str, record: RecordId, limit: u32) -> Vec<bridge::insight::Recommendation> {
        let handle = self.session.borrow_mut().workspace.handles.find(record);
        let fields = insights::computed(&self.session.borrow().workspace);
        self.read(&fields, |reader, _| {
            handle
                .map(|handle| insights::recommend(reader, object, handle, limit))
                .unwrap_or_default()
        })
    }

    /// Answers and writes down how long it took.
    fn timed<T: Timed, E>(&self, answer: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        let begun = (self.surroundings.borrow().elapsed)();
        let mut answer = answer(self)?;
        let micros = ((self.surroundings.borrow().elapsed)() - begun) * 1000.0;
        *answer.micros() = micros.max(0.0) as u32;
        Ok(answer)
    }

    /// Says how far long work of the service itself is.
    fn progress(&self, work: &str, done: u64, of: u64, finished: bool) {
        self.events.borrow_mut().push(Event::Progress(Progress {
            work: work.to_owned(),
            done,
            of,
            rate: 0,
            finished,
        }));
    }
}
