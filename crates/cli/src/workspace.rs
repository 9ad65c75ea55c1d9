//! A workspace in memory for one command, filled from files through the same wizard as in the browser.

use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use bridge::import::{DialectView, ImportRequest, ImportState, MatchKey, Phase, Policy, ProblemLine, Target};
use bridge::{Command, Reply, Request};
use engine::service::{Attachment, Service, Surroundings};
use engine::session::Session;
use engine::store::{AsOf, MemoryStore};
use interchange::decode::NativeDecoder;
use interchange::mapping::AddressPart;
use model::{ActorId, FileKind, ParseContext, Schema};
use pollster::block_on;

use crate::failure::{Failure, read};
use crate::words;

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
            turn: Box::new(|| Box::pin(std::future::ready(()))),
            legacy: Box::new(|| Some(Box::new(NativeDecoder::default()))),
        };
        let service = Service::new(Session::new(ActorId::new(1, 0)), AsOf::now(MemoryStore::new()), surroundings);
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
        block_on(self.service.handle(request, files)).map_err(|failure| Failure::Engine(words::failure(&failure)))
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

    /// All problems of a file of the last import, by line.
    pub fn problems(&self, file: u32) -> Vec<ProblemLine> {
        self.service.import_problems(file)
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
                tasks: "tasks".to_owned(),
            },
            files,
        )?;
        self.work();
        let mut state = self.import_request(ImportRequest::State, Vec::new())?;
        if let [path] = choices.files.as_slice()
            && let Some(why) = state.files.first().and_then(|file| file.refused.clone())
        {
            return Err(Failure::Unreadable {
                path: path.display().to_string(),
                why: why.to_string(),
            });
        }
        let Reply::Schema(schema) = self.ask(Request::Schema)? else {
            return Err(Failure::Engine("unexpected answer".to_owned()));
        };
        if let Some(object) = choices.object.as_deref()
            && schema.object(object).is_none()
        {
            return Err(Failure::Unknown(format!("there is no object “{object}”")));
        }
        let mails = (0..).zip(&state.files).filter(|(_, file)| file.dialect.kind == FileKind::Mail);
        for file in mails
            .map(|(file, _)| file)
            .filter(|_| !choices.own.is_empty())
            .collect::<Vec<u32>>()
        {
            let own = choices.own.clone();
            state = self.import_request(ImportRequest::SetOwn { file, own }, Vec::new())?;
        }
        if let Some(sheet) = choices.sheet.clone() {
            state = self.import_request(ImportRequest::SetSheet { file: 0, sheet }, Vec::new())?;
        }
        if choices.dialect != DialectChoices::default() {
            let dialect = choices.dialect.over(&state.files[0].dialect);
            state = self.import_request(ImportRequest::SetDialect { file: 0, dialect }, Vec::new())?;
        }
        for (header, target) in &choices.map {
            let found = words::columns(&state.files[0].columns);
            let column = found.iter().position(|name| name == header).ok_or_else(|| Failure::NoColumn {
                column: header.clone(),
                found,
            })?;
            let object = state.files[0].object.clone();
            let object = object.ok_or_else(|| Failure::Unknown("say what the rows are with --object".to_owned()))?;
            let target = target_of(target, &object, &schema)?;
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
            let key = match key.as_str() {
                "never" => MatchKey::Never,
                "id" => MatchKey::Id,
                field => MatchKey::Field(field.into()),
            };
            if !state.files[0].match_keys.contains(&key) {
                let keys = state.files[0].match_keys.iter().map(|key| match key {
                    MatchKey::Never => "never",
                    MatchKey::Id => "id",
                    MatchKey::Field(field) => field.as_str(),
                });
                let keys = keys.collect::<Vec<_>>().join(", ");
                return Err(Failure::Unknown(format!(
                    "rows of this file cannot be matched by that; there is {keys}"
                )));
            }
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
    /// One's own addresses in mail.
    pub own: Vec<String>,
    /// The sheet of the first file.
    pub sheet: Option<String>,
    /// How the first file is written.
    pub dialect: DialectChoices,
    /// Header and target of columns.
    pub map: Vec<(String, String)>,
    /// When two records are the same.
    pub match_by: Option<String>,
    /// What happens to fields that both have.
    pub policy: Option<Policy>,
}

/// What a person says about how the first file is written.
#[derive(Default, PartialEq)]
pub struct DialectChoices {
    /// Between cells.
    pub delimiter: Option<char>,
    /// Row of the column names.
    pub header: Option<HeaderRow>,
    /// `dmy`, `mdy` or `ymd`.
    pub dates: Option<String>,
    /// Decimal comma instead of point.
    pub decimal_comma: Option<bool>,
}

/// Row of the column names, from 0; none when there is none.
#[derive(Clone, Copy, PartialEq)]
pub struct HeaderRow(pub Option<u32>);

impl DialectChoices {
    /// The detected dialect with what the person says instead.
    fn over(&self, found: &DialectView) -> DialectView {
        DialectView {
            kind: found.kind,
            sheet: found.sheet.clone(),
            sheets: found.sheets.clone(),
            own: found.own.clone(),
            encoding: found.encoding,
            delimiter: self.delimiter.unwrap_or(found.delimiter),
            header: self.header.map_or(found.header, |HeaderRow(row)| row),
            decimal_comma: self.decimal_comma.unwrap_or(found.decimal_comma),
            date_order: self.dates.clone().unwrap_or_else(|| found.date_order.clone()),
        }
    }
}

/// A target as it is written at the prompt: `skip`, a field, `field.part`, `link:field@by`, `further:field`, `detail:link.field`,
/// `line:field`, `new:kind:label`. [`written`] is its inverse.
///
/// # Errors
/// When it names what the object does not have.
fn target_of(text: &str, object: &str, schema: &Schema) -> Result<Target, Failure> {
    let unknown = |what: &str| Failure::Unknown(format!("“{text}”: {what}"));
    let field = |object: &str, key: &str| {
        let found = schema.field(object, key).filter(|field| field.is_editable());
        found.ok_or_else(|| unknown(&format!("{object} has no field “{key}” that can be imported")))
    };
    let target_object = |key: &str| {
        let link = field(object, key)?;
        link.target.clone().ok_or_else(|| unknown(&format!("“{key}” is no link")))
    };
    if text == "skip" {
        return Ok(Target::Skip);
    }
    if let Some(rest) = text.strip_prefix("new:") {
        let (kind, label) = rest.split_once(':').unwrap_or(("text", rest));
        let kind = model::FieldKind::from_key(kind).ok_or_else(|| unknown("there is no such kind of field"))?;
        return Ok(Target::NewField {
            label: label.to_owned(),
            kind,
        });
    }
    if let Some(link) = text.strip_prefix("link:") {
        let (link, by) = link.split_once('@').unwrap_or((link, "name"));
        target_object(link)?;
        if !["name", "email", "external_id", "id"].contains(&by) {
            return Err(unknown("a record is found by name, email, external_id or id"));
        }
        return Ok(Target::Link {
            field: link.into(),
            by: by.to_owned(),
            create: true,
        });
    }
    if let Some(key) = text.strip_prefix("further:") {
        return field(object, key).map(|field| Target::Further(field.key.clone()));
    }
    if let Some(key) = text.strip_prefix("line:") {
        return field("line", key).map(|field| Target::Line(field.key.clone()));
    }
    if let Some(rest) = text.strip_prefix("detail:") {
        let (link, key) = rest.split_once('.').ok_or_else(|| unknown("write it as detail:link.field"))?;
        let detail = field(&target_object(link)?, key)?;
        return Ok(Target::Detail {
            link: link.into(),
            field: detail.key.clone(),
        });
    }
    let (key, part) = text.split_once('.').map_or((text, None), |(key, part)| (key, Some(part)));
    let key = field(object, key)?.key.clone();
    Ok(match part {
        None => Target::Field(key),
        Some("given") => Target::NamePart { field: key, family: false },
        Some("family") => Target::NamePart { field: key, family: true },
        Some(part) if AddressPart::from_key(part).is_some() => Target::AddressPart {
            field: key,
            part: part.to_owned(),
        },
        Some(part) => return Err(unknown(&format!("there is no part “{part}”"))),
    })
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
