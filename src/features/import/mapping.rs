//! The table of columns: what stands in the file, what it looks like, where it goes, and what comes of it.

use std::sync::Arc;

use bridge::import::{ColumnState, DialectView, Phase, Target};
use leptos::ev;
use model::{FieldKind, ObjectDef};

use super::{
    problems::{ProblemGroup, of_example},
    targets::{TargetChoice, choices, is_match, key, label},
    wizard::Wizard,
};
use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::ui::{
    badge::Badge,
    field::{ComboOption, Combobox, Select, SelectOption, TextInput, filter_options},
    icon::{Glyph, Icon, IconSize},
    tone::Tone,
};
use crate::words::{self, count};

/// Examples shown per column.
const EXAMPLES: usize = 3;
/// The option that makes a field of the column's own name.
const NEW: &str = "new";

/// Targets of the file's object, shared by its columns.
type Targets = Memo<Arc<Vec<TargetChoice>>>;

/// The table.
#[component]
pub(super) fn MappingTable(wizard: Wizard, file: usize, object: Arc<ObjectDef>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let object = StoredValue::new(object);
    let targets: Targets = Memo::new(move |_| Arc::new(schema.with(|schema| object.with_value(|object| choices(schema, object)))));
    let name = wizard.of_file(file, |file| file.name.clone()).unwrap_or_default();
    let columns = Memo::new(move |_| wizard.of_file(file, |file| file.columns.len()).unwrap_or(0));
    view! {
        <div class="card map">
            <table class="table" aria-label=words::import::mapping(&name)>
                <colgroup>
                    <col class="map__in"/><col span=EXAMPLES.to_string()/><col class="map__kind"/><col class="map__arrow"/><col class="map__target"/><col class="map__result"/>
                </colgroup>
                <thead>
                    <tr>
                        <th scope="col">{words::import::in_file()}</th>
                        <th scope="colgroup" colspan=EXAMPLES.to_string()>{words::import::examples()}</th>
                        <th scope="col">{words::import::looks_like()}</th>
                        <td></td>
                        <th scope="col">{words::import::goes_to()}</th>
                        <th scope="col">{words::import::result()}</th>
                    </tr>
                </thead>
                <tbody>
                    <For each=move || 0..columns.get() key=|column| *column let(column)>
                        <ColumnRow wizard=wizard file=file column=column object=object targets=targets/>
                    </For>
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn ColumnRow(wizard: Wizard, file: usize, column: usize, object: StoredValue<Arc<ObjectDef>>, targets: Targets) -> impl IntoView {
    let state = Memo::new(move |_| wizard.of_file(file, |file| file.columns.get(column).cloned()).flatten());
    let header = Signal::derive(move || {
        let name = |state: &ColumnState| words::import::column_name(&state.header, column);
        state.with(|state| state.as_ref().map(name).unwrap_or_default())
    });
    let off = Memo::new(move |_| state.with(|state| state.as_ref().is_some_and(|state| state.target == Target::Skip)));
    let kind = Memo::new(move |_| state.with(|state| state.as_ref().map_or(FieldKind::Text, |state| state.kind)));
    let dialect = Memo::new(move |_| wizard.of_file(file, |file| file.dialect.clone()).unwrap_or_default());
    let looks = move || dialect.with(|dialect| kind_words(kind.get(), dialect));
    view! {
        <tr class:is-off=move || off.get()>
            <th scope="row"><span data-tip=move || header.get()>{move || header.get()}</span></th>
            {(0..EXAMPLES).map(|place| view! { <Example wizard=wizard file=file column=column place=place state=state header=header/> }).collect_view()}
            <td data-label=words::import::looks_like()>
                <span class="kind"><Icon glyph=Signal::derive(move || kind_glyph(kind.get())) size=IconSize::Small/>{looks}</span>
            </td>
            <td class="map-arrow"><Icon glyph=Glyph::ArrowRight size=IconSize::Small/></td>
            <td class="map__to"><TargetPicker wizard=wizard file=file column=column state=state object=object targets=targets header=header/></td>
            <td><ColumnResult wizard=wizard file=file state=state/></td>
        </tr>
    }
}

/// One of the first values; one that cannot be read can be corrected here.
#[component]
fn Example(
    wizard: Wizard,
    file: usize,
    column: usize,
    place: usize,
    state: Memo<Option<ColumnState>>,
    header: Signal<String>,
) -> impl IntoView {
    let text = Memo::new(move |_| state.with(|state| state.as_ref().and_then(|state| state.samples.get(place).cloned())));
    let problem = Memo::new(move |_| {
        let text = text.get()?;
        wizard.of_file(file, |file| of_example(file, column as u32, &text)).flatten()
    });
    let editing = RwSignal::new(false);
    view! {
        <td class="map__example" aria-invalid=move || problem.with(Option::is_some).then_some("true")>
            {move || match (text.get(), problem.get()) {
                (None, _) => view! { <span class="table__none">{words::import::empty_cell()}</span> }.into_any(),
                (Some(text), None) => view! { <span class="muted" data-tip=text.clone()>{text.clone()}</span> }.into_any(),
                (Some(_), Some(problem)) if editing.get() => view! {
                    <Correction wizard=wizard file=file problem=problem label=words::import::corrected(&header.get_untracked()) on_end=move || { editing.try_set(false); }/>
                }
                .into_any(),
                (Some(text), Some(problem)) => view! {
                    <button type="button" class="map__fix" aria-label=words::import::correct(&text) data-tip=words::import::problem(&problem.problem, wizard.of_file(file, |file| file.dialect.kind).unwrap_or_default(), None)
                        on:click=move |_| editing.set(true)>
                        <span class="truncate">{text.clone()}</span>
                        <Icon glyph=Glyph::Edit size=IconSize::Small/>
                    </button>
                }
                .into_any(),
            }}
        </td>
    }
}

/// Corrects the text of a problem in all its rows. Enter and leaving save, Esc keeps what stands in the file.
#[component]
pub(super) fn Correction(
    wizard: Wizard,
    file: usize,
    problem: ProblemGroup,
    label: String,
    /// The control is not needed any more.
    #[prop(into)]
    on_end: Callback<()>,
    /// Takes focus when it appears.
    #[prop(default = true)]
    autofocus: bool,
) -> impl IntoView {
    let text = RwSignal::new(problem.text.clone());
    let problem = StoredValue::new(problem);
    let save = move || {
        problem.with_value(|problem| {
            let corrected = text.get_untracked();
            if let (Some(column), true) = (problem.column, corrected != problem.text) {
                wizard.edit(file, problem.rows.clone(), column, corrected);
            }
        });
        on_end.run(());
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape"
            && problem
                .try_with_value(|problem| text.get_untracked() != problem.text)
                .unwrap_or(false)
        {
            event.stop_propagation();
            text.set(problem.with_value(|problem| problem.text.clone()));
        }
    };
    view! {
        <TextInput value=text label=label autofocus=autofocus on_input=move |typed| text.set(typed) on_key=on_key on_change=move |_| save() on_blur=move || { on_end.try_run(()); }/>
    }
}

/// Chooses where a column goes.
#[component]
fn TargetPicker(
    wizard: Wizard,
    file: usize,
    column: usize,
    state: Memo<Option<ColumnState>>,
    object: StoredValue<Arc<ObjectDef>>,
    targets: Targets,
    header: Signal<String>,
) -> impl IntoView {
    let schema = Engine::expect().schema();
    let query = RwSignal::new(String::new());
    let target = Memo::new(move |_| state.with(|state| state.as_ref().map(|state| state.target.clone()).unwrap_or_default()));
    let match_key = Memo::new(move |_| wizard.of_file(file, |file| file.match_key.clone()).unwrap_or_default());
    let picked = Signal::derive(move || {
        target.with(|target| {
            let name = schema.with(|schema| object.with_value(|object| label(schema, object, target)));
            let name = if match_key.with(|key| is_match(target, key)) {
                words::import::match_key(&name)
            } else {
                name
            };
            vec![ComboOption::new(key(target), name)]
        })
    });
    let options = Signal::derive(move || {
        let of = |choice: &TargetChoice| ComboOption::new(choice.key.clone(), choice.label.clone());
        let mut options: Vec<ComboOption> = targets.with(|targets| targets.iter().map(of).collect());
        options.push(ComboOption::new(NEW, words::import::new_field(&header.get())).icon(Glyph::Plus));
        query.with(|query| filter_options(&options, query))
    });
    let fresh = move |label: String| {
        let kind = state.with_untracked(|state| state.as_ref().map_or(FieldKind::Text, |state| state.kind));
        let kind = new_kinds().find(|known| *known == kind).unwrap_or(FieldKind::Text);
        wizard.set_target(file, column as u32, Target::NewField { label, kind });
    };
    let pick = move |option: ComboOption| {
        if option.value == NEW {
            fresh(header.get_untracked());
            return;
        }
        let chosen = targets.with_untracked(|targets| {
            targets
                .iter()
                .find(|choice| choice.key == option.value)
                .map(|choice| choice.target.clone())
        });
        if let Some(target) = chosen {
            wizard.set_target(file, column as u32, target);
        }
    };
    let new_field = Memo::new(move |_| match target.get() {
        Target::NewField { label, kind } => Some((label, kind)),
        _ => None,
    });
    view! {
        <Combobox picked=picked options=options on_query=move |text| query.set(text) on_pick=pick on_create=fresh
            label=words::import::field_for(&header.get_untracked())/>
        {move || new_field.get().map(|(label, kind)| {
            let options: Vec<SelectOption> = new_kinds().map(|kind| SelectOption::new(kind.key(), words::kind::label(kind))).collect();
            let name = words::import::new_field_kind(&label);
            let change = move |chosen: String| {
                if let Some(kind) = FieldKind::from_key(&chosen) {
                    wizard.set_target(file, column as u32, Target::NewField { label: label.clone(), kind });
                }
            };
            view! { <Select value=Signal::stored(kind.key().to_owned()) options=options label=name on_change=change/> }
        })}
    }
}

/// Kinds that a field made on the way can have: those that need nothing but a name.
fn new_kinds() -> impl Iterator<Item = FieldKind> {
    let needs_more = |kind: &FieldKind| matches!(kind, FieldKind::PersonName | FieldKind::Reference | FieldKind::References);
    FieldKind::ALL.into_iter().filter(move |kind| !needs_more(kind))
}

/// What comes of a column.
#[component]
fn ColumnResult(wizard: Wizard, file: usize, state: Memo<Option<ColumnState>>) -> impl IntoView {
    let counted = Memo::new(move |_| wizard.phase() == Phase::Ready);
    let rows = Memo::new(move |_| wizard.of_file(file, |file| file.rows).unwrap_or(0));
    dynamic(move || {
        let state = state.get()?;
        let verdict = Verdict::of(&state, rows.get(), counted.get());
        let ((tone, glyph), text) = (verdict.look(), verdict.words());
        Some(view! { <Badge tone=tone icon=glyph>{text}</Badge> })
    })
}

/// What comes of a column, in words.
enum Verdict {
    Skipped,
    NotRead(u32),
    NoValues,
    Unsure,
    NotCounted(u32),
    SomeEmpty(u32),
    AllRead(u32, u32),
}

impl Verdict {
    fn of(state: &ColumnState, rows: u32, counted: bool) -> Self {
        if state.target == Target::Skip {
            Self::Skipped
        } else if state.bad > 0 {
            Self::NotRead(state.bad)
        } else if state.filled == 0 {
            Self::NoValues
        } else if !state.sure {
            Self::Unsure
        } else if !counted {
            Self::NotCounted(state.filled)
        } else if state.filled < rows {
            Self::SomeEmpty(rows - state.filled)
        } else {
            Self::AllRead(state.read, rows)
        }
    }

    fn look(&self) -> (Tone, Glyph) {
        match self {
            Self::Skipped => (Tone::Neutral, Glyph::Close),
            Self::NotRead(_) => (Tone::Danger, Glyph::ErrorCircle),
            Self::NoValues => (Tone::Neutral, Glyph::Minus),
            Self::Unsure => (Tone::Warning, Glyph::Alert),
            Self::NotCounted(_) => (Tone::Neutral, Glyph::Clock),
            Self::SomeEmpty(_) | Self::AllRead(..) => (Tone::Success, Glyph::Check),
        }
    }

    fn words(&self) -> String {
        let number = |amount: u32| words::number(u64::from(amount));
        match *self {
            Self::Skipped => words::import::skipped().to_owned(),
            Self::NotRead(count) => words::import::not_read(&number(count)),
            Self::NoValues => words::import::no_values().to_owned(),
            Self::Unsure => words::import::check_this().to_owned(),
            Self::NotCounted(filled) => count::values(u64::from(filled)),
            Self::SomeEmpty(empty) => words::import::some_empty(&number(empty)),
            Self::AllRead(read, rows) => words::import::all_read(&number(read), &number(rows)),
        }
    }
}

/// What a column looks like, with how its dates and numbers are read.
fn kind_words(kind: FieldKind, dialect: &DialectView) -> String {
    match kind {
        FieldKind::Date | FieldKind::DateTime => match dialect.date_order.as_str() {
            "mdy" => words::import::month_first_kind().to_owned(),
            "ymd" => words::import::year_first_kind().to_owned(),
            _ => words::import::day_first_kind().to_owned(),
        },
        FieldKind::Money | FieldKind::Number | FieldKind::Percent => {
            let style = if dialect.decimal_comma {
                words::import::comma_numbers()
            } else {
                words::import::point_numbers()
            };
            format!("{}, {style}", words::kind::label(kind))
        }
        kind => words::kind::label(kind).to_owned(),
    }
}

/// The icon of a kind.
fn kind_glyph(kind: FieldKind) -> Glyph {
    match kind {
        FieldKind::PersonName => Glyph::Person,
        FieldKind::Email => Glyph::Mail,
        FieldKind::Phone => Glyph::Phone,
        FieldKind::Url => Glyph::Globe,
        FieldKind::Date | FieldKind::DateTime => Glyph::Calendar,
        FieldKind::Duration => Glyph::Clock,
        FieldKind::Money => Glyph::Money,
        FieldKind::Integer | FieldKind::Number | FieldKind::Percent => Glyph::Hash,
        FieldKind::Choice | FieldKind::Choices => Glyph::Stage3,
        FieldKind::Boolean => Glyph::Task,
        FieldKind::Rating => Glyph::Star,
        FieldKind::Address => Glyph::Home,
        FieldKind::Reference | FieldKind::References => Glyph::Link,
        FieldKind::Text | FieldKind::LongText => Glyph::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(target: Target, filled: u32, bad: u32, sure: bool) -> ColumnState {
        ColumnState {
            header: "E-mail".into(),
            samples: Vec::new(),
            kind: FieldKind::Email,
            filled,
            target,
            sure,
            read: filled - bad,
            bad,
        }
    }

    #[test]
    fn the_verdict_names_what_matters_most() {
        let field = || Target::Field("email".into());
        let tone = |state: &ColumnState, counted| Verdict::of(state, 10, counted).look().0;
        assert_eq!(tone(&column(Target::Skip, 10, 0, true), true), Tone::Neutral);
        assert_eq!(tone(&column(field(), 10, 2, true), true), Tone::Danger);
        assert_eq!(tone(&column(field(), 10, 0, false), true), Tone::Warning);
        assert_eq!(tone(&column(field(), 10, 0, true), true), Tone::Success);
        assert_eq!(
            tone(&column(field(), 10, 0, true), false),
            Tone::Neutral,
            "nothing is promised before it was counted"
        );
        assert_eq!(tone(&column(field(), 0, 0, true), true), Tone::Neutral);
    }

    #[test]
    fn every_kind_for_new_fields_needs_nothing_but_its_name() {
        assert!(new_kinds().all(|kind| !matches!(kind, FieldKind::Reference | FieldKind::References)));
        assert_eq!(new_kinds().count(), FieldKind::ALL.len() - 3, "all others are offered");
    }
}
