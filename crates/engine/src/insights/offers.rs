//! Product recommendations: people who bought this also bought that.

use bridge::insight::Recommendation;
use insight::recommend::{AlsoBought, Purchases, Reason, Recommender, RelatedItems, RelationRules};
use model::Value;

use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// What customers bought, and which products go together.
pub(super) struct Offers<'a> {
    products: &'a Table,
    bought: Purchases,
    related: RelatedItems,
    available: Vec<bool>,
}

impl<'a> Offers<'a> {
    /// Reads all sales. `None` when there are no products.
    pub(super) fn read(reader: Reader<'a>) -> Option<Self> {
        let products = reader.table("product")?;
        let contacts = reader.table("contact")?;
        let companies = reader.table("company")?;
        let purchases = reader.computed.purchases(reader.workspace, reader.moment);
        // A buyer is the contact of a sale, else its company: companies are numbered behind the contacts.
        let buyer_of = purchases.item_sale.iter().map(|&sale| {
            let sale = sale as usize;
            match (purchases.contact[sale], purchases.company[sale]) {
                (contact, _) if (contact as usize) < contacts.len() => contact,
                (_, company) if (company as usize) < companies.len() => contacts.len() as u32 + company,
                _ => insight::recommend::NOBODY,
            }
        });
        let buyer_of = buyer_of.collect::<Vec<_>>();
        let known = |&product: &u32| {
            if (product as usize) < products.len() {
                product
            } else {
                insight::recommend::NOTHING
            }
        };
        let item_of = purchases.item_product.iter().map(known).collect::<Vec<_>>();
        let bought = Purchases::from_pairs(contacts.len() + companies.len(), products.len(), &buyer_of, &item_of).ok()?;
        let related = RelatedItems::build(&bought, RelationRules::default());
        let off_sale = |row: u32| super::value(reader, products, row, "active") == Some(Value::Bool(false));
        let available = (0..products.len() as u32)
            .map(|row| products.is_alive(row) && !off_sale(row))
            .collect();
        Some(Self {
            products,
            bought,
            related,
            available,
        })
    }

    /// Offers for a customer by their number: contacts first, then companies.
    pub(super) fn for_buyer(&self, reader: Reader<'_>, buyer: usize, limit: usize) -> Vec<Recommendation> {
        let owned = self.bought.items_of(buyer);
        let mut recommender = Recommender::new(&self.related);
        let offers = recommender.recommend(owned, limit, &self.available);
        let explained = offers.into_iter().filter_map(|offer| match offer.reason {
            Reason::AlsoBought { because, .. } => because.first().map(|first| self.written(reader, first.owned, first.relation)),
            // What is merely popular has no reason that starts from this customer.
            Reason::Popular { .. } => None,
        });
        explained.collect()
    }

    fn for_product(&self, reader: Reader<'_>, product: u32, limit: usize) -> Vec<Recommendation> {
        let offers = self.related.also_bought(product as usize, limit, &self.available);
        offers.into_iter().map(|offer| self.written(reader, product, offer)).collect()
    }

    fn written(&self, reader: Reader<'_>, because: u32, relation: AlsoBought) -> Recommendation {
        let price = match super::value(reader, self.products, relation.item, "price") {
            Some(Value::Money(money)) => Some(money),
            _ => None,
        };
        Recommendation {
            product: cells::row_link(reader, self.products, relation.item),
            price,
            because: cells::row_link(reader, self.products, because),
            both: relation.counts.together,
            of: relation.counts.first,
            lift: relation.counts.lift(),
        }
    }
}

/// Products to offer to a contact or company, or those bought together with a product.
#[must_use]
pub fn recommend(reader: Reader<'_>, object: &str, handle: u32, limit: u32) -> Vec<Recommendation> {
    let Some((table, row)) = reader.place(handle).filter(|(table, _)| table.object == *object) else {
        return Vec::new();
    };
    let Some(offers) = Offers::read(reader) else { return Vec::new() };
    let contacts = reader.table("contact").map_or(0, Table::len);
    match table.object.as_str() {
        "contact" => offers.for_buyer(reader, row as usize, limit as usize),
        "company" => offers.for_buyer(reader, contacts + row as usize, limit as usize),
        "product" => offers.for_product(reader, row, limit as usize),
        _ => Vec::new(),
    }
}
