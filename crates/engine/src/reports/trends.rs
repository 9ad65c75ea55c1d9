//! Trends: how far deals come and how fast, what separates won from lost, and what is out of the ordinary.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Report, ReportQuery, Term, Topic};
use insight::anomalies::{AnomalyError, anomalies};
use insight::differences::{DifferencesError, separates};
use insight::experiment::{Proportion, wilson_interval};
use insight::funnel::{Standing, funnel, velocity};
use model::{Filter, RecordId, Unit, order};

use super::behind::{any_of, between, deals_decided, deals_in, deals_that_are, not, of_pipeline};
use super::book::{Book, Deal};
use super::facets::{Data, Facet, facets};
use super::periods::{first_day, per_year, period_of};
use super::{Making, Step, count, deals, line, part, pipeline_of, retention, sheet, term};
use crate::computed::Outcome;
use crate::query::cells;
use crate::reader::Reader;

/// Fields of deals that say where they stand.
pub(super) const STAGED: [&str; 2] = ["stage", "own_probability"];
/// The same, and what is asked when a deal is lost.
const OUTCOMES: [&str; 4] = ["stage", "own_probability", "lost_reason", "competitor"];
/// References whose fields describe a deal, too.
pub(super) const THROUGH: [&str; 2] = ["company", "contact"];
/// Adjusted probability of chance up to which a difference is shown.
const CHANCE: f64 = 0.05;
/// Differences that are shown.
const SHOWN: usize = 15;
/// Decided deals that a group needs to have a share of its own.
const GROUP: usize = 5;

pub(super) const STEPS: [Step; 4] = [
    |making, reader| {
        let Making { query, report, .. } = making;
        let book = Book::seen(reader, pipeline_of(reader, query));
        report.day = book.today;
        report.parts.push(course(reader, &book));
        report.parts.push(speed(reader, query, &book));
        true
    },
    |making, reader| {
        outcomes(reader, &making.query, &mut making.report);
        true
    },
    |making, reader| {
        making.report.parts.extend(retention::parts(reader, unit(&making.query)));
        true
    },
    |making, reader| {
        let book = Book::seen(reader, pipeline_of(reader, &making.query));
        making.report.parts.push(unusual(reader, &book, &making.query, unit(&making.query)));
        true
    },
];

fn unit(query: &ReportQuery) -> Unit {
    if query.unit == Unit::Quarter { Unit::Quarter } else { Unit::Month }
}

/// What goes with winning and losing.
fn outcomes(reader: Reader<'_>, query: &ReportQuery, report: &mut Report) {
    let book = Book::seen(reader, pipeline_of(reader, query));
    let decided: Vec<&Deal> = book.deals.iter().filter(|deal| deal.outcome != Outcome::Open).collect();
    let rows: Vec<u32> = decided.iter().map(|deal| deal.row).collect();
    let won: Vec<bool> = decided.iter().map(|deal| deal.outcome == Outcome::Won).collect();
    let found = reader
        .table("deal")
        .map(|table| facets(reader, table, &rows, &OUTCOMES, &THROUGH))
        .unwrap_or_default();
    report.parts.push(win_loss(reader, query, &found, &won));
    let groups = found
        .iter()
        .filter(|facet| matches!(facet.data, Data::Labels(_)) && won.len() >= GROUP);
    let mut groups: Vec<&Facet> = groups.collect();
    order::sort_by_key(&mut groups, |facet| !facet.is_group(won.len(), GROUP));
    for facet in groups {
        report.fields.push((facet.object.clone(), facet.key()));
    }
    let chosen = |facet: &&Facet| match &query.field {
        Some((object, field)) => facet.object == *object && facet.key() == *field,
        None => facet.is_group(won.len(), GROUP),
    };
    if let Some(facet) = found.iter().find(chosen) {
        report.parts.push(win_by(reader, query, facet, &won));
    }
}

/// How many deals reached each stage of a pipeline, and went on. Without a pipeline that of most deals is told.
fn course(reader: Reader<'_>, book: &Book<'_>) -> Part {
    let mut stages: Vec<(u32, f64, u32)> = Vec::new();
    for deal in &book.deals {
        for handle in book.way(deal).map(|entry| entry.stage).chain([deal.stage]) {
            let Some(stage) = book.stage(handle).filter(|stage| stage.outcome == Outcome::Open) else {
                continue;
            };
            if !stages.iter().any(|(known, ..)| *known == handle) {
                stages.push((handle, stage.rank, stage.pipeline));
            }
        }
    }
    let pipelines: Vec<u32> = book
        .deals
        .iter()
        .filter_map(|deal| Some(book.stage(deal.stage)?.pipeline))
        .collect();
    let most = stages
        .iter()
        .map(|stage| stage.2)
        .max_by_key(|pipeline| pipelines.iter().filter(|of| *of == pipeline).count());
    stages.retain(|stage| Some(stage.2) == most);
    order::sort_by(&mut stages, |one, other| one.1.total_cmp(&other.1));
    let (mut furthest, mut standing) = (Vec::new(), Vec::new());
    for deal in book
        .deals
        .iter()
        .filter(|deal| book.stage(deal.stage).map(|stage| stage.pipeline) == most)
    {
        let place = |handle: u32| stages.iter().position(|(known, ..)| *known == handle);
        let reached = book.way(deal).map(|entry| entry.stage).chain([deal.stage]).filter_map(place).max();
        furthest.push(reached.unwrap_or(0) as u32);
        standing.push(match deal.outcome {
            Outcome::Open => Standing::Open,
            Outcome::Won => Standing::Won,
            Outcome::Lost => Standing::Lost,
        });
    }
    let facts = vec![Fact::Stages(stages.len() as u32), Fact::AllDeals(furthest.len() as u32)];
    if stages.is_empty() || furthest.is_empty() {
        return part(Topic::Funnel, facts, Err(Reason::Nothing));
    }
    let Ok(found) = funnel(&furthest, &standing, stages.len()) else {
        return part(Topic::Funnel, facts, Err(Reason::Numbers));
    };
    let share = |share: Option<f64>| share.map_or(Cell::Empty, |share| Cell::Percent(100.0 * share));
    let links: Vec<_> = stages.iter().map(|(handle, ..)| cells::link(reader, *handle)).collect();
    let ids: Vec<RecordId> = links.iter().map(|link| link.id).collect();
    let of = of_pipeline(
        reader
            .table("stage")
            .and_then(|table| pipeline_behind(reader, table, stages.first()?.0)),
    );
    // Who won has passed all stages, and every deal has come as far as the first.
    let reached = |place: usize| match place {
        0 => of.clone(),
        place => of
            .clone()
            .and(Filter::Any(vec![any_of("status", ["won"]), deals_in(&ids[place..])])),
    };
    let came_to = |place: usize, status: &str| {
        let here = reached(place).and(any_of("status", [status]));
        match &ids[place + 1..] {
            [] => here,
            further => here.and(not(deals_in(further))),
        }
    };
    let steps = found.iter().zip(links).enumerate().map(|(place, (step, link))| {
        let cells = vec![
            Cell::Int(step.reached as i64),
            share(step.conversion),
            share(step.interval.map(|limits| limits.0)),
            share(step.interval.map(|limits| limits.1)),
            Cell::Int(step.lost as i64),
            Cell::Int(step.open as i64),
        ];
        line(Label::Cell(Cell::Text(link.label)), cells, deals(reached(place)))
            .with_behind(4, deals(came_to(place, "lost")))
            .with_behind(5, deals(came_to(place, "open")))
    });
    let won = standing.iter().filter(|standing| **standing == Standing::Won).count();
    let mut end = vec![count(won)];
    end.resize(6, Cell::Empty);
    let lines = steps
        .chain([term(Term::Won, end, deals(any_of("status", ["won"]).and(of.clone())))])
        .collect();
    let heads = [Head::Reached, Head::WentOn, Head::Low, Head::High, Head::Lost, Head::StillThere];
    part(Topic::Funnel, facts, Ok(sheet(Form::Funnel, 1, &heads, lines)))
}

fn speed(reader: Reader<'_>, query: &ReportQuery, book: &Book<'_>) -> Part {
    let (mut won, mut amounts, mut days) = (Vec::new(), Vec::new(), Vec::new());
    let mut no_day = 0;
    for deal in book.deals.iter().filter(|deal| deal.outcome != Outcome::Open) {
        match deal.opened.zip(deal.closed).filter(|(opened, closed)| opened <= closed) {
            Some((opened, closed)) => {
                won.push(deal.outcome == Outcome::Won);
                amounts.push(deal.value.unwrap_or_default());
                days.push(closed - opened);
            }
            None => no_day += 1,
        }
    }
    let facts = vec![Fact::Decided(won.len() as u32), Fact::NoDay(no_day)];
    let said = match velocity(&won, &amounts, &days) {
        Ok(Some(found)) => {
            let figure = |kind: Term, cell: Cell, records| term(kind, vec![cell], records);
            let won = deals(deals_that_are("won", query.pipeline));
            let decided = deals(deals_decided(query.pipeline));
            let lines = vec![
                figure(Term::Velocity, reader.amount(found.per_deal_and_day), decided.clone()),
                figure(Term::WinRate, Cell::Percent(100.0 * found.win_rate), decided),
                figure(Term::MeanWon, reader.amount(found.mean_amount), won.clone()),
                figure(Term::MeanDays, Cell::Number(found.mean_days.round()), won),
            ];
            Ok(sheet(Form::Figures, 0, &[Head::Value], lines))
        }
        Ok(None) => Err(Reason::TooFew(0, 1)),
        Err(_) => Err(Reason::Numbers),
    };
    part(Topic::Velocity, facts, said)
}

/// What separates won from lost, with as many comparisons in mind as were made.
fn win_loss(reader: Reader<'_>, query: &ReportQuery, facets: &[Facet], won: &[bool]) -> Part {
    let compared: Vec<_> = facets.iter().map(Facet::compared).collect();
    let mut facts = vec![Fact::Decided(won.len() as u32)];
    let said = separates(&compared, won);
    let said = said
        .map_err(|error| match error {
            DifferencesError::TooFew { with, without } => Reason::OneSided(with as u32, without as u32, 5),
            DifferencesError::NoSpread => Reason::NothingVaries,
            DifferencesError::Rows { .. } => Reason::Numbers,
        })
        .and_then(|found| {
            facts.push(Fact::Comparisons(found.len() as u32));
            let lines: Vec<Line> = found
                .iter()
                .filter(|difference| difference.p_adjusted <= CHANCE)
                .take(SHOWN)
                .map(|difference| {
                    let facet = &facets[difference.field];
                    let (value, with, without) = match difference.label {
                        Some(level) => (
                            facet.level(reader, level),
                            Cell::Percent(100.0 * difference.with),
                            Cell::Percent(100.0 * difference.without),
                        ),
                        None => (
                            Cell::Empty,
                            facet.number(reader, difference.with),
                            facet.number(reader, difference.without),
                        ),
                    };
                    let of = |filter: Filter| match difference.label {
                        Some(level) => facet.records(level).map(|own| own.and(filter)),
                        None => Some(facet.known().and(filter)),
                    };
                    line(
                        Label::Field(facet.object.clone(), facet.key(), value),
                        vec![
                            with,
                            without,
                            Cell::Number(difference.effect),
                            Cell::Percent(100.0 * difference.p_adjusted),
                            Cell::Int(difference.records as i64),
                        ],
                        of(deals_decided(query.pipeline)).and_then(deals),
                    )
                    .with_behind(0, of(deals_that_are("won", query.pipeline)).and_then(deals))
                    .with_behind(1, of(deals_that_are("lost", query.pipeline)).and_then(deals))
                })
                .collect();
            if lines.is_empty() {
                return Err(Reason::NothingStandsOut);
            }
            let heads = [Head::Won, Head::Lost, Head::Effect, Head::Adjusted, Head::Count];
            Ok(sheet(Form::Table, 0, &heads, lines))
        });
    part(Topic::WinLoss, facts, said)
}

/// The share won by the values of one field.
fn win_by(reader: Reader<'_>, query: &ReportQuery, facet: &Facet, won: &[bool]) -> Part {
    let facts = vec![Fact::Decided(won.len() as u32)];
    let Data::Labels(labels) = &facet.data else {
        return part(Topic::WinBy, facts, Err(Reason::NothingVaries));
    };
    let mut counts: Vec<(u64, u64)> = Vec::new();
    for (&level, &won) in labels.iter().zip(won).filter(|(level, _)| **level != insight::classify::NO_LEVEL) {
        if counts.len() <= level as usize {
            counts.resize(level as usize + 1, (0, 0));
        }
        counts[level as usize].0 += u64::from(won);
        counts[level as usize].1 += 1;
    }
    let mut lines: Vec<(f64, Line)> = Vec::new();
    for (level, &(successes, n)) in counts.iter().enumerate().filter(|(_, (_, n))| *n >= GROUP as u64) {
        let Ok((low, high)) = wilson_interval(Proportion { successes, n }, 0.95) else {
            continue;
        };
        let rate = successes as f64 / n as f64;
        let cells = vec![
            Cell::Percent(100.0 * rate),
            Cell::Percent(100.0 * low),
            Cell::Percent(100.0 * high),
            Cell::Int(successes as i64),
            Cell::Int(n as i64),
        ];
        let label = Label::Field(facet.object.clone(), facet.key(), facet.level(reader, level as u32));
        let of = |filter: Filter| facet.records(level as u32).map(|own| own.and(filter)).and_then(deals);
        let told = line(label, cells, of(deals_decided(query.pipeline))).with_behind(3, of(deals_that_are("won", query.pipeline)));
        lines.push((rate, told));
    }
    order::sort_by(&mut lines, |one, other| other.0.total_cmp(&one.0));
    let heads = [Head::WinRate, Head::Low, Head::High, Head::Won, Head::Decided];
    let said = if lines.is_empty() {
        Err(Reason::TooFew(won.len() as u32, GROUP as u32))
    } else {
        Ok(sheet(
            Form::Rows,
            1,
            &heads,
            lines.into_iter().take(SHOWN).map(|(_, line)| line).collect(),
        ))
    };
    part(Topic::WinBy, facts, said)
}

/// The pipeline of a stage.
fn pipeline_behind(reader: Reader<'_>, stages: &crate::table::Table, stage: u32) -> Option<RecordId> {
    let row = reader.workspace.handles().place(stage)?.row;
    stages.reference(row, stages.field("pipeline")?).map(|handle| reader.id(handle))
}

/// Steps in which more or less was won, or more or fewer deals were opened, than is usual.
fn unusual(reader: Reader<'_>, book: &Book<'_>, query: &ReportQuery, unit: Unit) -> Part {
    let now = period_of(book.today, unit);
    let mut lines: Vec<(i32, Line)> = Vec::new();
    let mut reason = Reason::NothingStandsOut;
    let mut known = 0;
    let days = |deal: &Deal, opened: bool| if opened { deal.opened } else { deal.closed };
    for opened in [true, false] {
        let counted = book.deals.iter().filter(|deal| opened || deal.outcome == Outcome::Won);
        let days: Vec<(i32, f64)> = counted
            .filter_map(|deal| {
                let amount = if opened { 1.0 } else { deal.value? as f64 };
                Some((period_of(days(deal, opened)?, unit), amount))
            })
            .filter(|(period, _)| *period < now && *period > now - 240)
            .collect();
        let Some(first) = days.iter().map(|(period, _)| *period).min() else {
            reason = Reason::Nothing;
            continue;
        };
        let mut values = vec![0.0; (now - first) as usize];
        for (period, amount) in days {
            values[(period - first) as usize] += amount;
        }
        known = known.max(values.len());
        let season = if values.len() >= 3 * per_year(unit) { per_year(unit) } else { 1 };
        match anomalies(&values, season) {
            Ok(judged) => {
                for (place, judged) in judged.iter().enumerate().filter(|(_, judged)| judged.is_outlier()) {
                    let period = first + place as i32;
                    let (start, end) = (first_day(period, unit), first_day(period + 1, unit) - 1);
                    let shown = |value: f64| {
                        if opened {
                            Cell::Int(value.round() as i64)
                        } else {
                            reader.amount(value)
                        }
                    };
                    let (kind, filter) = if opened {
                        (Term::New, between("opened_on", start, end).and(of_pipeline(query.pipeline)))
                    } else {
                        (
                            Term::Won,
                            deals_that_are("won", query.pipeline).and(between("closed_on", start, end)),
                        )
                    };
                    let cells = vec![
                        shown(values[place]),
                        shown(judged.expected),
                        Cell::Number(judged.score.clamp(-99.0, 99.0)),
                    ];
                    lines.push((period, line(Label::InPeriod(kind, start, unit), cells, deals(filter))));
                }
            }
            Err(AnomalyError::TooShort { found, least }) => reason = Reason::TooFew(found as u32, least as u32),
            Err(_) => reason = Reason::Numbers,
        }
    }
    order::sort_by_key(&mut lines, |(period, _)| std::cmp::Reverse(*period));
    let facts = vec![Fact::Months(known as u32)];
    let heads = [Head::Actual, Head::Usual, Head::Unusual];
    let said = if lines.is_empty() {
        Err(reason)
    } else {
        Ok(sheet(
            Form::Table,
            0,
            &heads,
            lines.into_iter().take(SHOWN).map(|(_, line)| line).collect(),
        ))
    };
    part(Topic::Anomalies, facts, said)
}
