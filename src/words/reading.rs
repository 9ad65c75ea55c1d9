//! What is said of files that come in: why one cannot be read, what is wrong in it, why a row is left out.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::FieldKey;
use model::reading::{
    CalendarError, CardsError, Encoding, FormProblem, LoadError, LooksLike, MAX_COLUMNS, MAX_FILE, MAX_ROW, MailError, MappingError,
    SkipReason, TextError, WorkbookDamage, WorkbookError, WorkbookExcess,
};

use super::{number, size};
use crate::platform::format;

phrases! {
    empty { English: "The file is empty" }
    too_large(size, most) { English: "The file has {size}; the most is {most}" }
    header_too_long(size, most) { English: "The row of column names has {size}; the most is {most}" }
    changed(declared, found) { English: "The file was changed while it was read: it had {declared} bytes, {found} came" }
    unfinished { English: "The file was not read to its end. Choose it again" }

    backup { English: "This is a back-up of Kith; open it with Restore" }
    no_table(what) { English: "This is {what}, not a table of text; export it as CSV and take that" }
    no_decoder(encoding) { English: "The file is in {encoding}, which cannot be read here; save it as UTF-8 and take that" }
    like_workbook { English: "a workbook or ZIP file" }
    like_old_workbook { English: "an old Office file" }
    like_pdf { English: "a PDF document" }
    like_compressed { English: "a compressed file" }
    like_picture { English: "a picture" }
    like_database { English: "a database file" }
    like_web_page { English: "a web page" }
    like_backup { English: "a back-up of Kith" }
    like_json { English: "a JSON document" }
    like_cards { English: "a file of contact cards" }
    like_calendar { English: "a calendar" }
    like_utf32 { English: "UTF-32 text" }
    like_binary { English: "a file without text" }

    old_format { English: "This is a workbook or document of old Office (.xls), of which nothing was read; save it as .xlsx or CSV and take that" }
    encrypted_workbook { English: "The workbook is protected by a password, and nothing of it was read; save it without one and take that" }
    open_document { English: "This is an OpenDocument file, of which nothing was read; save it as .xlsx or CSV and take that" }
    binary_workbook { English: "This is a binary workbook (.xlsb), of which nothing was read; save it as .xlsx and take that" }
    no_workbook { English: "This is a ZIP file without a workbook in it, and nothing was read; unpack it and take the table inside" }
    empty_workbook { English: "The sheets of the workbook are empty" }
    empty_sheet(name) { English: "The sheet “{name}” is empty" }
    no_sheet(wanted, found) { English: "There is no sheet “{wanted}” in the workbook; there is {found}" }
    packing { English: "The workbook is packed in a way that cannot be read here, and nothing was taken; open it, save it as .xlsx and take that" }
    damaged(what) { English: "The workbook is damaged ({what}), and nothing of it was taken; open it, save it again and take that" }
    damaged_directory { English: "its directory is missing or cut short" }
    damaged_list { English: "its list of parts is missing" }
    sheet_missing { English: "a sheet is missing" }
    sheet_cut { English: "a sheet is cut short" }
    part_missing { English: "a part is missing" }
    part_cut { English: "a part is cut short" }
    part_packing { English: "a part cannot be unpacked" }
    part_size { English: "a part has another size than it says" }
    part_content { English: "a part of it makes no sense" }
    document_type { English: "it has a document type" }
    excess(found, most) { English: "The workbook is too large: {found}, the most is {most}; nothing of it was taken; save its sheets as files of their own" }
    excess_cells(count) { English: "{count} cells" }
    excess_bytes(size) { English: "{size} when unpacked" }
    excess_part(size) { English: "{size} in one part" }
    excess_text(size) { English: "{size} or more as text" }
    excess_files(count) { English: "{count} files or more inside" }

    no_contacts { English: "There is no contact in this file of cards" }
    cards_large(most) { English: "The cards have more than {most} of text, and nothing was taken; export them in several files" }
    no_entries { English: "There is no event and no task in this calendar that could be taken" }
    calendar_large(most) { English: "The calendar has more than {most} of text, and nothing was taken; export it in several parts" }
    no_messages { English: "There is no message in this file that could be taken" }
    mail_large(most) { English: "The messages have more than {most} of text, and nothing was taken; export them in several parts" }

    marked(name) { English: "{name} with byte order mark" }
    low_first(name) { English: "{name} (little-endian)" }
    high_first(name) { English: "{name} (big-endian)" }
    western(name) { English: "{name} (Western European)" }
    central(name) { English: "{name} (Central European)" }
    japanese(name) { English: "{name} (Japanese)" }
    chinese(name) { English: "{name} (Chinese)" }
    korean(name) { English: "{name} (Korean)" }
    cyrillic(name) { English: "{name} (Cyrillic)" }
    greek(name) { English: "{name} (Greek)" }
    turkish(name) { English: "{name} (Turkish)" }

    byte(byte) { English: "Byte {byte} cannot be read in this encoding" }
    byte_as(byte, read) { English: "Byte {byte} does not belong to this encoding; read as “{read}”" }
    overlong { English: "A character is written in more bytes than it needs and was not read" }
    half { English: "Half of a character; the other half is missing" }
    cut_short { English: "The file ends in the middle of a character" }
    unreadable { English: "A character cannot be read in this encoding" }
    nul { English: "A zero character; it is left out of the value" }
    line_separator { English: "A Unicode line separator inside a cell; it counts as part of the text" }
    unclosed_quote { English: "This quote is never closed; it was read as a plain character" }
    text_after_quote { English: "There is text after the closing quote; it was kept" }
    quote_in_cell { English: "A quote inside a cell that is not quoted; it was kept" }
    few_cells(found, expected) { English: "Fewer cells ({found}) than columns ({expected}); the missing ones are empty" }
    many_cells(found, expected) { English: "More cells ({found}) than columns ({expected}); the values may stand in the wrong columns" }
    trailing_delimiter { English: "Rows end in a delimiter; the empty last cell was left out" }
    blank_line { English: "Blank lines were passed over" }
    line_ends { English: "Lines end in different ways from here on" }
    row_too_long(size, most) { English: "The row has {size}, more than {most}, and was left out" }
    many_columns(found, most) { English: "{found} columns; those after number {most} were left out" }
    many_rows(most) { English: "More than {most} rows; those from here on were left out" }
    no_rows { English: "There are no rows below the column names" }
    empty_header { English: "The column has no name" }
    same_header { English: "Another column has the same name" }
    error_cell(error) { English: "The cell shows {error}; it was left empty" }
    some_error_cell { English: "The cell shows an error; it was left empty" }
    not_calculated { English: "The result of this formula is not stored; open the workbook in a spreadsheet, save it and take it again" }
    not_in_format { English: "The number does not fit its format; it was read as a plain number" }
    rounded { English: "A workbook keeps 15 digits of a number; those after it are lost" }
    attachments(count) { English: "Files, pictures, sounds and keys were left out: {count} in all" }
    properties(count) { English: "Properties for which there is no field were left out: {count} in all" }
    group_card { English: "The card is of a group, not of a person; it was left out" }
    nameless { English: "The card has no name; it was named after its organisation or address" }
    no_property { English: "Lines that belong to no entry were left out" }
    not_closed { English: "The entry has no end; it was read up to the next one" }
    charset { English: "The encoding of this text is not known; it was read as UTF-8" }
    repeats { English: "The entry repeats; only its first occurrence is taken" }
    cancelled { English: "The entry was cancelled; it was left out" }
    ends_before { English: "The entry ends before it begins; its duration was left out" }
    zone { English: "The file does not describe this time zone; the time was read as local" }
    entries(count) { English: "Journals, free and busy times were left out: {count} in all" }
    encrypted { English: "The message is encrypted; its text was left out" }
    parts { English: "The message has too many parts, or parts within parts; the rest was left out" }
    text_cut { English: "The text is longer than what is kept; the rest was left out" }
    damaged_part { English: "A part of the message is damaged; it was read as far as possible" }

    by_hand { English: "Left out by hand" }
    blank { English: "Every cell is empty" }
    header_again { English: "It repeats the header" }
    needed(field) { English: "“{field}” is needed and empty or not readable" }

    unknown_object(object) { English: "There is no object “{object}”" }
    unknown_field(field) { English: "There is no field “{field}”" }
    computed(field) { English: "“{field}” is computed and cannot be imported" }
    wrong_kind(field) { English: "“{field}” cannot be filled in this way" }
    twice(field) { English: "Two columns fill “{field}”; choose another place for one of them" }
    other_columns(expected, found) { English: "The columns were chosen for a file of {expected} columns; this one has {found}" }
    unknown_column(number) { English: "There is no column {number}" }
    whose_detail(reference) { English: "No column says which “{reference}” the details belong to" }
    nested { English: "What belongs to other records can be nested only once" }
    grouping { English: "The rows cannot be lines of a record in this way" }
    fixed_value(field, why) { English: "“{field}” refuses the fixed value: {why}" }
}

/// Why a file cannot be read, as one sentence.
#[must_use]
pub fn refusal(error: &LoadError) -> String {
    let words = match error {
        LoadError::TooLarge { found, max } => return too_large(&size(*found), &size(*max)),
        LoadError::HeaderTooLong { found, max } => return header_too_long(&size(*found), &size(*max)),
        LoadError::SizeChanged { declared, found } => return changed(&number(*declared), &number(*found)),
        LoadError::Text(TextError::NotText(looks)) => return no_table(like(*looks)),
        LoadError::Text(TextError::NeedsDecoder(needed)) => return no_decoder(&encoding(*needed)),
        LoadError::Workbook(error) => return workbook(error),
        LoadError::Cards(CardsError::TooLarge) => return cards_large(&size(MAX_FILE)),
        LoadError::Calendar(CalendarError::TooLarge) => return calendar_large(&size(MAX_FILE)),
        LoadError::Mail(MailError::TooLarge) => return mail_large(&size(MAX_FILE)),
        LoadError::Empty => empty(),
        LoadError::Unfinished => unfinished(),
        LoadError::Text(TextError::Backup) => backup(),
        LoadError::Cards(CardsError::NoContacts) => no_contacts(),
        LoadError::Calendar(CalendarError::NoEntries) => no_entries(),
        LoadError::Mail(MailError::NoMessages) => no_messages(),
    };
    words.to_owned()
}

fn like(looks: LooksLike) -> &'static str {
    match looks {
        LooksLike::Workbook => like_workbook(),
        LooksLike::OldWorkbook => like_old_workbook(),
        LooksLike::Pdf => like_pdf(),
        LooksLike::Compressed => like_compressed(),
        LooksLike::Picture => like_picture(),
        LooksLike::Database => like_database(),
        LooksLike::WebPage => like_web_page(),
        LooksLike::Backup => like_backup(),
        LooksLike::Json => like_json(),
        LooksLike::VCard => like_cards(),
        LooksLike::Calendar => like_calendar(),
        LooksLike::Utf32 => like_utf32(),
        LooksLike::Binary => like_binary(),
    }
}

fn workbook(error: &WorkbookError) -> String {
    let words = match error {
        WorkbookError::EmptySheet(name) => return empty_sheet(name),
        WorkbookError::NoSheet { wanted, found } => {
            let found = found.iter().map(|name| super::rule::quoted(name)).collect::<Vec<_>>();
            return no_sheet(wanted, &format::list(&found));
        }
        WorkbookError::Damaged(what) => return damaged(damage(*what)),
        WorkbookError::TooLarge { what, found, max } => {
            let (found, most) = match what {
                WorkbookExcess::Cells => (excess_cells(&number(*found)), number(*max)),
                WorkbookExcess::Bytes => (excess_bytes(&size(*found)), size(*max)),
                WorkbookExcess::PartBytes => (excess_part(&size(*found)), size(*max)),
                WorkbookExcess::TextBytes => (excess_text(&size(*found)), size(*max)),
                WorkbookExcess::Files => (excess_files(&number(*found)), number(*max)),
            };
            return excess(&found, &most);
        }
        WorkbookError::OldFormat => old_format(),
        WorkbookError::Encrypted => encrypted_workbook(),
        WorkbookError::OpenDocument => open_document(),
        WorkbookError::BinaryFormat => binary_workbook(),
        WorkbookError::NoWorkbook => no_workbook(),
        WorkbookError::NoRows => empty_workbook(),
        WorkbookError::Packing => packing(),
    };
    words.to_owned()
}

fn damage(what: WorkbookDamage) -> &'static str {
    match what {
        WorkbookDamage::Directory => damaged_directory(),
        WorkbookDamage::PartList => damaged_list(),
        WorkbookDamage::SheetMissing => sheet_missing(),
        WorkbookDamage::SheetCut => sheet_cut(),
        WorkbookDamage::PartMissing => part_missing(),
        WorkbookDamage::PartCut => part_cut(),
        WorkbookDamage::PartPacking => part_packing(),
        WorkbookDamage::PartSize => part_size(),
        WorkbookDamage::PartContent => part_content(),
        WorkbookDamage::DocumentType => document_type(),
    }
}

/// The name of an encoding, and whose writing it is for.
#[must_use]
pub fn encoding(encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf8 => "UTF-8".to_owned(),
        Encoding::Utf8Bom => marked("UTF-8"),
        Encoding::Utf16Le => low_first("UTF-16"),
        Encoding::Utf16Be => high_first("UTF-16"),
        Encoding::Windows1252 => western("Windows-1252"),
        Encoding::Iso8859_15 => western("ISO-8859-15"),
        Encoding::MacRoman => western("MacRoman"),
        Encoding::ShiftJis => japanese("Shift-JIS"),
        Encoding::EucJp => japanese("EUC-JP"),
        Encoding::Gb18030 => chinese("GB 18030"),
        Encoding::Big5 => chinese("Big5"),
        Encoding::EucKr => korean("EUC-KR"),
        Encoding::Windows1250 => central("Windows-1250"),
        Encoding::Windows1251 => cyrillic("Windows-1251"),
        Encoding::Windows1253 => greek("Windows-1253"),
        Encoding::Windows1254 => turkish("Windows-1254"),
    }
}

/// What is wrong with the form of a file, as one sentence.
#[must_use]
pub fn form(problem: &FormProblem) -> String {
    let count = |count: &u32| number(u64::from(*count));
    let words = match problem {
        FormProblem::InvalidByte {
            byte: found,
            read_as: char::REPLACEMENT_CHARACTER,
        } => return byte(&format!("{found:#04x}")),
        FormProblem::InvalidByte { byte, read_as } => return byte_as(&format!("{byte:#04x}"), &read_as.to_string()),
        FormProblem::TooFewCells { expected, found } => return few_cells(&count(found), &count(expected)),
        FormProblem::TooManyCells { expected, found } => return many_cells(&count(found), &count(expected)),
        FormProblem::RowTooLong { bytes } => return row_too_long(&size(*bytes), &size(MAX_ROW as u64)),
        FormProblem::TooManyColumns { found } => return many_columns(&count(found), &number(MAX_COLUMNS as u64)),
        FormProblem::TooManyRows { max } => return many_rows(&count(max)),
        FormProblem::ErrorCell(error) => return error.name().map_or_else(|| some_error_cell().to_owned(), error_cell),
        FormProblem::AttachmentsLeftOut { count: all } => return attachments(&count(all)),
        FormProblem::PropertiesLeftOut { count: all } => return properties(&count(all)),
        FormProblem::EntriesLeftOut { count: all } => return entries(&count(all)),
        FormProblem::Overlong => overlong(),
        FormProblem::LoneSurrogate => half(),
        FormProblem::CutShort => cut_short(),
        FormProblem::Unreadable => unreadable(),
        FormProblem::Nul => nul(),
        FormProblem::LineSeparator => line_separator(),
        FormProblem::UnclosedQuote => unclosed_quote(),
        FormProblem::TextAfterQuote => text_after_quote(),
        FormProblem::QuoteInCell => quote_in_cell(),
        FormProblem::TrailingDelimiter => trailing_delimiter(),
        FormProblem::BlankLine => blank_line(),
        FormProblem::MixedLineEnds => line_ends(),
        FormProblem::NoRows => no_rows(),
        FormProblem::EmptyHeader => empty_header(),
        FormProblem::DuplicateHeader => same_header(),
        FormProblem::NotCalculated => not_calculated(),
        FormProblem::NotInFormat => not_in_format(),
        FormProblem::RoundedNumber => rounded(),
        FormProblem::GroupCard => group_card(),
        FormProblem::Nameless => nameless(),
        FormProblem::NotAProperty => no_property(),
        FormProblem::NotClosed => not_closed(),
        FormProblem::UnknownCharset => charset(),
        FormProblem::Repeats => repeats(),
        FormProblem::Cancelled => cancelled(),
        FormProblem::EndsBeforeStart => ends_before(),
        FormProblem::UnknownZone => zone(),
        FormProblem::Encrypted => encrypted(),
        FormProblem::PartsLeftOut => parts(),
        FormProblem::TextCut => text_cut(),
        FormProblem::DamagedPart => damaged_part(),
    };
    words.to_owned()
}

/// Why a row is left out, as one sentence. `label` gives fields their labels.
#[must_use]
pub fn skipped(reason: &SkipReason, label: &dyn Fn(&FieldKey) -> String) -> String {
    match reason {
        SkipReason::ByUser => by_hand().to_owned(),
        SkipReason::Blank => blank().to_owned(),
        SkipReason::RepeatOfHeader => header_again().to_owned(),
        SkipReason::TooManyCells { expected, found } => many_cells(&number(u64::from(*found)), &number(u64::from(*expected))),
        SkipReason::Required(field) => needed(&label(field)),
    }
}

/// Why columns cannot go where they shall, as one sentence. `label` gives fields their labels.
#[must_use]
pub fn mapping(error: &MappingError, label: &dyn Fn(&FieldKey) -> String) -> String {
    match error {
        MappingError::UnknownObject(object) => unknown_object(object),
        MappingError::UnknownField { field, .. } => unknown_field(&label(field)),
        MappingError::ReadOnly { field } => computed(&label(field)),
        MappingError::WrongKind { field } => wrong_kind(&label(field)),
        MappingError::Twice { field } => twice(&label(field)),
        MappingError::Columns { expected, found } => other_columns(&number(u64::from(*expected)), &number(u64::from(*found))),
        MappingError::UnknownColumn(column) => unknown_column(&number(u64::from(*column) + 1)),
        MappingError::DetailWithoutReference { reference } => whose_detail(&label(reference)),
        MappingError::TooDeep => nested().to_owned(),
        MappingError::Grouping => grouping().to_owned(),
        MappingError::Value { field, error } => fixed_value(&label(field), &super::invalid::line(error)),
    }
}

#[cfg(test)]
mod tests {
    use model::reading::CellError;
    use model::{FieldError, FieldKey};

    use super::*;
    use crate::words::MODULES;

    fn forms() -> Vec<FormProblem> {
        vec![
            FormProblem::InvalidByte {
                byte: 0x81,
                read_as: char::REPLACEMENT_CHARACTER,
            },
            FormProblem::InvalidByte { byte: 0x82, read_as: 'é' },
            FormProblem::Overlong,
            FormProblem::LoneSurrogate,
            FormProblem::CutShort,
            FormProblem::Unreadable,
            FormProblem::Nul,
            FormProblem::LineSeparator,
            FormProblem::UnclosedQuote,
            FormProblem::TextAfterQuote,
            FormProblem::QuoteInCell,
            FormProblem::TooFewCells { expected: 3, found: 2 },
            FormProblem::TooManyCells { expected: 3, found: 4 },
            FormProblem::TrailingDelimiter,
            FormProblem::BlankLine,
            FormProblem::MixedLineEnds,
            FormProblem::RowTooLong { bytes: 2_000_000 },
            FormProblem::TooManyColumns { found: 600 },
            FormProblem::TooManyRows { max: 1_000_000 },
            FormProblem::NoRows,
            FormProblem::EmptyHeader,
            FormProblem::DuplicateHeader,
            FormProblem::ErrorCell(CellError::DivisionByZero),
            FormProblem::ErrorCell(CellError::Other),
            FormProblem::NotCalculated,
            FormProblem::NotInFormat,
            FormProblem::RoundedNumber,
            FormProblem::AttachmentsLeftOut { count: 5 },
            FormProblem::PropertiesLeftOut { count: 6 },
            FormProblem::GroupCard,
            FormProblem::Nameless,
            FormProblem::NotAProperty,
            FormProblem::NotClosed,
            FormProblem::UnknownCharset,
            FormProblem::Repeats,
            FormProblem::Cancelled,
            FormProblem::EndsBeforeStart,
            FormProblem::UnknownZone,
            FormProblem::EntriesLeftOut { count: 7 },
            FormProblem::Encrypted,
            FormProblem::PartsLeftOut,
            FormProblem::TextCut,
            FormProblem::DamagedPart,
        ]
    }

    fn refusals() -> Vec<LoadError> {
        let looks = [
            LooksLike::Workbook,
            LooksLike::OldWorkbook,
            LooksLike::Pdf,
            LooksLike::Compressed,
            LooksLike::Picture,
            LooksLike::Database,
            LooksLike::WebPage,
            LooksLike::Backup,
            LooksLike::Json,
            LooksLike::VCard,
            LooksLike::Calendar,
            LooksLike::Utf32,
            LooksLike::Binary,
        ];
        let damages = [
            WorkbookDamage::Directory,
            WorkbookDamage::PartList,
            WorkbookDamage::SheetMissing,
            WorkbookDamage::SheetCut,
            WorkbookDamage::PartMissing,
            WorkbookDamage::PartCut,
            WorkbookDamage::PartPacking,
            WorkbookDamage::PartSize,
            WorkbookDamage::PartContent,
            WorkbookDamage::DocumentType,
        ];
        let excesses = [
            WorkbookExcess::Cells,
            WorkbookExcess::Bytes,
            WorkbookExcess::PartBytes,
            WorkbookExcess::TextBytes,
            WorkbookExcess::Files,
        ];
        let too_large = |what| WorkbookError::TooLarge { what, found: 9, max: 8 };
        let workbooks = [
            WorkbookError::OldFormat,
            WorkbookError::Encrypted,
            WorkbookError::OpenDocument,
            WorkbookError::BinaryFormat,
            WorkbookError::NoWorkbook,
            WorkbookError::NoRows,
            WorkbookError::EmptySheet("Notes".to_owned()),
            WorkbookError::NoSheet {
                wanted: "South".to_owned(),
                found: ["North", "East"].map(str::to_owned).to_vec(),
            },
            WorkbookError::Packing,
        ];
        let workbooks = workbooks
            .into_iter()
            .chain(damages.map(WorkbookError::Damaged))
            .chain(excesses.map(too_large));
        let texts = [TextError::Backup].into_iter().chain(looks.map(TextError::NotText));
        let texts = texts.chain(Encoding::ALL.map(TextError::NeedsDecoder));
        let plain = [
            LoadError::Empty,
            LoadError::TooLarge { found: 9, max: 8 },
            LoadError::HeaderTooLong { found: 9, max: 8 },
            LoadError::SizeChanged { declared: 9, found: 8 },
            LoadError::Cards(CardsError::NoContacts),
            LoadError::Cards(CardsError::TooLarge),
            LoadError::Calendar(CalendarError::NoEntries),
            LoadError::Calendar(CalendarError::TooLarge),
            LoadError::Mail(MailError::NoMessages),
            LoadError::Mail(MailError::TooLarge),
            LoadError::Unfinished,
        ];
        plain
            .into_iter()
            .chain(workbooks.map(LoadError::Workbook))
            .chain(texts.map(LoadError::Text))
            .collect()
    }

    fn skips() -> Vec<SkipReason> {
        vec![
            SkipReason::ByUser,
            SkipReason::Blank,
            SkipReason::RepeatOfHeader,
            SkipReason::TooManyCells { expected: 5, found: 6 },
            SkipReason::Required("name".into()),
        ]
    }

    fn mappings() -> Vec<MappingError> {
        let field: FieldKey = "name".into();
        vec![
            MappingError::UnknownObject("boat".into()),
            MappingError::UnknownField {
                object: "contact".into(),
                field: field.clone(),
            },
            MappingError::ReadOnly { field: field.clone() },
            MappingError::WrongKind { field: field.clone() },
            MappingError::Twice { field: field.clone() },
            MappingError::Columns { expected: 2, found: 3 },
            MappingError::UnknownColumn(7),
            MappingError::DetailWithoutReference { reference: field.clone() },
            MappingError::TooDeep,
            MappingError::Grouping,
            MappingError::Value {
                field,
                error: FieldError::Required,
            },
        ]
    }

    /// Whether a sentence is a phrase with its gaps filled.
    fn is_said_by(sentence: &str, phrase: &str) -> bool {
        let mut rest = sentence;
        let fixed = phrase.split('{').map(|part| part.split_once('}').map_or(part, |(_, fixed)| fixed));
        fixed.into_iter().all(|fixed| {
            let at = rest.find(fixed);
            rest = at.map_or(rest, |at| &rest[at + fixed.len()..]);
            at.is_some()
        })
    }

    #[test]
    fn whatever_a_reader_says_has_words_of_its_own() {
        let mut numbers = forms().iter().map(FormProblem::number).collect::<Vec<_>>();
        numbers.dedup();
        assert_eq!(numbers.len(), FormProblem::KEYS.len(), "a kind of problem is not in the table above");

        let label = |field: &FieldKey| format!("Label of {field}");
        let mut said = Vec::new();
        said.extend(refusals().iter().map(|error| (format!("{error:?}"), refusal(error))));
        said.extend(forms().iter().map(|problem| (format!("{problem:?}"), form(problem))));
        said.extend(skips().iter().map(|reason| (format!("{reason:?}"), skipped(reason, &label))));
        said.extend(mappings().iter().map(|error| (format!("{error:?}"), mapping(error, &label))));
        for (what, sentence) in &said {
            let starts = sentence.starts_with(|first: char| first.is_uppercase() || first.is_numeric() || first == '“');
            assert!(starts && !sentence.contains(['{', '}']), "{what}: {sentence}");
            assert!(!what.contains("\"name\"") || sentence.contains("Label of name"), "{what}: {sentence}");
            let same = said.iter().filter(|(_, other)| other == sentence).count();
            assert_eq!(same, 1, "{what} is worded as another: {sentence}");
        }

        let phrases = MODULES.iter().find(|(name, _)| *name == "reading").map_or(&[][..], |(_, phrases)| phrases);
        assert!(phrases.len() > 100);
        for phrase in phrases {
            let is_said = said.iter().any(|(_, sentence)| is_said_by(sentence, phrase.english[0]));
            assert!(is_said, "nothing is worded by {}", phrase.name);
        }
    }
}
