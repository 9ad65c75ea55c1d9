// MiniSearch over the same fields that Kith searches, words folded alike; queries are prefixes that must all match.

import MiniSearch from '/bench/node_modules/minisearch/dist/es/index.js';

import { contacts, fold } from '../suite/data.mjs';

const OPTIONS = {
  fields: ['name', 'email', 'role', 'company', 'address', 'id'],
  storeFields: [],
  processTerm: (term) => fold(term),
};
const QUERY = { prefix: true, combineWith: 'AND' };

let documents = [];
let index = null;
let saved = '';

export function prepare(count, today) {
  documents = contacts(count, today).map((person) => ({
    id: person.id,
    name: `${person.given} ${person.family}`,
    email: person.email,
    role: person.role,
    company: person.company,
    address: `${person.street}, ${person.postal} ${person.city}, ${person.country}`,
  }));
  return documents.length;
}

export function build() {
  index = new MiniSearch(OPTIONS);
  index.addAll(documents);
  return index.termCount;
}

export function save() {
  saved = JSON.stringify(index);
  return saved.length;
}

export function load() {
  index = MiniSearch.loadJSON(saved, OPTIONS);
  return index.termCount;
}

export function search(text) {
  return index.search(text, QUERY).length;
}

// Times of each query inside one call, so that a fast one is not measured by the message that asks for it.
export function searchEach(queries) {
  return queries.map((text) => {
    const begun = performance.now();
    const found = index.search(text, QUERY);
    found.slice(0, 50);
    return { ms: performance.now() - begun, total: found.length };
  });
}
