//! Rules of colour: rows or cells that a filter picks out with a tone and a word. The first rule that fits counts.

use leptos::html;
use model::{ColourRule, Filter, Tone};

use super::{
    layouts::{self, BarForm},
    lens::Lens,
};
use crate::filter::FilterChips;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    field::{Select, SelectOption, TextInput},
    icon::Glyph,
    popover::{Align, Popover},
};
use crate::words;

/// Most rules of a view.
const MOST_RULES: usize = 20;

/// A tone with the value of its option and what people call it.
type NamedTone = (&'static str, Tone, fn() -> &'static str);

/// Tones to choose from.
const TONES: [NamedTone; 4] = [
    ("warning", Tone::Warning, words::list::tone_warning),
    ("danger", Tone::Danger, words::list::tone_danger),
    ("success", Tone::Success, words::list::tone_success),
    ("info", Tone::Info, words::list::tone_info),
];

/// The button of the filter row.
#[component]
pub(super) fn ColoursButton(lens: Lens) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let count = Memo::new(move |_| rules(lens).len());
    view! {
        <Button kind=ButtonKind::Ghost icon=Glyph::Tag node_ref=anchor expanded=open on_click=move |_| open.update(|open| *open = !*open)>
            {words::list::colours()}
            {move || (count.get() > 0).then(|| view! { " " <span class="count">{count.get()}</span> })}
        </Button>
        <Popover open=open anchor=anchor label=words::list::colours() align=Align::End padded=true>
            {layouts::form(BarForm::Colours, lens)}
        </Popover>
    }
}

fn rules(lens: Lens) -> Vec<ColourRule> {
    lens.view
        .with(|view| view.as_ref().map(|view| view.colours.clone()).unwrap_or_default())
}

#[component]
pub(super) fn ColoursForm(lens: Lens) -> impl IntoView {
    let all = Memo::new(move |_| rules(lens));
    let count = Memo::new(move |_| all.with(Vec::len));
    let change = move |change: &dyn Fn(&mut Vec<ColourRule>)| {
        let mut rules = all.get_untracked();
        change(&mut rules);
        lens.adjust(|state| state.colours = Some(rules));
    };
    let add = move |_| {
        change(&|rules| {
            rules.push(ColourRule {
                name: words::list::colour_first().to_owned(),
                filter: Filter::everything(),
                tone: Tone::Warning,
                field: None,
            });
        });
    };
    let full = Signal::derive(move || count.get() >= MOST_RULES);
    view! {
        <div class="colours-form">
            {move || (count.get() == 0).then(|| view! { <p class="muted">{words::list::colour_none()}</p> })}
            {move || (0..count.get()).map(|at| view! { <RuleForm lens=lens all=all at=at/> }).collect_view()}
            <Button kind=ButtonKind::Link disabled=full on_click=add>{words::list::colour_new()}</Button>
        </div>
    }
}

/// One rule: its word, tone, what it picks out, and which records.
#[component]
fn RuleForm(lens: Lens, all: Memo<Vec<ColourRule>>, at: usize) -> impl IntoView {
    let of = move || all.with(|rules| rules.get(at).cloned());
    let put = move |change: &dyn Fn(&mut ColourRule)| {
        let mut rules = all.get_untracked();
        if let Some(rule) = rules.get_mut(at) {
            change(rule);
            lens.adjust(|state| state.colours = Some(rules));
        }
    };
    let shift = move |to: usize| {
        let mut rules = all.get_untracked();
        if at < rules.len() && to < rules.len() {
            rules.swap(at, to);
            lens.adjust(|state| state.colours = Some(rules));
        }
    };
    let name = Signal::derive(move || of().map(|rule| rule.name).unwrap_or_default());
    let tone = move || {
        let tone = of().map(|rule| rule.tone);
        let known = TONES.iter().find(|(_, own, _)| Some(*own) == tone);
        known.map_or_else(String::new, |(key, ..)| (*key).to_owned())
    };
    let fields = Signal::derive(move || {
        let whole = SelectOption::new("", words::list::colour_row());
        let shown = lens
            .fields()
            .get()
            .into_iter()
            .map(|field| SelectOption::new(field.key.as_str(), field.label));
        std::iter::once(whole).chain(shown).collect::<Vec<_>>()
    });
    let is_last = Signal::derive(move || at + 1 >= all.with(Vec::len));
    view! {
        <div class="colour-rule" role="group" aria-label=move || name.get()>
            <div class="colour-rule__line">
                <TextInput value=name label=words::list::colour_name() on_input=move |text: String| put(&|rule| rule.name = text.clone())/>
                <Select
                    value=tone
                    options=TONES.map(|(key, _, label)| SelectOption::new(key, label())).to_vec()
                    label=words::list::colour_tone()
                    on_change=move |key: String| put(&|rule| {
                        if let Some((_, tone, _)) = TONES.iter().find(|(own, ..)| *own == key) {
                            rule.tone = *tone;
                        }
                    })
                />
                <Select
                    value=move || of().and_then(|rule| rule.field).map(|field| field.to_string()).unwrap_or_default()
                    options=fields
                    label=words::list::colour_of()
                    on_change=move |key: String| put(&|rule| rule.field = (!key.is_empty()).then(|| key.as_str().into()))
                />
                <IconButton icon=Glyph::ArrowUp label=Signal::derive(move || words::list::move_up(&name.get())) disabled=at == 0 on_click=move |_| shift(at - 1)/>
                <IconButton icon=Glyph::ArrowDown label=Signal::derive(move || words::list::move_down(&name.get())) disabled=is_last on_click=move |_| shift(at + 1)/>
                <IconButton icon=Glyph::Close label=Signal::derive(move || words::list::colour_remove(&name.get())) on_click=move |_| {
                    let mut rules = all.get_untracked();
                    if at < rules.len() {
                        rules.remove(at);
                        lens.adjust(|state| state.colours = Some(rules));
                    }
                }/>
            </div>
            <div class="colour-rule__filter">
                <FilterChips
                    object=lens.object()
                    filter=Signal::derive(move || of().map(|rule| rule.filter).unwrap_or_default())
                    on_change=move |filter: Filter| put(&|rule| rule.filter = filter.clone())
                />
            </div>
        </div>
    }
}
