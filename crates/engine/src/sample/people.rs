//! The team, companies and contacts of the sample.

use insight::special::logistic;
use model::{Address, PersonName, RecordId, Value};

use super::outcomes::{SOURCES, of_industry, of_size};
use super::random::Random;
use super::words::{CITY, COMPANY, FAMILY, GIVEN, ROLE, STREET, TRADE};
use super::{Known, Sheets};

/// People of one's own team.
pub(super) fn team(sheets: &mut Sheets<'_>, random: &mut Random) -> Vec<RecordId> {
    let mut sheet = sheets.sheet("member", &["name", "email", "team", "active"]);
    let day = sheets.plan.today - 730;
    let persona = sheets.plan.persona;
    for &(name, team) in persona.team {
        let email = format!("{}@{}", ascii(name.split(' ').next().unwrap_or(name)), persona.domain);
        sheet.push(
            day,
            &[
                Some(name.into()),
                Some(Value::Text(email)),
                Some(team.into()),
                Some(Value::Bool(true)),
            ],
            random,
        );
    }
    let ids = sheet.records.clone();
    sheets.take(sheet);
    ids
}

/// Companies: one for about four contacts.
pub(super) fn companies(sheets: &mut Sheets<'_>, random: &mut Random, team: &[RecordId]) -> Vec<Known> {
    let fields = [
        "name",
        "stage",
        "industry",
        "website",
        "phone",
        "address",
        "country",
        "employees",
        "annual_revenue",
        "owner",
        "description",
    ];
    let mut sheet = sheets.sheet("company", &fields);
    let mut known = Vec::new();
    let count = (sheets.plan.contacts / 4).max(1);
    for number in 0..count {
        let (trade, industry) = *random.pick(&TRADE);
        let first = *random.pick(&COMPANY);
        // Names repeat once every pair of words is used: then a number tells them apart.
        let round = number as usize / (COMPANY.len() * TRADE.len() / 4);
        let name = if round == 0 {
            format!("{first} {trade}")
        } else {
            format!("{first} {trade} {}", round + 1)
        };
        let (city, country, code, postal) = *random.pick(&CITY);
        let employees = 2 + (random.skewed() * 900.0) as i64;
        let owner = *random.pick(team);
        let day = sheets.plan.today - 30 - random.below(700) as i32;
        let stage = if random.chance(0.6) { "customer" } else { "prospect" };
        let domain = format!("https://{}.example", ascii(&name));
        let address = address(random, city, country, postal);
        let revenue = sheets.plan.money(employees * (4_000_000 + random.below(9_000_000) as i64));
        let description = random
            .chance(0.3)
            .then(|| Value::Text(format!("{industry} company in {city}, {employees} people.")));
        let id = sheet.push(
            day,
            &[
                Some(Value::Text(name)),
                Some(stage.into()),
                Some(industry.into()),
                Some(Value::Text(domain)),
                Some(Value::Text(phone(code, number))),
                Some(address),
                Some(country.into()),
                Some(Value::Int(employees)),
                Some(revenue.into()),
                Some(owner.into()),
                description,
            ],
            random,
        );
        known.push(Known {
            life: random.skewed(),
            pull: of_size(employees) + of_industry(industry),
            ..Known::new(id, owner, day)
        });
    }
    sheets.take(sheet);
    known
}

/// Contacts, most of them at a company.
pub(super) fn contacts(sheets: &mut Sheets<'_>, random: &mut Random, team: &[RecordId], companies: &[Known]) -> Vec<Known> {
    let fields = [
        "name",
        "stage",
        "email",
        "phone",
        "job_title",
        "company",
        "owner",
        "source",
        "language",
        "address",
        "birthday",
        "newsletter",
        "customer_since",
    ];
    let mut sheet = sheets.sheet("contact", &fields);
    let mut known = Vec::new();
    let mut tagged: Vec<Vec<RecordId>> = vec![Vec::new(); sheets.plan.persona.tags.len()];
    for number in 0..sheets.plan.contacts {
        let (given, family) = (*random.pick(&GIVEN), *random.pick(&FAMILY));
        let company = random.chance(sheets.plan.persona.at_company).then(|| *random.pick(companies));
        let owner = company.map_or_else(|| *random.pick(team), |company| company.owner);
        let day = sheets.plan.today - 5 - random.below(720) as i32;
        let life = random.skewed();
        let (city, country, code, postal) = *random.pick(&CITY);
        let email = format!("{}.{}{}@mail.example", ascii(given), ascii(family), number);
        let (source, for_custom, for_deals) = *random.pick(&SOURCES);
        let language = *random.pick(&["English", "German", "French", "Dutch", "Polish"]);
        let newsletter = *random.pick(&[Some("yes"), Some("yes"), Some("no"), None]);
        // Who is there for a company, comes by way of others and wants to hear more, becomes a customer more often.
        let wants = newsletter.map_or(0.0, |answer| if answer == "yes" { 0.5 } else { -0.6 });
        let custom = 0.4 + for_custom + wants + if company.is_some() { 0.3 } else { 0.0 };
        let buys = random.chance(logistic(custom));
        let stage = match (buys, life) {
            (true, _) if random.chance(0.08) => "former",
            (true, _) => "customer",
            (false, life) if life > 0.3 => "opportunity",
            (false, life) if life > 0.08 => "qualified",
            (false, _) => "lead",
        };
        let birthday = random
            .chance(0.3)
            .then(|| Value::Date(sheets.plan.today - 25 * 365 - random.below(35 * 365) as i32));
        let since = (stage == "customer").then_some(Value::Date(day));
        let id = sheet.push(
            day,
            &[
                Some(Value::Name(PersonName {
                    given: given.to_owned(),
                    family: family.to_owned(),
                })),
                Some(stage.into()),
                Some(Value::Text(email)),
                Some(Value::Text(phone(code, number + 100_000))),
                company.map(|_| Value::from(ROLE[number as usize % ROLE.len()])),
                company.map(|company| company.id.into()),
                Some(owner.into()),
                Some(source.into()),
                Some(language.into()),
                Some(address(&mut Random::new(u64::from(number)), city, country, postal)),
                birthday,
                newsletter.map(Value::from),
                since,
            ],
            random,
        );
        for (place, (_, share)) in sheets.plan.persona.tags.iter().enumerate() {
            if random.chance(*share) {
                tagged[place].push(id);
            }
        }
        known.push(Known {
            company: company.map(|company| company.id),
            contact: Some(id),
            life,
            buys,
            pull: for_deals + company.map_or(0.0, |company| company.pull),
            trouble: random.chance(0.3),
            gone: (stage == "former").then_some(day + 60 + random.below(240) as i32),
            ..Known::new(id, owner, day)
        });
    }
    for ((word, _), records) in sheets.plan.persona.tags.iter().zip(tagged) {
        sheet.tag(word, records);
    }
    sheets.take(sheet);
    known
}

fn address(random: &mut Random, city: &str, country: &str, postal: &str) -> Value {
    Value::Address(Box::new(Address {
        street: format!("{} {}", random.pick(&STREET), 1 + random.below(180)),
        city: city.to_owned(),
        region: String::new(),
        postal_code: postal.to_owned(),
        country: country.to_owned(),
    }))
}

/// A number with the exchange digits 555, which are kept free for examples in many plans.
fn phone(code: &str, number: u32) -> String {
    format!("+{code}555{:06}", number % 1_000_000)
}

/// Letters and digits for addresses: folded, without spaces.
fn ascii(text: &str) -> String {
    model::validate::fold(text).chars().filter(char::is_ascii_alphanumeric).collect()
}
