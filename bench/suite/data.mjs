// The data of all workloads, from one seed: contacts with sixteen columns and orders. Every value is a function of its row number,
// so that the page, each peer's worker and Node make the same rows without passing them around.
//
// Days are numbers since 1970-01-01 and count back from `today`, since "in the last 90 days" is part of what is measured.

const SEED = 0x6b697468;

const GIVEN = ('Anna Bruno Carla David Elena Farid Greta Hannes Ines Jonas Karla Lukas Marta Nils Olga Pavel Rosa Stefan Tilda Umar Vera Walter Xenia '
  + 'Yusuf Zoë José Renée Søren Amélie Björn Chiara Dmitri Esra Fiona Gustav Hana Igor Jana Kofi Lena').split(' ');
const HEADS = ('Berg Brand Dorn Eich Feld Grün Hart Holz Kirch Klein Lang Linden Mai Neu Ober Rosen Schön Stein Wald Wein '
  + 'Alder Birk Fox Green Hill Marsh North Oak Stone West').split(' ');
const TAILS = 'mann bauer hofer ner stedt wald quist dal ley ton ford worth by gaard ström ić owski escu idis ez'.split(' ');
const FIRMS = ('Adler Bolt Cedar Delta Ember Falcon Granite Harbor Iris Juniper Kestrel Lumen Meridian Nimbus Orchard Pioneer Quartz Raven Summit Tundra '
  + 'Union Vector Willow Xenon Yonder Zenith Amber Beacon Cobalt Drift Echo Fjord Glacier Horizon Ivory Jade Karst Lagoon Mosaic Nova').split(' ');
const TRADES = ('Analytics Bakery Capital Design Energy Foods Glass Health Insurance Joinery Kitchens Logistics Media Networks Optics Press '
  + 'Quarries Robotics Systems Textiles').split(' ');
const FORMS = ['GmbH', 'Ltd', 'SA', 'BV', 'Inc', 'AG', 'SpA', 'Oy'];
const ROLES = ('Accountant Architect Buyer Chemist Consultant Controller Designer Developer Director Editor Engineer Founder Geologist Lawyer Librarian '
  + 'Manager Nurse Planner Producer Researcher Surveyor Teacher Technician Translator').split(' ');
const CITIES = ('Aarhus Basel Cork Dresden Eindhoven Florence Graz Hamburg Innsbruck Jena Kassel Leipzig Malmö Nantes Oslo Porto Rotterdam Salzburg Turin '
  + 'Utrecht Vienna Warsaw York Zagreb').split(' ');
const COUNTRIES = 'Denmark Switzerland Ireland Germany Netherlands Italy Austria Norway Portugal Poland Sweden Croatia'.split(' ');
const DOMAINS = ['example.com', 'example.net', 'example.org', 'mail.example', 'post.example'];
export const STAGES = ['lead', 'qualified', 'opportunity', 'customer', 'former'];
export const SOURCES = ['referral', 'website', 'event', 'cold', 'partner'];
export const LANGUAGES = ['de', 'en', 'fr', 'it', 'nl', 'pl', 'pt', 'sv'];
export const STATUSES = ['paid', 'shipped', 'placed', 'cancelled', 'refunded'];

export const COLUMNS = [
  'External ID', 'First name', 'Last name', 'E-mail', 'Phone', 'Role', 'Company', 'Stage', 'Source', 'Language',
  'Street', 'City', 'Postal code', 'Country', 'Birthday', 'Customer since',
];
export const ORDER_COLUMNS = ['Number', 'Date', 'Status', 'Customer', 'Amount'];

// What a run works on. `orders` are spread over the contacts unevenly, a few buy most.
export function sizes(quick) {
  return quick ? { contacts: 10_000, orders: 100_000 } : { contacts: 100_000, orders: 1_000_000 };
}

// A well-mixed 32-bit number of a row and a purpose (the finaliser of MurmurHash3).
function hash(row, purpose) {
  let value = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(purpose + 1, 0x85ebca6b) ^ SEED;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

const pick = (list, row, purpose) => list[hash(row, purpose) % list.length];
const digits = (row, purpose, length) => String(hash(row, purpose) % 10 ** length).padStart(length, '0');

export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ø/g, 'o').replace(/Ø/g, 'O').toLowerCase();
export const isoDay = (day) => new Date(day * 86_400_000).toISOString().slice(0, 10);
export const externalId = (row) => `C-${String(row + 1).padStart(6, '0')}`;

export function contact(row, today) {
  const given = pick(GIVEN, row, 1);
  const family = pick(HEADS, row, 2) + pick(TAILS, row, 3);
  const firm = hash(row, 4) % 5_000;
  return {
    id: externalId(row),
    given,
    family,
    email: `${fold(given)}.${fold(family).replace(/[^a-z]/g, '')}${row + 1}@${pick(DOMAINS, row, 5)}`,
    phone: `+49 30 ${digits(row, 6, 7).replace(/^0/, '4')}`,
    role: pick(ROLES, row, 7),
    company: `${FIRMS[firm % 40]} ${TRADES[Math.floor(firm / 40) % 20]} ${FORMS[Math.floor(firm / 800)]}`,
    stage: pick(STAGES, row, 8),
    source: pick(SOURCES, row, 9),
    language: pick(LANGUAGES, row, 10),
    street: `${pick(HEADS, row, 11)} Street ${1 + (hash(row, 12) % 200)}`,
    city: pick(CITIES, row, 13),
    postal: String(10_000 + (hash(row, 14) % 89_999)),
    country: pick(COUNTRIES, row, 15),
    birthday: -7_300 + (hash(row, 16) % 18_000),
    since: today - (hash(row, 17) % 3_000),
  };
}

const plain = (c) => [
  c.id, c.given, c.family, c.email, c.phone, c.role, c.company, c.stage, c.source, c.language, c.street, c.city, c.postal, c.country,
  isoDay(c.birthday), isoDay(c.since),
];

export function contacts(count, today) {
  return Array.from({ length: count }, (_, row) => contact(row, today));
}

export function contactsCsv(count, today) {
  const lines = [COLUMNS.join(',')];
  for (let row = 0; row < count; row += 1) lines.push(plain(contact(row, today)).join(','));
  return `${lines.join('\n')}\n`;
}

// Orders as columns: row of the contact, day, index into STATUSES, and cents.
export function orders(count, people, today) {
  const made = { contact: new Uint32Array(count), day: new Int32Array(count), status: new Uint8Array(count), cents: new Int32Array(count) };
  for (let row = 0; row < count; row += 1) {
    made.contact[row] = Math.min(people - 1, Math.floor(people * (hash(row, 31) / 2 ** 32) ** 1.6));
    made.day[row] = today - Math.floor(730 * (hash(row, 32) / 2 ** 32) ** 1.3);
    const share = hash(row, 33) % 100;
    made.status[row] = share < 60 ? 0 : share < 82 ? 1 : share < 90 ? 2 : share < 96 ? 3 : 4;
    made.cents[row] = 500 + (hash(row, 34) % 249_500);
  }
  return made;
}

export function ordersCsv(count, people, today) {
  const { contact: who, day, status, cents } = orders(count, people, today);
  const chunks = [`${ORDER_COLUMNS.join(',')}\n`];
  for (let start = 0; start < count; start += 10_000) {
    const lines = [];
    for (let row = start; row < Math.min(count, start + 10_000); row += 1) {
      lines.push(`O-${String(row + 1).padStart(7, '0')},${isoDay(day[row])},${STATUSES[status[row]]},${externalId(who[row])},${(cents[row] / 100).toFixed(2)}`);
    }
    chunks.push(`${lines.join('\n')}\n`);
  }
  return chunks.join('');
}
