// Data for the models, drawn from one seed or read from files of KITH_DATA: columns of numbers as typed arrays, the same for everybody.
//
// The distributions are those that the models assume or that published data of the kind have; sizes are arguments.

import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const SEED = 20_050_107;

// Uniform numbers of mulberry32, and what is drawn from them.
class Draws {
  #state;

  constructor(purpose) {
    this.#state = (SEED ^ Math.imul(purpose, 0x9e3779b1)) >>> 0;
  }

  unit() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (((mixed ^ (mixed >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  }

  below = (n) => Math.floor(this.unit() * n);
  exponential = (rate) => -Math.log(this.unit()) / rate;
  normal = () => Math.sqrt(-2 * Math.log(this.unit())) * Math.cos(2 * Math.PI * this.unit());

  // Marsaglia & Tsang 2000.
  gamma(shape, rate) {
    if (shape < 1) return this.gamma(shape + 1, rate) * this.unit() ** (1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const v = (1 + c * x) ** 3;
      if (v > 0 && Math.log(this.unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  }

  beta(a, b) {
    const first = this.gamma(a, 1);
    return first / (first + this.gamma(b, 1));
  }
}

const hundredths = (days) => Math.round((days / 7) * 100) / 100;

// Customers who buy as the BG/NBD model says, with the parameters of CDNOW: weeks, first purchase within twelve of 39.
export function histories(customers) {
  const draws = new Draws(1);
  const [repeats, recency, age] = [new Uint32Array(customers), new Float64Array(customers), new Float64Array(customers)];
  for (let row = 0; row < customers; row += 1) {
    const days = 273 - draws.below(84);
    const rate = draws.gamma(0.243, 4.414) / 7;
    const leaves = draws.beta(0.793, 2.426);
    let [bought, last] = [0, 0];
    for (let time = draws.exponential(rate); time < days; time += draws.exponential(rate)) {
      const day = Math.min(Math.ceil(time), days);
      if (day > last) [bought, last] = [bought + 1, day];
      if (draws.unit() < leaves) break;
    }
    repeats[row] = bought;
    recency[row] = hundredths(last);
    age[row] = hundredths(days);
  }
  return { repeats, recency, age };
}

// Records with six numbers, twelve labels of two to seven levels, and an outcome of a quarter of them that hangs on some of these.
export const CLASSIFIED = { numbers: 6, labels: 12 };
export function classified(rows) {
  const draws = new Draws(2);
  const numbers = new Float64Array(rows * CLASSIFIED.numbers);
  const labels = new Uint32Array(rows * CLASSIFIED.labels);
  const outcomes = new Uint8Array(rows);
  const levels = (field) => 2 + (field % 6);
  const effects = Array.from({ length: CLASSIFIED.labels }, (_, field) => Array.from({ length: levels(field) }, () => 0.4 * draws.normal()));
  for (let row = 0; row < rows; row += 1) {
    let odds = -1.4;
    for (let field = 0; field < CLASSIFIED.numbers; field += 1) {
      const value = field % 2 ? Math.exp(draws.normal()) : draws.normal();
      numbers[field * rows + row] = value;
      odds += [0.8, -0.3, 0.4, 0.1, 0, 0][field] * value;
    }
    for (let field = 0; field < CLASSIFIED.labels; field += 1) {
      const level = Math.min(draws.below(levels(field)), draws.below(levels(field) + 1));
      labels[field * rows + row] = level;
      odds += effects[field][level];
    }
    if (numbers[row] > 0 && labels[row] === 1) odds += 0.8;
    outcomes[row] = draws.unit() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
  }
  return { numbers, labels, outcomes };
}

// Purchases: some buy much, some items are bought much, and buyers of one of twenty tastes prefer its items. A pair occurs once.
export function purchases(buyers, items, count) {
  const draws = new Draws(3);
  const activity = new Float64Array(buyers);
  let sum = 0;
  for (let buyer = 0; buyer < buyers; buyer += 1) sum += activity[buyer] = draws.gamma(0.9, 1);
  const [buyerOf, itemOf] = [[], []];
  for (let buyer = 0; buyer < buyers; buyer += 1) {
    const wanted = Math.min(Math.round((activity[buyer] / sum) * count), items >> 1);
    const taste = draws.below(20);
    const has = new Set();
    for (let tries = 0; has.size < wanted && tries < 20 * wanted; tries += 1) {
      let item = Math.floor(items * draws.unit() ** 2.2);
      if (draws.unit() < 0.5) item = item - (item % 20) + taste;
      if (item < items) has.add(item);
    }
    for (const item of has) {
      buyerOf.push(buyer);
      itemOf.push(item);
    }
  }
  return { buyers, items, buyerOf: Uint32Array.from(buyerOf), itemOf: Uint32Array.from(itemOf) };
}

// Baskets as of a grocer: four or five items, the most common in every fourth basket, and twelve habits of three that go together.
export function baskets(count, items) {
  const draws = new Draws(4);
  const habits = Array.from({ length: 12 }, () => [0, 1, 2].map(() => Math.floor(items * draws.unit() ** 2)));
  const [basketOf, itemOf] = [[], []];
  for (let basket = 0; basket < count; basket += 1) {
    const has = new Set();
    const size = 1 + Math.floor(draws.exponential(1 / 3.6));
    if (draws.unit() < 0.35) for (const item of habits[draws.below(12)]) if (draws.unit() < 0.8) has.add(item);
    while (has.size < Math.min(size, items)) has.add(Math.floor(items * draws.unit() ** 2.6));
    for (const item of has) {
      basketOf.push(basket);
      itemOf.push(item);
    }
  }
  return { baskets: count, items, basketOf: Uint32Array.from(basketOf), itemOf: Uint32Array.from(itemOf) };
}

// Points about six centres that overlap, column by column.
export function points(rows, columns) {
  const draws = new Draws(5);
  const centres = Array.from({ length: 6 * columns }, () => 3 * draws.normal());
  const values = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const centre = draws.below(6);
    for (let column = 0; column < columns; column += 1) values[column * rows + row] = centres[centre * columns + column] + 1.2 * draws.normal();
  }
  return values;
}

// Monthly series with level, trend and season, each with errors of its own; the last `horizon` values are what is to be forecast.
export function series(count, horizon) {
  const draws = new Draws(6);
  return Array.from({ length: count }, () => {
    const length = 48 + draws.below(84);
    const season = Array.from({ length: 12 }, () => 0.15 * draws.normal());
    let [level, trend] = [1_000 * Math.exp(draws.normal()), 0.004 * draws.normal()];
    const values = Array.from({ length: length + horizon }, (_, month) => {
      level *= 1 + trend + 0.03 * draws.normal();
      trend = 0.98 * trend + 0.0005 * draws.normal();
      return Math.max(level * (1 + season[month % 12]) * (1 + 0.04 * draws.normal()), 1);
    });
    return { train: values.slice(0, length), test: values.slice(length) };
  });
}

// ── Files of KITH_DATA; `null` where they are not there ──

const file = async (...path) => {
  const folder = process.env.KITH_DATA;
  const at = folder && join(folder, ...path);
  return at && existsSync(at) ? (await readFile(at, 'utf8')).trim().split('\n') : null;
};

const numbered = () => {
  const known = new Map();
  return { known, of: (name) => known.get(name) ?? known.set(name, known.size).get(name) };
};

export async function cdnow() {
  const rows = (await file('cdnow', 'cdnow_customers_summary.csv'))?.slice(1).map((line) => line.split(',').map(Number));
  return rows && { repeats: Uint32Array.from(rows, (row) => row[1]), recency: Float64Array.from(rows, (row) => row[2]), age: Float64Array.from(rows, (row) => row[3]) };
}

export async function movielens() {
  const lines = await file('movielens_100k', 'ml-100k.inter');
  if (!lines) return null;
  const [users, films] = [numbered(), numbered()];
  const rows = lines.slice(1).map((line) => line.split('\t')).filter(([, , rating]) => Number(rating) >= 4);
  const [buyerOf, itemOf] = [Uint32Array.from(rows, ([user]) => users.of(user)), Uint32Array.from(rows, ([, film]) => films.of(film))];
  return { buyers: users.known.size, items: films.known.size, buyerOf, itemOf };
}

export async function groceries() {
  const lines = await file('groceries_arules', 'Groceries.basket.csv');
  if (!lines) return null;
  const names = numbered();
  const pairs = lines.flatMap((line, basket) => line.split(',').map((item) => [basket, names.of(item)]));
  return { baskets: lines.length, items: names.known.size, basketOf: Uint32Array.from(pairs, ([basket]) => basket), itemOf: Uint32Array.from(pairs, ([, item]) => item) };
}

export async function m3(count) {
  const lines = await file('ts_m3', 'm3_monthly.csv');
  const numbers = (text) => text.split(' ').map(Number);
  return lines && lines.slice(1, count + 1).map((line) => {
    const cells = line.split(',');
    return { train: numbers(cells.at(-2)), test: numbers(cells.at(-1)) };
  });
}
