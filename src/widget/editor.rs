//! The dialog of a widget: what it shows, with a preview that follows every choice.

use model::{Aggregate, Chart, Dimension, Direction, FieldDef, FieldKind, Form, ObjectKey, Sort, Unit, Widget};

use super::{body::WidgetBody, content::use_content, figures::Leads, title::title};
use crate::client::{Engine, Follow, use_answer};
use crate::filter::{FilterDialog, field_at, path_of, path_options, path_value};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::{Dialog, DialogSize},
    field::{Field, Select, SelectOption, TextInput},
    icon::Glyph,
};
use crate::words::dashboards as own;

/// Rows and categories that can be asked for.
const LIMITS: [u8; 5] = [5, 6, 10, 20, 40];

/// A widget as it starts.
pub fn fresh(key: u32) -> Widget {
    Widget {
        key,
        title: String::new(),
        form: Form::Bar,
        chart: Chart {
            by: Some(Dimension::field("stage")),
            ..Chart::of("deal")
        },
        fields: Vec::new(),
        sort: Vec::new(),
        width: 6,
        height: 3,
    }
}

/// The dialog. It is open while there is a widget to edit.
#[component]
pub fn WidgetDialog(
    /// The widget.
    editing: RwSignal<Option<Widget>>,
    /// Whether it is not on the dashboard yet.
    #[prop(into)]
    fresh_one: Signal<bool>,
    /// For widgets over the records of a list: the widget as it is narrowed to them.
    #[prop(optional, into)]
    narrow: Option<Callback<Widget, Widget>>,
    /// It was changed, or made.
    #[prop(into)]
    on_save: Callback<Widget>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let draft = RwSignal::new(fresh(0));
    Effect::new(move || {
        if let Some(widget) = editing.get() {
            draft.set(widget);
            open.set(true);
        }
    });
    let close = move || {
        open.set(false);
        editing.set(None);
    };
    let save = move || {
        let widget = untrack(|| tidy(draft.get()));
        close();
        on_save.run(widget);
    };
    view! {
        <Dialog
            open=open
            title=Signal::derive(move || if fresh_one.get() { own::new_widget() } else { own::edit_widget() }.to_owned())
            size=DialogSize::Wide
            on_close=close
            on_submit=save
            foot=move || view! {
                <Button on_click=move |_| close()>{own::cancel()}</Button>
                <Button kind=ButtonKind::Primary submit=true>{own::save()}</Button>
            }
        >
            <WidgetForm draft=draft narrow=narrow/>
        </Dialog>
    }
}

/// Without what its form has no use for.
fn tidy(mut widget: Widget) -> Widget {
    if widget.form.dimensions() < 1 {
        widget.chart.by = None;
    }
    if widget.form.dimensions() < 2 {
        widget.chart.split = None;
    }
    if widget.form != Form::List {
        widget.sort.clear();
    }
    if !matches!(widget.form, Form::List | Form::Scatter) {
        widget.fields.clear();
    }
    widget.title = widget.title.trim().to_owned();
    widget
}

/// A select over a part of the draft.
#[component]
fn Choose(
    #[prop(into)] label: Signal<String>,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
    #[prop(optional, into)] placeholder: Option<String>,
    #[prop(into)] on_change: Callback<String>,
) -> impl IntoView {
    // Inside the field, which tells the select its label.
    view! {
        <Field label=label>
            {match placeholder {
                Some(placeholder) => view! { <Select value=value options=options placeholder=placeholder on_change=on_change/> }.into_any(),
                None => view! { <Select value=value options=options on_change=on_change/> }.into_any(),
            }}
        </Field>
    }
}

#[component]
fn WidgetForm(draft: RwSignal<Widget>, narrow: Option<Callback<Widget, Widget>>) -> impl IntoView {
    let engine = Engine::expect();
    let schema = engine.schema();
    let object = Memo::new(move |_| draft.with(|draft| draft.chart.object.clone()));
    let form = Memo::new(move |_| draft.with(|draft| draft.form));
    let filtering = RwSignal::new(false);
    let views = use_answer(Follow::Anything, move || engine.saved_views(Some(object.get()))).value();
    let fields = Memo::new(move |_| {
        schema
            .with(|schema| {
                object.with(|object| {
                    schema
                        .object(object)
                        .map(|def| def.fields.iter().filter(|field| !field.hidden).cloned().collect::<Vec<_>>())
                })
            })
            .unwrap_or_default()
    });
    let numbers = move |dates: bool| {
        fields.with(|fields| {
            let fits = |field: &&FieldDef| field.kind.is_numeric() || dates && matches!(field.kind, FieldKind::Date | FieldKind::DateTime);
            fields
                .iter()
                .filter(fits)
                .map(|field| SelectOption::new(field.key.as_str(), field.label.clone()))
                .collect::<Vec<_>>()
        })
    };
    let objects = Signal::derive(move || {
        schema.with(|schema| {
            let offered = schema.objects().iter().filter(|object| !object.hidden || object.key == *"line");
            offered
                .map(|object| SelectOption::new(object.key.as_str(), object.plural.clone()))
                .collect::<Vec<_>>()
        })
    });
    let dimensions = Signal::derive(move || {
        schema.with(|schema| {
            let fits = |path: &str| {
                let kind = field_at(schema, &object.get(), &path_of(path)).map(|field| field.kind);
                kind.is_some_and(FieldKind::tells_apart)
            };
            let options = path_options(schema, &object.get()).into_iter().filter(|option| fits(&option.value));
            options
                .map(|option| SelectOption::new(option.value, option.label))
                .collect::<Vec<_>>()
        })
    });
    let forms = Form::ALL
        .map(|form| SelectOption::new(form_key(form), own::form_name(form)))
        .to_vec();
    let has = move |dimensions: usize| form.get().dimensions() >= dimensions;
    let shows_measure = move || !matches!(form.get(), Form::List | Form::Scatter);
    let preview_of = Signal::derive(move || narrow.map_or_else(|| draft.get(), |narrow| narrow.run(draft.get())));
    let content = use_content(preview_of, Signal::stored(Vec::new()), Signal::stored(Leads::Records));
    let name = Memo::new(move |_| schema.with(|schema| draft.with(|draft| title(draft, schema))));
    let change_object = move |key: String| {
        draft.update(|draft| {
            let key = ObjectKey::from(key.as_str());
            let board = schema.with_untracked(|schema| schema.object(&key).and_then(|def| def.board.clone()));
            draft.chart = Chart {
                by: board.map(|field| Dimension::field(&field)),
                limit: draft.chart.limit,
                ..Chart::of(&key)
            };
            draft.fields.clear();
            draft.sort.clear();
        });
    };
    view! {
        <div class="widget-form">
            <div class="widget-form__fields">
                <Field label=own::widget_title()>
                    <TextInput value=Signal::derive(move || draft.with(|draft| draft.title.clone())) placeholder=name
                        on_input=move |text| draft.update(|draft| draft.title = text)/>
                </Field>
                <Choose label=own::form() options=forms value=Signal::derive(move || form_key(form.get()).to_owned())
                    on_change=move |key: String| if let Some(form) = Form::ALL.into_iter().find(|form| form_key(*form) == key) {
                        draft.update(|draft| draft.form = form);
                    }/>
                {narrow.is_none().then(|| view! {
                <Choose label=own::records() options=objects value=Signal::derive(move || object.get().to_string()) on_change=change_object/>
                <Choose label=own::from_view() placeholder=own::every_record()
                    options=Signal::derive(move || views.with(|views| {
                        let views = views.iter().flat_map(|views| views.iter());
                        views.map(|view| SelectOption::new(view.id.to_string(), view.name.clone())).collect::<Vec<_>>()
                    }))
                    value=Signal::derive(move || draft.with(|draft| draft.chart.view.map(|id| id.to_string()).unwrap_or_default()))
                    on_change=move |id: String| draft.update(|draft| draft.chart.view = id.parse().ok())/>
                })}
                {move || shows_measure().then(|| view! { <MeasureField draft=draft fields=fields/> })}
                {move || has(1).then(|| view! {
                    <DimensionFields draft=draft options=dimensions split=false/>
                })}
                {move || has(2).then(|| view! {
                    <DimensionFields draft=draft options=dimensions split=true/>
                })}
                {move || (form.get() == Form::Scatter).then(|| view! {
                    <AxisField draft=draft at=0 label=own::across() options=Signal::derive(move || numbers(true))/>
                    <AxisField draft=draft at=1 label=own::up() options=Signal::derive(move || numbers(true))/>
                })}
                {move || (form.get() == Form::List).then(|| view! { <FirstField draft=draft fields=fields/> })}
                {move || (has(1) || form.get() == Form::List).then(|| {
                    let label = if form.get() == Form::List { own::most_rows() } else { own::most() };
                    let options = LIMITS.map(|limit| SelectOption::new(limit.to_string(), limit.to_string())).to_vec();
                    view! {
                        <Choose label=label options=options value=Signal::derive(move || draft.with(|draft| draft.chart.limit.to_string()))
                            on_change=move |limit: String| if let Ok(limit) = limit.parse() {
                                draft.update(|draft| draft.chart.limit = limit);
                            }/>
                    }
                })}
                <div class="field">
                    <span class="field__label">{own::filter()}</span>
                    <Button icon=Glyph::Filter on_click=move |_| filtering.set(true)>
                        {move || draft.with(|draft| {
                            let conditions = draft.chart.filter.conditions();
                            if conditions == 0 { own::no_filter().to_owned() } else { own::filtered(&conditions.to_string()) }
                        })}
                    </Button>
                </div>
            </div>
            <section class="widget-form__preview card" aria-label=move || name.get()>
                <div class="widget__head"><h3 class="truncate">{move || name.get()}</h3></div>
                <WidgetBody widget=preview_of content=content as_table=false name=name/>
            </section>
        </div>
        {move || view! {
            <FilterDialog open=filtering object=object.get() filter=Signal::derive(move || draft.with(|draft| draft.chart.filter.clone()))
                on_apply=move |filter| draft.update(|draft| draft.chart.filter = filter)/>
        }}
    }
}

/// The stable name of a form in the options of its select.
fn form_key(form: Form) -> &'static str {
    match form {
        Form::Number => "number",
        Form::Bar => "bar",
        Form::Rows => "rows",
        Form::Line => "line",
        Form::Area => "area",
        Form::Stacked => "stacked",
        Form::Funnel => "funnel",
        Form::Donut => "donut",
        Form::Heat => "heat",
        Form::Scatter => "scatter",
        Form::Table => "table",
        Form::List => "list",
    }
}

/// Chooses what is measured.
#[component]
fn MeasureField(draft: RwSignal<Widget>, fields: Memo<Vec<FieldDef>>) -> impl IntoView {
    let offered = Memo::new(move |_| {
        let mut offered = vec![(Aggregate::Count, own::count_measure().to_owned())];
        fields.with(|fields| {
            for field in fields.iter().filter(|field| field.kind.is_numeric()) {
                let key = || field.key.clone();
                for measure in [
                    Aggregate::Sum(key()),
                    Aggregate::Average(key()),
                    Aggregate::Min(key()),
                    Aggregate::Max(key()),
                ] {
                    let name = own::measure_name(&measure, &field.label, "");
                    offered.push((measure, name));
                }
            }
        });
        offered
    });
    let options = Signal::derive(move || {
        offered.with(|offered| {
            offered
                .iter()
                .enumerate()
                .map(|(index, (_, name))| SelectOption::new(index.to_string(), name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        let measure = draft.with(|draft| draft.chart.measure.clone());
        offered.with(|offered| {
            offered
                .iter()
                .position(|(known, _)| *known == measure)
                .unwrap_or_default()
                .to_string()
        })
    });
    view! {
        <Choose label=own::measure() options=options value=value on_change=move |index: String| {
            let measure = index.parse().ok().and_then(|index: usize| offered.with_untracked(|offered| offered.get(index).map(|(measure, _)| measure.clone())));
            if let Some(measure) = measure {
                draft.update(|draft| draft.chart.measure = measure);
            }
        }/>
    }
}

/// Chooses by what records are told apart, and days in which steps.
#[component]
fn DimensionFields(draft: RwSignal<Widget>, options: Signal<Vec<SelectOption>>, split: bool) -> impl IntoView {
    let schema = Engine::expect().schema();
    let now = Memo::new(move |_| draft.with(|draft| if split { draft.chart.split.clone() } else { draft.chart.by.clone() }));
    let set = move |dimension: Option<Dimension>| {
        draft.update(|draft| {
            if split {
                draft.chart.split = dimension;
            } else {
                draft.chart.by = dimension;
            }
        });
    };
    let is_time = Memo::new(move |_| {
        let object = draft.with(|draft| draft.chart.object.clone());
        let kind = now.with(|now| {
            now.as_ref()
                .and_then(|now| schema.with(|schema| field_at(schema, &object, &now.path).map(|field| field.kind)))
        });
        matches!(kind, Some(FieldKind::Date | FieldKind::DateTime))
    });
    let units = [
        (Unit::Day, own::day()),
        (Unit::Week, own::week()),
        (Unit::Month, own::month()),
        (Unit::Quarter, own::quarter_unit()),
        (Unit::Year, own::year()),
    ];
    let unit_options = units.map(|(_, name)| SelectOption::new(name, name)).to_vec();
    view! {
        <Choose label=if split { own::split() } else { own::by() } options=options placeholder=own::nothing_by()
            value=Signal::derive(move || now.with(|now| now.as_ref().map(|now| path_value(&now.path)).unwrap_or_default()))
            on_change=move |path: String| set((!path.is_empty()).then(|| Dimension { path: path_of(&path), unit: None }))/>
        {move || is_time.get().then(|| view! {
            <Choose label=own::unit() options=unit_options.clone()
                value=Signal::derive(move || {
                    let unit = now.with(|now| now.as_ref().and_then(|now| now.unit)).unwrap_or(Unit::Month);
                    units.iter().find(|(known, _)| *known == unit).map(|(_, name)| (*name).to_owned()).unwrap_or_default()
                })
                on_change=move |name: String| {
                    let unit = units.iter().find(|(_, known)| *known == name).map(|(unit, _)| *unit);
                    set(now.get_untracked().map(|now| Dimension { unit, ..now }));
                }/>
        })}
    }
}

/// Chooses the number of an axis.
#[component]
fn AxisField(draft: RwSignal<Widget>, at: usize, label: &'static str, options: Signal<Vec<SelectOption>>) -> impl IntoView {
    view! {
        <Choose label=label options=options placeholder=own::nothing_by()
            value=Signal::derive(move || draft.with(|draft| draft.fields.get(at).map(ToString::to_string).unwrap_or_default()))
            on_change=move |key: String| draft.update(|draft| {
                draft.fields.resize(2, key.as_str().into());
                draft.fields[at] = key.as_str().into();
            })/>
    }
}

/// Chooses which records come first.
#[component]
fn FirstField(draft: RwSignal<Widget>, fields: Memo<Vec<FieldDef>>) -> impl IntoView {
    let options = Signal::derive(move || {
        let sortable = |field: &&FieldDef| field.kind.is_numeric() || matches!(field.kind, FieldKind::Date | FieldKind::DateTime);
        fields.with(|fields| {
            let both = |field: &FieldDef| {
                [
                    SelectOption::new(format!("-{}", field.key), own::highest(&field.label)),
                    SelectOption::new(field.key.as_str(), own::lowest(&field.label)),
                ]
            };
            fields.iter().filter(sortable).flat_map(both).collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || {
        draft.with(|draft| match draft.sort.first() {
            Some(sort) if sort.direction == Direction::Descending => format!("-{}", sort.field),
            Some(sort) => sort.field.to_string(),
            None => String::new(),
        })
    });
    view! {
        <Choose label=own::first_by() options=options placeholder=own::newest() value=value on_change=move |key: String| {
            let (direction, key) = match key.strip_prefix('-') {
                Some(key) => (Direction::Descending, key.to_owned()),
                None => (Direction::Ascending, key),
            };
            let sort = (!key.is_empty()).then(|| Sort { field: key.as_str().into(), direction });
            draft.update(|draft| draft.sort = sort.into_iter().collect());
        }/>
    }
}
