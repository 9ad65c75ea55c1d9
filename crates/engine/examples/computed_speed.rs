//! Prints how long computed fields take over 100,000 contacts, 1,000,000 activities and 300,000 orders: the first time,
//! and after an edit of one record. Run with `cargo run --release -p engine --example computed_speed`.

use std::hint::black_box;
use std::time::Instant;

use engine::computed::{Computed, Moment};
use engine::workspace::Workspace;
use model::{ActorId, Block, Currency, Intent, Life, Money, Op, RecordId, Value};

const CONTACTS: usize = 100_000;
const COMPANIES: usize = 20_000;
const DEALS: usize = 20_000;
const ACTIVITIES: usize = 1_000_000;
const ORDERS: usize = 300_000;
const LINES: usize = 900_000;
const PRODUCTS: usize = 500;
const TASKS: usize = 50_000;
const TICKETS: usize = 20_000;
const MESSAGES: usize = 60_000;
const TODAY: i32 = 20_000;
const NOW: i64 = TODAY as i64 * 86_400_000 + 40_000_000;
const ROUNDS: usize = 9;

/// A SplitMix64 generator: repeatable, and good enough for a benchmark.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) as usize % bound
    }

    /// A few get much more than the rest, as in life.
    fn skewed(&mut self, bound: usize) -> usize {
        let most = 1 + self.below(bound);
        self.below(most)
    }
}

fn id(object: u128, index: usize) -> RecordId {
    RecordId::v7((NOW - 400 * 86_400_000) as u64, object << 40 | index as u128)
}

struct World {
    workspace: Workspace,
    random: Random,
}

impl World {
    fn rows(&mut self, object: &str, number: u128, count: usize, columns: Vec<(&str, Block)>) {
        let columns = columns.into_iter().map(|(key, block)| (key.into(), block)).collect();
        let records = (0..count).map(|index| id(number, index)).collect();
        let op = Op::Rows {
            object: object.into(),
            records,
            columns,
        };
        self.workspace.commit(Intent::default(), vec![op], NOW as u64);
    }

    fn refs(&mut self, number: u128, targets: usize, count: usize, every: usize) -> Block {
        let ids = (0..targets).map(|index| id(number, index)).collect();
        let codes = (0..count)
            .map(|index| {
                if index % every == 0 {
                    self.random.skewed(targets) as u32
                } else {
                    u32::MAX
                }
            })
            .collect();
        Block::Ref { ids, codes }
    }

    fn times(&mut self, count: usize) -> Block {
        Block::Int((0..count).map(|_| NOW - self.random.below(700) as i64 * 86_400_000).collect())
    }

    fn days(&mut self, count: usize, ahead: i64) -> Block {
        Block::Int(
            (0..count)
                .map(|_| i64::from(TODAY) + ahead - self.random.below(90) as i64)
                .collect(),
        )
    }

    fn words(&mut self, count: usize, words: &[&str]) -> Block {
        let codes = (0..count).map(|_| self.random.below(words.len()) as u32).collect();
        Block::Word {
            words: words.iter().map(|&word| word.to_owned()).collect(),
            codes,
        }
    }

    fn money(&mut self, count: usize, most: usize) -> Block {
        let minor = (0..count).map(|_| 100 + self.random.below(most) as i64).collect();
        Block::Money {
            minor,
            currency: vec![0; count],
            currencies: vec![Currency::EUR],
        }
    }

    fn numbers(&mut self, count: usize, most: usize) -> Block {
        Block::Float((0..count).map(|_| self.random.below(most) as f64).collect())
    }

    fn build() -> Self {
        let mut world = Self {
            workspace: Workspace::new(ActorId::new(1, 0)),
            random: Random(1),
        };
        let company = world.refs(2, COMPANIES, CONTACTS, 1);
        world.rows("contact", 1, CONTACTS, vec![("company", company)]);
        let country = Block::Text {
            lengths: vec![2; COMPANIES],
            bytes: "NL".repeat(COMPANIES),
        };
        world.rows("company", 2, COMPANIES, vec![("country", country)]);
        let price = world.money(PRODUCTS, 50_000);
        world.rows("product", 9, PRODUCTS, vec![("price", price)]);
        let outcome = Block::Word {
            words: ["open", "won", "lost"].map(str::to_owned).to_vec(),
            codes: vec![0, 0, 0, 1, 2],
        };
        world.rows(
            "stage",
            8,
            5,
            vec![
                ("outcome", outcome),
                ("probability", Block::Float(vec![10.0, 40.0, 70.0, 100.0, 0.0])),
            ],
        );
        let columns = vec![
            ("stage", world.refs(8, 5, DEALS, 1)),
            ("value", world.money(DEALS, 5_000_000)),
            ("contact", world.refs(1, CONTACTS, DEALS, 1)),
            ("company", world.refs(2, COMPANIES, DEALS, 1)),
            ("stage_since", world.times(DEALS)),
            ("closed_on", world.days(DEALS, 0)),
        ];
        world.rows("deal", 3, DEALS, columns);
        let columns = vec![
            ("at", world.times(ACTIVITIES)),
            ("contact", world.refs(1, CONTACTS, ACTIVITIES, 1)),
            ("company", world.refs(2, COMPANIES, ACTIVITIES, 2)),
            ("deal", world.refs(3, DEALS, ACTIVITIES, 3)),
        ];
        world.rows("activity", 4, ACTIVITIES, columns);
        let columns = vec![
            ("date", world.times(ORDERS)),
            (
                "status",
                world.words(ORDERS, &["placed", "paid", "shipped", "shipped", "cancelled"]),
            ),
            ("contact", world.refs(1, CONTACTS, ORDERS, 1)),
            ("company", world.refs(2, COMPANIES, ORDERS, 2)),
            ("amount", world.money(ORDERS, 100_000)),
        ];
        world.rows("order", 5, ORDERS, columns);
        // Three lines an order, one order after the other, as imports bring them.
        let order = Block::Ref {
            ids: (0..ORDERS).map(|index| id(5, index)).collect(),
            codes: (0..LINES as u32).map(|line| line / 3).collect(),
        };
        let columns = vec![
            ("order", order),
            ("product", world.refs(9, PRODUCTS, LINES, 1)),
            ("quantity", world.numbers(LINES, 9)),
            ("unit_price", world.money(LINES, 20_000)),
        ];
        world.rows("line", 6, LINES, columns);
        let columns = vec![
            ("status", world.words(TASKS, &["open", "done", "done"])),
            ("due", world.days(TASKS, 30)),
            ("contact", world.refs(1, CONTACTS, TASKS, 1)),
            ("deal", world.refs(3, DEALS, TASKS, 2)),
        ];
        world.rows("task", 7, TASKS, columns);
        let columns = vec![
            ("status", world.words(TICKETS, &["new", "open", "solved", "closed"])),
            ("requester", world.refs(1, CONTACTS, TICKETS, 1)),
            ("company", world.refs(2, COMPANIES, TICKETS, 2)),
        ];
        world.rows("ticket", 10, TICKETS, columns);
        let columns = vec![("at", world.times(MESSAGES)), ("ticket", world.refs(10, TICKETS, MESSAGES, 1))];
        world.rows("message", 11, MESSAGES, columns);
        world
    }
}

fn moment() -> Moment {
    Moment {
        now_millis: NOW,
        today: TODAY,
        offset_minutes: 0,
        base: Currency::EUR,
    }
}

fn fields(workspace: &Workspace, object: &str, keys: &[&str]) -> Vec<(u16, u16)> {
    let table = workspace.table(object).expect("a built-in object");
    keys.iter()
        .map(|key| (table.number, table.field(key).expect("a built-in field")))
        .collect()
}

/// Best and median in milliseconds: on a machine that has other things to do, the best says most.
fn summary(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    format!("{:>9.3} ms {:>9.3} ms", times[0], times[times.len() / 2])
}

fn first_time(workspace: &Workspace, name: &str, wanted: &[(u16, u16)], before: &[(u16, u16)]) {
    let times = (0..ROUNDS).map(|_| {
        let mut computed = Computed::default();
        computed.refresh(workspace, before, moment());
        let begun = Instant::now();
        computed.refresh(workspace, wanted, moment());
        black_box(computed.column(wanted[0].0, wanted[0].1));
        begun.elapsed().as_secs_f64() * 1e3
    });
    println!("{name:<58} {}", summary(times.collect()));
}

fn set(object: &str, record: RecordId, field: &str, value: Value) -> Op {
    Op::Set {
        object: object.into(),
        record,
        field: field.into(),
        value: Some(value),
    }
}

fn main() {
    let begun = Instant::now();
    let mut world = World::build();
    println!(
        "built in {:.1} s: {CONTACTS} contacts, {ACTIVITIES} activities, {ORDERS} orders of {LINES} lines\n",
        begun.elapsed().as_secs_f64()
    );
    let workspace = &world.workspace;
    let totals = fields(workspace, "order", &["total"]);
    let customers = fields(workspace, "contact", &["revenue"]);

    println!("the first time");
    for (object, field) in [
        ("contact", "last_activity"),
        ("company", "last_activity"),
        ("deal", "last_activity"),
        ("contact", "next_step"),
    ] {
        first_time(workspace, &format!("{object}.{field}"), &fields(workspace, object, &[field]), &[]);
    }
    for field in ["open_deals", "open_tickets"] {
        first_time(workspace, &format!("contact.{field}"), &fields(workspace, "contact", &[field]), &[]);
    }
    first_time(workspace, "company.contacts", &fields(workspace, "company", &["contacts"]), &[]);
    first_time(workspace, "product.orders", &fields(workspace, "product", &["orders"]), &[]);
    first_time(workspace, "line.total", &fields(workspace, "line", &["total"]), &[]);
    first_time(workspace, "order.total", &totals, &[]);
    first_time(
        workspace,
        "contact.orders, revenue, last_order, given order totals",
        &customers,
        &totals,
    );
    first_time(
        workspace,
        "contact RFM scores and segment, given revenue",
        &fields(workspace, "contact", &["rfm_segment"]),
        &customers,
    );
    first_time(
        workspace,
        "deal: all of its stage, days and quiet days",
        &fields(workspace, "deal", &["weighted", "quiet_days"]),
        &[],
    );
    first_time(
        workspace,
        "activity.created and updated",
        &fields(workspace, "activity", &["created"]),
        &[],
    );
    let view = fields(workspace, "contact", &["last_activity", "rfm_segment", "revenue"]);
    first_time(workspace, "the first table of contacts", &view, &[]);

    println!("\nafter an edit of one record: noted and brought up to date, with everything below in use");
    let mut all = fields(
        workspace,
        "contact",
        &["last_activity", "next_step", "rfm_segment", "revenue", "open_deals", "open_tickets"],
    );
    all.extend(fields(
        workspace,
        "company",
        &["last_activity", "revenue", "contacts", "open_deals"],
    ));
    all.extend(fields(workspace, "deal", &["weighted", "quiet_days", "next_step"]));
    all.extend(fields(workspace, "order", &["total"]));
    all.extend(fields(workspace, "line", &["total"]));
    all.extend(fields(workspace, "product", &["orders"]));
    let without_scores = all
        .iter()
        .copied()
        .filter(|field| !fields(workspace, "contact", &["rfm_segment"]).contains(field))
        .collect::<Vec<_>>();
    let mut computed = Computed::default();
    computed.refresh(workspace, &all, moment());
    let begun = Instant::now();
    computed.warm_up(workspace);
    println!(
        "{:<58} {:>9.3} ms, {:.0} MB in all",
        "(building indexes when idle)",
        begun.elapsed().as_secs_f64() * 1e3,
        computed.memory() as f64 / 1e6
    );

    let new = |round: usize| id(4, ACTIVITIES + round);
    type Edit<'a> = (&'a str, Box<dyn Fn(usize) -> Vec<Op>>);
    let edits: Vec<Edit<'_>> = vec![
        (
            "contact: a new role",
            Box::new(|round| vec![set("contact", id(1, round), "job_title", "Director".into())]),
        ),
        (
            "contact: to another company",
            Box::new(|round| vec![set("contact", id(1, round), "company", id(2, round + 99).into())]),
        ),
        (
            "contact: into the bin",
            Box::new(|round| {
                vec![Op::Life {
                    object: "contact".into(),
                    life: Life::Trashed,
                    records: vec![id(1, round + 500)],
                }]
            }),
        ),
        (
            "activity: a new call",
            Box::new(move |round| {
                vec![
                    set("activity", new(round), "at", Value::Time(NOW)),
                    set("activity", new(round), "contact", id(1, round * 31).into()),
                    set("activity", new(round), "deal", id(3, round * 31).into()),
                ]
            }),
        ),
        (
            "activity: another time",
            Box::new(|round| vec![set("activity", id(4, round * 7_919), "at", Value::Time(NOW - 5))]),
        ),
        (
            "activity: with another contact",
            Box::new(|round| vec![set("activity", id(4, round * 7_919), "contact", id(1, round).into())]),
        ),
        (
            "activity: into the bin",
            Box::new(|round| {
                vec![Op::Life {
                    object: "activity".into(),
                    life: Life::Trashed,
                    records: vec![id(4, round * 104_729)],
                }]
            }),
        ),
        (
            "task: done",
            Box::new(|round| vec![set("task", id(7, round * 13), "status", "done".into())]),
        ),
        (
            "deal: another stage",
            Box::new(|round| vec![set("deal", id(3, round * 17), "stage", id(8, round % 5).into())]),
        ),
        (
            "order: cancelled",
            Box::new(|round| vec![set("order", id(5, round * 313), "status", "cancelled".into())]),
        ),
        (
            "line: another quantity",
            Box::new(|round| vec![set("line", id(6, round * 1_013), "quantity", Value::Number(3.0))]),
        ),
        (
            "line: another price",
            Box::new(|round| {
                vec![set(
                    "line",
                    id(6, round * 1_013),
                    "unit_price",
                    Money::new(999, Currency::EUR).into(),
                )]
            }),
        ),
    ];
    for (name, edit) in edits {
        for (wanted, with) in [(&without_scores, ""), (&all, ", with scores")] {
            let times = (0..ROUNDS).map(|round| {
                let offset = if with.is_empty() { 0 } else { ROUNDS };
                let committed = world.workspace.commit(Intent::default(), edit(round + offset), NOW as u64);
                let begun = Instant::now();
                computed.note(&world.workspace, &committed.outcome.effects);
                computed.refresh(&world.workspace, wanted, moment());
                let time = begun.elapsed().as_secs_f64() * 1e3;
                computed.refresh(&world.workspace, &all, moment());
                time
            });
            println!("{:<58} {}", format!("{name}{with}"), summary(times.collect()));
        }
    }
}
