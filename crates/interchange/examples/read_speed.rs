//! How fast a file is read: `cargo run --release -p interchange --example read_speed -- [FILE]`.
//!
//! Without a file it makes 100,000 people in 16 columns. Each figure is the best of seven runs, in processor time where the
//! system tells it (so that a busy machine does not matter), else in wall time.

use std::fmt::Write;
use std::time::Instant;

use interchange::csv::{Overrides, RowScan, detect};
use interchange::decode::Decoder;
use interchange::mapping::propose;
use interchange::table::{LoadOptions, Loading, Sheet};
use interchange::typed::{Edits, Reader};
use model::Schema;
use model::validate::ParseContext;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (name, bytes) = match std::env::args().nth(1) {
        Some(path) => (path.clone(), std::fs::read(path)?),
        None => ("people.csv".to_owned(), people(100_000).into_bytes()),
    };
    let megabytes = bytes.len() as f64 / 1e6;
    let report = |what: &str, millis: f64, rows: u32| {
        println!(
            "{what:24} {millis:8.1} ms {:8.0} MB/s {:9.0} rows/ms",
            megabytes / millis * 1e3,
            f64::from(rows) / millis
        );
    };

    let text = decode(&bytes);
    let dialect = detect(&text, &Overrides::default());
    let columns = Some(usize::from(dialect.columns));
    let sheet = load(&name, &bytes);
    let rows = sheet.rows();
    println!("{name}: {megabytes:.1} MB, {rows} rows, {} columns", sheet.columns.len());

    report("decode", best(|| decode(&bytes)), rows);
    report("find rows", best(|| scan(&text, &dialect, columns)), rows);
    report("load (with profiles)", best(|| load(&name, &bytes)), rows);

    let schema = Schema::built_in();
    let base = ParseContext::default();
    report("propose a mapping", best(|| propose(&sheet, &schema, &base)), rows);
    let mapping = propose(&sheet, &schema, &base).mapping;
    let mut slowest = 0.0_f64;
    let mut problems = 0;
    let typed = best(|| {
        let mut reader = Reader::new(&sheet, &mapping, &schema).expect("proposals fit their table");
        problems = 0;
        loop {
            let begin = Moment::now();
            let Some(slice) = reader.step(&sheet, &Edits::default(), 4096) else {
                break;
            };
            slowest = slowest.max(begin.millis());
            problems += slice.problems.len() + slice.skipped.len();
        }
    });
    report("typed rows", typed, rows);
    println!("object {}, {problems} problems, slowest slice {slowest:.1} ms", mapping.object);
    Ok(())
}

fn best<T>(mut work: impl FnMut() -> T) -> f64 {
    let runs = (0..7).map(|_| {
        let begin = Moment::now();
        std::hint::black_box(work());
        begin.millis()
    });
    runs.fold(f64::INFINITY, f64::min)
}

/// Processor time used so far, or the wall clock.
enum Moment {
    Processor(f64),
    Wall(Instant),
}

impl Moment {
    fn now() -> Self {
        processor_millis().map_or_else(|| Moment::Wall(Instant::now()), Moment::Processor)
    }

    fn millis(&self) -> f64 {
        match self {
            Moment::Processor(begin) => processor_millis().unwrap_or(*begin) - begin,
            Moment::Wall(begin) => begin.elapsed().as_secs_f64() * 1e3,
        }
    }
}

fn processor_millis() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|nanos| nanos / 1e6)
}

fn decode(bytes: &[u8]) -> String {
    let mut decoder = Decoder::new(None, bytes.len());
    for chunk in bytes.chunks(1 << 20) {
        decoder.push(chunk).expect("it is text");
    }
    decoder.finish().expect("it is text").text
}

fn scan(text: &str, dialect: &interchange::csv::Dialect, columns: Option<usize>) -> usize {
    let mut scan = RowScan::new(dialect.syntax, columns, dialect.first_row as usize, usize::MAX, 0, 1);
    while !scan.step(text, 1 << 20) {}
    scan.index().len()
}

fn load(name: &str, bytes: &[u8]) -> Sheet {
    let mut loading = Loading::new(LoadOptions {
        name: name.to_owned(),
        size: Some(bytes.len() as u64),
        ..LoadOptions::default()
    })
    .expect("within limits");
    for chunk in bytes.chunks(1 << 20) {
        loading.push(chunk).expect("it is text");
    }
    loading.end_of_input().expect("it is text");
    while !loading.step(1 << 20).expect("all was pushed").done {}
    loading.finish().expect("it is done")
}

/// People whose values are spread by a fixed linear congruence.
fn people(rows: u32) -> String {
    let given = ["Ada", "Grace", "José", "Noor", "Yuki", "Olga", "Kwame", "Zoë"];
    let family = [
        "Lovelace",
        "Hopper",
        "van den Berg",
        "Müller",
        "Tanaka",
        "Ivanova",
        "Mensah",
        "O'Brien",
    ];
    let mut text = String::from(
        "record_id,first_name,last_name,email,phone,company,job_title,street,city,postcode,country,birthdate,customer_since,lead_source,language,notes\n",
    );
    let mut state = 1_u32;
    let mut next = |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    for row in 0..rows {
        let (first, last) = (given[next(8) as usize], family[next(8) as usize]);
        writeln!(
            text,
            "{row},{first},{last},{}.{row}@example{}.org,+49 30 {:07},Company {} GmbH,Head of {},{} Main Street,City {},{:05},Germany,{}-{:02}-{:02},20{:02}-0{}-1{},{},en,\"Met at fair {}, wants a call\"",
            first.to_lowercase().replace(['é', 'ë'], "e"),
            next(50),
            next(9_999_999),
            next(20_000),
            next(300),
            next(999),
            next(3_000),
            next(99_999),
            1940 + next(65),
            next(12) + 1,
            next(28) + 1,
            next(24),
            next(9) + 1,
            next(9),
            ["ads", "event", "referral", "web"][next(4) as usize],
            next(100),
        )
        .expect("writing to a string cannot fail");
    }
    text
}
