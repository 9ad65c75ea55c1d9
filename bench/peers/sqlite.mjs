// SQLite compiled to WebAssembly, its files in the origin-private file system (the SAH pool, its fastest durable store), and in memory for
// workloads on orders. Indexes as a careful schema has them.

import sqlite3InitModule from '/bench/node_modules/@sqlite.org/sqlite-wasm/dist/index.mjs';

import { contacts, fold, orders } from '../suite/data.mjs';
import { segmentsOf, sqlOf } from '../suite/segments.mjs';
import { readContacts } from './dexie.mjs';

const COLUMNS = ['id', 'given', 'family', 'key', 'email', 'phone', 'role', 'company', 'stage', 'source', 'language', 'street', 'city', 'postal', 'country', 'birthday', 'since'];

let pool = null;
let db = null;

async function library() {
  return sqlite3InitModule({ print() {}, printErr: console.error });
}

async function files() {
  pool ??= await (await library()).installOpfsSAHPoolVfs({ name: 'peer-sqlite', initialCapacity: 8 });
  return pool;
}

export async function open() {
  db ??= new (await files()).OpfsSAHPoolDb('/contacts.db');
  db.exec('PRAGMA cache_size=-262144; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;');
}

export async function wipe() {
  db?.close();
  db = null;
  await (await files()).wipeFiles();
}

export async function close() {
  db?.close();
  db = null;
  pool?.pauseVfs();
}

function createContacts(rows) {
  db.exec(`CREATE TABLE contacts(row INTEGER PRIMARY KEY, ${COLUMNS.join(', ')})`);
  db.exec('BEGIN');
  const insert = db.prepare(`INSERT INTO contacts VALUES (?, ${COLUMNS.map(() => '?').join(', ')})`);
  rows.forEach((person, row) => insert.bind([row, ...COLUMNS.map((column) => person[column])]).stepReset());
  insert.finalize();
  db.exec('CREATE UNIQUE INDEX by_id ON contacts(id); CREATE INDEX by_filter ON contacts(language, stage, since); CREATE INDEX by_key ON contacts(key, id)');
  db.exec('COMMIT');
}

export async function importCsv(address) {
  await open();
  createContacts(await readContacts(address));
  return db.selectValue('SELECT count(*) FROM contacts');
}

export async function firstPage(rows) {
  await open();
  return { total: db.selectValue('SELECT count(*) FROM contacts'), first: db.selectValues(`SELECT id FROM contacts ORDER BY id LIMIT ${rows}`) };
}

export async function loadAll(rows) {
  await open();
  const all = db.selectObjects('SELECT * FROM contacts ORDER BY id');
  return { total: all.length, first: all.slice(0, rows).map(({ id }) => id) };
}

export function put(id, role) {
  db.exec({ sql: 'UPDATE contacts SET role = ? WHERE id = ?', bind: [role, id] });
}

export function list({ language, stage, rows }) {
  const total = db.selectValue('SELECT count(*) FROM contacts WHERE language = ? AND stage = ?', [language, stage]);
  const first = db.selectArrays('SELECT id, given, family, email, since FROM contacts WHERE language = ? AND stage = ? ORDER BY since DESC, id LIMIT ?', [language, stage, rows]);
  return { total, first: first.map(([id]) => id) };
}

export function byName({ rows, from = 0 }) {
  const first = db.selectArrays('SELECT id, given, family, email, since FROM contacts ORDER BY key, id LIMIT ? OFFSET ?', [rows, from]);
  return { total: db.selectValue('SELECT count(*) FROM contacts'), first: first.map(([id]) => id) };
}

// ── In memory, for segments ──

let day = 0;

export async function loadMemory(people, sales, today) {
  const sqlite = await library();
  db = new sqlite.oo1.DB(':memory:');
  day = today;
  createContacts(contacts(people, today).map((person) => ({ ...person, key: fold(`${person.given} ${person.family}`) })));
  const { contact, day: days, status, cents } = orders(sales, people, today);
  db.exec('CREATE TABLE orders(contact INT, day INT, status INT, cents INT); BEGIN');
  const insert = db.prepare('INSERT INTO orders VALUES (?, ?, ?, ?)');
  for (let row = 0; row < sales; row += 1) insert.bind([contact[row], days[row], status[row], cents[row]]).stepReset();
  insert.finalize();
  db.exec('CREATE INDEX by_day ON orders(day, contact, status, cents); CREATE INDEX by_contact ON orders(contact, day, status, cents); COMMIT; ANALYZE');
  return db.selectValue('SELECT count(*) FROM orders');
}

export function segments(round) {
  return segmentsOf(round).map(({ rule }) => db.selectValue(`SELECT count(*) FROM contacts c WHERE ${sqlOf(rule, day)}`));
}
