//! How long reports take on a large sample: `cargo run --release -p engine --example report_speed [contacts]`.

use std::time::Instant;

use bridge::report::{ReportQuery, Subject};
use engine::computed::{Computed, Moment};
use engine::reader::Reader;
use engine::reports;
use engine::sample::{Plan, generate};
use engine::workspace::Workspace;
use model::{ActorId, Currency, Intent};

const TODAY: i32 = 20_600;

fn main() {
    let contacts = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(100_000);
    let moment = Moment {
        now_millis: i64::from(TODAY) * 86_400_000 + 43_200_000,
        today: TODAY,
        zone: &model::zone::UTC,
        week_starts_on: 0,
        base: Currency::EUR,
    };
    let mut workspace = Workspace::new(ActorId(1));
    for ops in generate(workspace.schema(), Plan::new(1, contacts, TODAY, Currency::EUR)) {
        workspace.commit(Intent::default(), ops, moment.now_millis as u64);
    }
    for table in workspace.tables().iter().filter(|table| !table.is_empty()) {
        println!("{:>9} {}", table.alive().count(), table.object);
    }
    let mut computed = Computed::default();
    let fields = reports::computed(&workspace);
    let start = Instant::now();
    computed.refresh(&workspace, &fields, moment);
    println!("{:>9.1} ms for computed fields", start.elapsed().as_secs_f64() * 1000.0);
    for subject in [Subject::Forecast, Subject::Products, Subject::Feedback, Subject::Trends] {
        let reader = Reader {
            workspace: &workspace,
            computed: &computed,
            moment,
        };
        for time in ["first", "again"] {
            let start = Instant::now();
            let report = reports::report(reader, &ReportQuery::about(subject), &[]);
            let millis = start.elapsed().as_secs_f64() * 1000.0;
            println!("{millis:>9.1} ms {subject:?}, {time}: {} parts", report.parts.len());
        }
    }
}
