//! What a widget is called when nobody named it.

use model::{Dimension, Form, Schema, Widget};

use crate::filter::path_label;
use crate::words;

/// The title of a widget: its own, or what it shows.
pub fn title(widget: &Widget, schema: &Schema) -> String {
    if !widget.title.is_empty() {
        return widget.title.clone();
    }
    let object = &widget.chart.object;
    let plural = schema.object(object).map(|object| object.plural.clone()).unwrap_or_default();
    let label = |path: &[model::FieldKey]| path_label(schema, object, path);
    match (widget.form, &widget.fields[..]) {
        (Form::List, _) => return plural,
        (Form::Scatter, [x, y, ..]) => {
            return words::dashboards::against(&label(std::slice::from_ref(x)), &label(std::slice::from_ref(y)));
        }
        _ => {}
    }
    let measure = &widget.chart.measure;
    let of = measure.field().map(|field| label(std::slice::from_ref(field))).unwrap_or_default();
    let measure = words::dashboards::measure_name(measure, &of, &plural);
    let by = |dimension: &Option<Dimension>| dimension.as_ref().map(|dimension| label(&dimension.path));
    match by(&widget.chart.by).filter(|_| widget.form.dimensions() > 0) {
        Some(by) => words::dashboards::measure_by(&measure, &by),
        None => measure,
    }
}
