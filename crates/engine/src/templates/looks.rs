//! Views and dashboards of the templates, as they are kept. `<Project>` stands for the key of an object of the template, and
//! `<Project.State>` for that of a field of it.

/// A saved view: its object, by key or by name where it is the template's own, what it is called, and its definition without the object.
pub(super) struct ViewRow {
    pub(super) object: &'static str,
    pub(super) name: &'static str,
    pub(super) definition: &'static str,
}

/// A dashboard and its widgets.
pub(super) struct DashboardRow {
    pub(super) name: &'static str,
    pub(super) widgets: &'static str,
}

const fn view(object: &'static str, name: &'static str, definition: &'static str) -> ViewRow {
    ViewRow { object, name, definition }
}

const fn dashboard(name: &'static str, widgets: &'static str) -> DashboardRow {
    DashboardRow { name, widgets }
}

/// Views and the dashboard of a template.
pub(super) fn of(template: &str) -> (&'static [ViewRow], &'static [DashboardRow]) {
    match template {
        "freelancer" => (&FREELANCER, &[FREELANCER_DESK]),
        "agency" => (&AGENCY, &[AGENCY_DESK]),
        "shop" => (&SHOP, &[SHOP_DESK]),
        "telecom" => (&TELECOM, &[TELECOM_DESK]),
        "nonprofit" => (&NONPROFIT, &[NONPROFIT_DESK]),
        _ => (&[], &[]),
    }
}

const FREELANCER: [ViewRow; 3] = [
    view(
        "Project",
        "Projects by state",
        r#""layout":"Board","group":"<Project.State>","card":["<Project.Client>","<Project.Due>","<Project.Worth so far>"]"#,
    ),
    view(
        "Project",
        "Due next",
        r#""filter":{"Field":{"path":["<Project.State>"],"operator":"NoneOf","values":[{"Text":"Delivered"},{"Text":"Paid"}]}},
        "sort":[{"field":"<Project.Due>","direction":"Ascending"}],
        "columns":["name","<Project.Client>","<Project.State>","<Project.Due>","<Project.Days left>","<Project.Hours left>","<Project.Worth so far>"],
        "aggregates":[{"Sum":"<Project.Hours left>"},{"Sum":"<Project.Worth so far>"}],
        "colours":[{"name":"Late","tone":"Danger","field":"<Project.Due>","filter":{"Field":{"path":["<Project.Days left>"],"operator":"Less","values":[{"Int":0}]}}}]"#,
    ),
    view(
        "Project",
        "Project calendar",
        r#""layout":"Calendar","date":"<Project.Due>","card":["<Project.Client>","<Project.State>"]"#,
    ),
];

const FREELANCER_DESK: DashboardRow = dashboard(
    "Projects",
    r#"{"key":1,"title":"Worth of running projects","form":"Number","width":4,"height":2,"chart":{"object":"<Project>","measure":{"Sum":"<Project.Worth so far>"},"filter":{"Field":{"path":["<Project.State>"],"operator":"AnyOf","values":[{"Text":"Running"},{"Text":"Waiting for client"}]}}}},
    {"key":2,"title":"Hours left","form":"Number","width":4,"height":2,"chart":{"object":"<Project>","measure":{"Sum":"<Project.Hours left>"},"filter":{"Field":{"path":["<Project.State>"],"operator":"NoneOf","values":[{"Text":"Delivered"},{"Text":"Paid"}]}}}},
    {"key":3,"title":"Delivered and not paid","form":"Number","width":4,"height":2,"chart":{"object":"<Project>","measure":{"Sum":"<Project.Worth so far>"},"filter":{"Field":{"path":["<Project.State>"],"operator":"AnyOf","values":[{"Text":"Delivered"}]}}}},
    {"key":4,"title":"Projects by state","form":"Bar","chart":{"object":"<Project>","by":{"path":["<Project.State>"]}}},
    {"key":5,"title":"Worth by client","form":"Rows","chart":{"object":"<Project>","measure":{"Sum":"<Project.Worth so far>"},"by":{"path":["<Project.Client>"]}}},
    {"key":6,"title":"Due next","form":"List","width":12,"chart":{"object":"<Project>","filter":{"Field":{"path":["<Project.State>"],"operator":"NoneOf","values":[{"Text":"Delivered"},{"Text":"Paid"}]}}},"fields":["<Project.Client>","<Project.Due>","<Project.Hours left>"],"sort":[{"field":"<Project.Due>","direction":"Ascending"}]}"#,
);

const AGENCY: [ViewRow; 3] = [
    view(
        "Campaign brief",
        "Briefs by state",
        r#""layout":"Board","group":"<Campaign brief.State>","card":["<Campaign brief.Client>","<Campaign brief.Budget left>","<Campaign brief.Goes live>"]"#,
    ),
    view(
        "Campaign brief",
        "What goes live when",
        r#""layout":"Calendar","date":"<Campaign brief.Goes live>","card":["<Campaign brief.Client>","<Campaign brief.Channels>"]"#,
    ),
    view(
        "Retainer",
        "Retainers that end soon",
        r#""filter":{"Field":{"path":["<Retainer.Ends>"],"operator":"InNext","values":[],"span":{"count":90,"unit":"Day"}}},
        "sort":[{"field":"<Retainer.Ends>","direction":"Ascending"}],
        "columns":["name","<Retainer.Client>","<Retainer.Monthly fee>","<Retainer.Ends>","<Retainer.Worth in all>"],
        "aggregates":[{"Sum":"<Retainer.Monthly fee>"}]"#,
    ),
];

const AGENCY_DESK: DashboardRow = dashboard(
    "Briefs and retainers",
    r#"{"key":1,"title":"Monthly fees","form":"Number","width":4,"height":2,"chart":{"object":"<Retainer>","measure":{"Sum":"<Retainer.Monthly fee>"}}},
    {"key":2,"title":"Budget left","form":"Number","width":4,"height":2,"chart":{"object":"<Campaign brief>","measure":{"Sum":"<Campaign brief.Budget left>"},"filter":{"Field":{"path":["<Campaign brief.State>"],"operator":"NoneOf","values":[{"Text":"Live"}]}}}},
    {"key":3,"title":"With the client","form":"Number","width":4,"height":2,"chart":{"object":"<Campaign brief>","filter":{"Field":{"path":["<Campaign brief.State>"],"operator":"AnyOf","values":[{"Text":"With client"}]}}}},
    {"key":4,"title":"Briefs by state","form":"Bar","chart":{"object":"<Campaign brief>","by":{"path":["<Campaign brief.State>"]}}},
    {"key":5,"title":"Budget by channel","form":"Rows","chart":{"object":"<Campaign brief>","measure":{"Sum":"<Campaign brief.Budget>"},"by":{"path":["<Campaign brief.Channels>"]}}},
    {"key":6,"title":"Open deals by service","form":"Donut","chart":{"object":"deal","by":{"path":["<deal.Service>"]},"filter":{"Field":{"path":["status"],"operator":"AnyOf","values":[{"Text":"open"}]}}}},
    {"key":7,"title":"Retainers that end soon","form":"List","chart":{"object":"<Retainer>","filter":{"Field":{"path":["<Retainer.Ends>"],"operator":"InNext","values":[],"span":{"count":90,"unit":"Day"}}}},"fields":["<Retainer.Client>","<Retainer.Monthly fee>","<Retainer.Ends>"],"sort":[{"field":"<Retainer.Ends>","direction":"Ascending"}]}"#,
);

const SHOP: [ViewRow; 3] = [
    view(
        "Return",
        "Returns by state",
        r#""layout":"Board","group":"<Return.State>","card":["<Return.Customer>","<Return.Reason>","<Return.Refund>"]"#,
    ),
    view(
        "product",
        "To reorder",
        r#""filter":{"Field":{"path":["<product.To reorder>"],"operator":"True","values":[]}},
        "sort":[{"field":"<product.In stock>","direction":"Ascending"}],
        "columns":["name","sku","<product.In stock>","<product.Reorder at>","<product.Supplier>","<product.Purchase price>"],
        "colours":[{"name":"Sold out","tone":"Danger","field":"<product.In stock>","filter":{"Field":{"path":["<product.In stock>"],"operator":"AtMost","values":[{"Int":0}]}}}]"#,
    ),
    view(
        "Supplier",
        "Suppliers by lead time",
        r#""sort":[{"field":"<Supplier.Lead time in days>","direction":"Ascending"}],
        "columns":["name","<Supplier.Company>","<Supplier.Lead time in days>","<Supplier.Least order>"]"#,
    ),
];

const SHOP_DESK: DashboardRow = dashboard(
    "Returns and stock",
    r#"{"key":1,"title":"Returns under way","form":"Number","width":4,"height":2,"chart":{"object":"<Return>","filter":{"Field":{"path":["<Return.State>"],"operator":"AnyOf","values":[{"Text":"Announced"},{"Text":"Received"}]}}}},
    {"key":2,"title":"Refunded","form":"Number","width":4,"height":2,"chart":{"object":"<Return>","measure":{"Sum":"<Return.Refund>"},"filter":{"Field":{"path":["<Return.State>"],"operator":"AnyOf","values":[{"Text":"Refunded"}]}}}},
    {"key":3,"title":"Products to reorder","form":"Number","width":4,"height":2,"chart":{"object":"product","filter":{"Field":{"path":["<product.To reorder>"],"operator":"True","values":[]}}}},
    {"key":4,"title":"Why things come back","form":"Rows","chart":{"object":"<Return>","by":{"path":["<Return.Reason>"]}}},
    {"key":5,"title":"Refunds by month","form":"Area","chart":{"object":"<Return>","measure":{"Sum":"<Return.Refund>"},"by":{"path":["<Return.Received on>"],"unit":"Month"}}},
    {"key":6,"title":"Products to reorder","form":"List","width":12,"chart":{"object":"product","filter":{"Field":{"path":["<product.To reorder>"],"operator":"True","values":[]}}},"fields":["<product.In stock>","<product.Reorder at>","<product.Supplier>"],"sort":[{"field":"<product.In stock>","direction":"Ascending"}]}"#,
);

const TELECOM: [ViewRow; 3] = [
    view(
        "Line",
        "Contracts that end soon",
        r#""filter":{"All":[{"Field":{"path":["<Line.State>"],"operator":"AnyOf","values":[{"Text":"Active"}]}},
        {"Field":{"path":["<Line.Contract until>"],"operator":"InNext","values":[],"span":{"count":90,"unit":"Day"}}}]},
        "sort":[{"field":"<Line.Contract until>","direction":"Ascending"}],
        "columns":["name","<Line.Customer>","<Line.Technology>","<Line.Contract until>","<Line.Days until renewal>"]"#,
    ),
    view(
        "Outage",
        "Outages by state",
        r#""layout":"Board","group":"<Outage.State>","card":["<Outage.Region>","<Outage.Lines affected>"]"#,
    ),
    view(
        "ticket",
        "Technician on site",
        r#""filter":{"All":[{"Field":{"path":["<ticket.Technician on site>"],"operator":"True","values":[]}},
        {"Field":{"path":["status"],"operator":"NoneOf","values":[{"Text":"solved"},{"Text":"closed"}]}}]},
        "sort":[{"field":"due","direction":"Ascending"}],
        "columns":["subject","requester","<ticket.Line>","<ticket.Outage>","priority","due","<ticket.Time on site>"]"#,
    ),
];

const TELECOM_DESK: DashboardRow = dashboard(
    "Lines and outages",
    r#"{"key":1,"title":"Outages not solved","form":"Number","width":4,"height":2,"chart":{"object":"<Outage>","filter":{"Field":{"path":["<Outage.State>"],"operator":"NoneOf","values":[{"Text":"Solved"}]}}}},
    {"key":2,"title":"Lines affected","form":"Number","width":4,"height":2,"chart":{"object":"<Outage>","measure":{"Sum":"<Outage.Lines affected>"},"filter":{"Field":{"path":["<Outage.State>"],"operator":"NoneOf","values":[{"Text":"Solved"}]}}}},
    {"key":3,"title":"Tickets with a technician on site","form":"Number","width":4,"height":2,"chart":{"object":"ticket","filter":{"Field":{"path":["<ticket.Technician on site>"],"operator":"True","values":[]}}}},
    {"key":4,"title":"Lines by technology","form":"Donut","chart":{"object":"<Line>","by":{"path":["<Line.Technology>"]}}},
    {"key":5,"title":"Contracts by the month of their end","form":"Bar","chart":{"object":"<Line>","by":{"path":["<Line.Contract until>"],"unit":"Month"}}},
    {"key":6,"title":"Tickets by outage","form":"Rows","chart":{"object":"ticket","by":{"path":["<ticket.Outage>"]}}},
    {"key":7,"title":"Contracts that end soon","form":"List","chart":{"object":"<Line>","filter":{"Field":{"path":["<Line.Contract until>"],"operator":"InNext","values":[],"span":{"count":90,"unit":"Day"}}}},"fields":["<Line.Customer>","<Line.Technology>","<Line.Contract until>"],"sort":[{"field":"<Line.Contract until>","direction":"Ascending"}]}"#,
);

const NONPROFIT: [ViewRow; 4] = [
    view(
        "Donation",
        "Donations of this year",
        r#""filter":{"Field":{"path":["<Donation.Received on>"],"operator":"InThis","values":[],"span":{"count":1,"unit":"Year"}}},
        "sort":[{"field":"<Donation.Received on>","direction":"Descending"}],
        "columns":["name","<Donation.Donor>","<Donation.Organisation>","<Donation.Received on>","<Donation.Amount>","<Donation.Purpose>"],
        "rows":{"field":"<Donation.Received on>"},"aggregates":[{"Sum":"<Donation.Amount>"}]"#,
    ),
    view(
        "Donation",
        "Receipts to send",
        r#""filter":{"Field":{"path":["<Donation.Receipt sent>"],"operator":"False","values":[]}},
        "sort":[{"field":"<Donation.Received on>","direction":"Ascending"}],
        "columns":["name","<Donation.Donor>","<Donation.Amount>","<Donation.Received on>","<Donation.Receipt sent>"]"#,
    ),
    view(
        "Volunteer shift",
        "Who helps when",
        r#""layout":"Calendar","date":"<Volunteer shift.Day>","card":["<Volunteer shift.Volunteer>","<Volunteer shift.Role>"]"#,
    ),
    view(
        "Grant",
        "Grants by state",
        r#""layout":"Board","group":"<Grant.State>","card":["<Grant.Funder>","<Grant.Left to spend>","<Grant.Report due>"]"#,
    ),
];

const NONPROFIT_DESK: DashboardRow = dashboard(
    "Donations and grants",
    r#"{"key":1,"title":"Donated this year","form":"Number","width":4,"height":2,"chart":{"object":"<Donation>","measure":{"Sum":"<Donation.Amount>"},"filter":{"Field":{"path":["<Donation.Received on>"],"operator":"InThis","values":[],"span":{"count":1,"unit":"Year"}}}}},
    {"key":2,"title":"Receipts to send","form":"Number","width":4,"height":2,"chart":{"object":"<Donation>","filter":{"Field":{"path":["<Donation.Receipt sent>"],"operator":"False","values":[]}}}},
    {"key":3,"title":"Hours of volunteers this month","form":"Number","width":4,"height":2,"chart":{"object":"<Volunteer shift>","measure":{"Sum":"<Volunteer shift.Hours>"},"filter":{"Field":{"path":["<Volunteer shift.Day>"],"operator":"InThis","values":[],"span":{"count":1,"unit":"Month"}}}}},
    {"key":4,"title":"Donations by month","form":"Area","chart":{"object":"<Donation>","measure":{"Sum":"<Donation.Amount>"},"by":{"path":["<Donation.Received on>"],"unit":"Month"}}},
    {"key":5,"title":"What donations are for","form":"Donut","chart":{"object":"<Donation>","measure":{"Sum":"<Donation.Amount>"},"by":{"path":["<Donation.Purpose>"]}}},
    {"key":6,"title":"Left to spend by grant","form":"Rows","chart":{"object":"<Grant>","measure":{"Sum":"<Grant.Left to spend>"},"by":{"path":["<Grant.Funder>"]}}},
    {"key":7,"title":"Reports that are due","form":"List","chart":{"object":"<Grant>","filter":{"Field":{"path":["<Grant.State>"],"operator":"AnyOf","values":[{"Text":"Granted"}]}}},"fields":["<Grant.Funder>","<Grant.Report due>","<Grant.Left to spend>"],"sort":[{"field":"<Grant.Report due>","direction":"Ascending"}]}"#,
);
