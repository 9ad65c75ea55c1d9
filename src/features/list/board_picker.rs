//! What a board is about: its pipeline, and the fields of its columns and lanes.

use model::{FieldKey, FieldKind};

use super::{board::group_field, lanes::LanesPicker, lens::Lens};
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::ui::field::{Select, SelectOption};
use crate::words;

/// What the board is about: its pipeline, and the fields of its columns and lanes.
#[component]
pub(super) fn PipelinePicker(lens: Lens) -> impl IntoView {
    let engine = Engine::expect();
    let field = Memo::new(move |_| group_field(lens));
    let staged = Memo::new(move |_| field.with(|field| field.as_ref().is_some_and(|field| field.target.as_deref() == Some("stage"))));
    let pipelines = use_answer(Follow::Anything, move || engine.pipelines()).value();
    let chosen = move || {
        let wanted = lens.state.with(|state| state.pipeline);
        pipelines.with(|pipelines| {
            let pipelines = pipelines.as_ref()?;
            pipelines
                .iter()
                .find(|pipeline| Some(pipeline.link.id) == wanted)
                .or(pipelines.first())
                .map(|pipeline| pipeline.link.id.to_string())
        })
    };
    let options = Signal::derive(move || {
        let all = pipelines.get();
        let all = all.iter().flat_map(|all| all.iter());
        all.map(|pipeline| SelectOption::new(pipeline.link.id.to_string(), pipeline.link.label.clone()))
            .collect::<Vec<_>>()
    });
    let groups = Memo::new(move |_| lens.def.with(|def| def.as_ref().map(|def| groupable(def)).unwrap_or_default()));
    view! {
        {move || (staged.get() && options.with(Vec::len) > 1).then(|| view! {
            <label class="board-picker">
                <span class="faint">{words::list::pipeline()}</span>
                <Select value=move || chosen().unwrap_or_default() options=options label=words::list::pipeline()
                    on_change=move |id: String| lens.change(|state| state.pipeline = id.parse().ok())/>
            </label>
        })}
        <label class="board-picker">
            <span class="faint">{words::list::group_by()}</span>
            <Select
                value=move || field.with(|field| field.as_ref().map(|field| field.key.to_string()).unwrap_or_default())
                options=Signal::derive(move || groups.with(|groups| groups.iter().map(|(key, label)| SelectOption::new(key.as_str(), label.clone())).collect::<Vec<_>>()))
                label=words::list::group_by()
                on_change=move |key: String| lens.change(|state| state.group = Some(key.as_str().into()))
            />
        </label>
        <LanesPicker lens=lens/>
    }
}

/// Fields whose values can be columns.
fn groupable(def: &model::ObjectDef) -> Vec<(FieldKey, String)> {
    let fields = def
        .fields
        .iter()
        .filter(|field| !field.hidden && !field.multi && matches!(field.kind, FieldKind::Choice | FieldKind::Reference));
    fields.map(|field| (field.key.clone(), field.label.clone())).collect()
}
