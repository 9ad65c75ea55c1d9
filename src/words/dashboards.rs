//! Words of dashboards and charts.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::{Aggregate, Form};

phrases! {
    title { English: "Dashboards" }
    sales { English: "Sales" }
    support { English: "Support" }
    marketing { English: "Marketing" }
    owner { English: "Business" }
    new { English: "New dashboard" }
    unnamed { English: "My dashboard" }
    copy_of(name) { English: "{name}, my copy" }
    change { English: "Arrange" }
    change_ready { English: "Make my own" }
    done { English: "Done" }
    add { English: "Add a widget" }
    more { English: "More actions" }
    rename { English: "Rename" }
    rename_title { English: "Rename this dashboard" }
    name { English: "Name" }
    name_needed { English: "Give the dashboard a name" }
    save { English: "Save" }
    cancel { English: "Cancel" }
    duplicate { English: "Make a copy" }
    favour { English: "Add to favourites" }
    unfavour { English: "Remove from favourites" }
    delete { English: "Move to the bin" }
    print { English: "Print" }
    gone { English: "This dashboard is not there any more" }
    gone_text { English: "It may be in the bin, from where it can be restored." }
    open_bin { English: "Open the bin" }
    back { English: "Show all dashboards" }
    newer { English: "This dashboard was made by a newer version" }
    newer_text { English: "It is kept as it is. Update to see it." }
    empty { English: "Nothing on it yet" }
    empty_text { English: "A widget shows a figure, a chart or a list of any records, and leads to them." }

    remove_only(label) { English: "Show more than {label}" }
    clear { English: "Clear all" }
    press { English: "Pressing a mark" }
    press_open { English: "Opens records" }
    press_filter { English: "Filters" }
    press_filters { English: "Pressing a mark filters" }
    mark(name, words) { English: "{name}: {words}" }
    of_series(category, series) { English: "{category}, {series}" }
    all { English: "All" }
    no_value { English: "No value" }
    other(count) { English: "Other ({count})" }
    range(from, to) { English: "{from} to {to}" }
    quarter(number, year) { English: "Q{number} {year}" }
    without_rate(count, codes) { English: "{count} without a rate left out: {codes}" }
    some_points(shown, total) { English: "{shown} of {total} shown" }
    nothing { English: "No records to show" }
    cannot { English: "This cannot be shown" }

    widget_menu(title) { English: "Actions of {title}" }
    as_table { English: "Show as table" }
    as_chart { English: "Show as chart" }
    edit { English: "Change" }
    copy { English: "Make a copy" }
    remove { English: "Remove" }
    save_svg { English: "Save as SVG" }
    save_png { English: "Save as PNG" }
    save_csv { English: "Save as CSV" }
    earlier { English: "Move before" }
    later { English: "Move behind" }
    wider { English: "Wider" }
    narrower { English: "Narrower" }
    taller { English: "Taller" }
    lower { English: "Lower" }
    grip(title) { English: "Move {title}: arrows move it, with Shift they change its size" }
    moved(title, place, of) { English: "{title} is now {place} of {of}" }
    sized(title, width, height) { English: "{title} is {width} of 12 columns wide and {height} rows high" }

    new_widget { English: "Add a widget" }
    edit_widget { English: "Change this widget" }

    widget_title { English: "Title" }
    form { English: "Form" }
    records { English: "Records" }
    from_view { English: "Which of them" }
    every_record { English: "All of them" }
    filter { English: "Filter" }
    no_filter { English: "No further filter" }
    filtered(count) { English: "Further filter: {count}" }
    measure { English: "Measure" }
    by { English: "By" }
    split { English: "Told apart by" }
    nothing_by { English: "Nothing" }
    unit { English: "In steps of" }
    day { English: "Days" }
    week { English: "Weeks" }
    month { English: "Months" }
    quarter_unit { English: "Quarters" }
    year { English: "Years" }
    most { English: "Most categories" }
    most_rows { English: "Most rows" }
    across { English: "Along the page" }
    up { English: "Up the page" }
    first_by { English: "First by" }
    newest { English: "Newest first" }
    highest(label) { English: "Highest {label:inside}" }
    lowest(label) { English: "Lowest {label:inside}" }



    number_of(plural) { English: "{plural}" }
    sum_of(label) { English: "Sum of {label:inside}" }
    average_of(label) { English: "Average {label:inside}" }
    least(label) { English: "Lowest {label:inside}" }
    greatest(label) { English: "Highest {label:inside}" }
    empty_share(label) { English: "Share without {label:inside}" }
    count_measure { English: "Number of records" }
    measure_by(measure, field) { English: "{measure} by {field:inside}" }
    against(x, y) { English: "{y} against {x:inside}" }
    category { English: "Category" }
    total { English: "Total" }

    pipeline_value { English: "Open pipeline" }
    weighted { English: "Weighted pipeline" }
    won_this_month { English: "Won this month" }
    no_next_step { English: "Open without a next step" }
    value_by_stage { English: "Open value by stage" }
    deals_by_stage { English: "Deals that get how far" }
    won_by_month { English: "Won by month" }
    won_by_owner { English: "Won by owner" }
    lost_reasons { English: "Why deals are lost" }
    largest_deals { English: "Largest open deals" }
    value_and_days { English: "Value and days in stage" }
    open_tickets { English: "Open tickets" }
    overdue_tickets { English: "Past their due time" }
    urgent_tickets { English: "Open and urgent" }
    new_this_week { English: "New this week" }
    tickets_by_day { English: "New tickets by week" }
    open_by_priority { English: "Open tickets by priority and status" }
    open_by_owner { English: "Open tickets by owner" }
    by_channel { English: "Tickets by channel" }
    next_due { English: "Due next" }
    contacts { English: "Contacts" }
    new_contacts { English: "New contacts this month" }
    agreed { English: "Agreed to the newsletter" }
    opted_out { English: "Opted out" }
    contacts_by_month { English: "New contacts by month" }
    by_source { English: "Contacts by source" }
    value_by_segment { English: "Lifetime value by segment" }
    source_and_stage { English: "Where they come from and how far they get" }
    campaigns { English: "Campaigns" }
    sales_by_month { English: "Orders by month" }
    orders_this_month { English: "Ordered this month" }
    best_customers { English: "Best customers" }
    customers { English: "Customers" }
    by_industry { English: "Open pipeline by industry" }
    orders_by_status { English: "Orders by status" }

    form_number { English: "Figure" }
    form_bar { English: "Bars" }
    form_rows { English: "Rows" }
    form_line { English: "Line" }
    form_area { English: "Area" }
    form_stacked { English: "Stacked bars" }
    form_funnel { English: "Funnel" }
    form_donut { English: "Donut" }
    form_heat { English: "Heat map" }
    form_scatter { English: "Points" }
    form_table { English: "Table" }
    form_list { English: "List of records" }
}

/// The name of a form.
#[must_use]
pub fn form_name(form: Form) -> &'static str {
    match form {
        Form::Number => form_number(),
        Form::Bar => form_bar(),
        Form::Rows => form_rows(),
        Form::Line => form_line(),
        Form::Area => form_area(),
        Form::Stacked => form_stacked(),
        Form::Funnel => form_funnel(),
        Form::Donut => form_donut(),
        Form::Heat => form_heat(),
        Form::Scatter => form_scatter(),
        Form::Table => form_table(),
        Form::List => form_list(),
    }
}

/// What is measured, in words. `label` is that of the aggregated field.
#[must_use]
pub fn measure_name(measure: &Aggregate, label: &str, plural: &str) -> String {
    match measure {
        Aggregate::Count => number_of(plural),
        Aggregate::Sum(_) => sum_of(label),
        Aggregate::Average(_) => average_of(label),
        Aggregate::Min(_) => least(label),
        Aggregate::Max(_) => greatest(label),
        Aggregate::EmptyShare(_) => empty_share(label),
    }
}
