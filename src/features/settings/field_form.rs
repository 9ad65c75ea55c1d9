//! The dialog that adds or changes a field: what it is, what it is filled with, what is asked of its values.

use bridge::Command;
use bridge::record::{FieldDraft, FieldTrial};
use model::{Check, Choice, Derived, FieldDef, FieldKey, FieldKind, Filter, Measure, ObjectDef, RollUp, Tone};

use super::formula::{FormulaInput, SHOWN_AS, Trial, worded};
use crate::client::Engine;
use crate::filter::FilterDialog;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    field::{Checkbox, Field, NumberInput, Select, SelectOption, TextArea, TextInput},
};
use crate::words::{self, own as say};

/// What stands for a formula and a roll-up among the kinds.
const FORMULA: &str = "formula";
const ROLL_UP: &str = "roll-up";

/// What is written in the dialog; copy it into callbacks.
#[derive(Clone, Copy)]
struct Form {
    engine: Engine,
    label: RwSignal<String>,
    /// A kind by its key, or one of the two above.
    kind: RwSignal<String>,
    shown_as: RwSignal<String>,
    options: RwSignal<Vec<Choice>>,
    more_options: RwSignal<String>,
    target: RwSignal<String>,
    formula: RwSignal<String>,
    /// Object and reference of a roll-up, with a blank between.
    source: RwSignal<String>,
    measure: RwSignal<String>,
    measured: RwSignal<String>,
    which: RwSignal<Filter>,
    required: RwSignal<bool>,
    help: RwSignal<String>,
    pattern: RwSignal<String>,
    least: RwSignal<String>,
    most: RwSignal<String>,
    unique: RwSignal<bool>,
    shown_if: RwSignal<Filter>,
    /// The dialogs of the two conditions. They stand beside this one: a form in a form would send both.
    choosing_which: RwSignal<bool>,
    choosing_shown: RwSignal<bool>,
}

/// Measures by their keys, for a field.
fn measures(field: FieldKey) -> [(&'static str, Measure); 6] {
    [
        ("count", Measure::Count),
        ("sum", Measure::Sum(field.clone())),
        ("average", Measure::Average(field.clone())),
        ("min", Measure::Min(field.clone())),
        ("max", Measure::Max(field.clone())),
        ("latest", Measure::Latest(field)),
    ]
}

fn number_of(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok()
}

impl Form {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            engine: Engine::expect(),
            label: text(),
            kind: text(),
            shown_as: text(),
            options: RwSignal::new(Vec::new()),
            more_options: text(),
            target: text(),
            formula: text(),
            source: text(),
            measure: text(),
            measured: text(),
            which: RwSignal::new(Filter::everything()),
            required: RwSignal::new(false),
            help: text(),
            pattern: text(),
            least: text(),
            most: text(),
            unique: RwSignal::new(false),
            shown_if: RwSignal::new(Filter::everything()),
            choosing_which: RwSignal::new(false),
            choosing_shown: RwSignal::new(false),
        }
    }

    /// Object of the records that a roll-up gathers.
    fn related(self) -> Option<ObjectDef> {
        let schema = self.engine.schema();
        let source = self.source.get();
        let (key, _) = source.split_once(' ')?;
        schema.with(|schema| schema.object(key).cloned())
    }

    /// Starts from a field, or from nothing.
    fn start(self, field: Option<&FieldDef>, object: &ObjectDef) {
        let schema = self.engine.schema();
        let check = field.and_then(|field| field.check.clone()).unwrap_or_default();
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        self.label.set(text(field.map(|field| &field.label)));
        self.help.set(text(field.map(|field| &field.help)));
        self.options.set(field.map(|field| field.options.clone()).unwrap_or_default());
        self.more_options.set(String::new());
        self.target.set(
            field
                .and_then(|field| field.target.as_ref())
                .map(ToString::to_string)
                .unwrap_or_default(),
        );
        self.required.set(field.is_some_and(|field| field.required));
        self.pattern.set(check.pattern);
        self.least.set(check.least.map(|least| least.to_string()).unwrap_or_default());
        self.most.set(check.most.map(|most| most.to_string()).unwrap_or_default());
        self.unique.set(check.unique);
        self.shown_if
            .set(field.and_then(|field| field.shown_if.clone()).unwrap_or_default());
        let kind = field.map_or(FieldKind::Text, |field| field.kind);
        self.shown_as.set(kind.key().to_owned());
        self.kind.set(kind.key().to_owned());
        self.formula.set(String::new());
        self.source.set(String::new());
        self.measure.set("count".to_owned());
        self.measured.set(String::new());
        self.which.set(Filter::everything());
        match field.and_then(|field| field.derived.as_ref()) {
            Some(Derived::Formula(formula)) => {
                self.kind.set(FORMULA.to_owned());
                self.formula
                    .set(schema.with_untracked(|schema| worded(formula, schema, &object.key)));
            }
            Some(Derived::RollUp(roll_up)) => {
                self.kind.set(ROLL_UP.to_owned());
                self.source.set(format!("{} {}", roll_up.object, roll_up.link));
                let known = measures("".into()).into_iter();
                let mut same = known.filter(|(_, measure)| std::mem::discriminant(measure) == std::mem::discriminant(&roll_up.measure));
                self.measure.set(same.next().map_or("count", |(key, _)| key).to_owned());
                self.measured
                    .set(roll_up.measure.field().map(ToString::to_string).unwrap_or_default());
                self.which.set(roll_up.filter.clone());
            }
            None => {}
        }
    }

    fn derived(self) -> Option<Derived> {
        match self.kind.get().as_str() {
            FORMULA => Some(Derived::Formula(self.formula.get())),
            ROLL_UP => {
                let source = self.source.get();
                let (object, link) = source.split_once(' ').unwrap_or_default();
                let measured: FieldKey = self.measured.get().as_str().into();
                let chosen = self.measure.get();
                let measure = measures(measured)
                    .into_iter()
                    .find(|(key, _)| *key == chosen)
                    .map(|(_, measure)| measure);
                Some(Derived::RollUp(RollUp {
                    object: object.into(),
                    link: link.into(),
                    measure: measure.unwrap_or(Measure::Count),
                    filter: self.which.get(),
                }))
            }
            _ => None,
        }
    }

    /// What is written, as the engine takes it. Numbers that cannot be read are as good as none; the form says so.
    fn draft(self, object: &ObjectDef, field: Option<&FieldDef>) -> FieldDraft {
        let derived = self.derived();
        let kind = if derived.is_some() { self.shown_as.get() } else { self.kind.get() };
        let mut options = self.options.get();
        let fresh = |label: &str| Choice {
            key: String::new(),
            label: label.to_owned(),
            tone: Tone::Neutral,
        };
        let more = self.more_options.get();
        options.extend(more.lines().map(str::trim).filter(|line| !line.is_empty()).map(fresh));
        let check = Check {
            pattern: self.pattern.get().trim().to_owned(),
            least: number_of(&self.least.get()),
            most: number_of(&self.most.get()),
            unique: self.unique.get(),
        };
        FieldDraft {
            object: object.key.clone(),
            key: field.map(|field| field.key.clone()),
            label: self.label.get(),
            kind: FieldKind::from_key(&kind).unwrap_or(FieldKind::Text),
            options,
            target: Some(self.target.get()).filter(|key| !key.is_empty()).map(|key| key.as_str().into()),
            required: self.required.get(),
            help: self.help.get(),
            derived,
            check: Some(check).filter(|check| *check != Check::default()),
            shown_if: Some(self.shown_if.get()).filter(|filter| !filter.is_everything()),
        }
    }
}

/// The dialog: adds a field to an object, or changes one.
#[component]
pub(super) fn FieldDialog(open: RwSignal<bool>, object: ObjectDef, #[prop(into)] field: Signal<Option<FieldDef>>) -> impl IntoView {
    let session = Session::expect();
    let form = Form::new();
    let (problem, formula_error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let of = StoredValue::new(object.clone());
    Effect::new(move || {
        if open.get() {
            problem.set(String::new());
            formula_error.set(String::new());
            of.with_value(|object| form.start(field.get_untracked().as_ref(), object));
        }
    });
    let draft = Memo::new(move |_| of.with_value(|object| form.draft(object, field.get().as_ref())));
    let submit = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        session.act_then(Command::SaveField(Box::new(draft.get_untracked())), move |result| {
            busy.try_set(false);
            match result {
                Ok(_) => {
                    open.try_set(false);
                    false
                }
                Err(error) => {
                    problem.try_set(words::failure::line(error, None));
                    true
                }
            }
        });
    };
    let title = Signal::derive(move || match field.get() {
        Some(field) => say::change_field(&field.label),
        None => of.with_value(|object| words::settings::add_field_to(&object.plural)),
    });
    let is_built_in = move || field.with_untracked(|field| field.as_ref().is_some_and(|field| !field.custom));
    let is_new = move || field.with_untracked(Option::is_none);
    let derived = Memo::new(move |_| form.kind.with(|kind| kind == FORMULA || kind == ROLL_UP));
    // Only a number can be shown in more than one way.
    let result = RwSignal::new(None::<FieldKind>);
    let gives_number =
        Memo::new(move |_| form.kind.with(|kind| kind == FORMULA) && result.get().is_some_and(|kind| SHOWN_AS.contains(&kind)));
    let heard = move |trial: FieldTrial| {
        if trial.kind.is_some() {
            result.try_set(trial.kind);
        }
        let why = trial.error.as_ref().map(words::formula::line).unwrap_or_default();
        formula_error.try_set(
            if form.formula.with_untracked(|text| text.trim().is_empty()) && form.kind.with_untracked(|kind| kind == FORMULA) {
                String::new()
            } else {
                why
            },
        );
    };
    view! {
        <Dialog open=open title=title size=DialogSize::Wide on_submit=submit
            foot=move || view! {
                <Button on_click=move |_| open.set(false)>{words::settings::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=busy>{if is_new() { words::settings::add_field() } else { say::save() }}</Button>
            }>
            <div class="field-form">
                <Field label=words::settings::field_label() error=problem required=!is_built_in() help=if is_built_in() { say::label_reset() } else { "" }>
                    <TextInput value=form.label autofocus=true on_input=move |text| form.label.set(text)/>
                </Field>
                {is_new().then(|| view! { <KindSelect form=form/> })}
                {move || match form.kind.get().as_str() {
                    FORMULA => view! { <FormulaInput object=of.get_value() text=form.formula error=formula_error/> }.into_any(),
                    ROLL_UP => view! { <RollUpFields form=form object=of.get_value() error=formula_error/> }.into_any(),
                    kind => view! { <KindFields form=form kind=FieldKind::from_key(kind).unwrap_or(FieldKind::Text) is_new=is_new()/> }.into_any(),
                }}
                {move || gives_number.get().then(|| view! { <ShownAs form=form/> })}
                {move || derived.get().then(|| view! { <Trial draft=draft on_trial=heard/> })}
                <Field label=say::help() help=say::help_help()>
                    <TextInput value=form.help on_input=move |text| form.help.set(text)/>
                </Field>
                <Rules form=form derived=derived/>
            </div>
        </Dialog>
        {move || form.choosing_which.get().then(|| form.related()).flatten().map(|object| view! {
            <FilterDialog open=form.choosing_which object=object.key filter=form.which on_apply=move |filter| form.which.set(filter)/>
        })}
        <FilterDialog open=form.choosing_shown object=of.with_value(|object| object.key.clone()) filter=form.shown_if on_apply=move |filter| form.shown_if.set(filter)/>
    }
}

#[component]
fn KindSelect(form: Form) -> impl IntoView {
    let kinds = FieldKind::ALL.into_iter().filter(|kind| *kind != FieldKind::PersonName);
    let mut kinds: Vec<SelectOption> = kinds.map(|kind| SelectOption::new(kind.key(), words::kind::label(kind))).collect();
    kinds.push(SelectOption::new(FORMULA, say::formula()));
    kinds.push(SelectOption::new(ROLL_UP, say::roll_up()));
    view! {
        <Field label=words::settings::field_kind()>
            <Select value=form.kind options=Signal::stored(kinds) on_change=move |key| form.kind.set(key)/>
        </Field>
    }
}

/// How the number of a formula is shown.
#[component]
fn ShownAs(form: Form) -> impl IntoView {
    let options = SHOWN_AS
        .map(|kind| SelectOption::new(kind.key(), words::kind::label(kind)))
        .to_vec();
    view! {
        <Field label=say::shown_as()>
            <Select value=form.shown_as options=Signal::stored(options) on_change=move |key| form.shown_as.set(key)/>
        </Field>
    }
}

/// Options of a choice, target of a reference.
#[component]
fn KindFields(form: Form, kind: FieldKind, is_new: bool) -> impl IntoView {
    let schema = Session::expect().engine.schema();
    let targets = Signal::derive(move || {
        let shown = |object: &&ObjectDef| !object.hidden || object.key == *"member";
        schema.with(|schema| {
            let objects = schema.objects().iter().filter(shown);
            objects
                .map(|object| SelectOption::new(object.key.as_str(), object.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let option = move |(place, option): (usize, Choice)| {
        let write = move |text: String| form.options.update(|options| options[place].label = text);
        view! { <li><TextInput value=option.label.clone() label=option.label on_input=write/></li> }
    };
    let known = form.options.get_untracked();
    let choice = matches!(kind, FieldKind::Choice | FieldKind::Choices);
    view! {
        {(choice && !known.is_empty()).then(|| view! {
            <div class="field">
                <p class="field__label">{say::option_labels()}</p>
                <ul class="field-form__options">{known.into_iter().enumerate().map(option).collect_view()}</ul>
            </div>
        })}
        {choice.then(|| view! {
            <Field label=if is_new { words::settings::field_choices() } else { say::more_options() }>
                <TextArea value=form.more_options rows=3 on_input=move |text| form.more_options.set(text)/>
            </Field>
        })}
        {(is_new && matches!(kind, FieldKind::Reference | FieldKind::References)).then(|| view! {
            <Field label=words::settings::field_target()>
                <Select value=form.target options=targets placeholder=words::settings::field_choose() on_change=move |key| form.target.set(key)/>
            </Field>
        })}
    }
}

/// From where a roll-up gathers, and what.
#[component]
fn RollUpFields(form: Form, object: ObjectDef, error: RwSignal<String>) -> impl IntoView {
    let schema = Session::expect().engine.schema();
    let key = object.key.clone();
    let sources = Signal::derive(move || {
        schema.with(|schema| {
            let pointing = schema
                .references_to(&key)
                .filter(|(object, field)| !object.hidden && field.computed.is_none());
            let source = |(object, field): (&ObjectDef, &FieldDef)| {
                SelectOption::new(
                    format!("{} {}", object.key, field.key),
                    say::source_of(&object.plural, &field.label),
                )
            };
            pointing.map(source).collect::<Vec<_>>()
        })
    });
    let related = Memo::new(move |_| form.related());
    let names = measures("".into()).map(|(key, measure)| SelectOption::new(key, say::measure_name(&measure)));
    let fields = Signal::derive(move || {
        let chosen = form.measure.get();
        let fits = |field: &&FieldDef| {
            let known = measures(field.key.clone()).into_iter().find(|(key, _)| *key == chosen);
            !field.hidden && known.is_some_and(|(_, measure)| measure.kind(Some(field.kind)).is_some())
        };
        related.with(|related| {
            let fields = related.iter().flat_map(|object| &object.fields).filter(fits);
            fields
                .map(|field| SelectOption::new(field.key.as_str(), field.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <Field label=say::source() error=error>
            <Select value=form.source options=sources placeholder=words::settings::field_choose()
                on_change=move |key| { form.which.set(Filter::everything()); form.source.set(key); }/>
        </Field>
        <div class="field-form__pair">
            <Field label=say::measure()>
                <Select value=form.measure options=Signal::stored(names.to_vec()) on_change=move |key| form.measure.set(key)/>
            </Field>
            {move || form.measure.with(|measure| measure != "count").then(|| view! {
                <Field label=say::measured()>
                    <Select value=form.measured options=fields placeholder=words::settings::field_choose() on_change=move |key| form.measured.set(key)/>
                </Field>
            })}
        </div>
        {move || related.with(Option::is_some).then(|| view! {
            <ConditionLine label=say::which() none=say::which_all() filter=form.which open=form.choosing_which/>
        })}
    }
}

/// A condition in a form: how many parts it has, and the way to its dialog.
#[component]
fn ConditionLine(label: &'static str, none: &'static str, filter: RwSignal<Filter>, open: RwSignal<bool>) -> impl IntoView {
    let words = move || match filter.with(Filter::conditions) {
        0 => none.to_owned(),
        count => say::conditions(&words::number(count as u64)),
    };
    view! {
        <div class="field field-form__condition">
            <p class="field__label">{label}</p>
            <Button on_click=move |_| open.set(true) attr:aria-label=move || format!("{label}: {}", words())>{words}</Button>
        </div>
    }
}

/// What is asked of the values, and where the field is shown.
#[component]
fn Rules(form: Form, derived: Memo<bool>) -> impl IntoView {
    let kind = Memo::new(move |_| FieldKind::from_key(&form.kind.get()).filter(|_| !derived.get()));
    let is_text = move || {
        kind.get()
            .is_some_and(|kind| matches!(kind, FieldKind::Text | FieldKind::Email | FieldKind::Phone | FieldKind::Url))
    };
    let is_number = move || kind.get().is_some_and(FieldKind::is_numeric);
    let wrong = move |text: RwSignal<String>| {
        Signal::derive(move || {
            text.with(|text| {
                if text.trim().is_empty() || number_of(text).is_some() {
                    String::new()
                } else {
                    say::number_wrong().to_owned()
                }
            })
        })
    };
    view! {
        <fieldset class="field-form__rules">
            <legend class="field__label">{say::rules()}</legend>
            {move || (!derived.get()).then(|| view! { <Checkbox checked=form.required on_change=move |on| form.required.set(on)>{say::needed()}</Checkbox> })}
            {move || (is_text() || is_number()).then(|| view! { <Checkbox checked=form.unique on_change=move |on| form.unique.set(on)>{say::unique()}</Checkbox> })}
            {move || is_text().then(|| view! {
                <Field label=say::pattern() help=say::pattern_help()>
                    <TextInput value=form.pattern on_input=move |text| form.pattern.set(text)/>
                </Field>
            })}
            {move || is_number().then(|| view! {
                <div class="field-form__pair">
                    <Field label=say::at_least() error=wrong(form.least)><NumberInput value=form.least on_input=move |text| form.least.set(text)/></Field>
                    <Field label=say::at_most() error=wrong(form.most)><NumberInput value=form.most on_input=move |text| form.most.set(text)/></Field>
                </div>
            })}
            <ConditionLine label=say::shown_if() none=say::shown_always() filter=form.shown_if open=form.choosing_shown/>
        </fieldset>
    }
}
