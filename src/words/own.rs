//! Words of what people make their own: fields, formulas, objects, tags, set-ups, steps.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::cell::Trouble;
use model::Measure;

phrases! {
    cannot_compute { English: "–!" }
    trouble_undefined { English: "There is no result: a division by zero, or a root of a negative number" }
    trouble_large { English: "The result is too large" }
    trouble_currencies { English: "Amounts of different currencies cannot be mixed" }
    trouble_day { English: "There is no such day" }
    trouble_formula { English: "The formula names what is gone, or itself. Change it in the settings" }

    formula { English: "Formula" }
    formula_help { English: "Write { to choose a field. Numbers, amounts, days and texts go together with + - * / & = < >, if, min, max, round, days, concat and more" }
    formula_fields { English: "Fields that can stand here" }
    roll_up { English: "Roll-up of related records" }
    source { English: "From" }
    source_of(plural, field) { English: "{plural} by {field:inside}" }
    measure { English: "What of them" }
    measured { English: "Of the field" }
    count { English: "How many" }
    sum { English: "Sum" }
    average { English: "Average" }
    least { English: "Smallest" }
    most { English: "Greatest" }
    latest { English: "Latest" }
    which { English: "Only those that" }
    which_all { English: "All of them" }
    conditions(count) { English: "Conditions: {count}" }
    shown_always { English: "Always" }
    shown_as { English: "Numbers are shown as" }
    preview { English: "What comes out" }
    preview_none { English: "There are no records to try it on" }
    result(kind) { English: "Gives: {kind:inside}" }

    change_field(label) { English: "Change the field “{label}”" }
    change(label) { English: "Change {label}" }
    remove(label) { English: "Remove {label}" }
    save { English: "Save" }
    help { English: "Help" }
    help_help { English: "One sentence, shown at the field" }
    needed { English: "A record is not saved without it" }
    rules { English: "Rules" }
    pattern { English: "Looks like" }
    pattern_help { English: "# is a digit, @ a letter, ? any sign, * anything. Empty for any text" }
    at_least { English: "At least" }
    at_most { English: "At most" }
    unique { English: "No two records have the same" }
    shown_if { English: "Shown" }
    option_labels { English: "Names of the options" }
    more_options { English: "More options, one per line" }
    label_reset { English: "Empty for the name that it came with" }
    number_wrong { English: "Write a number" }

    add_object { English: "New object" }
    rename_object { English: "Rename" }
    remove_object { English: "Remove" }
    object_title { English: "New object" }
    object_rename(plural) { English: "Rename {plural:inside}" }
    object_one { English: "One of them" }
    object_many { English: "Several of them" }
    object_one_example { English: "Machine" }
    object_many_example { English: "Machines" }
    object_text { English: "A list of its own with pages, boards, search and import. Fields are added below" }

    tags { English: "Tags" }
    tag { English: "Tag" }
    tag_uses { English: "Used" }
    tag_name(name) { English: "Name of the tag {name}" }
    tag_merge(name) { English: "Merge {name} into" }
    tag_merge_short { English: "Merge into…" }
    tag_delete(name) { English: "Delete the tag {name}" }
    tags_help { English: "Renaming and merging changes every record that has the tag, and is taken back in one step." }
    tags_none { English: "No tags yet" }
    tags_none_text { English: "Tags are made where they are first written, on a record." }
    merged(name) { English: "Merged into {name}" }

    templates { English: "Set-up and templates" }
    templates_help { English: "A template adds fields, objects, pipelines, tags, views and a dashboard for a line of business. What is here already stays as it is, and all of it is taken back in one step." }
    look_at(name) { English: "Look at it: {name}" }
    look { English: "Look at it" }
    setup_file { English: "Your set-up as a file" }
    setup_file_text { English: "Fields, objects, pipelines, views and dashboards, without any records: for another workspace, or for a colleague." }
    setup_export { English: "Save as a file" }
    setup_import { English: "Add from a file" }
    setup_title { English: "What is added" }
    setup_new { English: "New" }
    setup_known { English: "Here already" }
    setup_add { English: "Add the set-up" }
    setup_added { English: "The set-up was added" }
    setup_nothing { English: "All of it is here already" }
    start_with { English: "Empty, set up for" }
    freelancer { English: "Freelancer" }
    freelancer_text { English: "Projects with hours, rate and worth; commissions" }
    agency { English: "Agency" }
    agency_text { English: "Briefs with budgets, retainers; new business" }
    shop { English: "Online shop" }
    shop_text { English: "Returns, suppliers, stock; wholesale" }
    telecom { English: "Telecom support" }
    telecom_text { English: "Lines with contracts, outages; tickets on site" }
    nonprofit { English: "Non-profit" }
    nonprofit_text { English: "Donations, volunteer shifts, grants; major gifts" }

    steps { English: "Steps" }
    steps_help { English: "What was done in this window and can be taken back, newest first. What others have changed since is left as it is." }
    steps_none { English: "Nothing to take back" }
    steps_none_text { English: "Whatever you do from now on is listed here." }
    undo_to { English: "Undo to here" }
    undo_to_of(what) { English: "Undo to here, before: {what}" }
    redo_steps(count) { English: "Do again ({count})" }

    bring_back { English: "Bring back" }
    bring_back_of(label, value) { English: "Bring back {label}: {value}" }
    nothing_there { English: "empty" }
}

/// Why a cell could not be computed.
#[must_use]
pub fn trouble(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Undefined => trouble_undefined(),
        Trouble::TooLarge => trouble_large(),
        Trouble::Currencies => trouble_currencies(),
        Trouble::NoSuchDay => trouble_day(),
        Trouble::Formula => trouble_formula(),
    }
}

/// What a measure is called.
#[must_use]
pub fn measure_name(measure: &Measure) -> &'static str {
    match measure {
        Measure::Count => count(),
        Measure::Sum(_) => sum(),
        Measure::Average(_) => average(),
        Measure::Min(_) => least(),
        Measure::Max(_) => most(),
        Measure::Latest(_) => latest(),
    }
}

/// A template that comes with Kith.
#[derive(Clone, Copy)]
pub struct TemplateWords {
    /// Its key.
    pub key: &'static str,
    /// What it is called.
    pub name: fn() -> &'static str,
    /// What it brings.
    pub text: fn() -> &'static str,
}

/// The templates, in the order in which they are offered.
pub const TEMPLATES: [TemplateWords; 5] = [
    TemplateWords {
        key: "freelancer",
        name: freelancer,
        text: freelancer_text,
    },
    TemplateWords {
        key: "agency",
        name: agency,
        text: agency_text,
    },
    TemplateWords {
        key: "shop",
        name: shop,
        text: shop_text,
    },
    TemplateWords {
        key: "telecom",
        name: telecom,
        text: telecom_text,
    },
    TemplateWords {
        key: "nonprofit",
        name: nonprofit,
        text: nonprofit_text,
    },
];
