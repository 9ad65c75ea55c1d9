//! Words of the settings.
#![allow(missing_docs, reason = "the name and the words say it")]

phrases! {
    title { English: "Settings" }
    workspace { English: "Workspace" }
    appearance { English: "Appearance" }
    storage { English: "Data and back-ups" }
    pipelines { English: "Pipelines" }
    fields { English: "Fields and objects" }
    keys { English: "Keyboard" }
    device { English: "This device" }
    privacy { English: "Privacy" }
    accessibility { English: "Accessibility" }
    section_of(section) { English: "Settings: {section:inside}" }
    save { English: "Save" }
    saved { English: "Settings saved" }
    reset { English: "Reset" }

    name { English: "Name of the workspace" }
    person { English: "Your name" }
    person_help { English: "Used to greet you, and as the owner of what you make" }
    currency { English: "Base currency" }
    currency_help { English: "Totals over several currencies are shown in it. Records keep their own" }
    country { English: "Home country" }
    country_help { English: "Phone numbers without a country are read as numbers of it" }
    country_none { English: "None" }

    language { English: "Language" }
    language_help { English: "Of words, dates and numbers. Choosing another one loads the page anew" }
    language_browser { English: "As the browser" }
    week { English: "First day of the week" }
    week_help { English: "In calendars, in filters such as “this week”, in charts, and where a day is chosen" }
    week_region { English: "As usual in my region" }
    zone { English: "Time zone" }
    zone_help { English: "Days and times are those of this zone. Choosing another one loads the page anew" }
    theme { English: "Theme" }
    theme_help { English: "On this device only" }
    density { English: "Rows" }
    sidebar { English: "Sidebar" }
    sidebar_wide { English: "With words" }
    sidebar_rail { English: "Icons only" }

    here { English: "On this device" }
    state { English: "Changes" }
    all_saved { English: "All saved" }
    not_saved(changes) { English: "{changes} not saved yet" }
    kept { English: "Kept by the browser" }
    kept_yes { English: "Yes, it has promised not to clear this site by itself" }
    kept_no { English: "It may clear this site when space is short" }
    kept_unknown { English: "Not known" }
    ask_keep { English: "Ask it to keep the data" }
    kept_refused { English: "The browser did not promise it. Installing Kith as an app, or using it more often, helps" }
    space { English: "Space" }
    space_used(used, quota) { English: "{used} of {quota}" }
    space_plain(used) { English: "{used} used" }
    records { English: "Records" }
    no_records { English: "None yet" }
    log { English: "History" }
    log_rows(rows: u64, tail) { English: one "{rows} change kept, {tail} since the last checkpoint", other "{rows} changes kept, {tail} since the last checkpoint" }
    files { English: "Files" }
    files_held(counted, bytes) { English: "{counted}, {bytes}" }
    memory { English: "Memory of the engine" }

    backups { English: "Back-ups" }
    backups_text { English: "A back-up is one file with everything: records, history, views, settings. Keep it somewhere other than this browser." }
    never_backed_up { English: "There is no back-up yet" }
    backed_up(when) { English: "Last back-up: {when}" }
    since_backup(changes) { English: "{changes} since then" }
    restore { English: "Restore a back-up" }
    backup_due { English: "Make a back-up now, and keep it somewhere else" }
    problems { English: "Problems with what is kept" }

    verify { English: "Check everything kept" }
    verify_text { English: "Reads the whole history again and compares what it gives with what is on screen." }
    verify_do { English: "Check now" }
    verified(records, changes) { English: "All is well: {records} and {changes} were read and fit together" }
    verify_failed { English: "Not everything fits together" }
    unsaved_file { English: "Download unsaved changes" }
    unsaved_title(changes) { English: "{changes} only in this window" }
    unsaved_text { English: "They could not be kept. Download them before you close or reload this tab." }
    export_hint { English: "Single lists can be exported as CSV from the list itself." }

    new_pipeline { English: "New pipeline" }
    pipeline_name { English: "Name of the pipeline" }
    pipeline_saved { English: "Pipeline saved" }
    stages { English: "Stages" }
    stage { English: "Stage" }
    probability { English: "Probability" }
    probability_of(stage) { English: "Probability of {stage} in percent" }
    quiet { English: "Quiet after" }
    quiet_of(stage) { English: "Days until a deal in {stage} counts as quiet" }
    quiet_unit { English: "days" }
    outcome { English: "Outcome" }
    outcome_of(stage) { English: "Outcome of {stage}" }
    outcome_open { English: "Open" }
    outcome_won { English: "Won" }
    outcome_lost { English: "Lost" }
    required { English: "Asked for on entry" }
    required_of(stage) { English: "Fields asked for on entry to {stage}" }
    deals { English: "Deals" }
    move_up(stage) { English: "Move {stage} up" }
    move_down(stage) { English: "Move {stage} down" }
    remove(stage) { English: "Remove {stage}" }
    remove_blocked { English: "Move its deals to another stage first" }
    add_stage { English: "Add stage" }
    stage_new { English: "New stage" }
    stage_next { English: "Proposal" }
    never { English: "Never" }
    stage_unnamed { English: "the new stage" }
    not_a_number { English: "Write a number from 0 to 100" }
    not_days { English: "Write a whole number of days" }
    pipelines_help { English: "Probability weighs forecasts. A deal that is quiet for longer than its stage allows is marked. Fields that are asked for have to be filled in before a deal enters the stage." }
    no_pipeline { English: "No pipeline yet" }
    no_pipeline_text { English: "A pipeline is the row of stages that deals move through." }

    object { English: "Records" }
    field { English: "Field" }
    kind { English: "Kind" }
    field_options { English: "Options" }
    own { English: "Yours" }
    computed { English: "Computed" }
    required_mark { English: "Needed" }
    add_field { English: "Add field" }
    add_field_to(plural) { English: "Add a field to {plural:inside}" }
    field_label { English: "Name of the field" }
    field_kind { English: "Kind" }
    field_choices { English: "Options, one per line" }
    field_target { English: "Points to" }
    field_choose { English: "Choose" }
    cancel { English: "Cancel" }
    start { English: "Start and help" }
    first_steps_help { English: "What somebody new does first, on the start page" }
    first_steps_show { English: "Show the list" }
    first_steps_shown { English: "It is on the start page" }
    zone_device(zone) { English: "As the device ({zone})" }
    working { English: "Working hours" }
    working_days { English: "Days" }
    working_days_help { English: "What is put off comes back on one of them" }
    working_hours { English: "Hours" }
    working_hours_help { English: "What is planned for a day without a time begins with them" }
    working_from { English: "From" }
    working_to { English: "To" }
}

/// What a section of the settings is called.
#[must_use]
pub fn section(name: &str) -> &'static str {
    match name {
        "start" => start(),
        "appearance" => appearance(),
        "inbox" => super::inbox::title(),
        "storage" => storage(),
        "pipelines" => pipelines(),
        "fields" => fields(),
        "tags" => super::own::tags(),
        "replies" => super::replies::title(),
        "templates" => super::own::templates(),
        "steps" => super::own::steps(),
        "keys" => keys(),
        "device" => device(),
        "privacy" => privacy(),
        "accessibility" => accessibility(),
        "news" => super::shell::news(),
        _ => workspace(),
    }
}
