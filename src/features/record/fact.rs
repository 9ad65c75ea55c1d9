//! One field of a record: label and value, edited where it stands.

use bridge::Cell;
use leptos::html;
use model::{FieldDef, FieldKind, Value};

use super::{call::offer_to_log, subject::Subject};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    dom::{focus, fresh_id},
    icon::{Glyph, Icon, IconSize},
};
use crate::value::{CellView, InlineEditor, InlineEnd};
use crate::words;

/// A label and its value.
#[component]
pub(super) fn FieldFact(
    /// The record.
    subject: Subject,
    /// The field.
    field: FieldDef,
) -> impl IntoView {
    let cell = subject.cell(&field.key);
    let editing = RwSignal::new(false);
    let back = StoredValue::new(false);
    let rest = NodeRef::<html::Button>::new();
    let (label_id, value_id) = (fresh_id("label"), fresh_id("value"));
    let label = field.label.clone();
    // Another record in the same place has nothing to do with what was being edited.
    let shown = Memo::new(move |_| subject.page.with(|page| page.as_ref().map(|page| page.link.id)));
    Effect::new(move |before: Option<()>| {
        shown.track();
        if before.is_some() {
            editing.set(false);
        }
    });
    // After Enter, Esc and a pick the value takes the focus again; after leaving it is already elsewhere.
    Effect::new(move || {
        if let Some(button) = rest.get()
            && back.try_update_value(std::mem::take) == Some(true)
        {
            focus(&button);
        }
    });
    let may_edit = subject.writable;
    let kept = StoredValue::new(field.clone());
    let ids = StoredValue::new((label_id.clone(), value_id));
    let editor = move || {
        let field = kept.get_value();
        let key = field.key.clone();
        let save = move |value: Option<Value>| subject.write(&key, value);
        let end = move |end: InlineEnd| {
            back.try_set_value(end != InlineEnd::Left);
            editing.try_set(false);
        };
        view! { <InlineEditor object=subject.object() field=field cell=cell.get_untracked() typed=None save=save on_end=end/> }
    };
    let value = move || {
        let field = kept.get_value();
        let editable = field.is_editable() && may_edit.get();
        let (label_id, value_id) = ids.get_value();
        let inside = view! { <span class="facts__text" id=value_id.clone()>{move || view! { <CellView cell=cell.get() field=kept.get_value()/> }}</span> };
        if editable {
            view! {
                <button
                    type="button"
                    class="facts__value"
                    node_ref=rest
                    data-field=field.key.to_string()
                    aria-labelledby=format!("{label_id} {value_id}")
                    on:click=move |_| editing.set(true)
                >
                    {inside}
                </button>
            }
            .into_any()
        } else {
            view! { <span class="facts__value facts__value--fixed">{inside}</span> }.into_any()
        }
    };
    view! {
        <div class="facts__row" class:facts__row--tall=field.kind == FieldKind::LongText>
            <dt id=label_id data-tip=(!field.help.is_empty()).then(|| field.help.clone())>{label}</dt>
            <dd>
                {move || if editing.get() { editor().into_any() } else {
                    view! { <span class="facts__line">{value()}{move || tool(subject, &cell.get())}</span> }.into_any()
                }}
            </dd>
        </div>
    }
}

/// What can be done with a value besides editing it: write, call, open.
fn tool(subject: Subject, cell: &Cell) -> Option<AnyView> {
    let link = |href: String, label: String, glyph: Glyph, outside: bool| {
        let number = href.strip_prefix("tel:").map(str::to_owned);
        let (target, rel) = if outside {
            (Some("_blank"), Some("noopener noreferrer external"))
        } else {
            (None, None)
        };
        view! {
            <a class="button button--icon button--ghost facts__tool" href=href target=target rel=rel aria-label=label.clone() data-tip=label on:click=move |_| {
                if let Some(number) = &number {
                    offer_to_log(subject, number);
                }
            }>
                <Icon glyph=glyph size=IconSize::Small/>
            </a>
        }
        .into_any()
    };
    match cell {
        Cell::Texts(texts) => texts
            .first()
            .and_then(|text| outward(text))
            .map(|(href, label, glyph, outside)| link(href, label, glyph, outside)),
        Cell::Text(text) => outward(text).map(|(href, label, glyph, outside)| link(href, label, glyph, outside)),
        Cell::Record(record) if !record.gone && has_page(&record.object) => Some(link(
            Route::Record(record.object.clone(), record.id).href(),
            words::record::open_value(&record.label),
            Glyph::ArrowRight,
            false,
        )),
        Cell::Records(records) => records
            .first()
            .filter(|record| !record.gone && has_page(&record.object))
            .map(|record| {
                link(
                    Route::Record(record.object.clone(), record.id).href(),
                    words::record::open_value(&record.label),
                    Glyph::ArrowRight,
                    false,
                )
            }),
        _ => None,
    }
}

/// Objects with pages of their own.
pub(super) fn has_page(object: &str) -> bool {
    !matches!(object, "tag" | "member" | "stage" | "pipeline" | "segment" | "view")
}

/// Where a text leads: mail, phone or web, and nothing else whatever it says.
pub(super) fn outward(text: &str) -> Option<(String, String, Glyph, bool)> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let phone = digits >= 5 && text.chars().all(|letter| letter.is_ascii_digit() || "+() -./".contains(letter));
    if text.starts_with("https://") || text.starts_with("http://") {
        Some((text.to_owned(), words::record::open_value(text), Glyph::External, true))
    } else if phone {
        let number: String = text.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
        Some((format!("tel:{number}"), words::record::call_number(text), Glyph::Phone, false))
    } else if text
        .split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.') && !text.contains([' ', '?', '&']))
    {
        Some((format!("mailto:{text}"), words::record::mail_to(text), Glyph::Mail, false))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_mail_phone_and_web_lead_out() {
        let href = |text: &str| outward(text).map(|(href, ..)| href);
        assert_eq!(href("noor@havenlicht.nl"), Some("mailto:noor@havenlicht.nl".into()));
        assert_eq!(href("+31 10 555 0142"), Some("tel:+31105550142".into()));
        assert_eq!(href("https://kith.example"), Some("https://kith.example".into()));
        for text in [
            "javascript:alert(1)",
            "data:text/html,x",
            "T-481",
            "a@b?cc=d@e.f",
            "a @b.c",
            "2026",
            "",
        ] {
            assert_eq!(href(text), None, "{text}");
        }
    }
}
