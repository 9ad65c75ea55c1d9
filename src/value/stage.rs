//! How far something is: the disc that fills step by step, for stages of deals and for choices that are a course.

use bridge::{ChoiceCell, RecordLink};
use model::{FieldDef, Tone};

use crate::ui::badge::StageKind;

/// Steps that a share of a way is drawn in.
const STEPS: usize = 6;

/// How far the option of a course is: its place among the options before the good end.
///
/// An option after the good end is past and over: it is drawn as an empty, dashed disc.
#[must_use]
pub fn stage_of_choice(field: &FieldDef, choice: &ChoiceCell) -> StageKind {
    let place = field.options.iter().position(|option| option.key == choice.key);
    let end = field
        .options
        .iter()
        .position(|option| option.tone == Tone::Success)
        .unwrap_or(field.options.len());
    match (choice.tone, place) {
        (Tone::Success, _) => StageKind::Won,
        (Tone::Danger, _) => StageKind::Lost,
        (_, Some(step)) if step < end => StageKind::Live { step, steps: end },
        _ => StageKind::Idle,
    }
}

/// How far a stage of a pipeline is.
#[must_use]
pub fn stage_of_link(link: &RecordLink) -> StageKind {
    match link.fill {
        Some(100..) => StageKind::Won,
        Some(percent) => StageKind::Live {
            // Upwards: only the first stage is empty.
            step: (usize::from(percent) * (STEPS - 1)).div_ceil(99),
            steps: STEPS,
        },
        None => StageKind::Lost,
    }
}

#[cfg(test)]
mod tests {
    use model::Schema;

    use super::*;

    #[test]
    fn a_contact_fills_up_until_it_is_a_customer() {
        let schema = Schema::built_in();
        let field = schema.field("contact", "stage").expect("contacts have a stage");
        let of = |key: &str| {
            let option = field.option(key).expect("an option");
            stage_of_choice(
                field,
                &ChoiceCell {
                    key: key.into(),
                    label: option.label.clone(),
                    tone: option.tone,
                },
            )
        };
        assert_eq!(of("lead"), StageKind::Live { step: 0, steps: 3 });
        assert_eq!(of("opportunity"), StageKind::Live { step: 2, steps: 3 });
        assert_eq!(of("customer"), StageKind::Won);
        assert_eq!(of("former"), StageKind::Idle);
    }

    #[test]
    fn shares_of_a_pipeline_become_steps() {
        let link = |fill| RecordLink {
            object: "stage".into(),
            id: model::RecordId(1),
            label: String::new(),
            gone: false,
            fill,
        };
        assert_eq!(stage_of_link(&link(Some(0))), StageKind::Live { step: 0, steps: 6 });
        assert_eq!(
            stage_of_link(&link(Some(16))),
            StageKind::Live { step: 1, steps: 6 },
            "the second of six"
        );
        assert_eq!(
            stage_of_link(&link(Some(83))),
            StageKind::Live { step: 5, steps: 6 },
            "the last of six"
        );
        assert_eq!(stage_of_link(&link(Some(99))), StageKind::Live { step: 5, steps: 6 });
        assert_eq!(stage_of_link(&link(Some(100))), StageKind::Won);
        assert_eq!(stage_of_link(&link(None)), StageKind::Lost);
    }
}
