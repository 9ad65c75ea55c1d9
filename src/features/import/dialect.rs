//! How a file is written: what was detected, and the choices when that is not right. The examples below follow at once.

use bridge::import::{DialectView, ImportRequest};
use model::FileKind;

use super::wizard::Wizard;
use crate::reactive::prelude::*;
use crate::ui::{
    field::{Field, Select, SelectOption},
    icon::{Glyph, Icon, IconSize},
};
use crate::words;

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];
/// Lines in which a header can be chosen by hand.
const HEADER_LINES: u32 = 5;

/// The choices, folded away.
#[component]
pub(super) fn DialectForm(wizard: Wizard, file: usize) -> impl IntoView {
    let dialect = Memo::new(move |_| wizard.of_file(file, |file| file.dialect.clone()).unwrap_or_default());
    let set = move |change: &dyn Fn(&mut DialectView)| {
        let mut changed = dialect.get_untracked();
        change(&mut changed);
        wizard.change(ImportRequest::SetDialect {
            file: file as u32,
            dialect: changed,
        });
    };
    let delimiter = Signal::derive(move || dialect.with(|dialect| dialect.delimiter.to_string()));
    let delimiters = Signal::derive(move || {
        let own = dialect.with(|dialect| dialect.delimiter);
        let other = (!DELIMITERS.contains(&own) && own != '\0').then_some(own);
        let option = |sign: char| SelectOption::new(sign.to_string(), capital(&words::import::delimiter_words(sign)));
        DELIMITERS.into_iter().chain(other).map(option).collect::<Vec<_>>()
    });
    let header = Signal::derive(move || dialect.with(|dialect| dialect.header.map(|row| row.to_string()).unwrap_or_default()));
    let headers = Signal::derive(move || {
        let own = dialect.with(|dialect| dialect.header).filter(|row| *row >= HEADER_LINES);
        let in_place = if dialect.with(|dialect| dialect.kind) == FileKind::Workbook {
            words::import::header_row_of_sheet
        } else {
            words::import::header_row
        };
        let line = |row: u32| SelectOption::new(row.to_string(), in_place(&words::number(u64::from(row) + 1)));
        std::iter::once(SelectOption::new("", words::import::header_none()))
            .chain((0..HEADER_LINES).chain(own).map(line))
            .collect::<Vec<_>>()
    });
    let decimals = Signal::derive(move || {
        if dialect.with(|dialect| dialect.decimal_comma) {
            "comma"
        } else {
            "point"
        }
        .to_owned()
    });
    let decimal_options = vec![
        SelectOption::new("point", words::import::point_numbers()),
        SelectOption::new("comma", words::import::comma_numbers()),
    ];
    let order = Signal::derive(move || dialect.with(|dialect| dialect.date_order.clone()));
    let orders = vec![
        SelectOption::new("dmy", words::import::day_first()),
        SelectOption::new("mdy", words::import::month_first()),
        SelectOption::new("ymd", words::import::year_first()),
    ];
    let sheet = Signal::derive(move || dialect.with(|dialect| dialect.sheet.clone().unwrap_or_default()));
    let sheets = Signal::derive(move || {
        let option = |name: &String| SelectOption::new(name.clone(), name.clone());
        dialect.with(|dialect| dialect.sheets.iter().map(option).collect::<Vec<_>>())
    });
    let summary = move || dialect.with(words::import::written);
    // Only text has delimiters, and only tables have a header that could be elsewhere.
    let kind = Memo::new(move |_| dialect.with(|dialect| dialect.kind));
    view! {
        <details class="fold">
            <summary>
                <Icon glyph=Glyph::ChevronRight size=IconSize::Small/>
                {words::import::dialect()}
                <span class="faint">{summary}</span>
            </summary>
            <div class="fold__body dialect">
                {move || (sheets.with(Vec::len) > 1).then(|| view! {
                    <Field label=words::import::sheet()>
                        <Select value=sheet options=sheets on_change=move |sheet: String| wizard.change(ImportRequest::SetSheet { file: file as u32, sheet })/>
                    </Field>
                })}
                {move || (kind.get() == FileKind::Text).then(|| view! {
                    <Field label=words::import::delimiter()>
                        <Select value=delimiter options=delimiters on_change=move |sign: String| {
                            if let Some(sign) = sign.chars().next() {
                                set(&|dialect| dialect.delimiter = sign);
                            }
                        }/>
                    </Field>
                })}
                {move || matches!(kind.get(), FileKind::Text | FileKind::Workbook).then(|| view! {
                    <Field label=words::import::header()>
                        <Select value=header options=headers on_change=move |row: String| set(&|dialect| dialect.header = row.parse().ok())/>
                    </Field>
                })}
                <Field label=words::import::decimals()>
                    <Select value=decimals options=decimal_options on_change=move |style: String| set(&|dialect| dialect.decimal_comma = style == "comma")/>
                </Field>
                <Field label=words::import::dates()>
                    <Select value=order options=orders on_change=move |order: String| set(&|dialect| dialect.date_order.clone_from(&order))/>
                </Field>
            </div>
        </details>
    }
}

/// The first letter large, for words that stand alone.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
