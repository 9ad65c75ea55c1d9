//! Products: what is bought in one order, by the same customers, and next; and what was answered to proposals.

use std::rc::Rc;

use bridge::Cell;
use bridge::report::{Fact, Form, Head, Label, Line, Part, Reason, Records, Term, Topic};
use insight::basket::{Baskets, Mining, Thresholds, rules};
use insight::experiment::{Proportion, wilson_interval};
use insight::next_item::NextItems;
use insight::recommend::{Purchases, RelatedItems, RelationRules};
use insight::rfm::MISSING_DAY;
use model::{Filter, RecordId, Value, order};

use super::behind::{any_of, has, not, orders_sold};
use super::first::Members;
use super::proposals::Test;
use super::{Step, count, line, part, sheet, term};
use crate::computed::fields::words;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// Lines that are shown of each kind.
const SHOWN: usize = 15;
/// How often the second has to follow from the first to be a rule.
const CONFIDENCE: f64 = 0.2;
/// How many times as often as by chance a rule has to hold.
const LIFT: f64 = 1.1;
/// Products of a rule at most.
const PRODUCTS: usize = 3;
/// Sets that are looked at before the threshold is raised: some hundredths of a second.
const SETS: usize = 60_000;
/// Likely next products of which the first that is on sale is told.
const LIKELY: usize = 8;

/// What was sold, by customer and by order.
pub(super) struct Sold<'a> {
    reader: Reader<'a>,
    pub(super) products: &'a Table,
    pub(super) items: Rc<Items>,
}

/// What was sold, as plain numbers that are gathered once for all parts.
#[derive(Default)]
pub(super) struct Items {
    available: Vec<bool>,
    /// Of every item sold: the customer, the day, the sale and the product. By customer and time.
    pub(super) sold: Vec<(u32, i32, u32, u32)>,
    customers: usize,
    sales: usize,
}

/// What is kept between the slices of the report.
#[derive(Default)]
pub(super) struct Selling {
    items: Option<Rc<Items>>,
    test: Option<Test>,
}

pub(super) const STEPS: [Step; 6] = [
    |making, reader| {
        let sold = Sold::read(reader).filter(|sold| !sold.items.sold.is_empty());
        if sold.is_none() {
            making.report.parts.push(part(Topic::Bundles, Vec::new(), Err(Reason::Nothing)));
        }
        making.sold.items = sold.map(|sold| sold.items);
        true
    },
    |making, reader| {
        let part = making.sold.of(reader).map(|sold| sold.bundles(making.query.least));
        making.report.parts.extend(part);
        true
    },
    |making, reader| {
        let least = making.query.least;
        let parts = making.sold.of(reader).map(|sold| [sold.together(least), sold.next(least)]);
        making.report.parts.extend(parts.into_iter().flatten());
        true
    },
    |making, reader| {
        let test = making.sold.of(reader).map(|sold| sold.test());
        match test {
            Some(Ok(test)) => making.sold.test = Some(test),
            Some(Err(none)) => making.report.parts.push(none),
            None => {}
        }
        true
    },
    |making, _| making.sold.test.as_mut().is_none_or(Test::run),
    |making, reader| {
        let test = making.sold.test.take();
        let part = test.and_then(|test| Some(making.sold.of(reader)?.hits(test)));
        making.report.parts.extend(part);
        making.report.parts.push(decisions(reader));
        true
    },
];

impl Selling {
    fn of<'a>(&self, reader: Reader<'a>) -> Option<Sold<'a>> {
        Some(Sold {
            reader,
            products: reader.table("product")?,
            items: Rc::clone(self.items.as_ref()?),
        })
    }
}

impl<'a> Sold<'a> {
    pub(super) fn read(reader: Reader<'a>) -> Option<Self> {
        let products = reader.table("product")?;
        let contacts = reader.table("contact").map_or(0, Table::len);
        let companies = reader.table("company").map_or(0, Table::len);
        let purchases = reader.computed.purchases(reader.workspace, reader.moment);
        let mut items = Vec::with_capacity(purchases.item_sale.len());
        for (&sale, &product) in purchases.item_sale.iter().zip(&purchases.item_product) {
            let at = sale as usize;
            let customer = match (purchases.contact[at] as usize, purchases.company[at] as usize) {
                (contact, _) if contact < contacts => contact as u32,
                (_, company) if company < companies => (contacts + company) as u32,
                _ => insight::recommend::NOBODY,
            };
            if (product as usize) < products.len() {
                let day = if purchases.day[at] == MISSING_DAY {
                    i32::MIN
                } else {
                    purchases.day[at]
                };
                items.push((customer, day, sale, product));
            }
        }
        items.sort_unstable();
        items.dedup();
        let off_sale = |row: u32| {
            let field = products.field("active");
            field.is_some_and(|field| products.register(row, field, reader.workspace.handles()) == Some(Value::Bool(false)))
        };
        let available = (0..products.len() as u32)
            .map(|row| products.is_alive(row) && !off_sale(row))
            .collect();
        let items = Items {
            available,
            sold: items,
            customers: contacts + companies,
            sales: purchases.len(),
        };
        Some(Self {
            reader,
            products,
            items: Rc::new(items),
        })
    }

    /// Customers that may have bought: contacts, then companies.
    pub(super) fn customers(&self) -> usize {
        self.items.customers
    }

    /// Whether a product can be offered.
    pub(super) fn is_available(&self, product: u32) -> bool {
        self.items.available[product as usize]
    }

    /// Whether a customer is in a segment.
    pub(super) fn is_in(&self, customer: u32, segment: &Members) -> bool {
        let contacts = self.reader.table("contact").map_or(0, Table::len);
        let is_contact = (customer as usize) < contacts;
        let row = customer as usize - if is_contact { 0 } else { contacts };
        (segment.object == *"contact") == is_contact && row < segment.rows.len() && segment.rows.get(row)
    }

    /// Each customer with each product of the first purchase; of purchases without a day nobody knows whether they were the first.
    pub(super) fn first_purchases(&self) -> Vec<(u32, u32)> {
        let known = |item: &&(u32, i32, u32, u32)| item.0 != insight::recommend::NOBODY && item.1 > i32::MIN;
        let mut first = Vec::new();
        for items in self.items.sold.chunk_by(|one, other| one.0 == other.0) {
            let sale = items.iter().find(known).map(|item| item.2);
            let of_sale = items.iter().filter(known).filter(|item| Some(item.2) == sale);
            first.extend(of_sale.map(|item| (item.0, item.3)));
        }
        first
    }

    pub(super) fn product(&self, product: u32) -> Cell {
        Cell::Record(cells::row_link(self.reader, self.products, product))
    }

    fn id(&self, product: u32) -> RecordId {
        self.products.id(product, self.reader.workspace.handles())
    }

    /// Orders with a line of each of these products; deals where nobody orders.
    fn orders_with(&self, products: &[u32]) -> Option<Records> {
        let each = products.iter().map(|&product| any_of("product", [self.id(product)]));
        if self.reader.table("order").is_some_and(|orders| orders.alive().count() > 0) {
            let with = each.map(|product| has("line", "order", product));
            return Some(("order".into(), with.fold(orders_sold(), Filter::and)));
        }
        super::deals(each.fold(any_of("status", ["won"]), Filter::and))
    }

    /// Customers who bought each of these products, in whatever order of theirs: contacts, or companies where those alone buy.
    fn buyers_of(&self, products: &[u32]) -> Option<Records> {
        let contacts = self.reader.table("contact").map_or(0, Table::len) as u32;
        let object = if self.items.sold.first().is_some_and(|item| item.0 < contacts) {
            "contact"
        } else {
            "company"
        };
        let bought = |&product: &u32| {
            let product = || any_of("product", [self.id(product)]);
            let ordered = has("order", object, orders_sold().and(has("line", "order", product())));
            let undrafted = has("order", "deal", not(any_of("status", ["draft"])));
            let won = has("deal", object, any_of("status", ["won"]).and(product()).and(not(undrafted)));
            Filter::Any(vec![ordered, won])
        };
        Some((object.into(), products.iter().map(bought).fold(Filter::everything(), Filter::and)))
    }

    fn facts(&self) -> Vec<Fact> {
        vec![Fact::Orders(self.items.sales as u32)]
    }

    /// Everything that was bought by a customer, without the items at some places.
    pub(super) fn purchases(&self, keep: impl Fn(usize) -> bool) -> Option<Purchases> {
        let kept = || self.items.sold.iter().enumerate().filter(|(place, _)| keep(*place));
        let buyers: Vec<u32> = kept().map(|(_, item)| item.0).collect();
        let items: Vec<u32> = kept().map(|(_, item)| item.3).collect();
        Purchases::from_pairs(self.items.customers, self.products.len(), &buyers, &items).ok()
    }

    fn bundles(&self, least: u32) -> Part {
        let sales: Vec<u32> = self.items.sold.iter().map(|item| item.2).collect();
        let products: Vec<u32> = self.items.sold.iter().map(|item| item.3).collect();
        let none = |reason| part(Topic::Bundles, self.facts(), Err(reason));
        let Ok(baskets) = Baskets::from_pairs(self.items.sales, self.products.len(), &sales, &products) else {
            return none(Reason::Numbers);
        };
        // Sales without a product of the list are no baskets.
        let filled = (0..baskets.len()).filter(|basket| !baskets.basket(*basket).is_empty()).count();
        let mut least = least.max(2) as usize;
        loop {
            let thresholds = Thresholds {
                support: (least as f64 / baskets.len().max(1) as f64).min(1.0),
                confidence: CONFIDENCE,
                min_length: 2,
                max_length: PRODUCTS,
            };
            let Ok(mut mining) = Mining::new(&baskets, thresholds) else {
                return none(Reason::TooFew(filled as u32, least as u32));
            };
            match mining.run(SETS) {
                Ok(true) => {
                    let sets = mining.finish();
                    return self.rules(rules(&sets, thresholds), least);
                }
                // Too many sets to look at while somebody waits: only the more frequent ones.
                Ok(false) | Err(_) if least < baskets.len() => least *= 2,
                _ => return none(Reason::Numbers),
            }
        }
    }

    fn rules(&self, mut found: Vec<insight::basket::Rule>, least: usize) -> Part {
        found.retain(|rule| rule.lift() >= LIFT && self.is_available(rule.right));
        // By what the share is at least: three of three say less than forty of fifty.
        let sure = |rule: &insight::basket::Rule| {
            let share = Proportion {
                successes: u64::from(rule.together),
                n: u64::from(rule.with_left),
            };
            wilson_interval(share, 0.95).map_or(0.0, |(low, _)| low)
        };
        let mut found: Vec<(f64, insight::basket::Rule)> = found.into_iter().map(|rule| (sure(&rule), rule)).collect();
        order::sort_by(&mut found, |(one, a), (other, b)| {
            other.total_cmp(one).then_with(|| (&a.left, a.right).cmp(&(&b.left, b.right)))
        });
        let mut facts = self.facts();
        facts.push(Fact::LeastOrders(least as u32));
        let lines: Vec<Line> = found
            .into_iter()
            .take(SHOWN)
            .map(|(_, rule)| {
                let left = rule.left.iter().map(|product| self.product(*product)).collect();
                let both: Vec<u32> = rule.left.iter().copied().chain([rule.right]).collect();
                let cells = vec![
                    Cell::Percent(100.0 * rule.confidence()),
                    Cell::Int(i64::from(rule.together)),
                    Cell::Int(i64::from(rule.with_left)),
                    Cell::Number(rule.lift()),
                    Cell::Percent(100.0 * rule.support()),
                ];
                line(Label::Rule(left, self.product(rule.right)), cells, self.orders_with(&both))
                    .with_behind(2, self.orders_with(&rule.left))
            })
            .collect();
        let heads = [Head::Confidence, Head::Both, Head::First, Head::Lift, Head::Support];
        let said = if lines.is_empty() {
            Err(Reason::NothingStandsOut)
        } else {
            Ok(sheet(Form::Table, 0, &heads, lines))
        };
        part(Topic::Bundles, facts, said)
    }

    fn together(&self, least: u32) -> Part {
        let Some(bought) = self.purchases(|_| true) else {
            return part(Topic::Together, self.facts(), Err(Reason::Numbers));
        };
        let rules = RelationRules {
            min_together: least.max(2),
            ..RelationRules::default()
        };
        let related = RelatedItems::build(&bought, rules);
        let facts = vec![Fact::Customers(bought.counted_buyers())];
        let mut pairs: Vec<_> = (0..self.products.len())
            .flat_map(|product| {
                let partners = related.also_bought(product, 1, &self.items.available);
                partners.into_iter().map(move |partner| (product as u32, partner))
            })
            .collect();
        order::sort_by(&mut pairs, |one, other| {
            other.1.score.total_cmp(&one.1.score).then(one.0.cmp(&other.0))
        });
        let lines: Vec<Line> = pairs
            .into_iter()
            .take(SHOWN)
            .map(|(product, partner)| {
                let cells = vec![
                    Cell::Percent(100.0 * partner.counts.share()),
                    Cell::Int(i64::from(partner.counts.together)),
                    Cell::Int(i64::from(partner.counts.first)),
                    Cell::Number(partner.counts.lift()),
                    Cell::Number(partner.score),
                ];
                let label = Label::Rule(vec![self.product(product)], self.product(partner.item));
                line(label, cells, self.buyers_of(&[product, partner.item])).with_behind(2, self.buyers_of(&[product]))
            })
            .collect();
        let heads = [Head::Confidence, Head::Both, Head::First, Head::Lift, Head::Similarity];
        let said = if lines.is_empty() {
            Err(Reason::NothingStandsOut)
        } else {
            Ok(sheet(Form::Table, 0, &heads, lines))
        };
        part(Topic::Together, facts, said)
    }

    /// What followed in a later order, for the products that were followed most often.
    fn next(&self, least: u32) -> Part {
        let of_customers = self
            .items
            .sold
            .chunk_by(|one, other| one.0 == other.0)
            .filter(|of| of[0].0 != insight::recommend::NOBODY);
        let sequences: Vec<Vec<u32>> = of_customers.map(|of| of.iter().map(|item| item.3).collect()).collect();
        let sequences: Vec<&[u32]> = sequences.iter().map(Vec::as_slice).collect();
        let facts = vec![Fact::Customers(sequences.len() as u32)];
        let Ok(next) = NextItems::learn(self.products.len(), &sequences) else {
            return part(Topic::NextItems, facts, Err(Reason::NothingStandsOut));
        };
        let mut found = Vec::new();
        for product in 0..self.products.len() as u32 {
            let likely = next.after(product, LIKELY, &[product]);
            let first = likely.into_iter().find(|next| self.is_available(next.item));
            found.extend(first.filter(|first| first.followed >= least.max(2)).map(|first| (product, first)));
        }
        order::sort_by(&mut found, |one, other| {
            other.1.probability.total_cmp(&one.1.probability).then(one.0.cmp(&other.0))
        });
        let lines: Vec<Line> = found
            .into_iter()
            .take(SHOWN)
            .map(|(product, next)| {
                let cells = vec![
                    Cell::Percent(100.0 * next.probability),
                    Cell::Int(i64::from(next.followed)),
                    Cell::Int(i64::from(next.of)),
                ];
                let label = Label::Rule(vec![self.product(product)], self.product(next.item));
                line(label, cells, self.buyers_of(&[product, next.item])).with_behind(2, self.buyers_of(&[product]))
            })
            .collect();
        let heads = [Head::Confidence, Head::Followed, Head::Times];
        let said = if lines.is_empty() {
            Err(Reason::NothingStandsOut)
        } else {
            Ok(sheet(Form::Table, 0, &heads, lines))
        };
        part(Topic::NextItems, facts, said)
    }
}

/// How many suggestions were accepted and dismissed, offers of products apart.
fn decisions(reader: Reader<'_>) -> Part {
    let Some(table) = reader.table("suggestion") else {
        return part(Topic::Answers, Vec::new(), Err(Reason::Nothing));
    };
    let answers = words(table, "answer");
    let key = table.field("key");
    let mut counts = [[0usize; 2]; 2];
    for row in table.alive().rows() {
        let offer = key
            .and_then(|key| table.text(row, key))
            .is_some_and(|key| key.starts_with("offer/"));
        let accepted = answers.and_then(|answers| answers.get(row)) == Some("accepted");
        counts[usize::from(offer)][usize::from(accepted)] += 1;
    }
    let lines: Vec<Line> = [(Term::Offers, counts[1]), (Term::OtherSuggestions, counts[0])]
        .into_iter()
        .filter(|(_, [dismissed, accepted])| dismissed + accepted > 0)
        .map(|(kind, [dismissed, accepted])| {
            let share = 100.0 * accepted as f64 / (accepted + dismissed) as f64;
            term(kind, vec![Cell::Percent(share), count(accepted), count(dismissed)], None)
        })
        .collect();
    let heads = [Head::Share, Head::Accepted, Head::Dismissed];
    let said = if lines.is_empty() {
        Err(Reason::Nothing)
    } else {
        Ok(sheet(Form::Table, 0, &heads, lines))
    };
    part(Topic::Answers, Vec::new(), said)
}
