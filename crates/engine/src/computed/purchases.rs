//! Who bought what, when and for how much: all sales as columns, shared by RFM summaries and recommendations.

use std::rc::Rc;

use insight::rfm::{MISSING_AMOUNT, MISSING_DAY};
use model::Zone;
use model::block::NONE_U32;

use super::fields::Ends;
use super::fold::Pass;
use super::sales::{Sale, Sales, Worth};
use super::{Computed, Moment, Rates};
use crate::columns::MoneyColumn;
use crate::table::Table;
use crate::workspace::Workspace;

/// Sales, grouped by contact, and the products sold with them. A customer or product that is not there is [`NONE_U32`]; one in the bin keeps its row.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Purchases {
    /// Handle of the order or deal of each sale.
    pub record: Vec<u32>,
    /// Row of its contact.
    pub contact: Vec<u32>,
    /// Row of its company.
    pub company: Vec<u32>,
    /// Its local day, or [`MISSING_DAY`].
    pub day: Vec<i32>,
    /// Minor units of the base currency, or [`MISSING_AMOUNT`].
    pub amount: Vec<i64>,
    /// Position of the sale of each product sold.
    pub item_sale: Vec<u32>,
    /// Row of the product.
    pub item_product: Vec<u32>,
}

impl Purchases {
    /// Number of sales.
    #[must_use]
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// Whether nothing was sold.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
    }

    fn of(pass: &Pass<'_>) -> Self {
        let mut purchases = Self::default();
        let (Some(sales), Some(line)) = (Sales::of(*pass, true), pass.table("line")) else {
            return purchases;
        };
        let contacts = Target::of(pass, "contact");
        let companies = Target::of(pass, "company");
        let products = Target::of(pass, "product");

        let (contact, company) = (Ends::of_key(sales.order, "contact"), Ends::of_key(sales.order, "company"));
        let mut sale_of_order = vec![NONE_U32; sales.order.len()];
        for row in sales.order.alive().rows() {
            if let Some(sale) = sales.of_order(row) {
                sale_of_order[row as usize] = purchases.len() as u32;
                purchases.push(
                    sales.order.handle(row),
                    contacts.row(contact.first(row)),
                    companies.row(company.first(row)),
                    sale,
                );
            }
        }
        let (order, product) = (Ends::of_key(line, "order"), Ends::of_key(line, "product"));
        let orders = Target {
            pass,
            number: sales.order.number,
        };
        for row in line.alive().rows() {
            let sale = sale_of_order
                .get(orders.row(order.first(row)) as usize)
                .copied()
                .unwrap_or(NONE_U32);
            purchases.push_item(sale, products.row(product.first(row)));
        }

        let (contact, company) = (Ends::of_key(sales.deal, "contact"), Ends::of_key(sales.deal, "company"));
        let product = Ends::of_key(sales.deal, "product");
        for row in sales.deal.alive().rows() {
            if let Some(sale) = sales.of_deal(row) {
                let position = purchases.len() as u32;
                purchases.push(
                    sales.deal.handle(row),
                    contacts.row(contact.first(row)),
                    companies.row(company.first(row)),
                    sale,
                );
                product.each(row, |handle| purchases.push_item(position, products.row(Some(handle))));
            }
        }
        purchases.by_contact(pass.table("contact").map_or(0, Table::len))
    }

    /// Sorts the sales by contact, those without one last: who adds them up by customer goes through memory once and in order.
    fn by_contact(mut self, contacts: usize) -> Self {
        let group = |contact: u32| (contact as usize).min(contacts);
        let mut next = vec![0u32; contacts + 2];
        self.contact.iter().for_each(|&contact| next[group(contact) + 1] += 1);
        for group in 0..=contacts {
            next[group + 1] += next[group];
        }
        let place = |&contact: &u32| {
            let next = &mut next[group(contact)];
            *next += 1;
            *next - 1
        };
        let places = self.contact.iter().map(place).collect::<Vec<_>>();
        sort(&mut self.record, &places);
        sort(&mut self.contact, &places);
        sort(&mut self.company, &places);
        sort(&mut self.day, &places);
        sort(&mut self.amount, &places);
        self.item_sale.iter_mut().for_each(|sale| *sale = places[*sale as usize]);
        self
    }

    fn push(&mut self, record: u32, contact: u32, company: u32, sale: Sale) {
        self.record.push(record);
        self.contact.push(contact);
        self.company.push(company);
        self.day.push(sale.day.unwrap_or(MISSING_DAY));
        self.amount.push(match sale.worth {
            Worth::Known(minor) => minor,
            Worth::Missing | Worth::NoRate | Worth::Overflow => MISSING_AMOUNT,
        });
    }

    fn push_item(&mut self, sale: u32, product: u32) {
        if sale != NONE_U32 && product != NONE_U32 {
            self.item_sale.push(sale);
            self.item_product.push(product);
        }
    }
}

/// Puts every value in its place.
fn sort<T: Copy + Default>(values: &mut Vec<T>, places: &[u32]) {
    let mut sorted = vec![T::default(); values.len()];
    for (&value, &place) in values.iter().zip(places) {
        sorted[place as usize] = value;
    }
    *values = sorted;
}

/// Rows of one table by handle.
struct Target<'a> {
    pass: &'a Pass<'a>,
    number: u16,
}

impl<'a> Target<'a> {
    fn of(pass: &'a Pass<'a>, object: &str) -> Self {
        Self {
            pass,
            number: pass.table(object).map_or(u16::MAX, |table| table.number),
        }
    }

    fn row(&self, handle: Option<u32>) -> u32 {
        let place = handle.and_then(|handle| self.pass.workspace.handles().place(handle));
        place.filter(|place| place.table == self.number).map_or(NONE_U32, |place| place.row)
    }
}

/// What purchases were computed from, so that they are computed again only when that changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Basis {
    marks: Vec<u64>,
    moment: Option<(i32, &'static Zone)>,
    rates: Option<Rates>,
}

impl Basis {
    fn of(workspace: &Workspace, moment: Moment, rates: Option<&Rates>) -> Self {
        let mut marks = Vec::new();
        let read: [(&str, &[&str]); 4] = [
            ("order", &["status", "date", "contact", "company", "deal", "amount"]),
            ("line", &["order", "product", "quantity", "unit_price", "discount"]),
            ("deal", &["stage", "value", "contact", "company", "closed_on", "product"]),
            ("stage", &["outcome"]),
        ];
        for (table, keys) in read.into_iter().filter_map(|(object, keys)| Some((workspace.table(object)?, keys))) {
            marks.push(life_mark(table));
            for field in keys.iter().filter_map(|key| table.field(key)) {
                marks.push(table.column_version(field));
                marks.extend(
                    table.fields()[usize::from(field)]
                        .further
                        .map(|further| table.column_version(further)),
                );
            }
        }
        for table in ["contact", "company", "product"]
            .into_iter()
            .filter_map(|object| workspace.table(object))
        {
            marks.push(table.len() as u64);
        }
        Self {
            marks,
            moment: Some((moment.today, moment.zone)),
            rates: rates.cloned(),
        }
    }
}

/// A number that differs when other records are in use.
fn life_mark(table: &Table) -> u64 {
    table.alive().words().iter().fold(table.len() as u64, |mark, &word| {
        (mark ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)
    })
}

/// Purchases, what they come from, and how often they were computed.
#[derive(Default)]
pub(super) struct Kept {
    basis: Basis,
    purchases: Rc<Purchases>,
    version: u64,
}

impl Computed {
    /// All sales, computed again when something they come from has changed. Totals of orders are those of the last refresh:
    /// refresh `total` of `order` first.
    #[must_use]
    pub fn purchases(&self, workspace: &Workspace, moment: Moment) -> Rc<Purchases> {
        let mut kept = self.purchases.borrow_mut();
        let basis = Basis::of(workspace, moment, self.rates.as_ref());
        if kept.version == 0 || kept.basis != basis {
            let no_totals = MoneyColumn::default();
            let rates = self.rates.clone().unwrap_or_else(|| Rates::of(workspace, moment));
            let pass = self.pass(workspace, moment, &rates, &no_totals);
            *kept = Kept {
                basis,
                purchases: Rc::new(Purchases::of(&pass)),
                version: kept.version + 1,
            };
        }
        Rc::clone(&kept.purchases)
    }

    /// Grows whenever [`Computed::purchases`] has something else to give.
    #[must_use]
    pub fn purchases_version(&self) -> u64 {
        self.purchases.borrow().version
    }
}
