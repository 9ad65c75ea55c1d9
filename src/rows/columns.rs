//! Columns of the table: width, side and place on a phone, by the kind of the field. What is left over goes to words, and to
//! the name of the record twice as much.

use model::{Direction, FieldDef, FieldKey, FieldKind, Sort, TableLook};

use crate::ui::grid::{CardPlace, GridColumn, SortDirection};

/// The columns of fields: `look` is what the person chose.
#[must_use]
pub fn grid_columns(fields: &[FieldDef], sort: &[Sort], look: &TableLook) -> Vec<GridColumn> {
    let frozen = usize::from(look.frozen);
    let width = |key: &FieldKey| {
        look.widths
            .iter()
            .find(|(other, _)| other == key)
            .map(|(_, pixels)| f64::from(*pixels))
    };
    let places = places(fields);
    let columns = fields.iter().enumerate().map(|(index, field)| {
        let sorted = sort.iter().find(|sort| sort.field == field.key).map(|sort| match sort.direction {
            Direction::Ascending => SortDirection::Ascending,
            Direction::Descending => SortDirection::Descending,
        });
        let column = by_kind(GridColumn::new(field.key.as_str(), field.label.clone()), field).at_least(heading(&field.label));
        let column = column.sorted(sorted).editable(field.is_editable()).at(places[index]);
        let column = if index == 0 {
            column.flexible(184.0).title()
        } else {
            column.frozen(index <= frozen)
        };
        match width(&field.key) {
            Some(pixels) => column.width(pixels),
            None => column,
        }
    });
    columns.collect()
}

/// About how wide a heading is, with the mark that it sorts, as far as a column gives way to its heading.
fn heading(label: &str) -> f64 {
    (label.chars().count() as f64 * 6.4 + 32.0).min(160.0)
}

fn by_kind(column: GridColumn, field: &FieldDef) -> GridColumn {
    match field.kind {
        FieldKind::Integer | FieldKind::Number | FieldKind::Percent | FieldKind::Duration => column.width(96.0).number(),
        FieldKind::Money => column.width(112.0).number(),
        FieldKind::Boolean => column.width(80.0).centre(),
        FieldKind::Rating => column.width(96.0),
        FieldKind::Date | FieldKind::DateTime => column.width(108.0),
        FieldKind::Choice if field.computed.is_some() => column.width(144.0),
        FieldKind::Choice => column.width(136.0),
        FieldKind::Reference if field.target.as_deref() == Some("member") => column.width(64.0).centre(),
        FieldKind::Reference | FieldKind::References | FieldKind::Choices => column.flexible(136.0),
        FieldKind::Email | FieldKind::Url | FieldKind::Address => column.flexible(156.0),
        FieldKind::LongText => column.flexible(232.0),
        FieldKind::Phone => column.width(152.0),
        FieldKind::Text | FieldKind::PersonName => column.flexible(136.0),
    }
}

/// Where each field stands on a phone's card: who it belongs to under the name, what it is worth at the end.
fn places(fields: &[FieldDef]) -> Vec<CardPlace> {
    let mut places = vec![CardPlace::Hidden; fields.len()];
    let mut give = |place: CardPlace, fits: &dyn Fn(&FieldDef) -> bool| {
        let at = (1..fields.len()).find(|&at| places[at] == CardPlace::Hidden && fits(&fields[at]));
        if let Some(at) = at {
            places[at] = place;
        }
        at.is_some()
    };
    let person = |field: &FieldDef| matches!(field.target.as_deref(), Some("company" | "contact"));
    let _ = give(CardPlace::Subtitle, &person)
        || give(CardPlace::Subtitle, &|field| {
            matches!(field.kind, FieldKind::Email | FieldKind::Text)
        });
    let _ = give(CardPlace::Value, &|field| field.kind == FieldKind::Money) || give(CardPlace::Value, &|field| field.kind.is_numeric());
    let _ = give(CardPlace::Note, &|field| {
        field.computed.is_some() && field.kind == FieldKind::Choice
    }) || give(CardPlace::Note, &|field| {
        matches!(field.kind, FieldKind::Choice | FieldKind::Date | FieldKind::DateTime)
    }) || give(CardPlace::Note, &|field| field.target.as_deref() == Some("stage"));
    if let Some(first) = places.first_mut() {
        *first = CardPlace::Title;
    }
    places
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;
    use crate::ui::grid::Width;

    fn columns_of(object: &str) -> Vec<GridColumn> {
        let schema = Schema::built_in();
        let object = schema.object(object).expect("an object");
        let fields: Vec<FieldDef> = object.columns.iter().filter_map(|key| object.field(key).cloned()).collect();
        grid_columns(
            &fields,
            &[Sort {
                field: "revenue".into(),
                direction: Direction::Descending,
            }],
            &TableLook {
                widths: vec![("email".into(), 300)],
                frozen: 2,
            },
        )
    }

    #[test]
    fn contacts_show_company_worth_and_segment_on_a_phone() {
        let columns = columns_of("contact");
        let at = |place| {
            columns
                .iter()
                .find(|column| column.place == place)
                .map(|column| column.key.clone())
                .unwrap_or_default()
        };
        assert_eq!((at(CardPlace::Title), at(CardPlace::Subtitle)), ("name".into(), "company".into()));
        assert_eq!(
            (at(CardPlace::Value), at(CardPlace::Note)),
            ("revenue".into(), "rfm_segment".into())
        );
    }

    #[test]
    fn columns_say_how_they_are_sorted_and_keep_their_width() {
        let columns = columns_of("contact");
        let column = |key: &str| columns.iter().find(|column| column.key == key).expect("a column").clone();
        assert_eq!(column("revenue").sorted, Some(SortDirection::Descending));
        assert_eq!(column("email").width, Width::Fixed(300.0));
        assert!(!column("revenue").editable && column("email").editable);
        assert_eq!(columns.iter().filter(|column| column.frozen).count(), 2, "beside the name");
    }

    #[test]
    fn a_column_is_as_wide_as_its_heading_within_reason() {
        let schema = Schema::built_in();
        let owner = schema.object("contact").and_then(|object| object.field("owner")).expect("a field");
        let width = |label: &str| {
            let field = FieldDef {
                label: label.to_owned(),
                ..owner.clone()
            };
            let columns = grid_columns(&[owner.clone(), field], &[], &TableLook::default());
            columns[1].width
        };
        let about = |label: &str, pixels: std::ops::Range<f64>| {
            assert!(
                matches!(width(label), Width::Fixed(width) if pixels.contains(&width)),
                "{label}: {:?}",
                width(label)
            );
        };
        about("Owner", 64.0..65.0);
        about("Verantwortlich", 115.0..130.0);
        about("What somebody called a field of their own one day", 160.0..161.0);
    }
}
