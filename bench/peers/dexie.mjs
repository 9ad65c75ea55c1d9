// Dexie over IndexedDB, one object per contact as its documentation shows it, with indexes on what is looked up. Files are read by papaparse.

import Dexie from '/bench/node_modules/dexie/dist/dexie.mjs';

import { fold } from '../suite/data.mjs';
import { read } from './papaparse.mjs';

let db = null;

function database() {
  const made = new Dexie('peer-dexie', { chromeTransactionDurability: 'strict' });
  made.version(1).stores({ contacts: 'id, email, language, key' });
  return made;
}

export async function wipe() {
  db?.close();
  db = null;
  await Dexie.delete('peer-dexie');
}

export async function open() {
  db = database();
  await db.open();
}

const dayOf = (text) => Math.floor(Date.parse(text) / 86_400_000);

// Reads a file of contacts into objects with typed dates.
export async function readContacts(address) {
  return (await read(address)).map((row) => ({
    id: row['External ID'],
    given: row['First name'],
    family: row['Last name'],
    key: fold(`${row['First name']} ${row['Last name']}`),
    email: row['E-mail'],
    phone: row.Phone,
    role: row.Role,
    company: row.Company,
    stage: row.Stage,
    source: row.Source,
    language: row.Language,
    street: row.Street,
    city: row.City,
    postal: row['Postal code'],
    country: row.Country,
    birthday: dayOf(row.Birthday),
    since: dayOf(row['Customer since']),
  }));
}

export async function importCsv(address) {
  await open();
  await db.contacts.bulkPut(await readContacts(address));
  return db.contacts.count();
}

// Everything into an array of objects, as an app does that filters and sorts in memory.
export async function loadAll(rows) {
  await open();
  const all = await db.contacts.toArray();
  return { total: all.length, first: all.slice(0, rows).map(({ id }) => id) };
}

export async function put(id, role) {
  const found = await db.contacts.get(id);
  await db.contacts.put({ ...found, role });
}

export async function list({ language, stage, rows }) {
  const found = await db.contacts.where('language').equals(language).filter((person) => person.stage === stage).toArray();
  found.sort((a, b) => b.since - a.since || (a.id < b.id ? -1 : 1));
  return { total: found.length, first: found.slice(0, rows).map(({ id }) => id) };
}

export async function byName({ rows, from = 0 }) {
  const found = await db.contacts.orderBy('key').offset(from).limit(rows).toArray();
  return { total: await db.contacts.count(), first: found.map(({ id }) => id) };
}

// Holds everything as objects, for memory.
let held = null;
export async function hold() {
  await open();
  held = await db.contacts.toArray();
  return held.length;
}
