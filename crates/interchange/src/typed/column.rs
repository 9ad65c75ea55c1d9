//! One field of the rows of a slice: cells in, a block out.

use model::block::{Block, NONE_U32};
use model::kind::Storage;
use model::validate::{MAX_ELEMENTS, MAX_TEXT, ParseContext, clean_long, clean_short, parse, parse_phone, parse_several};
use model::value::PART;
use model::{Address, Currency, FieldDef, FieldError, FieldKey, FieldKind, Value};

use super::keys::{Dictionary, addresses, split_list};
use super::reader::Cells;
use super::{CellProblem, ElementColumn, fast};
use crate::mapping::{PlannedField, Source};

/// Signs without which a cell holds one value at most.
const SEPARATORS: [char; 6] = [';', ',', '|', '\n', ':', '"'];
/// Longest name that is made of other cells, in characters.
const MADE_NAME: usize = 120;

/// Values for cells that are empty.
#[derive(Default, Clone)]
pub(super) struct Fallback {
    /// A cell that begins with the text and goes on with digits only gives the value.
    pub(super) rules: Vec<(usize, String, Value)>,
    pub(super) constant: Option<Value>,
    /// Columns whose texts make a name, and what stands between.
    pub(super) name: Option<(Vec<usize>, String)>,
}

/// One field of the rows of a slice.
pub(super) struct FieldColumn {
    plan: PlannedField,
    context: ParseContext,
    /// Currency of amounts whose row names none.
    currency: Currency,
    fallback: Fallback,
    values: Block,
    elements: Vec<(u32, Value)>,
    words: Words,
    currencies: Dictionary<Result<Currency, FieldError>>,
    scratch: String,
}

/// Words of a choice: what each text of a cell means, and the different meanings.
#[derive(Default)]
struct Words {
    texts: Dictionary<Result<u32, FieldError>>,
    meanings: Dictionary<String>,
}

impl FieldColumn {
    pub(super) fn new(plan: PlannedField, context: ParseContext, fallback: Fallback) -> Self {
        Self {
            values: empty_block(&plan.field),
            currency: context.currency,
            plan,
            context,
            fallback,
            elements: Vec::new(),
            words: Words::default(),
            currencies: Dictionary::default(),
            scratch: String::new(),
        }
    }

    pub(super) fn field(&self) -> &FieldDef {
        &self.plan.field
    }

    /// The columns that fill it, for finding out what differs within a group.
    pub(super) fn source(&self) -> &Source {
        &self.plan.source
    }

    /// Appends the value of a row and says whether there is one.
    pub(super) fn push(&mut self, index: u32, cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
        let mut filled = match self.plan.source {
            Source::None => false,
            Source::Cell(column) => self.push_cell(index, column, cells, problems),
            Source::Name { full, given, family } => self.push_name(full, given, family, index, cells, problems),
            Source::Address { .. } => self.push_addresses(index, cells, problems),
        };
        for at in 0..self.plan.further.len() {
            filled |= self.push_further(index, filled, self.plan.further[at], cells, problems);
        }
        filled = filled || self.push_fallback(index, cells);
        if !filled && !self.plan.field.kind.is_set() {
            self.values.push_empty();
        }
        filled
    }

    /// Takes the last row back.
    pub(super) fn pop(&mut self, index: u32) {
        while self.elements.pop_if(|(of, _)| *of == index).is_some() {}
        match &mut self.values {
            Block::Text { lengths, bytes } => match lengths.pop() {
                Some(NONE_U32) | None => {}
                Some(length) => bytes.truncate(bytes.len() - length as usize),
            },
            Block::Int(values) => drop(values.pop()),
            Block::Float(values) => drop(values.pop()),
            Block::Money { minor, currency, .. } => {
                minor.pop();
                currency.pop();
            }
            Block::Word { codes, .. } | Block::Ref { codes, .. } => drop(codes.pop()),
        }
    }

    /// The values of the slice; the next slice begins.
    pub(super) fn take(&mut self) -> (Option<(FieldKey, Block)>, Option<ElementColumn>) {
        let mut block = std::mem::replace(&mut self.values, empty_block(&self.plan.field));
        if let Block::Word { words, .. } = &mut block {
            let used = self.words.meanings.take_used();
            *words = used.into_iter().map(|number| self.words.meanings.entry(number).clone()).collect();
        }
        let field = &self.plan.field;
        let entries = std::mem::take(&mut self.elements);
        let elements = field.has_elements().then(|| ElementColumn {
            field: field.key.clone(),
            entries,
        });
        ((!field.kind.is_set()).then(|| (field.key.clone(), block)), elements)
    }

    fn push_cell(&mut self, index: u32, column: usize, cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
        let text = cells.text(column);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return false;
        }
        if let Some(currency) = self.plan.currency {
            self.context.currency = self.currency_of(currency, cells, problems);
        }
        match self.push_text(index, trimmed) {
            Ok(filled) => filled,
            Err(error) => {
                cells.report(column, &text, error, problems);
                false
            }
        }
    }

    /// The currency that another cell of the row names.
    fn currency_of(&mut self, column: usize, cells: &Cells, problems: &mut Vec<CellProblem>) -> Currency {
        let text = cells.text(column);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return self.currency;
        }
        let read = |text: &str| {
            let sign = model::money::SIGNS
                .iter()
                .find(|(sign, _)| *sign == text)
                .map(|(_, currency)| *currency);
            sign.map_or_else(|| text.parse().map_err(|_| FieldError::NotAnOption { found: text.to_owned() }), Ok)
        };
        let (number, _) = self.currencies.number(trimmed, read);
        match self.currencies.entry(number) {
            Ok(currency) => *currency,
            Err(error) => {
                cells.report(column, &text, error.clone(), problems);
                self.currency
            }
        }
    }

    /// Appends the value of a text that is not blank.
    fn push_text(&mut self, index: u32, text: &str) -> Result<bool, FieldError> {
        let style = self.context.decimal;
        // Rules of the field are the model's to check; what is quick here knows kinds alone.
        if self.plan.field.check.is_some() && self.plan.field.kind != FieldKind::Choice {
            return self.push_values(index, text, false);
        }
        match (self.plan.field.kind, &mut self.values) {
            (FieldKind::Text | FieldKind::LongText, values) if text.len() <= MAX_TEXT && fast::is_clean(text) => values.push_text(text),
            (FieldKind::Email, values) if fast::is_email(text) => values.push_text(text),
            (FieldKind::Phone, values) if fast::is_clean(text) && !text.contains(SEPARATORS) => {
                values.push_text(&parse_phone(text, &self.context.country)?);
            }
            (FieldKind::Date, Block::Int(values)) if let Some(day) = fast::day(text) => values.push(i64::from(day)),
            (FieldKind::DateTime, Block::Int(values)) if let Some(millis) = fast::instant(text, &self.context.zone) => values.push(millis),
            (FieldKind::Integer, Block::Int(values)) if let Some(number) = fast::integer(text) => values.push(number),
            (FieldKind::Number | FieldKind::Percent, Block::Float(values)) if let Some(number) = fast::number(text, style) => {
                values.push(number)
            }
            (FieldKind::Money, values) if let Some(money) = fast::money(text, style, self.context.currency) => {
                if !values.push(&Value::Money(money)) {
                    return Err(self.take_back(index));
                }
            }
            (FieldKind::Choice, Block::Word { codes, .. }) => {
                let number = self.words.number(&self.plan.field, text, &self.context)?;
                codes.push(self.words.meanings.place(number));
            }
            _ => return self.push_values(index, text, false),
        }
        Ok(true)
    }

    /// Appends what the model reads in a text: the first value as the primary one unless there is one, the others beside it.
    fn push_values(&mut self, index: u32, text: &str, has_primary: bool) -> Result<bool, FieldError> {
        let mut values = read(&self.plan.field, text, &self.context)?.into_iter();
        if !has_primary && !self.plan.field.kind.is_set() {
            let Some(first) = values.next() else { return Ok(false) };
            if !self.values.push(&first) {
                return Err(self.take_back(index));
            }
        }
        let before = self.elements.len();
        for value in values {
            self.push_element(index, value);
        }
        Ok(!has_primary && !self.plan.field.kind.is_set() || self.elements.len() > before)
    }

    /// Takes back the empty value that a block keeps for one that does not fit: the 257th currency of a slice.
    fn take_back(&mut self, index: u32) -> FieldError {
        self.pop(index);
        let expected = self.plan.field.kind.key().replace('-', " ");
        FieldError::WrongKind { expected }
    }

    fn push_element(&mut self, index: u32, value: Value) {
        let of_row = self.elements.iter().rev().take_while(|(of, _)| *of == index);
        let is_primary = match (&self.values, &value) {
            (Block::Text { lengths, bytes }, Value::Text(text)) if !self.plan.field.kind.is_set() => {
                let last = lengths
                    .last()
                    .filter(|length| **length != NONE_U32)
                    .map_or(0, |length| *length as usize);
                lengths.len() as u32 > 0 && bytes[bytes.len() - last..] == **text
            }
            _ => false,
        };
        if !is_primary && !of_row.into_iter().any(|(_, other)| *other == value) {
            self.elements.push((index, value));
        }
    }

    /// Appends values of a further column; the first one is the primary value where there is none.
    fn push_further(&mut self, index: u32, filled: bool, column: usize, cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
        let text = cells.text(column);
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return false;
        }
        self.push_values(index, trimmed, filled).unwrap_or_else(|error| {
            cells.report(column, &text, error, problems);
            false
        })
    }

    /// Appends a name of its parts, or of the whole where the parts are empty.
    fn push_name(
        &mut self,
        full: Option<usize>,
        given: Option<usize>,
        family: Option<usize>,
        index: u32,
        cells: &Cells,
        problems: &mut Vec<CellProblem>,
    ) -> bool {
        self.scratch.clear();
        for (place, column) in [given, family].into_iter().enumerate() {
            if place > 0 {
                self.scratch.push(PART);
            }
            let Some(column) = column else { continue };
            let text = cells.text(column);
            append_clean(&mut self.scratch, &text, false);
            if text.len() > MAX_TEXT {
                cells.report(
                    column,
                    &text,
                    FieldError::TooLong {
                        max: MAX_TEXT,
                        found: text.len(),
                    },
                    problems,
                );
                return false;
            }
        }
        if self.scratch.len() > PART.len_utf8() {
            self.values.push_text(&self.scratch);
            return true;
        }
        full.is_some_and(|full| self.push_full_name(index, full, cells, problems))
    }

    fn push_full_name(&mut self, index: u32, column: usize, cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
        let text = cells.text(column);
        let trimmed = text.trim();
        if fast::is_clean(trimmed) && !trimmed.contains(',') && !trimmed.is_empty() && trimmed.len() <= MAX_TEXT {
            let (given, family) = trimmed.rsplit_once(' ').unwrap_or((trimmed, ""));
            self.scratch.clear();
            self.scratch.push_str(given.trim_end());
            self.scratch.push(PART);
            self.scratch.push_str(family);
            self.values.push_text(&self.scratch);
            return true;
        }
        self.push_cell(index, column, cells, problems)
    }

    /// Appends the primary address and the further ones.
    fn push_addresses(&mut self, index: u32, cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
        let Source::Address { full, places } = &self.plan.source else {
            return false;
        };
        let mut filled = false;
        for (place, parts) in places.iter().enumerate() {
            let full = full.filter(|_| place == 0);
            if !compose_address(&mut self.scratch, full, parts, cells, problems) {
                continue;
            }
            if filled {
                self.elements
                    .push((index, Value::Address(Box::new(Address::from_parts(&self.scratch)))));
            } else {
                // Where the primary address is empty, the next one takes its place.
                self.values.push_text(&self.scratch);
                filled = true;
            }
        }
        filled
    }

    /// Appends what rules, constants and other cells give for an empty cell.
    fn push_fallback(&mut self, index: u32, cells: &Cells) -> bool {
        let matching = self.fallback.rules.iter().find(|(column, prefix, _)| {
            let text = cells.text(*column);
            let text = text.trim();
            let rest = text
                .get(..prefix.len())
                .filter(|start| start.eq_ignore_ascii_case(prefix))
                .map(|_| &text[prefix.len()..]);
            rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
        });
        let value = matching.map(|(_, _, value)| value).or(self.fallback.constant.as_ref()).cloned();
        match value.or_else(|| self.made_name(cells)) {
            Some(Value::List(values)) => {
                values.into_iter().for_each(|value| self.push_element(index, value));
                true
            }
            Some(Value::Text(text)) if self.plan.field.kind == FieldKind::Choice => self.push_text(index, &text).unwrap_or(false),
            Some(value) if self.plan.field.kind.is_set() => {
                self.push_element(index, value);
                true
            }
            Some(value) => self.values.push(&value),
            None => false,
        }
    }

    /// A name made of other cells of the row.
    fn made_name(&self, cells: &Cells) -> Option<Value> {
        let (columns, separator) = self.fallback.name.as_ref()?;
        let texts = columns
            .iter()
            .map(|column| clean_short(&cells.text(*column)))
            .filter(|text| !text.is_empty());
        let mut name = texts.collect::<Vec<_>>().join(separator);
        if let Some((end, _)) = name.char_indices().nth(MADE_NAME) {
            name.truncate(end);
            name = format!("{}…", name.trim_end());
        }
        if name.is_empty() {
            return None;
        }
        Some(match self.plan.field.kind {
            FieldKind::PersonName => Value::Name(model::PersonName {
                given: name,
                family: String::new(),
            }),
            _ => Value::Text(name),
        })
    }
}

impl Words {
    /// The number of what a text means.
    fn number(&mut self, field: &FieldDef, text: &str, context: &ParseContext) -> Result<u32, FieldError> {
        let meanings = &mut self.meanings;
        let (number, _) = self.texts.number(text, |text| match parse(field, text, context)? {
            Some(Value::Text(word)) => Ok(meanings.number(&word, str::to_owned).0),
            _ => Err(FieldError::NotAnOption { found: text.to_owned() }),
        });
        self.texts.entry(number).clone()
    }
}

/// The values of a cell, as the model reads them; what stands in quotes in a list is one value.
fn read(field: &FieldDef, text: &str, context: &ParseContext) -> Result<Vec<Value>, FieldError> {
    // A web address may hold the signs that separate several of them.
    if field.kind == FieldKind::Url && text.matches("://").count() < 2 && parse(field, text, context).is_ok() {
        return parse(field, text, context).map(|value| value.into_iter().collect());
    }
    // Most cells hold one value, and looking for several takes longer than reading it.
    let is_plain = matches!(field.kind, FieldKind::Email | FieldKind::Phone | FieldKind::Url);
    if is_plain && !text.contains(SEPARATORS) {
        return parse(field, text, context).map(|value| value.into_iter().collect());
    }
    if !field.has_elements() || !text.contains('"') {
        return parse_several(field, text, context);
    }
    if field.kind == FieldKind::Address {
        return addresses(text).map_or_else(|| parse_several(field, text, context), Ok);
    }
    let parts = split_list(text, field.kind.is_set());
    if parts.len() > MAX_ELEMENTS {
        return Err(FieldError::TooManyElements {
            max: MAX_ELEMENTS,
            found: parts.len(),
        });
    }
    let values = parts.iter().map(|part| match field.kind {
        FieldKind::Choices => parse(
            &FieldDef {
                kind: FieldKind::Choice,
                ..field.clone()
            },
            part,
            context,
        ),
        _ => parse(field, part, context),
    });
    match values.collect::<Result<Vec<_>, _>>() {
        Ok(values) => Ok(values.into_iter().flatten().collect()),
        // A quote may belong to a name beside an address.
        Err(_) => parse_several(field, text, context),
    }
}

/// Puts the parts of an address together and says whether there is anything in them. A whole address stands for the street.
fn compose_address(to: &mut String, full: Option<usize>, parts: &[Vec<usize>; 5], cells: &Cells, problems: &mut Vec<CellProblem>) -> bool {
    to.clear();
    for (part, columns) in parts.iter().enumerate() {
        if part > 0 {
            to.push(PART);
        }
        let begin = to.len();
        let whole = if part == 0 && columns.is_empty() { full } else { None };
        for &column in columns.iter().chain(&whole) {
            let text = cells.text(column);
            let trimmed = text.trim();
            if trimmed.len() > MAX_TEXT {
                cells.report(
                    column,
                    &text,
                    FieldError::TooLong {
                        max: MAX_TEXT,
                        found: trimmed.len(),
                    },
                    problems,
                );
            } else if !trimmed.is_empty() {
                if to.len() > begin {
                    to.push('\n');
                }
                append_clean(to, trimmed, part == 0);
            }
        }
        // A line of characters that show nothing is no line.
        let end = begin + to[begin..].trim_end_matches('\n').len();
        to.truncate(end);
    }
    to.len() > 4 * PART.len_utf8()
}

fn append_clean(to: &mut String, text: &str, lines: bool) {
    let trimmed = text.trim();
    if fast::is_clean(trimmed) {
        to.push_str(trimmed);
    } else {
        to.push_str(&if lines { clean_long(trimmed) } else { clean_short(trimmed) });
    }
}

fn empty_block(field: &FieldDef) -> Block {
    Block::new(field.kind.storage()).unwrap_or_else(|| Block::new(Storage::Word).expect("only sets have no block"))
}
