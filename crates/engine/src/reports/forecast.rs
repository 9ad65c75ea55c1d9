//! The pipeline and what it will bring: weighted, played forward from stage history, and beside it won revenue as a series.

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Records, ReportQuery, Term, Topic};
use insight::forecast::{
    ForecastError, Method, OpenDeal, Outlook, PastStay, PipelineError, PipelineForecast, backtest, forecast, pipeline,
};
use model::{Filter, Operator, Unit, Value, order};

use super::behind::{any_of, between, deals_decided, deals_in, deals_that_are, of_pipeline, orders_sold};
use super::book::{Book, NO_STAGE};
use super::changes;
use super::periods::{first_day, per_year, period_of};
use super::won::{WonSeries, won};
use super::{Making, Step, chance, count, deals, line, part, pipeline_of, sheet, term};
use crate::computed::Outcome;
use crate::reader::Reader;

/// Draws times deals of one simulation: about a tenth of a second in a browser.
const WORK: usize = 4_000_000;
/// Draws of one simulation: more change nothing that is seen.
const DRAWS: (usize, usize) = (200, 4_000);
/// Every device draws the same.
const SEED: u64 = 0x6b69_7468;
/// Steps of the past that are drawn.
const SHOWN: i32 = 24;
/// Past steps for which is told what would have been said.
const CHECKED: i32 = 6;
/// Confidence of the limits of a series: as P10 and P90, so that the two can be compared.
const CONFIDENCE: f64 = 0.8;

pub(super) const STEPS: [Step; 5] = [
    |making, reader| {
        let Making { query, report, .. } = making;
        for (object, field) in [("deal", "value"), ("order", "total")] {
            report.fields.push((object.into(), field.into()));
        }
        report.goal = crate::commands::setting(reader.workspace, GOAL).unwrap_or_default();
        let (look, book, won) = looked(reader, query);
        report.day = book.today;
        let outlook = look.outlook(&book);
        report.parts.push(look.figures(&book, &won, &outlook));
        report.parts.push(look.simulation(&book, &won, &outlook));
        true
    },
    |making, reader| {
        let (look, _, won) = looked(reader, &making.query);
        making.report.parts.push(look.series(&won));
        true
    },
    |making, reader| {
        let Making { query, before, report, .. } = making;
        let (look, book, won) = looked(reader, query);
        report.parts.push(look.accuracy(&book, &won));
        report.parts.extend(changes::parts(reader, query, &book, before));
        report.parts.push(look.rates(&book));
        true
    },
    |_, reader| chance::learn(reader),
    |making, reader| {
        making.report.parts.extend(chance::parts(reader));
        true
    },
];

/// How the person looks at it, at which deals, and what was won.
fn looked<'a>(reader: Reader<'a>, query: &'a ReportQuery) -> (Look<'a>, Book<'a>, WonSeries) {
    let unit = if query.unit == Unit::Quarter { Unit::Quarter } else { Unit::Month };
    let orders = query.field.as_ref().is_some_and(|(object, _)| *object == *"order");
    let book = Book::seen(reader, pipeline_of(reader, query));
    let now = period_of(book.today, unit);
    let won = won(reader, &book, unit, orders);
    let ahead = i32::from(query.ahead.clamp(1, 24))
        .div_euclid(if unit == Unit::Quarter { 3 } else { 1 })
        .max(1);
    let look = Look {
        reader,
        query,
        today: book.today,
        unit,
        now,
        ahead,
        orders,
    };
    (look, book, won)
}

fn draws(open: usize, work: usize) -> u32 {
    (work / open.max(1)).clamp(DRAWS.0, DRAWS.1) as u32
}

fn cannot(error: PipelineError) -> Reason {
    match error {
        PipelineError::TooLittleHistory { found, least } => Reason::TooFew(found as u32, least as u32),
        PipelineError::Impossible { .. } | PipelineError::Horizon => Reason::Numbers,
    }
}

fn no_series(error: ForecastError) -> Reason {
    match error {
        ForecastError::TooShort { found, least } => Reason::TooFew(found as u32, least as u32),
        _ => Reason::Numbers,
    }
}

/// What was drawn for the open deals.
struct Drawn {
    found: Result<PipelineForecast, Reason>,
    open: usize,
    draws: u32,
    decided: usize,
}

/// How the person looks at it.
struct Look<'a> {
    reader: Reader<'a>,
    query: &'a ReportQuery,
    today: i32,
    unit: Unit,
    now: i32,
    ahead: i32,
    orders: bool,
}

impl Look<'_> {
    fn period(&self, period: i32) -> Label {
        Label::Period(first_day(period, self.unit), self.unit)
    }

    fn days(&self, field: &str, period: i32) -> Filter {
        between(field, first_day(period, self.unit), first_day(period + 1, self.unit) - 1)
    }

    fn records_won(&self, period: i32) -> Option<Records> {
        if self.orders {
            return Some(("order".into(), orders_sold().and(self.days("date", period))));
        }
        deals(deals_that_are("won", self.query.pipeline).and(self.days("closed_on", period)))
    }

    fn orders_until(&self, period: i32) -> Option<Records> {
        let days = Filter::field("date", Operator::Less, vec![Value::Date(first_day(period, self.unit))]);
        Some(("order".into(), orders_sold().and(days)))
    }

    fn open_deals(&self) -> Option<Records> {
        deals(deals_that_are("open", self.query.pipeline))
    }

    /// Open deals that are expected in a step; late ones are expected now.
    fn expected(&self, period: i32) -> Option<Records> {
        let days = if period == self.now {
            let last = first_day(period + 1, self.unit) - 1;
            Filter::field("expected_close", Operator::AtMost, vec![Value::Date(last)])
        } else {
            self.days("expected_close", period)
        };
        deals(deals_that_are("open", self.query.pipeline).and(days))
    }

    /// Ends of the steps from the current one on, in days from today.
    fn ends(&self) -> Vec<f64> {
        (0..=self.ahead)
            .map(|step| f64::from(first_day(self.now + step + 1, self.unit) - 1 - self.today))
            .collect()
    }

    fn outlook(&self, book: &Book<'_>) -> Drawn {
        let (_, open) = book.open_on(self.today + 1);
        let stays = book.stays(self.today + 1);
        let draws = draws(open.len(), WORK);
        Drawn {
            found: pipeline(&stays, &open, &self.ends(), draws, SEED).map_err(cannot),
            open: open.len(),
            draws,
            decided: book.deals.iter().filter(|deal| deal.closed.is_some()).count(),
        }
    }

    fn figures(&self, book: &Book<'_>, won: &WonSeries, drawn: &Drawn) -> Part {
        let amount = |minor: f64| self.reader.amount(minor);
        let open = book.deals.iter().filter(|deal| deal.outcome == Outcome::Open);
        let (mut sum, mut weighted, mut open_deals, mut no_amount) = (0.0, 0.0, 0, 0);
        for deal in open {
            open_deals += 1;
            match deal.value {
                Some(minor) => {
                    sum += minor as f64;
                    weighted += minor as f64 * book.chance(deal);
                }
                None => no_amount += 1,
            }
        }
        let empty = || Cell::Empty;
        let mut lines = vec![
            term(
                Term::OpenDeals,
                vec![amount(sum), empty(), empty(), count(open_deals)],
                self.open_deals(),
            ),
            term(
                Term::Weighted,
                vec![amount(weighted), empty(), empty(), count(open_deals)],
                self.open_deals(),
            ),
        ];
        if let Ok(found) = &drawn.found {
            let Outlook { p10, p50, p90, .. } = found.total;
            let cells = vec![amount(p50), amount(p10), amount(p90), count(drawn.open)];
            lines.push(term(Term::Likely, cells, self.open_deals()));
        }
        let so_far = won.sum(self.now);
        let cells = vec![amount(so_far), empty(), empty(), count(won.count(self.now))];
        lines.push(term(Term::WonThisMonth, cells, self.records_won(self.now)));
        if let Some(goal) = self.goal() {
            let (first, next) = (first_day(self.now, self.unit), first_day(self.now + 1, self.unit));
            let gone = f64::from(self.today - first + 1) / f64::from(next - first);
            let pace = goal * gone;
            lines.push(term(Term::Goal, vec![amount(goal), empty(), empty(), empty()], None));
            lines.push(term(
                Term::Pace,
                vec![amount(pace), empty(), empty(), empty()],
                self.records_won(self.now),
            ));
        }
        let facts = vec![Fact::Deals(open_deals as u32), Fact::NoAmount(no_amount), Fact::Draws(drawn.draws)];
        let heads = [Head::Amount, Head::Low, Head::High, Head::Count];
        part(Topic::Pipeline, facts, Ok(sheet(Form::Figures, 0, &heads, lines)))
    }

    /// The goal of a step in minor units: kept as a setting of the workspace, in major units of the base currency for a month.
    fn goal(&self) -> Option<f64> {
        let text = crate::commands::setting(self.reader.workspace, GOAL)?;
        let goal = text.trim().parse::<f64>().ok().filter(|goal| *goal > 0.0 && goal.is_finite())?;
        let months = if self.unit == Unit::Quarter { 3.0 } else { 1.0 };
        Some(goal * months * f64::from(10u32.pow(self.reader.moment.base.exponent())))
    }

    fn simulation(&self, book: &Book<'_>, won: &WonSeries, drawn: &Drawn) -> Part {
        let mut facts = vec![
            Fact::Deals(drawn.open as u32),
            Fact::Decided(drawn.decided as u32),
            Fact::Draws(drawn.draws),
        ];
        let said = drawn.found.as_ref().map_err(|reason| *reason).map(|found| {
            facts.push(Fact::FromAllStages(found.from_all_stages as u32));
            let mut weighted = vec![0.0; found.steps.len()];
            for deal in book.deals.iter().filter(|deal| deal.outcome == Outcome::Open) {
                if let (Some(day), Some(value)) = (deal.expected, deal.value) {
                    // What is expected in the past is late: it can still come now.
                    let step = usize::try_from(period_of(day, self.unit) - self.now).unwrap_or(0);
                    if let Some(sum) = weighted.get_mut(step) {
                        *sum += value as f64 * book.chance(deal);
                    }
                }
            }
            let money = |minor: f64| self.reader.amount(minor);
            // Only deals of the chosen pipeline were ever open in it: what came is theirs, whatever the series shows.
            let came = if self.orders { None } else { Some(won) };
            let past = (self.now - self.ahead.max(6)..self.now).filter_map(|period| {
                let cells = vec![money(came?.sum(period)), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
                Some(line(self.period(period), cells, self.records_won(period)))
            });
            let coming = found.steps.iter().zip(&weighted).enumerate().map(|(step, (outlook, weighted))| {
                let so_far = if step == 0 {
                    came.map_or(0.0, |won| won.sum(self.now))
                } else {
                    0.0
                };
                let cells = vec![
                    Cell::Empty,
                    money(outlook.p50 + so_far),
                    money(outlook.p10 + so_far),
                    money(outlook.p90 + so_far),
                    money(*weighted),
                ];
                // Every open deal may be won in any step: of the draws all are behind it.
                line(self.period(self.now + step as i32), cells, self.open_deals()).with_behind(4, self.expected(self.now + step as i32))
            });
            let lines = past.chain(coming).collect();
            let heads = [Head::Actual, Head::P50, Head::P10, Head::P90, Head::Weighted];
            sheet(Form::Band, 4, &heads, lines)
        });
        part(Topic::Simulation, facts, said)
    }

    fn series(&self, won: &WonSeries) -> Part {
        let history = won.until(self.now);
        let period = if history.len() >= 2 * per_year(self.unit) {
            per_year(self.unit)
        } else {
            1
        };
        let mut facts = vec![
            Fact::Sales(won.counts.iter().sum::<usize>() as u32),
            Fact::Months(history.len() as u32),
            Fact::NoAmount(won.no_amount),
            Fact::NoDay(won.no_day),
        ];
        // A forecast of two or three values is their last one repeated: nothing to show as a finding.
        let said = if history.len() < LEAST {
            Err(Reason::TooFew(history.len() as u32, LEAST as u32))
        } else {
            forecast(history, period, self.ahead as usize + 1, Method::Auto, CONFIDENCE).map_err(no_series)
        };
        let said = said.map(|found| {
            for (method, fact) in [(Method::Auto, Fact::Error as fn(u32) -> Fact), (Method::Naive, Fact::NaiveError)] {
                if let Ok(test) = backtest(history, period, 1, CHECKED as usize, method, CONFIDENCE) {
                    facts.push(fact(test.accuracy.smape.round() as u32));
                }
            }
            let money = |minor: f64| self.reader.amount(minor);
            let past = (self.now - SHOWN..self.now).filter(|period| *period >= won.first).map(|period| {
                let cells = vec![
                    money(won.sum(period)),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Empty,
                    count(won.count(period)),
                ];
                line(self.period(period), cells, self.records_won(period))
            });
            let coming = found.points.iter().enumerate().map(|(step, point)| {
                let (low, high) = found
                    .interval
                    .as_ref()
                    .and_then(|limits| limits.get(step))
                    .copied()
                    .unwrap_or((f64::NAN, f64::NAN));
                let limit = |minor: f64| if minor.is_nan() { Cell::Empty } else { money(minor) };
                let cells = vec![Cell::Empty, money(*point), limit(low), limit(high), Cell::Empty];
                let period = self.now + step as i32;
                let records = match (step, self.orders) {
                    (0, _) => self.records_won(period),
                    // Nobody knows orders to come: behind them stand those that the series is continued from.
                    (_, true) => self.orders_until(self.now),
                    (_, false) => self.expected(period),
                };
                line(self.period(period), cells, records)
            });
            let lines = past.chain(coming).collect();
            let heads = [Head::Actual, Head::Expected, Head::Low, Head::High, Head::Count];
            sheet(Form::Band, 4, &heads, lines)
        });
        part(Topic::Series, facts, said)
    }

    /// For each of the last steps: what would have been said at its start, with nothing known that came later, and what came.
    fn accuracy(&self, book: &Book<'_>, won: &WonSeries) -> Part {
        let mut lines = Vec::new();
        let (mut within, mut told) = (0, 0);
        let mut reason = Reason::Nothing;
        for period in self.now - CHECKED..self.now {
            let (start, next) = (first_day(period, self.unit), first_day(period + 1, self.unit));
            let (places, open) = book.open_on(start);
            let drawn = self.drawn_then(&book.stays(start), &open, f64::from(next - 1 - start));
            let outlook = match drawn {
                Ok(outlook) => outlook,
                Err(why) => {
                    reason = why;
                    continue;
                }
            };
            let came: f64 = places
                .iter()
                .zip(&open)
                .filter(|(place, _)| {
                    let deal = &book.deals[**place];
                    deal.outcome == Outcome::Won && deal.closed.is_some_and(|closed| closed < next)
                })
                .map(|(_, deal)| deal.amount)
                .sum();
            let inside = (outlook.p10..=outlook.p90).contains(&came);
            told += 1;
            within += u32::from(inside);
            let history = won.until(period);
            let season = if history.len() >= 2 * per_year(self.unit) {
                per_year(self.unit)
            } else {
                1
            };
            let series = (history.len() >= LEAST)
                .then(|| forecast(history, season, 1, Method::Auto, CONFIDENCE).ok())
                .flatten()
                .and_then(|found| found.points.first().copied());
            let money = |minor: f64| self.reader.amount(minor);
            let cells = vec![
                money(came),
                money(outlook.p50),
                money(outlook.p10),
                money(outlook.p90),
                Cell::Bool(inside),
                series.map_or(Cell::Empty, money),
                money(won.sum(period)),
            ];
            lines.push(line(self.period(period), cells, self.records_won(period)));
        }
        let facts = vec![Fact::Within(within, told)];
        let heads = [
            Head::Actual,
            Head::P50,
            Head::P10,
            Head::P90,
            Head::Within,
            Head::SeriesSaid,
            Head::AllWon,
        ];
        let said = if lines.is_empty() {
            Err(reason)
        } else {
            Ok(sheet(Form::Table, 0, &heads, lines))
        };
        part(Topic::Accuracy, facts, said)
    }

    fn drawn_then(&self, stays: &[PastStay], open: &[OpenDeal], days: f64) -> Result<Outlook, Reason> {
        let found = pipeline(stays, open, &[days], draws(open.len(), WORK / 4), SEED).map_err(cannot)?;
        Ok(found.total)
    }

    /// Of the deals that were in each stage, how many were won, and how long the rest of their way was.
    fn rates(&self, book: &Book<'_>) -> Part {
        let decided = book.deals.iter().filter(|deal| deal.outcome != Outcome::Open).count();
        let facts = vec![Fact::Decided(decided as u32)];
        let (stages, rates) = book.rates();
        let mut days: Vec<Vec<f64>> = vec![Vec::new(); stages.len()];
        for stay in book
            .stays(self.today + 1)
            .into_iter()
            .filter(|stay| stay.won == Some(true) && stay.stage != NO_STAGE)
        {
            if let Ok(place) = stages.binary_search(&stay.stage) {
                days[place].push(stay.days);
            }
        }
        let mut lines: Vec<(f64, Line)> = Vec::new();
        for (place, &stage) in stages.iter().enumerate() {
            let rate = rates.stage(place);
            if rate.closed == 0 {
                continue;
            }
            let (low, high) = rate.interval();
            days[place].sort_unstable_by(f64::total_cmp);
            let median = days[place]
                .get(days[place].len() / 2)
                .map_or(Cell::Empty, |days| Cell::Int(*days as i64));
            let link = crate::query::cells::link(self.reader, stage);
            let id = link.id;
            let cells = vec![
                Cell::Percent(100.0 * f64::from(rate.won) / f64::from(rate.closed)),
                Cell::Percent(100.0 * low),
                Cell::Percent(100.0 * high),
                Cell::Int(i64::from(rate.won)),
                Cell::Int(i64::from(rate.closed)),
                median,
            ];
            let of = deals_in(&[id]).and(of_pipeline(self.query.pipeline));
            let decided = of.clone().and(deals_decided(None));
            let rank = book.stage(stage).map_or(f64::INFINITY, |stage| stage.rank);
            let told =
                line(Label::Cell(Cell::Text(link.label)), cells, deals(decided)).with_behind(3, deals(of.and(any_of("status", ["won"]))));
            lines.push((rank, told));
        }
        order::sort_by(&mut lines, |one, other| one.0.total_cmp(&other.0));
        let heads = [Head::WinRate, Head::Low, Head::High, Head::Won, Head::Decided, Head::Days];
        let said = if lines.is_empty() {
            Err(Reason::TooFew(decided as u32, 1))
        } else {
            Ok(sheet(Form::Rows, 1, &heads, lines.into_iter().map(|(_, line)| line).collect()))
        };
        part(Topic::StageRates, facts, said)
    }
}

/// Fewest steps that are over before a series is continued.
const LEAST: usize = 6;
/// The setting that holds the goal of a month.
const GOAL: &str = "goal";
