// Plain JavaScript: contacts as an array of objects, orders as typed arrays, loops written by hand. What one gets without any library.

import { contacts, fold, orders } from '../suite/data.mjs';
import { CELLS, PURCHASES, cellOf, cuts, report } from '../suite/rfm.mjs';
import { codes, holds, ordersIn, segmentsOf } from '../suite/segments.mjs';

let people = [];
let sales = null;
let day = 0;
let texts = [];

export function loadContacts(count, today) {
  day = today;
  people = contacts(count, today);
  for (const person of people) person.key = fold(`${person.given} ${person.family}`);
  return people.length;
}

export function loadOrders(count, today) {
  sales = orders(count, people.length, today);
  return count;
}

const compareId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

// Two conditions, sorted by a date and then by a key, the first rows of it.
export function list({ language, stage, rows }) {
  const found = people.filter((person) => person.language === language && person.stage === stage);
  found.sort((a, b) => b.since - a.since || compareId(a, b));
  return { total: found.length, first: found.slice(0, rows).map(({ id }) => id) };
}

// Everybody by name, whose folded form was made beforehand.
export function byName({ rows, from = 0 }) {
  const sorted = people.slice().sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : compareId(a, b)));
  return { total: sorted.length, first: sorted.slice(from, from + rows).map(({ id }) => id) };
}

// ── The reference for search: every searched text of every contact, folded; returns how many characters they have ──

export function loadTexts() {
  texts = people.map((person) => {
    const address = `${person.street}, ${person.postal} ${person.city}, ${person.country}`;
    return { fields: [person.key, person.email, person.role, person.company, address, person.id].map(fold), digits: person.phone.replace(/\D/g, '') };
  });
  return texts.reduce((sum, { fields, digits }) => sum + digits.length + fields.reduce((length, text) => length + text.length, 0), 0);
}

const phonePart = (word) => {
  if (!/^[\d+\-./()]+$/.test(word)) return null;
  const digits = word.replace(/\D/g, '').replace(/^00/, '').replace(/^0/, '');
  return digits.length >= 3 ? digits : null;
};

// How many contacts have every word somewhere; and how many where each word begins a word of the text.
export function search(text) {
  const words = fold(text).split(/\s+/).filter(Boolean);
  let inside = 0;
  let prefix = 0;
  for (const { fields, digits } of texts) {
    const has = (word) => fields.some((field) => field.includes(word)) || (phonePart(word) && digits.includes(phonePart(word)));
    if (!words.every(has)) continue;
    inside += 1;
    const begins = (word) => fields.some((field) => field.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word)));
    if (words.every(begins)) prefix += 1;
  }
  return { inside, prefix };
}

// ── Segments and RFM ──

function flagged(rule) {
  const flags = new Uint8Array(people.length);
  const counts = new Uint32Array(people.length);
  const sums = new Float64Array(people.length);
  const taken = new Uint8Array(256).fill(codes(rule.orders) ? 0 : 1);
  for (const code of codes(rule.orders) ?? []) taken[code] = 1;
  const first = rule.orders.days ? day - rule.orders.days + 1 : -Infinity;
  const { contact, day: days, status, cents } = sales;
  for (let row = 0; row < contact.length; row += 1) {
    if (days[row] < first || days[row] > day || !taken[status[row]]) continue;
    counts[contact[row]] += 1;
    sums[contact[row]] += cents[row];
  }
  for (let row = 0; row < flags.length; row += 1) flags[row] = (rule.sum === undefined ? counts[row] >= rule.count : counts[row] > 0 && sums[row] >= rule.sum) ? 1 : 0;
  return flags;
}

export function segments(round) {
  return segmentsOf(round).map(({ rule }) => {
    const flags = new Map(ordersIn(rule).map((part) => [part, flagged(part)]));
    let inside = 0;
    for (let row = 0; row < people.length; row += 1) if (holds(rule, people[row], row, flags)) inside += 1;
    return inside;
  });
}

export function rfm() {
  const last = new Int32Array(people.length).fill(-1e9);
  const counts = new Uint32Array(people.length);
  const sums = new Float64Array(people.length);
  const { contact, day: days, status, cents } = sales;
  for (let row = 0; row < contact.length; row += 1) {
    if (!PURCHASES.includes(status[row])) continue;
    const who = contact[row];
    if (days[row] > last[who]) last[who] = days[row];
    counts[who] += 1;
    sums[who] += cents[row];
  }
  const bought = Uint32Array.from(counts.keys()).filter((row) => counts[row] > 0);
  const measures = [(row) => day - last[row], (row) => counts[row], (row) => sums[row]].map((of) => Float64Array.from(bought, of));
  const points = measures.map((values) => {
    const sorted = values.slice().sort();
    return cuts(sorted.length, (place) => sorted[place]);
  });
  const below = (value, [a, b, c, d]) => (value > a) + (value > b) + (value > c) + (value > d);
  const cells = CELLS.map((name) => [name, 0, 0]);
  for (let place = 0; place < bought.length; place += 1) {
    const [r, f, m] = measures.map((values, index) => below(values[place], points[index]));
    const cell = cells[cellOf(5 - r, 1 + f, 1 + m)];
    cell[1] += 1;
    cell[2] += measures[2][place];
  }
  return report(cells);
}

