//! Buttons, inputs and choices.

use chrono::NaiveDate;

use super::{Line, Specimen};
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::Face,
    button::{Button, ButtonGroup, ButtonKind, IconButton},
    field::{
        Checkbox, ComboOption, Combobox, DateInput, Field, NumberInput, RadioGroup, Select, SelectOption, Switch, TextArea, TextInput,
        TextKind, filter_options,
    },
    icon::Glyph,
    segmented::{Choice, Segmented},
};

#[component]
pub(super) fn Buttons() -> impl IntoView {
    let starred = RwSignal::new(true);
    let states = |kind: ButtonKind, icon: Glyph, words: &'static str| {
        view! {
            <Button kind=kind icon=icon>{words}</Button>
            <Button kind=kind icon=icon class="is-hover">{words}</Button>
            <Button kind=kind icon=icon class="is-active">{words}</Button>
            <Button kind=kind icon=icon class="is-focused">{words}</Button>
            <Button kind=kind icon=icon disabled=true>{words}</Button>
        }
    };
    view! {
        <Specimen title="Buttons">
            <Line label="Primary">{states(ButtonKind::Primary, Glyph::Check, "Save")}</Line>
            <Line label="Default">{states(ButtonKind::Default, Glyph::Upload, "Import")}</Line>
            <Line label="Ghost">{states(ButtonKind::Ghost, Glyph::Sort, "Sort")}</Line>
            <Line label="Danger">
                <Button kind=ButtonKind::Danger icon=Glyph::Trash>"Delete for good"</Button>
                <Button busy=true>"Saving"</Button>
                <Button kind=ButtonKind::Link>"Clear all"</Button>
            </Line>
            <Line label="Icon">
                <IconButton icon=Glyph::Undo label="Undo" key="⌘Z"/>
                <IconButton icon=Glyph::More label="More" kind=ButtonKind::Default/>
                <IconButton icon=Glyph::Star label="Favourite" pressed=starred on_click=move |_| starred.update(|on| *on = !*on)/>
                <ButtonGroup label="Pages">
                    <Button icon=Glyph::ChevronLeft>"Previous"</Button>
                    <Button icon_end=Glyph::ChevronRight>"Next"</Button>
                </ButtonGroup>
                <Button kind=ButtonKind::Primary icon=Glyph::Plus key="N">"New deal"</Button>
            </Line>
        </Specimen>
    }
}

#[component]
pub(super) fn Inputs() -> impl IntoView {
    let email = RwSignal::new("noor@havenlicht".to_owned());
    let problem = move || {
        if email.with(|email| email.rsplit('@').next().is_some_and(|host| host.contains('.'))) {
            String::new()
        } else {
            "Add the part after the dot, such as .nl".to_owned()
        }
    };
    let text = RwSignal::new("Havenlicht".to_owned());
    let amount = RwSignal::new("14,400.00".to_owned());
    let count = RwSignal::new(12_i32);
    let typed_count = move |value: String| {
        if let Ok(value) = value.parse() {
            count.set(value);
        }
    };
    let note = RwSignal::new("Prefers calls before 10:00.".to_owned());
    let day = RwSignal::new(NaiveDate::from_ymd_opt(2026, 3, 17));
    let stage = RwSignal::new("negotiation".to_owned());
    let query = RwSignal::new(String::new());
    let company = RwSignal::new(None::<ComboOption>);
    let tags = RwSignal::new(vec![ComboOption::new("print", "print"), ComboOption::new("retail", "retail")]);
    let tag_query = RwSignal::new(String::new());
    let companies: Vec<ComboOption> = [
        ("Havenlicht", "Rotterdam"),
        ("Havn Studio", "Aarhus"),
        ("Lumen Health", "Leeds"),
        ("Wattwerk Energie", "Berlin"),
        ("Maison Orlane", "Lyon"),
    ]
    .map(|(name, city)| ComboOption::new(name, name).hint(city).face(Face::company(name)))
    .to_vec();
    let picked = move || company.get().into_iter().collect::<Vec<_>>();
    let all_tags: Vec<ComboOption> = ["print", "retail", "speaks at events", "north", "press"]
        .map(|tag| ComboOption::new(tag, tag))
        .to_vec();
    view! {
        <Specimen title="Inputs">
            <div class="specimen__grid">
                <Field label="Text" required=true>
                    <TextInput value=text on_input=move |value| text.set(value)/>
                </Field>
                <Field label="Empty">
                    <TextInput value="" placeholder="name@company.com"/>
                </Field>
                <Field label="Error" error=problem>
                    <TextInput value=email on_input=move |value| email.set(value) kind=TextKind::Email/>
                </Field>
                <Field label="With help" help="Without VAT">
                    <NumberInput value=amount unit="€" on_input=move |value| amount.set(value)/>
                </Field>
                <Field label="Off">
                    <TextInput value="Set by the workspace" disabled=true/>
                </Field>
                <Field label="Search">
                    <TextInput value="" kind=TextKind::Search icon=Glyph::Search placeholder="Search contacts" key="/"/>
                </Field>
                <Field label="Number, arrows step">
                    <NumberInput value=move || count.get().to_string() whole=true on_step=move |by| count.update(|count| *count += by) on_input=typed_count/>
                </Field>
                <Field label="Day">
                    <DateInput value=day on_change=move |value| day.set(value)/>
                </Field>
            </div>
            <Field label="Long text">
                <TextArea value=note rows=2 on_input=move |value| note.set(value)/>
            </Field>
        </Specimen>
        <Specimen title="Select and combobox">
            <div class="specimen__grid">
                <Field label="Select">
                    <Select value=stage on_change=move |value| stage.set(value) options=vec![SelectOption::new("proposal", "Proposal"), SelectOption::new("negotiation", "Negotiation")]/>
                </Field>
                <Field label="Off">
                    <Select value="" on_change=|_| () placeholder="Client work" disabled=true options=Vec::new()/>
                </Field>
                <Field label="Company">
                    <Combobox
                        picked=picked
                        options=move || query.with(|query| filter_options(&companies, query))
                        on_query=move |text| query.set(text)
                        on_pick=move |option| company.set(Some(option))
                        on_create=move |text: String| company.set(Some(ComboOption::new(text.clone(), text)))
                        placeholder="Find or create"
                    />
                </Field>
                <Field label="Tags">
                    <Combobox
                        many=true
                        picked=tags
                        options=move || tag_query.with(|query| filter_options(&all_tags, query))
                        on_query=move |text| tag_query.set(text)
                        on_pick=move |option| tags.update(|tags| tags.push(option))
                        on_unpick=move |option: ComboOption| tags.update(|tags| tags.retain(|tag| *tag != option))
                    />
                </Field>
            </div>
        </Specimen>
    }
}

#[component]
pub(super) fn Choices() -> impl IntoView {
    let on = RwSignal::new(true);
    let radio = RwSignal::new("on".to_owned());
    let range = RwSignal::new("month".to_owned());
    let layout = RwSignal::new("board".to_owned());
    view! {
        <Specimen title="Choice">
            <Line label="Checkbox">
                <Checkbox checked=on on_change=move |value| on.set(value)>"On"</Checkbox>
                <Checkbox checked=false on_change=|_| ()>"Off"</Checkbox>
                <Checkbox checked=false mixed=true on_change=|_| ()>"Some"</Checkbox>
                <Checkbox checked=false disabled=true on_change=|_| ()>"Disabled"</Checkbox>
                <Checkbox checked=true disabled=true on_change=|_| ()>"Locked"</Checkbox>
            </Line>
            <Line label="Radio">
                <RadioGroup label="Radio" value=radio on_change=move |value| radio.set(value) options=vec![SelectOption::new("off", "Off"), SelectOption::new("on", "On"), SelectOption { disabled: true, ..SelectOption::new("no", "Disabled") }]/>
            </Line>
            <Line label="Switch">
                <Switch checked=on on_change=move |value| on.set(value)>"On"</Switch>
                <Switch checked=move || !on.get() on_change=move |value: bool| on.set(!value)>"Off"</Switch>
                <Switch checked=false disabled=true on_change=|_| ()>"Disabled"</Switch>
            </Line>
            <Line label="Segmented">
                <Segmented label="Range" value=range on_change=move |key| range.set(key) choices=vec![Choice::new("week", "Week"), Choice::new("month", "Month"), Choice::new("quarter", "Quarter")]/>
                <Segmented label="Layout" value=layout on_change=move |key| layout.set(key) choices=vec![Choice::icon("table", "Table", Glyph::Table), Choice::icon("board", "Board", Glyph::Board)]/>
            </Line>
        </Specimen>
    }
}
