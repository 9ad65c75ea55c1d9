//! Files of an import: read in slices, profiled, mapped, corrected.

use bridge::import::{Counts, DialectView, MatchKey, Policy, ProblemLine};
use interchange::csv::{HeaderChoice, Overrides};
use interchange::mapping::{self, Mapping, MatchBy};
use interchange::table::{LoadError, LoadOptions, Loading, Sheet};
use interchange::typed::Edits;
use model::objects::EXTERNAL_ID;
use model::validate::{DateOrder, DecimalStyle};
use model::{FieldKey, ObjectKey, ParseContext, Schema, Zone};

use super::Legacy;

/// One file.
pub struct ImportFile {
    pub(crate) name: String,
    size: u64,
    read: u64,
    loading: Option<Loading>,
    pub(crate) sheet: Option<Sheet>,
    /// By which choices of the person the sheet was read.
    overrides: Overrides,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) wanted: Option<ObjectKey>,
    pub(crate) left_out: bool,
    /// Addresses by which sent mail is told from received.
    pub(crate) own: Vec<String>,
    pub(crate) edits: Edits,
    pub(crate) match_key: MatchKey,
    pub(crate) policy: Policy,
    pub(crate) field_policies: Vec<(FieldKey, Policy)>,
    pub(crate) counts: Counts,
    pub(crate) problems: Vec<ProblemLine>,
    pub(crate) problem_count: u32,
    /// Per column: cells read and cells that could not be read, as of the last preview.
    pub(crate) column_counts: Vec<(u32, u32)>,
    pub(crate) refused: Option<LoadError>,
    context: ParseContext,
}

impl ImportFile {
    /// A file with its bytes. A file that cannot be read at all says so in its state and does not hold the others up.
    /// `tasks` asks for the tasks of a calendar instead of its events; `own` are the addresses of one's own team.
    pub fn new(
        name: &str,
        bytes: &[u8],
        tasks: bool,
        own: &[String],
        object: Option<ObjectKey>,
        context: &ParseContext,
        legacy: &Legacy<'_>,
    ) -> Self {
        let mut file = Self {
            name: name.to_owned(),
            size: bytes.len() as u64,
            read: 0,
            loading: None,
            sheet: None,
            overrides: Overrides::default(),
            mapping: None,
            wanted: object,
            left_out: false,
            own: own.to_vec(),
            edits: Edits::default(),
            match_key: MatchKey::Never,
            policy: Policy::FillEmpty,
            field_policies: Vec::new(),
            counts: Counts::default(),
            problems: Vec::new(),
            problem_count: 0,
            column_counts: Vec::new(),
            refused: None,
            context: context.clone(),
        };
        match load(name, bytes, tasks, own, &context.zone, legacy) {
            Ok(loading) => file.loading = Some(loading),
            Err(error) => file.refused = Some(error),
        }
        file
    }

    pub(super) fn size(&self) -> u64 {
        self.size
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.read
    }

    pub(super) fn is_loading(&self) -> bool {
        self.loading.is_some()
    }

    /// The text of a cell, as it stands or as it was corrected.
    pub(super) fn cell(&self, row: u32, column: u32) -> String {
        let corrected = self.edits.get(row, column as u16);
        let stands = || self.sheet.as_ref().map(|sheet| sheet.cell(row, column as usize).into_owned());
        corrected.map(str::to_owned).or_else(stands).unwrap_or_default()
    }

    /// Whether its rows are imported.
    pub(super) fn is_used(&self) -> bool {
        !self.left_out && self.refused.is_none() && self.sheet.is_some() && self.mapping.is_some()
    }

    /// Reads a slice; proposes a mapping when it is through.
    pub(super) fn step(&mut self, bytes: usize, schema: &Schema) {
        let Some(loading) = &mut self.loading else { return };
        match loading.step(bytes) {
            Ok(progress) if !progress.done => self.read = progress.bytes.min(self.size),
            Ok(_) => {
                self.read = self.size;
                match self.loading.take().map(Loading::finish) {
                    Some(Ok(sheet)) => self.take_sheet(sheet, schema),
                    Some(Err(error)) => self.refused = Some(error),
                    None => {}
                }
            }
            Err(error) => {
                self.loading = None;
                self.read = self.size;
                self.refused = Some(error);
            }
        }
    }

    fn take_sheet(&mut self, sheet: Sheet, schema: &Schema) {
        let proposed = match &self.wanted {
            Some(object) => mapping::propose_for(&sheet, object, schema, &self.context).ok(),
            None => Some(mapping::propose(&sheet, schema, &self.context).mapping),
        };
        self.sheet = Some(sheet);
        if let Some(mapping) = proposed {
            self.set_mapping(mapping);
        }
    }

    fn set_mapping(&mut self, mapping: Mapping) {
        self.match_key = match &mapping.match_by {
            None => MatchKey::Never,
            Some(MatchBy::Id) => MatchKey::Id,
            Some(by) => MatchKey::Field(field_of(by)),
        };
        self.column_counts = vec![(0, 0); mapping.columns.len()];
        self.mapping = Some(mapping);
        self.problems.clear();
        self.problem_count = 0;
        self.counts = Counts::default();
    }

    /// Another object for the rows; none leaves the file out.
    pub fn set_object(&mut self, object: Option<ObjectKey>, schema: &Schema) {
        self.left_out = object.is_none();
        if let (Some(object), Some(sheet)) = (object, &self.sheet) {
            if let Ok(mapping) = mapping::propose_for(sheet, &object, schema, &self.context) {
                self.set_mapping(mapping);
            }
            self.wanted = Some(object);
        }
    }

    /// Another sheet of a workbook, whose columns are matched afresh.
    ///
    /// # Errors
    /// When there is no such sheet, or nothing in it; the one that was read stays.
    pub fn set_sheet(&mut self, wanted: &str, schema: &Schema) -> Result<(), LoadError> {
        let Some(sheet) = &self.sheet else { return Ok(()) };
        let loading = sheet.other(wanted)?;
        let sheet = through(loading)?;
        self.edits = Edits::default();
        self.left_out = false;
        self.overrides = Overrides::default();
        self.take_sheet(sheet, schema);
        Ok(())
    }

    /// Other addresses by which sent mail is told from received: the messages are read again.
    ///
    /// # Errors
    /// When the file holds no messages.
    pub fn set_own(&mut self, own: Vec<String>, schema: &Schema, legacy: &Legacy<'_>) -> Result<(), LoadError> {
        let Some(sheet) = &self.sheet else { return Ok(()) };
        let loading = sheet.owned_by(&own, legacy())?;
        let sheet = through(loading)?;
        self.own = own;
        self.overrides = Overrides::default();
        self.take_sheet(sheet, schema);
        Ok(())
    }

    /// Another dialect: the text is read again from memory.
    ///
    /// # Errors
    /// When the dialect is not possible; what was read by the one before stays.
    pub fn set_dialect(&mut self, dialect: &DialectView, schema: &Schema) -> Result<(), LoadError> {
        let Some(sheet) = self.sheet.take() else { return Ok(()) };
        let overrides = Overrides {
            delimiter: u8::try_from(dialect.delimiter).ok(),
            header: Some(dialect.header.map_or(HeaderChoice::Absent, HeaderChoice::Row)),
            decimal: Some(if dialect.decimal_comma {
                DecimalStyle::Comma
            } else {
                DecimalStyle::Point
            }),
            date_order: Some(match dialect.date_order.as_str() {
                "mdy" => DateOrder::MonthFirst,
                "ymd" => DateOrder::YearFirst,
                _ => DateOrder::DayFirst,
            }),
            ..Overrides::default()
        };
        let mut loading = sheet.redetect(overrides.clone());
        if let Err(error) = to_the_end(&mut loading) {
            self.sheet = loading.back_to(self.overrides.clone()).and_then(|loading| through(loading).ok());
            return Err(error);
        }
        self.overrides = overrides;
        self.wanted = self.mapping.as_ref().map(|mapping| mapping.object.clone());
        self.take_sheet(loading.finish()?, schema);
        Ok(())
    }
}

/// Goes on to the end at once.
fn through(mut loading: Loading) -> Result<Sheet, LoadError> {
    to_the_end(&mut loading)?;
    loading.finish()
}

fn to_the_end(loading: &mut Loading) -> Result<(), LoadError> {
    while !loading.step(usize::MAX / 2)?.done {}
    Ok(())
}

fn load(name: &str, bytes: &[u8], tasks: bool, own: &[String], zone: &Zone, legacy: &Legacy<'_>) -> Result<Loading, LoadError> {
    let options = LoadOptions {
        name: name.to_owned(),
        size: Some(bytes.len() as u64),
        tasks,
        own: own.to_vec(),
        zone: zone.clone(),
        ..LoadOptions::default()
    };
    let mut loading = Loading::new(options)?;
    if let Some(decoder) = legacy() {
        loading.set_legacy(decoder);
    }
    loading.push(bytes)?;
    loading.end_of_input()?;
    Ok(loading)
}

/// The field that a way of matching compares.
pub(super) fn field_of(by: &MatchBy) -> FieldKey {
    match by {
        MatchBy::Id => "id".into(),
        MatchBy::ExternalId => EXTERNAL_ID.into(),
        MatchBy::Email => "email".into(),
        MatchBy::Name => "name".into(),
        MatchBy::Field(field) => field.clone(),
    }
}
