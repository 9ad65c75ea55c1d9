//! A workspace in memory for one command, filled from files through the same wizard as in the browser.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use bridge::import::{ImportRequest, ImportState, MatchKey, Phase, Policy, Target};
use bridge::{Command, Reply, Request};
use engine::service::{Attachment, Service, Surroundings};
use engine::session::Session;
use engine::store::MemoryStore;
use interchange::decode::NativeDecoder;
use model::{ActorId, ParseContext};
use pollster::block_on;

use crate::failure::{Failure, read};

/// A service on memory.
pub struct Workspace {
    service: Service<MemoryStore>,
}

impl Workspace {
    /// An empty workspace with its first pipeline, as a person starts with.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn new() -> Result<Self, Failure> {
        let begun = Instant::now();
        let counter = Cell::new(0u64);
        // Ids only have to differ within this run: time of day and a counter do.
        let seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
        let surroundings = Surroundings {
            now: Box::new(|| {
                SystemTime::now()
                    .duration_since(UNIX_EPOCH)
                    .map_or(0, |since| since.as_millis() as i64)
            }),
            elapsed: Box::new(move || begun.elapsed().as_secs_f64() * 1000.0),
            entropy: Box::new(move || {
                counter.set(counter.get() + 1);
                (seed << 64) ^ (u128::from(counter.get()).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835))
            }),
            legacy: Box::new(|| Some(Box::new(NativeDecoder::default()))),
        };
        let service = Service::new(Session::new(ActorId::new(1, 0)), MemoryStore::new(), surroundings);
        let workspace = Self { service };
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let context = ParseContext {
            today: (now / 86_400) as i32,
            ..ParseContext::default()
        };
        workspace.ask(Request::SetContext(context))?;
        workspace.run(Command::SetUp {
            workspace: String::new(),
            person: String::new(),
        })?;
        Ok(workspace)
    }

    /// Asks the engine.
    ///
    /// # Errors
    /// [`Failure::Engine`] with the engine's reason.
    pub fn ask(&self, request: Request) -> Result<Reply, Failure> {
        self.ask_with(request, Vec::new())
    }

    /// Asks the engine with files.
    ///
    /// # Errors
    /// As [`Workspace::ask`].
    pub fn ask_with(&self, request: Request, files: Vec<Attachment>) -> Result<Reply, Failure> {
        block_on(self.service.handle(request, files)).map_err(|failure| match failure {
            bridge::Failure::File(why) | bridge::Failure::BadQuery(why) => Failure::Engine(why),
            other => Failure::Engine(format!("{other:?}")),
        })
    }

    /// Runs a command.
    ///
    /// # Errors
    /// As [`Workspace::ask`].
    pub fn run(&self, command: Command) -> Result<(), Failure> {
        self.ask(Request::Do(command)).map(|_| ())
    }

    fn import_request(&self, request: ImportRequest, files: Vec<Attachment>) -> Result<ImportState, Failure> {
        match self.ask_with(Request::Import(request), files)? {
            Reply::Import(state) => Ok(*state),
            other => Err(Failure::Engine(format!("unexpected answer {other:?}"))),
        }
    }

    fn work(&self) {
        while self.service.step() {}
    }

    /// Reads files, applies the person's choices and counts what would happen; writes when `run` says so.
    ///
    /// # Errors
    /// When a file cannot be read, or a choice names what does not exist.
    pub fn import(&self, choices: &Choices, run: bool) -> Result<ImportState, Failure> {
        let mut names = Vec::new();
        let mut files = Vec::new();
        for path in &choices.files {
            let name = path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
            files.push(Attachment {
                name: name.clone(),
                bytes: read(path)?,
            });
            names.push(name);
        }
        let object = choices.object.as_deref().map(Into::into);
        self.import_request(
            ImportRequest::Start {
                names,
                pasted: None,
                object,
            },
            files,
        )?;
        self.work();
        let mut state = self.import_request(ImportRequest::State, Vec::new())?;
        if let (Some(file), Some(why)) = (choices.files.first(), state.files.first().and_then(|file| file.refused.clone())) {
            return Err(Failure::Unreadable {
                path: file.display().to_string(),
                why,
            });
        }
        for (header, target) in &choices.map {
            let column = state.files[0].columns.iter().position(|column| column.header == *header);
            let column = column.ok_or_else(|| Failure::NoColumn {
                column: header.clone(),
                found: state.files[0].columns.iter().map(|column| column.header.clone()).collect(),
            })?;
            let target = target_of(target);
            state = self.import_request(
                ImportRequest::SetTarget {
                    file: 0,
                    column: column as u32,
                    target,
                },
                Vec::new(),
            )?;
        }
        if let Some(key) = &choices.match_by {
            let key = if key == "never" {
                MatchKey::Never
            } else {
                MatchKey::Field(key.as_str().into())
            };
            self.import_request(ImportRequest::SetMatch { file: 0, key }, Vec::new())?;
        }
        if let Some(policy) = choices.policy {
            self.import_request(
                ImportRequest::SetPolicy {
                    file: 0,
                    field: None,
                    policy,
                },
                Vec::new(),
            )?;
        }
        self.import_request(ImportRequest::Preview, Vec::new())?;
        self.work();
        state = self.import_request(ImportRequest::State, Vec::new())?;
        if run && state.phase == Phase::Ready {
            state = self.import_request(ImportRequest::Run, Vec::new())?;
        }
        Ok(state)
    }
}

/// What a person chose at the prompt.
#[derive(Default)]
pub struct Choices {
    /// The files.
    pub files: Vec<PathBuf>,
    /// What rows are; detected when left out.
    pub object: Option<String>,
    /// Header and target of columns.
    pub map: Vec<(String, String)>,
    /// When two records are the same.
    pub match_by: Option<String>,
    /// What happens to fields that both have.
    pub policy: Option<Policy>,
}

/// A target as it is written at the prompt: `skip`, a field, `field.part`, `link:field@by`, `further:field`, `detail:link.field`,
/// `line:field`, `new:kind:label`. [`written`] is its inverse.
fn target_of(text: &str) -> Target {
    if text == "skip" {
        return Target::Skip;
    }
    if let Some(rest) = text.strip_prefix("new:") {
        let (kind, label) = rest.split_once(':').unwrap_or(("text", rest));
        let kind = model::FieldKind::from_key(kind).unwrap_or(model::FieldKind::Text);
        return Target::NewField {
            label: label.to_owned(),
            kind,
        };
    }
    if let Some(field) = text.strip_prefix("link:") {
        let (field, by) = field.split_once('@').unwrap_or((field, "name"));
        return Target::Link {
            field: field.into(),
            by: by.to_owned(),
            create: true,
        };
    }
    if let Some(field) = text.strip_prefix("further:") {
        return Target::Further(field.into());
    }
    if let Some(field) = text.strip_prefix("line:") {
        return Target::Line(field.into());
    }
    if let Some((link, field)) = text.strip_prefix("detail:").and_then(|rest| rest.split_once('.')) {
        return Target::Detail {
            link: link.into(),
            field: field.into(),
        };
    }
    match text.split_once('.') {
        Some((field, "given")) => Target::NamePart {
            field: field.into(),
            family: false,
        },
        Some((field, "family")) => Target::NamePart {
            field: field.into(),
            family: true,
        },
        Some((field, part)) => Target::AddressPart {
            field: field.into(),
            part: part.to_owned(),
        },
        None => Target::Field(text.into()),
    }
}

/// How a target is written at the prompt.
pub fn written(target: &Target) -> String {
    match target {
        Target::Skip => "skip".to_owned(),
        Target::Field(field) => field.to_string(),
        Target::NamePart { field, family: false } => format!("{field}.given"),
        Target::NamePart { field, family: true } => format!("{field}.family"),
        Target::AddressPart { field, part } => format!("{field}.{part}"),
        Target::Further(field) => format!("further:{field}"),
        Target::Link { field, by, .. } => format!("link:{field}@{by}"),
        Target::Detail { link, field } => format!("detail:{link}.{field}"),
        Target::NewField { label, kind } => format!("new:{}:{label}", kind.key()),
        Target::Line(field) => format!("line:{field}"),
    }
}
