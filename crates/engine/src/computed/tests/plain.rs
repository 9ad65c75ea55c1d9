//! Computed fields once more, plainly: every value from all records by definition, without columns, indexes or passes.

use std::collections::{BTreeMap, BTreeSet};

use insight::rfm::{FrequencyRule, MISSING_AMOUNT, MISSING_DAY, NO_CUSTOMER, PurchaseEvents, RfmTable};
use model::{Money, RecordId, Value};

use crate::computed::fixture::Fixture;
use crate::computed::{Moment, Rates};

/// A record in use.
type Fields = BTreeMap<String, Value>;

/// All records in use, by object and id.
pub(super) struct Plain {
    records: BTreeMap<String, BTreeMap<RecordId, Fields>>,
    moment: Moment,
    rates: Rates,
}

impl Plain {
    pub(super) fn of(world: &Fixture) -> Self {
        let mut records: BTreeMap<String, BTreeMap<RecordId, Fields>> = BTreeMap::new();
        let handles = world.workspace.handles();
        for table in world.workspace.tables() {
            let of_object = records.entry(table.object.to_string()).or_default();
            for row in table.alive().rows() {
                let number = |key: &model::FieldKey| table.field(key).expect("a field of its own table");
                let fields = table
                    .fields()
                    .iter()
                    .filter_map(|field| Some((field.key.to_string(), table.value(row, number(&field.key), handles)?)));
                // The primary value alone stands under a key of its own.
                let primary = table
                    .fields()
                    .iter()
                    .filter_map(|field| Some((format!("={}", field.key), table.register(row, number(&field.key), handles)?)));
                of_object.insert(table.id(row, handles), fields.chain(primary).collect());
            }
        }
        Self {
            records,
            moment: world.moment,
            rates: world.rates(),
        }
    }

    fn all(&self, object: &str) -> impl Iterator<Item = (RecordId, &Fields)> {
        self.records.get(object).into_iter().flatten().map(|(&id, fields)| (id, fields))
    }

    fn one(&self, object: &str, id: Option<RecordId>) -> Option<&Fields> {
        self.records.get(object)?.get(&id?)
    }

    /// The value of a computed field; scores are in [`Plain::scores`].
    pub(super) fn value(&self, object: &str, id: RecordId, field: &str) -> Option<Value> {
        let own = self.one(object, Some(id))?;
        let today = i64::from(self.moment.today);
        let count = |count: usize| Some(Value::Int(count as i64));
        match field {
            "last_activity" => self.last_activity(object, id).map(Value::Time),
            "next_step" => self
                .all("task")
                .filter(|(_, task)| points(task, object, id) && self.is_step(task))
                .filter_map(|(_, task)| date(task, "due"))
                .min()
                .map(Value::Date),
            "orders" if object == "product" => {
                let lines = self.all("line").filter(|(_, line)| points(line, "product", id));
                let orders = lines
                    .filter_map(|(_, line)| reference(line, "order"))
                    .filter(|&order| self.one("order", Some(order)).is_some_and(placed));
                count(orders.collect::<BTreeSet<_>>().len())
            }
            "orders" => count(
                self.all("order")
                    .filter(|(_, order)| reference(order, object) == Some(id) && placed(order))
                    .count(),
            ),
            "revenue" => {
                let amounts = self
                    .sales()
                    .filter(|sale| sale.customer(object) == Some(id))
                    .filter_map(|sale| sale.minor)
                    .collect::<Vec<_>>();
                let sum = (!amounts.is_empty()).then(|| amounts.into_iter().map(i128::from).sum::<i128>())?;
                Some(Value::Money(Money::new(sum.try_into().ok()?, self.moment.base)))
            }
            "last_order" => {
                let orders = self
                    .all("order")
                    .filter(|(_, order)| reference(order, object) == Some(id) && placed(order));
                orders.filter_map(|(_, order)| self.day(order, "date")).max().map(Value::Date)
            }
            "open_deals" => count(
                self.all("deal")
                    .filter(|(_, deal)| points(deal, object, id) && self.status(deal) == Some("open"))
                    .count(),
            ),
            "open_tickets" => {
                let link = if object == "contact" { "requester" } else { "company" };
                count(
                    self.all("ticket")
                        .filter(|(_, ticket)| points(ticket, link, id) && !matches!(word(ticket, "status"), Some("solved" | "closed")))
                        .count(),
                )
            }
            "contacts" => count(self.all("contact").filter(|(_, contact)| points(contact, "company", id)).count()),
            "pipeline" => self.stage(own).and_then(|stage| stage.get("pipeline").cloned()),
            "status" => self.status(own).map(Value::from),
            "probability" => self.probability(own).map(Value::Number),
            "weighted" => match (own.get("value"), self.probability(own)) {
                (Some(Value::Money(money)), Some(percent)) => {
                    // Whole percents in these tests: hundredths, rounded half away from zero.
                    let product = i128::from(money.minor) * percent as i128;
                    let rounded = (product.abs() + 50) / 100 * product.signum();
                    Some(Value::Money(Money::new(rounded.try_into().ok()?, money.currency)))
                }
                _ => None,
            },
            "days_in_stage" => {
                let closed = matches!(self.status(own), Some("won" | "lost"))
                    .then(|| date(own, "closed_on"))
                    .flatten();
                let entered = self.day(own, "stage_since").or(closed)?;
                Some(Value::Int((today - i64::from(entered)).max(0)))
            }
            "quiet_days" => {
                if self.status(own) != Some("open") {
                    return None;
                }
                let made = Some(self.moment.day_of(id.created_millis()?));
                let last = self.last_activity(object, id).map(|at| self.moment.day_of(at));
                let newest = [made, last, self.day(own, "stage_since"), date(own, "opened_on")]
                    .into_iter()
                    .flatten()
                    .max()?;
                Some(Value::Int((today - i64::from(newest)).max(0)))
            }
            "total" if object == "line" => line_total(own).map(Value::Money),
            "total" => self.order_total(id, own).map(Value::Money),
            _ => panic!("no plain definition of {object}.{field}"),
        }
    }

    /// RFM scores and segment of every record of an object that has them.
    pub(super) fn scores(&self, object: &str) -> BTreeMap<RecordId, [Value; 4]> {
        let ids = self.all(object).map(|(id, _)| id).collect::<Vec<_>>();
        let (mut customer_of, mut days, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
        for sale in self.sales() {
            let position = ids.iter().position(|&id| sale.customer(object) == Some(id));
            customer_of.push(position.map_or(NO_CUSTOMER, |position| position as u32));
            days.push(sale.day.unwrap_or(MISSING_DAY));
            amounts.push(sale.minor.unwrap_or(MISSING_AMOUNT));
        }
        let events = PurchaseEvents {
            customer_of: &customer_of,
            day: &days,
            amount: &amounts,
        };
        let table = RfmTable::from_events(ids.len(), self.moment.today, FrequencyRule::Orders, &[events]).expect("columns of one length");
        let scored = ids.iter().zip(&table.placement).filter_map(|(&id, placement)| {
            let scores = placement.scores()?;
            let int = |score: u8| Value::Int(i64::from(score));
            Some((
                id,
                [
                    int(scores.recency()),
                    int(scores.frequency()),
                    int(scores.monetary()),
                    scores.cell().name().into(),
                ],
            ))
        });
        scored.collect()
    }

    fn last_activity(&self, object: &str, id: RecordId) -> Option<i64> {
        let activities = self
            .all("activity")
            .filter(|(_, activity)| points(activity, object, id))
            .filter_map(|(_, activity)| time(activity, "at"));
        let link = match object {
            "contact" => "requester",
            "company" => "company",
            _ => "",
        };
        let messages = self.all("message").filter(|(_, message)| {
            let ticket = self.one("ticket", reference(message, "ticket"));
            word(message, "visibility") != Some("internal") && ticket.is_some_and(|ticket| points(ticket, link, id))
        });
        activities
            .chain(messages.filter_map(|(_, message)| time(message, "at")))
            .filter(|&at| at <= self.moment.now_millis)
            .max()
    }

    fn is_step(&self, task: &Fields) -> bool {
        word(task, "status") != Some("done") && date(task, "snoozed_until").is_none_or(|until| until <= self.moment.today)
    }

    fn stage(&self, deal: &Fields) -> Option<&Fields> {
        self.one("stage", reference(deal, "stage"))
    }

    fn status(&self, deal: &Fields) -> Option<&'static str> {
        let stage = self.stage(deal)?;
        Some(match word(stage, "outcome") {
            Some("won") => "won",
            Some("lost") => "lost",
            _ => "open",
        })
    }

    fn probability(&self, deal: &Fields) -> Option<f64> {
        let number = |fields: &Fields, key: &str| match fields.get(key) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        };
        match self.status(deal) {
            Some("won") => Some(100.0),
            Some("lost") => Some(0.0),
            _ => number(deal, "own_probability").or_else(|| number(self.stage(deal)?, "probability")),
        }
    }

    fn day(&self, fields: &Fields, key: &str) -> Option<i32> {
        time(fields, key).map(|at| self.moment.day_of(at))
    }

    fn order_total(&self, id: RecordId, order: &Fields) -> Option<Money> {
        let totals = self
            .all("line")
            .filter(|(_, line)| points(line, "order", id))
            .filter_map(|(_, line)| line_total(line))
            .collect::<Vec<_>>();
        let Some(first) = totals.first() else {
            return match order.get("amount") {
                Some(Value::Money(money)) => Some(*money),
                _ => None,
            };
        };
        if totals.iter().all(|total| total.currency == first.currency) {
            return Some(Money::new(totals.iter().map(|total| total.minor).sum(), first.currency));
        }
        let minors = totals
            .iter()
            .map(|&total| self.rates.to_base(total).ok())
            .collect::<Option<Vec<_>>>()?;
        Some(Money::new(minors.into_iter().sum(), self.moment.base))
    }

    fn sales(&self) -> impl Iterator<Item = Sale> {
        let base = |money: Option<Money>| money.and_then(|money| self.rates.to_base(money).ok());
        let orders = self.all("order").filter(|(_, order)| placed(order)).map(move |(id, order)| Sale {
            contact: reference(order, "contact"),
            company: reference(order, "company"),
            day: self.day(order, "date"),
            minor: base(self.order_total(id, order)),
        });
        let ordered = |id: RecordId| {
            self.all("order")
                .any(|(_, order)| reference(order, "deal") == Some(id) && word(order, "status") != Some("draft"))
        };
        let won = self
            .all("deal")
            .filter(move |&(id, deal)| self.status(deal) == Some("won") && !ordered(id));
        let deals = won.map(move |(_, deal)| Sale {
            contact: reference(deal, "contact"),
            company: reference(deal, "company"),
            day: date(deal, "closed_on"),
            minor: base(match deal.get("value") {
                Some(Value::Money(money)) => Some(*money),
                _ => None,
            }),
        });
        orders.chain(deals)
    }
}

struct Sale {
    contact: Option<RecordId>,
    company: Option<RecordId>,
    day: Option<i32>,
    minor: Option<i64>,
}

impl Sale {
    fn customer(&self, object: &str) -> Option<RecordId> {
        if object == "contact" { self.contact } else { self.company }
    }
}

/// Quantities and discounts are whole in these tests.
fn line_total(line: &Fields) -> Option<Money> {
    let Some(Value::Money(price)) = line.get("unit_price") else {
        return None;
    };
    let whole = |key: &str, default: i128| match line.get(key) {
        Some(Value::Number(number)) => *number as i128,
        _ => default,
    };
    let product = i128::from(price.minor) * whole("quantity", 1) * (100 - whole("discount", 0));
    let rounded = (product.abs() + 50) / 100 * product.signum();
    Some(Money::new(rounded.try_into().ok()?, price.currency))
}

fn placed(order: &Fields) -> bool {
    !matches!(word(order, "status"), Some("draft" | "cancelled" | "refunded"))
}

fn word<'a>(fields: &'a Fields, key: &str) -> Option<&'a str> {
    fields.get(key).and_then(Value::as_text)
}

fn date(fields: &Fields, key: &str) -> Option<i32> {
    match fields.get(key) {
        Some(Value::Date(day)) => Some(*day),
        _ => None,
    }
}

fn time(fields: &Fields, key: &str) -> Option<i64> {
    match fields.get(key) {
        Some(Value::Time(at)) => Some(*at),
        _ => None,
    }
}

/// The primary reference of a field, without further ones.
fn reference(fields: &Fields, key: &str) -> Option<RecordId> {
    fields.get(&format!("={key}")).and_then(Value::as_ref)
}

/// Whether a reference field, or its further values, point to a record.
fn points(fields: &Fields, key: &str, id: RecordId) -> bool {
    fields.get(key).is_some_and(|value| value.elements().contains(&Value::Ref(id)))
}
